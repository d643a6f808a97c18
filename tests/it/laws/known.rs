//! What a profile knows, as the tests think of it and as YAML.

use std::collections::BTreeSet;

use super::model::*;
use super::write::{day, list, thousandths, value};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draft {
    None,
    Partial,
    Reviewed,
}

/// What a profile says of one name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Know {
    Omitted,
    Unknown,
    ByReference,
    Silent,
    /// From value to value, ends included; with the document it stands in.
    Ranges(Vec<(Option<Val>, Option<Val>)>, Option<usize>),
    Members {
        must: BTreeSet<usize>,
        may: BTreeSet<usize>,
        document: Option<usize>,
    },
}

impl Know {
    pub(crate) fn one(val: Val, document: Option<usize>) -> Self {
        match val {
            Val::Members(must) => Self::Members { must, may: BTreeSet::new(), document },
            val => Self::Ranges(vec![(Some(val.clone()), Some(val))], document),
        }
    }

    pub(crate) fn document(&self) -> Option<usize> {
        match self {
            Self::Ranges(_, document) | Self::Members { document, .. } => *document,
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Profile {
    /// Days since the beginning of 1970.
    pub as_of: i64,
    pub draft: Draft,
    /// Whether amounts stand without their currency, and some in euros.
    pub bare_amounts: bool,
    pub known: Vec<Know>,
    /// Rules that have been seen to.
    pub done: BTreeSet<usize>,
}

/// A profile as a YAML file.
pub(crate) fn yaml(book: &Book, profile: &Profile) -> String {
    let known: Vec<(usize, String)> = profile
        .known
        .iter()
        .enumerate()
        .filter_map(|(at, know)| Some((at, knowledge(book.names[at].of, know, profile)?)))
        .collect();
    yaml_of(book, profile, &known)
}

/// The same with given texts for the values.
pub(crate) fn yaml_of(book: &Book, profile: &Profile, known: &[(usize, String)]) -> String {
    let mut text = format!("profile: Test\nas-of: {}\npacks: [p]\nrates: {{ EUR: USD 2 }}\n", day(profile.as_of));
    if profile.bare_amounts {
        text.push_str("currency: USD\n");
    }
    let section = |terms: bool, indent: &str| -> String {
        known
            .iter()
            .filter(|(at, _)| book.names[*at].is_term() == terms)
            .map(|(at, value)| format!("{indent}{}: {value}\n", book.names[*at].id))
            .collect()
    };
    let (facts, terms) = (section(false, "  "), section(true, "    "));
    if !facts.is_empty() {
        text.push_str(&format!("facts:\n{facts}"));
    }
    let status = match profile.draft {
        Draft::None if terms.is_empty() => "none",
        Draft::None | Draft::Partial => "partial",
        Draft::Reviewed => "reviewed",
    };
    text.push_str(&format!("draft:\n  status: {status}\n"));
    if !terms.is_empty() {
        text.push_str(&format!("  terms:\n{terms}"));
    }
    if !profile.done.is_empty() {
        let done: Vec<&str> = profile.done.iter().map(|at| book.rulings[*at].id.as_str()).collect();
        text.push_str(&format!("done: [{}]\n", done.join(", ")));
    }
    text
}

/// What a profile writes for a name; nothing where it leaves the name out.
pub(crate) fn knowledge(of: Type, know: &Know, profile: &Profile) -> Option<String> {
    let text = match know {
        Know::Omitted => return None,
        Know::Unknown => "unknown".to_owned(),
        Know::ByReference => "{ by-reference: \"Elsewhere\" }".to_owned(),
        Know::Silent => "silent".to_owned(),
        Know::Ranges(ranges, _) => {
            let texts: Vec<String> = ranges.iter().map(|range| range_text(of, range, profile)).collect();
            match texts.as_slice() {
                [one] => one.clone(),
                several => format!("[{}]", several.join(", ")),
            }
        }
        Know::Members { must, may, .. } if may.is_empty() => list(must),
        Know::Members { must, may, .. } => {
            let out: BTreeSet<usize> =
                (0..MEMBERS.len()).filter(|member| !must.contains(member) && !may.contains(member)).collect();
            format!("{{ includes: {}, excludes: {} }}", list(must), list(&out))
        }
    };
    Some(match know.document() {
        Some(document) => format!("{{ value: {text}, in: {} }}", DOCUMENTS[document]),
        None => text,
    })
}

fn range_text(of: Type, (low, high): &(Option<Val>, Option<Val>), profile: &Profile) -> String {
    // Both ends of a range are in one currency, so in dollars.
    let show = |end: &Option<Val>| match end {
        Some(Val::At(at)) if low != high && of.kind == Kind::Money => format!("USD {}", thousandths(*at)),
        Some(val) => value(of, val, profile.bare_amounts),
        None => String::new(),
    };
    if low == high { show(low) } else { format!("{}..{}", show(low), show(high)) }
}
