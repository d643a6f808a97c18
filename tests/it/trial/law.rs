//! What is said of an edit, held against the same edit made in the text of the rules.

use proptest::prelude::*;
use proviso::assess::finding::{Finding, Outcome};
use proviso::trial::{self, Edit, Fate, Verdict};

use super::HOUSE;
use crate::laws::everything::everything;
use crate::laws::model::Profile;
use crate::laws::profiles::at_point;
use crate::laws::{self, Case, engine};

/// The files with an edit in their text. In parentheses what stands there cannot fall apart.
fn edited(files: &[String], edit: &Edit, parentheses: bool) -> Vec<String> {
    let mut files = files.to_vec();
    let mut parts = edit.instead.clone();
    parts.sort_by_key(|part| std::cmp::Reverse(part.place.span.start));
    for part in parts {
        let at: usize = part.place.source.name().trim_end_matches(".proviso").parse().unwrap();
        let text = if parentheses { format!("({})", part.text) } else { part.text };
        files[at].replace_range(part.place.span.range(), &text);
    }
    files
}

/// The rules with an edit in their text; nothing where they are refused. Rungs and values
/// take no parentheses.
fn rebuilt(files: &[String], edit: &Edit) -> Option<proviso::rulebook::Rulebook> {
    let build = |parentheses| engine::rulebook(&edited(files, edit, parentheses));
    build(true).or_else(|_| build(false)).ok()
}

/// Whether some test fails, or the rules are refused, once the edit is made in the text.
fn is_noticed(files: &[String], edit: &Edit) -> bool {
    rebuilt(files, edit).is_none_or(|book| {
        let verdicts = trial::run(&book).unwrap();
        verdicts.iter().any(|verdict| !matches!(verdict, Verdict::Passed))
    })
}

/// Holds every edit that has a place in the text to what is said of it; how many had one.
fn hold(files: &[String]) -> usize {
    let book = engine::rulebook(files).unwrap_or_else(|told| panic!("{told}\n{}", files.concat()));
    let edits = trial::mutate(&book, &|_| true, &mut |_, _| {}).unwrap();
    let mut held = 0;
    for edit in &edits {
        if edit.instead.is_empty() {
            continue;
        }
        let noticed = is_noticed(files, edit);
        let told = format!("{} in {} ({}): {:?}\n{}", edit.words, edit.rule, edit.part, edit.fate, files.concat());
        match edit.fate {
            Fate::Noticed(_) => assert!(noticed, "nobody notices {told}"),
            Fate::Same => assert!(!noticed || rebuilt(files, edit).is_none(), "somebody notices {told}"),
            // What `check` refuses needs no test.
            Fate::Unnoticed => assert!(!noticed || rebuilt(files, edit).is_none(), "somebody notices {told}"),
        }
        held += 1;
    }
    held
}

#[test]
fn the_house_rules_say_of_edits_what_the_text_says() {
    let held = hold(&[HOUSE.to_owned(), super::TESTS.to_owned()]);
    assert!(held > 50, "{held}");
}

/// Tests that expect what follows: one for each profile, of every rule.
fn tests_of(case: &Case, profiles: &[Profile]) -> String {
    let mut text = String::new();
    for (at, profile) in profiles.iter().enumerate() {
        let assessment = case.assess(profile);
        let mut expected = String::new();
        for (finding, rule) in assessment.findings.iter().zip(&case.built.advice) {
            let id = rule.id.trim_start_matches("p/");
            let status = match finding.decided() {
                Some(Outcome::Fallback(at)) => format!("fallback {}", at + 1),
                Some(outcome) => outcome.as_str().to_owned(),
                None => "open".to_owned(),
            };
            expected.push_str(&format!("    expect {id} is {status}\n"));
            if let [severity] = finding.severity.could_be.as_slice() {
                expected.push_str(&format!("    expect severity of {id} is {severity}\n"));
            }
            for (part, word) in parts(case, finding) {
                expected.push_str(&format!("    expect {part} of {id} is {word}\n"));
            }
        }
        text.push_str(&format!("test \"Case {at}\" {{\n{}{expected}}}\n", given(case, profile)));
    }
    text
}

/// What else is decided of a rule: priority, owner, instrument, and who agrees to its rung.
fn parts(case: &Case, finding: &Finding) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if let Some([only]) = finding.priority.as_ref().map(|priority| priority.could_be.as_slice()) {
        found.push(("priority", only.as_str().to_owned()));
    }
    let rule = &case.built.advice[finding.advice.0];
    let rung = match (finding.decided(), &rule.body) {
        (Some(Outcome::Preferred), _) => finding.rungs.first(),
        (Some(Outcome::Fallback(at)), _) => finding.rungs.get(at + 1),
        (Some(Outcome::WalkAway), _) => finding.rungs.last(),
        _ => None,
    };
    let approvers = rung.map_or(&[][..], |rung| &rung.approver);
    for (part, list, values) in [
        ("owner", &case.built.owners, finding.owner.as_slice()),
        ("instrument", &case.built.documents, finding.instrument.as_slice()),
        ("approver", &case.built.approvers, approvers),
    ] {
        if let [only] = values {
            found.push((part, list[*only].id.clone()));
        }
    }
    found
}

/// One profile for each company and draft there can be; nothing where there are too many.
fn everybody(case: &Case) -> Option<Vec<Profile>> {
    let blank = laws::proofs::blank(&case.book, 20_778);
    let reference = everything(&case.book, &blank);
    let mut profiles = vec![blank.clone()];
    for (name, points) in reference.points.iter().enumerate().filter(|(_, points)| !points.is_empty()) {
        let with = |profile: &Profile| points.iter().map(|point| at_point(&case.book, profile, name, point)).collect();
        profiles = profiles.iter().flat_map(|profile| -> Vec<Profile> { with(profile) }).collect();
        if profiles.len() > 150 {
            return None;
        }
    }
    Some(profiles)
}

/// A profile as a test gives it.
fn given(case: &Case, profile: &Profile) -> String {
    let yaml = laws::known::yaml(&case.book, profile);
    let mut text = String::new();
    let mut section = "";
    for line in yaml.lines() {
        let trimmed = line.trim();
        if let Some(day) = line.strip_prefix("as-of: ") {
            text.push_str(&format!("    given as-of {day}\n"));
        } else if let Some((key @ ("done" | "rates"), value)) = line.split_once(": ") {
            text.push_str(&format!("    given {key} is {value}\n"));
        } else if !line.starts_with(' ') || trimmed == "terms:" {
            section = trimmed.trim_end_matches(':');
        } else if let Some((key, value)) = trimmed.split_once(": ") {
            match (section, key) {
                ("terms", _) => text.push_str(&format!("    given draft {key} is {value}\n")),
                ("facts", _) => text.push_str(&format!("    given {key} is {value}\n")),
                ("draft", "status") => text.push_str(&format!("    given draft is {value}\n")),
                _ => {}
            }
        }
    }
    text
}

/// Each case edits a whole rulebook: few by default.
fn config() -> ProptestConfig {
    let laws = laws::config();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { laws.cases } else { 16 };
    ProptestConfig { cases, ..laws }
}

proptest! {
    #![proptest_config(config())]

    /// Tests of all companies and drafts decide every way that counts, but for what somebody
    /// ticks or answers.
    #[test]
    fn all_that_counts_can_be_decided(choices in laws::choices()) {
        let case = laws::case(&choices, true);
        if let Some(profiles) = everybody(&case) {
            let mut files = laws::files(&case.book);
            files.push(tests_of(&case, &profiles));
            let book = engine::rulebook(&files).unwrap_or_else(|told| panic!("{told}\n{}", files.concat()));
            let coverage = trial::coverage(&book, &trial::run(&book).unwrap(), &|_| true).unwrap();
            let missing = coverage.areas.iter().flat_map(|area| &area.missing).map(|missing| missing.words.as_str());
            let by_hand = |words: &&str| ["given as done", "answered", "left to ask"].iter().any(|by| words.contains(by));
            // Where no rule takes the severity of the risk, nothing is expected of it here.
            let left: Vec<&str> = missing.filter(|words| !by_hand(words) && !words.starts_with("area: severity")).collect();
            assert!(left.is_empty(), "{left:#?}\n{}", files[..2].concat());
        }
    }

    /// Tests made of assessments pass, and notice exactly the edits that change them.
    #[test]
    fn edits_are_noticed_as_in_the_text(choices in laws::choices()) {
        let case = laws::case(&choices, false);
        let mut profiles = [(&choices.2, true), (&choices.3, false), (&choices.1, true)]
            .map(|(row, complete)| laws::profiles::profile(&case.book, row, complete));
        // A test has no head in which a currency could stand.
        profiles.iter_mut().for_each(|profile| profile.bare_amounts = false);
        let mut files = laws::files(&case.book);
        files.push(tests_of(&case, &profiles));
        let book = engine::rulebook(&files).unwrap_or_else(|told| panic!("{told}\n{}", files.concat()));
        for (test, verdict) in book.tests.iter().zip(trial::run(&book).unwrap()) {
            match verdict {
                Verdict::Passed => {}
                Verdict::Failed(failure) => {
                    let misses: Vec<_> = failure.misses.iter().map(|miss| (miss.place.text(), &miss.actual)).collect();
                    panic!("{}: {misses:?}\n{}", test.title, files.concat());
                }
                Verdict::Broken(found) => panic!("{}\n{}", crate::snapshot::shown(&found), files.concat()),
            }
        }
        hold(&files);
    }
}
