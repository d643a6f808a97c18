//! The verdict, case by case.

use super::deal::{BUNDLED, Deal};

const HOUSE: &str = include_str!("house.proviso");

/// Word and sentences of the verdict.
fn verdict(rest: &str) -> String {
    let profile = format!("profile: Deal\nas-of: 2026-11-21\npacks: [house]\n{rest}");
    let verdict = Deal::new(&[("house/house.proviso", HOUSE)], &profile).view().verdict;
    format!("{} {}", verdict.word, verdict.sentences.join(" "))
}

#[test]
fn every_case_has_its_words() {
    let small = "facts: { company.big: no }\n";
    let cases = [
        (
            format!("{small}draft: {{ status: reviewed, terms: {{ notice: 5 days }} }}"),
            "Not ready to sign. Of 1 position, 1 is past your walk-away. 1 more does not apply to you.",
        ),
        (
            format!("{small}draft: {{ status: partial, terms: {{ notice: 8 days }} }}"),
            "Not ready to sign. The draft has been read in part only. Of 1 position, 1 falls short. 1 more does not \
             apply to you.",
        ),
        (
            format!("{small}draft: {{ status: reviewed, terms: {{ notice: 40 days }} }}"),
            "Acceptable, with fallbacks. Of 1 position, 1 is acceptable as a fallback. 1 more does not apply to you.",
        ),
        (
            format!("{small}draft: {{ status: reviewed, terms: {{ notice: 1 year }} }}"),
            "As you want it. Of 1 position, 1 is as you want it. 1 more does not apply to you.",
        ),
        (
            "facts: { company.big: yes }\ndraft: { status: reviewed, terms: { notice: 1 year, form: unknown } }"
                .to_owned(),
            "Not decided yet. Of 2 positions, 1 is as you want it. 1 cannot be decided until 1 question is answered.",
        ),
        (
            "draft: { status: none }".to_owned(),
            "No draft is in hand. In its place stands Acme's standard paper, as far as a source describes it. Of 2 \
             positions, 1 falls short. 1 cannot be decided until 2 questions are answered.",
        ),
    ];
    for (rest, expected) in cases {
        assert_eq!(verdict(&rest), expected, "{rest}");
    }
}

#[test]
fn counts_add_up() {
    for profile in BUNDLED {
        let deal = Deal::bundled(profile);
        let sentences = deal.view().verdict.sentences.join(" ");
        let numbers: Vec<usize> =
            sentences.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
        let count = |status: &str| {
            let redline = |at: usize| deal.rulebook.advice[at].body.kind() == "redline";
            deal.assessment.findings.iter().filter(|found| redline(found.advice.0) && found.status() == status).count()
        };
        let applies: usize = ["walk-away", "gap", "fallback", "preferred", "open"].map(count).iter().sum();
        assert_eq!(numbers[0], applies, "{sentences}");
        assert_eq!(*numbers.last().unwrap(), count("not-applicable"), "{sentences}");
    }
}

#[test]
fn one_position_that_never_applies() {
    let rules = HOUSE.replace("priority  must-have", "when company.big\n        priority  must-have");
    let profile =
        "profile: Deal\nas-of: 2026-11-21\npacks: [house]\nfacts: { company.big: no }\ndraft: { status: none }\n";
    let verdict = Deal::new(&[("house/house.proviso", &rules)], profile).view().verdict;
    assert_eq!(verdict.word, "Nothing to negotiate.");
    assert_eq!(verdict.sentences, ["None of the 2 positions of these rules applies to you."]);
}

#[test]
fn the_column_names_the_paper_that_speaks() {
    for (status, says) in [("none", "Standard paper says"), ("partial", "Draft says"), ("reviewed", "Draft says")] {
        let profile = format!("profile: Deal\nas-of: 2026-11-21\npacks: [house]\ndraft: {{ status: {status} }}\n");
        let report = Deal::new(&[("house/house.proviso", HOUSE)], &profile).gap_report();
        assert!(report.contains(&format!("| Position | {says} | Preferred |")), "{status}: {report}");
    }
}
