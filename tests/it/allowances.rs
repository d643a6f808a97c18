//! `allow` and `treat`: what a pack itself says about findings of `check`.

use crate::command::{Ran, proviso};

fn check(head: &str, fact: &str, term: &str) -> Ran {
    let text = format!(
        "pack p \"P\" {{\n    version \"1\"   vendor \"V\"   owners a   phases x < y   documents d < e\n{head}}}\n\
         source s \"S\" {{ kind vendor   as-of 2026-01-01 }}\n\
         fact f \"F\" {{ type number   ask \"?\"{fact} }}\n\
         term t \"T\" {{ type duration   ask \"?\"{term} }}\n\
         risk r \"R\" {{\n    severity high   owner a   phase x   from s   pitfall \"P.\"\n    \
         redline q \"Q\" {{ preferred t at least 3 days   propose \"P.\" }}\n}}\n"
    );
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("p.proviso"), text).unwrap();
    proviso(folder.path(), &["check", "p.proviso"])
}

/// The codes of what is found, each with its level.
fn found(run: &Ran) -> Vec<&str> {
    let heads = run.result.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning["));
    heads.map(|line| line.split(':').next().unwrap()).collect()
}

#[test]
fn a_finding_is_allowed_where_it_is_and_nowhere_else() {
    let plain = check("", "", "");
    assert_eq!((plain.code, found(&plain)), (0, vec!["warning[unused]", "warning[no-direction]"]));
    let allowed = check("", "   allow unused because \"For the next round.\"", "");
    assert_eq!(found(&allowed), ["warning[no-direction]"]);
    let elsewhere = check("", "", "   allow unused because \"Which?\"");
    assert_eq!(found(&elsewhere), ["warning[unused]", "warning[no-direction]", "warning[idle-allowance]"]);
}

#[test]
fn a_pack_says_how_much_findings_weigh() {
    let graver = check("    treat unused as error\n", "", "");
    assert_eq!((graver.code, found(&graver)), (1, vec!["error[unused]", "warning[no-direction]"]));
    let off = check("    treat unused as off\n    treat no-direction as off\n", "", "");
    assert_eq!((off.code, found(&off)), (0, vec![]));
}

#[test]
fn what_is_allowed_is_allowed_even_where_it_would_be_an_error() {
    let run = check("    treat unused as error\n", "   allow unused because \"For the next round.\"", "");
    assert_eq!((run.code, found(&run)), (0, vec!["warning[no-direction]"]));
}
