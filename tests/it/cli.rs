//! The command line: help, exit codes, mistakes and their repair.

use crate::command::{proviso, root, snapshot};

#[test]
fn help_of_every_command() {
    let mut all = String::new();
    for arguments in [
        &["--help"][..],
        &["ask", "--help"],
        &["assess", "--help"],
        &["check", "--help"],
        &["compare", "--help"],
        &["credit", "--help"],
        &["fmt", "--help"],
        &["init", "--help"],
        &["new", "--help"],
        &["plan", "--help"],
        &["portfolio", "--help"],
        &["schema", "--help"],
        &["record", "--help"],
        &["test", "--help"],
        &["init", "--help"],
        &["explain", "--help"],
        &["doc", "--help"],
        &["export", "--help"],
        &["export", "sql", "--help"],
    ] {
        let run = proviso(root(), arguments);
        assert_eq!(run.code, 0);
        assert!(run.result.contains("proviso "), "an example in {arguments:?}");
        all.push_str(&format!("$ proviso {}\n{}\n", arguments.join(" "), run.result));
    }
    snapshot("cli/help.txt", &all);
}

#[test]
fn the_starter_profile_is_a_profile() {
    let folder = tempfile::tempdir().unwrap();
    let starter = proviso(root(), &["init", "azure-openai"]);
    assert_eq!(starter.code, 0);
    std::fs::write(folder.path().join("deal.yaml"), &starter.result).unwrap();
    let check = proviso(folder.path(), &["check", "deal.yaml"]);
    assert_eq!((check.code, check.result.as_str(), check.said.as_str()), (0, "", "no errors\n"));
    assert_eq!(proviso(folder.path(), &["assess", "deal.yaml"]).code, 0);
}

#[test]
fn a_mistake_is_mended_by_its_message_alone() {
    let folder = tempfile::tempdir().unwrap();
    let good = std::fs::read_to_string(root().join("profiles/northwind-bank.yaml")).unwrap();
    assert!(good.contains("support.tier:"));
    let wrong = good.replace("support.tier:", "suport.tier:");
    std::fs::write(folder.path().join("deal.yaml"), &wrong).unwrap();
    let check = proviso(folder.path(), &["check", "deal.yaml"]);
    assert_eq!(check.code, 1);
    let advice = check.result.lines().find(|line| line.contains("did you mean")).unwrap();
    let meant = advice.split('`').nth(1).unwrap();
    let mended = wrong.replace("suport.tier", meant);
    std::fs::write(folder.path().join("deal.yaml"), mended).unwrap();
    assert_eq!(proviso(folder.path(), &["check", "deal.yaml"]).code, 0);
}

#[test]
fn exit_codes() {
    let assess = |more: &[&str]| {
        let mut arguments = vec!["assess", "profiles/northwind-bank.yaml"];
        arguments.extend(more);
        proviso(root(), &arguments).code
    };
    assert_eq!(assess(&[]), 0);
    assert_eq!(assess(&["--fail-on", "walk-away"]), 1, "the draft is past a walk-away");
    assert_eq!(assess(&["--fail-on", "nonsense"]), 2);
    assert_eq!(assess(&["--as-of", "2026-02-30"]), 2);
    assert_eq!(assess(&["--rules", "nowhere"]), 2);
    assert_eq!(assess(&["--templates", "src"]), 2, "files that are no templates");
    let open = proviso(root(), &["assess", "profiles/lumen-labs.yaml", "--fail-on", "walk-away"]);
    assert_eq!(open.code, 3, "nothing decided is past a walk-away, something open could be");
    assert_eq!(proviso(root(), &["check", "nowhere.yaml"]).code, 2);
    assert_eq!(proviso(root(), &["check", "rules", "profiles/lumen-labs.yaml"]).code, 0);
}

#[test]
fn all_mistakes_of_a_run_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let profile = "\
profile: Made Up
as-of: 2026-13-01
packs: [azure-opnai]
facts:
  support.tier: gold
";
    std::fs::write(folder.path().join("deal.yaml"), profile).unwrap();
    let run = proviso(folder.path(), &["check", "deal.yaml"]);
    snapshot("cli/mistakes.txt", &run.result);
    let mended = profile.replace("azure-opnai", "azure-openai");
    std::fs::write(folder.path().join("deal.yaml"), mended).unwrap();
    let run = proviso(folder.path(), &["check", "deal.yaml"]);
    snapshot("cli/mistakes-of-values.txt", &run.result);
}

#[test]
fn one_file_of_a_pack_is_checked_with_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let pack = "pack house \"House\" {\n    version \"1\"\n    vendor \"V\"\n    owners legal \"Legal\"\n    phases prepare < sign\n    documents e-mail < contract\n}\n";
    std::fs::write(folder.path().join("pack.proviso"), pack).unwrap();
    std::fs::write(folder.path().join("facts.proviso"), "fact size \"Size\" { type number   ask \"How big?\" }\n")
        .unwrap();
    std::fs::write(
        folder.path().join("more.proviso"),
        "define big as size at least 10\ndefine huge as siez at least 99\n",
    )
    .unwrap();
    let facts = proviso(folder.path(), &["check", "facts.proviso"]);
    assert_eq!((facts.code, facts.result.as_str()), (0, ""));
    let more = proviso(folder.path(), &["check", "more.proviso"]);
    assert_eq!(more.code, 1);
    assert!(more.result.contains("did you mean `size`?"), "{}", more.result);
    assert_eq!(proviso(folder.path(), &["check", "."]).code, 1);
}

#[test]
fn a_file_with_a_header_does_not_need_what_stands_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let pack = "pack house \"House\" {\n    version \"1\"\n    vendor \"V\"\n    owners legal \"Legal\"\n    phases prepare < sign\n    documents e-mail < contract\n}\n";
    write("pack.proviso", pack);
    write("facts.proviso", "fact size \"Size\" { type number   ask \"How big?\" }\n");
    write("broken.proviso", "%PDF-1.7");
    let alone = proviso(folder.path(), &["check", "pack.proviso"]);
    assert_eq!((alone.code, alone.result.as_str(), alone.said.as_str()), (0, "", "no errors\n"));
    let part = proviso(folder.path(), &["check", "facts.proviso"]);
    assert_eq!(part.code, 2, "a file without a header is checked with the others");
    assert!(part.said.contains("broken.proviso"), "{}", part.said);
    // What is missing may stand in the file that could not be read.
    write("pack.proviso", &format!("{pack}define large as sise at least 5\n"));
    let lacking = proviso(folder.path(), &["check", "pack.proviso"]);
    assert_eq!(lacking.code, 2);
    assert!(lacking.result.contains("did you mean `size`?") && lacking.said.contains("broken.proviso"), "{lacking:?}");
    assert_eq!(proviso(folder.path(), &["check", "."]).code, 2);
}

#[test]
fn lines_may_end_as_on_old_macs() {
    let folder = tempfile::tempdir().unwrap();
    let profile =
        "# A comment.\nprofile: Made Up\nas-of: 2026-11-21\npacks: [azure-openai]\nfacts:\n  support.tier: gold\n";
    std::fs::write(folder.path().join("mac.yaml"), profile.replace('\n', "\r")).unwrap();
    std::fs::write(folder.path().join("plain.yaml"), profile).unwrap();
    let mac = proviso(folder.path(), &["check", "mac.yaml"]).result;
    assert!(mac.contains("--> mac.yaml:6:17"), "{mac}");
    assert_eq!(mac.replace("mac.yaml", "plain.yaml"), proviso(folder.path(), &["check", "plain.yaml"]).result);
}

/// A result that is not written is no result; a reader who has seen enough is no fault.
#[cfg(target_os = "linux")]
#[test]
fn a_result_that_is_not_written() {
    use crate::command::{command, ran};
    use std::process::Stdio;
    for arguments in [&["init", "azure-openai"][..], &["--help"]] {
        let mut full = command(root(), arguments);
        full.stdout(std::fs::File::create("/dev/full").unwrap());
        let full = ran(full);
        assert_eq!(full.code, 2, "{arguments:?}: {}", full.said);
    }
    let mut full = command(root(), &["init", "azure-openai"]);
    full.stdout(std::fs::File::create("/dev/full").unwrap());
    let said = ran(full).said;
    assert!(said.contains("the result cannot be written: there is no room left"), "{said}");
    let mut closed = command(root(), &["init", "azure-openai"]);
    let mut child = closed.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &[][..]));
}

#[test]
fn a_template_can_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("style.css"), "body { color: rebeccapurple }\n").unwrap();
    let own = folder.path().to_str().unwrap();
    let run = proviso(root(), &["assess", "profiles/lumen-labs.yaml", "--format", "html", "--templates", own]);
    assert_eq!(run.code, 0);
    assert!(run.result.contains("rebeccapurple"));
}

#[test]
fn a_broken_head_is_one_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let pack = "pack house \"House\" {\n    version \"1\"\n    vendor \"V\"\n    owners legal \"Legal\"\n    phases prepare, sign\n    documents e-mail < contract\n}\nsource guide \"G\" { kind advisory   as-of 2026-01-01 }\nchecklist c \"C\" {\n    owner legal   phase prepare   from guide \"1\"\n    step one \"Do it.\"\n}\n";
    std::fs::write(folder.path().join("house.proviso"), pack).unwrap();
    let check = proviso(folder.path(), &["check", "house.proviso"]);
    assert_eq!(check.code, 1);
    assert_eq!(check.result.matches("error[").count(), 1, "{}", check.result);
}

#[test]
fn warnings_alone_are_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let pack = "\
pack house \"House\" {
    version \"1\"
    vendor \"V\"
    owners legal \"Legal\"
    phases prepare < sign
    documents e-mail < contract
}
source guide \"G\" { kind advisory   as-of 2026-01-01   recheck 6 months }
fact ends \"End\" { type date   ask \"When?\" }
checklist list \"List\" {
    owner legal   phase prepare   from guide \"1\"
    step one \"Do it.\" { when ends has passed and ends after 2027-01-01 }
}
";
    std::fs::write(folder.path().join("house.proviso"), pack).unwrap();
    let check = |more: &[&str]| proviso(folder.path(), &[&["check", "house.proviso"], more].concat());
    let without = check(&[]);
    assert_eq!((without.code, without.result.as_str()), (0, ""));
    assert_eq!(
        without.said,
        "no errors\n1 question was not decided: it rests on the day of the assessment (give it with `--as-of`)\n"
    );
    let with = check(&["--as-of", "2026-11-21"]);
    assert_eq!((with.code, with.said.as_str()), (0, "no errors, 2 warnings\n"), "{}", with.result);
    assert!(with.result.contains("warning[stale-source]") && with.result.contains("warning[never-holds]"));
    assert_eq!(check(&["--as-of", "yesterday"]).code, 2);
}
