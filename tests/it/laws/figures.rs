//! Figures: what can come of them is all that brute force finds, and no more than lies
//! between its ends where each name stands in them once.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proviso::assess::finding::KnownBy;
use proviso::value::{Bound, Possible, Value};
use rust_decimal::Decimal;

use super::model::{Know, Profile, Val};
use super::reference::Reference;
use super::{Case, Choices, choices, config, profiles};

/// A case in which some names are worked out from others.
pub(crate) fn with_figures(choices: &Choices) -> Case {
    super::case_of(choices, true, true)
}

proptest! {
    #![proptest_config(config())]

    /// Where each name stands once in a figure, its ends are those of brute force.
    #[test]
    fn figures_are_what_brute_force_says(choices in choices()) {
        let case = with_figures(&choices);
        let profile = profiles::profile(&case.book, &choices.2, false);
        hold(&case, &profile);
    }
}

fn hold(case: &Case, profile: &Profile) {
    let reference = Reference::new(&case.book, profile);
    let assessment = case.assess(profile);
    for (at, declared) in case.book.names.iter().enumerate() {
        let Some(figure) = declared.figure() else { continue };
        let name = case.built.find_name(&declared.id).unwrap();
        let known = &assessment.known[name.0];
        assert_eq!(known.by, KnownBy::Figure);
        let worked = assessment.figures.iter().find(|worked| worked.name == name).unwrap();
        let Some(all) = reference.values(at) else { continue };
        let shown = case.shown(profile);
        // Everything that can come of it is among what the engine says.
        for value in &all {
            match value {
                None => assert!(!worked.lacks.is_empty(), "{} may come to nothing\n{shown}", declared.id),
                Some(value) => {
                    assert!(holds(&known.possible, value), "{} may be {value:?}: {known:?}\n{shown}", declared.id)
                }
            }
        }
        // Known to one value, if there is only one.
        let mut names: Vec<usize> = Vec::new();
        figure.otherwise.names(&mut |name| names.push(name));
        let once = names.iter().collect::<BTreeSet<_>>().len() == names.len();
        // Ends that brute force tries too, and that depend on nothing else.
        let plain = names.iter().all(|name| {
            let part = &case.book.names[*name];
            let bounded = match &profile.known[*name] {
                Know::Ranges(ranges, _) => ranges.iter().all(|(low, high)| low.is_some() && high.is_some()),
                _ => part.is_parameter(),
            };
            bounded && part.figure().is_none() && part.standard().is_none_or(|standard| standard.arms.is_empty())
        });
        if !figure.arms.is_empty() || !once || !plain {
            continue;
        }
        // Each end that it has is one that some completion gives.
        let Possible::Ranges(ranges) = &known.possible else { continue };
        for bound in ranges.iter().flat_map(|range| [&range.low, &range.high]) {
            if let Bound::Included(value) = bound {
                let end = val(value);
                assert!(all.contains(&Some(end.clone())), "{} ends at {end:?}, not in {all:?}\n{shown}", declared.id);
            }
        }
    }
}

fn holds(possible: &Possible, value: &Val) -> bool {
    let Possible::Ranges(ranges) = possible else { return *possible == Possible::Anything };
    ranges.iter().any(|range| {
        let low = match &range.low {
            Bound::Open => true,
            Bound::Included(low) => val(low) <= *value,
            Bound::Excluded(low) => val(low) < *value,
        };
        let high = match &range.high {
            Bound::Open => *value != Val::Endless,
            Bound::Included(high) => val(high) >= *value,
            Bound::Excluded(high) => val(high) > *value,
        };
        low && high
    })
}

/// A value of the engine as the tests write it: amounts in thousandths of a dollar.
fn val(value: &Value) -> Val {
    let thousandths = |number: Decimal| i64::try_from(number * Decimal::ONE_THOUSAND).unwrap();
    match value {
        Value::Number(number) | Value::Percent(number) => Val::At(thousandths(*number)),
        Value::Money(money) if money.currency == "EUR" => Val::At(thousandths(money.amount * Decimal::TWO)),
        Value::Money(money) => Val::At(thousandths(money.amount)),
        Value::Endless => Val::Endless,
        other => panic!("no figure comes to {other:?}"),
    }
}
