//! Documents that Proviso writes anew each time: sealed, so that one that a person has
//! edited, or never was Proviso's, is not written over.

use super::stamp::hash;

const OPENS: &str = "<!-- proviso document ";
const CLOSES: &str = " -->";

/// The document with a last line that holds the hash of what stands before it.
///
/// ```
/// use proviso::record::{is_sealed, seal};
/// let sealed = seal("# Gap report\n");
/// assert!(is_sealed(&sealed));
/// assert!(is_sealed(&sealed.replace('\n', "\r\n")), "line ends may change in transit");
/// assert!(!is_sealed(&sealed.replace("Gap", "My")));
/// assert!(!is_sealed("# Gap report\n"));
/// ```
pub fn seal(text: &str) -> String {
    format!("{text}{OPENS}{}{CLOSES}\n", hash(text))
}

/// Whether a document is as Proviso wrote it.
pub fn is_sealed(text: &str) -> bool {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_end();
    let Some((before, seal)) = text.rsplit_once(OPENS) else { return false };
    seal.strip_suffix(CLOSES).is_some_and(|seal| seal == hash(before))
}
