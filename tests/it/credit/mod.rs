//! Logs of incidents: what they come to, and what is written about them.

mod calendars;
mod choices;
mod divisions;
mod laws;
mod letters;
mod messages;
mod recipients;
mod reckoning;
mod reserved;
mod story;

use std::path::Path;

use proviso::diagnostic::Diagnostic;
use proviso::intake::csv;
use proviso::sla::log::Log;
use proviso::sla::read::{Lines, Settings, doubts, read};
use proviso::sla::reckon::{Account, Terms, reckon};
use proviso::sla::{Agreement, Amount};
use proviso::source::Source;

use crate::command::{Ran, proviso};
use crate::sla::sample;

pub(crate) fn agreements() -> Vec<Agreement> {
    vec![sample::azure(), sample::others()]
}

/// A log, read and worked out.
pub(crate) struct Reckoned {
    pub(crate) account: Account,
    pub(crate) lines: Lines,
    pub(crate) found: Vec<Diagnostic>,
}

pub(crate) fn reckoned_with(source: &Source, terms: &Terms) -> Reckoned {
    let agreements = agreements();
    let mut found = Vec::new();
    let sheet = csv(source, &mut found, &mut |_| {});
    let settings =
        Settings { agreements: &agreements, calendar: &terms.calendar, zone: None, levels: Vec::new(), currency: None };
    let mut log = Log::default();
    let lines = read(&sheet, &settings, &mut log, &mut found, &mut |_| {});
    let account = reckon(&log, &agreements, terms).unwrap();
    found.extend(account.contradictions(source));
    found.extend(doubts(&log, source, &terms.calendar, None));
    proviso::diagnostic::sort(&mut found);
    Reckoned { account, lines, found }
}

pub(crate) fn reckoned(text: &str) -> Reckoned {
    reckoned_with(&Source::new("log.csv", text), &Terms::default())
}

/// The cases in short: level, resource, downtime, what each reading credits, standing.
pub(crate) fn short(account: &Account) -> Vec<String> {
    let agreements = agreements();
    account
        .cases
        .iter()
        .map(|case| {
            let (_, level) = case.level.of(&agreements).unwrap();
            let readings: Vec<String> = case
                .readings
                .iter()
                .map(|reading| match reading.credit().map(|credit| (credit.percent, credit.amount)) {
                    None => "0%".to_owned(),
                    Some((percent, Amount::Money { credit, .. })) => format!("{percent}% {}", credit.amount),
                    Some((percent, Amount::Days { credit, .. })) => format!("{percent}% {credit} days"),
                    Some((percent, Amount::Open(_))) => format!("{percent}% open"),
                    Some((percent, Amount::Several(all))) => format!("{percent}% {} amounts", all.len()),
                })
                .collect();
            format!(
                "{} {} {}: {} down, {} ({:?})",
                case.bounds.month(),
                level.id,
                case.resources.join("+"),
                case.down().shown(),
                readings.join(" | "),
                case.standing
            )
        })
        .collect()
}

/// What a log gives: the run and its letters by name.
pub(crate) fn letters(folder: &Path, log: &str, more: &[&str]) -> (Ran, Vec<(String, String)>) {
    std::fs::write(folder.join("log.csv"), log).unwrap();
    let run = proviso(folder, &[&["credit", "--incidents", "log.csv", "--claims", "claims"][..], more].concat());
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder.join("claims")).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        all.push((name, std::fs::read_to_string(path).unwrap()));
    }
    all.sort();
    (run, all)
}
