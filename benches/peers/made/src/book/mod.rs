//! Made-up rules, and made-up deals to hold against them. The same sizes give the same text
//! on any machine and on any day.
//!
//! It knows no library, so that the benchmarks of the product can read it too.

mod chance;
mod deals;
mod making;
mod text;

/// What a name holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    YesNo,
    Level,
    Dollars,
    Days,
}

/// The levels of every scale, from the lowest.
pub const LEVELS: [&str; 5] = ["minimal", "partial", "solid", "strong", "complete"];
/// A fact or a term. Higher is better for every term but amounts.
#[derive(Clone, Debug)]
pub struct Name {
    pub id: String,
    pub kind: Kind,
    pub is_term: bool,
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    Is,
    IsNot,
    AtLeast,
    AtMost,
    Above,
    Below,
}

/// A name compared with a constant. Yes is 1, a level its place, an amount its dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub name: usize,
    pub test: Test,
    pub value: i64,
}

/// One comparison or a few: all of them, or any of them.
#[derive(Clone, Debug)]
pub struct Condition {
    pub all: bool,
    pub of: Vec<Comparison>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Advice {
    pub when: Condition,
    /// Where it is high; else it is as its risk is.
    pub severe: Option<Comparison>,
    pub body: Body,
}

/// What a rule asks for.
#[derive(Clone, Debug)]
pub enum Body {
    Redline { walk_away: Comparison, preferred: Comparison, fallbacks: Vec<(Comparison, Option<Comparison>)> },
    Mitigation { done: Comparison },
}

/// Rules over names.
#[derive(Clone, Debug)]
pub struct Book {
    pub names: Vec<Name>,
    pub rules: Vec<Advice>,
}

/// What a rule comes to where everything is known; of fallbacks there are two at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum End {
    Idle,
    WalkAway,
    Preferred,
    FirstFallback,
    SecondFallback,
    Gap,
    InPlace,
    Advised,
}

impl End {
    /// All, by their numbers.
    pub const ALL: [Self; 8] = [
        Self::Idle,
        Self::WalkAway,
        Self::Preferred,
        Self::FirstFallback,
        Self::SecondFallback,
        Self::Gap,
        Self::InPlace,
        Self::Advised,
    ];
}

/// A guard of a decision list: what must hold, or must not, for its end.
pub struct Guard<'b> {
    pub holds: bool,
    pub all: bool,
    pub of: Vec<&'b Comparison>,
    pub end: End,
}

impl Advice {
    /// The rule as a decision list: the first guard that is fulfilled tells its end, else it
    /// is the last.
    pub fn list(&self) -> (Vec<Guard<'_>>, End) {
        let of = |one| vec![one];
        let sure = |of: Vec<_>, end| Guard { holds: true, all: true, of, end };
        let mut guards =
            vec![Guard { holds: false, all: self.when.all, of: self.when.of.iter().collect(), end: End::Idle }];
        match &self.body {
            Body::Mitigation { done } => {
                guards.push(sure(of(done), End::InPlace));
                (guards, End::Advised)
            }
            Body::Redline { walk_away, preferred, fallbacks } => {
                guards.push(sure(of(walk_away), End::WalkAway));
                guards.push(sure(of(preferred), End::Preferred));
                let ends = [End::FirstFallback, End::SecondFallback];
                for ((accepts, when), end) in fallbacks.iter().zip(ends) {
                    guards.push(sure(when.iter().chain([accepts]).collect(), end));
                }
                (guards, End::Gap)
            }
        }
    }

    /// What it comes to for a row of values.
    pub fn decide(&self, row: &[i64]) -> End {
        let (guards, last) = self.list();
        let fulfilled = |guard: &&Guard<'_>| {
            let mut each = guard.of.iter().map(|comparison| comparison.holds(row[comparison.name]));
            (if guard.all { each.all(|holds| holds) } else { each.any(|holds| holds) }) == guard.holds
        };
        guards.iter().find(fulfilled).map_or(last, |guard| guard.end)
    }
}

impl Comparison {
    /// Whether it holds for a value.
    pub fn holds(&self, value: i64) -> bool {
        match self.test {
            Test::Is => value == self.value,
            Test::IsNot => value != self.value,
            Test::AtLeast => value >= self.value,
            Test::AtMost => value <= self.value,
            Test::Above => value > self.value,
            Test::Below => value < self.value,
        }
    }
}

impl Test {
    /// Its sign in most languages.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Is => "==",
            Self::IsNot => "!=",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::Below => "<",
        }
    }
}

/// What is measured side by side: so many rules over so many names.
pub const CONTESTS: [(usize, usize); 2] = [(50, 60), (500, 200)];

/// The day on which everything is judged.
pub const AS_OF: &str = "2026-11-21";
