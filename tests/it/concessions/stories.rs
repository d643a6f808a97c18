//! Single deals, and what the negotiation plan says of them.

use proviso::assess::concessions::{Clash, Hold, Stance};

use super::{deal, found, id};

const RULES: &str = r#"
fact size "Size" { type number   ask "How many?" }
fact forecast "Forecast" { type yes-no   ask "Is there one?" }
fact known-firm "A known firm" { type yes-no   ask "Is your name known?" }
term notice "Notice of changes" { type duration   better higher   standard 10 days   ask "How long?" }
term cap "Cap" { type money or unlimited   better higher   ask "How much?" }
term logs "Logs" { type duration   better lower   ask "How long?" }
term audit "Audit" { type scale none < papers "Papers only" < visit "A visit"   better higher   ask "May one look?" }
redline early "Notice before a change" {
    risk       deal
    preferred  "A quarter" notice at least 90 days
    fallback   "Our floor" notice at least 30 days { approver cio }
    walk-away  notice below 5 days
    propose    "At least {{ preferred }}."
    outlook    possible "Now and then."
    cost       2
    value      3
    trades-for high
    owner      legal   phase negotiate   from guide
}
redline high "Cap on liability" {
    risk      deal
    priority  must-have
    preferred cap at least USD 5M
    fallback  cap at least USD 1M { approver cfo }
    walk-away cap below USD 100k
    propose   "At least {{ preferred }}."
    outlook   unlikely "Hardly ever."
    value     5
    requires  looked
    owner     legal   phase negotiate   from guide
}
redline short "Logs are deleted" {
    risk      deal
    preferred logs at most 7 days
    fallback  logs at most 30 days
    propose   "At most {{ preferred }}."
    cost      1
    value     2
    owner     it   phase negotiate   from guide
}
redline looked "Audit" {
    risk      deal
    preferred "On site" audit at least visit
    fallback  "By post" audit at least papers
    propose   "A visit."
    value     4
    owner     it   phase negotiate   from guide
}
lever more "A larger commitment" {
    play     "Offer it last."
    give     "Another year."
    get      "A lower price."
    cost     3
    value    5
    requires planned
    from     guide
}
lever name "Your name" { when known-firm   play "Offer it."   give "A reference."   get "A discount."   from guide }
lever wait "You can wait" { play "Say so once."   get "Movement."   value 4   from guide }
mitigation planned "Write the forecast down" { risk deal   do "Write."   done when forecast   owner it   phase prepare   from guide }
conflict both "Long logs help an audit" { between short and looked   weigh "Decide which you need."   from guide }
"#;

const DRAFT: &str =
    "draft: { status: reviewed, terms: { notice: 10 days, cap: USD 200k, logs: 90 days, audit: none } }\n";

fn stances(profile: &str) -> Vec<(String, Stance)> {
    let deal = deal(RULES, profile);
    let found = found(&deal);
    found.points.iter().map(|point| (id(&deal, point.advice).to_owned(), point.stance.clone())).collect()
}

#[test]
fn each_point_is_held_traded_or_agreed_to() {
    let told = stances(DRAFT);
    let told: Vec<(&str, &Stance)> = told.iter().map(|(id, stance)| (id.as_str(), stance)).collect();
    let guarded = Stance::Guard(vec![Hold::MustHave, Hold::WorthMost]);
    let expected =
        [("high", &guarded), ("looked", &Stance::Trade), ("early", &Stance::Trade), ("short", &Stance::AgreeFast)];
    assert_eq!(told, expected);
}

/// A must-have is held where there is no ground to give: past the walk-away, without a
/// fallback, or with the draft at the bottom line.
#[test]
fn a_must_have_is_held_where_no_ground_is_left() {
    let of = |rules: &str, draft: &str| {
        let deal = deal(rules, draft);
        let found = found(&deal);
        found.points.iter().find(|point| id(&deal, point.advice) == "high").unwrap().stance.clone()
    };
    let past = of(RULES, &DRAFT.replace("USD 200k", "USD 50k"));
    assert_eq!(past, Stance::Hold(vec![Hold::PastWalkAway]));
    let at_bottom = of(RULES, &DRAFT.replace("USD 200k", "USD 2M"));
    assert_eq!(at_bottom, Stance::Hold(vec![Hold::MustHave, Hold::AtBottom]));
    let none = of(&RULES.replace("    fallback  cap at least USD 1M { approver cfo }\n", ""), DRAFT);
    assert_eq!(none, Stance::Hold(vec![Hold::MustHave, Hold::NoFallback]));
}

#[test]
fn what_a_point_is_given_for_may_be_gone() {
    let granted = DRAFT.replace("USD 200k", "USD 6M");
    let early = stances(&granted).into_iter().find(|(id, _)| id == "early").unwrap();
    assert_eq!(early.1, Stance::Trade);
    let plan = deal(RULES, &granted).negotiation_plan();
    assert!(plan.contains("| nothing yet: what it may be given for is not on the table |"), "{plan}");
}

#[test]
fn what_is_acceptable_and_worth_little_is_agreed_to() {
    let acceptable = DRAFT.replace("audit: none", "audit: papers").replace("10 days", "40 days");
    let told = stances(&acceptable);
    let of = |name: &str| told.iter().find(|(id, _)| id == name).unwrap().1.clone();
    assert_eq!(of("looked"), Stance::Trade, "worth 4: not for nothing");
    assert_eq!(of("early"), Stance::Trade, "it says what it is given for");
    assert_eq!(of("short"), Stance::AgreeFast);
}

/// A draft with a notice that is acceptable.
fn with_notice() -> String {
    DRAFT.replace("10 days", "40 days")
}

/// To accept more than the draft gives is an ask, and nothing given.
#[test]
fn what_the_draft_does_not_give_is_not_given_up() {
    let deal = deal(RULES, DRAFT);
    let found = found(&deal);
    let rungs = |package: &proviso::assess::concessions::Package| package.gives.iter().any(|give| give.rung.is_some());
    assert!(!found.packages.is_empty() && !found.packages.iter().any(rungs), "{:?}", found.packages);
}

/// The cap needs the audit, so both are asked for; the fallback of the cap is the aim, since
/// more is hardly ever granted.
#[test]
fn a_package_asks_for_what_its_ask_needs() {
    let deal = deal(RULES, &with_notice());
    let found = found(&deal);
    let package = &found.packages[0];
    let gives: Vec<(&str, Option<usize>)> =
        package.gives.iter().map(|give| (id(&deal, give.advice), give.rung)).collect();
    let gets: Vec<(&str, Option<usize>, usize)> =
        package.gets.iter().map(|get| (id(&deal, get.advice), get.rung, get.worth)).collect();
    assert_eq!(gives, [("early", Some(1)), ("more", None)]);
    assert_eq!(gets, [("high", Some(1), 4), ("looked", Some(1), 3)]);
    assert_eq!((package.cost, package.worth), (5, 7));
    assert_eq!(package.first.iter().map(|first| id(&deal, *first)).collect::<Vec<_>>(), ["planned"]);
}

#[test]
fn asks_that_pull_apart_are_told() {
    let deal = deal(RULES, DRAFT);
    let found = found(&deal);
    let told: Vec<(&str, &str)> =
        found.against.iter().map(|pair| (id(&deal, pair.one), id(&deal, pair.other))).collect();
    assert_eq!(told, [("short", "looked")]);
    assert!(matches!(found.against[0].because, Clash::Conflict(_)));
    let waived = format!("{RULES}waive looked {{ because \"Not now.\"   approver cfo   until 2027-12-31 }}\n");
    let deal = super::deal(&waived, DRAFT);
    let found = super::found(&deal);
    let told: Vec<_> =
        found.against.iter().map(|pair| (id(&deal, pair.one), id(&deal, pair.other), pair.because)).collect();
    assert_eq!(told, [("high", "looked", Clash::OutOfReach)]);
    assert!(found.packages.iter().all(|package| package.members().iter().all(|member| id(&deal, *member) != "high")));
}

#[test]
fn the_plan_says_it_in_sentences() {
    let plan = deal(RULES, &with_notice()).negotiation_plan();
    for line in [
        "Where a number is said to be about right, the rules state none: priority and severity stand in for it.",
        "### Give ground only for a return",
        "| **Cap on liability** (must-have; costs about 5, worth 5) | at least USD 5M; aim at: at least USD 1M | USD 200k; unlikely to agree | at least USD 1M (CFO); leave: below USD 100k | for something worth 5 or more |",
        "### Trade",
        "| **Notice before a change** (costs 2, worth 3) | at least 90 days | 40 days; may agree | at least 30 days (CIO); leave: below 5 days | for “Cap on liability” |",
        "1. If you agree to at least USD 1M on “Cap on liability” and “Papers only” on “Audit”, we accept 40 days on “Notice before a change”, as your draft has it, and offer another year. *It costs you 5 and brings 7.* *Must be agreed first by:* CFO, CIO. *To be done first:* Write the forecast down.",
        "- **Logs are deleted** against **Audit**. Decide which you need.",
        "- *You:* A larger commitment (weighs 5); You can wait (weighs 4).",
        "- *Acme:* Hardly ever granted: Cap on liability.",
        "| IT | 2 | 1 | 0 |",
        "- **CFO** must agree to fallbacks of: Cap on liability",
        "Acme: the next quarter ends on 31 December 2026, the fiscal year on 30 June 2027.",
        "- **A larger commitment** (costs you 3, weighs 5 with them; for something worth 3 or more; first: Write the forecast down). Offer it last.",
        "- **Your name** (costs you about 3, weighs about 3 with them; for something worth 3 or more). Offer it.",
        "- **You can wait** (costs you nothing, weighs 4 with them; show it). Say so once.",
    ] {
        assert!(plan.lines().any(|told| told == line || told.contains(line)), "{line}\n{plan}");
    }
    let packages = plan.split("### Packages to propose").nth(1).unwrap().split("\n#").next().unwrap();
    assert!(!packages.contains("Our floor"), "what the company calls a fallback is not said");
}

/// A lever is told to be for what is asked for here, and for nothing else.
#[test]
fn a_lever_names_only_what_is_on_the_table() {
    let rules =
        RULES.replace("    requires planned\n    from     guide", "    trades-for early, high\n    from     guide");
    let plan = deal(&rules, DRAFT).negotiation_plan();
    assert!(plan.contains("weighs 5 with them; for “Notice before a change” or “Cap on liability”)"), "{plan}");
    let plan = deal(&rules, &DRAFT.replace("10 days", "90 days")).negotiation_plan();
    assert!(plan.contains("weighs 5 with them; for “Cap on liability”)"), "{plan}");
    let plan = deal(&rules, &DRAFT.replace("10 days", "90 days").replace("USD 200k", "USD 9M")).negotiation_plan();
    assert!(plan.contains("weighs 5 with them; nothing that it is for is on the table)"), "{plan}");
}

/// Where nothing is on the table there is nothing to trade.
#[test]
fn a_deal_that_is_as_it_should_be_has_no_such_section() {
    let granted = "draft: { status: reviewed, terms: { notice: 90 days, cap: USD 9M, logs: 1 days, audit: visit } }\n";
    assert!(!deal(RULES, granted).negotiation_plan().contains("What to give, trade and hold"));
}
