//! What is known of a name, in words.

use crate::assess::finding::{Known, KnownBy};
use crate::profile::DraftStatus;
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::{Cited, Name, Role, Silence, Term};
use crate::value::{Kind, Possible, Range, Type, Value, show_date};

use super::{Reader, Words, or, titles};

/// What the draft says of a term.
#[derive(Clone, Debug)]
pub(crate) struct DraftSays {
    /// In words, for a table: "14 days", "not addressed".
    pub(crate) says: String,
    /// As a part of a sentence: "the draft says 14 days".
    pub(crate) sentence: String,
    /// Where the profile says so: `profile:31`.
    pub(crate) place: Option<String>,
}

impl Words<'_> {
    /// One value in words, its amount in the style of the phrase.
    pub(super) fn one(&self, value: &Value, of: &Type) -> String {
        match (&of.kind, value) {
            (Kind::Money, value) => value.shown_with(of, self.amounts),
            (_, value) => one(value, of),
        }
    }

    /// What a name stands for: "USD 3M to USD 5M", "not known yet", "not addressed".
    pub(crate) fn shown(&self, id: NameId) -> String {
        let Some(known) = self.known(id) else { return self.shown_by_rules(id) };
        match &known.by {
            KnownBy::Nothing | KnownBy::Reference(_) => "not known yet".to_owned(),
            KnownBy::Silence => "not addressed".to_owned(),
            KnownBy::Figure => self.figure_shown(id, known),
            KnownBy::Profile | KnownBy::Standard | KnownBy::Playbook => {
                known.possible.shown_with(&self.name(id).of, self.amounts)
            }
        }
    }

    /// What a name stands for, as one says it across a table: a level in quotation marks.
    pub(crate) fn value_aloud(&self, id: NameId) -> String {
        let of = &self.name(id).of;
        match self.known(id) {
            Some(known) if known.possible != Possible::Anything => quoted(possible(&known.possible, of), of),
            _ => self.shown(id),
        }
    }

    /// What the rules alone say of a name: the values a parameter can take; of all else its
    /// title, in brackets as what is still to be filled in.
    fn shown_by_rules(&self, id: NameId) -> String {
        let name = self.name(id);
        match &name.role {
            Role::Parameter(cited) => self.alternatives(name, cited),
            Role::Fact | Role::Term(_) | Role::Figure(_) => format!("[{}]", name.title),
        }
    }

    /// All values that a guarded value can take: "75 days or 180 days".
    pub(crate) fn alternatives(&self, name: &Name, cited: &Cited) -> String {
        let mut values: Vec<String> = Vec::new();
        for value in cited.value.values().map(|value| one(value, &name.of)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        or(&values)
    }

    /// "Microsoft's standard of 1 August 2025".
    pub(crate) fn standard_of(&self, term: &Term) -> String {
        let cited = term.standard.as_ref().and_then(|standard| standard.citations.first());
        match cited.and_then(|cited| self.book.sources.get(cited.source)) {
            Some(source) => format!("{} standard of {}", self.vendors(), show_date(source.as_of)),
            None => format!("{} standard", self.vendors()),
        }
    }
}

impl Reader<'_> {
    /// For machines: canonical, `silent` for silence, `unknown` for the unknown.
    pub(crate) fn canonical(&self, id: NameId) -> String {
        let Some(known) = self.known(id) else { return "unknown".to_owned() };
        match &known.by {
            KnownBy::Nothing | KnownBy::Reference(_) => "unknown".to_owned(),
            KnownBy::Silence => "silent".to_owned(),
            KnownBy::Figure if known.possible == Possible::Ranges(Vec::new()) => "nothing".to_owned(),
            KnownBy::Profile | KnownBy::Standard | KnownBy::Playbook | KnownBy::Figure => {
                known.possible.canonical(&self.name(id).of)
            }
        }
    }

    /// What a name stands for, with where that comes from: the vendor's standard, a paper
    /// not yet read, a document weaker than the contract.
    pub(crate) fn shown_with_origin(&self, id: NameId) -> String {
        let Some(known) = self.known(id) else { return "not known yet".to_owned() };
        let of = &self.name(id).of;
        let term = self.name(id).term();
        match (&known.by, term) {
            // Nobody is to look for what no draft says.
            (KnownBy::Nothing, Some(_)) if self.profile.draft == DraftStatus::None => "no source says".to_owned(),
            (KnownBy::Nothing, _) => "not known yet".to_owned(),
            (KnownBy::Reference(paper), _) => format!("by reference: {paper}"),
            (KnownBy::Standard, Some(term)) => {
                format!("{}, {}", possible(&known.possible, of), self.standard_of(term))
            }
            (KnownBy::Silence, Some(term)) => self.silence(term, known, of),
            (KnownBy::Figure, _) => self.shown_as_worked(id),
            (KnownBy::Profile, Some(_)) => {
                let said = possible(&known.possible, of);
                match self.documents(id) {
                    Some(documents) => format!("{said}, only in: {documents}"),
                    None => said,
                }
            }
            _ => possible(&known.possible, of),
        }
    }

    /// What the draft, or what stands in for it, says of a term.
    pub(crate) fn draft_says(&self, id: NameId) -> DraftSays {
        let sentence = self.draft_sentence(id);
        let place = self.profile_line(self.known(id).and_then(|known| known.place.as_ref()));
        DraftSays { says: self.shown_with_origin(id), sentence, place }
    }

    fn draft_sentence(&self, id: NameId) -> String {
        let Some(known) = self.known(id) else { return "what the draft says is not known yet".to_owned() };
        let of = &self.name(id).of;
        let value = quoted(possible(&known.possible, of), of);
        match (&known.by, self.name(id).term()) {
            (KnownBy::Nothing, _) => "what the draft says is not known yet".to_owned(),
            (KnownBy::Reference(paper), _) => format!("the draft refers to another paper ({paper})"),
            (KnownBy::Silence, Some(term)) => match &term.silence {
                Silence::Nothing => "the draft does not address it".to_owned(),
                Silence::Means(_) => format!("the draft does not address it, which means {value}"),
                Silence::Standard => {
                    format!("the draft does not address it, so {} applies: {value}", self.standard_of(term))
                }
            },
            (KnownBy::Standard, Some(term)) => format!("{} says {value}", self.standard_of(term)),
            _ => match self.documents(id) {
                Some(documents) => format!("the draft says {value}, but only in: {documents}"),
                None => format!("the draft says {value}"),
            },
        }
    }

    fn silence(&self, term: &Term, known: &Known, of: &Type) -> String {
        match &term.silence {
            Silence::Nothing => "not addressed".to_owned(),
            Silence::Means(value) => format!("not addressed, which means: {}", one(value, of)),
            Silence::Standard => {
                format!("not addressed, so {} applies: {}", self.standard_of(term), possible(&known.possible, of))
            }
        }
    }

    /// The documents a promise stands in, where it is not the strongest there is.
    pub(in crate::report) fn documents(&self, id: NameId) -> Option<String> {
        let at = &self.profile.reading(id).documents;
        let strongest = self.book.documents.len().checked_sub(1)?;
        let weak = !at.is_empty() && !at.contains(&strongest);
        weak.then(|| or(&titles(&self.book.documents, at)))
    }
}

/// The values still possible, in words.
pub(crate) fn possible(values: &Possible, of: &Type) -> String {
    match (values, &of.kind) {
        (Possible::Members { must, may }, _) if must.is_empty() && may.is_empty() => "none".to_owned(),
        (Possible::Ranges(ranges), Kind::Scale(_) | Kind::OneOf(_)) if ranges.len() > 1 => {
            let one = |range: &Range| format!("“{}”", Possible::Ranges(vec![range.clone()]).shown(of));
            or(&ranges.iter().map(one).collect::<Vec<_>>())
        }
        _ => values.shown(of),
    }
}

/// Words of a list in quotation marks, so that a sentence shows where they begin and end.
pub(crate) fn quoted(words: String, of: &Type) -> String {
    match &of.kind {
        Kind::Scale(_) | Kind::OneOf(_) | Kind::Set(_) if !words.contains('“') => format!("“{words}”"),
        _ => words,
    }
}

/// Words in the middle of a sentence: the title of a level of a scale begins with a small
/// letter there, "at least business-critical". Where a title of the scale has a capital
/// further in, or is one letter, all are taken for names: "at least Standard" stays, in a
/// scale with "Professional Direct". Other lists are left alone, because they often hold names and
/// nothing tells "Banking" from "Azure".
pub(crate) fn in_sentence(words: String, of: &Type) -> String {
    let Kind::Scale(levels) = &of.kind else { return words };
    let is_name = |title: &str| {
        let mut further = title.chars().skip(1).peekable();
        further.peek().is_none() || further.any(char::is_uppercase)
    };
    let titles = || levels.levels.iter().map(|level| level.title.as_str());
    if titles().any(is_name) || !titles().any(|title| title == words) {
        return words;
    }
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// One value in words.
pub(crate) fn one(value: &Value, of: &Type) -> String {
    match (&of.kind, value) {
        (Kind::Text, Value::Text(text)) => format!("“{text}”"),
        _ => value.shown(of),
    }
}
