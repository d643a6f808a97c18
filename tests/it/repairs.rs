//! What a message advises, done to the letter, mends the mistake.

use std::path::Path;

use proviso::diagnostic::Diagnostic;

use crate::language::{fixture, read};
use crate::snapshot::shown;

/// Inputs of the corpus in which something else is wrong too, or in which there is more
/// than one way and the first is not meant.
const OTHERS: [&str; 8] = [
    "operator-or-values-three",
    "property-of-another-near",
    "rung-at-minimum",
    "rung-maximum",
    "rung-no-more-than",
    "rung-up-to",
    "test-without-title",
    "wrapper-checklist-unclosed",
];

fn with(input: &str, start: usize, end: usize, instead: &str) -> String {
    format!("{}{instead}{}", input.get(..start).unwrap(), input.get(end..).unwrap())
}

/// The input with the advice followed, where it says word for word what to do.
fn mended(input: &str, found: &Diagnostic) -> Option<String> {
    let place = found.place().filter(|place| place.source.name() == "rules.proviso")?;
    let (start, end) = (place.span.start as usize, place.span.end as usize);
    let [advice] = found.help.as_slice() else { return None };
    let words = |begin: &str, end: &str| advice.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end));
    if advice == "delete it" {
        return Some(with(input, start, end, ""));
    }
    if advice == "add a `}` at the end of this line" {
        let line = end + input.get(end..)?.find('\n')?;
        return Some(with(input, line, line, " }"));
    }
    if let Some(line) = words("add a line with `}` before line ", "") {
        let mut lines: Vec<&str> = input.lines().collect();
        lines.insert(line.parse::<usize>().unwrap() - 1, "}");
        return Some(lines.join("\n") + "\n");
    }
    if advice == "add a line with `}` at the end of the file" {
        return Some(format!("{input}\n}}\n"));
    }
    let instead = words("write `", "`").or_else(|| words("did you mean `", "`?"))?;
    let a_form = ["…", "..]", "`", "NAME", "VALUE", "CONDITION", "some-name"];
    if a_form.iter().any(|part| instead.contains(part)) {
        return None;
    }
    // What the advice repeats of the words after the place is in their stead too.
    let after = input.get(end..)?;
    let line = after.split('\n').next().unwrap_or_default();
    let last = instead.split(' ').next_back().filter(|_| instead.contains(' ')).unwrap_or_default();
    let again = line.split([' ', ',']).position(|word| word == last).is_some();
    let end = if again && !last.is_empty() { end + line.find(last)? + last.len() } else { end };
    Some(with(input, start, end, instead))
}

#[test]
fn advice_to_the_letter_mends_the_mistake() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots/language");
    let mut tried = 0;
    let mut failed = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let all = std::fs::read_to_string(&path).unwrap();
        let input = all.split_once("=====\n").map_or(all.as_str(), |(input, _)| input);
        // Places are those of the text as a whole where it is one file.
        if input.contains("# next pack") || OTHERS.contains(&name.as_str()) {
            continue;
        }
        let (_, found) = read(&fixture(input));
        let [only] = found.as_slice() else { continue };
        let Some(mended) = mended(input, only) else { continue };
        tried += 1;
        let (rulebook, left) = read(&fixture(&mended));
        if rulebook.is_none() {
            failed.push_str(&format!("## {name}\n{mended}\n{}\n", shown(&left)));
        }
    }
    assert!(failed.is_empty(), "{failed}");
    assert!(tried >= 60, "{tried}");
}
