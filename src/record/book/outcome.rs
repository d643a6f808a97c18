//! What became of a point, in the words that people write for it.

use std::fmt;

use jiff::civil::Date;

use crate::value::show_date;

use super::day::day;

/// What became of a point, as the company itself sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The other side agreed to what was asked for.
    Won,
    /// Both agreed on the fallback with this number, from 1.
    Conceded(u32),
    /// The other side will not have it.
    Refused,
    /// The company lives without it.
    Waived {
        /// Who said so.
        by: String,
        /// Until when, where it is for a time.
        until: Option<Date>,
    },
}

impl Outcome {
    /// What may be written, for people who wrote something else.
    pub const FORMS: &'static str = "`won`, `conceded to fallback 1` (or another number), `refused`, or `waived by CFO`, \
                                     which may go on with `, until 31 March 2027`";

    /// Reads an outcome; capitals and a final period make no difference.
    ///
    /// ```
    /// use proviso::record::Outcome;
    /// assert_eq!(Outcome::read("Conceded to fallback 2."), Some(Outcome::Conceded(2)));
    /// let waived = Outcome::read("waived by the CFO, until 2027-03-31").unwrap();
    /// assert_eq!(waived.to_string(), "waived by the CFO, until 31 March 2027");
    /// assert_eq!(Outcome::read("lost"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        let text = text.trim_end_matches('.');
        match text.to_lowercase().as_str() {
            "won" => return Some(Self::Won),
            "refused" => return Some(Self::Refused),
            _ => {}
        }
        if let Some(number) = after(text, "conceded to fallback ") {
            return number.parse().ok().filter(|number| *number > 0).map(Self::Conceded);
        }
        let who = after(text, "waived by ")?;
        let (by, until) = match who.to_lowercase().rfind(" until ") {
            Some(at) => (who.get(..at)?, Some(day(who.get(at + " until ".len()..)?)?)),
            None => (who, None),
        };
        let by = by.trim().trim_end_matches(',').trim_end();
        (!by.is_empty()).then(|| Self::Waived { by: by.to_owned(), until })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Won => f.write_str("won"),
            Self::Conceded(number) => write!(f, "conceded to fallback {number}"),
            Self::Refused => f.write_str("refused"),
            Self::Waived { by, until: None } => write!(f, "waived by {by}"),
            Self::Waived { by, until: Some(day) } => write!(f, "waived by {by}, until {}", show_date(*day)),
        }
    }
}

/// What follows words that a text begins with, in whatever capitals.
fn after<'t>(text: &'t str, begins: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(begins.len())?;
    head.eq_ignore_ascii_case(begins).then_some(rest)
}
