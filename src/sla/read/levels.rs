//! The levels that a line names.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::intake::{Cell, Row};
use crate::sla::agreement::{Agreement, Exclusion};
use crate::sla::log::{Cause, LevelId};

use super::columns::Column;
use super::{Reader, Settings};

/// Levels by what people call them: their id, qualified or not, or their title; and the
/// levels of each service.
pub(super) struct Levels {
    by_name: BTreeMap<String, Vec<LevelId>>,
    by_service: BTreeMap<String, Vec<LevelId>>,
    names: Vec<String>,
    services: Vec<String>,
}

/// A name as it is compared.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_'], "-")
}

impl Levels {
    pub(super) fn new(settings: &Settings<'_>) -> Self {
        let mut levels =
            Self { by_name: BTreeMap::new(), by_service: BTreeMap::new(), names: Vec::new(), services: Vec::new() };
        for id in LevelId::all(settings.agreements) {
            let Some((agreement, level)) = id.of(settings.agreements) else { continue };
            let pack = agreement.id.split('/').next().unwrap_or_default();
            for name in [level.id.clone(), format!("{pack}/{}", level.id), level.title.clone()] {
                let named = levels.by_name.entry(plain(&name)).or_default();
                // Id and title may be the same words.
                if named.last() != Some(&id) {
                    named.push(id);
                }
            }
            levels.names.push(level.id.clone());
            levels.by_service.entry(plain(&level.service)).or_default().push(id);
            levels.services.push(level.service.clone());
        }
        levels.services.dedup();
        levels
    }
}

/// The levels that a name stands for: those of that id or title, else those of a service.
pub fn named(agreements: &[Agreement], name: &str) -> Vec<LevelId> {
    let wanted = plain(name);
    let all = || LevelId::all(agreements).filter_map(|id| Some((id, id.of(agreements)?)));
    let own = all().filter(|(_, (agreement, level))| {
        let pack = agreement.id.split('/').next().unwrap_or_default();
        wanted == level.id || wanted == format!("{pack}/{}", level.id) || wanted == plain(&level.title)
    });
    let own: Vec<LevelId> = own.map(|(id, _)| id).collect();
    if !own.is_empty() {
        return own;
    }
    all().filter(|(_, (_, level))| wanted == plain(&level.service)).map(|(id, _)| id).collect()
}

impl<'a> Reader<'a> {
    /// The levels of a row.
    pub(super) fn levels(&self, row: &'a Row) -> Result<Vec<LevelId>, Diagnostic> {
        let service = self.cell(row, Column::Service).map(|cell| self.service(cell)).transpose()?;
        let Some(cell) = self.cell(row, Column::Level) else {
            return match service {
                None if self.settings.levels.is_empty() => Err(self.absent(
                    row,
                    Column::Level,
                    "name the level, as `proviso credit --list` shows it, in a column `level`",
                )),
                None => Ok(self.settings.levels.clone()),
                Some((_, levels)) if levels.len() == 1 => Ok(levels.clone()),
                Some((cell, levels)) => Err(self.several(cell, levels)),
            };
        };
        let text = self.sheet.text(cell);
        let mut ids = Vec::new();
        for name in text.split([';', ',', '|']).map(str::trim).filter(|name| !name.is_empty()) {
            let Some(found) = self.levels.by_name.get(&plain(name)) else { return Err(self.unknown_level(cell, name)) };
            let fits = |id: &&LevelId| service.is_none_or(|(_, levels)| levels.contains(id));
            let own: Vec<LevelId> = found.iter().filter(fits).copied().collect();
            match own.as_slice() {
                [] => {
                    let message = format!("`{name}` is not a level of this service");
                    return Err(self.mistake(
                        cell,
                        message,
                        "of another service",
                        "leave the service out, or change it",
                    ));
                }
                [id] if ids.contains(id) => {}
                [id] => ids.push(*id),
                _ => {
                    let message = format!("several levels are called `{name}`");
                    let help = "write the pack before it: `microsoft-online-services-sla/zones`";
                    return Err(self.mistake(cell, message, "which one?", help));
                }
            }
        }
        Ok(ids)
    }

    fn service(&self, cell: &'a Cell) -> Result<(&'a Cell, &Vec<LevelId>), Diagnostic> {
        let name = self.sheet.text(cell);
        // People write the level here as well.
        let known = self.levels.by_service.get(&plain(name)).or_else(|| self.levels.by_name.get(&plain(name)));
        known.map(|levels| (cell, levels)).ok_or_else(|| {
            let names = self.levels.services.iter().map(String::as_str);
            let near = nearest(name, self.levels.names.iter().map(String::as_str));
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            let all: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            let help = format!("{near}the services are {}", all.join(", "));
            Diagnostic::error(Code::UnknownName, format!("no service is called `{name}`"))
                .at(self.place(cell.span), "not a service of the agreements")
                .help(help)
        })
    }

    fn several(&self, cell: &Cell, levels: &[LevelId]) -> Diagnostic {
        let ids = levels.iter().filter_map(|id| id.of(self.settings.agreements));
        let ids: Vec<String> = ids.map(|(_, level)| format!("`{}`", level.id)).collect();
        let message = format!("`{}` has several levels, and the line does not say which", self.sheet.text(cell));
        self.mistake(cell, message, "which level?", format!("add a column `level` with one of {}", ids.join(", ")))
    }

    fn unknown_level(&self, cell: &Cell, name: &str) -> Diagnostic {
        let near = nearest(name, self.levels.names.iter().map(String::as_str));
        let found = Diagnostic::error(Code::UnknownName, format!("no level is called `{name}`"))
            .at(self.place(cell.span), "not a level of the agreements");
        match near {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => {
                let all: Vec<String> = self.levels.names.iter().map(|name| format!("`{name}`")).collect();
                found.help(format!("the levels are {}", all.join(", ")))
            }
        }
    }

    /// Why an incident came about: by the id or title of an exclusion, or in free words.
    pub(super) fn cause(&self, row: &'a Row, levels: &[LevelId], found: &mut Vec<Diagnostic>) -> Cause {
        let Some(cell) = self.cell(row, Column::Cause) else { return Cause::Unknown };
        let text = self.sheet.text(cell);
        let wanted = plain(text);
        let exclusions = || {
            levels
                .iter()
                .filter_map(|id| id.of(self.settings.agreements))
                .flat_map(|(agreement, level)| level.exclusions.iter().chain(&agreement.exclusions))
        };
        let is_meant = |exclusion: &&Exclusion| exclusion.id == wanted || plain(&exclusion.title) == wanted;
        if let Some(exclusion) = exclusions().find(is_meant) {
            return Cause::Excluded(exclusion.id.clone());
        }
        if let Some(other) = self.elsewhere(&wanted) {
            let message = format!("`{text}` is an exclusion of `{other}` alone, so the incident counts");
            let misplaced = Diagnostic::warning(Code::UnknownName, message)
                .at(self.place(cell.span), "taken for a cause in free words");
            found.push(
                misplaced.help(
                    "if it should not count, look at the level; `proviso credit --list` shows what each leaves out",
                ),
            );
            return Cause::Said(text.to_owned());
        }
        if let Some(exclusion) = exclusions().find(|exclusion| shares_a_word(&wanted, &exclusion.id)) {
            let message = format!("`{text}` is told as a cause, and the incident counts");
            let alike = Diagnostic::warning(Code::UnknownName, message).at(self.place(cell.span), "in free words");
            found.push(alike.help(format!("if it should not count, write `{}`", exclusion.id)));
            return Cause::Said(text.to_owned());
        }
        if let Some(near) = nearest(&wanted, exclusions().map(|exclusion| exclusion.id.as_str())) {
            let message = format!("`{text}` is no exclusion, so the incident counts");
            let found_near = Diagnostic::warning(Code::UnknownName, message)
                .at(self.place(cell.span), "taken for a cause in free words");
            found.push(found_near.help(format!("if it should not count, write `{near}`")));
        }
        Cause::Said(text.to_owned())
    }

    /// The level that has an exclusion which others have not.
    fn elsewhere(&self, wanted: &str) -> Option<&'a str> {
        let levels = LevelId::all(self.settings.agreements).filter_map(|id| id.of(self.settings.agreements));
        let has = |exclusion: &Exclusion| exclusion.id == wanted || plain(&exclusion.title) == wanted;
        levels.map(|(_, level)| level).find(|level| level.exclusions.iter().any(has)).map(|level| level.id.as_str())
    }
}

/// Whether a cause in free words has a long word of the id of an exclusion: `planned
/// maintenance`.
fn shares_a_word(cause: &str, id: &str) -> bool {
    id.split('-').filter(|word| word.len() > 8).any(|word| cause.split('-').any(|own| own == word))
}
