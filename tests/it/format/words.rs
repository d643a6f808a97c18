//! Rule files as words and comments, read without the parser: what a layout must keep.

/// A word, a sign, a text or a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// What stands before it: blanks and line ends.
    pub(crate) gap: String,
    pub(crate) text: String,
}

impl Piece {
    pub(crate) fn is_comment(&self) -> bool {
        self.text.starts_with('#')
    }

    pub(crate) fn is_long_text(&self) -> bool {
        self.text.starts_with("\"\"\"")
    }
}

/// The pieces of a text, and the blanks at its end.
pub(crate) fn pieces(text: &str) -> (Vec<Piece>, String) {
    let mut all = Vec::new();
    let mut rest = text;
    loop {
        let inside = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let (gap, _) = rest.split_at(rest.len() - inside.len());
        if inside.is_empty() {
            return (all, gap.to_owned());
        }
        let (piece, after) = inside.split_at(length(inside));
        all.push(Piece { gap: gap.to_owned(), text: piece.to_owned() });
        rest = after;
    }
}

fn length(text: &str) -> usize {
    let is_word = |found: char| found.is_alphanumeric() || matches!(found, '-' | '_' | '.');
    let first = text.chars().next().unwrap();
    match first {
        '#' => text.find('\n').unwrap_or(text.len()),
        '"' => {
            let quote = if text.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
            let mut rest = text.strip_prefix(quote).unwrap();
            while !rest.starts_with(quote) {
                rest = rest.strip_prefix('\\').unwrap_or(rest);
                rest = rest.strip_prefix(|_: char| true).unwrap();
            }
            text.len() - rest.len() + quote.len()
        }
        _ if is_word(first) => text.find(|next| !is_word(next)).unwrap_or(text.len()),
        _ => first.len_utf8(),
    }
}

/// What must not change: each word and text in order, each comment in its place and, where
/// it stood behind something on a line, still behind it.
pub(crate) fn kept(text: &str) -> Vec<String> {
    let shown = |piece: &Piece| {
        if piece.is_comment() {
            let place = if piece.gap.contains('\n') { "own line " } else { "" };
            format!("{place}{}", piece.text.trim_end())
        } else if piece.is_long_text() {
            // Where its lines begin is the parser's to compare.
            piece.text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            piece.text.replace("\r\n", "\n")
        }
    };
    let mut all: Vec<String> = pieces(text).0.iter().map(shown).collect();
    if let Some(first) = all.first_mut() {
        *first = first.trim_start_matches("own line ").to_owned();
    }
    all
}
