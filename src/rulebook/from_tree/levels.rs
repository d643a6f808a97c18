//! The levels of an agreement: how each is measured, and its tables of credits.

use rust_decimal::Decimal;

use crate::diagnostic::Diagnostic;
use crate::sla::{Fault, Kind, Level, Measure, Period, Scope, Table, Tier, Window};
use crate::source::Place;
use crate::syntax::tree::{Form, Literal, PropertyValue};
use crate::syntax::words::{DeclarationWord, PropertyWord as P};
use crate::value::{Kind as ValueKind, Type, Value, read};

use super::super::mistakes::{self, slas as wrong};
use super::super::vocabulary::Citation;
use super::fields::Fields;
use super::people::title_of;
use super::slas::{definitions, words};
use super::texts::plain;
use super::{Builder, Found};

const MEASURES: [(&str, Option<Measure>); 4] = [
    ("minutes-in-month", Some(Measure::MinutesInMonth)),
    ("available-minutes", Some(Measure::AvailableMinutes)),
    // It needs a lapse.
    ("failed-deployments", None),
    ("not-stated", Some(Measure::NotStated)),
];

impl Builder {
    pub(super) fn level(&mut self, found: Found<'_>, cited: &mut Vec<Citation>) -> Option<Level> {
        if !found.declaration.sound || !self.is_first(found) {
            return None;
        }
        self.no_facts(found);
        let fields = self.fields(found, &[P::From]);
        let citations = self.citations(fields.home(P::From), fields.citations());
        let sources = self.references(&citations);
        cited.extend(citations);
        let claims = self.claims(&fields, cited);
        let (mut exclusions, mut disks) = (Vec::new(), Vec::new());
        for child in found.children() {
            match child.declaration.word.node {
                DeclarationWord::Exclusion => exclusions.extend(self.exclusion(child, cited)),
                DeclarationWord::Disk => disks.push(child),
                word => {
                    let place = found.at(child.declaration.word.span);
                    self.report(mistakes::misplaced(place, word, DeclarationWord::Level));
                }
            }
        }
        let promise = match fields.get(P::Promise) {
            Some(PropertyValue::Literal(literal)) => self.percent(fields.home(P::Promise), literal),
            _ => None,
        };
        let tables = self.tables(found, &fields, disks);
        if tables.is_empty() && fields.get(P::Promise).is_none() {
            self.report(wrong::promises_nothing(found.place(), found.name()));
        }
        if found.title().is_none() {
            self.report(mistakes::no_title(found.place(), DeclarationWord::Level, found.name()));
        }
        let periods = words(Period::ALL, Period::as_str);
        let scopes = words(Scope::ALL, Scope::as_str);
        let (period, scope) = (self.one_word(&fields, P::Period, &periods), self.one_word(&fields, P::Scope, &scopes));
        let measure = self.measure(found, &fields);
        let text = |word| fields.text(word).map(plain);
        Some(Level {
            id: found.name().to_owned(),
            title: title_of(found.title().map(|(_, title)| title), found.name()),
            service: text(P::Service)?,
            metric: text(P::Metric)?,
            period: period?,
            scope: scope?,
            measure: measure?,
            promise,
            tables,
            claims,
            definitions: definitions(&fields),
            exclusions,
            to_verify: text(P::Verify),
            sources,
            place: found.place(),
        })
    }

    /// Other readings of the window for claims.
    fn claims(&mut self, fields: &Fields<'_>, cited: &mut Vec<Citation>) -> Vec<Window> {
        let found = fields.home(P::Claim);
        let mut claims = Vec::new();
        for (property, own) in fields.cited(P::Claim) {
            cited.extend(self.citations(found, own.iter().copied()));
            if let PropertyValue::Window(written) = &property.value {
                claims.extend(self.window(found, written));
            }
        }
        claims
    }

    fn one_word<T: Copy>(&mut self, fields: &Fields<'_>, word: P, words: &[(&str, T)]) -> Option<T> {
        let Some(PropertyValue::Name(name)) = fields.get(word) else { return None };
        self.word(words, name, fields.home(word).at(name.span))
    }

    fn measure(&mut self, found: Found<'_>, fields: &Fields<'_>) -> Option<Measure> {
        let measure = self.one_word(fields, P::Measure, &MEASURES)?;
        let lapse = match fields.get(P::Lapse) {
            Some(PropertyValue::Literal(literal)) => Some((literal, self.span(fields.home(P::Lapse), literal))),
            _ => None,
        };
        match (measure, lapse) {
            (Some(measure), None) => Some(measure),
            (Some(_), Some((literal, _))) => {
                self.report(wrong::idle_lapse(fields.home(P::Lapse).at(literal.span)));
                None
            }
            (None, Some((_, Some(lapse)))) if lapse.months == 0 && lapse.length() > Decimal::ZERO => {
                Some(Measure::FailedDeployments { lapse })
            }
            (None, Some((literal, Some(_)))) => {
                self.report(wrong::bad_lapse(fields.home(P::Lapse).at(literal.span)));
                None
            }
            (None, Some((_, None))) => None,
            (None, None) => {
                self.report(wrong::no_lapse(found.place(), found.name()));
                None
            }
        }
    }

    /// The table of a level, or those for its kinds.
    fn tables(&mut self, found: Found<'_>, fields: &Fields<'_>, disks: Vec<Found<'_>>) -> Vec<Table> {
        let own = self.tiers(fields);
        let mut tables: Vec<Table> = Vec::new();
        if !own.is_empty() {
            if let Some(disk) = disks.first() {
                self.report(wrong::two_kinds_of_table(disk.place(), found.at(fields.span(P::Credit))));
            }
            tables.push(Table { kind: None, tiers: own, place: found.place() });
        }
        for disk in disks {
            if !disk.declaration.sound {
                continue;
            }
            self.no_children(disk);
            self.no_facts(disk);
            let known = tables.iter().find(|table| table.kind.as_ref().is_some_and(|kind| kind.id == disk.name()));
            if let Some(first) = known.map(|table| table.place.clone()) {
                self.report(mistakes::duplicate_name(disk.place(), first, disk.name()));
                continue;
            }
            let fields = self.fields(disk, &[]);
            let kind =
                Kind { id: disk.name().to_owned(), title: title_of(disk.title().map(|(_, title)| title), disk.name()) };
            tables.push(Table { kind: Some(kind), tiers: self.tiers(&fields), place: disk.place() });
        }
        for table in &tables {
            for fault in table.faults() {
                self.found.extend(told(&fault));
            }
        }
        tables
    }

    fn tiers(&mut self, fields: &Fields<'_>) -> Vec<Tier> {
        let found = fields.home(P::Credit);
        let mut tiers = Vec::new();
        for property in fields.properties(P::Credit) {
            let PropertyValue::Credit { percent, below } = &property.value else { continue };
            let (credit, below) = (self.percent(found, percent), self.percent(found, below));
            if let (Some(credit), Some(below)) = (credit, below) {
                tiers.push(Tier { credit, below, place: found.at(property.span) });
            }
        }
        tiers
    }

    fn percent(&mut self, found: Found<'_>, literal: &Literal) -> Option<Decimal> {
        let place: Place = found.at(literal.span);
        let text = match &literal.form {
            Form::Word(text) | Form::Quantity(text) => text.as_str(),
            Form::Text(_) => "",
        };
        match read(text, &Type::plain(ValueKind::Percent), None) {
            Ok(Value::Percent(percent)) => Some(percent),
            Ok(_) => None,
            Err(misread) => {
                self.report(mistakes::misread(place, misread));
                None
            }
        }
    }
}

fn told(fault: &Fault<'_>) -> Option<Diagnostic> {
    Some(match fault {
        // Said where the property is missing.
        Fault::Empty => return None,
        Fault::Threshold(tier) => wrong::no_share(tier.place.clone(), "threshold", tier.below),
        Fault::Credit(tier) => wrong::no_share(tier.place.clone(), "credit", tier.credit),
        Fault::NotFalling { before, tier } => {
            wrong::not_falling((tier.place.clone(), before.place.clone()), tier.below, before.below)
        }
        Fault::NotRising { before, tier } => {
            wrong::not_rising((tier.place.clone(), before.place.clone()), tier.credit, before.credit)
        }
    })
}
