//! Rows that were left out, and what is said of them.

use std::path::PathBuf;

use crate::cli::files;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::portfolio::Reject;
use crate::report::portfolio::reject_line;

/// So many different messages about rows that were left out are shown; the file has them
/// all.
const MOST_TOLD: usize = 20;

/// Rows that were left out.
#[derive(Default)]
pub(in crate::cli) struct Rejects {
    pub(in crate::cli) count: u64,
    /// The first mistake of each kind, and how many more there are.
    told: Vec<(Diagnostic, u64)>,
    /// How many are of none of these kinds.
    untold: u64,
    /// Where the rows themselves are to be kept.
    place: Option<PathBuf>,
    kept: String,
}

impl Rejects {
    /// None so far.
    pub(super) fn new(place: Option<PathBuf>) -> Self {
        Self { place, ..Self::default() }
    }

    pub(in crate::cli) fn take(&mut self, rejects: Vec<Reject>) {
        for reject in rejects {
            self.count += 1;
            if self.place.is_some() {
                self.kept.push_str(&reject_line(&reject));
            }
            self.mention(reject.found);
        }
    }

    /// Tells of something, once for each kind.
    pub(in crate::cli) fn mention(&mut self, all: Vec<Diagnostic>) {
        for found in all {
            let more = self.told.len() < MOST_TOLD;
            match self.told.iter_mut().find(|(told, _)| is_alike(told, &found)) {
                Some((_, again)) => *again += 1,
                None if more => self.told.push((found, 0)),
                None => self.untold += 1,
            }
        }
    }

    /// Tells all, and keeps the rows where that is asked for. An error where nothing but
    /// rejects was found: of so many deals as were judged.
    pub(in crate::cli) fn settle(&mut self, judged: u64, terminal: &mut Terminal) -> Result<(), Vec<Diagnostic>> {
        self.tell(terminal);
        if let Some(place) = &self.place {
            let kept = std::mem::take(&mut self.kept);
            files::write_each(&[(place.clone(), kept)]).map_err(|found| vec![found])?;
        }
        if judged == 0 { Err(vec![nothing(self.count)]) } else { Ok(()) }
    }

    fn tell(&self, terminal: &mut Terminal) {
        let told = self.told.iter().map(|(found, again)| {
            let what = if found.level == Level::Error { "such a mistake" } else { "something of this kind" };
            // What is told of a column stands for all that is wrong there in one way or another.
            let there = if about(found).is_some() { " in this column" } else { "" };
            match again {
                0 => found.clone(),
                1 => found.clone().help(format!("1 more row has {what}{there}")),
                again => found.clone().help(format!("{again} more rows have {what}{there}")),
            }
        });
        terminal.complain(&told.collect::<Vec<_>>());
        if self.untold > 0 {
            let more = if self.untold == 1 {
                "1 more message is".to_owned()
            } else {
                format!("{} more messages are", self.untold)
            };
            terminal.say(&format!(
                "{more} not shown; `--rejects FILE` keeps every row that is left out, with what is wrong\n"
            ));
        }
        if self.count > 0 {
            let rows = if self.count == 1 { "entry was" } else { "entries were" };
            terminal.say(&format!("{} {rows} left out\n", self.count));
        }
    }
}

/// Whether two mistakes are of one kind: about the same column, whatever stands in it.
fn is_alike(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.code == other.code && (one.message == other.message || about(one).is_some() && about(one) == about(other))
}

/// What names the column that a mistake is about.
fn about(found: &Diagnostic) -> Option<&str> {
    found.labels.first().map(|label| label.text.as_str()).filter(|text| text.contains('`'))
}

fn nothing(rejected: u64) -> Diagnostic {
    let found = Diagnostic::error(Code::MissingKey, "there is no deal to judge");
    match rejected {
        0 => found.help("name profiles, a folder of them, or a table with a row for each deal"),
        _ => found.help("mend what is said of the rows above"),
    }
}
