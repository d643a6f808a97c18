//! The examples of the documentation, and what is said about them.
//!
//! The rules in `docs/language.md` are one pack, which all other examples of rules stand
//! among; profiles are held against it and the second pack there. An HTML comment right
//! above an example says how it is read:
//!
//! | mark | the example is |
//! |---|---|
//! | `bad: CODE` | wrong, and exactly this code says so; other marks may follow after a comma |
//! | `alone` | a pack of its own |
//! | `second` | a second pack beside the first |
//! | `overlay` | a pack that extends the first |
//! | `grows` | one pack with all examples above it that grow; with `overlay`, a pack that extends that one |
//! | `conditions` | one condition a line; an indented line goes on |
//! | `types` | one type a line |
//! | `facts`, `terms` | the inside of `facts:`, of `terms:` |
//! | `good` | another example, not a part of that pack |
//! | `proved` | asked what its rules never do, too, on 21 November 2026 |
//! | `whole` | a whole file, to which no missing head is added |

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use proviso::assess::assess;
use proviso::diagnostic::{Code, Diagnostic, Style, render};
use proviso::intake::yaml;
use proviso::profile::Profile;
use proviso::prove::prove;
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::syntax::parse;
use proviso::trial::{self, Verdict};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

pub(crate) fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// An example of a page.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    page: String,
    pub(crate) line: usize,
    pub(crate) language: String,
    marks: Vec<String>,
    /// The heading above it, without its signs.
    pub(crate) section: String,
    /// The last line before it that is neither empty nor a mark.
    pub(crate) label: String,
    pub(crate) text: String,
}

impl Example {
    pub(crate) fn has(&self, mark: &str) -> bool {
        self.marks.iter().any(|known| known == mark)
    }

    pub(crate) fn bad(&self) -> Option<&str> {
        self.marks.iter().find_map(|mark| mark.strip_prefix("bad: "))
    }

    /// Whether it is a part of the pack that all other examples stand among.
    pub(crate) fn is_base(&self) -> bool {
        self.page == RULES && self.language == "proviso" && self.marks.is_empty()
    }

    pub(crate) fn source(&self) -> Source {
        Source::new(format!("docs/{}", self.page), format!("{}{}", "\n".repeat(self.line), self.text))
    }

    /// The whole profile that the example is a part of.
    pub(crate) fn profile(&self) -> Source {
        let mut text = String::new();
        let says = |key: &str| self.text.lines().any(|line| line.starts_with(&format!("{key}:")));
        if !self.has("whole") {
            if !says("profile") {
                text.push_str("profile: Example\n");
            }
            if !says("as-of") {
                text.push_str("as-of: 2026-11-21\n");
            }
        }
        let indent = if self.has("facts") {
            text.push_str("facts:\n");
            2
        } else if self.has("terms") {
            text.push_str("draft:\n  status: partial\n  terms:\n");
            4
        } else {
            0
        };
        for line in self.text.lines() {
            writeln!(text, "{}{line}", " ".repeat(indent)).unwrap();
        }
        Source::new(format!("docs/{}:{}", self.page, self.line), text)
    }
}

pub(crate) fn examples(name: &str) -> Vec<Example> {
    let text = page(name);
    let mut found = Vec::new();
    let (mut section, mut label, mut marks) = (String::new(), String::new(), Vec::new());
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let (marks, text) = (std::mem::take(&mut marks), format!("{}\n", body.join("\n")));
            let (page, language) = (name.to_owned(), language.to_owned());
            found.push(Example {
                page,
                line: at + 1,
                language,
                marks,
                section: section.clone(),
                label: label.clone(),
                text,
            });
        } else if let Some(mark) = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->")) {
            marks = mark.split(", ").map(str::to_owned).collect();
        } else if !line.trim().is_empty() {
            marks.clear();
            if line.starts_with('#') {
                section = line.trim_start_matches('#').trim().to_owned();
            }
            label = line.to_owned();
        }
    }
    found
}

/// Whose unmarked examples are the rules that all other examples stand among.
const RULES: &str = "language.md";

/// The rules that all examples stand among: each example a file of one pack.
fn base() -> Vec<Source> {
    examples(RULES).iter().filter(|example| example.is_base()).map(Example::source).collect()
}

fn shown(found: &[Diagnostic]) -> String {
    render(found, Style { colour: false, width: 100 })
}

fn codes(found: &[Diagnostic]) -> BTreeSet<&'static str> {
    found.iter().map(|found| found.code.as_str()).collect()
}

pub(crate) fn rulebook(packs: &[Vec<Source>]) -> (Option<Rulebook>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut trees = Vec::new();
    for pack in packs {
        let mut files = Vec::new();
        for source in pack {
            let (file, mistakes) = parse(source);
            files.push(file);
            found.extend(mistakes);
        }
        trees.push(PackTree { files, hash: String::new() });
    }
    let (book, mistakes) = build(&trees);
    found.extend(mistakes);
    (book, found)
}

/// Lines that go on belong to the one before.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match items.last_mut() {
            Some(last) if line.starts_with([' ', '}', ')']) => {
                last.push('\n');
                last.push_str(line);
            }
            _ => items.push(line.to_owned()),
        }
    }
    items
}

/// The pack that grows down to an example, which is a part of it or a pack that extends it.
/// Where a pack is changed by another, its own tests do not hold.
fn grown(example: &Example, source: Source) -> Vec<Vec<Source>> {
    let overlay = example.has("overlay");
    let above = examples(&example.page).into_iter().filter(|one| {
        one.line < example.line
            && one.has("grows")
            && !one.has("overlay")
            && one.bad().is_none()
            && !(overlay && one.text.starts_with("test "))
    });
    let mut pack: Vec<Source> = above.map(|one| one.source()).collect();
    if overlay {
        return vec![pack, vec![source]];
    }
    pack.push(source);
    vec![pack]
}

/// What is said about an example of rules.
fn about_rules(example: &Example, base: &[Source]) -> Vec<Diagnostic> {
    let wrapped = |head: &str, tail: &str| {
        let items = items(&example.text);
        let all =
            items.iter().enumerate().map(|(at, item)| format!("{}{item}{tail}\n", head.replace('#', &at.to_string())));
        Source::new(format!("docs/{}:{}", example.page, example.line), all.collect::<String>())
    };
    let source = if example.has("conditions") {
        wrapped("define example-# as ", "")
    } else if example.has("types") {
        wrapped("fact example.x# \"Example\" {\nask \"?\"\ntype ", "\n}")
    } else {
        example.source()
    };
    let packs = if example.has("alone") {
        vec![vec![source]]
    } else if example.has("grows") {
        grown(example, source)
    } else if example.has("overlay") {
        let head = Source::new("head.proviso", "pack overlay \"Overlay\" { version \"1\" }\nextend cirrus\n");
        let own = source.text().contains("\npack ");
        vec![base.to_vec(), if own { vec![source] } else { vec![head, source] }]
    } else if example.has("second") {
        vec![base.to_vec(), vec![source]]
    } else {
        vec![base.iter().cloned().chain([source]).collect()]
    };
    let (book, mut found) = rulebook(&packs);
    found.extend(book.as_ref().map(about_tests).unwrap_or_default());
    if let (true, Some(book)) = (example.has("proved"), book) {
        let own = format!("docs/{}", example.page);
        let proofs = prove(&book, Some(jiff::civil::date(2026, 11, 21)));
        found.extend(
            // Examples come without tests.
            proofs.findings.into_iter().filter(|found| {
                found.code != Code::Untested && found.place().is_some_and(|at| at.source.name() == own)
            }),
        );
    }
    found
}

/// What is said about the tests of a rulebook, all of which must hold.
fn about_tests(book: &Rulebook) -> Vec<Diagnostic> {
    let verdicts = match trial::run(book) {
        Ok(verdicts) => verdicts,
        Err(found) => return found,
    };
    let mut said = Vec::new();
    for (test, verdict) in book.tests.iter().zip(verdicts) {
        match verdict {
            Verdict::Passed => {}
            Verdict::Failed(failure) => {
                let actual: Vec<&str> = failure.misses.iter().map(|miss| miss.actual.as_str()).collect();
                panic!("{:?}: “{}” fails: {actual:?}", test.place.position(), test.title);
            }
            Verdict::Broken(found) => said.extend(found),
        }
    }
    said
}

/// A profile by a rulebook, and what is said about it.
pub(crate) fn profile(source: &Source, book: &Rulebook) -> (Option<Profile>, Vec<Diagnostic>) {
    let node = match yaml(source) {
        Ok(node) => node,
        Err(found) => return (None, found),
    };
    let mut found = Vec::new();
    let header = proviso::profile::header(source, &node, &mut found);
    (proviso::profile::read(source, &node, &header, book, None, &mut found), found)
}

/// What is said about an example of a profile, which is also assessed.
fn about_profile(example: &Example, book: &Rulebook) -> Vec<Diagnostic> {
    let (profile, mut found) = profile(&example.profile(), book);
    match profile {
        Some(profile) => found.extend(assess(book, &profile).err().unwrap_or_default()),
        None => assert!(!found.is_empty(), "docs/{}:{}: refused without a word", example.page, example.line),
    }
    found
}

/// Holds every example of a page to its mark.
pub(crate) fn hold(name: &str) {
    let base = base();
    let second = examples(RULES).into_iter().filter(|example| example.has("second") && example.bad().is_none());
    let (book, found) = rulebook(&[base.clone(), second.map(|example| example.source()).collect()]);
    let book = book.unwrap_or_else(|| panic!("the examples of {RULES} do not hold together:\n{}", shown(&found)));
    assert!(found.is_empty(), "{}", shown(&found));
    assert!(about_tests(&book).is_empty(), "{}", shown(&about_tests(&book)));
    let mut failed = String::new();
    for example in examples(name).into_iter().filter(|example| !example.is_base()) {
        let found = match example.language.as_str() {
            "proviso" => about_rules(&example, &base),
            "yaml" => about_profile(&example, &book),
            "csv" => crate::credit::reckoned(&example.text).found,
            _ => continue,
        };
        let expected: BTreeSet<&str> = example.bad().into_iter().collect();
        if codes(&found) != expected {
            writeln!(failed, "docs/{name}:{}: expected {expected:?}\n{}\n", example.line, shown(&found)).unwrap();
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
}
