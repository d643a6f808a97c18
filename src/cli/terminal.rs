//! Results on standard output, everything else on standard error. A closed pipe is no
//! error: whoever reads has read enough.

use std::io::{self, BufRead as _, IsTerminal, Read as _, Write};

use crate::diagnostic::{self, Diagnostic, Style};

use super::files;

/// Messages are cut to this width, whatever the terminal's: long enough for a line of a
/// rule file, and the same bytes everywhere.
const WIDTH: usize = 120;

/// More messages than this are counted, not shown.
const MOST_SHOWN: usize = 100;

/// Nobody types a longer line, in bytes.
const LONGEST_LINE: u64 = 1 << 16;

/// Where a run speaks.
pub(super) struct Terminal {
    out: io::Stdout,
    error: anstream::AutoStream<io::Stderr>,
}

impl Terminal {
    pub(super) fn new() -> Self {
        Self { out: io::stdout(), error: anstream::AutoStream::auto(io::stderr()) }
    }

    /// Writes a result.
    pub(super) fn result(&mut self, text: &str) -> Result<(), Vec<Diagnostic>> {
        self.copy(&text)
    }

    /// The same of a result that need not fit in memory.
    pub(super) fn copy(&mut self, text: &impl files::Content) -> Result<(), Vec<Diagnostic>> {
        let written = text.write_to(&mut self.out).and_then(|()| self.out.flush());
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(vec![
                Diagnostic::error(
                    diagnostic::Code::CannotWrite,
                    format!("the result cannot be written: {}", files::why_not_written(&error)),
                )
                .help("write it to another place; what is there now is not complete"),
            ]),
            _ => Ok(()),
        }
    }

    /// Shows mistakes as the result of a check.
    pub(super) fn findings(&mut self, found: &[Diagnostic]) -> Result<(), Vec<Diagnostic>> {
        let wants = anstream::AutoStream::choice(&self.out) != anstream::ColorChoice::Never;
        self.result(&shown(found, self.out.is_terminal() && wants))
    }

    /// Says what went wrong.
    pub(super) fn complain(&mut self, found: &[Diagnostic]) {
        let text = shown(found, io::stderr().is_terminal());
        self.say(&text);
    }

    /// Shows how far a long run has come, in one line that is written anew each time; an
    /// empty text takes it away. Only people who look on are told.
    pub(super) fn progress(&mut self, text: &str) {
        if io::stderr().is_terminal() {
            self.say(&format!("\r\x1b[2K{text}"));
        }
    }

    /// Whether somebody is there who reads questions and can answer.
    pub(super) fn can_ask(&self) -> bool {
        self.out.is_terminal() && io::stdin().is_terminal()
    }

    /// The next line that somebody types, without its end; nothing at the end of input.
    pub(super) fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
        let line = String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned();
        Ok((read > 0).then_some(line))
    }

    /// Says something that is no result.
    pub(super) fn say(&mut self, text: &str) {
        // Nobody is left to be told that standard error is closed.
        let _ = self.error.write_all(text.as_bytes()).and_then(|()| self.error.flush());
    }
}

fn shown(found: &[Diagnostic], colour: bool) -> String {
    let first = found.get(..found.len().min(MOST_SHOWN)).unwrap_or_default();
    let mut text = diagnostic::render(first, Style { colour, width: WIDTH });
    if found.len() > MOST_SHOWN {
        text.push_str(&format!("\n… and {} more\n", found.len() - MOST_SHOWN));
    }
    text
}
