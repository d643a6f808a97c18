//! Risks, checklists and the rules in them.

use crate::source::Spanned;
use crate::syntax::tree::PropertyValue;
use crate::syntax::words::{DeclarationWord, PropertyWord};

use super::super::advice::{Advice, AdviceId, Body, Exchange, Risk, Severity, Text};
use super::super::condition::{Condition, Guarded, NameId};
use super::super::mistakes;
use super::super::vocabulary::{Citation, Titled};
use super::fields::{Fields, inherits};
use super::people::{Roll, title_of};
use super::scope::{Ruling, Word};
use super::texts::plain;
use super::{Builder, Found};

pub(super) const SEVERITIES: [(&str, Severity); 4] =
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
        for found in with_children(declarations.iter().copied()) {
            let word = found.declaration.word.node;
            // Kinds of disk are told apart by their level.
            if !word.is_advice() && (!word.is_service() || word == DeclarationWord::Disk) {
                continue;
            }
            if found.name().contains('.') && found.declaration.sound {
                let place = found.at(found.declaration.name.span);
                self.report(mistakes::dotted_rule(place, word, found.name()));
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
                word if word.is_service() => Ruling::Service,
                word => {
                    self.scope.kinds.push(word);
                    Ruling::Advice(AdviceId(next(&mut advice)))
                }
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
    pub(super) fn is_first(&self, found: Found<'_>) -> bool {
        self.scope
            .rulings
            .get(found.name())
            .is_some_and(|all| all.iter().any(|(pack, _, place)| *pack == found.pack && place.is_same(&found.place())))
    }

    fn area(&mut self, found: Found<'_>) {
        let word = found.declaration.word.node;
        let mut outer = Outer::default();
        let sound = found.declaration.sound;
        if sound && self.is_first(found) {
            let fields = self.fields(found, &[]);
            outer = self.common(&fields, &Outer::default());
            // What the declaration itself must have is missed there, and not in each rule.
            let required = |inner| word.property(inner).is_some_and(|row| row.need.is_required());
            outer.inherits = inherits(word, |word| fields.get(word).is_some() || required(word), true);
            let id = self.qualified(found);
            let title = title_of(found.title().map(|(_, title)| title), found.name());
            if word == DeclarationWord::Checklist {
                outer.checklist = Some(self.book.checklists.len());
                self.book.checklists.push(Titled { id, title });
            } else {
                let pitfalls = self.pitfalls(&fields);
                let topic = fields.text(PropertyWord::Topic).map(plain);
                outer.risk = Some(self.book.risks.len());
                let severity = outer.severity.clone().unwrap_or(Guarded::always(Severity::Medium));
                let (citations, place) = (outer.citations.clone(), found.place());
                self.book.risks.push(Risk { id, title, topic, severity, pitfalls, citations, place });
            }
        } else {
            outer.inherits = inherits(word, |_| true, false);
        }
        for child in found.children() {
            let inner = child.declaration.word.clone();
            if !inner.node.may_stand_in(word) {
                self.report(mistakes::misplaced(found.at(inner.span), inner.node, word));
                if inner.node.is_service() {
                    continue;
                }
            }
            self.no_children(child);
            self.rule(child, &outer);
        }
    }

    fn pitfalls(&mut self, fields: &Fields<'_>) -> Vec<(Text, Condition)> {
        let mut pitfalls = Vec::new();
        let found = fields.home(PropertyWord::Pitfall);
        for property in fields.properties(PropertyWord::Pitfall) {
            let PropertyValue::Pitfall { text, block } = &property.value else { continue };
            let text = self.text(found, text, false);
            let before = self.found.len();
            let inner = self.block(found, PropertyWord::Pitfall, block.as_deref().unwrap_or_default());
            let asks = inner.get(PropertyWord::When).is_some();
            if block.is_some() && !asks && self.found.len() == before {
                self.report(mistakes::pitfall_without_when(found.at(property.span)));
            }
            if let Some(when) = self.when(found, inner.get(PropertyWord::When)) {
                pitfalls.push((text, when));
            }
        }
        pitfalls
    }

    /// What all rules have in common, own before inherited.
    fn common(&mut self, fields: &Fields<'_>, outer: &Outer) -> Outer {
        let severity =
            self.guarded_word(fields.home(PropertyWord::Severity), fields.get(PropertyWord::Severity), &SEVERITIES);
        let owner = self.guarded_entry(fields.home(PropertyWord::Owner), Roll::Owners, fields.get(PropertyWord::Owner));
        let instrument = self.guarded_entry(
            fields.home(PropertyWord::Instrument),
            Roll::Documents,
            fields.get(PropertyWord::Instrument),
        );
        let phase = match fields.get(PropertyWord::Phase) {
            Some(PropertyValue::Name(name)) => {
                self.lookup(Roll::Phases, name, fields.home(PropertyWord::Phase).at(name.span))
            }
            _ => None,
        };
        let citations = self.citations(fields.home(PropertyWord::From), fields.citations());
        let risk = match fields.get(PropertyWord::Risk) {
            Some(PropertyValue::Name(name)) => self.risk_named(fields.home(PropertyWord::Risk), name),
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

    pub(super) fn risk_named(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<usize> {
        match self.scope.ruling(found.pack, &name.node) {
            Some(Ruling::Risk(at)) => Some(at),
            Some(Ruling::Broken) => None,
            _ => {
                let near = self.near_rule(&name.node);
                self.report_unknown_rule(mistakes::unknown_rule(
                    found.at(name.span),
                    "risk",
                    &name.node,
                    near.as_deref(),
                ));
                None
            }
        }
    }

    fn near_rule(&self, written: &str) -> Option<String> {
        self.nearest(written, self.scope.rulings.keys().map(String::as_str))
    }

    pub(super) fn qualified(&self, found: Found<'_>) -> String {
        let pack = self.book.packs.get(found.pack).map(|pack| pack.id.as_str()).unwrap_or_default();
        format!("{pack}/{}", found.name())
    }

    fn rule(&mut self, found: Found<'_>, outer: &Outer) {
        if !found.declaration.sound || !self.is_first(found) {
            return;
        }
        let fields = self.fields(found, &outer.inherits);
        let common = self.common(&fields, outer);
        let when = self.when(fields.home(PropertyWord::When), fields.get(PropertyWord::When));
        let in_redline = found.declaration.word.node == DeclarationWord::Redline;
        let title = match found.title() {
            Some((home, title)) => self.text(home, title, in_redline),
            None => {
                self.report(mistakes::no_title(found.place(), found.declaration.word.node, found.name()));
                Text::default()
            }
        };
        let body = self.body(found, &fields, &common);
        let exchange = self.exchange(&fields);
        let (Some(body), when) = (body, when.unwrap_or(Condition::Always)) else {
            // Keep the places of the rules after it.
            self.book.advice.push(placeholder(found, self.qualified(found)));
            return;
        };
        if let Body::Redline(redline) = &body {
            self.ladder(redline, &when);
        }
        let waiver = self.waiver(found);
        self.book.advice.push(Advice {
            id: self.qualified(found),
            pack: found.pack,
            title,
            risk: common.risk,
            checklist: common.checklist,
            when,
            severity: common.severity.unwrap_or(Guarded::always(Severity::Medium)),
            owner: common.owner,
            phase: common.phase,
            citations: common.citations,
            place: found.place(),
            waiver,
            exchange,
            body,
        });
    }

    fn body(&mut self, found: Found<'_>, fields: &Fields<'_>, common: &Outer) -> Option<Body> {
        let text =
            |builder: &mut Self, word| fields.text(word).map(|text| builder.text(fields.home(word), text, false));
        match found.declaration.word.node {
            DeclarationWord::Redline => {
                self.redline(fields, common.instrument.clone()).map(|redline| Body::Redline(Box::new(redline)))
            }
            DeclarationWord::Mitigation => {
                let done_when = self.done_when(fields)?;
                Some(Body::Mitigation { done_when, does: text(self, PropertyWord::Do)? })
            }
            DeclarationWord::Step => Some(Body::Step { done_when: self.done_when(fields)? }),
            DeclarationWord::Question => {
                let to_vendor = match fields.get(PropertyWord::To) {
                    Some(PropertyValue::Name(name)) => {
                        self.word(&RECIPIENTS, name, fields.home(PropertyWord::To).at(name.span))?
                    }
                    _ => return None,
                };
                Some(Body::Question { to_vendor, answered_by: self.answered_by(fields)? })
            }
            DeclarationWord::Duty => {
                let by_vendor = match fields.get(PropertyWord::By) {
                    Some(PropertyValue::Name(name)) => {
                        self.word(&RECIPIENTS, name, fields.home(PropertyWord::By).at(name.span))?
                    }
                    _ => return None,
                };
                let done_when = self.done_when(fields)?;
                let due = self.due(fields)?;
                Some(Body::Duty { by_vendor, done_when, due, does: text(self, PropertyWord::Do)? })
            }
            DeclarationWord::Lever => Some(Body::Lever {
                play: text(self, PropertyWord::Play)?,
                give: text(self, PropertyWord::Give),
                get: text(self, PropertyWord::Get),
            }),
            _ => {
                let Some(PropertyValue::Between(left, right)) = fields.get(PropertyWord::Between) else { return None };
                let home = fields.home(PropertyWord::Between);
                if left.node == right.node {
                    self.report(mistakes::conflict_with_itself(home.at(right.span), &left.node));
                    return None;
                }
                let (left, right) = (self.side(home, left), self.side(home, right));
                Some(Body::Conflict { between: (left?, right?), weigh: text(self, PropertyWord::Weigh)? })
            }
        }
    }

    /// `Some(None)` where the rule has no `done when`.
    fn done_when(&mut self, fields: &Fields<'_>) -> Option<Option<Condition>> {
        match fields.get(PropertyWord::DoneWhen) {
            Some(PropertyValue::Condition(condition)) => {
                self.condition(fields.home(PropertyWord::DoneWhen), condition).map(Some)
            }
            _ => Some(None),
        }
    }

    fn answered_by(&mut self, fields: &Fields<'_>) -> Option<Vec<NameId>> {
        let Some(PropertyValue::Names(names)) = fields.get(PropertyWord::AnsweredBy) else { return Some(Vec::new()) };
        let found = fields.home(PropertyWord::AnsweredBy);
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
                    self.report_unknown_word(mistakes::unknown_name(place, &name.node, near.as_deref()));
                    sound = false;
                }
            }
        }
        sound.then_some(answers)
    }

    pub(super) fn side(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<AdviceId> {
        match self.scope.ruling(found.pack, &name.node) {
            Some(Ruling::Advice(id)) => Some(id),
            Some(Ruling::Broken) => None,
            None if self.scope.retired.contains_key(&name.node) => {
                let by = self.scope.retired.get(&name.node).cloned();
                let place = found.at(name.span);
                self.found.extend(by.map(|by| mistakes::overlays::is_retired(place, by, &name.node)));
                None
            }
            _ => {
                let near = self.near_rule(&name.node);
                self.report_unknown_rule(mistakes::unknown_rule(
                    found.at(name.span),
                    "rule",
                    &name.node,
                    near.as_deref(),
                ));
                None
            }
        }
    }
}

fn placeholder(found: Found<'_>, id: String) -> Advice {
    Advice {
        id,
        pack: found.pack,
        title: Text::default(),
        risk: None,
        checklist: None,
        when: Condition::Always,
        severity: Guarded::always(Severity::Medium),
        owner: None,
        phase: None,
        citations: Vec::new(),
        place: found.place(),
        waiver: None,
        exchange: Exchange::default(),
        body: Body::Step { done_when: None },
    }
}

/// All declarations, each followed by those inside it that have not been retired; last
/// those that are broken.
fn with_children<'t>(declarations: impl IntoIterator<Item = Found<'t>>) -> Vec<Found<'t>> {
    let (sound, broken): (Vec<_>, Vec<_>) =
        outwards(declarations).into_iter().partition(|found| found.declaration.sound);
    sound.into_iter().chain(broken).collect()
}

fn outwards<'t>(declarations: impl IntoIterator<Item = Found<'t>>) -> Vec<Found<'t>> {
    let all = declarations.into_iter();
    all.flat_map(|found| std::iter::once(found).chain(outwards(found.children()))).collect()
}
