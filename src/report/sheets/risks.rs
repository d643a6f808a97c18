//! Risk areas and checklists: what they are about, and what belongs to them.

use serde::Serialize;

use crate::report::markdown::{Markdown, escape};
use crate::report::words::{Mention, Slots};
use crate::rulebook::advice::{Advice, AdviceId};

use super::rules::severity;
use super::{Head, Sheets, UseGroup, UseLine};

/// A risk area.
#[derive(Clone, Debug, Serialize)]
pub struct RiskSheet {
    /// What it is called.
    #[serde(flatten)]
    pub head: Head,
    /// What the other side reads above what belongs to it.
    pub topic: Option<Markdown>,
    /// How bad: "high when `vital`, otherwise medium".
    pub severity: Markdown,
    /// What goes wrong if it is ignored.
    pub pitfalls: Vec<Pitfall>,
    /// What it rests on.
    pub sources: Vec<Markdown>,
    /// The rules in it, by kind.
    pub rules: Vec<UseGroup>,
}

/// What goes wrong if a risk is ignored.
#[derive(Clone, Debug, Serialize)]
pub struct Pitfall {
    /// What.
    pub text: Markdown,
    /// When; always where absent.
    pub when: Option<Markdown>,
}

/// A checklist.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistSheet {
    /// What it is called.
    #[serde(flatten)]
    pub head: Head,
    /// Its steps.
    pub steps: Vec<UseLine>,
}

impl Sheets<'_> {
    /// A risk by its place in the rulebook.
    pub(in crate::report) fn risk(&self, at: usize) -> Option<RiskSheet> {
        let risk = self.book().risks.get(at)?;
        let pitfalls = risk.pitfalls.iter().map(|(text, when)| Pitfall {
            text: self.words.inline(text, Slots::default()),
            when: self.condition(when),
        });
        let kinds = [("redline", "Redlines"), ("mitigation", "Mitigations"), ("question", "Questions")];
        let others = [("lever", "Levers"), ("conflict", "Conflicts"), ("duty", "Duties"), ("step", "Steps")];
        let group = |(kind, title): (&str, &str)| {
            let users = self.lines_of(|rule| rule.risk == Some(at) && rule.body.kind() == kind);
            (!users.is_empty()).then(|| UseGroup { kind: title.to_owned(), users })
        };
        Some(RiskSheet {
            head: self.head(Mention::Risk(at)),
            topic: risk.topic.as_deref().map(|topic| Markdown::trusted(escape(topic))),
            severity: Markdown::trusted(self.words.guarded(&risk.severity, self.links, severity)),
            pitfalls: pitfalls.collect(),
            sources: self.sources_of(&risk.citations),
            rules: kinds.into_iter().chain(others).filter_map(group).collect(),
        })
    }

    /// A checklist by its place in the rulebook.
    pub(in crate::report) fn checklist(&self, at: usize) -> Option<ChecklistSheet> {
        self.book().checklists.get(at)?;
        let steps = self.lines_of(|rule| rule.checklist == Some(at));
        Some(ChecklistSheet { head: self.head(Mention::Checklist(at)), steps })
    }

    fn lines_of(&self, own: impl Fn(&Advice) -> bool) -> Vec<UseLine> {
        let rules = self.book().advice.iter().enumerate().filter(|(_, rule)| own(rule));
        rules
            .map(|(at, rule)| UseLine {
                user: self.mention(Mention::Advice(AdviceId(at))),
                id: Some(rule.id.clone()),
                parts: String::new(),
            })
            .collect()
    }
}
