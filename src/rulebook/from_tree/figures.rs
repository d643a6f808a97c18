//! Figures: names resolved, and every calculation held against what fits what.

use crate::source::Spanned;
use crate::syntax::sign::{Choice, Sign};
use crate::syntax::tree::{self, Form, Literal, PropertyValue, Workings};
use crate::syntax::words::PropertyWord;
use crate::value::{Kind, Type, Value};

use super::super::condition::{Condition, Guarded, NameId};
use super::super::figure::{Figure, Formula};
use super::super::mistakes;
use super::fields::Fields;
use super::scope::Word;
use super::{Builder, Found};

impl Builder {
    /// What a figure says; nothing where something in its value failed.
    pub(super) fn figure(&mut self, found: Found<'_>, name: NameId, fields: &Fields<'_>) -> Option<Figure> {
        let of = self.book.name(name).of.clone();
        if !calculates(&of.kind) {
            let written = fields.span(PropertyWord::Type);
            self.report(mistakes::not_for_figures(found.at(written), &of));
            return None;
        }
        let home = fields.home(PropertyWord::When);
        let when = self.when(home, fields.get(PropertyWord::When));
        let home = fields.home(PropertyWord::Value);
        let value = match fields.get(PropertyWord::Value) {
            Some(PropertyValue::Workings(workings)) => self.worked(home, &of, workings),
            Some(PropertyValue::Guarded(guarded)) => self.worked(home, &of, &Workings::of(guarded)),
            _ => None,
        };
        let home = fields.home(PropertyWord::Show);
        let show = fields.text(PropertyWord::Show).map(|text| self.text(home, text, false));
        let home = fields.home(PropertyWord::From);
        let citations = self.citations(home, fields.citations());
        Some(Figure { when: when?, value: value?, show, citations })
    }

    fn worked(&mut self, found: Found<'_>, of: &Type, workings: &Workings) -> Option<Guarded<Formula>> {
        let mut sound = true;
        let mut arms: Vec<(Condition, Formula)> = Vec::new();
        for (condition, formula) in &workings.arms {
            let condition = self.condition(found, condition);
            match (condition, self.result(found, of, formula)) {
                (Some(condition), Some(formula)) => arms.push((condition, formula)),
                _ => sound = false,
            }
        }
        let otherwise = self.result(found, of, &workings.otherwise)?;
        sound.then_some(Guarded { arms, otherwise, places: Vec::new() })
    }

    /// A formula whose result is what the figure declares.
    fn result(&mut self, found: Found<'_>, of: &Type, written: &tree::Formula) -> Option<Formula> {
        let formula = self.formula(found, written)?;
        let place = found.at(written.span());
        if !becomes(formula.kind(), &of.kind) {
            self.report(mistakes::wrong_result(place, &of.kind, formula.kind()));
            return None;
        }
        if !of.endless && self.may_be_endless(&formula) {
            self.report(mistakes::endless_result(place, of));
            return None;
        }
        Some(formula)
    }

    fn formula(&mut self, found: Found<'_>, written: &tree::Formula) -> Option<Formula> {
        match written {
            tree::Formula::Literal(literal) => self.constant(found, literal),
            tree::Formula::Joined { sign, left, right } => {
                let left = self.formula(found, left);
                let right = self.formula(found, right);
                let (left, right) = (left?, right?);
                let place = found.at(written.span());
                match joined(sign.node, left.kind(), right.kind()) {
                    Some(of) => Some(Formula::Joined { sign: sign.node, sides: Box::new((left, right)), of, place }),
                    None => {
                        let sides = (left.kind(), right.kind());
                        self.report(mistakes::does_not_calculate(place, sign.node, sides));
                        None
                    }
                }
            }
            tree::Formula::OfLevel { aspect, level, disk, span } => {
                self.of_level(found, *aspect, (level, disk.as_ref()), found.at(*span))
            }
            tree::Formula::Among { choice, parts, span } => {
                let parts: Vec<Option<Formula>> = parts.iter().map(|part| self.formula(found, part)).collect();
                let parts: Vec<Formula> = parts.into_iter().collect::<Option<_>>()?;
                let place = found.at(*span);
                let mut of = parts.first()?.kind().clone();
                for part in &parts {
                    match joined(Sign::Plus, &of, part.kind()) {
                        Some(both) => of = both,
                        None => {
                            self.report(mistakes::different_parts(place, choice.node, (&of, part.kind())));
                            return None;
                        }
                    }
                }
                Some(Formula::Among { choice: choice.node, parts, of, place })
            }
        }
    }

    /// A name or a constant; what a constant is, its form tells.
    fn constant(&mut self, found: Found<'_>, literal: &Literal) -> Option<Formula> {
        let place = found.at(literal.span);
        match &literal.form {
            Form::Word(word) => self.named(found, &Spanned::new(word.clone(), literal.span)),
            Form::Text(_) => {
                self.report(mistakes::no_calculation(place, "a text"));
                None
            }
            Form::Quantity(written) => {
                let Some(kind) = kind_of(written) else {
                    self.report(mistakes::no_calculation(place, "a date"));
                    return None;
                };
                let value: Value = self.value(found, &Type::plain(kind.clone()), literal)?;
                Some(Formula::Value(value, kind))
            }
        }
    }

    fn named(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<Formula> {
        let place = found.at(name.span);
        match self.scope.vocabulary.get(&name.node).map(|(word, _)| *word) {
            Some(Word::Name(id)) => {
                let of = self.book.name(id).of.clone();
                if !calculates(&of.kind) {
                    self.report(mistakes::no_calculation(place, &of.noun()));
                    return None;
                }
                Some(Formula::Name(id, of.kind))
            }
            Some(Word::Broken) => None,
            Some(Word::Define(_)) => {
                self.report(mistakes::no_calculation(place, "a condition"));
                None
            }
            None => {
                let split = name.node.match_indices('-').map(|(at, _)| name.node.split_at(at));
                let known = |part: &str| self.scope.vocabulary.contains_key(part);
                let meant = split.map(|(left, right)| (left, right.trim_start_matches('-'))).find(|(left, right)| {
                    known(left) && (known(right) || right.starts_with(|first: char| first.is_ascii_digit()))
                });
                let said = match meant {
                    Some((left, right)) => mistakes::glued_minus(place, &name.node, left, right),
                    None => {
                        let near = self.near_name(&name.node);
                        mistakes::unknown_name(place, &name.node, near.as_deref())
                    }
                };
                self.report(said);
                None
            }
        }
    }

    /// Whether a result may be `unlimited`.
    fn may_be_endless(&self, formula: &Formula) -> bool {
        match formula {
            Formula::Value(..) | Formula::OfLevel { .. } => false,
            Formula::Name(name, _) => self.book.name(*name).of.endless,
            Formula::Joined { sign, sides, .. } => {
                let right = matches!(sign, Sign::Plus | Sign::Times) && self.may_be_endless(&sides.1);
                self.may_be_endless(&sides.0) || right
            }
            Formula::Among { choice: Choice::Least, parts, .. } => parts.iter().all(|part| self.may_be_endless(part)),
            Formula::Among { parts, .. } => parts.iter().any(|part| self.may_be_endless(part)),
        }
    }
}

/// Whether one can calculate with a kind of value.
fn calculates(kind: &Kind) -> bool {
    matches!(kind, Kind::Money | Kind::Percent | Kind::Duration | Kind::Number { .. })
}

/// The kind of a constant, by its form; none for dates.
fn kind_of(written: &str) -> Option<Kind> {
    let is_date = written.len() >= 8
        && written.starts_with(|first: char| first.is_ascii_digit())
        && written.matches('-').count() == 2;
    Some(match written {
        _ if is_date => return None,
        text if text.ends_with('%') => Kind::Percent,
        text if text.starts_with(|first: char| first.is_ascii_uppercase()) => Kind::Money,
        text if text.contains(' ') || text.ends_with(|last: char| last.is_ascii_lowercase() && last != 'k') => {
            Kind::Duration
        }
        _ => Kind::Number { unit: None },
    })
}

/// What comes of two kinds joined by a sign; nothing where they do not fit.
///
/// A percentage is a share: of an amount, a length or a number it takes its part. Two
/// numbers of different things can be multiplied and divided, and are then plain numbers.
fn joined(sign: Sign, left: &Kind, right: &Kind) -> Option<Kind> {
    use Kind::{Duration, Money, Number, Percent};
    let plain = || Number { unit: None };
    Some(match (sign, left, right) {
        (_, Number { unit: one }, Number { unit: two }) => match (sign, one, two) {
            (Sign::Plus | Sign::Minus, Some(one), Some(two)) if one != two => return None,
            (Sign::Plus | Sign::Minus, one, two) => Number { unit: one.clone().or_else(|| two.clone()) },
            (Sign::Times, Some(one), None) | (Sign::Times, None, Some(one)) | (Sign::Over, Some(one), None) => {
                Number { unit: Some(one.clone()) }
            }
            _ => plain(),
        },
        (Sign::Plus | Sign::Minus, left, right) if left == right => left.clone(),
        (Sign::Times, Percent, Percent) => Percent,
        (Sign::Times, Percent, Number { unit: None }) | (Sign::Times, Number { unit: None }, Percent) => Percent,
        (Sign::Over, Percent, Number { unit: None }) => Percent,
        (Sign::Times, kind @ (Money | Duration | Number { .. }), Percent | Number { .. })
        | (Sign::Times, Percent | Number { .. }, kind @ (Money | Duration | Number { .. })) => kind.clone(),
        (Sign::Over, kind @ (Money | Duration | Number { .. }), Percent | Number { .. }) => kind.clone(),
        (Sign::Over, Money, Money) | (Sign::Over, Duration, Duration) | (Sign::Over, Percent, Percent) => plain(),
        _ => return None,
    })
}

/// Whether a result can be what a figure declares: the same; a number without a unit as
/// one of something; a number as a percentage and the other way round, 0.95 as 95%.
fn becomes(result: &Kind, declared: &Kind) -> bool {
    match (result, declared) {
        (Kind::Number { unit: None }, Kind::Number { .. } | Kind::Percent) => true,
        (Kind::Percent, Kind::Number { unit: None }) => true,
        (result, declared) => result == declared,
    }
}
