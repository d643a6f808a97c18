//! What `check` finds, for machines.

use serde_json::Value;

use crate::command::proviso;

const BAD: &str = "pack p \"Ü\" {\n    version \"1\"   vendor \"V\"   owners a   phases a < b   documents a < b\n}\nfact x \"Ü\" { type numbr   ask \"?\" }\nfact x \"X\" { type number   ask \"?\" }\n";

fn check(format: &str, more: &[&str]) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bad rules.proviso"), BAD).unwrap();
    let mut arguments = vec!["check", "bad rules.proviso", "--format", format];
    arguments.extend(more);
    let run = proviso(folder.path(), &arguments);
    assert_eq!(run.said, "");
    (run.code, serde_json::from_str(&run.result).unwrap())
}

#[test]
fn json_has_each_finding_with_its_places() {
    let (code, json) = check("json", &[]);
    assert_eq!((code, &json["schema"]), (1, &Value::from("proviso.check/2")));
    let findings = json["findings"].as_array().unwrap();
    let codes: Vec<&str> = findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["unknown-name", "duplicate-name"]);
    let place = &findings[0]["place"];
    assert_eq!((&place["line"], &place["column"], &place["end-column"]), (&4.into(), &19.into(), &24.into()));
    assert_eq!(findings[0]["help"][0], "did you mean `number`?");
    assert_eq!(findings[1]["also"][0]["line"], 4);
    assert_eq!(json["not-decided"], Value::Null);
}

#[test]
fn sarif_has_each_finding_with_its_places() {
    let (code, log) = check("sarif", &[]);
    assert_eq!((code, &log["version"]), (1, &Value::from("2.1.0")));
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "bad%20rules.proviso");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
    }
    assert_eq!(run["results"][1]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 4);
}

#[test]
fn what_cannot_be_read_is_among_the_findings() {
    for format in ["json", "sarif"] {
        let (code, document) = check(format, &["no-such-folder"]);
        assert_eq!(code, 2);
        assert!(document.to_string().contains("cannot-read"), "{document}");
    }
}

/// Where a question hangs on the day and none is given, machines are told as people are.
#[test]
fn what_was_not_decided_is_told_to_machines_too() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "pack p \"P\" {\n    version \"1\"   vendor \"V\"   owners a   phases a < b   documents a < b\n}\n\
                 source s \"S\" { kind advisory   as-of 2026-01-01 }\nfact d \"D\" { type date   ask \"?\" }\n\
                 lever l \"L\" {\n    when d has passed and d after 2027-01-01\n    play \"Play.\"   from s\n}\n";
    std::fs::write(folder.path().join("rules.proviso"), rules).unwrap();
    let run = |more: &[&str]| proviso(folder.path(), &[&["check", "."], more].concat());
    let line = run(&[]).said.lines().find(|line| line.contains("not decided")).map(str::to_owned).unwrap();
    let json: Value = serde_json::from_str(&run(&["--format", "json"]).result).unwrap();
    assert_eq!(json["not-decided"], line.as_str());
    let sarif: Value = serde_json::from_str(&run(&["--format", "sarif"]).result).unwrap();
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], line.as_str());
    assert_eq!(invocation["executionSuccessful"], true);
}
