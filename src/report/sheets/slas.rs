//! Service levels: what is promised, how it is measured, what a miss earns, and how that
//! is claimed.

use serde::Serialize;

use crate::report::markdown::{Markdown, escape};
use crate::report::view::HouseChange;
use crate::report::words::{Mention, and};
use crate::rulebook::sla::{Clause, Sla};
use crate::sla::{
    Agreement, Anchor, Definition, Exclusion, Level, Measure, Period, Reference, Scope, Table, Tier, Window,
};

use super::{Head, Sheets};

/// A service level agreement.
#[derive(Clone, Debug, Serialize)]
pub struct SlaSheet {
    /// What it is called.
    #[serde(flatten)]
    pub head: Head,
    /// Where claims are sent, until when, and how soon they are processed, a sentence each.
    pub claims: Vec<Markdown>,
    /// What a claim must contain.
    pub contents: Vec<Markdown>,
    /// Its terms.
    pub clauses: Vec<Told>,
    /// What its words mean.
    pub definitions: Vec<Told>,
    /// What does not count.
    pub exclusions: Vec<Told>,
    /// Its levels.
    pub levels: Vec<LevelSheet>,
    /// What it rests on.
    pub sources: Vec<Markdown>,
    /// What house packs change in it.
    pub changes: Vec<HouseChange>,
}

/// Something with a name and what it says.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// Its name.
    pub title: Markdown,
    /// As it is written in rules and logs, where it is written there.
    pub id: Option<String>,
    /// What it says.
    pub says: Option<Markdown>,
    /// What it rests on, where that is said of it alone.
    pub sources: Vec<Markdown>,
}

/// One level.
#[derive(Clone, Debug, Serialize)]
pub struct LevelSheet {
    /// What it is called.
    #[serde(flatten)]
    pub head: Head,
    /// The service.
    pub service: Markdown,
    /// What is measured, for what and how, a sentence each.
    pub measured: Vec<Markdown>,
    /// Why it must be looked up before anybody relies on it.
    pub to_verify: Option<Markdown>,
    /// What is promised, where there is no table: "99.9%".
    pub promise: Option<String>,
    /// The tables of credits.
    pub tables: Vec<TableSheet>,
    /// Other readings of the window for claims, a sentence each.
    pub claims: Vec<Markdown>,
    /// What its words mean.
    pub definitions: Vec<Told>,
    /// What does not count for it.
    pub exclusions: Vec<Told>,
    /// What it rests on, where that is not what the agreement rests on.
    pub sources: Vec<Markdown>,
}

/// A table of credits.
#[derive(Clone, Debug, Serialize)]
pub struct TableSheet {
    /// For which kind of disk; none where it counts for all.
    pub kind: Option<Markdown>,
    /// Each row: "below 99.99%: 10%".
    pub rows: Vec<String>,
}

impl Sheets<'_> {
    /// An agreement by its place in the rulebook.
    pub(in crate::report) fn sla(&self, at: usize) -> Option<SlaSheet> {
        let sla = self.book().slas.get(at)?;
        let agreement = &sla.agreement;
        Some(SlaSheet {
            head: self.head(Mention::Sla(at)),
            claims: claims(agreement),
            contents: agreement.contents.iter().map(|content| text(&content.text)).collect(),
            clauses: self.clauses(sla),
            definitions: sla.definitions.iter().map(definition).collect(),
            exclusions: agreement.exclusions.iter().map(exclusion).collect(),
            levels: (0..agreement.levels.len()).filter_map(|level| self.level(at, level)).collect(),
            sources: references(&agreement.sources),
            changes: self.words.changes_of(&agreement.id),
        })
    }

    /// A level by the places of its agreement and of itself.
    pub(in crate::report) fn level(&self, sla: usize, at: usize) -> Option<LevelSheet> {
        let level = self.words.level(sla, at)?;
        Some(LevelSheet {
            head: self.head(Mention::Level(sla, at)),
            service: text(&level.service),
            measured: measured(level),
            to_verify: level.to_verify.as_deref().map(text),
            promise: level
                .promise
                .filter(|_| level.tables.is_empty())
                .map(|promise| format!("{}%", promise.normalize())),
            tables: level.tables.iter().map(table).collect(),
            claims: level
                .claims
                .iter()
                .map(|window| sentence(&format!("another reading: {}", by_when(*window))))
                .collect(),
            definitions: level.definitions.iter().map(definition).collect(),
            exclusions: level.exclusions.iter().map(exclusion).collect(),
            sources: references(&level.sources),
        })
    }

    fn clauses(&self, sla: &Sla) -> Vec<Told> {
        let told = |clause: &Clause| Told {
            title: text(clause.what.title()),
            id: None,
            says: Some(text(&clause.text)),
            sources: self.sources_of(&clause.citations),
        };
        let mut all: Vec<Told> = sla.clauses.iter().map(told).collect();
        let plain = |title: &str, says: String| Told {
            title: text(title),
            id: None,
            says: Some(sentence(&says)),
            sources: Vec::new(),
        };
        let remedy = &sla.agreement.remedy;
        if !remedy.service_days.is_empty() {
            let titles: Vec<String> = remedy.service_days.iter().map(|licence| licence.title.clone()).collect();
            let says = format!("bought under {}, the credit is days of service in place of fees", and(&titles));
            all.push(plain("Days in place of fees", says));
        }
        if let Some(notice) = remedy.notice {
            let says = format!("an adverse change is announced {} before it takes effect", notice.shown());
            all.push(plain("Notice of changes", says));
        }
        all
    }
}

fn claims(agreement: &Agreement) -> Vec<Markdown> {
    let mut claims = vec![
        sentence(&format!("claims go to {}", agreement.claims_to)),
        sentence(&format!("a claim must have been received {}", by_when(agreement.claim))),
    ];
    if let Some(processing) = agreement.processing {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(processing.within.map(|within| format!("within {} of its receipt", within.shown())));
        if processing.following_month {
            parts.push("by the end of the month after its receipt".to_owned());
        }
        let target = if processing.best_effort { " (a target, no promise)" } else { "" };
        claims.push(sentence(&format!("it is to be decided {}{target}", and(&parts))));
    }
    claims
}

/// "within 2 months after the end of the billing month of the incident".
fn by_when(window: Window) -> String {
    let none = window.within.length().is_zero();
    let anchor = match window.after {
        Anchor::BillingMonth => "the end of the billing month of the incident",
        Anchor::FollowingMonth => "the end of the month after the incident",
        Anchor::Incident => "the beginning of the incident",
        Anchor::Fix => "the end of the incident",
    };
    if none { format!("by {anchor}") } else { format!("within {} after {anchor}", window.within.shown()) }
}

fn measured(level: &Level) -> Vec<Markdown> {
    let period = match level.period {
        Period::CalendarMonth => "each calendar month",
        Period::BillingMonth => "each billing month",
        Period::Quarter => "each quarter",
    };
    let scope = match level.scope {
        Scope::Resource => "each resource",
        Scope::Instance => "each instance",
        Scope::Unit => "each reserved unit",
        Scope::Region => "each region",
        Scope::Subscription => "each subscription",
    };
    let how = match level.measure {
        Measure::MinutesInMonth => "downtime is held against all minutes of the period".to_owned(),
        Measure::AvailableMinutes => {
            "downtime is held against the minutes in which the resources were deployed".to_owned()
        }
        Measure::FailedDeployments { lapse } => {
            format!("after each failed deployment, time counts until one succeeds or {} have passed", lapse.shown())
        }
        Measure::NotStated => "no source says how it is measured, so nothing can be worked out".to_owned(),
    };
    vec![sentence(&format!("{}, for {scope} and {period}", level.metric)), sentence(&how)]
}

fn table(table: &Table) -> TableSheet {
    let row = |tier: &Tier| format!("below {}%: {}%", tier.below.normalize(), tier.credit.normalize());
    TableSheet { kind: table.kind.as_ref().map(|kind| text(&kind.title)), rows: table.tiers.iter().map(row).collect() }
}

fn definition(definition: &Definition) -> Told {
    Told { title: text(&definition.term), id: None, says: Some(text(&definition.text)), sources: Vec::new() }
}

fn exclusion(exclusion: &Exclusion) -> Told {
    Told {
        title: text(&exclusion.title),
        id: Some(exclusion.id.clone()),
        says: exclusion.text.as_deref().map(text),
        sources: references(&exclusion.sources),
    }
}

/// Sources, each once with all its sections.
fn references(all: &[Reference]) -> Vec<Markdown> {
    let mut sources: Vec<(&str, String)> = Vec::new();
    for reference in all {
        let section = reference.section.as_ref().map(|section| format!(", “{section}”")).unwrap_or_default();
        match sources.iter_mut().find(|(title, _)| *title == reference.title) {
            Some((_, sections)) => sections.push_str(&section),
            None => sources.push((&reference.title, section)),
        }
    }
    sources.into_iter().map(|(title, sections)| text(&format!("{title}{sections}"))).collect()
}

fn text(words: &str) -> Markdown {
    Markdown::trusted(escape(words))
}

fn sentence(words: &str) -> Markdown {
    let mut letters = words.chars();
    let capital: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    text(&format!("{capital}."))
}
