//! Word and Excel files → tables of plain texts, as people leave them.
//!
//! The files come from anybody: every part is unpacked under a limit, nothing is run, and
//! what cannot be read is told in words.

mod excel;
mod package;
mod word;

use crate::diagnostic::{Code, Diagnostic};

pub use excel::excel_file;
pub use word::word_file;

/// What an office file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeFile {
    /// Its tables, or its sheets, in order.
    pub grids: Vec<Grid>,
    /// The text that stands in no table, a line for each paragraph.
    pub beside: String,
    /// How many comments hang on it; what they say is not read.
    pub comments: usize,
    /// The mark that Proviso gave the copy; empty where there is none.
    pub mark: String,
}

/// A table of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// What people call it: "the table", "the sheet “Issues”".
    pub name: String,
    /// Its rows that hold anything, in order.
    pub rows: Vec<GridRow>,
}

/// A row of a table. Rows need not be equally long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// As people count, from 1.
    pub number: usize,
    /// The text of each cell. Its lines end with `\n`, days read `2027-03-31`.
    pub cells: Vec<String>,
}

impl Grid {
    /// Where a row stands: "row 7 of the table".
    pub fn place(&self, row: &GridRow) -> String {
        format!("row {} of {}", row.number, self.name)
    }
}

/// More rows or columns than this no list has.
const MOST_ROWS: usize = 50_000;
const MOST_COLUMNS: usize = 512;

/// Why an office file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is something else.
    #[error("it is no file of Word or Excel")]
    NotOffice,
    /// It is a list of the other form, under a name that is not its own.
    #[error("it is an Excel file, under the name of a Word file")]
    Excel,
    /// The same the other way round.
    #[error("it is a Word file, under the name of an Excel file")]
    Word,
    /// It is encrypted, or in the old form; from outside, both look alike.
    #[error("it is protected by a password, or saved in the form of Word or Excel 97")]
    Protected,
    /// Parts are missing or make no sense.
    #[error("it is damaged")]
    Damaged,
    /// It is, or unpacks to, more than anybody writes.
    #[error("it is far larger than any list")]
    TooLarge,
    /// Its parts stand within one another beyond the limit.
    #[error("its parts stand within one another too deeply")]
    TooDeep,
}

impl Unreadable {
    /// The message, for the file as the person named it.
    ///
    /// ```
    /// use proviso::intake::{excel_file, word_file};
    /// let found = word_file(b"Dear all").unwrap_err().about("deal/issues-list.docx");
    /// assert_eq!(found.message, "`deal/issues-list.docx` cannot be read: it is no file of Word or Excel");
    /// assert!(excel_file(b"PK").is_err());
    /// ```
    pub fn about(self, file: &str) -> Diagnostic {
        let help = match self {
            Self::NotOffice => "put the list back in the form in which it was written",
            Self::Excel => "rename it to end in `.xlsx`, in the place of the Excel list, and put the Word list back",
            Self::Word => "rename it to end in `.docx`, in the place of the Word list, and put the Excel list back",
            Self::Protected => "open it, take the password away, and save it as `.docx` or `.xlsx`",
            Self::Damaged => "open it in Word or Excel, let it be repaired, and save it under the same name",
            Self::TooLarge | Self::TooDeep => "copy the table into a new file, and save that under the same name",
        };
        Diagnostic::error(Code::DamagedDocument, format!("`{file}` cannot be read: {self}")).help(help)
    }
}

/// What the keywords of a file begin with that Proviso wrote; a mark of this copy follows.
pub const COPY: &str = "proviso-copy-";

/// A text with line ends of one kind.
fn plain_ends(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}
