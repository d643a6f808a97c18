//! The codes of messages: short, stable, and each explained by `proviso explain CODE`.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $name:ident => $code:literal,)+) => {
        /// What a message is about, whatever its words are.
        ///
        /// ```
        /// use proviso::diagnostic::Code;
        /// assert_eq!(Code::UnknownName.to_string(), "unknown-name");
        /// assert!(Code::ALL.contains(&Code::Cycle));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $meaning])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code that is written so.
            pub fn find(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == text)
            }

            /// The code as people see and type it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

codes! {
    // Names and types.
    /// A name that nothing declares.
    UnknownName => "unknown-name",
    /// Two declarations of one name.
    DuplicateName => "duplicate-name",
    /// A value or comparison that does not fit the type.
    WrongType => "wrong-type",
    /// A level that the scale or list does not have.
    OutsideScale => "outside-scale",
    /// Declarations that rest on each other in a circle.
    Cycle => "cycle",

    // Properties of a declaration.
    /// A required property that is not there.
    MissingProperty => "missing-property",
    /// A property that this declaration does not have.
    UnknownProperty => "unknown-property",
    /// A property that is given twice but may stand once.
    RepeatedProperty => "repeated-property",

    // Rules as a whole.
    /// Rules without a `pack` header.
    NoPackHeader => "no-pack-header",
    /// Two packs that say different things about one owner, approver, phase or document.
    ContradictingPacks => "contradicting-packs",
    /// An overlay that changes what is not there, what it may not, or what another changes.
    Overlay => "overlay",
    /// A declaration inside another that cannot hold it.
    MisplacedDeclaration => "misplaced-declaration",
    /// A name that is the beginning of another at a dot.
    NamePrefix => "name-prefix",
    /// `or` between values instead of between comparisons.
    OrBetweenValues => "or-between-values",
    /// A rung that is not comparisons of terms joined by `and`.
    RungShape => "rung-shape",
    /// Rungs that do not grow one after the other, in the direction against `better`.
    RungsOutOfOrder => "rungs-out-of-order",
    /// A rung that accepts what the walk-away refuses.
    RungMeetsWalkAway => "rung-meets-walk-away",

    /// Something that a point cannot be given for, or cannot need first.
    BadExchange => "bad-exchange",

    /// A table of credits whose thresholds do not fall, or whose credits do not rise.
    TiersOutOfOrder => "tiers-out-of-order",

    /// A value with a condition and no value for when it does not hold.
    MissingOtherwise => "missing-otherwise",

    // The form of a rule file.
    /// A blank that nobody has filled in.
    Blank => "blank",
    /// Text that is not in the language.
    Syntax => "syntax",
    /// A name with capitals, underscores or other signs.
    BadName => "bad-name",
    /// `{{ … }}` in a text that does not hold one name.
    BadHole => "bad-hole",
    /// A duration in business days.
    BusinessDays => "business-days",
    /// A typographic character where the language has a plain one.
    PastedCharacter => "pasted-character",

    /// A test expects of a rule what it cannot come to.
    BadExpectation => "bad-expectation",
    /// A test reaches a comparison with the day of assessment and gives none.
    TestWithoutDay => "test-without-day",

    /// A rule whose outcome depends on so many facts at once that it cannot be worked out.
    TooEntangled => "too-entangled",

    /// A figure whose value has more digits than can be kept.
    FigureOverflow => "figure-overflow",

    /// A waiver of a rule that is as it should be.
    IdleWaiver => "idle-waiver",

    // Any file.
    /// Brackets or blocks within one another beyond the limit.
    NestedTooDeep => "nested-too-deep",
    /// A file or folder that cannot be read.
    CannotRead => "cannot-read",
    /// A file or folder that cannot be written.
    CannotWrite => "cannot-write",
    /// A file, or a number of things in it, beyond the limit.
    TooLarge => "too-large",
    /// A file that is not text in UTF-8.
    NotUtf8 => "not-utf8",

    // The form and content of a profile.
    /// A profile that is not well-formed YAML, or uses what a profile may not.
    YamlSyntax => "yaml-syntax",
    /// A key given twice in one place.
    DuplicateKey => "duplicate-key",
    /// A key that a profile does not have.
    UnknownKey => "unknown-key",
    /// A value that cannot be read.
    BadValue => "bad-value",
    /// A range whose lower end is above its upper end.
    BackwardRange => "backward-range",
    /// Two currencies compared, and no rate between them.
    MissingRate => "missing-rate",
    /// A required key that is not there.
    MissingKey => "missing-key",
    /// A name, rule or word in a part of a profile where it does not belong.
    WrongPlace => "wrong-place",
    /// A short rule id that several packs have.
    AmbiguousName => "ambiguous-name",
    /// A rule ticked by hand that a fact ticks.
    DoneByFact => "done-by-fact",
    /// References that unfold one text into very many.
    AliasBomb => "alias-bomb",

    // Logs of incidents.
    /// A table whose cells cannot be told apart.
    CsvSyntax => "csv-syntax",
    /// Two lines that say different things about one resource and month.
    ContradictingLines => "contradicting-lines",

    // Rules that hold together and do not say what was meant.
    /// A condition that no profile fulfils.
    NeverHolds => "never-holds",
    /// A condition that every profile fulfils.
    AlwaysHolds => "always-holds",
    /// A rung that no profile comes to.
    NeverReached => "never-reached",
    /// A value of a list that never wins.
    NeverWins => "never-wins",
    /// Preferred and walk-away with nothing between them.
    NoRoom => "no-room",
    /// A single value between what is acceptable and the walk-away.
    GapOfOneValue => "gap-of-one-value",
    /// Two redlines on one term of which no draft fulfils both.
    ExcludingRedlines => "excluding-redlines",
    /// A `done when` that its own `when` rules out.
    DoneRuledOut => "done-ruled-out",
    /// Two rules that say the same.
    SameAdvice => "same-advice",
    /// A figure in a text that disagrees with its rung.
    Drift => "drift",
    /// Something internal in a text for the other side.
    Leak => "leak",
    /// A declaration that nothing uses.
    Unused => "unused",
    /// A source past its review.
    StaleSource => "stale-source",
    /// A waiver that has run out.
    ExpiredWaiver => "expired-waiver",
    /// A text too long to be read aloud.
    LongText => "long-text",
    /// A term that does not say which way is better.
    NoDirection => "no-direction",
    /// A rule of which no test says anything.
    Untested => "untested",
    /// An allowance of a finding that is not there.
    IdleAllowance => "idle-allowance",

    // What comes back from the talks.
    /// A file of Word or Excel that cannot be read.
    DamagedDocument => "damaged-document",
    /// A list without the table that Proviso wrote, or without one of its columns.
    UnclearTable => "unclear-table",
    /// A row of a list that cannot be told from others, or stands for nothing known.
    UnclearRow => "unclear-row",
    /// A status that a list does not have.
    UnknownStatus => "unknown-status",
    /// An outcome that a point cannot have.
    UnknownOutcome => "unknown-outcome",
    /// Different words for one thing in two documents.
    ConflictingEdits => "conflicting-edits",
    /// Something in a returned file that is not read.
    NotTakenIn => "not-taken-in",

    // Files to be written.
    /// A file where a document belongs that Proviso did not write.
    NotOurs => "not-ours",
}

impl Code {
    /// Whether it is about rules that can be read but may not say what is meant: such
    /// findings can be allowed, and weighed anew.
    pub fn is_about_rules(self) -> bool {
        RULE_FINDINGS.contains(&self)
    }
}

/// What `check` finds in rules without mistakes.
const RULE_FINDINGS: &[Code] = &[
    Code::NeverHolds,
    Code::AlwaysHolds,
    Code::NeverReached,
    Code::NeverWins,
    Code::NoRoom,
    Code::GapOfOneValue,
    Code::ExcludingRedlines,
    Code::DoneRuledOut,
    Code::SameAdvice,
    Code::Drift,
    Code::Leak,
    Code::Unused,
    Code::StaleSource,
    Code::ExpiredWaiver,
    Code::LongText,
    Code::NoDirection,
    Code::Untested,
];

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
