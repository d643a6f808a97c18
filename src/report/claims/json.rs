//! The account for machines: a frozen copy, its names stay.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::sla::log::Cause;
use crate::sla::reckon::{By, Case, Part, Reading, Standing};
use crate::sla::{Amount, Length, Level};

use super::words::uptime;
use super::{Told, names};

/// The name of the form.
const SCHEMA: &str = "proviso.credit/1";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document {
    schema: &'static str,
    proviso: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    lines_left_out: usize,
    /// Lines in which a figure could not be read.
    #[serde(skip_serializing_if = "is_none")]
    lines_in_part: usize,
    cases: Vec<CaseView>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CaseView {
    agreement: String,
    service: String,
    level: String,
    to_verify: bool,
    from: String,
    to: String,
    resources: Vec<String>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    claimed_instead: Option<usize>,
    last_day: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day_otherwise: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<bool>,
    /// Lines of the log.
    lines: Vec<u32>,
    excluded: Vec<ExcludedView>,
    /// Incidents that are claimed under another level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claimed_elsewhere: Vec<ElsewhereView>,
    readings: Vec<ReadingView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    letter: Option<String>,
}

#[derive(Serialize)]
struct ExcludedView {
    line: u32,
    exclusion: String,
}

#[derive(Serialize)]
struct ElsewhereView {
    line: u32,
    level: String,
}

#[derive(Serialize)]
struct ReadingView {
    by: String,
    parts: Vec<PartView>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct PartView {
    resource: String,
    base_seconds: String,
    downtime_seconds: String,
    assumed: bool,
    uptime: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<String>,
    credit_percent: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<String>,
    /// Whether more may be credited than what is known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    credit_open: bool,
}

/// The account as JSON, with one line end at its end.
pub fn json(told: &Told<'_>) -> String {
    let document = Document {
        schema: SCHEMA,
        proviso: env!("CARGO_PKG_VERSION"),
        as_of: told.as_of.map(|day| day.to_string()),
        lines_left_out: told.left_out,
        lines_in_part: told.in_part,
        cases: told.account.cases.iter().filter_map(|case| view(told, case)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn view<'a>(told: &Told<'a>, case: &'a Case) -> Option<CaseView> {
    let (agreement, level) = told.level(case)?;
    let log = told.log.map(|(log, _)| log);
    let line = |place: &usize| {
        let span = match case.of_attempts {
            true => log?.attempts.get(*place)?.span,
            false => log?.incidents.get(*place)?.span,
        };
        Some(told.line(span))
    };
    let excluded = case.excluded.iter().filter_map(|place| {
        let incident = log?.incidents.get(*place)?;
        match &incident.cause {
            Cause::Excluded(id) => Some(ExcludedView { line: told.line(incident.span), exclusion: id.clone() }),
            Cause::Said(_) | Cause::Unknown => None,
        }
    });
    let elsewhere = told
        .elsewhere(case)
        .map(|(incident, level)| ElsewhereView { line: told.line(incident.span), level: level.id.clone() });
    let (status, instead) = match case.standing {
        Standing::Kept => ("kept", None),
        Standing::Claim => ("claim", None),
        Standing::Instead(other) => ("not-claimed", Some(other)),
        Standing::Either(other) => ("claim-or-other", Some(other)),
        Standing::Perhaps => ("perhaps", None),
        Standing::NoTable => ("no-table", None),
        Standing::NotMeasured => ("to-verify", None),
    };
    Some(CaseView {
        agreement: agreement.id.clone(),
        service: level.service.clone(),
        level: level.id.clone(),
        to_verify: level.to_verify.is_some(),
        from: case.bounds.first.to_string(),
        to: case.bounds.last.to_string(),
        resources: case.resources.clone(),
        status,
        claimed_instead: instead,
        last_day: case.deadline.day.to_string(),
        last_day_otherwise: case.deadline.later.map(|day| day.to_string()),
        closed: told.as_of.map(|today| case.deadline.is_over(today)),
        lines: case.counted.iter().filter_map(line).collect(),
        excluded: excluded.collect(),
        claimed_elsewhere: elsewhere.collect(),
        readings: case.readings.iter().map(|reading| reading_view(reading, level)).collect(),
        letter: super::is_claim(case).then(|| names::file_name(told, case)).filter(|_| told.log.is_some()),
    })
}

fn reading_view(reading: &Reading, level: &Level) -> ReadingView {
    let by = match &reading.by {
        By::Itself => "itself".to_owned(),
        By::Kind(kind) => format!("kind:{}", kind.id),
        By::Together => "together".to_owned(),
        By::Alone => "alone".to_owned(),
        By::FailedUnits => "failed-units".to_owned(),
        By::UnusedUnits => "unused-units".to_owned(),
        By::Assumed => "assumed".to_owned(),
    };
    ReadingView { by, parts: reading.parts.iter().map(|part| part_view(part, level)).collect() }
}

fn part_view(part: &Part, level: &Level) -> PartView {
    let due = part.below.is_some();
    let each = part.credit.amount.each().iter().filter_map(|one| match one {
        Amount::Money { credit, .. } => Some(format!("{} {}", credit.currency, credit.amount.normalize())),
        Amount::Days { credit, .. } => Some(format!("{} days", credit.normalize())),
        Amount::Open(_) | Amount::Several(_) => None,
    });
    let known: Vec<String> = each.collect();
    let credit = (!known.is_empty()).then(|| known.join(" + "));
    PartView {
        resource: part.resource.clone(),
        base_seconds: seconds(part.uptime.base()),
        downtime_seconds: seconds(part.uptime.down()),
        assumed: part.assumed,
        uptime: uptime(part, level),
        kind: part.kind.as_ref().map(|kind| kind.id.clone()),
        below: part.below.map(|below| format!("{}%", below.normalize())),
        credit_percent: format!("{}%", part.credit.percent.normalize()),
        credit: credit.filter(|_| due),
        credit_open: due && part.credit.amount.is_open(),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

fn seconds(length: Length) -> String {
    Decimal::try_from_i128_with_scale(length.nanos(), 9).unwrap_or_default().normalize().to_string()
}
