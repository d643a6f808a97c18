//! All integration tests.

#[cfg(test)]
mod allowances;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod brief;
#[cfg(test)]
mod bundled;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod command;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod concessions;
#[cfg(test)]
mod credit;
#[cfg(test)]
mod docs;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod export;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod format;
#[cfg(test)]
mod handbook;
#[cfg(test)]
mod kernel;
#[cfg(test)]
mod language;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod overlays;
#[cfg(test)]
mod packs;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod portfolio;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod record;
#[cfg(test)]
mod render;
#[cfg(test)]
mod repairs;
#[cfg(test)]
mod returned;
#[cfg(test)]
mod scaffolds;
#[cfg(test)]
mod sla;
#[cfg(test)]
mod snapshot;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod trial;
#[cfg(test)]
mod yaml;
