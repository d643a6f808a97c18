//! The declarations of rule files, by what they declare, and their properties as they are
//! written.

use std::collections::BTreeMap;

use crate::rulebook::PackTree;
use crate::source::{Place, Source, Span};
use crate::syntax::tree::{Declaration, File};
use crate::syntax::words::{DeclarationWord, PropertyWord};

/// What a declaration declares, whatever it says of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Declared {
    /// The pack it stands in.
    pub pack: String,
    /// Its first word.
    pub word: DeclarationWord,
    /// The kind of what it overrides or retires.
    pub changes: Option<DeclarationWord>,
    /// Its name.
    pub name: String,
    /// The service or level around it, which tells two of the same name apart.
    pub within: Option<String>,
}

/// A declaration with all that is around it.
#[derive(Clone, Copy)]
pub(super) struct Written<'t> {
    pub(super) source: &'t Source,
    pub(super) declaration: &'t Declaration,
    pub(super) around: Option<&'t Declaration>,
}

impl Written<'_> {
    pub(super) fn at(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    pub(super) fn whole(&self) -> Place {
        self.at(self.declaration.span)
    }

    /// The properties with their words, each with the source that it cites on its own line.
    pub(super) fn properties(&self) -> Vec<(PropertyWord, Place)> {
        let mut all: Vec<(PropertyWord, Place)> = Vec::new();
        for property in &self.declaration.properties {
            let word = property.word.node;
            match all.last_mut() {
                Some((cited, place)) if word == PropertyWord::From && !property.begins_line && cited.may_be_cited() => {
                    place.span = place.span.to(property.span);
                }
                _ => all.push((word, self.at(property.span))),
            }
        }
        all
    }

    /// Where it lists the documents that a promise can stand in.
    pub(super) fn documents(&self) -> Vec<Place> {
        let all = self.properties().into_iter();
        all.filter(|(word, _)| *word == PropertyWord::Documents).map(|(_, place)| place).collect()
    }
}

/// All declarations of packs in the order they are written, with those inside others.
pub(super) struct Text<'t> {
    pub(super) declarations: Vec<(Declared, Written<'t>)>,
    by_id: BTreeMap<Declared, usize>,
}

impl<'t> Text<'t> {
    pub(super) fn of(packs: &'t [PackTree]) -> Self {
        let mut declarations = Vec::new();
        for tree in packs {
            let pack = pack_id(tree);
            for file in &tree.files {
                for declaration in &file.declarations {
                    add(&pack, Written { source: &file.source, declaration, around: None }, &mut declarations);
                }
            }
        }
        let by_id = declarations.iter().enumerate().map(|(at, (declared, _))| (declared.clone(), at)).collect();
        Self { declarations, by_id }
    }

    pub(super) fn find(&self, declared: &Declared) -> Option<Written<'t>> {
        let at = self.by_id.get(declared)?;
        self.declarations.get(*at).map(|(_, written)| *written)
    }

    /// The innermost declaration around a place.
    pub(super) fn around(&self, place: &Place) -> Option<&(Declared, Written<'t>)> {
        let inside = self.declarations.iter().filter(|(_, written)| holds(&written.whole(), place));
        inside.min_by_key(|(_, written)| written.declaration.span.end - written.declaration.span.start)
    }

    /// The declaration of a rule by its id.
    pub(super) fn rule(&self, id: &str) -> Option<&Declared> {
        let (pack, name) = id.split_once('/')?;
        let mut all = self.declarations.iter().map(|(declared, _)| declared);
        all.find(|declared| declared.pack == pack && declared.name == name && declared.word.is_advice())
    }

    /// What people call a declaration; of one that changes another, what they call that.
    pub(super) fn title(&self, declared: &Declared) -> Option<String> {
        let own = |written: &Written<'_>| {
            let title = written.declaration.title.as_ref()?;
            Some(written.source.slice(title.span).trim_matches('"').trim().to_owned())
        };
        self.find(declared).and_then(|written| own(&written)).or_else(|| {
            let is_meant = |other: &Declared| match declared.word {
                DeclarationWord::Override | DeclarationWord::Retire => Some(other.word) == declared.changes,
                DeclarationWord::Waive => other.word.is_advice(),
                _ => false,
            };
            let mut meant =
                self.declarations.iter().filter(|(other, _)| other.name == declared.name && is_meant(other));
            meant.find_map(|(_, written)| own(written))
        })
    }
}

fn add<'t>(pack: &str, written: Written<'t>, into: &mut Vec<(Declared, Written<'t>)>) {
    let declaration = written.declaration;
    let word = declaration.word.node;
    let within = written.around.filter(|_| word.is_service()).map(|around| around.name.node.clone());
    let changes = declaration.changes.as_ref().map(|changes| changes.node);
    let declared = Declared { pack: pack.to_owned(), word, changes, name: declaration.name.node.clone(), within };
    into.push((declared, written));
    for child in &declaration.children {
        add(pack, Written { declaration: child, around: Some(declaration), ..written }, into);
    }
}

/// The name of a pack; nothing where it has no head.
pub(super) fn pack_id(tree: &PackTree) -> String {
    let mut declarations = tree.files.iter().flat_map(|file| &file.declarations);
    let head = declarations.find(|declaration| declaration.word.node == DeclarationWord::Pack);
    head.map(|head| head.name.node.clone()).unwrap_or_default()
}

/// A pack without its tests, which decide nothing.
pub(super) fn without_tests(tree: PackTree) -> PackTree {
    let rules = |mut file: File| {
        file.declarations.retain(|declaration| declaration.word.node != DeclarationWord::Test);
        file
    };
    PackTree { files: tree.files.into_iter().map(rules).collect(), ..tree }
}

/// Whether a place lies in another.
pub(super) fn holds(outer: &Place, inner: &Place) -> bool {
    outer.source.is_same(&inner.source) && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end
}
