//! What is read well enough, and is hardly meant so.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::sla::log::Log;
use crate::sla::{Calendar, Length};
use crate::source::{Place, Source, Span};
use crate::value::show_date;

/// The longest incident that nobody is asked about: a month.
const LONG: i64 = 31 * 24 * 60;

/// Warnings about a log as a whole: incidents of more than a month or after the day of
/// the assessment, and names of resources that differ in their spelling alone.
pub fn doubts(log: &Log, source: &Source, calendar: &Calendar, as_of: Option<Date>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let warning = |span: Span, message: String, label: &str, help: &str| {
        Diagnostic::warning(Code::BadValue, message).at(Place::new(source, span), label).help(help)
    };
    for incident in &log.incidents {
        let length = incident.when.length();
        if length > Length::minutes(LONG) {
            let days = length.nanos() / Length::minutes(24 * 60).nanos();
            let message = format!("the incident lasts {days} days");
            found.push(warning(incident.span, message, "more than a month", "look at both dates, and at their years"));
        }
        if let Some(today) = as_of.filter(|today| calendar.day(incident.when.start) > *today) {
            let message = format!("the incident begins after {}, by which all is judged", show_date(today));
            found.push(warning(incident.span, message, "not yet", "look at the date, or at `--as-of`"));
        }
    }
    found.extend(alike(log).map(|(name, other, span)| {
        let message = format!("`{name}` and `{other}` are two resources here");
        warning(span, message, "spelt otherwise above", "if they are one, spell it the same in all lines")
    }));
    found
}

/// Names that only capitals, spaces and hyphens tell apart, with the line of the second.
fn alike(log: &Log) -> impl Iterator<Item = (&str, &str, Span)> {
    let incidents = log.incidents.iter().map(|incident| (incident.resource.as_str(), incident.span));
    let facts = log.facts.iter().map(|fact| (fact.resource.as_str(), fact.span));
    let attempts = log.attempts.iter().map(|aimed| (aimed.reservation.as_str(), aimed.span));
    // A log may have a million lines, and few names.
    let mut named: BTreeMap<&str, Span> = BTreeMap::new();
    for (name, span) in incidents.chain(facts).chain(attempts) {
        let first = named.entry(name).or_insert(span);
        if span.start < first.start {
            *first = span;
        }
    }
    let mut all: Vec<(&str, Span)> = named.into_iter().collect();
    all.sort_by_key(|(_, span)| span.start);
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for (name, span) in all {
        let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c == '_' || c == '-').collect();
        let plain = words.join("-").to_lowercase();
        match first.get(&plain) {
            Some(other) => found.push((name, *other, span)),
            None => {
                first.insert(plain, name);
            }
        }
    }
    found.into_iter()
}
