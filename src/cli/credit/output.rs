//! What the command writes: the statement, the letters, the calendar.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::intake;
use crate::record::{self, Form};
use crate::report::claims::{self, Told};
use crate::sla::Agreement;
use crate::sla::log::Log;
use crate::sla::reckon::{Account, Terms};
use crate::source::Source;

use super::super::terminal::Terminal;
use super::super::{files, templates};
use super::{Credit, Format};

pub(super) fn told<'a>(
    credit: &Credit,
    agreements: &'a [Agreement],
    terms: &'a Terms,
    account: &'a Account,
    log: Option<(&'a Log, &'a Source)>,
    left_out: usize,
) -> Told<'a> {
    Told { agreements, terms, account, log, left_out, as_of: credit.as_of }
}

/// Shows the answer to one question.
pub(super) fn show(
    credit: &Credit,
    agreements: &[Agreement],
    terms: &Terms,
    account: &Account,
    terminal: &mut Terminal,
) -> Result<(), Vec<Diagnostic>> {
    let told = told(credit, agreements, terms, account, None, 0);
    terminal.result(&printed(credit, &told))
}

fn printed(credit: &Credit, told: &Told<'_>) -> String {
    match credit.format {
        Format::Text => claims::statement(told),
        Format::Json => claims::json(told),
    }
}

/// Shows the statement, and writes letters and calendar where they are asked for.
pub(super) fn write(credit: &Credit, told: &Told<'_>, terminal: &mut Terminal) -> Result<(), Vec<Diagnostic>> {
    let letters = credit.claims.as_deref().map(|folder| letters(credit, told, folder)).transpose()?;
    terminal.result(&printed(credit, told))?;
    if let (Some(Letters { new, kept }), Some(folder)) = (letters, &credit.claims) {
        let texts: Vec<(&str, String)> = new.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
        files::write_all(folder, &texts).map_err(|found| vec![found])?;
        for (name, _) in &new {
            terminal.say(&format!("wrote {}\n", folder.join(name).display()));
        }
        for place in kept {
            terminal.say(&format!("kept {} as you edited it\n", place.display()));
        }
    }
    if let Some(place) = &credit.ics {
        let calendar = over(place, Form::Data(CALENDAR), &claims::calendar(told)).map_err(|found| vec![found])?;
        files::write_each(&[(place.clone(), calendar)]).map_err(|found| vec![found])?;
        terminal.say(&format!("wrote {}\n", place.display()));
    }
    Ok(())
}

/// The words by which a calendar of ours is known.
const CALENDAR: &str = "PRODID:-//Proviso//Service credits//EN";

/// Letters by what becomes of them.
struct Letters {
    new: Vec<(String, String)>,
    /// Those that stand there and that somebody has edited: a letter is made to be worked
    /// on, so that is no mistake.
    kept: Vec<PathBuf>,
}

fn letters(credit: &Credit, told: &Told<'_>, folder: &Path) -> Result<Letters, Vec<Diagnostic>> {
    let templates = templates::read(credit.templates.as_deref())?;
    let mut letters = Letters { new: Vec::new(), kept: Vec::new() };
    for case in told.claims() {
        let name = claims::file_name(told, case);
        let place = folder.join(&name);
        let text = claims::letter(told, case, &templates).map_err(|found| vec![found])?;
        let old = old(&place).map_err(|found| vec![found])?;
        match record::renewed(Form::Report, &text, old.as_deref()) {
            Ok(text) => letters.new.push((name, text)),
            Err(_) => letters.kept.push(place),
        }
    }
    Ok(letters)
}

fn old(place: &Path) -> Result<Option<String>, Diagnostic> {
    if place.exists() { files::read(place, intake::MOST_BYTES).map(Some) } else { Ok(None) }
}

/// A text as it is to be written where one may stand already.
fn over(place: &Path, form: Form, text: &str) -> Result<String, Diagnostic> {
    record::renewed(form, text, old(place)?.as_deref()).map_err(|refusal| refusal.about(&place.display().to_string()))
}
