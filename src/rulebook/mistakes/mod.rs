//! What is said about rules that do not hold together.

pub(super) mod due;
pub(super) mod exchange;
mod figures;
pub(super) mod overlays;
mod properties;
mod rungs;
pub(super) mod slas;
pub(super) mod tests;

use crate::diagnostic::{Code, Diagnostic, nearest, with_article};
use crate::source::Place;
use crate::syntax::words::DeclarationWord;
use crate::value::spelling::Thousands;
use crate::value::{Kind, Misread, Type};

pub(super) use figures::{
    different_parts, does_not_calculate, endless_result, glued_minus, no_calculation, no_level_named, not_for_figures,
    nothing_of_level, only_figures, several_disks, unknown_disk, unknown_level, wrong_result,
};
pub(super) use properties::{
    guarded_owner, missing_otherwise, missing_property, no_day_of_year, no_title, outside, pitfall_when,
    pitfall_without_when, repeated_property, unknown_code, unknown_property,
};
pub(super) use rungs::{
    rung_against_better, rung_excuses_company, rung_meets_walk_away, rung_never_reached, rung_says_not, rung_says_or,
    rung_without_term, walk_away_against_better, walk_away_says_or,
};

fn with_near(found: Diagnostic, near: Option<&str>) -> Diagnostic {
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found,
    }
}

fn words_in(names: &[String]) -> String {
    names.join(", ")
}

/// `a`, `b` or `c`.
fn either(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

// Packs and the lists they share.

pub(super) fn no_header(name: &str) -> Diagnostic {
    Diagnostic::error(Code::NoPackHeader, format!("the rules at `{name}` have no pack header")).help(
        "one of the files must declare `pack NAME \"Title\" { version … vendor … owners … phases … documents … }`",
    )
}

pub(super) fn second_header(place: Place, first: Place) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, "a pack has two headers")
        .at(place, "the second")
        .also(first, "the first")
        .help("keep one, or put the other pack into a folder of its own")
}

pub(super) fn duplicate_pack(place: Place, id: &str) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, format!("two packs are called `{id}`"))
        .at(place, "taken by another pack")
        .help("give only one of them, or rename one")
}

pub(super) fn two_titles(place: Place, noun: &str, id: &str, known: &str) -> Diagnostic {
    Diagnostic::error(Code::ContradictingPacks, format!("the {noun} `{id}` has two titles"))
        .at(place, format!("another pack calls it \"{known}\""))
        .help("use one title in both packs, or another name here")
}

pub(super) fn two_orders(place: Place, noun: &str, id: &str) -> Diagnostic {
    Diagnostic::error(Code::ContradictingPacks, format!("the {noun} `{id}` stands in two orders"))
        .at(place, "comes earlier elsewhere")
        .help("list what the packs share in one order")
}

pub(super) fn unknown_entry(place: Place, noun: &str, near: Option<&str>, all: &[String]) -> Diagnostic {
    let found = Diagnostic::error(Code::UnknownName, format!("no {noun} is called `{}`", place.text()))
        .at(place, format!("not among the {noun}s of the pack"));
    let found = with_near(found, near);
    if near.is_some() || all.is_empty() { found } else { found.help(format!("the {noun}s are: {}", words_in(all))) }
}

pub(super) fn unknown_word(place: Place, written: &str, words: &[&str]) -> Diagnostic {
    let found = Diagnostic::error(Code::BadValue, format!("`{}` cannot stand here", place.text()))
        .at(place, format!("expected {}", either(words)));
    with_near(found, nearest(written, words.iter().copied()))
}

pub(super) fn misplaced(place: Place, word: DeclarationWord, outer: DeclarationWord) -> Diagnostic {
    Diagnostic::error(
        Code::MisplacedDeclaration,
        format!("{} cannot stand inside {}", with_article(word.as_str()), with_article(outer.as_str())),
    )
    .at(place, "belongs elsewhere")
    .help(if word == DeclarationWord::Step { "put it inside a `checklist`" } else { "put it outside the braces" })
}

pub(super) fn repeated_file(place: Place, first: Place) -> Diagnostic {
    let (name, other) = (place.source.name().to_owned(), first.source.name().to_owned());
    Diagnostic::error(Code::DuplicateName, format!("the files `{other}` and `{name}` declare the same names"))
        .at(place, "and all that follows in this file")
        .also(first, "stands here too")
        .help("delete one of the two files")
}

// Names.

pub(super) fn duplicate_name(place: Place, first: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, format!("`{name}` is declared twice"))
        .at(place, "the second time")
        .also(first, "the first time")
        .help("give one of them another name")
}

pub(super) fn blank(place: Place) -> Diagnostic {
    Diagnostic::error(Code::Blank, "a blank is left to fill in").at(place, "write what belongs here")
}

pub(super) fn declared_differently(place: Place, first: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::ContradictingPacks, format!("two packs declare `{name}` differently"))
        .at(place, "this one")
        .also(first, "and this one")
        .help("packs share what they declare in the same words; or give one of them another name")
}

pub(super) fn prefix(place: Place, first: Place, name: &str, outer: &str) -> Diagnostic {
    Diagnostic::error(Code::NamePrefix, format!("`{outer}` is the beginning of `{name}`"))
        .at(place, "the longer name")
        .also(first, "the shorter name")
        .help("in a profile a name is either a value or a group: rename one of them")
}

pub(super) fn unknown_name(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        Code::UnknownName,
        format!("no fact, term, parameter, figure or define is called `{}`", place.text()),
    )
    .at(place, "not in the vocabulary");
    match name {
        "more" | "less" | "higher" | "lower" | "longer" | "shorter" | "later" | "earlier" => {
            found.help(format!("leave out `or {name}`: `at least` and `at most` mean that already"))
        }
        "true" | "false" | "yes" | "no" => found.help("a condition compares something: `NAME is yes`"),
        _ if near.is_none() => found.help("declare it with `fact`, `term`, `parameter`, `figure` or `define`"),
        _ => with_near(found, near),
    }
}

pub(super) fn unknown_source(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(Code::UnknownName, format!("no source is called `{name}`")).at(place, "not declared");
    match near {
        Some(_) => with_near(found, near),
        None => found.help(format!("declare it: `source {name} \"Title\" {{ kind … as-of … }}`")),
    }
}

pub(super) fn unknown_rule(place: Place, noun: &str, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(Code::UnknownName, format!("no {noun} is called `{name}`"))
        .at(place, format!("names no {noun}"));
    match near {
        Some(near) if near == name => found.help(format!("`{name}` is something else: name a {noun}")),
        _ => with_near(found, near),
    }
}

pub(super) fn unknown_type(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(Code::UnknownName, format!("no type is called `{name}`")).at(place, "names no type");
    with_near(found, near).help(
        "types are: yes-no, scale a < b, one of a, b, set of a, b, number, percent, money, duration, date, text, and lists declared with `values`",
    )
}

pub(super) fn circle(circle: &[(String, Place)]) -> Diagnostic {
    if let [(name, place)] = circle {
        return Diagnostic::error(Code::Cycle, format!("`{name}` rests on itself"))
            .at(place.clone(), "its own name is in it")
            .help("state it without its own name");
    }
    let mut names: Vec<String> = circle.iter().map(|(name, _)| format!("`{name}`")).collect();
    names.extend(names.first().cloned());
    let mut found =
        Diagnostic::error(Code::Cycle, format!("these rest on each other in a circle: {}", names.join(" → ")));
    for (at, (_, place)) in circle.iter().take(8).enumerate() {
        found = if at == 0 {
            found.at(place.clone(), "rests on itself")
        } else {
            found.also(place.clone(), "by way of this")
        };
    }
    found.help("state one of them without the others")
}

pub(super) fn long_chain(place: Place, name: &str, most: usize) -> Diagnostic {
    Diagnostic::error(Code::NestedTooDeep, format!("`{name}` rests on others in a chain longer than {most}"))
        .at(place, "the end of a long chain")
        .help("state it with fewer steps in between")
}

// Types and values.

pub(super) fn reserved_level(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::BadName, format!("`{name}` cannot be a level"))
        .at(place, "means something of its own in profiles")
        .help(format!("choose another word, such as `{name}-stated`, and give it a title"))
}

pub(super) fn repeated_level(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, format!("the level `{name}` stands twice in one list"))
        .at(place, "the second time")
        .help("delete one of them")
}

pub(super) fn short_scale(place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "a scale needs two levels or more")
        .at(place, "only one level")
        .help("write the levels from lowest to highest with `<` between them")
}

pub(super) fn no_open_end(place: Place, word: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("this type has no `{word}`"))
        .at(place, "does not fit the type")
        .help("`or unlimited` goes with money, number and duration, `or never` with date")
}

/// In rules a figure must not be open to two readings; as decimals it has two digits or four.
pub(super) fn rather_thousands(place: Place, thousands: &Thousands<'_>) -> Diagnostic {
    let Thousands { number, thousands, decimals } = thousands;
    let exact = if decimals.contains('.') { format!("{number}0") } else { decimals.clone() };
    Diagnostic::error(Code::BadValue, format!("`{number}` may be {decimals} or {thousands}"))
        .at(place, "a point begins the decimals")
        .help(format!("for thousands write `{thousands}`, otherwise `{exact}`"))
}

pub(super) fn misread(place: Place, misread: Misread) -> Diagnostic {
    let label = match misread.code {
        Code::OutsideScale => "not in the list",
        Code::BusinessDays => "which days those are is not known",
        _ => "cannot be read",
    };
    Diagnostic::error(misread.code, misread.says).at(place, label).help(misread.help)
}

/// `USD1M`: a value, in a spelling that reads as a name.
pub(super) fn misspelt_value(place: Place, of: &Type, meant: &[String]) -> Diagnostic {
    let written = place.text().to_owned();
    let meant: Vec<String> = meant.iter().map(|meant| format!("`{meant}`")).collect();
    Diagnostic::error(Code::BadValue, format!("`{written}` is not {}", of.noun()))
        .at(place, "cannot be read")
        .help(format!("write {}", meant.join(" or ")))
}

pub(super) fn quoted(place: Place, of: &Type) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("a text stands where {} is expected", of.noun()))
        .at(place, "leave out the quotes")
        .help(of.how_to_write())
}

pub(super) fn no_such_direction(place: Place, word: &str, of: &Type) -> Diagnostic {
    let found = Diagnostic::error(Code::WrongType, format!("`{word}` is no direction of {}", of.noun()))
        .at(place, "does not fit the type");
    if of.kind == Kind::YesNo {
        found.help("write `better yes` or `better no`")
    } else if of.is_ordered() {
        found.help("write `better higher` or `better lower`")
    } else {
        found.help("this type has no better side: leave `better` out")
    }
}

pub(super) fn silent_without_standard(place: Place) -> Diagnostic {
    Diagnostic::error(Code::MissingProperty, "silence means the vendor's standard, and none is given")
        .at(place, "needs a `standard`")
        .help("add `standard VALUE from SOURCE \"section\"`, or write what silence means")
}

// Conditions.

pub(super) fn ill_typed(place: Place, name: &str, of: &Type, words: &str, instead: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(Code::WrongType, format!("`{words}` does not go with `{name}`"))
        .at(place, format!("`{name}` is {}", of.noun()));
    match instead {
        Some(_) if words == "within" => found.help("`within` asks how soon a date comes: write `at most`"),
        Some(instead) => found.help(format!("write `{instead}` instead of `{words}`")),
        None if words == "has passed" => found.help("only a date passes"),
        None if words.ends_with("addressed") => found.help("only a term, something a draft says, is addressed or not"),
        None if matches!(of.kind, Kind::OneOf(_)) => {
            found.help("its choices have no order; declare it as `scale a < b < c` if they have one")
        }
        None => found.help("use `is`, `is not` or `is one of [..]`"),
    }
}

pub(super) fn compares_types(place: Place, of: &Type, name: &str, right: &Type) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("{} cannot be compared with `{name}`", of.noun()))
        .at(place, format!("this is {}", right.noun()))
        .help("both sides must have the same type; levels must come from one `values` list")
}

pub(super) fn compares_define(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("`{name}` is a define and cannot be compared"))
        .at(place, "holds or does not hold")
        .help(format!("write `{name}` or `not {name}` by itself"))
}

pub(super) fn asks_for_silence(place: Place, name: &str, word: &str, negated: bool) -> Diagnostic {
    let instead = if negated { "is addressed" } else { "is not addressed" };
    Diagnostic::error(Code::BadValue, format!("`{word}` is no value of `{name}`"))
        .at(place, "whether a draft says anything of it is asked otherwise")
        .help(format!("write `{name} {instead}`"))
}

pub(super) fn bare_name(place: Place, name: &str, of: &Type) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("`{name}` alone is no condition"))
        .at(place, format!("is {}: say what it must be", of.noun()))
        .help(match of.kind {
            Kind::Set(_) => format!("write `{name} includes …`"),
            _ if of.is_ordered() => format!("write `{name} at least …`, `{name} is …` or another comparison"),
            _ => format!("write `{name} is …`"),
        })
}

pub(super) fn value_alone(place: Place, word: &str, advice: &str) -> Diagnostic {
    Diagnostic::error(Code::OrBetweenValues, format!("`{word}` is no condition of its own"))
        .at(place, "a value, not a comparison")
        .help(format!("write `{advice}`"))
}

pub(super) fn written_in_needs_term(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("`{name}` is not written in any document"))
        .at(place, "only a term stands in a document")
        .help("leave out `in at least …`")
}

pub(super) fn backward_between(place: Place, of: &Type) -> Diagnostic {
    let (beyond, first) = if of.kind == Kind::Date { ("after", "earlier date") } else { ("above", "lower value") };
    Diagnostic::error(Code::BackwardRange, format!("nothing lies between these two: the first is {beyond} the second"))
        .at(place, "the wrong way round")
        .help(format!("write the {first} first"))
}

pub(super) fn part_of_a_day(place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "dates are whole days, and this length is not")
        .at(place, "hours and minutes do not count here")
        .help("write days, weeks, months or years: `within 12 months`")
}

pub(super) fn cannot_answer(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("`{name}` cannot answer a question"))
        .at(place, "not a fact or a term")
        .help("name the fact or term that holds the answer")
}

pub(super) fn dotted_rule(place: Place, word: DeclarationWord, name: &str) -> Diagnostic {
    Diagnostic::error(Code::BadName, format!("the name of a {word} has no parts"))
        .at(place, "only names of the vocabulary have points")
        .help(format!("write `{}`", name.replace('.', "-")))
}

pub(super) fn conflict_with_itself(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("`{name}` cannot pull apart from itself"))
        .at(place, "the same rule on both sides")
        .help("name two rules between which somebody must choose")
}

// Texts.

pub(super) fn single_braces(place: Place, written: &str, name: &str) -> Diagnostic {
    Diagnostic::error(Code::BadHole, format!("`{written}` shows as it is written, and not as a value"))
        .at(place, "a value needs two braces on each side")
        .help(format!("write `{{{{ {name} }}}}`"))
}

pub(super) fn hole_is_define(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::BadHole, format!("`{name}` is a define and has no value to show"))
        .at(place, "holds or does not hold")
        .help("name a fact, a term, a parameter or a figure")
}

pub(super) fn unknown_hole(place: Place, name: &str, near: Option<&str>, in_redline: bool) -> Diagnostic {
    let found = Diagnostic::error(Code::BadHole, format!("`{{{{ {name} }}}}` names nothing"))
        .at(place, "not in the vocabulary");
    match (near, in_redline) {
        (Some(_), _) => with_near(found, near),
        (None, true) => found
            .help("name a fact, a term, a parameter or a figure, or `preferred`, `fallback`, `walk-away` or `draft`"),
        (None, false) => found.help("name a fact, a term, a parameter or a figure"),
    }
}
