//! The words for files that are no text.

use super::{Code, Diagnostic};
use crate::source::Undecodable;

/// How to save as UTF-8 in the programs people use.
const SAVE_AS_UTF8: [&str; 3] = [
    "in Notepad: File, Save as, and choose `UTF-8` under Encoding",
    "in Word: File, Save as, `Plain text (*.txt)`, then `Other encoding` and `Unicode (UTF-8)`",
    "in Excel: File, Save as, `CSV UTF-8 (comma delimited)`",
];

impl Diagnostic {
    /// The message for a file that is no text, by the name the person gave it.
    pub fn undecodable(name: &str, reason: &Undecodable) -> Self {
        match reason {
            Undecodable::TooLarge { bytes, most } => {
                let message = format!("`{name}` is too large: {bytes} bytes of at most {most}");
                Self::error(Code::TooLarge, message).help("split the file, or check that it is the file you meant")
            }
            Undecodable::Office => Self::error(
                Code::NotUtf8,
                format!("`{name}` is a document of Word, Excel or a similar program (or a zip file), not plain text"),
            )
            .help("save it as plain text, in UTF-8")
            .saving(),
            Undecodable::Pdf => Self::error(Code::NotUtf8, format!("`{name}` is a PDF document, not plain text"))
                .help("give the text file it was made from"),
            Undecodable::Utf16 => {
                Self::error(Code::NotUtf8, format!("`{name}` is saved as UTF-16 (often called `Unicode`)"))
                    .help("save it as UTF-8")
                    .saving()
            }
            Undecodable::NotUtf8 { at, byte } => Self::error(
                Code::NotUtf8,
                format!(
                    "`{name}` is not saved as UTF-8: line {}, column {} holds the byte {byte:02X}, which is no character",
                    at.line, at.column
                ),
            )
            .help("save it as UTF-8")
            .saving(),
            Undecodable::Zero { at } => Self::error(
                Code::NotUtf8,
                format!("`{name}` is not plain text: line {}, column {} holds a zero byte", at.line, at.column),
            )
            .help("check that it is the file you meant, and save it as UTF-8")
            .saving(),
        }
    }

    fn saving(self) -> Self {
        SAVE_AS_UTF8.iter().fold(self, |diagnostic, advice| diagnostic.help(*advice))
    }
}
