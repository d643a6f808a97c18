//! `proviso record`: what people wrote into a pack is read back, and shown as a ledger.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Change, Field, Taken, due_shown};
use crate::report::ledger;

use super::page::{self, Format};
use super::terminal::Terminal;
use super::{Exit, deal, files, returned, templates};

/// Read back what people wrote into a pack, and show it round by round
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso record briefing                       read the pack back, and print the ledger
  proviso record briefing --check               only say what is new
  proviso record briefing --round 2             what comes back from now on is of round 2
  proviso record briefing --format html > ledger.html

Read are the Word and Excel lists in `counterparty`, and internal/checklist.md. Under an item of
the checklist, a line may say more than a note:
  - outcome: won      or conceded to fallback 1, refused, waived by CFO, until 31 March 2027
  - owner: Anna       and in the same way due: and response:
What is read goes into record.json, and nothing leaves it again. `proviso brief` reads the pack
back too, before it writes the lists anew.")]
pub(super) struct Record {
    /// The folder that `proviso brief` wrote
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// The round that is on: a new name begins a new one
    #[arg(long, value_name = "NAME")]
    round: Option<String>,

    /// Only say what would be taken in
    #[arg(long)]
    check: bool,

    /// The form of the ledger
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,

    /// The day for which it is recorded
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    as_of: Option<Date>,

    /// A folder with document templates that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

impl Record {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let templates = templates::read(self.templates.as_deref())?;
        if !self.folder.is_dir() {
            return Err(vec![self.no_pack()]);
        }
        let known = returned::record(&self.folder).map_err(|found| vec![found])?;
        let mut record = known.ok_or_else(|| vec![self.no_pack()])?;
        let before = record.text();
        let written = returned::manifest(&self.folder).map_err(|found| vec![found])?.unwrap_or_default();
        let returned = returned::take_in(&self.folder, &mut record, &written, self.round.as_deref(), self.as_of)?;
        if self.check {
            returned.warn(terminal);
            terminal.result(&checked(&returned.taken))?;
            return Ok(Exit::Done);
        }
        let shown = match self.format {
            Format::Json => ledger::ledger_json(&record),
            format => {
                let title = format!("Record of the talks: {}", record.company);
                ledger::ledger_markdown(&ledger::ledger(&record), &templates)
                    .and_then(|markdown| page::dressed(format, &title, markdown, &templates))
                    .map_err(|found| vec![found])?
            }
        };
        let now = record.text();
        if now != before {
            let place = self.folder.join(returned::RECORD);
            files::write_each(&[(place, now)]).map_err(|found| vec![found])?;
        }
        returned.tell(terminal);
        terminal.result(&shown)?;
        Ok(Exit::Done)
    }

    fn no_pack(&self) -> Diagnostic {
        let folder = self.folder.display();
        let cannot = |why: &str| Diagnostic::error(Code::CannotRead, format!("`{folder}` {why}"));
        if self.folder.is_dir() {
            cannot("holds no briefing pack with a record")
                .help("name the folder that was given to `proviso brief` with `--out`")
                .help("the record is begun when `proviso brief` writes the pack")
        } else if self.folder.exists() {
            cannot("is a file, and the record of a pack is read from its folder")
                .help("name the folder that was given to `proviso brief` with `--out`")
        } else {
            cannot("cannot be read: there is no such folder").help("check the spelling and the folder you are in")
        }
    }
}

/// What would be taken in, a line for each change.
fn checked(taken: &Taken) -> String {
    if taken.changes.is_empty() {
        return "nothing new\n".to_owned();
    }
    let line = |change: &Change| {
        let says = |text: &str| {
            let shown = match change.field {
                Field::Due | Field::OurDue => due_shown(text),
                _ => text.to_owned(),
            };
            format!("“{}”", shown.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let now = if change.now.is_empty() { "taken back".to_owned() } else { says(&change.now) };
        let was = if change.was.is_empty() { String::new() } else { format!(", was {}", says(&change.was)) };
        let from: Vec<&str> = change.from.iter().map(|document| returned::file_name(*document)).collect();
        format!("  {}: {} {now}{was} ({})\n", change.title, change.field.words(), from.join(", "))
    };
    let lines: String = taken.changes.iter().map(line).collect();
    format!("{} to take in\n{lines}", returned::counted(taken.changes.len()))
}
