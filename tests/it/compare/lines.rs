//! Which line is told to have moved something, case by case.

use proviso::compare::{Cause, Comparison, Piece, Side, compare};

use crate::laws::engine;

const RULES: &str = r#"pack house "House" {
    version   "1"
    vendor    "Vendor"
    owners    legal "Legal", finance "Finance"
    approvers cfo "CFO"
    phases    negotiate
    documents e-mail < contract
}
source guide "Guide" { kind advisory   as-of 2026-01-01   recheck 12 months }

fact big "Size" { type yes-no   ask "Are you big?" }
fact spend "Spend" { type money   ask "What do you spend?" }
fact renewal "Renewal" { type date or never   ask "When does it renew?" }
term notice "Notice" { type duration   better higher   standard 14 days from guide   ask "How much notice?" }
term form "Form" { type yes-no   better yes   ask "Is it in writing?" }
parameter floor "Floor" { type duration   value 30 days from guide }
define large as big or spend above USD 1M
figure weeks "Notice in weeks" { type number   value notice / 7 days   from guide }

risk change "Change" {
    severity high when large, otherwise medium
    owner    finance when big, otherwise legal
    phase    negotiate
    from     guide
    pitfall  "Work."

    redline days "Days of notice" {
        preferred notice at least 90 days
        fallback  notice at least floor { approver cfo }
        walk-away notice below 10 days
        propose   "At least {{ preferred }}."
    }
    redline paper "In writing" {
        when      large
        preferred form is yes in at least contract
        propose   "In writing."
    }
    mitigation watch "Watch" { do "Watch." }
    question ask-us "Is it?" { to us   answered by spend }
    duty renew "Renew" { by us   due 90 days before renewal   do "Renew." }
}
lever soon "Soon" { when renewal within 6 months   play "Wait."   owner legal   phase negotiate   from guide }
conflict both "Both" { between watch and soon   weigh "One."   owner legal   from guide }
"#;

const DEAL: &str = "profile: P
as-of: 2026-11-21
rates: { EUR: USD 1.1 }
facts: { big: no, spend: EUR 500k, renewal: 2027-12-31 }
draft:
  status: partial
  terms: { notice: 60 days, form: yes }
";

struct Half {
    book: proviso::rulebook::Rulebook,
    profile: proviso::profile::Profile,
    assessment: proviso::assess::Assessment,
}

impl Half {
    fn new(rules: &str, profile: &str) -> Self {
        let book = engine::rulebook(&[rules.to_owned()]).unwrap_or_else(|told| panic!("{told}"));
        let read = engine::read(&book, profile);
        let assessment = engine::assessment(&book, profile);
        Self { book, profile: read, assessment }
    }

    fn side(&self) -> Side<'_> {
        Side { book: &self.book, profile: &self.profile, assessment: &self.assessment }
    }
}

fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

fn told(causes: &[Cause]) -> String {
    let piece = |piece: &Option<Piece>| match piece {
        Some(Piece { text, place }) => {
            let line = place.as_ref().map_or("nowhere".to_owned(), |place| place.position().line.to_string());
            format!("{text} @{line}")
        }
        None => "-".to_owned(),
    };
    let cause = |cause: &Cause| format!("{:?}: {} -> {}", cause.line, piece(&cause.before), piece(&cause.after));
    causes.iter().map(cause).collect::<Vec<_>>().join("; ")
}

fn lines(comparison: &Comparison<'_>) -> Vec<String> {
    let moves = comparison.moves.iter().map(|one| {
        let facets: Vec<&str> = one.facets.iter().map(|facet| facet.as_str()).collect();
        let id = one.id.split('/').next_back().unwrap();
        format!("{id} {} ({}): {}", one.turn.as_str(), facets.join(" "), told(&one.causes))
    });
    let figures = comparison.figures.iter().map(|one| format!("{}: {}", one.id, told(&one.causes)));
    let beside = (!comparison.beside.is_empty()).then(|| format!("beside: {}", told(&comparison.beside)));
    moves.chain(figures).chain(beside).collect()
}

/// The same deal, with edits of the rules and of the profile.
fn moved(rules: &[(&str, &str)], profile: &[(&str, &str)]) -> Vec<String> {
    let before = Half::new(RULES, DEAL);
    let after = Half::new(&edited(RULES, rules), &edited(DEAL, profile));
    lines(&compare(before.side(), after.side()))
}

#[test]
fn what_the_draft_says() {
    assert_eq!(
        moved(&[], &[("notice: 60 days", "notice: 20 days")]),
        [
            "days worse (status says): Subject(\"notice\"): 60 days @7 -> 20 days @7",
            "weeks: Known(\"notice\"): 60 days @7 -> 20 days @7",
        ]
    );
    // Still acceptable, by other words.
    let moved = moved(&[], &[("notice: 60 days", "notice: 61 days")]);
    assert_eq!(moved[0], "days changed (says): Subject(\"notice\"): 60 days @7 -> 61 days @7");
}

#[test]
fn what_a_draft_leaves_out_hangs_on_how_far_it_has_been_read() {
    let without = |status: &str| edited(DEAL, &[("notice: 60 days, ", ""), ("status: partial", status)]);
    let (before, after) =
        (Half::new(RULES, &without("status: partial")), Half::new(RULES, &without("status: reviewed")));
    let moved = lines(&compare(before.side(), after.side()));
    assert!(moved[0].starts_with("days changed (says): Subject(\"notice\"): standard @6 -> silent @6"), "{moved:?}");
}

#[test]
fn a_fact_behind_a_severity() {
    assert_eq!(
        moved(&[], &[("big: no", "big: yes")]),
        [
            "paper came (status): Known(\"big\"): no @4 -> yes @4",
            "watch changed (severity owner): Known(\"big\"): no @4 -> yes @4",
            "days changed (severity owner): Known(\"big\"): no @4 -> yes @4",
            "renew changed (severity owner): Known(\"big\"): no @4 -> yes @4",
        ]
    );
}

#[test]
fn the_day_alone_moves_dates() {
    assert_eq!(
        moved(&[], &[("as-of: 2026-11-21", "as-of: 2027-10-21")]),
        [
            "renew worse (due): Day: 2026-11-21 @2 -> 2027-10-21 @2",
            "both came (status): Day: 2026-11-21 @2 -> 2027-10-21 @2",
            "soon came (status): Day: 2026-11-21 @2 -> 2027-10-21 @2",
        ]
    );
    let (before, after) = (Half::new(RULES, DEAL), Half::new(RULES, &edited(DEAL, &[("2026-11-21", "2027-10-21")])));
    let comparison = compare(before.side(), after.side());
    assert_eq!(comparison.grown_old, [0], "the guide is past its review");
}

#[test]
fn a_rate_and_a_tick() {
    assert_eq!(
        moved(&[], &[("EUR: USD 1.1", "EUR: USD 3")]).into_iter().find(|line| line.starts_with("paper")).unwrap(),
        "paper came (status): Rates: { EUR: USD 1.1 } @3 -> { EUR: USD 3 } @3"
    );
    assert_eq!(
        moved(&[], &[("draft:", "done: [watch]\ndraft:")]),
        ["watch better (status): Done(\"house/watch\"): not done @nowhere -> done @5"]
    );
}

#[test]
fn what_the_rules_say() {
    let one = |rules: &[(&str, &str)]| moved(rules, &[]);
    assert_eq!(
        one(&[("value 30 days", "value 61 days")]),
        ["days worse (status): Name(\"floor\", Value): 30 days @16 -> 61 days @16"]
    );
    assert_eq!(
        one(&[
            ("walk-away notice below 10 days", "walk-away notice at most 60 days"),
            ("value 30 days", "value 61 days")
        ]),
        [
            "days worse (status): Rule(\"house/days\", WalkAway): notice below 10 days @30 -> notice at most 60 days @30; \
          Name(\"floor\", Value): 30 days @16 -> 61 days @16"
        ]
    );
    assert_eq!(
        one(&[("or spend above USD 1M", "or spend above USD 100k")])[0],
        "paper came (status): Define(\"large\"): big is yes or spend above USD 1000000 @17 -> \
         big is yes or spend above USD 100000 @17"
    );
    assert_eq!(
        one(&[("due 90 days before", "due 60 days before")]),
        ["renew changed (due): Rule(\"house/renew\", Due): 90 days before renewal @40 -> 60 days before renewal @40"]
    );
    assert_eq!(
        one(&[("value notice / 7 days", "value notice / 1 days")]),
        ["weeks: Name(\"weeks\", Value): notice / 7 days @18 -> notice / 1 day @18"]
    );
    assert_eq!(
        one(&[("    question ask-us \"Is it?\" { to us   answered by spend }\n", "")]),
        ["ask-us removed (status): Rule(\"house/ask-us\", Itself): question @39 -> -"]
    );
}

/// Of a fact that only one side asks for, its answer is told and not its type.
#[test]
fn a_fact_that_is_new() {
    let rules = [
        ("fact spend", "fact strict \"Strict\" { type yes-no   ask \"Are you strict?\" }\nfact spend"),
        ("        preferred notice at least 90 days", "        when strict\n        preferred notice at least 90 days"),
    ];
    assert_eq!(
        moved(&rules, &[("facts: { big: no", "facts: { strict: no, big: no")]),
        ["days went (status): Known(\"strict\"): - -> no @4; Rule(\"house/days\", When): - -> strict is yes @29"]
    );
}

#[test]
fn a_not_is_not_overlooked() {
    let moved = moved(&[("when      large", "when      not large")], &[]);
    assert_eq!(moved, ["paper came (status): Rule(\"house/paper\", When): large @34 -> not large @34"]);
}

#[test]
fn what_changes_and_moves_nothing_is_told_beside() {
    assert_eq!(
        moved(&[("value 30 days", "value 31 days")], &[("spend: EUR 500k", "spend: EUR 600k")]),
        [
            "beside: Known(\"spend\"): EUR 500000 @4 -> EUR 600000 @4; Name(\"floor\", Value): 30 days @16 -> 31 days @16"
        ]
    );
}

#[test]
fn layout_comments_and_words_say_nothing() {
    let edits = [
        (
            "define large as big or spend above USD 1M",
            "# Who is large.\ndefine large as big is yes   or\n    spend above USD 1000k",
        ),
        ("preferred notice at least 90 days", "preferred \"A quarter\"   notice   at least 90 days"),
        ("propose   \"In writing.\"", "propose   \"Write it down.\"\n        rationale \"Memory fails.\""),
        ("\"Days of notice\"", "\"Notice in days\""),
    ];
    assert_eq!(moved(&edits, &[("# ", "# ")][..0]), Vec::<String>::new());
    assert_eq!(
        moved(&[], &[("facts: {", "# What we know.\nfacts: {"), ("EUR 500k", "EUR 500000")]),
        Vec::<String>::new()
    );
}
