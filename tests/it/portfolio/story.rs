//! The bundled companies, side by side.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::command::{proviso, root, snapshot};

#[test]
fn the_bundled_companies() {
    let run = proviso(root(), &["portfolio", "profiles"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    snapshot("portfolio/companies.md", &run.result);
    snapshot("portfolio/matrix.csv", &proviso(root(), &["portfolio", "profiles", "--format", "csv"]).result);
    let page = proviso(root(), &["portfolio", "profiles", "--format", "html"]).result;
    assert!(
        page.contains("<title>Portfolio</title>") && page.contains("<span class=\"status red\">✖ walk-away</span>")
    );
}

/// A deal among many comes to what it comes to alone.
#[test]
fn each_deal_is_judged_as_alone() {
    let many = proviso(root(), &["portfolio", "profiles", "--format", "json-lines"]).result;
    let mut deals = 0;
    let companies: Vec<_> =
        std::fs::read_dir(root().join("profiles")).unwrap().map(|entry| entry.unwrap().path()).collect();
    for path in companies.iter().filter(|path| path.extension().is_some_and(|end| end == "yaml")) {
        let alone = proviso(root(), &["assess", path.to_str().unwrap(), "--format", "json"]).result;
        let alone: Value = serde_json::from_str(&alone).unwrap();
        let name = alone["profile"]["name"].as_str().unwrap();
        let line =
            many.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).find(|line| line["profile"] == name);
        let line = line.unwrap_or_else(|| panic!("{name} is missing"));
        let together: BTreeMap<&str, &Value> =
            line["findings"].as_array().unwrap().iter().map(|one| (one["id"].as_str().unwrap(), one)).collect();
        let mut concerned = 0;
        for finding in alone["findings"].as_array().unwrap() {
            let status = finding["status"].as_str().unwrap();
            if ["not-applicable", "not-needed", "not-asked", "unavailable", "settled"].contains(&status) {
                continue;
            }
            let Some(one) = together.get(finding["id"].as_str().unwrap()) else {
                // Nothing but several ways of not being concerned.
                assert_eq!(status, "open", "{finding}");
                continue;
            };
            concerned += 1;
            assert_eq!((&one["status"], &one["severity"]), (&finding["status"], &finding["severity"]), "{name}: {one}");
        }
        assert_eq!(concerned, together.len(), "{name}");
        deals += 1;
    }
    assert_eq!((deals, many.lines().count()), (9, 9));
}

#[test]
fn threads_do_not_show() {
    let one = proviso(root(), &["portfolio", "profiles", "--format", "json-lines", "--jobs", "1"]);
    let four = proviso(root(), &["portfolio", "profiles", "--format", "json-lines", "--jobs", "4"]);
    assert_eq!(one, four);
}

#[test]
fn everything_goes_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("overview");
    let run = proviso(root(), &["portfolio", "profiles", "--out", out.to_str().unwrap(), "--most", "3"]);
    assert_eq!(run.code, 0, "{}", run.said);
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    assert_eq!(read("matrix.csv"), proviso(root(), &["portfolio", "profiles", "--format", "csv"]).result);
    assert_eq!(read("findings.jsonl").lines().count(), 9);
    assert!(read("portfolio.md").contains("6 more deals are not shown here."), "{}", read("portfolio.md"));
    assert!(read("portfolio.html").contains("Heat map"));
    let page = proviso(root(), &["portfolio", "profiles", "--as-of", "2026-12-24"]).result;
    assert!(page.contains("**As of 24 December 2026** · internal, do not forward"), "{page}");
    // Again without harm; but what somebody has edited stays.
    let again = || proviso(root(), &["portfolio", "profiles", "--out", out.to_str().unwrap()]);
    assert_eq!(again().code, 0);
    let edited = format!("{}mine\n", read("portfolio.md"));
    std::fs::write(out.join("portfolio.md"), &edited).unwrap();
    assert_eq!(again().code, 2);
    assert_eq!(read("portfolio.md"), edited);
}

/// What the house lives with is told as such in every table, as long as the waiver holds.
#[test]
fn a_waiver_is_told() {
    let rule = |more: &[&str]| {
        let all =
            [&["portfolio", "profiles/northwind-bank.yaml", "--rules", "rules/northwind-house"][..], more].concat();
        proviso(root(), &all).result
    };
    let waived = |as_of: &str| {
        let line: Value = serde_json::from_str(&rule(&["--format", "json-lines", "--as-of", as_of])).unwrap();
        let findings = line["findings"].as_array().unwrap();
        let one = findings.iter().find(|one| one["id"] == "azure-openai/reservation-term").unwrap();
        (one["status"].clone(), one["waived"].clone())
    };
    assert_eq!(waived("2026-11-21"), ("gap".into(), true.into()));
    assert_eq!(waived("2028-11-21"), ("gap".into(), Value::Null));
    let short = |as_of: &str| -> u32 {
        let table = rule(&["--format", "csv", "--as-of", as_of]);
        table.lines().nth(1).unwrap().split(',').nth(2).unwrap().parse().unwrap()
    };
    assert!(short("2026-11-21") < short("2028-11-21"));
}
