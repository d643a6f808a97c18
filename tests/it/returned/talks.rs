//! What came back stands in the documents of the company's own people, and in no other.

use std::fs;

use proviso::intake::excel_file;

use super::deal::{CHECKLIST, Deal, EXCEL, WORD, after_item};
use super::office::{write_excel, write_word};

/// A pack of which the record knows an agreement, a refusal, a waiver and notes.
fn told() -> Deal {
    let deal = Deal::new();
    deal.brief(&[]);
    deal.change(WORD, |list| {
        let list = write_word(&list, "F62E", "Status", "Agreed");
        let list = write_word(&list, "3C5H", "Status", "Parked");
        let list = write_word(&list, "9F58", "Status", "With the board,\nuntil May");
        write_word(&list, "C452", "Status", "Agreed in part")
    });
    deal.change_text(CHECKLIST, |text| {
        let text = text.replacen("- [ ] **Lower rate for tokens", "- [x] **Lower rate for tokens", 1);
        let text =
            after_item(&text, "azure-openai/token-rate", "  - owner: Anna\n  - due: 31 March 2027\n  - zebra-note");
        let text = after_item(&text, "azure-openai/quota-in-writing", "  - outcome: refused");
        let waived = "  - outcome: waived by cfo, until 30 June 2027\n  - response: perhaps next year";
        after_item(&text, "azure-openai/change-notice", waived) + "\n## Ours\n\nA zebra of its own.\n"
    });
    assert_eq!(deal.record(&[]).code, 0);
    deal.brief(&["--round", "2"]);
    deal
}

fn read(deal: &Deal, name: &str) -> String {
    fs::read_to_string(deal.place(name)).unwrap()
}

#[test]
fn the_checklist_in_excel_says_what_people_wrote() {
    let deal = told();
    let sheet = excel_file(&fs::read(deal.place("internal/checklist.xlsx")).unwrap()).unwrap();
    let rows = &sheet.grids[0].rows;
    let heads = &rows[0].cells;
    let cell = |task: &str, head: &str| {
        let at = |head: &str| heads.iter().position(|known| known == head).unwrap();
        let row = rows.iter().find(|row| row.cells.get(at("Task")).is_some_and(|cell| cell.starts_with(task)));
        row.unwrap_or_else(|| panic!("{task}")).cells.get(at(head)).cloned().unwrap_or_default()
    };
    let token = |head: &str| cell("Lower rate for tokens", head);
    assert_eq!([token("Done"), token("Due"), token("Notes")], ["done", "31 March 2027", "zebra-note"]);
    assert!(token("Owner").starts_with("Anna ("), "{}", token("Owner"));
    assert_eq!(token("In the list"), "Agreed in part");
    assert_eq!(cell("Quota in writing", "Outcome"), "refused");
    assert_eq!(cell("Quota in writing", "Done"), "to do");
    assert_eq!(cell("Notice of material changes", "Response"), "perhaps next year");
    assert!(rows.iter().any(|row| row.cells[0] == "Your notes" && row.cells[11].contains("A zebra of its own.")));
}

#[test]
fn briefing_plan_report_and_calendar_know_where_the_talks_stand() {
    let deal = told();
    let briefing = read(&deal, "internal/briefing.md");
    let says = briefing.lines().find(|line| line.starts_with("**In the talks:**")).unwrap();
    assert!(says.contains("Round 2. Of "), "{says}");
    for part in ["1 agreed, 1 agreed in part, 1 refused, 1 waived, 1 parked, ", " open."] {
        assert!(says.contains(part), "{says}");
    }
    let plan = read(&deal, "internal/negotiation-plan.md");
    for says in [
        "- **In the talks:** Agreed in part (round 1)",
        "- **In the talks:** refused (round 1)",
        "- **In the talks:** With the board, until May (round 1)",
        "- **In the talks:** waived by cfo, until 30 June 2027 (round 1)",
    ] {
        assert!(plan.contains(says), "{says}");
    }
    let report = read(&deal, "internal/gap-report.md");
    assert!(
        report.contains("past your walk-away; in the talks: waived by cfo, until 30 June 2027 (round 1) |"),
        "{report}"
    );
    let days = read(&deal, "internal/deadlines.ics").replace("\r\n ", "");
    assert!(days.contains("DTSTART;VALUE=DATE:20270630") && days.contains("by the CFO runs out"), "{days}");
    for theirs in ["zebra", "in the talks", "In the talks", "refused (round", "runs out"] {
        assert!(!deal.counterparty().contains(theirs), "{theirs}");
    }
    // Nothing was written to the second round yet; a refusal in it is told as one of it.
    deal.change(EXCEL, |list| write_excel(&list, "C452", "Status", "Refused"));
    deal.brief(&["--round", "2"]);
    assert!(read(&deal, "internal/negotiation-plan.md").contains("- **In the talks:** Refused (round 2)"));
}

/// What was won counts as agreed when the draft has it, whoever noted it.
#[test]
fn what_was_won_still_counts() {
    let deal = Deal::new();
    deal.brief(&[]);
    deal.change_text(CHECKLIST, |text| after_item(&text, "azure-openai/token-rate", "  - outcome: won"));
    let profile = deal.folder.path().join("northwind-bank.yaml");
    let text = fs::read_to_string(&profile).unwrap();
    fs::write(&profile, text.replace("      discount: 5%\n", "      discount: 20%\n")).unwrap();
    deal.brief(&[]);
    let briefing = read(&deal, "internal/briefing.md");
    assert!(briefing.contains("**In the talks:** Round 1. Of 39 points: 1 agreed, 38 open."), "{briefing}");
    assert!(!read(&deal, "counterparty/issues-list.md").contains("C452"), "the list knows nothing of it");
    let checklist = read(&deal, CHECKLIST);
    let settled = checklist.split_once("## Settled by now\n").unwrap().1;
    assert!(
        settled.contains("- [x] **Lower rate for tokens.**") && settled.contains("  - outcome: won\n"),
        "{settled}"
    );
}

/// Without a word in any document, the papers say nothing of talks.
#[test]
fn a_fresh_pack_says_nothing_of_talks() {
    let deal = Deal::new();
    deal.brief(&[]);
    for (name, bytes) in deal.all() {
        assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("in the talks:"), "{name}");
    }
}

#[test]
fn rows_that_people_added_stand_among_the_issues_for_programs() {
    let deal = Deal::new();
    deal.brief(&[]);
    deal.change(WORD, |list| {
        let list = write_word(&list, "F3EA", "Status", "Agreed");
        write_word(&list, "F3EA", "Ref", "")
    });
    deal.brief(&[]);
    let list: serde_json::Value = serde_json::from_str(&read(&deal, "counterparty/issues-list.json")).unwrap();
    let all = list["issues"].as_array().unwrap();
    let own: Vec<&serde_json::Value> = all.iter().filter(|issue| issue["reference"] == "N1").collect();
    let [own] = own.as_slice() else { panic!("{list}") };
    assert_eq!((&own["added-by-hand"], &own["status"]), (&true.into(), &"Agreed".into()), "{own}");
    assert_eq!(own["number"], all.len(), "it comes last");
    assert!(all.iter().filter(|issue| issue["reference"] != "N1").all(|issue| issue.get("added-by-hand").is_none()));
}
