//! Sources, and the sections of them that rules cite.

use serde::Serialize;

use crate::report::markdown::{Markdown, escape};
use crate::report::words::{Mention, kind};
use crate::rulebook::uses::User;
use crate::rulebook::vocabulary::Citation;
use crate::value::show_date;

use super::{Head, Sheets};

/// A source with all that rests on it.
#[derive(Clone, Debug, Serialize)]
pub struct SourceSheet {
    /// What it is called.
    #[serde(flatten)]
    pub head: Head,
    /// What kind of document: "vendor's paper".
    pub document: String,
    /// The day it speaks for.
    pub as_of: String,
    /// How long it may be relied on unread: "180 days".
    pub recheck: Option<String>,
    /// The sections that are cited, in the order of the alphabet.
    pub sections: Vec<SectionSheet>,
}

/// A section of a source.
#[derive(Clone, Debug, Serialize)]
pub struct SectionSheet {
    /// Its title; none for the source as a whole.
    pub section: Option<String>,
    /// What rests on it.
    pub users: Vec<Markdown>,
}

impl Sheets<'_> {
    /// A source by its place in the rulebook.
    pub(in crate::report) fn source(&self, at: usize) -> Option<SourceSheet> {
        let source = self.book().sources.get(at)?;
        let mut sections: Vec<(Option<&String>, Vec<User>)> = Vec::new();
        for (user, section) in self.uses.of_source(at) {
            match sections.iter_mut().find(|(known, _)| *known == section.as_ref()) {
                Some((_, users)) => users.push(*user),
                None => sections.push((section.as_ref(), vec![*user])),
            }
        }
        sections.sort_by_key(|(section, _)| section.map(|section| section.to_lowercase()));
        let sheet = |(section, users): (Option<&String>, Vec<User>)| SectionSheet {
            section: section.cloned(),
            users: users.into_iter().map(|user| self.user_and_kind(user)).collect(),
        };
        Some(SourceSheet {
            head: self.head(Mention::Source(at)),
            document: kind(source.kind).to_owned(),
            as_of: show_date(source.as_of),
            recheck: source.recheck.map(|recheck| recheck.shown()),
            sections: sections.into_iter().map(sheet).collect(),
        })
    }

    /// Sources, each once with all its sections.
    pub(super) fn sources_of(&self, citations: &[Citation]) -> Vec<Markdown> {
        let mut sources: Vec<(usize, Vec<String>)> = Vec::new();
        for citation in citations {
            let section = citation.section.as_ref().map(|section| format!("“{}”", escape(section)));
            match sources.iter_mut().find(|(known, _)| *known == citation.source) {
                Some((_, sections)) => sections.extend(section),
                None => sources.push((citation.source, section.into_iter().collect())),
            }
        }
        let words = |(at, sections): (usize, Vec<String>)| {
            let source = self.words.mention(Mention::Source(at), self.links);
            let parts: Vec<String> = std::iter::once(source).chain(sections).collect();
            Markdown::trusted(parts.join(", "))
        };
        sources.into_iter().map(words).collect()
    }
}
