//! Which lines of a log are of one event: what overlaps at one resource is one incident,
//! in however many lines it stands.
//!
//! Source: Online Services SLA, "Incident": a single event, or any set of events.

use crate::sla::log::{Incident, Log};

/// The event of each incident, by its place in the log.
pub(super) fn of(log: &Log) -> Vec<usize> {
    let mut events: Vec<usize> = (0..log.incidents.len()).collect();
    let counts = |(_, incident): &(usize, &Incident)| incident.counts();
    let mut order: Vec<(usize, &Incident)> = log.incidents.iter().enumerate().filter(counts).collect();
    order.sort_by(|(_, one), (_, other)| (&one.resource, one.when.start).cmp(&(&other.resource, other.when.start)));
    let mut last: Option<(usize, &str, jiff::Timestamp)> = None;
    for (place, incident) in order {
        let own = (incident.resource.as_str(), incident.when.end);
        last = Some(match last {
            Some((event, resource, until)) if resource == own.0 && incident.when.start < until => {
                if let Some(known) = events.get_mut(place) {
                    *known = event;
                }
                (event, resource, until.max(own.1))
            }
            _ => (place, own.0, own.1),
        });
    }
    events
}
