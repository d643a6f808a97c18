//! Clauses to offer: what is open in them stands in brackets.

use super::deal::Deal;

const HOUSE: &str = include_str!("house.proviso");

/// The report where a parameter and the motto stand in the clause.
fn report(facts: &str) -> String {
    let rules = HOUSE
        .replace(
            "term notice",
            "parameter floor \"Least notice\" { type duration   value 120 days when company.big, otherwise 90 days   from guide \"Floor\" }\n\nterm notice",
        )
        .replace("notice at least 90 days", "notice at least floor");
    let profile = format!(
        "profile: Deal\nas-of: 2026-11-21\npacks: [house]\nfacts: {facts}\ndraft: {{ status: reviewed, terms: {{ notice: 14 days }} }}\n"
    );
    Deal::new(&[("house/house.proviso", &rules)], &profile).negotiation_plan()
}

#[test]
fn a_value_not_decided_stands_in_brackets() {
    let open = report("{ company.motto: Ever on }");
    let head = "*Offer this wording (not final: decide first on Least notice (120 days or 90 days)):*";
    assert!(open.contains(head), "{open}");
    assert!(open.contains("  > Notice of \\[to be decided\\].\n  >\n  > Signed: Ever on\n"), "{open}");
    assert!(open.contains("*Ask:* At least \\[to be decided\\], says Ever on"), "what it may be is ours: {open}");
    let decided = report("{ company: { motto: Ever on, big: no } }");
    assert!(decided.contains("  > Notice of 90 days.\n") && !decided.contains("to be decided"), "{decided}");
}

#[test]
fn of_what_is_not_known_at_all_our_note_says_the_name() {
    let report = report("{ company.big: yes }");
    assert!(report.contains("(not final: decide first on Motto):*"), "{report}");
    assert!(report.contains("  > Notice of 120 days.\n  >\n  > Signed: \\[to be decided\\]\n"), "{report}");
    assert!(report.contains("  > Thirty days for \\[to be decided\\].\n"), "{report}");
}
