//! An answer in somebody's own words → the value as a profile writes it.

use crate::diagnostic::Diagnostic;
use crate::intake::{quoted, yaml};
use crate::rulebook::Rulebook;
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::{Name, Titled};
use crate::source::Source;
use crate::value::{Kind, Level, Levels, Type, meant, read as read_value};

use super::State;
use super::header::Header;
use super::keys::Guesses;
use super::mistakes;
use super::readings::Reader;

/// An answer that can be written into a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// As the profile writes it: `60 days`, `[low, medium]`, `{ value: yes, in: e-mail }`.
    pub written: String,
    /// What it says.
    pub state: State,
}

/// Why an answer is none.
#[derive(Clone, Debug)]
pub struct NoAnswer {
    /// What is wrong, and what to do.
    pub found: Vec<Diagnostic>,
    /// What was probably meant, where that is one thing.
    pub meant: Option<String>,
}

/// Reads an answer. Besides all that a profile takes it understands levels by their titles
/// or their places in the list (from 1), `A or B`, `at least A`, `A to B`, and for a term
/// "not addressed", "it refers to …" and "… in e-mail".
///
/// # Errors
/// It is no value of the name, or can be read in two ways.
pub fn answer(rulebook: &Rulebook, header: &Header, id: NameId, said: &str) -> Result<Answer, NoAnswer> {
    let name = rulebook.name(id);
    let said = said.trim();
    let wording = Wording { name, currency: header.currency.as_deref(), documents: &rulebook.documents };
    let written = wording.written(said);
    let no_answer = |found: Vec<Diagnostic>| {
        let mut meant = meant(said, &name.of, wording.currency);
        NoAnswer { found, meant: meant.pop().filter(|_| meant.is_empty()) }
    };
    let source = Source::new("answer", format!("answer: {written}\n"));
    let node = yaml(&source).map_err(no_answer)?;
    let Some(value) = node.get("answer") else { return Err(no_answer(Vec::new())) };
    let mut found = Vec::new();
    let mut reader = Reader { source: &source, header, rulebook, guesses: Guesses::new(), found: &mut found };
    let state = reader.value(name, value).map(|(state, _)| state);
    match state {
        Some(state) if found.is_empty() && state != State::Unknown => Ok(Answer { written, state }),
        _ => Err(no_answer(found)),
    }
}

/// The answers a name takes, as they are offered: the titles of its levels, or yes and no.
pub fn choices(of: &Type) -> Vec<(String, String)> {
    match (&of.kind, of.levels()) {
        (Kind::YesNo, _) => ["yes", "no"].map(|word| (word.to_owned(), word.to_owned())).to_vec(),
        (_, Some(levels)) => levels.levels.iter().map(|level| (level.id.clone(), level.title.clone())).collect(),
        _ => Vec::new(),
    }
}

struct Wording<'a> {
    name: &'a Name,
    currency: Option<&'a str>,
    documents: &'a [Titled],
}

impl Wording<'_> {
    fn written(&self, said: &str) -> String {
        // Written as the profile writes it; what would become a comment is no answer.
        if said.contains(" #") {
            return quoted(said);
        }
        if said.starts_with(['[', '{', '"', '\'']) {
            let is_whole = || yaml(&Source::new("answer", format!("answer: {said}\n"))).is_ok();
            return if self.name.of.kind != Kind::Text || is_whole() { said.to_owned() } else { quoted(said) };
        }
        if self.name.term().is_some()
            && let Some(written) = self.of_term(said)
        {
            return written;
        }
        match &self.name.of.kind {
            Kind::Text => quoted(said),
            Kind::YesNo => match self.yes_or_no(said) {
                Some(word) => word.to_owned(),
                None => quoted(said),
            },
            Kind::Set(levels) => self.members(levels, said),
            Kind::Scale(levels) | Kind::OneOf(levels) => self.levels(levels, said),
            Kind::Number { .. } | Kind::Percent | Kind::Money | Kind::Duration | Kind::Date => self.measure(said),
        }
    }

    /// Silence, another paper, or a promise in a weaker document.
    fn of_term(&self, said: &str) -> Option<String> {
        let lower = said.to_lowercase();
        let is_level = |levels: &Levels| level(levels, said).is_some();
        if ["silent", "not addressed", "not mentioned", "it is silent", "it does not say", "says nothing", "not in it"]
            .contains(&lower.trim_end_matches('.'))
            && !self.name.of.levels().is_some_and(|levels| is_level(levels))
        {
            return Some("silent".to_owned());
        }
        for words in ["it refers to ", "refers to ", "by reference: ", "by reference to ", "by reference ", "see "] {
            if lower.starts_with(words)
                && let Some(paper) = said.get(words.len()..)
            {
                return Some(format!("{{ by-reference: {} }}", always_quoted(paper)));
            }
        }
        let (value, place) = lower.rfind(" in ").and_then(|at| Some((said.get(..at)?, said.get(at + 4..)?)))?;
        let value = value.trim_end().trim_end_matches(" only").trim_end_matches(',').trim_end();
        let place =
            ["an ", "a ", "the "].iter().find_map(|article| place.strip_prefix(article)).unwrap_or(place).trim();
        let is_it =
            |document: &&Titled| document.id.eq_ignore_ascii_case(place) || document.title.eq_ignore_ascii_case(place);
        let document = self.documents.iter().find(is_it)?;
        let inner = Wording { documents: &[], ..*self }.written(value);
        Some(format!("{{ value: {inner}, in: {} }}", document.id))
    }

    fn yes_or_no(&self, said: &str) -> Option<&'static str> {
        match said.to_lowercase().trim_end_matches(['.', '!']) {
            "1" | "y" | "yes" | "true" => Some("yes"),
            "2" | "n" | "no" | "false" => Some("no"),
            _ => None,
        }
    }

    /// One level, several of which one holds, or a stretch of a scale.
    fn levels(&self, levels: &Levels, said: &str) -> String {
        let one = |said: &str| level(levels, said);
        if let Some(id) = one(said) {
            return protected(id);
        }
        if self.name.of.is_ordered() {
            let ends = said.split_once("..").or_else(|| said.split_once(" to "));
            let stretch = |low: &str, high: &str| {
                let end = |end: &str| if end.trim().is_empty() { Some("") } else { one(end) };
                Some(format!("{}..{}", end(low)?, end(high)?))
            };
            let lower = said.to_lowercase();
            let bounded = |words: &str| lower.strip_prefix(words).and_then(|_| said.get(words.len()..));
            let found = ends
                .and_then(|(low, high)| stretch(low, high))
                .or_else(|| bounded("at least ").and_then(|low| stretch(low, "")))
                .or_else(|| bounded("at most ").and_then(|high| stretch("", high)));
            if let Some(found) = found {
                return found;
            }
        }
        match parts(said).into_iter().map(one).collect::<Option<Vec<_>>>() {
            Some(ids) if ids.len() > 1 => bracketed(&ids),
            _ => quoted(said),
        }
    }

    /// All members, or those in for certain and those out.
    fn members(&self, levels: &Levels, said: &str) -> String {
        let lower = said.to_lowercase();
        if matches!(lower.as_str(), "none" | "none of them" | "none of these") && level(levels, said).is_none() {
            return "[]".to_owned();
        }
        let listed = |said: &str| -> Vec<String> {
            let ids = parts(said).into_iter().map(|part| level(levels, part).map_or_else(|| quoted(part), protected));
            ids.collect()
        };
        let sides = |mut rest: &str| -> Option<[Vec<String>; 2]> {
            let mut sides = [Vec::new(), Vec::new()];
            while !rest.trim().is_empty() {
                let start = rest.trim_start_matches([' ', ',', ';', '.']);
                let lower = start.to_lowercase();
                let (at, word) = [(0, "includes "), (0, "at least "), (1, "excludes "), (1, "not "), (1, "without ")]
                    .into_iter()
                    .find(|(_, word)| lower.starts_with(word))?;
                let body = start.get(word.len()..)?;
                let end = [" includes ", " excludes ", " not ", " without "]
                    .iter()
                    .filter_map(|word| body.to_lowercase().find(word))
                    .min()
                    .unwrap_or(body.len());
                let (members, after) = body.split_at_checked(end)?;
                let members = members.trim().trim_end_matches(" and").trim_end_matches(" but");
                sides.get_mut(at)?.extend(listed(members));
                rest = after;
            }
            Some(sides)
        };
        match sides(said) {
            Some([includes, excludes]) => {
                let side = |word: &str, ids: &[String]| format!("{word}: {}", bracketed(ids));
                let given = [("includes", includes), ("excludes", excludes)];
                let given = given.iter().filter(|(_, ids)| !ids.is_empty()).map(|(word, ids)| side(word, ids));
                format!("{{ {} }}", given.collect::<Vec<_>>().join(", "))
            }
            None => bracketed(&listed(said)),
        }
    }

    /// An amount, a number, a date: as it is, as a range, or one of several.
    fn measure(&self, said: &str) -> String {
        let reads = |said: &str| read_value(said, &self.name.of, self.currency).is_ok();
        if reads(said) || said.contains("..") && !said.contains(": ") {
            return said.to_owned();
        }
        let parts: Vec<&str> = said.split(" or ").map(str::trim).collect();
        if parts.len() > 1 && parts.iter().all(|part| reads(part)) {
            return format!("[{}]", parts.join(", "));
        }
        // Only where nothing is put in that was not said: `1-2M` is for the person to spell out.
        let range = mistakes::range(said, &self.name.of);
        let is_plain = |range: &String| range.split("..").all(|end| said.contains(end));
        range.filter(is_plain).unwrap_or_else(|| quoted(said))
    }
}

/// The level that is named by its id, its title, or its place from 1.
fn level<'l>(levels: &'l Levels, said: &str) -> Option<&'l str> {
    let said = said.trim().trim_end_matches('.');
    let same = |known: &str| known.eq_ignore_ascii_case(said) || known.to_lowercase() == said.to_lowercase();
    let spaced = |id: &str| id.replace('-', " ").eq_ignore_ascii_case(said);
    let named = levels.levels.iter().find(|level| level.id == said);
    let named = named.or_else(|| levels.levels.iter().find(|level| same(&level.id) || same(&level.title)));
    let named = named.or_else(|| levels.levels.iter().find(|level| spaced(&level.id)));
    let placed = || said.parse::<usize>().ok().and_then(|at| levels.levels.get(at.checked_sub(1)?));
    // "all" for "All of it", where it can be no other.
    let begins = |level: &&Level| {
        let rest = level.title.to_lowercase();
        let rest = rest.strip_prefix(&said.to_lowercase()).filter(|_| !said.is_empty());
        rest.is_some_and(|rest| rest.starts_with([' ', ',', '-', ':', '/']))
    };
    let begun = || {
        let mut found = levels.levels.iter().filter(begins);
        found.next().filter(|_| found.next().is_none())
    };
    named.or_else(placed).or_else(begun).map(|level| level.id.as_str())
}

/// What is listed: by commas, `or` and `and`.
fn parts(said: &str) -> Vec<&str> {
    let parts = said.split([',', ';']).flat_map(|part| part.split(" or ")).flat_map(|part| part.split(" and "));
    let parts = parts.map(str::trim).map(|part| part.strip_prefix("or ").or(part.strip_prefix("and ")).unwrap_or(part));
    parts.filter(|part| !part.is_empty()).collect()
}

/// A level whose name says something else in a profile.
fn protected(id: &str) -> String {
    if matches!(id, "unknown" | "silent" | "null") { always_quoted(id) } else { id.to_owned() }
}

fn always_quoted(text: &str) -> String {
    let quoted = quoted(text.trim());
    if quoted.starts_with('"') { quoted } else { format!("\"{quoted}\"") }
}

fn bracketed(ids: &[impl AsRef<str>]) -> String {
    format!("[{}]", ids.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "))
}
