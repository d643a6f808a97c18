//! The frozen view of a change of rules for machines, `proviso.rule-change/1`, and the deals
//! that move, a line each.

use serde::Serialize;

use crate::plan::{Because, Change, DealMoves, Edit, Sum, Verdict, Way};
use crate::report::json::At;
use crate::rulebook::Rulebook;

use super::edits::{id, part, whole};
use super::{Scope, order};

/// The name of the form. Names and types under it are never changed or taken away; new ones
/// may be added.
pub const SCHEMA: &str = "proviso.rule-change/1";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    schema: &'static str,
    proviso: &'a str,
    /// The day by which all are judged; without it, each by its own.
    #[serde(rename = "as-of", skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    packs: Sides<Vec<Pack>>,
    deals: Deals,
    /// Those that move most first, then those that move nothing in the order of the rules.
    edits: Vec<EditView>,
    /// The most exposed of the deals that move.
    moved: Vec<Deal>,
    one_sided: Vec<OneSided>,
}

#[derive(Serialize)]
struct Sides<T> {
    before: T,
    after: T,
}

#[derive(Serialize, PartialEq, Eq)]
struct Pack {
    id: String,
    version: String,
    hash: String,
}

/// How many deals.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Deals {
    judged: u64,
    moved: u64,
    worse: u64,
    open: u64,
    better: u64,
    other: u64,
    /// In how many a position newly falls short or is past the walk-away.
    newly_failing: u64,
    only_before: u64,
    only_after: u64,
    left_out: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct EditView {
    id: String,
    declaration: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    before: Vec<Piece>,
    after: Vec<Piece>,
    deals: u64,
    /// Whether a verdict may hang on it at all.
    bears_on_verdicts: bool,
    moves: Vec<RuleView>,
}

#[derive(Serialize)]
struct Piece {
    text: String,
    at: At,
}

#[derive(Serialize)]
struct RuleView {
    id: String,
    kind: &'static str,
    before: Option<Stand>,
    after: Option<Stand>,
    /// What of it the edit does: "status", "severity".
    changes: &'static str,
    because: BecauseView,
    deals: u64,
}

/// How a rule stands.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Stand {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fallback: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    could_be: Vec<&'static str>,
    severity: Vec<&'static str>,
    waived: bool,
}

#[derive(Serialize)]
struct BecauseView {
    how: &'static str,
    edits: Vec<String>,
}

/// A deal that moves.
#[derive(Serialize)]
struct Deal {
    profile: String,
    way: &'static str,
    moves: Vec<MoveView>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct MoveView {
    id: String,
    kind: &'static str,
    way: &'static str,
    before: Option<Stand>,
    after: Option<Stand>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<BecauseView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity_because: Option<BecauseView>,
}

#[derive(Serialize)]
struct OneSided {
    profile: String,
    by: &'static str,
    wrong: Vec<String>,
    at: At,
}

/// The effect of a change as JSON in the form [`SCHEMA`], indented, with one line end at its
/// end.
pub fn json(sum: &Sum, scope: Scope<'_>) -> String {
    let order = order(sum);
    let idle = (0..sum.edits.len()).filter(|at| !order.contains(at));
    let count = |way| sum.ways.get(&way).copied().unwrap_or_default();
    let [_, newly_failing, ..] = sum.newly;
    let document = Document {
        schema: SCHEMA,
        proviso: scope.proviso,
        as_of: scope.as_of.map(|day| day.to_string()),
        packs: Sides { before: packs(sum, |change| &change.before), after: packs(sum, |change| &change.after) },
        deals: Deals {
            judged: sum.deals,
            moved: sum.moved(),
            worse: count(Way::Worse),
            open: count(Way::Open),
            better: count(Way::Better),
            other: count(Way::Other),
            newly_failing,
            only_before: sum.only_before.0,
            only_after: sum.only_after.0,
            left_out: scope.left_out,
        },
        edits: order.iter().copied().chain(idle).filter_map(|at| edit_view(sum, at)).collect(),
        moved: sum.exposed.iter().map(|deal| deal_view(&deal.change, &deal.moves)).collect(),
        one_sided: one_sided(sum),
    };
    // Texts, numbers, lists and structs always serialise.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// A deal that moves as a line of JSON, with its end.
pub fn moved_line(change: &Change, deal: &DealMoves) -> String {
    serde_json::to_string(&deal_view(change, deal)).unwrap_or_default() + "\n"
}

fn packs(sum: &Sum, side: impl Fn(&Change) -> &Rulebook) -> Vec<Pack> {
    let mut all: Vec<Pack> = Vec::new();
    for pack in sum.changes().iter().flat_map(|change| &side(change).packs) {
        let hash = format!("sha256:{}", pack.hash);
        let pack = Pack { id: pack.id.clone(), version: pack.version.clone(), hash };
        if !all.contains(&pack) {
            all.push(pack);
        }
    }
    all
}

fn edit_view(sum: &Sum, at: usize) -> Option<EditView> {
    let own = sum.edits.get(at)?;
    let edit = &own.edit;
    let pieces = |places: &[crate::source::Place]| {
        places.iter().map(|place| Piece { text: whole(place), at: At::new(place) }).collect()
    };
    let moves = own.moved.iter().map(|(rule, of)| RuleView {
        id: rule.id.clone(),
        kind: rule.kind,
        before: rule.went.from.map(stand),
        after: rule.went.to.map(stand),
        changes: rule.facet.as_str(),
        because: because(&rule.because.named(|of| sum.place(of).and_then(|at| sum.edits.get(at)).map(|sum| &sum.edit))),
        deals: of.deals,
    });
    Some(EditView {
        id: id(edit),
        declaration: edit.of.declared.word.as_str(),
        name: edit.of.declared.name.clone(),
        part: part(&edit.of.part),
        before: pieces(&edit.before),
        after: pieces(&edit.after),
        deals: own.deals,
        bears_on_verdicts: edit.bears,
        moves: moves.collect(),
    })
}

fn deal_view(change: &Change, deal: &DealMoves) -> Deal {
    let view = |why: &Because| because(&why.named(|at| change.edits.get(*at)));
    let moves = deal.moves.iter().filter_map(|one| {
        let (_, rule) = change.advice(change.rules.get(one.rule)?)?;
        Some(MoveView {
            id: rule.id.clone(),
            kind: rule.body.kind(),
            way: one.went.way().as_str(),
            before: one.went.from.map(stand),
            after: one.went.to.map(stand),
            because: one.because.as_ref().map(view),
            severity_because: one.severity.as_ref().map(view),
        })
    });
    Deal { profile: deal.name.clone(), way: deal.way().as_str(), moves: moves.collect() }
}

fn because(because: &Because<&Edit>) -> BecauseView {
    BecauseView { how: because.as_str(), edits: because.edits().iter().map(|edit| id(edit)).collect() }
}

fn stand(verdict: Verdict) -> Stand {
    use crate::assess::finding::Outcome;
    let outcomes = verdict.could_be();
    let mut could_be: Vec<&'static str> = outcomes.iter().map(|outcome| outcome.as_str()).collect();
    could_be.dedup();
    let decided = verdict.decided();
    Stand {
        status: decided.map_or("open", Outcome::as_str),
        fallback: match decided {
            Some(Outcome::Fallback(at)) => Some(at + 1),
            _ => None,
        },
        could_be: if decided.is_none() { could_be } else { Vec::new() },
        severity: verdict.severity().iter().map(|severity| severity.as_str()).collect(),
        waived: verdict.waived,
    }
}

fn one_sided(sum: &Sum) -> Vec<OneSided> {
    let sides = [(&sum.only_before, "before"), (&sum.only_after, "after")];
    let all = sides.into_iter().flat_map(|((_, first), by)| first.iter().map(move |(name, reject)| (name, reject, by)));
    let one = all.map(|(name, reject, by)| OneSided {
        profile: name.clone(),
        by,
        wrong: reject.found.iter().map(|found| found.message.clone()).collect(),
        at: At::new(&reject.place),
    });
    one.collect()
}
