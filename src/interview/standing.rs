//! A profile as it stands on the page, with what follows from it.

use jiff::civil::Date;

use crate::assess::finding::OpenFact;
use crate::assess::{Assessment, assess};
use crate::diagnostic::{Diagnostic, Level};
use crate::intake::{Edit, Node, yaml};
use crate::profile::{DraftStatus, Header, Profile, header, read};
use crate::report::words::Reader;
use crate::rulebook::Rulebook;
use crate::source::Source;

/// A profile that can be assessed: its text, what it says, and what follows.
#[derive(Clone)]
pub(super) struct Standing {
    pub(super) source: Source,
    pub(super) node: Node,
    pub(super) header: Header,
    pub(super) profile: Profile,
    pub(super) assessment: Assessment,
}

impl Standing {
    /// # Errors
    /// All mistakes of the profile.
    pub(super) fn read(rulebook: &Rulebook, source: &Source, as_of: Option<Date>) -> Result<Self, Vec<Diagnostic>> {
        let node = yaml(source)?;
        let mut found = Vec::new();
        let header = header(source, &node, &mut found);
        let profile = read(source, &node, &header, rulebook, as_of, &mut found);
        found.retain(|found| found.level == Level::Error);
        let Some(profile) = profile.filter(|_| found.is_empty()) else { return Err(found) };
        let assessment = assess(rulebook, &profile)?;
        Ok(Self { source: source.clone(), node, header, profile, assessment })
    }

    /// After an edit of the text.
    pub(super) fn edited(
        &self,
        rulebook: &Rulebook,
        edit: &Edit,
        as_of: Option<Date>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let text = edit.applied(self.source.text());
        Self::read(rulebook, &Source::labelled(self.source.name(), self.source.label(), text), as_of)
    }

    pub(super) fn reader<'a>(&'a self, rulebook: &'a Rulebook) -> Reader<'a> {
        Reader::new(rulebook, &self.profile, &self.assessment)
    }

    /// What is open, most decisive first.
    pub(super) fn open(&self) -> &[OpenFact] {
        &self.assessment.open_facts
    }

    pub(super) fn has_draft(&self) -> bool {
        self.profile.draft != DraftStatus::None
    }
}
