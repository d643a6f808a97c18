//! Lines for a terminal, and for whoever has it read aloud: no columns, no drawing.

use crate::diagnostic::Diagnostic;

const WIDTH: usize = 88;

/// A text in lines, set in.
pub(super) fn wrapped(text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut lines = String::new();
    for paragraph in text.lines() {
        let mut line = margin.clone();
        for word in paragraph.split_whitespace() {
            let length = line.chars().count();
            if length > indent && length + 1 + word.chars().count() > WIDTH {
                lines.push_str(&line);
                lines.push('\n');
                line.clone_from(&margin);
            }
            if line.chars().count() > indent {
                line.push(' ');
            }
            line.extend(word.chars().filter(|letter| !letter.is_control()));
        }
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    lines
}

/// What is wrong with an answer, without the places that a file would have.
pub(super) fn complaint(found: &[Diagnostic]) -> String {
    let mut text = String::new();
    for found in found {
        text.push_str(&wrapped(&sentence(&found.message), 2));
        for help in &found.help {
            let for_files = help.starts_with("what is not known is left out");
            let help = if for_files { "say `don't know`, and it stays open" } else { help };
            text.push_str(&wrapped(&sentence(help), 2));
        }
    }
    text
}

/// With a capital and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let end = if text.ends_with(['.', '?', '!', ':']) { "" } else { "." };
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}{end}", letters.as_str())
}
