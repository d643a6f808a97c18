//! One line of a checklist: is it an item, a heading, a fence?

/// A line that carries an item's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item<'t> {
    /// Whether the box is ticked; nothing where there is no box.
    pub(super) ticked: Option<bool>,
    /// The words between the box and the id.
    pub(super) body: &'t str,
    pub(super) id: &'t str,
    /// What Proviso wrote, where the line still says so.
    pub(super) stamp: Option<Stamp<'t>>,
    /// The words after the id.
    pub(super) tail: &'t str,
}

/// How an item's line was when Proviso wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp<'t> {
    /// The hash of its words.
    pub(super) hash: &'t str,
    /// Whether Proviso itself ticked it.
    pub(super) ticked: bool,
    /// The hash of the words that a person ticked, where the line has changed since.
    pub(super) since: Option<&'t str>,
}

/// Reads a line as an item. Where several ids stand in it, the first that `wanted`
/// accepts counts; it is given the id and whether there is a stamp.
pub(super) fn item<'t>(line: &'t str, wanted: impl Fn(&str, bool) -> bool) -> Option<Item<'t>> {
    let mut from = 0;
    loop {
        let open = from + line.get(from..)?.find("<!--")?;
        let close = open + line.get(open..)?.find("-->")?;
        let inside = line.get(open + "<!--".len()..close).unwrap_or_default();
        if let Some((id, stamp)) = id_and_stamp(inside).filter(|(id, stamp)| wanted(id, stamp.is_some())) {
            let before = line.get(..open).unwrap_or_default();
            let (ticked, body) = checkbox(before);
            let tail = line.get(close + "-->".len()..).unwrap_or_default().trim_end();
            return Some(Item { ticked, body: body.trim(), id, stamp, tail });
        }
        from = open + "<!--".len();
    }
}

/// `azure-openai/change-notice`, and after it `3f2a91bc`, `3f2a91bc ticked` or
/// `3f2a91bc since 9d01e4f7`.
fn id_and_stamp(inside: &str) -> Option<(&str, Option<Stamp<'_>>)> {
    let mut words = inside.split_whitespace();
    let id = words.next()?;
    let of_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if !id.contains('/') || !id.chars().all(of_id) {
        return None;
    }
    let Some(hash) = words.next() else { return Some((id, None)) };
    let (ticked, since) = match (words.next(), words.next(), words.next()) {
        (None, ..) => (false, None),
        (Some("ticked"), None, _) => (true, None),
        (Some("since"), Some(since), None) if is_hash(since) => (false, Some(since)),
        _ => return None,
    };
    is_hash(hash).then_some((id, Some(Stamp { hash, ticked, since })))
}

fn is_hash(word: &str) -> bool {
    word.len() == 8 && word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'a'..='f'))
}

/// The state of the box a line begins with, and what follows it; without a box, only the
/// bullet is taken off.
pub(super) fn checkbox(line: &str) -> (Option<bool>, &str) {
    let Some(after_bullet) = bullet(line.trim_start()) else { return (None, line) };
    let ticked = |inside: &str| match inside.trim() {
        "" => Some(false),
        "x" | "X" | "✓" | "✔" => Some(true),
        _ => None,
    };
    let boxed = after_bullet
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .and_then(|(inside, rest)| ticked(inside).map(|ticked| (ticked, rest)));
    match boxed {
        Some((ticked, rest)) => (Some(ticked), rest),
        None => (None, after_bullet),
    }
}

/// What follows `-`, `*`, `+`, `1.` or `1)`.
fn bullet(line: &str) -> Option<&str> {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest =
        if digits.len() < line.len() { digits.strip_prefix(['.', ')']) } else { line.strip_prefix(['-', '*', '+']) };
    rest.filter(|rest| rest.starts_with([' ', '\t', '['])).map(str::trim_start)
}

/// Whether a person began an item of their own here: a box at the left margin.
pub(super) fn is_own_item(line: &str) -> bool {
    !line.starts_with([' ', '\t']) && checkbox(line).0.is_some()
}

/// Whether the line is a heading, `#` to `######`.
pub(super) fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches(' ');
    let words = text.trim_start_matches('#');
    let level = text.len() - words.len();
    line.len() - text.len() <= 3 && (1..=6).contains(&level) && (words.is_empty() || words.starts_with([' ', '\t']))
}

/// The fence of code or quoted wording that a line opens: its signs, such as three
/// backquotes.
pub(super) fn opens_fence(line: &str) -> Option<&str> {
    let text = line.trim_start();
    let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = text.len() - text.trim_start_matches(sign).len();
    let (fence, info) = text.split_at_checked(length)?;
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some(fence)
}

/// Whether a line closes the fence: the same sign, at least as often, and nothing else.
pub(super) fn closes_fence(line: &str, fence: &str) -> bool {
    let text = line.trim();
    text.starts_with(fence) && fence.chars().next().is_some_and(|sign| text.trim_start_matches(sign).is_empty())
}

/// A text's lines, whatever ends them, without a byte-order mark.
pub(super) fn plain_ends(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::{Stamp, checkbox, closes_fence, is_heading, is_own_item, item, opens_fence};

    #[test]
    fn boxes_of_all_forms() {
        for line in ["- [x] a", "* [X] a", "-[x] a", "- [ x ] a", "  + [✔] a", "3. [x] a", "12) [x]\ta", "-\t[x] a"] {
            assert_eq!(checkbox(line).0, Some(true), "{line}");
            assert_eq!(checkbox(line).1.trim(), "a", "{line}");
        }
        for line in ["- [ ] a", "- [] a", "*[ ] a"] {
            assert_eq!(checkbox(line), (Some(false), " a"), "{line}");
        }
        assert_eq!(checkbox("- [?] a"), (None, "[?] a"));
        assert_eq!(checkbox("**bold** a"), (None, "**bold** a"));
        assert!(is_own_item("-[ ] call Bob") && !is_own_item("  - [ ] call Bob") && !is_own_item("- call Bob"));
    }

    #[test]
    fn ids() {
        let any = |_: &str, _: bool| true;
        let found = item("- [x] **Ask** now <!-- p/a 0123abcd ticked --> with Bob  ", any).unwrap();
        assert_eq!((found.ticked, found.body, found.id, found.tail), (Some(true), "**Ask** now", "p/a", " with Bob"));
        assert_eq!(found.stamp, Some(Stamp { hash: "0123abcd", ticked: true, since: None }));
        let since = item("- [x] a <!-- p/a 0123abcd since abcd0123 -->", any).and_then(|found| found.stamp);
        assert_eq!(since, Some(Stamp { hash: "0123abcd", ticked: false, since: Some("abcd0123") }));
        assert_eq!(item("- a <!-- TODO --> b <!--p/a-->", any).map(|found| found.id), Some("p/a"));
        for line in [
            "- [ ] a",
            "<!-- see p/a -->",
            "<!-- p/a",
            "<!-- p/a 0123 -->",
            "<!-- pa -->",
            "<!-- p/ä -->",
            "<!-- p/a 0123abcd since -->",
        ] {
            assert_eq!(item(line, any), None, "{line}");
        }
        assert_eq!(
            item("<!-- p/a --> <!-- p/b -->", |id, _| id == "p/b").map(|found| found.body),
            Some("<!-- p/a -->")
        );
    }

    #[test]
    fn headings_and_fences() {
        assert!(is_heading("## a") && is_heading("   # a") && is_heading("###"));
        assert!(!is_heading("#a") && !is_heading("    # a") && !is_heading("####### a"));
        assert_eq!(opens_fence("  ````text"), Some("````"));
        assert_eq!(opens_fence("``a``"), None);
        assert_eq!(opens_fence("``` `a` ```"), None);
        assert!(closes_fence(" `````", "````") && !closes_fence("```", "````") && !closes_fence("~~~", "```"));
    }
}
