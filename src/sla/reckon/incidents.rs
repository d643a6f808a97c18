//! Incidents → cases: overlaps counted once, excluded time taken out.

use std::collections::{BTreeMap, BTreeSet};

use crate::sla::agreement::{Agreement, Level};
use crate::sla::log::{Incident, Known, LevelId, Log};
use crate::sla::spans::{Stretch, total, union, without};
use crate::sla::{Bounds, Length, Overflow, Uptime};

use super::known::Facts;
use super::readings::{Measured, base, in_order, standing};
use super::{By, Case, Down, Ground, Reading, Standing, Terms, deadline, is_single};

/// The incidents of one resource in one period, by their places in the log.
type Hit<'l> = BTreeMap<&'l str, Vec<usize>>;

/// What happened to a resource in a period.
struct Happened {
    counted: Vec<usize>,
    excluded: Vec<usize>,
    downtime: Vec<Stretch>,
    left_out: Length,
}

pub(super) fn cases(ground: &Ground<'_>) -> Result<Vec<Case>, Overflow> {
    let mut cases = Vec::new();
    for ((id, bounds), hit) in by_period(ground.log, ground.agreements, ground.terms)? {
        let Some(at) = Period::of(ground, id, &bounds) else { continue };
        match is_single(at.level) {
            true => {
                for (resource, places) in hit {
                    cases.push(at.alone(resource, &places)?);
                }
            }
            false => cases.push(at.pooled(&hit)?),
        }
    }
    Ok(cases)
}

/// A case without incidents that are claimed under another level, by their places in the
/// log. Their resources stay in the time that the level is measured in.
pub(super) fn reduced(case: &Case, elsewhere: &BTreeSet<usize>, ground: &Ground<'_>) -> Result<Case, Overflow> {
    let at = Period::of(ground, case.level, &case.bounds).ok_or(Overflow)?;
    let mut hit = Hit::new();
    let mut all: Vec<usize> = case.counted.iter().chain(&case.excluded).copied().collect();
    all.sort_unstable();
    for place in all {
        let Some(incident) = ground.log.incidents.get(place) else { continue };
        let places = hit.entry(incident.resource.as_str()).or_default();
        if !elsewhere.contains(&place) {
            places.push(place);
        }
    }
    let rest = match (is_single(at.level), hit.first_key_value()) {
        (true, Some((resource, places))) => at.alone(resource, places)?,
        _ => at.pooled(&hit)?,
    };
    Ok(Case { elsewhere: elsewhere.iter().copied().collect(), ..rest })
}

/// The incidents by level and period, then by resource.
fn by_period<'l>(
    log: &'l Log,
    agreements: &[Agreement],
    terms: &Terms,
) -> Result<BTreeMap<(LevelId, Bounds), Hit<'l>>, Overflow> {
    let mut periods: BTreeMap<(LevelId, Bounds), Hit<'l>> = BTreeMap::new();
    for (place, incident) in log.incidents.iter().enumerate() {
        for id in &incident.levels {
            let Some((_, level)) = id.of(agreements) else { continue };
            let mut at = incident.when.start;
            while at < incident.when.end {
                let bounds = terms.calendar.around(level.period, at)?;
                at = bounds.stretch.end;
                let hit = periods.entry((*id, bounds)).or_default();
                hit.entry(&incident.resource).or_default().push(place);
            }
        }
    }
    Ok(periods)
}

/// A level in a period.
struct Period<'a> {
    log: &'a Log,
    agreement: &'a Agreement,
    level: &'a Level,
    id: LevelId,
    bounds: &'a Bounds,
    terms: &'a Terms,
    facts: &'a Facts<'a>,
}

impl<'a> Period<'a> {
    fn of(ground: &'a Ground<'a>, id: LevelId, bounds: &'a Bounds) -> Option<Self> {
        let Ground { log, agreements, terms, facts } = *ground;
        let (agreement, level) = id.of(agreements)?;
        Some(Self { log, agreement, level, id, bounds, terms, facts })
    }

    fn incidents<'p>(&'p self, places: &'p [usize]) -> impl Iterator<Item = &'p Incident> {
        places.iter().filter_map(|place| self.log.incidents.get(*place))
    }

    fn happened(&self, places: &[usize]) -> Happened {
        let counts = |place: &&usize| self.log.incidents.get(**place).is_some_and(Incident::counts);
        let (counted, excluded): (Vec<usize>, Vec<usize>) = places.iter().partition(counts);
        let within = |places: &[usize]| {
            union(self.incidents(places).filter_map(|incident| incident.when.within(&self.bounds.stretch)))
        };
        let (down, out) = (within(&counted), within(&excluded));
        Happened { downtime: without(&down, &out), left_out: total(&out), counted, excluded }
    }

    fn known(&self, resource: &str) -> Known {
        self.facts.of_resource(resource, self.id, self.bounds.month())
    }

    fn measured(&self, resource: &str, happened: &Happened) -> Option<Measured> {
        let known = self.known(resource);
        let (base, assumed) = base(self.level, self.bounds, known.running);
        Some(Measured {
            resource: resource.to_owned(),
            members: vec![resource.to_owned()],
            uptime: Uptime::new(base, total(&happened.downtime))?,
            assumed,
            beyond: total(&happened.downtime) > base,
            fees: vec![known.fees],
            kinds: known.kinds.into_iter().collect(),
        })
    }

    fn readings(&self, measured: &Measured) -> Result<Vec<Reading>, Overflow> {
        measured.readings(self.level, self.bounds, &self.terms.buying).map(in_order)
    }

    /// One resource by itself.
    fn alone(&self, resource: &str, places: &[usize]) -> Result<Case, Overflow> {
        let happened = self.happened(places);
        let measured = self.measured(resource, &happened);
        let readings = measured.as_ref().map(|it| self.readings(it)).transpose()?.unwrap_or_default();
        let standing = standing(self.level, measured.iter(), &readings)?;
        self.case(vec![(resource, happened)], readings, standing)
    }

    /// All resources of the level together, and each that was hit alone. The formula is
    /// for the whole subscription, the credit for what was hit: both are worked out.
    fn pooled(&self, hit: &Hit<'_>) -> Result<Case, Overflow> {
        let happened: Vec<(&str, Happened)> =
            hit.iter().map(|(resource, places)| (*resource, self.happened(places))).collect();
        let alone: Vec<Measured> =
            happened.iter().filter_map(|(resource, happened)| self.measured(resource, happened)).collect();
        let mut readings = Vec::new();
        let idle: Vec<(&str, Known)> = self
            .facts
            .resources(self.id, self.bounds.month())
            .filter(|resource| !hit.contains_key(resource))
            .map(|resource| (resource, self.known(resource)))
            .collect();
        if let Some(together) = self.all_together(&alone, &idle) {
            let mut own = together.readings(self.level, self.bounds, &self.terms.buying)?;
            if alone.len() + idle.len() > 1 {
                own.iter_mut().for_each(|reading| reading.by = By::Together);
                let mut parts = Vec::new();
                for measured in &alone {
                    let each = measured.readings(self.level, self.bounds, &self.terms.buying)?;
                    parts.extend(each.into_iter().take(1).flat_map(|reading| reading.parts));
                }
                own.push(Reading { by: By::Alone, parts });
            }
            readings = in_order(own);
        }
        let standing = standing(self.level, alone.iter(), &readings)?;
        self.case(happened, readings, standing)
    }

    /// All resources as one: their times added, the fees those of what was hit.
    fn all_together(&self, hit: &[Measured], idle: &[(&str, Known)]) -> Option<Measured> {
        let bases: Vec<(Length, bool)> =
            idle.iter().map(|(_, known)| base(self.level, self.bounds, known.running)).collect();
        let base = hit.iter().map(|measured| measured.uptime.base()).chain(bases.iter().map(|(base, _)| *base)).sum();
        let down = hit.iter().map(|measured| measured.uptime.down()).sum();
        let affected = hit.iter().filter(|measured| !measured.uptime.down().is_zero());
        let name = match hit {
            [one] if idle.is_empty() => one.resource.clone(),
            _ => format!("{} together", hit.len() + idle.len()),
        };
        let names = hit.iter().map(|measured| measured.resource.as_str()).chain(idle.iter().map(|(name, _)| *name));
        let mut members: Vec<String> = names.map(str::to_owned).collect();
        members.sort_unstable();
        Some(Measured {
            members,
            resource: name,
            uptime: Uptime::new(base, down)?,
            beyond: hit.iter().any(|measured| measured.beyond),
            assumed: hit.iter().any(|measured| measured.assumed) || bases.iter().any(|(_, assumed)| *assumed),
            fees: affected.flat_map(|measured| measured.fees.iter().cloned()).collect(),
            kinds: Vec::new(),
        })
    }

    fn case(
        &self,
        happened: Vec<(&str, Happened)>,
        readings: Vec<Reading>,
        standing: Standing,
    ) -> Result<Case, Overflow> {
        let (mut counted, mut excluded, mut downtime) = (Vec::new(), Vec::new(), Vec::new());
        let mut left_out = Length::ZERO;
        let any_down = happened.iter().any(|(_, own)| !own.downtime.is_empty());
        let mut resources = Vec::new();
        for (resource, own) in happened {
            if !any_down || !own.downtime.is_empty() {
                resources.push(resource.to_owned());
            }
            counted.extend(own.counted);
            excluded.extend(own.excluded);
            downtime.extend(own.downtime.into_iter().map(|when| Down { when, resource: resource.to_owned() }));
            left_out = left_out + own.left_out;
        }
        downtime.sort();
        let when = self.incidents(&counted).map(|incident| incident.when);
        let deadline = deadline(self.agreement, self.level, self.bounds, &self.terms.calendar, when)?;
        Ok(Case {
            level: self.id,
            bounds: self.bounds.clone(),
            resources,
            counted,
            of_attempts: false,
            excluded,
            elsewhere: Vec::new(),
            downtime,
            left_out,
            readings,
            deadline,
            standing,
        })
    }
}
