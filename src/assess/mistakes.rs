//! What is said where a profile cannot be held against the rules.

use crate::diagnostic::{Code, Diagnostic};
use crate::logic::TooEntangled;
use crate::logic::conditions::Conditions;
use crate::logic::variables::Variables;
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::condition::{Ask, Comparison, NameId, Operand};
use crate::source::Place;
use crate::value::Value;
use crate::value::money::MissingRate;

use super::world::Trouble;

/// `name` is the one whose amount cannot be compared, where it is known.
pub(super) fn missing_rate(
    rulebook: &Rulebook,
    profile: Option<&Profile>,
    rate: &MissingRate,
    name: Option<NameId>,
) -> Diagnostic {
    let MissingRate { from, to } = rate;
    let found = Diagnostic::error(
        Code::MissingRate,
        format!("an amount in {from} must be compared with one in {to}, and no rate is given"),
    )
    .help(match profile {
        Some(_) => format!(
            "add a line `rates: {{ {from}: {to} … }}` to the profile, in a table a column `rates` with `{{{from}: {to} …}}`, with what one {from} is worth in {to} in the place of the dots"
        ),
        None => "tests know no rates: write all amounts in one currency".to_owned(),
    });
    let stated = profile.zip(name).and_then(|(profile, name)| profile.reading(name).place.clone());
    let rules = match name {
        Some(name) => (comparison_in(rulebook, name, from), comparison_in(rulebook, name, to)),
        None => {
            // Rules that compare one name with amounts in two currencies.
            let both = rulebook
                .names()
                .find_map(|(name, _)| Some((comparison_in(rulebook, name, from)?, comparison_in(rulebook, name, to)?)));
            both.map_or((None, None), |(from, to)| (Some(from), Some(to)))
        }
    };
    match (stated.or(rules.0), rules.1) {
        (Some(place), Some(other)) => {
            found.at(place, format!("an amount in {from}")).also(other, format!("compared with one in {to} here"))
        }
        (Some(place), None) => found.at(place, format!("an amount in {from}")),
        (None, Some(other)) => found.at(other, format!("compared with an amount in {to} here")),
        (None, None) => found,
    }
}

/// Where the rules first compare a name with an amount in a currency.
fn comparison_in(rulebook: &Rulebook, name: NameId, currency: &str) -> Option<Place> {
    let mut first = None;
    rulebook.conditions(&mut |condition| {
        condition.comparisons(&mut |comparison| {
            if first.is_none() && comparison.left == name && holds(comparison, currency) {
                first = Some(comparison.place.clone());
            }
        });
    });
    first
}

fn holds(comparison: &Comparison, currency: &str) -> bool {
    let is_amount = |value: &Value| matches!(value, Value::Money(money) if money.currency == currency);
    let operand = |operand: &Operand| matches!(operand, Operand::Value(value) if is_amount(value));
    match &comparison.ask {
        Ask::Order(_, right) | Ask::IsNot(right) => operand(right),
        Ask::Between(low, high) => operand(low) || operand(high),
        Ask::OneOf { values, .. } => values.iter().any(is_amount),
        Ask::Within(_) | Ask::HasPassed | Ask::Addressed(_) | Ask::Includes(..) => false,
    }
}

/// Why a profile cannot be held against the rules.
pub(super) fn trouble(conditions: &Conditions<'_>, profile: Option<&Profile>, trouble: &Trouble) -> Vec<Diagnostic> {
    let rulebook = conditions.rulebook;
    match trouble {
        Trouble::MissingRates(missing) => {
            missing.iter().map(|(rate, name)| missing_rate(rulebook, profile, rate, *name)).collect()
        }
        Trouble::Entangled(error) => vec![too_entangled(rulebook, &conditions.variables, error)],
        Trouble::Overflow { figure, at } => vec![overflow(rulebook, *figure, at.clone())],
    }
}

pub(super) fn too_entangled(rulebook: &Rulebook, variables: &Variables, entangled: &TooEntangled) -> Diagnostic {
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

/// A result with more digits than can be kept.
pub(super) fn overflow(rulebook: &Rulebook, figure: NameId, at: Option<(Place, &'static str)>) -> Diagnostic {
    let name = rulebook.name(figure);
    let found = Diagnostic::error(
        Code::FigureOverflow,
        format!("the figure `{}` cannot be worked out: a result has more than 28 digits", name.id),
    );
    let found = match at {
        Some((place, sign)) => found.at(place, format!("what `{sign}` gives is too large")),
        None => found.at(name.place.clone(), "its value is too large"),
    };
    found.help("look for a value in the profile with too many zeros, or count in a larger unit")
}

/// A waiver of what is as it should be.
pub(super) fn idle_waiver(place: Place, id: &str) -> Diagnostic {
    Diagnostic::warning(Code::IdleWaiver, format!("the waiver of `{id}` waives nothing"))
        .at(place, "there is nothing to waive for this profile")
        .help("delete it, unless the same rules serve other deals")
}
