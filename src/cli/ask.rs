//! `proviso ask`: the open questions, asked one by one or listed.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::interview::{Interview, Turn, list};

use super::deal::{self, Assessed};
use super::terminal::Terminal;
use super::{Exit, files};

/// Ask what is still open, the most decisive question first, and write the answers down
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso ask our-deal.yaml                        an interview; answers go into the file
  proviso ask our-deal.yaml --mail questions.txt   what others are to answer, as mails
  proviso ask our-deal.yaml --format markdown      the questions as a list
  proviso ask our-deal.yaml | less                 the same: where nobody can answer

In the interview you can also say: don't know, ask finance, why, back, list, help, stop.
Each answer is written at once, and so is each question for others with --mail; comments
and order in the file stay as they are.")]
pub(super) struct Ask {
    /// What is known of the company and the draft (YAML)
    #[arg(value_name = "PROFILE")]
    profile: PathBuf,

    /// A rule file or a folder of them; replaces the bundled pack of the same name
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// List the questions in this form, without an interview
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write the questions for others into this new file instead of printing them
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    mail: Option<PathBuf>,

    /// The day everything is judged by, before the profile's own
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    as_of: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Markdown,
    Json,
}

impl Ask {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let Assessed { rulebook, profile, assessment, .. } =
            deal::assess(&self.profile, &self.rules, self.as_of, terminal)?;
        let format = self.format.or((!terminal.can_ask()).then_some(Format::Markdown));
        if let Some(format) = format {
            if let Some(mail) = &self.mail {
                return Err(vec![
                    cannot(mail, "without a terminal nobody is asked, and no question is left for others")
                        .help("run it in a terminal, or leave `--mail` out for a list of all questions"),
                ]);
            }
            terminal.result(&match format {
                Format::Markdown => list::markdown(&rulebook, &profile, &assessment),
                Format::Json => list::json(&rulebook, &profile, &assessment),
            })?;
            return Ok(Exit::Done);
        }
        let mut file = ProfileFile::open(&self.profile, profile.source.text()).map_err(|found| vec![found])?;
        if let Some(mail) = &self.mail {
            absent(mail).map_err(|found| vec![found])?;
        }
        let mut mail = self.mail.clone().map(|place| MailFile { place, text: None });
        let (mut interview, first) = Interview::begin(&rulebook, &profile.source, self.as_of)?;
        if mail.is_some() {
            interview = interview.keeping_mail();
        }
        let ended = converse(&mut interview, first, &mut file, mail.as_mut(), terminal);
        // However it ended, what was put off for others is handed over.
        if let Some(text) = interview.mail() {
            match mail.filter(|mail| mail.text.as_ref() == Some(&text)) {
                Some(mail) => terminal.say(&format!("wrote {}\n", mail.place.display())),
                None => terminal.result(&format!("\nTo be mailed:\n\n{text}"))?,
            }
        }
        ended.map(|()| Exit::Done)
    }
}

/// Question and answer until the end; each answer is in the file before it is spoken of.
fn converse(
    interview: &mut Interview<'_>,
    first: Turn,
    file: &mut ProfileFile,
    mut mail: Option<&mut MailFile>,
    terminal: &mut Terminal,
) -> Result<(), Vec<Diagnostic>> {
    let mut turn = first;
    loop {
        if let Some(text) = &turn.text {
            file.write(text).map_err(|found| vec![found])?;
        }
        // Before anything is said, so that whoever breaks off has it.
        if let Some(mail) = &mut mail {
            mail.keep(interview.mail()).map_err(|found| vec![found])?;
        }
        terminal.result(&turn.says)?;
        if turn.over {
            return terminal.result(&interview.farewell());
        }
        terminal.result("\n> ")?;
        turn = match terminal.line().map_err(|error| vec![files::cannot_read("standard input", &error)])? {
            Some(line) => interview.turn(&line),
            None => Turn { says: "\n".to_owned(), over: true, ..Turn::default() },
        };
    }
}

/// The file with questions for others, as it stands so far.
struct MailFile {
    place: PathBuf,
    /// What was written into it; nothing where it is not there yet.
    text: Option<String>,
}

impl MailFile {
    /// Writes what is to be mailed by now; a file in which nothing is left is taken away.
    fn keep(&mut self, mail: Option<String>) -> Result<(), Diagnostic> {
        if self.text == mail {
            return Ok(());
        }
        if let Some(text) = &self.text {
            let stands = fs::read(&self.place).unwrap_or_default();
            if stands != text.as_bytes() {
                return Err(cannot(&self.place, "it has been changed by another program in the meantime")
                    .help("nothing of that is overwritten"));
            }
        } else {
            absent(&self.place)?;
        }
        match &mail {
            Some(text) => files::write_each(&[(self.place.clone(), text.clone())])?,
            None => {
                fs::remove_file(&self.place).map_err(|error| cannot(&self.place, files::why_not_written(&error)))?;
            }
        }
        self.text = mail;
        Ok(())
    }
}

/// The file of a profile, as it was when Proviso last looked.
struct ProfileFile {
    place: PathBuf,
    bytes: Vec<u8>,
    /// The byte-order mark, where the file has one.
    mark: &'static str,
}

impl ProfileFile {
    /// # Errors
    /// The file holds something else than the text that was read from it.
    fn open(place: &Path, text: &str) -> Result<Self, Diagnostic> {
        let bytes = fs::read(place).map_err(|error| files::cannot_read(&place.display().to_string(), &error))?;
        let mark = if bytes.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
        if bytes != format!("{mark}{text}").as_bytes() {
            let found = cannot(place, "its lines end as on very old Macs, or it has just been changed");
            return Err(found.help("save it once more in your editor, with ordinary line ends, and ask again"));
        }
        Ok(Self { place: place.to_owned(), bytes, mark })
    }

    /// Writes the whole text, unless somebody else has changed the file.
    fn write(&mut self, text: &str) -> Result<(), Diagnostic> {
        let now = fs::read(&self.place).unwrap_or_default();
        if now != self.bytes {
            return Err(cannot(&self.place, "it has been changed by another program in the meantime")
                .help("nothing of that is overwritten; the last answer is not in the file")
                .help("save what is open in your editor, and run `proviso ask` again"));
        }
        let text = format!("{}{text}", self.mark);
        files::write_each(&[(self.place.clone(), text.clone())])?;
        self.bytes = text.into_bytes();
        Ok(())
    }
}

fn cannot(place: &Path, why: &str) -> Diagnostic {
    Diagnostic::error(Code::CannotWrite, format!("`{}` cannot be written: {why}", place.display()))
}

/// Whether a name is free.
fn absent(place: &Path) -> Result<(), Diagnostic> {
    match place.exists() {
        true => Err(cannot(place, "there is a file of that name").help("name a file that is not there yet")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{MailFile, ProfileFile};

    #[test]
    fn mails_are_there_after_each_note() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("mail.txt");
        let read = || std::fs::read_to_string(&place).ok();
        let mut file = MailFile { place: place.clone(), text: None };
        for mail in [None, Some("To: Legal\n"), Some("To: Legal\n\nTo: Finance\n"), None, Some("To: IT\n")] {
            file.keep(mail.map(str::to_owned)).unwrap();
            assert_eq!(read().as_deref(), mail);
        }
        std::fs::write(&place, "mine").unwrap();
        assert!(file.keep(None).unwrap_err().message.contains("another program"));
        let mut other = MailFile { place: place.clone(), text: None };
        assert!(other.keep(Some("To: IT\n".to_owned())).is_err());
        assert_eq!(read().as_deref(), Some("mine"));
    }

    #[test]
    fn the_mark_at_the_beginning_stays() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("deal.yaml");
        std::fs::write(&place, "\u{feff}a: 1\r\n").unwrap();
        let mut file = ProfileFile::open(&place, "a: 1\r\n").unwrap();
        file.write("a: 2\r\n").unwrap();
        file.write("a: 3\r\n").unwrap();
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "\u{feff}a: 3\r\n");
    }

    #[test]
    fn what_another_program_wrote_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("deal.yaml");
        std::fs::write(&place, "a: 1\n").unwrap();
        let mut file = ProfileFile::open(&place, "a: 1\n").unwrap();
        std::fs::write(&place, "a: 7\n").unwrap();
        let refused = file.write("a: 2\n").unwrap_err();
        assert!(refused.message.contains("another program"), "{}", refused.message);
        std::fs::remove_file(&place).unwrap();
        assert!(file.write("a: 2\n").is_err(), "a file that was taken away is not made anew");
        assert!(!place.exists());
    }

    #[test]
    fn a_file_with_old_line_ends_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("deal.yaml");
        std::fs::write(&place, "a: 1\rb: 2\r").unwrap();
        assert!(ProfileFile::open(&place, "a: 1\nb: 2\n").is_err());
    }
}
