//! Rules with some of the edits and without the others.

use crate::rulebook::{self, PackTree, Rulebook};
use crate::source::{Place, Source, Span};
use crate::syntax::parse;
use crate::syntax::tree::{Declaration, File};
use crate::syntax::words::DeclarationWord;
use crate::trial::Replacement;

use super::edits::{Edit, Part};
use super::written::{Text, Written, pack_id};

/// The new rules with all that the old ones declare besides, and how each edit is taken
/// back in them.
pub(super) struct Mixer {
    packs: Vec<PackTree>,
    /// What is always added: what the old rules declare and the new ones do not.
    always: Vec<Replacement>,
    /// By edit.
    ways: Vec<Way>,
}

/// What an edit takes.
#[derive(Default)]
struct Way {
    /// Where it is not made.
    undone: Vec<Replacement>,
    /// Where it is made.
    done: Vec<Replacement>,
}

impl Mixer {
    pub(super) fn new(old: &[PackTree], new: &[PackTree], edits: &[Edit]) -> Self {
        let (before, after) = (Text::of(old), Text::of(new));
        let gone = |tree: &&PackTree| new.iter().all(|kept| pack_id(kept) != pack_id(tree));
        let gone: Vec<&PackTree> = old.iter().filter(gone).collect();
        let scene = Scene { before, after, new, gone: gone.iter().map(|tree| pack_id(tree)).collect() };
        let mut always = Vec::new();
        let ways = edits.iter().map(|edit| scene.way(edit, &mut always)).collect();
        let packs = new.iter().chain(gone).cloned().collect();
        Self { packs, always, ways }
    }

    /// The rules with these of `apart` and without the others of it; what is not in `apart`
    /// is as in the new rules. Nothing where such rules cannot be.
    pub(super) fn mix(&self, made: &[usize], apart: &[usize]) -> Option<Rulebook> {
        // What cannot be taken back would be made all the same.
        if apart.iter().any(|at| !made.contains(at) && !self.can_undo(*at)) {
            return None;
        }
        let mut instead: Vec<&Replacement> = self.always.iter().collect();
        for at in apart {
            let Some(way) = self.ways.get(*at) else { continue };
            instead.extend(if made.contains(at) { &way.done } else { &way.undone });
        }
        let mut packs = Vec::with_capacity(self.packs.len());
        for tree in &self.packs {
            let files = tree.files.iter().map(|file| with(file, &instead)).collect::<Option<_>>()?;
            packs.push(PackTree { files, hash: tree.hash.clone() });
        }
        rulebook::build(&packs).0
    }

    /// Whether an edit can be taken back at all.
    pub(super) fn can_undo(&self, edit: usize) -> bool {
        self.ways.get(edit).is_some_and(|way| !way.undone.is_empty() || !way.done.is_empty())
    }
}

/// A file with other text at some places; nothing where it cannot be read then.
fn with(file: &File, instead: &[&Replacement]) -> Option<File> {
    let own: Vec<&Replacement> =
        instead.iter().filter(|part| part.place.source.is_same(&file.source)).copied().collect();
    if own.is_empty() {
        return Some(file.clone());
    }
    let source = &file.source;
    let text = Replacement::in_text(source.text(), &own);
    let (mut file, found) = parse(&Source::labelled(source.name(), source.label(), text));
    file.declarations.retain(|declaration| declaration.word.node != DeclarationWord::Test);
    found.is_empty().then_some(file)
}

/// Both versions, and which packs only the old one has.
struct Scene<'t> {
    before: Text<'t>,
    after: Text<'t>,
    new: &'t [PackTree],
    gone: Vec<String>,
}

impl Scene<'_> {
    fn way(&self, edit: &Edit, always: &mut Vec<Replacement>) -> Way {
        let declared = &edit.of.declared;
        let changes_another =
            matches!(declared.word, DeclarationWord::Override | DeclarationWord::Retire | DeclarationWord::Waive);
        match (&edit.of.part, edit.before.as_slice(), edit.after.as_slice()) {
            (Part::Whole, [], [place]) if changes_another => Way { undone: vec![out(place)], done: Vec::new() },
            // Of the head of a pack nothing but its documents bears on a verdict.
            (Part::Whole, [], [_]) if declared.word == DeclarationWord::Pack => {
                Way { undone: without_documents(self.after.find(declared)), done: Vec::new() }
            }
            (Part::Whole, [_], []) if declared.word == DeclarationWord::Pack => {
                Way { undone: Vec::new(), done: without_documents(self.before.find(declared)) }
            }
            (Part::Whole, [place], []) if self.gone.contains(&declared.pack) => match changes_another {
                true => Way { undone: Vec::new(), done: vec![out(place)] },
                // It comes with its pack.
                false => Way::default(),
            },
            (Part::Whole, [place], []) => {
                let added = self.before.find(declared).and_then(|written| self.added(&declared.pack, written, place));
                match (added, changes_another) {
                    (Some(added), true) => Way { undone: vec![added], done: Vec::new() },
                    (added, _) => {
                        always.extend(added);
                        Way::default()
                    }
                }
            }
            (Part::All(_) | Part::One(..), before, [first, rest @ ..]) if !before.is_empty() => {
                let texts: Vec<&str> = before.iter().map(Place::text).collect();
                let first = Replacement { place: first.clone(), text: texts.join("\n") };
                Way { undone: std::iter::once(first).chain(rest.iter().map(out)).collect(), done: Vec::new() }
            }
            (Part::All(_) | Part::One(..), [], after) => {
                Way { undone: after.iter().map(out).collect(), done: Vec::new() }
            }
            (Part::All(_) | Part::One(..), before, []) => {
                let texts: Vec<&str> = before.iter().map(Place::text).collect();
                let into = self.after.find(declared);
                Way { undone: into.map(|into| inside(into, &texts.join("\n"))).into_iter().collect(), done: Vec::new() }
            }
            _ => Way::default(),
        }
    }

    /// Whether something of another kind has the name of a declaration now.
    fn is_taken(&self, pack: &str, declaration: &Declaration) -> bool {
        let word = declaration.word.node;
        let shares = |other: DeclarationWord| {
            word.is_advice() && other.is_advice() || word.is_vocabulary() && other.is_vocabulary()
        };
        let mut all = self.after.declarations.iter();
        all.any(|(own, _)| own.pack == pack && own.name == declaration.name.node && shares(own.word))
    }

    /// An old declaration in the new text: inside the one it stood in, or at the end of a
    /// file of its pack. What stands in one that is gone comes with it.
    fn added(&self, pack: &str, written: Written<'_>, place: &Place) -> Option<Replacement> {
        if self.is_taken(pack, written.declaration) {
            return None;
        }
        if let Some(around) = written.around {
            let is_same = |other: &Written<'_>| {
                other.declaration.word.node == around.word.node && other.declaration.name.node == around.name.node
            };
            let home = self.after.declarations.iter().find(|(declared, home)| declared.pack == pack && is_same(home));
            return home.map(|(_, home)| inside(*home, place.text()));
        }
        let tree = self.new.iter().find(|tree| pack_id(tree) == pack)?;
        let file = tree.files.iter().find(|file| !file.declarations.is_empty())?;
        let end = file.source.text().len();
        // What both still have of what stands inside it is not said twice.
        let mut text = place.text().to_owned();
        for child in written.declaration.children.iter().rev() {
            let kept = self.after.declarations.iter().any(|(declared, _)| {
                declared.pack == pack && declared.word == child.word.node && declared.name == child.name.node
            });
            let start = (child.span.start - written.declaration.span.start) as usize;
            let end = (child.span.end - written.declaration.span.start) as usize;
            if kept && text.get(start..end).is_some() {
                text.replace_range(start..end, "");
            }
        }
        Some(Replacement { place: Place::new(&file.source, Span::new(end, end)), text: format!("\n{text}\n") })
    }
}

fn without_documents(head: Option<Written<'_>>) -> Vec<Replacement> {
    head.into_iter().flat_map(|head| head.documents()).map(|place| out(&place)).collect()
}

fn out(place: &Place) -> Replacement {
    Replacement { place: place.clone(), text: "\n".to_owned() }
}

/// A text at the end of a declaration, inside its braces.
fn inside(written: Written<'_>, text: &str) -> Replacement {
    let end = written.declaration.span.end as usize;
    let (at, text) = match written.whole().text().ends_with('}') {
        true => (end.saturating_sub(1), format!("\n{text}\n")),
        false => (end, format!(" {{\n{text}\n}}")),
    };
    Replacement { place: Place::new(written.source, Span::new(at, at)), text }
}
