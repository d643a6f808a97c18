//! Results that need not fit in memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};

use crate::cli::files;
use crate::diagnostic::{Code, Diagnostic};

/// What is to be printed or written.
pub(in crate::cli) enum Printed {
    Text(String),
    /// A first line, and those that wait in a file.
    Lines {
        head: String,
        rest: File,
    },
}

impl Printed {
    /// The same as Parquet; `transcribe` reads it and writes that.
    pub(in crate::cli) fn into_parquet(
        self,
        transcribe: impl FnOnce(&mut dyn BufRead, File) -> io::Result<()>,
    ) -> Result<Self, Diagnostic> {
        let made = || -> io::Result<File> {
            let table = tempfile::tempfile()?;
            let to = table.try_clone()?;
            match self {
                Self::Text(text) => transcribe(&mut text.as_bytes(), to)?,
                Self::Lines { head, mut rest } => {
                    rest.rewind()?;
                    transcribe(&mut head.as_bytes().chain(BufReader::new(rest)), to)?;
                }
            }
            Ok(table)
        };
        let rest = made().map_err(|error| no_room(&error))?;
        Ok(Self::Lines { head: String::new(), rest })
    }
}

impl files::Content for Printed {
    fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text(text) => out.write_all(text.as_bytes()),
            Self::Lines { head, rest } => {
                out.write_all(head.as_bytes())?;
                let mut rest = rest;
                rest.rewind()?;
                io::copy(&mut rest, out).map(drop)
            }
        }
    }
}

/// Lines that wait in a file without a name.
pub(in crate::cli) struct Spool(BufWriter<File>);

impl Spool {
    pub(in crate::cli) fn new() -> Result<Self, Diagnostic> {
        tempfile::tempfile().map(|file| Self(BufWriter::new(file))).map_err(|error| no_room(&error))
    }

    pub(in crate::cli) fn line(&mut self, line: &str) -> Result<(), Diagnostic> {
        self.0.write_all(line.as_bytes()).map_err(|error| no_room(&error))
    }

    /// The lines, one by one.
    pub(in crate::cli) fn lines(self) -> Result<impl Iterator<Item = Result<String, Diagnostic>>, Diagnostic> {
        let mut file = self.0.into_inner().map_err(|error| no_room(error.error()))?;
        file.rewind().map_err(|error| no_room(&error))?;
        Ok(BufReader::new(file).lines().map(|line| line.map_err(|error| no_room(&error))))
    }

    /// All lines, after a first one.
    pub(in crate::cli) fn read(self, head: String) -> Result<Printed, Diagnostic> {
        let file = self.0.into_inner().map_err(|error| no_room(error.error()))?;
        Ok(Printed::Lines { head, rest: file })
    }
}

fn no_room(error: &io::Error) -> Diagnostic {
    let says = format!("the folder for temporary files cannot be used: {}", files::why_not_written(error));
    Diagnostic::error(Code::CannotWrite, says).help("make room there, or name another folder in TMPDIR")
}
