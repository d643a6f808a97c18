//! Whether a deal leaves a cell possible, as a question to its columns of bits.

use crate::logic::Var;
use crate::logic::variables::Meaning;
use crate::rulebook::condition::NameId;
use crate::value::CellSet;

use super::dialect::{Dialect, WORD};
use super::plan::Plan;
use super::words::{bits, word_name, words};

/// The column of the members that are in a set for certain; those that may be are in the
/// column with the code alone.
pub(super) fn must(code: &str) -> String {
    format!("{code}_m")
}

/// The column of the state of a set: given, not addressed, standard.
pub(super) fn set_state(code: &str) -> String {
    format!("{code}_s")
}

/// The column of the documents in which a term may stand.
pub(super) fn documents(code: &str) -> String {
    format!("{code}_d")
}

/// The column that says whether more than one value is left.
pub(super) fn open(code: &str) -> String {
    format!("{code}_o")
}

/// Whether one of these cells of a variable is possible.
pub(super) fn possible(plan: &Plan<'_>, dialect: Dialect, var: Var, cells: &CellSet) -> String {
    let any = |code: &str| {
        let all = words(cells.last().map_or(1, |last| last + 1));
        let tests = (0..all).filter_map(|word| match bits(cells, word) {
            0 => None,
            bits => Some(format!("{} <> 0", dialect.and(&word_name(code, word), &bits.to_string()))),
        });
        let tests: Vec<String> = tests.collect();
        match tests.as_slice() {
            [one] => one.clone(),
            all => format!("({})", all.join(" OR ")),
        }
    };
    let code = |name: NameId| plan.column(name).map_or("", |column| column.code.as_str());
    match plan.conditions.variables.meaning(var) {
        Some(Meaning::Name(name)) => any(code(name)),
        Some(Meaning::State(name)) if plan.rulebook.name(name).term().is_none() => {
            if cells.contains(0) { "TRUE" } else { "FALSE" }.to_owned()
        }
        Some(Meaning::State(name)) => any(&set_state(code(name))),
        Some(Meaning::Document(name)) => any(&documents(code(name))),
        Some(Meaning::Member(name, member)) => {
            let (word, bit) = member_bit(member);
            if cells.contains(1) {
                format!("{} <> 0", dialect.and(&word_name(code(name), word), &bit.to_string()))
            } else {
                format!("{} = 0", dialect.and(&word_name(&must(code(name)), word), &bit.to_string()))
            }
        }
        Some(Meaning::Pair(_)) => any(&Plan::pair_code(var)),
        None => "TRUE".to_owned(),
    }
}

/// The columns that tell the cells of a variable apart.
pub(super) fn columns(plan: &Plan<'_>, var: Var) -> Vec<String> {
    let each = |code: &str, cells: u32| (0..words(cells)).map(|word| word_name(code, word)).collect::<Vec<_>>();
    let code = |name: NameId| plan.column(name).map_or("", |column| column.code.as_str());
    match plan.conditions.variables.meaning(var) {
        Some(Meaning::Name(name)) => each(code(name), plan.column(name).map_or(1, |column| column.cells)),
        Some(Meaning::State(name)) if plan.rulebook.name(name).term().is_none() => Vec::new(),
        Some(Meaning::State(name)) => vec![set_state(code(name))],
        Some(Meaning::Document(name)) => each(&documents(code(name)), count(plan.rulebook.documents.len())),
        Some(Meaning::Member(name, member)) => {
            let (word, _) = member_bit(member);
            vec![word_name(code(name), word), word_name(&must(code(name)), word)]
        }
        Some(Meaning::Pair(_)) => vec![Plan::pair_code(var)],
        None => Vec::new(),
    }
}

/// The word of a member of a set, and its bit in it.
pub(super) fn member_bit(member: usize) -> (u32, u64) {
    let member = count(member);
    (member / WORD, 1 << (member % WORD))
}

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
