//! Many profiles at once: one walk over words of lanes.

use std::ops::Range;

use proviso::logic::conditions::Conditions;
use proviso::logic::variables::{Circumstances, Variables};
use proviso::logic::{Knowledge, Mask, Possible, Var, World};
use proviso::value::{CellSet, Money, Rates};
use rust_decimal::Decimal;

use super::Case;
use super::tape::Tape;
use super::write::day;

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
    let mut rates = Rates::default();
    rates.add("EUR".to_owned(), Money { currency: "USD".to_owned(), amount: Decimal::TWO });
    let circumstances = Circumstances { as_of: day(as_of), rates };
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

/// One cell, some, or all.
fn some_of(cells: u32, tape: &mut Tape<'_>) -> CellSet {
    let one = u32::try_from(tape.below(cells as usize)).unwrap();
    match tape.below(3) {
        0 => CellSet::full(cells),
        1 => CellSet::single(one),
        _ => (0..cells).filter(|cell| *cell == one || tape.below(2) == 0).collect(),
    }
}
