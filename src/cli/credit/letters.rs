//! Letters and calendars against what stands in their place already.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::intake;
use crate::record::{self, Form, Refusal};
use crate::report::claims::{self, Told};

use super::super::{files, templates};
use super::Credit;

/// What becomes of a file.
pub(super) enum Fate {
    /// It is written, with this text.
    Written(PathBuf, String),
    /// It stays as it is, and why.
    Kept(PathBuf, String),
}

/// The letters of an account, and those that stand in the folder and claim what the
/// account no longer does.
///
/// # Errors
/// A file of such a name is not a letter of ours, or a template is wrong.
pub(super) fn fates(credit: &Credit, told: &Told<'_>, folder: &Path) -> Result<Vec<Fate>, Vec<Diagnostic>> {
    let templates = templates::read(credit.templates.as_deref())?;
    let (mut fates, mut found) = (Vec::new(), Vec::new());
    let mut names = BTreeSet::new();
    for case in told.claims() {
        let name = claims::file_name(told, case);
        let place = folder.join(&name);
        names.insert(place.clone());
        let text = claims::letter(told, case, &templates).map_err(|found| vec![found])?;
        match letter(place, &text) {
            Ok(fate) => fates.push(fate),
            Err(fault) => found.push(fault),
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    fates.extend(gone(folder, &names).map_err(|found| vec![found])?);
    Ok(fates)
}

fn letter(place: PathBuf, text: &str) -> Result<Fate, Diagnostic> {
    let old = old(&place)?;
    match record::renewed(Form::Report, text, old.as_deref()) {
        Ok(text) => Ok(Fate::Written(place, text)),
        // A letter is made to be worked on, so that is no mistake.
        Err(Refusal::Edited) => {
            let why = changed(old.as_deref().unwrap_or_default(), text);
            Ok(Fate::Kept(place, format!(" as you edited it{why}")))
        }
        // Whoever sends a letter takes out its last part, and the mark with it.
        Err(Refusal::NotOurs(_)) if old.as_deref().is_some_and(is_letter) => {
            let why = other_sum(old.as_deref().unwrap_or_default(), text).unwrap_or_default();
            Ok(Fate::Kept(place, format!(" as you made it ready to send{why}")))
        }
        Err(refusal) => {
            let name = place.display().to_string();
            Err(refusal.about_with(&name, "move or rename it, or name another folder with `--claims`"))
        }
    }
}

fn is_letter(text: &str) -> bool {
    text.starts_with("# Claim for a service credit")
}

/// What an edited letter does not know of: another sum, or anything else.
fn changed(old: &str, new: &str) -> String {
    if record::was_made_from(old, new) {
        return String::new();
    }
    other_sum(old, new)
        .unwrap_or_else(|| "; what it was made from has changed since: to see the new letter, move it away".to_owned())
}

/// That a letter claims another sum than it would today.
fn other_sum(old: &str, new: &str) -> Option<String> {
    let (before, now) = (sum(old)?, sum(new)?);
    (before != now)
        .then(|| format!("; it claims {before}, and by the log of today it would be {now}: mend it, or move it away"))
}

/// The sum that a letter claims.
fn sum(letter: &str) -> Option<&str> {
    let line = letter.lines().find_map(|line| line.strip_prefix("**Credit claimed: "))?;
    line.strip_suffix("**").filter(|sum| !sum.starts_with('['))
}

/// Letters of ours whose claim is gone.
fn gone(folder: &Path, names: &BTreeSet<PathBuf>) -> Result<Vec<Fate>, Diagnostic> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut fates = Vec::new();
    for place in files::entries(folder)?.into_iter().filter(|place| !names.contains(place)) {
        let may_be_one = place.extension().is_some_and(|extension| extension == "md") && place.is_file();
        let Some(text) = may_be_one.then(|| old(&place).ok().flatten()).flatten() else { continue };
        if is_letter(&text) {
            fates.push(Fate::Kept(
                place,
                ": this log does not give its claim; if no other log does, do not send it".to_owned(),
            ));
        }
    }
    Ok(fates)
}

/// The calendar of the last days.
///
/// # Errors
/// The file there is not a calendar of ours.
pub(super) fn calendar(place: &Path, told: &Told<'_>) -> Result<Fate, Diagnostic> {
    let text = claims::calendar(told);
    let old = old(place)?;
    let form = Form::Data(claims::CALENDAR);
    let name = place.display().to_string();
    let text = record::renewed(form, &text, old.as_deref())
        .map_err(|refusal| refusal.about_with(&name, "move or rename it, or name another file with `--ics`"))?;
    match old.is_some_and(|old| !claims::is_whole_calendar(&old)) {
        true => {
            let why = " as you edited it; to have the last days of today, move it away".to_owned();
            Ok(Fate::Kept(place.to_owned(), why))
        }
        false => Ok(Fate::Written(place.to_owned(), text)),
    }
}

fn old(place: &Path) -> Result<Option<String>, Diagnostic> {
    if place.exists() { files::read(place, intake::MOST_BYTES).map(Some) } else { Ok(None) }
}
