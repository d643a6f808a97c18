//! Comparisons in words.

use crate::report::markdown::escape;
use crate::rulebook::advice::{Redline, Rung};
use crate::rulebook::condition::{Ask, Comparison, Condition, Members, NameId, Operand, Quantifier};
use crate::rulebook::vocabulary::{Better, Name, Role};
use crate::value::{Amounts, Kind, Possible, Relation, Type, Value};

use super::values::{in_sentence, one, quoted};
use super::{Words, and, or};

/// How the words of a value are shown.
type Quote = fn(String, &Type) -> String;

impl Words<'_> {
    /// What a rung asks for: "at least 90 days", "Spend: All of it and Uptime: at least
    /// 99.9%"; the redline's subject goes without its title. A document that all of it must
    /// stand in is named once.
    pub(crate) fn rung(&self, redline: &Redline, rung: &Rung) -> String {
        let mut documents = Vec::new();
        rung.condition.comparisons(&mut |comparison| documents.push(comparison.written_in));
        documents.dedup();
        match documents.as_slice() {
            [Some(one)] => {
                let document = self.document(*one).unwrap_or_default();
                format!("{}{document}", self.rung_without_documents(redline, rung))
            }
            _ => self.rung_in(redline, rung, |words, comparison| words.asked(comparison)),
        }
    }

    /// The same without the documents.
    pub(crate) fn rung_without_documents(&self, redline: &Redline, rung: &Rung) -> String {
        self.rung_in(redline, rung, |words, comparison| words.asked_of_value(comparison, |value, _| value))
    }

    fn rung_in(&self, redline: &Redline, rung: &Rung, asks: fn(&Words<'_>, &Comparison) -> String) -> String {
        let in_one_style = self.in_one_style(rung);
        let mut asked = Vec::new();
        rung.condition.comparisons(&mut |comparison| {
            if self.says_nothing(comparison) {
                return;
            }
            let words = asks(&in_one_style, comparison);
            if comparison.left == redline.subject {
                asked.push(words);
            } else {
                asked.push(format!("{}: {words}", self.name(comparison.left).title));
            }
        });
        asked.join(", and ")
    }

    /// The same words, with all amounts of a rung in the style that one of them asks for.
    pub(crate) fn in_one_style(&self, rung: &Rung) -> Self {
        let mut amounts = self.amounts;
        rung.condition.comparisons(&mut |comparison| amounts = amounts.and(self.amounts_in(comparison)));
        Self { amounts, ..*self }
    }

    /// The style that the amounts of a comparison ask for.
    fn amounts_in(&self, comparison: &Comparison) -> Amounts {
        let of_operand = |operand: &Operand| match operand {
            Operand::Value(value) => value.amounts(),
            Operand::Name(name) => self.known(*name).map_or(Amounts::Short, |known| known.possible.amounts()),
        };
        match &comparison.ask {
            Ask::Order(_, operand) | Ask::IsNot(operand) => of_operand(operand),
            Ask::Between(low, high) => of_operand(low).and(of_operand(high)),
            _ => Amounts::Short,
        }
    }

    /// Whether a comparison leaves everything open: at most `unlimited`.
    fn says_nothing(&self, comparison: &Comparison) -> bool {
        let Ask::Order(Relation::AtMost, operand) = &comparison.ask else { return false };
        match operand {
            Operand::Value(value) => *value == Value::Endless,
            Operand::Name(other) => {
                self.known(*other).and_then(|known| known.possible.single()) == Some(Value::Endless)
            }
        }
    }

    /// The comparison of a redline's subject in a rung.
    pub(crate) fn subject<'r>(&self, redline: &Redline, rung: &'r Rung) -> Option<&'r Comparison> {
        let parts = match &rung.condition {
            Condition::All(parts) => parts.as_slice(),
            part => std::slice::from_ref(part),
        };
        parts.iter().find_map(|part| match part {
            Condition::Compare(comparison) if comparison.left == redline.subject => Some(comparison),
            _ => None,
        })
    }

    /// What a comparison asks of its left side: "at least 90 days", "Barred", "yes".
    pub(crate) fn asked(&self, comparison: &Comparison) -> String {
        self.asked_in(comparison, |words, _| words)
    }

    /// The same inside a sentence, with words of a list in quotation marks.
    pub(crate) fn asked_quoted(&self, comparison: &Comparison) -> String {
        self.asked_in(comparison, quoted)
    }

    /// The same in the middle of a sentence, without quotation marks.
    pub(crate) fn asked_in_sentence(&self, comparison: &Comparison) -> String {
        self.asked_in(comparison, in_sentence)
    }

    fn asked_in(&self, comparison: &Comparison, quote: Quote) -> String {
        let document = comparison.written_in.and_then(|at| self.document(at)).unwrap_or_default();
        format!("{}{document}", self.asked_of_value(comparison, quote))
    }

    /// Where something must be written, at the end of what must: ", in: Amendment or stronger".
    fn document(&self, at: usize) -> Option<String> {
        let document = self.book.documents.get(at)?;
        let or_stronger = if at + 1 == self.book.documents.len() { "" } else { " or stronger" };
        Some(format!(", in: {}{or_stronger}", document.title))
    }

    fn asked_of_value(&self, comparison: &Comparison, quote: Quote) -> String {
        let name = self.name(comparison.left);
        let shown = |operand| quote(self.operand(name, operand), &name.of);
        match &comparison.ask {
            Ask::Order(relation, operand) => self.order(name, *relation, operand, quote),
            Ask::IsNot(operand) => match (&name.of.kind, operand) {
                (Kind::YesNo, Operand::Value(Value::YesNo(yes))) => if *yes { "no" } else { "yes" }.to_owned(),
                _ => format!("not {}", shown(operand)),
            },
            Ask::OneOf { values, negated } => {
                let values: Vec<String> = values.iter().map(|value| quote(one(value, &name.of), &name.of)).collect();
                match (negated, values.as_slice()) {
                    (false, values) => or(values),
                    (true, [value]) => format!("not {value}"),
                    (true, values) => format!("none of {}", and(values)),
                }
            }
            Ask::Between(low, high) => format!("between {} and {}", shown(low), shown(high)),
            Ask::Within(span) => format!("within {}", span.shown()),
            Ask::HasPassed => "in the past".to_owned(),
            Ask::Addressed(true) => "addressed".to_owned(),
            Ask::Addressed(false) => "not addressed".to_owned(),
            Ask::Includes(quantifier, members) => self.includes(name, *quantifier, members),
        }
    }

    /// What a comparison asks for, as one says it across a table: "“A visit”", "at least 90
    /// days"; of a yes or no nothing, since its title says it. None where it asks nothing.
    pub(crate) fn asked_aloud(&self, comparison: &Comparison) -> Option<Option<String>> {
        if self.says_nothing(comparison) {
            return None;
        }
        let name = self.name(comparison.left);
        Some(match (&name.of.kind, &comparison.ask) {
            (Kind::YesNo, _) => None,
            (Kind::Scale(_), Ask::Order(Relation::AtLeast | Relation::AtMost | Relation::Is, operand)) => {
                Some(escape(&quoted(self.operand(name, operand), &name.of)))
            }
            _ => Some(escape(&self.asked_of_value(comparison, quoted))),
        })
    }

    /// The right side of a comparison as text slots show it: the value alone.
    pub(crate) fn right_side(&self, comparison: &Comparison) -> String {
        let name = self.name(comparison.left);
        match &comparison.ask {
            // "At least at least 3%" says nothing.
            Ask::Order(_, Operand::Name(other)) if self.is_half_open(*other) => {
                format!("“{}”", self.name(*other).title)
            }
            Ask::Order(_, Operand::Name(other)) => self.shown(*other),
            Ask::Order(_, operand) => self.operand(name, operand),
            _ => self.asked(comparison),
        }
    }

    pub(crate) fn operand(&self, name: &Name, operand: &Operand) -> String {
        match operand {
            Operand::Value(value) => self.one(value, &name.of),
            Operand::Name(other) if self.known.is_none() && !matches!(self.name(*other).role, Role::Parameter(_)) => {
                format!("“{}”", self.name(*other).title)
            }
            Operand::Name(other) if self.known(*other).is_some() && !self.is_narrowed(*other) => {
                format!("“{}”", self.name(*other).title)
            }
            // "At least at least 15%" says nothing.
            Operand::Name(other) if self.is_half_open(*other) => format!("“{}”", self.name(*other).title),
            // "At least USD 1M to USD 2M" says nothing either: it is the name that is asked for.
            Operand::Name(other) if self.may_be_several(*other) => {
                format!("“{}” ({})", self.name(*other).title, self.shown(*other))
            }
            Operand::Name(other) => self.shown(*other),
        }
    }

    /// Whether what is known of a name leaves several values.
    fn may_be_several(&self, name: NameId) -> bool {
        self.known(name).is_some_and(|known| known.possible.single().is_none())
    }

    fn is_half_open(&self, name: NameId) -> bool {
        match self.known(name).map(|known| &known.possible) {
            Some(Possible::Ranges(ranges)) => {
                ranges.iter().any(|range| range.low.value().is_none() || range.high.value().is_none())
            }
            _ => false,
        }
    }

    fn order(&self, name: &Name, relation: Relation, operand: &Operand, quote: Quote) -> String {
        let value = quote(self.operand(name, operand), &name.of);
        match (&name.of.kind, operand) {
            (Kind::Scale(levels), Operand::Value(Value::Level(at))) => {
                let upward = name.term().and_then(|term| term.better).map(Better::is_upward);
                scale(relation, &value, *at, levels.levels.len(), upward)
            }
            (Kind::Date, _) => date(relation, &value),
            (_, _) if relation == Relation::Is => value,
            _ => format!("{} {value}", relation.words()),
        }
    }

    /// The titles of members, or of the set they are taken from.
    pub(crate) fn members(&self, name: &Name, members: &Members) -> Vec<String> {
        match members {
            Members::These(places) => {
                let levels = name.of.levels().map_or(&[][..], |levels| &levels.levels);
                places.iter().filter_map(|at| levels.get(*at)).map(|level| level.title.clone()).collect()
            }
            Members::Of(other) => match self.known(*other).and_then(|known| known.possible.single()) {
                Some(Value::Members(places)) if !places.is_empty() => {
                    let levels = name.of.levels().map_or(&[][..], |levels| &levels.levels);
                    places.iter().filter_map(|at| levels.get(*at)).map(|level| level.title.clone()).collect()
                }
                _ => vec![format!("all of “{}”", self.name(*other).title)],
            },
        }
    }

    fn includes(&self, name: &Name, quantifier: Quantifier, members: &Members) -> String {
        let titles = self.members(name, members);
        match (quantifier, titles.as_slice()) {
            (Quantifier::None, [one]) => format!("without {one}"),
            (Quantifier::None, many) => format!("without {}", or(many)),
            (_, [one]) => format!("with {one}"),
            (Quantifier::Any, many) => format!("with {}", or(many)),
            (Quantifier::All, many) => format!("with {}", and(many)),
        }
    }
}

/// A relation to a level: "Side letter or better". `upward` is whether higher levels are
/// better, where that means anything.
fn scale(relation: Relation, level: &str, at: usize, levels: usize, upward: Option<bool>) -> String {
    let top = at + 1 == levels;
    match (relation, upward) {
        (Relation::Is, _) => level.to_owned(),
        (Relation::AtLeast, _) if top => level.to_owned(),
        (Relation::AtMost, _) if at == 0 => level.to_owned(),
        (Relation::AtLeast, Some(true)) | (Relation::AtMost, Some(false)) => format!("{level} or better"),
        (Relation::AtLeast, Some(false)) | (Relation::AtMost, Some(true)) => format!("{level} or worse"),
        (Relation::Above, Some(true)) | (Relation::Below, Some(false)) => format!("better than {level}"),
        (Relation::Above, Some(false)) | (Relation::Below, Some(true)) => format!("worse than {level}"),
        (relation, None) => format!("{} {level}", relation.words()),
    }
}

fn date(relation: Relation, date: &str) -> String {
    match relation {
        Relation::Is => date.to_owned(),
        Relation::AtLeast => format!("on or after {date}"),
        Relation::AtMost => format!("on or before {date}"),
        Relation::Above => format!("after {date}"),
        Relation::Below => format!("before {date}"),
    }
}
