//! What is exported: the rules as diagrams, the names they look at as columns, and what has
//! to be left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::finding::Outcome;
use crate::assess::single;
use crate::diagnostic::Diagnostic;
use crate::logic::conditions::Conditions;
use crate::logic::variables::{Circumstances, Meaning, Pair, Variables};
use crate::logic::{NodeId, Var};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body};
use crate::rulebook::condition::NameId;
use crate::value::Kind;

use super::Filled;
use super::column::{Column, Form, base};
use super::days::Days;
use super::left_out::{LeftOut, Why, fits};
use super::outcomes::leaves;

/// All that is exported.
pub(super) struct Plan<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) conditions: Conditions<'r>,
    pub(super) days: Days,
    /// The names that some rule looks at, in the order of the rulebook.
    pub(super) columns: Vec<Column<'r>>,
    /// The comparisons of two of them, each with its variable.
    pub(super) pairs: Vec<(Var, Pair)>,
    /// The rules, in the order of the rulebook.
    pub(super) rules: Vec<Exported>,
    /// The rules that somebody may say have been seen to.
    pub(super) ticked: Vec<AdviceId>,
    pub(super) left_out: Vec<LeftOut>,
}

/// A rule as diagrams.
#[derive(Clone, Debug)]
pub(super) struct Exported {
    pub(super) advice: AdviceId,
    /// `r12`.
    pub(super) code: String,
    pub(super) list: NodeId,
    /// The list where somebody says that the rule has been seen to, if that makes a
    /// difference.
    pub(super) ticked: Option<NodeId>,
    pub(super) severity: NodeId,
    /// All it can come to for some deal, worst first.
    pub(super) outcomes: Vec<Outcome>,
}

impl Exported {
    fn of(conditions: &mut Conditions<'_>, id: AdviceId, advice: &Advice) -> Result<Self, crate::logic::TooEntangled> {
        let list = single::list(conditions, false, advice)?;
        let ticked = single::list(conditions, true, advice)?;
        conditions.diagrams.begin_list();
        let severity = conditions.guarded(&advice.severity)?;
        let ticked = (ticked != list).then_some(ticked);
        let mut outcomes: Vec<Outcome> = Vec::new();
        for root in std::iter::once(list).chain(ticked) {
            outcomes.extend(leaves(&conditions.diagrams, root).into_iter().map(single::outcome));
        }
        match &advice.body {
            Body::Question { answered_by, .. } if !answered_by.is_empty() && outcomes.contains(&Outcome::Ask) => {
                outcomes.push(Outcome::Answered);
            }
            Body::Conflict { .. } => outcomes.push(Outcome::Settled),
            _ => {}
        }
        outcomes.sort();
        outcomes.dedup();
        Ok(Self { advice: id, code: format!("r{}", id.0 + 1), list, ticked, severity, outcomes })
    }

    pub(super) fn roots(&self) -> impl Iterator<Item = NodeId> {
        [Some(self.list), self.ticked, Some(self.severity)].into_iter().flatten()
    }
}

impl<'r> Plan<'r> {
    /// # Errors
    /// A rate is missing between two currencies that the rules compare, or a rule is too
    /// entangled.
    pub(super) fn new(rulebook: &'r Rulebook, circumstances: &'r Circumstances) -> Result<Self, Vec<Diagnostic>> {
        let variables =
            Variables::new(rulebook, circumstances).map_err(|missing| single::without_rates(rulebook, &missing))?;
        let names = variables.clone();
        let entangled = |error| single::entangled(rulebook, &names, &error);
        let mut conditions = Conditions::new(rulebook, circumstances, variables).map_err(entangled)?;
        let advice = rulebook.advice.iter().enumerate();
        let rules: Vec<Exported> = advice
            .map(|(at, advice)| Exported::of(&mut conditions, AdviceId(at), advice))
            .collect::<Result<_, _>>()
            .map_err(entangled)?;
        let (rules, left_out) = Self::sorted_out(&conditions, rules);
        let mut plan = Self {
            rulebook,
            conditions,
            days: Days::of(rulebook),
            columns: Vec::new(),
            pairs: Vec::new(),
            rules,
            ticked: (0..rulebook.advice.len()).map(AdviceId).filter(|id| can_be_ticked(rulebook, *id)).collect(),
            left_out,
        };
        plan.look();
        Ok(plan)
    }

    /// The rules that can be exported, and the others with the reason.
    fn sorted_out(conditions: &Conditions<'_>, rules: Vec<Exported>) -> (Vec<Exported>, Vec<LeftOut>) {
        let rulebook = conditions.rulebook;
        let mut why: BTreeMap<AdviceId, Why> = BTreeMap::new();
        for rule in &rules {
            why.extend(fits(conditions, rule).err().map(|reason| (rule.advice, reason)));
        }
        for rule in &rules {
            let side = rulebook.sides(rule.advice).into_iter().find(|side| why.contains_key(side));
            if let Some(side) = side.filter(|side| *side != rule.advice) {
                why.entry(rule.advice).or_insert(Why::Side(side));
            }
        }
        let (kept, gone): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| !why.contains_key(&rule.advice));
        let left_out =
            gone.into_iter().filter_map(|rule| Some(LeftOut { why: *why.get(&rule.advice)?, advice: rule.advice }));
        (kept, left_out.collect())
    }

    /// Finds what the rules look at.
    fn look(&mut self) {
        let variables = &self.conditions.variables;
        let mut vars: BTreeSet<Var> = BTreeSet::new();
        for root in self.rules.iter().flat_map(Exported::roots) {
            vars.extend(self.conditions.diagrams.support(root));
        }
        let mut looked_at: BTreeSet<NameId> = vars.iter().flat_map(|var| variables.names(*var)).collect();
        let pairs = vars.iter().filter_map(|var| match variables.meaning(*var) {
            Some(Meaning::Pair(pair)) => Some((*var, pair)),
            _ => None,
        });
        self.pairs = pairs.collect();
        let mut answers: BTreeSet<NameId> = BTreeSet::new();
        for rule in &self.rules {
            if let Some(Body::Question { answered_by, .. }) =
                self.rulebook.advice.get(rule.advice.0).map(|advice| &advice.body)
            {
                answers.extend(answered_by.iter().filter(|name| self.rulebook.name(**name).is_asked()));
            }
        }
        looked_at.extend(&answers);
        let mut taken = BTreeSet::new();
        for id in looked_at {
            let name = self.rulebook.name(id);
            let cutting = variables.cutting(id).clone();
            let code = format!("f{}", id.0 + 1);
            self.columns.push(Column {
                id,
                base: base(&name.id, &code, &mut taken),
                code,
                name,
                cells: variables.cells().get(cutting.var.0 as usize).copied().unwrap_or(1),
                form: Form::of(&name.of.kind),
                documented: cutting.document.is_some_and(|document| vars.contains(&document)),
                answers: answers.contains(&id),
                cutting,
            });
        }
    }

    pub(super) fn column(&self, name: NameId) -> Option<&Column<'r>> {
        let at = self.columns.binary_search_by_key(&name, |column| column.id).ok()?;
        self.columns.get(at)
    }

    pub(super) fn advice(&self, id: AdviceId) -> Option<&'r Advice> {
        self.rulebook.advice.get(id.0)
    }

    pub(super) fn filled(&self, column: &Column<'r>) -> Filled {
        let columns = column.staged().into_iter().map(|(name, _)| name).collect();
        Filled { name: column.id, columns, currency: self.currency(column) }
    }

    /// The currency that the amounts of a name are in: the one that it is compared in, or
    /// else that of what it is compared with.
    pub(super) fn currency(&self, column: &Column<'r>) -> Option<String> {
        if column.name.of.kind != Kind::Money {
            return None;
        }
        let own = |name: NameId| self.conditions.variables.cutting(name).currency.clone();
        let beside = self.pairs.iter().filter_map(|(_, pair)| match pair {
            pair if pair.left == column.id => Some(pair.right),
            pair if pair.right == column.id => Some(pair.left),
            _ => None,
        });
        own(column.id).or_else(|| beside.filter_map(own).next())
    }

    /// The code of the column of a comparison of two names.
    pub(super) fn pair_code(var: Var) -> String {
        format!("c{}", var.0 + 1)
    }

    /// The comparisons of two names that a diagram looks at.
    pub(super) fn pairs_in(&self, root: NodeId) -> Vec<String> {
        let support = self.conditions.diagrams.support(root);
        let pairs = support.into_iter().filter(|var| self.pairs.iter().any(|(pair, _)| pair == var));
        pairs.map(Self::pair_code).collect()
    }
}

/// Whether a rule is done when somebody says so.
fn can_be_ticked(rulebook: &Rulebook, id: AdviceId) -> bool {
    rulebook.advice.get(id.0).is_some_and(|advice| {
        matches!(
            advice.body,
            Body::Mitigation { done_when: None, .. }
                | Body::Step { done_when: None }
                | Body::Duty { done_when: None, .. }
        )
    })
}
