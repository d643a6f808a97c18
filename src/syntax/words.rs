//! The words of the language, and where declarations may stand.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every word, in the order of the language reference.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it is written.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The word that is written so.
            pub fn find(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// The word a declaration begins with.
    #[expect(missing_docs, reason = "each variant is the word itself")]
    DeclarationWord {
        Pack => "pack",
        Source => "source",
        Values => "values",
        Fact => "fact",
        Term => "term",
        Parameter => "parameter",
        Figure => "figure",
        Define => "define",
        Risk => "risk",
        Redline => "redline",
        Mitigation => "mitigation",
        Question => "question",
        Checklist => "checklist",
        Step => "step",
        Lever => "lever",
        Conflict => "conflict",
        Duty => "duty",
        Sla => "sla",
        Level => "level",
        Disk => "disk",
        Exclusion => "exclusion",
        Test => "test",
        Extend => "extend",
        Override => "override",
        Retire => "retire",
        Waive => "waive",
    }
}

impl DeclarationWord {
    /// What it declares, as people call it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Waive => "waiver of",
            word => word.as_str(),
        }
    }

    /// Whether declarations may stand inside this one, and inherit from it.
    pub fn holds_others(self) -> bool {
        matches!(self, Self::Risk | Self::Checklist | Self::Sla | Self::Level)
    }

    /// Whether this declaration may stand inside `outer`.
    pub fn may_stand_in(self, outer: Self) -> bool {
        match outer {
            Self::Risk => {
                matches!(
                    self,
                    Self::Redline | Self::Mitigation | Self::Question | Self::Lever | Self::Conflict | Self::Duty
                )
            }
            Self::Checklist => self == Self::Step,
            Self::Sla => matches!(self, Self::Level | Self::Exclusion),
            Self::Level => matches!(self, Self::Disk | Self::Exclusion),
            _ => false,
        }
    }

    /// Whether this declaration may stand inside any other.
    pub fn may_stand_inside(self) -> bool {
        Self::ALL.iter().any(|outer| self.may_stand_in(*outer))
    }

    /// Whether the declaration's name belongs to the vocabulary (facts, terms,
    /// parameters, figures, defines), one of the two namespaces.
    pub fn is_vocabulary(self) -> bool {
        matches!(self, Self::Fact | Self::Term | Self::Parameter | Self::Figure | Self::Define)
    }

    /// Whether the declaration's name belongs to the rules, the other namespace.
    pub fn is_advice(self) -> bool {
        matches!(
            self,
            Self::Risk
                | Self::Redline
                | Self::Mitigation
                | Self::Question
                | Self::Step
                | Self::Lever
                | Self::Conflict
                | Self::Duty
                | Self::Checklist
        )
    }

    /// Whether it is a promise of service or a part of one. Their names belong to the
    /// rules too, but for the kinds of disk, which their level tells apart.
    pub fn is_service(self) -> bool {
        matches!(self, Self::Sla | Self::Level | Self::Disk | Self::Exclusion)
    }
}

words! {
    /// The word a property begins with. `as` and `levels` are the unnamed contents of
    /// `define` and `values`.
    #[expect(missing_docs, reason = "each variant is the word itself")]
    PropertyWord {
        Version => "version",
        Vendor => "vendor",
        Owners => "owners",
        Approvers => "approvers",
        Phases => "phases",
        Documents => "documents",
        YearEnds => "year-ends",
        Kind => "kind",
        AsOf => "as-of",
        Recheck => "recheck",
        Levels => "levels",
        As => "as",
        Type => "type",
        Better => "better",
        Standard => "standard",
        Silent => "silent",
        Value => "value",
        Show => "show",
        Ask => "ask",
        Share => "share",
        Risk => "risk",
        Topic => "topic",
        When => "when",
        DoneWhen => "done when",
        Severity => "severity",
        Priority => "priority",
        Preferred => "preferred",
        Fallback => "fallback",
        WalkAway => "walk-away",
        Approver => "approver",
        Propose => "propose",
        Wording => "wording",
        Rationale => "rationale",
        Objection => "objection",
        Outlook => "outlook",
        Cost => "cost",
        TradesFor => "trades-for",
        Requires => "requires",
        Pitfall => "pitfall",
        Do => "do",
        To => "to",
        AnsweredBy => "answered by",
        Play => "play",
        Give => "give",
        Get => "get",
        Between => "between",
        Weigh => "weigh",
        By => "by",
        Due => "due",
        Desk => "desk",
        Claim => "claim",
        Contents => "contents",
        Processing => "processing",
        Notice => "notice",
        Clause => "clause",
        ServiceDays => "service-days",
        Means => "means",
        Service => "service",
        Metric => "metric",
        Period => "period",
        Scope => "scope",
        Measure => "measure",
        Lapse => "lapse",
        Promise => "promise",
        Credit => "credit",
        Definition => "definition",
        Verify => "verify",
        Owner => "owner",
        Phase => "phase",
        Instrument => "instrument",
        From => "from",
        Given => "given",
        Expect => "expect",
        Because => "because",
        Until => "until",
        Remove => "remove",
        Allow => "allow",
        Treat => "treat",
    }
}

impl PropertyWord {
    /// Whether a `from` on its line cites what it says, not the whole declaration.
    pub fn may_be_cited(self) -> bool {
        matches!(self, Self::Standard | Self::Value | Self::Claim | Self::Clause)
    }
}
