//! An answer → the edit of the profile that gives it.

use crate::intake::{Edit, Node, put as put_value};
use crate::rulebook::vocabulary::{Name, Role};
use crate::source::Source;

/// The edit that gives a name its value, as the profile writes it; nothing where the file
/// cannot be edited without touching more than that.
pub fn put(source: &Source, root: &Node, name: &Name, written: &str) -> Option<Edit> {
    put_value(source, root, &path(name), written)
}

/// The edit that says how much of the draft has been read.
pub fn put_status(source: &Source, root: &Node, status: &str) -> Option<Edit> {
    put_value(source, root, &["draft", "status"], status)
}

/// The line to add by hand, and the key it belongs under.
pub fn line(name: &Name, written: &str) -> (String, &'static str) {
    let section = if matches!(name.role, Role::Term(_)) { "`terms:` of `draft:`" } else { "`facts:`" };
    (format!("{}: {written}", name.id), section)
}

fn path(name: &Name) -> Vec<&str> {
    match name.role {
        Role::Term(_) => vec!["draft", "terms", &name.id],
        Role::Fact | Role::Parameter(_) | Role::Figure(_) => vec!["facts", &name.id],
    }
}
