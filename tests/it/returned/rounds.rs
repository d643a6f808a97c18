//! Three rounds of a bank's talks, from the pack to the ledger, as people go through them.

use std::fs;

use jiff::civil::date;

use super::deal::{CHECKLIST, Deal, EXCEL, WORD, after_item};
use super::office::{write_excel, write_excel_day, write_word};
use crate::command::{proviso, snapshot};

#[test]
fn three_rounds() {
    let deal = Deal::new();
    deal.brief(&[]);
    let first = deal.all();
    deal.brief(&[]);
    assert_eq!(deal.all(), first, "written twice, the same bytes");

    // Round 1: Microsoft answers in Word, procurement notes owners in Excel, and legal
    // works in the checklist.
    deal.change(WORD, |list| {
        let list = write_word(&list, "F3EA", "Response", "In an e-mail, not in the contract.\nNo more than that.");
        let list = write_word(&list, "F3EA", "Status", "Agreed in part");
        write_word(&list, "3C5H", "Status", "Refused")
    });
    deal.change(EXCEL, |list| {
        let list = write_excel(&list, "F3EA", "Owner", "Maria (IT)");
        let list = write_excel_day(&list, "F3EA", "Due", date(2026, 12, 15));
        write_excel(&list, "3C5H", "Status", "Parked")
    });
    deal.change_text(CHECKLIST, |text| {
        let text = text.replacen("- [ ] **Quota in writing", "- [x] **Quota in writing", 1);
        let text = after_item(
            &text,
            "azure-openai/quota-in-writing",
            "  - outcome: conceded to fallback 1\n  - the CIO knows, zebra-note",
        );
        after_item(&text, "azure-openai/token-rate", "  - owner: internal-owner")
    });
    let checked = deal.record(&["--check"]);
    snapshot("returned/check.txt", &format!("{}=====\n{}", checked.result, checked.said));
    let before = deal.all();
    assert_eq!(deal.record(&["--check"]), checked);
    assert_eq!(deal.all(), before, "nothing is written");
    assert_eq!(deal.record(&["--as-of", "2026-11-30"]).code, 0);
    assert_eq!(deal.record(&["--check"]).result, "nothing new\n");

    // Round 2: the lists are written anew and settle what the two sides saw differently.
    deal.brief(&["--round", "2"]);
    assert!(deal.place("earlier/issues-list (1).docx").exists() && deal.place("earlier/issues-list (1).xlsx").exists());
    let kept: Vec<_> = before.iter().filter(|(name, _)| name.contains("issues-list.") && name.ends_with('x')).collect();
    assert!(
        kept.iter().all(|(_, bytes)| deal.all().iter().any(|(name, now)| name.contains("earlier") && now == bytes))
    );
    let theirs = deal.counterparty();
    for inside in ["zebra-note", "conceded", "internal-owner"] {
        assert!(!theirs.contains(inside), "{inside} is not for the other side");
    }
    for shared in ["No more than that.", "Maria (IT)", "Word: Refused / Excel: Parked"] {
        assert!(theirs.contains(shared), "{shared}");
    }
    let second = deal.all();
    deal.brief(&[]);
    assert_eq!(deal.all(), second, "once more, the same bytes");
    deal.change(EXCEL, |list| write_excel(&list, "3C5H", "Status", "Agreed"));
    deal.change(WORD, |list| write_word(&list, "C452", "Response", "10%, and no more"));

    // Round 3: a point is met by the draft: it is settled, and stays in the list with what was
    // said of it.
    assert_eq!(deal.record(&["--as-of", "2026-12-20"]).code, 0);
    let profile = deal.folder.path().join("northwind-bank.yaml");
    let text = fs::read_to_string(&profile).unwrap();
    assert!(text.contains("      discount: 5%\n"), "{text}");
    fs::write(&profile, text.replace("      discount: 5%\n", "      discount: 20%\n")).unwrap();
    deal.brief(&["--round", "3", "--as-of", "2027-01-10"]);
    let third = deal.all();
    deal.brief(&["--as-of", "2027-01-10"]);
    assert_eq!(deal.all(), third, "what is settled stands once");
    let list = fs::read_to_string(deal.place("counterparty/issues-list.md")).unwrap();
    assert!(list.contains("C452") && list.contains("10%, and no more") && list.contains("| Agreed |"), "{list}");
    let json = fs::read_to_string(deal.place("counterparty/issues-list.json")).unwrap();
    assert!(json.contains("\"C452\"") && json.contains("10%, and no more"), "{json}");
    let checklist = fs::read_to_string(deal.place(CHECKLIST)).unwrap();
    let settled = checklist.split_once("## Settled by now\n").unwrap().1;
    let (settled, gone) = settled.split_once("## No longer applies\n").unwrap_or((settled, ""));
    for says in ["  - settled: the draft has what was asked for\n", "  - in the list: response: 10%, and no more"] {
        assert!(settled.contains(says), "{settled}");
    }
    assert!(checklist.contains("owner: internal-owner") && !gone.contains("C452"), "{gone}");
    // An answer to an older list still comes in.
    deal.change(WORD, |_| {
        write_word(&second.iter().find(|(name, _)| name.ends_with(WORD)).unwrap().1, "C452", "Status", "Refused")
    });
    let ran = deal.record(&["--round", "3", "--as-of", "2027-01-31"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    snapshot("returned/ledger.md", &ran.result);
    snapshot("returned/ledger.json", &deal.record(&["--format", "json"]).result);
    let page = deal.record(&["--format", "html"]).result;
    assert!(page.contains("In an e-mail, not in the contract.<br>No more than that."), "{page}");
    let over = deal.record(&["--round", "1"]);
    assert_eq!(over.code, 2);
    snapshot("returned/over.txt", &over.said);
}

#[test]
fn mistakes_in_several_files_are_told_at_once_and_nothing_is_written() {
    let deal = Deal::new();
    deal.brief(&[]);
    deal.change(WORD, |list| write_word(&list, "F3EA", "Ref", "F3EX"));
    deal.change(EXCEL, |list| list[..list.len() / 2].to_vec());
    deal.change_text(CHECKLIST, |text| after_item(&text, "azure-openai/token-rate", "  - outcome: they laughed"));
    let before = deal.all();
    let read = deal.record(&[]);
    assert_eq!((read.code, read.result.as_str()), (2, ""));
    let said = read.said.replace('\\', "/");
    let without_excerpt: String =
        said.lines().filter(|line| !line.contains('|')).map(|line| format!("{line}\n")).collect();
    snapshot("returned/mistakes.txt", &without_excerpt);
    let brief = proviso(deal.folder.path(), &["brief", "northwind-bank.yaml", "--out", "pack"]);
    assert_eq!((brief.code, brief.said), (2, read.said));
    assert_eq!(deal.all(), before);
}

#[test]
fn other_files_that_people_edited_are_refused_as_ever() {
    let deal = Deal::new();
    deal.brief(&[]);
    deal.change(WORD, |list| write_word(&list, "F3EA", "Status", "Agreed"));
    deal.change_text("internal/briefing.md", |text| text + "mine\n");
    let before = deal.all();
    let brief = proviso(deal.folder.path(), &["brief", "northwind-bank.yaml", "--out", "pack"]);
    assert_eq!(brief.code, 2);
    assert!(
        brief.said.contains("briefing.md` has been edited") && !brief.said.contains("issues-list"),
        "{}",
        brief.said
    );
    assert_eq!(deal.all(), before);
}

#[test]
fn one_company_s_answers_do_not_get_into_another_s_list() {
    let deal = Deal::new();
    deal.brief(&[]);
    let profile = deal.folder.path().join("northwind-bank.yaml");
    let other = fs::read_to_string(&profile).unwrap().replace("profile: Northwind Bank", "profile: Southwind Bank");
    fs::write(&profile, other).unwrap();
    let ran = proviso(deal.folder.path(), &["brief", "northwind-bank.yaml", "--out", "pack", "--only", "issues-list"]);
    assert_eq!(ran.code, 2);
    snapshot("returned/another.txt", &ran.said);
}

#[test]
fn folders_without_a_pack() {
    let deal = Deal::new();
    let missing = deal.record(&[]);
    let file = proviso(deal.folder.path(), &["record", "northwind-bank.yaml"]);
    fs::create_dir(deal.folder.path().join("pack")).unwrap();
    let empty = deal.record(&[]);
    deal.brief(&[]);
    fs::write(deal.place("record.json"), "{\"schema\": \"proviso.record/1\", \"entries\": 5}").unwrap();
    let damaged = deal.record(&[]);
    fs::write(deal.place("record.json"), "[]").unwrap();
    let foreign = deal.record(&[]);
    let all = [missing, file, empty, damaged, foreign];
    assert!(all.iter().all(|ran| ran.code == 2 && ran.result.is_empty()));
    snapshot("returned/folders.txt", &all.map(|ran| ran.said).concat());
}
