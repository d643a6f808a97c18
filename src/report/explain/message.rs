//! The page of a message, as `docs/diagnostics.md` has it.

use crate::diagnostic::Code;

const PAGE: &str = include_str!("../../../docs/diagnostics.md");

/// Why a message is given, with a bad example and a good one, in Markdown.
///
/// ```
/// use proviso::diagnostic::Code;
/// use proviso::report::explain::message;
/// let page = message(Code::BackwardRange);
/// assert!(page.starts_with("# backward-range\n"));
/// assert!(page.contains("**Bad**") && page.contains("**Good**"));
/// ```
pub fn message(code: Code) -> String {
    let heading = format!("## {code}");
    let section = PAGE.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| !line.starts_with("## "));
    // The marks for the tests of the page say nothing to a reader.
    let lines: Vec<&str> = section.filter(|line| !line.starts_with("<!--")).collect();
    let text =
        lines.join("\n").replace("](language.md", "](docs/language.md").replace("](profile.md", "](docs/profile.md");
    super::super::markdown::tidy(&format!("# {code}\n\n{text}\n"))
}
