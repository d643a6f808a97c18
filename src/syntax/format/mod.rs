//! One layout for all rule files. What is written stays, word for word, and so do comments
//! and the lines that the author broke; blanks, columns and empty lines follow one rule.
//!
//! The work is done on tokens, not on the tree, so that nothing can be lost; the tree tells
//! where properties begin.

mod columns;
mod lines;
mod marks;
mod print;
mod proof;
mod reader;
mod settle;
mod texts;

use crate::diagnostic::Diagnostic;
use crate::source::Source;

use super::parse;
use proof::Words;

/// The text of a rule file in the one layout. It says what the file says: the words, texts
/// and comments of both are compared, and should they ever differ, the text comes back as
/// it was.
///
/// # Errors
///
/// When the file is not sound: then what [`parse`] says of it.
///
/// ```
/// use proviso::source::Source;
/// use proviso::syntax::format;
/// let source = Source::new("house.proviso", "fact size \"Size\"{\n type number# of people\n ask \"How big?\" }");
/// assert_eq!(
///     format(&source).unwrap(),
///     "fact size \"Size\" {\n    type number  # of people\n    ask  \"How big?\"\n}\n"
/// );
/// ```
pub fn format(source: &Source) -> Result<String, Vec<Diagnostic>> {
    let (file, found) = parse(source);
    if !found.is_empty() {
        return Err(found);
    }
    let words = Words::of(&file);
    let mut lines = reader::read(source.text(), &words.scan, &words.marks);
    settle::settle(&mut lines, 0);
    let text = print::print(&lines);
    let (again, found) = parse(&Source::new(source.name(), text.as_str()));
    let kept = found.is_empty() && words.are_those_of(&Words::of(&again));
    Ok(if kept { text } else { source.text().to_owned() })
}
