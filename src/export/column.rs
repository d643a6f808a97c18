//! Facts, terms and figures as columns: what a deal says of each, and the bits that are made
//! of it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::logic::variables::Cutting;
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::{Name, Role};
use crate::value::{Cut, Kind};

/// A name that some rule looks at.
pub(super) struct Column<'r> {
    pub(super) id: NameId,
    /// What its columns of bits begin with: `f12`.
    pub(super) code: String,
    /// What the columns that a deal fills begin with: `change_notice`.
    pub(super) base: String,
    pub(super) name: &'r Name,
    pub(super) cutting: Cutting,
    /// How many cells its variable has: values, silence, standard.
    pub(super) cells: u32,
    pub(super) form: Form,
    /// Whether a rule asks in which document it stands.
    pub(super) documented: bool,
    /// Whether a question counts as answered once it is known.
    pub(super) answers: bool,
}

/// How a deal says a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The lowest and the highest it may be.
    Line(Line),
    /// One of these words, or several with commas between them; each with its cell.
    Words(Vec<(String, u32)>),
    /// A text.
    Text,
    /// The members that are in it, and those that may be, as words with commas between them.
    Set(Vec<String>),
}

/// What the values of a line are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Decimal,
    Milliseconds,
    Days,
}

impl Form {
    pub(super) fn of(kind: &Kind) -> Self {
        match kind {
            Kind::YesNo => Self::Words(
                [("no", 0), ("yes", 1), ("false", 0), ("true", 1)].map(|(word, at)| (word.to_owned(), at)).into(),
            ),
            Kind::Scale(levels) | Kind::OneOf(levels) => {
                Self::Words(levels.ids().zip(0..).map(|(word, at)| (word.to_owned(), at)).collect())
            }
            Kind::Set(levels) => Self::Set(levels.ids().map(str::to_owned).collect()),
            Kind::Number { .. } | Kind::Percent | Kind::Money => Self::Line(Line::Decimal),
            Kind::Duration => Self::Line(Line::Milliseconds),
            Kind::Date => Self::Line(Line::Days),
            Kind::Text => Self::Text,
        }
    }
}

impl Column<'_> {
    pub(super) fn low(&self) -> String {
        format!("{}_low", self.base)
    }

    pub(super) fn high(&self) -> String {
        format!("{}_high", self.base)
    }

    pub(super) fn is(&self) -> String {
        format!("{}_is", self.base)
    }

    pub(super) fn has(&self) -> String {
        format!("{}_has", self.base)
    }

    pub(super) fn may_have(&self) -> String {
        format!("{}_may_have", self.base)
    }

    pub(super) fn state(&self) -> String {
        format!("{}_state", self.base)
    }

    pub(super) fn written_in(&self) -> String {
        format!("{}_in", self.base)
    }

    /// The column that says in which [state](super::state) the name is.
    pub(super) fn kind(&self) -> String {
        format!("{}_k", self.code)
    }

    /// The columns that a deal fills with values.
    pub(super) fn values(&self) -> Vec<String> {
        match self.form {
            Form::Line(_) => vec![self.low(), self.high()],
            Form::Words(_) | Form::Text => vec![self.is()],
            Form::Set(_) => vec![self.has(), self.may_have()],
        }
    }

    pub(super) fn is_term(&self) -> bool {
        self.name.term().is_some()
    }

    pub(super) fn is_figure(&self) -> bool {
        self.name.figure().is_some()
    }

    pub(super) fn has_standard(&self) -> bool {
        self.name.term().is_some_and(|term| term.standard.is_some())
    }

    /// Whether there is a column for what is no value.
    pub(super) fn has_state(&self) -> bool {
        !matches!(self.name.role, Role::Fact) || self.name.of.endless
    }

    /// The least value there is.
    pub(super) fn floor(&self) -> Option<Decimal> {
        match &self.cutting.cut {
            Cut::Line { floor, .. } => *floor,
            Cut::Choices(_) | Cut::Texts(_) => None,
        }
    }
}

/// What the columns of a name begin with: the name in letters that all warehouses take, with
/// its code behind where that is too long or another name comes to the same.
pub(super) fn base(id: &str, code: &str, taken: &mut BTreeSet<String>) -> String {
    const LONGEST: usize = 48; // leaves room for the endings within the 63 bytes of PostgreSQL
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' };
    let plain: String = id.chars().map(letter).collect();
    let starts_well = plain.starts_with(|first: char| first.is_ascii_lowercase());
    if plain.len() <= LONGEST && starts_well && taken.insert(plain.clone()) {
        return plain;
    }
    let cut: String = plain.chars().take(LONGEST - code.len() - 3).collect();
    let with_code = format!("{}{cut}_{code}", if starts_well { "" } else { "n_" });
    taken.insert(with_code.clone());
    with_code
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::base;

    #[test]
    fn names_fit_and_differ() {
        let mut taken = BTreeSet::new();
        let long = "usage.".to_owned() + &"a".repeat(80);
        let made = ["change.notice", "change-notice", "höhe", &long, "über"]
            .map(|id| base(id, &format!("f{}", id.len()), &mut taken));
        assert_eq!(made[..3], ["change_notice", "change_notice_f13", "h_he"]);
        assert_eq!(made[3], format!("usage_{}_f86", "a".repeat(36)));
        assert_eq!(made[4], "n__ber_f5");
    }
}
