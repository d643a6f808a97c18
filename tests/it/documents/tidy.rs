//! The form that every document keeps.

use std::collections::BTreeSet;

use super::deal::{BUNDLED, Deal};

#[test]
fn the_same_input_gives_the_same_bytes() {
    for profile in BUNDLED {
        let (one, other) = (Deal::bundled(profile), Deal::read(profile));
        assert_eq!(one.gap_report(), other.gap_report());
        assert_eq!(one.checklist(), other.checklist());
        assert_eq!(one.json(), other.json());
    }
}

#[test]
fn no_stray_space() {
    for profile in BUNDLED {
        let deal = Deal::bundled(profile);
        for text in [deal.gap_report(), deal.checklist(), deal.negotiation_plan()] {
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
            assert!(!text.contains("\n\n\n"), "{profile}");
            for line in text.lines() {
                assert_eq!(line, line.trim_end(), "{profile}");
                assert!(!line.contains("  ") || line.starts_with("  >"), "{profile}: {line}");
            }
        }
    }
}

#[test]
fn no_word_of_the_machine() {
    let words = [
        "redline",
        "walk_away",
        "None(",
        "Some(",
        "{{",
        "}}",
        "not-applicable",
        "must have",
        " rung",
        "..",
        " ,",
        " .",
    ];
    for profile in BUNDLED {
        let deal = Deal::bundled(profile);
        for text in [deal.gap_report(), deal.checklist(), deal.negotiation_plan()] {
            for word in words {
                let line = text.lines().find(|line| line.contains(word));
                assert_eq!(line, None, "{profile}: {word}");
            }
        }
    }
}

#[test]
fn no_id_in_the_prose() {
    for profile in BUNDLED {
        let deal = Deal::bundled(profile);
        let ids: BTreeSet<&str> = deal.rulebook.advice.iter().filter_map(|rule| rule.id.split('/').nth(1)).collect();
        let report = deal.gap_report();
        for word in
            report.split(|c: char| c.is_whitespace() || "().,;:*“”".contains(c)).filter(|word| word.contains('-'))
        {
            // `size-with-buffer` is an id; `must-have` and `e-mail` are words.
            assert!(!ids.contains(word) || word.matches('-').count() < 2, "{profile}: {word}");
        }
    }
}

#[test]
fn every_item_ends_with_its_id() {
    for profile in BUNDLED {
        let checklist = Deal::bundled(profile).checklist();
        let mut lines = checklist.lines();
        assert!(lines.next().unwrap().starts_with("# Checklist: "));
        assert_eq!(lines.find(|line| !line.is_empty()), Some("<!-- proviso checklist 1 -->"));
        let mut ids = BTreeSet::new();
        for line in lines.filter(|line| line.starts_with("- ")) {
            assert!(line.starts_with("- [ ] **") || line.starts_with("- [x] **"), "{line}");
            let (_, id) = line.rsplit_once("<!-- ").unwrap();
            let id = id.strip_suffix(" -->").unwrap();
            assert!(id.starts_with("azure-openai/") || id.starts_with("fact/"), "{id}");
            assert!(ids.insert(id.to_owned()), "{id} twice");
        }
        assert!(ids.len() > 20);
    }
}
