//! Proviso beside others: the same decision lists over the same deals, in which everything
//! is known, with the same answers, or nothing is reported. Each has its rules prepared and
//! its data in its own best form before the time is taken; each uses one core; of each the
//! fastest round counts. Writes what it found into the recorded run, unless `--small` is
//! given, or only some of the peers are asked for, by their names.

mod by_hand;
mod by_proviso;
mod elsewhere;

use made::book::{Book, CONTESTS, End};
use proviso_peers::record::{Contest, Contestant, Machine, Run, rounded};

/// What has to be done: rules, deals, and what the rules come to.
pub struct Work {
    pub book: Book,
    /// By deal, the value of each name.
    pub rows: Vec<Vec<i64>>,
}

/// What came of an attempt: over the first so many deals, in the fastest round.
pub struct Tried {
    pub name: &'static str,
    pub how: &'static str,
    pub deals: usize,
    pub seconds: f64,
    /// A byte for each rule, the deals one after another; none where an earlier attempt of
    /// the same engine gave them.
    pub answers: Option<Vec<u8>>,
}

impl Work {
    /// By name, the values of all deals.
    pub fn columns(&self) -> Vec<Vec<i32>> {
        let column = |name: usize| self.rows.iter().map(|row| small(row[name])).collect();
        (0..self.book.names.len()).map(column).collect()
    }

    /// The first so many deals.
    pub fn first(&self, deals: usize) -> &[Vec<i64>] {
        &self.rows[..deals.min(self.rows.len())]
    }
}

/// A value as most engines hold it.
pub fn small(value: i64) -> i32 {
    i32::try_from(value).expect("a value of 32 bits")
}

/// So many deals for those who are fast, and for those who take their time.
const MANY: usize = 100_000;
const FEW: usize = 2_000;

fn main() {
    let (options, peers): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let small = options.iter().any(|word| word == "--small");
    let (many, few) = if small { (2_000, 50) } else { (MANY, FEW) };
    let mut contests = Vec::new();
    for (rules, names) in CONTESTS {
        let book = Book::new(rules, names, false);
        let rows = (0..many).map(|deal| book.known(deal)).collect();
        contests.push(contest(&Work { book, rows }, few, &peers));
    }
    if !small && peers.is_empty() {
        let mut run = Run::recorded();
        run.machine = Machine::here();
        run.peers = contests;
        run.record();
    }
}

fn contest(work: &Work, few: usize, peers: &[String]) -> Contest {
    let (rules, names) = (work.book.rules.len(), work.book.names.len());
    eprintln!("{rules} rules over {names} names");
    let mut rows: Vec<Contestant> = Vec::new();
    let mut expected: Vec<u8> = Vec::new();
    let mut best = f64::NAN;
    let mut take = |tried: Tried| {
        let decisions = (tried.deals * rules) as f64;
        if let Some(answers) = tried.answers {
            assert_eq!(answers.len(), tried.deals * rules, "{}", tried.name);
            if expected.is_empty() {
                agrees_with_the_book(work, &answers);
                expected = answers;
            } else {
                let differs = answers.iter().zip(&expected).position(|(one, other)| one != other);
                let told =
                    |at| format!("deal {}, rule {}: {} for {}", at / rules, at % rules, answers[at], expected[at]);
                assert!(differs.is_none(), "{}: {}", tried.name, differs.map(told).unwrap_or_default());
            }
        }
        let per_second = decisions / tried.seconds;
        if rows.is_empty() {
            best = per_second;
        }
        let row = Contestant {
            name: tried.name.to_owned(),
            how: tried.how.to_owned(),
            profiles: tried.deals,
            decisions_per_second: rounded(per_second),
            ratio: rounded(best / per_second),
        };
        eprintln!("{:>14.0}  {:>9.1}  {}, {}", row.decisions_per_second, row.ratio, row.name, row.how);
        rows.push(row);
    };
    by_proviso::tried(work).into_iter().for_each(&mut take);
    let asked = |peer: &str| peers.is_empty() || peers.iter().any(|asked| asked == peer);
    if asked("by-hand") {
        by_hand::tried(work).into_iter().for_each(&mut take);
    }
    if asked("duckdb") {
        take(elsewhere::duckdb(work));
    }
    for engine in elsewhere::RUST.iter().filter(|engine| asked(engine.word)) {
        take(elsewhere::other(engine, work, few));
    }
    if asked("json-rules-engine") {
        take(elsewhere::json_rules_engine(work, few));
    }
    Contest { rules, names, rows }
}

/// Proviso's own answers are held against the plainest reading of the rules.
fn agrees_with_the_book(work: &Work, answers: &[u8]) {
    let rules = work.book.rules.len();
    for (row, answers) in work.rows.iter().zip(answers.chunks(rules)) {
        for (rule, answer) in work.book.rules.iter().zip(answers) {
            assert_eq!(rule.decide(row), End::ALL[usize::from(*answer)]);
        }
    }
}
