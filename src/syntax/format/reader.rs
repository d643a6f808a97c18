//! Tokens and comments → lines.

use super::super::scan::{self, Scan, TokenKind};
use super::lines::{Braces, Line, Piece, Token};
use super::marks::{Mark, Marks};

/// The lines of a sound file.
pub(super) fn read<'t>(text: &'t str, scan: &Scan, marks: &Marks) -> Vec<Line<'t>> {
    let outermost = Frame { braces: Braces::default(), line: Line::default(), line_ends: None };
    let mut reader = Reader { text, marks, end: 0, newlines: 0, open: Vec::new(), frame: outermost };
    let mut comments = scan.comments.iter().peekable();
    for token in &scan.tokens {
        while let Some(comment) = comments.next_if(|comment| comment.start <= token.span.start) {
            reader.comment(comment.start, comment.end);
        }
        reader.token(token);
    }
    reader.end_line();
    reader.frame.braces.lines
}

/// Braces that are open, and the line in them that is being read.
struct Frame<'t> {
    braces: Braces<'t>,
    line: Line<'t>,
    /// Where the declaration of the line ends.
    line_ends: Option<u32>,
}

struct Reader<'t, 'm> {
    text: &'t str,
    marks: &'m Marks,
    /// Up to where the text has been read.
    end: u32,
    /// Line ends of the file since the last token or comment.
    newlines: usize,
    /// The frames around `frame`. As deep as the scan lets brackets nest.
    open: Vec<Frame<'t>>,
    frame: Frame<'t>,
}

impl<'t> Reader<'t, '_> {
    fn between(&self, start: u32, end: u32) -> &'t str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Counts the line ends up to the next thing; false if it has been read already.
    fn reach(&mut self, start: u32) -> bool {
        if start < self.end {
            return false;
        }
        self.newlines += self.between(self.end, start).matches('\n').count();
        true
    }

    fn comment(&mut self, start: u32, end: u32) {
        if !self.reach(start) {
            return;
        }
        self.end = end;
        let text = self.between(start, end).trim_end_matches([' ', '\t', '\r']);
        let newlines = std::mem::take(&mut self.newlines);
        let frame = &mut self.frame;
        if !frame.line.pieces.is_empty() {
            if newlines > 0 {
                frame.line.pieces.push(Piece::Break);
            }
            frame.line.pieces.push(Piece::Comment { text, own_line: newlines > 0 });
        } else if newlines == 0 && frame.braces.lines.is_empty() && !self.open.is_empty() {
            frame.braces.comment = Some(text);
        } else {
            frame.braces.lines.push(Line::of_comment(text, newlines > 1));
        }
    }

    fn token(&mut self, token: &scan::Token) {
        let start = token.span.start;
        if !self.reach(start) {
            return;
        }
        let mark = self.marks.at(start);
        self.end = match mark {
            Some(Mark::Verbatim { end } | Mark::Property { end, .. }) => end,
            _ => token.span.end,
        };
        let verbatim = matches!(mark, Some(Mark::Verbatim { .. }));
        match token.kind {
            TokenKind::LineEnd => {
                self.end_line();
                self.newlines += usize::from(start < token.span.end);
                self.frame.braces.broken = true;
            }
            TokenKind::CloseBrace if !verbatim && !self.open.is_empty() => self.close(),
            TokenKind::OpenBrace if !verbatim => self.open(start, mark),
            kind => {
                self.go_on(start, mark);
                let begins = self.marks.begins(start);
                let kind = if verbatim { TokenKind::Word } else { kind };
                let text = self.between(start, self.end);
                self.frame.line.pieces.push(Piece::Token(Token { kind, text, begins }));
            }
        }
    }

    /// A line begins here, or goes on.
    fn go_on(&mut self, start: u32, mark: Option<Mark>) {
        let newlines = std::mem::take(&mut self.newlines);
        let declaration_ended = self.frame.line_ends.is_some_and(|end| end <= start);
        // A line that ends in a word such as `before` goes on for the scan, though a new
        // property follows.
        let property_follows = newlines > 0 && matches!(mark, Some(Mark::Property { .. }));
        if (declaration_ended || property_follows) && !self.frame.line.pieces.is_empty() {
            self.end_line();
            self.frame.braces.broken = true;
        }
        let line = &mut self.frame.line;
        if line.pieces.is_empty() {
            line.blank_before = newlines > 1;
            if let Some(Mark::Declaration { word, end }) = mark {
                line.declares = Some(word);
                self.frame.line_ends = Some(end);
            }
        } else if newlines > 0 {
            line.pieces.push(Piece::Break);
        }
    }

    fn open(&mut self, start: u32, mark: Option<Mark>) {
        self.go_on(start, mark);
        // A `{` on a line of its own goes to the end of the line before, unless a comment
        // stands there.
        let pieces = &mut self.frame.line.pieces;
        if let [.., before, Piece::Break] = pieces.as_slice()
            && !matches!(before, Piece::Comment { .. })
        {
            pieces.pop();
        }
        let inner = Frame { braces: Braces::default(), line: Line::default(), line_ends: None };
        self.open.push(std::mem::replace(&mut self.frame, inner));
    }

    fn close(&mut self) {
        self.end_line();
        self.newlines = 0;
        if let Some(outer) = self.open.pop() {
            let mut braces = std::mem::replace(&mut self.frame, outer).braces;
            braces.settle();
            self.frame.line.pieces.push(Piece::Braces(braces));
        }
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.frame.line);
        self.frame.line_ends = None;
        // Comments after its last token are no part of the line.
        let mut after = Vec::new();
        while let Some(Piece::Comment { text, own_line }) =
            line.pieces.pop_if(|piece| matches!(piece, Piece::Comment { .. }))
        {
            if own_line {
                after.push(Line::of_comment(text, false));
                line.pieces.pop();
            } else {
                line.comment = Some(text);
            }
        }
        if !line.is_comment() {
            self.frame.braces.lines.push(line);
        }
        self.frame.braces.lines.extend(after.into_iter().rev());
    }
}
