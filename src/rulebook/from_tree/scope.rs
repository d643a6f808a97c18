//! What each name stands for while the rulebook is being made.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::Place;
use crate::syntax::words::DeclarationWord;
use crate::value::Levels;

use super::super::advice::AdviceId;
use super::super::condition::{DefineId, NameId};

/// What a name of the vocabulary stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Word {
    Name(NameId),
    Define(DefineId),
    /// Its declaration has a mistake that was reported.
    Broken,
}

/// What a name among the rules stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ruling {
    Risk(usize),
    Checklist(usize),
    Advice(AdviceId),
    /// A promise of service or a part of one.
    Service,
    Broken,
}

#[derive(Debug, Default)]
pub(super) struct Scope {
    /// A pack has no head, or one that could not be read.
    pub(super) headless: bool,
    pub(super) values: BTreeMap<String, (Option<Arc<Levels>>, Place)>,
    pub(super) sources: BTreeMap<String, (Option<usize>, Place)>,
    pub(super) vocabulary: BTreeMap<String, (Word, Place)>,
    /// Rules that an overlay has taken out, and where.
    pub(super) retired: BTreeMap<String, Place>,
    /// A fact, term, parameter or define has no name: any unknown one may be meant.
    pub(super) nameless_word: bool,
    /// So has a rule.
    pub(super) nameless_rule: bool,
    /// What each rule is, by its place in the rulebook.
    pub(super) kinds: Vec<DeclarationWord>,
    /// By name, then by pack.
    pub(super) rulings: BTreeMap<String, Vec<(usize, Ruling, Place)>>,
}

impl Scope {
    /// The rule a name means in a pack: the pack's own, else the only one of that name.
    pub(super) fn ruling(&self, pack: usize, name: &str) -> Option<Ruling> {
        let all = self.rulings.get(name)?;
        let own = all.iter().find(|(of, ..)| *of == pack);
        own.or(if all.len() == 1 { all.first() } else { None }).map(|(_, ruling, _)| *ruling)
    }
}
