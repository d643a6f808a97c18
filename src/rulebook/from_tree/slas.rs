//! Service level agreements: their terms, levels, tables of credits and exclusions.

use crate::sla::{
    About, Agreement, Anchor, Content, Definition, Exclusion, Licence, Processing, Reference, Remedy, Window,
};
use crate::source::Spanned;
use crate::syntax::tree::{self, Literal, PropertyValue};
use crate::syntax::words::{DeclarationWord, PropertyWord as P};
use crate::value::{Duration, read_duration};

use super::super::mistakes::{self, slas as wrong};
use super::super::sla::{Clause, Sla, Stipulation};
use super::super::vocabulary::{Citation, DocumentKind};
use super::fields::Fields;
use super::people::{title_of, titled};
use super::texts::plain;
use super::{Builder, Found};

/// Each word of a list with what it stands for.
pub(super) fn words<T: Copy, const N: usize>(all: [T; N], word: impl Fn(T) -> &'static str) -> Vec<(&'static str, T)> {
    all.into_iter().map(|one| (word(one), one)).collect()
}

impl Builder {
    pub(super) fn slas(&mut self, declarations: &[Found<'_>]) {
        for found in declarations.iter().filter(|found| found.declaration.word.node.is_service()) {
            if found.declaration.word.node != DeclarationWord::Sla {
                // What was taken out of something that cannot hold it is not sound.
                if found.declaration.sound {
                    self.report(wrong::alone(found.at(found.declaration.word.span), found.declaration.word.node));
                }
                continue;
            }
            if found.declaration.sound && self.is_first(*found) {
                self.sla(*found);
            }
        }
    }

    fn sla(&mut self, found: Found<'_>) {
        let fields = self.fields(found, &[]);
        self.no_facts(found);
        let citations = self.citations(fields.home(P::From), fields.citations());
        let mut cited = citations.clone();
        let claim = match fields.get(P::Claim) {
            Some(PropertyValue::Window(written)) => self.window(fields.home(P::Claim), written),
            _ => None,
        };
        let of_claim = self.citations(fields.home(P::Claim), fields.citations_of(P::Claim));
        cited.extend(of_claim);
        let clauses = self.clauses(&fields);
        let mut remedy =
            Remedy { notice: self.span_of(&fields, P::Notice), service_days: licences(&fields), ..Remedy::default() };
        clauses.iter().for_each(|clause| clause.what.apply(&mut remedy));
        let has = |what| clauses.iter().any(|clause| clause.what == what);
        let processing = Processing {
            within: self.span_of(&fields, P::Processing),
            following_month: has(Stipulation::ProcessingMonth),
            best_effort: has(Stipulation::BestEffort),
        };
        let said = processing.within.is_some() || processing.following_month;
        let contents = self.contents(&fields);
        cited.extend(clauses.iter().flat_map(|clause| clause.citations.clone()));
        let (mut levels, mut exclusions) = (Vec::new(), Vec::new());
        let mut any_level = false;
        for child in found.children() {
            match child.declaration.word.node {
                DeclarationWord::Level => {
                    any_level = true;
                    levels.extend(self.level(child, &mut cited));
                }
                DeclarationWord::Exclusion => exclusions.extend(self.exclusion(child, &mut cited)),
                word => {
                    self.report(mistakes::misplaced(found.at(child.declaration.word.span), word, DeclarationWord::Sla))
                }
            }
        }
        if !any_level {
            self.report(wrong::no_level(found.place(), found.name()));
        }
        let vendor = self.book.packs.get(found.pack).map(|pack| pack.vendor.clone()).unwrap_or_default();
        let (Some(claim), Some(desk)) = (claim, fields.text(P::Desk).map(plain)) else { return };
        let agreement = Agreement {
            id: self.qualified(found),
            title: title_of(found.title().map(|(_, title)| title), found.name()),
            vendor,
            claims_to: desk,
            claim,
            contents,
            processing: said.then_some(processing),
            remedy,
            exclusions,
            levels,
            sources: self.references(&citations),
            place: found.place(),
        };
        let definitions = definitions(&fields);
        let mut once: Vec<Citation> = Vec::new();
        for citation in cited {
            let known = |one: &Citation| one.source == citation.source && one.section == citation.section;
            if !once.iter().any(known) {
                once.push(citation);
            }
        }
        self.book.slas.push(Sla { agreement, clauses, definitions, citations: once, pack: found.pack });
    }

    /// Service levels speak of the promise alone, so that their texts have no holes.
    pub(super) fn no_facts(&mut self, found: Found<'_>) {
        let mut holes = Vec::new();
        found.declaration.texts(&mut |text| {
            for part in &text.parts {
                if let tree::Part::Hole(name) = part {
                    holes.push(wrong::hole(found.at(name.span), &name.node));
                }
            }
        });
        self.found.extend(holes);
    }

    fn span_of(&mut self, fields: &Fields<'_>, word: P) -> Option<Duration> {
        let Some(PropertyValue::Literal(literal)) = fields.get(word) else { return None };
        self.span(fields.home(word), literal)
    }

    pub(super) fn span(&mut self, found: Found<'_>, literal: &Literal) -> Option<Duration> {
        match read_duration(found.source.slice(literal.span)) {
            Ok(span) => Some(span),
            Err(misread) => {
                self.report(mistakes::misread(found.at(literal.span), misread));
                None
            }
        }
    }

    pub(super) fn window(&mut self, found: Found<'_>, written: &tree::Window) -> Option<Window> {
        let within = match &written.within {
            Some(span) => self.days(found, span),
            None => Some(Duration::days(0)),
        };
        let anchors = words(Anchor::ALL, Anchor::as_str);
        let after = self.word(&anchors, &written.anchor, found.at(written.anchor.span));
        Some(Window { within: within?, after: after? })
    }

    fn contents(&mut self, fields: &Fields<'_>) -> Vec<Content> {
        let found = fields.home(P::Contents);
        let abouts = words(About::ALL, About::as_str);
        let mut contents = Vec::new();
        for value in fields.all(P::Contents) {
            let PropertyValue::Clause { word, says } = value else { continue };
            if let Some(about) = self.word(&abouts, word, found.at(word.span)) {
                contents.push(Content { about, text: plain(says) });
            }
        }
        contents
    }

    fn clauses(&mut self, fields: &Fields<'_>) -> Vec<Clause> {
        let found = fields.home(P::Clause);
        let mut clauses: Vec<(Clause, Spanned<String>)> = Vec::new();
        for (property, cited) in fields.cited(P::Clause) {
            let PropertyValue::Clause { word, says } = &property.value else { continue };
            let Some(what) = self.word(&Stipulation::ALL, word, found.at(word.span)) else { continue };
            if let Some((_, first)) = clauses.iter().find(|(clause, _)| clause.what == what) {
                let places = (found.at(word.span), found.at(first.span));
                self.report(wrong::same_clause(places, &word.node));
                continue;
            }
            let citations = self.citations(found, cited.iter().copied());
            clauses.push((Clause { what, text: plain(says), citations }, word.clone()));
        }
        clauses.into_iter().map(|(clause, _)| clause).collect()
    }

    pub(super) fn exclusion(&mut self, found: Found<'_>, cited: &mut Vec<Citation>) -> Option<Exclusion> {
        if !found.declaration.sound || !self.is_first(found) {
            return None;
        }
        self.no_children(found);
        self.no_facts(found);
        let fields = self.fields(found, &[]);
        let citations = self.citations(fields.home(P::From), fields.citations());
        let sources = self.references(&citations);
        cited.extend(citations);
        if found.title().is_none() {
            self.report(mistakes::no_title(found.place(), DeclarationWord::Exclusion, found.name()));
        }
        Some(Exclusion {
            id: found.name().to_owned(),
            title: title_of(found.title().map(|(_, title)| title), found.name()),
            text: fields.text(P::Means).map(plain),
            sources,
            place: found.place(),
        })
    }

    /// Citations as they are shown in letters.
    pub(super) fn references(&self, citations: &[Citation]) -> Vec<Reference> {
        let reference = |citation: &Citation| {
            let source = self.book.sources.get(citation.source)?;
            let citable = matches!(source.kind, DocumentKind::Vendor | DocumentKind::Contract);
            Some(Reference { title: source.title.clone(), section: citation.section.clone(), citable })
        };
        citations.iter().filter_map(reference).collect()
    }
}

fn licences(fields: &Fields<'_>) -> Vec<Licence> {
    let Some(PropertyValue::Levels(written)) = fields.get(P::ServiceDays) else { return Vec::new() };
    let licence = |level: &tree::Level| Licence {
        id: level.name.node.clone(),
        title: level.title.as_ref().map_or_else(|| titled(&level.name.node), plain),
    };
    written.levels.iter().map(licence).collect()
}

pub(super) fn definitions(fields: &Fields<'_>) -> Vec<Definition> {
    let one = |value: &PropertyValue| match value {
        PropertyValue::Definition { of, says } => Some(Definition { term: plain(of), text: plain(says) }),
        _ => None,
    };
    fields.all(P::Definition).filter_map(one).collect()
}
