//! `proviso new`: what it prints holds, but for its blanks.

use std::path::Path;

use crate::command::{Ran, proviso};

const KINDS: [&str; 16] = [
    "source",
    "fact",
    "term",
    "parameter",
    "figure",
    "define",
    "risk",
    "redline",
    "mitigation",
    "question",
    "checklist",
    "lever",
    "duty",
    "sla",
    "conflict",
    "test",
];

fn new(folder: &Path, kind: &str, name: &str, pack: &str) -> String {
    let run = proviso(folder, &["new", kind, name, pack]);
    assert_eq!((run.code, run.said.as_str()), (0, ""), "{kind}");
    run.result
}

/// What `check` says of a file; each error by its code.
fn codes(run: &Ran) -> Vec<String> {
    let errors = run.result.lines().filter_map(|line| line.strip_prefix("error["));
    errors.filter_map(|line| line.split(']').next().map(str::to_owned)).collect()
}

#[test]
fn everything_made_passes_check_but_for_its_blanks() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let pack = proviso(folder.path(), &["new", "pack", "acme"]).result;
    write("acme.proviso", &pack);
    let mut all = pack.clone();
    for kind in KINDS {
        let made = new(folder.path(), kind, &format!("new-{kind}"), "acme.proviso");
        all.push_str(&format!("\n{made}"));
    }
    write("acme.proviso", &all);
    let laid_out = proviso(folder.path(), &["fmt", "--check", "acme.proviso"]);
    assert_eq!(laid_out.code, 0, "{}", laid_out.result);
    let blanks = all.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.matches("\"___\"")).count();
    let found = codes(&proviso(folder.path(), &["check", "acme.proviso"]));
    assert_eq!(found, vec!["blank"; blanks]);
    let parts: Vec<&str> = all.split("___").collect();
    let filled: String = parts
        .iter()
        .enumerate()
        .map(|(at, part)| if at == 0 { (*part).to_owned() } else { format!("Words {at}{part}") })
        .collect();
    write("acme.proviso", &filled);
    let run = proviso(folder.path(), &["check", "acme.proviso"]);
    assert_eq!(codes(&run), Vec::<String>::new(), "{}", run.result);
    write("acme.proviso", &pack.replace("___", "Words"));
    let run = proviso(folder.path(), &["check", "acme.proviso"]);
    assert!(!run.result.contains("untested"), "{}", run.result);
    let run = proviso(folder.path(), &["test", "acme.proviso"]);
    assert_eq!((run.code, run.result.as_str()), (0, "2 tests passed\n"));
}

#[test]
fn what_is_no_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (name, told) in [("My Pack", "write `my-pack`"), ("my_pack", "write `my-pack`"), ("3", "a small letter")] {
        let run = proviso(folder.path(), &["new", "pack", name]);
        assert_eq!((run.code, run.result.as_str()), (2, ""));
        assert!(run.said.contains(told), "{}", run.said);
    }
}

#[test]
fn a_house_pack_is_made_for_the_pack_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let made = new(folder.path(), "overlay", "ours", "azure-openai");
    assert!(made.contains("\nextend azure-openai\n"), "{made}");
    std::fs::write(folder.path().join("ours.proviso"), made).unwrap();
    assert_eq!(codes(&proviso(folder.path(), &["check", "ours.proviso"])), ["blank"]);
}

#[test]
fn what_is_needed_first_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let said = |arguments: &[&str]| {
        let run = proviso(folder.path(), arguments);
        assert_eq!((run.code, run.result.as_str()), (2, ""));
        run.said
    };
    assert!(said(&["new", "redlin", "exit"]).contains("did you mean `redline`?"));
    assert!(said(&["new", "redline", "exit"]).contains("no pack is named"));
    std::fs::write(folder.path().join("bare.proviso"), "pack bare \"Bare\" { version \"1\" }\n").unwrap();
    assert!(said(&["new", "redline", "exit", "bare.proviso"]).contains("the pack has none yet"));
}
