//! Rules as somebody might have written them.

use super::chance::Chance;
use super::{Advice, Body, Book, Comparison, Condition, Kind, Name, Test};

/// The amounts and the days that rules like to compare with.
const DOLLARS: [i64; 9] = [10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000];
pub(super) const DAYS: [i64; 9] = [7, 14, 30, 45, 60, 90, 120, 180, 365];

impl Kind {
    fn constants(self) -> &'static [i64] {
        match self {
            Self::YesNo => &[0, 1],
            Self::Level => &[0, 1, 2, 3, 4],
            Self::Dollars => &DOLLARS,
            Self::Days => &DAYS,
        }
    }
}

impl Book {
    /// So many rules over so many names, at least 8, half of them facts of the company and
    /// half terms of the draft. `graded` is whether some severities depend.
    pub fn new(rules: usize, names: usize, graded: bool) -> Self {
        let facts = [Kind::YesNo, Kind::Level, Kind::Dollars, Kind::Days];
        let terms = [Kind::Days, Kind::Level, Kind::Dollars, Kind::YesNo];
        let name = |at: usize| {
            let (nth, is_term) = (at / 2, at % 2 == 1);
            let kind = if is_term { terms[nth % 4] } else { facts[nth % 4] };
            Name { id: format!("{}-{nth}", if is_term { "draft.term" } else { "company.fact" }), kind, is_term }
        };
        let mut book = Self { names: (0..names.max(8)).map(name).collect(), rules: Vec::new() };
        let mut chance = Chance::new(7);
        book.rules = (0..rules).map(|at| book.advice(at, graded, &mut chance)).collect();
        book
    }

    /// One in four is a measure, the others are positions.
    fn advice(&self, at: usize, graded: bool, chance: &mut Chance) -> Advice {
        let count = 1 + chance.below(3);
        let when = Condition { all: chance.percent(70), of: self.some(count, chance) };
        let severe = (graded && chance.percent(30)).then(|| self.on_a_fact(chance));
        let body = if at % 4 == 3 {
            Body::Mitigation { done: self.on_a_fact(chance) }
        } else {
            self.redline(at - at / 4, chance)
        };
        Advice { when, severe, body }
    }

    /// Comparisons of so many different facts.
    fn some(&self, count: usize, chance: &mut Chance) -> Vec<Comparison> {
        let mut some: Vec<Comparison> = Vec::new();
        while some.len() < count {
            let one = self.on_a_fact(chance);
            if some.iter().all(|other| other.name != one.name) {
                some.push(one);
            }
        }
        some
    }

    fn on_a_fact(&self, chance: &mut Chance) -> Comparison {
        let name = 2 * chance.below(self.names.len() / 2);
        let kind = self.names[name].kind;
        let (test, value) = match kind {
            Kind::YesNo => (Test::Is, chance.below(2) as i64),
            Kind::Level => (*chance.pick(&[Test::AtLeast, Test::AtMost, Test::IsNot]), 1 + chance.below(3) as i64),
            Kind::Dollars | Kind::Days => {
                (*chance.pick(&[Test::AtLeast, Test::Above, Test::Below]), *chance.pick(kind.constants()))
            }
        };
        Comparison { name, test, value }
    }

    /// A ladder on one term, one after another: each rung accepts more than the one before, and none what the
    /// walk-away refuses.
    fn redline(&self, nth: usize, chance: &mut Chance) -> Body {
        let name = 1 + 2 * (nth % (self.names.len() / 2));
        let kind = self.names[name].kind;
        if kind == Kind::YesNo {
            let is = |value| Comparison { name, test: Test::Is, value };
            return Body::Redline { walk_away: is(0), preferred: is(1), fallbacks: Vec::new() };
        }
        let (least, less) =
            if kind == Kind::Dollars { (Test::AtMost, Test::Above) } else { (Test::AtLeast, Test::Below) };
        let constants = kind.constants();
        let fallbacks = chance.below(3);
        // From worst to best: walk-away, fallbacks from the last, preferred.
        let mut steps: Vec<usize> = vec![1 + chance.below(constants.len() - fallbacks - 1 - 1)];
        for left in (0..=fallbacks).rev() {
            let worst = steps[steps.len() - 1];
            let first = if steps.len() == 1 && fallbacks > 0 { worst } else { worst + 1 };
            steps.push(first + chance.below(constants.len() - left - first).min(2));
        }
        let value = |step: usize| {
            let at = if kind == Kind::Dollars { constants.len() - 1 - steps[step] } else { steps[step] };
            constants[at]
        };
        let accepts = |step| Comparison { name, test: least, value: value(step) };
        let rung = |step, chance: &mut Chance| (accepts(step), chance.percent(30).then(|| self.on_a_fact(chance)));
        Body::Redline {
            walk_away: Comparison { name, test: less, value: value(0) },
            preferred: accepts(steps.len() - 1),
            fallbacks: (1..steps.len() - 1).rev().map(|step| rung(step, chance)).collect(),
        }
    }
}
