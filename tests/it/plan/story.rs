//! Whole stories: two versions of a small pack, a table of deals, the page.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::command::{Ran, proviso, root, snapshot};

/// The edits of the story: what was written, and what is written now.
const EDITS: [(&str, &str); 9] = [
    ("version   \"2026.1\"", "version   \"2026.2\""),
    // A figure that the house chooses.
    ("value 90 days", "value 120 days"),
    // Two defines: some deals move only by both.
    (
        "define vital as workload.weight is mission-critical",
        "define vital as workload.weight at least business-critical",
    ),
    ("define large as deal.worth at least USD 1M", "define large as deal.worth at least USD 500k"),
    // A severity that rules inherit.
    ("severity medium", "severity critical when data.kind is one of [personal, secret], otherwise medium"),
    // Words, an owner, a rule that went and one that came.
    ("At least {{ preferred }} of written notice.", "At least {{ preferred }} of notice in writing."),
    ("owner it\n", "owner legal\n"),
    (
        "    mitigation read-mail \"Read the vendor's notices\" {\n        when not vital\n        do   \"Name somebody who reads the notices of the vendor.\"\n    }\n",
        "    redline freeze \"No change in the last quarter\" {\n        when      vital\n        preferred change.freeze is yes\n        propose   \"No change in the last quarter of a year.\"\n    }\n",
    ),
    (
        "parameter notice-floor",
        "term change.freeze \"Freeze at the end of a year\" { type yes-no   better yes   ask \"Is there a freeze?\" }\n\nparameter notice-floor",
    ),
];

pub(super) fn old() -> String {
    fs::read_to_string(root().join("tests/it/plan/old.proviso")).unwrap()
}

/// The old rules with some words in the place of others.
pub(super) fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(old(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// Both versions and the deals as files of a folder.
pub(super) fn lay_out(folder: &Path, edits: &[(&str, &str)]) {
    fs::write(folder.join("old.proviso"), old()).unwrap();
    fs::write(folder.join("new.proviso"), edited(edits)).unwrap();
    fs::copy(root().join("tests/it/plan/deals.csv"), folder.join("deals.csv")).unwrap();
}

pub(super) fn plan(folder: &Path, more: &[&str]) -> Ran {
    let arguments = ["plan", "--from", "old.proviso", "--to", "new.proviso", "deals.csv"];
    proviso(folder, &[&arguments[..], more].concat())
}

fn data(folder: &Path) -> Value {
    let run = plan(folder, &["--format", "json"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    serde_json::from_str(&run.result).unwrap()
}

/// Of each edit the deals it moves, by its id.
fn moved_by(data: &Value) -> Vec<(String, u64)> {
    let edits = data["edits"].as_array().unwrap().iter();
    edits.map(|edit| (edit["id"].as_str().unwrap().to_owned(), edit["deals"].as_u64().unwrap())).collect()
}

#[test]
fn a_pack_edited_in_many_ways() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &EDITS);
    let run = plan(folder.path(), &[]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    snapshot("plan/page.md", &run.result);
    snapshot("plan/page.json", &plan(folder.path(), &["--format", "json"]).result);
    snapshot("plan/moves.jsonl", &plan(folder.path(), &["--format", "json-lines"]).result);
    let page = plan(folder.path(), &["--format", "html"]).result;
    assert!(page.contains("<title>Rule change: Our software rules</title>"), "{page}");
    assert!(page.contains("● falls short</span>"), "{page}");
}

/// Each edit by itself is told to move what it moves, by its own line and by no other.
#[test]
fn each_edit_alone() {
    let of = |from: &str| EDITS.into_iter().find(|(was, _)| was.starts_with(from)).unwrap();
    for (from, expected) in [
        ("value 90 days", &[("house/parameter/notice-floor/value", 2)][..]),
        ("define vital", &[("house/define/vital", 4)]),
        ("define large", &[("house/define/large", 2)]),
        ("severity medium", &[("house/risk/money/severity", 3)]),
        ("At least", &[("house/redline/change-notice/propose", 0)]),
        ("owner it", &[("house/mitigation/insure/owner", 0)]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        lay_out(folder.path(), &[of(from)]);
        let moved = moved_by(&data(folder.path()));
        let moved: Vec<(&str, u64)> = moved.iter().map(|(id, deals)| (id.as_str(), *deals)).collect();
        assert_eq!(moved, expected, "{from}");
    }
}

/// What a deal moves by is named, whatever else was edited: a move by two edits that both are
/// needed, and one that either does alone.
#[test]
fn edits_that_need_each_other() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &EDITS);
    let data = data(folder.path());
    let because = |deal: &str, rule: &str| {
        let deal = data["moved"].as_array().unwrap().iter().find(|one| one["profile"] == deal).unwrap();
        let one = deal["moves"].as_array().unwrap().iter().find(|one| one["id"] == rule).unwrap().clone();
        let edits: Vec<String> =
            one["because"]["edits"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
        (one["because"]["how"].as_str().unwrap().to_owned(), edits)
    };
    let both = ["house/define/vital", "house/define/large"].map(str::to_owned).to_vec();
    assert_eq!(because("Beta Shop", "house/audit"), ("together".to_owned(), both.clone()));
    assert_eq!(because("Beta Shop", "house/cap"), ("each-alone".to_owned(), both.clone()));
    assert_eq!(because("Theta Clinic", "house/audit"), ("alone".to_owned(), both[..1].to_vec()));
}

#[test]
fn where_nothing_moves() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[]);
    let same = plan(folder.path(), &[]).result;
    let words: Vec<(&str, &str)> =
        EDITS.into_iter().filter(|(from, _)| from.starts_with("At least") || from.starts_with("owner")).collect();
    lay_out(folder.path(), &words);
    let run = plan(folder.path(), &["--fail-on", "fallback"]);
    assert_eq!(run.code, 0);
    snapshot("plan/nothing.md", &format!("{same}\n=====\n\n{}", run.result));
}

/// A house pack on top: what it overrides, waives and retires is told by its own lines.
/// A figure that is new is told with its value, a rule by its head.
#[test]
fn what_is_new_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let figure =
        "parameter audit-floor \"Least worth of an audit\" { type money   value USD 50k   from policy \"Audit\" }\n\n";
    lay_out(folder.path(), &[("parameter notice-floor", &format!("{figure}parameter notice-floor"))]);
    let page = plan(folder.path(), &[]).result;
    let told = "`parameter audit-floor \"Least worth of an audit\" { type money value USD 50k from policy \"Audit\" }`";
    assert!(page.contains(told), "{page}");
}

/// A house pack that lists a document more changes the list of all packs: no line of another
/// pack is told as edited for it.
#[test]
fn a_house_pack_with_a_document_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let house = "pack ours \"Our own\" {\n    version \"1\"\n    documents handshake < e-mail\n}\nextend azure-openai\n\n\
                 override redline change-notice { severity low }\n";
    fs::write(folder.path().join("ours.proviso"), house).unwrap();
    fs::create_dir(folder.path().join("deals")).unwrap();
    for deal in ["northwind-bank", "bellwether-stores", "st-brigid-hospitals"] {
        let name = format!("{deal}.yaml");
        fs::copy(root().join("profiles").join(&name), folder.path().join("deals").join(&name)).unwrap();
    }
    let there = ["--from", "azure-openai", "--to", "azure-openai", "--to", "ours.proviso"];
    let back = ["--from", "azure-openai", "--from", "ours.proviso", "--to", "azure-openai"];
    for way in [there, back] {
        let run = proviso(folder.path(), &[&["plan", "deals", "--format", "json"][..], &way].concat());
        assert_eq!((run.code, run.said.as_str()), (0, ""));
        let data: Value = serde_json::from_str(&run.result).unwrap();
        let moving: Vec<_> = moved_by(&data).into_iter().filter(|(_, deals)| *deals > 0).collect();
        assert_eq!(moving, [("ours/override/redline/change-notice".to_owned(), 3)]);
        let because = &data["edits"][0]["moves"][0]["because"];
        assert_eq!(because["how"], "alone", "{because}");
    }
}

/// A rung that an override leaves out is gone by the override, and by no edit of its own.
#[test]
fn a_house_pack_that_leaves_a_rung_out() {
    let folder = tempfile::tempdir().unwrap();
    let house = "pack ours \"Our own\" { version \"1\" }\nextend azure-openai\n\n\
                 override redline change-notice {\n    preferred \"Half a year\" change.notice at least 6 months\n    \
                 walk-away \"Less than six weeks\" change.notice below 45 days\n}\n";
    fs::write(folder.path().join("ours.proviso"), house).unwrap();
    let bank = root().join("profiles/northwind-bank.yaml");
    let run = proviso(
        folder.path(),
        &[
            "plan",
            "--from",
            "azure-openai",
            "--to",
            "azure-openai",
            "--to",
            "ours.proviso",
            bank.to_str().unwrap(),
            "--format",
            "json",
        ],
    );
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    let data: Value = serde_json::from_str(&run.result).unwrap();
    let edits: Vec<String> = moved_by(&data).into_iter().map(|(id, _)| id).collect();
    assert!(edits.iter().all(|id| id.starts_with("ours/")), "{edits:?}");
    let page = proviso(
        folder.path(),
        &["plan", "--from", "azure-openai", "--to", "azure-openai", "--to", "ours.proviso", bank.to_str().unwrap()],
    );
    assert!(page.result.contains("change.notice below 45 days"), "what is new is shown whole: {}", page.result);
}

#[test]
fn a_house_pack_on_top() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[]);
    let house = "pack ours \"Our own\" {\n    version \"1\"\n    approvers board \"Board\"\n}\nextend house\n\n\
                 override parameter cap-floor { value USD 700k from policy \"Board\" }\n\
                 override redline audit { severity low }\n\
                 waive change-notice { because \"We can wait.\" approver board until 2027-03-31 }\n\
                 retire mitigation read-mail because \"The platform team reads them.\"\n\
                 mitigation call-board \"Call the board\" {\n    risk  money\n    when  large\n    do    \"Tell the board.\"\n    \
                 owner legal   phase negotiate   from policy \"Board\"\n}\n";
    fs::write(folder.path().join("ours.proviso"), house).unwrap();
    let arguments = |old: &[&'static str], new: &[&'static str]| {
        let mut all = vec!["plan", "deals.csv"];
        all.extend(old.iter().flat_map(|pack| ["--from", *pack]));
        all.extend(new.iter().flat_map(|pack| ["--to", *pack]));
        all
    };
    let there = proviso(folder.path(), &arguments(&["old.proviso"], &["old.proviso", "ours.proviso"]));
    assert_eq!((there.code, there.said.as_str()), (0, ""));
    snapshot("plan/house.md", &there.result);
    // Taken away again, the same edits move the same deals back.
    let mut json = arguments(&["old.proviso"], &["old.proviso", "ours.proviso"]);
    json.extend(["--format", "json"]);
    let there: Value = serde_json::from_str(&proviso(folder.path(), &json).result).unwrap();
    let mut json = arguments(&["old.proviso", "ours.proviso"], &["old.proviso"]);
    json.extend(["--format", "json"]);
    let back: Value = serde_json::from_str(&proviso(folder.path(), &json).result).unwrap();
    let by_id = |data: &Value| {
        let mut moved = moved_by(data);
        moved.sort();
        moved
    };
    assert_eq!(by_id(&there), by_id(&back));
    assert_eq!(there["deals"]["moved"], back["deals"]["moved"]);
}

/// A rule that stands in another risk now takes its severity from there.
#[test]
fn a_rule_that_has_moved_house() {
    let folder = tempfile::tempdir().unwrap();
    let insure = "    mitigation insure \"Insure the rest\" {\n        when large\n        do   \"Ask the insurer what the rest would cost.\"\n        owner it\n    }\n";
    let read = "    mitigation read-mail";
    lay_out(folder.path(), &[(insure, ""), (read, &format!("{insure}{read}"))]);
    let data = data(folder.path());
    assert_eq!(moved_by(&data), [("house/mitigation/insure/severity".to_owned(), 4)]);
    assert_eq!(data["deals"]["worse"], 4);
}

/// A rule that took its severity from its risk has one of its own, and that of the risk is
/// edited too: for this rule its own is what counts.
#[test]
fn a_severity_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let own = "        when      vital and large";
    lay_out(
        folder.path(),
        &[("severity medium", "severity high"), (own, &format!("{own}\n        severity  critical"))],
    );
    let data = data(folder.path());
    let moves = data["moved"].as_array().unwrap().iter().flat_map(|deal| deal["moves"].as_array().unwrap());
    let audit: Vec<&Value> = moves.filter(|one| one["id"] == "house/audit").collect();
    assert!(!audit.is_empty());
    for one in audit {
        let because = serde_json::json!({ "how": "alone", "edits": ["house/redline/audit/severity"] });
        assert_eq!((&one["severity-because"], &one["because"]), (&because, &Value::Null));
    }
}

/// A deal that names a level that is gone can be judged by the rules before alone.
#[test]
fn deals_that_only_one_version_can_judge() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &[("normal < business-critical", "ordinary < business-critical"), ("90 days", "120 days")]);
    let run = plan(folder.path(), &["--most", "2"]);
    assert_eq!((run.code, run.said.as_str()), (1, ""));
    snapshot("plan/one-sided.md", &run.result);
    let back = ["plan", "--from", "new.proviso", "--to", "old.proviso", "deals.csv", "--format", "json"];
    let back = proviso(folder.path(), &back);
    let back: Value = serde_json::from_str(&back.result).unwrap();
    assert_eq!((&back["deals"]["only-before"], &back["deals"]["only-after"]), (&0.into(), &2.into()));
    // A pack that only one version has.
    let named = "profile,as-of,packs\nOne,2026-11-21,house\nTwo,2026-11-21,\"[house, other]\"\n";
    fs::write(folder.path().join("named.csv"), named).unwrap();
    let other = "pack other \"Other\" {\n    version \"1\"\n    vendor \"Vendor\"\n    owners legal \"Legal\"\n    \
                 approvers counsel \"General Counsel\"\n    phases negotiate \"Negotiate\"\n    documents amendment < contract\n}\n";
    fs::write(folder.path().join("other.proviso"), other).unwrap();
    let run = ["plan", "--from", "old.proviso", "--to", "old.proviso", "--to", "other.proviso", "named.csv"];
    let run = proviso(folder.path(), &run);
    assert_eq!((run.code, run.said.as_str()), (1, ""), "{}", run.result);
    assert!(
        run.result.contains("| **Two** | the rules now | no rule pack is called “other” (named.csv:3) |"),
        "{}",
        run.result
    );
}

/// What the page on plans shows is from a real plan.
#[test]
fn the_page_shows_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &EDITS);
    let real = plan(folder.path(), &[]).result;
    let page = fs::read_to_string(root().join("docs/plan.md")).unwrap();
    let blocks: Vec<&str> = page.split("```markdown\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 2);
    for line in blocks.concat().lines() {
        assert!(real.lines().any(|written| written == line), "{line}");
    }
}
