//! How a rule stands for a deal, by its verdict alone.

use crate::plan::Verdict;
use crate::report::comparison::{in_words, open_in_words};
use crate::report::view::could_be;
use crate::report::words::{Words, or};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, Body};

/// Where a rule stands, with its sign: "● falls short · high".
pub(super) fn stands(book: &Rulebook, rule: &Advice, verdict: Option<Verdict>, gone: &str) -> String {
    let Some(verdict) = verdict else { return format!("– {gone}") };
    let outcomes = verdict.could_be();
    let mut words = match (&rule.body, outcomes.as_slice()) {
        (Body::Redline(redline), [only]) => Words::of(book).stands_at(*only, redline),
        (Body::Redline(_), several) => format!("? open: could be {}", or(&could_be(several))),
        (_, [only]) => in_words(*only, rule).to_owned(),
        (_, several) => open_in_words(several, rule),
    };
    if verdict.waived {
        words.push_str(", waived");
    }
    let severity: Vec<String> = verdict.severity().iter().map(ToString::to_string).collect();
    if !severity.is_empty() {
        words.push_str(&format!(" · {}", or(&severity)));
    }
    words
}
