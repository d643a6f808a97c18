//! The real pipeline, stage by stage: the bundled pack on a bundled profile, and a rule
//! file of 10,000 redlines.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark stops at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};

use proviso::assess::{Assessment, assess};
use proviso::profile::{self, Profile};
use proviso::report::{self, Documents, Manifest, Talks, Templates};
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::{intake, syntax};

/// What goes into the pipeline.
struct Deal {
    rules: Vec<Source>,
    profile: Source,
}

fn trees(deal: &Deal) -> Vec<syntax::tree::File> {
    deal.rules.iter().map(|source| syntax::parse(source).0).collect()
}

fn rulebook(files: &[syntax::tree::File]) -> Rulebook {
    build(&[PackTree { files: files.to_vec(), hash: String::new() }]).0.unwrap()
}

fn profile(deal: &Deal, rulebook: &Rulebook) -> Profile {
    let node = intake::yaml(&deal.profile).unwrap();
    let mut found = Vec::new();
    let header = profile::header(&deal.profile, &node, &mut found);
    profile::read(&deal.profile, &node, &header, rulebook, None, &mut found).unwrap()
}

fn documents(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment) -> String {
    let manifest = Manifest { proviso: "0".to_owned(), profile_hash: String::new() };
    let templates = Templates::new(BTreeMap::new()).unwrap();
    let view = report::view(rulebook, profile, assessment, &Talks::default(), &manifest);
    let Documents { gap_report, checklist } = report::documents(&view, &templates).unwrap();
    gap_report + &checklist
}

fn stages(criterion: &mut Criterion, name: &str, deal: &Deal) {
    let files = trees(deal);
    let book = rulebook(&files);
    let company = profile(deal, &book);
    let assessment = assess(&book, &company).unwrap();
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.bench_function("syntax", |bencher| bencher.iter(|| black_box(trees(deal))));
    group.bench_function("rulebook", |bencher| bencher.iter(|| black_box(rulebook(&files))));
    group.bench_function("profile", |bencher| bencher.iter(|| black_box(profile(deal, &book))));
    group.bench_function("assess", |bencher| bencher.iter(|| black_box(assess(&book, &company).unwrap())));
    group.bench_function("report", |bencher| bencher.iter(|| black_box(documents(&book, &company, &assessment))));
    group.bench_function("read, check and assess", |bencher| {
        bencher.iter(|| {
            let book = rulebook(&trees(deal));
            let company = profile(deal, &book);
            black_box(assess(&book, &company).unwrap())
        });
    });
    group.bench_function("cold, with documents", |bencher| {
        bencher.iter(|| {
            let book = rulebook(&trees(deal));
            let company = profile(deal, &book);
            let assessment = assess(&book, &company).unwrap();
            black_box(documents(&book, &company, &assessment))
        });
    });
    group.finish();
}

fn bundled(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root.join("rules/azure-openai")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| Source::new(path.display().to_string(), fs::read_to_string(path).unwrap());
    let deal = Deal {
        rules: paths.iter().map(|path| read(path)).collect(),
        profile: read(&root.join("profiles/northwind-bank.yaml")),
    };
    stages(criterion, "bundled", &deal);
}

/// So many redlines over 40 facts and 200 terms: each with its own figures, fallbacks of
/// its own, and conditions that share names with its neighbours.
fn many(criterion: &mut Criterion) {
    let deal = large(10_000);
    stages(criterion, "10,000 redlines", &deal);
}

fn large(redlines: usize) -> Deal {
    let mut rules = String::from(
        "pack large \"Large\" {\n    version \"1\"\n    vendor \"V\"\n    owners legal \"Legal\"\n    approvers cio \"CIO\"\n    phases prepare < sign\n    documents e-mail < contract\n}\nsource guide \"Guide\" { kind advisory   as-of 2026-01-01   recheck 180 days }\n",
    );
    let mut profile = String::from("profile: Large\nas-of: 2026-11-21\npacks: [large]\nfacts:\n");
    for fact in 0..40 {
        let _ = writeln!(
            rules,
            "fact company.f{fact} \"Fact {fact}\" {{ type scale low < medium < high   ask \"How much?\" }}"
        );
        if fact % 3 > 0 {
            let _ = writeln!(profile, "  company.f{fact}: {}", ["low", "medium", "high"][fact % 3]);
        }
    }
    profile.push_str("draft:\n  status: partial\n  terms:\n");
    for term in 0..200 {
        let _ = writeln!(
            rules,
            "term draft.t{term} \"Term {term}\" {{ type duration   better higher   standard 30 days from guide \"1\"   ask \"How long?\" }}"
        );
        if term % 2 == 0 {
            let _ = writeln!(profile, "    draft.t{term}: {} days..{} days", term, term + 20);
        }
    }
    rules.push_str("risk r \"Risk\" {\n    severity high when company.f0 is high, otherwise medium\n    owner legal   phase sign   from guide \"2\"\n    pitfall \"It goes wrong.\"\n");
    for redline in 0..redlines {
        let (a, b, term, days) = (redline % 40, (redline / 40) % 40, redline % 200, 60 + redline % 50);
        let _ = write!(
            rules,
            "    redline x{redline} \"Point {redline}\" {{\n        when      company.f{a} at least medium or company.f{b} is low\n        preferred \"Best\" draft.t{term} at least {days} days\n        fallback  \"Less\" draft.t{term} at least {} days {{ when company.f{b} is not high   approver cio }}\n        walk-away \"Out\"  draft.t{term} below {} days\n        propose   \"At least {{{{ preferred }}}} of notice.\"\n    }}\n",
            days / 2 + 10,
            days / 2,
        );
    }
    rules.push_str("}\n");
    Deal { rules: vec![Source::new("large.proviso", rules)], profile: Source::new("large.yaml", profile) }
}

criterion_group!(pipeline, bundled, many);
criterion_main!(pipeline);
