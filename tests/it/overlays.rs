//! House packs: what they change, what they leave, and what is told of it.

use std::path::Path;

use serde_json::Value;

use crate::command::{Ran, proviso, root};

const BASE: &str = r#"
pack base "Base" {
    version   "1"   vendor "Acme"
    owners    legal "Legal", it "IT"
    approvers cfo "CFO"
    phases    prepare < sign
    documents e-mail < contract
}
source guide "Guide" { kind advisory   as-of 2026-08-01 }
fact users "Users" { type number   ask "How many?" }
term notice "Notice" { type duration   better higher   ask "How long?" }
parameter floor "Least notice" { type duration   value 60 days from guide }
risk change "Changes" {
    severity high   owner legal   phase sign   from guide   pitfall "They change."
    redline early "Early notice" {
        priority  must-have
        preferred notice at least 90 days
        fallback  notice at least floor { approver cfo }
        walk-away notice below 10 days
        propose   "At least {{ preferred }}."
        rationale "Work takes time."
    }
    mitigation watch "Watch" { do "Watch."   owner it }
}
"#;

/// What a command says of a deal with this house pack and this notice in the draft.
fn assess(overlay: &str, notice: &str, more: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("base/base.proviso", BASE);
    write("over/over.proviso", &format!("pack over \"Our own\" {{ version \"1\" }}\nextend base\n{overlay}"));
    let draft = format!("draft: {{ status: reviewed, terms: {{ notice: {notice} }} }}\n");
    write("deal.yaml", &format!("profile: P\nas-of: 2026-11-21\npacks: [over, base]\nfacts: {{ users: 5 }}\n{draft}"));
    let mut arguments = vec!["assess", "deal.yaml", "--rules", "over", "--rules", "base"];
    arguments.extend(more);
    proviso(folder.path(), &arguments)
}

fn findings(overlay: &str, notice: &str) -> Vec<Value> {
    let run = assess(overlay, notice, &["--format", "json"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    let json: Value = serde_json::from_str(&run.result).unwrap();
    json["findings"].as_array().unwrap().clone()
}

fn finding(overlay: &str, notice: &str, id: &str) -> Value {
    findings(overlay, notice).into_iter().find(|finding| finding["id"] == id).unwrap()
}

#[test]
fn a_property_given_replaces_that_property_and_no_other() {
    let early = |overlay, notice| finding(overlay, notice, "base/early");
    assert_eq!(early("", "70 days")["status"], "fallback");
    let stricter =
        "override redline early \"Notice, our way\" { fallback notice at least 80 days   severity critical }";
    let found = early(stricter, "70 days");
    assert_eq!((&found["status"], &found["severity"]), (&Value::from("gap"), &Value::from("critical")));
    assert_eq!((&found["title"], &found["priority"]), (&Value::from("Notice, our way"), &Value::from("must-have")));
    assert_eq!(early(stricter, "85 days")["status"], "fallback");
    assert_eq!(early(stricter, "95 days")["status"], "preferred");
    let parameter = "override parameter floor { value 75 days }";
    assert_eq!(early(parameter, "70 days")["status"], "gap");
    let file = early(stricter, "70 days")["because"]
        .as_array()
        .unwrap()
        .iter()
        .any(|because| because["rule"]["file"] == "over/over.proviso");
    assert!(file, "the reason leads to the house pack");
}

#[test]
fn what_is_removed_is_gone() {
    let plan = |overlay| {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(assess(overlay, "20 days", &["--out", folder.path().to_str().unwrap()]).code, 0);
        std::fs::read_to_string(folder.path().join("negotiation-plan.md")).unwrap()
    };
    assert!(plan("").contains("Work takes time."));
    assert!(!plan("override redline early { remove rationale }").contains("Work takes time."));
    let open = finding("override redline early { remove walk-away }", "5 days", "base/early");
    assert_eq!(open["status"], "gap");
}

#[test]
fn what_is_retired_is_not_found_but_told() {
    let overlay = "retire mitigation watch because \"The platform team watches.\"";
    assert!(findings(overlay, "20 days").iter().all(|finding| finding["id"] != "base/watch"));
    let report = assess(overlay, "20 days", &[]).result;
    assert!(report.contains("The platform team watches."), "{report}");
}

#[test]
fn a_waiver_holds_through_its_last_day() {
    let overlay = "waive early { because \"Only {{ users }} users.\"   approver cfo   until 2026-12-31 }";
    let on = |day: &str| assess(overlay, "20 days", &["--as-of", day, "--fail-on", "gap"]);
    assert_eq!(on("2026-12-31").code, 0);
    assert_eq!(on("2027-01-01").code, 1);
    let waived = &finding(overlay, "20 days", "base/early")["waived"];
    assert_eq!(waived["because"], "Only 5 users.");
    assert_eq!((&waived["approver"], &waived["until"]), (&Value::from("cfo"), &Value::from("2026-12-31")));
    assert_eq!(waived["expired"], false);
    assert!(on("2026-12-31").result.contains("Only 5 users."));
    let late = on("2027-01-01").result;
    assert!(late.contains("ran out on 31 December 2026"), "{late}");
}

#[test]
fn a_waiver_of_nothing_is_a_warning() {
    let overlay = "waive early { because \"Small.\"   approver cfo   until 2026-12-31 }";
    let run = assess(overlay, "100 days", &[]);
    assert_eq!(run.code, 0);
    assert!(run.said.contains("warning[idle-waiver]"), "{}", run.said);
    assert!(assess(overlay, "20 days", &[]).said.is_empty());
}

#[test]
fn packs_share_what_they_declare_in_the_same_words() {
    let same = "fact users \"Users\" {\n    type number   # people\n    ask  \"How many?\"\n}\n";
    assert_eq!(assess(same, "20 days", &[]).code, 0);
    let other = assess("fact users \"Users\" { type number   ask \"How many in all?\" }", "20 days", &[]);
    assert_eq!(other.code, 2);
    assert!(other.said.contains("error[contradicting-packs]"), "{}", other.said);
}

#[test]
fn the_bundled_house_pack_changes_what_it_says() {
    let assess = |more: &[&str]| {
        let mut arguments = vec!["assess", "profiles/northwind-bank.yaml", "--format", "json"];
        arguments.extend(more);
        let run = proviso(root(), &arguments);
        assert_eq!(run.code, 0, "{}", run.said);
        let json: Value = serde_json::from_str(&run.result).unwrap();
        json
    };
    let with = assess(&["--rules", "rules/northwind-house"]);
    let plain = assess(&[]);
    let ids = |json: &Value| -> Vec<String> {
        json["findings"].as_array().unwrap().iter().map(|finding| finding["id"].as_str().unwrap().to_owned()).collect()
    };
    let gone: Vec<String> = ids(&plain).into_iter().filter(|id| !ids(&with).contains(id)).collect();
    assert_eq!(gone, ["azure-openai/watch-retirements"]);
    let waived: Vec<&Value> =
        with["findings"].as_array().unwrap().iter().filter(|finding| finding.get("waived").is_some()).collect();
    assert_eq!(waived.len(), 1);
    assert_eq!(waived[0]["id"], "azure-openai/reservation-term");
}

#[test]
fn the_order_of_packs_does_not_matter() {
    for order in [["rules/azure-openai", "rules/eu-dora"], ["rules/eu-dora", "rules/azure-openai"]] {
        let run = proviso(root(), &["check", order[0], order[1]]);
        assert_eq!(run.code, 0, "{order:?}\n{}", run.result);
    }
}

#[test]
fn a_house_pack_is_checked_with_the_pack_it_extends() {
    let run = proviso(root(), &["check", "rules/northwind-house"]);
    assert_eq!(run.code, 0, "{}", run.result);
    assert!(Path::new("rules/northwind-house/house.proviso").exists());
}

/// What `check` and `assess` say of packs in folders, given in this order.
fn checked(packs: &[(&str, &str)]) -> (Ran, Ran) {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = vec!["check".to_owned()];
    for (name, text) in packs {
        std::fs::create_dir_all(folder.path().join("rules").join(name)).unwrap();
        std::fs::write(folder.path().join("rules").join(name).join("rules.proviso"), text).unwrap();
        arguments.push(format!("rules/{name}"));
    }
    let ids: Vec<&str> = packs.iter().map(|(name, _)| *name).collect();
    let profile = format!("profile: Deal\nas-of: 2026-11-21\npacks: [{}]\n", ids.join(", "));
    std::fs::write(folder.path().join("deal.yaml"), profile).unwrap();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let assess = ["assess", "deal.yaml", "--rules", "rules"];
    (proviso(folder.path(), &arguments), proviso(folder.path(), &assess))
}

#[test]
fn a_house_weighs_for_itself() {
    let weights = |overlay: &str| {
        let found = finding(overlay, "70 days", "base/early");
        (found["cost"].as_u64(), found["value"].as_u64())
    };
    assert_eq!(weights(""), (None, None));
    assert_eq!(weights("override redline early { cost 2   value 5   requires watch }"), (Some(2), Some(5)));
    let plan = |overlay: &str| assess(overlay, "70 days", &[]).result;
    assert!(
        plan("override redline early { cost 2   requires watch }").contains("what it costs and what it needs first")
    );
}

#[test]
fn a_house_may_share_a_fact() {
    let tells = "override redline early { propose \"At least {{ preferred }} for {{ users }} users.\" }";
    let leaks = |more: &str| {
        let over = format!("pack over \"Over\" {{ version \"1\" }}\nextend base\n{tells}\n{more}\n");
        let (check, _) = checked(&[("base", BASE), ("over", &over)]);
        assert_eq!(check.code, 0, "{}", check.result);
        check.result.contains("warning[leak]")
    };
    assert!(leaks(""));
    assert!(leaks("override fact users { share no }"));
    assert!(!leaks("override fact users { share yes }"));
}

#[test]
fn packs_checked_together_are_read_as_assess_reads_them() {
    let over = |name: &str, days: u8| {
        format!(
            "pack {name} \"{name}\" {{ version \"1\" }}\nextend base\noverride parameter floor {{ value {days} days }}\n"
        )
    };
    let (check, assess) = checked(&[("base", BASE), ("one", &over("one", 70)), ("two", &over("two", 80))]);
    assert_eq!((check.code, assess.code), (1, 2));
    let told = "two packs change `floor`";
    assert_eq!(check.result.matches(told).count(), 1, "{}", check.result);
    assert!(assess.said.contains(told));

    let rests = "pack own \"Own\" { version \"1\" vendor \"Acme\" owners legal \"Legal\" phases sign documents contract }\nlever ask \"Ask\" { when users above 5   play \"Ask.\"   from guide }\n";
    let (check, assess) = checked(&[("base", BASE), ("own", rests)]);
    assert_eq!((check.code, assess.code), (0, 0), "{}{}", check.result, assess.said);
}

/// A folder of several packs is a shelf; a pack given by itself is meant.
#[test]
fn of_a_folder_of_packs_those_named_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let over = "pack over \"Over\" { version \"1\" }\nextend base\nretire mitigation watch because \"No.\"\n";
    write("rules/base/base.proviso", BASE);
    write("rules/over/over.proviso", over);
    write("deal.yaml", "profile: Deal\nas-of: 2026-11-21\npacks: [base]\n");
    let changes = |rules: &[&str]| {
        let mut arguments = vec!["assess", "deal.yaml", "--format", "json"];
        rules.iter().for_each(|rules| arguments.extend(["--rules", rules]));
        let run = proviso(folder.path(), &arguments);
        assert_eq!(run.code, 0, "{}", run.said);
        let json: Value = serde_json::from_str(&run.result).unwrap();
        json["changes"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(changes(&["rules"]), 0);
    assert_eq!(changes(&["rules/base", "rules/over"]), 1);
}
