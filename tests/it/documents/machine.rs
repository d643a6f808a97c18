//! The JSON view: names and types, to the letter.
#![expect(clippy::string_slice, reason = "a test may stop at the first surprise")]

use serde_json::Value;

use super::deal::{BUNDLED, Deal};

pub(crate) const PLACE: &str = "{file: text, line: number, column: number}";

/// The form, in the order of its names. `?` after a name: may be left out; `|null` after
/// a type: may be null.
fn form() -> String {
    format!(
        "{{schema: text, proviso: text, as-of: text, profile: {{name: text, hash: text}}, \
         packs: [{{id: text, title: text, version: text, hash: text}}], \
         summary: {{redlines: {{preferred: number, fallback: number, gap: number, walk-away: number, open: number, \
         not-applicable: number}}, mitigations: {{advised: number, in-place: number, not-needed: number, open: number}}, \
         questions: {{ask: number, answered: number, not-asked: number, open: number}}, \
         levers: {{available: number, unavailable: number, open: number}}, conflicts: {{live: number, settled: number}}, \
         duties: {{owed: number, overdue: number, in-place: number, not-needed: number, open: number}}, open-facts: number}}, \
         findings: [{{id: text, kind: text, title: text, risk?: text, status: text, rung?: {{name: text, label?: text}}, \
         could-be: [text], severity: text, severity-could-be?: [text], priority?: text, cost?: number, value?: number, owner: text|null, \
         phase: text|null, ask?: text, \
         because: [{{text: text, truth: text, fact: text, value: text, rule: {PLACE}, profile: {PLACE}|null}}], \
         flips-if: [{{fact: text, value: text, to: text, relation: text, distance?: text, status: text}}], \
         waits-for: [text], \
         duty?: {{by: text, due: text, on: text|null, until?: text, overdue: flag, waits-for?: text}}, sources: [{{id: text, title: text, section: text|null, as-of: text, stale: flag}}], \
         standard-used: [text], silent-terms: [text]}}], \
         risks: [{{id: text, title: text, severity: text, worst-status: text}}], \
         open-facts: [{{name: text, title: text, ask: text, settles-alone: number, touches: number, dates?: [text], severity: text}}], \
         figures: [{{id: text, title: text, value: text|null, low: text|null, high: text|null, unit: text|null, \
         applies: text, how: text, waits-for: [text]}}]}}"
    )
}

/// Splits at commas outside brackets.
fn split(list: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(list[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list[from..].trim());
    parts
}

/// Holds a value to a form.
pub(crate) fn check(value: &Value, form: &str, at: &str) {
    if let Some(form) = form.strip_suffix("|null") {
        if !value.is_null() {
            check(value, form, at);
        }
        return;
    }
    match (form, value) {
        ("text", Value::String(_)) | ("number", Value::Number(_)) | ("flag", Value::Bool(_)) => {}
        (form, Value::Array(items)) if form.starts_with('[') => {
            for (index, item) in items.iter().enumerate() {
                check(item, &form[1..form.len() - 1], &format!("{at}[{index}]"));
            }
        }
        (form, Value::Object(map)) if form.starts_with('{') => {
            let mut left: Vec<&String> = map.keys().collect();
            for entry in split(&form[1..form.len() - 1]) {
                let (name, form) = entry.split_once(": ").unwrap();
                let bare = name.trim_end_matches('?');
                left.retain(|key| key.as_str() != bare);
                match map.get(bare) {
                    Some(value) => check(value, form, &format!("{at}.{bare}")),
                    None => assert!(name.ends_with('?'), "{at}.{bare} is missing"),
                }
            }
            assert!(left.is_empty(), "{at} has {left:?} too");
        }
        _ => panic!("{at} is {value}, not {form}"),
    }
}

#[test]
fn every_name_and_type_is_as_frozen() {
    for profile in BUNDLED {
        let json = Deal::bundled(profile).json();
        assert!(json.ends_with("}\n") && json.starts_with("{\n  \"schema\": \"proviso.assessment/1\",\n"), "{profile}");
        check(&serde_json::from_str(&json).unwrap(), &form(), profile);
    }
}

#[test]
fn values_are_from_their_lists() {
    let list = |words: &'static str| words.split(' ').collect::<Vec<_>>();
    let statuses = list(
        "preferred fallback gap walk-away open not-applicable advised in-place not-needed ask answered not-asked \
         available unavailable live settled owed",
    );
    let relations = list("is at-least at-most above below includes excludes not-addressed written-in");
    for profile in BUNDLED {
        let json: Value = serde_json::from_str(&Deal::bundled(profile).json()).unwrap();
        let known =
            |value: &Value, list: &[&str]| assert!(list.contains(&value.as_str().unwrap()), "{profile}: {value}");
        assert!(json["profile"]["hash"].as_str().unwrap().starts_with("sha256:"));
        for found in json["findings"].as_array().unwrap() {
            known(&found["status"], &statuses);
            known(&found["severity"], &["low", "medium", "high", "critical"]);
            let could_be = found["could-be"].as_array().unwrap();
            assert!(could_be.len() == 1 || found["status"] == "open", "{found}");
            could_be.iter().for_each(|one| known(one, &statuses));
            for reason in found["because"].as_array().unwrap() {
                known(&reason["truth"], &["true", "false", "unknown"]);
                assert!(reason["rule"]["file"].as_str().unwrap().starts_with("azure-openai/"), "{reason}");
                assert!(reason["profile"].is_null() || reason["profile"]["file"] == "deal.yaml", "{reason}");
            }
            found["flips-if"].as_array().unwrap().iter().for_each(|flip| known(&flip["relation"], &relations));
            if let Some(rung) = found.get("rung") {
                let name = rung["name"].as_str().unwrap();
                assert!(["preferred", "walk-away"].contains(&name) || name.starts_with("fallback "), "{name}");
            }
        }
    }
}

#[test]
fn findings_come_worst_first_and_counts_agree() {
    for profile in BUNDLED {
        let deal = Deal::bundled(profile);
        let json: Value = serde_json::from_str(&deal.json()).unwrap();
        let findings = json["findings"].as_array().unwrap();
        assert_eq!(findings.len(), deal.rulebook.advice.len());
        let count = |kind: &str, status: &str| {
            findings.iter().filter(|found| found["kind"] == kind && found["status"] == status).count()
        };
        for (group, kind) in [("redlines", "redline"), ("mitigations", "mitigation"), ("questions", "question")] {
            for (status, number) in json["summary"][group].as_object().unwrap() {
                assert_eq!(number.as_u64().unwrap() as usize, count(kind, status), "{profile}: {group} {status}");
            }
        }
        let rank = |found: &Value| {
            let order = ["walk-away", "gap", "advised", "fallback"];
            let statuses = found["could-be"].as_array().unwrap().iter().map(|one| one.as_str().unwrap());
            statuses.map(|one| order.iter().position(|known| *known == one).unwrap_or(4)).min().unwrap()
        };
        assert!(findings.windows(2).all(|pair| rank(&pair[0]) <= rank(&pair[1])), "{profile}");
    }
}

#[test]
fn reasons_are_sentences() {
    let json: Value = serde_json::from_str(&Deal::bundled("northwind-bank.yaml").json()).unwrap();
    let finding =
        |id: &str| json["findings"].as_array().unwrap().iter().find(|found| found["id"] == id).unwrap().clone();
    let notice = finding("azure-openai/change-notice");
    let because = |found: &Value, fact: &str| {
        let reasons = found["because"].as_array().unwrap();
        reasons.iter().find(|reason| reason["fact"] == fact).unwrap().clone()
    };
    let days = because(&notice, "change.notice");
    assert_eq!(days["text"], "Notice of material changes: 14 days; the walk-away is below 30 days");
    assert_eq!((&days["value"], &days["truth"]), (&"14 days".into(), &"true".into()));
    let paper = because(&notice, "agreement.type");
    assert_eq!(
        paper["text"],
        "Agreement with Microsoft: Enterprise Agreement (not Online subscription, pay-as-you-go)"
    );
    assert_eq!(notice["rung"]["name"], "walk-away");
    let macc = finding("azure-openai/macc-counts");
    assert_eq!(macc["status"], "open");
    assert_eq!(because(&macc, "macc.counts")["value"], "unknown");
}
