//! What the reference interpreter says of a rulebook, over all profiles there can be.

use std::collections::BTreeSet;

use proviso::assess::finding::Outcome;

use super::claims::{Claims, add};
use super::model::*;
use super::reference::{Completion, Point, Reference};

/// Every profile there can be: each name at each point that can make a difference.
pub(crate) fn everything<'a>(book: &'a Book, blank: &'a Profile) -> Reference<'a> {
    let mut reference = Reference { book, profile: blank, points: Vec::new(), most: 40_000 };
    let points = book.names.iter().enumerate().map(|(at, name)| {
        let mut written = false;
        book.comparisons(&mut |cmp| written |= cmp.left == at && cmp.written.is_some());
        let last = DOCUMENTS.len() - 1;
        let documents = if written && name.is_term() { 0..last + 1 } else { last..last + 1 };
        let given = samples(&reference, name.of).into_iter().flat_map(|val| {
            documents.clone().map(move |document| Point::Given(val.clone(), document)).collect::<Vec<_>>()
        });
        let mut points: Vec<Point> = if name.is_parameter() { Vec::new() } else { given.collect() };
        if name.is_term() {
            points.push(Point::Silent);
            points.extend(name.standard().map(|_| Point::Standard));
        }
        points
    });
    let points: Vec<Vec<Point>> = points.collect();
    reference.points = points;
    reference
}

/// The values that can make a difference, with room for all names of a kind between any
/// two of them.
fn samples(reference: &Reference<'_>, of: Type) -> Vec<Val> {
    let book = reference.book;
    let names = book.names.iter().filter(|name| name.of.kind == of.kind && !name.is_parameter()).count();
    if of.kind == Kind::Text {
        // Two that rules name, and others.
        return (0..2 + names).map(Val::Text).collect();
    }
    if !of.kind.is_line() {
        return reference.samples(of);
    }
    let beside = if book.compares_names() { i64::try_from(names).unwrap() } else { 1 };
    let mut ends: BTreeSet<Val> = book.constants(of.kind, reference.profile.as_of);
    ends.insert(Val::At(if of.kind == Kind::Date { 20_000 } else { 0 }));
    let mut samples = BTreeSet::new();
    for end in ends {
        if let Val::At(at) = end {
            samples.extend((-beside..=beside).map(|step| Val::At(at + step * of.kind.grain())));
        }
    }
    samples.retain(|val| of.kind.floor().is_none_or(|floor| *val >= Val::At(floor)));
    samples.extend(of.endless.then_some(Val::Endless));
    samples.into_iter().collect()
}

/// What the reference says of a rulebook; nothing for what has too many completions.
pub(crate) struct Expected<'r, 'a> {
    pub(super) reference: &'r Reference<'a>,
    pub(crate) claims: Claims,
    /// What holds too and is not told, because something else says why.
    pub(crate) implied: Claims,
    /// Rules that were not looked at in full.
    pub(crate) skipped: BTreeSet<String>,
}

impl Expected<'_, '_> {
    pub(super) fn truths(&self, conds: &[&Cond]) -> Option<BTreeSet<bool>> {
        let mut names = BTreeSet::new();
        conds.iter().for_each(|cond| self.reference.names_in(cond, &mut names));
        self.reference
            .collect(&names, None, |completion| conds.iter().all(|cond| self.reference.holds(cond, completion)))
    }

    fn condition(&mut self, rule: &str, property: &str, cond: &Option<Cond>) -> Option<BTreeSet<bool>> {
        let Some(cond) = cond else { return Some([true].into()) };
        let Some(truths) = self.truths(&[cond]) else {
            self.skipped.insert(rule.to_owned());
            return None;
        };
        if truths.len() == 1 {
            add(&mut self.claims, rule, property, if truths.contains(&true) { "always" } else { "never" });
        }
        Some(truths)
    }

    /// `counts` are the conditions, each of parts, under any of which the list counts; none
    /// where it counts for everybody.
    fn arms<T>(&mut self, rule: &str, property: &str, guarded: &Guarded<T>, counts: &[Vec<&Cond>]) {
        if guarded.arms.is_empty() {
            return;
        }
        let reference = self.reference;
        let mut names = BTreeSet::new();
        guarded.arms.iter().for_each(|(cond, _)| reference.names_in(cond, &mut names));
        let wins = |completion: &Completion<'_>| {
            let first = guarded.arms.iter().position(|(cond, _)| reference.holds(cond, completion));
            first.unwrap_or(guarded.arms.len())
        };
        let Some(mut winning) = reference.collect(&names, None, wins) else {
            self.skipped.insert(rule.to_owned());
            return;
        };
        let mut counting = BTreeSet::new();
        for parts in counts {
            let mut names = names.clone();
            parts.iter().for_each(|part| reference.names_in(part, &mut names));
            let here = |completion: &Completion<'_>| {
                let counts = parts.iter().all(|part| reference.holds(part, completion));
                counts.then(|| wins(completion))
            };
            match reference.collect(&names, None, here) {
                Some(found) => counting.extend(found.into_iter().flatten()),
                None => {
                    self.skipped.insert(rule.to_owned());
                    return;
                }
            }
        }
        if !counting.is_empty() {
            winning = counting;
        } else if !counts.is_empty() {
            // Where the list counts for nobody, that is told of the `when`.
            (0..=guarded.arms.len()).for_each(|_| add(&mut self.implied, rule, property, "never wins"));
        }
        for _ in winning.len()..=guarded.arms.len() {
            add(&mut self.claims, rule, property, "never wins");
        }
    }

    /// The values of a rule that depend on conditions; those that it takes from the risk
    /// are looked at there.
    fn parts(&mut self, ruling: &Ruling) {
        let whens: Vec<Vec<&Cond>> = ruling.when.iter().map(|when| vec![when]).collect();
        if let Some(severity) = &ruling.severity {
            self.arms(&ruling.id, "severity", severity, &whens);
        }
        for (property, guarded) in ruling.parts.all() {
            self.arms(&ruling.id, property, guarded, &whens);
        }
        let Body::Redline { preferred, fallbacks, walk_away } = &ruling.body else { return };
        let rungs = std::iter::once(preferred).chain(fallbacks).chain(walk_away);
        for ((rung, word), approver) in rungs.zip(rung_words(fallbacks.len())).zip(&ruling.parts.approvers) {
            let Some(approver) = approver else { continue };
            let parts: Vec<&Cond> = ruling.when.iter().chain(&rung.when).collect();
            let counts = if parts.is_empty() { Vec::new() } else { vec![parts] };
            self.arms(&ruling.id, &format!("{word} approver"), approver, &counts);
        }
    }

    /// The owner and the instrument of the risk, of which the rules in it take what they do
    /// not say themselves.
    fn of_risk(&mut self) {
        let book = self.reference.book;
        for (property, guarded) in book.parts.all() {
            let takes = |ruling: &&Ruling| match (&ruling.body, property) {
                (Body::Step { .. }, _) => false,
                (_, "owner") => ruling.parts.owner.is_none(),
                (body, _) => matches!(body, Body::Redline { .. }) && ruling.parts.instrument.is_none(),
            };
            let takers: Vec<&Ruling> = book.rulings.iter().filter(takes).collect();
            if takers.is_empty() {
                continue;
            }
            let whens: Vec<Vec<&Cond>> = takers.iter().map(|ruling| ruling.when.iter().collect()).collect();
            let counts = if whens.iter().any(Vec::is_empty) { &[][..] } else { &whens[..] };
            self.arms("area", property, guarded, counts);
        }
        self.condition("area", "pitfall", &book.parts.pitfall);
    }

    fn ruling(&mut self, at: usize) {
        let book = self.reference.book;
        let ruling = &book.rulings[at];
        let applies = self.condition(&ruling.id, "when", &ruling.when);
        self.parts(ruling);
        match &ruling.body {
            Body::Mitigation { done: Some(done) }
            | Body::Step { done: Some(done) }
            | Body::Duty { done: Some(done) } => {
                let own = self.condition(&ruling.id, "done when", &Some(done.clone()));
                let both = match &ruling.when {
                    Some(when) => self.truths(&[when, done]),
                    None => own.clone(),
                };
                let can = |truths: &Option<BTreeSet<bool>>| truths.as_ref().map(|truths| truths.contains(&true));
                match (can(&applies), can(&own), can(&both)) {
                    (Some(true), Some(true), Some(false)) => {
                        add(&mut self.claims, &ruling.id, "done when", "ruled out");
                    }
                    (Some(_), Some(_), Some(_)) => {}
                    _ => {
                        self.skipped.insert(ruling.id.clone());
                    }
                }
                self.done_already(ruling, done, can(&applies), own);
            }
            Body::Redline { preferred, fallbacks, walk_away } => {
                let applies = applies.map(|applies| applies.contains(&true));
                let outcomes = self.reference.outcomes(at);
                let accepted = fallbacks.iter().enumerate().map(|(at, rung)| (Outcome::Fallback(at), rung));
                let rungs = std::iter::once((Outcome::Preferred, preferred)).chain(accepted);
                let rungs = rungs.chain(walk_away.iter().map(|rung| (Outcome::WalkAway, rung)));
                for ((outcome, rung), property) in rungs.zip(rung_words(fallbacks.len())) {
                    let open = self.condition(&ruling.id, &format!("{property} when"), &rung.when);
                    let own = self.rung(rung);
                    match (open, own, applies, &outcomes) {
                        (Some(open), Some(own), Some(applies), Some(outcomes)) => {
                            let never = open.contains(&true) && !outcomes.contains(&outcome) && (!own || applies);
                            let told = self.meets(ruling, rung, &property);
                            let claims = if told { &mut self.implied } else { &mut self.claims };
                            if never {
                                add(claims, &ruling.id, &property, "never reached");
                            }
                        }
                        _ => {
                            self.skipped.insert(ruling.id.clone());
                        }
                    }
                }
                match (self.room(at), self.single_values(at)) {
                    (Some(room), Some(values)) => {
                        if !room {
                            add(&mut self.claims, &ruling.id, "walk-away", "no room");
                        }
                        (0..values).for_each(|_| add(&mut self.claims, &ruling.id, "walk-away", "one value"));
                    }
                    _ => {
                        self.skipped.insert(ruling.id.clone());
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether there is a gap between preferred and walk-away, where one is looked for.
    fn room(&self, at: usize) -> Option<bool> {
        let ruling = &self.reference.book.rulings[at];
        let Body::Redline { preferred, fallbacks, walk_away: Some(_) } = &ruling.body else { return Some(true) };
        let subject = preferred.holds[0].left;
        if !fallbacks.is_empty() || !self.reference.book.names[subject].of.kind.is_ordered() {
            return Some(true);
        }
        let outcomes = self.reference.collect(&self.reference.names_of(ruling), None, |completion| {
            let given = matches!(completion[subject], Some(Point::Given(..)));
            given.then(|| self.reference.outcome(ruling, completion))
        })?;
        let comes_to = |outcome| outcomes.contains(&Some(outcome));
        let nothing_between = comes_to(Outcome::Preferred) && comes_to(Outcome::WalkAway) && !comes_to(Outcome::Gap);
        Some(!nothing_between)
    }

    /// How many values that the rungs name are a gap of their own.
    fn single_values(&self, at: usize) -> Option<usize> {
        let book = self.reference.book;
        let ruling = &book.rulings[at];
        let Body::Redline { preferred, fallbacks, walk_away: Some(walk_away) } = &ruling.body else { return Some(0) };
        let subject = preferred.holds[0].left;
        let of = book.names[subject].of;
        if !of.kind.is_line() {
            return Some(0);
        }
        let rungs: Vec<&Rung> = std::iter::once(preferred).chain(fallbacks).chain([walk_away]).collect();
        let speaking: Vec<&&Rung> =
            rungs.iter().filter(|rung| rung.holds.iter().any(|cmp| cmp.left == subject)).collect();
        let mut count = 0;
        for value in named(book, subject, &rungs) {
            let beside = |step: i64| Val::At(value + step);
            let at = |val: &Val| of.kind.floor().is_none_or(|floor| *val >= Val::At(floor)).then(|| val.clone());
            let (Some(below), Some(above)) = (at(&beside(-1)), at(&beside(1))) else { continue };
            let verdicts = self.reference.collect(&self.reference.names_of(ruling), None, |completion| {
                let Some(Point::Given(own, document)) = completion[subject] else { return (false, false) };
                if *own != Val::At(value) {
                    return (false, false);
                }
                let with = |val: &Val| {
                    let point = Point::Given(val.clone(), *document);
                    let mut changed = completion.to_vec();
                    changed[subject] = Some(&point);
                    self.reference.outcome(ruling, &changed)
                };
                let good = |outcome: Outcome| matches!(outcome, Outcome::Preferred | Outcome::Fallback(_));
                let (below, above) = (with(&below), with(&above));
                let between = good(below) && above == Outcome::WalkAway || good(above) && below == Outcome::WalkAway;
                let taken = speaking.iter().any(|rung| {
                    let open = rung.when.as_ref().is_none_or(|when| self.reference.holds(when, completion));
                    open && rung.holds.iter().all(|cmp| self.reference.compare(cmp, completion))
                });
                (between && self.reference.outcome(ruling, completion) == Outcome::Gap, taken)
            })?;
            let gap = verdicts.iter().any(|(gap, _)| *gap);
            count += usize::from(gap && !verdicts.iter().any(|(_, taken)| *taken));
        }
        Some(count)
    }

    /// Whether a rung can be open and accept something.
    fn rung(&self, rung: &Rung) -> Option<bool> {
        let mut parts: Vec<Cond> = rung.holds.iter().cloned().map(Cond::Cmp).collect();
        parts.extend(rung.when.clone());
        Some(self.truths(&parts.iter().collect::<Vec<_>>())?.contains(&true))
    }
}

/// The words of the rungs of a redline, in order.
fn rung_words(fallbacks: usize) -> impl Iterator<Item = String> {
    let between = (0..fallbacks).map(|at| format!("fallback {at}"));
    std::iter::once("preferred".to_owned()).chain(between).chain(["walk-away".to_owned()])
}

/// The values that rungs compare a name with, those of parameters included.
fn named(book: &Book, subject: usize, rungs: &[&Rung]) -> BTreeSet<i64> {
    let mut values: Vec<Val> = Vec::new();
    for cmp in rungs.iter().flat_map(|rung| &rung.holds).filter(|cmp| cmp.left == subject) {
        let mut operand = |operand: &Operand| match operand {
            Operand::Const(value) => values.push(value.val.clone()),
            Operand::Name(name) if book.names[*name].is_parameter() => {
                let standard = book.names[*name].standard().unwrap();
                values.extend(standard.arms.iter().map(|(_, value)| value.val.clone()));
                values.push(standard.otherwise.val.clone());
            }
            Operand::Name(_) => {}
        };
        match &cmp.op {
            Op::Order(_, right) => operand(right),
            Op::Between(low, high) => [low, high].into_iter().for_each(operand),
            Op::OneOf(listed, _) => values.extend(listed.iter().map(|value| value.val.clone())),
            _ => {}
        }
    }
    let at = |val| match val {
        Val::At(at) => Some(at),
        _ => None,
    };
    values.into_iter().filter_map(at).collect()
}

pub(crate) fn expected<'r, 'a>(reference: &'r Reference<'a>) -> Expected<'r, 'a> {
    let mut expected = Expected { reference, claims: Claims::new(), implied: Claims::new(), skipped: BTreeSet::new() };
    let book = reference.book;
    expected.arms("area", "severity", &book.severity, &[]);
    expected.of_risk();
    for name in &book.names {
        if let Some(standard) = name.standard() {
            let property = if name.is_parameter() { "value" } else { "standard" };
            expected.arms(&name.id, property, standard, &[]);
        }
    }
    for at in 0..book.rulings.len() {
        expected.ruling(at);
    }
    expected.excluding();
    expected.same();
    expected.conflicts();
    expected
}
