//! Who uses what: for every name, define and source of a rulebook, where it is used.

use std::collections::BTreeSet;

use super::Rulebook;
use super::advice::{Advice, AdviceId, Body, Part, Redline, Risk, Text};
use super::condition::{Comparison, Condition, DefineId, Guarded, NameId};
use super::figure::Figure;
use super::vocabulary::Citation;

/// Something that uses a name, a define or a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is named for what it holds")]
pub enum User {
    Risk(usize),
    Advice(AdviceId),
    Define(DefineId),
    Name(NameId),
    /// By its place in [`Rulebook::slas`].
    Sla(usize),
}

/// The part of a user that something is used in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UsedIn {
    /// When a rule applies.
    When,
    /// A rung, by its place among the rungs of a redline.
    Rung(usize),
    /// When a rung is open.
    RungWhen(usize),
    /// Who must agree to a rung.
    Approver(usize),
    /// Whether a rule has been seen to.
    Done,
    /// When a duty is due.
    Due,
    /// What answers a question.
    Answer,
    /// How bad it is.
    Severity,
    /// Whether it can be traded.
    Priority,
    /// Who sees to it.
    Owner,
    /// The document it goes into.
    Instrument,
    /// When a pitfall holds.
    Pitfall,
    /// A hole in a text.
    Text,
    /// The value of a parameter or a figure, the standard of a term.
    Value,
    /// What a define stands for.
    Meaning,
}

/// A use of a name or a define.
pub type Use = (User, UsedIn);

/// A user of a source, and the section it cites.
pub type Cites = (User, Option<String>);

/// All uses in a rulebook, each list in the order of the rulebook, every use once.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    names: Vec<Vec<Use>>,
    defines: Vec<Vec<Use>>,
    sources: Vec<Vec<Cites>>,
}

impl Uses {
    /// Reads a rulebook through.
    pub fn of(book: &Rulebook) -> Self {
        let mut uses = Self {
            names: vec![Vec::new(); book.names.len()],
            defines: vec![Vec::new(); book.defines.len()],
            sources: vec![Vec::new(); book.sources.len()],
        };
        for (at, risk) in book.risks.iter().enumerate() {
            uses.risk(User::Risk(at), risk);
        }
        for (at, advice) in book.advice.iter().enumerate() {
            uses.advice(User::Advice(AdviceId(at)), advice, advice.risk.and_then(|risk| book.risks.get(risk)));
        }
        for (at, define) in book.defines.iter().enumerate() {
            uses.condition(User::Define(DefineId(at)), UsedIn::Meaning, &define.condition);
        }
        for (id, name) in book.names() {
            if let Some(cited) = name.cited() {
                uses.arms(User::Name(id), UsedIn::Value, &cited.value);
                uses.citations(User::Name(id), &cited.citations);
            }
            if let Some(figure) = name.figure() {
                uses.figure(User::Name(id), figure);
            }
        }
        for (at, sla) in book.slas.iter().enumerate() {
            uses.citations(User::Sla(at), &sla.citations);
        }
        uses
    }

    fn figure(&mut self, user: User, figure: &Figure) {
        self.condition(user, UsedIn::When, &figure.when);
        figure.names().into_iter().for_each(|name| self.name(user, UsedIn::Value, name));
        self.arms(user, UsedIn::Value, &figure.value);
        figure.show.iter().for_each(|text| self.text(user, text));
        self.citations(user, &figure.citations);
    }

    /// Who uses a name.
    pub fn of_name(&self, id: NameId) -> &[Use] {
        self.names.get(id.0).map_or(&[], Vec::as_slice)
    }

    /// Who uses a define.
    pub fn of_define(&self, id: DefineId) -> &[Use] {
        self.defines.get(id.0).map_or(&[], Vec::as_slice)
    }

    /// The defines that go by a name, be it through others, and who uses them that is no
    /// define.
    pub fn through_defines(&self, id: NameId) -> (Vec<DefineId>, Vec<Use>) {
        let mut defines: Vec<DefineId> = Vec::new();
        let mut users: Vec<Use> = Vec::new();
        let mut open = self.of_name(id).to_vec();
        let mut at = 0;
        loop {
            for one in std::mem::take(&mut open) {
                match one.0 {
                    User::Define(define) if !defines.contains(&define) => defines.push(define),
                    User::Define(_) => {}
                    _ if at > 0 && !users.contains(&one) => users.push(one),
                    _ => {}
                }
            }
            let Some(define) = defines.get(at) else { break };
            open = self.of_define(*define).to_vec();
            at += 1;
        }
        users.sort();
        (defines, users)
    }

    /// Who cites a source, by its place in [`Rulebook::sources`].
    pub fn of_source(&self, at: usize) -> &[Cites] {
        self.sources.get(at).map_or(&[], Vec::as_slice)
    }

    fn risk(&mut self, user: User, risk: &Risk) {
        self.arms(user, UsedIn::Severity, &risk.severity);
        for (text, when) in &risk.pitfalls {
            self.text(user, text);
            self.condition(user, UsedIn::Pitfall, when);
        }
        self.citations(user, &risk.citations);
    }

    fn advice(&mut self, user: User, advice: &Advice, risk: Option<&Risk>) {
        self.text(user, &advice.title);
        self.condition(user, UsedIn::When, &advice.when);
        // What a rule inherits from its risk is a use by the risk.
        if !risk.is_some_and(|risk| same_conditions(&risk.severity, &advice.severity)) {
            self.arms(user, UsedIn::Severity, &advice.severity);
        }
        advice.owner.iter().for_each(|owner| self.arms(user, UsedIn::Owner, owner));
        match &advice.body {
            Body::Redline(redline) => self.redline(user, redline),
            Body::Mitigation { done_when, does } => {
                done_when.iter().for_each(|done| self.condition(user, UsedIn::Done, done));
                self.text(user, does);
            }
            Body::Duty { done_when, due, does, .. } => {
                done_when.iter().for_each(|done| self.condition(user, UsedIn::Done, done));
                due.name().into_iter().for_each(|name| self.name(user, UsedIn::Due, name));
                self.text(user, does);
            }
            Body::Step { done_when } => done_when.iter().for_each(|done| self.condition(user, UsedIn::Done, done)),
            Body::Question { answered_by, .. } => {
                answered_by.iter().for_each(|name| self.name(user, UsedIn::Answer, *name));
            }
            Body::Lever { play, give, get } => {
                [Some(play), give.as_ref(), get.as_ref()].into_iter().flatten().for_each(|text| self.text(user, text));
            }
            Body::Conflict { weigh, .. } => self.text(user, weigh),
        }
        advice.waiver.iter().for_each(|waiver| self.text(user, &waiver.because));
        self.citations(user, &advice.citations);
    }

    fn redline(&mut self, user: User, redline: &Redline) {
        for (at, rung) in redline.rungs().enumerate() {
            self.condition(user, UsedIn::Rung(at), &rung.condition);
            self.condition(user, UsedIn::RungWhen(at), &rung.when);
            rung.approver.iter().for_each(|approver| self.arms(user, UsedIn::Approver(at), approver));
        }
        self.arms(user, UsedIn::Priority, &redline.priority);
        redline.instrument.iter().for_each(|instrument| self.arms(user, UsedIn::Instrument, instrument));
        let own = [Some(&redline.propose), redline.wording.as_ref(), redline.rationale.as_ref()];
        let of_rungs = redline.rungs().flat_map(|rung| [rung.label.as_ref(), rung.wording.as_ref()]);
        let objections = redline.objections.iter().flat_map(|(says, reply)| [Some(says), Some(reply)]);
        let outlook = redline.outlook.iter().map(|(_, text)| Some(text));
        for text in own.into_iter().chain(of_rungs).chain(objections).chain(outlook).flatten() {
            self.text(user, text);
        }
    }

    fn arms<T>(&mut self, user: User, used_in: UsedIn, guarded: &Guarded<T>) {
        guarded.arms.iter().for_each(|(condition, _)| self.condition(user, used_in, condition));
    }

    fn condition(&mut self, user: User, used_in: UsedIn, condition: &Condition) {
        let mut names = Vec::new();
        condition.comparisons(&mut |comparison: &Comparison| {
            names.push(comparison.left);
            names.extend(comparison.right_names());
        });
        names.into_iter().for_each(|name| self.name(user, used_in, name));
        condition.defines(&mut |define| {
            if let Some(uses) = self.defines.get_mut(define.0)
                && !uses.contains(&(user, used_in))
            {
                uses.push((user, used_in));
            }
        });
    }

    fn text(&mut self, user: User, text: &Text) {
        for part in &text.parts {
            if let Part::Name(name) = part {
                self.name(user, UsedIn::Text, *name);
            }
        }
    }

    fn name(&mut self, user: User, used_in: UsedIn, name: NameId) {
        if let Some(uses) = self.names.get_mut(name.0)
            && !uses.contains(&(user, used_in))
        {
            uses.push((user, used_in));
        }
    }

    fn citations(&mut self, user: User, citations: &[Citation]) {
        for citation in citations {
            let cites = (user, citation.section.clone());
            if let Some(uses) = self.sources.get_mut(citation.source)
                && !uses.contains(&cites)
            {
                uses.push(cites);
            }
        }
    }
}

/// Whether two guarded values have the same conditions, at the same places.
fn same_conditions<T: PartialEq>(one: &Guarded<T>, other: &Guarded<T>) -> bool {
    fn parts(condition: &Condition) -> (Vec<&Comparison>, Vec<DefineId>) {
        let (mut comparisons, mut defines) = (Vec::new(), Vec::new());
        condition.comparisons(&mut |comparison| comparisons.push(comparison));
        condition.defines(&mut |define| defines.push(define));
        (comparisons, defines)
    }
    let same = |one: &Condition, other: &Condition| {
        let ((ones, define), (others, defines)) = (parts(one), parts(other));
        define == defines
            && ones.len() == others.len()
            && ones.iter().zip(others).all(|(one, other)| one.place.is_same(&other.place))
    };
    one.otherwise == other.otherwise
        && one.arms.len() == other.arms.len()
        && one
            .arms
            .iter()
            .zip(&other.arms)
            .all(|((one, value), (other, same_value))| value == same_value && same(one, other))
}

impl Rulebook {
    /// The parameters that nothing but preferred rungs uses: they say what is asked for, and
    /// nothing of what would be accepted.
    pub fn asked_for_alone(&self) -> BTreeSet<NameId> {
        let count = |condition: &Condition, counts: &mut Vec<usize>| {
            condition.comparisons(&mut |comparison| {
                for NameId(at) in std::iter::once(comparison.left).chain(comparison.right_names()) {
                    if let Some(count) = counts.get_mut(at) {
                        *count += 1;
                    }
                }
            });
        };
        let mut all = vec![0; self.names.len()];
        let mut preferred = vec![0; self.names.len()];
        self.conditions(&mut |condition| count(condition, &mut all));
        for advice in &self.advice {
            if let Body::Redline(redline) = &advice.body {
                count(&redline.preferred.condition, &mut preferred);
            }
        }
        let alone =
            all.iter().zip(&preferred).enumerate().filter(|(_, (all, preferred))| all == preferred && **all > 0);
        alone.map(|(at, _)| NameId(at)).collect()
    }
}
