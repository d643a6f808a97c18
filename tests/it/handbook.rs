//! `doc`: the handbook of a small pack as a whole; of the bundled pack, that every link
//! leads somewhere and nothing is left out.

use std::collections::BTreeSet;
use std::path::PathBuf;

use proviso::source::Source;

use crate::command::{bundled_rules, proviso, root, snapshot};
use crate::docs::examples::rulebook;

fn here() -> PathBuf {
    root().join("tests/it/handbook")
}

#[test]
fn a_small_pack() {
    let run = proviso(&here(), &["doc", "base.proviso"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    snapshot("handbook/base.md", &run.result);
    let run = proviso(&here(), &["doc", "base.proviso", "--format", "html"]);
    assert_eq!(run.code, 0);
    snapshot("handbook/base.html", &run.result);
}

/// `UPDATE_SNAPSHOTS=1` writes the page anew.
#[test]
fn the_page_of_packs_is_what_the_rules_say() {
    let run = proviso(root(), &["doc", "--overview"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    snapshot("../../../docs/packs.md", &run.result);
}

#[test]
fn a_house_pack_with_what_it_changes() {
    let run = proviso(&here(), &["doc", "own.proviso", "base.proviso"]);
    assert_eq!(run.code, 0, "{}", run.said);
    for said in [
        "**Changed by “Our own rules”:** the reason changed `own/own.proviso:7`",
        "**Waived** by the CFO until 31 December 2026: The archive is empty.",
        "45 days",
        "- **Have a plan B** (mitigation): retired, by “Our own rules”: We have one.",
    ] {
        assert!(run.result.contains(said), "{said}\n{}", run.result);
    }
}

/// The ids of places in a page of HTML, and the places its links lead to.
fn places_and_links(page: &str) -> (Vec<&str>, BTreeSet<&str>) {
    let after = |start: &'static str| page.split(start).skip(1).filter_map(|rest| rest.split('"').next());
    (after(" id=\"").collect(), after("href=\"#").collect())
}

#[test]
fn every_link_leads_somewhere() {
    let bundled = proviso(root(), &["doc", "azure-openai", "--format", "html"]).result;
    let house = proviso(root(), &["doc", "northwind-house", "--format", "html"]).result;
    let small = proviso(&here(), &["doc", "own.proviso", "base.proviso", "--format", "html"]).result;
    for page in [bundled, house, small] {
        let (places, links) = places_and_links(&page);
        let known: BTreeSet<&str> = places.iter().copied().collect();
        assert_eq!(places.len(), known.len(), "no place has the id of another");
        let dead: Vec<_> = links.iter().filter(|link| !known.contains(**link)).collect();
        assert!(!links.is_empty() && dead.is_empty(), "{dead:?}");
        assert!(!page.contains("&lt;a id"), "an anchor shows as text");
    }
}

/// On GitHub a place is what stands in the text itself.
#[test]
fn the_same_in_markdown() {
    let text = proviso(root(), &["doc", "azure-openai"]).result;
    let places: BTreeSet<&str> = text.split("<a id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for link in text.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(places.contains(link), "`{link}` leads nowhere");
    }
}

#[test]
fn nothing_is_left_out() {
    let text = proviso(root(), &["doc", "azure-openai"]).result;
    let read = |path: PathBuf| Source::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap());
    let (book, _) = rulebook(&[bundled_rules().into_iter().map(read).collect()]);
    let book = book.unwrap();
    let ids = (book.advice.iter().map(|rule| &rule.id))
        .chain(book.risks.iter().map(|risk| &risk.id))
        .chain(book.checklists.iter().map(|list| &list.id))
        .chain(book.names.iter().map(|name| &name.id))
        .chain(book.sources.iter().map(|source| &source.id));
    for id in ids {
        assert!(text.contains(&format!("`{id}`")), "`{id}` is left out");
    }
    for rule in &book.advice {
        let place = format!("<a id=\"rule-{}\"></a>", rule.id.replace('/', "."));
        assert_eq!(text.matches(&place).count(), 1, "`{}` stands once", rule.id);
    }
    for name in book.names.iter().map(|name| &name.id).chain(book.defines.iter().map(|define| &define.id)) {
        assert_eq!(text.matches(&format!("<a id=\"name-{name}\"></a>")).count(), 1, "`{name}` stands once");
    }
}

#[test]
fn what_somebody_else_wrote_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let write = || proviso(folder.path(), &["doc", "azure-openai", "--out", "handbook.md"]);
    assert_eq!(write().code, 0);
    assert_eq!(write().code, 0, "its own it writes anew");
    let place = folder.path().join("handbook.md");
    let text = std::fs::read_to_string(&place).unwrap();
    std::fs::write(&place, text.replace("Handbook", "My handbook")).unwrap();
    let refused = write();
    assert_eq!(refused.code, 2);
    assert!(refused.said.contains("error[not-ours]"), "{}", refused.said);
    assert_eq!(proviso(root(), &["doc", "azure-opnai"]).code, 2);
}
