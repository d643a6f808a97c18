//! The frozen view of a comparison for machines, `proviso.comparison/1`: a copy with names
//! of its own, so that a change inside never changes it.

use serde::Serialize;

use crate::assess::finding::{DueDate, Waived};
use crate::compare::{Cause, Line, Move, NamePart, Piece, RulePart, Stand, Turn};
use crate::report::json::{At, Pack, ProfileFile, Rung, Summary, packs, profile_file, rung, summary};
use crate::report::words::{Reader, ids};

use super::{Compared, Held, Readers};

/// The name of the form. Names and types under it are never changed or taken away; new ones
/// may be added.
pub const SCHEMA: &str = "proviso.comparison/1";

#[derive(Serialize)]
struct Document {
    schema: &'static str,
    proviso: String,
    comparisons: Vec<Deal>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Deal {
    before: SideView,
    after: SideView,
    summary: Counts,
    moves: Vec<MoveView>,
    figures: Vec<FigureView>,
    /// Lines that are different, and that no move or figure names.
    beside: Vec<CauseView>,
    questions: Questions,
    sources_past_review: Vec<String>,
    unmoved: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct SideView {
    as_of: String,
    profile: ProfileFile,
    file: String,
    packs: Vec<Pack>,
    summary: Summary,
}

/// How many rules of every kind went which way; those that newly fail are counted there and
/// with the way they went.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Counts {
    newly_failing: usize,
    worse: usize,
    opened: usize,
    came: usize,
    added: usize,
    decided: usize,
    better: usize,
    went: usize,
    removed: usize,
    changed: usize,
    unmoved: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct MoveView {
    id: String,
    kind: &'static str,
    title: String,
    turn: &'static str,
    newly_failing: bool,
    changed: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<StandView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<StandView>,
    because: Vec<CauseView>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct StandView {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rung: Option<Rung>,
    could_be: Vec<&'static str>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    severity_could_be: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<String>,
    owner: Vec<String>,
    approver: Vec<String>,
    instrument: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<&'static str>,
}

/// A line that is different: what it is about, and what it says on either side.
#[derive(Serialize)]
struct CauseView {
    line: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<PieceView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<PieceView>,
}

#[derive(Serialize)]
struct PieceView {
    text: String,
    /// Null for what is nowhere written.
    at: Option<At>,
}

#[derive(Serialize)]
struct FigureView {
    id: String,
    title: String,
    /// Null where there was no such figure.
    before: Option<String>,
    /// Null where there is none.
    after: Option<String>,
    because: Vec<CauseView>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Questions {
    newly_open: Vec<String>,
    no_longer_open: Vec<String>,
}

/// Comparisons as JSON in the form [`SCHEMA`], indented, with one line end at its end.
pub fn json(deals: &[Compared<'_>]) -> String {
    let document = Document {
        schema: SCHEMA,
        proviso: deals.first().map(|deal| deal.after.manifest.proviso.clone()).unwrap_or_default(),
        comparisons: deals.iter().map(deal_view).collect(),
    };
    // Texts, numbers, lists and structs always serialise.
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    json
}

fn deal_view(deal: &Compared<'_>) -> Deal {
    let Readers { before, after } = deal.readers();
    let comparison = &deal.comparison;
    let figures = comparison.figures.iter().map(|one| {
        let title = match (one.after, one.before) {
            (Some(name), _) => after.name(name).title.clone(),
            (None, Some(name)) => before.name(name).title.clone(),
            (None, None) => String::new(),
        };
        FigureView {
            id: one.id.clone(),
            title,
            before: one.before.map(|name| before.canonical(name)),
            after: one.after.map(|name| after.canonical(name)),
            because: one.causes.iter().map(cause).collect(),
        }
    });
    let source = |at: &usize| after.book.sources.get(*at).map(|source| source.id.clone());
    Deal {
        before: side(deal.before),
        after: side(deal.after),
        summary: counts(deal),
        moves: comparison.moves.iter().map(|one| move_view(deal.readers(), one)).collect(),
        figures: figures.collect(),
        beside: comparison.beside.iter().map(cause).collect(),
        questions: Questions {
            newly_open: comparison.asked.newly.iter().map(|name| after.name(*name).id.clone()).collect(),
            no_longer_open: comparison.asked.no_longer.iter().map(|name| before.name(*name).id.clone()).collect(),
        },
        sources_past_review: comparison.grown_old.iter().filter_map(source).collect(),
        unmoved: comparison.unmoved.iter().map(|id| (*id).to_owned()).collect(),
    }
}

fn side(held: Held<'_>) -> SideView {
    SideView {
        as_of: held.side.profile.as_of.to_string(),
        profile: profile_file(held.side.profile, held.manifest),
        file: held.side.profile.source.label().to_owned(),
        packs: packs(held.side.book),
        summary: summary(held.reader()),
    }
}

fn counts(deal: &Compared<'_>) -> Counts {
    let moves = &deal.comparison.moves;
    let count = |turn| moves.iter().filter(|one| one.turn == turn).count();
    Counts {
        newly_failing: moves.iter().filter(|one| one.newly_fails()).count(),
        worse: count(Turn::Worse),
        opened: count(Turn::Opened),
        came: count(Turn::Came),
        added: count(Turn::Added),
        decided: count(Turn::Decided),
        better: count(Turn::Better),
        went: count(Turn::Went),
        removed: count(Turn::Removed),
        changed: count(Turn::Changed),
        unmoved: deal.comparison.unmoved.len(),
    }
}

fn move_view(readers: Readers<'_>, one: &Move<'_>) -> MoveView {
    let title = match (one.after, one.before) {
        (Some(stand), _) => readers.after.title(stand.rule),
        (None, Some(stand)) => readers.before.title(stand.rule),
        (None, None) => String::new(),
    };
    MoveView {
        id: one.id.to_owned(),
        kind: one.kind(),
        title,
        turn: one.turn.as_str(),
        newly_failing: one.newly_fails(),
        changed: one.facets.iter().map(|facet| facet.as_str()).collect(),
        before: one.before.map(|stand| stand_view(readers.before, stand)),
        after: one.after.map(|stand| stand_view(readers.after, stand)),
        because: one.causes.iter().map(cause).collect(),
    }
}

fn stand_view(reader: Reader<'_>, Stand { rule, finding }: Stand<'_>) -> StandView {
    let redline = reader.redline(rule);
    let mut could_be: Vec<&'static str> = finding.could_be.iter().map(|outcome| outcome.as_str()).collect();
    could_be.dedup();
    let severities = finding.severity.could_be.iter().map(|severity| severity.as_str());
    let approver = finding
        .decided()
        .zip(redline)
        .and_then(|(outcome, redline)| finding.rungs.get(crate::report::words::rung_of(outcome, redline)?));
    StandView {
        status: finding.status(),
        rung: redline.and_then(|redline| rung(reader, finding, redline)),
        could_be,
        severity: finding.severity.worst.as_str(),
        severity_could_be: if finding.severity.could_be.len() > 1 { severities.collect() } else { Vec::new() },
        priority: finding.priority.as_ref().map(|priority| priority.worst.as_str()),
        says: redline.map(|redline| reader.canonical(redline.subject)),
        owner: ids(&reader.book.owners, &finding.owner),
        approver: approver.map(|rung| ids(&reader.book.approvers, &rung.approver)).unwrap_or_default(),
        instrument: ids(&reader.book.documents, &finding.instrument),
        due: match finding.due {
            Some(DueDate::Day { first, .. }) => Some(first.to_string()),
            _ => None,
        },
        waived: finding.waived.map(|waived| match waived {
            Waived::InForce => "in-force",
            Waived::Expired => "expired",
        }),
    }
}

fn cause(cause: &Cause) -> CauseView {
    let (line, name, part) = match &cause.line {
        Line::Subject(id) | Line::Known(id) => ("known", Some(id.clone()), None),
        Line::Done(id) => ("done", Some(id.clone()), None),
        Line::Day => ("as-of", None, None),
        Line::Rates => ("rates", None, None),
        Line::Pack(id) => ("pack", Some(id.clone()), None),
        Line::Rule(id, part) => ("rule", Some(id.clone()), Some(rule_part(*part))),
        Line::Define(id) => ("define", Some(id.clone()), None),
        Line::Name(id, part) => ("name", Some(id.clone()), Some(name_part(*part).to_owned())),
        Line::Documents => ("documents", None, None),
    };
    let piece = |piece: &Piece| PieceView { text: piece.text.clone(), at: piece.place.as_ref().map(At::new) };
    CauseView { line, name, part, before: cause.before.as_ref().map(piece), after: cause.after.as_ref().map(piece) }
}

fn rule_part(part: RulePart) -> String {
    let word = match part {
        RulePart::Itself => "itself",
        RulePart::When => "when",
        RulePart::Rung(0) => "preferred",
        RulePart::Rung(at) => return format!("fallback {at}"),
        RulePart::WalkAway => "walk-away",
        RulePart::Done => "done when",
        RulePart::AnsweredBy => "answered by",
        RulePart::Between => "between",
        RulePart::Due => "due",
        RulePart::Severity => "severity",
        RulePart::Priority => "priority",
        RulePart::Owner => "owner",
        RulePart::Instrument => "instrument",
        RulePart::Waiver => "waive",
    };
    word.to_owned()
}

fn name_part(part: NamePart) -> &'static str {
    match part {
        NamePart::Value => "value",
        NamePart::Standard => "standard",
        NamePart::Silence => "silent",
        NamePart::Type => "type",
        NamePart::When => "when",
    }
}
