//! Rules as SQL: tables, a loader and views with which a warehouse judges its own deals.
//!
//! Nothing here decides anything. The diagrams that judge a profile in
//! [`assess`](crate::assess) are written down as expressions over columns of cells, so what
//! a view says of a deal is what Proviso says of it.

mod column;
mod days;
mod dialect;
mod faults;
mod findings;
mod left_out;
mod load;
mod loader;
mod names;
mod outcomes;
mod plan;
mod possible;
mod rules;
mod tables;
mod words;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::logic::variables::Circumstances;
use crate::rulebook::Rulebook;
use crate::rulebook::condition::NameId;

pub use dialect::Dialect;
pub use left_out::LeftOut;

use load::Bits;
use loader::Loader;
use plan::Plan;
use tables::Tables;

/// Rules as SQL.
#[derive(Clone, Debug)]
pub struct Export {
    /// The files, in the order in which they are run: each with its name.
    pub files: Vec<(&'static str, String)>,
    /// The names that rules look at, with the columns that a deal fills for them.
    pub filled: Vec<Filled>,
    /// The rules that have no exact form as columns.
    pub left_out: Vec<LeftOut>,
    /// How many rules are exported.
    pub rules: usize,
    /// The first and the last day of assessment that the views hold for.
    pub holds_for: (Date, Date),
}

/// A name, and the columns that a deal fills for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The name.
    pub name: NameId,
    /// Its columns.
    pub columns: Vec<String>,
    /// The currency of its amounts, where the rules compare them in one.
    pub currency: Option<String>,
}

/// Writes rules as SQL. `schema`, where given, stands before the names of all tables and
/// views.
///
/// # Errors
/// A rate is missing between two currencies that the rules compare, or a rule is too
/// entangled.
pub fn sql(
    rulebook: &Rulebook,
    circumstances: &Circumstances,
    dialect: Dialect,
    schema: Option<&str>,
) -> Result<Export, Vec<Diagnostic>> {
    let plan = Plan::new(rulebook, circumstances)?;
    let loader = Loader::new(&plan, dialect);
    let bits = all_bits(&plan, &loader);
    let tables = Tables::new(&plan, dialect, schema, &bits);
    let parts = rules::parts(&plan);
    let head = head(&plan, &loader, dialect);
    let mut views = loader.staged(&tables) + "\n";
    for part in &parts {
        views.push_str(&part.reach(&tables, dialect));
        views.push('\n');
        views.push_str(&findings::side_by_side(part, &tables, dialect));
        views.push('\n');
    }
    if !parts.is_empty() {
        views.push_str(&findings::findings(&parts, &tables, dialect));
        views.push('\n');
        views.push_str(&findings::exposure(&tables, dialect));
        views.push('\n');
    }
    views.push_str(&findings::faults_views(&loader, &tables));
    let files = [
        ("1-staging.sql", "The table to fill. Run it once.", tables.staging()),
        (
            "2-tables.sql",
            "The cells that are made of it, and what all columns mean.",
            tables.cells() + &names::names(&plan, &parts, &tables, dialect),
        ),
        ("3-views.sql", "What follows from the rules.", views),
        (
            "4-load.sql",
            "From the table that was filled to the cells. Run it whenever that changes.",
            tables.load(&loader, &bits),
        ),
    ];
    Ok(Export {
        files: files
            .into_iter()
            .map(|(name, what, text)| (name, format!("-- {what}\n{head}\n{}\n", text.trim_end())))
            .collect(),
        rules: plan.rules.len(),
        filled: plan.columns.iter().map(|column| plan.filled(column)).collect(),
        holds_for: loader.stretch(),
        left_out: plan.left_out,
    })
}

/// All columns of cells.
fn all_bits(plan: &Plan<'_>, loader: &Loader<'_, '_>) -> Vec<Bits> {
    let mut bits: Vec<Bits> = plan.columns.iter().flat_map(|column| loader.bits(column)).collect();
    let pair = |(var, pair): &(crate::logic::Var, crate::logic::variables::Pair)| Bits {
        column: Plan::pair_code(*var),
        from: loader.pair(*pair),
    };
    bits.extend(plan.pairs.iter().map(pair));
    bits.extend(loader.ticks());
    bits
}

/// What each file begins with.
fn head(plan: &Plan<'_>, loader: &Loader<'_, '_>, dialect: Dialect) -> String {
    let packs: Vec<String> = plan.rulebook.packs.iter().map(|pack| format!("{} {}", pack.id, pack.version)).collect();
    let (first, last) = loader.stretch();
    let mut head = format!(
        "-- Written by Proviso for {}, from {}.\n-- Holds for days of assessment from {first} to {last}.\n",
        dialect.title(),
        packs.join(", ")
    );
    for left_out in &plan.left_out {
        let id = plan.advice(left_out.advice).map_or("", |advice| advice.id.as_str());
        head.push_str(&format!("-- Not exported: {id}, because {}.\n", left_out.why(plan.rulebook)));
    }
    head
}
