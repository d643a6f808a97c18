//! Rulebooks and profiles as the tests think of them, apart from the types of the engine.

use std::collections::BTreeSet;

use proviso::rulebook::advice::Severity;

use super::forms::Form;
pub(crate) use super::known::{Draft, Know, Profile};
use super::parts::{Parts, RiskParts};

/// The documents of every generated pack, weakest first.
pub(crate) const DOCUMENTS: [&str; 3] = ["oral", "amendment", "contract"];
/// The levels of every scale.
pub(crate) const SCALE: [&str; 3] = ["low", "mid", "high"];
/// The choices of every `one of`.
pub(crate) const CHOICES: [&str; 3] = ["red", "green", "blue"];
/// The members of every set.
pub(crate) const MEMBERS: [&str; 3] = ["gdpr", "hipaa", "dora"];
/// The texts that rules compare with, and one more.
pub(crate) const TEXTS: [&str; 3] = ["alpha", "beta gamma", "something else"];

/// A value. Amounts are thousandths of a dollar, numbers and percentages thousandths,
/// durations milliseconds, dates days since the beginning of 1970.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Val {
    Flag(bool),
    Level(usize),
    Members(BTreeSet<usize>),
    Text(usize),
    At(i64),
    Endless,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    YesNo,
    Scale,
    OneOf,
    Set,
    Number,
    Percent,
    Money,
    Duration,
    Date,
    Text,
}

impl Kind {
    /// Whether values lie on a line of many.
    pub(crate) fn is_line(self) -> bool {
        matches!(self, Self::Number | Self::Percent | Self::Money | Self::Duration | Self::Date)
    }

    pub(crate) fn is_ordered(self) -> bool {
        self.is_line() || self == Self::Scale
    }

    /// How far samples lie from what they are next to: where values are dense, there is
    /// room for one more between the two.
    pub(crate) fn grain(self) -> i64 {
        if matches!(self, Self::Duration | Self::Date) { 1 } else { 2 }
    }

    pub(crate) fn floor(self) -> Option<i64> {
        matches!(self, Self::Percent | Self::Money | Self::Duration).then_some(0)
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Type {
    pub kind: Kind,
    pub endless: bool,
}

/// A value as it is written in a rule.
#[derive(Clone, Debug)]
pub(crate) struct Const {
    pub val: Val,
    pub text: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Guarded<T> {
    pub arms: Vec<(Cond, T)>,
    pub otherwise: T,
}

#[derive(Clone, Debug)]
pub(crate) enum Silent {
    Unsaid,
    Means(Const),
    Standard,
}

#[derive(Clone, Debug)]
pub(crate) enum Role {
    Fact,
    Term { better: Option<&'static str>, standard: Option<Guarded<Const>>, silent: Silent },
    Parameter(Guarded<Const>),
    Figure(Guarded<Form>),
}

#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub id: String,
    pub of: Type,
    pub role: Role,
}

impl Name {
    pub(crate) fn is_term(&self) -> bool {
        matches!(self.role, Role::Term { .. })
    }

    /// Whether no profile gives it: a parameter or a figure.
    pub(crate) fn is_parameter(&self) -> bool {
        matches!(self.role, Role::Parameter(_) | Role::Figure(_))
    }

    pub(crate) fn figure(&self) -> Option<&Guarded<Form>> {
        match &self.role {
            Role::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    pub(crate) fn standard(&self) -> Option<&Guarded<Const>> {
        match &self.role {
            Role::Term { standard, .. } => standard.as_ref(),
            Role::Parameter(value) => Some(value),
            Role::Fact | Role::Figure(_) => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Cond {
    Cmp(Cmp),
    /// A yes-no by its name alone.
    Bare(usize),
    Define(usize),
    Not(Box<Cond>),
    All(Vec<Cond>),
    Any(Vec<Cond>),
}

#[derive(Clone, Debug)]
pub(crate) struct Cmp {
    pub left: usize,
    pub op: Op,
    pub written: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Is,
    IsNot,
    AtLeast,
    AtMost,
    Above,
    Below,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantifier {
    Any,
    All,
    None,
}

#[derive(Clone, Debug)]
pub(crate) enum Members {
    These(BTreeSet<usize>),
    Of(usize),
}

#[derive(Clone, Debug)]
pub(crate) enum Operand {
    Const(Const),
    Name(usize),
}

#[derive(Clone, Debug)]
pub(crate) enum Op {
    Order(Relation, Operand),
    OneOf(Vec<Const>, bool),
    Between(Operand, Operand),
    /// Months and days from the day of assessment.
    Within(i64, i64),
    HasPassed,
    Addressed(bool),
    Includes(usize),
    IncludesOf(Quantifier, Members),
}

#[derive(Clone, Debug)]
pub(crate) struct Rung {
    pub holds: Vec<Cmp>,
    pub when: Option<Cond>,
}

#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a handful of them live at a time")]
pub(crate) enum Body {
    Redline { preferred: Rung, fallbacks: Vec<Rung>, walk_away: Option<Rung> },
    Mitigation { done: Option<Cond> },
    Step { done: Option<Cond> },
    Duty { done: Option<Cond> },
    Question { answered_by: Vec<usize> },
    Lever,
    Conflict(usize, usize),
}

#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub id: String,
    pub when: Option<Cond>,
    pub severity: Option<Guarded<Severity>>,
    pub body: Body,
    pub parts: Parts,
}

#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub names: Vec<Name>,
    pub defines: Vec<Cond>,
    /// Of the risk that all rules but steps stand in.
    pub severity: Guarded<Severity>,
    pub rulings: Vec<Ruling>,
    pub parts: RiskParts,
}

impl Book {
    /// Calls `visit` for every comparison of the book.
    pub(crate) fn comparisons<'b>(&'b self, visit: &mut dyn FnMut(&'b Cmp)) {
        self.conditions(&mut |cond| cond.comparisons(visit), &mut |_| {});
        for ruling in &self.rulings {
            if let Body::Redline { preferred, fallbacks, walk_away } = &ruling.body {
                for rung in std::iter::once(preferred).chain(fallbacks).chain(walk_away) {
                    rung.holds.iter().for_each(&mut *visit);
                }
            }
        }
    }

    /// Calls `visit` for every condition but those of rungs, and `constant` for values
    /// of the vocabulary.
    fn conditions<'b>(&'b self, visit: &mut dyn FnMut(&'b Cond), constant: &mut dyn FnMut((Kind, &'b Const))) {
        self.defines.iter().for_each(&mut *visit);
        self.severity.arms.iter().for_each(|(cond, _)| visit(cond));
        self.parts.conditions(visit);
        for name in &self.names {
            name.figure().iter().for_each(|figure| figure.arms.iter().for_each(|(cond, _)| visit(cond)));
            if let Some(standard) = name.standard() {
                standard.arms.iter().for_each(|(cond, _)| visit(cond));
                let values = standard.arms.iter().map(|(_, value)| value).chain([&standard.otherwise]);
                values.for_each(|value| constant((name.of.kind, value)));
            }
            if let Role::Term { silent: Silent::Means(value), .. } = &name.role {
                constant((name.of.kind, value));
            }
        }
        for ruling in &self.rulings {
            ruling.when.iter().for_each(&mut *visit);
            ruling.parts.conditions(visit);
            ruling.severity.iter().for_each(|guarded| guarded.arms.iter().for_each(|(cond, _)| visit(cond)));
            match &ruling.body {
                Body::Redline { preferred, fallbacks, walk_away } => {
                    let rungs = std::iter::once(preferred).chain(fallbacks).chain(walk_away);
                    rungs.for_each(|rung| rung.when.iter().for_each(&mut *visit));
                }
                Body::Mitigation { done } | Body::Step { done } | Body::Duty { done } => {
                    done.iter().for_each(&mut *visit)
                }
                Body::Question { .. } | Body::Lever | Body::Conflict(..) => {}
            }
        }
    }

    /// The values of one kind that stand anywhere in the book.
    pub(crate) fn constants(&self, kind: Kind, as_of: i64) -> BTreeSet<Val> {
        let mut found = BTreeSet::new();
        self.conditions(&mut |_| {}, &mut |(of, value)| {
            if of == kind {
                found.insert(value.val.clone());
            }
        });
        self.comparisons(&mut |cmp| {
            if self.names[cmp.left].of.kind != kind {
                return;
            }
            let mut operand = |operand: &Operand| {
                if let Operand::Const(value) = operand {
                    found.insert(value.val.clone());
                }
            };
            match &cmp.op {
                Op::Order(_, right) => operand(right),
                Op::Between(low, high) => [low, high].into_iter().for_each(operand),
                Op::OneOf(values, _) => found.extend(values.iter().map(|value| value.val.clone())),
                Op::Within(months, days) => {
                    found.insert(Val::At(as_of));
                    found.insert(Val::At(super::reference::later(as_of, *months, *days)));
                }
                Op::HasPassed => {
                    found.insert(Val::At(as_of));
                }
                Op::Addressed(_) | Op::Includes(_) | Op::IncludesOf(..) => {}
            }
        });
        found
    }

    /// Whether two names that a profile gives are compared, sets apart, or a figure is.
    pub(crate) fn compares_names(&self) -> bool {
        let mut found = false;
        self.comparisons(&mut |cmp| {
            found |= self.names[cmp.left].figure().is_some();
            let mut figures = |operand: &Operand| {
                found |= matches!(operand, Operand::Name(right) if self.names[*right].figure().is_some());
            };
            match &cmp.op {
                Op::Order(_, right) => figures(right),
                Op::Between(low, high) => [low, high].into_iter().for_each(figures),
                _ => {}
            }
            let mut operand = |operand: &Operand| {
                if let Operand::Name(right) = operand {
                    found |= !self.names[cmp.left].is_parameter() && !self.names[*right].is_parameter();
                }
            };
            match &cmp.op {
                Op::Order(_, right) => operand(right),
                Op::Between(low, high) => [low, high].into_iter().for_each(operand),
                _ => {}
            }
        });
        found
    }
}

impl Cond {
    pub(crate) fn comparisons<'c>(&'c self, visit: &mut dyn FnMut(&'c Cmp)) {
        match self {
            Self::Cmp(cmp) => visit(cmp),
            Self::Not(inner) => inner.comparisons(visit),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.comparisons(visit)),
            Self::Bare(_) | Self::Define(_) => {}
        }
    }
}
