//! The cells that a profile can be in at all.

use crate::rulebook::Rulebook;
use crate::rulebook::vocabulary::Role;
use crate::value::CellSet;

use super::variables::{GIVEN, Meaning, STANDARD, UNADDRESSED, Variables};
use super::{Possible, Var};

/// Of each variable the cells that some profile is in: those that hold a value of their
/// type, silence of a term, and the vendor's standard where there is one.
pub fn legal(rulebook: &Rulebook, variables: &Variables) -> Possible {
    Possible(variables.meanings().map(|(var, meaning)| cells(rulebook, variables, var, meaning)).collect())
}

fn cells(rulebook: &Rulebook, variables: &Variables, var: Var, meaning: Meaning) -> CellSet {
    let all = CellSet::full(variables.cells().get(var.0 as usize).copied().unwrap_or(1));
    match meaning {
        Meaning::Name(name) => {
            let cutting = variables.cutting(name);
            let values = cutting.cut.inhabited();
            match &rulebook.name(name).role {
                Role::Fact => values,
                Role::Figure(_) => values.union(&CellSet::single(cutting.silent_cell())),
                Role::Term(term) => {
                    let silent = CellSet::single(cutting.silent_cell());
                    let standard = if term.standard.is_some() {
                        CellSet::single(cutting.standard_cell())
                    } else {
                        CellSet::empty()
                    };
                    values.union(&silent).union(&standard)
                }
                Role::Parameter(_) => all,
            }
        }
        Meaning::State(name) => match &rulebook.name(name).role {
            Role::Term(term) => {
                let standard = if term.standard.is_some() { CellSet::single(STANDARD) } else { CellSet::empty() };
                CellSet::run(GIVEN..UNADDRESSED + 1).union(&standard)
            }
            Role::Fact | Role::Parameter(_) | Role::Figure(_) => CellSet::single(GIVEN),
        },
        Meaning::Member(..) | Meaning::Document(_) | Meaning::Pair(_) => all,
    }
}
