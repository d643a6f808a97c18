//! Random rulebooks.

use std::collections::BTreeSet;

use proviso::rulebook::advice::Severity;

use super::model::*;
use super::parts::{Parts, RiskParts};
use super::tape::Tape;

const KINDS: [Kind; 10] = [
    Kind::YesNo,
    Kind::Duration,
    Kind::Scale,
    Kind::Set,
    Kind::Money,
    Kind::OneOf,
    Kind::Date,
    Kind::Number,
    Kind::Percent,
    Kind::Text,
];

/// Values that rules may name, with the place of each on its line. One euro is two
/// dollars, and as-of is 2026-11-21 (day 20778).
fn constants(kind: Kind) -> &'static [(i64, &'static str)] {
    const DAY: i64 = 86_400_000;
    match kind {
        Kind::Number => &[(5_000, "5"), (-2_000, "-2"), (0, "0"), (1_500_000, "1.5k"), (500, "0.5")],
        Kind::Percent => &[(5_000, "5%"), (0, "0%"), (99_900, "99.9%"), (100_000, "100 %")],
        Kind::Money => &[
            (100_000, "USD 100"),
            (200_000, "EUR 100"),
            (0, "USD 0"),
            (1_500_000, "USD 1.5k"),
            (1_500_000, "EUR 750"),
            (1_000, "EUR 0.5"),
        ],
        Kind::Duration => &[
            (30 * DAY, "30 days"),
            (30 * DAY, "1 month"),
            (180 * DAY, "6 months"),
            (365 * DAY, "12 months"),
            (900_000, "15 minutes"),
            (0, "0 days"),
            (365 * DAY + 30 * DAY, "1 year 1 month"),
        ],
        Kind::Date => &[(20_778, "2026-11-21"), (20_777, "2026-11-20"), (20_877, "2027-02-28"), (20_999, "2027-06-30")],
        _ => &[],
    }
}

/// What a condition may name: things declared before it.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    pub(super) names: usize,
    defines: usize,
}

pub(crate) struct Generator<'a> {
    pub(super) tape: Tape<'a>,
    pub(super) book: Book,
    /// Whether a fact or term may be compared with another.
    pairs: bool,
    /// Whether some names are figures.
    pub(super) figures: bool,
}

pub(crate) fn book(vocabulary: &[u16], rules: &[u16], pairs: bool, figures: bool) -> Book {
    let severity = Guarded { arms: Vec::new(), otherwise: Severity::Medium };
    let book =
        Book { names: Vec::new(), defines: Vec::new(), severity, rulings: Vec::new(), parts: RiskParts::default() };
    let mut generator = Generator { tape: Tape::new(vocabulary), book, pairs, figures };
    generator.vocabulary();
    generator.tape = Tape::new(rules);
    generator.rulings();
    generator.parts();
    generator.book
}

impl Generator<'_> {
    fn vocabulary(&mut self) {
        let count = 2 + self.tape.below(4);
        for at in 0..count {
            self.name(at);
            if self.tape.chance(35) {
                let define = self.cond(2, self.scope());
                self.book.defines.push(define);
            }
        }
    }

    pub(super) fn scope(&self) -> Scope {
        Scope { names: self.book.names.len(), defines: self.book.defines.len() }
    }

    fn name(&mut self, at: usize) {
        // A kind that is there already makes two names comparable.
        let kind = match self.book.names.last() {
            Some(last) if self.tape.chance(if self.pairs { 65 } else { 30 }) => last.of.kind,
            _ => *self.tape.pick(&KINDS),
        };
        let may_be_endless = matches!(kind, Kind::Number | Kind::Money | Kind::Duration | Kind::Date);
        let of = Type { kind, endless: may_be_endless && self.tape.chance(30) };
        let scope = self.scope();
        let (of, figure) = self.figure(of, scope);
        let role = match self.tape.below(10) {
            _ if figure.is_some() => figure.unwrap(),
            0..=3 => Role::Fact,
            4..=7 => {
                let better = match kind {
                    Kind::YesNo => [None, Some("yes"), Some("no")][self.tape.below(3)],
                    kind if kind.is_ordered() => [None, Some("higher"), Some("lower")][self.tape.below(3)],
                    _ => None,
                };
                let standard = self.tape.chance(50).then(|| self.guarded_constant(of, scope));
                let silent = match self.tape.below(4) {
                    0 | 1 => Silent::Unsaid,
                    2 => Silent::Means(self.constant(of)),
                    _ if standard.is_some() => Silent::Standard,
                    _ => Silent::Unsaid,
                };
                Role::Term { better, standard, silent }
            }
            _ => Role::Parameter(self.guarded_constant(of, scope)),
        };
        let id = if self.tape.chance(50) { format!("area.n{at}") } else { format!("n{at}") };
        self.book.names.push(Name { id, of, role });
    }

    fn guarded_constant(&mut self, of: Type, scope: Scope) -> Guarded<Const> {
        let mut arms = Vec::new();
        if scope.names > 0 && self.tape.chance(50) {
            for _ in 0..=self.tape.below(2) {
                arms.push((self.cond(1, scope), self.constant(of)));
            }
        }
        Guarded { arms, otherwise: self.constant(of) }
    }

    /// A value; for a set, of one member.
    pub(super) fn constant(&mut self, of: Type) -> Const {
        let level = |levels: &[&str], at: usize| (Val::Level(at), levels[at].to_owned());
        let (val, text) = match of.kind {
            Kind::YesNo => {
                let yes = self.tape.below(2) == 0;
                (Val::Flag(yes), if yes { "yes" } else { "no" }.to_owned())
            }
            Kind::Scale => level(&SCALE, self.tape.below(3)),
            Kind::OneOf => level(&CHOICES, self.tape.below(3)),
            Kind::Set => {
                let member = self.tape.below(3);
                (Val::Members([member].into()), MEMBERS[member].to_owned())
            }
            Kind::Text => {
                let at = self.tape.below(2);
                (Val::Text(at), format!("\"{}\"", TEXTS[at]))
            }
            kind if of.endless && self.tape.chance(15) => {
                (Val::Endless, if kind == Kind::Date { "never" } else { "unlimited" }.to_owned())
            }
            kind => {
                let (at, text) = *self.tape.pick(constants(kind));
                (Val::At(at), text.to_owned())
            }
        };
        Const { val, text }
    }

    pub(super) fn cond(&mut self, depth: usize, scope: Scope) -> Cond {
        if depth == 0 {
            return self.simple(scope);
        }
        match self.tape.below(8) {
            0..=3 => self.simple(scope),
            4 => Cond::Not(Box::new(self.cond(depth - 1, scope))),
            choice => {
                let parts: Vec<Cond> = (0..2 + self.tape.below(2)).map(|_| self.cond(depth - 1, scope)).collect();
                if choice == 5 { Cond::All(parts) } else { Cond::Any(parts) }
            }
        }
    }

    fn simple(&mut self, scope: Scope) -> Cond {
        if scope.defines > 0 && self.tape.chance(25) {
            return Cond::Define(self.tape.below(scope.defines));
        }
        let left = self.tape.below(scope.names);
        if self.book.names[left].of.kind == Kind::YesNo && self.tape.chance(30) {
            return Cond::Bare(left);
        }
        Cond::Cmp(self.cmp(left, scope))
    }

    fn cmp(&mut self, left: usize, scope: Scope) -> Cmp {
        let is_term = self.book.names[left].is_term();
        let op =
            if is_term && self.tape.chance(12) { Op::Addressed(self.tape.below(2) == 0) } else { self.op(left, scope) };
        let written = (is_term && self.tape.chance(20)).then(|| self.tape.below(DOCUMENTS.len()));
        Cmp { left, op, written }
    }

    fn op(&mut self, left: usize, scope: Scope) -> Op {
        let of = self.book.names[left].of;
        if of.kind == Kind::Set {
            return self.includes(left, scope);
        }
        let choices = if of.kind.is_ordered() { 9 } else { 4 };
        match self.tape.below(choices) {
            0 => Op::Order(Relation::Is, self.operand(left, scope)),
            1 => Op::Order(Relation::IsNot, self.operand(left, scope)),
            at @ (2 | 3) => {
                let values = (0..=self.tape.below(2)).map(|_| self.constant(of)).collect();
                Op::OneOf(values, at == 3)
            }
            4 => Op::Order(Relation::AtLeast, self.operand(left, scope)),
            5 => Op::Order(Relation::Below, self.operand(left, scope)),
            6 => Op::Order(Relation::AtMost, self.operand(left, scope)),
            7 => Op::Order(Relation::Above, self.operand(left, scope)),
            _ if of.kind == Kind::Date && self.tape.chance(40) => Op::HasPassed,
            _ if of.kind == Kind::Date && self.tape.chance(60) => {
                let (months, days) = *self.tape.pick(&[(3, 0), (12, 0), (0, 10), (1, 5)]);
                Op::Within(months, days)
            }
            _ => {
                let (low, high) = (self.operand(left, scope), self.operand(left, scope));
                match (low, high) {
                    (Operand::Const(low), Operand::Const(high)) if low.val > high.val => {
                        Op::Between(Operand::Const(high), Operand::Const(low))
                    }
                    (low, high) => Op::Between(low, high),
                }
            }
        }
    }

    fn comparable(&self, left: usize, scope: Scope) -> Vec<usize> {
        let of = |at: usize| &self.book.names[at];
        let exact = |at: usize| of(left).is_parameter() || of(at).is_parameter() || of(left).of.kind == Kind::Set;
        let fits = |at: &usize| of(*at).of.kind == of(left).of.kind && *at != left && (self.pairs || exact(*at));
        (0..scope.names).filter(fits).collect()
    }

    fn operand(&mut self, left: usize, scope: Scope) -> Operand {
        let names = self.comparable(left, scope);
        if !names.is_empty() && self.tape.chance(if self.pairs { 60 } else { 40 }) {
            return Operand::Name(*self.tape.pick(&names));
        }
        Operand::Const(self.constant(self.book.names[left].of))
    }

    fn includes(&mut self, left: usize, scope: Scope) -> Op {
        let quantifier = match self.tape.below(4) {
            0 => return Op::Includes(self.tape.below(MEMBERS.len())),
            1 => Quantifier::Any,
            2 => Quantifier::All,
            _ => Quantifier::None,
        };
        let names = self.comparable(left, scope);
        if !names.is_empty() && self.tape.chance(50) {
            return Op::IncludesOf(quantifier, Members::Of(*self.tape.pick(&names)));
        }
        let count = 1 + self.tape.below(2);
        let these: BTreeSet<usize> = (0..count).map(|_| self.tape.below(MEMBERS.len())).collect();
        Op::IncludesOf(quantifier, Members::These(these))
    }

    fn severity(&mut self) -> Guarded<Severity> {
        let mut arms = Vec::new();
        for _ in 0..self.tape.below(3) {
            let severity = *self.tape.pick(&Severity::ALL);
            arms.push((self.cond(1, self.scope()), severity));
        }
        Guarded { arms, otherwise: *self.tape.pick(&Severity::ALL) }
    }

    fn rulings(&mut self) {
        self.book.severity = self.severity();
        let count = 1 + self.tape.below(4);
        for at in 0..count {
            let scope = self.scope();
            let body = match self.tape.below(11) {
                0..=4 => self.redline(),
                5 => Body::Mitigation { done: self.maybe(scope) },
                6 => Body::Step { done: self.maybe(scope) },
                7 => Body::Lever,
                9 => Body::Duty { done: self.maybe(scope) },
                8 => {
                    let asked: Vec<usize> =
                        (0..scope.names).filter(|at| !self.book.names[*at].is_parameter()).collect();
                    let count = if asked.is_empty() { 0 } else { self.tape.below(3) };
                    Body::Question { answered_by: (0..count).map(|_| *self.tape.pick(&asked)).collect() }
                }
                _ => self.conflict(),
            };
            let when = self.maybe(scope);
            let severity = self.tape.chance(30).then(|| self.severity());
            self.book.rulings.push(Ruling { id: format!("r{at}"), when, severity, body, parts: Parts::default() });
        }
    }

    fn maybe(&mut self, scope: Scope) -> Option<Cond> {
        self.tape.chance(60).then(|| self.cond(2, scope))
    }

    pub(super) fn conflict(&mut self) -> Body {
        let sides: Vec<usize> = (0..self.book.rulings.len())
            .filter(|at| !matches!(self.book.rulings[*at].body, Body::Question { .. } | Body::Conflict(..)))
            .collect();
        match sides.as_slice() {
            [] | [_] => Body::Lever,
            sides => {
                let left = *self.tape.pick(sides);
                let others: Vec<usize> = sides.iter().copied().filter(|side| *side != left).collect();
                Body::Conflict(left, *self.tape.pick(&others))
            }
        }
    }

    fn redline(&mut self) -> Body {
        let terms: Vec<usize> = (0..self.book.names.len()).filter(|at| self.book.names[*at].is_term()).collect();
        if terms.is_empty() {
            return Body::Mitigation { done: self.maybe(self.scope()) };
        }
        let subject = *self.tape.pick(&terms);
        let name = &self.book.names[subject];
        let (of, better) = match &name.role {
            Role::Term { better, .. } => (name.of, *better),
            _ => (name.of, None),
        };
        let rungs = if of.kind.is_ordered() && !self.tape.chance(15) {
            self.ordered_ladder(subject, of, better != Some("lower"))
        } else {
            let ops: Vec<Op> = (0..1 + self.tape.below(3)).map(|_| self.op(subject, self.scope())).collect();
            let is = |yes| {
                Op::Order(
                    Relation::Is,
                    Operand::Const(Const { val: Val::Flag(yes), text: if yes { "yes" } else { "no" }.to_owned() }),
                )
            };
            match better {
                Some("yes") => vec![is(true), is(false)],
                Some("no") => vec![is(false), is(true)],
                _ => ops,
            }
        };
        let mut rungs: Vec<Rung> = rungs.into_iter().map(|op| self.rung(subject, op, &terms)).collect();
        let walk_away = if rungs.len() > 1 { rungs.pop() } else { None };
        let preferred = rungs.remove(0);
        Body::Redline { preferred, fallbacks: rungs, walk_away }
    }

    /// Falling thresholds for what is better, and a walk-away below them all.
    fn ordered_ladder(&mut self, subject: usize, of: Type, upward: bool) -> Vec<Op> {
        let mut values: Vec<Const> = (0..2 + self.tape.below(3)).map(|_| self.constant(of)).collect();
        values.sort_by(|a, b| a.val.cmp(&b.val));
        values.dedup_by(|a, b| a.val == b.val);
        if upward {
            values.reverse();
        }
        if let ([only, last], true) = (values.as_mut_slice(), self.tape.chance(20)) {
            *last = only.clone(); // nothing between the two
        }
        let parameters: Vec<usize> = self
            .comparable(subject, self.scope())
            .into_iter()
            .filter(|at| self.book.names[*at].is_parameter())
            .collect();
        let last = values.len() - 1;
        let mut ops = Vec::new();
        for (at, value) in values.into_iter().enumerate() {
            let operand = match parameters.as_slice() {
                [] => Operand::Const(value),
                _ if !self.tape.chance(25) => Operand::Const(value),
                names => Operand::Name(*self.tape.pick(names)),
            };
            let relation = match (at == last && last > 0, upward) {
                (false, true) if self.tape.chance(15) => Relation::Above,
                (false, true) => Relation::AtLeast,
                (false, false) => Relation::AtMost,
                (true, true) => Relation::Below,
                (true, false) => Relation::Above,
            };
            ops.push(Op::Order(relation, operand));
        }
        ops
    }

    fn rung(&mut self, subject: usize, op: Op, terms: &[usize]) -> Rung {
        let written = self.tape.chance(20).then(|| self.tape.below(DOCUMENTS.len()));
        let mut holds = vec![Cmp { left: subject, op, written }];
        if self.tape.chance(20) {
            let left = *self.tape.pick(terms);
            holds.push(self.cmp(left, self.scope()));
        }
        let when = self.tape.chance(30).then(|| self.cond(1, self.scope()));
        Rung { holds, when }
    }
}
