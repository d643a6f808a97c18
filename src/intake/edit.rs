//! A value put into a YAML file by the smallest edit, so that all else stays as it is.

use std::collections::BTreeSet;

use crate::source::{Source, Span};

use super::{Data, Entry, Node, yaml};

/// Other text for one stretch of a text; the stretch may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is taken out.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

impl Edit {
    /// The text after the edit; the same text where the stretch is not in it.
    pub fn applied(&self, text: &str) -> String {
        let mut edited = text.to_owned();
        if text.get(self.span.range()).is_some() {
            edited.replace_range(self.span.range(), &self.text);
        }
        edited
    }
}

/// The edit that gives a key its value. `path` leads there: keys, the last of which may be
/// dotted, and so may stand in the file in one piece or in several (`a.b`, or `b` below
/// `a`). A line `# KEY: unknown`, left for the value to be filled in, is filled in.
///
/// Nothing where no edit does just this: the old value has comments inside, or what is to
/// change is meant elsewhere too (`&name`). Every edit is tried out before it is given.
///
/// ```
/// use proviso::{intake::{put, yaml}, source::Source};
/// let source = Source::new("deal.yaml", "facts:\n  fee: 1.10   # in all\n");
/// let edit = put(&source, &yaml(&source).unwrap(), &["facts", "fee"], "2").unwrap();
/// assert_eq!(edit.applied(source.text()), "facts:\n  fee: 2   # in all\n");
/// ```
pub fn put(source: &Source, root: &Node, path: &[&str], value: &str) -> Option<Edit> {
    let expected = expected(root, path, value)?;
    let does = |edit: &Edit| {
        let edited = Source::new(source.name(), edit.applied(source.text()));
        yaml(&edited).is_ok_and(|node| sorted(leaves(&node)) == expected)
    };
    Editor { source, root, value }.ways(path).into_iter().find(does)
}

/// A text as a value: plain where that is safe everywhere, else in quotes.
pub fn quoted(text: &str) -> String {
    let safe = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '.' | '-' | '_' | '/' | '%' | '+');
    let starts = text.starts_with(|letter: char| letter.is_alphanumeric() || letter == '.');
    let blank = text.trim() != text;
    let means_nothing = matches!(text, "null" | "Null" | "NULL");
    if starts && !blank && !means_nothing && text.chars().all(safe) {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// All values of a file, each with the keys that lead to it, however they are split; and
/// the keys that stand twice in a block.
fn leaves(root: &Node) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), root)];
    while let Some((path, node)) = open.pop() {
        match &node.data {
            Data::Map(entries) if !entries.is_empty() => {
                let mut seen = BTreeSet::new();
                for entry in entries {
                    let key = &entry.key.node;
                    if !seen.insert(key) {
                        found.push((format!("{path}.{key}"), "twice".to_owned()));
                    }
                    open.push((if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, &entry.value));
                }
            }
            Data::Null | Data::Map(_) => found.push((path, "nothing".to_owned())),
            Data::Scalar { text, quoted } => found.push((path, format!("{quoted} {text}"))),
            Data::List(items) => {
                open.extend(items.iter().enumerate().map(|(at, item)| (format!("{path}[{at}]"), item)));
                found.push((path, format!("{} items", items.len())));
            }
        }
    }
    found
}

fn sorted(mut leaves: Vec<(String, String)>) -> Vec<(String, String)> {
    leaves.sort();
    leaves
}

/// What the file is to say after the edit.
fn expected(root: &Node, path: &[&str], value: &str) -> Option<Vec<(String, String)>> {
    let path = path.join(".");
    let value = yaml(&Source::new("value", format!("value: {value}\n"))).ok()?;
    let value = value.get("value")?.clone();
    let below = |at: &str, of: &str| at.strip_prefix(of).is_some_and(|rest| rest.starts_with(['.', '[']));
    let mut all = leaves(root);
    all.retain(|(at, leaf)| *at != path && !below(at, &path) && !(leaf == "nothing" && below(&path, at)));
    all.extend(leaves(&value).into_iter().map(|(at, leaf)| match at.starts_with('[') || at.is_empty() {
        true => (format!("{path}{at}"), leaf),
        false => (format!("{path}.{at}"), leaf),
    }));
    Some(sorted(all))
}

struct Editor<'a> {
    source: &'a Source,
    root: &'a Node,
    value: &'a str,
}

/// A block of keys on the way, with the key it belongs to and what is still to be found.
struct Block<'a> {
    holder: Option<&'a Entry>,
    node: &'a Node,
    rest: Vec<String>,
}

impl<'a> Editor<'a> {
    /// Edits that may do it, the most natural first.
    fn ways(&self, path: &[&str]) -> Vec<Edit> {
        let mut blocks =
            vec![Block { holder: None, node: self.root, rest: path.iter().map(|&key| key.to_owned()).collect() }];
        while let Some(block) = blocks.last() {
            let Some((key, after)) = block.rest.split_first() else { break };
            let entries = block.node.entries().unwrap_or_default();
            let found = entries.iter().find_map(|entry| {
                let own = &entry.key.node;
                let dotted = key.strip_prefix(own.as_str()).and_then(|rest| rest.strip_prefix('.'));
                let rest = match dotted {
                    _ if own == key => after.to_vec(),
                    Some(rest) if entry.value.entries().is_some() => {
                        std::iter::once(rest.to_owned()).chain(after.iter().cloned()).collect()
                    }
                    _ => return None,
                };
                Some((entry, rest))
            });
            match found {
                Some((entry, rest)) if rest.is_empty() => return self.replacements(entry),
                Some((entry, rest)) => blocks.push(Block { holder: Some(entry), node: &entry.value, rest }),
                None => break,
            }
        }
        let blank = path.last().and_then(|key| self.blank(key));
        blank.into_iter().chain(blocks.iter().rev().flat_map(|block| self.insertions(block))).collect()
    }

    /// The edits that give an entry another value.
    fn replacements(&self, entry: &Entry) -> Vec<Edit> {
        let span = entry.value.span;
        let old = self.source.slice(span);
        if matches!(entry.value.data, Data::Null) && old.is_empty() {
            let (at, has_colon) = self.colon(entry);
            let text = if has_colon { format!(" {}", self.value) } else { format!(": {}", self.value) };
            return vec![Edit { span: Span::new(at, at), text }];
        }
        if old.contains('\n') && old.contains('#') {
            return Vec::new();
        }
        let (after_colon, _) = self.colon(entry);
        let between = self.text(after_colon, span.start as usize);
        let whole = Edit { span: Span::new(after_colon, span.end as usize), text: format!(" {}", self.value) };
        let alone = Edit { span, text: self.value.to_owned() };
        // A value below its key moves up beside it, and so does one in place of a block of text.
        let mark =
            |letter: char| letter.is_whitespace() || letter.is_ascii_digit() || matches!(letter, '|' | '>' | '+' | '-');
        if between.contains('\n') && between.chars().all(mark) { vec![whole, alone] } else { vec![alone] }
    }

    /// The edits that add what is missing to a block of keys.
    fn insertions(&self, block: &Block<'a>) -> Vec<Edit> {
        let slice = self.source.slice(block.node.span);
        let entries = match &block.node.data {
            Data::Map(entries) => entries.as_slice(),
            Data::Null => &[],
            Data::Scalar { .. } | Data::List(_) => return Vec::new(),
        };
        let insert = |at: usize, text: String| Edit { span: Span::new(at, at), text };
        match (entries.first(), entries.last(), block.holder) {
            _ if slice.starts_with('*') => Vec::new(),
            (Some(_), Some(last), _) if slice.starts_with('{') => {
                vec![insert(self.end_of(last), format!(", {}", self.in_line(&block.rest)))]
            }
            (Some(first), Some(last), _) => {
                let start = first.key.span.start as usize;
                let indent = self.indent(start);
                if block.holder.is_none() {
                    // A section of its own goes to the end, with a blank line before it.
                    let text = self.source.text();
                    let lines = self.lines(&block.rest, indent);
                    let gap = if text.ends_with('\n') { "" } else { self.line_end() };
                    return vec![insert(text.len(), format!("{gap}{}{lines}", self.line_end()))];
                }
                let lines = self.lines(&self.split(&block.rest, entries), indent);
                let before = insert(start - indent.min(start), lines.clone());
                vec![self.line_after(self.end_of(last), &lines), before]
            }
            (_, _, Some(holder)) if slice.is_empty() && !self.is_in_line(holder) => {
                let indent = self.indent(holder.key.span.start as usize) + self.step();
                vec![self.line_after(holder.key.span.end as usize, &self.lines(&block.rest, indent))]
            }
            (_, _, Some(holder)) => {
                let at = if slice.is_empty() { self.colon(holder).0 } else { block.node.span.start as usize };
                let span = Span::new(at, at + slice.len());
                let gap = if slice.is_empty() { " " } else { "" };
                vec![Edit { span, text: format!("{gap}{{ {} }}", self.in_line(&block.rest)) }]
            }
            _ => Vec::new(),
        }
    }

    /// The line `# KEY: unknown` filled in.
    fn blank(&self, key: &str) -> Option<Edit> {
        let wanted = format!("# {key}: unknown");
        let mut start = 0;
        for line in self.source.text().split_inclusive('\n') {
            if line.trim() == wanted {
                let at = start + (line.len() - line.trim_start().len());
                let text = format!("{key}: {}", self.value);
                return Some(Edit { span: Span::new(at, at + wanted.len()), text });
            }
            start += line.len();
        }
        None
    }

    /// Keys as the block writes them: where all its groups are set in, so is a new one.
    fn split(&self, rest: &[String], entries: &[Entry]) -> Vec<String> {
        let nested = entries.iter().any(|entry| matches!(entry.value.data, Data::Map(_)) && !self.is_in_line(entry))
            && !entries.iter().any(|entry| entry.key.node.contains('.'));
        let mut keys = rest.to_vec();
        if nested && let Some(last) = keys.pop() {
            match last.split_once('.') {
                Some((group, name)) => keys.extend([group.to_owned(), name.to_owned()]),
                None => keys.push(last),
            }
        }
        keys
    }

    /// Keys below one another, a line each.
    fn lines(&self, keys: &[String], indent: usize) -> String {
        let step = self.step();
        let mut lines = String::new();
        for (at, key) in keys.iter().enumerate() {
            let value = if at + 1 == keys.len() { format!(" {}", self.value) } else { String::new() };
            lines.push_str(&format!("{}{key}:{value}{}", " ".repeat(indent + at * step), self.line_end()));
        }
        lines
    }

    /// Keys within one another on one line.
    fn in_line(&self, keys: &[String]) -> String {
        let Some((last, outer)) = keys.split_last() else { return String::new() };
        let opened: String = outer.iter().map(|key| format!("{key}: {{ ")).collect();
        format!("{opened}{last}: {}{}", self.value, " }".repeat(outer.len()))
    }

    /// Lines after the line that an offset is in.
    fn line_after(&self, at: usize, lines: &str) -> Edit {
        let text = self.source.text();
        match text.get(at..).and_then(|rest| rest.find('\n')) {
            Some(end) => Edit { span: Span::new(at + end + 1, at + end + 1), text: lines.to_owned() },
            None => {
                let lines = format!("{}{}", self.line_end(), lines.trim_end_matches(['\r', '\n']));
                Edit { span: Span::new(text.len(), text.len()), text: lines }
            }
        }
    }

    fn text(&self, start: usize, end: usize) -> &'a str {
        self.source.text().get(start..end).unwrap_or_default()
    }

    /// The end of a key with its colon, and whether it has one.
    fn colon(&self, entry: &Entry) -> (usize, bool) {
        let end = entry.key.span.end as usize;
        let rest = self.source.text().get(end..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest.trim_start_matches([' ', '\t']).starts_with(':') { (end + blanks + 1, true) } else { (end, false) }
    }

    /// Where an entry ends.
    fn end_of(&self, entry: &Entry) -> usize {
        let slice = self.source.slice(entry.value.span);
        match &entry.value.data {
            Data::Null if slice.is_empty() => self.colon(entry).0,
            Data::Map(entries) if !slice.starts_with(['{', '*']) => {
                entries.last().map_or(entry.value.span.end as usize, |last| self.end_of(last))
            }
            _ => entry.value.span.end as usize,
        }
    }

    /// Whether an entry stands in a line with others, in braces.
    fn is_in_line(&self, entry: &Entry) -> bool {
        let start = entry.key.span.start as usize;
        let line = self.source.text().get(..start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        !line.trim().is_empty() || self.source.slice(entry.value.span).starts_with('{')
    }

    /// The blanks before an offset in its line.
    fn indent(&self, at: usize) -> usize {
        let before = self.source.text().get(..at).unwrap_or_default();
        before.len() - before.rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// How far the file sets its blocks in.
    fn step(&self) -> usize {
        let entries = self.root.entries().unwrap_or_default();
        let first = entries.iter().filter(|entry| !self.is_in_line(entry)).find_map(|entry| match &entry.value.data {
            Data::Map(inner) => inner.first(),
            _ => None,
        });
        let step = first.map_or(0, |first| self.indent(first.key.span.start as usize));
        if step == 0 { 2 } else { step }
    }

    fn line_end(&self) -> &'static str {
        if self.source.text().contains("\r\n") { "\r\n" } else { "\n" }
    }
}
