//! What is said about tests.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Place;

use super::either;

pub(in crate::rulebook) fn same_title(place: Place, first: Place) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, "two tests have the same title")
        .at(place, "the second")
        .also(first, "the first")
        .help("say in each title what sets its case apart: the title is all that people see of a failing test")
}

pub(in crate::rulebook) fn given_twice(place: Place, first: Place, what: &str) -> Diagnostic {
    let what = if what == "given" { "the same".to_owned() } else { format!("`{what}`") };
    Diagnostic::error(Code::DuplicateKey, format!("{what} is given twice in one test"))
        .at(place, "given again")
        .also(first, "first given here")
        .help("keep one of the two, or write a second test")
}

pub(in crate::rulebook) fn given_parameter(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is a figure that the playbook sets: no test can give it"))
        .at(place, "a parameter of the rules")
        .help("leave it out, and give the facts that it depends on")
}

pub(in crate::rulebook) fn given_figure(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is worked out: no test can give it"))
        .at(place, "a figure of the rules")
        .help("leave it out, and give the facts and terms that it is made of")
}

pub(in crate::rulebook) fn given_define(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is worked out from other names: no test can give it"))
        .at(place, "a `define` of the rules")
        .help("leave it out, and give the facts that it rests on")
}

pub(in crate::rulebook) fn term_without_draft(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is a term of the draft, not a fact about the company"))
        .at(place, "a term")
        .help(format!("write `given draft {name} is …`"))
}

pub(in crate::rulebook) fn fact_of_the_draft(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is a fact about the company, not a term of the draft"))
        .at(place, "a fact")
        .help(format!("write `given {name} is …`"))
}

pub(in crate::rulebook) fn waits_for_no_answer(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("no rule waits for `{name}`"))
        .at(place, "not a fact or a term")
        .help("name the fact or term whose answer is missing")
}

pub(in crate::rulebook) fn no_such_status(place: Place, written: &str, kind: &str, all: &[&str]) -> Diagnostic {
    let found = Diagnostic::error(Code::BadExpectation, format!("a {kind} never comes to `{written}`"))
        .at(place, format!("not a status of a {kind}"));
    let found = match nearest(written, all.iter().copied().chain(["open"])) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found,
    };
    found.help(format!("a {kind} is {}", either(&all.iter().copied().chain(["open"]).collect::<Vec<_>>())))
}

pub(in crate::rulebook) fn no_such_rung(place: Place, rule: &str, written: &str, fallbacks: usize) -> Diagnostic {
    let has = match fallbacks {
        0 => "no fallback".to_owned(),
        1 => "one fallback".to_owned(),
        many => format!("{many} fallbacks"),
    };
    let found = Diagnostic::error(Code::BadExpectation, format!("`{rule}` has no fallback {written}"))
        .at(place, format!("it has {has}"));
    if fallbacks == 0 { found } else { found.help("fallbacks are counted from 1, the best first") }
}

pub(in crate::rulebook) fn rung_of_no_fallback(place: Place, status: &str) -> Diagnostic {
    Diagnostic::error(Code::BadExpectation, format!("`{status}` has no number"))
        .at(place, "only fallbacks are numbered")
        .help(format!("write `{status}` alone"))
}

pub(in crate::rulebook) fn due_on_no_day(place: Place, name: &str, kind: &str) -> Diagnostic {
    let found = Diagnostic::error(Code::BadExpectation, format!("`{name}` is due on no certain day"));
    match kind {
        "duty" => found
            .at(place, "comes back, or follows on each event")
            .help(format!("expect what it comes to: `expect {name} is owed`")),
        kind => found.at(place, format!("a {kind}")).help("only a duty is due"),
    }
}

pub(in crate::rulebook) fn no_figure(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::BadExpectation, format!("`{name}` is not a figure"))
        .at(place, "nothing that is worked out")
        .help("name a `figure`; what else is known, the test itself gives")
}

pub(in crate::rulebook) fn no_such_part(place: Place, part: &str) -> Diagnostic {
    const PARTS: [&str; 6] = ["severity", "priority", "owner", "instrument", "approver", "due"];
    let found = Diagnostic::error(Code::BadExpectation, format!("no test can expect a `{part}`"))
        .at(place, format!("expected {}", either(&PARTS)));
    match nearest(part, PARTS) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found,
    }
}

pub(in crate::rulebook) fn part_of_no_redline(place: Place, part: &str, kind: &str) -> Diagnostic {
    Diagnostic::error(Code::BadExpectation, format!("a {kind} has no {part}"))
        .at(place, "only a redline has one")
        .help(format!("a {kind} has a severity and an owner"))
}

pub(in crate::rulebook) fn expects_of_area(place: Place, name: &str, risk: bool) -> Diagnostic {
    let kind = if risk { "risk" } else { "checklist" };
    let found =
        Diagnostic::error(Code::BadExpectation, format!("`{name}` is a {kind}, and comes to nothing by itself"))
            .at(place, format!("a {kind}"));
    if risk {
        found.help(format!(
            "name one of its rules, or write `expect nothing in {name}` or `expect severity of {name} is …`"
        ))
    } else {
        found.help("name one of its steps")
    }
}
