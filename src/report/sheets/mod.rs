//! Rules, names and sources each on a sheet of their own, in ready words: what `explain`
//! prints one of, and the handbook all.

mod ladder;
mod names;
mod risks;
mod rules;
mod slas;
mod sources;
mod usage;

use serde::Serialize;

use crate::assess::reasoning::Branch;
use crate::report::markdown::Markdown;
use crate::report::words::{Limb, Links, Mention, Words};
use crate::rulebook::Rulebook;
use crate::rulebook::condition::Condition;
use crate::rulebook::uses::Uses;
use crate::source::Place;

pub(super) use ladder::rung_name;
pub use ladder::{Ladder, RungSheet};
pub use names::{DefineSheet, NameSheet, Standard};
pub use risks::{ChecklistSheet, Pitfall, RiskSheet};
pub(super) use rules::priority;
pub use rules::{ObjectionSheet, RuleSheet, WaiverSheet};
pub use slas::{LevelSheet, SlaSheet, TableSheet, Told};
pub use sources::{SectionSheet, SourceSheet};
pub use usage::{UseGroup, UseLine};

/// What something is called, and where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// The id of its place in a document.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// As it is written in rules.
    pub id: String,
    /// What kind of thing it is: "redline".
    pub kind: String,
    /// Where it is declared: `azure-openai/pack.proviso:12`; none where that is not kept.
    pub place: Option<String>,
}

/// A line of an outline.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// The blanks before it.
    pub indent: Markdown,
    /// The words.
    pub text: Markdown,
    /// With a profile: whether it holds, "✔ holds", "✖ does not hold", "? open".
    pub truth: Option<String>,
    /// With a profile: what was read: "14 days".
    pub read: Option<String>,
    /// Where the profile says so: `profile:31`.
    pub profile: Option<String>,
    /// Where the rules say so.
    pub place: Option<String>,
}

/// Makes sheets.
pub(super) struct Sheets<'a> {
    pub(super) words: Words<'a>,
    pub(super) uses: &'a Uses,
    pub(super) links: Links,
}

impl<'a> Sheets<'a> {
    pub(super) fn book(&self) -> &'a Rulebook {
        self.words.book
    }

    pub(super) fn head(&self, of: Mention) -> Head {
        let place = match of {
            Mention::Name(id) => Some(&self.words.name(id).place),
            Mention::Define(id) => self.book().defines.get(id.0).map(|define| &define.place),
            Mention::Advice(id) => self.book().advice.get(id.0).map(|rule| &rule.place),
            Mention::Sla(at) => self.book().slas.get(at).map(|sla| &sla.agreement.place),
            Mention::Level(sla, at) => self.words.level(sla, at).map(|level| &level.place),
            Mention::Risk(_) | Mention::Checklist(_) | Mention::Source(_) => None,
        };
        Head {
            anchor: self.words.anchor(of),
            title: self.words.title_of(of),
            id: self.words.id_of(of).to_owned(),
            kind: self.words.kind_of(of).to_owned(),
            place: place.map(line_of),
        }
    }

    pub(super) fn mention(&self, of: Mention) -> Markdown {
        Markdown::trusted(self.words.mention(of, self.links))
    }

    /// A condition in its parts; none where it always holds.
    fn when(&self, condition: &Condition) -> Vec<Line> {
        if matches!(condition, Condition::Always) {
            return Vec::new();
        }
        self.lines(&Branch::of(self.book(), condition))
    }

    /// A condition in its parts, a line each.
    fn lines(&self, branch: &Branch<'_>) -> Vec<Line> {
        self.words.outline(branch, self.links).iter().map(line).collect()
    }

    /// A condition in one sentence; none where it always holds.
    fn condition(&self, condition: &Condition) -> Option<Markdown> {
        let holds = matches!(condition, Condition::Always);
        (!holds).then(|| Markdown::trusted(self.words.condition(condition, self.links)))
    }
}

/// A line of an outline, without anything that was read.
pub(super) fn line(limb: &Limb<'_>) -> Line {
    Line {
        indent: Markdown::trusted("  ".repeat(limb.depth)),
        text: Markdown::trusted(limb.text.clone()),
        truth: None,
        read: None,
        profile: None,
        place: None,
    }
}

/// A place as documents show it.
pub(super) fn line_of(place: &Place) -> String {
    format!("{}:{}", place.source.label(), place.position().line)
}
