//! Cases that the laws have caught, one point each.

use proviso::assess::Assessment;
use proviso::assess::finding::{Outcome, Part, Target};
use proviso::rulebook::Rulebook;
use proviso::value::{Kind, Type};

use super::{engine, write};

const RULES: &str =
    "risk area \"Area\" {\n severity high\n owner legal\n phase sign\n from s \"One\"\n pitfall \"Trouble.\"\n";

/// A vocabulary, what stands in one risk, and a profile below its first lines.
fn assessed(vocabulary: &str, rules: &str, profile: &str) -> (Rulebook, Assessment) {
    let (book, profile) =
        (rulebook(vocabulary, rules), format!("profile: Test\nas-of: 2026-11-21\npacks: [p]\n{profile}"));
    let assessment = engine::assessment(&book, &profile);
    (book, assessment)
}

fn rulebook(vocabulary: &str, rules: &str) -> Rulebook {
    engine::rulebook(&[format!("{}{vocabulary}{RULES}{rules}}}\n", write::HEADER)])
        .unwrap_or_else(|told| panic!("{told}"))
}

fn fact(id: &str, of: &str) -> String {
    format!("fact {id} \"Fact\" {{ type {of}   ask \"What?\" }}\n")
}

fn term(id: &str, of: &str, more: &str) -> String {
    format!("term {id} \"Term\" {{\n type {of}\n ask \"What?\"\n {more}\n}}\n")
}

fn lever(when: &str) -> String {
    format!("lever use \"Use\" {{\n when {when}\n play \"Play.\"\n}}\n")
}

fn waits(book: &Rulebook, assessment: &Assessment) -> Vec<String> {
    assessment.findings[0].waits_for.iter().map(|name| book.name(*name).id.clone()).collect()
}

fn flips(assessment: &Assessment) -> Vec<String> {
    let shown = |flip: &proviso::assess::finding::Flip| format!("{:?} -> {}", flip.to, flip.outcome.as_str());
    assessment.findings[0].flips_if.iter().map(shown).collect()
}

/// A guarded standard on one side of a comparison of two names: what is open is the guard.
#[test]
fn a_compared_standard_waits_for_its_guard() {
    let standard = term("notice", "duration", "standard 30 days when vital, otherwise 90 days");
    let vocabulary = fact("vital", "yes-no") + &fact("needed", "duration") + &standard;
    let (book, assessment) = assessed(&vocabulary, &lever("notice at least needed"), "facts: { needed: 60 days }\n");
    assert_eq!(assessment.findings[0].status(), "open");
    assert_eq!(waits(&book, &assessment), ["vital"]);
    assert_eq!(assessment.open_facts[0].settles.len(), 1);
}

/// The guard of a standard compares two known facts, and the standard is compared in turn.
#[test]
fn a_standard_behind_a_known_comparison_is_known() {
    let standard = term("notice", "duration", "standard 90 days when short below long, otherwise 30 days");
    let facts: String = ["short", "long", "needed"].iter().map(|id| fact(id, "duration")).collect();
    let profile = "facts: { short: 10 days, long: 20 days, needed: 60 days }\n";
    let (_, assessment) = assessed(&(facts + &standard), &lever("notice at least needed"), profile);
    assert_eq!(assessment.findings[0].status(), "available");
}

/// A fact that moves a guarded standard moves every comparison with it.
#[test]
fn a_flip_reaches_through_a_standard() {
    let standard = term("notice", "duration", "standard 30 days when vital, otherwise 90 days");
    let vocabulary = fact("vital", "yes-no") + &fact("needed", "duration") + &standard;
    let profile = "facts: { vital: no, needed: 60 days }\n";
    let (_, assessment) = assessed(&vocabulary, &lever("notice at least needed"), profile);
    assert_eq!(flips(&assessment)[0], "Value(Is, YesNo(true)) -> unavailable");
}

/// An amount of the rules that cannot be compared is an error, not a false comparison.
#[test]
fn a_standard_in_another_currency_needs_a_rate() {
    let vocabulary = term("cap", "money", "standard USD 30");
    let book = rulebook(&vocabulary, &lever("cap at least EUR 20"));
    let profile = "profile: Test\nas-of: 2026-11-21\npacks: [p]\n";
    let told = engine::try_assess(&book, profile).unwrap_err();
    assert!(told.starts_with("error[missing-rate]"), "{told}");
    assert!(engine::try_assess(&book, &format!("{profile}rates: {{ EUR: USD 2 }}\n")).is_ok());
}

/// The message points at the amount, and at the comparison that it is too foreign for.
#[test]
fn a_missing_rate_has_its_places() {
    let book = rulebook(&(fact("other", "money") + &fact("spend", "money")), &lever("spend above USD 20"));
    let profile = "profile: Test\nas-of: 2026-11-21\npacks: [p]\nfacts: { other: EUR 5, spend: EUR 30 }\n";
    let told = engine::try_assess(&book, profile).unwrap_err();
    assert_eq!(told.matches("error[").count(), 1, "{told}");
    assert!(told.contains("spend: EUR 30 }\n") && told.contains(":4:24"), "{told}");
    assert!(told.contains("compared with one in USD here"), "{told}");

    let book = rulebook(&fact("spend", "money"), &lever("spend above USD 20 or spend below EUR 2"));
    let told = engine::try_assess(&book, "profile: Test\nas-of: 2026-11-21\npacks: [p]\n").unwrap_err();
    assert!(told.contains("compared with one in") && told.contains("-->"), "{told}");
}

/// `unlimited` is a value one can move to, and away from.
#[test]
fn a_flip_may_end_at_unlimited() {
    let vocabulary = fact("cap", "money or unlimited");
    let (_, assessment) = assessed(&vocabulary, &lever("cap is unlimited"), "facts: { cap: USD 5 }\n");
    assert_eq!(flips(&assessment), ["Value(Is, Endless) -> available"]);
    let (_, assessment) = assessed(&vocabulary, &lever("cap is unlimited"), "facts: { cap: unlimited }\n");
    assert_eq!(flips(&assessment), ["Value(Below, Endless) -> unavailable"]);
}

/// `mid..` on a scale ends at its highest level.
#[test]
fn an_open_range_of_a_scale_has_flips() {
    let vocabulary = fact("grade", "scale low < mid < high");
    let (_, assessment) = assessed(&vocabulary, &lever("grade at least mid"), "facts: { grade: mid.. }\n");
    assert_eq!(flips(&assessment), ["Value(AtMost, Level(0)) -> unavailable"]);
}

/// A term the draft does not address would stand in its contract.
#[test]
fn a_flip_from_silence_stands_in_the_contract() {
    let vocabulary = term("notice", "duration", "better higher");
    let redline =
        "redline r \"R\" {\n preferred \"P\" notice at least 30 days in at least amendment\n propose \"Please.\"\n}\n";
    let (_, assessment) = assessed(&vocabulary, redline, "draft: { status: reviewed }\n");
    assert_eq!(flips(&assessment).len(), 1);
}

/// What the draft does not address may get better by steps, each of which is told.
#[test]
fn out_of_silence_each_better_outcome_is_told() {
    let vocabulary = term("notice", "duration", "better higher")
        + &term("form", "scale none < letter < clause", "better higher silent letter");
    let notice = "redline r \"R\" {\n preferred \"P\" notice at least 90 days\n fallback \"F\" notice at least 60 days\n \
         fallback \"G\" notice at least 30 days\n walk-away \"W\" notice below 7 days\n propose \"Please.\"\n}\n";
    let (_, assessment) = assessed(&vocabulary, notice, "draft: { status: reviewed }\n");
    let outcomes: Vec<Outcome> = assessment.findings[0].flips_if.iter().map(|flip| flip.outcome).collect();
    assert_eq!(outcomes, [Outcome::Fallback(1), Outcome::Fallback(0), Outcome::Preferred]);
    // From a lesser fallback to a better one is a step as well.
    let form = "redline r \"R\" {\n preferred \"P\" form is clause and notice at least 90 days\n \
         fallback \"F\" form is clause\n fallback \"G\" form at least letter\n propose \"Please.\"\n}\n";
    let (_, assessment) = assessed(&vocabulary, form, "draft: { status: reviewed }\n");
    let outcomes: Vec<Outcome> = assessment.findings[0].flips_if.iter().map(|flip| flip.outcome).collect();
    assert_eq!(assessment.findings[0].decided(), Some(Outcome::Fallback(1)));
    assert_eq!(outcomes, [Outcome::Fallback(0)]);
}

/// A fallback counts because all better rungs fail; a gap, because all rungs do.
#[test]
fn each_better_rung_that_fails_is_told() {
    let vocabulary =
        term("rate", "percent", "better higher") + &term("remedy", "scale none < talks < exit", "better higher");
    let redline = "redline r \"R\" {\n preferred \"P\" rate at least 15%\n fallback \"F\" rate at least 5%\n \
         fallback \"G\" remedy is exit\n fallback \"H\" remedy at least talks\n propose \"Please.\"\n}\n";
    let rungs = |terms: &str| -> (Option<Outcome>, Vec<Part>) {
        let (_, assessment) =
            assessed(&vocabulary, redline, &format!("draft: {{ status: reviewed, terms: {{ {terms} }} }}\n"));
        let finding = &assessment.findings[0];
        let mut parts: Vec<Part> = finding.because.iter().map(|reason| reason.part).collect();
        parts.sort();
        (finding.decided(), parts)
    };
    let all = |last: usize| (0..=last).map(Part::Rung).collect::<Vec<_>>();
    assert_eq!(rungs("rate: 20%"), (Some(Outcome::Preferred), all(0)));
    assert_eq!(rungs("rate: 7%"), (Some(Outcome::Fallback(0)), all(1)));
    assert_eq!(rungs("rate: 2%, remedy: talks"), (Some(Outcome::Fallback(2)), all(3)));
    assert_eq!(rungs("rate: 2%"), (Some(Outcome::Gap), all(3)));
}

/// A conflict may name another conflict; which of the two comes first does not matter.
#[test]
fn conflicts_do_not_depend_on_their_order() {
    let vocabulary = fact("vital", "yes-no");
    let one = "conflict one \"One\" {\n between two and use\n weigh \"Weigh.\"\n}\n";
    let two = "conflict two \"Two\" {\n between use and idle\n weigh \"Weigh.\"\n}\n";
    let idle = "lever idle \"Idle\" {\n when not vital\n play \"Play.\"\n}\n";
    let status = |rules: String| {
        let (book, assessment) = assessed(&vocabulary, &rules, "facts: { vital: yes }\n");
        let at = book.advice.iter().position(|advice| advice.id == "p/one").unwrap();
        assessment.findings[at].status()
    };
    let other = format!("{idle}{}", lever("vital"));
    assert_eq!(status(format!("{one}{two}{other}")), status(format!("{two}{one}{other}")));
}

/// A condition may name a term that is declared further down.
#[test]
fn a_term_is_a_term_before_its_declaration() {
    let vocabulary = "define said as notice is addressed\n".to_owned() + &term("notice", "duration", "");
    let (_, assessment) = assessed(&vocabulary, &lever("said"), "draft: { status: reviewed }\n");
    assert_eq!(assessment.findings[0].status(), "unavailable");
}

/// Two names that the rules compare in different currencies, and with one another: EUR 60
/// is USD 120.
#[test]
fn a_flip_compares_in_one_currency() {
    let vocabulary = fact("ours", "money") + &fact("theirs", "money");
    let when = lever("theirs is ours and (ours above USD 1 or theirs above EUR 1)");
    let profile = "rates: { EUR: USD 2 }\nfacts: { ours: USD 120, theirs: USD 100 }\n";
    let (_, assessment) = assessed(&vocabulary, &when, profile);
    let to = |flip: &proviso::assess::finding::Flip| match &flip.to {
        Target::Value(_, value) => value.canonical(&Type::plain(Kind::Money)),
        _ => String::new(),
    };
    let targets: Vec<String> = assessment.findings[0].flips_if.iter().map(to).collect();
    assert_eq!(targets, ["USD 100", "EUR 60"]);
}

/// Three that are each above the next, round in a circle, cannot be; and a list that could
/// only come to something by that is decided.
#[test]
fn a_circle_of_comparisons_is_not_possible() {
    let facts: String = ["one", "two", "three"].iter().map(|id| fact(id, "duration")).collect();
    let (_, assessment) = assessed(&facts, &lever("one above two and two above three and three above one"), "");
    assert_eq!(assessment.findings[0].status(), "unavailable");
    let (_, assessment) = assessed(&facts, &lever("one above two and two above three and one above three"), "");
    assert_eq!(assessment.findings[0].status(), "open");
}

/// EUR 100 are USD 200: there is room above USD 150.
#[test]
fn amounts_are_held_together_in_one_currency() {
    let facts = fact("own", "money") + &fact("theirs", "money");
    let when = |most: &str| lever(&format!("own at most {most} and theirs at least USD 150 and own above theirs"));
    let (_, assessment) = assessed(&facts, &when("EUR 100"), "rates: { EUR: USD 2 }\n");
    assert_eq!(assessment.findings[0].status(), "open");
    let (_, assessment) = assessed(&facts, &when("EUR 70"), "rates: { EUR: USD 2 }\n");
    assert_eq!(assessment.findings[0].status(), "unavailable");
}
