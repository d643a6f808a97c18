//! The page: it stands alone and is well formed.
#![expect(clippy::string_slice, reason = "a test may stop at the first surprise")]

use proviso::report::html;

use super::deal::{BUNDLED, Deal, built_in};

/// Elements that have no end.
const VOID: [&str; 4] = ["meta", "br", "hr", "input"];

/// Asserts that tags are closed in the order they were opened.
fn assert_well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in page.split('<').skip(1) {
        let tag = part.split('>').next().unwrap();
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap().trim_end_matches('/');
        if tag.starts_with('!') || VOID.contains(&name) {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "near {}", &part[..part.len().min(80)]);
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_page_stands_alone() {
    for profile in BUNDLED {
        let deal = Deal::bundled(profile);
        let all = [deal.gap_report(), deal.checklist(), deal.negotiation_plan()].join("\n---\n\n");
        let page = html("Gap report: Deal & Co", &all, &built_in()).unwrap();
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">\n"));
        assert!(page.contains("<title>Gap report: Deal &amp; Co</title>"));
        assert!(page.contains("name=\"viewport\""));
        for outside in ["http://", "https://", "src=", "<script", "<link", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(!page.contains("proviso checklist"), "comments show");
        assert!(page.contains("<table>"));
        assert_well_formed(&page);
    }
}

#[test]
fn links_of_the_contents_lead_somewhere() {
    let page = html("x", &Deal::bundled("northwind-bank.yaml").gap_report(), &built_in()).unwrap();
    let mut links = 0;
    for link in page.split("<li><a href=\"#").skip(1) {
        let id = link.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
        links += 1;
    }
    assert!(links > 6);
}

#[test]
fn statuses_have_a_class_and_words() {
    let page = html("x", "| A | B |\n|---|---|\n| x | ✖ past <it> · high |\n", &built_in()).unwrap();
    let cell = "<span class=\"label\">B</span><span class=\"cell\"><span class=\"status red\">✖ past </span>";
    assert!(page.contains(cell), "{page}");
    let page = html("x", "● falls short · high · Legal\n", &built_in()).unwrap();
    assert!(page.contains("<span class=\"status orange\">● falls short</span> · high · Legal"), "{page}");
}

#[test]
fn a_row_with_a_heading_alone_goes_over_all_columns() {
    let page = html("x", "| A | B |\n|---|---|\n| *Over & all* | |\n| x | y |\n", &built_in()).unwrap();
    assert!(page.contains("<th colspan=\"2\" class=\"group\">Over &amp; all</th>"), "{page}");
    assert_well_formed(&page);
}

#[test]
fn html_in_markdown_is_text_and_comments_are_gone() {
    let page =
        html("x", "<b>a</b>\n\n<div onclick=\"x\">\n\n<!-- a -->\n\n- [ ] b <!-- c/d -->\n", &built_in()).unwrap();
    assert!(page.contains("&lt;b&gt;a&lt;/b&gt;") && page.contains("&lt;div onclick"), "{page}");
    assert!(!page.contains("c/d") && !page.contains("&lt;!--"), "{page}");
    assert_well_formed(&page);
}
