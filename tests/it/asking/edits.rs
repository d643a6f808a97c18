//! A value put into a file: it says just that more, and all else stays as it was.
#![expect(clippy::string_slice, reason = "a test may stop at the first surprise")]

use proptest::prelude::*;
use proviso::intake::{put, yaml};
use proviso::profile::{self, answer, header};
use proviso::rulebook::Rulebook;
use proviso::source::Source;

use crate::laws::config;
use crate::laws::tape::Tape;
use crate::profiles::{judged, rulebook};

fn edited(text: &str, path: &[&str], value: &str) -> Option<String> {
    let source = Source::new("p.yaml", text);
    let edit = put(&source, &yaml(&source).unwrap(), path, value)?;
    Some(edit.applied(text))
}

#[test]
fn each_layout_keeps_its_form() {
    let facts = ["facts", "a.b"];
    for (before, after) in [
        ("facts:\n  a.b: 1   # one\n", "facts:\n  a.b: 2   # one\n"),
        ("facts:\n  a:\n    b: 1\n", "facts:\n  a:\n    b: 2\n"),
        ("facts: { a: { b: 1 }, c: 3 }\n", "facts: { a: { b: 2 }, c: 3 }\n"),
        ("facts:\n  a.b: \"1\"", "facts:\n  a.b: 2"),
        ("facts:\n  a.b:   # to do\n  c: 3\n", "facts:\n  a.b: 2   # to do\n  c: 3\n"),
        ("facts:\n  a.b: ~\n", "facts:\n  a.b: 2\n"),
        ("facts:\n  a.b:\n    - x\n    - y\n  c: 3\n", "facts:\n  a.b: 2\n  c: 3\n"),
        ("facts:\n  a.b: |\n    long\n    text\n  c: 3\n", "facts:\n  a.b: 2\n  c: 3\n"),
        // What is missing comes after what is there, in the same form.
        ("facts:\n  c: 3   # three\n# end\n", "facts:\n  c: 3   # three\n  a.b: 2\n# end\n"),
        ("facts:\n    c:\n        d: 3\n", "facts:\n    c:\n        d: 3\n    a:\n        b: 2\n"),
        ("facts:\n  c:\n    d: 3\n  e.f: 4\n", "facts:\n  c:\n    d: 3\n  e.f: 4\n  a.b: 2\n"),
        ("facts:\n  a:\n    c: 3\n  d: 4\n", "facts:\n  a:\n    c: 3\n    b: 2\n  d: 4\n"),
        ("facts:\n  a:\n  d: 4\n", "facts:\n  a:\n    b: 2\n  d: 4\n"),
        ("facts: { c: 3 }\n", "facts: { c: 3, a.b: 2 }\n"),
        ("facts: {c: 3,\n  d: }\n", "facts: {c: 3,\n  d:, a.b: 2 }\n"),
        ("facts: {}\n", "facts: { a.b: 2 }\n"),
        ("facts:\nnotes: {}\n", "facts:\n  a.b: 2\nnotes: {}\n"),
        ("facts: # ours\n\n  # all of them\nnotes:\n", "facts: # ours\n  a.b: 2\n\n  # all of them\nnotes:\n"),
        ("profile: Acme\r\nfacts:\r\n  c: 3\r\n", "profile: Acme\r\nfacts:\r\n  c: 3\r\n  a.b: 2\r\n"),
        ("facts:\n  c: 3", "facts:\n  c: 3\n  a.b: 2"),
        ("profile: Acme\n", "profile: Acme\n\nfacts:\n  a.b: 2\n"),
        ("profile: Acme", "profile: Acme\n\nfacts:\n  a.b: 2\n"),
        // The line that was left for it.
        ("facts:\n  # Why?\n  # a.b: unknown\n  c: 3\n", "facts:\n  # Why?\n  a.b: 2\n  c: 3\n"),
        ("facts:\n  c: |+\n    long\n\nnotes:\n", "facts:\n  a.b: 2\n  c: |+\n    long\n\nnotes:\n"),
        // What is referred to elsewhere may be read, not changed.
        ("facts:\n  c: &c 3\n  d: *c\n  a.b: *c\n", "facts:\n  c: &c 3\n  d: *c\n  a.b: 2\n"),
    ] {
        assert_eq!(edited(before, &facts, "2").as_deref(), Some(after), "{before}");
    }
}

#[test]
fn several_keys_at_once() {
    let terms = ["draft", "terms", "a.b"];
    for (before, after) in [
        ("profile: Acme\n", "profile: Acme\n\ndraft:\n  terms:\n    a.b: 2\n"),
        ("draft:\n  status: partial\n", "draft:\n  status: partial\n  terms:\n    a.b: 2\n"),
        ("draft: { status: partial }\n", "draft: { status: partial, terms: { a.b: 2 } }\n"),
        ("draft:\n  terms: {}\n", "draft:\n  terms: { a.b: 2 }\n"),
    ] {
        assert_eq!(edited(before, &terms, "2").as_deref(), Some(after), "{before}");
    }
}

#[test]
fn what_would_touch_more_is_left() {
    for text in [
        "facts:\n  a.b: &x 1\n  c: *x\n",
        "facts: &all\n  c: 3\nnotes: *all\n",
        "facts: *all\n",
        "facts:\n  a.b:\n    - x   # why x\n    - y\n",
    ] {
        let text = if text.starts_with("facts: *") { format!("first: &all\n  c: 3\n{text}") } else { text.to_owned() };
        assert_eq!(edited(&text, &["facts", "a.b"], "2"), None, "{text}");
    }
}

/// Names with answers, and with values as they may stand in a file.
const NAMES: [(&str, &[&str], &[&str]); 10] = [
    ("support.tier", &["standard", "1 or 2", "at least 2"], &["basic", "[basic, standard]", "unknown", ""]),
    ("support.since", &[], &[]),
    ("commitment.macc-annual", &["3M..5M", "unlimited", "USD 1M"], &["USD 2M", "\"3M..\"", "unknown"]),
    ("company.regulations", &["1, 3", "none", "includes 1, not 2"], &["[gdpr]", "{ includes: [dora] }", "gdpr", ""]),
    ("company.motto", &["Win: always", "- x", "# no", "null", "{a", "it's \"so\"", "ü"], &["'we''re'", "plain text"]),
    ("data.personal", &["y", "no"], &["yes", "\"no\"", "~"]),
    ("data.retention", &["30 days or 60 days", "unlimited"], &["1 year", "30 days.."]),
    ("change.notice", &["silent", "60 days in e-mail", "it refers to §2: x"], &["30 days", "silent", "unknown"]),
    ("data.use", &["2", "3 in e-mail"], &["barred", "{ value: barred, in: oral }", "silent"]),
    ("data.training-excluded", &["y", "silent"], &["yes", "{ by-reference: \"annex\" }", ""]),
];

/// One of many ways to lay a profile out.
fn layout(rulebook: &Rulebook, tape: &mut Tape<'_>) -> String {
    let step = " ".repeat(*tape.pick(&[2, 4, 1, 3]));
    let mut sections =
        vec!["profile: Acme\n".to_owned(), "as-of: 2026-11-21\ncurrency: USD   # all of it\n".to_owned()];
    let facts = section(rulebook, tape, false, &step, "");
    sections.extend(facts.map(|facts| format!("facts:{facts}")));
    let terms = section(rulebook, tape, true, &step, &step);
    let status = format!("{step}status: partial{}\n", remark(tape));
    match (terms, tape.below(3)) {
        (Some(terms), 0) => sections.push(format!("draft:\n{step}terms:{terms}{status}")),
        (Some(terms), _) => sections.push(format!("draft:{}\n{status}{step}terms:{terms}", remark(tape))),
        (None, 0) => sections.push("draft: { status: partial }\n".to_owned()),
        (None, _) => sections.push(format!("draft:\n{status}")),
    }
    if tape.chance(50) {
        sections.push("notes: { change.notice: \"ask: again\" }\n".to_owned());
    }
    tape.shuffle(&mut sections);
    let mut text: String = sections
        .into_iter()
        .map(|section| format!("{}{section}", if tape.chance(30) { "\n# ---- next ----\n" } else { "" }))
        .collect();
    if tape.chance(30) {
        text.push_str("# the end\n");
    }
    if tape.chance(30) {
        text = text.trim_end().to_owned();
    }
    if tape.chance(30) { text.replace('\n', "\r\n") } else { text }
}

fn remark(tape: &mut Tape<'_>) -> &'static str {
    const REMARKS: [&str; 4] = ["", "", "   # a remark: with # signs", "\t# after a tab"];
    REMARKS[tape.below(REMARKS.len())]
}

/// What stands behind `facts:` or `terms:`, if the section is there.
fn section(rulebook: &Rulebook, tape: &mut Tape<'_>, terms: bool, step: &str, margin: &str) -> Option<String> {
    let is_term = |name: &str| rulebook.find_name(name).is_some_and(|id| rulebook.name(id).term().is_some());
    let mut given: Vec<(&str, &str)> = Vec::new();
    for (name, _, values) in NAMES.iter().filter(|(name, ..)| rulebook.find_name(name).is_some()) {
        if is_term(name) == terms && tape.chance(50) {
            given.push((name, *tape.pick(values)));
        }
    }
    let inner = format!("{margin}{step}");
    match tape.below(6) {
        0 => return None,
        1 => return Some("\n".to_owned()),
        2 => return Some(" {}\n".to_owned()),
        3 => {
            let entries: Vec<String> = given.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            return Some(format!(" {{ {} }}{}\n", entries.join(", "), remark(tape)));
        }
        _ => {}
    }
    let mut lines = String::from("\n");
    let mut open = "";
    for (name, value) in given {
        if tape.chance(20) {
            lines.push_str(&format!("{inner}# about {name}\n"));
        }
        let (group, rest) = name.split_once('.').unwrap();
        let space = if value.is_empty() { "" } else { " " };
        if group == open {
            lines.push_str(&format!("{inner}{step}{rest}:{space}{value}{}\n", remark(tape)));
        } else if tape.chance(50) && !lines.contains(&format!("{inner}{group}:")) {
            open = group;
            lines.push_str(&format!("{inner}{group}:\n{inner}{step}{rest}:{space}{value}{}\n", remark(tape)));
        } else {
            open = "";
            lines.push_str(&format!("{inner}{name}:{space}{value}{}\n", remark(tape)));
        }
        if tape.chance(10) {
            lines.push('\n');
        }
    }
    if tape.chance(30) {
        lines.push_str(&format!("{inner}# support.tier: unknown\n"));
    }
    Some(lines)
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_old_profile_and_the_answer(choices in prop::collection::vec(any::<u16>(), 0..120)) {
        let rulebook = rulebook();
        let mut tape = Tape::new(&choices);
        let asked: Vec<_> = NAMES.iter().filter(|(name, ..)| rulebook.find_name(name).is_some()).collect();
        let (name, answers, _) = *tape.pick(&asked);
        let said = *tape.pick(answers);
        let before = layout(&rulebook, &mut tape);

        let (old, found) = judged(&rulebook, &before);
        prop_assert!(old.is_some(), "{before}\n{}", crate::snapshot::shown(&found));
        let old = old.unwrap();
        let source = Source::new("p.yaml", before.as_str());
        let node = yaml(&source).unwrap();
        let id = rulebook.find_name(name).unwrap();
        let answer = answer(&rulebook, &header(&source, &node, &mut Vec::new()), id, said).unwrap();
        let edit = profile::put(&source, &node, rulebook.name(id), &answer.written);
        prop_assert!(edit.is_some(), "{name}: {said}\n{before}");
        let edit = edit.unwrap();
        let after = edit.applied(&before);

        // It says what it said, and the answer.
        let (new, found) = judged(&rulebook, &after);
        prop_assert!(new.is_some(), "{after}\n{}", crate::snapshot::shown(&found));
        let new = new.unwrap();
        for (other, of) in rulebook.names() {
            let expected = if other == id { &answer.state } else { &old.reading(other).state };
            prop_assert_eq!(&new.reading(other).state, expected, "{}\n{}", of.id, after);
            if other != id {
                prop_assert_eq!(&new.reading(other).documents, &old.reading(other).documents);
            }
        }
        prop_assert_eq!(&new.notes, &old.notes);
        prop_assert_eq!(&new.done, &old.done);

        // Each old line is still there in its place, but for the one that was edited.
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        prop_assert_eq!(&after[..start], &before[..start]);
        prop_assert_eq!(&after[start + edit.text.len()..], &before[end..]);
        prop_assert!(!before[start..end].contains('\n'));
        let kept = lines(&after);
        let lost = lines(&before).into_iter().filter(|line| !kept.contains(line)).count();
        prop_assert!(lost <= 1, "{before}\n-----\n{after}");
    }
}
