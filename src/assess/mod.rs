//! Rulebook + Profile → Assessment: what follows.

pub mod concessions;
mod due;
mod figures;
pub mod finding;
mod flips;
mod judge;
mod lists;
mod mistakes;
mod moves;
mod open;
mod outcome;
mod reach;
pub mod reasoning;
mod reasons;
pub mod single;
pub mod wide;
mod world;

use crate::diagnostic::Diagnostic;
use crate::logic::TooEntangled;
use crate::logic::conditions::Conditions;
use crate::logic::variables::{Circumstances, Variables};
use crate::profile::Profile;
use crate::rulebook::Rulebook;

pub use finding::Assessment;

use world::World;

/// Works out what the rules say for one company and one draft.
///
/// # Errors
/// Amounts in two currencies must be compared and the profile states no rate between
/// them, or a rule is too entangled to be worked out.
pub fn assess(rulebook: &Rulebook, profile: &Profile) -> Result<Assessment, Vec<Diagnostic>> {
    in_world(rulebook, profile, |conditions, world| judge::judge(conditions, profile, world))
}

/// Does something with the conditions of a rulebook and what a profile makes of them.
fn in_world<T>(
    rulebook: &Rulebook,
    profile: &Profile,
    work: impl FnOnce(&mut Conditions<'_>, World) -> Result<T, TooEntangled>,
) -> Result<T, Vec<Diagnostic>> {
    let circumstances = Circumstances { as_of: profile.as_of, rates: profile.rates.clone() };
    let variables = Variables::new(rulebook, &circumstances).map_err(|missing| {
        missing.iter().map(|rate| mistakes::missing_rate(rulebook, Some(profile), rate, None)).collect::<Vec<_>>()
    })?;
    let entangled =
        |variables: &Variables, entangled: &TooEntangled| vec![mistakes::too_entangled(rulebook, variables, entangled)];
    let names = variables.clone();
    let mut conditions =
        Conditions::new(rulebook, &circumstances, variables).map_err(|error| entangled(&names, &error))?;
    let world = World::new(&mut conditions, profile)
        .map_err(|trouble| mistakes::trouble(&conditions, Some(profile), &trouble))?;
    work(&mut conditions, world).map_err(|error| entangled(&names, &error))
}

/// What the rules say that does not matter for this company and draft, and was meant to:
/// waivers of what is as it should be.
pub fn warnings(rulebook: &Rulebook, assessment: &Assessment) -> Vec<Diagnostic> {
    let idle = assessment.findings.iter().filter(|finding| finding.waived.is_none());
    idle.filter_map(|finding| rulebook.advice.get(finding.advice.0))
        .filter_map(|advice| Some((advice, advice.waiver.as_ref()?)))
        .map(|(advice, waiver)| mistakes::idle_waiver(waiver.place.clone(), &advice.id))
        .collect()
}
