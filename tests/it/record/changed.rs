//! Ticks on lines that have changed since: kept, and marked until somebody has looked.

use proptest::prelude::*;

use super::{carried, carry_over, fresh, stamp, two};

const MARK: &str = " · **changed since you ticked it** <!--";

/// The checklist with the line of `a` as it reads after the draft has changed.
fn reworded(words: &str) -> String {
    two().replacen("Legal · high", words, 1)
}

fn tick(text: &str) -> String {
    text.replacen("- [ ] **Do a", "- [x] **Do a", 1)
}

fn line_of_a(text: &str) -> &str {
    text.lines().find(|line| line.contains("<!-- p/a ")).unwrap()
}

/// Ticked when the line said one thing, and written anew when it says another.
fn ticked_then_worse() -> String {
    carried(&reworded("Legal · past your walk-away"), &tick(&stamp(&two())))
}

#[test]
fn a_tick_is_kept_and_the_change_is_said() {
    let next = ticked_then_worse();
    let line = line_of_a(&next);
    assert!(line.starts_with(&format!("- [x] **Do a.** Legal · past your walk-away{MARK} p/a ")), "{line}");
    assert_eq!(next.matches("changed since").count(), 1, "the other item is as it was: {next}");
    let untouched = carried(&reworded("Legal · past your walk-away"), &stamp(&two()));
    assert!(!untouched.contains("changed since"), "nobody ticked it: {untouched}");
}

#[test]
fn marks_do_not_pile_up() {
    let again = carried(&reworded("Legal · falls short"), &ticked_then_worse());
    assert_eq!(again.matches("changed since").count(), 1, "{again}");
    assert!(line_of_a(&again).starts_with(&format!("- [x] **Do a.** Legal · falls short{MARK}")), "{again}");
}

#[test]
fn the_mark_goes_when_the_line_is_as_it_was_ticked() {
    assert_eq!(carried(&two(), &ticked_then_worse()), tick(&stamp(&two())));
}

#[test]
fn who_unticks_and_ticks_again_has_looked() {
    let worse = reworded("Legal · past your walk-away");
    let unticked = ticked_then_worse().replacen("- [x]", "- [ ]", 1);
    let next = carried(&worse, &unticked);
    assert_eq!(next, stamp(&worse), "the mark goes with the tick");
    assert_eq!(carried(&worse, &tick(&next)), tick(&stamp(&worse)));
}

#[test]
fn who_takes_the_mark_away_has_looked() {
    let worse = reworded("Legal · past your walk-away");
    let marked = ticked_then_worse();
    for seen in [marked.replace(MARK, " <!--"), marked.replace("**changed since you ticked it**", "")] {
        let next = carried(&worse, &seen);
        assert!(!next.contains("changed since"), "{next}");
        assert!(next.contains("- [x] **Do a.**"), "{next}");
    }
    assert_eq!(carried(&worse, &marked.replace(MARK, " <!--")), tick(&stamp(&worse)));
}

#[test]
fn what_a_person_writes_around_the_mark_is_kept() {
    let worse = reworded("Legal · past your walk-away");
    let next = carried(&worse, &ticked_then_worse().replace(MARK, " · **changed since you ticked it** call Bob <!--"));
    assert!(line_of_a(&next).contains(MARK), "{next}");
    assert!(next.contains("  - as you had it: **Do a.** Legal · past your walk-away call Bob\n"), "{next}");
}

#[test]
fn a_line_that_goes_and_comes_back_changed() {
    let gone = carried(&fresh(&[("Prepare", &["b"])]), &tick(&stamp(&two())));
    assert!(!gone.contains("changed since"), "{gone}");
    let back = carried(&reworded("Legal · past your walk-away"), &gone);
    assert_eq!(back, ticked_then_worse());
    let marked = carried(&fresh(&[("Prepare", &["b"])]), &back);
    assert!(line_of_a(&marked).contains(MARK), "{marked}");
    assert_eq!(carried(&two(), &marked), tick(&stamp(&two())));
}

#[test]
fn what_proviso_ticks_itself_is_not_marked() {
    let done = fresh(&[("Prepare", &["!a", "b"])]).replacen("Legal · high", "Legal · seen to", 1);
    assert!(!carried(&done, &tick(&stamp(&two()))).contains("changed since"));
    let reworded = done.replace("seen to", "long seen to");
    assert!(!carried(&reworded, &stamp(&done)).contains("changed since"));
}

proptest! {
    /// Whatever the line says over time and whatever a person ticks: the tick stands as
    /// the person left it, and the mark stands once where the line has changed since.
    #[test]
    fn the_mark_tells_the_truth(runs in prop::collection::vec((0_usize..3, any::<bool>(), any::<bool>()), 1..8)) {
        let lines = ["Legal · high", "Legal · falls short", "Legal · past your walk-away"].map(reworded);
        let mut file = stamp(&lines[0]);
        let (mut ticked, mut seen, mut shown) = (false, 0, 0);
        for (now, flips, deletes) in runs {
            if flips {
                let (from, to) = if ticked { ("- [x] **Do a", "- [ ] **Do a") } else { ("- [ ] **Do a", "- [x] **Do a") };
                file = file.replacen(from, to, 1);
                ticked = !ticked;
                seen = shown;
            }
            if deletes {
                file = file.replace(MARK, " <!--");
                seen = shown;
            }
            file = carry_over(&lines[now], &file).unwrap();
            shown = now;
            prop_assert_eq!(&carry_over(&lines[now], &file).unwrap(), &file);
            prop_assert_eq!(line_of_a(&file).starts_with("- [x]"), ticked);
            prop_assert_eq!(file.matches("changed since").count(), usize::from(ticked && seen != now), "{}", file);
        }
    }
}
