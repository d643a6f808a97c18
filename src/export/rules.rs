//! Views of the rules of a pack: what each can come to for each deal.

use std::collections::BTreeSet;

use crate::assess::finding::Outcome;
use crate::assess::single;
use crate::logic::NodeId;
use crate::rulebook::advice::{AdviceId, Body, Severity};
use crate::rulebook::condition::Guarded;

use super::column::base;
use super::dialect::{Dialect, WORD};
use super::outcomes::{Leaves, Made, Trees, bit, leaves};
use super::plan::{Exported, Plan};
use super::possible::{columns, count, open};
use super::tables::Tables;
use super::words::word_name;

/// Rules that are worked out together.
pub(super) struct Part<'p, 'r> {
    plan: &'p Plan<'r>,
    /// The name of the view with the bits of the outcomes.
    pub(super) reach: String,
    /// The name of the view that people read.
    pub(super) view: String,
    pub(super) rules: Vec<&'p Exported>,
}

/// So many inner nodes of diagrams are worked out in one view, or one rule: BigQuery takes
/// views of 256,000 letters.
const MOST_NODES: usize = 600;
/// So many rules are shown in one view: PostgreSQL takes 1,664 columns.
const MOST_RULES: usize = 120;

/// The rules, pack by pack, in parts that every warehouse takes.
pub(super) fn parts<'p, 'r>(plan: &'p Plan<'r>) -> Vec<Part<'p, 'r>> {
    let mut parts: Vec<Part<'p, 'r>> = Vec::new();
    let mut taken = BTreeSet::new();
    for (at, pack) in plan.rulebook.packs.iter().enumerate() {
        let own = plan.rules.iter().filter(|rule| plan.advice(rule.advice).is_some_and(|advice| advice.pack == at));
        let mut nodes = MOST_NODES;
        for rule in own {
            let more: usize = rule.roots().map(|root| plan.conditions.diagrams.size(root)).sum();
            let full = parts.last().is_none_or(|part| part.rules.len() >= MOST_RULES);
            if full || nodes + more > MOST_NODES {
                let reach = format!("reach_{}", parts.len() + 1);
                let view = format!("rules_{}", base(&pack.id, &(parts.len() + 1).to_string(), &mut taken));
                parts.push(Part { plan, reach, view, rules: Vec::new() });
                nodes = 0;
            }
            nodes += more;
            if let Some(part) = parts.last_mut() {
                part.rules.push(rule);
            }
        }
    }
    parts
}

/// The bits of a severity.
pub(super) fn severity_bit(severity: Severity) -> u64 {
    match severity {
        Severity::Low => 1,
        Severity::Medium => 2,
        Severity::High => 4,
        Severity::Critical => 8,
    }
}

/// The diagrams of a rule, planted.
struct Planted<'p> {
    rule: &'p Exported,
    list: (usize, NodeId),
    ticked: Option<(usize, NodeId)>,
    severity: (usize, NodeId),
}

impl<'p, 'r> Part<'p, 'r> {
    /// The view with a column of bits for the outcomes of each rule, and one for its
    /// severities; NULL where they cannot be told.
    pub(super) fn reach(&self, tables: &Tables<'_, '_>, dialect: Dialect) -> String {
        let mut trees = Trees::new(self.plan, dialect);
        let rules = self.with_sides();
        let planted: Vec<Planted<'p>> = rules.iter().map(|rule| self.plant(rule, &mut trees)).collect();
        trees.grow();
        let needed = self.needed(&rules);
        let mut select = vec!["c1.deal".to_owned(), "as_of".to_owned(), "judged".to_owned()];
        select.extend(needed.iter().cloned());
        let mut ctes = vec![format!("SELECT {}\n  FROM {}", select.join(", "), tables.cells_joined(&needed))];
        let layer = |columns: &[(String, String)], below: usize| {
            let columns: String = columns.iter().map(|(name, text)| format!(",\n    {text} AS {name}")).collect();
            format!("SELECT l{below}.*{columns}\n  FROM l{below}{}", dialect.fence())
        };
        for own in &trees.layers {
            ctes.push(layer(own, ctes.len() - 1));
        }
        // The outcomes as the diagrams give them, and then what else bears on them.
        let mut raw = Vec::new();
        for own in &planted {
            let code = &own.rule.code;
            raw.push((format!("x_{code}"), self.list(own, &trees, dialect)));
            raw.push((format!("y_{code}"), trees.root(own.severity).text));
        }
        ctes.push(layer(&raw, ctes.len() - 1));
        let sure: Vec<(String, String)> = planted
            .iter()
            .flat_map(|own| {
                let code = &own.rule.code;
                let list = self.sure(&format!("x_{code}"), [Some(own.rule.list), own.rule.ticked], dialect);
                let severity = self.sure(&format!("y_{code}"), [Some(own.rule.severity), None], dialect);
                [(format!("z_{code}"), list), (format!("s_{code}"), severity)]
            })
            .collect();
        ctes.push(layer(&sure, ctes.len() - 1));
        let last = ctes.len() - 1;
        let mut shown = vec!["deal".to_owned(), "as_of".to_owned()];
        for rule in &self.rules {
            let code = &rule.code;
            let whole = dialect.whole();
            shown.push(format!("CAST({} AS {whole}) AS {code}", self.settled(rule, dialect)));
            shown.push(format!("CAST(CASE WHEN judged THEN s_{code} END AS {whole}) AS {code}_s"));
        }
        let ctes: Vec<String> =
            ctes.iter().enumerate().map(|(at, query)| format!("l{at} AS (\n  {query}\n)")).collect();
        let query =
            format!("WITH {}\nSELECT\n  {}\nFROM l{last}{}", ctes.join(",\n"), shown.join(",\n  "), dialect.fence());
        dialect.view(&tables.named(&self.reach), &query)
    }

    /// The rules, and those that conflicts among them are between.
    fn with_sides(&self) -> Vec<&'p Exported> {
        let mut wanted: BTreeSet<AdviceId> = BTreeSet::new();
        for rule in &self.rules {
            wanted.extend(self.plan.rulebook.sides(rule.advice));
        }
        self.plan.rules.iter().filter(|rule| wanted.contains(&rule.advice)).collect()
    }

    fn plant(&self, rule: &'p Exported, trees: &mut Trees<'_, '_>) -> Planted<'p> {
        let list = |root: NodeId, trees: &mut Trees<'_, '_>| trees.plant(root, self.outcomes(rule, root));
        Planted {
            rule,
            list: list(rule.list, trees),
            ticked: rule.ticked.map(|root| list(root, trees)),
            severity: trees.plant(rule.severity, self.severities(rule)),
        }
    }

    /// What stands at the leaves of a rule's list: the bit of the outcome. A question counts
    /// as answered where nothing that answers it is open.
    fn outcomes(&self, rule: &Exported, root: NodeId) -> Leaves {
        let answered_by: Vec<String> = match self.plan.advice(rule.advice).map(|advice| &advice.body) {
            Some(Body::Question { answered_by, .. }) => {
                let columns = answered_by.iter().filter_map(|name| self.plan.column(*name));
                let open = columns.filter(|column| column.answers).map(|column| open(&column.code));
                if answered_by.is_empty() { Vec::new() } else { open.chain(["0".to_owned()]).collect() }
            }
            _ => Vec::new(),
        };
        let at = |leaf: u16| match single::outcome(leaf) {
            Outcome::Ask if !answered_by.is_empty() => format!(
                "CASE WHEN {} > 0 THEN {} ELSE {} END",
                answered_by.join(" + "),
                bit(Outcome::Ask),
                bit(Outcome::Answered)
            ),
            outcome => bit(outcome).to_string(),
        };
        leaves(&self.plan.conditions.diagrams, root).into_iter().map(|leaf| (leaf, at(leaf))).collect()
    }

    fn severities(&self, rule: &Exported) -> Leaves {
        let severity: Option<&Guarded<Severity>> = self.plan.advice(rule.advice).map(|advice| &advice.severity);
        let at =
            |leaf: u16| severity.map_or(0, |severity| severity_bit(*severity.value(usize::from(leaf)))).to_string();
        leaves(&self.plan.conditions.diagrams, rule.severity).into_iter().map(|leaf| (leaf, at(leaf))).collect()
    }

    /// The columns of cells that these rules look at.
    fn needed(&self, rules: &[&Exported]) -> Vec<String> {
        let mut needed: Vec<String> = Vec::new();
        let mut add = |column: String| {
            if !needed.contains(&column) {
                needed.push(column);
            }
        };
        let diagrams = &self.plan.conditions.diagrams;
        let vars: BTreeSet<_> =
            rules.iter().flat_map(|rule| rule.roots()).flat_map(|root| diagrams.support(root)).collect();
        vars.into_iter().flat_map(|var| columns(self.plan, var)).for_each(&mut add);
        for rule in rules {
            if let Some(Body::Question { answered_by, .. }) = self.plan.advice(rule.advice).map(|advice| &advice.body) {
                let columns = answered_by.iter().filter_map(|name| self.plan.column(*name));
                columns.filter(|column| column.answers).map(|column| open(&column.code)).for_each(&mut add);
            }
            if let (Some(_), Some((word, _))) = (rule.ticked, self.tick(rule.advice)) {
                add(word_name("ticks", word));
            }
        }
        needed
    }

    /// The word and the bit that say whether a rule has been seen to.
    fn tick(&self, id: AdviceId) -> Option<(u32, u64)> {
        let at = count(self.plan.ticked.binary_search(&id).ok()?);
        Some((at / WORD, 1 << (at % WORD)))
    }

    fn list(&self, own: &Planted<'_>, trees: &Trees<'_, '_>, dialect: Dialect) -> String {
        let Made { text, .. } = trees.root(own.list);
        match (own.ticked, self.tick(own.rule.advice)) {
            (Some(ticked), Some((word, bit))) => {
                let is_ticked = dialect.and(&word_name("ticks", word), &bit.to_string());
                format!("CASE WHEN {is_ticked} <> 0 THEN {} ELSE {text} END", trees.root(ticked).text)
            }
            _ => text,
        }
    }

    /// Bits where they can be told: several hang together with comparisons of two names that
    /// are open, of which some may not hold together.
    fn sure(&self, bits: &str, roots: [Option<NodeId>; 2], dialect: Dialect) -> String {
        let mut pairs: Vec<String> = roots.into_iter().flatten().flat_map(|root| self.plan.pairs_in(root)).collect();
        pairs.sort();
        pairs.dedup();
        if pairs.is_empty() {
            return bits.to_owned();
        }
        let open: Vec<String> = pairs.iter().map(|pair| format!("{pair} = 3")).collect();
        let several = dialect.and(bits, &format!("({bits} - 1)"));
        format!("CASE WHEN ({}) AND {several} <> 0 THEN NULL ELSE {bits} END", open.join(" OR "))
    }

    /// What a rule comes to in the end: a conflict is settled where one of its sides is not
    /// live, or one of theirs.
    fn settled(&self, rule: &Exported, dialect: Dialect) -> String {
        let own = format!("z_{}", rule.code);
        let is_conflict =
            self.plan.advice(rule.advice).is_some_and(|advice| matches!(advice.body, Body::Conflict { .. }));
        if !is_conflict {
            return format!("CASE WHEN judged THEN {own} END");
        }
        let sides = self.plan.rulebook.sides(rule.advice);
        let sides = self.plan.rules.iter().filter(|side| side.advice != rule.advice && sides.contains(&side.advice));
        let (mut unclear, mut idle) = (Vec::new(), Vec::new());
        for side in sides {
            let bits = format!("z_{}", side.code);
            let live = side.outcomes.iter().filter(|outcome| outcome.is_live()).fold(0, |live, one| live | bit(*one));
            let several = dialect.and(&bits, &format!("({bits} - 1)"));
            unclear.push(format!("{bits} IS NULL"));
            idle.push(format!("({several} = 0 AND {} = 0)", dialect.and(&bits, &live.to_string())));
        }
        format!(
            "CASE WHEN NOT judged THEN NULL WHEN {} THEN {} WHEN {} THEN NULL ELSE {own} END",
            idle.join(" OR "),
            bit(Outcome::Settled),
            unclear.join(" OR ")
        )
    }
}
