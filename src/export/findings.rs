//! Views for people: the rules of a pack side by side, all findings one below the other,
//! how exposed each deal is, and the rows that cannot be read.

use crate::assess::finding::Outcome;
use crate::rulebook::advice::Severity;

use super::dialect::Dialect;
use super::faults::{Fault, faults};
use super::loader::Loader;
use super::outcomes::{FIRST_FALLBACK, bit};
use super::rules::{Part, severity_bit};
use super::tables::Tables;

/// The status of what is not told: a row with a mistake, or an outcome that hangs on
/// comparisons of two names which Proviso must hold together.
const NOT_JUDGED: &str = "not judged";

/// All outcomes, worst first, with their bits; the fallbacks together.
fn outcomes() -> Vec<(&'static str, u64)> {
    let of = |outcome: Outcome| (outcome.as_str(), bit(outcome));
    let fallbacks = (1_u64 << 62) - (1 << FIRST_FALLBACK);
    vec![
        of(Outcome::WalkAway),
        of(Outcome::Gap),
        of(Outcome::Advised),
        of(Outcome::Ask),
        of(Outcome::Live),
        of(Outcome::Owed),
        (Outcome::Fallback(0).as_str(), fallbacks),
        of(Outcome::Available),
        of(Outcome::Preferred),
        of(Outcome::InPlace),
        of(Outcome::Answered),
        of(Outcome::Settled),
        of(Outcome::NotApplicable),
        of(Outcome::NotNeeded),
        of(Outcome::NotAsked),
        of(Outcome::Unavailable),
    ]
}

/// The bits of outcomes.
fn bits_of(outcomes: &[&str]) -> u64 {
    self::outcomes().into_iter().filter(|(word, _)| outcomes.contains(word)).fold(0, |bits, (_, own)| bits | own)
}

/// What asks somebody to do something about it.
fn action() -> u64 {
    bits_of(&["walk-away", "gap", "advised", "fallback", "ask", "live", "owed"])
}

/// Where a rule has nothing to say.
fn idle() -> u64 {
    bits_of(&["not-applicable", "not-needed", "not-asked", "unavailable", "settled"])
}

/// The highest severity that is possible.
fn severity(column: &str, dialect: Dialect) -> String {
    let arms: String = Severity::ALL
        .iter()
        .map(|severity| {
            let has = dialect.and(column, &severity_bit(*severity).to_string());
            format!(" WHEN {has} <> 0 THEN '{severity}'")
        })
        .collect();
    format!("CASE{arms} END")
}

/// Whether several bits are set.
fn several(column: &str, dialect: Dialect) -> String {
    format!("{} <> 0", dialect.and(column, &format!("({column} - 1)")))
}

/// The view of a part: for each rule its status, its severity, and whether each outcome is
/// possible.
pub(super) fn side_by_side(part: &Part<'_, '_>, tables: &Tables<'_, '_>, dialect: Dialect) -> String {
    let mut shown = vec!["deal".to_owned(), "as_of".to_owned()];
    for rule in &part.rules {
        let code = &rule.code;
        let words: String = rule
            .outcomes
            .iter()
            .map(|outcome| format!(" WHEN {} THEN '{}'", bit(*outcome), outcome.as_str()))
            .collect();
        shown.push(format!(
            "CASE WHEN {code} IS NULL THEN '{NOT_JUDGED}' ELSE CASE {code}{words} ELSE 'open' END END AS {code}_status"
        ));
        shown.push(format!("{} AS {code}_severity", severity(&format!("{code}_s"), dialect)));
        for outcome in &rule.outcomes {
            let has = dialect.and(code, &bit(*outcome).to_string());
            shown.push(format!("{has} <> 0 AS {}", outcome_column(code, *outcome)));
        }
    }
    let query = format!("SELECT\n  {}\nFROM {}", shown.join(",\n  "), tables.named(&part.reach));
    dialect.view(&tables.named(&part.view), &query)
}

/// The column that says whether a rule can come to an outcome: `r12_walk_away`.
pub(super) fn outcome_column(code: &str, outcome: Outcome) -> String {
    match outcome {
        Outcome::Fallback(at) => format!("{code}_fallback_{}", at + 1),
        outcome => format!("{code}_{}", outcome.as_str().replace('-', "_")),
    }
}

/// All findings, a row for each deal and rule.
pub(super) fn findings(parts: &[Part<'_, '_>], tables: &Tables<'_, '_>, dialect: Dialect) -> String {
    let names = ["rule", "could", "severities"];
    let each: Vec<String> = parts
        .iter()
        .map(|part| {
            let row = |code: &String| vec![dialect.quoted(code), code.clone(), format!("{code}_s")];
            let rows: Vec<Vec<String>> = part.rules.iter().map(|rule| row(&rule.code)).collect();
            let field = |name: &&str| match dialect {
                Dialect::DuckDb | Dialect::BigQuery => format!("u.{name} AS {name}"),
                _ => format!("u.{name}"),
            };
            let fields: Vec<String> = names.iter().map(field).collect();
            let reach = tables.named(&part.reach);
            format!("  SELECT deal, as_of, {}\n  FROM {}", fields.join(", "), dialect.spread(&reach, &names, &rows))
        })
        .collect();
    let status: String = outcomes()
        .into_iter()
        .map(|(word, bits)| format!("\n      WHEN {} <> 0 THEN '{word}'", dialect.and("f.could", &bits.to_string())))
        .collect();
    let could_be: Vec<String> = outcomes()
        .into_iter()
        .map(|(word, bits)| {
            format!("CASE WHEN {} <> 0 THEN ', {word}' ELSE '' END", dialect.and("f.could", &bits.to_string()))
        })
        .collect();
    let several = several("f.could", dialect);
    let waived = format!(
        "CASE WHEN {} <> 0 THEN CASE WHEN f.as_of <= n.waived_until THEN 'in force' WHEN f.as_of > n.waived_until THEN 'expired' END END",
        dialect.and("f.could", &action().to_string())
    );
    let query = format!(
        "SELECT\n  f.deal,\n  f.as_of,\n  n.id AS rule,\n  n.kind,\n  n.title,\n  n.risk,\n  CASE\n      WHEN f.could IS NULL THEN '{NOT_JUDGED}'\n      WHEN {several} THEN 'open'{status}\n  END AS status,\n  {} AS severity,\n  CASE WHEN {several} THEN SUBSTR({}, 3) END AS could_be,\n  {waived} AS waived,\n  f.could,\n  f.severities\nFROM (\n{}\n) AS f\nJOIN {} AS n ON n.code = f.rule",
        severity("f.severities", dialect),
        could_be.join("\n    || "),
        each.join("\n  UNION ALL\n"),
        tables.named("names"),
    );
    dialect.view(&tables.named("findings"), &query)
}

/// How many positions and measures of each deal stand how, as `proviso portfolio` counts
/// them: what is waived does not count.
pub(super) fn exposure(tables: &Tables<'_, '_>, dialect: Dialect) -> String {
    let count =
        |name: &str, condition: String| format!("SUM(CASE WHEN counts AND {condition} THEN 1 ELSE 0 END) AS {name}");
    let short =
        |severity: Severity| count(&format!("short_{severity}"), format!("status = 'gap' AND severity = '{severity}'"));
    let idle_only = format!("{} = f.could", dialect.and("f.could", &idle().to_string()));
    let mut shown = vec!["deal".to_owned(), "as_of".to_owned()];
    shown.push(count("walk_away", "status = 'walk-away'".to_owned()));
    shown.extend(Severity::ALL.map(short));
    shown.push(count("open", "status = 'open'".to_owned()));
    shown.push(count("to_do", "status = 'advised'".to_owned()));
    shown.push(count("fallback", "status = 'fallback'".to_owned()));
    shown.push(format!("SUM(CASE WHEN status = '{NOT_JUDGED}' THEN 1 ELSE 0 END) AS not_judged"));
    let query = format!(
        "SELECT\n  {}\nFROM (\n  SELECT f.*, kind IN ('redline', 'mitigation') AND COALESCE(waived, '') <> 'in force'\n    AND COALESCE(NOT ({idle_only}), FALSE) AS counts\n  FROM {} AS f\n) AS f\nGROUP BY deal, as_of",
        shown.join(",\n  "),
        tables.named("findings"),
    );
    dialect.view(&tables.named("exposure"), &query)
}

/// What cannot be read: a row for each mistake. The views are several, since each names many
/// columns.
pub(super) fn faults_views(loader: &Loader<'_, '_>, tables: &Tables<'_, '_>) -> String {
    const AT_ONCE: usize = 100;
    let dialect = loader.dialect;
    let names = ["staged_column", "staged_value", "wrong"];
    let (mut views, mut all) = (String::new(), Vec::new());
    for (at, chunk) in faults(loader).chunks(AT_ONCE).enumerate() {
        let row = |fault: &Fault| {
            let wrong = format!("CASE WHEN {} THEN {} END", fault.holds, dialect.quoted(&fault.wrong));
            vec![dialect.quoted(&fault.column), dialect.shown(&fault.column), wrong]
        };
        let rows: Vec<Vec<String>> = chunk.iter().map(row).collect();
        let spread = dialect.spread(&tables.named("staged"), &names, &rows);
        let fields = names.map(|name| format!("u.{name} AS {name}")).join(", ");
        let view = tables.named(&format!("faults_{}", at + 1));
        views.push_str(
            &dialect.view(&view, &format!("SELECT deal, {fields}\nFROM {spread}\nWHERE u.wrong IS NOT NULL")),
        );
        views.push('\n');
        all.push(format!("SELECT deal, {} FROM {view}", names.join(", ")));
    }
    views + &dialect.view(&tables.named("faults"), &all.join("\nUNION ALL\n"))
}
