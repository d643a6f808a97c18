//! How a sentence mentions something that has a place of its own.

use crate::report::markdown::escape;
use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::{DefineId, NameId};
use crate::rulebook::uses::User;

use super::Words;

/// Whether what is mentioned stands in the same document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Links {
    /// It does not: its title will do.
    None,
    /// It does: its title leads there.
    Anchors,
}

/// Something that can be mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mention {
    Name(NameId),
    Define(DefineId),
    Advice(AdviceId),
    Risk(usize),
    Checklist(usize),
    Source(usize),
    Sla(usize),
    /// A level, by the places of its agreement and of itself.
    Level(usize, usize),
}

impl From<User> for Mention {
    fn from(user: User) -> Self {
        match user {
            User::Risk(at) => Self::Risk(at),
            User::Advice(id) => Self::Advice(id),
            User::Define(id) => Self::Define(id),
            User::Name(id) => Self::Name(id),
            User::Sla(at) => Self::Sla(at),
        }
    }
}

impl Words<'_> {
    /// The mention as Markdown: "*Criticality*", or "[Criticality](#name-criticality)".
    pub(crate) fn mention(&self, of: Mention, links: Links) -> String {
        let words = match of {
            // A define has no title: people read its name.
            Mention::Define(_) => format!("`{}`", self.id_of(of)),
            _ => escape(&self.title_of(of)),
        };
        match (links, of) {
            (Links::Anchors, _) => format!("[{words}](#{})", self.anchor(of)),
            (Links::None, Mention::Define(_)) => words,
            (Links::None, _) => format!("*{words}*"),
        }
    }

    /// The title of what is mentioned.
    pub(crate) fn title_of(&self, of: Mention) -> String {
        let title = match of {
            Mention::Name(id) => Some(self.name(id).title.clone()),
            Mention::Define(_) => Some(self.id_of(of).to_owned()),
            Mention::Advice(id) => self.advice(id).map(|rule| self.short_title(rule)),
            Mention::Risk(at) => self.book.risks.get(at).map(|risk| risk.title.clone()),
            Mention::Checklist(at) => self.book.checklists.get(at).map(|list| list.title.clone()),
            Mention::Source(at) => self.book.sources.get(at).map(|source| source.title.clone()),
            Mention::Sla(at) => self.book.slas.get(at).map(|sla| sla.agreement.title.clone()),
            Mention::Level(sla, at) => self.level(sla, at).map(|level| level.title.clone()),
        };
        title.unwrap_or_default()
    }

    /// As it is written in rules; of a rule, qualified by its pack.
    pub(crate) fn id_of(&self, of: Mention) -> &str {
        let id = match of {
            Mention::Name(id) => Some(&self.book.name(id).id),
            Mention::Define(id) => self.book.defines.get(id.0).map(|define| &define.id),
            Mention::Advice(id) => self.book.advice.get(id.0).map(|rule| &rule.id),
            Mention::Risk(at) => self.book.risks.get(at).map(|risk| &risk.id),
            Mention::Checklist(at) => self.book.checklists.get(at).map(|list| &list.id),
            Mention::Source(at) => self.book.sources.get(at).map(|source| &source.id),
            Mention::Sla(at) => self.book.slas.get(at).map(|sla| &sla.agreement.id),
            Mention::Level(sla, at) => self.level(sla, at).map(|level| &level.id),
        };
        id.map_or("", String::as_str)
    }

    /// What kind of thing it is: "redline", "term".
    pub(crate) fn kind_of(&self, of: Mention) -> &'static str {
        match of {
            Mention::Name(id) => self.name(id).kind(),
            Mention::Define(_) => "define",
            Mention::Advice(id) => self.book.advice.get(id.0).map_or("rule", |rule| rule.body.kind()),
            Mention::Risk(_) => "risk",
            Mention::Checklist(_) => "checklist",
            Mention::Source(_) => "source",
            Mention::Sla(_) => "service level agreement",
            Mention::Level(..) => "service level",
        }
    }

    /// A level of an agreement.
    pub(crate) fn level(&self, sla: usize, at: usize) -> Option<&'_ crate::sla::Level> {
        self.book.slas.get(sla)?.agreement.levels.get(at)
    }

    /// Where it stands in a document: the same in every version of the rules.
    pub(crate) fn anchor(&self, of: Mention) -> String {
        // The families of names are apart, so that no two places share an id.
        let family = match of {
            Mention::Name(_) | Mention::Define(_) => "name",
            Mention::Advice(_) | Mention::Risk(_) | Mention::Checklist(_) => "rule",
            Mention::Source(_) => "source",
            Mention::Sla(_) => "sla",
            Mention::Level(sla, _) => {
                return format!("level-{}.{}", self.id_of(Mention::Sla(sla)).replace('/', "."), self.id_of(of));
            }
        };
        format!("{family}-{}", self.id_of(of).replace('/', "."))
    }
}
