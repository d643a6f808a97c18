//! A large log: read, understood and worked out.

#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};

use proviso::report::claims::{Told, statement};
use proviso::rulebook::{PackTree, build};
use proviso::sla::log::Log;
use proviso::sla::read::{Settings, read};
use proviso::sla::reckon::{Terms, reckon};
use proviso::sla::{Agreement, Calendar};
use proviso::source::Source;
use proviso::{intake, syntax};

/// The agreements of the bundled pack.
fn agreements() -> Vec<Agreement> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/microsoft-online-services-sla");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let read = |path: &Path| Source::new(path.display().to_string(), fs::read_to_string(path).unwrap());
    let files = files.iter().map(|file| syntax::parse(&read(file)).0).collect();
    let book = build(&[PackTree { files, hash: String::new() }]).0.unwrap();
    book.slas.iter().map(|sla| sla.agreement.clone()).collect()
}

/// So many incidents over a year and a thousand machines, one in seven of them excluded.
fn log(incidents: usize) -> String {
    let mut text = String::from("start,end,level,resource,cause,tried,fees,disks\n");
    for at in 0..incidents {
        let (month, day, hour) = (at % 12 + 1, at / 12 % 28 + 1, at / 336 % 24);
        let cause = if at % 7 == 0 { "maintenance" } else { "" };
        let level = if at % 3 == 0 { "zones" } else { "single-instance" };
        let _ = writeln!(
            text,
            "2026-{month:02}-{day:02}T{hour:02}:{:02}:00Z,2026-{month:02}-{day:02}T{hour:02}:{:02}:30.5Z,{level},vm-{},{cause},\"restarted, then moved\",USD 1200,premium",
            at % 30,
            at % 30 + at % 29,
            at % 1000,
        );
    }
    text
}

fn credit(criterion: &mut Criterion) {
    let agreements = agreements();
    let terms = Terms::default();
    let source = Source::new("log.csv", log(100_000));
    let levels = Vec::new();
    let calendar = Calendar::default();
    let settings = Settings { agreements: &agreements, calendar: &calendar, zone: None, levels, currency: None };
    let mut group = criterion.benchmark_group("100,000 incidents");
    group.sample_size(10);
    group.bench_function("cells", |bencher| {
        bencher.iter(|| black_box(intake::csv(&source, &mut Vec::new(), &mut |_| {})));
    });
    group.bench_function("read, work out and tell", |bencher| {
        bencher.iter(|| {
            let mut found = Vec::new();
            let sheet = intake::csv(&source, &mut found, &mut |_| {});
            let mut log = Log::default();
            let lines = read(&sheet, &settings, &mut log, &mut found, &mut |_| {});
            assert_eq!((lines.read, found.len()), (100_000, 0));
            let account = reckon(&log, &agreements, &terms).unwrap();
            let told = Told {
                agreements: &agreements,
                terms: &terms,
                account: &account,
                log: Some((&log, &source)),
                left_out: 0,
                in_part: 0,
                as_of: None,
            };
            black_box(statement(&told))
        });
    });
    group.finish();
}

criterion_group!(benches, credit);
criterion_main!(benches);
