//! Decision diagrams: the one kernel behind every answer.
//!
//! A decision list ("the first true guard wins") over facts that are cut into cells
//! becomes a [`Diagrams`] node. Each inner node tests one [`Var`] and has a child for
//! each run of its cells; the ends are leaves, which number the outcomes. Diagrams are
//! ordered, reduced and shared, so two lists mean the same exactly if they are the same
//! [`NodeId`]. No path tests a variable twice, so an outcome is possible for a profile
//! exactly if a walk through possible cells ends there: [`Diagrams::reach`].
//!
//! ```
//! use proviso::logic::{Diagrams, Knowledge, Possible, Var};
//! use proviso::value::CellSet;
//!
//! // notice: below 30, 30 to 179, at least 180 days; vital: no, yes
//! let (notice, vital) = (Var(0), Var(1));
//! let mut diagrams = Diagrams::new(vec![3, 2]);
//! diagrams.begin_list();
//! let applies = diagrams.test(vital, &CellSet::single(1))?;
//! let idle = diagrams.not(applies)?;
//! let walk_away = diagrams.test(notice, &CellSet::single(0))?;
//! let outcomes = [Diagrams::leaf(2), Diagrams::leaf(3), Diagrams::leaf(4)];
//! let list = diagrams.list(&[(idle, outcomes[0]), (walk_away, outcomes[1])], outcomes[2])?;
//!
//! // vital is known, notice is at least 30 days
//! let known = Possible(vec![CellSet::from_runs([1..3]), CellSet::single(1)]);
//! assert_eq!(diagrams.reach(list, &known, true).leaves().collect::<Vec<_>>(), [4]);
//! assert_eq!(diagrams.depends_on(list, &known), []);
//! let anything = CellSet::full(3);
//! let unread = known.with(notice, &anything);
//! assert_eq!(diagrams.reach(list, &unread, true).leaves().collect::<Vec<_>>(), [3, 4]);
//! assert_eq!(diagrams.depends_on(list, &unread), [notice]);
//! # Ok::<(), proviso::logic::TooEntangled>(())
//! ```

mod chart;
mod choice;
mod comparisons;
pub mod conditions;
mod diagram;
mod gates;
mod hash;
pub(crate) mod joint;
mod lanes;
mod legal;
mod mask;
mod meaning;
pub(crate) mod order;
mod outcomes;
mod reach;
mod restrict;
mod sieve;
mod store;
pub mod variables;
mod ways;

pub use chart::{Chart, Gate};
pub use diagram::{Diagrams, MOST_NODES, MOST_STEPS, TooEntangled};
pub use gates::{Gated, Gates, Numbering};
pub use lanes::Lanes;
pub use legal::legal;
pub use mask::{Many, Mask};
pub use reach::{Knowledge, Partly, Possible, Reached, With, World};
pub use sieve::{Numbers, Sieve};
pub use store::{FALSE, NodeId, Run, Shape, TRUE, Var};
pub use ways::{Leg, Search};
