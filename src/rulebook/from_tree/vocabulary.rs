//! Sources, facts, terms, parameters, figures and defines.

use crate::syntax::tree::{self, PropertyValue};
use crate::syntax::words::{DeclarationWord, PropertyWord};
use crate::value::{Kind, Type, Value, read_date, read_duration};

use super::super::condition::{Condition, DefineId, NameId};
use super::super::mistakes;
use super::super::vocabulary::{Better, Citation, Cited, Define, Document, DocumentKind, Name, Role, Silence, Term};
use super::fields::Fields;
use super::people::{Roll, title_of};
use super::scope::Word;
use super::texts::plain;
use super::{Builder, Found};

const KINDS: [(&str, DocumentKind); 5] = [
    ("contract", DocumentKind::Contract),
    ("vendor", DocumentKind::Vendor),
    ("regulator", DocumentKind::Regulator),
    ("advisory", DocumentKind::Advisory),
    ("internal", DocumentKind::Internal),
];

const SHARE: [(&str, bool); 2] = [("yes", true), ("no", false)];

const BETTER: [(&str, Better); 4] =
    [("higher", Better::Higher), ("lower", Better::Lower), ("yes", Better::Yes), ("no", Better::No)];

impl Builder {
    pub(super) fn sources(&mut self, declarations: &[Found<'_>]) {
        for found in declarations.iter().filter(|found| found.declaration.word.node == DeclarationWord::Source) {
            let first = self.scope.sources.get(found.name()).map(|(_, place)| place.clone());
            if !self.is_new(*found, declarations, first.as_ref()) {
                continue;
            }
            let source = if found.declaration.sound { self.source(*found) } else { None };
            let at = source.map(|source| {
                self.book.sources.push(source);
                self.book.sources.len() - 1
            });
            self.scope.sources.insert(found.name().to_owned(), (at, found.place()));
        }
    }

    fn source(&mut self, found: Found<'_>) -> Option<Document> {
        self.no_children(found);
        let fields = self.fields(found, &[]);
        let kind = match fields.get(PropertyWord::Kind) {
            Some(PropertyValue::Name(name)) => self.word(&KINDS, name, fields.home(PropertyWord::Kind).at(name.span)),
            _ => None,
        };
        let quantity = |word| match fields.get(word) {
            Some(PropertyValue::Literal(literal)) => {
                let home = fields.home(word);
                Some((home.at(literal.span), home.source.slice(literal.span).to_owned()))
            }
            _ => None,
        };
        let (as_of, recheck) = (quantity(PropertyWord::AsOf), quantity(PropertyWord::Recheck));
        let as_of = as_of.and_then(|(place, text)| {
            read_date(&text).map_err(|misread| self.report(mistakes::misread(place, misread))).ok()
        });
        let recheck = match recheck {
            Some((place, text)) => match read_duration(&text) {
                Ok(duration) => Some(Some(duration)),
                Err(misread) => {
                    self.report(mistakes::misread(place, misread));
                    None
                }
            },
            None => Some(None),
        };
        Some(Document {
            id: found.name().to_owned(),
            title: title_of(found.title().map(|(_, title)| title), found.name()),
            kind: kind?,
            as_of: as_of?,
            recheck: recheck?,
            place: found.place(),
        })
    }

    pub(super) fn citations<'t>(
        &mut self,
        found: Found<'t>,
        cited: impl Iterator<Item = &'t tree::Citation>,
    ) -> Vec<Citation> {
        let mut citations = Vec::new();
        for citation in cited {
            let name = &citation.source;
            match self.scope.sources.get(&name.node) {
                Some((Some(source), _)) => {
                    citations.push(Citation { source: *source, section: citation.section.as_ref().map(plain) });
                }
                Some((None, _)) => {}
                None => {
                    let near = self.nearest(&name.node, self.scope.sources.keys().map(String::as_str));
                    self.report_unknown_word(mistakes::unknown_source(
                        found.at(name.span),
                        &name.node,
                        near.as_deref(),
                    ));
                }
            }
        }
        citations
    }

    /// Gives every name of the vocabulary its place, with its type.
    pub(super) fn name_vocabulary(&mut self, declarations: &[Found<'_>]) {
        for found in declarations.iter().filter(|found| found.declaration.word.node.is_vocabulary()) {
            let first = self.scope.vocabulary.get(found.name()).map(|(_, place)| place.clone());
            if !self.is_new(*found, declarations, first.as_ref()) {
                continue;
            }
            let word = if found.declaration.sound { self.name_one(*found) } else { Word::Broken };
            self.scope.vocabulary.insert(found.name().to_owned(), (word, found.place()));
        }
        let mut clashes = Vec::new();
        let sound = |word: &Word| !matches!(word, Word::Broken);
        for (name, (word, place)) in &self.scope.vocabulary {
            for (dot, _) in name.match_indices('.') {
                let outer = name.get(..dot).unwrap_or_default();
                if let Some((first_word, first)) = self.scope.vocabulary.get(outer)
                    && sound(word)
                    && sound(first_word)
                {
                    clashes.push(mistakes::prefix(place.clone(), first.clone(), name, outer));
                }
            }
        }
        self.found.extend(clashes);
    }

    fn name_one(&mut self, found: Found<'_>) -> Word {
        if found.declaration.word.node == DeclarationWord::Define {
            self.book.defines.push(Define {
                id: found.name().to_owned(),
                condition: Condition::Always,
                place: found.place(),
            });
            return Word::Define(DefineId(self.book.defines.len() - 1));
        }
        let written = found.declaration.properties.iter().find_map(|property| match &property.value {
            PropertyValue::Type(written) => Some(written),
            _ => None,
        });
        let Some(of) = written.and_then(|written| self.type_of(found, written)) else { return Word::Broken };
        // What a term says is filled in later, but that it is one counts from the start:
        // conditions above it may ask whether it is addressed.
        let role = match found.declaration.word.node {
            DeclarationWord::Term => Role::Term(Term { better: None, standard: None, silence: Silence::Nothing }),
            _ => Role::Fact,
        };
        self.book.names.push(Name {
            id: found.name().to_owned(),
            title: title_of(found.title().map(|(_, title)| title), found.name()),
            of,
            role,
            ask: None,
            owner: None,
            shared: false,
            place: found.place(),
        });
        Word::Name(NameId(self.book.names.len() - 1))
    }

    /// Fills in what names and defines say, now that all names are known.
    pub(super) fn vocabulary(&mut self, declarations: &[Found<'_>]) {
        for found in declarations.iter().filter(|found| found.declaration.word.node.is_vocabulary()) {
            // A second declaration of a name was refused; only the first counts.
            let own = self.scope.vocabulary.get(found.name()).filter(|(_, place)| place.is_same(&found.place()));
            let word = own.map(|(word, _)| *word);
            if !found.declaration.sound || word.is_none() {
                continue;
            }
            self.no_children(*found);
            let fields = self.fields(*found, &[]);
            match word {
                Some(Word::Define(DefineId(at))) => {
                    let condition = self.when(*found, fields.get(PropertyWord::As));
                    if let (Some(define), Some(condition)) = (self.book.defines.get_mut(at), condition) {
                        define.condition = condition;
                    }
                }
                Some(Word::Name(name)) => self.fill(*found, name, &fields),
                Some(Word::Broken) | None => {}
            }
        }
    }

    fn fill(&mut self, found: Found<'_>, name: NameId, fields: &Fields<'_>) {
        let of = self.book.name(name).of.clone();
        let ask = fields.text(PropertyWord::Ask).map(plain);
        let owner = self.guarded_entry(fields.home(PropertyWord::Owner), Roll::Owners, fields.get(PropertyWord::Owner));
        if let Some(guarded) = &owner
            && !guarded.arms.is_empty()
        {
            self.report(mistakes::guarded_owner(fields.home(PropertyWord::Owner).at(fields.span(PropertyWord::Owner))));
        }
        let shared = match fields.get(PropertyWord::Share) {
            Some(PropertyValue::Name(name)) => self.word(&SHARE, name, fields.home(PropertyWord::Share).at(name.span)),
            _ => None,
        };
        let role = match found.declaration.word.node {
            DeclarationWord::Term => Some(Role::Term(self.term(&of, fields))),
            DeclarationWord::Parameter => self.parameter(&of, fields).map(Role::Parameter),
            DeclarationWord::Figure => self.figure(found, name, fields).map(|figure| Role::Figure(Box::new(figure))),
            _ => Some(Role::Fact),
        };
        if let Some(entry) = self.book.names.get_mut(name.0) {
            entry.ask = ask;
            entry.owner = owner.map(|owner| owner.otherwise);
            entry.shared = shared.unwrap_or_default();
            if let Some(role) = role {
                entry.role = role;
            }
        }
    }

    fn parameter(&mut self, of: &Type, fields: &Fields<'_>) -> Option<Cited> {
        if let Some(PropertyValue::Workings(_)) = fields.get(PropertyWord::Value) {
            let place = fields.home(PropertyWord::Value).at(fields.span(PropertyWord::Value));
            self.report(mistakes::only_figures(place, "parameter"));
        }
        self.cited(of, fields, PropertyWord::Value)
    }

    fn cited(&mut self, of: &Type, fields: &Fields<'_>, word: PropertyWord) -> Option<Cited> {
        let found = fields.home(word);
        let value = self.guarded_value(found, of, fields.get(word));
        let citations = self.citations(found, fields.citations_of(word));
        Some(Cited { value: value?, citations })
    }

    fn term(&mut self, of: &Type, fields: &Fields<'_>) -> Term {
        let better = match fields.get(PropertyWord::Better) {
            Some(PropertyValue::Name(name)) => {
                let place = fields.home(PropertyWord::Better).at(name.span);
                let better = self.word(&BETTER, name, place.clone());
                let fits = match better {
                    Some(Better::Higher | Better::Lower) => of.is_ordered(),
                    Some(Better::Yes | Better::No) => of.kind == Kind::YesNo,
                    None => true,
                };
                if !fits {
                    self.report(mistakes::no_such_direction(place, &name.node, of));
                }
                better.filter(|_| fits)
            }
            _ => None,
        };
        let standard = self.cited(of, fields, PropertyWord::Standard);
        let found = fields.home(PropertyWord::Silent);
        let silence = match fields.get(PropertyWord::Silent) {
            Some(PropertyValue::Literal(literal)) if literal.word() == Some("standard") => {
                if fields.get(PropertyWord::Standard).is_none() {
                    self.report(mistakes::silent_without_standard(found.at(literal.span)));
                }
                Silence::Standard
            }
            Some(PropertyValue::Literal(literal)) => {
                self.value(found, of, literal).map_or(Silence::Nothing, Silence::Means)
            }
            _ if better == Some(Better::No) => Silence::Means(Value::YesNo(false)),
            _ => Silence::Nothing,
        };
        Term { better, standard, silence }
    }
}
