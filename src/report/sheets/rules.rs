//! One rule with all that it says.

use serde::Serialize;

use crate::report::markdown::{Markdown, escape};
use crate::report::view::HouseChange;
use crate::report::words::{Mention, Slots};
use crate::rulebook::advice::{Advice, AdviceId, Body, Chance, Priority, Redline, Severity, Text};
use crate::rulebook::vocabulary::Titled;
use crate::value::show_date;

use super::{Head, Ladder, Line, Sheets, line_of};

/// A rule, whatever its kind: what a kind does not have is absent or empty.
#[derive(Clone, Debug, Serialize)]
pub struct RuleSheet {
    /// What it is called.
    #[serde(flatten)]
    pub head: Head,
    /// The whole title; of a step, what is to be done.
    pub says: Markdown,
    /// The risk or the checklist it belongs to.
    pub part_of: Option<Markdown>,
    /// Severity, priority, owner, phase, document: "Severity: high when …, otherwise medium".
    pub marks: Vec<Markdown>,
    /// When it applies, in its parts; always where there is nothing.
    pub when: Vec<Line>,
    /// Redline: what is asked for.
    pub ask: Option<Markdown>,
    /// Redline: what is acceptable, and what is not.
    pub ladder: Option<Ladder>,
    /// Mitigation and duty: what to do.
    pub does: Option<Markdown>,
    /// Mitigation, step and duty: when it has been seen to.
    pub done_when: Vec<Line>,
    /// Whether it is the profile's `done` that says so.
    pub ticked: bool,
    /// Duty: who owes it.
    pub by: Option<String>,
    /// Duty: when it is due.
    pub due: Option<String>,
    /// Question: whom to ask.
    pub to: Option<String>,
    /// Question: what answers it.
    pub answered_by: Vec<Markdown>,
    /// Lever: how to use it.
    pub play: Option<Markdown>,
    /// Lever: what it costs.
    pub give: Option<Markdown>,
    /// Lever: what it may bring.
    pub get: Option<Markdown>,
    /// Redline and lever: what it may be given in exchange for.
    pub trades_for: Vec<Markdown>,
    /// Redline and lever: what must be asked for, done or in hand first.
    pub requires: Vec<Markdown>,
    /// Conflict: the two that pull apart.
    pub between: Vec<Markdown>,
    /// Conflict: how to weigh them.
    pub weigh: Option<Markdown>,
    /// Redline: the clause to offer, line by line.
    pub wording: Vec<Markdown>,
    /// Redline: why it is asked for.
    pub rationale: Option<Markdown>,
    /// Redline: what the other side says, and the reply.
    pub objections: Vec<ObjectionSheet>,
    /// Redline: how likely it is to be granted, an opinion.
    pub outlook: Option<Markdown>,
    /// What it rests on.
    pub sources: Vec<Markdown>,
    /// What house packs change in it.
    pub changes: Vec<HouseChange>,
    /// Where the house lives with it for a while.
    pub waiver: Option<WaiverSheet>,
    /// The tests that speak of it.
    pub tests: Vec<Markdown>,
}

/// What the other side says, and the reply.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectionSheet {
    /// What they say.
    pub says: Markdown,
    /// What to answer.
    pub reply: Markdown,
}

/// A decision to live with a rule's finding for a while.
#[derive(Clone, Debug, Serialize)]
pub struct WaiverSheet {
    /// Who agreed.
    pub approver: String,
    /// The last day.
    pub until: String,
    /// Why.
    pub because: Markdown,
    /// Where it was decided.
    pub place: String,
}

impl Sheets<'_> {
    /// A rule of this rulebook.
    pub(in crate::report) fn rule(&self, id: AdviceId) -> Option<RuleSheet> {
        let rule = self.book().advice.get(id.0)?;
        let slots = Slots { redline: self.words.redline(rule), rung: None };
        let text = |text: &Text| self.words.inline(text, slots);
        let some = |one: Option<&Text>| one.map(text);
        let mut sheet = RuleSheet {
            head: self.head(Mention::Advice(id)),
            says: text(&rule.title),
            part_of: self.part_of(rule),
            marks: self.marks(rule),
            when: self.when(&rule.when),
            trades_for: self.advice_mentions(&rule.exchange.trades_for),
            requires: self.advice_mentions(&rule.exchange.requires),
            sources: self.sources_of(&rule.citations),
            changes: self.words.changes_of(&rule.id),
            waiver: self.waiver(rule),
            tests: self.tests_of(id),
            ..empty()
        };
        match &rule.body {
            Body::Redline(redline) => self.redline(&mut sheet, redline),
            Body::Mitigation { done_when, does } => {
                sheet.does = Some(text(does));
                sheet.done_when = done_when.as_ref().map_or_else(Vec::new, |done| self.when(done));
                sheet.ticked = done_when.is_none();
            }
            Body::Duty { by_vendor, done_when, due, does } => {
                sheet.by = Some(if *by_vendor { self.words.vendor() } else { "ourselves".to_owned() });
                sheet.due = Some(self.words.due(due));
                sheet.does = Some(text(does));
                sheet.done_when = done_when.as_ref().map_or_else(Vec::new, |done| self.when(done));
                sheet.ticked = done_when.is_none();
            }
            Body::Step { done_when } => {
                sheet.done_when = done_when.as_ref().map_or_else(Vec::new, |done| self.when(done));
                sheet.ticked = done_when.is_none();
            }
            Body::Question { to_vendor, answered_by } => {
                sheet.to = Some(if *to_vendor { self.words.vendor() } else { "ourselves".to_owned() });
                sheet.answered_by = answered_by.iter().map(|name| self.mention(Mention::Name(*name))).collect();
            }
            Body::Lever { play, give, get } => {
                sheet.play = Some(text(play));
                sheet.give = some(give.as_ref());
                sheet.get = some(get.as_ref());
            }
            Body::Conflict { between: (one, other), weigh } => {
                sheet.between = self.advice_mentions(&[*one, *other]);
                sheet.weigh = Some(text(weigh));
            }
        }
        Some(sheet)
    }

    fn redline(&self, sheet: &mut RuleSheet, redline: &Redline) {
        let slots = Slots { redline: Some(redline), rung: None };
        let text = |text: &Text| self.words.inline(text, slots);
        sheet.ladder = Some(self.ladder(redline));
        sheet.ask = Some(text(&redline.propose));
        sheet.wording = redline.wording.as_ref().map_or_else(Vec::new, |text| self.words.markdown(text, slots).lines());
        sheet.rationale = redline.rationale.as_ref().map(text);
        let objections = redline.objections.iter();
        sheet.objections =
            objections.map(|(says, reply)| ObjectionSheet { says: text(says), reply: text(reply) }).collect();
        sheet.outlook = redline.outlook.as_ref().map(|(chance, why)| {
            let chance = match chance {
                Chance::Likely => "Likely",
                Chance::Possible => "Possible",
                Chance::Unlikely => "Unlikely",
            };
            Markdown::trusted(format!("{chance}. {}", text(why)))
        });
    }

    fn advice_mentions(&self, rules: &[AdviceId]) -> Vec<Markdown> {
        rules.iter().map(|id| self.mention(Mention::Advice(*id))).collect()
    }

    fn part_of(&self, rule: &Advice) -> Option<Markdown> {
        let risk = rule.risk.map(Mention::Risk);
        risk.or_else(|| rule.checklist.map(Mention::Checklist)).map(|outer| self.mention(outer))
    }

    fn marks(&self, rule: &Advice) -> Vec<Markdown> {
        let title = |of: &[Titled], at: usize| of.get(at).map_or_else(String::new, |titled| titled.title.clone());
        let mut marks = vec![("Severity", self.words.guarded(&rule.severity, self.links, severity))];
        if let Body::Redline(redline) = &rule.body {
            marks.push(("Priority", self.words.guarded(&redline.priority, self.links, priority)));
        }
        marks.extend(
            rule.owner
                .as_ref()
                .map(|owner| ("Owner", self.words.guarded(owner, self.links, |at| title(&self.book().owners, *at)))),
        );
        marks.extend(self.words.phase(rule).map(|phase| ("Phase", escape(&phase))));
        if let Body::Redline(redline) = &rule.body {
            marks.extend(redline.instrument.as_ref().map(|document| {
                ("Goes into", self.words.guarded(document, self.links, |at| title(&self.book().documents, *at)))
            }));
        }
        let weights = [("Costs", rule.exchange.cost), ("Worth", rule.exchange.value)];
        marks.extend(weights.into_iter().filter_map(|(what, weight)| Some((what, format!("{} of 5", weight?)))));
        marks.into_iter().map(|(what, words)| Markdown::trusted(format!("{what}: {words}"))).collect()
    }

    fn waiver(&self, rule: &Advice) -> Option<WaiverSheet> {
        let waiver = rule.waiver.as_ref()?;
        let approver = self.book().approvers.get(waiver.approver);
        Some(WaiverSheet {
            approver: approver.map(|approver| approver.title.clone()).unwrap_or_default(),
            until: show_date(waiver.until),
            because: self.words.inline(&waiver.because, Slots::default()),
            place: line_of(&waiver.place),
        })
    }

    /// The titles of the tests that speak of a rule.
    fn tests_of(&self, id: AdviceId) -> Vec<Markdown> {
        let tests = self.words.book.tests.iter();
        let speak = tests.filter(|test| test.expectations.iter().any(|one| one.claim.rule() == Some(id)));
        speak.map(|test| Markdown::trusted(escape(&test.title))).collect()
    }
}

/// The word of a severity.
pub(super) fn severity(severity: &Severity) -> String {
    severity.as_str().to_owned()
}

/// The words of a priority.
pub(in crate::report) fn priority(priority: &Priority) -> String {
    let words = match priority {
        Priority::MustHave => "must-have",
        Priority::Tradeable => "can be traded",
        Priority::NiceToHave => "nice to have",
    };
    words.to_owned()
}

fn empty() -> RuleSheet {
    let head =
        Head { anchor: String::new(), title: String::new(), id: String::new(), kind: String::new(), place: None };
    RuleSheet {
        head,
        says: Markdown::default(),
        part_of: None,
        marks: Vec::new(),
        when: Vec::new(),
        ask: None,
        ladder: None,
        does: None,
        done_when: Vec::new(),
        ticked: false,
        by: None,
        due: None,
        to: None,
        answered_by: Vec::new(),
        play: None,
        give: None,
        get: None,
        trades_for: Vec::new(),
        requires: Vec::new(),
        between: Vec::new(),
        weigh: None,
        wording: Vec::new(),
        rationale: None,
        objections: Vec::new(),
        outlook: None,
        sources: Vec::new(),
        changes: Vec::new(),
        waiver: None,
        tests: Vec::new(),
    }
}
