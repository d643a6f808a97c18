//! Rulebook + Profile → Assessment: what follows.

pub mod finding;
mod flips;
mod judge;
mod lists;
mod open;
mod reasons;
pub mod single;
mod world;

use crate::diagnostic::{Code, Diagnostic};
use crate::logic::TooEntangled;
use crate::logic::conditions::Conditions;
use crate::logic::variables::{Circumstances, Variables};
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::value::money::MissingRate;

pub use finding::Assessment;

use world::{Trouble, World};

/// Works out what the rules say for one company and one draft.
///
/// # Errors
/// Amounts in two currencies must be compared and the profile states no rate between
/// them, or a rule is too entangled to be worked out.
pub fn assess(rulebook: &Rulebook, profile: &Profile) -> Result<Assessment, Vec<Diagnostic>> {
    let circumstances = Circumstances { as_of: profile.as_of, rates: profile.rates.clone() };
    let variables = Variables::new(rulebook, &circumstances).map_err(|missing| missing_rates(&missing))?;
    let entangled =
        |variables: &Variables, entangled: &TooEntangled| vec![too_entangled(rulebook, variables, entangled)];
    let names = variables.clone();
    let mut conditions =
        Conditions::new(rulebook, &circumstances, variables).map_err(|error| entangled(&names, &error))?;
    let world = World::new(&mut conditions, profile).map_err(|trouble| match trouble {
        Trouble::MissingRates(missing) => missing_rates(&missing),
        Trouble::Entangled(error) => entangled(&names, &error),
    })?;
    judge::judge(&mut conditions, profile, world).map_err(|error| entangled(&names, &error))
}

fn missing_rates(missing: &[MissingRate]) -> Vec<Diagnostic> {
    missing
        .iter()
        .map(|rate| {
            let MissingRate { from, to } = rate;
            Diagnostic::error(
                Code::MissingRate,
                format!("an amount in {from} must be compared with one in {to}, and no rate is given"),
            )
            .help(format!("add a line `rates: {{ {from}: {to} … }}` to the profile, with what one {from} is worth in {to} in the place of the dots"))
        })
        .collect()
}

fn too_entangled(rulebook: &Rulebook, variables: &Variables, entangled: &TooEntangled) -> Diagnostic {
    let mut names: Vec<&str> = entangled
        .vars
        .iter()
        .flat_map(|var| variables.names(*var))
        .map(|name| rulebook.name(name).id.as_str())
        .collect();
    names.dedup();
    names.truncate(12);
    Diagnostic::error(Code::TooEntangled, "a rule depends on too many facts at once to be worked out exactly")
        .help(format!("these entangle it: {}", names.join(", ")))
        .help("split the rule into several, each with fewer conditions")
}
