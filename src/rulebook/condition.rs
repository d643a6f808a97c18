//! Conditions whose names are resolved and whose comparisons are well typed.

use std::collections::BTreeSet;

use crate::source::Place;
use crate::value::{Duration, Relation, Value};

/// A fact, term or parameter, by its place in [`Rulebook::names`](super::Rulebook).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub usize);

/// A define, by its place in [`Rulebook::defines`](super::Rulebook).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefineId(pub usize);

/// A condition.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Holds whatever is known: what an absent `when` means.
    Always,
    /// All of them hold.
    All(Vec<Condition>),
    /// At least one of them holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// The condition of a define, and where it is named.
    Define(DefineId, Place),
    /// A comparison.
    Compare(Comparison),
}

/// A comparison of a name with something.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The left side.
    pub left: NameId,
    /// What is asked of it.
    pub ask: Ask,
    /// `in at least DOCUMENT`: the least document, by its place in the order.
    pub written_in: Option<usize>,
    /// Where it was written.
    pub place: Place,
}

/// What a comparison asks of its left side.
#[derive(Clone, Debug)]
pub enum Ask {
    /// `is`, `at least`, `at most`, `above`, `below` and their like for dates.
    Order(Relation, Operand),
    /// `is not`.
    IsNot(Operand),
    /// `is one of`, `is not one of`.
    OneOf {
        /// The list.
        values: Vec<Value>,
        /// `is not one of`.
        negated: bool,
    },
    /// `between A and B`, both included.
    Between(Operand, Operand),
    /// `within 12 months`: from the date of assessment to so much later, both included.
    Within(Duration),
    /// `has passed`: before the date of assessment.
    HasPassed,
    /// `is addressed`, `is not addressed`.
    Addressed(bool),
    /// `includes …`.
    Includes(Quantifier, Members),
}

/// How many members an `includes` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is its word")]
pub enum Quantifier {
    Any,
    All,
    None,
}

/// The members an `includes` asks for.
#[derive(Clone, Debug)]
pub enum Members {
    /// These.
    These(BTreeSet<usize>),
    /// Those of another set.
    Of(NameId),
}

/// The right side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A constant.
    Value(Value),
    /// What another name is.
    Name(NameId),
}

/// A value that depends on conditions: the first arm whose condition holds, else the last.
#[derive(Clone, Debug)]
pub struct Guarded<T> {
    /// The arms with a condition, in order.
    pub arms: Vec<(Condition, T)>,
    /// The value where none holds.
    pub otherwise: T,
    /// Where each value was written, in order; nothing for what nobody wrote.
    pub places: Vec<Place>,
}

impl<T> Guarded<T> {
    /// A value that depends on nothing, and that nobody wrote.
    pub fn always(value: T) -> Self {
        Self { arms: Vec::new(), otherwise: value, places: Vec::new() }
    }

    /// Calls `visit` for the condition of every arm.
    pub fn conditions<'g>(&'g self, visit: &mut impl FnMut(&'g Condition)) {
        self.arms.iter().for_each(|(condition, _)| visit(condition));
    }

    /// All values, in order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.arms.iter().map(|(_, value)| value).chain(std::iter::once(&self.otherwise))
    }

    /// The value at a place in that order.
    pub fn value(&self, at: usize) -> &T {
        self.arms.get(at).map_or(&self.otherwise, |(_, value)| value)
    }
}

impl Condition {
    /// Where it was written, from its first word of a comparison or define to the last;
    /// none for what nobody wrote.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Always => None,
            Self::All(operands) | Self::Any(operands) => {
                let first = operands.iter().find_map(Self::place)?;
                let last = operands.iter().rev().find_map(Self::place)?;
                Some(Place { span: first.span.to(last.span), source: first.source })
            }
            Self::Not(operand) => operand.place(),
            Self::Define(_, place) => Some(place.clone()),
            Self::Compare(comparison) => Some(comparison.place.clone()),
        }
    }

    /// Calls `visit` for every comparison in the condition, not looking into defines.
    pub fn comparisons<'c>(&'c self, visit: &mut impl FnMut(&'c Comparison)) {
        match self {
            Self::Always | Self::Define(..) => {}
            Self::All(operands) | Self::Any(operands) => {
                operands.iter().for_each(|operand| operand.comparisons(visit));
            }
            Self::Not(operand) => operand.comparisons(visit),
            Self::Compare(comparison) => visit(comparison),
        }
    }

    /// Calls `visit` for every define the condition names.
    pub fn defines(&self, visit: &mut impl FnMut(DefineId)) {
        match self {
            Self::Always | Self::Compare(_) => {}
            Self::All(operands) | Self::Any(operands) => operands.iter().for_each(|operand| operand.defines(visit)),
            Self::Not(operand) => operand.defines(visit),
            Self::Define(define, _) => visit(*define),
        }
    }
}

impl Comparison {
    /// The names on the right side.
    pub fn right_names(&self) -> Vec<NameId> {
        let of = |operand: &Operand| match operand {
            Operand::Name(name) => Some(*name),
            Operand::Value(_) => None,
        };
        match &self.ask {
            Ask::Order(_, operand) | Ask::IsNot(operand) => of(operand).into_iter().collect(),
            Ask::Between(low, high) => of(low).into_iter().chain(of(high)).collect(),
            Ask::Includes(_, Members::Of(name)) => vec![*name],
            Ask::OneOf { .. } | Ask::Within(_) | Ask::HasPassed | Ask::Addressed(_) | Ask::Includes(..) => Vec::new(),
        }
    }
}
