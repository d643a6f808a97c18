//! Figures: what comes of them, in the words of reports, and what cannot be worked out.

use proptest::prelude::*;
use proviso::value::Possible;
use proviso::value::size::Size;
use proviso::value::worth::{Span, Worth};
use rust_decimal::Decimal;

use crate::laws::engine;

const WORDS: &str = r#"
fact fees "Fees" { type money   ask "What?" }
fact term "Term" { type duration   ask "How long?" }
fact seats "Seats" { type number "seats"   ask "How many?" }
fact share "Share" { type percent   ask "Which?" }
fact big "Big" { type yes-no   ask "Big?" }
term cap "Cap" { type money or unlimited   better higher   ask "Which?" }
"#;

/// What a figure comes to, by its canonical spelling.
fn comes_to(of: &str, value: &str, facts: &str) -> String {
    let (name, result) = assessed(of, value, facts);
    match result {
        Ok((possible, lacks)) => format!("{}{}", possible.canonical(&name), if lacks { " or nothing" } else { "" }),
        Err(said) => said,
    }
}

type Came = Result<(Possible, bool), String>;

fn assessed(of: &str, value: &str, facts: &str) -> (proviso::value::Type, Came) {
    let rules =
        format!("{}{WORDS}figure f \"F\" {{\n type {of}\n value {value}\n from s\n}}\n", crate::laws::write::HEADER);
    let book = engine::rulebook(&[rules]).unwrap();
    let name = book.find_name("f").unwrap();
    let profile = format!("profile: A\nas-of: 2026-11-21\npacks: [p]\n{facts}");
    let came = engine::try_assess(&book, &profile)
        .map(|assessment| (assessment.known[name.0].possible.clone(), !assessment.figures[0].lacks.is_empty()));
    (book.name(name).of.clone(), came)
}

#[test]
fn what_comes_of_them() {
    let one = "facts: { fees: USD 30k, term: 36 months, seats: 40, share: 99.9%, big: yes }\n";
    let range = "facts: { fees: USD 10k..20k, term: 12 months..36 months, seats: 0..40, share: 99%..99.9% }\n";
    let none = "facts: { }\n";
    for (of, value, facts, expected) in [
        ("duration", "30 days * (100% - share)", one, "43 minutes 12 seconds"),
        ("duration", "30 days * (100% - share)", range, "43 minutes 12 seconds..7 hours 12 minutes"),
        ("money", "fees / seats", one, "USD 750"),
        ("money", "fees / seats", range, "USD 250.. or nothing"),
        ("money", "fees / (seats - seats)", one, "[] or nothing"),
        ("money", "fees - USD 40k", one, "USD -10000"),
        ("money", "fees * (term / 1 month)", one, "USD 1080000"),
        ("number", "term / 1 month", range, "12..36"),
        ("number", "term / 1 year", one, "3"),
        ("duration", "term + 6 months", one, "42 months"),
        ("duration", "term / 2", one, "18 months"),
        ("duration", "1 month - 40 days", one, "-10 days"),
        ("percent", "fees / USD 40k", one, "75%"),
        ("number", "share * 2", one, "1.998"),
        ("number", "2 + 3 * 4 - 10 / 5 - 1", one, "11"),
        ("number", "(2 + 3) * 4", one, "20"),
        ("money", "min of [fees, USD 5k]", range, "USD 5000"),
        ("money", "max of [fees, USD 15k]", range, "USD 15000..USD 20000"),
        ("money", "sum of [fees, fees, USD 1]", one, "USD 60001"),
        ("money", "fees when big, otherwise USD 1", range, "[USD 1, USD 10000..USD 20000]"),
        ("money", "fees when big, otherwise USD 15k", range, "USD 10000..USD 20000"),
        ("money", "fees when big, otherwise USD 20k", range, "USD 10000..USD 20000"),
        ("duration", "min of [term, 30 days]", none, "0 days..30 days"),
        ("money or unlimited", "cap", none, "unknown or nothing"),
        (
            "money",
            "min of [cap, fees]",
            "draft: { status: partial, terms: { cap: unlimited } }\nfacts: { fees: USD 7 }\n",
            "USD 7",
        ),
        ("money or unlimited", "cap * 2", "draft: { status: partial, terms: { cap: unlimited } }\n", "unlimited"),
        ("money or unlimited", "cap * 2", "draft: { status: partial, terms: { cap: silent } }\n", "[] or nothing"),
        ("money", "fees + EUR 1", "rates: { EUR: USD 2 }\nfacts: { fees: USD 7 }\n", "USD 9"),
        ("money", "fees", none, "unknown"),
        ("money", "max of [fees - USD 9, USD 0]", "facts: { fees: EUR 7 }\nrates: { EUR: USD 1 }\n", "EUR 0"),
    ] {
        assert_eq!(comes_to(of, value, facts), expected, "{value} with {facts}");
    }
}

#[test]
fn what_cannot_be_worked_out() {
    let many = "fees * 9_999_999_999_999 * 9_999_999_999_999 * 9_999_999";
    let said = comes_to("money", many, "facts: { fees: USD 5 }\n");
    assert!(said.contains("error[figure-overflow]") && said.contains("what `*` gives is too large"), "{said}");
    let said = comes_to("money", "fees + EUR 1", "facts: { fees: USD 5 }\n");
    assert!(said.contains("error[missing-rate]"), "{said}");
}

fn size(number: i64) -> Size {
    Size::of(Decimal::from(number))
}

proptest! {
    /// Every result of two numbers lies in what comes of the stretches they are from; and
    /// each end that is reached comes of two of them.
    #[test]
    fn stretches_hold_every_result(a in -4_i64..4, b in 0_i64..4, c in -4_i64..4, d in 0_i64..4) {
        let (one, two) = ((a, a + b), (c, c + d));
        let worth = |(low, high): (i64, i64)| Worth::of(Span { low: Some((size(low), true)), high: Some((size(high), true)) });
        let (left, right) = (worth(one), worth(two));
        type Work = fn(Decimal, Decimal) -> Option<Decimal>;
        let all: [(Worth, Work); 6] = [
            (left.plus(&right).unwrap(), |x, y| x.checked_add(y)),
            (left.minus(&right).unwrap(), |x, y| x.checked_sub(y)),
            (left.times(&right).unwrap(), |x, y| x.checked_mul(y)),
            (left.over(&right).unwrap(), |x, y| x.checked_div(y)),
            (left.least(&right).unwrap(), |x, y| Some(x.min(y))),
            (left.greatest(&right).unwrap(), |x, y| Some(x.max(y))),
        ];
        // Quarters, so that there is something between any two.
        let quarters = |(low, high): (i64, i64)| (4 * low..=4 * high).map(|at| Decimal::new(at * 25, 2)).collect::<Vec<_>>();
        for (at, (worth, work)) in all.iter().enumerate() {
            let mut results = Vec::new();
            for x in quarters(one) {
                for y in quarters(two) {
                    match work(x, y) {
                        Some(result) => results.push(result),
                        None => prop_assert!(!worth.lacks.is_empty()),
                    }
                }
            }
            for result in &results {
                let within = worth.spans.iter().any(|span| {
                    span.low.is_none_or(|(low, own)| low.rest < *result || own && low.rest == *result)
                        && span.high.is_none_or(|(high, own)| high.rest > *result || own && high.rest == *result)
                });
                prop_assert!(within, "{at}: {result} not in {worth:?}");
            }
            for (end, own) in worth.spans.iter().flat_map(|span| [span.low, span.high]).flatten() {
                prop_assert!(!own || results.contains(&end.rest), "{at}: {end:?} of {worth:?}");
            }
        }
    }
}
