//! What figures calculate with.

use serde::{Deserialize, Serialize};

/// A sign between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is its sign")]
pub enum Sign {
    Plus,
    Minus,
    Times,
    Over,
}

impl Sign {
    /// As it is written in rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
        }
    }

    /// As it is read aloud.
    pub fn words(self) -> &'static str {
        match self {
            Self::Plus => "plus",
            Self::Minus => "minus",
            Self::Times => "times",
            Self::Over => "divided by",
        }
    }

    /// Whether it binds closer than `+` and `-`.
    pub fn is_close(self) -> bool {
        matches!(self, Self::Times | Self::Over)
    }
}

/// What is read off a service level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aspect {
    /// `promise of`: the percentage below which the first credit is due.
    Promise,
    /// `largest-credit of`: the most that a month can bring, in percent of the fees.
    LargestCredit,
}

impl Aspect {
    /// As it is written in rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Promise => "promise of",
            Self::LargestCredit => "largest-credit of",
        }
    }

    /// As it is read aloud.
    pub fn words(self) -> &'static str {
        match self {
            Self::Promise => "the promise of",
            Self::LargestCredit => "the largest credit of",
        }
    }

    /// What is written so.
    pub fn find(word: &str) -> Option<Self> {
        match word {
            "promise" => Some(Self::Promise),
            "largest-credit" => Some(Self::LargestCredit),
            _ => None,
        }
    }
}

/// What is made of a list of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// `min of`: the least of them.
    Least,
    /// `max of`: the greatest of them.
    Greatest,
    /// `sum of`: all of them together.
    Sum,
}

impl Choice {
    /// As it is written in rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Least => "min of",
            Self::Greatest => "max of",
            Self::Sum => "sum of",
        }
    }

    /// What is written so.
    pub fn find(word: &str) -> Option<Self> {
        match word {
            "min" => Some(Self::Least),
            "max" => Some(Self::Greatest),
            "sum" => Some(Self::Sum),
            _ => None,
        }
    }
}
