//! The table of names: what the columns mean, and what is not exported.

use crate::rulebook::advice::{Part as TextPart, Text};
use crate::value::Kind;

use super::column::{Column, Form};
use super::dialect::Dialect;
use super::findings::outcome_column;
use super::left_out::LeftOut;
use super::loader::state_words;
use super::plan::Plan;
use super::rules::Part;
use super::tables::Tables;

/// The columns of the table of names.
const COLUMNS: [&str; 9] = ["code", "kind", "id", "title", "pack", "risk", "found_in", "says", "waived_until"];

/// A line of the table.
#[derive(Default)]
struct Line {
    code: String,
    kind: String,
    id: String,
    title: String,
    pack: String,
    risk: String,
    found_in: String,
    says: String,
    waived_until: Option<jiff::civil::Date>,
}

/// The table, and what is in it.
pub(super) fn names(plan: &Plan<'_>, parts: &[Part<'_, '_>], tables: &Tables<'_, '_>, dialect: Dialect) -> String {
    /// So many rows go into one statement.
    const AT_ONCE: usize = 200;
    let table = tables.named("names");
    let columns: Vec<String> = COLUMNS
        .iter()
        .map(|name| format!("  {name} {}", if *name == "waived_until" { "DATE" } else { dialect.text() }))
        .collect();
    let mut text = dialect.drop_table(&table);
    text.push_str(&format!("CREATE TABLE {table} (\n{}\n){};\n\n", columns.join(",\n"), dialect.storage()));
    for lines in lines(plan, parts).chunks(AT_ONCE) {
        let rows: Vec<String> = lines.iter().map(|line| row(line, dialect)).collect();
        text.push_str(&format!("INSERT INTO {table} ({}) VALUES\n{};\n\n", COLUMNS.join(", "), rows.join(",\n")));
    }
    text
}

fn row(line: &Line, dialect: Dialect) -> String {
    let text = |text: &str| if text.is_empty() { "NULL".to_owned() } else { dialect.quoted(text) };
    let texts = [&line.code, &line.kind, &line.id, &line.title, &line.pack, &line.risk, &line.found_in, &line.says];
    let mut fields: Vec<String> = texts.into_iter().map(|field| text(field)).collect();
    fields.push(line.waived_until.map_or_else(|| "CAST(NULL AS DATE)".to_owned(), |day| dialect.day(day)));
    format!("  ({})", fields.join(", "))
}

fn lines(plan: &Plan<'_>, parts: &[Part<'_, '_>]) -> Vec<Line> {
    let mut lines: Vec<Line> = plan.columns.iter().map(|column| of_name(plan, column)).collect();
    for part in parts {
        for rule in &part.rules {
            let Some(advice) = plan.advice(rule.advice) else { continue };
            let pack = plan.rulebook.packs.get(advice.pack).map_or_else(String::new, |pack| pack.id.clone());
            let risk = advice.risk.and_then(|risk| plan.rulebook.risks.get(risk));
            let title = plain(plan, &advice.title);
            let found_in = format!("proviso_{}", part.view);
            lines.push(Line {
                code: rule.code.clone(),
                kind: advice.body.kind().to_owned(),
                id: advice.id.clone(),
                title: title.clone(),
                pack: pack.clone(),
                risk: risk.map_or_else(String::new, |risk| risk.id.clone()),
                found_in: found_in.clone(),
                says: String::new(),
                waived_until: advice.waiver.as_ref().map(|waiver| waiver.until),
            });
            for outcome in &rule.outcomes {
                lines.push(Line {
                    code: outcome_column(&rule.code, *outcome),
                    kind: "outcome".to_owned(),
                    id: advice.id.clone(),
                    title: title.clone(),
                    pack: pack.clone(),
                    found_in: found_in.clone(),
                    says: outcome.as_str().to_owned(),
                    ..Line::default()
                });
            }
        }
    }
    lines.extend(plan.left_out.iter().filter_map(|left_out| of_left_out(plan, left_out)));
    lines
}

fn of_name(plan: &Plan<'_>, column: &Column<'_>) -> Line {
    let staged: Vec<String> = column.staged().into_iter().map(|(name, _)| name).collect();
    Line {
        code: column.code.clone(),
        kind: column.name.kind().to_owned(),
        id: column.name.id.clone(),
        title: column.name.title.clone(),
        found_in: staged.join(", "),
        says: how_to_say(plan, column),
        ..Line::default()
    }
}

fn of_left_out(plan: &Plan<'_>, left_out: &LeftOut) -> Option<Line> {
    let advice = plan.advice(left_out.advice)?;
    Some(Line {
        kind: "not exported".to_owned(),
        id: advice.id.clone(),
        title: plain(plan, &advice.title),
        pack: plan.rulebook.packs.get(advice.pack).map_or_else(String::new, |pack| pack.id.clone()),
        says: left_out.why(plan.rulebook),
        ..Line::default()
    })
}

/// What the columns of a name hold.
pub(super) fn how_to_say(plan: &Plan<'_>, column: &Column<'_>) -> String {
    let mut says = match (&column.form, &column.name.of.kind) {
        (Form::Words(_), Kind::YesNo) => "yes or no".to_owned(),
        (Form::Words(list), _) => {
            let words: Vec<&str> = list.iter().map(|(word, _)| word.as_str()).collect();
            format!("one of these, or those that are possible, with commas between them: {}", words.join(", "))
        }
        (Form::Text, _) => "text".to_owned(),
        (Form::Set(members), _) => {
            format!("those that are in it, and those that may be (* for all others): {}", members.join(", "))
        }
        (Form::Line(_), Kind::Number { unit: Some(unit) }) => format!("number ({unit})"),
        (Form::Line(_), Kind::Number { unit: None }) => "number".to_owned(),
        (Form::Line(_), Kind::Percent) => "percentage: 99.9 for 99.9%".to_owned(),
        (Form::Line(_), Kind::Money) => match plan.currency(column) {
            Some(currency) => format!("amount in {currency}"),
            None => "amount; all amounts of this name in one currency".to_owned(),
        },
        (Form::Line(_), Kind::Duration) => {
            "milliseconds; a day has 86400000, a month counts 30 days and 12 months 365".to_owned()
        }
        (Form::Line(_), _) => "day".to_owned(),
    };
    if column.is_figure() {
        says.push_str("; a figure, worked out where the data are");
    }
    let words: Vec<&str> = state_words(column).into_iter().map(|(word, _)| word).collect();
    if !words.is_empty() {
        says.push_str(&format!("; in {}: {}", column.state(), words.join(", ")));
    }
    if column.documented {
        let documents: Vec<&str> = plan.rulebook.documents.iter().map(|document| document.id.as_str()).collect();
        says.push_str(&format!("; in {}: {}", column.written_in(), documents.join(", ")));
    }
    says
}

/// A title as plain words.
fn plain(plan: &Plan<'_>, text: &Text) -> String {
    let part = |part: &TextPart| match part {
        TextPart::Words(words) => words.clone(),
        TextPart::Name(name) => plan.rulebook.name(*name).title.clone(),
        TextPart::Slot(_) => String::new(),
    };
    text.parts.iter().map(part).collect()
}
