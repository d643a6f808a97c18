//! `explain`: what it prints of each kind of thing, and that the reasoning it tells is the
//! reasoning of the engine.

use std::path::PathBuf;

use proviso::assess::assess;
use proviso::assess::finding::{Outcome, Truth};
use proviso::assess::reasoning::{Branch, reasoning};
use proviso::diagnostic::Code;
use proviso::rulebook::condition::Condition;
use proviso::source::Source;

use crate::command::{bundled_rules, proviso, root, snapshot};
use crate::docs::examples::{profile, rulebook};

fn here() -> PathBuf {
    root().join("tests/it/handbook")
}

/// What `explain` prints of the small pack.
fn explained(arguments: &[&str]) -> String {
    let mut all = vec!["explain"];
    all.extend(arguments);
    all.extend(["--rules", "base.proviso"]);
    let run = proviso(&here(), &all);
    assert_eq!((run.code, run.said.as_str()), (0, ""), "{arguments:?}");
    run.result
}

#[test]
fn each_kind_of_thing() {
    for name in [
        "early",
        "deletion",
        "watch",
        "plan",
        "how-often",
        "read",
        "year-end",
        "speed-or-care",
        "change",
        "first",
        "size",
        "notice",
        "floor",
        "exposed",
        "guide",
    ] {
        snapshot(&format!("explain/{name}.md"), &explained(&[name]));
        let qualified = format!("base/{name}");
        let run = proviso(&here(), &["explain", &qualified, "--rules", "base.proviso"]);
        let rule = run.code == 0;
        assert!(!rule || run.result == explained(&[name]), "{name}");
    }
}

#[test]
fn each_kind_of_thing_for_a_company() {
    for name in
        ["early", "deletion", "watch", "plan", "how-often", "read", "year-end", "speed-or-care", "notice", "exposed"]
    {
        snapshot(&format!("explain/deal/{name}.md"), &explained(&[name, "deal.yaml"]));
    }
}

#[test]
fn what_a_house_changes() {
    for name in ["early", "deletion", "floor"] {
        let run = proviso(&here(), &["explain", name, "--rules", "own.proviso", "--rules", "base.proviso"]);
        assert_eq!(run.code, 0, "{}", run.said);
        snapshot(&format!("explain/own/{name}.md"), &run.result);
    }
}

#[test]
fn the_bank_and_its_notice() {
    let run = proviso(root(), &["explain", "change-notice", "profiles/northwind-bank.yaml"]);
    assert_eq!(run.code, 0);
    snapshot("explain/northwind-bank.md", &run.result);
    let same = proviso(root(), &["explain", "azure-openai/change-notice", "profiles/northwind-bank.yaml"]);
    assert_eq!(same.result, run.result);
}

#[test]
fn every_message_is_explained_as_on_its_page() {
    let page = std::fs::read_to_string(root().join("docs/diagnostics.md")).unwrap();
    for code in Code::ALL {
        let run = proviso(root(), &["explain", code.as_str()]);
        assert_eq!(run.code, 0, "{code}");
        assert!(run.result.starts_with(&format!("# {code}\n")));
        let section = page.split(&format!("\n## {code}\n")).nth(1).unwrap();
        let first = section.trim().lines().next().unwrap();
        assert!(run.result.contains(first.split("](").next().unwrap()), "{code}: {}", run.result);
        assert!(run.result.contains("**Bad**") && run.result.contains("**Good**") && !run.result.contains("<!--"));
    }
    snapshot("explain/code.md", &proviso(root(), &["explain", "backward-range"]).result);
}

#[test]
fn a_word_that_stands_for_several_things_is_told_of_all() {
    let folder = tempfile::tempdir().unwrap();
    let base = std::fs::read_to_string(here().join("base.proviso")).unwrap();
    std::fs::write(
        folder.path().join("base.proviso"),
        base.replace("redline early", "redline notice").replace("between early", "between notice"),
    )
    .unwrap();
    let run = proviso(folder.path(), &["explain", "notice", "--rules", "base.proviso"]);
    assert_eq!(run.code, 0, "{}", run.said);
    assert!(run.result.contains("redline · `base/notice`") && run.result.contains("term · `notice`"), "{}", run.result);
}

#[test]
fn what_is_not_known_is_told_with_what_is_near() {
    let near = proviso(root(), &["explain", "change-notise"]);
    assert_eq!(near.code, 2);
    assert!(near.said.contains("did you mean `change-notice`?"), "{}", near.said);
    let code = proviso(root(), &["explain", "unknwn-name"]);
    assert!(code.said.contains("did you mean `unknown-name`?"), "{}", code.said);
    let far = proviso(root(), &["explain", "qqqqqqqq"]);
    assert_eq!(far.code, 2);
    assert!(far.said.contains("--rules PATH"), "{}", far.said);
    assert_eq!(proviso(root(), &["explain", "vital", "--as-of", "2026-01-01"]).code, 2, "a day without a profile");
}

#[test]
fn a_rule_of_the_bundled_house_pack_is_found() {
    let run = proviso(root(), &["explain", "negotiation-policy"]);
    assert_eq!(run.code, 0, "{}", run.said);
    assert!(run.result.contains("# Negotiation policy of Northwind Bank"), "{}", run.result);
}

/// Whether what is said of the parts goes with what is said of the whole.
fn hangs_together(branch: &Branch<'_>) {
    let truth = branch.truth.unwrap();
    let parts: Vec<Truth> = branch.operands.iter().map(|part| part.truth.unwrap()).collect();
    let all = |wanted: Truth| parts.iter().all(|part| *part == wanted);
    let any = |wanted: Truth| parts.contains(&wanted);
    match branch.condition {
        Condition::Always => assert_eq!(truth, Truth::True),
        Condition::Compare(_) => assert!(parts.is_empty()),
        Condition::Define(..) => assert_eq!(parts, [truth]),
        Condition::Not(_) => assert_eq!(
            parts,
            [match truth {
                Truth::True => Truth::False,
                Truth::False => Truth::True,
                Truth::Unknown => Truth::Unknown,
            }]
        ),
        Condition::All(_) => {
            assert_eq!(truth == Truth::True, all(Truth::True));
            assert!(!any(Truth::False) || truth == Truth::False);
        }
        Condition::Any(_) => {
            assert_eq!(truth == Truth::False, all(Truth::False));
            assert!(!any(Truth::True) || truth == Truth::True);
        }
    }
    branch.operands.iter().for_each(hangs_together);
}

#[test]
fn the_reasoning_is_that_of_the_engine() {
    let read = |path: PathBuf| Source::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap());
    let (book, _) = rulebook(&[bundled_rules().into_iter().map(read).collect()]);
    let book = book.unwrap();
    for name in ["northwind-bank", "lumen-labs", "quillstone-software"] {
        let (profile, _) = profile(&read(root().join(format!("profiles/{name}.yaml"))), &book);
        let profile = profile.unwrap();
        let assessment = assess(&book, &profile).unwrap();
        let whens: Vec<&Condition> = book.advice.iter().map(|rule| &rule.when).collect();
        let branches = reasoning(&book, &profile, &whens).unwrap();
        for ((rule, finding), branch) in book.advice.iter().zip(&assessment.findings).zip(&branches) {
            hangs_together(branch);
            if rule.body.kind() == "conflict" {
                continue; // settled also where its sides are
            }
            let idle = |outcome: &Outcome| {
                matches!(
                    outcome,
                    Outcome::NotApplicable | Outcome::NotNeeded | Outcome::NotAsked | Outcome::Unavailable
                )
            };
            let said = match branch.truth.unwrap() {
                Truth::True => !finding.could_be.iter().any(idle),
                Truth::False => finding.could_be.iter().all(idle),
                Truth::Unknown => finding.could_be.iter().any(idle) && finding.could_be.len() > 1,
            };
            assert!(said, "{name}: {}: {:?} and {:?}", rule.id, branch.truth, finding.could_be);
        }
    }
}
