//! The laws' judge: a plain interpreter over one completion of a profile at a time, and
//! all completions that can make a difference. Nothing here comes from `logic` or from
//! the cells of `value`.

use std::collections::BTreeSet;

use proviso::assess::finding::{Outcome, Truth};

use super::model::*;

/// Of a profile, more completions than this are not looked at.
pub(crate) const MOST_COMPLETIONS: usize = 20_000;

/// A name in one completion.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Point {
    Given(Val, usize),
    Silent,
    Standard,
}

/// The day so many months and days after another, month ends clamped.
pub(crate) fn later(day: i64, months: i64, days: i64) -> i64 {
    let start = super::write::day(day);
    let month = i64::from(start.year()) * 12 + i64::from(start.month()) - 1 + months;
    let (year, month) = (i16::try_from(month.div_euclid(12)).unwrap(), i8::try_from(month.rem_euclid(12) + 1).unwrap());
    let first = jiff::civil::date(year, month, 1);
    let clamped = first.with().day(start.day().min(first.days_in_month())).build().unwrap();
    let since = clamped.since(jiff::civil::date(1970, 1, 1)).unwrap().get_days();
    i64::from(since) + days
}

pub(crate) struct Reference<'a> {
    pub book: &'a Book,
    pub profile: &'a Profile,
    /// For each name the points its knowledge leaves possible.
    pub points: Vec<Vec<Point>>,
    /// More completions than this are not looked at.
    pub most: usize,
}

pub(crate) type Completion<'c> = [Option<&'c Point>];

impl<'a> Reference<'a> {
    pub(crate) fn new(book: &'a Book, profile: &'a Profile) -> Self {
        let mut reference = Self { book, profile, points: Vec::new(), most: MOST_COMPLETIONS };
        let points = (0..book.names.len()).map(|at| reference.points_of(at)).collect();
        reference.points = points;
        reference
    }

    /// The values of a type that can make a difference.
    pub(crate) fn samples(&self, of: Type) -> Vec<Val> {
        match of.kind {
            Kind::YesNo => vec![Val::Flag(false), Val::Flag(true)],
            Kind::Scale | Kind::OneOf => (0..3).map(Val::Level).collect(),
            Kind::Text => (0..3).map(Val::Text).collect(),
            Kind::Set => (0..8_usize)
                .map(|bits| Val::Members((0..3).filter(|member| bits >> member & 1 == 1).collect()))
                .collect(),
            kind => {
                let mut ends = self.book.constants(kind, self.profile.as_of);
                for (name, know) in self.book.names.iter().zip(&self.profile.known) {
                    if let (true, Know::Ranges(ranges, _)) = (name.of.kind == kind, know) {
                        ends.extend(ranges.iter().flat_map(|(low, high)| [low.clone(), high.clone()]).flatten());
                    }
                }
                let mut samples: BTreeSet<Val> = BTreeSet::new();
                for end in ends {
                    if let Val::At(at) = end {
                        samples.extend([at - kind.grain(), at, at + kind.grain()].map(Val::At));
                    }
                }
                if samples.is_empty() {
                    samples.extend([Val::At(7), Val::At(8)]);
                }
                samples.retain(|val| kind.floor().is_none_or(|floor| *val >= Val::At(floor)));
                samples.extend(of.endless.then_some(Val::Endless));
                samples.into_iter().collect()
            }
        }
    }

    fn points_of(&self, at: usize) -> Vec<Point> {
        let name = &self.book.names[at];
        let last = DOCUMENTS.len() - 1;
        if name.is_parameter() {
            return Vec::new();
        }
        let samples = self.samples(name.of);
        let unknown = || {
            let documents = if name.is_term() && self.asks_for_document(at) { 0..last + 1 } else { last..last + 1 };
            let given =
                samples.iter().flat_map(|val| documents.clone().map(|document| Point::Given(val.clone(), document)));
            given.chain(name.is_term().then_some(Point::Silent)).collect::<Vec<_>>()
        };
        match &self.profile.known[at] {
            Know::Omitted if name.is_term() => match (self.profile.draft, name.standard()) {
                (Draft::Reviewed, _) => vec![Point::Silent],
                (_, Some(_)) => vec![Point::Standard],
                (_, None) => unknown(),
            },
            Know::Omitted | Know::Unknown | Know::ByReference => unknown(),
            Know::Silent => vec![Point::Silent],
            Know::Ranges(ranges, document) => {
                let within = |val: &&Val| {
                    ranges.iter().any(|(low, high)| {
                        low.as_ref().is_none_or(|low| *val >= low) && high.as_ref().is_none_or(|high| *val <= high)
                    })
                };
                samples.iter().filter(within).map(|val| Point::Given(val.clone(), document.unwrap_or(last))).collect()
            }
            Know::Members { must, may, document } => samples
                .iter()
                .filter(|val| match val {
                    Val::Members(members) => {
                        must.is_subset(members)
                            && members.iter().all(|member| must.contains(member) || may.contains(member))
                    }
                    _ => false,
                })
                .map(|val| Point::Given(val.clone(), document.unwrap_or(last)))
                .collect(),
        }
    }

    fn asks_for_document(&self, at: usize) -> bool {
        let mut asks = false;
        self.book.comparisons(&mut |cmp| asks |= cmp.left == at && cmp.written.is_some());
        asks
    }

    /// All outcomes of a rule that is no question and no conflict; nothing where there
    /// are too many completions.
    pub(crate) fn outcomes(&self, ruling: usize) -> Option<BTreeSet<Outcome>> {
        self.outcomes_with(ruling, None)
    }

    /// The same with one name at one point.
    pub(crate) fn outcomes_with(&self, ruling: usize, fixed: Option<(usize, &Point)>) -> Option<BTreeSet<Outcome>> {
        let ruling = &self.book.rulings[ruling];
        self.collect(&self.names_of(ruling), fixed, |completion| self.outcome(ruling, completion))
    }

    /// All values of a guarded value.
    pub(crate) fn guarded<T: Clone + Ord>(&self, guarded: &Guarded<T>) -> Option<BTreeSet<T>> {
        let mut names = BTreeSet::new();
        guarded.arms.iter().for_each(|(cond, _)| self.names_in(cond, &mut names));
        self.collect(&names, None, |completion| self.arm(guarded, completion).clone())
    }

    /// Whether a comparison holds in all completions, in none, or in some.
    pub(crate) fn truth(&self, cmp: &Cmp) -> Option<Truth> {
        let mut names = BTreeSet::new();
        self.names_of_cmp(cmp, &mut names);
        let all = self.collect(&names, None, |completion| self.compare(cmp, completion))?;
        Some(match (all.contains(&true), all.contains(&false)) {
            (true, true) => Truth::Unknown,
            (holds, _) => {
                if holds {
                    Truth::True
                } else {
                    Truth::False
                }
            }
        })
    }

    pub(crate) fn collect<T: Ord>(
        &self,
        names: &BTreeSet<usize>,
        fixed: Option<(usize, &Point)>,
        evaluate: impl Fn(&Completion<'_>) -> T,
    ) -> Option<BTreeSet<T>> {
        let fixed_points = fixed.map(|(_, point)| vec![point.clone()]).unwrap_or_default();
        let choices: Vec<(usize, &[Point])> = names
            .iter()
            .map(|name| match fixed {
                Some((at, _)) if at == *name => (*name, fixed_points.as_slice()),
                _ => (*name, self.points[*name].as_slice()),
            })
            .collect();
        let count = choices.iter().try_fold(1_usize, |count, (_, points)| count.checked_mul(points.len()))?;
        if count > self.most {
            return None;
        }
        let mut found = BTreeSet::new();
        let mut completion: Vec<Option<&Point>> = vec![None; self.book.names.len()];
        for number in 0..count {
            let mut rest = number;
            for (name, points) in &choices {
                completion[*name] = Some(&points[rest % points.len()]);
                rest /= points.len();
            }
            found.insert(evaluate(&completion));
        }
        Some(found)
    }

    pub(crate) fn outcome(&self, ruling: &Ruling, completion: &Completion<'_>) -> Outcome {
        let holds = |cond: &Option<Cond>| cond.as_ref().is_none_or(|cond| self.holds(cond, completion));
        let applies = holds(&ruling.when);
        let at = self.book.rulings.iter().position(|other| std::ptr::eq(other, ruling)).unwrap();
        let done = |done: &Option<Cond>| match done {
            Some(done) => self.holds(done, completion),
            None => self.profile.done.contains(&at),
        };
        match &ruling.body {
            Body::Redline { .. } if !applies => Outcome::NotApplicable,
            Body::Redline { preferred, fallbacks, walk_away } => {
                let rung =
                    |rung: &Rung| holds(&rung.when) && rung.holds.iter().all(|cmp| self.compare(cmp, completion));
                if walk_away.as_ref().is_some_and(rung) {
                    Outcome::WalkAway
                } else if rung(preferred) {
                    Outcome::Preferred
                } else {
                    fallbacks.iter().position(rung).map_or(Outcome::Gap, Outcome::Fallback)
                }
            }
            Body::Mitigation { .. } | Body::Step { .. } | Body::Duty { .. } if !applies => Outcome::NotNeeded,
            Body::Mitigation { done: condition } | Body::Step { done: condition } | Body::Duty { done: condition } => {
                match &ruling.body {
                    _ if done(condition) => Outcome::InPlace,
                    Body::Duty { .. } => Outcome::Owed,
                    _ => Outcome::Advised,
                }
            }
            Body::Question { .. } if !applies => Outcome::NotAsked,
            Body::Question { answered_by } => {
                let known = !answered_by.is_empty() && answered_by.iter().all(|name| self.points[*name].len() == 1);
                if known { Outcome::Answered } else { Outcome::Ask }
            }
            Body::Lever => {
                if applies {
                    Outcome::Available
                } else {
                    Outcome::Unavailable
                }
            }
            Body::Conflict(..) => {
                if applies {
                    Outcome::Live
                } else {
                    Outcome::Settled
                }
            }
        }
    }

    pub(crate) fn holds(&self, cond: &Cond, completion: &Completion<'_>) -> bool {
        match cond {
            Cond::Cmp(cmp) => self.compare(cmp, completion),
            Cond::Bare(name) => self.value(*name, completion) == Some(Val::Flag(true)),
            Cond::Define(at) => self.holds(&self.book.defines[*at], completion),
            Cond::Not(part) => !self.holds(part, completion),
            Cond::All(parts) => parts.iter().all(|part| self.holds(part, completion)),
            Cond::Any(parts) => parts.iter().any(|part| self.holds(part, completion)),
        }
    }

    pub(crate) fn arm<'g, T>(&self, guarded: &'g Guarded<T>, completion: &Completion<'_>) -> &'g T {
        let first = guarded.arms.iter().find(|(cond, _)| self.holds(cond, completion));
        first.map_or(&guarded.otherwise, |(_, value)| value)
    }

    /// The value a name has; nothing in silence that means nothing.
    pub(super) fn value(&self, name: usize, completion: &Completion<'_>) -> Option<Val> {
        let declared = &self.book.names[name];
        let standard = || declared.standard().map(|standard| self.arm(standard, completion).val.clone());
        match (&declared.role, completion[name]) {
            (Role::Figure(figure), _) => self.worked(self.arm(figure, completion), completion),
            (Role::Parameter(_), _) | (_, Some(Point::Standard)) => standard(),
            (_, Some(Point::Given(val, _))) => Some(val.clone()),
            (Role::Term { silent: Silent::Means(value), .. }, Some(Point::Silent)) => Some(value.val.clone()),
            (Role::Term { silent: Silent::Standard, .. }, Some(Point::Silent)) => standard(),
            (Role::Term { better: Some("no"), .. }, Some(Point::Silent)) => Some(Val::Flag(false)),
            (_, Some(Point::Silent)) => None,
            (_, None) => unreachable!("a name that was not among those a condition depends on"),
        }
    }

    pub(crate) fn compare(&self, cmp: &Cmp, completion: &Completion<'_>) -> bool {
        let written = match (cmp.written, completion[cmp.left]) {
            (None, _) | (_, Some(Point::Standard)) => true,
            (Some(least), Some(Point::Given(_, document))) => *document >= least,
            (Some(_), _) => false,
        };
        written && self.asked(cmp, completion)
    }

    fn asked(&self, cmp: &Cmp, completion: &Completion<'_>) -> bool {
        if let Op::Addressed(wanted) = cmp.op {
            return (completion[cmp.left] != Some(&Point::Silent)) == wanted;
        }
        let Some(left) = self.value(cmp.left, completion) else { return false };
        let operand = |operand: &Operand| match operand {
            Operand::Const(value) => Some(value.val.clone()),
            Operand::Name(name) => self.value(*name, completion),
        };
        let related = |relation: Relation, right: &Operand| match operand(right) {
            None => false,
            Some(right) => match relation {
                Relation::Is => left == right,
                Relation::IsNot => left != right,
                Relation::AtLeast => left >= right,
                Relation::AtMost => left <= right,
                Relation::Above => left > right,
                Relation::Below => left < right,
            },
        };
        let today = self.profile.as_of;
        match &cmp.op {
            Op::Order(relation, right) => related(*relation, right),
            Op::Between(low, high) => related(Relation::AtLeast, low) && related(Relation::AtMost, high),
            Op::OneOf(values, negated) => values.iter().any(|value| value.val == left) != *negated,
            Op::Within(months, days) => left >= Val::At(today) && left <= Val::At(later(today, *months, *days)),
            Op::HasPassed => left < Val::At(today),
            Op::Addressed(_) => false,
            Op::Includes(member) => matches!(left, Val::Members(members) if members.contains(member)),
            Op::IncludesOf(quantifier, members) => {
                let Val::Members(left) = left else { return false };
                let right = match members {
                    Members::These(these) => these.clone(),
                    Members::Of(name) => match self.value(*name, completion) {
                        Some(Val::Members(members)) => members,
                        _ => return false,
                    },
                };
                match quantifier {
                    Quantifier::Any => !left.is_disjoint(&right),
                    Quantifier::All => right.is_subset(&left),
                    Quantifier::None => left.is_disjoint(&right),
                }
            }
        }
    }

    /// The facts and terms a rule's decision list looks at.
    pub(crate) fn names_of(&self, ruling: &Ruling) -> BTreeSet<usize> {
        let mut names = BTreeSet::new();
        ruling.when.iter().for_each(|cond| self.names_in(cond, &mut names));
        match &ruling.body {
            Body::Redline { preferred, fallbacks, walk_away } => {
                for rung in std::iter::once(preferred).chain(fallbacks).chain(walk_away) {
                    rung.when.iter().for_each(|cond| self.names_in(cond, &mut names));
                    rung.holds.iter().for_each(|cmp| self.names_of_cmp(cmp, &mut names));
                }
            }
            Body::Mitigation { done } | Body::Step { done } | Body::Duty { done } => {
                done.iter().for_each(|cond| self.names_in(cond, &mut names));
            }
            Body::Question { .. } | Body::Lever | Body::Conflict(..) => {}
        }
        names
    }

    pub(crate) fn names_in(&self, cond: &Cond, names: &mut BTreeSet<usize>) {
        match cond {
            Cond::Cmp(cmp) => self.names_of_cmp(cmp, names),
            Cond::Bare(name) => self.name_in(*name, names),
            Cond::Define(at) => self.names_in(&self.book.defines[*at], names),
            Cond::Not(part) => self.names_in(part, names),
            Cond::All(parts) | Cond::Any(parts) => parts.iter().for_each(|part| self.names_in(part, names)),
        }
    }

    pub(crate) fn names_of_cmp(&self, cmp: &Cmp, names: &mut BTreeSet<usize>) {
        self.name_in(cmp.left, names);
        let mut operand = |operand: &Operand| {
            if let Operand::Name(name) = operand {
                self.name_in(*name, names);
            }
        };
        match &cmp.op {
            Op::Order(_, right) => operand(right),
            Op::Between(low, high) => [low, high].into_iter().for_each(operand),
            Op::IncludesOf(_, Members::Of(name)) => self.name_in(*name, names),
            _ => {}
        }
    }

    pub(super) fn name_in(&self, name: usize, names: &mut BTreeSet<usize>) {
        let declared = &self.book.names[name];
        if !declared.is_parameter() {
            names.insert(name);
        }
        self.behind_figure(declared, names);
        let silence_is_standard = matches!(declared.role, Role::Term { silent: Silent::Standard, .. });
        let takes_standard = declared.is_parameter()
            || self.points[name]
                .iter()
                .any(|point| *point == Point::Standard || *point == Point::Silent && silence_is_standard);
        if let (true, Some(standard)) = (takes_standard, declared.standard()) {
            standard.arms.iter().for_each(|(cond, _)| self.names_in(cond, names));
        }
    }
}
