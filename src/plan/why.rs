//! Because of which edits a verdict moved: found by making some of them and not the others.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::portfolio::Row;
use crate::profile::{Profile, term_names};
use crate::rulebook::Rulebook;

use super::change::{Change, Pairing, Tried};
use super::judged::Judged;
use super::verdict::{Grade, Verdict};

/// The edits that moved a verdict, each by its place among the edits of the change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because<E = usize> {
    /// This one. Where there are several, each of them alone moves it just so.
    Alone(Vec<E>),
    /// These together, and none of them can be spared.
    Together(Vec<E>),
    /// Some of these; which, was not told apart.
    Among(Vec<E>),
}

impl<E> Because<E> {
    /// All edits that it names.
    pub fn edits(&self) -> &[E] {
        match self {
            Self::Alone(edits) | Self::Together(edits) | Self::Among(edits) => edits,
        }
    }

    /// The same with other names for the edits.
    pub fn named<F>(&self, name: impl Fn(&E) -> Option<F>) -> Because<F> {
        let named = |edits: &[E]| edits.iter().filter_map(&name).collect();
        match self {
            Self::Alone(edits) => Because::Alone(named(edits)),
            Self::Together(edits) => Because::Together(named(edits)),
            Self::Among(edits) => Because::Among(named(edits)),
        }
    }

    /// The word for machines.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Alone(edits) if edits.len() > 1 => "each-alone",
            Self::Alone(_) => "alone",
            Self::Together(_) => "together",
            Self::Among(_) => "among",
        }
    }
}

/// Deals under rules with some of the edits, each kind of rules made when it is first asked
/// for.
pub(super) struct Trials<'c> {
    change: &'c Change,
    /// The deals; nothing for those that nothing is asked of.
    rows: Vec<Option<&'c Row>>,
    as_of: Option<Date>,
    /// By the edits that are told apart and those that are made.
    judged: BTreeMap<(Vec<usize>, Vec<usize>), Option<Judged>>,
}

impl<'c> Trials<'c> {
    pub(super) fn new(change: &'c Change, rows: Vec<Option<&'c Row>>, as_of: Option<Date>) -> Self {
        Self { change, rows, as_of, judged: BTreeMap::new() }
    }

    /// Because of which of the edits that bear on a rule it is as it is now for a deal, and
    /// was not before; `is_so` knows it by what the rule comes to and how bad it is.
    pub(super) fn because(&mut self, pairing: &Pairing, deal: usize, is_so: &dyn Fn(&Stand) -> bool) -> Because {
        let edits = &pairing.edits;
        let one_sided = pairing.before.is_none() || pairing.after.is_none();
        match edits.len() {
            1 => return Because::Alone(edits.clone()),
            // Where names are compared with one another, an outcome too many may be kept, and
            // which that is may hang on edits elsewhere: there is nothing to name then.
            0 => return Because::Among(Vec::new()),
            _ if one_sided || pairing.tried == Tried::Nothing => return Because::Among(edits.clone()),
            _ => {}
        }
        let mut alone = |at: &usize| self.stand(pairing, &[*at], deal).is_some_and(|stand| is_so(&stand));
        let enough: Vec<usize> = edits.iter().copied().filter(&mut alone).collect();
        match (enough.is_empty(), pairing.tried) {
            (false, _) => Because::Alone(enough),
            (true, Tried::All) => self.fewest(pairing, deal, is_so),
            (true, _) => Because::Among(edits.clone()),
        }
    }

    /// Edits that together do it and none of which can be spared.
    fn fewest(&mut self, pairing: &Pairing, deal: usize, is_so: &dyn Fn(&Stand) -> bool) -> Because {
        let mut kept = pairing.edits.clone();
        loop {
            let mut unsure = false;
            let spared = kept.iter().copied().find(|at| {
                let without: Vec<usize> = kept.iter().copied().filter(|other| other != at).collect();
                let stand = self.stand(pairing, &without, deal);
                unsure |= stand.is_none();
                stand.is_some_and(|stand| is_so(&stand))
            });
            match spared {
                Some(spared) => kept.retain(|at| *at != spared),
                None if unsure => return Because::Among(kept),
                None => return Because::Together(kept),
            }
        }
    }

    /// How a rule stands for a deal where these edits are made and the others that bear on
    /// it are not; nothing where there can be no such rules, or the deal cannot be read by
    /// them.
    fn stand(&mut self, pairing: &Pairing, made: &[usize], deal: usize) -> Option<Stand> {
        let (_, rule) = self.change.advice(pairing)?;
        let key = (pairing.edits.clone(), made.to_vec());
        let (change, rows, as_of) = (self.change, &self.rows, self.as_of);
        let judged = self.judged.entry(key).or_insert_with(|| {
            let book = change.mixed(made, &pairing.edits)?;
            let profiles = profiles(&book, rows, as_of);
            Some(Judged::of(&book, &profiles.iter().map(Option::as_ref).collect::<Vec<_>>()))
        });
        let judged = judged.as_ref()?;
        let id = judged.find(&rule.id, rule.body.kind())?;
        Some((judged.verdict(deal, id)?, judged.grade(deal, id)?))
    }
}

/// What a rule comes to for a deal, and how bad it is even where it asks for nothing.
pub(super) type Stand = (Verdict, Grade);

/// The deals as profiles; nothing where one cannot be read.
fn profiles(book: &Rulebook, rows: &[Option<&Row>], as_of: Option<Date>) -> Vec<Option<Profile>> {
    let terms = term_names(book);
    rows.iter().map(|row| row.and_then(|row| row.profile(book, &terms, as_of).ok())).collect()
}
