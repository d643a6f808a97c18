//! What is judged: rulebooks with deals.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use proviso::assess::assess;
use proviso::assess::finding::{Assessment, Outcome};
use proviso::assess::wide::Wide;
use proviso::intake;
use proviso::logic::conditions::Conditions;
use proviso::logic::variables::{Circumstances, Meaning, Variables};
use proviso::portfolio::{Exposure, Heat};
use proviso::profile::{self, Profile};
use proviso::rulebook::advice::{Body, Severity};
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::syntax::parse;
use proviso::value::Rates;

use crate::laws;
use crate::stage::{self, Row};

/// A rulebook with deals, all of which say the same rates.
pub struct Case {
    pub name: String,
    pub book: Rulebook,
    pub circumstances: Circumstances,
    pub deals: Vec<Deal>,
}

/// A deal as it is staged, and what the engine says of it.
pub struct Deal {
    pub name: String,
    pub row: Row,
    /// By rule: what it can come to, and how bad; nothing for a row that must not be judged.
    pub expected: Option<Vec<Expected>>,
    /// What the view of faults must say of it: a column.
    pub fault: Option<String>,
    /// How many positions and measures stand how.
    pub exposure: Option<Exposure>,
}

pub struct Expected {
    pub could_be: Vec<Outcome>,
    pub severity: Vec<Severity>,
    /// Whether the warehouse may leave it undecided: it compares two names.
    pub compares: bool,
    /// Whether the deal could be staged no better than with more room than the engine has.
    pub wider: bool,
}

impl Case {
    /// A case of deals, each with a day of its own.
    fn new(name: String, book: Rulebook, rates: Rates, as_of: Date, mut profiles: Vec<Profile>) -> Self {
        let circumstances = Circumstances { as_of, rates };
        let export = proviso::export::sql(&book, &circumstances, proviso::export::Dialect::DuckDb, None)
            .unwrap_or_else(|found| panic!("{name}: {}", found[0].message));
        let (first, last) = export.holds_for;
        let looks = looks(&book, &circumstances);
        let mut deals = Vec::new();
        for (at, profile) in profiles.iter_mut().enumerate() {
            stage::loosen(&book, profile);
            let assessment = assess(&book, profile).unwrap_or_else(|found| panic!("{name}: {}", found[0].message));
            let (row, wider) = stage::row(&book, &circumstances, &export.filled, profile, &assessment);
            let within = first <= profile.as_of && profile.as_of <= last;
            let expected = within.then(|| expected(&book, profile, &assessment, &looks, &wider));
            let fault = (!within).then(|| "as_of".to_owned());
            let exposure = Some(exposure(&book, profile, &assessment));
            deals.push(Deal { name: format!("deal {at} 'of' all"), row, expected, fault, exposure });
        }
        spoil(&book, &mut deals, &export.filled);
        Self { name, book, circumstances, deals }
    }
}

/// How many positions and measures stand how, but for what the house lives with.
fn exposure(book: &Rulebook, profile: &Profile, assessment: &Assessment) -> Exposure {
    let mut exposure = Exposure::default();
    for (advice, finding) in book.advice.iter().zip(&assessment.findings) {
        let waived = advice.waiver.as_ref().is_some_and(|waiver| profile.as_of <= waiver.until)
            && finding.could_be.iter().any(|outcome| outcome.asks_for_action());
        if matches!(advice.body, Body::Redline(_) | Body::Mitigation { .. }) && !waived {
            exposure.count(Heat::of(&finding.could_be), finding.severity.worst);
        }
    }
    exposure
}

/// What each rule looks at: names compared with one another, figures.
type Looks = Vec<(bool, BTreeSet<usize>)>;

fn looks(book: &Rulebook, circumstances: &Circumstances) -> Looks {
    let variables = Variables::new(book, circumstances).unwrap();
    let mut conditions = Conditions::new(book, circumstances, variables).unwrap();
    let mut looks = Vec::new();
    for advice in &book.advice {
        let list = proviso::assess::single::list(&mut conditions, false, advice).unwrap();
        let ticked = proviso::assess::single::list(&mut conditions, true, advice).unwrap();
        conditions.diagrams.begin_list();
        let severity = conditions.guarded(&advice.severity).unwrap();
        let vars = [list, ticked, severity].map(|root| conditions.diagrams.support(root)).concat();
        let meanings = vars.iter().filter_map(|var| conditions.variables.meaning(*var));
        let compares = meanings.clone().any(|meaning| matches!(meaning, Meaning::Pair(_)));
        let names = vars.iter().flat_map(|var| conditions.variables.names(*var)).map(|name| name.0).collect();
        looks.push((compares, names));
    }
    looks
}

fn expected(
    book: &Rulebook,
    profile: &Profile,
    assessment: &Assessment,
    looks: &Looks,
    wider: &BTreeSet<usize>,
) -> Vec<Expected> {
    let circumstances = Circumstances { as_of: profile.as_of, rates: profile.rates.clone() };
    let mut wide = Wide::new(book, &circumstances).unwrap();
    let mut batch = wide.batch::<bool>();
    wide.put(&mut batch, profile).unwrap();
    let findings = wide.judge(&mut batch);
    let each = findings.iter().enumerate().map(|(at, finding)| {
        let could_be: Vec<Outcome> = finding.of(0).collect();
        assert_eq!(could_be, assessment.findings[at].could_be, "wide and alone");
        let sides = book.sides(proviso::rulebook::advice::AdviceId(at));
        Expected {
            could_be,
            severity: finding.severity.iter().map(|(severity, _)| *severity).collect(),
            compares: sides.iter().any(|side| looks[side.0].0),
            wider: sides.iter().any(|side| looks[side.0].1.iter().any(|name| wider.contains(name))),
        }
    });
    each.collect()
}

/// Makes mistakes in copies of some deals: these must be told, and not judged.
fn spoil(book: &Rulebook, deals: &mut Vec<Deal>, filled: &[proviso::export::Filled]) {
    let is_text = |name| book.name(name).of.kind == proviso::value::Kind::Text;
    let columns: Vec<(bool, &String)> =
        filled.iter().flat_map(|filled| filled.columns.iter().map(|column| (is_text(filled.name), column))).collect();
    /// So many mistakes are enough for one case.
    const MOST: usize = 60;
    let every = columns.len().div_ceil(MOST);
    let mut spoilt = Vec::new();
    for (at, (is_text, column)) in columns.iter().enumerate().step_by(every.max(1)) {
        let Some(deal) = deals.get(at % deals.len()) else { continue };
        if deal.expected.is_none() {
            continue;
        }
        let mut row = deal.row.clone();
        let wrong = if column.ends_with("_low") {
            let high = column.replace("_low", "_high");
            let Some((low, above)) = stage::backward(&row, column) else { continue };
            row.set(&high, Some(low));
            Some(above)
        } else if column.ends_with("_is") && *is_text || column.ends_with("_high") {
            continue;
        } else {
            Some("no-such-word".to_owned())
        };
        row.set(column, wrong);
        let fault = Some((*column).clone());
        let name = format!("spoilt {at}");
        row.set("deal", Some(name.clone()));
        spoilt.push(Deal { name, row, expected: None, fault, exposure: None });
    }
    for deal in deals.iter_mut() {
        deal.row.set("deal", Some(deal.name.clone()));
    }
    deals.extend(spoilt);
}

/// The bundled packs with the bundled profiles, each judged on its own day and on others.
pub fn bundled() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let packs = ["microsoft-online-services-sla", "azure-openai", "eu-data-act", "eu-dora", "hipaa", "northwind-house"];
    let mut paths: Vec<PathBuf> = files(&root.join("profiles"), "yaml");
    paths.sort();
    let trees: Vec<PackTree> = packs.iter().map(|pack| tree(&root.join("rules").join(pack))).collect();
    let book = build(&trees).0.expect("the bundled packs fit together");
    let days = [None, Some(date(2027, 2, 28)), Some(date(2031, 12, 31))];
    let mut profiles: Vec<Profile> = paths.iter().flat_map(|path| days.map(|day| profile(&book, path, day))).collect();
    let rates = profiles[0].rates.clone();
    profiles.retain(|profile| profile.rates == rates);
    vec![Case::new("bundled".to_owned(), book, rates, date(2026, 11, 21), profiles)]
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|own| own == extension)).collect()
}

fn tree(pack: &Path) -> PackTree {
    let mut paths = files(pack, "proviso");
    paths.sort();
    let parsed = paths.iter().map(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (file, found) = parse(&Source::new(path.display().to_string(), text));
        assert!(found.is_empty(), "{}: {}", path.display(), found[0].message);
        file
    });
    PackTree { files: parsed.collect(), hash: String::new() }
}

fn profile(book: &Rulebook, path: &Path, as_of: Option<Date>) -> Profile {
    let source = Source::new(path.display().to_string(), std::fs::read_to_string(path).unwrap());
    let node = intake::yaml(&source).unwrap();
    let mut found = Vec::new();
    let header = profile::header(&source, &node, &mut found);
    let read = profile::read(&source, &node, &header, book, as_of, &mut found);
    read.unwrap_or_else(|| panic!("{}: {}", path.display(), found[0].message))
}

/// Generated rulebooks, each with forty deals judged on several days.
pub fn generated(count: usize) -> Vec<Case> {
    let mut runner = TestRunner::deterministic();
    let mut cases = Vec::new();
    for at in 0..count {
        let choices = laws::choices().new_tree(&mut runner).unwrap().current();
        let case = match at % 3 {
            0 => laws::case(&choices, false),
            1 => laws::case(&choices, true),
            _ => laws::with_figures(&choices),
        };
        let mut profiles = Vec::new();
        for _ in 0..40 {
            let (.., of_profile, _) = laws::choices().new_tree(&mut runner).unwrap().current();
            let drawn = laws::profiles::profile(&case.book, &of_profile, profiles.len() % 5 == 0);
            profiles.push(laws::engine::read(&case.built, &laws::known::yaml(&case.book, &drawn)));
        }
        let (rates, as_of) = (profiles[0].rates.clone(), profiles[0].as_of);
        cases.push(Case::new(format!("case_{at}"), case.built, rates, as_of, profiles));
    }
    cases
}
