//! The words for names and rules that a profile mentions wrongly.

use crate::diagnostic::{Code, Diagnostic};
use crate::intake::Node;
use crate::profile::form::Form;
use crate::profile::names::Section;
use crate::rulebook::vocabulary::Name;
use crate::source::Place;

use super::{guess, listed, wrong_shape};

pub(in crate::profile) fn section_form(section: Section, node: &Node, place: Place) -> Diagnostic {
    let (what, example) = match section {
        Section::Facts => ("`facts`", "one fact a line, `name: value`, indented below `facts:`"),
        Section::Terms => ("`terms`", "one term a line, `name: value`, indented below `terms:`"),
        Section::Notes => ("`notes`", "one note a line, `name: \"your note\"`, indented below `notes:`"),
    };
    let mut diagnostic = wrong_shape(what, "a block of keys", node, place);
    diagnostic.help = vec![format!("write {example}")];
    diagnostic
}

pub(in crate::profile) fn unknown_name(
    section: Section,
    written: &str,
    block: bool,
    near: Option<&str>,
    place: Place,
    form: Form,
) -> Diagnostic {
    let what = match section {
        // In a row, what is no term is taken for a fact.
        Section::Facts if form != Form::Blocks => "fact or term",
        Section::Facts => "fact",
        Section::Terms => "term",
        Section::Notes => "fact or term",
    };
    let message = match block {
        true => format!("no {what} begins with `{written}`"),
        false => format!("no {what} is called `{written}`"),
    };
    let unknown = Diagnostic::error(Code::UnknownKey, message).at(place, "not in the rules");
    let unknown = match near {
        Some(_) => guess(unknown, near),
        None => unknown.help("`proviso init` writes a profile with every name the rules ask for"),
    };
    match form {
        Form::Blocks => unknown,
        Form::Row => unknown
            .help("where the column is for rows of other packs, leave the cell empty, or add the pack to `packs`")
            .help(format!("a column of your own begins with `#`, and is not read: `#{written}`")),
        Form::Line => unknown.help(format!("a key of your own begins with `#`, and is not read: `\"#{written}\"`")),
    }
}

pub(in crate::profile) fn is_group(group: &str, one: Option<&str>, place: Place) -> Diagnostic {
    let example = one.unwrap_or(group);
    Diagnostic::error(Code::BadValue, format!("`{group}` is not a name of its own, but the first part of several"))
        .at(place, "this would be the value of all of them")
        .help(format!("give each its own, such as `{example}: …`"))
}

pub(in crate::profile) fn is_parameter(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is a figure that the playbook sets, not the profile"))
        .at(place, "a parameter of the rules")
        .help("leave it out here; to change it, override the parameter in a pack of your own")
}

pub(in crate::profile) fn is_figure(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is worked out, not given"))
        .at(place, "a figure of the rules")
        .help("leave it out here, and give the facts and terms that it is made of")
}

pub(in crate::profile) fn is_define(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is worked out by the playbook from other names"))
        .at(place, "a `define` of the rules")
        .help("leave it out here, and give the facts that it rests on")
}

pub(in crate::profile) fn is_term(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is a term of the draft, not a fact about the company"))
        .at(place, "a term")
        .help("move it to `terms` under `draft`")
}

pub(in crate::profile) fn is_fact(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is a fact about the company, not a term of the draft"))
        .at(place, "a fact")
        .help("move it to `facts`")
}

pub(in crate::profile) fn unknown_rule(
    written: &str,
    near: Option<&str>,
    example: Option<&str>,
    place: Place,
) -> Diagnostic {
    let unknown =
        Diagnostic::error(Code::UnknownName, format!("no rule is called `{written}`")).at(place, "not in the rules");
    match (near, example) {
        (Some(_), _) => guess(unknown, near),
        (None, Some(example)) => {
            unknown.help(format!("`done` lists mitigations and steps by their ids, such as `{example}`"))
        }
        (None, None) => unknown.help("these rules have nothing to tick off: leave `done` out"),
    }
}

pub(in crate::profile) fn ambiguous_rule(written: &str, all: &[String], place: Place) -> Diagnostic {
    Diagnostic::error(Code::AmbiguousName, format!("more than one pack has a rule `{written}`"))
        .at(place, "which one?")
        .help(format!("write {}", listed(all.iter().map(String::as_str), "or")))
}

pub(in crate::profile) fn not_ticked(written: &str, kind: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{written}` is a {kind}, which is not ticked off"))
        .at(place, format!("a {kind}"))
        .help("only mitigations and steps can be listed as done")
}

pub(in crate::profile) fn done_by_fact(written: &str, names: &[&Name], place: Place) -> Diagnostic {
    let of = |terms: bool| names.iter().filter(move |name| name.term().is_some() == terms).map(|name| name.id.as_str());
    let mut diagnostic = Diagnostic::error(
        Code::DoneByFact,
        format!("whether `{written}` is done follows from the rest of the profile"),
    )
    .at(place, "not ticked by hand");
    for (terms, section) in [(false, "`facts`"), (true, "`terms` of the draft")] {
        if of(terms).next().is_some() {
            diagnostic = diagnostic.help(format!("give {} in {section} instead", listed(of(terms), "and")));
        }
    }
    diagnostic
}
