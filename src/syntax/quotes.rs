//! Where a text in quotes ends, and what is wrong with its quotes. A forgotten quote must
//! not turn the rest of the file inside out, so a text ends early where what follows can
//! only be rules.

use crate::source::Span;

use super::lines;
use super::scan::pasted_as;
use super::words::PropertyWord;

/// A text whose quotes do not fit.
#[derive(Clone, Debug)]
pub(super) struct Misquoted {
    /// What is taken for the text.
    pub(super) span: Span,
    pub(super) fault: Fault,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// Nothing closes it. Before this, if anything, it must be closed.
    Open { before: Option<Span> },
    /// It is a title, and the `{` after it was taken for a part of it.
    OpenTitle,
    /// A typographic quote stands where it should be closed.
    Curled(Span),
    /// It closes words that no quote opens.
    Unopened { words: Option<Span> },
    /// It closes a long text that nothing opens, or that only two quotes open.
    LongUnopened { opened: Option<Span>, after: Option<Span> },
    /// An empty line stands in a text with single quotes.
    EmptyLine,
    /// It begins and ends with different quotes: where it ends.
    Uneven(Span),
}

/// A quote, and what stands before it on its line.
#[derive(Clone, Copy)]
pub(super) struct Opening<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// Whether it stands where the title of a declaration does.
    pub(super) title: bool,
    /// The words before it that may have been meant as its text.
    pub(super) words: Option<Span>,
}

/// Up to where searches for a closing quote have failed, so that none is made twice.
#[derive(Debug, Default)]
pub(super) struct Searched {
    short: usize,
    long: usize,
    past_empty_line: usize,
}

/// Why no closing quote was found, and how far it was looked for.
struct NotClosed {
    at: usize,
    empty_line: bool,
}

impl<'t> Opening<'t> {
    fn inside(&self, quote: usize) -> &'t str {
        self.text.get(self.at + quote..).unwrap_or_default()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.at + start, self.at + end)
    }

    /// The length of the text in single quotes that begins here, quotes included.
    pub(super) fn short(&self, searched: &mut Searched) -> Result<usize, (usize, Fault)> {
        let inside = self.inside(1);
        let end = if self.at < searched.short {
            Err(NotClosed { at: searched.short - self.at, empty_line: false })
        } else {
            short_length(inside, false)
        };
        if self.title
            && let Some(brace) = swallowed_brace(inside, end.as_ref().ok().copied())
        {
            return Err(self.open_title(inside.get(..brace).unwrap_or_default()));
        }
        match end {
            Ok(length)
                if inside.get(length..).is_some_and(|rest| rest.starts_with("\"\"\""))
                    && inside.get(..length).is_some_and(|text| text.contains('\n')) =>
            {
                Err((length + 4, Fault::Uneven(self.span(length + 1, length + 4))))
            }
            Ok(length) => Ok(length + 2),
            Err(failed) => {
                searched.short = searched.short.max(self.at + failed.at);
                if failed.empty_line && self.at >= searched.past_empty_line {
                    match short_length(inside, true) {
                        Ok(length) => return Err((length + 2, Fault::EmptyLine)),
                        Err(failed) => searched.past_empty_line = self.at + failed.at,
                    }
                }
                Err(self.not_closed(inside))
            }
        }
    }

    fn open_title(&self, title: &str) -> (usize, Fault) {
        let title = title.trim_end();
        let length = title.len() + 1;
        match title.char_indices().next_back() {
            None => (1, Fault::Unopened { words: self.words }),
            Some((at, last)) if is_curled(last) => (length, Fault::Curled(self.span(at + 1, length))),
            Some(_) => (length, Fault::OpenTitle),
        }
    }

    fn not_closed(&self, inside: &str) -> (usize, Fault) {
        let line = inside.split('\n').next().unwrap_or_default().trim_end();
        if line.is_empty() || line.trim().chars().all(|next| matches!(next, '{' | '}' | ' ' | ',')) {
            return (1, Fault::Unopened { words: self.words });
        }
        let ends = |at: usize| {
            line.get(at..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '}', '{', ',']))
        };
        let curled = line.char_indices().rev().find(|(at, next)| is_curled(*next) && ends(at + next.len_utf8()));
        match curled {
            Some((at, quote)) => {
                let end = at + quote.len_utf8() + 1;
                (end, Fault::Curled(self.span(at + 1, end)))
            }
            None => (line.len() + 1, Fault::Open { before: None }),
        }
    }

    /// The length of the text in three quotes that begins here, quotes included.
    pub(super) fn long(&self, searched: &mut Searched) -> Result<usize, (usize, Fault)> {
        let inside = self.inside(3);
        let close = if self.at < searched.long { None } else { long_length(inside) };
        if close.is_none() {
            searched.long = self.text.len();
        }
        let body = inside.get(..close.unwrap_or(inside.len())).unwrap_or_default();
        let opens_another = close.is_some() && last_line(body).is_some_and(begins_text);
        let opens_another = opens_another.then(|| last_line_start(body)).flatten();
        let next = rule_inside(body, close.is_none()).or(opens_another);
        match (close, next) {
            (Some(length), None) => Ok(length + 6),
            (_, next) => {
                let length = 3 + long_end(body);
                let before = next.map(|at| {
                    let line = body.get(at..).unwrap_or_default();
                    let blank = line.len() - line.trim_start().len();
                    let word = line.trim_start().find(|next| !lines::is_word(next)).unwrap_or(0);
                    self.span(3 + at + blank, 3 + at + blank + word)
                });
                let text = body.get(..length - 3).unwrap_or_default();
                match text.strip_suffix("\"\"") {
                    Some(_) => Err((length, Fault::Uneven(self.span(length - 2, length)))),
                    None => Err((length, Fault::Open { before })),
                }
            }
        }
    }
}

fn is_curled(found: char) -> bool {
    pasted_as(found).is_some_and(|(_, plain)| plain == "\"")
}

/// The length of a text in single quotes. It ends at the latest before an empty line, a
/// declaration or another text.
fn short_length(inside: &str, past_empty_lines: bool) -> Result<usize, NotClosed> {
    let mut skip = false;
    let mut several_lines = false;
    for (at, byte) in inside.bytes().enumerate() {
        if skip {
            skip = false;
            continue;
        }
        match byte {
            b'\\' => skip = true,
            b'"' => {
                // A quote before a letter opens a text.
                let opens =
                    several_lines && inside.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
                return if opens { Err(NotClosed { at, empty_line: false }) } else { Ok(at) };
            }
            b'\n' => {
                several_lines = true;
                let next = inside.get(at + 1..).unwrap_or_default();
                let blank = next.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
                if blank && !past_empty_lines {
                    return Err(NotClosed { at, empty_line: true });
                }
                if lines::begins_declaration(next) || lines::begins_text_property(next) {
                    return Err(NotClosed { at, empty_line: false });
                }
            }
            _ => {}
        }
    }
    Err(NotClosed { at: inside.len(), empty_line: false })
}

/// Where a title that ends at `end` holds the `{` of its declaration: before the end of
/// the line or a property, where no other `{` follows the title.
fn swallowed_brace(inside: &str, end: Option<usize>) -> Option<usize> {
    let line = inside.split('\n').next().unwrap_or_default();
    if let Some(end) = end {
        let after = inside.get(end + 1..).unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
        if end <= line.len() && after.is_empty() || after.starts_with(['{', '\n', '#', '<', ',']) {
            return None;
        }
    }
    let within = line.get(..end.unwrap_or(line.len()).min(line.len())).unwrap_or_default();
    within.match_indices('{').map(|(at, _)| at).find(|at| {
        let before = within.get(..*at).unwrap_or_default();
        let after = within.get(at + 1..).unwrap_or_default();
        let word = lines::first_word(after);
        !before.ends_with('{')
            && !after.starts_with('{')
            && (after.trim().is_empty() || word.is_some_and(|word| PropertyWord::find(word).is_some()))
    })
}

fn long_length(inside: &str) -> Option<usize> {
    let mut skip = false;
    for (at, byte) in inside.bytes().enumerate() {
        if skip {
            skip = false;
        } else if byte == b'\\' {
            skip = true;
        } else if byte == b'"' && inside.get(at..).is_some_and(|rest| rest.starts_with("\"\"\"")) {
            return Some(at);
        }
    }
    None
}

/// Where in a long text a line begins that can only be a rule. Where the text is not
/// closed at all, a text in quotes counts too.
fn rule_inside(body: &str, unclosed: bool) -> Option<usize> {
    line_starts(body).find(|at| {
        let line = body.get(*at..).unwrap_or_default();
        lines::names_and_opens_declaration(line) || unclosed && lines::begins_text_property(line)
    })
}

/// How far a long text that nothing closes goes: up to the first line that is none of its.
fn long_end(body: &str) -> usize {
    let end = line_starts(body).find(|at| {
        let line = body.get(*at..).unwrap_or_default();
        let content = line.trim_start_matches([' ', '\t']);
        content.starts_with('}') || lines::begins_text_property(line) || lines::names_and_opens_declaration(line)
    });
    let end = end.unwrap_or_else(|| body.find('\n').unwrap_or(body.len()));
    body.get(..end).unwrap_or_default().trim_end().len()
}

fn line_starts(body: &str) -> impl Iterator<Item = usize> + '_ {
    body.match_indices('\n').map(|(at, _)| at + 1)
}

fn last_line_start(body: &str) -> Option<usize> {
    body.rfind('\n').map(|at| at + 1)
}

fn last_line(body: &str) -> Option<&str> {
    last_line_start(body).and_then(|at| body.get(at..))
}

/// Whether the quotes after this begin of a line open a text: a property word alone.
fn begins_text(line: &str) -> bool {
    let line = line.trim();
    PropertyWord::find(line).is_some() || line.ends_with("\" reply") || line.ends_with("\" because")
}
