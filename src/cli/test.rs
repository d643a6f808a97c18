//! `proviso test`: whether rules say what their tests expect of them.

use std::fmt::Write as _;
use std::path::Path;

use clap::Args;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::prove;
use crate::report;
use crate::rulebook::Rulebook;
use crate::rulebook::test::Test as Tested;
use crate::source::Place;
use crate::trial::{self, Area, Coverage, Edit, Failure, Fate, Verdict};

use super::packs::{self, PackText};
use super::terminal::Terminal;
use super::{Exit, files};

/// Run the tests of rule packs
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso test rules/house
  proviso test azure-openai --min-coverage 95   fail where tests decide too little
  proviso test rules/house --coverage           which cases no test decides, by risk
  proviso test rules/house --mutate             which changes of the rules no test would notice

Tests stand in rule files, or in files of their own inside the pack:

  test \"A month is too short for us\" {
      given workload.criticality is mission-critical
      given draft change.notice is 30 days
      expect change-notice is gap
  }

Days of duties and values of figures can be expected as well: `expect due of DUTY is 2027-04-01`,
`expect figure NAME is USD 7200`.")]
pub(super) struct Test {
    /// Rule files, folders of them, or bundled packs by their names
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,

    /// Show which cases tests decide, by risk, and which none does
    #[arg(long)]
    coverage: bool,

    /// Fail where tests decide less than so many percent of all cases
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    min_coverage: Option<u8>,

    /// Edit the rules a little, in every way, and show the edits that no test notices
    #[arg(long)]
    mutate: bool,
}

fn percent(text: &str) -> Result<u8, String> {
    let number = text.trim().trim_end_matches('%').trim_end().parse().ok().filter(|percent| *percent <= 100);
    number.ok_or_else(|| "write a whole number from 0 to 100, such as `95`".to_owned())
}

impl Test {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let named = packs::named(&self.paths)?;
        let ids: Vec<String> = named.iter().map(|pack| pack.id.clone()).collect();
        let packs = packs::with_extended(named.clone(), &[]);
        let loaded = packs::load_with_tests(&packs);
        let Some(mut rulebook) = loaded.rulebook else { return Err(loaded.found) };
        terminal.complain(&loaded.found);
        keep_named(&mut rulebook, &self.paths);
        let verdicts = trial::run(&rulebook)?;
        for (test, verdict) in rulebook.tests.iter().zip(&verdicts) {
            match verdict {
                Verdict::Passed => {}
                Verdict::Failed(failure) => terminal.result(&failed(&rulebook, test, failure))?,
                Verdict::Broken(found) => {
                    terminal.result(&format!("{}\n", heading("cannot be run", test)))?;
                    terminal.findings(found)?;
                    terminal.result("\n")?;
                }
            }
        }
        let (text, passed) = summary(&verdicts);
        terminal.result(&format!("{text}\n"))?;
        for (pack, count) in rulebook.tests_left_out.iter().filter(|(pack, _)| ids.contains(pack)) {
            terminal.result(&left_out(pack, *count))?;
        }
        // What a house pack leaves as it is, the tests of the pack it changes decide.
        let own = |place: &Place| named.iter().any(|pack| pack.has(place));
        let mut exit = if passed { Exit::Done } else { Exit::Failing };
        if self.coverage || self.min_coverage.is_some() {
            let coverage = trial::coverage(&rulebook, &verdicts, &own)?;
            terminal.result(&covered(&coverage, self.min_coverage))?;
            if self.min_coverage.is_some_and(|least| coverage.decided() * 100 < usize::from(least) * coverage.ways()) {
                exit = Exit::Failing;
            }
        }
        match (self.mutate, passed) {
            (true, true) => {
                let edits = trial::mutate(&rulebook, &own, &mut |done, all| {
                    if done % 50 == 0 {
                        terminal.progress(&format!("{done} of {all} edits tried"));
                    }
                });
                let mut edits = edits?;
                edits.retain(|edit| edit.fate != Fate::Unnoticed || !is_refused(&packs, edit));
                terminal.progress("");
                terminal.result(&mutated(&edits))?;
            }
            (true, false) => terminal.result("\nno rule was edited: tests that fail already notice nothing\n")?,
            (false, _) => {}
        }
        Ok(exit)
    }
}

/// Naming one file of a pack runs the tests in it; where it holds none, those of the pack.
fn keep_named(rulebook: &mut Rulebook, paths: &[String]) {
    if paths.iter().all(|path| Path::new(path).is_file()) {
        let named = |test: &Tested| {
            paths.iter().any(|path| files::is_same(Path::new(test.place.source.name()), Path::new(path)))
        };
        if rulebook.tests.iter().any(named) {
            rulebook.tests.retain(named);
        }
    }
}

fn at(place: &Place) -> String {
    format!("{}:{}", place.source.name(), place.position().line)
}

fn heading(what: &str, test: &Tested) -> String {
    format!("{what}: {}\n  at {}", test.title, at(&test.place))
}

/// A failing test: what it expects, what follows instead, and why.
fn failed(rulebook: &Rulebook, test: &Tested, failure: &Failure) -> String {
    let mut text = format!("{}\n", heading("failed", test));
    for miss in &failure.misses {
        let expected = miss.place.text().split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "  expected: {expected} (line {})", miss.place.position().line);
        let _ = writeln!(text, "  actual:   {}", miss.actual);
        let because: Vec<String> = miss
            .because
            .iter()
            .flat_map(|(of, reasons)| {
                let told = report::because(rulebook, &failure.profile, &failure.assessment, *of, reasons);
                let rule = of.and_then(|id| rulebook.advice.get(id.0)).map(|rule| rule.id.as_str());
                let rule = rule.filter(|_| miss.because.len() > 1).map(|id| format!("{id}: ")).unwrap_or_default();
                told.into_iter().map(move |reason| format!("{rule}{reason}"))
            })
            .collect();
        match because.as_slice() {
            // A day or a value follows from what the test gives.
            [] if miss.because.is_empty() => {}
            [] => text.push_str("  because:  no condition stands in the way\n"),
            because => {
                text.push_str("  because:\n");
                because.iter().for_each(|reason| text.push_str(&format!("    - {reason}\n")));
            }
        }
    }
    text.push('\n');
    text
}

/// What tests decide: a table by risk, then what none of them does.
fn covered(coverage: &Coverage, least: Option<u8>) -> String {
    let total =
        Area { title: "All".to_owned(), ways: coverage.ways(), decided: coverage.decided(), missing: Vec::new() };
    let rows: Vec<&Area> = coverage.areas.iter().chain([&total]).collect();
    let width = rows.iter().map(|area| area.title.chars().count()).max().unwrap_or(0).max("Risk area".len());
    let mut text = format!("\n{:<width$}  decided   of     %\n", "Risk area");
    for area in rows {
        let blanks = " ".repeat(width - area.title.chars().count());
        let _ = writeln!(text, "{}{blanks}  {:>7} {:>4} {:>5}", area.title, area.decided, area.ways, area.percent());
    }
    for area in coverage.areas.iter().filter(|area| !area.missing.is_empty()) {
        let _ = writeln!(text, "\nNot decided: {}", area.title);
        for missing in &area.missing {
            let _ = writeln!(text, "  {} ({})", missing.words, at(&missing.place));
        }
    }
    if let Some(least) = least
        && total.decided * 100 < usize::from(least) * total.ways
    {
        let _ = writeln!(text, "\ntests decide {}% of all cases, less than the {least}% asked for", total.percent());
    }
    text
}

/// Whether `check` would refuse the rules with an edit. Such an edit needs no test.
fn is_refused(packs: &[PackText], edit: &Edit) -> bool {
    if edit.instead.is_empty() {
        return false;
    }
    let edited: Vec<PackText> = packs.iter().map(|pack| pack.edited(&edit.instead)).collect();
    let loaded = packs::load(&edited);
    match &loaded.rulebook {
        Some(rulebook) => !prove::refused(rulebook).is_empty(),
        // An edit that is no rule any more was not put into the text as it was meant.
        None => loaded.found.iter().any(|found| found.level == Level::Error && found.code != Code::Syntax),
    }
}

/// How many edits tests notice, then those that none does, by rule.
fn mutated(edits: &[Edit]) -> String {
    let counted: Vec<&Edit> = edits.iter().filter(|edit| edit.fate != Fate::Same).collect();
    let unnoticed: Vec<&Edit> = counted.iter().filter(|edit| edit.fate == Fate::Unnoticed).copied().collect();
    let noticed = counted.len() - unnoticed.len();
    let percent = (noticed * 100).checked_div(counted.len()).unwrap_or(100);
    let mut text = format!("\ntests notice {noticed} of {} edits, {percent}%\n", counted.len());
    let mut rule = "";
    for edit in unnoticed {
        if edit.rule != rule {
            text.push('\n');
            rule = &edit.rule;
        }
        let _ =
            writeln!(text, "no test notices if {} in {} ({}, {})", edit.words, edit.rule, edit.part, at(&edit.place));
    }
    text
}

/// Tests of a pack that another one changes speak of the rules as they were.
fn left_out(pack: &str, count: usize) -> String {
    let tests = if count == 1 { "1 test".to_owned() } else { format!("{count} tests") };
    format!("{tests} of `{pack}` not run, because another pack here changes it: give `{pack}` alone to run them\n")
}

/// How many tests passed, and whether all did.
fn summary(verdicts: &[Verdict]) -> (String, bool) {
    let count = |wanted: fn(&Verdict) -> bool| verdicts.iter().filter(|verdict| wanted(verdict)).count();
    let passed = count(|verdict| matches!(verdict, Verdict::Passed));
    let failed = count(|verdict| matches!(verdict, Verdict::Failed(_)));
    let broken = verdicts.len() - passed - failed;
    if verdicts.is_empty() {
        return ("no tests".to_owned(), true);
    }
    let mut text = if passed == 1 { "1 test passed".to_owned() } else { format!("{passed} tests passed") };
    if failed > 0 {
        let _ = write!(text, ", {failed} failed");
    }
    if broken > 0 {
        let _ = write!(text, ", {broken} could not be run");
    }
    (text, failed + broken == 0)
}
