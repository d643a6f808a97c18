//! The guards of all decision lists, as coverage counts them.

use crate::assess::single;
use crate::logic::conditions::Conditions;
use crate::logic::{NodeId, TooEntangled};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body};
use crate::rulebook::condition::{Condition, Guarded, NameId};
use crate::source::Place;

use super::claims::short;
use super::parts::rung;
use super::seats::Seat;
use super::shared::{Shared, instruments, owners, severities};
use super::wording;

/// Which tests a list counts for: those that expect something of it.
#[derive(Clone, Debug)]
pub(super) enum Spoken {
    /// Those that say what a rule comes to.
    Status(AdviceId),
    /// Those that speak of this part of one of the rules, or of the risk.
    Part(&'static str, Vec<AdviceId>, Option<usize>),
    /// Those that say what any rule comes to that rests on this name.
    Name(NameId),
}

impl Spoken {
    /// Where what has the list is declared.
    pub(super) fn place<'r>(&self, rulebook: &'r Rulebook) -> Option<&'r Place> {
        let rule = |id: &AdviceId| rulebook.advice.get(id.0).map(|rule| &rule.place);
        match self {
            Self::Status(id) => rule(id),
            Self::Part(_, rules, risk) => match risk.and_then(|at| rulebook.risks.get(at)) {
                Some(risk) => Some(&risk.place),
                None => rules.first().and_then(rule),
            },
            Self::Name(name) => Some(&rulebook.name(*name).place),
        }
    }
}

/// What decides a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// A condition.
    Node(NodeId),
    /// Whether somebody has ticked the rule.
    Ticked(AdviceId),
    /// Whether the answers to a question are known.
    Answered(AdviceId),
}

/// A guard of a list.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    pub(super) test: Test,
    /// What is said where no test decides that it holds, and where none decides that it
    /// does not.
    pub(super) missing: [String; 2],
    pub(super) place: Place,
    /// Whether what comes after it is looked at where it holds, not where it fails.
    pub(super) opens: bool,
    /// Whether it decides nothing about what comes after it.
    pub(super) aside: bool,
    /// Whether it only says where the others count, and counts for nothing itself.
    pub(super) frames: bool,
}

/// The guards of one decision list, in order.
#[derive(Clone, Debug)]
pub(super) struct GuardList {
    /// The risk area it belongs to.
    pub(super) risk: Option<usize>,
    /// What has it, without its pack.
    pub(super) of: String,
    pub(super) spoken: Spoken,
    pub(super) guards: Vec<Guard>,
}

/// Every list of a rulebook that has a guard.
pub(super) fn lists(conditions: &mut Conditions<'_>) -> Result<Vec<GuardList>, TooEntangled> {
    let rulebook = conditions.rulebook;
    let mut all = Vec::new();
    for (at, advice) in rulebook.advice.iter().enumerate() {
        all.extend(of_rule(conditions, AdviceId(at), advice)?);
    }
    for shared in severities(rulebook) {
        all.push(of_shared(conditions, "severity", &shared)?);
    }
    for shared in owners(rulebook) {
        all.push(of_shared(conditions, "owner", &shared)?);
    }
    for shared in instruments(rulebook) {
        all.push(of_shared(conditions, "instrument", &shared)?);
    }
    for (id, name) in rulebook.names() {
        let part = if name.term().is_some() { "standard" } else { "value" };
        let guards = match (name.cited(), name.figure()) {
            (Some(cited), _) => arms(conditions, &cited.value, part, &name.place)?,
            (None, Some(figure)) => arms(conditions, &figure.value, part, &name.place)?,
            (None, None) => continue,
        };
        all.push(GuardList { risk: None, of: name.id.clone(), spoken: Spoken::Name(id), guards });
    }
    all.retain(|list| !list.guards.is_empty());
    Ok(all)
}

fn of_rule(conditions: &mut Conditions<'_>, id: AdviceId, advice: &Advice) -> Result<Vec<GuardList>, TooEntangled> {
    let rulebook = conditions.rulebook;
    let mut guards = Vec::new();
    if !matches!(advice.when, Condition::Always) {
        let words = wording::written(rulebook, &advice.when);
        let missing = [format!("`when {words}` never holds"), format!("`when {words}` never fails")];
        let mut guard = guard(conditions, &advice.when, missing, &advice.place)?;
        guard.opens = true;
        guards.push(guard);
    }
    let mut parts = Vec::new();
    match &advice.body {
        Body::Redline(redline) => {
            let rungs: Vec<_> = redline.rungs().collect();
            let last = redline.fallbacks.len() + 1;
            let order = redline.walk_away.iter().map(|_| last).chain(0..last);
            for at in order {
                let Some(written) = rungs.get(at) else { continue };
                let name = rung(advice, at);
                if !matches!(written.when, Condition::Always) {
                    let words = wording::written(rulebook, &written.when);
                    let missing = [
                        format!("`when {words}` of {name} never holds"),
                        format!("`when {words}` of {name} never fails"),
                    ];
                    let mut open = guard(conditions, &written.when, missing, &written.place)?;
                    open.aside = true;
                    guards.push(open);
                }
                let missing = [format!("{name} never holds"), format!("{name} never fails")];
                conditions.diagrams.begin_list();
                let node = single::rung(conditions, written)?;
                guards.push(Guard {
                    test: Test::Node(node),
                    missing,
                    place: written.place.clone(),
                    opens: false,
                    aside: false,
                    frames: false,
                });
                if let Some(approver) = &written.approver {
                    let part = format!("approver of {name}");
                    // Tests can only say who agrees to the rung that a redline stands at.
                    let mut guards = arms(conditions, approver, &part, &written.place)?;
                    if !guards.is_empty()
                        && let Ok(here) = Seat::Approver(id, at).frame(conditions, advice)
                    {
                        guards.insert(0, frame(here, &written.place));
                    }
                    let spoken = Spoken::Part("approver", vec![id], None);
                    parts.push(GuardList { risk: advice.risk, of: short(&advice.id).to_owned(), spoken, guards });
                }
            }
            let mut guards = arms(conditions, &redline.priority, "priority", &advice.place)?;
            framed(conditions, &mut guards, &[&advice.when], &advice.place)?;
            let spoken = Spoken::Part("priority", vec![id], None);
            parts.push(GuardList { risk: advice.risk, of: short(&advice.id).to_owned(), spoken, guards });
        }
        Body::Mitigation { done_when: Some(done), .. }
        | Body::Step { done_when: Some(done) }
        | Body::Duty { done_when: Some(done), .. } => {
            let words = wording::written(rulebook, done);
            let missing = [format!("`done when {words}` never holds"), format!("`done when {words}` never fails")];
            guards.push(guard(conditions, done, missing, &advice.place)?);
        }
        Body::Mitigation { .. } | Body::Step { .. } | Body::Duty { .. } => guards.push(Guard {
            test: Test::Ticked(id),
            missing: ["it is never given as done".to_owned(), "it is always given as done".to_owned()],
            place: advice.place.clone(),
            opens: false,
            aside: false,
            frames: false,
        }),
        Body::Question { answered_by, .. } if !answered_by.is_empty() => guards.push(Guard {
            test: Test::Answered(id),
            missing: ["it is never answered".to_owned(), "it is never left to ask".to_owned()],
            place: advice.place.clone(),
            opens: false,
            aside: false,
            frames: false,
        }),
        Body::Question { .. } | Body::Lever { .. } | Body::Conflict { .. } => {}
    }
    let own = GuardList { risk: advice.risk, of: short(&advice.id).to_owned(), spoken: Spoken::Status(id), guards };
    Ok(std::iter::once(own).chain(parts).collect())
}

fn of_shared<T>(
    conditions: &mut Conditions<'_>,
    part: &'static str,
    shared: &Shared<T>,
) -> Result<GuardList, TooEntangled> {
    let rulebook = conditions.rulebook;
    let first = shared.rules.first().and_then(|id| rulebook.advice.get(id.0));
    let risk = shared.risk.or(first.and_then(|rule| rule.risk));
    let place = shared.risk.and_then(|at| rulebook.risks.get(at)).map(|risk| &risk.place);
    let mut guards = Vec::new();
    if let Some(place) = place.or(first.map(|rule| &rule.place)) {
        guards = arms(conditions, &shared.value, part, place)?;
        // What is a risk's own counts for the risk itself too.
        if shared.risk.is_none() {
            let rules = shared.rules.iter().filter_map(|id| rulebook.advice.get(id.0));
            let whens: Vec<&Condition> = rules.map(|rule| &rule.when).collect();
            framed(conditions, &mut guards, &whens, place)?;
        }
    }
    let spoken = Spoken::Part(part, shared.rules.clone(), shared.risk);
    Ok(GuardList { risk, of: short(shared.owner(rulebook)).to_owned(), spoken, guards })
}

fn arms<T>(
    conditions: &mut Conditions<'_>,
    guarded: &Guarded<T>,
    part: &str,
    place: &Place,
) -> Result<Vec<Guard>, TooEntangled> {
    let mut all = Vec::new();
    for (condition, _) in &guarded.arms {
        let words = wording::written(conditions.rulebook, condition);
        let missing = [format!("{part}: `{words}` never holds"), format!("{part}: `{words}` never fails")];
        all.push(guard(conditions, condition, missing, place)?);
    }
    Ok(all)
}

/// A value counts only where one of the rules that have it applies.
fn framed(
    conditions: &mut Conditions<'_>,
    guards: &mut Vec<Guard>,
    whens: &[&Condition],
    place: &Place,
) -> Result<(), TooEntangled> {
    if guards.is_empty() || whens.iter().any(|when| matches!(when, Condition::Always)) {
        return Ok(());
    }
    conditions.diagrams.begin_list();
    let whens: Vec<NodeId> = whens.iter().map(|when| conditions.condition(when)).collect::<Result<_, _>>()?;
    guards.insert(0, frame(conditions.diagrams.any(&whens)?, place));
    Ok(())
}

fn frame(node: NodeId, place: &Place) -> Guard {
    let missing = [String::new(), String::new()];
    Guard { test: Test::Node(node), missing, place: place.clone(), opens: true, aside: false, frames: true }
}

fn guard(
    conditions: &mut Conditions<'_>,
    condition: &Condition,
    missing: [String; 2],
    otherwise: &Place,
) -> Result<Guard, TooEntangled> {
    conditions.diagrams.begin_list();
    let node = conditions.condition(condition)?;
    let mut place = None;
    condition.comparisons(&mut |comparison| place = place.take().or(Some(comparison.place.clone())));
    let place = place.unwrap_or_else(|| otherwise.clone());
    Ok(Guard { test: Test::Node(node), missing, place, opens: false, aside: false, frames: false })
}

/// The title of the area a list belongs to.
pub(super) fn area(rulebook: &Rulebook, list: &GuardList) -> String {
    if let Some(risk) = list.risk.and_then(|at| rulebook.risks.get(at)) {
        return risk.title.clone();
    }
    match &list.spoken {
        Spoken::Name(_) => "Figures and standards".to_owned(),
        Spoken::Status(id) => no_risk(rulebook, *id),
        Spoken::Part(_, rules, _) => rules.first().map(|id| no_risk(rulebook, *id)).unwrap_or_default(),
    }
}

fn no_risk(rulebook: &Rulebook, id: AdviceId) -> String {
    let words = match rulebook.advice.get(id.0).map(|rule| &rule.body) {
        Some(Body::Step { .. }) => "Checklists",
        Some(Body::Lever { .. }) => "Levers",
        Some(Body::Conflict { .. }) => "Conflicts",
        Some(Body::Duty { .. }) => "Duties",
        _ => "Outside any risk",
    };
    words.to_owned()
}
