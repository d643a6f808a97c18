//! What a letter cites: the vendor's own text about the level, and no adviser's.

use crate::sla::Reference;

use super::Writer;

impl Writer<'_> {
    /// The passages, each document once with all its sections; and what is to be looked up
    /// where the vendor's text was not at hand.
    pub(super) fn rests(&self) -> (Vec<String>, Option<String>) {
        let own: Vec<&Reference> = self.level.sources.iter().filter(|source| source.citable).collect();
        if self.level.to_verify.is_some() {
            let what = format!("the section on {} in the {} of our term", self.level.service, self.agreement.title);
            return (Vec::new(), Some(what));
        }
        let general = self.agreement.sources.iter().filter(|source| source.citable);
        // The general terms stand in each edition; cited is the one about the service.
        let general = general.filter(|source| own.is_empty() || own.iter().any(|own| own.title == source.title));
        let mut documents: Vec<(&str, Vec<&str>)> = Vec::new();
        for Reference { title, section, .. } in own.iter().copied().chain(general) {
            let at = documents.iter().position(|(known, _)| known == title).unwrap_or_else(|| {
                documents.push((title, Vec::new()));
                documents.len() - 1
            });
            if let (Some((_, sections)), Some(section)) = (documents.get_mut(at), section)
                && !sections.contains(&section.as_str())
            {
                sections.push(section);
            }
        }
        let shown = documents.into_iter().map(|(title, sections)| {
            let sections: Vec<String> = sections.into_iter().map(|section| format!("“{section}”")).collect();
            let comma = if sections.is_empty() { "" } else { ", " };
            format!("{title}{comma}{}", sections.join(" and "))
        });
        (shown.collect(), None)
    }
}
