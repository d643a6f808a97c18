//! Counts and risks in the JSON view.

use serde::Serialize;

use crate::report::words::Reader;
use crate::rulebook::advice::Severity;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::report) struct Summary {
    redlines: Redlines,
    mitigations: Mitigations,
    questions: Questions,
    levers: Levers,
    conflicts: Conflicts,
    duties: Duties,
    open_facts: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Redlines {
    preferred: usize,
    fallback: usize,
    gap: usize,
    walk_away: usize,
    open: usize,
    not_applicable: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Mitigations {
    advised: usize,
    in_place: usize,
    not_needed: usize,
    open: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Questions {
    ask: usize,
    answered: usize,
    not_asked: usize,
    open: usize,
}

#[derive(Serialize)]
struct Levers {
    available: usize,
    unavailable: usize,
    open: usize,
}

#[derive(Serialize)]
struct Conflicts {
    live: usize,
    settled: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Duties {
    owed: usize,
    /// Of those owed, how many should have been seen to before the day of assessment.
    overdue: usize,
    in_place: usize,
    not_needed: usize,
    open: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Risk {
    id: String,
    title: String,
    severity: &'static str,
    worst_status: &'static str,
}

pub(in crate::report) fn summary(reader: Reader<'_>) -> Summary {
    let ranked = reader.ranked();
    let count = |kind: &str, status: &str| {
        ranked.iter().filter(|(found, rule)| rule.body.kind() == kind && found.status() == status).count()
    };
    Summary {
        redlines: Redlines {
            preferred: count("redline", "preferred"),
            fallback: count("redline", "fallback"),
            gap: count("redline", "gap"),
            walk_away: count("redline", "walk-away"),
            open: count("redline", "open"),
            not_applicable: count("redline", "not-applicable"),
        },
        mitigations: Mitigations {
            advised: count("mitigation", "advised"),
            in_place: count("mitigation", "in-place"),
            not_needed: count("mitigation", "not-needed"),
            open: count("mitigation", "open"),
        },
        questions: Questions {
            ask: count("question", "ask"),
            answered: count("question", "answered"),
            not_asked: count("question", "not-asked"),
            open: count("question", "open"),
        },
        levers: Levers {
            available: count("lever", "available"),
            unavailable: count("lever", "unavailable"),
            open: count("lever", "open"),
        },
        conflicts: Conflicts { live: count("conflict", "live"), settled: count("conflict", "settled") },
        duties: Duties {
            owed: count("duty", "owed"),
            overdue: ranked.iter().filter(|(found, _)| found.status() == "owed" && found.is_overdue()).count(),
            in_place: count("duty", "in-place"),
            not_needed: count("duty", "not-needed"),
            open: count("duty", "open"),
        },
        open_facts: reader.assessment.open_facts.len(),
    }
}

/// All risks in the order of the rules, each with the status of its worst finding.
pub(super) fn risks(reader: Reader<'_>) -> Vec<Risk> {
    let ranked = reader.ranked();
    let risk = |(at, risk): (usize, &crate::rulebook::advice::Risk)| {
        // The first is the worst.
        let worst = ranked.iter().find(|(_, rule)| rule.risk == Some(at));
        let severity = reader.assessment.risks.get(at).map_or(Severity::Low, |graded| graded.worst);
        Risk {
            id: risk.id.clone(),
            title: risk.title.clone(),
            severity: severity.as_str(),
            worst_status: worst.map_or("not-applicable", |(found, _)| found.status()),
        }
    };
    reader.book.risks.iter().enumerate().map(risk).collect()
}
