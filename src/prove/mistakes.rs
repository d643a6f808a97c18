//! What is said about rules that hold together and still do not say what was meant.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;
use crate::value::show_date;

use super::claims::{Contradiction, with_witness};
use super::prose::Passage;
use super::witness::Witness;
use super::{Because, Undecided};

// Conditions.

pub(super) fn never_holds(place: Place, what: &str, why: &Contradiction) -> Diagnostic {
    let found = Diagnostic::warning(Code::NeverHolds, format!("this {what} can never hold"));
    let Some(fails) = &why.fails else { return found.at(place, "no profile fulfils this") };
    let found = match &why.against {
        Some(against) => {
            let found = found.at(place_within(&place, fails), "cannot hold together with the other part");
            found.also(against.clone(), "the other part")
        }
        None if why.alone => found.at(place_within(&place, fails), "no profile fulfils this"),
        None => found.at(place_within(&place, fails), "cannot hold together with what stands before it"),
    };
    let found = with_witness(found, why.witness.as_ref(), |shown| match why.alone {
        true => format!("for example: {shown} does not fulfil it, and nothing else does"),
        false => format!("for example: {shown} fulfils what stands before, and fails here"),
    });
    found.help("change one of the comparisons, or remove what can never come about")
}

/// The place that fails, where it lies inside the condition; a define is written elsewhere.
fn place_within(whole: &Place, part: &Place) -> Place {
    let inside = whole.source.name() == part.source.name()
        && whole.span.start <= part.span.start
        && part.span.end <= whole.span.end;
    if inside { part.clone() } else { whole.clone() }
}

pub(super) fn always_holds(place: Place, what: &str, witness: Option<&Witness>) -> Diagnostic {
    let found = Diagnostic::warning(Code::AlwaysHolds, format!("this {what} always holds"))
        .at(place, "every profile fulfils this");
    let found = with_witness(found, witness, |shown| format!("for example: {shown} fulfils it too"));
    found.help("remove it, or write what was meant to be left out")
}

pub(super) fn done_ruled_out(done: Place, when: Place, witness: &Witness) -> Diagnostic {
    let found = Diagnostic::warning(Code::DoneRuledOut, "where this rule applies it can never be done")
        .at(done, "cannot hold where the rule applies")
        .also(when, "when the rule applies");
    let found = with_witness(found, Some(witness), |shown| {
        format!("for example: with {shown} the rule applies, and nothing that is done fulfils its `done when`")
    });
    found.help("change `when` or `done when`, so that both can hold at once")
}

// Rungs.

pub(super) fn covered(place: Place, name: &str, by: Option<(&str, Place)>, witness: &Witness) -> Diagnostic {
    let found = Diagnostic::warning(Code::NeverReached, format!("no profile ever comes to this {name} rung"));
    let (found, taken) = match by {
        Some((other, rung)) => (
            found
                .at(place, "all that this accepts is taken before")
                .also(rung, format!("by this {other} rung, which is looked at first")),
            format!("the {other} rung"),
        ),
        None => {
            (found.at(place, "all that this accepts is taken by the rungs before it"), "a rung before it".to_owned())
        }
    };
    let found =
        with_witness(found, Some(witness), |shown| format!("for example: {shown} would fit here, and goes to {taken}"));
    found.help("let it accept something that no rung before it accepts, or remove it")
}

pub(super) fn only_where_idle(
    place: Place,
    name: &str,
    when: Option<Place>,
    elsewhere: Option<&Witness>,
) -> Diagnostic {
    let found = Diagnostic::warning(Code::NeverReached, format!("no profile ever comes to this {name} rung"))
        .at(place, "holds only where the redline does not apply");
    let found = match when {
        Some(when) => found.also(when, "when the redline applies"),
        None => found,
    };
    let found = with_witness(found, elsewhere, |shown| {
        format!("for example: {shown} would fit here, but then the redline does not apply")
    });
    found.help("change the rung, or when the redline applies")
}

// The room between preferred and walk-away.

pub(super) fn no_room(places: (Place, Place), witnesses: (&Witness, &Witness)) -> Diagnostic {
    let (walk_away, preferred) = places;
    let found = Diagnostic::warning(Code::NoRoom, "between preferred and walk-away there is nothing to bargain over")
        .at(walk_away, "begins where the preferred rung ends")
        .also(preferred, "the preferred rung");
    let found = match (witnesses.0.shown(), witnesses.1.shown()) {
        (Some(preferred), Some(walk_away)) => {
            found.help(format!("for example: {preferred} is all you ask for, {walk_away} is already the walk-away"))
        }
        _ => found,
    };
    found.help("lower the walk-away, or write a fallback for what lies between")
}

pub(super) fn gap_of_one_value(places: (Place, Place), witness: &Witness) -> Diagnostic {
    let (walk_away, last) = places;
    let found = Diagnostic::warning(Code::GapOfOneValue, "a single value is neither acceptable nor the walk-away")
        .at(walk_away, "leaves that value out")
        .also(last, "so does what is acceptable");
    let found = with_witness(found, Some(witness), |shown| {
        format!("for example: {shown} is a gap; a little more or less is acceptable or the walk-away")
    });
    found.help("write `at least` or `at most` on one side, so that the value belongs to it")
}

// Values that depend.

pub(super) fn arm_never_wins(
    place: Place,
    what: &str,
    value: &str,
    wins: Option<(String, Option<Place>)>,
    witness: Option<&Witness>,
) -> Diagnostic {
    let mut found = Diagnostic::warning(Code::NeverWins, format!("the {what} `{value}` can never win"))
        .at(place, "wherever this holds, a value before it wins");
    let mut winner = None;
    if let Some((value, condition)) = wins {
        if let Some(condition) = condition {
            found = found.also(condition, format!("here `{value}` wins"));
        }
        winner = Some(value);
    }
    let found = with_witness(found, witness, |shown| match &winner {
        Some(winner) => format!("for example: {shown} fulfils it, and `{winner}` wins"),
        None => format!("for example: {shown} fulfils it, and a value before it wins"),
    });
    found.help("put it before the others, or remove it")
}

pub(super) fn otherwise_never_wins(place: Place, what: &str, value: &str, witness: Option<&Witness>) -> Diagnostic {
    let found = Diagnostic::warning(Code::NeverWins, format!("the {what} `{value}` after `otherwise` can never win"))
        .at(place, "with this every profile has found its value");
    with_witness(found, witness, |shown| {
        format!("for example: {shown} fulfils the last condition, as does all that is left")
    })
    .help("leave out the last condition, and put its value after `otherwise`")
}

// Two rules.

pub(super) fn excluding(places: (Place, Place), subject: &str, other: &str, witness: &Witness) -> Diagnostic {
    let (later, earlier) = places;
    let found = Diagnostic::warning(Code::ExcludingRedlines, format!("two redlines on `{subject}` exclude each other"))
        .at(later, format!("can never be fulfilled together with `{other}`"))
        .also(earlier, "the other redline");
    let found = with_witness(found, Some(witness), |shown| {
        format!("for example: with {shown} both apply, and `{other}` is fulfilled; no draft then fulfils both")
    });
    found.help("give them a `when` each, so that only one applies, or change what they accept")
}

pub(super) fn same(places: (Place, Place), kind: &str, other: &str) -> Diagnostic {
    let (later, earlier) = places;
    Diagnostic::warning(Code::SameAdvice, format!("this {kind} says the same as `{other}`"))
        .at(later, "the second time")
        .also(earlier, "the first time")
        .help("keep one of them")
}

// Texts.

pub(super) fn drift(
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

pub(super) fn leaks_rung(passage: &Passage<'_>, rung: &str) -> Diagnostic {
    Diagnostic::warning(Code::Leak, format!("the `{}` shows the {rung} to the other side", passage.property))
        .at(passage.place_of(rung), "filled in with your own limit")
        .help(format!("for example: a draft sent with this `{}` names the value of the {rung}", passage.property))
        .help("leave it out, or move it to `rationale`, which only your side reads")
}

pub(super) fn leaks_name(passage: &Passage<'_>, what: &str, id: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        Code::Leak,
        format!("the `{}` shows the {what} `{id}` to the other side", passage.property),
    )
    .at(passage.place_of(id), format!("a {what} is for your side alone"))
    .help(format!("for example: a draft sent with this `{}` names what your side says of `{id}`", passage.property));
    match what {
        "parameter" => found.help("a parameter may be shown where nothing but preferred rungs uses it"),
        _ => found.help("leave it out, or move it to `rationale`, which only your side reads"),
    }
}

pub(super) fn leaks_figure(
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

pub(super) fn gives_away(passage: &Passage<'_>, words: &str) -> Diagnostic {
    Diagnostic::warning(Code::Leak, format!("the `{}` tells the other side that there is a fallback", passage.property))
        .at(passage.place_of(words), "gives away that less would do")
        .help("say what you ask for; what you would accept stands in the fallback")
}

pub(super) fn long_sentence(passage: &Passage<'_>, words: usize, most: usize) -> Diagnostic {
    Diagnostic::warning(Code::LongText, format!("a sentence of {words} words cannot be read aloud"))
        .at(passage.place.clone(), format!("this `{}` has a sentence of more than {most} words", passage.property))
        .help("make two sentences of it")
}

pub(super) fn long_text(passage: &Passage<'_>, words: usize, most: usize) -> Diagnostic {
    Diagnostic::warning(Code::LongText, format!("a text of {words} words cannot be read aloud"))
        .at(passage.place.clone(), format!("this `{}` has more than {most} words", passage.property))
        .help("say the point, and leave the rest to `wording` or to the sources")
}

// Declarations.

pub(super) fn unused(place: Place, what: &str, id: &str) -> Diagnostic {
    let found = Diagnostic::warning(Code::Unused, format!("nothing uses the {what} `{id}`")).at(place, "never used");
    match what {
        "fact" | "term" => found.help("remove it, so that nobody is asked for what makes no difference"),
        "source" => found.help("cite it with `from`, or remove it"),
        _ => found.help("use it, or remove it"),
    }
}

pub(super) fn stale(place: Place, id: &str, until: Date, on: Date) -> Diagnostic {
    Diagnostic::warning(Code::StaleSource, format!("the source `{id}` is past its review"))
        .at(place, format!("was to be read again by {}", show_date(until)))
        .help(format!("for example: on {} every finding that rests on it says so", show_date(on)))
        .help("read it again, mend what has changed, and set its `as-of` anew")
}

pub(super) fn from_the_future(place: Place, id: &str, as_of: Date) -> Diagnostic {
    Diagnostic::warning(Code::StaleSource, format!("the source `{id}` was not written yet"))
        .at(place, format!("says how things stood on {}", show_date(as_of)))
        .help("set its `as-of` to the day you read it")
}

pub(super) fn expired(place: Place, id: &str, until: Date) -> Diagnostic {
    Diagnostic::warning(Code::ExpiredWaiver, format!("the waiver of `{id}` has run out"))
        .at(place, format!("held until {}", show_date(until)))
        .help("let somebody agree to it anew and set `until`, or delete it")
}

pub(super) fn untested(place: Place, kind: &str, id: &str) -> Diagnostic {
    Diagnostic::warning(Code::Untested, format!("no test says anything of the {kind} `{id}`"))
        .at(place, "untested")
        .help("add `expect` lines for it to a test: what it comes to, and when")
}

pub(super) fn idle_allowance(place: Place, code: Code) -> Diagnostic {
    Diagnostic::warning(Code::IdleAllowance, format!("nothing here is found that `allow {code}` would allow"))
        .at(place, "allows nothing")
        .help("delete this line")
}

pub(super) fn no_direction(place: Place, id: &str, yes_no: bool) -> Diagnostic {
    let words = if yes_no { "`better yes` or `better no`" } else { "`better higher` or `better lower`" };
    Diagnostic::warning(Code::NoDirection, format!("the term `{id}` does not say which way is better"))
        .at(place, "has no `better`")
        .help(format!("add {words}: then a rung accepts every better value, and the order of the rungs is checked"))
}

/// What was not decided, in one line; nothing where everything was.
pub fn not_decided(undecided: &[Undecided]) -> Option<String> {
    let parts = [
        (Because::Date, "on the day of the assessment (give it with `--as-of`)"),
        (Because::Rates, "on rates between currencies"),
        (Because::Text, "on free text"),
        (Because::Figures, "on figures that are worked out"),
        (Because::Names, "on how two names compare"),
        (Because::Effort, "on more combinations than are tried"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter_map(|(because, on)| {
            let count = undecided.iter().filter(|undecided| undecided.because == because).count();
            (count > 0).then(|| if undecided.len() == count { on.to_owned() } else { format!("{count} {on}") })
        })
        .collect();
    let questions =
        if undecided.len() == 1 { "1 question was" } else { &format!("{} questions were", undecided.len()) };
    let rests = if undecided.len() == 1 { "it rests" } else { "they rest" };
    (!parts.is_empty()).then(|| format!("{questions} not decided: {rests} {}", parts.join(", ")))
}
