//! Rules that people have ticked.

use std::collections::{BTreeMap, BTreeSet};

use crate::intake::Node;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{AdviceId, Body};
use crate::rulebook::condition::{Condition, DefineId, NameId};
use crate::source::Place;

use super::readings::Reader;
use super::{keys, mistakes};

/// The rules that a profile lists as done, each with where it does.
pub(super) fn read<'n>(reader: &mut Reader<'_>, lists: impl Iterator<Item = &'n Node>) -> BTreeMap<AdviceId, Place> {
    let rulebook = reader.rulebook;
    let mut spelled: BTreeMap<&str, Vec<AdviceId>> = BTreeMap::new();
    for (at, advice) in rulebook.advice.iter().enumerate() {
        spelled.entry(&advice.id).or_default().push(AdviceId(at));
        if short(&advice.id) != advice.id {
            spelled.entry(short(&advice.id)).or_default().push(AdviceId(at));
        }
    }
    let mut done: BTreeMap<AdviceId, Place> = BTreeMap::new();
    for list in lists {
        let Some(items) = keys::items(list) else {
            let place = reader.place(list.span);
            reader.found.push(mistakes::wrong_shape("`done`", "a list of rules", list, place));
            continue;
        };
        for item in items {
            let Some(id) = one(reader, &spelled, item) else { continue };
            let place = reader.place(item.span);
            match done.get(&id) {
                Some(earlier) => {
                    reader.found.push(mistakes::listed_twice(&spelling(rulebook, id), earlier.clone(), place));
                }
                None => {
                    done.insert(id, place);
                }
            }
        }
    }
    done
}

fn one(reader: &mut Reader<'_>, spelled: &BTreeMap<&str, Vec<AdviceId>>, item: &Node) -> Option<AdviceId> {
    let rulebook = reader.rulebook;
    let place = reader.place(item.span);
    let Some(written) = keys::text(item) else {
        reader.found.push(mistakes::wrong_shape("each of `done`", "the id of a rule", item, place));
        return None;
    };
    let (id, advice) = match spelled.get(written).map(Vec::as_slice) {
        Some([id]) => (*id, rulebook.advice.get(id.0)?),
        Some(several) => {
            let all: Vec<_> = several.iter().map(|id| spelling(rulebook, *id)).collect();
            reader.found.push(mistakes::ambiguous_rule(written, &all, place));
            return None;
        }
        None => {
            let risk = rulebook.risks.iter().any(|risk| risk.id == written || short(&risk.id) == written);
            reader.found.push(if risk {
                mistakes::not_ticked(written, "risk", place)
            } else {
                let ticked = || rulebook.advice.iter().filter(|advice| can_be_ticked(&advice.body));
                let ids = ticked().flat_map(|advice| [short(&advice.id), advice.id.as_str()]);
                let near = reader.guesses.nearest(written, ids);
                mistakes::unknown_rule(written, near, ticked().next().map(|advice| advice.id.as_str()), place)
            });
            return None;
        }
    };
    match &advice.body {
        Body::Mitigation { done_when: None, .. }
        | Body::Step { done_when: None }
        | Body::Duty { done_when: None, .. } => Some(id),
        Body::Mitigation { done_when: Some(condition), .. }
        | Body::Step { done_when: Some(condition) }
        | Body::Duty { done_when: Some(condition), .. } => {
            let names: Vec<_> = names_in(rulebook, condition).into_iter().map(|name| rulebook.name(name)).collect();
            reader.found.push(mistakes::done_by_fact(written, &names, place));
            None
        }
        body => {
            reader.found.push(mistakes::not_ticked(written, body.kind(), place));
            None
        }
    }
}

/// Whether a rule is done when somebody says so.
pub(super) fn can_be_ticked(body: &Body) -> bool {
    matches!(
        body,
        Body::Mitigation { done_when: None, .. } | Body::Step { done_when: None } | Body::Duty { done_when: None, .. }
    )
}

/// The id without its pack.
fn short(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn spelling(rulebook: &Rulebook, id: AdviceId) -> String {
    rulebook.advice.get(id.0).map(|advice| advice.id.clone()).unwrap_or_default()
}

/// The facts and terms that a condition reads, also through defines.
fn names_in(rulebook: &Rulebook, condition: &Condition) -> BTreeSet<NameId> {
    let mut names = BTreeSet::new();
    let mut defines: BTreeSet<DefineId> = BTreeSet::new();
    let mut open = vec![condition];
    while let Some(condition) = open.pop() {
        condition.comparisons(&mut |comparison| {
            names.insert(comparison.left);
            names.extend(comparison.right_names());
        });
        condition.defines(&mut |define| {
            if defines.insert(define) {
                open.extend(rulebook.defines.get(define.0).map(|define| &define.condition));
            }
        });
    }
    names.retain(|name| rulebook.name(*name).is_asked());
    names
}
