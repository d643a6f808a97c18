//! Whole stories: a profile in, all documents out.

use crate::command::{command, proviso, ran, root, snapshot};

const PROFILES: [&str; 3] = ["northwind-bank", "lumen-labs", "st-brigid-hospitals"];

/// What each company is told first: the verdict, and what to decide first.
#[test]
fn every_company_is_told_its_own_story() {
    let mut names: Vec<String> = std::fs::read_dir(root().join("profiles"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().unwrap().strip_suffix(".yaml").map(str::to_owned))
        .collect();
    names.sort();
    assert_eq!(names.len(), 9);
    let mut all = String::new();
    for name in &names {
        let run = proviso(root(), &["assess", &format!("profiles/{name}.yaml")]);
        assert_eq!(run.code, 0, "{name}: {}", run.said);
        let first = run.result.split("\n## ").take(2).collect::<Vec<_>>().join("\n## ");
        all.push_str(&format!("{}\n\n", first.trim_end()));
        assert!(run.result.contains("\n# Checklist: "), "{name}");
    }
    snapshot("stories/companies.md", &all);
}

#[test]
fn each_bundled_profile_gives_its_documents() {
    for name in PROFILES {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().to_str().unwrap();
        let profile = format!("profiles/{name}.yaml");
        let run = proviso(root(), &["assess", &profile, "--out", out, "--format", "json"]);
        assert_eq!((run.code, run.result.as_str()), (0, ""), "{}", run.said);
        for file in ["gap-report.md", "checklist.md", "negotiation-plan.md", "assessment.json"] {
            let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
            snapshot(&format!("stories/{name}/{file}"), &text);
        }
    }
}

/// The bank's report is read in five minutes, at four hundred words a minute.
#[test]
fn the_gap_report_is_short() {
    let run = proviso(root(), &["assess", "profiles/northwind-bank.yaml"]);
    let report = run.result.split("\n# Checklist: ").next().unwrap();
    let words = report.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    assert!(words < 2_000, "{words} words");
}

#[test]
fn the_three_companies_are_told_different_things() {
    let verdict = |name: &str| {
        let run = proviso(root(), &["assess", &format!("profiles/{name}.yaml"), "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&run.result).unwrap();
        let count = |status: &str| json["summary"]["redlines"][status].as_u64().unwrap();
        (count("walk-away"), count("not-applicable"), count("open"))
    };
    let (bank, start_up, hospital) = (verdict(PROFILES[0]), verdict(PROFILES[1]), verdict(PROFILES[2]));
    assert!(bank.0 >= 1, "the bank's draft is past a walk-away");
    assert!(start_up.1 > bank.1 && start_up.1 > hospital.1, "on web terms little can be negotiated");
    assert!(hospital.2 > bank.2, "without a draft more is open");
}

#[test]
fn the_same_input_gives_the_same_bytes_from_any_folder_in_any_locale() {
    let profile = root().join("profiles/northwind-bank.yaml");
    let profile = profile.to_str().unwrap();
    let rules = root().join("rules/azure-openai");
    for format in ["markdown", "html", "json"] {
        let here = proviso(root(), &["assess", "profiles/northwind-bank.yaml", "--format", format]);
        let folder = tempfile::tempdir().unwrap();
        let mut there = command(folder.path(), &["assess", profile, "--format", format]);
        there.arg("--rules").arg(&rules).env("LC_ALL", "tr_TR.UTF-8").env("TZ", "Asia/Tokyo").env("LANG", "C");
        let there = ran(there);
        assert_eq!(here.code, 0);
        assert!(here == there, "{format} differs");
    }
}

#[test]
fn ticks_and_notes_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let run = || proviso(root(), &["assess", "profiles/northwind-bank.yaml", "--out", out]);
    assert_eq!(run().code, 0);
    let place = folder.path().join("checklist.md");
    let fresh = std::fs::read_to_string(&place).unwrap();
    let item = fresh.lines().find(|line| line.starts_with("- [ ]")).unwrap();
    let worked = fresh.replace(item, &format!("{}\n  Asked on Monday.", item.replace("[ ]", "[x]")));
    std::fs::write(&place, &worked).unwrap();
    assert_eq!(run().code, 0);
    let kept = std::fs::read_to_string(&place).unwrap();
    // All but the header, which counts, and the hidden line with its hash.
    let below = |text: &str| text.split_once("\n## ").unwrap().1.to_owned();
    assert_eq!(below(&kept), below(&worked));
    assert_eq!(run().code, 0);
    assert_eq!(std::fs::read_to_string(&place).unwrap(), kept, "once more changes nothing");
}

#[test]
fn the_header_counts_what_stands_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("deal.yaml");
    let bank = std::fs::read_to_string(root().join("profiles/northwind-bank.yaml")).unwrap();
    std::fs::write(&profile, &bank).unwrap();
    let place = folder.path().join("briefing/checklist.md");
    let run = || {
        assert_eq!(proviso(folder.path(), &["assess", "deal.yaml", "--out", "briefing"]).code, 0);
        std::fs::read_to_string(&place).unwrap()
    };
    let boxes = |text: &str, sign: &str| text.lines().filter(|line| line.starts_with(sign)).count();
    let fresh = run();
    let (to_do, done) = (boxes(&fresh, "- [ ]"), boxes(&fresh, "- [x]"));
    assert!(fresh.contains(&format!(" · {to_do} to do, {done} done · ")), "{fresh}");

    let item = fresh.lines().find(|line| line.contains("<!-- azure-openai/retirement-notice ")).unwrap();
    let own = format!("{}\n  - [ ] ask Anna first", item.replace("[ ]", "[x]"));
    std::fs::write(&place, fresh.replace(item, &own) + "\n- [ ] call Bob\n").unwrap();
    let ticked = run();
    assert!(ticked.contains(&format!(" · {} to do, {} done · ", to_do - 1, done + 1)), "{ticked}");

    // The draft gets worse: the tick stays, and the header and the line say what to look at.
    std::fs::write(&profile, bank.replace("retirement-notice: 60 days", "retirement-notice: 10 days")).unwrap();
    let worse = run();
    let header = format!(" · {} to do, {} done, 1 of them to look at again · ", to_do - 1, done + 1);
    assert!(worse.contains(&header), "{worse}");
    let line = worse.lines().find(|line| line.contains("<!-- azure-openai/retirement-notice ")).unwrap();
    assert!(line.starts_with("- [x]") && line.contains("the draft says 10 days · **changed since you"), "{line}");
    assert_eq!(run(), worse);

    // What no longer applies is neither to do nor done.
    let without = bank.replace("retirement-notice: 60 days", "retirement-notice: 1 year");
    std::fs::write(&profile, without).unwrap();
    let gone = run();
    assert!(gone.contains("## No longer applies") && gone.contains(&format!(" · {} to do, {done} done · ", to_do - 1)));
}

#[test]
fn a_checklist_of_somebody_else_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("checklist.md");
    std::fs::write(&place, "# My own list\n- [x] call\n").unwrap();
    let out = folder.path().to_str().unwrap();
    let run = proviso(root(), &["assess", "profiles/northwind-bank.yaml", "--out", out]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("error[not-ours]"), "{}", run.said);
    assert_eq!(std::fs::read_to_string(&place).unwrap(), "# My own list\n- [x] call\n");
    assert!(!folder.path().join("gap-report.md").exists(), "nothing is half-written");
}

#[test]
fn nothing_a_person_has_edited_or_put_there_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let run = |profile: &str| {
        proviso(root(), &["assess", &format!("profiles/{profile}.yaml"), "--out", out, "--format", "html"])
    };
    assert_eq!(run("lumen-labs").code, 0);
    assert_eq!(run("lumen-labs").code, 0, "what Proviso wrote it may write again");
    for name in ["gap-report.md", "checklist.html"] {
        let place = folder.path().join(name);
        let fresh = std::fs::read_to_string(&place).unwrap();
        let edited = fresh.replacen("Lumen", "Our Lumen", 1);
        std::fs::write(&place, &edited).unwrap();
        let refused = run("lumen-labs");
        assert_eq!(refused.code, 2);
        assert!(refused.said.contains("error[not-ours]"), "{}", refused.said);
        assert_eq!(std::fs::read_to_string(&place).unwrap(), edited);
        std::fs::write(&place, fresh).unwrap();
    }
    let other = run("northwind-bank");
    assert_eq!(other.code, 2, "one company's notes do not get into another's list");
    assert!(other.said.contains("Checklist: Lumen Labs"), "{}", other.said);
}
