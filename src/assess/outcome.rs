//! What a rule can come to.

/// What a rule can come to. Fallbacks count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is its status")]
pub enum Outcome {
    WalkAway,
    Gap,
    Advised,
    Ask,
    Live,
    Owed,
    Fallback(usize),
    Available,
    Preferred,
    InPlace,
    Answered,
    Settled,
    NotApplicable,
    NotNeeded,
    NotAsked,
    Unavailable,
}

impl Outcome {
    /// The status in documents: `fallback`, whichever it is.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WalkAway => "walk-away",
            Self::Gap => "gap",
            Self::Advised => "advised",
            Self::Ask => "ask",
            Self::Live => "live",
            Self::Owed => "owed",
            Self::Fallback(_) => "fallback",
            Self::Available => "available",
            Self::Preferred => "preferred",
            Self::InPlace => "in-place",
            Self::Answered => "answered",
            Self::Settled => "settled",
            Self::NotApplicable => "not-applicable",
            Self::NotNeeded => "not-needed",
            Self::NotAsked => "not-asked",
            Self::Unavailable => "unavailable",
        }
    }

    /// Worst first: walk-away, gap, advised, fallback, then the rest.
    pub fn rank(self) -> u8 {
        match self {
            Self::WalkAway => 0,
            Self::Gap => 1,
            Self::Advised => 2,
            Self::Fallback(_) => 3,
            _ => 4,
        }
    }

    /// Whether a rule that comes to this is a live side of a conflict.
    pub fn is_live(self) -> bool {
        matches!(
            self,
            Self::Gap | Self::WalkAway | Self::Advised | Self::Available | Self::Ask | Self::Live | Self::Owed
        )
    }

    /// Whether there is something to do about it.
    pub fn asks_for_action(self) -> bool {
        matches!(
            self,
            Self::WalkAway | Self::Gap | Self::Advised | Self::Fallback(_) | Self::Ask | Self::Live | Self::Owed
        )
    }

    /// Whether the rule does not concern the company.
    pub fn is_idle(self) -> bool {
        matches!(self, Self::NotApplicable | Self::NotNeeded | Self::NotAsked | Self::Unavailable | Self::Settled)
    }
}
