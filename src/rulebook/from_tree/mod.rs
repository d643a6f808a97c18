//! Tree → Rulebook. Names first, then types, then everything that uses them; all
//! mistakes of all files are collected, and a declaration that failed still defines its
//! name, so that no mistake is reported twice.

mod advice;
mod allowances;
mod blanks;
mod changes;
mod conditions;
mod cycles;
mod due;
mod exchange;
mod fields;
mod figures;
mod guarded;
mod ladder;
mod levels;
mod meeting;
mod orders;
mod overlays;
mod people;
mod promised;
mod redlines;
mod repeated;
mod scope;
mod slas;
mod tests;
mod texts;
mod types;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{self, Diagnostic, nearest};
use crate::source::{Place, Source, Span};
use crate::syntax::tree::{Declaration, File, Text};

use super::Rulebook;
use super::mistakes;
use overlays::{Over, Overlays};
use scope::Scope;

/// The files of one pack.
#[derive(Clone, Debug)]
pub struct PackTree {
    /// Its files, in path order.
    pub files: Vec<File>,
    /// SHA-256 of its files, in hexadecimal.
    pub hash: String,
}

/// A declaration with the file and the pack it stands in.
#[derive(Clone, Copy)]
struct Found<'t> {
    pack: usize,
    source: &'t Source,
    declaration: &'t Declaration,
    overlays: &'t Overlays<'t>,
    /// Whether it stands in another.
    inside: bool,
}

impl<'t> Found<'t> {
    /// A declaration inside this one.
    fn inner(self, declaration: &'t Declaration) -> Self {
        Self { declaration, inside: true, ..self }
    }

    /// Those inside it that have not been retired.
    fn children(self) -> impl Iterator<Item = Self> {
        let all = self.declaration.children.iter().map(move |child| self.inner(child));
        all.filter(|child| self.overlays.retired(*child).is_none())
    }

    /// It, and all inside it, however deep.
    fn with_inner(self) -> Vec<Self> {
        let inner = self.declaration.children.iter().flat_map(|child| self.inner(child).with_inner());
        std::iter::once(self).chain(inner).collect()
    }

    /// What an overlay puts in the place of its properties.
    fn over(self) -> Option<Over<'t>> {
        self.overlays.of(self)
    }

    fn at(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    fn name(&self) -> &'t str {
        &self.declaration.name.node
    }

    /// Its title, and the declaration that gives it.
    fn title(self) -> Option<(Self, &'t Text)> {
        let over = self.over().map(|over| over.found(self.overlays));
        over.into_iter().chain([self]).find_map(|home| Some((home, home.declaration.title.as_ref()?)))
    }

    fn place(&self) -> Place {
        self.at(self.declaration.name.span)
    }

    fn whole(&self) -> Place {
        self.at(self.declaration.span)
    }
}

/// Makes one rulebook of packs. The messages are in reading order; where one of them is
/// an error there is no rulebook.
///
/// ```
/// use proviso::rulebook::{PackTree, build};
/// use proviso::source::Source;
/// use proviso::syntax::parse;
/// let (file, _) = parse(&Source::new("house.proviso", "fact size \"Size\" { type number }\n"));
/// let (rulebook, found) = build(&[PackTree { files: vec![file], hash: String::new() }]);
/// assert!(rulebook.is_none());
/// let codes: Vec<&str> = found.iter().map(|found| found.code.as_str()).collect();
/// assert_eq!(codes, ["no-pack-header", "missing-property"]);
/// ```
pub fn build(packs: &[PackTree]) -> (Option<Rulebook>, Vec<Diagnostic>) {
    let mut builder = Builder::default();
    let overlays = Overlays::new(packs, &mut builder.found);
    let written: Vec<Found<'_>> = packs
        .iter()
        .enumerate()
        .flat_map(|(pack, tree)| {
            let files = repeated::without_repeated(&tree.files, &mut builder.found);
            files.into_iter().map(move |file| (pack, file))
        })
        .map(|(pack, file)| (pack, &file.source, &file.declarations))
        .flat_map(|(pack, source, declarations)| {
            let overlays = &overlays;
            declarations.iter().map(move |declaration| Found { pack, source, declaration, overlays, inside: false })
        })
        .collect();
    let mut declarations: Vec<Found<'_>> =
        written.iter().filter(|found| overlays.retired(**found).is_none()).copied().collect();
    // A name belongs to whatever surely has it, before what may have been meant to.
    declarations.sort_by_key(|found| !found.declaration.sound);
    builder.scope.retired = overlays.all_retired().collect();
    // What a pack that is not read would declare is not known.
    builder.scope.headless |= overlays.lacks_base();
    builder.scope.nameless_rule |= overlays.lacks_base();
    builder.scope.nameless_word |= overlays.lacks_base();
    builder.packs(packs, &declarations);
    builder.sources(&declarations);
    builder.values(&declarations);
    builder.name_vocabulary(&declarations);
    builder.name_rules(&declarations);
    // Figures may speak of service levels, which speak of nothing but sources.
    builder.slas(&declarations);
    builder.vocabulary(&declarations);
    builder.cycles();
    builder.rules(&declarations);
    builder.exchanges();
    builder.changes(&written);
    builder.blanks(&written);
    builder.allowances(packs, &written);
    builder.tests(&declarations);
    let mut found = builder.found;
    diagnostic::sort(&mut found);
    let sound = written.iter().all(|found| is_sound(found.declaration));
    let errors = found.iter().any(|found| found.level == diagnostic::Level::Error);
    ((sound && !errors).then_some(builder.book), found)
}

fn is_sound(declaration: &Declaration) -> bool {
    declaration.sound && declaration.children.iter().all(is_sound)
}

#[derive(Default)]
struct Builder {
    book: Rulebook,
    scope: Scope,
    /// Of each shared list, what packs say of its order.
    orders: BTreeMap<people::Roll, orders::Orders>,
    /// Entries of such a list that no pack has given a title so far.
    untitled: BTreeSet<(people::Roll, String)>,
    /// Levers that rules are given for, and where that is said.
    asked_levers: Vec<exchange::AskedLever>,
    found: Vec<Diagnostic>,
}

impl Builder {
    fn report(&mut self, found: Diagnostic) {
        self.found.push(found);
    }

    /// Says that a name of the vocabulary is not there, unless one may be that was not read.
    fn report_unknown_word(&mut self, found: Diagnostic) {
        if !self.scope.nameless_word {
            self.report(found);
        }
    }

    /// The same of a rule.
    fn report_unknown_rule(&mut self, found: Diagnostic) {
        if !self.scope.nameless_rule {
            self.report(found);
        }
    }

    /// The known name nearest to what was written. After many messages none is looked
    /// for: each search goes through all names, and a file of thousands of unknown names
    /// needs another remedy.
    fn nearest<'c>(&self, written: &str, known: impl IntoIterator<Item = &'c str>) -> Option<String> {
        const MANY: usize = 500;
        if self.found.len() > MANY { None } else { nearest(written, known).map(str::to_owned) }
    }

    /// Refuses a nested declaration where none may stand.
    fn no_children(&mut self, found: Found<'_>) {
        for child in &found.declaration.children {
            let place = found.at(child.word.span);
            self.report(mistakes::misplaced(place, child.word.node, found.declaration.word.node));
        }
    }
}
