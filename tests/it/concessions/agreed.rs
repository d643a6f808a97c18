//! What may be agreed, and how the documents say it: a rung that cannot be had is not asked
//! for, nor is another shown under its name.

use super::deal;

const CAP: &str = r#"
fact fees "Fees a month" { type money   ask "How much a month?" }
fact exposure "Most that a failure could cost" { type money   ask "How much?" }
fact small "A small firm" { type yes-no   ask "Are you small?" }
term cap "Cap" { type money or unlimited   better higher   ask "How much?" }
term notice "Notice" { type duration   better higher   ask "How long?" }
figure year "Fees of twelve months" { type money   value fees * 12   from guide }
redline high "Cap on liability" {
    risk      deal   priority must-have
    preferred "Enough" cap at least USD 2M { when not (exposure above cap) }
    fallback  "A year of fees" cap at least year { approver cfo }
    walk-away "Less" cap below year
    propose   "More."
    owner     legal   phase negotiate   from guide
}
redline early "Notice of changes" {
    risk      deal   priority must-have
    preferred "A quarter" notice at least 90 days { when small }
    fallback  "A month" notice at least 30 days { approver cio }
    fallback  "Two weeks" notice at least 14 days { approver cfo }
    propose   "More."
    owner     legal   phase negotiate   from guide
}
"#;

const FACTS: &str = "facts: { fees: USD 71k..93k, exposure: USD 6.3M, small: no }\n";

fn draft(terms: &str) -> String {
    format!("{FACTS}draft: {{ status: reviewed, terms: {{ {terms} }} }}\n")
}

fn line<'t>(text: &'t str, title: &str) -> &'t str {
    let found = text.lines().find(|line| line.starts_with(&format!("| **{title}**")));
    found.unwrap_or_else(|| panic!("{title} in {text}"))
}

/// The draft decides whether the preferred position counts, so it is what one asks for.
#[test]
fn a_guard_that_the_draft_decides_is_a_part_of_the_ask() {
    let deal = deal(CAP, &draft("cap: USD 1M, notice: 1 days"));
    let gap = "| **Cap on liability** | USD 1M `profile:4` | at least USD 2M \
               | at least “Fees of twelve months” (USD 852,000 to USD 1,116,000) (CFO) \
               | below “Fees of twelve months” (USD 852,000 to USD 1,116,000) | ? open, at worst past your walk-away |";
    assert_eq!(line(&deal.gap_report(), "Cap on liability"), gap);
    let plan = deal.negotiation_plan();
    let row = line(&plan, "Cap on liability");
    assert!(
        row.starts_with(
            "| **Cap on liability** (must-have) | at least USD 2M | USD 1M | at least “Fees of twelve months”"
        ),
        "{row}"
    );
}

/// The facts close it: it is neither shown as preferred nor is the fallback.
#[test]
fn a_closed_position_is_not_shown_and_lends_its_name_to_no_other() {
    let deal = deal(CAP, &draft("cap: USD 9M, notice: 1 days"));
    let gap = "| **Notice of changes** | 1 day `profile:4` | – | at least 30 days (CIO); at least 14 days (CFO) | – | ● falls short |";
    assert_eq!(line(&deal.gap_report(), "Notice of changes"), gap);
    let briefing = "| **Notice of changes** | ● 1 day | at least 30 days (CIO) | at least 14 days (CFO) | – |";
    assert_eq!(line(&deal.briefing(), "Notice of changes"), briefing);
    let told = "ask for at least 30 days with approval of the CIO, accept at least 14 days with approval of the CFO.";
    assert!(deal.gap_report().to_lowercase().contains(&told.to_lowercase()), "{}", deal.gap_report());
}

/// What the draft gives already is where one begins.
#[test]
fn an_opening_is_never_below_the_draft() {
    let deal = deal(CAP, &draft("cap: USD 9M, notice: 45 days"));
    let plan = deal.negotiation_plan();
    let row = line(&plan, "Notice of changes");
    assert!(row.starts_with("| **Notice of changes** (must-have) | keep what the draft gives: 45 days | 45 days | at least 30 days (CIO) | nothing: "), "{row}");
    let deal = super::deal(CAP, &draft("cap: USD 9M, notice: 20 days..45 days"));
    let plan = deal.negotiation_plan();
    let row = line(&plan, "Notice of changes");
    assert!(
        row.starts_with("| **Notice of changes** (must-have) | at least 30 days, and no less than the draft gives |"),
        "{row}"
    );
}

/// Nobody is to agree to what cannot be had.
#[test]
fn nobody_is_asked_to_agree_to_a_closed_fallback() {
    let rules = CAP
        .replace("notice at least 30 days { approver cio }", "notice at least 30 days { when small   approver cio }");
    let deal = deal(&rules, &draft("cap: USD 9M, notice: 1 days"));
    let briefing = deal.briefing();
    assert!(!briefing.contains("CIO"), "{briefing}");
    assert!(!deal.negotiation_plan().contains("CIO"), "{}", deal.negotiation_plan());
}
