//! Messages → text for a terminal.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Renderer, Snippet, normalize_untrusted_str};

use super::{Diagnostic, Label, Level};
use crate::source::{Source, Span};

/// How to show messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to put colours in.
    pub colour: bool,
    /// The width in columns to which long lines of source are cut.
    pub width: usize,
}

/// Narrower than this, the excerpt would hold nothing but its dots.
const NARROWEST: usize = 40;

/// Of a sentence no more characters are shown; a list of all choices is shorter.
const LONGEST: usize = 2_000;

/// The messages as a person reads them, an empty line between two.
///
/// Any span may be given: one that does not fit its text is moved to where it does.
pub fn render(diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(style.width.max(NARROWEST));
    let mut out = String::new();
    for diagnostic in diagnostics {
        if !out.is_empty() {
            out.push('\n');
        }
        let shown = renderer.render(&[report(diagnostic)]);
        let lines: Vec<_> = shown.lines().map(str::trim_end).collect();
        // The library puts an empty line between excerpt and advice, which says nothing.
        let advice = diagnostic.help.len();
        let empty = (advice > 0).then(|| lines.len().saturating_sub(advice + 1));
        for (index, line) in lines.into_iter().enumerate() {
            if Some(index) != empty {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

fn report(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.level {
        Level::Error => annotate_snippets::Level::ERROR,
        Level::Warning => annotate_snippets::Level::WARNING,
    };
    let title = level.primary_title(one_line(&diagnostic.message)).id(diagnostic.code.as_str());
    let help = diagnostic.help.iter().map(|advice| annotate_snippets::Level::HELP.message(one_line(advice)));
    title.elements(excerpts(&diagnostic.labels)).elements(help)
}

/// One excerpt for each source, in the order in which the labels name them.
fn excerpts(labels: &[Label]) -> Vec<Element<'_>> {
    let mut by_source: Vec<(&Source, Vec<(usize, &Label)>)> = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let source = &label.place.source;
        match by_source.iter_mut().find(|(known, _)| same(known, source)) {
            Some((_, group)) => group.push((index, label)),
            None => by_source.push((source, vec![(index, label)])),
        }
    }
    by_source.into_iter().map(|(source, group)| Element::from(excerpt(source, &group))).collect()
}

fn excerpt<'a>(source: &'a Source, labels: &[(usize, &'a Label)]) -> Snippet<'a, Annotation<'a>> {
    let text = source.text();
    let spans: Vec<_> = labels.iter().map(|(_, label)| clamp(text, label.place.span)).collect();
    let window = window(text, &spans);
    // Only the lines in question are handed over: the library reads all it is given, each time.
    let shown = text.get(window.clone()).unwrap_or_default();
    let first = source.position(Span::new(window.start, window.start).start).line;
    let annotations = labels.iter().zip(&spans).map(|((index, label), span)| {
        let kind = if *index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(span.start - window.start..span.end - window.start);
        if label.text.is_empty() { annotation } else { annotation.label(one_line(&label.text)) }
    });
    Snippet::source(shown).path(source.name()).line_start(first as usize).annotations(annotations)
}

/// A text of ours on one line, with what would steer a terminal made visible: it may
/// quote anything a file holds, of any length.
fn one_line(text: &str) -> String {
    normalize_untrusted_str(&shortened(text).replace(['\n', '\r'], " "))
}

/// Without the middle of what nobody would read to the end.
fn shortened(text: &str) -> Cow<'_, str> {
    let cut = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    let (begin, end) = (cut(LONGEST / 2), text.char_indices().rev().nth(LONGEST / 2).map_or(0, |(byte, _)| byte));
    match (text.get(..begin), text.get(end..)) {
        (Some(begins), Some(ends)) if begin < end => Cow::Owned(format!("{begins} […] {ends}")),
        _ => Cow::Borrowed(text),
    }
}

/// The whole lines that hold all spans, with the line end of the last.
fn window(text: &str, spans: &[Range<usize>]) -> Range<usize> {
    let start = spans.iter().map(|span| span.start).min().unwrap_or(0);
    let end = spans.iter().map(|span| span.end).max().unwrap_or(0);
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| end + at + 1);
    start..end
}

/// The nearest range that lies in the text, between characters, and ends before a line
/// end rather than after it, where it would be drawn into the next line.
fn clamp(text: &str, span: Span) -> Range<usize> {
    let start = boundary(text, span.start as usize);
    let end = boundary(text, span.end as usize).max(start);
    let covered = text.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n']);
    start..start + covered.len()
}

/// The nearest place at or before an offset that is between two characters, a line end
/// of two counting as one.
fn boundary(text: &str, at: usize) -> usize {
    let between = |at: &usize| {
        text.split_at_checked(*at).is_some_and(|(before, after)| !(before.ends_with('\r') && after.starts_with('\n')))
    };
    (0..=at.min(text.len())).rev().find(between).unwrap_or(0)
}

fn same(a: &Source, b: &Source) -> bool {
    a.name() == b.name() && std::ptr::eq(a.text(), b.text())
}
