//! The README, kept true.

use crate::command::{proviso, root};

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

/// The texts of all blocks in a language.
pub(crate) fn blocks(language: &str) -> Vec<String> {
    let readme = readme();
    let fence = format!("```{language}\n");
    readme.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn the_excerpt_is_from_a_real_report() {
    let report = proviso(root(), &["assess", "profiles/northwind-bank.yaml"]).result;
    let excerpt = &blocks("markdown")[0];
    let mut from = 0;
    for part in excerpt.split("\n…\n") {
        let part = part.trim_matches('\n');
        let at = report.get(from..).unwrap().find(part);
        assert!(at.is_some(), "not in the report, or not in this order:\n{part}");
        from += at.unwrap() + part.len();
    }
    assert!(excerpt.lines().count() > 8, "an excerpt, not a line");
}

#[test]
fn the_two_commands_are_the_first_two() {
    let commands = blocks("sh");
    assert_eq!(commands[0].trim(), "cargo run --release -- assess profiles/northwind-bank.yaml");
    assert_eq!(commands[1].trim(), "cargo test");
}

#[test]
fn a_new_user_can_follow_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    // The starter profile, and the one shown.
    let starter = proviso(folder.path(), &["init", "azure-openai"]);
    write("starter.yaml", &starter.result);
    write("our-deal.yaml", &blocks("yaml")[0]);
    for profile in ["starter.yaml", "our-deal.yaml"] {
        let check = proviso(folder.path(), &["check", profile]);
        assert_eq!((check.code, check.result.as_str()), (0, ""), "{profile}");
    }
    let run = proviso(folder.path(), &["assess", "our-deal.yaml", "--out", "briefing"]);
    assert_eq!(run.code, 0, "{}", run.said);
    assert!(folder.path().join("briefing/checklist.md").exists());
    // The rule shown, in a pack of its own.
    let header = "pack house \"House\" {\n    version \"1\"\n    vendor \"V\"\n    owners legal \"Legal\"\n    approvers general-counsel \"General Counsel\"\n    phases prepare < negotiate\n    documents e-mail < contract\n}\nsource guide \"Guide\" { kind advisory   as-of 2026-01-01 }\n";
    std::fs::create_dir(folder.path().join("my-pack")).unwrap();
    write("my-pack/pack.proviso", header);
    write("my-pack/change.proviso", &blocks("proviso")[0]);
    let check = proviso(folder.path(), &["check", "my-pack"]);
    assert_eq!((check.code, check.result.as_str()), (0, ""));
    write(
        "house.yaml",
        "profile: X\nas-of: 2026-11-21\ndraft:\n  status: partial\n  terms:\n    change.notice: 14 days\n",
    );
    let run = proviso(folder.path(), &["assess", "house.yaml", "--rules", "my-pack", "--fail-on", "walk-away"]);
    assert_eq!(run.code, 1, "{}", run.said);
}

#[test]
fn every_path_it_names_is_there() {
    for link in readme().split("](").skip(1) {
        let path = link.split(')').next().unwrap();
        assert!(path.starts_with("http") || root().join(path).exists(), "{path}");
    }
}

/// The log that is shown, and the commands around it, lead to a letter.
#[test]
fn from_an_outage_to_a_letter() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("outages.csv"), &blocks("csv")[0]).unwrap();
    let commands: Vec<String> =
        blocks("sh").iter().flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let mut ran = 0;
    for line in commands.iter().filter_map(|line| line.strip_prefix("proviso credit")) {
        // Words as a shell divides them: a text in quotes is one.
        let words = line.split('"').enumerate().flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
            _ => vec![part.to_owned()],
        });
        let words: Vec<String> = std::iter::once("credit".to_owned()).chain(words).collect();
        let run = proviso(folder.path(), &words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(run.code, 0, "{line}: {}", run.said);
        ran += 1;
    }
    assert_eq!(ran, 3);
    let letter = std::fs::read_to_string(folder.path().join("claims/2026-02-zones-payments.md")).unwrap();
    assert!(letter.contains("**Credit claimed: USD 1,200.00**") && letter.contains("Opened ticket 4711"), "{letter}");
    assert!(folder.path().join("claims.ics").exists());
}
