//! Where the talks stand, from the record: for the company's own people alone.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::record::{Field, Matter, OPEN, Outcome, Record};

/// What the record says of the talks; nothing where there is none.
#[derive(Clone, Debug, Default)]
pub struct Talks {
    /// The round that is on; nothing where nobody said anything yet.
    pub(super) round: Option<String>,
    /// By the id of its rule, or of the row that people added: every point of the list.
    pub(super) points: BTreeMap<String, Talk>,
    /// What the company lives without for a time, tasks among it.
    pub(super) waivers: Vec<Waiver>,
}

/// What the company lives without for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiver {
    pub(super) id: String,
    pub(super) title: String,
    /// Who said so, as people wrote it.
    pub(super) by: String,
    /// The last day.
    pub(super) until: Date,
}

/// Where a point stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Talk {
    pub(super) stand: Stand,
    /// "Agreed (round 2)"; empty where nobody said what became of it.
    pub(super) says: String,
}

/// What became of a point so far. The company's own word counts before the list's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    Agreed,
    InPart,
    Conceded,
    Refused,
    /// Until a day, or for good.
    Waived(Option<Date>),
    Parked,
    Withdrawn,
    /// Nobody has to do anything about it any more, though people said nothing of that.
    Settled,
    /// Two documents say different things.
    Disputed,
    Open,
}

impl Talks {
    /// What a record says.
    pub fn of(record: &Record) -> Self {
        if record.standing().is_empty() {
            return Self::default();
        }
        let points = record.points().into_iter().map(|matter| (matter.id().to_owned(), Talk::of(record, &matter)));
        let waivers = record.standing().iter().filter_map(Waiver::of).collect();
        Self { round: record.rounds.last().map(|round| round.name.clone()), points: points.collect(), waivers }
    }

    /// What became of a point, where anybody said so: "Agreed (round 2)".
    pub(super) fn says(&self, id: &str) -> Option<&str> {
        self.points.get(id).map(|talk| talk.says.as_str()).filter(|says| !says.is_empty())
    }
}

impl Waiver {
    fn of(matter: &Matter<'_>) -> Option<Self> {
        let Outcome::Waived { by, until: Some(until) } = Outcome::read(&matter.said(&Field::Outcome))? else {
            return None;
        };
        let counts = matter.applies() && matter.settled().is_empty();
        counts.then(|| Self { id: matter.id().to_owned(), title: matter.title().to_owned(), by, until })
    }
}

impl Talk {
    fn of(record: &Record, matter: &Matter<'_>) -> Self {
        let status = matter.list().status;
        let outcome = matter.said(&Field::Outcome);
        let named = [(status != OPEN).then_some(status), (!outcome.is_empty()).then_some(outcome)];
        let mut says: Vec<String> = Vec::new();
        for word in named.into_iter().flatten() {
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            if !says.iter().any(|known| known.eq_ignore_ascii_case(&word)) {
                says.push(word);
            }
        }
        let said = [Field::Status, Field::Outcome];
        let round = said.iter().filter_map(|field| record.round_of(matter, field)).max_by_key(|(at, _)| *at);
        let round = round.map(|(_, round)| format!(" (round {})", round.name)).unwrap_or_default();
        Self {
            stand: Stand::of(matter),
            says: if says.is_empty() { String::new() } else { format!("{}{round}", says.join(", ")) },
        }
    }
}

impl Stand {
    fn of(matter: &Matter<'_>) -> Self {
        if let Some(outcome) = Outcome::read(&matter.said(&Field::Outcome)) {
            return match outcome {
                Outcome::Won => Self::Agreed,
                Outcome::Conceded(_) => Self::Conceded,
                Outcome::Refused => Self::Refused,
                Outcome::Waived { until, .. } => Self::Waived(until),
            };
        }
        match matter.list().status.as_str() {
            _ if matter.is_disputed(&Field::Status) => Self::Disputed,
            "Agreed" => Self::Agreed,
            "Agreed in part" => Self::InPart,
            "Refused" => Self::Refused,
            "Parked" => Self::Parked,
            "Withdrawn" => Self::Withdrawn,
            _ if !matter.settled().is_empty() => Self::Settled,
            _ => Self::Open,
        }
    }
}
