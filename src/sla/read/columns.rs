//! The columns of a log, by the names that people give them.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::intake::Sheet;
use crate::source::{Place, Span};

macro_rules! columns {
    ($($(#[doc = $meaning:literal])+ $column:ident: $name:literal $(, $other:literal)*;)+) => {
        /// A column.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Column {
            $($(#[doc = $meaning])+ $column,)+
        }

        /// Every column with its names, its own first.
        const ALL: &[(Column, &[&str])] = &[$((Column::$column, &[$name $(, $other)*]),)+];
    };
}

columns! {
    /// When an incident began.
    Start: "start", "started", "begin", "began", "from";
    /// When it was over.
    End: "end", "ended", "until", "to", "fixed";
    /// The zone of times that say none.
    Zone: "zone", "timezone", "time-zone", "tz";
    /// The level it is claimed under.
    Level: "level", "levels";
    /// The service.
    Service: "service";
    /// What was hit.
    Resource: "resource", "vm", "machine", "reservation";
    /// Why it came about, or the exclusion.
    Cause: "cause", "exclusion", "reason";
    /// What happened.
    What: "what", "description", "summary", "incident", "title";
    /// What was tried: a text for incidents, a number for attempts.
    Tried: "tried", "attempts", "actions", "units-tried";
    /// How many users were affected.
    Users: "users", "affected-users";
    /// Where they were.
    Region: "region", "location";
    /// The month that fees and running time are of.
    Month: "month";
    /// What was paid in the month.
    Fees: "fees", "fee", "paid";
    /// The vendor's estimate of the retail price.
    Retail: "retail", "retail-price", "retail-estimate";
    /// For how long it was deployed in the month.
    Running: "running", "running-minutes", "deployed", "deployed-minutes";
    /// Kinds, such as kinds of disks.
    Kinds: "disks", "disk", "kinds", "kind";
    /// When something was tried.
    Time: "time", "at";
    /// How many units failed.
    Failed: "failed", "units-failed";
    /// Why they failed.
    Error: "error", "error-kind";
    /// Which unit it was.
    Unit: "unit";
    /// How many units are reserved.
    Capacity: "capacity";
    /// How many were in use before.
    Allocated: "allocated", "in-use";
}

impl Column {
    /// The name of the column.
    pub(super) fn name(self) -> &'static str {
        let names = ALL.iter().find(|(column, _)| *column == self).map(|(_, names)| *names);
        names.and_then(|names| names.first()).copied().unwrap_or_default()
    }
}

/// Which column of a table is which.
pub(super) struct Columns {
    places: Vec<(Column, usize)>,
}

impl Columns {
    /// Finds the columns by their names. Those that nothing is called are passed over and
    /// told, for a log may hold more than a claim needs.
    pub(super) fn of(sheet: &Sheet, found: &mut Vec<Diagnostic>) -> Self {
        let mut places: Vec<(Column, usize)> = Vec::new();
        for (at, column) in sheet.columns.iter().enumerate() {
            let name = column.node.trim().to_lowercase().replace([' ', '_'], "-");
            let place = || Place::new(&sheet.source, column.span);
            let known = ALL.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(known, _)| *known);
            match known {
                Some(known) if places.iter().any(|(other, _)| *other == known) => {
                    let message = format!("two columns say `{}`", known.name());
                    let twice = Diagnostic::warning(Code::DuplicateKey, message).at(place(), "the second one");
                    found.push(twice.help("the first one counts; take the other away, or give it another name"));
                }
                Some(known) => places.push((known, at)),
                None if name.is_empty() => {}
                None => {
                    let message = format!("the column `{}` is not read", column.node);
                    let unknown = Diagnostic::warning(Code::UnknownKey, message).at(place(), "not a column of a log");
                    let names = ALL.iter().flat_map(|(_, names)| names.iter().copied());
                    let near = nearest(&name, names);
                    found.push(
                        near.into_iter().fold(unknown, |unknown, near| unknown.help(format!("did you mean `{near}`?"))),
                    );
                }
            }
        }
        Self { places }
    }

    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == column).map(|(_, place)| *place)
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    /// Whether the table is of attempts to deploy.
    pub(super) fn are_of_attempts(&self) -> bool {
        self.has(Column::Failed) || self.has(Column::Time) && !self.has(Column::Start)
    }
}

/// Says that columns are missing without which no line can be read.
pub(super) fn missing(sheet: &Sheet, missing: &[Column]) -> Diagnostic {
    let names: Vec<String> = missing.iter().map(|column| format!("`{}`", column.name())).collect();
    let plural = if names.len() == 1 { "column" } else { "columns" };
    let end = sheet.columns.last().map_or_else(Span::default, |column| column.span);
    let start = sheet.columns.first().map_or_else(Span::default, |column| column.span);
    Diagnostic::error(Code::MissingKey, format!("the log has no {plural} {}", names.join(" and ")))
        .at(Place::new(&sheet.source, start.to(end)), "the columns there are")
        .help("a log of incidents has the columns `start`, `end`, `level` and `resource`; of failed deployments, `time`, `resource`, `tried`, `failed` and `error`")
}
