//! Questions about rules themselves: each kind of finding with an input that has it and a
//! near miss that has not, and the time a large rulebook takes.

use std::fmt::Write as _;

use proviso::diagnostic::{Code, Diagnostic};
use proviso::prove::{Because, Proofs, not_decided, prove};
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::syntax::parse;

use crate::snapshot::{corpus, shown};

const HEADER: &str = include_str!("corpus/header.proviso");
const WORDS: &str = include_str!("corpus/words.proviso");

fn rulebook(text: &str) -> Rulebook {
    let files = [("header.proviso", HEADER), ("words.proviso", WORDS), ("rules.proviso", text)];
    let mut found = Vec::new();
    let files = files.map(|(name, text)| {
        let (file, mistakes) = parse(&Source::new(name, text));
        found.extend(mistakes);
        file
    });
    let (book, mistakes) = build(&[PackTree { files: files.to_vec(), hash: String::new() }]);
    found.extend(mistakes);
    book.unwrap_or_else(|| panic!("{}\n{text}", shown(&found)))
}

/// What is said of a fixture, its first line perhaps `# as-of: DATE`.
fn proofs(text: &str) -> Proofs {
    let day = text.lines().next().and_then(|line| line.strip_prefix("# as-of: "));
    let mut proofs = prove(&rulebook(text), day.map(|day| day.parse().unwrap()));
    // Each fixture uses a part of the vocabulary only.
    let own = |found: &Diagnostic| found.place().is_some_and(|place| place.source.name() == "rules.proviso");
    proofs.findings.retain(own);
    proofs
}

#[test]
fn what_rules_never_do_is_said_at_its_place() {
    corpus("prove", 130, |text| {
        let proofs = proofs(text);
        let undecided = not_decided(&proofs.undecided).map(|line| line + "\n").unwrap_or_default();
        let both = proofs.findings.is_empty() || undecided.is_empty();
        format!("{}{}{undecided}", shown(&proofs.findings), if both { "" } else { "\n" })
    });
}

/// The name of a fixture says which code it has, or that it nearly has it.
#[test]
fn every_finding_has_fixtures_of_both_kinds() {
    let folder = crate::command::root().join("tests/it/snapshots/prove");
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for code in proved() {
        let (mut bad, mut good) = (0, 0);
        for name in names.iter().filter(|name| name.starts_with(code.as_str())) {
            let path = crate::command::root().join("tests/it/snapshots/prove").join(name);
            let text = std::fs::read_to_string(path).unwrap();
            let text = text.split("=====").next().unwrap().to_owned();
            let has = proofs(&text).findings.iter().any(|found| found.code == code);
            let nearly = name.contains("-not");
            assert_eq!(has, !nearly, "{name}");
            if nearly { good += 1 } else { bad += 1 }
        }
        assert!(bad > 0 && good > 0, "{code}: {bad} that have it, {good} that nearly do");
    }
}

/// The findings that rules alone decide: what no test names needs tests to be a finding.
fn proved() -> impl Iterator<Item = Code> {
    let is_proved = |code: &Code| code.is_about_rules() && *code != Code::Untested || *code == Code::RungMeetsWalkAway;
    Code::ALL.iter().copied().filter(is_proved)
}

/// Every label of a finding stands in a text, and the first one in the declaration it is
/// about.
#[test]
fn every_finding_has_a_place() {
    let folder = crate::command::root().join("tests/it/snapshots/prove");
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for found in proofs(text.split("=====").next().unwrap()).findings {
            assert!(!found.labels.is_empty(), "{}", found.message);
            for label in &found.labels {
                assert!(!label.place.text().is_empty(), "{}", found.message);
            }
        }
    }
}

/// The bundled pack says what it means.
#[test]
fn the_bundled_pack_is_clean() {
    let files = crate::command::bundled_rules()
        .into_iter()
        .map(|path| parse(&Source::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap())).0);
    let (book, _) = build(&[PackTree { files: files.collect(), hash: String::new() }]);
    let proofs = prove(&book.unwrap(), None);
    assert!(proofs.findings.is_empty(), "{}", shown(&proofs.findings));
    // A calculation is not looked into; all else is decided.
    assert!(proofs.undecided.iter().all(|one| one.because == Because::Figures), "{:?}", proofs.undecided);
}

/// So many redlines over so many facts and terms, some compared with one another.
fn large(redlines: usize, facts: usize, terms: usize) -> String {
    let mut text = String::new();
    for at in 0..facts {
        let of = match at {
            0 => "date",
            _ => ["yes-no", "number", "money", "scale low < mid < high"][at % 4],
        };
        writeln!(text, "fact f{at} \"Fact {at}\" {{ type {of}   ask \"What?\" }}").unwrap();
    }
    for at in 0..terms {
        writeln!(text, "term t{at} \"Term {at}\" {{ type duration   better higher   standard 30 days   ask \"?\" }}")
            .unwrap();
    }
    let condition = |fact: usize, at: usize| match fact % 4 {
        0 if fact == 0 => "f0 has passed".to_owned(),
        0 => format!("f{fact}"),
        1 => format!("f{fact} at least {}", at % 50 + 1),
        2 => format!("f{fact} below USD {}k", at % 70 + 1),
        _ => format!("f{fact} at least mid"),
    };
    for at in 0..redlines {
        let of = |step: usize| (at * step + step) % facts;
        let when =
            [of(1), of(7), of(11)].map(|fact| condition(fact, at)).join(if at % 2 == 0 { " and " } else { " or " });
        let also = (of(3) / 4 * 4 + 1, of(13) / 4 * 4 + 1);
        let pair = if at % 5 == 0 && also.0 < facts && also.1 < facts && also.0 != also.1 {
            format!(" and f{} above f{}", also.0, also.1)
        } else {
            String::new()
        };
        let (term, days) = (at % terms, at % 60);
        writeln!(
            text,
            "redline r{at} \"Redline {at}\" {{\n risk change\n when ({when}){pair}\n severity high when {}, otherwise low\n \
             preferred t{term} at least {} days\n fallback t{term} at least {} days {{ when {} }}\n \
             walk-away t{term} below {} days\n propose \"At least {{{{ preferred }}}}.\"\n owner legal   phase sign   from guide\n}}",
            condition(of(5), at),
            days + 120,
            days + 61,
            condition(of(9), at),
            days + 1,
        )
        .unwrap();
    }
    text
}

/// Each question has a bound, so that proofs come to an end however the rules hang together.
#[test]
fn a_large_rulebook_is_proven_to_the_end() {
    let redlines = if cfg!(debug_assertions) { 200 } else { 2_000 };
    for terms in [300, 40, 1] {
        let proofs = prove(&rulebook(&large(redlines, 300, terms)), None);
        assert!(!proofs.findings.is_empty(), "{redlines} redlines on {terms} terms");
    }
}
