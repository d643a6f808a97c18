//! The rule language: what is wrong with a file, said at its place; what is right, read
//! as it was meant.

use std::path::Path;

use proptest::prelude::*;
use proviso::diagnostic::{Diagnostic, Level, gather, sort};
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::syntax::words::{DeclarationWord, PropertyWord};
use proviso::syntax::{parse, stored};

use crate::snapshot::{corpus, shown};

const HEADER: &str = include_str!("corpus/header.proviso");
const WORDS: &str = include_str!("corpus/words.proviso");

/// Reads packs of files, and makes a rulebook of them.
pub(crate) fn read(packs: &[Vec<Source>]) -> (Option<Rulebook>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let trees: Vec<PackTree> = packs
        .iter()
        .map(|sources| {
            let files = sources.iter().map(|source| {
                let (file, mistakes) = parse(source);
                found.extend(mistakes);
                file
            });
            PackTree { files: files.collect(), hash: String::new() }
        })
        .collect();
    let broken = !found.is_empty();
    let (rulebook, mistakes) = build(&trees);
    let rulebook = rulebook.filter(|_| !broken);
    found.extend(mistakes);
    sort(&mut found);
    (rulebook, gather(found))
}

/// A fixture with the header and the vocabulary that all share. It may bring its own
/// header, further packs after lines `# next pack`, or begin with `# alone`.
pub(crate) fn fixture(text: &str) -> Vec<Vec<Source>> {
    let mut packs: Vec<Vec<Source>> =
        text.split("# next pack\n").map(|text| vec![Source::new("rules.proviso", text)]).collect();
    let first = text.split("# next pack\n").next().unwrap_or_default();
    let brings_header = first.lines().any(|line| line.starts_with("pack "));
    if !text.starts_with("# alone") {
        let header = (!brings_header).then(|| Source::new("header.proviso", HEADER));
        let words = (!brings_header).then(|| Source::new("words.proviso", WORDS));
        packs[0].splice(0..0, header.into_iter().chain(words));
    }
    packs
}

#[test]
fn a_stored_tree_is_recalled_as_it_was_read() {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/azure-openai");
    let folders = [pack.clone(), pack.join("tests")].into_iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let files = folders.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    for text in files.map(|path| std::fs::read_to_string(path).unwrap()).chain([HEADER.to_owned(), WORDS.to_owned()]) {
        let (file, _) = parse(&Source::new("rules.proviso", text));
        let recalled = stored::recall(&file.source, &stored::store(&file).unwrap()).unwrap();
        assert_eq!(format!("{recalled:?}"), format!("{file:?}"));
    }
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    corpus("language", 250, |text| {
        let (rulebook, found) = read(&fixture(text));
        assert!(rulebook.is_none() && !found.is_empty(), "nothing is said about:\n{text}");
        shown(&found)
    });
}

/// The texts of the corpus of what is right.
fn good() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/corpus/good");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| (file.display().to_string(), std::fs::read_to_string(file).unwrap())).collect()
}

#[test]
fn what_is_right_is_read() {
    let all = good();
    assert!(all.len() >= 15, "{} files", all.len());
    for (name, text) in all {
        let (rulebook, found) = read(&fixture(&text));
        assert!(rulebook.is_some() && found.is_empty(), "{name}\n{}", shown(&found));
    }
}

/// What a file means, without the places it was written at.
fn meaning(text: &str) -> String {
    let (rulebook, found) = read(&fixture(text));
    let debug = format!("{:?}", rulebook.unwrap_or_else(|| panic!("{text}\n{}", shown(&found))));
    let mut pieces = debug.split("Span {");
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |all, piece| all + piece.split_once('}').unwrap().1)
}

#[test]
fn layout_changes_no_meaning() {
    let all = good();
    let of = |name: &str| all.iter().find(|(file, _)| file.ends_with(name)).unwrap().1.clone();
    let nested = meaning(&of("/nested.proviso"));
    assert_eq!(meaning(&of("/windows.proviso")), nested);
    assert_eq!(meaning(&of("/tabs.proviso")), nested);
    for (one, other) in [
        ("define d as regulated and users above 5", "define d as regulated\n    and\n    users above\n    5"),
        ("define d as regulated and users above 5", "define d as all of {\n  regulated\n\n  users above 5\n}"),
        ("define d as regulated or users above 5", "define d as any of { # either\n  regulated\n  users above 5 }"),
        (
            "define d as not regulated or training and in-scope",
            "define d as (not regulated) or (training and in-scope)",
        ),
        ("define d as region is one of [eu, us]", "define d as region is one of [\n  eu,  # here\n  us ]"),
        ("fact d \"D\" { type number ask \"A b\" }", "fact d \"D\"\n{\n  type number\n  ask \"A\n    b\"\n}"),
        ("fact d \"D\" { type text ask \"A\nb\" }", "fact d \"D\" { type text ask \"\"\"A b\n   \"\"\" }"),
    ] {
        assert_eq!(meaning(one), meaning(other), "{one}\n{other}");
    }
}

#[test]
fn long_texts_lose_their_indent() {
    let (rulebook, _) =
        read(&fixture(&good().iter().find(|(file, _)| file.ends_with("/long-texts.proviso")).unwrap().1));
    let rulebook = rulebook.unwrap();
    let ask = |id: &str| rulebook.name(rulebook.find_name(id).unwrap()).ask.clone().unwrap();
    assert_eq!(ask("size"), "How \"big\"\nis it, in people?");
    assert_eq!(ask("colour"), "A text that goes on in the next line, and says: fact or risk");
    let text = format!("{:?}", rulebook.advice.iter().find(|advice| advice.id == "house/watch").unwrap().body);
    assert!(text.contains(r#"Words("One.\n\n    Two, further in.\n")"#), "{text}");
}

/// Every place lies inside its source, at the edges of characters.
fn places_are_sound(found: &[Diagnostic]) {
    for label in found.iter().flat_map(|found| &found.labels) {
        let text = label.place.source.text();
        let range = label.place.span.range();
        assert!(text.get(range.clone()).is_some(), "{range:?} of {} in {text:?}", label.text);
    }
}

/// One file by itself, read to an end; a reader that took too long would not come to it.
fn read_alone(name: &str, text: String) {
    let source = Source::new(name, text);
    let (rulebook, found) = read(&[vec![Source::new("header.proviso", HEADER), source]]);
    places_are_sound(&found);
    assert!(rulebook.is_some() || !found.is_empty(), "{name}");
}

#[test]
fn far_beyond_any_file() {
    // Without optimisation, a fiftieth: the times grow in step.
    let part = if cfg!(debug_assertions) { 50 } else { 1 };
    let times = |what: &str, n: usize| what.repeat(n);
    let fact = "fact a \"A\" { type yes-no   ask \"?\" }\n";
    read_alone("parentheses", format!("define d as {}a{}\n", times("(", 100_000), times(")", 100_000)));
    read_alone("not", format!("define d as {}a\n", times("not ", 100_000)));
    read_alone("and", format!("{fact}define d as a{}\n", times(" and a", 1_000_000 / part)));
    read_alone("and or", format!("{fact}define d as a{}\n", times(" and a or a", 100_000 / part)));
    read_alone("or lines", format!("{fact}define d as any of {{\n{}}}\n", times("a\n", 100_000 / part)));
    let mb = 10_000_000 / part;
    for (name, piece) in [
        ("word", "a"),
        ("words", "a "),
        ("lines", "\n"),
        ("word lines", "a\n"),
        ("quotes", "\""),
        ("escaped quotes", "\\\"\n"),
        ("long quotes", "\"\"\" \\\"\"\"\n"),
        ("open braces", "{"),
        ("close braces", "}"),
        ("brace pairs", "{}\n"),
        ("brackets", ")]"),
        ("pasted", "„"),
        ("pasted lines", "„\n"),
        ("heads", "risk a\n"),
        ("open heads", "risk a {\n"),
        ("steps", "  step a \"A\"\n"),
        ("defines", "define a as a\n"),
        ("broken", "fact a { = }\n"),
        ("open texts", "fact a \"\n"),
        ("comments", "# a\n"),
        ("spaces", " "),
        ("returns", "\r"),
        ("holes", "{{ "),
    ] {
        read_alone(name, times(piece, mb / piece.len()));
        read_alone(&format!("{name} inside"), format!("risk a \"A\" {{\n{}\n}}\n", times(piece, mb / piece.len())));
    }
    read_alone("holes in a text", format!("fact a \"A\" {{ ask \"{}\" }}", times("{{ b }} {{", mb / 10)));
    let distinct = |shape: &dyn Fn(usize) -> String, n| (0..n).map(shape).collect::<String>();
    read_alone("unknown names", distinct(&|at| format!("define d{at} as unknown{at} above 5\n"), 5_000 / part));
    read_alone(
        "duplicates",
        distinct(&|at| format!("fact a{} \"A\" {{ type text   ask \"?\" }}\n", at % 7), 20_000 / part),
    );
    let too_large = Source::new("big.proviso", times("#", proviso::syntax::LARGEST_FILE + 1));
    let (_, found) = read(&[vec![too_large]]);
    assert!(shown(&found).contains("error[too-large]: `big.proviso` is larger than 16 MiB"), "{}", shown(&found));
}

/// Pieces of the language, of other habits, and of nothing.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    let words = DeclarationWord::ALL.iter().map(|word| word.as_str());
    let properties = PropertyWord::ALL.iter().map(|word| word.as_str());
    let others = [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ",",
        "<",
        "\n",
        "\n",
        "\r\n",
        "\t",
        "\"",
        "\"\"\"",
        "\"A {{ users }}.\"",
        "\"{{",
        "#",
        "and",
        "or",
        "not",
        "is",
        "at least",
        "between",
        "all of {",
        "one of",
        "when",
        "otherwise",
        "users",
        "regulated",
        "floor",
        "change.notice",
        "5",
        "30 days",
        "99.9%",
        "USD 5M",
        "2026-01-01",
        "guide",
        "legal",
        "ü",
        "😀",
        "\u{a0}",
        "≥",
        ">=",
        "5 business days",
        "eu",
        "a1",
    ];
    let pieces: Vec<String> = words.chain(properties).chain(others).map(str::to_owned).collect();
    prop::collection::vec(prop_oneof![20 => prop::sample::select(pieces), 1 => "\\PC{0,4}"], 0..60)
        .prop_map(|all| all.join(" "))
}

/// A text with some of its bytes' characters cut out or doubled.
pub(crate) fn damaged() -> impl Strategy<Value = String> {
    let texts: Vec<String> = good().into_iter().map(|(_, text)| text).collect();
    (
        prop::sample::select(texts),
        prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, any::<bool>()), 1..4),
    )
        .prop_map(|(text, cuts)| {
            cuts.into_iter().fold(text, |text, (at, length, twice)| {
                let chars: Vec<char> = text.chars().collect();
                let at = at.index(chars.len().max(1));
                let end = (at + length).min(chars.len());
                let (before, cut, after) = (&chars[..at], &chars[at..end], &chars[end..]);
                let cut: &[char] = if twice { &[cut, cut].concat() } else { &[] };
                before.iter().chain(cut).chain(after).collect()
            })
        })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![soup(), damaged(), "\\PC{0,80}", "(?s).{0,40}"]) {
        let (rulebook, found) = read(&fixture(&text));
        places_are_sound(&found);
        prop_assert_eq!(rulebook.is_none(), found.iter().any(|found| found.level == Level::Error), "{}", shown(&found));
        prop_assert!(shown(&found).len() < 200_000);
    }

    #[test]
    fn the_order_of_declarations_changes_nothing(seed in any::<u64>(), which in any::<prop::sample::Index>(), bad in any::<bool>()) {
        let mut texts: Vec<String> = good().into_iter().map(|(_, text)| text).filter(|text| !text.contains("# next pack")).collect();
        if bad {
            texts = vec![
                "fact size \"Size\" { type numbr   ask \"?\" }\ndefine large as size above 5\ndefine small as not lrge\n\
                 define first as second\ndefine second as first\nfact users.many \"U\" { type text   ask \"?\" }\n\
                 fact open \"Open\" { type text\ndefine odd as users >= 5\nrisk exit \"Exit\" { severity hihg   from guide   pitfall \"P.\" }\n\
                 mitigation watch \"W\" { risk exit   owner it   phase sign   from guide   do \"{{ size }} {{ nothing }}\" }\n\
                 conflict pull \"P\" { between watch and wait   weigh \"W\"   from guide }\n"
                    .to_owned(),
            ];
        }
        let text = which.get(&texts);
        let mut declarations: Vec<String> = Vec::new();
        for line in text.split_inclusive('\n') {
            let begins = line.split_whitespace().next().is_some_and(|word| DeclarationWord::find(word).is_some());
            match declarations.last_mut() {
                Some(last) if !begins || line.starts_with([' ', '\t']) => last.push_str(line),
                _ => declarations.push(line.to_owned()),
            }
        }
        let codes = |text: &str| {
            let (rulebook, found) = read(&fixture(text));
            let mut codes: Vec<_> = found.iter().map(|found| found.code).collect();
            codes.sort_unstable();
            (rulebook.is_some(), codes)
        };
        let before = codes(text);
        let mut state = seed | 1;
        for at in (1..declarations.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            declarations.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        prop_assert_eq!(codes(&declarations.concat()), before);
    }
}
