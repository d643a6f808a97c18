//! What depends on conditions besides outcomes and severity: owners, priorities, instruments,
//! approvers, pitfalls; and rules that look at each other's conditions.

use super::generate::Generator;
use super::model::*;

/// The owners of every generated pack.
pub(crate) const OWNERS: [&str; 3] = ["legal", "it", "finance"];
/// Who must agree.
pub(crate) const APPROVERS: [&str; 3] = ["cfo", "cio", "board"];
/// Whether a point can be traded.
pub(crate) const PRIORITIES: [&str; 3] = ["must-have", "tradeable", "nice-to-have"];

/// Of a rule, each a number in its list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub owner: Option<Guarded<usize>>,
    pub priority: Option<Guarded<usize>>,
    pub instrument: Option<Guarded<usize>>,
    /// By rung, the walk-away last.
    pub approvers: Vec<Option<Guarded<usize>>>,
}

/// Of the risk: rules in it take its owner and instrument.
#[derive(Clone, Debug, Default)]
pub(crate) struct RiskParts {
    pub owner: Option<Guarded<usize>>,
    pub instrument: Option<Guarded<usize>>,
    pub pitfall: Option<Cond>,
}

impl Parts {
    /// Each with the words of its property and its list.
    pub(crate) fn all(&self) -> Vec<(&'static str, &Guarded<usize>)> {
        let own = [("owner", &self.owner), ("priority", &self.priority), ("instrument", &self.instrument)];
        own.into_iter().filter_map(|(property, guarded)| Some((property, guarded.as_ref()?))).collect()
    }

    /// The conditions of all of them.
    pub(crate) fn conditions<'p>(&'p self, visit: &mut dyn FnMut(&'p Cond)) {
        let approvers = self.approvers.iter().flatten();
        let all = self.owner.iter().chain(&self.priority).chain(&self.instrument).chain(approvers);
        all.flat_map(|guarded| &guarded.arms).for_each(|(cond, _)| visit(cond));
    }
}

impl RiskParts {
    pub(crate) fn all(&self) -> Vec<(&'static str, &Guarded<usize>)> {
        let own = [("owner", &self.owner), ("instrument", &self.instrument)];
        own.into_iter().filter_map(|(property, guarded)| Some((property, guarded.as_ref()?))).collect()
    }

    pub(crate) fn conditions<'p>(&'p self, visit: &mut dyn FnMut(&'p Cond)) {
        self.owner.iter().chain(&self.instrument).flat_map(|guarded| &guarded.arms).for_each(|(cond, _)| visit(cond));
        self.pitfall.iter().for_each(visit);
    }
}

/// The words of a list.
pub(crate) fn words(property: &str) -> [&'static str; 3] {
    match property {
        "owner" => OWNERS,
        "priority" => PRIORITIES,
        "instrument" => DOCUMENTS,
        _ => APPROVERS,
    }
}

impl Generator<'_> {
    /// Adds parts to what has been generated, so that what they depend on often is what the
    /// rule depends on.
    pub(super) fn parts(&mut self) {
        let scope = self.scope();
        self.book.parts = RiskParts {
            owner: self.chosen(20, &None),
            instrument: self.chosen(20, &None),
            pitfall: self.tape.chance(30).then(|| self.cond(1, scope)),
        };
        if self.tape.chance(40)
            && let body @ Body::Conflict(left, _) = self.conflict()
        {
            let when = self.book.rulings[left].when.clone();
            let when = self.tape.chance(60).then(|| self.like(&when));
            let id = format!("r{}", self.book.rulings.len());
            self.book.rulings.push(Ruling { id, when, severity: None, body, parts: Parts::default() });
        }
        for at in 0..self.book.rulings.len() {
            self.relate(at);
            let when = self.book.rulings[at].when.clone();
            let mut parts = Parts { owner: self.chosen(25, &when), ..Parts::default() };
            if let Body::Redline { fallbacks, walk_away, .. } = &self.book.rulings[at].body {
                let rungs = 1 + fallbacks.len() + usize::from(walk_away.is_some());
                parts.priority = self.chosen(30, &when);
                parts.instrument = self.chosen(20, &when);
                parts.approvers = (0..rungs).map(|_| self.chosen(20, &when)).collect();
            }
            self.book.rulings[at].parts = parts;
        }
    }

    fn chosen(&mut self, percent: usize, when: &Option<Cond>) -> Option<Guarded<usize>> {
        self.tape.chance(percent).then(|| {
            let arms = (0..=self.tape.below(2)).map(|at| (self.like(when), at)).collect();
            Guarded { arms, otherwise: 2 }
        })
    }

    /// A condition that may be the one given, or its opposite.
    fn like(&mut self, when: &Option<Cond>) -> Cond {
        let scope = self.scope();
        match (when, self.tape.below(4)) {
            (Some(when), 1) => when.clone(),
            (Some(when), 2) => Cond::Not(Box::new(when.clone())),
            _ => self.cond(1, scope),
        }
    }

    /// Lets conditions of a rule be those of another place.
    fn relate(&mut self, at: usize) {
        let when = self.book.rulings[at].when.clone();
        let choice = self.tape.below(4);
        if choice == 0 {
            return;
        }
        let like = if choice == 1 { when.clone() } else { Some(self.like(&when)) };
        let (before, from) = self.book.rulings.split_at_mut(at);
        let ruling = &mut from[0];
        match &mut ruling.body {
            Body::Mitigation { done: Some(done) } | Body::Step { done: Some(done) } => {
                if let Some(like) = like {
                    *done = like;
                }
            }
            Body::Conflict(left, right) => {
                let side = if choice == 2 { left } else { right };
                let side = before[*side].when.clone();
                ruling.when = if choice == 1 { side.map(|side| Cond::Not(Box::new(side))) } else { side };
            }
            // The walk-away begins where the last rung that is accepted ends.
            Body::Redline { preferred, fallbacks, walk_away: Some(walk_away) } if choice == 1 => {
                let last = fallbacks.last().unwrap_or(preferred);
                if let (Some(Op::Order(relation, operand)), Some(cmp)) =
                    (last.holds.first().map(|cmp| cmp.op.clone()), walk_away.holds.first_mut())
                    && cmp.left == last.holds[0].left
                {
                    let turned = match relation {
                        Relation::AtLeast => Relation::AtMost,
                        Relation::AtMost => Relation::AtLeast,
                        _ => return,
                    };
                    cmp.op = Op::Order(turned, operand);
                }
            }
            _ => {
                // The same condition as the rule before it of its kind.
                let same =
                    |other: &&Ruling| std::mem::discriminant(&other.body) == std::mem::discriminant(&ruling.body);
                if let Some(other) = before.iter().rev().find(same) {
                    ruling.when = other.when.clone();
                }
            }
        }
    }
}
