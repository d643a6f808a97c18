//! One name of the vocabulary with all that is said of it, and who uses it.

use serde::Serialize;

use crate::profile::answers;
use crate::report::markdown::Markdown;
use crate::report::words::{Mention, Slots, one};
use crate::rulebook::condition::{Condition, DefineId, NameId};
use crate::rulebook::figure::Figure;
use crate::rulebook::vocabulary::{Cited, Name, Role, Silence};

use super::ladder::{better, silence_is_good};
use super::{Head, Line, Sheets, UseGroup};

/// A fact, term, parameter or figure.
#[derive(Clone, Debug, Serialize)]
pub struct NameSheet {
    /// What it is called.
    #[serde(flatten)]
    pub head: Head,
    /// The values it can take: "one of these, from lowest to highest: `low`, `high`".
    pub answers: Markdown,
    /// The question whose answer is its value.
    pub question: Option<String>,
    /// Who can answer.
    pub owner: Option<String>,
    /// Fact: whether the other side may read it.
    pub shared: bool,
    /// Term: which way is better.
    pub better: Option<String>,
    /// Term: what the vendor's own paper gives.
    pub standard: Option<Standard>,
    /// Term: what it means that the draft does not address it.
    pub silence: Option<String>,
    /// Parameter: its value.
    pub value: Option<Standard>,
    /// Figure: how it is worked out.
    pub worked: Option<Standard>,
    /// Figure: when documents show it, where that is not always.
    pub shown_when: Option<Markdown>,
    /// Figure: what documents say with it.
    pub says: Option<Markdown>,
    /// With a profile: what is known of it.
    pub known: Option<String>,
    /// Where the profile says so.
    pub profile: Option<String>,
    /// Who uses it.
    pub uses: Vec<UseGroup>,
    /// The defines that go by it.
    pub by_way_of: Vec<Markdown>,
    /// Who uses those.
    pub through: Vec<UseGroup>,
}

/// A value with what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Standard {
    /// The value: "180 days when `vital`, otherwise 90 days".
    pub value: Markdown,
    /// What it rests on.
    pub sources: Vec<Markdown>,
}

/// A condition with a name.
#[derive(Clone, Debug, Serialize)]
pub struct DefineSheet {
    /// What it is called.
    #[serde(flatten)]
    pub head: Head,
    /// What it stands for, in its parts.
    pub meaning: Vec<Line>,
    /// The same in one sentence.
    pub sentence: Markdown,
    /// Who uses it.
    pub uses: Vec<UseGroup>,
}

impl Sheets<'_> {
    /// A fact, term, parameter or figure of this rulebook.
    pub(in crate::report) fn name(&self, id: NameId) -> NameSheet {
        let name = self.words.name(id);
        let worked = name.figure().map(|figure| Standard {
            value: Markdown::trusted(self.words.workings(figure, self.links)),
            sources: self.sources_of(&figure.citations),
        });
        let (standard, value) = match &name.role {
            Role::Fact | Role::Figure(_) => (None, None),
            Role::Term(term) => (term.standard.as_ref().map(|standard| self.standard(name, standard)), None),
            Role::Parameter(cited) => (None, Some(self.standard(name, cited))),
        };
        let (defines, through) = self.uses.through_defines(id);
        NameSheet {
            head: self.head(Mention::Name(id)),
            answers: Markdown::trusted(answers(name).replace('|', "\\|")),
            question: name.ask.clone(),
            owner: self.words.answerer(id),
            shared: name.shared,
            better: better(name),
            standard,
            silence: silence(name),
            value,
            worked,
            shown_when: name.figure().and_then(|figure| self.shown_when(figure)),
            says: name
                .figure()
                .and_then(|figure| figure.show.as_ref())
                .map(|text| self.words.inline(text, Slots::default())),
            known: None,
            profile: None,
            uses: self.groups(self.uses.of_name(id)),
            by_way_of: defines.into_iter().map(|define| self.mention(Mention::Define(define))).collect(),
            through: self.groups(&through),
        }
    }

    /// A define of this rulebook.
    pub(in crate::report) fn define(&self, id: DefineId) -> Option<DefineSheet> {
        let define = self.book().defines.get(id.0)?;
        Some(DefineSheet {
            head: self.head(Mention::Define(id)),
            meaning: self.when(&define.condition),
            sentence: Markdown::trusted(self.words.condition(&define.condition, self.links)),
            uses: self.groups(self.uses.of_define(id)),
        })
    }

    fn shown_when(&self, figure: &Figure) -> Option<Markdown> {
        let always = matches!(figure.when, Condition::Always);
        (!always).then(|| Markdown::trusted(self.words.condition(&figure.when, self.links)))
    }

    fn standard(&self, name: &Name, cited: &Cited) -> Standard {
        let value = self.words.guarded(&cited.value, self.links, |value| one(value, &name.of));
        Standard { value: Markdown::trusted(value), sources: self.sources_of(&cited.citations) }
    }
}

fn silence(name: &Name) -> Option<String> {
    let term = name.term()?;
    Some(match &term.silence {
        Silence::Nothing if silence_is_good(name) => "counts as no: the clause is not there".to_owned(),
        Silence::Nothing => "nothing is promised".to_owned(),
        Silence::Means(value) => format!("counts as {}", one(value, &name.of)),
        Silence::Standard => "the vendor's standard holds".to_owned(),
    })
}
