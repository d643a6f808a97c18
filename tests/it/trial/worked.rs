//! Days of duties and values of figures in tests: what they hold, and which edits they
//! notice.

use proviso::rulebook::Rulebook;
use proviso::trial::{self, Fate, Verdict};

use crate::command::snapshot;
use crate::laws::engine;

const RULES: &str = r#"
pack house "House rules" {
    version   "1"
    vendor    "Acme"
    owners    it "IT"
    phases    run "Run"
    documents contract
}
source guide "Guide" { kind advisory   as-of 2025-08-01 }
fact renewal "Renewal" { type date or never   ask "When?" }
fact start "Start" { type date   ask "When?" }
fact big "Big" { type yes-no   ask "Big?" }
fact cost "Cost" { type money   ask "How much?" }
fact hours "Hours" { type number   ask "How many?" }
parameter share "Share" { type percent   value 20% from guide }
figure loss "Loss" {
    type  money
    value cost * hours * 2 when big, otherwise max of [cost * share - USD 10, USD 0]
    show  "So much."
    from  guide
}
figure pause "Pause" { type duration   value 30 days * (100% - share)   show "So long."   from guide }
figure use-share "Share of use" { type percent   value cost / loss   show "Such a part."   from guide }
duty leave "Leave" { by us   due 90 days before renewal   do "Leave."   owner it   phase run   from guide }
duty report-it "Report" { by us   due 1 month after start   do "Report."   owner it   phase run   from guide }
duty pay "Pay" { by us   due within 30 days after start   do "Pay."   owner it   phase run   from guide }
duty come "Come" { by us   due on start   do "Come."   owner it   phase run   from guide }
duty review "Review" { by us   due every 3 months after start   do "Review."   owner it   phase run   from guide }
duty walk "Walk" { by us   due every 3 months   do "Walk."   owner it   phase run   from guide }
"#;

fn built(tests: &str) -> Result<Rulebook, String> {
    engine::rulebook(&[RULES.to_owned(), tests.to_owned()])
}

fn verdict(given: &str, expected: &str) -> Verdict {
    let test = format!("test \"A case\" {{\n{given}\nexpect {expected}\n}}");
    let rulebook = built(&test).unwrap_or_else(|told| panic!("{told}"));
    trial::run(&rulebook).unwrap_or_else(|found| panic!("{found:?}")).remove(0)
}

#[test]
fn days_and_values_hold_and_fail() {
    let big = "given big is yes given cost is USD 100 given hours is 3";
    for (given, yes, no) in [
        ("given renewal is 2027-06-30", "due of leave is 2027-04-01", "due of leave is 2027-04-02"),
        ("given renewal is never", "due of leave is never", "due of leave is unknown"),
        ("", "due of leave is unknown", "due of leave is never"),
        (
            "given renewal is 2027-01-31..2027-03-31",
            "due of leave is 2026-11-02..2026-12-31",
            "due of leave is 2026-11-02..2026-12-30",
        ),
        ("given start is 2026-01-31", "due of report-it is 2026-02-28", "due of report-it is 2026-03-03"),
        ("given start is 2026-01-31", "due of pay is 2026-03-02", "due of pay is 2026-02-28"),
        ("given start is 2026-01-31", "due of come is 2026-01-31", "due of come is 2026-02-01"),
        (
            "given as-of 2026-11-21 given start is 2026-05-31",
            "due of review is 2026-11-30",
            "due of review is 2026-08-31",
        ),
        (big, "figure loss is USD 600", "figure loss is USD 601"),
        (big, "figure loss is USD 600.00", "figure loss is EUR 600"),
        ("given big is no given cost is USD 100", "figure loss is USD 10", "figure loss is USD 0"),
        ("given big is no given cost is USD 100..USD 200", "figure loss is USD 10..USD 30", "figure loss is USD 10"),
        ("", "figure pause is 24 days", "figure pause is 24 days 1 hour"),
        ("", "figure pause is 576 hours", "figure pause is unknown"),
        ("", "figure use-share is unknown", "figure use-share is 5%"),
        // A share of nothing has no value.
        ("given big is no given cost is USD 50", "figure use-share is unknown", "figure use-share is 0%"),
    ] {
        assert!(matches!(verdict(given, yes), Verdict::Passed), "{given}\n{yes}: {:?}", verdict(given, yes));
        assert!(matches!(verdict(given, no), Verdict::Failed(_)), "{given}\n{no}");
    }
}

/// What comes back is due next on a day that hangs on the test's own.
#[test]
fn what_comes_back_needs_a_day() {
    assert!(matches!(verdict("given start is 2026-05-31", "due of review is 2026-11-30"), Verdict::Broken(_)));
    assert!(matches!(verdict("given start is 2026-05-31", "due of come is 2026-05-31"), Verdict::Passed));
}

#[test]
fn what_came_out_instead_is_told_in_the_words_of_tests() {
    for (given, expected, actual) in [
        ("given renewal is 2027-06-30", "due of leave is never", "due of leave is 2027-04-01"),
        ("given renewal is 2027-06-30..2027-07-31", "due of leave is never", "due of leave is 2027-04-01..2027-05-02"),
        ("", "due of leave is never", "due of leave is unknown"),
        ("given big is no given cost is USD 100..USD 200", "figure loss is USD 1", "figure loss is USD 10..USD 30"),
        ("", "figure use-share is 5%", "figure use-share is unknown"),
    ] {
        let Verdict::Failed(failure) = verdict(given, expected) else { panic!("{expected}") };
        assert_eq!(failure.misses[0].actual, actual);
    }
}

#[test]
fn what_cannot_be_expected_is_said() {
    let mut all = String::new();
    for expected in [
        "due of walk is 2027-01-01",
        "due of leave is 2027-13-01",
        "due of leave is soon",
        "due of renewal is 2027-01-01",
        "figure cost is USD 5",
        "figure share is 5%",
        "figure los is USD 5",
        "figure loss is 5 days",
        "figure loss is 5",
    ] {
        let test = format!("test \"A case\" {{\n    expect {expected}\n}}");
        all.push_str(&format!("{expected}\n"));
        all.push_str(&match built(&test) {
            Ok(rulebook) => crate::snapshot::shown(&trial::run(&rulebook).expect_err(expected)),
            Err(told) => told,
        });
        all.push('\n');
    }
    snapshot("trial/worked.txt", &all);
}

/// Which edits the tests leave unnoticed.
fn unnoticed(tests: &str) -> Vec<String> {
    let rulebook = built(tests).unwrap_or_else(|told| panic!("{told}"));
    let edits = trial::mutate(&rulebook, &|_| true, &mut |_, _| {}).unwrap();
    let left = edits.into_iter().filter(|edit| edit.fate == Fate::Unnoticed);
    left.map(|edit| format!("{} {}: {}", edit.rule, edit.part, edit.words)).collect()
}

#[test]
fn edits_of_days_and_formulas_are_noticed_by_tests_of_them() {
    snapshot("trial/worked-edits.txt", &unnoticed("").join("\n"));
    let tests = "
        test \"Days\" {
            given renewal is 2027-06-30
            given start is 2026-01-31
            given as-of 2026-02-15
            expect due of leave is 2027-04-01
            expect due of report-it is 2026-02-28
            expect due of pay is 2026-03-02
            expect due of come is 2026-01-31
            expect due of review is 2026-04-30
        }
        test \"Large\" {
            given big is yes
            given cost is USD 100
            given hours is 3
            expect figure loss is USD 600
            expect figure pause is 24 days
        }
        test \"Small\" {
            given big is no
            given cost is USD 100
            given hours is 3
            expect figure loss is USD 10
            expect figure use-share is 1000%
        }
        test \"Least\" {
            given big is no
            given cost is USD 20
            expect figure loss is USD 0
        }";
    assert_eq!(unnoticed(tests), Vec::<String>::new());
    // One day off is noticed by nobody.
    let without = tests.replace("expect due of pay is 2026-03-02\n", "");
    assert_eq!(
        unnoticed(&without),
        ["pay due: 30 days becomes 31 days", "pay due: 30 days becomes 29 days", "pay due: `start` becomes `renewal`"]
    );
}

/// The arms of a figure count as the arms of a parameter do.
#[test]
fn arms_of_figures_are_covered_by_tests_of_them() {
    let missing = |tests: &str| -> Vec<String> {
        let rulebook = built(tests).unwrap_or_else(|told| panic!("{told}"));
        let verdicts = trial::run(&rulebook).unwrap();
        let coverage = trial::coverage(&rulebook, &verdicts, &|_| true).unwrap();
        let missing = coverage.areas.iter().flat_map(|area| &area.missing).map(|missing| missing.words.clone());
        missing.filter(|words| words.starts_with("loss")).collect()
    };
    assert_eq!(missing("").len(), 2);
    let one =
        "test \"Large\" { given big is yes   given cost is USD 1   given hours is 1   expect figure loss is USD 2 }";
    assert_eq!(missing(one).len(), 1);
}
