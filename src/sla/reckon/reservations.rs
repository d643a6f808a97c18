//! Failed deployments → cases, one for each reserved unit and month.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::sla::agreement::Measure;
use crate::sla::log::{LevelId, Log};
use crate::sla::reservation::{self, Attempt, Event, not_available, units};
use crate::sla::spans::{Stretch, total};
use crate::sla::{Bounds, Length, Overflow, Uptime};

use super::readings::{Measured, in_order};
use super::{By, Case, Down, Ground, Reading, Standing, Terms, deadline};

/// What befell each unit, in the order of time.
type Events = BTreeMap<String, Vec<(Timestamp, Event)>>;

/// The time each unit was not available, by period.
type NotAvailable = BTreeMap<(String, Bounds), Vec<Stretch>>;

pub(super) fn cases(ground: &Ground<'_>) -> Result<Vec<Case>, Overflow> {
    let Ground { log, agreements, terms, facts } = *ground;
    let mut reservations: BTreeMap<(LevelId, &str), Vec<usize>> = BTreeMap::new();
    for (place, aimed) in log.attempts.iter().enumerate() {
        reservations.entry((aimed.level, &aimed.reservation)).or_default().push(place);
    }
    let mut cases = Vec::new();
    for ((id, reservation), mut places) in reservations {
        let Some((agreement, level)) = id.of(agreements) else { continue };
        let Measure::FailedDeployments { lapse } = level.measure else { continue };
        let Some(lapse) = Length::of(&lapse) else { continue };
        let attempt = |place: &usize| log.attempts.get(*place).map(|aimed| &aimed.attempt);
        places.sort_by_key(|place| attempt(place).map(|attempt| attempt.at));
        let attempts: Vec<&Attempt> = places.iter().filter_map(attempt).collect();
        let by = |reading| {
            let units = units(&attempts, reading);
            by_period(&units, lapse, level.period, terms).map(|periods| (units, periods))
        };
        let (of_failed, failed) = by(reservation::Reading::FailedUnits)?;
        let (of_unused, unused) = by(reservation::Reading::UnusedUnits)?;
        let keys: BTreeSet<&(String, Bounds)> = failed.keys().chain(unused.keys()).collect();
        for key @ (unit, bounds) in keys {
            let known = facts.of_resource(reservation, id, bounds.month());
            let reading = |by: By, stretches: Option<&Vec<Stretch>>| -> Result<Vec<Reading>, Overflow> {
                let down = stretches.map(|stretches| total(stretches)).unwrap_or_default();
                let Some(uptime) = Uptime::new(bounds.length(), down) else { return Ok(Vec::new()) };
                let measured = Measured {
                    resource: unit.clone(),
                    members: vec![unit.clone()],
                    uptime,
                    assumed: false,
                    beyond: false,
                    fees: vec![known.fees.clone()],
                    kinds: known.kinds.iter().cloned().collect(),
                };
                let mut readings = measured.readings(level, bounds, &terms.buying)?;
                readings.iter_mut().for_each(|reading| reading.by = by.clone());
                Ok(readings)
            };
            let mut readings = match failed.get(key) == unused.get(key) {
                true => reading(By::Itself, failed.get(key))?,
                false => reading(By::FailedUnits, failed.get(key))?,
            };
            if failed.get(key) != unused.get(key) {
                readings.extend(reading(By::UnusedUnits, unused.get(key))?);
            }
            let readings = in_order(readings);
            // The times that are told are those of the reading that a claim asks for.
            let by_others = readings.iter().any(|reading| reading.by == By::UnusedUnits && reading.is_due())
                && !readings.iter().any(|reading| reading.by == By::FailedUnits && reading.is_due());
            let own = if by_others { unused.get(key) } else { failed.get(key) };
            let downtime = own.or(unused.get(key)).cloned().unwrap_or_default();
            let name = format!("{reservation}, {unit}");
            let events = if by_others || !of_failed.contains_key(unit) { &of_unused } else { &of_failed };
            let times: BTreeSet<Timestamp> = events.get(unit).into_iter().flatten().map(|(at, _)| *at).collect();
            let mut counted = near(&places, log, bounds, lapse);
            // What befell other units is no part of a claim for this one.
            counted.retain(|place| {
                log.attempts.get(*place).map(|aimed| &aimed.attempt).is_some_and(|attempt| {
                    times.contains(&attempt.at) && attempt.unit.as_ref().is_none_or(|own| own == unit)
                })
            });
            cases.push(Case {
                level: id,
                bounds: bounds.clone(),
                resources: vec![name.clone()],
                counted,
                of_attempts: true,
                excluded: Vec::new(),
                elsewhere: Vec::new(),
                deadline: deadline(agreement, level, bounds, &terms.calendar, downtime.iter().copied())?,
                downtime: downtime.into_iter().map(|when| Down { when, resource: name.clone() }).collect(),
                left_out: Length::ZERO,
                standing: match (readings.iter().any(Reading::is_due), failed.contains_key(key)) {
                    (false, _) => Standing::Kept,
                    (true, true) => Standing::Claim,
                    (true, false) => Standing::Perhaps,
                },
                readings,
            });
        }
    }
    Ok(cases)
}

/// The time each unit was not available, cut at the ends of the periods.
fn by_period(
    units: &Events,
    lapse: Length,
    period: crate::sla::Period,
    terms: &Terms,
) -> Result<NotAvailable, Overflow> {
    let mut found = NotAvailable::new();
    for (unit, events) in units {
        for stretch in not_available(events, lapse) {
            let mut at = stretch.start;
            while at < stretch.end {
                let bounds = terms.calendar.around(period, at)?;
                at = bounds.stretch.end;
                if let Some(part) = stretch.within(&bounds.stretch) {
                    found.entry((unit.clone(), bounds)).or_default().push(part);
                }
            }
        }
    }
    Ok(found)
}

/// The attempts that bear on a period: those in it, and those so shortly before that they
/// still count when it begins.
fn near(places: &[usize], log: &Log, bounds: &Bounds, lapse: Length) -> Vec<usize> {
    let in_reach = |place: &&usize| {
        log.attempts.get(**place).is_some_and(|aimed| {
            let until = lapse.after(aimed.attempt.at).unwrap_or(aimed.attempt.at);
            until > bounds.stretch.start && aimed.attempt.at < bounds.stretch.end
        })
    };
    places.iter().filter(in_reach).copied().collect()
}
