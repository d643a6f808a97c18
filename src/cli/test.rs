//! `proviso test`: whether rules say what their tests expect of them.

use std::fmt::Write as _;
use std::path::Path;

use clap::Args;

use crate::diagnostic::Diagnostic;
use crate::report;
use crate::rulebook::Rulebook;
use crate::rulebook::test::Test as Tested;
use crate::source::Place;
use crate::trial::{self, Failure, Verdict};

use super::terminal::Terminal;
use super::{Exit, packs};

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
  }")]
pub(super) struct Test {
    /// Rule files, folders of them, or bundled packs by their names
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,
}

impl Test {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let loaded = packs::load_with_tests(&packs::named(&self.paths)?);
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
        Ok(if passed { Exit::Done } else { Exit::Failing })
    }
}

/// Naming one file of a pack runs the tests in it; where it holds none, those of the pack.
fn keep_named(rulebook: &mut Rulebook, paths: &[String]) {
    if paths.iter().all(|path| Path::new(path).is_file()) {
        let named = |test: &Tested| paths.iter().any(|path| Path::new(test.place.source.name()) == Path::new(path));
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
            .flat_map(|(of, reasons)| report::because(rulebook, &failure.profile, &failure.assessment, *of, reasons))
            .collect();
        match because.as_slice() {
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
