//! A fresh document + what stands in its place → what is to stand there, or why it stays.

use crate::diagnostic::{Code, Diagnostic};

use super::checklist::carry_over;
use super::line;
use super::seal::{Seal, seal};
use super::stamp::{MARK, stamp};

/// What a document is to people, and so what becomes of one that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// They work in it: what they wrote is kept.
    Checklist,
    /// They read it: it is written anew, unless somebody has edited it.
    Report,
    /// Programs read it, and know it by these words: it is written anew.
    Data(&'static str),
}

/// A document as it is to be written, where `old` may stand in its place.
///
/// Of a checklist the result holds what people wrote into the old one. Asking once more,
/// with the result in the place of the old one, changes nothing.
///
/// ```
/// use proviso::record::{Form, renewed};
/// let fresh = "# Checklist: Deal\n<!-- proviso checklist 1 -->\n\n- [ ] **Ask.** Legal <!-- p/ask -->\n";
/// let first = renewed(Form::Checklist, fresh, None)?;
/// assert!(first.contains("- [ ] **Ask.** Legal <!-- p/ask cd48a8a3 -->\n"));
/// let worked = first.replace("[ ]", "[x]") + "  They agreed by phone.\n";
/// assert_eq!(renewed(Form::Checklist, fresh, Some(&worked))?, worked);
///
/// let report = renewed(Form::Report, "# Gap report\n", None)?;
/// assert!(renewed(Form::Report, "# Gap report\n\nNew.\n", Some(&report)).is_ok());
/// assert!(renewed(Form::Report, "# Gap report\n", Some(&report.replace("Gap", "My"))).is_err());
/// # Ok::<(), proviso::record::Refusal>(())
/// ```
///
/// # Errors
/// What stands there is not Proviso's to write over.
pub fn renewed(form: Form, fresh: &str, old: Option<&str>) -> Result<String, Refusal> {
    match (form, old) {
        (Form::Checklist, None) => Ok(stamp(fresh)),
        (Form::Checklist, Some(old)) => {
            let old = line::plain_ends(old);
            let Some(theirs) = before_mark(&old) else { return Err(Refusal::NotOurs(form)) };
            let fresh = stamp(fresh);
            let ours = before_mark(&fresh).unwrap_or_default();
            match (title(theirs), title(ours)) {
                (Some(theirs), Some(ours)) if theirs != ours => Err(Refusal::OtherDeal(theirs.to_owned())),
                _ => Ok(carry_over(&fresh, &old)),
            }
        }
        (Form::Report, Some(old)) if is_another(old, fresh) => {
            Err(Refusal::OtherDocument(kind(old).unwrap_or("checklist").to_owned()))
        }
        (Form::Report, old) => match old.map(Seal::of) {
            None | Some(Seal::Whole) => Ok(seal(fresh)),
            Some(Seal::Broken) => Err(Refusal::Edited),
            Some(Seal::Missing) => Err(Refusal::NotOurs(form)),
        },
        (Form::Data(words), old) => match old.is_none_or(|old| old.contains(words)) {
            true => Ok(fresh.to_owned()),
            false => Err(Refusal::NotOurs(form)),
        },
    }
}

/// Whether a report, since edited or not, was made from the very text that would be
/// written today.
///
/// ```
/// use proviso::record::{Form, renewed, was_made_from};
/// let sealed = renewed(Form::Report, "# Claim\n", None)?;
/// assert!(was_made_from(&sealed.replace("Claim", "My claim"), "# Claim\n"));
/// assert!(!was_made_from(&sealed, "# Another claim\n"));
/// # Ok::<(), proviso::record::Refusal>(())
/// ```
pub fn was_made_from(old: &str, fresh: &str) -> bool {
    Seal::is_for(old, fresh)
}

/// What stands before the mark of a checklist; nothing where the mark is missing.
pub(super) fn before_mark(text: &str) -> Option<&str> {
    let mut at = 0;
    for written in text.split_inclusive('\n') {
        if written.trim() == MARK {
            return text.get(..at);
        }
        at += written.len();
    }
    None
}

/// Whether what stands there is Proviso's, and another kind of document.
fn is_another(old: &str, fresh: &str) -> bool {
    let is_checklist = before_mark(&line::plain_ends(old)).is_some();
    is_checklist
        || Seal::of(old) == Seal::Whole && kind(old).is_some_and(|old| kind(fresh).is_some_and(|new| new != old))
}

/// What a document calls itself before its subject: "Gap report" of "Gap report: Northwind".
fn kind(text: &str) -> Option<&str> {
    let html = || text.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map(|(title, _)| title);
    let title = title(text).or_else(html)?;
    title.split_once(':').map(|(kind, _)| kind.trim())
}

/// The words of the first heading.
fn title(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("# ")).map(str::trim)
}

/// Why a file stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It does not carry Proviso's mark: it is somebody else's.
    #[error("it was not written by Proviso")]
    NotOurs(Form),
    /// It does, but is not as Proviso wrote it.
    #[error("it has been edited since Proviso wrote it")]
    Edited,
    /// It is another document by Proviso, of this kind.
    #[error("it is a {0}")]
    OtherDocument(String),
    /// It is the checklist of another deal, by this title.
    #[error("it is the \"{0}\"")]
    OtherDeal(String),
}

impl Refusal {
    /// The message, for the file as the person named it.
    ///
    /// ```
    /// use proviso::record::Refusal;
    /// let found = Refusal::Edited.about("deal/gap-report.md");
    /// assert_eq!(
    ///     found.message,
    ///     "`deal/gap-report.md` has been edited since Proviso wrote it and will not be overwritten"
    /// );
    /// ```
    pub fn about(&self, file: &str) -> Diagnostic {
        self.about_with(file, "move or rename it, or write to another folder with `--out`")
    }

    /// The message, for a command that names another place in its own way.
    pub fn about_with(&self, file: &str, elsewhere: &str) -> Diagnostic {
        let (message, help) = match self {
            Self::NotOurs(Form::Checklist) => (
                format!("`{file}` was not written by Proviso and will not be overwritten"),
                Some(format!("if it is a checklist by Proviso, put the line `{MARK}` back under its title")),
            ),
            Self::NotOurs(_) => {
                (format!("`{file}` was not written by Proviso, or lost its mark, and will not be overwritten"), None)
            }
            Self::Edited => {
                (format!("`{file}` has been edited since Proviso wrote it and will not be overwritten"), None)
            }
            Self::OtherDocument(kind) => {
                (format!("`{file}` is a {}, and will not be overwritten", kind.to_lowercase()), None)
            }
            Self::OtherDeal(title) => (
                format!("`{file}` is the \"{title}\": another company's notes would be mixed in"),
                Some("if only the name has changed, change it in the file's title too".to_owned()),
            ),
        };
        let mistake = Diagnostic::error(Code::NotOurs, message).help(elsewhere);
        help.into_iter().fold(mistake, Diagnostic::help)
    }
}
