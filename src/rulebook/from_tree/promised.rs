//! What a service level says, in a figure: a constant of the rules.

use crate::diagnostic;
use crate::sla::{Level, Table};
use crate::source::Place;
use crate::syntax::sign::Aspect;
use crate::syntax::tree::{Form, Literal};
use crate::value::{Kind, Value};

use super::super::figure::Formula;
use super::super::mistakes;
use super::scope::Ruling;
use super::{Builder, Found};

impl Builder {
    /// `promise of LEVEL on DISK`.
    pub(super) fn of_level(
        &mut self,
        found: Found<'_>,
        aspect: Aspect,
        (level, disk): (&Literal, Option<&Literal>),
        place: Place,
    ) -> Option<Formula> {
        let name = self.level_name(found, aspect, level)?;
        let Some(level) = self.level_named(found.pack, &name).cloned() else {
            self.report_no_level(found, level, &name);
            return None;
        };
        let mut title = None;
        let tables: Vec<&Table> = match disk {
            None => level.tables.iter().collect(),
            Some(written) => {
                let disk = self.level_name(found, aspect, written)?;
                let own = level.tables.iter().find(|table| table.kind.as_ref().is_some_and(|kind| kind.id == disk));
                let Some(own) = own else {
                    let kinds: Vec<&str> = level.kinds().map(|kind| kind.id.as_str()).collect();
                    self.report(mistakes::unknown_disk(found.at(written.span), &disk, (&name, &kinds)));
                    return None;
                };
                title = own.kind.as_ref().map(|kind| kind.title.clone());
                vec![own]
            }
        };
        let percents = tables.iter().map(|table| match aspect {
            Aspect::Promise => level.promise.or_else(|| table.tiers.first().map(|tier| tier.below)),
            Aspect::LargestCredit => table.tiers.last().map(|tier| tier.credit),
        });
        let mut percents: Vec<_> = percents.flatten().collect();
        if percents.is_empty() && aspect == Aspect::Promise {
            percents.extend(level.promise);
        }
        percents.dedup();
        match percents.as_slice() {
            [percent] => {
                let value = Value::Percent(*percent);
                Some(Formula::OfLevel { aspect, level: level.title.clone(), disk: title, value, of: Kind::Percent })
            }
            [] => {
                self.report(mistakes::nothing_of_level(place, aspect, &name));
                None
            }
            _ => {
                let kinds: Vec<&str> = level.kinds().map(|kind| kind.id.as_str()).collect();
                self.report(mistakes::several_disks(place, aspect, (&name, &kinds)));
                None
            }
        }
    }

    fn level_name(&mut self, found: Found<'_>, aspect: Aspect, written: &Literal) -> Option<String> {
        match &written.form {
            Form::Word(name) => Some(name.clone()),
            Form::Text(_) | Form::Quantity(_) => {
                self.report(mistakes::no_level_named(found.at(written.span), aspect));
                None
            }
        }
    }

    /// The level a name means in a pack: the pack's own before another's.
    fn level_named(&self, pack: usize, name: &str) -> Option<&Level> {
        let of_pack = |own: bool| {
            let slas = self.book.slas.iter().filter(move |sla| (sla.pack == pack) == own);
            slas.flat_map(|sla| &sla.agreement.levels).find(|level| level.id == name)
        };
        of_pack(true).or_else(|| of_pack(false))
    }

    fn report_no_level(&mut self, found: Found<'_>, written: &Literal, name: &str) {
        let has_errors = || self.found.iter().any(|found| found.level == diagnostic::Level::Error);
        // One that is declared and could not be made has been told of.
        let is_told = match self.scope.ruling(found.pack, name) {
            Some(Ruling::Broken) => true,
            Some(Ruling::Service) => has_errors(),
            _ => false,
        };
        if !is_told {
            let levels = self.book.slas.iter().flat_map(|sla| &sla.agreement.levels).map(|level| level.id.as_str());
            let near = self.nearest(name, levels);
            self.report_unknown_rule(mistakes::unknown_level(found.at(written.span), name, near.as_deref()));
        }
    }
}
