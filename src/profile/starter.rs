//! Rulebook → a profile with every question, ready to be filled in.

use std::fmt::Write as _;

use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, Part, Text};
use crate::rulebook::vocabulary::{Better, Name, Role, Silence, Term};
use crate::value::{Kind, Levels, Value};

use super::done::can_be_ticked;

/// The width of the comments, in columns.
const WIDTH: usize = 100;

/// A profile in YAML that asks every question of the rules, with what can be answered
/// beside it. As it stands it can be read, and says that nothing is known.
///
/// ```
/// use proviso::{profile::starter, rulebook::Rulebook};
/// assert!(starter(&Rulebook::default()).contains("\nprofile: Your company\n"));
/// ```
pub fn starter(rulebook: &Rulebook) -> String {
    let mut page = Page { rulebook, text: String::new() };
    page.editors();
    page.how_to();
    page.header();
    page.facts();
    page.draft();
    page.done();
    page.notes();
    page.text
}

struct Page<'r> {
    rulebook: &'r Rulebook,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A comment, broken into lines.
    fn comment(&mut self, indent: usize, comment: &str) {
        let margin = format!("{}#", " ".repeat(indent));
        let mut line = margin.clone();
        for word in plain(comment).split_whitespace() {
            if line.len() > margin.len() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&line);
                // Lines that go on are set in, so that each comment is seen as one.
                line = format!("{margin}  ");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(&line);
    }

    /// Where editors find the schema by which they complete and check.
    fn editors(&mut self) {
        let packs: Vec<&str> = self.rulebook.packs.iter().map(|pack| pack.id.as_str()).collect();
        if packs.is_empty() {
            return;
        }
        let file = schema_file(&packs);
        self.line(&format!("# yaml-language-server: $schema={file}"));
        self.line("# Editors that know YAML complete and check this file, once its schema stands beside it:");
        self.line(&format!("#   proviso schema {} > {file}", packs.join(" ")));
        self.line("#");
    }

    fn how_to(&mut self) {
        self.text.push_str(HOW_TO);
        let documents: Vec<_> = self.rulebook.documents.iter().map(|document| document.id.as_str()).collect();
        if let Some(strongest) = documents.last() {
            let list = documents.join(", ");
            self.comment(0, &format!("Documents for `in`, from weakest to strongest: {list}. Without `in`, a promise counts as standing in `{strongest}`."));
        }
        self.line("");
    }

    fn header(&mut self) {
        let packs: Vec<_> = self.rulebook.packs.iter().map(|pack| pack.id.as_str()).collect();
        self.line("profile: Your company");
        self.line("as-of: 2026-01-31           # the day of the assessment: change it");
        self.line(&format!("packs: [{}]", packs.join(", ")));
        self.line("# currency: USD             # of amounts that are written without a currency");
        self.line("# rates: { EUR: USD 1.08 }  # one euro is 1.08 dollars; needed where two currencies meet");
        self.line("");
    }

    fn facts(&mut self) {
        self.line("# What is true of the company.");
        self.line("facts:");
        self.groups(
            2,
            |name| matches!(name.role, Role::Fact),
            |page, name| {
                page.question(2, name);
                page.line(&format!("  {}: unknown", name.id));
            },
        );
        self.line("");
    }

    fn draft(&mut self) {
        self.line("# What the draft says.");
        self.line("draft:");
        self.comment(2, "none: there is no draft yet; the vendor's standard stands in where the rules know it.");
        self.comment(2, "partial: only the terms that you give below have been looked for.");
        self.comment(2, "reviewed: the draft was read to the end; a term that you do not give below is not in it.");
        self.line("  status: none");
        self.line("");
        self.comment(2, "To give a term, remove the `#` and the blank before its name, and change `status` above.");
        self.line("  terms:");
        self.groups(
            4,
            |name| name.term().is_some(),
            |page, name| {
                page.question(4, name);
                if let Some(term) = name.term() {
                    page.term(name, term);
                }
                page.line(&format!("    # {}: unknown", name.id));
            },
        );
        self.line("");
    }

    /// The names of a kind by the first part of the name, groups and names in the order
    /// of their declaration.
    fn groups(&mut self, indent: usize, of: impl Fn(&Name) -> bool, write: impl Fn(&mut Self, &Name)) {
        let rulebook = self.rulebook;
        let mut groups: Vec<(&str, Vec<&Name>)> = Vec::new();
        for name in rulebook.names.iter().filter(|name| of(name)) {
            let first = name.id.split('.').next().unwrap_or(&name.id);
            match groups.iter_mut().find(|(group, _)| *group == first) {
                Some((_, names)) => names.push(name),
                None => groups.push((first, vec![name])),
            }
        }
        for (group, names) in groups {
            self.line("");
            self.line(&format!("{}# ---- {} ----", " ".repeat(indent), heading(group)));
            for name in names {
                self.line("");
                write(self, name);
            }
        }
    }

    fn question(&mut self, indent: usize, name: &Name) {
        self.comment(indent, name.ask.as_deref().unwrap_or(&name.title));
        self.comment(indent, &format!("Answer: {}.", answers(name)));
        let owner = name.owner.and_then(|owner| self.rulebook.owners.get(owner));
        if let Some(owner) = owner {
            self.comment(indent, &format!("Who knows: {}.", owner.title));
        }
    }

    fn term(&mut self, name: &Name, term: &Term) {
        if let Some(standard) = &term.standard {
            let mut values: Vec<_> = standard.value.values().map(|value| written(name, value)).collect();
            values.dedup();
            let source = standard.citations.first().and_then(|citation| {
                let document = self.rulebook.sources.get(citation.source)?;
                let section = citation.section.as_ref().map(|section| format!(", {section}")).unwrap_or_default();
                Some(format!(" (source: {}{section})", document.title))
            });
            let value = values.join(" or ");
            let depends = if values.len() > 1 { ", depending on the facts" } else { "" };
            self.comment(4, &format!("The vendor's standard: {value}{depends}{}.", source.unwrap_or_default()));
        }
        let silence = match (&term.silence, &name.of.kind, term.better) {
            (Silence::Means(value), ..) => format!("that counts as {}", written(name, value)),
            (Silence::Standard, ..) => "the vendor's standard holds".to_owned(),
            (Silence::Nothing, Kind::YesNo, Some(Better::No)) => "that counts as `no`".to_owned(),
            (Silence::Nothing, ..) => "nothing is promised".to_owned(),
        };
        self.comment(4, &format!("If the draft does not address it, write `silent`: {silence}."));
    }

    fn done(&mut self) {
        self.line("# What has been seen to. Remove the `#` and the blank before what is done.");
        self.line("done:");
        for advice in self.rulebook.advice.iter().filter(|advice| can_be_ticked(&advice.body)) {
            self.line("");
            self.comment(2, &title(self.rulebook, advice));
            self.line(&format!("  # - {}", advice.id));
        }
        self.line("");
    }

    fn notes(&mut self) {
        self.line("# Notes to yourselves, each under the name that it is about.");
        self.line("notes:");
        if let Some(name) = self.rulebook.names.iter().find(|name| name.is_asked()) {
            self.line(&format!("  # {}: \"who was asked, and when the answer is expected\"", name.id));
        }
    }
}

/// How a profile is written, for somebody who never wrote one.
const HOW_TO: &str = r#"# A profile: what your company knows about itself, and about the draft in its hands.
#
# Write your answers after the colons. What you do not know stays `unknown`, or is left out:
# nothing is guessed, and the report tells you which answers are worth finding. What follows a `#`
# is a comment. Keep the blanks at the beginning of the lines as they are.
#
#   unknown                              not known yet
#   3M..5M                               a range: between the two, both included
#   3M..                                 that or more; `..5M` is that or less
#   [low, medium]                        one of these, not yet which
#
# Where several answers may hold at once ("any of"):
#   [one, two]                           exactly these; `[]` is none of them
#   { includes: [one], excludes: [two] } one certainly, two certainly not, the rest not known yet
#
# For the terms of a draft also:
#   silent                               it was read, and does not address this
#   { value: 30 days, in: e-mail }       promised, but only in that document
#   { by-reference: "Product Terms" }    it refers to another paper, which was not read yet
#
# Amounts: `USD 500k`, `EUR 2M`, `USD 1_250_000`. Durations: `30 days`, `6 months`.
# Dates: `2026-11-21`.
"#;

/// The allowed answers, in words.
pub fn answers(name: &Name) -> String {
    let list = |levels: &Levels| (0..levels.levels.len()).map(|at| level(levels, at)).collect::<Vec<_>>().join(", ");
    let mut words = match &name.of.kind {
        Kind::Scale(levels) => format!("one of these, from lowest to highest: {}", list(levels)),
        Kind::OneOf(levels) => format!("one of these: {}", list(levels)),
        Kind::Set(levels) => format!("any of these, in brackets: {}", list(levels)),
        Kind::Number { unit: Some(unit) } => format!("a number (of {unit}) such as `12`, `0.5`, `500k` or `2.5M`"),
        Kind::Text => "a text".to_owned(),
        _ => {
            let how = name.of.how_to_write();
            return how.strip_prefix("write ").unwrap_or(&how).to_owned();
        }
    };
    if name.of.endless {
        let _ = write!(words, ", or `{}`", name.of.endless_word());
    }
    words
}

/// A level, with its title where that says more.
fn level(levels: &Levels, at: usize) -> String {
    let Some(level) = levels.levels.get(at) else { return String::new() };
    if level.title.to_lowercase().replace('-', " ") == level.id.replace('-', " ") {
        format!("`{}`", level.id)
    } else {
        format!("`{}` ({})", level.id, level.title)
    }
}

/// The file name of the schema for some packs.
fn schema_file(packs: &[&str]) -> String {
    format!("{}.schema.json", packs.join("-"))
}

/// A value as it is written in a profile.
fn written(name: &Name, value: &Value) -> String {
    match (value, name.of.levels()) {
        (Value::Level(at), Some(levels)) => level(levels, *at),
        (value, _) => format!("`{}`", value.canonical(&name.of)),
    }
}

/// The title of a rule, its holes filled with the titles of names.
fn title(rulebook: &Rulebook, advice: &Advice) -> String {
    let Text { parts, .. } = &advice.title;
    let parts = parts.iter().map(|part| match part {
        Part::Words(words) => words.as_str(),
        Part::Name(name) => rulebook.name(*name).title.as_str(),
        Part::Slot(_) => "…",
    });
    parts.collect()
}

/// `data` as "Data", `sla` as "Sla", `first-steps` as "First steps".
fn heading(group: &str) -> String {
    let mut letters = group.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str().replace('-', " "))
}

/// Without what a comment cannot hold: line ends and other control characters.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() || letter == '\u{feff}' { ' ' } else { letter }).collect()
}
