//! Files of a pack: those that are empty, not read, or there twice, and parts of a pack.

use std::path::Path;

use crate::command::proviso;

const HEAD: &str = "pack own \"Own\" {
    version \"1\"   vendor \"V\"   owners legal \"Legal\"   phases sign   documents contract
}
";
const WORDS: &str = "source guide \"Guide\" { kind internal   as-of 2026-01-01 }
term notice \"Notice\" { type duration   better higher   ask \"Notice?\" }
";
const RULES: &str = "risk exit \"Exit\" {
    severity high   owner legal   phase sign   from guide   pitfall \"They leave.\"
    redline early \"Early notice\" {
        preferred notice at least 90 days
        walk-away notice below 30 days
        propose \"At least {{ preferred }}.\"
    }
}
";
const TESTS: &str = "test \"One\" {
    given draft notice is 90 days
    expect early is preferred
}
";

fn pack(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("own").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &Path, path: &str) -> String {
    let run = proviso(folder, &["check", path]);
    format!("{}{}", run.result, run.said).replace('\\', "/")
}

fn errors(said: &str) -> Vec<&str> {
    said.lines().filter(|line| line.starts_with("error")).collect()
}

#[test]
fn an_empty_file_is_told_instead_of_what_is_missing() {
    for empty in ["head.proviso", "words.proviso", "rules.proviso"] {
        let text = |name, text| if name == empty { "\n" } else { text };
        let files = [("head.proviso", HEAD), ("words.proviso", WORDS), ("rules.proviso", RULES)];
        let mut files = files.map(|(name, all)| (name, text(name, all))).to_vec();
        files.push(("tests/tests.proviso", TESTS));
        let folder = pack(&files);
        let said = check(folder.path(), "own");
        assert_eq!(errors(&said), [format!("error[cannot-read]: the file `own/{empty}` is empty")], "{said}");
    }
}

#[test]
fn a_file_that_is_not_read_is_told_instead_of_what_is_missing() {
    let folder = pack(&[
        ("head.proviso", HEAD),
        ("words.proviso.txt", WORDS),
        ("rules.proviso", RULES),
        ("tests/tests.proviso", TESTS),
    ]);
    let said = check(folder.path(), "own");
    let expected =
        "error[cannot-read]: the file `own/words.proviso.txt` is not read: the names of rule files end in `.proviso`";
    assert_eq!(errors(&said), [expected], "{said}");
    assert!(said.contains("help: rename it to `own/words.proviso`"), "{said}");
    assert!(said.contains("declared nowhere: `guide`, `notice`"), "{said}");
}

#[test]
fn a_copied_file_is_told_once() {
    let folder = pack(&[
        ("head.proviso", HEAD),
        ("words.proviso", WORDS),
        ("words copy.proviso", WORDS),
        ("rules.proviso", RULES),
        ("tests/tests.proviso", TESTS),
    ]);
    let said = check(folder.path(), "own");
    let expected =
        "error[duplicate-name]: the files `own/words copy.proviso` and `own/words.proviso` declare the same names";
    assert_eq!(errors(&said), [expected], "{said}");
}

#[test]
fn a_folder_inside_a_pack_is_checked_with_it() {
    let files = [("head.proviso", HEAD), ("words.proviso", WORDS), ("rules.proviso", RULES)];
    let folder = pack(&[&files[..], &[("tests/tests.proviso", TESTS)]].concat());
    assert_eq!(check(folder.path(), "own/tests"), "no errors\n");
    let broken = TESTS.replace("early", "earley");
    let folder = pack(&[&files[..], &[("tests/tests.proviso", broken.as_str())]].concat());
    let said = check(folder.path(), "own/tests");
    assert_eq!(errors(&said), ["error[unknown-name]: no rule is called `earley`"], "{said}");
}

#[test]
fn a_profile_has_no_tests() {
    let folder = pack(&[("deal.yaml", "profile: Acme\n")]);
    let run = proviso(folder.path(), &["test", "own/deal.yaml"]);
    assert!(run.said.contains("`own/deal.yaml` is a profile, and holds no rules"), "{}", run.said);
}
