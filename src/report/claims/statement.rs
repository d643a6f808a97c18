//! The statement: for each month, level and resource what happened and what it earns.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::report::markdown::{escape, tidy};
use crate::sla::log::Cause;
use crate::sla::reckon::{By, Case, Part, Reading, Standing};
use crate::sla::{Bounds, Credit};
use crate::value::show_date;

use super::words::{self, by, last_day, outcome, percent, resources, uptime};
use super::{Told, notes};

/// The statement in Markdown.
pub fn statement(told: &Told<'_>) -> String {
    let mut text = String::from("# Service credits\n\n");
    let _ = writeln!(text, "{}\n", summary(told));
    let over = |case: &&Case| told.as_of.is_some_and(|today| case.deadline.is_over(today));
    let (closed, open): (Vec<&Case>, Vec<&Case>) = told.claims().partition(over);
    if !open.is_empty() {
        text.push_str("## To claim\n\n");
        to_claim(told, &open, &mut text);
    }
    if !closed.is_empty() {
        text.push_str("\n## Too late to claim\n\n");
        to_claim(told, &closed, &mut text);
    }
    let mut month: Option<&Bounds> = None;
    for case in &told.account.cases {
        if month != Some(&case.bounds) {
            let (name, length) = (case.bounds.shown(), case.bounds.length().shown());
            let _ = writeln!(text, "\n## {name} ({length})\n");
            text.push_str("| Level | Resource | Downtime | Uptime | Missed | Credit |\n|---|---|---|---|---|---|\n");
            month = Some(&case.bounds);
        }
        rows(told, case, &mut text);
    }
    excluded(told, &mut text);
    left_out(told, &mut text);
    left_open(told, &mut text);
    to_verify(told, &mut text);
    let notes = notes::notes(told);
    if !notes.is_empty() {
        text.push_str("\n## How to read this\n\n");
        for note in notes {
            let _ = writeln!(text, "- {note}");
        }
    }
    tidy(&text)
}

fn summary(told: &Told<'_>) -> String {
    let cases = &told.account.cases;
    let claims = told.claims().count();
    let plural = |n: usize, one: &str, more: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {more}") };
    let mut says = match told.log {
        Some((log, _)) => {
            let lines = log.incidents.len() + log.attempts.len();
            let over = |case: &&Case| told.as_of.is_some_and(|today| case.deadline.is_over(today));
            let closed = told.claims().filter(over).count();
            let mut says = format!("**{} to write**", plural(claims - closed, "claim", "claims"));
            if closed > 0 {
                let _ = write!(says, ", and {closed} whose window has closed,");
            }
            says.push_str(" from ");
            says.push_str(&plural(lines, "line of the log.", "lines of the log."));
            says
        }
        None => format!(
            "{} {}",
            plural(cases.len(), "level", "levels"),
            if cases.len() == 1 { "can be asked." } else { "can be asked: name the one that you have." }
        ),
    };
    if told.log.is_none() && cases.len() == 1 {
        says = String::new();
    }
    if told.left_out > 0 {
        let which = if told.left_out == 1 { "it is" } else { "they are" };
        let _ = write!(
            says,
            " **{} left out**: {which} listed under [Left out](#left-out).",
            plural(told.left_out, "line was", "lines were")
        );
    }
    if told.in_part > 0 {
        let what = plural(told.in_part, "line has a figure", "lines have figures");
        let _ = write!(says, " **{what} that could not be read**: see [Left open](#left-open).");
    }
    if let Some(today) = told.as_of {
        let _ = write!(says, " As of {}.", show_date(today));
    }
    says.trim_start().to_owned()
}

/// What is to be claimed, the first last day first.
fn to_claim(told: &Told<'_>, claims: &[&Case], text: &mut String) {
    let mut claims = claims.to_vec();
    claims.sort_by_key(|case| case.deadline.day);
    text.push_str("| Last day | Month | Level | Resource | Credit |\n|---|---|---|---|---|\n");
    for case in claims {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            emphasised(case, told.as_of),
            case.bounds.shown(),
            level(told, case),
            escape(&resources(case)),
            credit(told, case),
        );
    }
}

fn emphasised(case: &Case, as_of: Option<Date>) -> String {
    let day = last_day(case, as_of);
    let over = as_of.is_some_and(|today| today > case.deadline.day);
    if over { format!("**{day}**") } else { day }
}

/// The credit by the safe reading, and what it could be at most.
fn credit(told: &Told<'_>, case: &Case) -> String {
    let own = credit_of(case);
    match case.standing {
        Standing::Either(other) => match told.account.cases.get(other) {
            Some(other) => format!("{own}; or `{}` instead, which is open: claim one of the two", level(told, other)),
            None => own,
        },
        _ => own,
    }
}

fn credit_of(case: &Case) -> String {
    if case.standing == Standing::NoTable {
        return "the promise was missed; no source says what is credited".to_owned();
    }
    let Some(safe) = case.safe() else { return String::new() };
    let verify = if case.standing == Standing::NotMeasured { "to be verified: " } else { "" };
    match case.at_most() {
        Some(most) => {
            let by = by(most).map(|by| format!("{by}: ")).unwrap_or_default();
            format!("{verify}{}; {}{}", outcome(safe), escape(&by), outcome(most))
        }
        None => format!("{verify}{}", outcome(safe)),
    }
}

fn level(told: &Told<'_>, case: &Case) -> String {
    told.level(case).map(|(_, level)| escape(&level.id)).unwrap_or_default()
}

fn rows(told: &Told<'_>, case: &Case, text: &mut String) {
    for reading in &case.readings {
        for part in &reading.parts {
            row(told, case, reading, part, text);
        }
    }
    if case.readings.is_empty() {
        let (level, resource) = (level(told, case), escape(&resources(case)));
        let down = case.down().shown();
        let _ = writeln!(text, "| {level} | {resource} | {down} | | | {} |", fate(told, case, None));
    }
}

fn row(told: &Told<'_>, case: &Case, reading: &Reading, part: &Part, text: &mut String) {
    let Some((_, level)) = told.level(case) else { return };
    let mut resource = match (part.resource.as_str(), case.resources.as_slice()) {
        ("", _) => String::new(),
        (_, [one]) => one.clone(),
        (part, _) => part.to_owned(),
    };
    if let Some(by) = by(reading).filter(|_| reading.by != By::Together) {
        let comma = if resource.is_empty() { "" } else { ", " };
        resource = format!("{resource}{comma}{by}");
    } else if let Some(kind) = &part.kind {
        let comma = if resource.is_empty() { "" } else { ", " };
        resource = format!("{resource}{comma}{}", kind.title);
    }
    let base = if part.uptime.base() == case.bounds.length() {
        String::new()
    } else {
        format!(" of {}", part.uptime.base().shown())
    };
    let missed = part.below.map_or_else(|| "none".to_owned(), |below| format!("below {}", percent(below)));
    let _ = writeln!(
        text,
        "| {} | {} | {}{base} | {} | {missed} | {} |",
        escape(&level.id),
        escape(&resource),
        part.uptime.down().shown(),
        uptime(part, level),
        fate(told, case, Some(&part.credit)),
    );
}

/// What is credited, or why nothing is.
fn fate(told: &Told<'_>, case: &Case, credit: Option<&Credit>) -> String {
    let due = credit.filter(|credit| !credit.percent.is_zero());
    let formula = due.map(|credit| words::formula(credit, &told.terms.buying));
    match case.standing {
        Standing::NotMeasured => match formula {
            Some(formula) => format!("to be verified: {formula}"),
            None => "no source says how it is measured".to_owned(),
        },
        Standing::NoTable => "promise missed; no source says what is credited".to_owned(),
        Standing::Instead(other) => match (formula, told.account.cases.get(other)) {
            (Some(formula), Some(other)) => {
                format!("{formula}, not claimed: `{}` is claimed instead", level(told, other))
            }
            _ => "none".to_owned(),
        },
        Standing::Either(other) => match (formula, told.account.cases.get(other)) {
            (Some(formula), Some(other)) => format!("{formula}; or `{}` instead", level(told, other)),
            _ => "none".to_owned(),
        },
        Standing::Perhaps => formula.map_or("none".to_owned(), |formula| format!("not claimed by itself: {formula}")),
        Standing::Claim | Standing::Kept => match (formula, credit.is_some_and(Credit::is_due)) {
            (Some(formula), true) => formula,
            (Some(formula), false) => format!("{formula}: nothing to claim"),
            (None, _) => "none".to_owned(),
        },
    }
}

/// The incidents that do not count, with the exclusion of each.
fn excluded(told: &Told<'_>, text: &mut String) {
    let Some((log, _)) = told.log else { return };
    let mut told_any = false;
    for incident in &log.incidents {
        let Cause::Excluded(id) = &incident.cause else { continue };
        if !told_any {
            text.push_str("\n## Not counted\n\n| Line | Resource | From | To | Exclusion |\n|---|---|---|---|---|\n");
            told_any = true;
        }
        let levels = incident.levels.iter().filter_map(|level| level.of(told.agreements));
        let title = levels
            .filter_map(|(agreement, level)| agreement.exclusion(level, id))
            .map(|exclusion| escape(&exclusion.title))
            .next();
        let zone = &told.terms.calendar.zone;
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} (`{id}`) |",
            told.line(incident.span),
            escape(&incident.resource),
            words::moment(incident.when.start, zone),
            words::moment(incident.when.end, zone),
            title.unwrap_or_default(),
        );
    }
}

/// The lines that could not be read, with what they are about.
fn left_out(told: &Told<'_>, text: &mut String) {
    let Some((log, _)) = told.log.filter(|(log, _)| !log.left_out.is_empty()) else { return };
    text.push_str("\n## Left out\n\nWhat these lines say is missing above: a claim may be too small or too large.\n\n");
    for line in &log.left_out {
        let about = line.resource.as_deref().map_or("any resource".to_owned(), |name| format!("`{}`", escape(name)));
        let _ = writeln!(text, "- Line {}, about {about}: {}", told.line(line.span), message(&line.why));
    }
}

/// The figures that could not be read.
fn left_open(told: &Told<'_>, text: &mut String) {
    let Some((log, _)) = told.log.filter(|(log, _)| !log.open_figures.is_empty()) else { return };
    text.push_str("\n## Left open\n\nThese lines count, but for a figure that could not be read.\n\n");
    for figure in &log.open_figures {
        let _ = writeln!(text, "- Line {}: {}", told.line(figure.span), message(&figure.why));
    }
}

/// A message in a document: what it quotes in quotes.
fn message(text: &str) -> String {
    let mut shown = String::new();
    for (at, part) in text.split('`').enumerate() {
        match at % 2 {
            0 => shown.push_str(&escape(part)),
            _ => shown.push_str(&format!("“{}”", escape(part))),
        }
    }
    shown
}

/// The levels that must be looked up before anybody relies on them.
fn to_verify(told: &Told<'_>, text: &mut String) {
    let mut levels: Vec<(&str, &str)> = Vec::new();
    for (_, level) in told.account.cases.iter().filter_map(|case| told.level(case)) {
        if let Some(why) = &level.to_verify
            && !levels.iter().any(|(id, _)| *id == level.id)
        {
            levels.push((&level.id, why));
        }
    }
    if !levels.is_empty() {
        text.push_str("\n## To verify first\n\n");
    }
    for (id, why) in levels {
        let _ = writeln!(text, "- `{id}`: {}", escape(why));
    }
}
