//! Which declarations an overlay overrides, retires or waives, found before anything is
//! resolved: all checks run on what is left.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{Place, Source};
use crate::syntax::tree::{Declaration, Property};
use crate::syntax::words::{DeclarationWord as D, PropertyWord};

use super::super::mistakes::overlays as mistakes;
use super::{Found, PackTree};

/// What the overlays among the packs change.
#[derive(Default)]
pub(super) struct Overlays<'t> {
    /// By pack: the packs it extends, and those they extend.
    extended: Vec<Vec<usize>>,
    /// By pack: whether it says that it extends another, known or not.
    extends: Vec<bool>,
    overrides: BTreeMap<Key<'t>, Over<'t>>,
    retired: BTreeMap<Key<'t>, Over<'t>>,
    waived: BTreeMap<Key<'t>, Over<'t>>,
    /// The first overlay that touches a declaration: no other pack may.
    touched: BTreeMap<Key<'t>, Over<'t>>,
}

/// The pack, the kind and the name of a declaration.
type Key<'t> = (usize, D, &'t str);

/// A declaration that changes another.
#[derive(Clone, Copy)]
pub(super) struct Over<'t> {
    pub(super) pack: usize,
    source: &'t Source,
    pub(super) declaration: &'t Declaration,
}

/// What may be waived: what asks for something to be done.
const WAIVABLE: [D; 5] = [D::Redline, D::Mitigation, D::Step, D::Question, D::Duty];

/// What may be retired: rules, of which nothing else is made.
const RETIRABLE: [D; 9] =
    [D::Redline, D::Mitigation, D::Question, D::Step, D::Lever, D::Conflict, D::Duty, D::Level, D::Exclusion];

impl<'t> Over<'t> {
    /// It as a declaration of its own pack.
    pub(super) fn found<'o>(self, overlays: &'o Overlays<'o>) -> Found<'o>
    where
        't: 'o,
    {
        Found { pack: self.pack, source: self.source, declaration: self.declaration, overlays, inside: false }
    }

    /// The properties it puts in the place of others.
    pub(super) fn properties(self) -> impl Iterator<Item = &'t Property> {
        self.declaration.properties.iter().filter(|property| property.word.node != PropertyWord::Remove)
    }

    fn place(self) -> Place {
        Place::new(self.source, self.declaration.name.span)
    }
}

impl<'t> Overlays<'t> {
    /// Reads the overlays of all packs; what is wrong with them goes into `mistakes`.
    pub(super) fn new(packs: &'t [PackTree], found: &mut Vec<Diagnostic>) -> Self {
        let mut overlays = Self::default();
        overlays.extend(packs, found);
        for (pack, tree) in packs.iter().enumerate() {
            for file in &tree.files {
                for declaration in file.declarations.iter().filter(|declaration| declaration.sound) {
                    let over = Over { pack, source: &file.source, declaration };
                    match declaration.word.node {
                        D::Override | D::Retire => overlays.change(packs, over, found),
                        D::Waive => overlays.waive(packs, over, found),
                        _ => {}
                    }
                }
            }
        }
        for (key, waiver) in &overlays.waived {
            if let Some(retired) = overlays.retired.get(key) {
                found.push(mistakes::waives_retired(waiver.place(), retired.place(), key.2));
            }
        }
        overlays
    }

    /// What takes the place of properties of a declaration.
    pub(super) fn of(&self, found: Found<'_>) -> Option<Over<'t>> {
        self.overrides.get(&key_of(found)).copied()
    }

    /// What retires a declaration.
    pub(super) fn retired(&self, found: Found<'_>) -> Option<Over<'t>> {
        self.retired.get(&key_of(found)).copied()
    }

    /// The names that have been retired, and where.
    pub(super) fn all_retired(&self) -> impl Iterator<Item = (String, Place)> + '_ {
        self.retired.iter().map(|((_, _, name), over)| ((*name).to_owned(), over.place()))
    }

    /// What waives a rule.
    pub(super) fn waiver(&self, found: Found<'_>) -> Option<Over<'t>> {
        self.waived.get(&key_of(found)).copied()
    }

    /// Whether a pack says that it extends another.
    pub(super) fn extends(&self, pack: usize) -> bool {
        self.extends.get(pack).copied().unwrap_or_default()
    }

    /// The packs that a pack extends.
    pub(super) fn extended(&self, pack: usize) -> &[usize] {
        self.extended.get(pack).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a pack changes another that is not there.
    pub(super) fn lacks_base(&self) -> bool {
        self.extends.iter().zip(&self.extended).any(|(extends, bases)| *extends && bases.is_empty())
    }

    fn extend(&mut self, packs: &'t [PackTree], found: &mut Vec<Diagnostic>) {
        let ids: Vec<Option<&str>> = packs.iter().map(id).collect();
        let mut direct = vec![Vec::new(); packs.len()];
        self.extends = vec![false; packs.len()];
        for (pack, tree) in packs.iter().enumerate() {
            for (source, declaration) in top_level(tree).filter(|(_, declaration)| declaration.word.node == D::Extend) {
                self.extends.get_mut(pack).into_iter().for_each(|extends| *extends = true);
                let place = Place::new(source, declaration.name.span);
                let name = declaration.name.node.as_str();
                match ids.iter().position(|id| *id == Some(name)) {
                    Some(base) if base == pack => found.push(mistakes::extends_itself(place, name)),
                    Some(base) => direct.get_mut(pack).into_iter().for_each(|list| list.push(base)),
                    None => {
                        let others = ids.iter().enumerate().filter(|(at, _)| *at != pack);
                        let own = ids.get(pack).copied().flatten();
                        found.push(mistakes::extends_nothing(place, name, own, others.filter_map(|(_, id)| *id)));
                    }
                }
            }
        }
        for (pack, tree) in packs.iter().enumerate().filter(|(pack, _)| !self.extends(*pack)).collect::<Vec<_>>() {
            let changes = top_level(tree).filter(|(_, declaration)| {
                matches!(declaration.word.node, D::Override | D::Retire) && declaration.changes.is_some()
            });
            let changes: Vec<_> = changes.collect();
            if let Some((source, first)) = changes.first() {
                self.extends.get_mut(pack).into_iter().for_each(|extends| *extends = true);
                let others = changes.len() - 1;
                found.push(mistakes::extends_no_pack(Place::new(source, first.word.span), first, others));
            }
        }
        for pack in 0..packs.len() {
            let mut all: Vec<usize> = Vec::new();
            let mut open = direct.get(pack).cloned().unwrap_or_default();
            while let Some(base) = open.pop() {
                if base != pack && !all.contains(&base) {
                    all.push(base);
                    open.extend(direct.get(base).into_iter().flatten());
                }
            }
            all.sort_unstable();
            self.extended.push(all);
        }
    }

    fn change(&mut self, packs: &'t [PackTree], over: Over<'t>, found: &mut Vec<Diagnostic>) {
        let Some(changes) = &over.declaration.changes else { return };
        let (word, name) = (changes.node, over.declaration.name.node.as_str());
        let retires = over.declaration.word.node == D::Retire;
        if retires && !RETIRABLE.contains(&word) {
            found.push(mistakes::not_retirable(Place::new(over.source, changes.span), word, &RETIRABLE));
            return;
        }
        if self.extended(over.pack).is_empty() {
            // What it extends is not known, and that has been said.
            return;
        }
        if let Some(key) = self.target(packs, self.extended(over.pack), over, &[word], found) {
            debug_assert_eq!(key.2, name);
            let (map, other) = match retires {
                true => (&mut self.retired, &self.overrides),
                false => (&mut self.overrides, &self.retired),
            };
            if let Some(first) = other.get(&key) {
                found.push(mistakes::changed_twice(over.place(), first.place(), key.2, first.pack == over.pack));
                return;
            }
            if !retires && over.declaration.properties.is_empty() && over.declaration.children.is_empty() {
                found.push(mistakes::changes_no_property(over.place(), name));
            }
            insert(map, &mut self.touched, key, over, found);
        }
    }

    fn waive(&mut self, packs: &'t [PackTree], over: Over<'t>, found: &mut Vec<Diagnostic>) {
        if self.extends(over.pack) && self.extended(over.pack).is_empty() {
            return;
        }
        let mut within = self.extended(over.pack).to_vec();
        within.push(over.pack);
        if let Some(key) = self.target(packs, &within, over, &WAIVABLE, found) {
            insert(&mut self.waived, &mut self.touched, key, over, found);
        }
    }

    /// The declaration that an overlay means; says so where there is none, or more than one.
    fn target(
        &self,
        packs: &'t [PackTree],
        within: &[usize],
        over: Over<'t>,
        words: &[D],
        found: &mut Vec<Diagnostic>,
    ) -> Option<Key<'t>> {
        let name = over.declaration.name.node.as_str();
        let of_packs = packs.iter().enumerate().filter(|(pack, _)| within.contains(pack));
        let known: Vec<(usize, &'t Declaration)> =
            of_packs.flat_map(|(pack, tree)| changeable(tree).map(move |declaration| (pack, declaration))).collect();
        let is_meant = |declaration: &Declaration| words.contains(&declaration.word.node);
        let named: Vec<_> = known.iter().filter(|(_, declaration)| declaration.name.node == name).collect();
        let mut meant = named.iter().filter(|(_, declaration)| is_meant(declaration));
        match (meant.next(), meant.next()) {
            (Some((pack, declaration)), None) => {
                return declaration.sound.then_some((*pack, declaration.word.node, declaration.name.node.as_str()));
            }
            (Some(_), Some(_)) => found.push(mistakes::ambiguous(over.place(), name)),
            _ => match named.first() {
                Some((_, other)) => found.push(mistakes::another_kind(over.place(), name, other.word.node, words)),
                None => {
                    let like = known.iter().filter(|(_, declaration)| is_meant(declaration));
                    let near = nearest(name, like.map(|(_, declaration)| declaration.name.node.as_str()));
                    found.push(mistakes::changes_nothing(over.place(), name, words, near));
                }
            },
        }
        None
    }
}

fn insert<'t>(
    map: &mut BTreeMap<Key<'t>, Over<'t>>,
    touched: &mut BTreeMap<Key<'t>, Over<'t>>,
    key: Key<'t>,
    over: Over<'t>,
    found: &mut Vec<Diagnostic>,
) {
    let first = *touched.entry(key).or_insert(over);
    if first.pack != over.pack || map.contains_key(&key) {
        found.push(mistakes::changed_twice(over.place(), first.place(), key.2, first.pack == over.pack));
        return;
    }
    map.insert(key, over);
}

fn key_of(found: Found<'_>) -> Key<'_> {
    (found.pack, found.declaration.word.node, found.name())
}

fn id(tree: &PackTree) -> Option<&str> {
    top_level(tree).find(|(_, declaration)| declaration.word.node == D::Pack).map(|(_, head)| head.name.node.as_str())
}

fn top_level(tree: &PackTree) -> impl Iterator<Item = (&Source, &Declaration)> {
    tree.files.iter().flat_map(|file| file.declarations.iter().map(move |declaration| (&file.source, declaration)))
}

/// Declarations that say something themselves.
fn changeable(tree: &PackTree) -> impl Iterator<Item = &Declaration> {
    let all = top_level(tree).flat_map(|(_, declaration)| declaration.with_inner());
    all.filter(|declaration| {
        !matches!(declaration.word.node, D::Override | D::Retire | D::Waive | D::Extend | D::Test | D::Pack)
    })
}
