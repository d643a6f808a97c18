//! Many profiles at once: one walk over words of lanes.

use std::ops::Range;

use proviso::assess::wide::Wide;
use proviso::logic::conditions::Conditions;
use proviso::logic::variables::{Circumstances, Variables};
use proviso::logic::{Knowledge, Mask, Possible, Var, World};
use proviso::value::{CellSet, Money, Rates};
use rust_decimal::Decimal;

use super::known::Profile;
use super::profiles::profile;
use super::tape::Tape;
use super::write::day;
use super::{Case, engine, known};

/// Sixty-four profiles, each as its possible cells.
struct Many(Vec<Possible>);

impl World<u64> for Many {
    fn possible(&self, var: Var, run: Range<u32>) -> u64 {
        let lanes = self.0.iter().enumerate();
        lanes.fold(u64::NONE, |mask, (lane, profile)| {
            let may = profile.cells(var).is_none_or(|cells| cells.meets(run.clone()));
            if may { mask.or(u64::lane(lane)) } else { mask }
        })
    }
}

/// Every condition of a rulebook reaches for 64 profiles at once what it reaches for each.
pub(crate) fn agree(case: &Case, choices: &[u16], as_of: i64) {
    let circumstances = Circumstances { as_of: day(as_of), rates: rates() };
    let variables = Variables::new(&case.built, &circumstances).unwrap();
    let cells = variables.cells().to_vec();
    let mut conditions = Conditions::new(&case.built, &circumstances, variables).unwrap();
    let mut tape = Tape::new(choices);
    let mut profile = |_| Possible(cells.iter().map(|cells| some_of(*cells, &mut tape)).collect());
    let many = Many((0..64).map(&mut profile).collect());
    let mut all = Vec::new();
    case.built.conditions(&mut |condition| all.push(condition));
    for condition in all {
        conditions.diagrams.begin_list();
        let node = conditions.condition(condition).unwrap();
        let together = conditions.diagrams.reach(node, &many, u64::ALL);
        for (lane, alone) in many.0.iter().enumerate() {
            let alone: Vec<u16> = conditions.diagrams.reach(node, alone, true).leaves().collect();
            let lanes = together.outcomes().iter().filter(|(_, mask)| mask.has(lane));
            assert_eq!(lanes.map(|(leaf, _)| *leaf).collect::<Vec<_>>(), alone);
        }
    }
}

pub(super) fn rates() -> Rates {
    let mut rates = Rates::default();
    rates.add("EUR".to_owned(), Money { currency: "USD".to_owned(), amount: Decimal::TWO });
    rates
}

/// One cell, some, or all.
fn some_of(cells: u32, tape: &mut Tape<'_>) -> CellSet {
    let one = u32::try_from(tape.below(cells as usize)).unwrap();
    match tape.below(3) {
        0 => CellSet::full(cells),
        1 => CellSet::single(one),
        _ => (0..cells).filter(|cell| *cell == one || tape.below(2) == 0).collect(),
    }
}

/// What a batch comes to is what each of its profiles comes to alone: as many profiles as
/// a mask has lanes, and a few fewer.
pub(crate) fn batches_agree(case: &Case, choices: &[u16]) {
    batch_agrees::<bool>(case, choices, 1);
    batch_agrees::<u64>(case, choices, 61);
    if choices.len().is_multiple_of(16) {
        batch_agrees::<proviso::logic::Many>(case, choices, 500);
    }
}

fn batch_agrees<M: Mask + std::fmt::Debug>(case: &Case, choices: &[u16], profiles: usize) {
    let mut rest = choices.to_vec();
    let mut drawn = Vec::new();
    for _ in 0..profiles {
        let as_of =
            drawn.first().map_or_else(|| profile(&case.book, choices, false).as_of, |first: &Profile| first.as_of);
        drawn.push(Profile { as_of, ..profile(&case.book, &rest, false) });
        // Other choices for the next: those of this one, shifted and stirred.
        let shift = 3.min(rest.len());
        rest.rotate_left(shift);
        rest.iter_mut().for_each(|choice| *choice = choice.rotate_left(5) ^ 0x5a5a);
    }
    let read: Vec<_> = drawn.iter().map(|one| engine::read(&case.built, &known::yaml(&case.book, one))).collect();
    let circumstances = Circumstances { as_of: read[0].as_of, rates: read[0].rates.clone() };
    let mut wide = Wide::new(&case.built, &circumstances).unwrap();
    let mut batch = wide.batch::<M>();
    // An earlier batch leaves nothing behind.
    wide.put(&mut batch, &read[profiles - 1]).unwrap();
    batch.clear();
    for one in &read {
        assert!(!batch.is_full());
        wide.put(&mut batch, one).unwrap();
    }
    let findings = wide.judge(&mut batch);
    for (lane, profile) in drawn.iter().enumerate() {
        let alone = case.assess(profile);
        for (finding, together) in alone.findings.iter().zip(&findings) {
            let shown = || format!("{}\n{}", case.built.advice[finding.advice.0].id, case.shown(profile));
            assert_eq!(together.of(lane).collect::<Vec<_>>(), finding.could_be, "{}", shown());
            let severities = together.severity.iter().filter(|(_, mask)| mask.has(lane)).map(|(severity, _)| *severity);
            assert_eq!(severities.collect::<Vec<_>>(), finding.severity.could_be, "{}", shown());
            assert_eq!(together.severity_of(lane), Some(finding.severity.worst), "{}", shown());
            assert_eq!(together.open().has(lane), finding.decided().is_none(), "{}", shown());
        }
    }
}
