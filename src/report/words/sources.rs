//! What rules rest on, in words.

use jiff::civil::Date;

use crate::rulebook::vocabulary::{Citation, Document, DocumentKind};

use super::{Reader, dates};

/// A cited place in a source.
#[derive(Clone, Debug)]
pub(crate) struct Cited {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) section: Option<String>,
    pub(crate) as_of: Date,
    /// The month it speaks for, in words.
    pub(crate) month: String,
    /// Whether it is older than its review period.
    pub(crate) stale: bool,
}

impl Reader<'_> {
    /// The cited places, in the order of the rule.
    pub(crate) fn cited(&self, citations: &[Citation]) -> Vec<Cited> {
        let cited = citations.iter().filter_map(|citation| {
            let source = self.book.sources.get(citation.source)?;
            Some(Cited {
                id: source.id.clone(),
                title: source.title.clone(),
                section: citation.section.clone(),
                as_of: source.as_of,
                month: source.as_of.strftime("%B %Y").to_string(),
                stale: self.is_stale(source),
            })
        });
        cited.collect()
    }

    pub(crate) fn is_stale(&self, source: &Document) -> bool {
        source.is_stale(self.profile.as_of)
    }

    pub(crate) fn age(&self, source: &Document) -> String {
        dates::age(source, self.profile.as_of)
    }
}

/// What a kind of document is called.
pub(crate) fn kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Contract => "contract",
        DocumentKind::Vendor => "vendor's paper",
        DocumentKind::Regulator => "regulator",
        DocumentKind::Advisory => "advisory",
        DocumentKind::Internal => "our own",
    }
}
