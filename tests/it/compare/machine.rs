//! The form for machines: names and types, to the letter.

use serde_json::Value;

use super::rounds;
use crate::command::{proviso, root};
use crate::documents::machine::{PLACE, check};

fn form() -> String {
    let stand = "{status: text, rung?: {name: text, label?: text}, could-be: [text], severity: text, \
                 severity-could-be?: [text], priority?: text, says?: text, owner: [text], approver: [text], \
                 instrument: [text], due?: text, waived?: text}";
    let piece = format!("{{text: text, at: {PLACE}|null}}");
    let cause = format!("{{line: text, name?: text, part?: text, before?: {piece}, after?: {piece}}}");
    let summary = "{redlines: {preferred: number, fallback: number, gap: number, walk-away: number, open: number, \
                   not-applicable: number}, mitigations: {advised: number, in-place: number, not-needed: number, \
                   open: number}, questions: {ask: number, answered: number, not-asked: number, open: number}, \
                   levers: {available: number, unavailable: number, open: number}, \
                   conflicts: {live: number, settled: number}, duties: {owed: number, overdue: number, \
                   in-place: number, not-needed: number, open: number}, open-facts: number}";
    let side = format!(
        "{{as-of: text, profile: {{name: text, hash: text}}, file: text, \
         packs: [{{id: text, title: text, version: text, hash: text}}], summary: {summary}}}"
    );
    format!(
        "{{schema: text, proviso: text, comparisons: [{{before: {side}, after: {side}, \
         summary: {{newly-failing: number, worse: number, opened: number, came: number, added: number, \
         decided: number, better: number, went: number, removed: number, changed: number, unmoved: number}}, \
         moves: [{{id: text, kind: text, title: text, turn: text, newly-failing: flag, changed: [text], \
         before?: {stand}, after?: {stand}, because: [{cause}]}}], \
         figures: [{{id: text, title: text, before: text|null, after: text|null, because: [{cause}]}}], \
         beside: [{cause}], questions: {{newly-open: [text], no-longer-open: [text]}}, \
         sources-past-review: [text], unmoved: [text]}}]}}"
    )
}

#[test]
fn every_name_and_type_is_as_frozen() {
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path());
    let rounds = proviso(folder.path(), &["compare", "round-1.yaml", "round-2.yaml", "--format", "json"]);
    let companies = ["profiles/lumen-labs.yaml", "profiles/cardinal-mutual.yaml"];
    let apart = proviso(root(), &["compare", companies[0], companies[1], "--format", "json"]);
    let house = ["compare", companies[0], companies[1], "--with", "rules/northwind-house", "--format", "json"];
    for run in [rounds, apart, proviso(root(), &house)] {
        assert_eq!(run.code, 0, "{}", run.said);
        assert!(run.result.starts_with("{\n  \"schema\": \"proviso.comparison/1\",\n") && run.result.ends_with("}\n"));
        check(&serde_json::from_str(&run.result).unwrap(), &form(), "comparison");
    }
}

#[test]
fn a_program_reads_what_moved() {
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path());
    let run = proviso(folder.path(), &["compare", "round-1.yaml", "round-2.yaml", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.result).unwrap();
    let deal = &json["comparisons"][0];
    let moves = deal["moves"].as_array().unwrap();
    let total: u64 = deal["summary"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, _)| *name != "newly-failing")
        .map(|(_, count)| count.as_u64().unwrap())
        .sum();
    assert_eq!(total as usize, moves.len() + deal["unmoved"].as_array().unwrap().len());
    let failing: Vec<bool> = moves.iter().map(|one| one["newly-failing"].as_bool().unwrap()).collect();
    assert!(failing[0] && failing.windows(2).all(|pair| pair[0] || !pair[1]), "those come first");
    let notice = moves.iter().find(|one| one["id"] == "azure-openai/change-notice").unwrap();
    assert_eq!((&notice["turn"], &notice["before"]["status"]), (&"better".into(), &"walk-away".into()));
    let line = &notice["because"][0];
    assert_eq!((&line["line"], &line["name"]), (&"known".into(), &"change.notice".into()));
    assert_eq!((&line["before"]["text"], &line["after"]["text"]), (&"14 days".into(), &"90 days".into()));
    assert_eq!(line["after"]["at"]["file"], "round-2.yaml");
}
