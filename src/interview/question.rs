//! A question as it is asked: what, why, and how to answer.

use crate::assess::finding::{KnownBy, OpenFact, Truth};
use crate::report::words::{Reader, counted, first_few, or};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::Advice;
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::{Name, Role};
use crate::value::{Kind, Levels};

use super::moves::could_be;
use super::page::{sentence, wrapped};

/// What an answer settles, in a sentence.
pub(super) fn settles(reader: &Reader<'_>, open: &OpenFact) -> String {
    let titles = first_few(&reader.hangs_on(open), 3);
    let alone = open.settles.len();
    match open.settles_with_those_before.saturating_sub(alone) {
        _ if alone == 0 && open.touches > 0 => format!("Narrows down {}: {titles}.", counted(open.touches, "point")),
        _ if alone == 0 => format!("Counts together with other answers: {titles}."),
        0 => format!("Settles {} by itself: {titles}.", counted(alone, "point")),
        with => {
            let more = counted(with, "more point");
            format!("Settles {} by itself: {titles}. With the answers before it, {more}.", counted(alone, "point"))
        }
    }
}

/// What is known so far, where that is something.
pub(super) fn so_far(reader: &Reader<'_>, name: NameId) -> Option<String> {
    match &reader.known(name)?.by {
        // What a standard gives is told as such.
        KnownBy::Nothing | KnownBy::Standard => None,
        KnownBy::Reference(paper) => Some(format!("it stands in another paper: {paper}")),
        _ => Some(reader.shown(name)),
    }
}

/// How to answer, in a sentence.
pub(super) fn how(name: &Name) -> String {
    let mut how = match &name.of.kind {
        Kind::YesNo => "Answer `yes` or `no`.".to_owned(),
        Kind::Scale(levels) => match levels.levels.len() {
            0..=2 => "Answer with a number or a name from the list.".to_owned(),
            _ => "Answer with a number or a name from the list; `1 or 2` if it is one of these, `at least 2` if you \
                know no more."
                .to_owned(),
        },
        Kind::OneOf(_) => "Answer with a number or a name from the list; `1 or 2` if it is one of these.".to_owned(),
        Kind::Set(_) => "Answer with all that hold, such as `1, 3`, or with `none`. Where you know only a part: \
            `includes 1`, `not 2`."
            .to_owned(),
        Kind::Text => "Answer in your own words.".to_owned(),
        Kind::Number { .. } => "Answer with a number such as `12`, `500k` or `2.5M`, or a range: `10..20`.".to_owned(),
        Kind::Percent => "Answer with a percentage such as `99.9%`, or a range: `5%..10%`.".to_owned(),
        Kind::Money => "Answer with an amount such as `USD 500k`, or a range: `USD 3M..5M`.".to_owned(),
        Kind::Duration => {
            "Answer with a duration such as `30 days` or `12 months`, or a range: `30 days..60 days`.".to_owned()
        }
        Kind::Date => "Answer with a date as year-month-day, such as `2026-11-21`.".to_owned(),
    };
    if name.of.endless {
        how.push_str(&format!(" Or `{}`.", name.of.endless_word()));
    }
    how
}

/// What may be said of a term besides its value.
fn of_the_draft(rulebook: &Rulebook) -> String {
    let weaker = rulebook.documents.iter().find(|document| document.id == "e-mail").or(rulebook.documents.first());
    let weaker = weaker.map_or_else(String::new, |document| {
        format!(" Add `in {}` to your answer if it is promised only there.", document.id)
    });
    format!("If the draft does not address it: `silent`.{weaker} If it stands in another paper: `it refers to …`.")
}

/// The question with all that helps to answer it.
pub(super) fn question(rulebook: &Rulebook, reader: &Reader<'_>, id: NameId, why: &str) -> String {
    let name = reader.name(id);
    let mut text = wrapped(&reader.question_of(id), 2);
    text.push('\n');
    text.push_str(&wrapped(why, 2));
    if let Some(known) = so_far(reader, id) {
        text.push_str(&wrapped(&sentence(&format!("known so far: {known}")), 2));
    }
    text.push_str(&expected(name));
    if matches!(name.role, Role::Term(_)) {
        text.push_str(&wrapped(&of_the_draft(rulebook), 2));
    }
    text
}

/// What is offered as an answer, and how to give one.
pub(super) fn expected(name: &Name) -> String {
    let mut text = String::new();
    if let Some(levels) = name.of.levels() {
        text.push('\n');
        for (at, level) in levels.levels.iter().enumerate() {
            text.push_str(&wrapped(&format!("{}. {}", at + 1, offered(levels, &level.id, &level.title)), 4));
        }
        text.push('\n');
    }
    text.push_str(&wrapped(&how(name), 2));
    text
}

/// A level as it is offered; the ends of a scale say which way it goes.
fn offered(levels: &Levels, id: &str, title: &str) -> String {
    let end = match levels.ids().position(|known| known == id) {
        Some(0) if levels.ordered => " (lowest)",
        Some(at) if levels.ordered && at + 1 == levels.levels.len() => " (highest)",
        _ => "",
    };
    format!("{title}{end}")
}

/// Why it is asked: what waits for the answer, and what that can still come to.
pub(super) fn why(reader: &Reader<'_>, id: NameId) -> String {
    const MOST: usize = 5;
    let waiting: Vec<_> = reader.ranked().into_iter().filter(|(found, _)| found.waits_for.contains(&id)).collect();
    let mut text = String::new();
    for (finding, rule) in waiting.iter().take(MOST) {
        let severity = finding.severity.worst;
        let title = reader.short_title(rule);
        text.push_str(&wrapped(&format!("{title} ({severity}) could be {}.", or(&could_be(finding))), 2));
        for reason in finding.because.iter().filter(|reason| reason.truth == Truth::Unknown).take(3) {
            let redline = reader.redline(rule);
            text.push_str(&wrapped(&format!("- {}", reader.reason(reason, redline)), 4));
        }
        if let Some(source) = source(reader, rule) {
            text.push_str(&wrapped(&format!("- Source: {source}"), 4));
        }
    }
    if waiting.len() > MOST {
        text.push_str(&wrapped(&format!("And {}.", counted(waiting.len() - MOST, "more point")), 2));
    }
    let name = reader.name(id);
    text.push_str(&wrapped(&format!("In the file it is called `{}`.", name.id), 2));
    text
}

fn source(reader: &Reader<'_>, rule: &Advice) -> Option<String> {
    let cited = rule.citations.first()?;
    let source = reader.book.sources.get(cited.source)?;
    Some(match &cited.section {
        Some(section) => format!("{}, {section}", source.title),
        None => source.title.clone(),
    })
}
