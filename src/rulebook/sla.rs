//! Service levels as the rules declare them: an agreement, and what documents say of it.

use crate::sla::{Agreement, Definition, Remedy};

use super::vocabulary::Citation;

/// A service level agreement with the words that no figure needs.
#[derive(Clone, Debug)]
pub struct Sla {
    /// What it promises, and on what terms it pays.
    pub agreement: Agreement,
    /// Its clauses, in the order of the rules.
    pub clauses: Vec<Clause>,
    /// Definitions that hold for all levels.
    pub definitions: Vec<Definition>,
    /// All it rests on, its levels, exclusions and clauses among it, each passage once.
    pub citations: Vec<Citation>,
    /// The pack, by its place in [`Rulebook::packs`](super::Rulebook).
    pub pack: usize,
}

/// A term of an agreement, in our words.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Which term.
    pub what: Stipulation,
    /// What it says.
    pub text: String,
    /// What it rests on, where that is said of it alone.
    pub citations: Vec<Citation>,
}

/// The terms an agreement can have. What most of them change is said in [`Remedy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stipulation {
    /// Credits are the only remedy.
    SoleRemedy,
    /// No netting against invoices.
    NoOffset,
    /// One credit for a service and month.
    OneCredit,
    /// One level for an incident.
    OneLevel,
    /// Services bought apart are claimed apart.
    SeparateServices,
    /// Credits are a part of the fees for what was affected, and of nothing else.
    AffectedOnly,
    /// Credits of a month never exceed its fees.
    MonthCap,
    /// Only for customers in compliance.
    InCompliance,
    /// Bought from a reseller: by way of the reseller, on the estimated retail price.
    ResellerEstimate,
    /// In a suite: the share of the service.
    SuiteShare,
    /// Claims are processed by the end of the following month, too.
    ProcessingMonth,
    /// How soon claims are processed is a target.
    BestEffort,
    /// The text stays as it is for the first term.
    FrozenTerm,
}

impl Stipulation {
    /// Each with its word in the rules.
    pub const ALL: [(&'static str, Self); 13] = [
        ("sole-remedy", Self::SoleRemedy),
        ("no-offset", Self::NoOffset),
        ("one-credit", Self::OneCredit),
        ("one-level", Self::OneLevel),
        ("separate-services", Self::SeparateServices),
        ("affected-only", Self::AffectedOnly),
        ("month-cap", Self::MonthCap),
        ("in-compliance", Self::InCompliance),
        ("reseller-estimate", Self::ResellerEstimate),
        ("suite-share", Self::SuiteShare),
        ("processing-month", Self::ProcessingMonth),
        ("best-effort", Self::BestEffort),
        ("frozen-term", Self::FrozenTerm),
    ];

    /// As people read it: "Sole remedy".
    pub fn title(self) -> &'static str {
        match self {
            Self::SoleRemedy => "Sole remedy",
            Self::NoOffset => "No netting",
            Self::OneCredit => "One credit a month",
            Self::OneLevel => "One level an incident",
            Self::SeparateServices => "Separate services",
            Self::AffectedOnly => "What is credited",
            Self::MonthCap => "Most of a month",
            Self::InCompliance => "Compliance",
            Self::ResellerEstimate => "Bought from a reseller",
            Self::SuiteShare => "Bought in a suite",
            Self::ProcessingMonth | Self::BestEffort => "Processing of claims",
            Self::FrozenTerm => "Changes",
        }
    }

    /// Notes in a remedy what the clause changes.
    pub fn apply(self, remedy: &mut Remedy) {
        match self {
            Self::SoleRemedy => remedy.sole = true,
            Self::NoOffset => remedy.no_offset = true,
            Self::OneCredit => remedy.one_a_month = true,
            Self::OneLevel => remedy.one_level = true,
            Self::InCompliance => remedy.in_compliance = true,
            Self::ResellerEstimate => remedy.reseller_estimate = true,
            Self::SuiteShare => remedy.suite_share = true,
            Self::FrozenTerm => remedy.frozen_term = true,
            Self::SeparateServices | Self::AffectedOnly | Self::MonthCap | Self::ProcessingMonth | Self::BestEffort => {
            }
        }
    }
}
