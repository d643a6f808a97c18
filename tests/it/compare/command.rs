//! The command: exit codes, mistakes, files.

use std::fs;

use super::rounds;
use crate::command::{proviso, root, snapshot};

#[test]
fn exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path());
    let compare = |more: &[&str]| {
        let mut arguments = vec!["compare"];
        arguments.extend(more);
        proviso(folder.path(), &arguments).code
    };
    let there = ["round-1.yaml", "round-2.yaml", "--fail-on"];
    assert_eq!(compare(&there[..2]), 0);
    assert_eq!(compare(&[&there[..], &["gap"]].concat()), 1, "three newly fail");
    assert_eq!(compare(&[&there[..], &["walk-away"]].concat()), 1, "one is newly past the walk-away");
    assert_eq!(compare(&["round-1.yaml", "round-1.yaml", "--fail-on", "fallback"]), 0, "nothing is new");
    assert_eq!(compare(&["round-1.yaml", "round-2.yaml", "--fail-on", "worse"]), 2);
    assert_eq!(compare(&[]), 2);
    // Less is known of one term: what was acceptable could now fall short.
    let first = fs::read_to_string(folder.path().join("round-1.yaml")).unwrap();
    fs::write(folder.path().join("open.yaml"), first.replace("response: 60 minutes", "response: unknown")).unwrap();
    assert_eq!(compare(&["round-1.yaml", "open.yaml", "--fail-on", "gap"]), 3);
    assert_eq!(compare(&["open.yaml", "round-1.yaml", "--fail-on", "gap"]), 0);
}

#[test]
fn what_cannot_be_compared() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("one.yaml", "profile: One\nas-of: 2026-11-21\npacks: [azure-openai]\nfacts: { suport.tier: gold }\n");
    write("two.yaml", "profile: Two\nas-of: 2026-13-01\npacks: [azure-opnai]\n");
    let mut all = String::new();
    for arguments in [
        &["compare", "one.yaml"][..],
        &["compare", "one.yaml", "two.yaml", "three.yaml"],
        &["compare", "one.yaml", "two.yaml"],
        &["compare", "one.yaml", "--with", "rules-of-mine"],
        &["compare", "one.yaml", "--with", "two.yaml"],
        &["compare", "nowhere.yaml", "one.yaml"],
    ] {
        let run = proviso(folder.path(), arguments);
        assert_eq!((run.code, run.result.as_str()), (2, ""), "{arguments:?}");
        all.push_str(&format!("$ proviso {}\n{}\n", arguments.join(" "), run.said));
    }
    snapshot("compare/mistakes.txt", &all);
}

#[test]
fn a_file_is_written_whole_or_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path());
    let write = |name: &str, format: &str| {
        proviso(folder.path(), &["compare", "round-1.yaml", "round-2.yaml", "--out", name, "--format", format])
    };
    for (name, format) in [("moves.md", "markdown"), ("moves.html", "html"), ("moves.json", "json")] {
        let run = write(name, format);
        assert_eq!((run.code, run.result.as_str(), run.said), (0, "", format!("wrote {name}\n")));
        let place = folder.path().join(name);
        let text = fs::read_to_string(&place).unwrap();
        assert_eq!(write(name, format).code, 0, "what Proviso wrote it may write again");
        assert_eq!(fs::read_to_string(&place).unwrap(), text);
    }
    for (name, format) in [("moves.md", "markdown"), ("moves.html", "html")] {
        let place = folder.path().join(name);
        let edited = fs::read_to_string(&place).unwrap().replacen("Northwind", "Our", 1);
        fs::write(&place, &edited).unwrap();
        let run = write(name, format);
        assert_eq!(run.code, 2);
        assert!(run.said.contains("error[not-ours]"), "{}", run.said);
        assert_eq!(fs::read_to_string(&place).unwrap(), edited);
    }
    fs::write(folder.path().join("ours.json"), "{}").unwrap();
    assert_eq!(write("ours.json", "json").code, 2);
    assert_eq!(write("no-such-folder/moves.md", "markdown").code, 0, "the folder is made");
}

#[test]
fn both_are_judged_by_one_day_where_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path());
    let run = proviso(folder.path(), &["compare", "round-1.yaml", "round-2.yaml", "--as-of", "2027-01-15"]);
    assert!(!run.result.contains("grown old") && !run.result.contains("**As of**"), "{}", run.result);
}

#[test]
fn a_template_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("comparison.md");
    let own = |text: &str| {
        fs::write(&place, text).unwrap();
        let bank = "profiles/northwind-bank.yaml";
        proviso(root(), &["compare", bank, bank, "--templates", folder.path().to_str().unwrap()])
    };
    let run = own("{{ title }}: {{ deals[0].summary }}\n");
    assert_eq!((run.code, run.result.as_str()), (0, "Northwind Bank: All 51 positions stand as before.\n"));
    assert_eq!(own("{{ titel }}").code, 2);
}
