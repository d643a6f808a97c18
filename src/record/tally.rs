//! How far a checklist has come.

use super::{GONE, SETTLED, line};

/// How many items of a checklist are to do and done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those without a tick.
    pub to_do: usize,
    /// Those with one, whoever ticked them.
    pub done: usize,
    /// Those among them whose line has changed since somebody ticked it.
    pub changed: usize,
}

/// Counts what stands in a checklist as [`renewed`](super::renewed) gives it: the items
/// that apply, and not the boxes that people drew themselves.
///
/// ```
/// use proviso::record::{Form, Tally, renewed, tally};
/// let fresh = "# Checklist: Deal\n<!-- proviso checklist 1 -->\n\n- [ ] **Ask.** <!-- p/ask -->\n- [ ] **Read.** <!-- p/read -->\n";
/// let worked = renewed(Form::Checklist, fresh, None)?.replacen("[ ]", "[x]", 1) + "- [x] mine\n";
/// let next = renewed(Form::Checklist, fresh, Some(&worked))?;
/// assert_eq!(tally(&next), Tally { to_do: 1, done: 1, changed: 0 });
/// # Ok::<(), proviso::record::Refusal>(())
/// ```
pub fn tally(checklist: &str) -> Tally {
    let mut tally = Tally::default();
    for written in checklist.lines().take_while(|line| !matches!(*line, SETTLED | GONE)) {
        let Some(item) = line::item(written, |_, stamped| stamped) else { continue };
        match item.ticked {
            Some(true) => tally.done += 1,
            _ => tally.to_do += 1,
        }
        tally.changed += usize::from(item.is_marked());
    }
    tally
}
