//! `proviso credit`: what an outage earns, and the letters that claim it.

mod buying;
mod incidents;
mod letters;
mod output;
mod services;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::report::claims::list;
use crate::sla::log::LevelId;
use crate::sla::reckon::{Account, Question, Terms, answer};
use crate::sla::{Agreement, Calendar, Fees, Length, Measure, Month, Overflow, read};
use crate::value::Money;

use super::terminal::Terminal;
use super::{Exit, deal};

/// Work out service credits, and write the claims
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso credit --list                        the services, their levels and credits
  proviso credit zones --month 2026-02 --fees \"USD 12000\" --downtime 95m
  proviso credit single-instance --month 2026-02 --downtime 7h --disk premium
  proviso credit --incidents outages.csv       what a year's log is worth
  proviso credit --incidents outages.csv --as-of 2026-04-20 --claims claims --ics claims.ics

A log has the columns start, end, level and resource; cause, what, tried, users, region, fees,
running, disks and zone where they are known. A log of failed deployments into a capacity
reservation has time, resource, capacity, allocated, tried, failed and error. What stands in
cause, what and tried goes into the letter to the vendor. With exit code 1 lines were left out,
or figures in them.")]
pub(super) struct Credit {
    /// A service or one of its levels, as `--list` shows them; with a log, the level of
    /// lines that name none
    #[arg(value_name = "SERVICE")]
    service: Option<String>,

    /// List the services that can be asked about
    #[arg(long)]
    list: bool,

    /// The month of the downtime, such as 2026-02; with a billing day, the one it begins in
    #[arg(long, value_name = "MONTH", value_parser = buying::month)]
    month: Option<Month>,

    /// How long the service was down in the month, without what does not count
    #[arg(long, value_name = "LENGTH", value_parser = buying::length)]
    downtime: Option<Length>,

    /// What was paid for it in the month
    #[arg(long, value_name = "AMOUNT")]
    fees: Option<String>,

    /// For how long it was deployed in the month, where that is less than all of it
    #[arg(long, value_name = "LENGTH", value_parser = buying::length)]
    running: Option<Length>,

    /// A kind of disk of the machine; of several, the lowest level decides
    #[arg(long, value_name = "KIND")]
    disk: Vec<String>,

    /// A log of incidents or of failed deployments (CSV or YAML)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["month", "downtime", "fees", "running", "disk"])]
    incidents: Option<PathBuf>,

    /// Write a letter for each claim into this folder
    #[arg(long, value_name = "DIR")]
    claims: Option<PathBuf>,

    /// Write the last days into this calendar file
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,

    /// The day by which a window is open or closed
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    as_of: Option<Date>,

    /// The zone in which months and days begin, and of times in a log that say none; months
    /// are those of UTC where nothing is said
    #[arg(long, value_name = "ZONE", value_parser = buying::zone)]
    zone: Option<TimeZone>,

    /// The day on which your billing months begin
    #[arg(long, value_name = "DAY", default_value_t = 1, value_parser = clap::value_parser!(i8).range(1..=28))]
    billing_day: i8,

    /// The currency of amounts that name none
    #[arg(long, value_name = "CODE", value_parser = buying::currency)]
    currency: Option<String>,

    #[command(flatten)]
    buying: buying::Bought,

    /// The form of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// A rule file or a folder of them, with agreements of your own
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// A folder with document templates that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Credit {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let agreements = services::agreements(&self.rules, terminal)?;
        if self.list {
            terminal.result(&list(&agreements))?;
            return Ok(Exit::Done);
        }
        let terms = self.terms(&agreements).map_err(|found| vec![found])?;
        self.goes_together().map_err(|found| vec![found])?;
        if self.incidents.is_some() {
            return self.log(&agreements, &terms, terminal);
        }
        let account = self.asked(&agreements, &terms)?;
        output::show(&self, &agreements, &terms, &account, terminal)?;
        Ok(Exit::Done)
    }

    /// Options that would do nothing are refused, not passed over.
    fn goes_together(&self) -> Result<(), Diagnostic> {
        let is_log = self.incidents.is_some();
        let idle = [
            (self.claims.is_some() && !is_log, "--claims", "letters are written from a log: add `--incidents FILE`"),
            (self.ics.is_some() && !is_log, "--ics", "last days are those of a log: add `--incidents FILE`"),
            (
                self.buying.retail().is_some() && is_log,
                "--reseller-estimate",
                "with a log write `--reseller`, and the estimates in a column `retail`",
            ),
            (
                self.templates.is_some() && self.claims.is_none(),
                "--templates",
                "templates are for letters: add `--claims DIR`",
            ),
        ];
        match idle.into_iter().find(|(idle, ..)| *idle) {
            Some((_, option, help)) => {
                let message = format!("`{option}` does nothing here");
                Err(Diagnostic::error(Code::BadValue, message).help(help))
            }
            None => Ok(()),
        }
    }

    fn terms(&self, agreements: &[Agreement]) -> Result<Terms, Diagnostic> {
        let zone = self.zone.clone().unwrap_or(TimeZone::UTC);
        let calendar = Calendar { zone, billing_day: self.billing_day };
        Ok(Terms { calendar, buying: self.buying.read(agreements)? })
    }

    /// The levels that the command names; none where it names none.
    fn levels(&self, agreements: &[Agreement]) -> Result<Vec<LevelId>, Diagnostic> {
        let Some(service) = &self.service else { return Ok(Vec::new()) };
        let found = read::named(agreements, service);
        if !found.is_empty() {
            return Ok(found);
        }
        let levels = || LevelId::all(agreements).filter_map(|id| id.of(agreements)).map(|(_, level)| level);
        let names = levels().flat_map(|level| [level.id.as_str(), level.service.as_str()]);
        let unknown = Diagnostic::error(Code::UnknownName, format!("no service and no level is called `{service}`"));
        let unknown = match nearest(service, names) {
            Some(near) => unknown.help(format!("did you mean `{near}`?")),
            None => unknown,
        };
        Err(unknown.help("`proviso credit --list` shows them all"))
    }

    /// What the one question of the command comes to under each level it names.
    fn asked(&self, agreements: &[Agreement], terms: &Terms) -> Result<Account, Vec<Diagnostic>> {
        let levels = self.levels(agreements).map_err(|found| vec![found])?;
        let missing = [
            (levels.is_empty(), "SERVICE"),
            (self.month.is_none(), "--month 2026-02"),
            (self.downtime.is_none(), "--downtime 95m"),
        ];
        let missing: Vec<&str> = missing.into_iter().filter(|(missing, _)| *missing).map(|(_, what)| what).collect();
        let (Some(month), Some(down), true) = (self.month, self.downtime, missing.is_empty()) else {
            let message = format!("the command does not say all that it takes; missing: {}", missing.join(", "));
            return Err(vec![Diagnostic::error(Code::MissingKey, message).help(
                "write `proviso credit zones --month 2026-02 --downtime 95m`, or give a log: `--incidents FILE`",
            )]);
        };
        self.fits(agreements, &levels, terms, month).map_err(|found| vec![found])?;
        let question = Question {
            month,
            down,
            fees: Fees { paid: self.paid().map_err(|found| vec![found])?, retail: self.buying.retail() },
            running: self.running,
            kinds: self.kinds(agreements, &levels).map_err(|found| vec![found])?,
        };
        let mut account = Account::default();
        for id in levels {
            let case = answer(&question, agreements, id, terms).map_err(|error| vec![too_large(error)])?;
            account.cases.push(case);
        }
        Ok(account)
    }

    fn paid(&self) -> Result<Option<Money>, Diagnostic> {
        let read = |text: &String| buying::amount(text, self.currency.as_deref());
        self.fees
            .as_ref()
            .map(read)
            .transpose()
            .map_err(|error| Diagnostic::error(Code::BadValue, format!("`--fees`: {error}")))
    }

    /// Whether the question can be asked: reserved capacity is measured by attempts, and no
    /// time is longer than the month that it is a part of.
    fn fits(
        &self,
        agreements: &[Agreement],
        levels: &[LevelId],
        terms: &Terms,
        month: Month,
    ) -> Result<(), Diagnostic> {
        for (_, level) in levels.iter().filter_map(|id| id.of(agreements)) {
            if matches!(level.measure, Measure::FailedDeployments { .. }) {
                let message = format!("`{}` is measured by failed deployments, not by a downtime", level.id);
                return Err(Diagnostic::error(Code::BadValue, message).help(
                    "log each attempt to deploy with the columns `time`, `resource`, `capacity`, `allocated`, `tried`, `failed` and `error`, and write `proviso credit --incidents FILE`",
                ));
            }
            let bounds = terms.calendar.named(level.period, month).map_err(too_large)?;
            if let (Some(down), Some(running)) = (self.downtime, self.running)
                && down > running
            {
                let (down, running) = (down.shown(), running.shown());
                let message = format!("the downtime is longer than the running time: {down} of {running}");
                return Err(Diagnostic::error(Code::BadValue, message).help("look at the figures and their units"));
            }
            for (option, length) in [("--downtime", self.downtime), ("--running", self.running)] {
                if let Some(length) = length.filter(|length| *length > bounds.length()) {
                    let (length, whole) = (length.shown(), bounds.length().shown());
                    let message = format!("`{option}` is longer than {}: {length} of {whole}", bounds.shown());
                    return Err(Diagnostic::error(Code::BadValue, message).help("look at the figure and its unit"));
                }
            }
        }
        Ok(())
    }

    fn kinds(&self, agreements: &[Agreement], levels: &[LevelId]) -> Result<BTreeSet<String>, Diagnostic> {
        let known: Vec<&str> = levels
            .iter()
            .filter_map(|id| id.of(agreements))
            .flat_map(|(_, level)| level.kinds())
            .map(|kind| kind.id.as_str())
            .collect();
        for disk in &self.disk {
            if !known.contains(&disk.as_str()) {
                let message = format!("no kind of disk is called `{disk}` here");
                let unknown = Diagnostic::error(Code::UnknownName, message);
                let all: Vec<String> = known.iter().map(|kind| format!("`{kind}`")).collect();
                return Err(match (nearest(disk, known.iter().copied()), all.is_empty()) {
                    (Some(near), _) => unknown.help(format!("did you mean `{near}`?")),
                    (None, false) => unknown.help(format!("the kinds are {}", all.join(", "))),
                    (None, true) => unknown.help("this level is the same for all disks: leave `--disk` out"),
                });
            }
        }
        Ok(self.disk.iter().cloned().collect())
    }
}

/// Says that figures do not fit.
fn too_large(error: Overflow) -> Diagnostic {
    Diagnostic::error(Code::TooLarge, error.to_string()).help("look for a figure or a date with too many digits")
}
