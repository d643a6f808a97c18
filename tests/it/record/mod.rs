//! What people wrote into a document survives its being written anew.

mod changed;

use proptest::prelude::*;
use proviso::record::{ELSEWHERE, Form, GONE, MARK, Refusal, renewed};

use crate::snapshot::shown;

const TITLE: &str = "# Checklist: Northwind Bank";

/// A fresh checklist where there was none.
fn stamp(fresh: &str) -> String {
    renewed(Form::Checklist, fresh, None).unwrap()
}

/// A fresh checklist in the place of an old one.
fn carry_over(fresh: &str, old: &str) -> Result<String, Refusal> {
    renewed(Form::Checklist, fresh, Some(old))
}

/// A fresh checklist of sections with items.
fn fresh(sections: &[(&str, &[&str])]) -> String {
    let mut out = format!("{TITLE}\n{MARK}\n");
    for (title, items) in sections {
        out += &format!("\n## {title}\n\n");
        for item in *items {
            let (tick, id) = item.strip_prefix('!').map_or((' ', *item), |id| ('x', id));
            out += &format!("- [{tick}] **Do {id}.** Legal · high <!-- p/{id} -->\n");
        }
    }
    out
}

fn two() -> String {
    fresh(&[("Prepare", &["a", "b"])])
}

/// What is left of a result without what the fresh checklist alone would be.
fn beyond(result: &str, fresh: &str) -> Vec<String> {
    let stamped = stamp(fresh);
    result
        .lines()
        .filter(|line| !line.is_empty() && !stamped.lines().any(|own| own == *line))
        .map(str::to_owned)
        .collect()
}

fn carried(fresh: &str, old: &str) -> String {
    let next = carry_over(fresh, old).unwrap();
    assert_eq!(carry_over(fresh, &next).unwrap(), next, "once more changes nothing");
    next
}

#[test]
fn untouched_is_as_fresh() {
    assert_eq!(carried(&two(), &stamp(&two())), stamp(&two()));
    let later = fresh(&[("Sign", &["c"])]);
    assert_eq!(carried(&later, &stamp(&two())), stamp(&later), "what nobody touched just goes");
}

#[test]
fn ticks_notes_and_words_after_the_id() {
    let old = stamp(&two()).replace("- [ ] **Do a", "* [X] **Do a").trim_end().to_owned()
        + " by Friday\n\n  - first\n\n    - second\nthird\n\n\n";
    let next = carried(&two(), &old);
    assert!(next.contains("- [x] **Do a.** Legal · high <!-- p/a "), "{next}");
    assert!(next.ends_with(" --> by Friday\n  - first\n\n    - second\nthird\n"), "{next}");
}

#[test]
fn unusual_files() {
    for tick in ["* [x]", "-[x]", "- [ x ]", "+ [X]", "  - [x]", "1. [x]", "-\t[x]"] {
        let old = format!("\u{feff}{}", stamp(&two()).replacen("- [ ]", tick, 1).replace('\n', "\r\n"));
        let next = carried(&two(), old.trim_end());
        assert_eq!(next, stamp(&two()).replacen("- [ ]", "- [x]", 1), "{tick}");
    }
}

#[test]
fn gone_and_back_again() {
    let old = stamp(&two()).replace("- [ ] **Do b", "- [x] **Do b") + "  paid\n";
    let none = fresh(&[("Prepare", &["a"])]);
    let gone = carried(&none, &old);
    let kept = gone.split_once(&format!("{GONE}\n\n")).unwrap().1;
    assert!(kept.starts_with("- [x] **Do b.** Legal · high <!-- p/b ") && kept.ends_with(" -->\n  paid\n"), "{gone}");
    let back = carried(&fresh(&[("Run", &["b"])]), &gone);
    assert!(back.contains("## Run\n\n- [x] **Do b.**") && back.ends_with("  paid\n") && !back.contains(GONE), "{back}");
}

#[test]
fn changed_words_are_kept_beside_the_fresh_ones() {
    let old = stamp(&two()).replace("**Do a.** Legal", "**Do a.** Anna from Legal");
    let next = carried(&two(), &old);
    assert_eq!(beyond(&next, &two()), ["  - as you had it: **Do a.** Anna from Legal · high"]);
    let reworded = two().replace("Legal · high", "Legal · critical");
    assert_eq!(carried(&reworded, &stamp(&two())), stamp(&reworded), "Proviso's own rewording is none of a person's");
}

#[test]
fn what_proviso_ticked_itself() {
    let ticked = fresh(&[("Prepare", &["!a", "b"])]);
    assert_eq!(carried(&two(), &stamp(&ticked)), stamp(&two()), "its own tick goes when the fact goes");
    let taken = stamp(&ticked).replace("- [x] **Do a", "- [ ] **Do a");
    assert!(carried(&ticked, &taken).contains("- [ ] **Do a.**"), "a person took it away");
    let other = fresh(&[("Prepare", &["b"])]);
    assert_eq!(carried(&other, &stamp(&ticked)), stamp(&other));
}

#[test]
fn what_belongs_to_no_item() {
    let own = "before all\n\n# Mine\n- [ ] call Bob\n  at noon";
    let old = stamp(&two()).replace("## Prepare\n", &format!("{own}\n## Prepare\nunder the heading\n"))
        + "- [ ] own, last\n  more\n";
    let next = carried(&two(), &old);
    let notes = next.split_once(&format!("{ELSEWHERE}\n\n")).unwrap().1;
    assert_eq!(notes, format!("{own}\n\nunder the heading\n\n- [ ] own, last\n  more\n"));
    // A heading that Proviso wrote for items that are gone is not a person's.
    assert!(!carried(&fresh(&[("Sign", &["c"])]), &next).contains("## Prepare"));
}

#[test]
fn lost_ids_and_doubled_items() {
    let stamped = stamp(&two());
    let line = stamped.lines().find(|line| line.contains("p/a")).unwrap();
    let bare = line.split(" <!--").next().unwrap();
    let next = carried(&two(), &stamped.replace(line, bare));
    assert!(next.ends_with(&format!("{ELSEWHERE}\n\n{bare}\n")), "{next}");
    let doubled = stamped.replace(line, &format!("{line}\none\n{}\ntwo\n{line} tail\none", line.replace("[ ]", "[x]")));
    let next = carried(&two(), &doubled);
    assert!(next.contains(&format!("{} tail\none\ntwo\n- [ ] **Do b", line.replace("[ ]", "[x]"))), "{next}");
}

#[test]
fn quoted_wording_in_a_fence() {
    let note = "  ```\n  # 1. Term\n- [ ] not an item\n## Prepare\n  ```";
    let old = stamp(&two()).replacen("-->\n- [ ]", &format!("-->\n{note}\n- [ ]"), 1);
    assert!(carried(&two(), &old).contains(&format!(" -->\n{note}\n- [ ] **Do b")));
    let open = stamp(&two()).replacen("-->\n- [ ]", "-->\n```\nquoted\n- [ ]", 1);
    assert!(carried(&two(), &open).contains(" -->\n```\nquoted\n```\n- [ ] **Do b"), "an open fence is closed");
}

#[test]
fn without_the_hidden_line_or_without_stamps() {
    let plain = two().replace("- [ ] **Do a", "- [x] **Do a");
    assert_eq!(carried(&two(), &plain), stamp(&two()).replacen("- [ ]", "- [x]", 1));
    let unmarked = two().replace(&format!("{MARK}\n"), "");
    assert!(stamp(&unmarked).contains(MARK), "a template that forgets the mark is helped");
    assert_eq!(stamp(&stamp(&two())), stamp(&two()));
}

#[test]
fn files_of_others() {
    let not_ours = Refusal::NotOurs(Form::Checklist);
    assert_eq!(carry_over(&two(), &two().replace("checklist 1", "checklist")), Err(not_ours.clone()));
    assert_eq!(carry_over(&two(), ""), Err(not_ours.clone()));
    assert_eq!(
        shown(&[not_ours.about("checklist.md")]),
        "\
error[not-ours]: `checklist.md` was not written by Proviso and will not be overwritten
 = help: move or rename it, or write to another folder with `--out`
 = help: if it is a checklist by Proviso, put the line `<!-- proviso checklist 1 -->` back under its title
"
    );
}

#[test]
fn checklists_of_other_deals() {
    let other = stamp(&two().replace("Northwind Bank", "Lumen Labs"));
    assert_eq!(carry_over(&two(), &other), Err(Refusal::OtherDeal("Checklist: Lumen Labs".to_owned())));
    let untitled = stamp(&two()).replace(&format!("{TITLE}\n"), "") + "# Mine\n";
    assert!(carry_over(&two(), &untitled).is_ok(), "a person's heading is not the title");
}

#[test]
fn documents_that_are_written_anew() {
    let report = renewed(Form::Report, "# Gap report\n", None).unwrap();
    assert_eq!(renewed(Form::Report, "# Gap report\n", Some(&report)), Ok(report.clone()));
    assert_eq!(renewed(Form::Report, "# New\n", Some(&report.replace("Gap", "My"))), Err(Refusal::Edited));
    assert_eq!(renewed(Form::Report, "# New\n", Some("# Gap report\n")), Err(Refusal::NotOurs(Form::Report)));
    let data = Form::Data("deal/1");
    assert_eq!(renewed(data, "{\"is\": \"deal/1\"}", Some("deal/1")), Ok("{\"is\": \"deal/1\"}".to_owned()));
    assert_eq!(renewed(data, "{}", Some("{}")), Err(Refusal::NotOurs(data)));
}

/// Lines as people leave them: Proviso's own, changed or not, and their own.
fn left_behind() -> impl Strategy<Value = Vec<String>> {
    let own = prop_oneof![
        4 => "[ \t>-]{0,4}[a-zé|*_ ]{1,12}",
        1 => Just(String::new()),
        1 => Just("- [x] mine".to_owned()),
        1 => Just("## my heading".to_owned()),
        1 => Just("  ```".to_owned()),
        1 => Just("~~~~ text".to_owned()),
        1 => Just("<!-- a remark -->".to_owned()),
        1 => Just(GONE.to_owned()),
        1 => Just(ELSEWHERE.to_owned()),
    ];
    let stamped = stamp(&fresh(&[("Prepare", &["a", "!b", "c"]), ("Sign", &["d", "!e"])]));
    let lines: Vec<String> = stamped.lines().map(str::to_owned).collect();
    let change = prop_oneof![
        5 => Just(String::new()),
        1 => Just("tick".to_owned()),
        1 => Just("untick".to_owned()),
        1 => Just("drop".to_owned()),
        1 => Just("twice".to_owned()),
        1 => Just("unstamp".to_owned()),
        1 => "[a-z ]{1,6}",
    ];
    prop::collection::vec((change.clone(), change, prop::collection::vec(own, 0..4)), lines.len()).prop_map(
        move |edits| {
            let mut out = Vec::new();
            for (line, (change, again, after)) in lines.iter().zip(edits) {
                let edit = |change: &str| match change {
                    "" | "twice" => line.clone(),
                    "tick" => line.replace("[ ]", "[x]"),
                    "untick" => line.replace("[x]", "[ ]"),
                    "drop" => String::new(),
                    "unstamp" => line.split(" <!--").next().unwrap_or_default().to_owned(),
                    words if words.len() % 2 == 0 => format!("{line}{words}"),
                    words => line.replacen("Do", words, 1),
                };
                // Without its mark it is nobody's, with another title another deal's.
                out.push(if [MARK, TITLE].contains(&line.as_str()) { line.clone() } else { edit(&change) });
                if change == "twice" {
                    out.push(edit(&again));
                }
                out.extend(after);
            }
            out
        },
    )
}

proptest! {
    #[test]
    fn nothing_a_person_wrote_is_lost(old in left_behind(), later in prop::sample::subsequence(vec!["a", "!b", "c", "!d", "e", "f"], 0..6)) {
        let now = fresh(&[("Prepare", &later), ("Run", &["g"])]);
        let text = old.join("\n");
        let next = carry_over(&now, &text).unwrap();
        prop_assert_eq!(carry_over(&now, &next).unwrap(), next.clone(), "idempotent");
        let own = stamp(&fresh(&[("Prepare", &["a", "!b", "c"]), ("Sign", &["d", "!e"])]));
        for line in &old {
            let (words, tail) = line.split_once("<!-- p/").map_or((line.trim(), ""), |(words, rest)| {
                (words.trim_start_matches("- [x]").trim_start_matches("- [ ]").trim(), rest.split("-->").last().unwrap())
            });
            prop_assert!(next.contains(tail.trim_end()), "{:?} of {:?} in\n{}", tail, line, next);
            let known = own.contains(words) || [GONE, ELSEWHERE].contains(&words);
            prop_assert!(known || next.contains(words), "{:?} in\n{}", line, next);
        }
        // And back: whatever was kept is still there when every item applies again.
        let all = fresh(&[("Prepare", &["a", "b", "c", "d", "e", "f", "g"])]);
        let back = carry_over(&all, &next).unwrap();
        prop_assert!(!back.contains(GONE));
    }

    #[test]
    fn any_text_at_all(old in "(<!-- proviso checklist 1 -->|<!-- p/a|<!-- p/b -->|-->|- \\[x\\]|```|#|\\PC|\n|\r\n){0,60}") {
        let now = fresh(&[("Prepare", &["a", "!b"])]);
        let old = format!("{MARK}\n{old}");
        let next = carry_over(&now, &old).unwrap();
        prop_assert_eq!(carry_over(&now, &next).unwrap(), next);
    }
}
