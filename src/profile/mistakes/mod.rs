//! The words for what is wrong with a profile.

mod header;
mod names;
mod spelling;
mod values;

use crate::diagnostic::{Code, Diagnostic};
use crate::intake::{Data, Node};
use crate::source::Place;
use crate::value::Misread;

pub(super) use header::{
    bad_status, draft_form, no_as_of, no_currency_code, no_name, no_status, pack_twice, profile_form,
    rate_against_others, rate_form, rate_misread, rate_of_nothing, rate_to_itself, rate_twice, rates_form,
    terms_without_draft, too_many_packs, unknown_draft_key, unknown_top_key,
};
pub(super) use names::{
    ambiguous_rule, done_by_fact, is_define, is_fact, is_figure, is_group, is_parameter, is_term, not_ticked,
    section_form, unknown_name, unknown_rule,
};
pub(super) use spelling::{range, rather_thousands, typographic_quotes, unquoted};
pub(super) use values::{
    backward, bad_item, bad_value, endless_range, in_and_out, listed_twice, no_alternatives, no_currency, no_order,
    no_value, none_of_a_set, not_a_block, only_terms, several_ranges, silent_fact, silent_in, three_points,
    two_currencies, unit_at_both_ends, unknown_document, unknown_value_key, word_in_list, word_in_set,
};

/// One key, or one name in two spellings.
pub(super) fn given_twice(key: &str, earlier: Place, again: Place) -> Diagnostic {
    Diagnostic::error(Code::DuplicateKey, format!("`{key}` is given twice"))
        .at(again, "given again")
        .also(earlier, "first given here")
        .help("keep one of the two")
}

/// Something of another form than expected.
pub(super) fn wrong_shape(what: &str, expected: &str, node: &Node, place: Place) -> Diagnostic {
    let noun = match &node.data {
        Data::Map(entries) if entries.is_empty() => "an empty block",
        Data::List(items) if items.is_empty() => "an empty list",
        Data::Scalar { text, .. } if text.trim().is_empty() => "an empty text",
        _ => node.noun(),
    };
    Diagnostic::error(Code::BadValue, format!("{what} should be {expected}, not {noun}"))
        .at(place, format!("this is {noun}"))
        .help(format!("write {expected}"))
}

/// A value that does not fit its type.
pub(super) fn misread(misread: Misread, place: Place, label: impl Into<String>) -> Diagnostic {
    Diagnostic::error(misread.code, misread.says).at(place, label).help(misread.help)
}

/// Advice about the nearest known name, if there is one.
fn guess(diagnostic: Diagnostic, near: Option<&str>) -> Diagnostic {
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// "`a`, `b` and `c`".
fn listed<'t>(texts: impl IntoIterator<Item = &'t str>, and: &str) -> String {
    let quoted: Vec<_> = texts.into_iter().map(|text| format!("`{text}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {and} {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
