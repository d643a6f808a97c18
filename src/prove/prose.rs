//! Every text of a rulebook, with who reads it.

use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Part, Slot, Text};
use crate::source::{Place, Span};

/// A text, where it stands, and who reads it.
pub(super) struct Passage<'r> {
    /// The rule it belongs to, where it belongs to one.
    pub(super) advice: Option<AdviceId>,
    /// What it is called in the language.
    pub(super) property: &'static str,
    pub(super) parts: &'r [Part],
    pub(super) place: Place,
    /// Whether the other side may come to read it.
    pub(super) outward: bool,
    /// Whether it is meant to be said, unlike a clause or a list of things to do.
    pub(super) spoken: bool,
    /// The rung it belongs to, counted from the preferred one.
    pub(super) rung: Option<usize>,
}

impl Passage<'_> {
    /// The words between the holes.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Words(words) => Some(words.as_str()),
            Part::Name(_) | Part::Slot(_) => None,
        })
    }

    /// All of it, with dots in the place of holes.
    pub(super) fn plain(&self) -> String {
        let part = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Name(_) | Part::Slot(_) => "…".to_owned(),
        };
        self.parts.iter().map(part).collect()
    }

    /// Whether it shows the value of a rung.
    pub(super) fn shows(&self, slot: Slot) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Slot(shown) if *shown == slot))
    }

    /// Where some of its words stand; the whole text where they are not written in one
    /// piece.
    pub(super) fn place_of(&self, words: &str) -> Place {
        let written = self.place.text();
        let at = written.to_ascii_lowercase().find(&words.to_ascii_lowercase()).filter(|_| !words.is_empty());
        match at.and_then(|at| Some((u32::try_from(at).ok()?, u32::try_from(words.len()).ok()?))) {
            Some((at, length)) => {
                let start = self.place.span.start + at;
                Place { source: self.place.source.clone(), span: Span { start, end: start + length } }
            }
            None => self.place.clone(),
        }
    }
}

/// The titles and questions that a rulebook keeps as plain words.
pub(super) struct Titles {
    risks: Vec<Part>,
    names: Vec<(Part, Option<Part>)>,
}

impl Titles {
    pub(super) fn new(rulebook: &Rulebook) -> Self {
        let words = |words: &String| Part::Words(words.clone());
        Self {
            risks: rulebook.risks.iter().map(|risk| words(&risk.title)).collect(),
            names: rulebook.names.iter().map(|name| (words(&name.title), name.ask.as_ref().map(words))).collect(),
        }
    }
}

/// All texts, in the order of declarations of each kind.
pub(super) fn passages<'r>(rulebook: &'r Rulebook, titles: &'r Titles) -> Vec<Passage<'r>> {
    let mut found = Vec::new();
    let plain = |property, part: &'r Part, place: &Place, outward| Passage {
        advice: None,
        property,
        parts: std::slice::from_ref(part),
        place: place.clone(),
        outward,
        spoken: true,
        rung: None,
    };
    for (risk, title) in rulebook.risks.iter().zip(&titles.risks) {
        found.push(plain("title", title, &risk.place, true));
        for (pitfall, _) in &risk.pitfalls {
            found.extend(written(None, "pitfall", pitfall, false, true));
        }
    }
    for (name, (title, ask)) in rulebook.names.iter().zip(&titles.names) {
        found.push(plain("title", title, &name.place, name.term().is_some()));
        found.extend(ask.as_ref().map(|ask| plain("ask", ask, &name.place, false)));
    }
    for (at, advice) in rulebook.advice.iter().enumerate() {
        of_advice(AdviceId(at), advice, &mut found);
    }
    found
}

fn written<'r>(
    advice: Option<AdviceId>,
    property: &'static str,
    text: &'r Text,
    outward: bool,
    spoken: bool,
) -> Option<Passage<'r>> {
    let place = text.place.clone()?;
    Some(Passage { advice, property, parts: &text.parts, place, outward, spoken, rung: None })
}

fn of_advice<'r>(id: AdviceId, advice: &'r Advice, found: &mut Vec<Passage<'r>>) {
    let mut add = |property, text: &'r Text, outward, spoken, rung| {
        found.extend(written(Some(id), property, text, outward, spoken).map(|passage| Passage { rung, ..passage }));
    };
    let shown = matches!(advice.body, Body::Redline(_) | Body::Question { to_vendor: true, .. });
    add("title", &advice.title, shown, true, None);
    match &advice.body {
        Body::Redline(redline) => {
            add("propose", &redline.propose, true, true, None);
            redline.wording.iter().for_each(|text| add("wording", text, true, false, None));
            redline.rationale.iter().for_each(|text| add("rationale", text, false, true, None));
            for (says, reply) in &redline.objections {
                add("objection", says, false, true, None);
                add("reply", reply, false, true, None);
            }
            redline.outlook.iter().for_each(|(_, text)| add("outlook", text, false, true, None));
            for (number, rung) in redline.rungs().enumerate() {
                rung.label.iter().for_each(|text| add("label", text, number == 0, true, Some(number)));
                rung.wording.iter().for_each(|text| add("wording", text, false, false, Some(number)));
            }
        }
        Body::Mitigation { does, .. } | Body::Duty { does, .. } => add("do", does, false, false, None),
        Body::Lever { play, give, get } => {
            add("play", play, false, true, None);
            give.iter().for_each(|text| add("give", text, false, true, None));
            get.iter().for_each(|text| add("get", text, false, true, None));
        }
        Body::Conflict { weigh, .. } => add("weigh", weigh, false, true, None),
        Body::Question { .. } | Body::Step { .. } => {}
    }
}
