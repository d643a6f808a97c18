//! What a service level agreement promises, and on what terms it pays.

use rust_decimal::Decimal;

use crate::source::Place;
use crate::value::Duration;

use super::ladder::Table;

/// A service level agreement: its terms of claim and of remedy, and its levels. The rules
/// declare it; nothing here rests on what a company knows about itself.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// As outputs show it, qualified by its pack: `microsoft-online-services-sla/azure`.
    pub id: String,
    /// As people read it.
    pub title: String,
    /// Who made the promise: the vendor of the pack.
    pub vendor: String,
    /// Whom a claim is sent to, as a letter addresses it: "customer support at Microsoft".
    pub claims_to: String,
    /// By when a claim must have been received.
    pub claim: Window,
    /// What a claim must contain, in the order of the agreement.
    pub contents: Vec<Content>,
    /// How soon claims are to be processed, where the agreement says.
    pub processing: Option<Processing>,
    /// What the remedy is, and what it is not.
    pub remedy: Remedy,
    /// What counts for no level of the agreement.
    pub exclusions: Vec<Exclusion>,
    /// The levels, in the order of the rules.
    pub levels: Vec<Level>,
    /// What all of it rests on.
    pub sources: Vec<Reference>,
    /// Where it is declared.
    pub place: Place,
}

/// A passage that a term rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Title of the document.
    pub title: String,
    /// Its section, where one is cited.
    pub section: Option<String>,
    /// Whether it is the vendor's own text or a contract, so that a letter to the vendor
    /// may cite it.
    pub citable: bool,
}

/// The end of a span of time that begins with some event: `2 months after billing-month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How long after.
    pub within: Duration,
    /// After what.
    pub after: Anchor,
}

/// What a span of time for claims is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The last day of the billing month of the incident.
    BillingMonth,
    /// The last day of the calendar month that follows the month of the incident.
    FollowingMonth,
    /// The day on which the incident began.
    Incident,
    /// The day on which it was over.
    Fix,
}

impl Anchor {
    /// Each anchor.
    pub const ALL: [Self; 4] = [Self::BillingMonth, Self::FollowingMonth, Self::Incident, Self::Fix];

    /// Its word in the rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BillingMonth => "billing-month",
            Self::FollowingMonth => "following-month",
            Self::Incident => "incident",
            Self::Fix => "fix",
        }
    }

    /// The anchor that is written so.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|anchor| anchor.as_str() == word)
    }
}

/// Something a claim must contain.
#[derive(Clone, Debug)]
pub struct Content {
    /// What it is about: decides which facts of a log a letter puts there.
    pub about: About,
    /// As the letter heads it.
    pub text: String,
}

/// What a part of a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// What happened.
    Incident,
    /// When, and for how long.
    Times,
    /// How many were affected, and where.
    Users,
    /// What was tried at the time.
    Attempts,
    /// Anything else: a person fills it in.
    Other,
}

impl About {
    /// Each.
    pub const ALL: [Self; 5] = [Self::Incident, Self::Times, Self::Users, Self::Attempts, Self::Other];

    /// Its word in the rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Times => "times",
            Self::Users => "users",
            Self::Attempts => "attempts",
            Self::Other => "other",
        }
    }

    /// What is written so.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|about| about.as_str() == word)
    }
}

/// How soon claims are processed. Where both are said, the earlier day is the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processing {
    /// So long after a claim was received.
    pub within: Option<Duration>,
    /// By the end of the month after the one in which it was received.
    pub following_month: bool,
    /// A target and no promise: "commercially reasonable efforts".
    pub best_effort: bool,
}

/// What a missed level is answered with.
#[derive(Clone, Debug, Default)]
pub struct Remedy {
    /// Credits are the only remedy.
    pub sole: bool,
    /// Credits may not be netted against invoices before they are granted.
    pub no_offset: bool,
    /// No more than one credit for a service and month, unless a level counts for single
    /// resources ([`Scope::is_single`]).
    pub one_a_month: bool,
    /// Where an incident misses several levels of a service, one is chosen to claim under.
    pub one_level: bool,
    /// Only customers who comply with the agreement get credits.
    pub in_compliance: bool,
    /// Bought from a reseller, the credit is counted on the vendor's estimate of the
    /// retail price, and goes by way of the reseller.
    pub reseller_estimate: bool,
    /// Of a suite, fees and credit of each service are its share.
    pub suite_share: bool,
    /// Licences whose credit is time of service instead of fees.
    pub service_days: Vec<Licence>,
    /// How long before it takes effect an adverse change is announced.
    pub notice: Option<Duration>,
    /// Whether the agreement stays as it is until the subscription is renewed.
    pub frozen_term: bool,
}

/// A way of buying, such as Open Value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// As people type it.
    pub id: String,
    /// As they read it.
    pub title: String,
}

/// A cause or a time that does not count as downtime.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// As logs name it.
    pub id: String,
    /// As people read it.
    pub title: String,
    /// What it means.
    pub text: Option<String>,
    /// What it rests on, where that is not what the agreement rests on.
    pub sources: Vec<Reference>,
    /// Where it is declared.
    pub place: Place,
}

/// One promise about one service.
#[derive(Clone, Debug)]
pub struct Level {
    /// As people type it; unique within its pack.
    pub id: String,
    /// As people read it.
    pub title: String,
    /// The service. Levels of one service share the one credit a month.
    pub service: String,
    /// What is measured, by its name: "Monthly uptime percentage".
    pub metric: String,
    /// The time over which it is measured.
    pub period: Period,
    /// What it is measured for.
    pub scope: Scope,
    /// How it is measured.
    pub measure: Measure,
    /// What is promised, in percent, where no table of credits is known.
    pub promise: Option<Decimal>,
    /// The credits: one table, or one for each kind of resource. None where no source
    /// gives a table.
    pub tables: Vec<Table>,
    /// Other readings of the window for claims that a source gives for this level. Of all
    /// readings, that of the agreement among them, the earliest day decides.
    pub claims: Vec<Window>,
    /// Definitions that change a number.
    pub definitions: Vec<Definition>,
    /// What does not count for this level, beside what counts for none.
    pub exclusions: Vec<Exclusion>,
    /// Why the level must be looked up before anybody relies on it; nothing where the
    /// agreement itself gives it.
    pub to_verify: Option<String>,
    /// What it rests on, where that is not what the agreement rests on.
    pub sources: Vec<Reference>,
    /// Where it is declared.
    pub place: Place,
}

impl Level {
    /// The kinds of resource that have a table of their own.
    pub fn kinds(&self) -> impl Iterator<Item = &super::ladder::Kind> {
        self.tables.iter().filter_map(|table| table.kind.as_ref())
    }

    /// What is promised: the percentage below which the first credit is due, of the
    /// strictest table.
    pub fn promised(&self) -> Option<Decimal> {
        let first = self.tables.iter().filter_map(|table| table.tiers.first()).map(|tier| tier.below);
        self.promise.or_else(|| first.max())
    }
}

impl Agreement {
    /// The exclusion with this id that applies to a level.
    pub fn exclusion<'a>(&'a self, level: &'a Level, id: &str) -> Option<&'a Exclusion> {
        level.exclusions.iter().chain(&self.exclusions).find(|exclusion| exclusion.id == id)
    }
}

/// A term that changes a number, and its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term: "Downtime".
    pub term: String,
    /// What it means, in our words.
    pub text: String,
}

/// The time over which a level is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// From the first to the last day of a calendar month.
    CalendarMonth,
    /// From one billing day to the next.
    BillingMonth,
    /// From the first day of January, April, July or October, for three months.
    Quarter,
}

impl Period {
    /// Each.
    pub const ALL: [Self; 3] = [Self::CalendarMonth, Self::BillingMonth, Self::Quarter];

    /// Its word in the rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CalendarMonth => "calendar-month",
            Self::BillingMonth => "billing-month",
            Self::Quarter => "quarter",
        }
    }

    /// The period that is written so.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.as_str() == word)
    }
}

/// What a level is measured for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is its word in the rules")]
pub enum Scope {
    Resource,
    Instance,
    /// One unit of a reservation.
    Unit,
    Region,
    Subscription,
}

impl Scope {
    /// Each.
    pub const ALL: [Self; 5] = [Self::Resource, Self::Instance, Self::Unit, Self::Region, Self::Subscription];

    /// Its word in the rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::Instance => "instance",
            Self::Unit => "unit",
            Self::Region => "region",
            Self::Subscription => "subscription",
        }
    }

    /// The scope that is written so.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == word)
    }

    /// Whether the level counts for single resources, so that each has a credit of its
    /// own. That this is the specific rule which goes before "one credit for a service
    /// and month" is how we read the agreements.
    pub fn is_single(self) -> bool {
        matches!(self, Self::Resource | Self::Instance | Self::Unit)
    }
}

/// How a level is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Downtime in the whole period, whether or not the resource ran.
    MinutesInMonth,
    /// Downtime in the time for which the resources were deployed.
    AvailableMinutes,
    /// Time for which reserved capacity could not be had. After each failed deployment
    /// it counts for so long, unless it ends before.
    FailedDeployments {
        /// How long one failure counts: 15 minutes.
        lapse: Duration,
    },
    /// No source says how. Nothing can be worked out.
    NotStated,
}

impl Measure {
    /// Its word in the rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MinutesInMonth => "minutes-in-month",
            Self::AvailableMinutes => "available-minutes",
            Self::FailedDeployments { .. } => "failed-deployments",
            Self::NotStated => "not-stated",
        }
    }
}
