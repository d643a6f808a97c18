//! Types: which values a name can take.

use std::sync::Arc;

/// The levels of a scale, the members of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Levels {
    /// In order.
    pub levels: Vec<Level>,
    /// Whether the order means something.
    pub ordered: bool,
}

/// One level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// As it is written in rules and profiles.
    pub id: String,
    /// As people read it; the id with its hyphens where no title was given.
    pub title: String,
}

impl Levels {
    /// The place of a level.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.levels.iter().map(|level| level.id.as_str())
    }
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the type's word in the language")]
pub enum Kind {
    YesNo,
    Scale(Arc<Levels>),
    OneOf(Arc<Levels>),
    Set(Arc<Levels>),
    Number { unit: Option<String> },
    Percent,
    Money,
    Duration,
    Date,
    Text,
}

/// A kind, and whether it has an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// The kind of value.
    pub kind: Kind,
    /// `or unlimited`, `or never`.
    pub endless: bool,
}

impl Type {
    /// A type without `or unlimited`.
    pub fn plain(kind: Kind) -> Self {
        Self { kind, endless: false }
    }

    /// Whether one value can be above another.
    pub fn is_ordered(&self) -> bool {
        match &self.kind {
            Kind::Scale(_) | Kind::Number { .. } | Kind::Percent | Kind::Money | Kind::Duration | Kind::Date => true,
            Kind::YesNo | Kind::OneOf(_) | Kind::Set(_) | Kind::Text => false,
        }
    }

    /// The levels, where the type has them.
    pub fn levels(&self) -> Option<&Arc<Levels>> {
        match &self.kind {
            Kind::Scale(levels) | Kind::OneOf(levels) | Kind::Set(levels) => Some(levels),
            _ => None,
        }
    }

    /// Whether values of the two types can be compared with one another.
    pub fn compares_with(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Number { unit: left }, Kind::Number { unit: right }) => left == right,
            (left, right) => left == right,
        }
    }

    /// What the type is called in a message.
    pub fn noun(&self) -> String {
        let kind = match &self.kind {
            Kind::YesNo => "yes or no",
            Kind::Scale(_) => "a level of a scale",
            Kind::OneOf(_) => "one of a list",
            Kind::Set(_) => "a set",
            Kind::Number { unit: Some(unit) } => return format!("a number ({unit})"),
            Kind::Number { unit: None } => "a number",
            Kind::Percent => "a percentage",
            Kind::Money => "an amount of money",
            Kind::Duration => "a duration",
            Kind::Date => "a date",
            Kind::Text => "a text",
        };
        kind.to_owned()
    }

    /// How a value is written, for advice: the form, and for levels all of them.
    pub fn how_to_write(&self) -> String {
        let list =
            |levels: &Levels, join: &str| levels.ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(join);
        let kind = match &self.kind {
            Kind::YesNo => "write `yes` or `no`".to_owned(),
            Kind::Scale(levels) => format!("the levels are, from lowest to highest: {}", list(levels, ", ")),
            Kind::OneOf(levels) => format!("the choices are: {}", list(levels, ", ")),
            Kind::Set(levels) => format!("the members are: {}", list(levels, ", ")),
            Kind::Number { .. } => "write a number such as `12`, `0.5`, `500k` or `2.5M`".to_owned(),
            Kind::Percent => "write a percentage such as `99.9%`".to_owned(),
            Kind::Money => "write an amount with its currency, such as `USD 500k`".to_owned(),
            Kind::Duration => "write a duration such as `30 days`, `12 months` or `15 minutes`".to_owned(),
            Kind::Date => "write a date as year-month-day, such as `2026-11-21`".to_owned(),
            Kind::Text => "write a text".to_owned(),
        };
        match (self.endless, &self.kind) {
            (true, Kind::Date) => format!("{kind}, or `never`"),
            (true, _) => format!("{kind}, or `unlimited`"),
            _ => kind,
        }
    }

    /// The word for no end in this type.
    pub fn endless_word(&self) -> &'static str {
        if self.kind == Kind::Date { "never" } else { "unlimited" }
    }
}
