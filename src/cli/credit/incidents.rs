//! A log, read and worked out.

use std::path::Path;

use jiff::tz::TimeZone;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::intake::{self, MOST_BYTES, MOST_CSV_BYTES, Sheet};
use crate::sla::Agreement;
use crate::sla::log::{LeftOut, Log};
use crate::sla::read::{self, Lines, Settings, read};
use crate::sla::reckon::{Terms, reckon};
use crate::source::{Place, Source, Spanned};

use super::super::check::file_name;
use super::super::terminal::Terminal;
use super::super::{Exit, files};
use super::{Credit, buying, output, too_large};

/// What YAML logs may hold besides lists of lines.
const LISTS: [&str; 3] = ["incidents", "resources", "attempts"];

impl Credit {
    pub(super) fn log(
        &self,
        agreements: &[Agreement],
        terms: &Terms,
        terminal: &mut Terminal,
    ) -> Result<Exit, Vec<Diagnostic>> {
        let Some(path) = &self.incidents else { return Ok(Exit::Done) };
        let one = |found: Diagnostic| vec![found];
        let levels = self.levels(agreements).map_err(one)?;
        let yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        let text = files::read(path, if yaml { MOST_BYTES } else { MOST_CSV_BYTES }).map_err(one)?;
        let source = Source::labelled(path.display().to_string(), file_name(path), text);
        let mut found = Vec::new();
        let Lists { sheets, zone, currency } = match yaml {
            true => lists(&source, &mut found)?,
            false => {
                let sheet = intake::csv(&source, &mut found, &mut |rows| {
                    terminal.progress(&format!("read {rows} lines"));
                });
                Lists { sheets: vec![sheet], ..Lists::default() }
            }
        };
        // A line that could not even be told into cells is left out like any other.
        let broken = found.iter().filter(|found| found.level == Level::Error).count();
        let settings = Settings {
            agreements,
            calendar: &terms.calendar,
            zone: self.zone.clone().or(zone),
            levels,
            currency: self.currency.clone().or(currency),
        };
        let (mut log, mut lines) = (Log::default(), Lines { left_out: broken, ..Lines::default() });
        log.left_out.extend(unreadable(&found));
        for sheet in &sheets {
            let own = read(sheet, &settings, &mut log, &mut found, &mut |rows| {
                terminal.progress(&format!("understood {rows} of {} lines", sheet.rows.len()));
            });
            lines.read += own.read;
            lines.left_out += own.left_out;
            lines.in_part += own.in_part;
        }
        terminal.progress("");
        if lines.read == 0 {
            if found.iter().all(|found| found.level != Level::Error) {
                found.push(empty(path));
            }
            return Err(found);
        }
        terminal.progress("working it out");
        let account = reckon(&log, agreements, terms);
        terminal.progress("");
        let account = account.map_err(|error| vec![too_large(error)])?;
        found.extend(account.contradictions(&source));
        found.extend(read::doubts(&log, &source, &terms.calendar, self.as_of));
        crate::diagnostic::sort(&mut found);
        terminal.complain(&found);
        let told = output::told(self, agreements, terms, &account, Some((&log, &source)), lines);
        output::write(self, &told, terminal)?;
        // The program ends here: taking a large log apart would take as long as reading it.
        std::mem::forget((log, sheets, source));
        Ok(if lines.left_out + lines.in_part > 0 { Exit::Failing } else { Exit::Done })
    }
}

/// The lines that could not even be told into cells: nobody knows what they are about.
fn unreadable(found: &[Diagnostic]) -> impl Iterator<Item = LeftOut> {
    let errors = found.iter().filter(|found| found.level == Level::Error);
    errors.filter_map(|found| {
        Some(LeftOut { why: found.message.clone(), span: found.place()?.span, ..LeftOut::default() })
    })
}

/// What a log holds.
#[derive(Default)]
struct Lists {
    sheets: Vec<Sheet>,
    /// The zone of times that say none.
    zone: Option<TimeZone>,
    /// The currency of amounts that name none.
    currency: Option<String>,
}

/// The lists of a YAML log as tables, with what holds for all of it.
fn lists(source: &Source, found: &mut Vec<Diagnostic>) -> Result<Lists, Vec<Diagnostic>> {
    let node = intake::yaml(source)?;
    let is_list = |key: &str| LISTS.contains(&key);
    let entries = node.entries().filter(|entries| entries.iter().any(|entry| is_list(&entry.key.node)));
    let Some(entries) = entries else {
        let message = format!("`{}` should hold a list `incidents`", source.name());
        let place = Place::new(source, node.span);
        return Err(vec![
            Diagnostic::error(Code::BadValue, message)
                .at(place, "not a log")
                .help("write `incidents:`, and below it `- start: …` with the other keys of each incident"),
        ]);
    };
    let mut lists = Lists::default();
    for entry in entries {
        let Spanned { node: key, span } = &entry.key;
        let place = Place::new(source, *span);
        if is_list(key) {
            lists.sheets.push(intake::sheet(source, &entry.value, found));
        } else if key == "zone" {
            let name = Place::new(source, entry.value.span);
            match read::zone(name.text().trim_matches(['"', '\''])) {
                Ok(known) => lists.zone = Some(known),
                Err(near) => {
                    let message = format!("no time zone is called `{}`", name.text());
                    let unknown = Diagnostic::error(Code::BadValue, message).at(name, "not a time zone");
                    let near = near.map_or("write a name such as `Europe/Berlin`".to_owned(), |near| {
                        format!("did you mean `{near}`?")
                    });
                    return Err(vec![unknown.help(near)]);
                }
            }
        } else if key == "currency" {
            let code = Place::new(source, entry.value.span);
            match buying::currency(code.text().trim_matches(['"', '\''])) {
                Ok(known) => lists.currency = Some(known),
                Err(says) => {
                    return Err(vec![Diagnostic::error(Code::BadValue, says).at(code, "not a currency")]);
                }
            }
        } else {
            let message = format!("a log has no key `{key}`");
            let unknown = Diagnostic::error(Code::UnknownKey, message).at(place, "not a part of a log");
            found.push(unknown.help("the keys are `zone`, `currency`, `incidents`, `resources` and `attempts`"));
        }
    }
    Ok(lists)
}

fn empty(path: &Path) -> Diagnostic {
    Diagnostic::error(Code::MissingKey, format!("`{}` holds no incidents", path.display()))
        .help("name the columns in the first line, and write one incident a line below it")
}
