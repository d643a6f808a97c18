//! What stands below what: in lines that follow on each other, values begin in one column.

use super::super::scan::TokenKind;
use super::super::words::{DeclarationWord, PropertyWord};
use super::lines::{Line, Piece, Token};

/// Blanks between two properties on a line, and between the label of a rung and its
/// condition.
pub(super) const APART: usize = 3;

/// How wide the first parts of a line are, with the blanks after them; 0 where nothing
/// stands below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// The word of its first property.
    pub(super) word: usize,
    /// The label of its rung.
    pub(super) label: usize,
    /// The name it declares.
    pub(super) name: usize,
}

/// The columns of lines that stand in one pair of braces, or in none.
pub(super) fn columns(lines: &[Line<'_>]) -> Vec<Columns> {
    let mut all = Vec::with_capacity(lines.len());
    let mut run = Columns::default();
    let mut kind = None;
    for (at, line) in lines.iter().enumerate() {
        let same = line.is_comment() || Some(Kind::of(line)) == kind;
        if line.blank_before || !same {
            all.resize(at, run);
            (run, kind) = (Columns::default(), None);
        }
        if !line.is_comment() {
            kind = Some(Kind::of(line));
            let own = own(line);
            run.word = run.word.max(own.word);
            run.label = run.label.max(own.label);
            run.name = run.name.max(own.name);
        }
    }
    all.resize(lines.len(), run);
    all
}

/// Lines of one kind stand below one another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Properties,
    /// Declarations of one line that are read like the rows of a table.
    Rows(DeclarationWord),
    Other,
}

impl Kind {
    fn of(line: &Line<'_>) -> Self {
        match line.declares {
            Some(word @ (DeclarationWord::Define | DeclarationWord::Step | DeclarationWord::Exclusion))
                if !line.is_tall() =>
            {
                Self::Rows(word)
            }
            None if line.begins().is_some() => Self::Properties,
            _ => Self::Other,
        }
    }
}

fn own(line: &Line<'_>) -> Columns {
    let mut own = Columns::default();
    match (Kind::of(line), line.token(0), line.token(1)) {
        (Kind::Properties, Some(word), _) => {
            own.word = word.width() + 1;
            own.label = label(line).map_or(0, |label| label.width() + APART);
        }
        (Kind::Rows(_), _, Some(name)) => own.name = name.width() + 1,
        _ => {}
    }
    own
}

/// The label of the rung that begins the line.
pub(super) fn label<'l, 't>(line: &'l Line<'t>) -> Option<&'l Token<'t>> {
    use PropertyWord::{Fallback, Preferred, WalkAway};
    let rung = line.begins().is_some_and(|begins| matches!(begins.word, Preferred | Fallback | WalkAway));
    let followed = matches!(line.pieces.get(2), Some(Piece::Token(_)));
    line.token(1).filter(|token| rung && followed && token.kind == TokenKind::Text && !token.text.contains('\n'))
}

impl Token<'_> {
    /// As it is written.
    pub(super) fn shown(&self) -> &str {
        self.begins.map_or(self.text, |begins| begins.word.as_str())
    }

    fn width(&self) -> usize {
        self.shown().chars().count()
    }

    /// The blanks that fill a column after it.
    pub(super) fn fill(&self, column: usize) -> usize {
        column.saturating_sub(self.width()).max(1)
    }
}
