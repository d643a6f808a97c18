//! What in a row cannot be read. A row with a fault is told, and not judged.

use super::column::{Column, Form, Line};
use super::dialect::{Dialect, balanced};
use super::load::{listed, state};
use super::loader::{Loader, endless, state_words};

/// A mistake that a row may have.
pub(super) struct Fault {
    /// The column that is wrong.
    pub(super) column: String,
    /// Whether it is, as a condition.
    pub(super) holds: String,
    /// What is wrong, and what was expected.
    pub(super) wrong: String,
}

/// All mistakes that are looked for in a row.
pub(super) fn faults(loader: &Loader<'_, '_>) -> Vec<Fault> {
    let mut all = of_the_row(loader);
    for column in &loader.plan.columns {
        all.extend(of_values(loader.dialect, column));
        if column.has_state() {
            all.extend(of_state(loader.dialect, column));
        }
        if column.documented {
            all.extend(of_document(loader, column));
        }
    }
    all
}

fn of_the_row(loader: &Loader<'_, '_>) -> Vec<Fault> {
    let dialect = loader.dialect;
    let (first, last) = loader.stretch();
    let mut all = vec![
        Fault {
            column: "deal".to_owned(),
            holds: "deal IS NULL OR rows_of_deal > 1".to_owned(),
            wrong: "each deal needs a name of its own".to_owned(),
        },
        Fault {
            column: "as_of".to_owned(),
            holds: format!("as_of IS NULL OR as_of < {} OR as_of > {}", dialect.day(first), dialect.day(last)),
            wrong: format!("the views hold for days of assessment from {first} to {last}: export anew for others"),
        },
        Fault {
            column: "draft".to_owned(),
            holds: "draft NOT IN ('none', 'partial', 'reviewed')".to_owned(),
            wrong: "expected none, partial or reviewed".to_owned(),
        },
    ];
    let ticks: Vec<String> =
        loader.plan.ticked.iter().map(|id| format!("CASE WHEN {} THEN 1 ELSE 0 END", loader.is_ticked(*id))).collect();
    all.push(Fault {
        column: "done".to_owned(),
        holds: format!("done <> '' AND {} <> {}", counted("done"), balanced_or_none(&ticks)),
        wrong: "expected rules that can be ticked, each once, with commas between them".to_owned(),
    });
    all
}

fn of_values(dialect: Dialect, column: &Column<'_>) -> Vec<Fault> {
    match &column.form {
        Form::Line(line) => of_line(dialect, column, *line),
        Form::Words(list) => {
            let words: Vec<&str> = list.iter().map(|(word, _)| word.as_str()).collect();
            vec![of_list(dialect, &column.is(), &words, false)]
        }
        Form::Text => Vec::new(),
        Form::Set(members) => {
            let words: Vec<&str> = members.iter().map(String::as_str).collect();
            let mut may = of_list(dialect, &column.may_have(), &words, true);
            may.holds = format!("{} <> '*' AND {}", column.may_have(), may.holds);
            vec![of_list(dialect, &column.has(), &words, true), may]
        }
    }
}

fn of_line(dialect: Dialect, column: &Column<'_>, line: Line) -> Vec<Fault> {
    let (low, high) = (column.low(), column.high());
    let mut all = vec![Fault {
        column: low.clone(),
        holds: format!("{low} > {high}"),
        wrong: "the lowest lies above the highest".to_owned(),
    }];
    for end in [low, high] {
        let mut limits = Vec::new();
        if column.floor().is_some() && !column.is_figure() {
            limits.push((format!("{end} < 0"), "expected no less than 0".to_owned()));
        }
        let top = endless(dialect, line);
        if column.name.of.endless && line == Line::Days {
            let word = column.name.of.endless_word();
            limits.push((format!("{end} >= {top}"), format!("say `{word}` in `{}`", column.state())));
        } else if line != Line::Days {
            limits.push((format!("{end} >= {top}"), "too large".to_owned()));
        }
        all.extend(limits.into_iter().map(|(holds, wrong)| Fault { column: end.clone(), holds, wrong }));
    }
    all
}

/// A list of words, of which each may come once.
fn of_list(dialect: Dialect, column: &str, words: &[&str], may_be_empty: bool) -> Fault {
    let list = listed(column);
    let one = |word: &&str| {
        let found = dialect.holds(&list, &dialect.quoted(&format!(",{word},")));
        format!("CASE WHEN {found} THEN 1 ELSE 0 END")
    };
    let each: Vec<String> = words.iter().map(one).collect();
    let plain: Vec<String> = words.iter().map(|word| dialect.quoted(word)).collect();
    let filled = if may_be_empty { format!("{column} <> '' AND ") } else { String::new() };
    Fault {
        column: column.to_owned(),
        // Most often it is one word: the rest is then not looked at.
        holds: format!(
            "{filled}{column} NOT IN ({}) AND {} <> {}",
            plain.join(", "),
            counted(column),
            balanced_or_none(&each)
        ),
        wrong: format!("expected, each once and with commas between them: {}", words.join(", ")),
    }
}

fn of_state(dialect: Dialect, column: &Column<'_>) -> Vec<Fault> {
    let state = column.state();
    let words: Vec<&str> = state_words(column).into_iter().map(|(word, _)| word).collect();
    let quoted: Vec<String> = words.iter().map(|word| dialect.quoted(word)).collect();
    let given: Vec<String> = column.values().iter().map(|value| format!("{value} IS NOT NULL")).collect();
    vec![
        Fault {
            column: state.clone(),
            holds: format!("{state} NOT IN ({})", quoted.join(", ")),
            wrong: format!("expected nothing, or one of: {}", words.join(", ")),
        },
        Fault {
            column: state.clone(),
            holds: format!("{state} IS NOT NULL AND ({})", given.join(" OR ")),
            wrong: format!("say either a value or this, not both: see {}", column.values().join(", ")),
        },
    ]
}

fn of_document(loader: &Loader<'_, '_>, column: &Column<'_>) -> Vec<Fault> {
    let written_in = column.written_in();
    let ids: Vec<&str> = loader.plan.rulebook.documents.iter().map(|document| document.id.as_str()).collect();
    let quoted: Vec<String> = ids.iter().map(|id| loader.dialect.quoted(id)).collect();
    let silent = format!("{} IN ({}, {})", column.kind(), state::SILENT, state::STANDARD);
    let left_out = format!("{} = {} AND {} IS NULL", column.kind(), state::UNKNOWN, column.state());
    vec![
        Fault {
            column: written_in.clone(),
            holds: format!("{written_in} NOT IN ({})", quoted.join(", ")),
            wrong: format!("expected one of: {}", ids.join(", ")),
        },
        Fault {
            column: written_in.clone(),
            holds: format!("{written_in} IS NOT NULL AND ({silent} OR {left_out})"),
            wrong: "a document is named, but nothing that stands in it".to_owned(),
        },
    ]
}

/// How many words a list holds.
fn counted(column: &str) -> String {
    format!("LENGTH({column}) - LENGTH(REPLACE({column}, ',', '')) + 1")
}

fn balanced_or_none(all: &[String]) -> String {
    if all.is_empty() { "0".to_owned() } else { balanced(" + ", all) }
}
