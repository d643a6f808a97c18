//! Documents that Proviso writes anew each time: sealed, so that one that a person has
//! edited, or never was Proviso's, is not written over.

use super::stamp::hash;

const OPENS: &str = "<!-- proviso document ";
const CLOSES: &str = " -->";

/// The document with a last line that holds the hash of what stands before it.
pub(super) fn seal(text: &str) -> String {
    format!("{text}{OPENS}{}{CLOSES}\n", hash(text))
}

/// How the seal of a document is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seal {
    /// The document is as Proviso wrote it.
    Whole,
    /// It has been edited.
    Broken,
    /// It never was Proviso's, or its last line is gone.
    Missing,
}

impl Seal {
    pub(super) fn of(text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let text = text.trim_end();
        match text.rsplit_once(OPENS) {
            None => Self::Missing,
            Some((before, seal)) if seal.strip_suffix(CLOSES).is_some_and(|seal| seal == hash(before)) => Self::Whole,
            Some(_) => Self::Broken,
        }
    }

    /// Whether the seal of a document, whole or broken, is that of this text.
    pub(super) fn is_for(document: &str, text: &str) -> bool {
        let seal = document.rsplit_once(OPENS).and_then(|(_, after)| after.split_once(CLOSES));
        seal.is_some_and(|(seal, _)| seal == hash(text))
    }
}

#[cfg(test)]
mod tests {
    use super::{Seal, seal};

    #[test]
    fn edits_break_a_seal() {
        let sealed = seal("# Gap report\n");
        assert_eq!(Seal::of(&sealed), Seal::Whole);
        assert_eq!(Seal::of(&sealed.replace('\n', "\r\n")), Seal::Whole, "line ends may change in transit");
        assert_eq!(Seal::of(&sealed.replace("Gap", "My")), Seal::Broken);
        assert_eq!(Seal::of(&(sealed + "mine\n")), Seal::Broken, "below the seal as well");
        assert_eq!(Seal::of("# Gap report\n"), Seal::Missing);
    }
}
