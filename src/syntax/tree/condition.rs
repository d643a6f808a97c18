//! Conditions as written.

use serde::{Deserialize, Serialize};

use crate::source::{Span, Spanned};

use super::Literal;

/// A condition as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Condition {
    /// `a and b and …`, or `all of { … }`.
    All(Vec<Condition>, Span),
    /// `a or b or …`, or `any of { … }`.
    Any(Vec<Condition>, Span),
    /// `not a`.
    Not(Box<Condition>, Span),
    /// In parentheses: keeps its own operands apart from those around it.
    Group(Box<Condition>, Span),
    /// A comparison or a bare name.
    Comparison(Comparison),
}

impl Condition {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            Self::All(_, span) | Self::Any(_, span) | Self::Not(_, span) | Self::Group(_, span) => *span,
            Self::Comparison(comparison) => comparison.span,
        }
    }

    /// All comparisons, in the order they are written in.
    pub fn comparisons(&self) -> Vec<&Comparison> {
        match self {
            Self::All(operands, _) | Self::Any(operands, _) => operands.iter().flat_map(Self::comparisons).collect(),
            Self::Not(operand, _) | Self::Group(operand, _) => operand.comparisons(),
            Self::Comparison(comparison) => vec![comparison],
        }
    }
}

/// `NAME OPERATION`, or a bare `NAME`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comparison {
    /// The left side.
    pub name: Spanned<String>,
    /// What is asked of it; nothing for a bare name.
    pub operation: Option<Operation>,
    /// `in at least DOCUMENT`.
    pub written_in: Option<Spanned<String>>,
    /// All of it.
    pub span: Span,
}

/// What a comparison asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is its operator")]
pub enum Operation {
    Is(Literal),
    IsNot(Literal),
    IsOneOf(Vec<Literal>),
    IsNotOneOf(Vec<Literal>),
    IsAddressed,
    IsNotAddressed,
    AtLeast(Literal),
    AtMost(Literal),
    Above(Literal),
    Below(Literal),
    Between(Literal, Literal),
    Before(Literal),
    After(Literal),
    OnOrBefore(Literal),
    OnOrAfter(Literal),
    Within(Spanned<String>),
    HasPassed,
    Includes(Spanned<String>),
    IncludesAny(Members),
    IncludesAll(Members),
    IncludesNone(Members),
}

/// The right side of `includes any of` and its like.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Members {
    /// `[a, b]`.
    List(Vec<Literal>),
    /// Another set.
    Name(Spanned<String>),
}
