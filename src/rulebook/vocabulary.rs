//! The vocabulary: facts, terms, parameters, figures and defines, and the people and papers of a
//! pack.

use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;

use crate::source::Place;
use crate::value::{Duration, Levels, Type, Value};

use super::condition::{Condition, Guarded};
use super::figure::Figure;
use super::year_end::YearEnd;

/// A pack of rules.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Its name, the first part of the ids of its rules.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Whom one negotiates with.
    pub vendor: String,
    /// SHA-256 of its files, in hexadecimal.
    pub hash: String,
    /// The last day of the vendor's fiscal year.
    pub year_end: Option<YearEnd>,
    /// The packs it changes, by their places in [`Rulebook::packs`](super::Rulebook).
    pub extends: Vec<usize>,
    /// Where its head stands, where it has one.
    pub place: Option<Place>,
}

/// An owner, approver, phase or document: an id and what people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titled {
    /// As it is written in rules.
    pub id: String,
    /// As people read it.
    pub title: String,
}

/// A document that advice rests on.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name in rules.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What kind of document.
    pub kind: DocumentKind,
    /// The day it speaks for.
    pub as_of: Date,
    /// How long it may be relied on unread.
    pub recheck: Option<Duration>,
    /// Where its name was declared.
    pub place: Place,
}

impl Document {
    /// The last day it may be relied on unread, by the calendar.
    pub fn good_until(&self) -> Option<Date> {
        let recheck = self.recheck?;
        let span = Span::new().try_months(recheck.months).ok()?.try_days(recheck.days).ok()?;
        self.as_of.checked_add(span).ok()
    }

    /// Whether it is past its review period on a day.
    pub fn is_stale(&self, on: Date) -> bool {
        self.good_until().is_some_and(|until| until < on)
    }
}

/// A list of levels that names share, declared with `values`.
#[derive(Clone, Debug)]
pub struct ValueList {
    /// Its name in rules.
    pub id: String,
    /// Its levels; a type made of the list holds this very list.
    pub levels: Arc<Levels>,
    /// Where its name was declared.
    pub place: Place,
}

/// The kinds of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is its word in the language")]
pub enum DocumentKind {
    Contract,
    Vendor,
    Regulator,
    Advisory,
    Internal,
}

/// A place in a document that a rule or value rests on.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The document, by its place in [`Rulebook::sources`](super::Rulebook).
    pub source: usize,
    /// The section.
    pub section: Option<String>,
}

/// A fact, term, parameter or figure.
#[derive(Clone, Debug)]
pub struct Name {
    /// As it is written in rules and profiles.
    pub id: String,
    /// As people read it.
    pub title: String,
    /// Which values it can take.
    pub of: Type,
    /// What it is.
    pub role: Role,
    /// The question whose answer is its value; none for parameters and figures.
    pub ask: Option<String>,
    /// Who can answer, by its place in [`Rulebook::owners`](super::Rulebook).
    pub owner: Option<usize>,
    /// Whether a text that the other side may read may show it: a fact with `share yes`.
    pub shared: bool,
    /// Where its name was declared.
    pub place: Place,
}

/// What a name is.
#[derive(Clone, Debug)]
pub enum Role {
    /// Something true of the company.
    Fact,
    /// Something the draft says.
    Term(Term),
    /// A value the playbook chooses.
    Parameter(Cited),
    /// A value that is worked out from others.
    Figure(Box<Figure>),
}

/// What is special about a term.
#[derive(Clone, Debug)]
pub struct Term {
    /// Which way is better for the company.
    pub better: Option<Better>,
    /// What the vendor's own paper gives.
    pub standard: Option<Cited>,
    /// What it means that the draft does not address it.
    pub silence: Silence,
}

/// A guarded value with what it rests on.
#[derive(Clone, Debug)]
pub struct Cited {
    /// The value.
    pub value: Guarded<Value>,
    /// What it rests on.
    pub citations: Vec<Citation>,
}

/// Which way of a term is better for the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is its word in the language")]
pub enum Better {
    Higher,
    Lower,
    Yes,
    No,
}

impl Better {
    /// Whether more of the term is better; `yes` lies above `no`.
    pub fn is_upward(self) -> bool {
        matches!(self, Self::Higher | Self::Yes)
    }
}

/// What it means that the draft does not address a term.
#[derive(Clone, Debug)]
pub enum Silence {
    /// No comparison holds.
    Nothing,
    /// The same as this value.
    Means(Value),
    /// The same as the vendor's standard.
    Standard,
}

/// A condition with a name.
#[derive(Clone, Debug)]
pub struct Define {
    /// Its name.
    pub id: String,
    /// What it stands for.
    pub condition: Condition,
    /// Where its name was declared.
    pub place: Place,
}

impl Name {
    /// The term, where the name is one.
    pub fn term(&self) -> Option<&Term> {
        match &self.role {
            Role::Term(term) => Some(term),
            Role::Fact | Role::Parameter(_) | Role::Figure(_) => None,
        }
    }

    /// The figure, where the name is one.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.role {
            Role::Figure(figure) => Some(figure),
            Role::Fact | Role::Term(_) | Role::Parameter(_) => None,
        }
    }

    /// The value of a parameter, the standard of a term.
    pub fn cited(&self) -> Option<&Cited> {
        match &self.role {
            Role::Parameter(cited) => Some(cited),
            Role::Term(term) => term.standard.as_ref(),
            Role::Fact | Role::Figure(_) => None,
        }
    }

    /// The word of its declaration.
    pub fn kind(&self) -> &'static str {
        match self.role {
            Role::Fact => "fact",
            Role::Term(_) => "term",
            Role::Parameter(_) => "parameter",
            Role::Figure(_) => "figure",
        }
    }

    /// Whether a profile may give it a value.
    pub fn is_asked(&self) -> bool {
        !matches!(self.role, Role::Parameter(_) | Role::Figure(_))
    }
}
