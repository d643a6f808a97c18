//! The command: its exit codes, its files, its messages.

use std::fs;

use super::story::{lay_out, plan};
use crate::command::{proviso, root, snapshot};

#[test]
fn threads_do_not_show() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[("value 90 days", "value 120 days"), ("severity high", "severity critical")]);
    // Several parts, so that there is something to divide.
    let deals = fs::read_to_string(folder.path().join("deals.csv")).unwrap();
    let (head, rows) = deals.split_once('\n').unwrap();
    fs::write(folder.path().join("deals.csv"), format!("{head}\n{}", rows.repeat(300))).unwrap();
    let same = |format: &str| {
        let one = plan(folder.path(), &["--jobs", "1", "--most", "3", "--format", format]);
        assert_eq!(one, plan(folder.path(), &["--jobs", "4", "--most", "3", "--format", format]));
        assert_eq!(one.code, 0, "{}", one.said);
        one.result
    };
    let (page, lines) = (same("markdown"), same("json-lines").lines().count());
    assert!(page.contains(&format!("**{lines} of 2400 deals move")), "{page}");
    assert!(page.contains(&format!("{} more move and are not shown here.", lines - 3)), "{page}");
}

#[test]
fn exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let codes = |edits: &[(&str, &str)]| {
        lay_out(folder.path(), edits);
        ["walk-away", "gap", "fallback"].map(|limit| plan(folder.path(), &["--fail-on", limit]).code)
    };
    // Alpha falls short, Delta may.
    assert_eq!(codes(&[("value 90 days", "value 120 days")]), [0, 1, 1]);
    assert_eq!(codes(&[("below 30 days", "below 10 days")]), [0, 0, 0]);
    assert_eq!(codes(&[("below USD 200k", "below USD 900k")]), [1, 1, 1]);
    // Gamma has not said whether there may be audits.
    let asked = (
        "when      vital and large",
        "when      data.kind is public and workload.weight is normal and deal.worth above USD 10k",
    );
    assert_eq!(codes(&[asked]), [0, 3, 3]);
    assert_eq!(plan(folder.path(), &[]).code, 0);
}

#[test]
fn everything_goes_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[("value 90 days", "value 120 days")]);
    let run = plan(folder.path(), &["--out", "approval"]);
    let wrote = ["plan.md", "plan.html", "plan.json", "moves.jsonl"].map(|name| format!("wrote approval/{name}\n"));
    assert_eq!((run.code, run.result.as_str(), run.said), (0, "", wrote.concat()));
    let read = |name: &str| fs::read_to_string(folder.path().join("approval").join(name)).unwrap();
    assert!(read("plan.md").contains("Approved by **[fill in: name]** on **[fill in: day]**."));
    assert_eq!(read("plan.json"), plan(folder.path(), &["--format", "json"]).result);
    assert_eq!(read("moves.jsonl"), plan(folder.path(), &["--format", "json-lines"]).result);
    // Again without harm; but what somebody has approved stays.
    assert_eq!(plan(folder.path(), &["--out", "approval"]).code, 0);
    let approved = read("plan.md").replace("[fill in: name]", "R. Vance");
    fs::write(folder.path().join("approval/plan.md"), &approved).unwrap();
    let again = plan(folder.path(), &["--out", "approval"]);
    assert_eq!((again.code, read("plan.md")), (2, approved));
    assert!(again.said.contains("error[not-ours]"), "{}", again.said);
}

#[test]
fn rows_that_cannot_be_read_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[("value 90 days", "value 120 days")]);
    let deals = fs::read_to_string(folder.path().join("deals.csv")).unwrap();
    fs::write(folder.path().join("deals.csv"), deals.replace("USD 90k", "90k pounds")).unwrap();
    let run = plan(folder.path(), &["--rejects", "left-out.jsonl"]);
    assert_eq!(run.code, 1);
    assert!(run.said.ends_with("1 entry was left out\n"), "{}", run.said);
    assert!(run.result.contains("**2 of 7 deals move"), "{}", run.result);
    assert!(run.result.contains("1 entry was left out, since it cannot be read"), "{}", run.result);
    assert_eq!(fs::read_to_string(folder.path().join("left-out.jsonl")).unwrap().lines().count(), 1);
}

#[test]
fn mistakes() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[("severity high", "severity hihg"), ("vital or large", "vitall or large")]);
    fs::write(folder.path().join("empty.csv"), "profile,as-of\n").unwrap();
    let mut all = String::new();
    for arguments in [
        &["plan", "deals.csv"][..],
        &["plan", "--from", "old.proviso", "--to", "new.proviso", "deals.csv"],
        &["plan", "--from", "new.proviso", "--to", "azure-opnai", "nowhere.csv"],
        &["plan", "--from", "old.proviso", "--to", "deals.csv", "deals.csv"],
        &["plan", "--from", "old.proviso", "--to", "old.proviso", "empty.csv"],
        &["plan", "--from", "old.proviso", "--from", "old.proviso", "--to", "old.proviso", "deals.csv"],
        &["plan", "--from", "old.proviso", "--to", "old.proviso", "deals.csv", "--as-of", "21.11.2026"],
    ] {
        let run = proviso(folder.path(), arguments);
        assert_eq!((run.code, run.result.as_str()), (2, ""), "{arguments:?}");
        all.push_str(&format!("$ proviso {}\n{}\n", arguments.join(" "), run.said));
    }
    snapshot("plan/mistakes.txt", &all);
}

#[test]
fn the_day_is_told() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[("value 90 days", "value 120 days")]);
    let page = plan(folder.path(), &["--as-of", "2026-12-24"]).result;
    assert!(page.contains("**8 deals** · as of 24 December 2026 · internal, do not forward"), "{page}");
    let data: serde_json::Value =
        serde_json::from_str(&plan(folder.path(), &["--as-of", "2026-12-24", "--format", "json"]).result).unwrap();
    assert_eq!(data["as-of"], "2026-12-24");
}

/// Bundled packs go by their names, and a pack is not edited against itself.
#[test]
fn bundled_packs_by_name() {
    let run = proviso(root(), &["plan", "--from", "azure-openai", "--to", "azure-openai", "profiles"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    assert!(run.result.contains("**Nothing moves: all 9 deals stand as before.**"), "{}", run.result);
}
