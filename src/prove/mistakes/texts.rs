//! What is said of texts and of declarations.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;
use crate::value::show_date;

use super::super::prose::Passage;

pub(in crate::prove) fn drift(
    place: Place,
    property: &str,
    written: &str,
    rung: Option<Place>,
    name: &str,
    asked: &str,
) -> Diagnostic {
    let found =
        Diagnostic::warning(Code::Drift, format!("the {name} rung says {asked}, the `{property}` says \"{written}\""))
            .at(place, "another figure than that of the rung");
    let found = match rung {
        Some(rung) => found.also(rung, format!("says {asked}")),
        None => found,
    };
    match name {
        "preferred" => found.help("write `{{ preferred }}`, which always shows the figure of the rung"),
        _ => found.help("write the figure of the rung"),
    }
}

pub(in crate::prove) fn leaks_rung(passage: &Passage<'_>, rung: &str) -> Diagnostic {
    Diagnostic::warning(Code::Leak, format!("the `{}` shows the {rung} to the other side", passage.property))
        .at(passage.place_of(rung), "filled in with your own limit")
        .help(format!("for example: a draft sent with this `{}` names the value of the {rung}", passage.property))
        .help("leave it out, or move it to `rationale`, which only your side reads")
}

pub(in crate::prove) fn leaks_name(passage: &Passage<'_>, what: &str, id: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        Code::Leak,
        format!("the `{}` shows the {what} `{id}` to the other side", passage.property),
    )
    .at(passage.place_of(id), format!("a {what} is for your side alone"))
    .help(format!("for example: a draft sent with this `{}` names what your side says of `{id}`", passage.property));
    if what == "parameter" {
        return found.help("a parameter may be shown where nothing but preferred rungs uses it");
    }
    let found = found.help("leave it out, or move it to `rationale`, which only your side reads");
    match what {
        "fact" => found.help("or write `share yes` in the fact, if the other side may know it"),
        _ => found,
    }
}

pub(in crate::prove) fn leaks_figure(
    passage: &Passage<'_>,
    written: &str,
    rung: &str,
    place: Option<Place>,
    rule: &str,
) -> Diagnostic {
    let found = Diagnostic::warning(
        Code::Leak,
        format!("the `{}` says \"{written}\", which is the {rung} of `{rule}`", passage.property),
    )
    .at(passage.place_of(written), "the other side may read this");
    let found = match place {
        Some(place) => found.also(place, format!("the {rung}")),
        None => found,
    };
    found.help("say what you ask for, not what you would accept")
}

pub(in crate::prove) fn gives_away(passage: &Passage<'_>, words: &str) -> Diagnostic {
    Diagnostic::warning(Code::Leak, format!("the `{}` tells the other side that there is a fallback", passage.property))
        .at(passage.place_of(words), "gives away that less would do")
        .help("say what you ask for; what you would accept stands in the fallback")
}

pub(in crate::prove) fn long_sentence(passage: &Passage<'_>, words: usize, most: usize) -> Diagnostic {
    Diagnostic::warning(Code::LongText, format!("a sentence of {words} words cannot be read aloud"))
        .at(passage.place.clone(), format!("this `{}` has a sentence of more than {most} words", passage.property))
        .help("make two sentences of it")
}

pub(in crate::prove) fn long_text(passage: &Passage<'_>, words: usize, most: usize) -> Diagnostic {
    Diagnostic::warning(Code::LongText, format!("a text of {words} words cannot be read aloud"))
        .at(passage.place.clone(), format!("this `{}` has more than {most} words", passage.property))
        .help("say the point, and leave the rest to `wording` or to the sources")
}

// Declarations.

pub(in crate::prove) fn unused(place: Place, what: &str, id: &str) -> Diagnostic {
    let found = Diagnostic::warning(Code::Unused, format!("nothing uses the {what} `{id}`")).at(place, "never used");
    match what {
        "fact" | "term" => found.help("remove it, so that nobody is asked for what makes no difference"),
        "source" => found.help("cite it with `from`, or remove it"),
        _ => found.help("use it, or remove it"),
    }
}

pub(in crate::prove) fn stale(place: Place, id: &str, until: Date, on: Date) -> Diagnostic {
    Diagnostic::warning(Code::StaleSource, format!("the source `{id}` is past its review"))
        .at(place, format!("was to be read again by {}", show_date(until)))
        .help(format!("for example: on {} every finding that rests on it says so", show_date(on)))
        .help("read it again, mend what has changed, and set its `as-of` anew")
}

pub(in crate::prove) fn from_the_future(place: Place, id: &str, as_of: Date) -> Diagnostic {
    Diagnostic::warning(Code::StaleSource, format!("the source `{id}` was not written yet"))
        .at(place, format!("says how things stood on {}", show_date(as_of)))
        .help("set its `as-of` to the day you read it")
}

pub(in crate::prove) fn expired(place: Place, id: &str, until: Date) -> Diagnostic {
    Diagnostic::warning(Code::ExpiredWaiver, format!("the waiver of `{id}` has run out"))
        .at(place, format!("held until {}", show_date(until)))
        .help("let somebody agree to it anew and set `until`, or delete it")
}

pub(in crate::prove) fn untested(place: Place, kind: &str, id: &str) -> Diagnostic {
    Diagnostic::warning(Code::Untested, format!("no test says anything of the {kind} `{id}`"))
        .at(place, "untested")
        .help("add `expect` lines for it to a test: what it comes to, and when")
}

pub(in crate::prove) fn idle_allowance(place: Place, code: Code) -> Diagnostic {
    Diagnostic::warning(Code::IdleAllowance, format!("nothing here is found that `allow {code}` would allow"))
        .at(place, "allows nothing")
        .help("delete this line")
}

pub(in crate::prove) fn no_direction(place: Place, id: &str, yes_no: bool) -> Diagnostic {
    let words = if yes_no { "`better yes` or `better no`" } else { "`better higher` or `better lower`" };
    Diagnostic::warning(Code::NoDirection, format!("the term `{id}` does not say which way is better"))
        .at(place, "has no `better`")
        .help(format!("add {words}: then a rung accepts every better value, and the order of the rungs is checked"))
}
