//! Risks, checklists and the rules in them.

use crate::source::Spanned;
use crate::syntax::tree::{Declaration, PropertyValue};
use crate::syntax::words::{DeclarationWord, PropertyWord};

use super::super::advice::{Advice, AdviceId, Body, Risk, Severity, Text};
use super::super::condition::{Condition, Guarded, NameId};
use super::super::mistakes;
use super::super::vocabulary::{Citation, Titled};
use super::fields::{Fields, inherits};
use super::people::{Roll, title_of};
use super::scope::{Ruling, Word};
use super::{Builder, Found};

const SEVERITIES: [(&str, Severity); 4] =
    [("critical", Severity::Critical), ("high", Severity::High), ("medium", Severity::Medium), ("low", Severity::Low)];

const RECIPIENTS: [(&str, bool); 2] = [("vendor", true), ("us", false)];

/// What a rule takes from the declaration it stands in.
#[derive(Clone, Default)]
struct Outer {
    risk: Option<usize>,
    checklist: Option<usize>,
    severity: Option<Guarded<Severity>>,
    owner: Option<Guarded<usize>>,
    phase: Option<usize>,
    instrument: Option<Guarded<usize>>,
    citations: Vec<Citation>,
    inherits: Vec<PropertyWord>,
}

impl Builder {
    /// Gives every risk, checklist and rule its place.
    pub(super) fn name_rules(&mut self, declarations: &[Found<'_>]) {
        let mut risks = 0;
        let mut checklists = 0;
        let mut advice = 0;
        for found in with_children(declarations) {
            let word = found.declaration.word.node;
            if !word.is_advice() {
                continue;
            }
            let known =
                self.scope.rulings.get(found.name()).and_then(|all| all.iter().find(|(pack, ..)| *pack == found.pack));
            let first = known.map(|(_, _, place)| place.clone());
            if !self.is_free(found, first.as_ref()) {
                continue;
            }
            let next = |count: &mut usize| {
                *count += 1;
                *count - 1
            };
            let ruling = match word {
                _ if !found.declaration.sound => Ruling::Broken,
                DeclarationWord::Risk => Ruling::Risk(next(&mut risks)),
                DeclarationWord::Checklist => Ruling::Checklist(next(&mut checklists)),
                _ => Ruling::Advice(AdviceId(next(&mut advice))),
            };
            self.scope.rulings.entry(found.name().to_owned()).or_default().push((found.pack, ruling, found.place()));
        }
    }

    pub(super) fn rules(&mut self, declarations: &[Found<'_>]) {
        for found in declarations.iter().filter(|found| found.declaration.word.node.is_advice()) {
            match found.declaration.word.node {
                DeclarationWord::Risk | DeclarationWord::Checklist => self.area(*found),
                _ => {
                    self.no_children(*found);
                    self.rule(*found, &Outer::default());
                }
            }
        }
    }

    /// Whether this is the declaration that its name was given to.
    fn is_first(&self, found: Found<'_>) -> bool {
        self.scope.rulings.get(found.name()).is_some_and(|all| {
            all.iter().any(|(pack, _, place)| {
                *pack == found.pack
                    && place.span == found.declaration.name.span
                    && place.source.name() == found.source.name()
            })
        })
    }

    fn area(&mut self, found: Found<'_>) {
        let word = found.declaration.word.node;
        let mut outer = Outer::default();
        let sound = found.declaration.sound;
        if sound && self.is_first(found) {
            let fields = self.fields(found, &[]);
            outer = self.common(found, &fields, &Outer::default());
            outer.inherits = inherits(word, |word| fields.get(word).is_some(), true);
            let id = self.qualified(found);
            let title = title_of(found.declaration.title.as_ref(), found.name());
            if word == DeclarationWord::Checklist {
                outer.checklist = Some(self.book.checklists.len());
                self.book.checklists.push(Titled { id, title });
            } else {
                let pitfalls = self.pitfalls(found, &fields);
                outer.risk = Some(self.book.risks.len());
                let severity = outer.severity.clone().unwrap_or(Guarded::always(Severity::Medium));
                let citations = outer.citations.clone();
                self.book.risks.push(Risk { id, title, severity, pitfalls, citations, place: found.place() });
            }
        } else {
            outer.inherits = inherits(word, |_| true, false);
        }
        for child in &found.declaration.children {
            let child_found = Found { declaration: child, ..found };
            if !child.word.node.may_stand_in(word) {
                let place = found.at(child.word.span);
                self.report(mistakes::misplaced(place, child.word.node, word));
            }
            self.no_children(child_found);
            self.rule(child_found, &outer);
        }
    }

    fn pitfalls(&mut self, found: Found<'_>, fields: &Fields<'_>) -> Vec<(Text, Condition)> {
        let mut pitfalls = Vec::new();
        for written in fields.all(PropertyWord::Pitfall) {
            let PropertyValue::Pitfall { text, block } = written else { continue };
            let text = self.text(found, text, false);
            let inner = self.block(found, PropertyWord::Pitfall, block);
            if let Some(when) = self.when(found, inner.get(PropertyWord::When)) {
                pitfalls.push((text, when));
            }
        }
        pitfalls
    }

    /// What all rules have in common, own before inherited.
    fn common(&mut self, found: Found<'_>, fields: &Fields<'_>, outer: &Outer) -> Outer {
        let severity = self.guarded_word(found, fields.get(PropertyWord::Severity), &SEVERITIES);
        let owner = self.guarded_entry(found, Roll::Owners, fields.get(PropertyWord::Owner));
        let instrument = self.guarded_entry(found, Roll::Documents, fields.get(PropertyWord::Instrument));
        let phase = match fields.get(PropertyWord::Phase) {
            Some(PropertyValue::Name(name)) => self.lookup(Roll::Phases, name, found.at(name.span)),
            _ => None,
        };
        let citations = self.citations(found, fields.citations());
        let risk = match fields.get(PropertyWord::Risk) {
            Some(PropertyValue::Name(name)) => self.risk_named(found, name),
            _ => None,
        };
        Outer {
            risk: risk.or(outer.risk),
            checklist: outer.checklist,
            severity: severity.or_else(|| outer.severity.clone()),
            owner: owner.or_else(|| outer.owner.clone()),
            phase: phase.or(outer.phase),
            instrument: instrument.or_else(|| outer.instrument.clone()),
            citations: if fields.get(PropertyWord::From).is_some() { citations } else { outer.citations.clone() },
            inherits: Vec::new(),
        }
    }

    fn risk_named(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<usize> {
        match self.scope.ruling(found.pack, &name.node) {
            Some(Ruling::Risk(at)) => Some(at),
            Some(Ruling::Broken) => None,
            _ => {
                let near = self.near_rule(&name.node);
                self.report(mistakes::unknown_rule(found.at(name.span), "risk", &name.node, near.as_deref()));
                None
            }
        }
    }

    fn near_rule(&self, written: &str) -> Option<String> {
        self.nearest(written, self.scope.rulings.keys().map(String::as_str))
    }

    fn qualified(&self, found: Found<'_>) -> String {
        let pack = self.book.packs.get(found.pack).map(|pack| pack.id.as_str()).unwrap_or_default();
        format!("{pack}/{}", found.name())
    }

    fn rule(&mut self, found: Found<'_>, outer: &Outer) {
        if !found.declaration.sound || !self.is_first(found) {
            return;
        }
        let fields = self.fields(found, &outer.inherits);
        let common = self.common(found, &fields, outer);
        let when = self.when(found, fields.get(PropertyWord::When));
        let in_redline = found.declaration.word.node == DeclarationWord::Redline;
        let title = match &found.declaration.title {
            Some(title) => self.text(found, title, in_redline),
            None => {
                self.report(mistakes::no_title(found.place(), found.declaration.word.node, found.name()));
                Text::default()
            }
        };
        let body = self.body(found, &fields, &common);
        let (Some(body), when) = (body, when.unwrap_or(Condition::Always)) else {
            // Keep the places of the rules after it.
            self.book.advice.push(placeholder(found, self.qualified(found)));
            return;
        };
        if let Body::Redline(redline) = &body {
            self.ladder(redline);
        }
        self.book.advice.push(Advice {
            id: self.qualified(found),
            title,
            risk: common.risk,
            checklist: common.checklist,
            when,
            severity: common.severity.unwrap_or(Guarded::always(Severity::Medium)),
            owner: common.owner,
            phase: common.phase,
            citations: common.citations,
            place: found.place(),
            body,
        });
    }

    fn body(&mut self, found: Found<'_>, fields: &Fields<'_>, common: &Outer) -> Option<Body> {
        let text = |builder: &mut Self, word| fields.text(word).map(|text| builder.text(found, text, false));
        match found.declaration.word.node {
            DeclarationWord::Redline => {
                self.redline(found, fields, common.instrument.clone()).map(|redline| Body::Redline(Box::new(redline)))
            }
            DeclarationWord::Mitigation => {
                let done_when = self.done_when(found, fields)?;
                Some(Body::Mitigation { done_when, does: text(self, PropertyWord::Do)? })
            }
            DeclarationWord::Step => Some(Body::Step { done_when: self.done_when(found, fields)? }),
            DeclarationWord::Question => {
                let to_vendor = match fields.get(PropertyWord::To) {
                    Some(PropertyValue::Name(name)) => self.word(&RECIPIENTS, name, found.at(name.span))?,
                    _ => return None,
                };
                Some(Body::Question { to_vendor, answered_by: self.answered_by(found, fields)? })
            }
            DeclarationWord::Lever => Some(Body::Lever {
                play: text(self, PropertyWord::Play)?,
                give: text(self, PropertyWord::Give),
                get: text(self, PropertyWord::Get),
            }),
            _ => {
                let Some(PropertyValue::Between(left, right)) = fields.get(PropertyWord::Between) else { return None };
                let (left, right) = (self.side(found, left), self.side(found, right));
                Some(Body::Conflict { between: (left?, right?), weigh: text(self, PropertyWord::Weigh)? })
            }
        }
    }

    /// `Some(None)` where the rule has no `done when`.
    fn done_when(&mut self, found: Found<'_>, fields: &Fields<'_>) -> Option<Option<Condition>> {
        match fields.get(PropertyWord::DoneWhen) {
            Some(PropertyValue::Condition(condition)) => self.condition(found, condition).map(Some),
            _ => Some(None),
        }
    }

    fn answered_by(&mut self, found: Found<'_>, fields: &Fields<'_>) -> Option<Vec<NameId>> {
        let Some(PropertyValue::Names(names)) = fields.get(PropertyWord::AnsweredBy) else { return Some(Vec::new()) };
        let mut answers = Vec::new();
        let mut sound = true;
        for name in names {
            let place = found.at(name.span);
            match self.scope.vocabulary.get(&name.node).map(|(word, _)| *word) {
                Some(Word::Name(id)) if self.book.name(id).is_asked() => answers.push(id),
                Some(Word::Broken) => sound = false,
                Some(Word::Name(_) | Word::Define(_)) => {
                    self.report(mistakes::cannot_answer(place, &name.node));
                    sound = false;
                }
                None => {
                    let near = self.near_name(&name.node);
                    self.report(mistakes::unknown_name(place, &name.node, near.as_deref()));
                    sound = false;
                }
            }
        }
        sound.then_some(answers)
    }

    fn side(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<AdviceId> {
        match self.scope.ruling(found.pack, &name.node) {
            Some(Ruling::Advice(id)) => Some(id),
            Some(Ruling::Broken) => None,
            _ => {
                let near = self.near_rule(&name.node);
                self.report(mistakes::unknown_rule(found.at(name.span), "rule", &name.node, near.as_deref()));
                None
            }
        }
    }
}

fn placeholder(found: Found<'_>, id: String) -> Advice {
    Advice {
        id,
        title: Text::default(),
        risk: None,
        checklist: None,
        when: Condition::Always,
        severity: Guarded::always(Severity::Medium),
        owner: None,
        phase: None,
        citations: Vec::new(),
        place: found.place(),
        body: Body::Step { done_when: None },
    }
}

/// All declarations, each followed by those inside it.
fn with_children<'t>(declarations: &[Found<'t>]) -> Vec<Found<'t>> {
    declarations
        .iter()
        .flat_map(|found| {
            let children: &'t [Declaration] = &found.declaration.children;
            std::iter::once(*found).chain(children.iter().map(move |child| Found { declaration: child, ..*found }))
        })
        .collect()
}
