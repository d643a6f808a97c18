//! What `brief` and `record` tell people who did something else than was meant.

use std::fs;

use super::deal::{Deal, EXCEL, WORD};
use super::office::{write_excel, write_word};
use crate::command::{Ran, proviso, snapshot};

fn brief(deal: &Deal, more: &[&str]) -> Ran {
    proviso(deal.folder.path(), &[&["brief", "northwind-bank.yaml", "--out", "pack"], more].concat())
}

/// Messages with the paths of one system.
fn said(ran: &Ran) -> String {
    ran.said.replace('\\', "/")
}

#[test]
fn a_list_under_another_name_is_not_passed_over_in_silence() {
    let deal = Deal::new();
    deal.brief(&[]);
    let list = fs::read(deal.place(WORD)).unwrap();
    for name in [
        "counterparty/issues-list - Microsoft comments.docx",
        "counterparty/~$issues-list.docx",
        "counterparty/answers to questions.xlsx",
        "counterparty/photo.png",
        "internal/checklist (1).md",
        "internal/our strategy.docx",
    ] {
        fs::write(deal.place(name), &list).unwrap();
    }
    let checked = deal.record(&["--check"]);
    assert_eq!((checked.code, checked.result.as_str()), (0, "nothing new\n"));
    snapshot("returned/strangers.txt", &said(&checked));
    let briefed = brief(&deal, &[]);
    assert!(briefed.code == 0 && said(&briefed).contains(&said(&checked)), "{}", briefed.said);
}

#[test]
fn what_cannot_be_done_says_what_can() {
    let deal = Deal::new();
    let mut told = String::new();
    let mut refused = |more: &[&str]| {
        let ran = brief(&deal, more);
        assert_eq!(ran.code, 2, "{more:?}: {}", ran.said);
        told.push_str(&format!("$ brief {}\n{}\n", more.join(" "), said(&ran)));
    };
    refused(&["--only", "briefing,negotiation-plan", "--format", "json,excel"]);
    refused(&["--only", "briefing", "--audience", "counterparty"]);
    refused(&["--only", "deadlines", "--audience", "counterparty"]);
    refused(&["--round", " "]);
    assert!(deal.all_or_none().is_none(), "nothing is written");
    deal.brief(&[]);
    let ran = deal.record(&["--round", ""]);
    assert_eq!(ran.code, 2);
    told.push_str(&format!("$ record --round\n{}\n", said(&ran)));
    let excel = fs::read(deal.place(EXCEL)).unwrap();
    let mut refused = |name: &str, bytes: &[u8]| {
        let before = fs::read(deal.place(name)).unwrap();
        fs::write(deal.place(name), bytes).unwrap();
        let ran = brief(&deal, &[]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.said);
        told.push_str(&format!("$ brief, with another {name}\n{}\n", said(&ran)));
        fs::write(deal.place(name), before).unwrap();
    };
    refused(WORD, &excel);
    refused("internal/checklist.docx", b"ticked");
    fs::remove_dir_all(deal.place("")).unwrap();
    fs::write(deal.folder.path().join("pack"), "a file").unwrap();
    let ran = brief(&deal, &[]);
    assert_eq!(ran.code, 2);
    told.push_str(&format!("$ brief --out FILE\n{}", said(&ran)));
    snapshot("returned/telling.txt", &told);
}

#[test]
fn two_answers_are_told_before_anything_is_sent() {
    let deal = Deal::new();
    deal.brief(&[]);
    deal.change(WORD, |list| write_word(&list, "F3EA", "Status", "Agreed"));
    deal.change(EXCEL, |list| {
        let list = write_excel(&list, "F3EA", "Status", "Refused");
        write_excel(&list, "3C5H", "Owner", "Maria")
    });
    let ran = deal.brief(&[]);
    let last = ran.said.split("wrote ").nth(1).unwrap();
    assert!(last.contains("settle before you send") && last.contains("`F3EA`") && !last.contains("3C5H"), "{last}");
    deal.change(EXCEL, |list| write_excel(&list, "F3EA", "Status", "Agreed"));
    assert!(!deal.brief(&[]).said.contains("settle before you send"));
}

#[test]
fn what_a_killed_run_left_is_taken_away_and_nothing_else() {
    let deal = Deal::new();
    deal.brief(&[]);
    let before = deal.all();
    let left = [".proviso-a1B2c3", "internal/.proviso-zzzzzz", "counterparty/.proviso-000000"];
    left.iter().for_each(|name| fs::write(deal.place(name), "half").unwrap());
    let others = [".proviso-a1B2c", ".proviso-a1B2c3d", ".proviso-notes!", "internal/.provisoX123456", ".hidden"];
    others.iter().for_each(|name| fs::write(deal.place(name), "mine").unwrap());
    fs::create_dir(deal.place(".proviso-folder")).unwrap();
    deal.brief(&[]);
    assert!(left.iter().all(|name| !deal.place(name).exists()));
    assert!(others.iter().all(|name| deal.place(name).exists()) && deal.place(".proviso-folder").is_dir());
    others.iter().for_each(|name| fs::remove_file(deal.place(name)).unwrap());
    assert_eq!(deal.all(), before);
}

/// Where files can be only so large, as on a disk that is full: nothing has been changed, as
/// it is said.
#[cfg(unix)]
#[test]
fn where_there_is_no_room_nothing_changes() {
    let deal = Deal::new();
    let cramped = |out: &str| {
        let script = format!("trap '' XFSZ; ulimit -f 40; exec \"$0\" brief northwind-bank.yaml --out {out}");
        let shell = std::process::Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_proviso")])
            .current_dir(deal.folder.path())
            .output()
            .unwrap();
        (shell.status.code(), String::from_utf8(shell.stderr).unwrap())
    };
    let (code, said) = cramped("new");
    assert!(code == Some(2) && said.contains("nothing has been changed"), "{said}");
    assert!(!deal.folder.path().join("new").exists(), "no folder is left");
    deal.brief(&[]);
    deal.change(WORD, |list| write_word(&list, "F3EA", "Status", "Agreed"));
    let before = deal.all();
    let (code, said) = cramped("pack");
    assert!(code == Some(2) && said.contains("nothing has been changed"), "{said}");
    assert_eq!(deal.all(), before);
}
