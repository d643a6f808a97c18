//! All that a profile and its rules say, line by line, in one spelling.

use std::collections::BTreeMap;

use crate::profile::State;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Redline};
use crate::rulebook::condition::{Condition, Guarded, NameId};
use crate::rulebook::vocabulary::{Name, Role, Silence, Titled};
use crate::source::Place;
use crate::value::Value;

use super::{Side, spelled};

/// A line of a profile or of rules, by what it is about: what the draft is asked for first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// What the draft says of the subject of a redline, by its id.
    Subject(String),
    /// What the profile says of a fact or a term, by its id.
    Known(String),
    /// Whether a rule has been seen to, by its id.
    Done(String),
    /// The day everything is judged by.
    Day,
    /// The rates between currencies.
    Rates,
    /// That a pack is used, by its id.
    Pack(String),
    /// A part of a rule, by its id.
    Rule(String, RulePart),
    /// What a define stands for, by its name.
    Define(String),
    /// A part of a fact, a term, a parameter or a figure, by its id.
    Name(String, NamePart),
    /// The order of documents.
    Documents,
}

impl Line {
    /// The same without regard to a redline that is about it.
    pub(super) fn plain(&self) -> Self {
        match self {
            Self::Subject(id) => Self::Known(id.clone()),
            line => line.clone(),
        }
    }
}

/// A part of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RulePart {
    /// That there is such a rule.
    Itself,
    /// When it applies.
    When,
    /// A rung of its ladder: preferred 0, fallbacks 1….
    Rung(usize),
    /// The walk-away.
    WalkAway,
    /// When it has been seen to.
    Done,
    /// What answers it.
    AnsweredBy,
    /// What pulls apart.
    Between,
    /// When it is due.
    Due,
    /// How bad it is.
    Severity,
    /// Whether it can be traded.
    Priority,
    /// Who sees to it.
    Owner,
    /// The document it goes into.
    Instrument,
    /// That the house lives with it.
    Waiver,
}

/// A part of the declaration of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamePart {
    /// The value of a parameter, how a figure is worked out.
    Value,
    /// The vendor's standard.
    Standard,
    /// What silence means.
    Silence,
    /// Its type.
    Type,
    /// When a figure matters.
    When,
}

/// What a line says.
#[derive(Clone, Debug)]
pub struct Piece {
    /// In its one spelling.
    pub text: String,
    /// Where; nothing for what is nowhere written.
    pub place: Option<Place>,
}

/// Every line by what it is about.
pub(super) type Lines = BTreeMap<Line, Piece>;

/// All lines of a side.
pub(super) fn all(side: Side<'_>) -> Lines {
    let mut reader = Reader { book: side.book, lines: Lines::new() };
    reader.profile(side);
    reader.rules();
    reader.lines
}

/// Those of rules alone.
pub(super) fn of_rules(book: &Rulebook) -> Lines {
    let mut reader = Reader { book, lines: Lines::new() };
    reader.rules();
    reader.lines
}

/// What a profile says of a name, with the documents it stands in where these are not the
/// strongest.
pub(super) fn reading(side: Side<'_>, id: NameId) -> String {
    let reading = side.profile.reading(id);
    let said = match &reading.state {
        State::Unknown => return "unknown".to_owned(),
        State::Silent => return "silent".to_owned(),
        State::Standard => return "standard".to_owned(),
        State::ByReference(paper) => return format!("by reference: {paper}"),
        State::Known(possible) => possible.canonical(&side.book.name(id).of),
    };
    let weaker = side.book.documents.len().checked_sub(1).is_some_and(|last| !reading.documents.contains(&last));
    if !weaker || reading.documents.is_empty() {
        return said;
    }
    let ids = reading.documents.iter().map(|at| spelled::entry(&side.book.documents, *at));
    format!("{said} in {}", ids.collect::<Vec<_>>().join(", "))
}

struct Reader<'a> {
    book: &'a Rulebook,
    lines: Lines,
}

impl Reader<'_> {
    fn add(&mut self, line: Line, text: String, place: Option<Place>) {
        self.lines.insert(line, Piece { text, place });
    }

    /// What the profile says: the day, the rates, facts and terms, and what has been seen to.
    fn profile(&mut self, side: Side<'_>) {
        let profile = side.profile;
        self.add(Line::Day, profile.as_of.to_string(), profile.lines.as_of.clone());
        if let Some(place) = &profile.lines.rates {
            let text = place.text().split_whitespace().collect::<Vec<_>>().join(" ");
            self.add(Line::Rates, text, Some(place.clone()));
        }
        for (id, name) in side.book.names().filter(|(_, name)| name.is_asked()) {
            let given = profile.reading(id).place.clone();
            // What is left out stands for what the state of the draft makes of it.
            let place = given.or_else(|| name.term().and(profile.lines.draft.clone()));
            self.add(Line::Known(name.id.clone()), reading(side, id), place);
        }
        for (at, rule) in side.book.advice.iter().enumerate().filter(|(_, rule)| rule.body.is_ticked()) {
            let id = AdviceId(at);
            let text = if profile.done.contains(&id) { "done" } else { "not done" };
            self.add(Line::Done(rule.id.clone()), text.to_owned(), profile.lines.done.get(&id).cloned());
        }
    }

    fn rules(&mut self) {
        let book = self.book;
        let documents: Vec<&str> = book.documents.iter().map(|document| document.id.as_str()).collect();
        let head = book.packs.iter().find_map(|pack| pack.place.clone());
        self.add(Line::Documents, documents.join(" < "), head);
        book.names.iter().for_each(|name| self.name(name));
        for define in &book.defines {
            let text = spelled::condition(book, &define.condition);
            self.add(Line::Define(define.id.clone()), text, Some(define.place.clone()));
        }
        book.advice.iter().for_each(|rule| self.rule(rule));
    }

    fn name(&mut self, name: &Name) {
        let place = || Some(name.place.clone());
        let part = |part| Line::Name(name.id.clone(), part);
        self.add(part(NamePart::Type), spelled::type_of(&name.of), place());
        let value = |value: &Value| value.canonical(&name.of);
        match &name.role {
            Role::Fact => {}
            Role::Term(term) => {
                let silence = match &term.silence {
                    Silence::Nothing => "nothing".to_owned(),
                    Silence::Means(own) => value(own),
                    Silence::Standard => "standard".to_owned(),
                };
                self.add(part(NamePart::Silence), silence, place());
                if let Some(standard) = &term.standard {
                    let text = spelled::guarded(self.book, &standard.value, value);
                    self.add(part(NamePart::Standard), text, first(&standard.value).or_else(place));
                }
            }
            Role::Parameter(cited) => {
                let text = spelled::guarded(self.book, &cited.value, value);
                self.add(part(NamePart::Value), text, first(&cited.value).or_else(place));
            }
            Role::Figure(figure) => {
                let text = spelled::guarded(self.book, &figure.value, |formula| spelled::formula(self.book, formula));
                self.add(part(NamePart::Value), text, first(&figure.value).or_else(place));
                let when = spelled::condition(self.book, &figure.when);
                self.add(part(NamePart::When), when, figure.when.place().or_else(place));
            }
        }
    }

    fn rule(&mut self, rule: &Advice) {
        self.condition(rule, RulePart::When, &rule.when);
        let severity = spelled::guarded(self.book, &rule.severity, ToString::to_string);
        self.part(rule, RulePart::Severity, severity, first(&rule.severity));
        if let Some(owner) = &rule.owner {
            self.part(rule, RulePart::Owner, self.entries(owner, &self.book.owners), first(owner));
        }
        match &rule.body {
            Body::Redline(redline) => self.redline(rule, redline),
            Body::Mitigation { done_when, .. } | Body::Step { done_when } | Body::Duty { done_when, .. } => {
                done_when.iter().for_each(|done| self.condition(rule, RulePart::Done, done));
            }
            Body::Question { answered_by, .. } => {
                let names: Vec<&str> = answered_by.iter().map(|name| self.book.name(*name).id.as_str()).collect();
                self.part(rule, RulePart::AnsweredBy, names.join(", "), None);
            }
            Body::Conflict { between: (left, right), .. } => {
                let id = |side: &AdviceId| self.book.advice.get(side.0).map_or("", |rule| rule.id.as_str());
                self.part(rule, RulePart::Between, format!("{} and {}", id(left), id(right)), None);
            }
            Body::Lever { .. } => {}
        }
        if let Body::Duty { due, .. } = &rule.body {
            self.part(rule, RulePart::Due, spelled::due(self.book, due), None);
        }
        if let Some(waiver) = &rule.waiver {
            self.part(rule, RulePart::Waiver, format!("until {}", waiver.until), Some(waiver.place.clone()));
        }
    }

    fn redline(&mut self, rule: &Advice, redline: &Redline) {
        let priority = spelled::guarded(self.book, &redline.priority, |one| one.as_str().to_owned());
        self.part(rule, RulePart::Priority, priority, first(&redline.priority));
        if let Some(instrument) = &redline.instrument {
            let text = self.entries(instrument, &self.book.documents);
            self.part(rule, RulePart::Instrument, text, first(instrument));
        }
        for (at, rung) in redline.rungs().enumerate() {
            let mut text = spelled::condition(self.book, &rung.condition);
            if !matches!(rung.when, Condition::Always) {
                text.push_str(&format!(", when {}", spelled::condition(self.book, &rung.when)));
            }
            if let Some(approver) = &rung.approver {
                text.push_str(&format!(", approver {}", self.entries(approver, &self.book.approvers)));
            }
            let part = if at > redline.fallbacks.len() { RulePart::WalkAway } else { RulePart::Rung(at) };
            self.part(rule, part, text, Some(rung.place.clone()));
        }
    }

    fn condition(&mut self, rule: &Advice, part: RulePart, condition: &Condition) {
        if !matches!(condition, Condition::Always) {
            self.part(rule, part, spelled::condition(self.book, condition), condition.place());
        }
    }

    /// A part of a rule; where nobody wrote it, it stands with the name of the rule.
    fn part(&mut self, rule: &Advice, part: RulePart, text: String, place: Option<Place>) {
        let place = place.unwrap_or_else(|| rule.place.clone());
        self.add(Line::Rule(rule.id.clone(), part), text, Some(place));
    }

    fn entries(&self, of: &Guarded<usize>, among: &[Titled]) -> String {
        spelled::guarded(self.book, of, |at| spelled::entry(among, *at))
    }
}

/// Where a value was first written.
fn first<T>(of: &Guarded<T>) -> Option<Place> {
    of.places.first().cloned()
}
