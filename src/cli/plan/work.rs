//! The work: the deals of each part, under both versions of the rules.

use std::sync::Arc;

use jiff::civil::Date;

use crate::cli::deals::{Input, Part, in_parts, judge_all, rows_of};
use crate::diagnostic::Diagnostic;
use crate::plan::{Change, Effect, Version, scan};
use crate::portfolio::{Reject, Row};
use crate::profile::term_names;

use super::changes::{Changes, Seen};

/// What all threads share.
pub(super) struct Settings<'s> {
    pub(super) changes: &'s Changes,
    pub(super) as_of: Option<Date>,
    pub(super) jobs: usize,
}

/// What came of a part.
#[derive(Default)]
pub(super) struct Done {
    /// In the order of the input, each with the change it sees, where it sees both versions.
    pub(super) effects: Vec<(Option<Arc<Change>>, Effect)>,
    pub(super) rejects: Vec<Reject>,
}

/// Looks at everything. `take` is given the parts in order; where it fails, all stops.
pub(super) fn work(
    settings: &Settings<'_>,
    inputs: &[Input],
    take: impl FnMut(Done) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    in_parts(settings.jobs, inputs, |parts, done| judge_all(parts, done, |part| look(settings, part)), take)
}

fn look(settings: &Settings<'_>, part: Part) -> Done {
    let mut done = Done::default();
    let rows = rows_of(part, &mut done.rejects);
    let mut effects: Vec<(usize, Option<Arc<Change>>, Effect)> = Vec::new();
    let mut groups: Vec<(Arc<Change>, Vec<usize>)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match settings.changes.of(row) {
            Seen::Both(change) => match groups.iter_mut().find(|(known, _)| Arc::ptr_eq(known, &change)) {
                Some((_, members)) => members.push(at),
                None => groups.push((change, vec![at])),
            },
            Seen::OnlyBefore(version, found) => {
                effects.push((at, None, one_sided(settings, row, &version, found, Effect::OnlyBefore)));
            }
            Seen::OnlyAfter(version, found) => {
                effects.push((at, None, one_sided(settings, row, &version, found, Effect::OnlyAfter)));
            }
            Seen::Neither(found) => effects.push((at, None, Effect::Unread(row.rejected(found)))),
        }
    }
    for (change, members) in groups {
        let own: Vec<&Row> = members.iter().filter_map(|at| rows.get(*at)).collect();
        let found = scan(&change, &own, settings.as_of);
        effects.extend(members.into_iter().zip(found).map(|(at, effect)| (at, Some(Arc::clone(&change)), effect)));
    }
    effects.sort_by_key(|(at, ..)| *at);
    for (_, change, effect) in effects {
        match effect {
            Effect::Unread(reject) => done.rejects.push(reject),
            effect => done.effects.push((change, effect)),
        }
    }
    done.rejects.sort_by_key(|reject| (reject.place.position().line, reject.place.span.start));
    done
}

/// A deal whose packs are there on one side alone.
fn one_sided(
    settings: &Settings<'_>,
    row: &Row,
    version: &Version,
    found: Vec<Diagnostic>,
    effect: impl FnOnce(String, Reject) -> Effect,
) -> Effect {
    match row.profile(&version.book, &term_names(&version.book), settings.as_of) {
        Ok(profile) => effect(profile.name, row.rejected(found)),
        Err(reject) => Effect::Unread(reject),
    }
}
