//! Tests of rules: which hold, what they cover, which edits they notice.

mod law;
mod worked;

use proviso::rulebook::Rulebook;
use proviso::trial::{self, Coverage, Edit, Fate, Verdict};

use crate::command::{proviso, ran, root, snapshot};
use crate::laws::engine;

const HOUSE: &str = include_str!("house.proviso");

/// The house pack with tests beside it.
fn house(tests: &str) -> Rulebook {
    engine::rulebook(&[HOUSE.to_owned(), tests.to_owned()]).unwrap_or_else(|told| panic!("{told}"))
}

/// One test after another: `p` passed, `f` failed, `b` could not be run.
fn verdicts(tests: &str) -> String {
    let verdicts = trial::run(&house(tests)).unwrap();
    let letter = |verdict: &Verdict| match verdict {
        Verdict::Passed => 'p',
        Verdict::Failed(_) => 'f',
        Verdict::Broken(_) => 'b',
    };
    verdicts.iter().map(letter).collect()
}

/// One expectation under what is given.
fn holds(given: &str, expected: &str) -> bool {
    match verdicts(&format!("test \"A case\" {{\n{given}\nexpect {expected}\n}}")).as_str() {
        "p" => true,
        "f" => false,
        other => panic!("{given} {expected}: {other}"),
    }
}

const FULL: &str = "given vital is yes\ngiven spend is USD 1M\ngiven stage is pilot\n";

#[test]
fn every_kind_of_expectation_can_hold_and_fail() {
    let settled = "given vital is no\ngiven spend is USD 1\ngiven stage is idea\ngiven region is us\ngiven renewal is 2030-01-01\ngiven as-of 2026-11-21";
    for (given, yes, no) in [
        (FULL, "notice is gap", "notice is walk-away"),
        ("given vital is yes given draft notice.length is 120 days", "notice is fallback 1", "notice is fallback 2"),
        ("given vital is yes given draft notice.length is 120 days", "notice is fallback", "notice is preferred"),
        (FULL, "severity of notice is high", "severity of notice is medium"),
        ("given vital is no", "severity of change is medium", "severity of change is high"),
        (FULL, "priority of notice is must-have", "priority of notice is tradeable"),
        (FULL, "owner of watch is it", "owner of watch is legal"),
        (
            "given vital is yes given draft notice.length is 120 days",
            "approver of notice is cfo",
            "approver of notice is cio",
        ),
        ("", "notice is open", "notice is gap"),
        ("", "notice is open on vital, spend", "notice is open on notice.exit, renewal"),
        ("given stage is pilot given done is [watch]", "watch is in-place", "watch is advised"),
        ("given stage is pilot given done is house/watch", "watch is in-place", "watch is not-needed"),
        ("given renewal is 2027-01-01", "ask-it is answered", "ask-it is ask"),
        ("given as-of 2026-11-21 given renewal is 2027-01-01 given stage is pilot", "both is live", "both is settled"),
        ("given as-of 2026-11-21 given renewal is 2028-01-01 given stage is pilot", "both is settled", "both is live"),
        (settled, "nothing in change", "nothing in change\nexpect watch is advised"),
    ] {
        assert!(holds(given, yes), "{given}\n{yes}");
        assert!(!holds(given, no), "{given}\n{no}");
    }
    assert!(!holds("given as-of 2026-11-21 given renewal is 2027-01-01 given stage is pilot", "nothing in change"));
}

#[test]
fn givens_mean_what_they_mean_in_a_profile() {
    let given = |value: &str| format!("given vital is yes\ngiven draft notice.length is {value}");
    for (value, status) in [
        ("200 days", "preferred"),
        ("{ value: 200 days, in: oral }", "fallback 1"),
        ("180 days..1 year", "preferred"),
        ("[120 days, 130 days]", "fallback 1"),
        ("100 days..200 days", "open on notice.length"),
        ("unknown", "open on notice.length"),
        ("silent", "gap"),
        ("{ by-reference: \"Service terms\" }", "open on notice.length"),
        ("10 days # that is short", "walk-away"),
    ] {
        assert!(holds(&given(value), &format!("notice is {status}")), "{value}");
    }
    for (draft, status) in [("none", "gap"), ("partial", "gap"), ("reviewed", "gap")] {
        assert!(holds(&format!("given vital is yes given draft is {draft}"), &format!("notice is {status}")));
    }
    assert!(holds(
        "given vital is no given spend is [USD 1, USD 5] given stage is idea..pilot",
        "notice is not-applicable"
    ));
}

#[test]
fn a_test_that_hangs_on_the_day_gives_one() {
    for (given, expected, verdict) in [
        ("given renewal is 2027-01-01", "renew is available", "b"),
        ("", "renew is open on renewal", "b"),
        ("given as-of 2026-11-21", "renew is open on renewal", "p"),
        ("given renewal is 2027-01-01 given as-of is 2026-11-21", "renew is available", "p"),
        ("given renewal is 2027-01-01 given stage is pilot", "watch is advised", "p"),
    ] {
        assert_eq!(
            verdicts(&format!("test \"A case\" {{\n{given}\nexpect {expected}\n}}")),
            verdict,
            "{given} {expected}"
        );
    }
    let both = "test \"One\" { given renewal is 2027-01-01   expect renew is available }\n\
                test \"Two\" { given stage is idea   expect watch is not-needed }\n";
    assert_eq!(verdicts(both), "bp", "the others are run all the same");
}

#[test]
fn what_is_wrong_with_a_value_is_said_in_the_rule_file() {
    let tests = "test \"A case\" {\n    given spend is 5\n    given stage is [pilot,\n        productin]\n    given as-of 2026-13-01\n    given draft is parial\n    expect notice is gap\n}\n";
    let found = trial::run(&house(tests)).unwrap_err();
    snapshot("trial/values.txt", &crate::snapshot::shown(&found));
    assert_eq!(trial::mistakes(&house(tests)).len(), found.len(), "`check` tells the same");
}

const TESTS: &str = r#"
test "Half a year by e-mail is preferred" {
    given vital is yes
    given draft notice.length is { value: 180 days, in: e-mail }
    expect notice is preferred
    expect priority of notice is must-have
}
test "Less than the floor with an exit" {
    given vital is yes
    given spend is USD 499k
    given draft notice.length is 119 days
    given draft notice.exit is yes
    expect notice is fallback 2
}
"#;

fn coverage(tests: &str) -> Coverage {
    let book = house(tests);
    let verdicts = trial::run(&book).unwrap();
    trial::coverage(&book, &verdicts, &|_| true).unwrap()
}

fn missing(coverage: &Coverage) -> Vec<&str> {
    coverage.areas.iter().flat_map(|area| &area.missing).map(|missing| missing.words.as_str()).collect()
}

#[test]
fn coverage_counts_each_guard_both_ways() {
    let none = coverage("");
    assert_eq!((none.decided(), none.percent()), (0, 0));
    // notice: when 2, walk-away 2, preferred 2, fallback 1 2, when not big 2, fallback 2 2;
    // its priority 2; the risk's severity 2; renew 2; watch 2 and ticked 2; move 2 and done
    // 2; ask-it 2; the parameter's value 2.
    assert_eq!(none.ways(), 30);
    let some = coverage(TESTS);
    // notice: when holds; walk-away fails; preferred both; fallback 1 fails; fallback 2
    // holds, and so does its when; priority holds; the parameter's value holds.
    assert_eq!(some.decided(), 9);
    let missing = missing(&some);
    for words in [
        "notice: walk-away never holds",
        "notice: `when not big` of fallback 2 never fails",
        "notice: fallback 2 never fails",
        "notice: priority: `vital` never fails",
        "watch: it is never given as done",
        "ask-it: it is never answered",
        "floor: value: `vital` never fails",
    ] {
        assert!(missing.contains(&words), "{words}\n{missing:#?}");
    }
    assert_eq!(missing.len(), 21);
}

#[test]
fn a_test_that_fails_decides_nothing() {
    let failing = "test \"Wrong\" { given vital is yes   expect notice is preferred }\n";
    assert_eq!(coverage(failing).decided(), 0);
}

fn edits(tests: &str) -> Vec<Edit> {
    trial::mutate(&house(tests), &|_| true, &mut |_, _| {}).unwrap()
}

fn unnoticed(edits: &[Edit]) -> Vec<String> {
    let unnoticed = edits.iter().filter(|edit| edit.fate == Fate::Unnoticed);
    unnoticed.map(|edit| format!("{} in {} ({})", edit.words, edit.rule, edit.part)).collect()
}

#[test]
fn an_edit_that_no_test_notices_is_told_until_one_does() {
    let blind = unnoticed(&edits(TESTS));
    let told = "45 days becomes 46 days in notice (fallback 2)".to_owned();
    assert!(blind.contains(&told), "{blind:#?}");
    let seeing = format!(
        "{TESTS}test \"Exactly forty-five\" {{\n given vital is yes\n given spend is USD 1\n given draft notice.length is 45 days\n given draft notice.exit is yes\n expect notice is fallback 2\n}}\n"
    );
    let seeing = unnoticed(&edits(&seeing));
    assert!(!seeing.contains(&told));
    assert!(seeing.len() < blind.len() && seeing.iter().all(|words| blind.contains(words)), "more tests notice more");
}

#[test]
fn every_kind_of_edit_is_made() {
    let all: Vec<String> =
        edits("").iter().map(|edit| format!("{} in {} ({})", edit.words, edit.rule, edit.part)).collect();
    snapshot("trial/edits.txt", &format!("{}\n", all.join("\n")));
}

#[test]
fn an_edit_that_changes_nothing_does_not_count() {
    // Below thirty days the walk-away has decided before the fallback is asked.
    let rules = HOUSE.replace("at least 45 days and", "at least 10 days and");
    let book = engine::rulebook(&[rules, TESTS.to_owned()]).unwrap();
    let edits = trial::mutate(&book, &|_| true, &mut |_, _| {}).unwrap();
    let nudged: Vec<&Edit> = edits.iter().filter(|edit| edit.words.starts_with("10 days becomes")).collect();
    assert_eq!(nudged.len(), 2);
    assert!(nudged.iter().all(|edit| edit.fate == Fate::Same), "{nudged:?}");
}

#[test]
fn without_tests_nothing_is_noticed() {
    assert!(edits("").iter().all(|edit| !matches!(edit.fate, Fate::Noticed(_))));
    assert!(unnoticed(&edits("")).len() > 50);
}

#[test]
fn the_command_tells_what_failed_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("rules.proviso", HOUSE);
    std::fs::create_dir(folder.path().join("tests")).unwrap();
    let wrong = "test \"Too short\" {\n    given as-of 2026-11-21\n    given renewal is 2028-01-01\n    given vital is yes\n    given draft notice.length is 100 days\n    given draft notice.exit is no\n    expect notice is fallback 1\n    expect severity of notice is medium\n    expect nothing in change\n}\n\
                 test \"On no day\" { given renewal is 2027-01-01   expect renew is available }\n";
    write("tests/wrong.proviso", wrong);
    write("tests/right.proviso", TESTS);
    let run = |arguments: &[&str]| proviso(folder.path(), arguments);
    let all = run(&["test", "."]);
    assert_eq!((all.code, all.said.as_str()), (1, ""));
    snapshot("trial/failing.txt", &all.result);
    let one = run(&["test", "tests/right.proviso"]);
    assert_eq!((one.code, one.result.as_str()), (0, "2 tests passed\n"), "{}", one.said);
    let refused = run(&["test", ".", "--mutate"]);
    assert_eq!(refused.code, 1);
    assert!(refused.result.contains("no rule was edited"));
    std::fs::remove_file(folder.path().join("tests/wrong.proviso")).unwrap();
    let measured = run(&["test", ".", "--coverage", "--mutate"]);
    assert_eq!(measured.code, 0);
    snapshot("trial/measured.txt", &measured.result);
    assert_eq!(run(&["test", ".", "--min-coverage", "30"]).code, 0);
    let short = run(&["test", ".", "--min-coverage", "31"]);
    assert_eq!(short.code, 1);
    assert!(short.result.contains("tests decide 30% of all cases, less than the 31% asked for"), "{}", short.result);
    write("tests/broken.proviso", "test \"Broken\" { expect notic is gap }\n");
    let broken = run(&["test", "."]);
    assert_eq!((broken.code, broken.result.as_str()), (2, ""));
    assert!(broken.said.contains("did you mean `notice`?"));
}

#[test]
fn the_bundled_pack_passes_its_tests() {
    let run = proviso(root(), &["test", "azure-openai", "--min-coverage", "95"]);
    assert_eq!(run.code, 0, "{}{}", run.result, run.said);
    let files = proviso(root(), &["test", "rules/azure-openai", "--min-coverage", "95"]);
    assert_eq!(files.code, 0);
    assert_eq!(files.result.lines().next(), run.result.lines().next());
}

#[test]
fn the_same_rules_are_tested_with_the_same_bytes() {
    let run = |language: &str| {
        let mut command = crate::command::command(root(), &["test", "eu-data-act", "--coverage", "--mutate"]);
        command.env("LC_ALL", language).env("TZ", "Asia/Tokyo");
        ran(command)
    };
    let one = run("C");
    assert_eq!(one.code, 0);
    assert!(one == run("tr_TR.UTF-8"));
    assert_eq!(one.said, "", "progress is for people who look on");
}

/// With the walk-away one day higher the rules would not stand: that needs no test.
#[test]
fn an_edit_that_is_refused_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    let touching = HOUSE.replace("at least 45 days and notice.exit is yes   { when not big", "at least 30 days   {");
    std::fs::write(folder.path().join("rules.proviso"), &touching).unwrap();
    let edits = trial::mutate(&engine::rulebook(&[touching]).unwrap(), &|_| true, &mut |_, _| {}).unwrap();
    let higher = |edit: &&Edit| edit.part == "walk-away" && edit.words == "30 days becomes 31 days";
    assert_eq!(edits.iter().find(higher).unwrap().fate, Fate::Unnoticed);
    let told = proviso(folder.path(), &["test", ".", "--mutate"]).result;
    assert!(!told.contains("30 days becomes 31 days in notice (walk-away"), "{told}");
    assert!(told.contains("30 days becomes 31 days in notice (fallback 2"), "{told}");
}

/// Changed places, the fallback would accept what the walk-away refuses.
#[test]
fn rungs_that_may_not_change_places_are_not_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rules.proviso"), HOUSE).unwrap();
    let edits = trial::mutate(&house(""), &|_| true, &mut |_, _| {}).unwrap();
    let swaps: Vec<&Edit> = edits.iter().filter(|edit| edit.words.ends_with("change places")).collect();
    assert!(swaps.len() == 3 && swaps.iter().all(|edit| edit.instead.len() == 2), "{swaps:?}");
    let told = proviso(folder.path(), &["test", ".", "--mutate"]).result;
    assert!(!told.contains("preferred and fallback 1 change places"), "{told}");
    assert!(!told.contains("fallback 2 and walk-away change places"), "{told}");
    assert!(told.contains("fallback 1 and fallback 2 change places"), "they are about different things: {told}");
    // What only a look at all companies refuses is refused as well.
    let parted =
        HOUSE.replace("walk-away notice.length below 30 days", "walk-away notice.length below 60 days { when big }");
    std::fs::write(folder.path().join("rules.proviso"), parted).unwrap();
    let told = proviso(folder.path(), &["test", ".", "--mutate"]).result;
    assert!(told.contains("45 days becomes 46 days in notice (fallback 2"), "{told}");
    assert!(!told.contains("`when not big` is left out in notice (when of fallback 2"), "{told}");
}

/// Nobody wrote a priority, nor the severity of a lever outside any risk.
#[test]
fn what_nobody_wrote_is_not_edited() {
    let rules = HOUSE.replace("priority  must-have when vital, otherwise tradeable\n", "\n")
        + "lever more \"More\" { play \"Offer more.\"   from guide }\n";
    let edits = trial::mutate(&engine::rulebook(&[rules]).unwrap(), &|_| true, &mut |_, _| {}).unwrap();
    assert!(edits.iter().all(|edit| edit.part != "priority"), "{edits:?}");
    assert!(edits.iter().all(|edit| edit.rule != "more"), "{edits:?}");
}

#[test]
fn an_edit_stands_where_the_value_is_written() {
    let edits = edits("");
    let line = |words: &str| {
        let edit = edits.iter().find(|edit| edit.words == words).unwrap_or_else(|| panic!("{words}"));
        let line = edit.place.position().line as usize;
        (
            edit.place.text().to_owned(),
            HOUSE.lines().nth(line - 1).unwrap().trim().split(' ').next().unwrap().to_owned(),
        )
    };
    assert_eq!(line("`high` becomes `critical` when vital"), ("high".to_owned(), "severity".to_owned()));
    assert_eq!(line("`tradeable` becomes `must-have`"), ("tradeable".to_owned(), "priority".to_owned()));
    assert_eq!(line("120 days becomes 121 days when vital").0, "120 days");
    assert_eq!(line("30 days becomes 31 days").0, "30 days");
}

#[test]
fn a_when_of_several_parts_is_left_out_as_a_whole() {
    let rules = HOUSE.replace("when      vital or big", "when      vital and big");
    let edits = trial::mutate(&engine::rulebook(&[rules]).unwrap(), &|_| true, &mut |_, _| {}).unwrap();
    let words: Vec<&str> = edits.iter().filter(|edit| edit.part == "when").map(|edit| edit.words.as_str()).collect();
    for expected in ["`vital` is left out", "`big` is left out", "`when vital and big` is left out"] {
        assert!(words.contains(&expected), "{words:?}");
    }
}

/// A value that could only be chosen where the rule does not apply is of no consequence.
#[test]
fn values_count_where_the_rule_applies() {
    let rules = HOUSE
        .replace(
            "when      vital or big",
            "when      spend above USD 100\n        severity  critical when spend below USD 50, otherwise low",
        )
        .replace("{ approver cfo }", "{ approver cfo when spend below USD 60, otherwise cio }");
    let tests = "test \"Ten dollars\" { given spend is USD 10   expect severity of notice is critical }\n\
                 test \"Much\" { given spend is USD 101   given vital is no   given draft notice.length is 100 days\n\
                 expect severity of notice is low   expect approver of notice is cio }\n";
    let book = engine::rulebook(&[rules, tests.to_owned()]).unwrap();
    let verdicts = trial::run(&book).unwrap();
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Passed)), "{verdicts:?}");
    let coverage = trial::coverage(&book, &verdicts, &|_| true).unwrap();
    let missing = missing(&coverage);
    assert!(
        missing.iter().all(|words| !words.contains("severity: `spend") && !words.contains("approver")),
        "{missing:#?}"
    );
    let edits = trial::mutate(&book, &|_| true, &mut |_, _| {}).unwrap();
    let of = |words: &str| {
        edits.iter().filter(|edit| edit.words.starts_with(words)).map(|edit| edit.fate).collect::<Vec<_>>()
    };
    assert_eq!(of("USD 60 becomes"), [Fate::Same; 2]);
    assert!(of("USD 50 becomes").iter().all(|fate| *fate == Fate::Same));
}

/// Where a question only applies to those who have answered it, nobody is left to ask.
#[test]
fn coverage_leaves_out_what_cannot_be() {
    let book = |when: &str| {
        let rules =
            HOUSE.replace("{ to us   answered by renewal }", &format!("{{ when {when}   to us   answered by stage }}"));
        let book = engine::rulebook(&[rules]).unwrap();
        let coverage = trial::coverage(&book, &[], &|_| true).unwrap();
        missing(&coverage).into_iter().any(|words| words == "ask-it: it is never left to ask")
    };
    assert!(!book("stage is pilot"));
    assert!(book("stage at least pilot"));
    assert!(book("vital"));
}
