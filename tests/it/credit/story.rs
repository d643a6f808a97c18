//! From an outage to a claim letter, as a new user goes.

use std::path::Path;

use crate::command::{command, proviso, ran, root, snapshot};

const LOG: &str = "profiles/northwind-outages.csv";

fn claims(out: &Path, more: &[&str]) -> crate::command::Ran {
    let (letters, calendar) = (out.join("claims"), out.join("claims.ics"));
    let mut arguments =
        vec!["credit", "--incidents", LOG, "--claims", letters.to_str().unwrap(), "--ics", calendar.to_str().unwrap()];
    arguments.extend(more);
    proviso(root(), &arguments)
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_year_of_outages() {
    let out = tempfile::tempdir().unwrap();
    let run = claims(out.path(), &["--as-of", "2026-04-20"]);
    assert_eq!(run.code, 0, "{}", run.said);
    snapshot("credit/statement.md", &run.result);
    for (name, text) in files(&out.path().join("claims")) {
        snapshot(&format!("credit/letters/{name}"), &text);
    }
    let calendar = std::fs::read_to_string(out.path().join("claims.ics")).unwrap();
    snapshot("credit/claims.ics", &calendar);
    let json = proviso(root(), &["credit", "--incidents", LOG, "--format", "json", "--as-of", "2026-04-20"]);
    snapshot("credit/statement.json", &json.result);
    let json: serde_json::Value = serde_json::from_str(&json.result).unwrap();
    assert_eq!(json["schema"], "proviso.credit/1");
}

#[test]
fn a_letter_that_somebody_edited_is_kept() {
    let out = tempfile::tempdir().unwrap();
    assert_eq!(claims(out.path(), &[]).code, 0);
    let before = files(&out.path().join("claims"));
    assert!(claims(out.path(), &[]).said.contains("wrote "));
    assert_eq!(files(&out.path().join("claims")), before, "once more changes nothing");
    let letter = out.path().join("claims").join(&before[0].0);
    let edited = before[0].1.replace("**[fill in: company and contact]**", "Northwind Bank");
    assert_ne!(edited, before[0].1);
    std::fs::write(&letter, &edited).unwrap();
    let run = claims(out.path(), &["--as-of", "2026-04-01"]);
    assert_eq!(run.code, 0);
    assert!(run.said.contains(&format!("kept {} as you edited it", letter.display())), "{}", run.said);
    assert_eq!(std::fs::read_to_string(&letter).unwrap(), edited);
}

#[test]
fn a_calendar_that_is_not_ours_is_kept() {
    let out = tempfile::tempdir().unwrap();
    std::fs::write(out.path().join("claims.ics"), "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").unwrap();
    let run = claims(out.path(), &[]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("error[not-ours]"), "{}", run.said);
}

#[test]
fn a_closed_window_says_so() {
    let out = tempfile::tempdir().unwrap();
    let run = claims(out.path(), &["--as-of", "2026-05-01"]);
    assert!(run.result.contains("closed on 30 April 2026"), "{}", run.result);
    let letters = files(&out.path().join("claims"));
    let ours = "## For us: take this part out before you send the letter";
    let closed = letters.iter().filter(|(_, text)| {
        let (letter, notes) = text.split_once(ours).unwrap();
        // The vendor is not told that we are late.
        assert!(!letter.contains("received by") && !letter.contains("has closed"), "{letter}");
        notes.contains("The window for this claim has closed")
    });
    assert_eq!((letters.len(), closed.count()), (3, 1));
    assert!(
        run.result.contains("**2 claims to write**, and 1 whose window has closed, from 8 lines"),
        "{}",
        run.result
    );
    let doubtful = proviso(root(), &["credit", "--incidents", LOG, "--as-of", "2026-04-29"]);
    assert!(doubtful.result.contains("28 April 2026 has passed; by another reading 30 April 2026"));
}

#[test]
fn every_line_of_the_calendar_fits_and_unfolds() {
    let out = tempfile::tempdir().unwrap();
    claims(out.path(), &[]);
    let calendar = std::fs::read_to_string(out.path().join("claims.ics")).unwrap();
    assert!(calendar.ends_with("END:VCALENDAR\r\n") && !calendar.replace("\r\n", "").contains('\n'));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = calendar.replace("\r\n ", "");
    let values = |name: &str| -> Vec<&str> {
        unfolded.split("\r\n").filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect()
    };
    assert_eq!(values("DTSTART;VALUE=DATE"), ["20260411", "20260428", "20260428"]);
    assert_eq!(values("DTEND;VALUE=DATE"), ["20260412", "20260429", "20260429"]);
    assert_eq!(values("BEGIN").len(), values("END").len());
    let mut ids = values("UID");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3);
}

#[test]
fn the_same_bytes_wherever_and_whenever() {
    let here = proviso(root(), &["credit", "--incidents", LOG]);
    let folder = tempfile::tempdir().unwrap();
    let log = root().join(LOG);
    let mut there = command(folder.path(), &["credit", "--incidents", log.to_str().unwrap()]);
    there.env("TZ", "Asia/Tokyo").env("LC_ALL", "tr_TR.UTF-8").env("TZDIR", folder.path());
    assert!(here == ran(there));
}

#[test]
fn one_question() {
    let ask = |more: &[&str]| {
        let mut arguments = vec!["credit"];
        arguments.extend(more);
        proviso(root(), &arguments)
    };
    let one = ask(&["zones", "--month", "2026-02", "--fees", "USD 12000", "--downtime", "95m"]);
    assert!(one.result.contains("| 10% of USD 12,000.00 = USD 1,200.00 |"), "{}", one.result);
    snapshot("credit/question.md", &one.result);
    let all = ask(&["Virtual Machines", "--month", "2026-02", "--downtime", "95m"]);
    snapshot("credit/question-service.md", &all.result);
    let mixed = ["--disk", "premium", "--disk", "standard-hdd"];
    let mixed =
        ask(&[&["single-instance", "--month", "2026-04", "--fees", "USD 3000", "--downtime", "2592m"][..], &mixed]
            .concat());
    assert!(mixed.result.contains("10% of USD 3,000.00 = USD 300.00"), "{}", mixed.result);
    let reseller = ask(&[
        "zones",
        "--month",
        "2026-04",
        "--fees",
        "USD 8000",
        "--reseller-estimate",
        "USD 10000",
        "--downtime",
        "2161m",
    ]);
    assert!(
        reseller.result.contains("(the estimated retail price), limited to the fees of the month = USD 8,000.00"),
        "{}",
        reseller.result
    );
    let suite =
        ask(&["zones", "--month", "2026-04", "--fees", "USD 1000", "--suite-share", "30%", "--downtime", "433m"]);
    assert!(suite.result.contains("= USD 75.00"), "{}", suite.result);
    let days = ask(&["zones", "--month", "2026-03", "--licence", "open-value", "--downtime", "23m"]);
    assert!(days.result.contains("10% of 31 days = 3.1 days of service"), "{}", days.result);
    let list = ask(&["--list"]);
    assert_eq!(list.code, 0);
    snapshot("credit/list.md", &list.result);
}

#[test]
fn what_cannot_be_asked() {
    let mut all = String::new();
    for arguments in [
        &["credit"][..],
        &["credit", "zone", "--month", "2026-02", "--downtime", "95m"],
        &["credit", "zones", "--downtime", "95m"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "95m", "--disk", "premium"],
        &["credit", "single-instance", "--month", "2026-02", "--downtime", "95m", "--disk", "premum"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "95m", "--licence", "open-valu"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "29d"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "5h", "--running", "2h"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "95m", "--claims", "claims"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "95m", "--fees", "USD 12.000"],
        &["credit", "capacity-reservation", "--month", "2026-02", "--downtime", "80m"],
        &["credit", "--incidents", "profiles/northwind-outages.csv", "--reseller-estimate", "USD 5"],
        &["credit", "--incidents", "profiles/nowhere.csv"],
        &["credit", "--incidents", "profiles/northwind-bank.yaml"],
    ] {
        let run = proviso(root(), arguments);
        assert_eq!((run.code, run.result.as_str()), (2, ""), "{arguments:?}");
        all.push_str(&format!("$ proviso {}\n{}\n", arguments.join(" "), run.said));
    }
    for arguments in [
        &["credit", "zones", "--month", "Feb", "--downtime", "95m"][..],
        &["credit", "zones", "--month", "2026-02", "--downtime", "95"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "1,5h"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "95m", "--running", "0m"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "95m", "--zone", "Europe/Berlim"],
        &["credit", "zones", "--month", "2026-02", "--downtime", "95m", "--fees", "12000"],
    ] {
        let run = proviso(root(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        all.push_str(&format!("$ proviso {}\n{}\n", arguments.join(" "), run.said));
    }
    snapshot("credit/refused.txt", &all);
}

#[test]
fn lines_that_are_left_out_are_told_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| std::fs::write(folder.path().join("log.csv"), text).unwrap();
    let run = || proviso(folder.path(), &["credit", "--incidents", "log.csv"]);
    let head = "start,end,level,resource,fees\n";
    let good = "2026-02-03T09:12Z,2026-02-03T10:47Z,zones,a,USD 12000\n";
    write(&format!("{head}{good}2026-02-31T09:12Z,2026-02-03T10:47Z,zones,b,USD 1\n\"open,,,,\n{good}"));
    let some = run();
    assert_eq!(some.code, 1);
    assert!(some.said.contains("log.csv:3:1") && some.said.contains("log.csv:4:1"), "{}", some.said);
    assert!(some.result.contains("2 lines were left out") && some.result.contains("USD 1,200.00"), "{}", some.result);
    write(&format!("{head}{good}"));
    assert_eq!(run().code, 0);
    write(&format!("{head}2026-02-31T09:12Z,2026-02-03T10:47Z,zones,b,USD 1\n"));
    let none = run();
    assert_eq!((none.code, none.result.as_str()), (2, ""));
    write("");
    assert_eq!(run().code, 2);
}

#[test]
fn the_same_log_in_yaml() {
    let folder = tempfile::tempdir().unwrap();
    let yaml = "\
zone: Europe/Berlin
currency: USD
incidents:
  - start: 2026-02-03 10:12
    end: 2026-02-03 11:47
    level: zones
    resource: payments
    what: Both zones could not be reached
    tried:
      - Restarted the gateways
      - Opened a ticket
  - { start: 2026-02-04 10:00, end: 2026-02-04, level: zones, resource: payments }
resources:
  - { resource: payments, level: zones, month: 2026-02, fees: 12000, running: 20 days }
";
    std::fs::write(folder.path().join("log.yaml"), yaml).unwrap();
    let run = proviso(folder.path(), &["credit", "--incidents", "log.yaml", "--claims", "claims"]);
    assert_eq!(run.code, 1, "{}", run.said);
    assert!(run.said.contains("`2026-02-04` has no time of day"), "{}", run.said);
    assert!(run.said.contains("log.yaml:12:"), "{}", run.said);
    assert!(run.result.contains("95 minutes of 28,800 minutes"), "{}", run.result);
    let letter = &files(&folder.path().join("claims"))[0].1;
    assert!(letter.contains("Restarted the gateways; Opened a ticket") && letter.contains("USD 1,200.00"), "{letter}");
}
