//! `proviso fmt`: what is written, what is said, and what is left alone.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::Stdio;

use crate::command::{Ran, command, proviso, snapshot};

const ODD: &str = "fact size \"Size\" {\n\ttype number\n\task \"How big?\"   # in people\n}\n";
const EVEN: &str = "fact size \"Size\" {\n    type number\n    ask  \"How big?\"  # in people\n}\n";
const BROKEN: &str = "define big as size >= 5\n";

fn piped(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child =
        command(folder, arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that refuses what it is asked may end before anybody has written.
    match child.stdin.take().unwrap().write_all(input.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        written => written.unwrap(),
    }
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        result: String::from_utf8(output.stdout).unwrap(),
        said: String::from_utf8(output.stderr).unwrap(),
    }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let place = folder.path().join(name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
    folder
}

#[test]
fn files_and_folders() {
    let all = [("house/a.proviso", ODD), ("house/in/b.proviso", EVEN), ("house/note.txt", ODD), ("c.proviso", ODD)];
    let folder = folder(&all);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let run = proviso(folder.path(), &["fmt", "house", "c.proviso", "./house"]);
    assert_eq!((run.code, run.result.as_str()), (0, ""), "{}", run.said);
    assert_eq!(run.said, "2 files laid out anew, 1 as it should be\n");
    assert_eq!((read("house/a.proviso").as_str(), read("c.proviso").as_str()), (EVEN, EVEN));
    assert_eq!(read("house/note.txt"), ODD);
    let again = proviso(folder.path(), &["fmt", "house", "c.proviso"]);
    assert_eq!(again.said, "3 files as they should be\n");
}

#[test]
fn a_check_changes_nothing() {
    let windows = EVEN.replace('\n', "\r\n");
    let long = format!("define d as size above 5{}\n", " and  size above 5".repeat(20));
    let folder = folder(&[
        ("a.proviso", ODD),
        ("b.proviso", &windows),
        ("c.proviso", EVEN.trim_end()),
        ("d.proviso", &long),
        ("e.proviso", EVEN),
        ("f.proviso", &format!("{EVEN}\n\n")),
    ]);
    let run = proviso(folder.path(), &["fmt", "--check", "."]);
    assert_eq!(run.code, 1);
    snapshot("cli/fmt-check.txt", &format!("{}-----\n{}", run.result, run.said));
    assert_eq!(fs::read_to_string(folder.path().join("a.proviso")).unwrap(), ODD);
    assert_eq!(proviso(folder.path(), &["fmt", "--check", "e.proviso"]).code, 0);
}

#[test]
fn files_with_mistakes_are_left_alone() {
    let folder = folder(&[("a.proviso", BROKEN), ("b.proviso", ODD), ("c.proviso", "risk { }\n")]);
    let run = proviso(folder.path(), &["fmt", "."]);
    assert_eq!(run.code, 1);
    assert!(run.result.contains("a.proviso:1:20") && run.result.contains("write `at least 5`"), "{}", run.result);
    assert!(run.result.contains("c.proviso:1:1"), "{}", run.result);
    assert_eq!(run.said, "1 file laid out anew, 2 left alone because of mistakes\n");
    assert_eq!(fs::read_to_string(folder.path().join("a.proviso")).unwrap(), BROKEN);
    assert_eq!(fs::read_to_string(folder.path().join("b.proviso")).unwrap(), EVEN);
}

#[test]
fn standard_input() {
    let folder = folder(&[]);
    let run = |arguments: &[&str], input: &str| piped(folder.path(), arguments, input);
    let good = run(&["fmt", "-"], ODD);
    assert_eq!((good.code, good.result.as_str(), good.said.as_str()), (0, EVEN, ""));
    let bad = run(&["fmt", "-"], BROKEN);
    assert_eq!((bad.code, bad.result.as_str()), (1, ""));
    assert!(bad.said.contains("standard input:1:20"), "{}", bad.said);
    let check = run(&["fmt", "--check", "-"], ODD);
    assert_eq!(check.code, 1);
    assert!(check.result.starts_with("standard input:2: "), "{}", check.result);
    assert_eq!(run(&["fmt", "--check", "-"], EVEN).code, 0);
    assert_eq!(run(&["fmt", "-"], "").code, 0);
    assert_eq!(run(&["fmt", "-", "a.proviso"], ODD).code, 2);
}

#[test]
fn what_cannot_be_read() {
    let folder = folder(&[("a.proviso", ODD), ("deal.yaml", "profile: P\n"), ("empty/note.txt", "")]);
    for (path, said) in [
        ("deal.yaml", "`deal.yaml` is no rule file"),
        ("nowhere.proviso", "`nowhere.proviso` cannot be read: there is no such file"),
        ("empty", "`empty` holds no rule files"),
    ] {
        let run = proviso(folder.path(), &["fmt", "--check", path, "a.proviso"]);
        assert_eq!(run.code, 2);
        assert!(run.said.contains(said), "{}", run.said);
        assert!(run.result.contains("a.proviso:2"), "the others are told about: {}", run.result);
    }
    assert_eq!(fs::read_to_string(folder.path().join("deal.yaml")).unwrap(), "profile: P\n");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("real.proviso", ODD), ("closed.proviso", ODD)]);
    let real = folder.path().join("real.proviso");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.proviso", folder.path().join("link.proviso")).unwrap();
    assert_eq!(proviso(folder.path(), &["fmt", "link.proviso"]).code, 0);
    assert!(folder.path().join("link.proviso").is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), EVEN);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);

    fs::write(&real, ODD).unwrap();
    let closed = folder.path().join("closed.proviso");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o444)).unwrap();
    let run = proviso(folder.path(), &["fmt", "."]);
    assert_eq!(run.code, 2);
    assert!(run.said.contains("cannot be written: you may not write there"), "{}", run.said);
    assert_eq!(fs::read_to_string(&real).unwrap(), ODD, "all or nothing");
}
