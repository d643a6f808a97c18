//! Whole stories: two files in, the document out.

use super::{edited_pack, rounds};
use crate::command::{proviso, root, snapshot};

#[test]
fn two_rounds_of_the_bank() {
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path());
    let run = proviso(folder.path(), &["compare", "round-1.yaml", "round-2.yaml"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    snapshot("compare/two-rounds.md", &run.result);
    let page = proviso(folder.path(), &["compare", "round-1.yaml", "round-2.yaml", "--format", "html"]);
    assert!(page.result.contains("<title>Comparison: Northwind Bank</title>"), "{}", page.result);
    assert!(page.result.contains("<span class=\"status red\">✖ past your walk-away</span>"), "{}", page.result);
}

/// What the page on comparing shows is from a real comparison.
#[test]
fn the_page_shows_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path());
    let real = proviso(folder.path(), &["compare", "round-1.yaml", "round-2.yaml"]).result;
    let page = std::fs::read_to_string(root().join("docs/compare.md")).unwrap();
    let blocks: Vec<&str> = page.split("```markdown\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 2);
    for line in blocks.concat().lines() {
        assert!(real.lines().any(|written| written == line), "{line}");
    }
}

#[test]
fn two_versions_of_the_rules_over_two_deals() {
    let folder = tempfile::tempdir().unwrap();
    edited_pack(
        folder.path(),
        "azure-openai",
        &[
            ("pack.proviso", "version   \"2026.11.22\"", "version   \"2027.01\""),
            (
                "model-versions.proviso",
                "model.new-access is new-terms and model.upgrade-path is no",
                "model.new-access at most first-access",
            ),
            ("parameters.proviso", "value 10M from", "value 50M from"),
        ],
    );
    let deals = ["northwind-bank", "quillstone-software"].map(|name| root().join(format!("profiles/{name}.yaml")));
    let deals = deals.each_ref().map(|deal| deal.to_str().unwrap());
    let run =
        proviso(folder.path(), &["compare", deals[0], deals[1], "--rules", "azure-openai", "--with", "./azure-openai"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    snapshot("compare/two-versions.md", &run.result);
}

#[test]
fn a_house_pack_on_top() {
    let run = proviso(root(), &["compare", "profiles/northwind-bank.yaml", "--with", "rules/northwind-house"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    snapshot("compare/house-pack.md", &run.result);
}

#[test]
fn nothing_moved() {
    let run = proviso(root(), &["compare", "profiles/lumen-labs.yaml", "profiles/lumen-labs.yaml"]);
    assert!(run.result.contains("**All 51 positions stand as before.** Nothing else moved."), "{}", run.result);
    assert!(!run.result.contains("Because"), "{}", run.result);
}

#[test]
fn the_same_input_gives_the_same_bytes_from_any_folder() {
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path());
    for format in ["markdown", "html", "json"] {
        let here = proviso(folder.path(), &["compare", "round-1.yaml", "round-2.yaml", "--format", format]);
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let there = proviso(root(), &["compare", &at("round-1.yaml"), &at("round-2.yaml"), "--format", format]);
        assert_eq!(here.code, 0);
        assert!(here == there, "{format} differs");
    }
}
