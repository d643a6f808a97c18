//! What the command writes: the statement, the letters, the calendar.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::report::claims::{self, Told};
use crate::sla::Agreement;
use crate::sla::log::Log;
use crate::sla::read::Lines;
use crate::sla::reckon::{Account, Terms};
use crate::source::Source;

use super::super::files;
use super::super::terminal::Terminal;
use super::letters::{self, Fate};
use super::{Credit, Format};

pub(super) fn told<'a>(
    credit: &Credit,
    agreements: &'a [Agreement],
    terms: &'a Terms,
    account: &'a Account,
    log: Option<(&'a Log, &'a Source)>,
    lines: Lines,
) -> Told<'a> {
    Told { agreements, terms, account, log, left_out: lines.left_out, in_part: lines.in_part, as_of: credit.as_of }
}

/// Shows the answer to one question.
pub(super) fn show(
    credit: &Credit,
    agreements: &[Agreement],
    terms: &Terms,
    account: &Account,
    terminal: &mut Terminal,
) -> Result<(), Vec<Diagnostic>> {
    let told = told(credit, agreements, terms, account, None, Lines::default());
    terminal.result(&printed(credit, &told))
}

fn printed(credit: &Credit, told: &Told<'_>) -> String {
    match credit.format {
        Format::Text => claims::statement(told),
        Format::Json => claims::json(told),
    }
}

/// Shows the statement, and writes letters and calendar where they are asked for: all of
/// them or none.
pub(super) fn write(credit: &Credit, told: &Told<'_>, terminal: &mut Terminal) -> Result<(), Vec<Diagnostic>> {
    let one = |found: Diagnostic| vec![found];
    let mut fates = Vec::new();
    if let Some(folder) = &credit.claims {
        fates = letters::fates(credit, told, folder)?;
    }
    if let Some(place) = &credit.ics {
        fates.push(letters::calendar(place, told).map_err(one)?);
    }
    let mut texts: Vec<(PathBuf, String)> = Vec::new();
    let mut says = Vec::new();
    for fate in fates {
        match fate {
            Fate::Written(place, text) => {
                says.push(format!("wrote {}\n", place.display()));
                texts.push((place, text));
            }
            Fate::Kept(place, why) => says.push(format!("kept {}{why}\n", place.display())),
        }
    }
    files::write_made(credit.claims.as_slice(), &texts).map_err(one)?;
    terminal.result(&printed(credit, told))?;
    says.iter().for_each(|says| terminal.say(says));
    Ok(())
}
