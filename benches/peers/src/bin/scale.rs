//! Measures Proviso and writes down what it found: `scale [--program PATH] PART…`, where a
//! part is `evaluation`, `command`, `start`, `parsing` or `recheck`; all, if none is named.
//! With `--small` nothing is larger than 10,000 profiles, and nothing is written down.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::Instant;

use made::book::Book;
use made::time::{Watch, fastest};
use proviso::assess::wide::{Batch, Walk};
use proviso::logic::{Many, Mask};
use proviso_peers::held::{self, Deal, Ground};
use proviso_peers::record::{
    Command, Evaluation, Input, Machine, Parsing, Recheck, Run, Size, Start, product, rounded,
};
use wait4::Wait4 as _;

/// What a portfolio may be as large as here; names as a pack of so many rules has them.
const SIZES: [(usize, usize); 2] = [(50, 60), (500, 200)];
const PROFILES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// What grows while the rest stays as it is.
const GROWING_RULES: [usize; 6] = [50, 100, 200, 500, 1_000, 2_000];
const GROWING_NAMES: [usize; 5] = [10, 30, 60, 100, 300];
const GROWING_PROFILES: usize = 20_000;
/// So many profiles lie in memory at a time.
const TOGETHER: usize = 100_000;

/// What there is to measure.
const PARTS: [&str; 5] = ["evaluation", "command", "start", "parsing", "recheck"];

/// What was asked for.
struct Asked {
    program: PathBuf,
    parts: Vec<String>,
    most: usize,
}

fn main() {
    let mut asked = Asked { program: product().join("target/release/proviso"), parts: Vec::new(), most: usize::MAX };
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "--program" => asked.program = rest.next().expect("a path after --program").into(),
            "--small" => asked.most = 10_000,
            part if PARTS.contains(&part) => asked.parts.push(word.clone()),
            other => panic!("`{other}` is none of {}", PARTS.join(", ")),
        }
    }
    match asked.parts.as_slice() {
        [part] => measure(part, &asked),
        // Each in a process of its own: what one leaves in memory counts for none of the next.
        parts => {
            for part in PARTS.iter().filter(|part| parts.is_empty() || parts.iter().any(|wanted| wanted == *part)) {
                let own = words.iter().filter(|word| !PARTS.contains(&word.as_str()));
                let program = std::env::current_exe().expect("a program");
                let ended = Process::new(program).args(own).arg(part).status().expect("a program that runs");
                assert!(ended.success(), "{part}: {ended}");
            }
        }
    }
}

fn measure(part: &str, asked: &Asked) {
    let mut run = Run::recorded();
    run.machine = Machine::here();
    let keep = |run: &Run| {
        if asked.most == usize::MAX {
            run.record();
        }
    };
    match part {
        "evaluation" => run.evaluation = evaluation(asked.most),
        "command" => {
            run.command.clear();
            let evaluation = run.evaluation.clone();
            command(asked, &evaluation, &mut |measured| {
                run.command.push(measured);
                keep(&run);
            });
        }
        "start" => run.start = Some(start(asked)),
        "parsing" => run.parsing = Some(parsing()),
        _ => run.recheck = Some(recheck(asked)),
    }
    keep(&run);
}

/// Everything that is measured, and what grows.
fn sizes(most: usize) -> Vec<Size> {
    let sizes = SIZES.iter().flat_map(|(rules, names)| {
        PROFILES.iter().map(|profiles| Size { profiles: *profiles, rules: *rules, names: *names })
    });
    let rules = GROWING_RULES.iter().map(|rules| Size { profiles: GROWING_PROFILES, rules: *rules, names: 100 });
    let names = GROWING_NAMES.iter().map(|names| Size { profiles: GROWING_PROFILES, rules: 500, names: *names });
    let mut all: Vec<Size> = Vec::new();
    for size in sizes.chain(rules).chain(names).map(|size| Size { profiles: size.profiles.min(most), ..size }) {
        if !all.contains(&size) {
            all.push(size);
        }
    }
    all
}

fn evaluation(most: usize) -> Vec<Evaluation> {
    let mut all = Vec::new();
    for size in sizes(most) {
        all.push(evaluated::<Many>(size));
    }
    // The same walk for one profile at a time, and for a few words of them.
    let narrow = Size { profiles: 10_000, rules: 500, names: 200 };
    all.push(evaluated::<bool>(narrow));
    all.push(evaluated::<u64>(narrow));
    all.push(evaluated::<[u64; 4]>(narrow));
    all.push(evaluated::<[u64; 8]>(narrow));
    all
}

/// Batches are filled before the time is taken, and each is walked once.
fn evaluated<M: Mask>(size: Size) -> Evaluation {
    let book = Book::new(size.rules, size.names, true);
    let ground = Ground::new(&book);
    let mut loader = ground.loader();
    let mut seconds = 0.0;
    let mut batches: Vec<Batch<M>> = Vec::new();
    for first in (0..size.profiles).step_by(TOGETHER) {
        let deals = first..size.profiles.min(first + TOGETHER);
        let deals: Vec<Deal> = deals.map(|deal| loader.deal(&book, book.said(deal))).collect();
        let mut walk = Walk::new(&loader.wide);
        if batches.is_empty() {
            batches = loader.batches(&deals);
            held::judge(&loader.wide, &mut walk, &mut batches);
        }
        // Short work is done again until the fastest round can be trusted.
        let rounds = if size.profiles > TOGETHER { 1 } else { (TOGETHER / size.profiles).clamp(3, 20) };
        let round = |_| {
            loader.fill(&mut batches, &deals);
            let watch = Watch::start();
            held::judge(&loader.wide, &mut walk, &mut batches);
            watch.seconds()
        };
        seconds += (0..rounds).map(round).fold(f64::INFINITY, f64::min);
        loader.forget();
    }
    let decisions_per_second = rounded(size.decisions() / seconds);
    eprintln!("{size:?}, {} at a time: {decisions_per_second:e} decisions a second", M::LANES);
    Evaluation { size, lanes: M::LANES, seconds: rounded(seconds), decisions_per_second }
}

fn command(asked: &Asked, evaluation: &[Evaluation], told: &mut dyn FnMut(Command)) {
    let folder = tempfile::tempdir().expect("a folder for tables");
    for size in sizes(asked.most) {
        let book = Book::new(size.rules, size.names, true);
        let rules = folder.path().join("made.proviso");
        fs::write(&rules, book.text()).expect("room for rules");
        let alone = evaluation.iter().find(|alone| alone.size == size && alone.lanes == Many::LANES);
        let alone = alone.map_or(f64::NAN, |alone| alone.seconds);
        // What grows is shown by one kind of table, on one thread; a million deals go through
        // once for each kind.
        let (inputs, jobs): (&[Input], &[usize]) = match size.profiles {
            GROWING_PROFILES => (&[Input::Csv], &[1]),
            1_000_000 => (&[Input::Csv, Input::JsonLines], &[2]),
            _ => (&[Input::Csv, Input::JsonLines], &[1, 2]),
        };
        for input in inputs.iter().copied() {
            let table = written(&book, size.profiles, input, folder.path());
            let megabytes = rounded(fs::metadata(&table).expect("a table").len() as f64 / 1e6);
            for jobs in jobs.iter().copied() {
                let mut arguments = vec!["portfolio".into(), table.clone().into_os_string(), "--rules".into()];
                arguments.extend([rules.clone().into_os_string(), "--format".into(), "csv".into(), "--jobs".into()]);
                arguments.push(jobs.to_string().into());
                let rounds = (50_000 / size.profiles).clamp(1, 5);
                let used = ran(&asked.program, &arguments, rounds);
                let measured = Command {
                    size,
                    input,
                    jobs,
                    megabytes,
                    processor_seconds: rounded(used.processor),
                    seconds: rounded(used.seconds),
                    peak_mib: rounded(used.peak_mib),
                    findings_per_second: rounded(size.decisions() / used.processor),
                    evaluation_share: rounded(alone / used.processor),
                };
                eprintln!("{measured:?}");
                told(measured);
            }
            fs::remove_file(table).expect("the table can go");
        }
    }
}

fn written(book: &Book, profiles: usize, input: Input, folder: &Path) -> PathBuf {
    let path = folder.join(if input == Input::Csv { "deals.csv" } else { "deals.jsonl" });
    let mut file = BufWriter::new(File::create(&path).expect("room for a table"));
    let mut line = if input == Input::Csv { book.csv_head() } else { String::new() };
    for deal in 0..profiles {
        let said = book.said(deal);
        match input {
            Input::Csv => book.csv_row(deal, &said, &mut line),
            Input::JsonLines => book.json_row(deal, &said, &mut line),
        }
        file.write_all(line.as_bytes()).expect("room for a table");
        line.clear();
    }
    file.flush().expect("room for a table");
    path
}

/// What a run of the program took.
struct Used {
    processor: f64,
    seconds: f64,
    peak_mib: f64,
}

/// The fastest of some runs.
fn ran(program: &Path, arguments: &[std::ffi::OsString], rounds: usize) -> Used {
    let run = |_| {
        let clock = Instant::now();
        let mut child = Process::new(program)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}; name the program with --program", program.display()));
        let used = child.wait4().expect("a program that ends");
        assert!(matches!(used.status.code(), Some(0 | 1 | 3)), "{arguments:?}: {}", used.status);
        Used {
            processor: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
            seconds: clock.elapsed().as_secs_f64(),
            peak_mib: used.rusage.maxrss as f64 / f64::from(1 << 20),
        }
    };
    let mut runs: Vec<Used> = (0..rounds).map(run).collect();
    runs.sort_by(|one, other| one.processor.total_cmp(&other.processor));
    runs.swap_remove(0)
}

fn start(asked: &Asked) -> Start {
    let profile = "northwind-bank";
    let path = product().join("profiles").join(profile).with_extension("yaml");
    let used = ran(&asked.program, &["assess".into(), path.into_os_string()], 20);
    let text = Process::new(&asked.program)
        .args(["assess", "--format", "json"])
        .arg(product().join("profiles/northwind-bank.yaml"))
        .output()
        .expect("an assessment");
    let assessment: serde_json::Value = serde_json::from_slice(&text.stdout).expect("an assessment");
    let rules = assessment["findings"].as_array().map_or(0, Vec::len);
    let start = Start {
        profile: profile.to_owned(),
        rules,
        milliseconds: rounded(used.processor * 1e3),
        peak_mib: rounded(used.peak_mib),
    };
    eprintln!("{start:?}");
    start
}

fn parsing() -> Parsing {
    let text = Book::new(2_000, 400, true).text();
    let megabytes = text.len() as f64 / 1e6;
    let source = proviso::source::Source::new("made.proviso", text.as_str());
    let parsing = Parsing {
        megabytes: rounded(megabytes),
        megabytes_per_second: rounded(megabytes / fastest(|| proviso::syntax::parse(&source))),
        whole_megabytes_per_second: rounded(megabytes / fastest(|| held::rulebook(&text))),
    };
    eprintln!("{parsing:?}");
    parsing
}

/// Nothing is kept from one run to the next, so both take the same.
fn recheck(asked: &Asked) -> Recheck {
    let folder = tempfile::tempdir().expect("a folder for rules");
    let path = folder.path().join("made.proviso");
    let text = Book::new(500, 200, true).text();
    let edited = text.replacen("at least 90 days", "at least 91 days", 1);
    assert!(text != edited, "a line to edit");
    let check = |text: &str| {
        fs::write(&path, text).expect("room for rules");
        rounded(ran(&asked.program, &["check".into(), path.clone().into_os_string()], 5).processor * 1e3)
    };
    let recheck = Recheck { rules: 500, before_milliseconds: check(&text), after_milliseconds: check(&edited) };
    eprintln!("{recheck:?}");
    recheck
}
