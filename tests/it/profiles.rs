//! Profiles: what is known of each name, and what people are told about their mistakes.

use std::fmt::Write as _;

use proptest::prelude::*;
use proviso::diagnostic::{Code, Diagnostic, sort};
use proviso::intake::{MOST_BYTES, yaml};
use proviso::profile::{DraftStatus, Profile, State, header, read, starter};
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::{Source, decode};
use proviso::syntax::parse;

use crate::snapshot::{corpus, shown};

/// A second pack, with a rule that the first has too.
const HOUSE: &str = r#"
pack house "House" { version "1"   vendor "Microsoft"   owners it "IT"   phases prepare "Prepare"   documents contract "Contract" }
source own "Our own rules" { kind internal   as-of 2025-08-01 }
risk spend "Spend grows" {
    severity low   owner it   phase prepare   from own   pitfall "It does."
    mitigation budget "Set a budget" { do "Set alerts here, too." }
}
"#;

pub(crate) fn rulebook() -> Rulebook {
    let packs = [("azure", include_str!("profiles.proviso")), ("house", HOUSE)].map(|(name, text)| {
        let (file, found) = parse(&Source::new(format!("{name}.proviso"), text));
        assert!(found.is_empty(), "{}", shown(&found));
        PackTree { files: vec![file], hash: String::new() }
    });
    let (rulebook, found) = build(&packs);
    rulebook.unwrap_or_else(|| panic!("{}", shown(&found)))
}

pub(crate) fn judged(rulebook: &Rulebook, text: &str) -> (Option<Profile>, Vec<Diagnostic>) {
    let source = Source::new("p.yaml", text);
    let mut found = Vec::new();
    let node = match yaml(&source) {
        Ok(node) => node,
        Err(found) => return (None, found),
    };
    let header = header(&source, &node, &mut found);
    let profile = read(&source, &node, &header, rulebook, None, &mut found);
    sort(&mut found);
    (profile, found)
}

/// A profile that must be sound, with its first lines left out.
fn profile(rulebook: &Rulebook, rest: &str) -> Profile {
    let (profile, found) = judged(rulebook, &format!("profile: Acme\nas-of: 2026-11-21\n{rest}"));
    profile.unwrap_or_else(|| panic!("{rest}\n{}", shown(&found)))
}

/// What a profile knows of a name, with the documents it may stand in.
fn known(rulebook: &Rulebook, profile: &Profile, name: &str) -> String {
    let id = rulebook.find_name(name).unwrap();
    let reading = profile.reading(id);
    let mut known = match &reading.state {
        State::Known(possible) => possible.canonical(&rulebook.name(id).of),
        State::ByReference(text) => format!("by reference: {text}"),
        state => format!("{state:?}"),
    };
    for document in &reading.documents {
        write!(known, " @{}", rulebook.documents.get(*document).unwrap().id).unwrap();
    }
    known
}

#[test]
fn values_of_facts() {
    let rulebook = rulebook();
    for (written, name, expected) in [
        ("support.tier: standard", "support.tier", "standard"),
        ("support: { tier: \"standard\" }", "support.tier", "standard"),
        ("support.tier: developer..standard", "support.tier", "developer..standard"),
        ("support.tier: standard..", "support.tier", "standard.."),
        ("support.tier: unified..", "support.tier", "unified"),
        ("support.tier: ..basic", "support.tier", "basic"),
        ("support.tier: [basic, standard..unified]", "support.tier", "[basic, standard..unified]"),
        ("support.tier: unknown", "support.tier", "Unknown"),
        ("support.tier:", "support.tier", "Unknown"),
        ("support.tier: \"\"", "support.tier", "Unknown"),
        ("commitment: { macc-annual: 3M..5M }", "commitment.macc-annual", "USD 3000000..USD 5000000"),
        ("commitment.macc-annual: EUR 3M..5M", "commitment.macc-annual", "EUR 3000000..EUR 5000000"),
        ("commitment.macc-annual: 3M..EUR 5M", "commitment.macc-annual", "EUR 3000000..EUR 5000000"),
        ("commitment.macc-annual: ..0", "commitment.macc-annual", "USD 0"),
        ("commitment.macc-annual: 1M .. unlimited", "commitment.macc-annual", "USD 1000000..unlimited"),
        ("commitment.macc-annual: unlimited..", "commitment.macc-annual", "unlimited"),
        ("commitment.macc-annual: [100k, unlimited]", "commitment.macc-annual", "[USD 100000, unlimited]"),
        ("company.industry: [banking, other]", "company.industry", "[banking, other]"),
        ("company.industry: [banking]", "company.industry", "banking"),
        ("company.regulations: [gdpr, dora]", "company.regulations", "[gdpr, dora]"),
        ("company.regulations: []", "company.regulations", "[]"),
        ("company.regulations: gdpr", "company.regulations", "[gdpr]"),
        (
            "company.regulations: { includes: gdpr, excludes: [dora] }",
            "company.regulations",
            "includes [gdpr], perhaps [hipaa]",
        ),
        ("company.regulations: { excludes: [dora, gdpr, hipaa] }", "company.regulations", "[]"),
        ("company.motto: from 3..5, always", "company.motto", "from 3..5, always"),
        ("company.motto: 'unknown'", "company.motto", "unknown"),
        ("company.motto: unknown", "company.motto", "Unknown"),
        ("data.personal: true", "data.personal", "yes"),
        ("data.personal: [yes, no]", "data.personal", "[yes, no]"),
        ("data.retention: [12 months, 1 year]", "data.retention", "1 year"),
        ("data.retention: 30 days..", "data.retention", "30 days.."),
        ("usage.teams: -2..5", "usage.teams", "-2..5"),
        ("agreement.renewal: 2027-01-01..never", "agreement.renewal", "2027-01-01..never"),
        ("agreement.discount: 5..10%", "agreement.discount", "5%..10%"),
    ] {
        let profile = profile(&rulebook, &format!("currency: USD\nfacts:\n  {written}\n"));
        assert_eq!(known(&rulebook, &profile, name), expected, "{written}");
    }
}

#[test]
fn values_of_terms() {
    let rulebook = rulebook();
    for (written, name, expected) in [
        ("change.notice: 30 days", "change.notice", "30 days @contract"),
        ("change.notice: { value: 30 days..60 days, in: e-mail }", "change.notice", "30 days..60 days @e-mail"),
        ("change: { notice: { value: [1 day, 2 days] } }", "change.notice", "[1 day, 2 days] @contract"),
        ("change.notice: unknown", "change.notice", "Unknown @oral @e-mail @amendment @contract"),
        ("change.notice: { value: unknown, in: oral }", "change.notice", "Unknown @oral"),
        ("change.notice: silent", "change.notice", "Silent"),
        ("change.notice: { value: silent }", "change.notice", "Silent"),
        (
            "change.notice: { by-reference: Product Terms }",
            "change.notice",
            "by reference: Product Terms @oral @e-mail @amendment @contract",
        ),
        (
            "change.notice: { value: { by-reference: \"Annex 2\" }, in: amendment }",
            "change.notice",
            "by reference: Annex 2 @amendment",
        ),
        (
            "audit.kinds: { value: { includes: [reports] }, in: e-mail }",
            "audit.kinds",
            "includes [reports], perhaps [visits] @e-mail",
        ),
        ("data: { use: barred }", "data.use", "barred @contract"),
    ] {
        let profile = profile(&rulebook, &format!("draft:\n  status: partial\n  terms:\n    {written}\n"));
        assert_eq!(known(&rulebook, &profile, name), expected, "{written}");
    }
}

#[test]
fn what_is_left_out() {
    let rulebook = rulebook();
    for (draft, status, with_standard, without) in [
        ("", DraftStatus::None, "Standard @contract", "Unknown @oral @e-mail @amendment @contract"),
        (
            "draft: { status: none, terms: {} }",
            DraftStatus::None,
            "Standard @contract",
            "Unknown @oral @e-mail @amendment @contract",
        ),
        (
            "draft: { status: partial }",
            DraftStatus::Partial,
            "Standard @contract",
            "Unknown @oral @e-mail @amendment @contract",
        ),
        ("draft: { status: reviewed }", DraftStatus::Reviewed, "Silent", "Silent"),
    ] {
        let profile = profile(&rulebook, draft);
        assert_eq!(profile.draft, status);
        assert_eq!(known(&rulebook, &profile, "change.notice"), with_standard);
        assert_eq!(known(&rulebook, &profile, "liability.cap"), without);
        assert_eq!(known(&rulebook, &profile, "data.personal"), "Unknown");
        assert_eq!(known(&rulebook, &profile, "notice-floor"), "Unknown");
        assert!(profile.readings.iter().all(|reading| reading.place.is_none()));
    }
}

#[test]
fn what_stands_beside_the_values() {
    let rulebook = rulebook();
    let text = "currency: USD\nrates: { EUR: USD 1.08 }\ndone: [engage, azure/budget]\n\
                notes:\n  support.tier: quote pending\n  change: { notice: ' asked ' }\nfacts: { support: { tier: basic } }\n";
    let profile = profile(&rulebook, text);
    let done: Vec<_> = profile.done.iter().map(|id| rulebook.advice[id.0].id.as_str()).collect();
    assert_eq!(done, ["azure/budget", "azure/engage"]);
    let notes: Vec<_> =
        profile.notes.iter().map(|(id, note)| (rulebook.name(*id).id.as_str(), note.as_str())).collect();
    assert_eq!(notes, [("support.tier", "quote pending"), ("change.notice", "asked")]);
    let one = proviso::value::Money { currency: "EUR".to_owned(), amount: 1.into() };
    assert!(profile.rates.convert(&one, "USD").is_ok());
    let place = profile.reading(rulebook.find_name("support.tier").unwrap()).place.clone().unwrap();
    assert_eq!(place.text(), "tier: basic");
    assert_eq!((profile.name.as_str(), profile.as_of.to_string()), ("Acme", "2026-11-21".to_owned()));
}

#[test]
fn the_day_given_wins() {
    let source = Source::new("p.yaml", "profile: Acme\nas-of: 2026-11-21\n");
    let node = yaml(&source).unwrap();
    let mut found = Vec::new();
    let header = header(&source, &node, &mut found);
    let day = jiff::civil::date(2027, 1, 2);
    let profile = read(&source, &node, &header, &Rulebook::default(), Some(day), &mut found).unwrap();
    assert_eq!(profile.as_of, day);
}

/// What people are told: one point a file.
#[test]
fn messages() {
    let rulebook = rulebook();
    corpus("profile", 60, |input| {
        let (profile, found) = judged(&rulebook, input);
        assert!(
            found
                .iter()
                .all(|found| found.place().is_some() && !found.help.is_empty() && !found.message.ends_with('.'))
        );
        match profile {
            Some(_) if found.is_empty() => "(no message)\n".to_owned(),
            _ => shown(&found),
        }
    });
}

#[test]
fn the_starter_reads_back() {
    let rulebook = rulebook();
    let text = starter(&rulebook);
    let (profile, found) = judged(&rulebook, &text);
    assert!(found.is_empty(), "{}", shown(&found));
    assert!(profile.unwrap().readings.iter().all(|reading| !matches!(reading.state, State::Known(_))));
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");

    // With every `#` before a name or a rule removed, and an answer to each.
    let filled: String = text.lines().fold(String::new(), |mut filled, line| {
        let line = match line.trim_start().strip_prefix("# ") {
            Some(term) if term.ends_with(": unknown") => format!("    {term}"),
            Some(rule) if rule.starts_with("- ") => format!("  {rule}"),
            _ => line.replace("status: none", "status: partial"),
        };
        writeln!(filled, "{line}").unwrap();
        filled
    });
    let (profile, found) = judged(&rulebook, &filled);
    let profile = profile.unwrap_or_else(|| panic!("{filled}\n{}", shown(&found)));
    assert_eq!(profile.done.len(), 3);
    let asked = rulebook.names.iter().filter(|name| name.is_asked()).count();
    assert_eq!(profile.readings.iter().filter(|reading| reading.place.is_some()).count(), asked);
}

#[test]
fn the_starter_of_the_tests() {
    corpus("starter", 1, |_| starter(&rulebook()));
}

/// A reader that went through all names for each line would not come to an end.
#[test]
fn large_files_come_to_an_end() {
    let rulebook = rulebook();
    let many = |line: &dyn Fn(usize) -> String| (0..100_000).map(line).collect::<String>();
    for (name, text, code) in [
        ("keys", format!("facts:\n{}", many(&|n| format!("  suport.tier-{n}: a\n"))), Code::UnknownKey),
        ("twice", format!("facts:\n{}", many(&|_| "  support.tier: basic\n".to_owned())), Code::DuplicateKey),
        ("top keys", many(&|n| format!("fakts{n}: a\n")), Code::UnknownKey),
        ("done", format!("done:\n{}", many(&|n| format!("- azure/budgt{n}\n"))), Code::UnknownName),
        ("notes", format!("notes:\n{}", many(&|n| format!("  nottice{n}: x\n"))), Code::UnknownKey),
        ("alternatives", format!("facts:\n  usage.teams:\n{}", many(&|n| format!("  - {n}\n"))), Code::MissingKey),
        (
            "members",
            format!("facts:\n  company.regulations:\n{}", many(&|_| "  - gdpr\n".to_owned())),
            Code::DuplicateKey,
        ),
        ("packs", format!("packs:\n{}", many(&|n| format!("  - a{n}\n"))), Code::TooLarge),
    ] {
        let (profile, found) = judged(&rulebook, &text);
        assert!(profile.is_none() && found.iter().any(|found| found.code == code), "{name}");
    }
}

/// Pieces that mean something to a profile, so that random texts reach far into it.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "profile: A\n",
        "as-of: 2026-11-21\n",
        "currency: USD\n",
        "rates: {EUR: USD 1}\n",
        "facts:\n",
        "draft:\n",
        "  status: partial\n",
        "  terms:\n",
        "done:\n",
        "notes:\n",
        "packs: [a]\n",
        "  support.tier: ",
        "  company:\n",
        "    regulations: ",
        "    change.notice: ",
        "  commitment.macc-annual: ",
        "silent",
        "unknown",
        "basic",
        "..",
        "3M..5M",
        "EUR 3M",
        "30 days",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "\n",
        "gdpr",
        "includes: ",
        "excludes: ",
        "value: ",
        "in: ",
        "by-reference: ",
        "e-mail",
        "  - ",
        "engage",
        "é",
        "\"",
        "&x ",
        "*x",
        "999999999999999999999999999M",
    ])
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = decode(&bytes, MOST_BYTES) {
            let (profile, found) = judged(&Rulebook::default(), &text);
            prop_assert!(profile.is_some() || !found.is_empty());
        }
    }

    #[test]
    fn any_mixture(pieces in prop::collection::vec(piece(), 0..30)) {
        thread_local!(static RULES: Rulebook = rulebook());
        RULES.with(|rulebook| {
            let (profile, found) = judged(rulebook, &pieces.concat());
            prop_assert!(profile.is_some() || !found.is_empty());
            prop_assert!(found.iter().all(|found| found.place().is_some()));
            shown(&found);
            Ok(())
        })?;
    }
}
