//! The first place where a file and its layout differ, for people.

use crate::source::Source;

/// Characters of a line that are shown.
const WIDTH: usize = 100;
/// Characters shown before the difference, where a line is longer.
const BEFORE: usize = 40;

/// The first line that differs, as it is and as it should be; none if no line does.
pub(super) fn first(source: &Source, laid_out: &str) -> Option<String> {
    if source.text() == laid_out {
        return None;
    }
    let (mut now, mut then) = (lines(source.text()), lines(laid_out));
    for at in 1.. {
        let (is, should) = (now.next(), then.next());
        if is == should && is.is_some() {
            continue;
        }
        let from = is.zip(should).map_or(0, |(is, should)| {
            let same = is.chars().zip(should.chars()).take_while(|(is, should)| is == should).count();
            let long = is.chars().count().max(should.chars().count()) > WIDTH;
            if long { same.saturating_sub(BEFORE) } else { 0 }
        });
        let name = source.name();
        let (is, should) = (shown(is, from), shown(should, from));
        return Some(format!("{name}:{at}: laid out otherwise\n  is        | {is}\n  should be | {should}\n"));
    }
    None
}

/// With their ends, so that a missing one is a difference.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

/// A line with what cannot be seen made visible.
fn shown(line: Option<&str>, from: usize) -> String {
    let Some(line) = line else { return "(the file ends)".to_owned() };
    let (body, end) = line.strip_suffix('\n').map_or((line, " (no line end)"), |body| (body, ""));
    if body.is_empty() {
        return format!("(an empty line{end})");
    }
    let kept = body.trim_end_matches([' ', '\t', '\r']);
    let visible = |(at, found): (usize, char)| match found {
        '\t' => '→',
        '\r' => '␍',
        ' ' if at >= kept.len() => '·',
        found if found.is_control() => '\u{fffd}',
        found => found,
    };
    let mut all: Vec<char> = body.char_indices().map(visible).chain(end.chars()).skip(from).collect();
    let cut = all.len() > WIDTH;
    all.truncate(WIDTH);
    let (before, after) = (if from > 0 { "…" } else { "" }, if cut { "…" } else { "" });
    format!("{before}{}{after}", all.into_iter().collect::<String>()).trim_end().to_owned()
}
