//! The tables of the page.

use std::fmt::Write as _;

use proviso_peers::record::{Contest, Input, Run};

/// Each table with its mark.
pub fn all(run: &Run) -> Vec<(&'static str, String)> {
    vec![
        ("machine", machine(run)),
        ("evaluation", evaluation(run)),
        ("command", command(run)),
        ("rest", rest(run)),
        ("peers", run.peers.iter().map(peers).collect()),
    ]
}

/// A page with a table put between `<!-- MARK -->` and `<!-- end -->`.
pub fn put(page: &str, mark: &str, table: &str) -> String {
    let begin = format!("<!-- {mark} -->\n");
    let (before, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("the page has no place `{mark}`"));
    let (_, after) = rest.split_once("<!-- end -->").expect("a place ends");
    format!("{before}{begin}\n{}\n\n<!-- end -->{after}", table.trim())
}

fn machine(run: &Run) -> String {
    let machine = &run.machine;
    format!("{}, {} cores, {} GiB of memory", machine.processor, machine.cores, machine.memory_gib)
}

fn evaluation(run: &Run) -> String {
    let mut text = String::from(
        "| Profiles | Rules | Facts and terms | At a time | Milliseconds | Decisions a second |\n|--:|--:|--:|--:|--:|--:|\n",
    );
    for row in &run.evaluation {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            grouped(row.size.profiles),
            grouped(row.size.rules),
            row.size.names,
            row.lanes,
            short(row.seconds * 1e3),
            million(row.decisions_per_second),
        );
    }
    text
}

fn command(run: &Run) -> String {
    let mut text = String::from(
        "| Profiles | Rules | Facts and terms | Input | MB | `--jobs` | Processor, s | Clock, s | Peak, MiB | Findings a second | Evaluation |\n|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for row in &run.command {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {:.0} | {} | {:.1} % |",
            grouped(row.size.profiles),
            grouped(row.size.rules),
            row.size.names,
            if row.input == Input::Csv { "CSV" } else { "JSON Lines" },
            short(row.megabytes),
            row.jobs,
            short(row.processor_seconds),
            short(row.seconds),
            row.peak_mib,
            million(row.findings_per_second),
            row.evaluation_share * 100.0,
        );
    }
    text
}

fn rest(run: &Run) -> String {
    let mut text = String::from("| What | Measured |\n|---|--:|\n");
    if let Some(start) = &run.start {
        let _ = writeln!(
            text,
            "| `proviso assess profiles/{}.yaml`, {} rules, from nothing to its documents | {:.0} ms, {:.0} MiB |",
            start.profile, start.rules, start.milliseconds, start.peak_mib
        );
    }
    if let Some(parsing) = &run.parsing {
        let _ = writeln!(
            text,
            "| Rule text to tree, {} MB | {} MB a second |",
            short(parsing.megabytes),
            short(parsing.megabytes_per_second)
        );
        let _ = writeln!(
            text,
            "| Rule text to rulebook: names, types and ladders too | {} MB a second |",
            short(parsing.whole_megabytes_per_second)
        );
    }
    if let Some(recheck) = &run.recheck {
        let _ = writeln!(
            text,
            "| `proviso check` of {} rules | {:.0} ms |\n| the same after one line was edited | {:.0} ms |",
            recheck.rules, recheck.before_milliseconds, recheck.after_milliseconds
        );
    }
    text
}

fn peers(contest: &Contest) -> String {
    let mut text = format!(
        "\n{} rules over {} facts and terms:\n\n| Engine | How | Profiles | Decisions a second | Evaluation alone is faster by | with values put in, by |\n|---|---|--:|--:|--:|--:|\n",
        contest.rules, contest.names
    );
    // The second row of Proviso is the one that puts values into batches as well.
    let filled = contest.rows.get(1).map_or(f64::NAN, |row| row.decisions_per_second);
    for row in &contest.rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            row.name,
            row.how,
            grouped(row.profiles),
            million(row.decisions_per_second),
            if row.ratio == 1.0 { "1".to_owned() } else { short(row.ratio) },
            short(filled / row.decisions_per_second),
        );
    }
    text
}

/// `12,500`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits")).collect();
    groups.join(",")
}

/// Three digits that count.
fn short(number: f64) -> String {
    match number {
        number if number >= 100.0 => grouped(number.round() as usize),
        number if number >= 10.0 => format!("{number:.1}"),
        number if number >= 1.0 => format!("{number:.2}"),
        number => format!("{number:.3}"),
    }
}

fn million(number: f64) -> String {
    format!("{} M", short(number / 1e6))
}
