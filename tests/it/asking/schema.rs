//! The schema refuses nothing that Proviso takes (but for blanks within quotes), and what it can know it refuses.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use boon::{Compiler, SchemaIndex, Schemas};
use proptest::prelude::*;
use proviso::diagnostic::Level;
use proviso::intake::{Data, Node, yaml};
use proviso::profile::{schema, starter};
use proviso::rulebook::Rulebook;
use proviso::source::Source;
use serde_json::{Map, Value, json};

use crate::command::{proviso, root};
use crate::docs::examples::{self as docs, Example, examples};
use crate::laws::config;
use crate::laws::tape::Tape;
use crate::profiles::{judged, rulebook};
use crate::snapshot::corpus;

struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn new(text: &str) -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        compiler.add_resource("profile.schema.json", serde_json::from_str(text).unwrap()).unwrap();
        let index = compiler.compile("profile.schema.json", &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
        Self { schemas, index }
    }

    /// What the schema has against a profile, in the eyes of either YAML.
    fn complaint(&self, text: &str) -> Option<String> {
        let node = yaml(&Source::new("p.yaml", text)).ok()?;
        [false, true].into_iter().find_map(|old| {
            let seen = as_editors_see_it(&node, old);
            self.schemas.validate(&seen, self.index).err().map(|error| format!("{error:#}"))
        })
    }
}

/// A value as an editor sees it: typed, after YAML 1.2 or after the old 1.1.
fn as_editors_see_it(node: &Node, old: bool) -> Value {
    match &node.data {
        Data::Null => Value::Null,
        Data::List(items) => items.iter().map(|item| as_editors_see_it(item, old)).collect(),
        Data::Map(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.node.clone(), as_editors_see_it(&entry.value, old)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Data::Scalar { text, quoted: true } => json!(text),
        Data::Scalar { text, .. } => match text.to_lowercase().as_str() {
            "true" => json!(true),
            "false" => json!(false),
            "yes" | "on" if old => json!(true),
            "no" | "off" if old => json!(false),
            _ => {
                let number = if old { text.replace('_', "") } else { text.clone() };
                let plain = number.trim_start_matches(['-', '+']);
                let digits = plain.starts_with(|digit: char| digit.is_ascii_digit() || digit == '.')
                    && plain.chars().all(|digit| digit.is_ascii_digit() || matches!(digit, '.' | 'e' | '-' | '+'));
                number.parse::<f64>().ok().filter(|_| digits).map_or_else(|| json!(text), |number| json!(number))
            }
        },
    }
}

fn accepts(rulebook: &Rulebook, text: &str) -> bool {
    let (profile, found) = judged(rulebook, text);
    profile.is_some() && found.iter().all(|found| found.level != Level::Error)
}

#[test]
fn every_example_is_valid() {
    let mut schemas: BTreeMap<String, Schema> = BTreeMap::new();
    let mut count = 0;
    for entry in std::fs::read_dir(root().join("profiles")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let made = proviso(root(), &["schema", path.to_str().unwrap()]).result;
        let schema = schemas.entry(made).or_insert_with_key(|made| Schema::new(made));
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(schema.complaint(&text), None, "{}", path.display());
        count += 1;
    }
    assert!(count >= 9);
}

#[test]
fn every_example_of_the_page_is_valid() {
    let rules = examples("language.md");
    let of = |second: bool| {
        rules
            .iter()
            .filter(move |rules| if second { rules.has("second") && rules.bad().is_none() } else { rules.is_base() })
    };
    let packs = [false, true].map(|second| of(second).map(Example::source).collect());
    let book = docs::rulebook(&packs).0.unwrap();
    let schema = Schema::new(&schema(&book));
    let mut count = 0;
    for example in examples("profile.md").iter().filter(|example| example.language == "yaml") {
        let text = example.profile().text().to_owned();
        if accepts(&book, &text) {
            assert_eq!(schema.complaint(&text), None, "{text}");
            count += 1;
        }
    }
    assert!(count > 4, "{count}");
}

#[test]
fn the_starter_is_valid_as_it_stands_and_filled_in() {
    let rulebook = rulebook();
    let validator = Schema::new(&schema(&rulebook));
    let text = starter(&rulebook);
    assert_eq!(validator.complaint(&text), None);
    let filled: Vec<String> = text
        .lines()
        .map(|line| match line.trim_start().strip_prefix("# ") {
            Some(term) if term.ends_with(": unknown") => format!("    {term}"),
            Some(rule) if rule.starts_with("- ") => format!("  {rule}"),
            _ => line.replace("status: none", "status: partial"),
        })
        .collect();
    assert_eq!(validator.complaint(&filled.join("\n")), None);
}

/// All mistakes that are told to people, and what the schema sees of them.
#[test]
fn no_false_alarm_over_the_corpus() {
    let rulebook = rulebook();
    let schema = Schema::new(&schema(&rulebook));
    let refused = std::cell::RefCell::new((0, Vec::new()));
    let path = root().join("tests/it/snapshots/profile");
    for entry in std::fs::read_dir(path).unwrap() {
        let file = entry.unwrap().path();
        let all = std::fs::read_to_string(&file).unwrap();
        let input = all.split_once("=====\n").unwrap().0;
        let complaint = schema.complaint(input);
        match (accepts(&rulebook, input), complaint) {
            (true, complaint) => assert_eq!(complaint, None, "{}", file.display()),
            (false, Some(_)) => refused.borrow_mut().0 += 1,
            (false, None) => {
                refused.borrow_mut().1.push(file.file_stem().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    let (seen, mut unseen) = refused.into_inner();
    unseen.sort();
    // What a schema cannot know: rates, the calendar, what stands twice, what hangs on
    // another key.
    crate::command::snapshot("asking/unseen-by-the-schema.txt", &format!("{}\n", unseen.join("\n")));
    assert!(seen > unseen.len(), "{seen} seen, {} not", unseen.len());
}

#[test]
fn what_a_schema_can_know_it_refuses() {
    let rulebook = rulebook();
    let schema = Schema::new(&schema(&rulebook));
    for body in [
        "fact: {}",
        "facts: { suport.tier: basic }",
        "facts: { support: { teir: basic } }",
        "facts: { support.tier: gold }",
        "facts: { support.tier: basic..gold }",
        "facts: { data.personal: perhaps }",
        "facts: { data.personal: 1 }",
        "facts: { change.notice: 30 days }",
        "facts: { support.tier: silent }",
        "facts: { company.regulations: [gdpr, gold] }",
        "facts: { company.regulations: { include: [gdpr] } }",
        "facts: { data.retention: 30 }",
        "facts: { data.retention: 30 moons }",
        "facts: { agreement.renewal: soon }",
        "facts: { agreement.discount: 0.5 }",
        "facts: { commitment.macc-annual: lots }",
        "facts: { usage.teams: [] }",
        "facts: { usage.teams: { value: 3 } }",
        "facts: { notice-floor: 30 days }",
        "draft: { status: read }",
        "draft: { terms: { data.use: barred } }",
        "draft: { status: none, terms: { data.use: barred } }",
        "draft: { status: partial, terms: { data.use: { value: barred, in: heaven } } }",
        "draft: { status: partial, terms: { data.use: { valeu: barred } } }",
        "draft: { status: partial, terms: { support.tier: basic } }",
        "done: [azure/nothing]",
        "done: [watch-roadmap]",
        "notes: { data.use: [a] }",
        "rates: { EUR: 1.08 }",
        "rates: { euro: USD 1.08 }",
        "as-of: tomorrow",
        "currency: euros",
    ] {
        let text = match body.starts_with("as-of") {
            true => format!("profile: Acme\n{body}\n"),
            false => format!("profile: Acme\nas-of: 2026-11-21\n{body}\n"),
        };
        assert!(!accepts(&rulebook, &text), "{text}");
        assert!(schema.complaint(&text).is_some(), "{text}");
    }
}

/// Values of all types, well and ill written.
const WRITTEN: [&str; 78] = [
    "yes",
    "no",
    "true",
    "false",
    "\"yes\"",
    "True",
    "on",
    "1",
    "0",
    "12",
    "-3",
    "1.5",
    "1_000",
    "1__0",
    "500k",
    "2.5M",
    "1B",
    "5K",
    "12%",
    "0.5%",
    "-0%",
    "12 %",
    "5..10%",
    "5%..10%",
    "USD 5",
    "USD5",
    "USD 5k",
    "EUR 1_000.50",
    "usd 5",
    "XYZ 5",
    "3M..5M",
    "USD 3M..5M",
    "3M..USD 5M",
    "3..",
    "..3",
    "..",
    "3...5",
    "3 .. 5",
    "30 days",
    "30days",
    "1 year 6 months",
    "1.5 hours",
    "2.5 months",
    "30",
    "30 days..60 days",
    "30..60 days",
    "..90 days",
    "unlimited",
    "3..unlimited",
    "unlimited..",
    "never..",
    "..never",
    "never",
    "2027-06-30",
    "2027-6-3",
    "2027-13-01",
    "2027-06-30..",
    "2027-06-30..never",
    "basic",
    "standard",
    "basic..standard",
    "..unified",
    "standard ..",
    "banking",
    "gdpr",
    "unknown",
    "silent",
    "\"silent\"",
    "~",
    "null",
    "\"\"",
    "''",
    "a text",
    "0x1F",
    "1e3",
    ".5",
    "+5",
    "barred",
];

const FORMS: [&str; 16] = [
    "@",
    "@",
    "@",
    "[@]",
    "[@, @]",
    "[]",
    "{ value: @, in: e-mail }",
    "{ value: @ }",
    "{ in: e-mail }",
    "{ by-reference: @ }",
    "{ includes: [@] }",
    "{ includes: @, excludes: [@, @] }",
    "{}",
    "{ value: [@, @], in: oral }",
    "{ value: { includes: [gdpr] }, in: contract }",
    "[[@]]",
];

/// Made once: compiling a schema takes longer than a case.
static SMALL: LazyLock<(Rulebook, Schema)> = LazyLock::new(|| {
    let rulebook = rulebook();
    let schema = Schema::new(&schema(&rulebook));
    (rulebook, schema)
});

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_it_refuses_proviso_refuses(rows in prop::collection::vec(prop::collection::vec(any::<u16>(), 0..8), 1..60)) {
        let (rulebook, schema) = &*SMALL;
        let names: Vec<_> = rulebook.names.iter().filter(|name| name.is_asked()).collect();
        for row in rows {
            let mut tape = Tape::new(&row);
            let name = *tape.pick(&names);
            let mut value = (*tape.pick(&FORMS)).to_owned();
            while value.contains('@') {
                value = value.replacen('@', WRITTEN[tape.below(WRITTEN.len())], 1);
            }
            let key = match tape.below(3) {
                0 => name.id.clone(),
                _ => name.id.split_once('.').map_or(name.id.clone(), |(group, rest)| format!("{group}: {{ {rest}")),
            };
            let close = if key.contains('{') { " }" } else { "" };
            let entry = format!("{{ {key}: {value}{close} }}");
            let body = match name.term() {
                Some(_) => format!("draft: {{ status: partial, terms: {entry} }}"),
                None => format!("facts: {entry}"),
            };
            let currency = if tape.chance(50) { "currency: EUR\n" } else { "" };
            let text = format!("profile: 7\nas-of: 2026-11-21\n{currency}{body}\n");
            if let Some(complaint) = schema.complaint(&text) {
                prop_assert!(!accepts(rulebook, &text), "{text}\n{complaint}");
            }
        }
    }
}

/// The small schema whole, for whoever reads the difference.
#[test]
fn the_schema_of_the_tests() {
    corpus("schema", 1, |_| schema(&rulebook()));
}
