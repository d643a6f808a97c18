//! Lists: one form of signs for all, and one form of numbers for each numbered list, so
//! that each begins with its own first number.

use docx_rs::{
    AbstractNumbering, Docx, IndentLevel, Level, LevelJc, LevelText, NumberFormat, Numbering, NumberingId, Paragraph,
    Start,
};

use super::styles::{LIST, list_indent};

/// Deeper than this, lists go on at the same depth.
const DEEPEST: usize = 5;

/// The first number is taken: the library puts a form of its own there.
const BULLETS: usize = 2;

/// The lists of a document.
#[derive(Default)]
pub(super) struct Lists {
    /// With what each numbered list begins.
    starts: Vec<usize>,
}

/// How an item is marked.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    Bullet,
    /// By the numbered list with this place.
    Number(usize),
    /// By what its text begins with.
    None,
}

impl Lists {
    pub(super) fn begin(&mut self, start: usize) -> Mark {
        self.starts.push(start);
        Mark::Number(self.starts.len())
    }

    /// An empty item at a depth.
    pub(super) fn item(mark: Mark, depth: usize) -> Paragraph {
        let depth = depth.min(DEEPEST);
        let paragraph = Paragraph::new().style(LIST);
        let id = match mark {
            Mark::Bullet => BULLETS,
            Mark::Number(at) => BULLETS + at,
            Mark::None => {
                let (left, hanging) = list_indent(depth);
                return paragraph.indent(left, hanging, None, None);
            }
        };
        paragraph.numbering(NumberingId::new(id), IndentLevel::new(depth))
    }

    /// A document that knows the forms of its lists.
    pub(super) fn numbered(&self, docx: Docx) -> Docx {
        let bullets = abstract_numbering(BULLETS, |depth| {
            let sign = if depth % 2 == 0 { "•" } else { "–" };
            (1, "bullet", sign.to_owned())
        });
        let docx = docx.add_abstract_numbering(bullets).add_numbering(Numbering::new(BULLETS, BULLETS));
        self.starts.iter().enumerate().fold(docx, |docx, (at, start)| {
            let id = BULLETS + at + 1;
            let numbers = abstract_numbering(id, |depth| (*start, "decimal", format!("%{}.", depth + 1)));
            docx.add_abstract_numbering(numbers).add_numbering(Numbering::new(id, id))
        })
    }
}

fn abstract_numbering(id: usize, form: impl Fn(usize) -> (usize, &'static str, String)) -> AbstractNumbering {
    (0..=DEEPEST).fold(AbstractNumbering::new(id), |numbering, depth| {
        let (start, format, text) = form(depth);
        let (left, hanging) = list_indent(depth);
        let level =
            Level::new(depth, Start::new(start), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left"));
        numbering.add_level(level.indent(left, hanging, None, None))
    })
}
