//! Tests that play on one day, ready to be held against the rules.

use jiff::civil::Date;

use crate::assess::single::{self, Facts};
use crate::diagnostic::Diagnostic;
use crate::logic::conditions::Conditions;
use crate::logic::variables::{Circumstances, Variables};
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::test::Test;
use crate::value::Rates;

use super::claims::Case;
use super::given::{has_day, profile};
use super::seats::Desk;

/// The day of a test that gives none. No outcome that is expected hangs on it.
const SOME_DAY: Date = Date::constant(2026, 1, 1);

/// The profiles of all tests, by test.
pub(super) type Profiles = Vec<Result<Profile, Vec<Diagnostic>>>;

/// What each test assumes. A test that gives no day plays on the earliest that any gives,
/// so that one set of diagrams serves for more of them.
pub(super) fn profiles(rulebook: &Rulebook) -> Profiles {
    let given = |test: &Test| has_day(test).then(|| profile(rulebook, test, SOME_DAY));
    let mut profiles: Vec<Option<Result<Profile, Vec<Diagnostic>>>> = rulebook.tests.iter().map(given).collect();
    let days = profiles.iter().flatten().filter_map(|profile| profile.as_ref().ok()).map(|profile| profile.as_of);
    let day = days.min().unwrap_or(SOME_DAY);
    rulebook
        .tests
        .iter()
        .zip(&mut profiles)
        .map(|(test, known)| known.take().unwrap_or_else(|| profile(rulebook, test, day)))
        .collect()
}

/// The circumstances in which tests play: days in order, rates as they first come. There
/// are some even where there is no test.
pub(super) fn circumstances(profiles: &Profiles) -> Vec<Circumstances> {
    let mut all: Vec<Circumstances> = Vec::new();
    for profile in profiles.iter().flatten() {
        if !all.iter().any(|known| is_in(profile, known)) {
            all.push(Circumstances { as_of: profile.as_of, rates: profile.rates.clone() });
        }
    }
    if all.is_empty() {
        all.push(Circumstances { as_of: SOME_DAY, rates: Rates::default() });
    }
    all.sort_by_key(|known| known.as_of);
    all
}

/// Whether a test plays in these circumstances.
pub(super) fn is_in(profile: &Profile, circumstances: &Circumstances) -> bool {
    profile.as_of == circumstances.as_of && profile.rates == circumstances.rates
}

/// The tests of one day and one set of rates.
pub(super) struct Court<'r> {
    pub(super) desk: Desk<'r>,
    /// Each with its place among all tests; a case that cannot be worked out says why.
    pub(super) cases: Vec<(usize, Result<Case, Vec<Diagnostic>>)>,
}

impl<'r> Court<'r> {
    /// # Errors
    /// The rules cannot be worked out.
    pub(super) fn new(
        rulebook: &'r Rulebook,
        circumstances: &'r Circumstances,
        variables: Variables,
        profiles: &Profiles,
    ) -> Result<Self, Vec<Diagnostic>> {
        let names = variables.clone();
        let mut conditions = Conditions::new(rulebook, circumstances, variables)
            .map_err(|error| single::entangled(rulebook, &names, &error))?;
        let mut cases = Vec::new();
        for (at, profile) in profiles.iter().enumerate() {
            let Ok(profile) = profile else { continue };
            if is_in(profile, circumstances) {
                let facts = Facts::new(&mut conditions, profile);
                let Some(test) = rulebook.tests.get(at) else { continue };
                let place = test.place.clone();
                cases.push((at, facts.map(|facts| Case { profile: profile.clone(), facts, place })));
            }
        }
        Ok(Self { desk: Desk::new(conditions), cases })
    }
}
