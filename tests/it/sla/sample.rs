//! The agreements of the sources, made in Rust: what the arithmetic is tested with.

use proviso::sla::{
    About, Agreement, Anchor, Content, Exclusion, Kind, Level, Licence, Measure, Period, Processing, Reference, Remedy,
    Scope, Table, Tier, Window,
};
use proviso::source::{Place, Source, Span};
use proviso::value::Duration;
use rust_decimal::Decimal;

pub(crate) fn place() -> Place {
    Place::new(&Source::new("sla.proviso", "sla online-services\n"), Span::new(4, 19))
}

pub(crate) fn percent(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn table(kind: Option<(&str, &str)>, tiers: [(&str, &str); 3]) -> Table {
    Table {
        kind: kind.map(|(id, title)| Kind { id: id.to_owned(), title: title.to_owned() }),
        tiers: tiers
            .iter()
            .map(|(credit, below)| Tier { credit: percent(credit), below: percent(below), place: place() })
            .collect(),
        place: place(),
    }
}

pub(crate) const AZ: [(&str, &str); 3] = [("10", "99.99"), ("25", "99"), ("100", "95")];
pub(crate) const AS: [(&str, &str); 3] = [("10", "99.95"), ("25", "99"), ("100", "95")];
pub(crate) const PREM: [(&str, &str); 3] = [("10", "99.9"), ("25", "99"), ("100", "95")];
pub(crate) const SSD: [(&str, &str); 3] = [("10", "99.5"), ("25", "95"), ("100", "90")];
pub(crate) const HDD: [(&str, &str); 3] = [("10", "95"), ("25", "92"), ("100", "90")];

fn level(id: &str, title: &str, service: &str, scope: Scope, measure: Measure, tables: Vec<Table>) -> Level {
    Level {
        id: id.to_owned(),
        title: title.to_owned(),
        service: service.to_owned(),
        metric: "Monthly uptime percentage".to_owned(),
        period: Period::BillingMonth,
        scope,
        measure,
        promise: None,
        tables,
        claims: Vec::new(),
        definitions: Vec::new(),
        exclusions: Vec::new(),
        to_verify: None,
        sources: Vec::new(),
        place: place(),
    }
}

/// The Azure services of the sources.
pub(crate) fn azure() -> Agreement {
    let lapse = Duration { months: 0, days: 0, millis: 15 * 60_000 };
    let vm = "Virtual Machines";
    let levels = vec![
        level(
            "zones",
            "Virtual machines in two or more zones",
            vm,
            Scope::Subscription,
            Measure::AvailableMinutes,
            vec![table(None, AZ)],
        ),
        level(
            "availability-set",
            "Virtual machines in an availability set",
            vm,
            Scope::Subscription,
            Measure::AvailableMinutes,
            vec![table(None, AS)],
        ),
        level(
            "single-instance",
            "A single virtual machine",
            vm,
            Scope::Instance,
            Measure::MinutesInMonth,
            vec![
                table(Some(("premium", "Premium SSD or Ultra Disk")), PREM),
                table(Some(("standard-ssd", "Standard SSD")), SSD),
                table(Some(("standard-hdd", "Standard HDD")), HDD),
            ],
        ),
        level(
            "capacity-reservation",
            "On-demand capacity reservations",
            "On-demand capacity reservations",
            Scope::Unit,
            Measure::FailedDeployments { lapse },
            vec![table(None, PREM)],
        ),
        Level {
            promise: Some(percent("99.9")),
            to_verify: Some("No source prints the table of credits.".to_owned()),
            ..level(
                "azure-openai",
                "Azure OpenAI availability",
                "Azure OpenAI",
                Scope::Resource,
                Measure::MinutesInMonth,
                Vec::new(),
            )
        },
    ];
    Agreement {
        id: "microsoft-online-services-sla/azure".to_owned(),
        title: "SLA for Microsoft Online Services: Azure".to_owned(),
        vendor: "Microsoft".to_owned(),
        claims_to: "customer support at Microsoft".to_owned(),
        claim: Window { within: Duration::months(2), after: Anchor::BillingMonth },
        contents: vec![
            Content { about: About::Incident, text: "What happened".to_owned() },
            Content { about: About::Times, text: "When, and for how long".to_owned() },
            Content { about: About::Users, text: "How many users were affected, and where".to_owned() },
            Content { about: About::Attempts, text: "What we tried at the time".to_owned() },
        ],
        processing: Some(Processing { within: Some(Duration::days(45)), following_month: true, best_effort: true }),
        remedy: Remedy {
            sole: true,
            no_offset: true,
            one_a_month: true,
            one_level: true,
            in_compliance: true,
            reseller_estimate: true,
            suite_share: true,
            service_days: vec![Licence { id: "open-value".to_owned(), title: "Open Value".to_owned() }],
            notice: Some(Duration::days(90)),
            frozen_term: true,
        },
        exclusions: vec![
            exclusion("customer-operations", "Operations that the customer started"),
            exclusion("maintenance", "The monthly maintenance window"),
        ],
        levels,
        sources: vec![Reference {
            title: "SLA for Microsoft Online Services".to_owned(),
            section: Some("Claims".to_owned()),
            citable: true,
        }],
        place: place(),
    }
}

/// Services that are not Azure: another window for claims.
pub(crate) fn others() -> Agreement {
    Agreement {
        id: "microsoft-online-services-sla/others".to_owned(),
        claim: Window { within: Duration::days(0), after: Anchor::FollowingMonth },
        levels: vec![level(
            "exchange-online",
            "Exchange Online",
            "Exchange Online",
            Scope::Subscription,
            Measure::MinutesInMonth,
            vec![table(None, PREM)],
        )],
        ..azure()
    }
}

fn exclusion(id: &str, title: &str) -> Exclusion {
    Exclusion { id: id.to_owned(), title: title.to_owned(), text: None, sources: Vec::new(), place: place() }
}
