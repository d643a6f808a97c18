//! Made-up rules, and made-up deals to hold against them. The same sizes give the same text
//! on any machine and on any day.
//!
//! It knows no library, so that the benchmarks of the product can read it too.

use std::fmt::{self, Write as _};

/// Numbers that look like chance (SplitMix64) and come again.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Another row of numbers for another seed.
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Whether something happens that happens so often in a hundred times.
    pub fn percent(&mut self, often: usize) -> bool {
        self.below(100) < often
    }

    fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }
}

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
/// The amounts and the days that rules like to compare with.
const DOLLARS: [i64; 9] = [10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000];
const DAYS: [i64; 9] = [7, 14, 30, 45, 60, 90, 120, 180, 365];

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

    fn words(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

impl Kind {
    fn constants(self) -> &'static [i64] {
        match self {
            Self::YesNo => &[0, 1],
            Self::Level => &[0, 1, 2, 3, 4],
            Self::Dollars => &DOLLARS,
            Self::Days => &DAYS,
        }
    }

    /// A value as Proviso writes it.
    pub fn written(self, value: i64) -> Written {
        Written(self, value)
    }

    fn declared(self) -> String {
        match self {
            Self::YesNo => "yes-no".to_owned(),
            Self::Level => format!("scale {}", LEVELS.join(" < ")),
            Self::Dollars => "money".to_owned(),
            Self::Days => "duration".to_owned(),
        }
    }
}

/// A value and how it is written.
#[derive(Clone, Copy)]
pub struct Written(Kind, i64);

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (Kind::YesNo, value) => f.write_str(if value == 0 { "no" } else { "yes" }),
            (Kind::Level, value) => f.write_str(LEVELS[value as usize]),
            (Kind::Dollars, value) => write!(f, "USD {value}"),
            (Kind::Days, value) => write!(f, "{value} days"),
        }
    }
}

impl Book {
    /// So many rules over so many names, at least 8, half of them facts of the company and
    /// half terms of the draft. `graded` is whether some severities depend.
    pub fn new(rules: usize, names: usize, graded: bool) -> Self {
        let facts = [Kind::YesNo, Kind::Level, Kind::Dollars, Kind::Days];
        let terms = [Kind::Days, Kind::Level, Kind::Dollars, Kind::YesNo];
        let name = |at: usize| {
            let (nth, is_term) = (at / 2, at % 2 == 1);
            let kind = if is_term { terms[nth % 4] } else { facts[nth % 4] };
            Name { id: format!("{}-{nth}", if is_term { "draft.term" } else { "company.fact" }), kind, is_term }
        };
        let mut book = Self { names: (0..names.max(8)).map(name).collect(), rules: Vec::new() };
        let mut chance = Chance::new(7);
        book.rules = (0..rules).map(|at| book.advice(at, graded, &mut chance)).collect();
        book
    }

    /// One in four is a measure, the others are positions.
    fn advice(&self, at: usize, graded: bool, chance: &mut Chance) -> Advice {
        let count = 1 + chance.below(3);
        let when = Condition { all: chance.percent(70), of: self.some(count, chance) };
        let severe = (graded && chance.percent(30)).then(|| self.on_a_fact(chance));
        let body = if at % 4 == 3 {
            Body::Mitigation { done: self.on_a_fact(chance) }
        } else {
            self.redline(at - at / 4, chance)
        };
        Advice { when, severe, body }
    }

    /// Comparisons of so many different facts.
    fn some(&self, count: usize, chance: &mut Chance) -> Vec<Comparison> {
        let mut some: Vec<Comparison> = Vec::new();
        while some.len() < count {
            let one = self.on_a_fact(chance);
            if some.iter().all(|other| other.name != one.name) {
                some.push(one);
            }
        }
        some
    }

    fn on_a_fact(&self, chance: &mut Chance) -> Comparison {
        let name = 2 * chance.below(self.names.len() / 2);
        let kind = self.names[name].kind;
        let (test, value) = match kind {
            Kind::YesNo => (Test::Is, chance.below(2) as i64),
            Kind::Level => (*chance.pick(&[Test::AtLeast, Test::AtMost, Test::IsNot]), 1 + chance.below(3) as i64),
            Kind::Dollars | Kind::Days => {
                (*chance.pick(&[Test::AtLeast, Test::Above, Test::Below]), *chance.pick(kind.constants()))
            }
        };
        Comparison { name, test, value }
    }

    /// A ladder on one term, one after another: each rung accepts more than the one before, and none what the
    /// walk-away refuses.
    fn redline(&self, nth: usize, chance: &mut Chance) -> Body {
        let name = 1 + 2 * (nth % (self.names.len() / 2));
        let kind = self.names[name].kind;
        if kind == Kind::YesNo {
            let is = |value| Comparison { name, test: Test::Is, value };
            return Body::Redline { walk_away: is(0), preferred: is(1), fallbacks: Vec::new() };
        }
        let (least, less) =
            if kind == Kind::Dollars { (Test::AtMost, Test::Above) } else { (Test::AtLeast, Test::Below) };
        let constants = kind.constants();
        let fallbacks = chance.below(3);
        // From worst to best: walk-away, fallbacks from the last, preferred.
        let mut steps: Vec<usize> = vec![1 + chance.below(constants.len() - fallbacks - 1 - 1)];
        for left in (0..=fallbacks).rev() {
            let worst = steps[steps.len() - 1];
            let first = if steps.len() == 1 && fallbacks > 0 { worst } else { worst + 1 };
            steps.push(first + chance.below(constants.len() - left - first).min(2));
        }
        let value = |step: usize| {
            let at = if kind == Kind::Dollars { constants.len() - 1 - steps[step] } else { steps[step] };
            constants[at]
        };
        let accepts = |step| Comparison { name, test: least, value: value(step) };
        let rung = |step, chance: &mut Chance| (accepts(step), chance.percent(30).then(|| self.on_a_fact(chance)));
        Body::Redline {
            walk_away: Comparison { name, test: less, value: value(0) },
            preferred: accepts(steps.len() - 1),
            fallbacks: (1..steps.len() - 1).rev().map(|step| rung(step, chance)).collect(),
        }
    }

    /// The rules as a pack called `made`.
    pub fn text(&self) -> String {
        let mut text = String::from(HEAD);
        for Name { id, kind, is_term } in &self.names {
            let (word, better) = match (*is_term, *kind) {
                (false, _) => ("fact", ""),
                (true, Kind::Dollars) => ("term", "   better lower"),
                (true, Kind::YesNo) => ("term", "   better yes"),
                (true, _) => ("term", "   better higher"),
            };
            let _ = writeln!(
                text,
                "{word} {id} \"What is called {id}\" {{ type {}{better}   ask \"What is {id}?\" }}",
                kind.declared()
            );
        }
        for (risk, rules) in self.rules.chunks(10).enumerate() {
            let severity = ["medium", "low", "high"][risk % 3];
            let _ = writeln!(
                text,
                "\nrisk risk-{risk} \"Risk {risk}\" {{\n    severity {severity}\n    owner legal   phase sign   from guide \"Part {risk}\"\n    pitfall \"What goes wrong in part {risk} costs more than it saves.\""
            );
            for (at, rule) in rules.iter().enumerate() {
                self.declare(rule, risk * 10 + at, severity, &mut text);
            }
            text.push_str("}\n");
        }
        text
    }

    fn declare(&self, rule: &Advice, at: usize, otherwise: &str, text: &mut String) {
        let when = self.condition(&rule.when);
        let severity = rule.severe.map_or(String::new(), |severe| {
            let (when, high) = (self.spelled(&severe), if otherwise == "high" { "critical" } else { "high" });
            format!("        severity  {high} when {when}, otherwise {otherwise}\n")
        });
        match &rule.body {
            Body::Mitigation { done } => {
                let _ = write!(
                    text,
                    "\n    mitigation measure-{at} \"Measure {at}\" {{\n        when      {when}\n{severity}        done when {}\n        do        \"See to what part {at} of the guide asks for.\"\n    }}\n",
                    self.spelled(done)
                );
            }
            Body::Redline { walk_away, preferred, fallbacks } => {
                let _ = write!(
                    text,
                    "\n    redline position-{at} \"Position {at}\" {{\n        when      {when}\n{severity}        preferred \"Best\" {}\n",
                    self.spelled(preferred)
                );
                for (accepts, when) in fallbacks {
                    let when = when.map_or(String::new(), |when| format!("when {}   ", self.spelled(&when)));
                    let _ =
                        writeln!(text, "        fallback  \"Less\" {} {{ {when}approver cio }}", self.spelled(accepts));
                }
                let _ = write!(
                    text,
                    "        walk-away \"Out\"  {}\n        propose   \"What part {at} of the guide asks for.\"\n    }}\n",
                    self.spelled(walk_away)
                );
            }
        }
    }

    fn condition(&self, condition: &Condition) -> String {
        let each: Vec<String> = condition.of.iter().map(|comparison| self.spelled(comparison)).collect();
        each.join(if condition.all { " and " } else { " or " })
    }

    fn spelled(&self, comparison: &Comparison) -> String {
        let Name { id, kind, .. } = &self.names[comparison.name];
        format!("{id} {} {}", comparison.test.words(), kind.written(comparison.value))
    }

    /// What a deal says, in which everything is known and the draft addresses every term.
    pub fn known(&self, deal: usize) -> Vec<i64> {
        let mut chance = Chance::new(deal as u64 + 1);
        self.names.iter().map(|name| value(name.kind, &mut chance)).collect()
    }

    /// What a deal says in words: a tenth is not known, some is known in part, and some
    /// terms the draft does not address.
    pub fn said(&self, deal: usize) -> Vec<String> {
        let mut chance = Chance::new(deal as u64 + 1);
        let say = |name: &Name| {
            let (first, second) = (value(name.kind, &mut chance), value(name.kind, &mut chance));
            let (low, high) = (first.min(second), first.max(second));
            let kind = name.kind;
            match chance.below(100) {
                0..10 => String::new(),
                10..15 if low == high || kind == Kind::YesNo => String::new(),
                10..15 if kind == Kind::Level => format!("[{}, {}]", kind.written(low), kind.written(high)),
                10..15 => format!("{}..{}", kind.written(low), kind.written(high)),
                15..20 if name.is_term => "silent".to_owned(),
                _ => kind.written(first).to_string(),
            }
        };
        self.names.iter().map(say).collect()
    }

    /// The names of the columns of a table of deals.
    pub fn csv_head(&self) -> String {
        let ids = self.names.iter().map(|name| name.id.as_str());
        ["profile", "as-of", "packs"].into_iter().chain(ids).collect::<Vec<_>>().join(",") + "\n"
    }

    /// A deal as a row of that table.
    pub fn csv_row(&self, deal: usize, said: &[String], line: &mut String) {
        let _ = write!(line, "Deal {deal},{AS_OF},made");
        for said in said {
            let quote = if said.contains(',') { "\"" } else { "" };
            let _ = write!(line, ",{quote}{said}{quote}");
        }
        line.push('\n');
    }

    /// A deal as a line of JSON, which leaves out what is not known.
    pub fn json_row(&self, deal: usize, said: &[String], line: &mut String) {
        let _ = write!(line, "{{\"profile\":\"Deal {deal}\",\"as-of\":\"{AS_OF}\",\"packs\":[\"made\"]");
        for (name, said) in self.names.iter().zip(said).filter(|(_, said)| !said.is_empty()) {
            match said.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
                Some(list) => {
                    let _ = write!(line, ",\"{}\":[\"{}\"]", name.id, list.replace(", ", "\",\""));
                }
                None => {
                    let _ = write!(line, ",\"{}\":\"{said}\"", name.id);
                }
            }
        }
        line.push_str("}\n");
    }
}

/// What is measured side by side: so many rules over so many names.
pub const CONTESTS: [(usize, usize); 2] = [(50, 60), (500, 200)];

/// The day on which everything is judged.
pub const AS_OF: &str = "2026-11-21";

const HEAD: &str = "\
pack made \"Made up\" {
    version   \"1\"
    vendor    \"Vendor\"
    owners    legal \"Legal\"
    approvers cio \"CIO\"
    phases    prepare < sign
    documents e-mail < contract
}

source guide \"Guide\" { kind advisory   as-of 2026-01-01 }

";

/// Amounts hardly ever come again; days mostly are those that everybody writes.
fn value(kind: Kind, chance: &mut Chance) -> i64 {
    match kind {
        Kind::YesNo => chance.below(2) as i64,
        Kind::Level => chance.below(LEVELS.len()) as i64,
        Kind::Dollars => {
            let unit = *chance.pick(&[100, 1_000, 10_000]);
            unit * (10 + chance.below(990) as i64)
        }
        Kind::Days if chance.percent(80) => *chance.pick(&DAYS),
        Kind::Days => 1 + chance.below(400) as i64,
    }
}
