//! The folder that `brief` writes: whole, the same when written again, and never over what
//! somebody edited or put there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::command::{Ran, proviso, root, snapshot};

fn brief(out: &Path, more: &[&str]) -> Ran {
    brief_of("northwind-bank", out, more)
}

fn brief_of(profile: &str, out: &Path, more: &[&str]) -> Ran {
    let profile = format!("profiles/{profile}.yaml");
    let mut arguments = vec!["brief", &profile, "--out", out.to_str().unwrap()];
    arguments.extend(more);
    proviso(root(), &arguments)
}

/// Every file below a folder, by its path inside.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                all.insert(inside, fs::read(&path).unwrap());
            }
        }
    }
    all
}

#[test]
fn the_whole_pack_of_the_bank() {
    let folder = tempfile::tempdir().unwrap();
    let run = brief(folder.path(), &[]);
    assert_eq!((run.code, run.result.as_str()), (0, ""), "{}", run.said);
    let made = files(folder.path());
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    snapshot("brief/files.txt", &format!("{}\n", names.join("\n")));
    for name in ["internal/briefing.md", "counterparty/issues-list.md", "counterparty/questions.md", "index.md"] {
        snapshot(&format!("brief/{name}"), std::str::from_utf8(&made[name]).unwrap());
    }
    snapshot(
        "brief/counterparty/issues-list.json",
        std::str::from_utf8(&made["counterparty/issues-list.json"]).unwrap(),
    );
    snapshot("brief/internal/deadlines.ics", std::str::from_utf8(&made["internal/deadlines.ics"]).unwrap());
    // Every link of the index leads to a file.
    let index = std::str::from_utf8(&made["index.md"]).unwrap();
    for link in index.split("](").skip(1) {
        let path = link.split(')').next().unwrap();
        assert!(made.contains_key(path), "{path}");
    }
}

#[test]
fn written_again_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(brief(folder.path(), &[]).code, 0);
    let first = files(folder.path());
    assert_eq!(brief(folder.path(), &[]).code, 0);
    let second = files(folder.path());
    let changed: Vec<&String> = first.keys().filter(|name| first[*name] != second[*name]).collect();
    assert!(changed.is_empty() && first.len() == second.len(), "{changed:?}");
}

#[test]
fn another_deal_day_or_rule_is_written_over_what_was_not_edited() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(brief(folder.path(), &["--only", "gap-report"]).code, 0);
    let run = brief(folder.path(), &["--only", "gap-report", "--as-of", "2027-01-15"]);
    assert_eq!(run.code, 0, "{}", run.said);
    let report = String::from_utf8(files(folder.path())["internal/gap-report.md"].clone()).unwrap();
    assert!(report.contains("as of 15 January 2027"), "{report}");
}

#[test]
fn what_is_asked_for_alone_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let names = |more: &[&str]| {
        let out = folder.path().join(more.join("-"));
        let run = brief(&out, more);
        assert_eq!(run.code, 0, "{}", run.said);
        files(&out).into_keys().collect::<Vec<_>>()
    };
    assert_eq!(
        names(&["--only", "issues-list", "--format", "word,excel"]),
        ["counterparty/issues-list.docx", "counterparty/issues-list.xlsx", "manifest.json", "record.json"]
    );
    assert!(names(&["--audience", "counterparty"]).iter().all(|name| !name.starts_with("internal")));
    assert_eq!(names(&["--only", "deadlines"]), ["internal/deadlines.ics", "manifest.json", "record.json"]);
}

#[test]
fn ticks_are_kept_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(brief(folder.path(), &[]).code, 0);
    let place = folder.path().join("internal/checklist.md");
    let fresh = fs::read_to_string(&place).unwrap();
    let item = fresh.lines().find(|line| line.starts_with("- [ ]")).unwrap();
    fs::write(&place, fresh.replace(item, &format!("{}\n  Asked Anna on Monday.", item.replace("[ ]", "[x]"))))
        .unwrap();
    let run = brief(folder.path(), &[]);
    assert_eq!(run.code, 0, "{}", run.said);
    assert!(fs::read_to_string(&place).unwrap().contains("Asked Anna on Monday."));
    let page = fs::read_to_string(folder.path().join("internal/checklist.html")).unwrap();
    assert!(page.contains("Asked Anna on Monday."));
    let word = fs::read(folder.path().join("internal/checklist.docx")).unwrap();
    assert!(super::parts::part(&word, "word/document.xml").contains("Asked Anna on Monday."));
}

#[test]
fn nothing_of_a_person_is_overwritten() {
    for (name, why) in [
        ("internal/briefing.docx", "has been edited since Proviso wrote it"),
        ("internal/gap-report.xlsx", "has been edited since Proviso wrote it"),
        ("index.html", "has been edited since Proviso wrote it"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(brief(folder.path(), &[]).code, 0);
        let place = folder.path().join(name);
        fs::write(&place, b"mine").unwrap();
        let before = files(folder.path());
        let run = brief(folder.path(), &["--as-of", "2027-01-15"]);
        assert_eq!(run.code, 2, "{name}");
        assert!(run.said.contains(why) && run.said.contains(name), "{}", run.said);
        assert_eq!(files(folder.path()), before, "nothing is half-written");
    }
}

#[test]
fn what_proviso_never_wrote_stands_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("internal")).unwrap();
    fs::write(folder.path().join("internal/briefing.docx"), b"mine").unwrap();
    fs::write(folder.path().join("index.html"), b"mine too").unwrap();
    let before = files(folder.path());
    let run = brief(folder.path(), &[]);
    assert_eq!(run.code, 2);
    assert_eq!(run.said.matches("error[not-ours]").count(), 2, "all in one run: {}", run.said);
    assert_eq!(files(folder.path()), before);
    fs::write(folder.path().join("manifest.json"), b"{}").unwrap();
    let run = brief(folder.path(), &[]);
    assert!(run.code == 2 && run.said.contains("is not the manifest of a briefing pack"), "{}", run.said);
}

/// A run that is stopped half-way leaves files that the next run still knows as its own.
#[test]
fn a_run_that_was_stopped_is_taken_up() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(brief(folder.path(), &[]).code, 0);
    let old = files(folder.path());
    let later = ["--as-of", "2027-01-15"];
    assert_eq!(brief(folder.path(), &later).code, 0);
    let new = files(folder.path());
    // As after the first half of the renames: the manifest that knows both, some files new.
    let manifest =
        |of: &BTreeMap<String, Vec<u8>>| -> serde_json::Value { serde_json::from_slice(&of["manifest.json"]).unwrap() };
    let mut both = manifest(&new);
    let was = manifest(&old);
    for (file, was) in both["files"].as_array_mut().unwrap().iter_mut().zip(was["files"].as_array().unwrap()) {
        assert_eq!(file["file"], was["file"]);
        file["or"] = serde_json::json!([was["sha256"]]);
    }
    fs::write(folder.path().join("manifest.json"), both.to_string()).unwrap();
    for (at, (name, bytes)) in old.iter().filter(|(name, _)| *name != "manifest.json").enumerate() {
        if at % 2 == 0 && !name.ends_with("checklist.md") {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
    }
    let run = brief(folder.path(), &later);
    assert_eq!(run.code, 0, "{}", run.said);
    assert_eq!(files(folder.path()), new);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("taken"), b"a file").unwrap();
    let run = brief(&folder.path().join("taken"), &[]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("is a file, and a pack is written into a folder"), "{}", run.said);
    assert_eq!(fs::read(folder.path().join("taken")).unwrap(), b"a file");
}

#[test]
fn every_bundled_company_gets_its_pack() {
    for profile in ["lumen-labs", "st-brigid-hospitals", "cardinal-mutual"] {
        let folder = tempfile::tempdir().unwrap();
        let run = brief_of(profile, folder.path(), &[]);
        assert_eq!(run.code, 0, "{profile}: {}", run.said);
    }
}
