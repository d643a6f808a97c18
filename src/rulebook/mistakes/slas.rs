//! What is said about service levels.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic, with_article};
use crate::source::Place;
use crate::syntax::words::DeclarationWord;

pub(in crate::rulebook) fn not_falling((place, first): (Place, Place), below: Decimal, before: Decimal) -> Diagnostic {
    Diagnostic::error(Code::TiersOutOfOrder, format!("{below}% does not lie below the {before}% of the row before"))
        .at(place, "this row")
        .also(first, "the row before")
        .help("write the rows from the highest threshold to the lowest: the lowest that the uptime is below counts")
}

pub(in crate::rulebook) fn not_rising((place, first): (Place, Place), credit: Decimal, before: Decimal) -> Diagnostic {
    Diagnostic::error(
        Code::TiersOutOfOrder,
        format!("a lower uptime is credited with {credit}%, and a higher one with {before}%"),
    )
    .at(place, "credits no more than the row before")
    .also(first, "the row before")
    .help("the credit must rise where the threshold falls")
}

pub(in crate::rulebook) fn no_share(place: Place, what: &str, percent: Decimal) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("{percent}% cannot be a {what}"))
        .at(place, "not above 0% and at most 100%")
        .help("write a percentage above 0%, at most 100%")
}

pub(in crate::rulebook) fn two_kinds_of_table(place: Place, first: Place) -> Diagnostic {
    Diagnostic::error(Code::RepeatedProperty, "this level has a table for all, and one for a kind of disk")
        .at(place, "the table of a kind")
        .also(first, "the table for all")
        .help("give each kind a table of its own, or one for all")
}

pub(in crate::rulebook) fn promises_nothing(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::MissingProperty, format!("the level `{name}` promises nothing"))
        .at(place, "needs `credit`, or `promise`")
        .help("add its table, `credit 10% below 99.9%`; where no source gives one, what is promised: `promise 99.9%`")
}

pub(in crate::rulebook) fn no_level(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::MissingProperty, format!("the sla `{name}` has no level"))
        .at(place, "promises nothing")
        .help("put a `level` into its braces")
}

pub(in crate::rulebook) fn alone(place: Place, word: DeclarationWord) -> Diagnostic {
    let outer = match word {
        DeclarationWord::Disk => "a `level`",
        DeclarationWord::Exclusion => "an `sla` or a `level`",
        _ => "an `sla`",
    };
    let found =
        Diagnostic::error(Code::MisplacedDeclaration, format!("{} stands by itself", with_article(word.as_str())));
    found.at(place, "belongs to nothing").help(format!("put it into the braces of {outer}"))
}

pub(in crate::rulebook) fn no_lapse(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::MissingProperty, format!("the level `{name}` does not say how long a failure counts"))
        .at(place, "needs `lapse`")
        .help("add how long a failed deployment counts where nothing ends it: `lapse 15 minutes`")
}

pub(in crate::rulebook) fn idle_lapse(place: Place) -> Diagnostic {
    Diagnostic::error(Code::UnknownProperty, "this level does not count failed deployments, so nothing lapses")
        .at(place, "has no use here")
        .help("delete it, or write `measure failed-deployments`")
}

pub(in crate::rulebook) fn bad_lapse(place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "a lapse is counted in minutes, and above zero")
        .at(place, "cannot be counted")
        .help("write it in minutes, hours or days: `lapse 15 minutes`")
}

pub(in crate::rulebook) fn same_clause((place, first): (Place, Place), word: &str) -> Diagnostic {
    Diagnostic::error(Code::RepeatedProperty, format!("`clause {word}` is given twice"))
        .at(place, "the second time")
        .also(first, "the first time")
        .help("keep one of them")
}

pub(in crate::rulebook) fn hole(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::BadHole, format!("`{{{{ {name} }}}}` cannot stand in a service level"))
        .at(place, "not filled in here")
        .help("a promise is the same for everyone: say it without the name")
}
