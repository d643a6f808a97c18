//! Deals that are held against the same rules, on the same day and at the same rates.

use std::collections::HashMap;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::assess::wide::{Batch, Rest, Said, Walk, Wide};
use crate::diagnostic::Diagnostic;
use crate::intake::{Cell, Sheet, Written};
use crate::logic::Many;
use crate::logic::variables::Circumstances;
use crate::profile::{self, Header, Profile};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::NameId;

use super::standing::{Standing, Weight, standings};
use super::tally::{Counts, Tally};

/// So many different texts of one name are remembered: amounts hardly ever come again.
const MOST_TEXTS: usize = 4_096;

/// Rules laid out, and the deals that wait to be held against them.
pub(super) struct Setting<'d> {
    rulebook: &'d Rulebook,
    names: HashMap<&'d str, NameId>,
    circumstances: &'d Circumstances,
    wide: Wide<'d>,
    walk: Walk<Many>,
    batch: Batch<Many>,
    /// Of each deal in the batch, where it was read and its name.
    waiting: Vec<(u32, String)>,
    weights: Vec<Weight>,
    counts: Vec<Counts>,
    readings: Vec<Readings>,
}

/// What texts say of names, as far as that was worked out.
struct Readings {
    currency: Option<String>,
    written: Written,
    /// By name and text; nothing where a text needs a closer look.
    known: Vec<HashMap<Text, Option<Rc<Said>>>>,
}

/// The bytes of a text: most lie in the table itself, near to what they say.
type Text = SmallVec<[u8; 24]>;

impl<'d> Setting<'d> {
    /// # Errors
    /// The rules cannot be laid out.
    pub(super) fn new(rulebook: &'d Rulebook, circumstances: &'d Circumstances) -> Result<Self, Vec<Diagnostic>> {
        let wide = Wide::new(rulebook, circumstances)?;
        let weights: Vec<Weight> =
            rulebook.advice.iter().map(|advice| Weight::new(advice, circumstances.as_of)).collect();
        let counted = weights.iter().map(|weight| weight.weighs && !weight.waived).collect();
        let asked = |(id, name): (NameId, &'d crate::rulebook::vocabulary::Name)| {
            name.is_asked().then_some((name.id.as_str(), id))
        };
        Ok(Self {
            rulebook,
            names: rulebook.names().filter_map(asked).collect(),
            circumstances,
            walk: Walk::new(&wide).asking(&wide, counted),
            batch: wide.batch(),
            wide,
            waiting: Vec::new(),
            counts: vec![Counts::default(); weights.len()],
            weights,
            readings: Vec::new(),
        })
    }

    /// Whether a profile belongs here.
    pub(super) fn is_of(&self, rulebook: &Rulebook, profile: &Profile) -> bool {
        let Circumstances { as_of, rates } = self.circumstances;
        std::ptr::eq(self.rulebook, rulebook) && *as_of == profile.as_of && *rates == profile.rates
    }

    /// The fact or term with an id.
    pub(super) fn name(&self, id: &str) -> Option<NameId> {
        self.names.get(id).copied()
    }

    pub(super) fn is_term(&self, name: NameId) -> bool {
        self.rulebook.name(name).term().is_some()
    }

    /// What a profile says, for the rows that say the same of most names. Nothing where it
    /// cannot be reckoned with.
    pub(super) fn rest(&mut self, profile: &Profile) -> Option<Rc<Rest>> {
        self.wide.rest(profile).ok()
    }

    /// Where what texts say is remembered, of a table that is written so, in a currency.
    pub(super) fn readings(&mut self, currency: Option<&str>, written: Written) -> usize {
        let same = |known: &Readings| known.currency.as_deref() == currency && known.written == written;
        if let Some(at) = self.readings.iter().position(same) {
            return at;
        }
        let known = vec![HashMap::new(); self.rulebook.names.len()];
        self.readings.push(Readings { currency: currency.map(str::to_owned), written, known });
        self.readings.len() - 1
    }

    /// What a cell says of a name. Nothing where it needs a closer look.
    pub(super) fn said(
        &mut self,
        readings: usize,
        header: &Header,
        name: NameId,
        (sheet, cell): (&Sheet, &Cell),
    ) -> Option<Rc<Said>> {
        let known = self.readings.get_mut(readings)?.known.get_mut(name.0)?;
        let text = sheet.text(cell);
        if let Some(said) = known.get(text.as_bytes()) {
            return said.clone();
        }
        let mut found = Vec::new();
        let said = sheet.value(cell).and_then(|node| {
            let reading = profile::reading(&sheet.source, &node, header, self.rulebook, name, &mut found)?;
            self.wide.said(name, &reading)
        });
        let said = said.filter(|_| found.is_empty());
        if known.len() >= MOST_TEXTS {
            known.clear();
        }
        known.insert(text.as_bytes().into(), said.clone());
        said
    }

    /// Takes in a row. Whether it can be reckoned with.
    pub(super) fn put_row(&mut self, at: u32, name: &str, rest: &Rc<Rest>, said: &[Rc<Said>]) -> bool {
        let put = self.wide.put_row(&mut self.batch, rest, said);
        if put {
            self.waiting.push((at, name.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
        put
    }

    /// Takes in a profile.
    ///
    /// # Errors
    /// It cannot be reckoned with.
    pub(super) fn put(&mut self, at: u32, profile: &Profile) -> Result<(), Vec<Diagnostic>> {
        self.wide.put(&mut self.batch, profile)?;
        self.waiting.push((at, profile.name.clone()));
        Ok(())
    }

    /// Whether no more deals can wait.
    pub(super) fn is_full(&self) -> bool {
        self.batch.is_full()
    }

    /// How the deals that wait stand, each with where it was read.
    pub(super) fn judged(&mut self, briefly: bool) -> Vec<(u32, Standing)> {
        if self.batch.is_empty() {
            return Vec::new();
        }
        let findings = self.walk.over(&self.wide, &mut self.batch);
        let (places, names): (Vec<u32>, Vec<String>) = self.waiting.drain(..).unzip();
        let standings = standings(self.rulebook, &self.weights, names.into_iter(), findings, briefly, &mut self.counts);
        self.batch.clear();
        places.into_iter().zip(standings).collect()
    }

    /// What was found since the last time.
    pub(super) fn tally(&mut self) -> Tally {
        let counted = self.counts.iter_mut().enumerate().filter(|(_, counts)| !counts.is_nothing());
        let rule = |(at, counts): (usize, &mut Counts)| {
            let advice = self.rulebook.advice.get(AdviceId(at).0)?;
            Some((advice.id.clone(), std::mem::take(counts)))
        };
        let rules = counted.filter_map(rule).collect();
        let asked =
            self.walk.take_asked().into_iter().map(|(name, times)| (self.rulebook.name(name).id.clone(), times));
        Tally { deals: 0, rules, asked: asked.collect() }
    }
}
