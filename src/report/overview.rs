//! What packs cover, on a page: for those who choose among them.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::Advice;
use crate::rulebook::vocabulary::{Pack, Role};
use crate::source::Place;
use crate::value::show_date;

use super::markdown::tidy;
use super::templates::{OVERVIEW, Templates, given};
use super::words::{Words, counted, kind};

/// One pack in brief.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Whom one negotiates with.
    pub vendor: String,
    /// The packs it goes on top of.
    pub extends: Vec<String>,
    /// What it holds, counted: "51 positions".
    pub holds: Vec<String>,
    /// The risks it speaks of.
    pub risks: Vec<RiskInBrief>,
    /// What it changes in those it goes on top of.
    pub changes: Vec<String>,
    /// The service levels it describes.
    pub levels: Vec<String>,
    /// The sources it brings, with what they are and their day.
    pub sources: Vec<String>,
}

/// A risk with what is asked for and done about it.
#[derive(Clone, Debug, Serialize)]
pub struct RiskInBrief {
    /// Its title.
    pub title: String,
    /// The titles of the positions.
    pub positions: Vec<String>,
    /// Of measures of one's own.
    pub measures: Vec<String>,
}

/// The pack with this id, apart from those it goes on top of.
pub fn overview(book: &Rulebook, id: &str) -> Option<Overview> {
    let (at, pack) = book.packs.iter().enumerate().find(|(_, pack)| pack.id == id)?;
    let words = Words::of(book);
    let own: Vec<&Advice> = book.advice.iter().filter(|rule| of_pack(&rule.id, pack)).collect();
    let titles = |risk: usize, kind: &str| -> Vec<String> {
        let of_risk = own.iter().filter(|rule| rule.risk == Some(risk) && rule.body.kind() == kind);
        of_risk.map(|rule| words.short_title(rule)).collect()
    };
    let risks = book.risks.iter().enumerate().map(|(at, risk)| RiskInBrief {
        title: risk.title.clone(),
        positions: titles(at, "redline"),
        measures: titles(at, "mitigation"),
    });
    let changes = book.changes.iter().filter(|change| change.pack == at);
    let slas = book.slas.iter().filter(|sla| sla.pack == at);
    let sources = book.sources.iter().filter(|source| stands_in(&source.place, book, pack));
    Some(Overview {
        id: pack.id.clone(),
        title: pack.title.clone(),
        version: pack.version.clone(),
        vendor: pack.vendor.clone(),
        extends: pack.extends.iter().filter_map(|at| book.packs.get(*at)).map(|pack| pack.title.clone()).collect(),
        holds: holds(book, pack, &own),
        risks: risks.filter(|risk| !(risk.positions.is_empty() && risk.measures.is_empty())).collect(),
        changes: changes.map(|change| format!("{} ({})", change.title, change.word)).collect(),
        levels: slas.flat_map(|sla| &sla.agreement.levels).map(|level| level.title.clone()).collect(),
        sources: sources
            .map(|source| format!("{} ({}, {})", source.title, kind(source.kind), show_date(source.as_of)))
            .collect(),
    })
}

/// Packs in brief, in Markdown.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn overview_page(packs: &[Overview], templates: &Templates) -> Result<String, Diagnostic> {
    let packs: std::collections::BTreeMap<&str, &[Overview]> = [("packs", packs)].into();
    templates.render(OVERVIEW, &given(&packs)).map(|text| tidy(&text))
}

fn of_pack(id: &str, pack: &Pack) -> bool {
    id.split_once('/').is_some_and(|(of, _)| of == pack.id)
}

fn holds(book: &Rulebook, pack: &Pack, own: &[&Advice]) -> Vec<String> {
    let rules = |kind: &str| own.iter().filter(|rule| rule.body.kind() == kind).count();
    let names = |of: fn(&Role) -> bool| {
        book.names.iter().filter(|name| of(&name.role) && stands_in(&name.place, book, pack)).count()
    };
    let counts = [
        (rules("redline"), "position"),
        (rules("mitigation"), "measure of your own"),
        (rules("question"), "question"),
        (rules("step"), "step of a checklist"),
        (rules("lever"), "lever"),
        (rules("conflict"), "conflict"),
        (rules("duty"), "duty"),
        (names(|role| matches!(role, Role::Figure(_))), "figure"),
        (names(|role| matches!(role, Role::Fact)), "fact about you"),
        (names(|role| matches!(role, Role::Term(_))), "term of the draft"),
    ];
    let plural = |count: usize, noun: &str| match noun.split_once(" of ").or_else(|| noun.split_once(" about ")) {
        _ if noun == "duty" && count != 1 => format!("{count} duties"),
        Some((head, _)) => counted(count, head) + noun.get(head.len()..).unwrap_or_default(),
        None => counted(count, noun),
    };
    counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| plural(count, noun)).collect()
}

/// Whether something is declared in the files of a pack: in the folder where its head stands.
fn stands_in(place: &Place, book: &Rulebook, pack: &Pack) -> bool {
    let folder = |place: &Place| place.source.label().rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let home = pack.place.as_ref().and_then(folder);
    let others =
        book.packs.iter().filter(|other| other.id != pack.id).map(|other| other.place.as_ref().and_then(folder));
    let depth = |home: &Option<String>| match (home, folder(place)) {
        (Some(home), Some(own)) if own == *home || own.starts_with(&format!("{home}/")) => Some(home.len()),
        (None, None) => Some(0),
        _ => None,
    };
    // Of packs inside one another the inner one.
    depth(&home).is_some_and(|own| others.filter_map(|other| depth(&other)).all(|other| other <= own))
}
