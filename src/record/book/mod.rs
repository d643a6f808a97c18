//! What comes back from the talks: the record of a deal, round by round.
//!
//! Documents of the pack go out, people write into them, and each is read back. What a
//! document says now is held against what it said when it was last written or read; what
//! people changed goes into the [`Record`], under the round that is on.

mod checklist;
mod day;
mod field;
mod json;
mod list;
mod mistakes;
mod outcome;
mod own_rows;
mod seen;
mod shown;
mod take;
mod words;
mod written;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use checklist::{Remark, read_checklist, with_remarks};
pub use day::due_shown;
pub use field::{Document, Field, Office};
pub use list::{is_filled_in, is_list, read_list};
pub use outcome::Outcome;
pub use shown::{Conflict, HandRow, ListCells, Lists, Matter};
pub use take::{Change, RoundOver, Taken};
pub use words::{OPEN, STATUSES};
pub use written::Written;

use seen::Seen;

/// All that people wrote into the documents of one pack, and what each document said when
/// it was last written or read. Nothing that was ever taken in leaves it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Whose deal it is.
    pub company: String,
    /// The rounds, in the order in which they began; the last is on.
    pub rounds: Vec<Round>,
    /// What is known of each point, question and task, by id.
    entries: BTreeMap<String, Entry>,
    /// What each document said when it was last written or read.
    seen: BTreeMap<Document, Seen>,
}

/// A round of the talks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// What people call it.
    pub name: String,
    /// The day for which something was last taken in.
    pub as_of: Option<Date>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A point that is put to the other side.
    Issue,
    /// A question to it.
    Question,
    /// Something to do.
    Task,
    /// A row that people added to the list of issues.
    OwnIssue,
    /// A row that people added to the questions.
    OwnQuestion,
    /// What people wrote into the checklist under no item.
    Notes,
}

/// A point, a question or a task, as a document knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// By which rules know it: `azure-openai/change-notice`.
    pub id: String,
    /// By which lists know it; empty where it stands in none.
    pub reference: String,
    /// What it is.
    pub kind: Kind,
    /// What people call it.
    pub title: String,
}

/// What is known of one point, question or task.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    reference: String,
    kind: Kind,
    title: String,
    /// Its place among the others, as documents have them.
    order: usize,
    /// Whether it stood in a document that was written last.
    applies: bool,
    /// By the place of the round: what people said in it.
    rounds: BTreeMap<usize, BTreeMap<Field, Said>>,
}

/// What was said of one field in one round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    /// What stands: nothing where it was taken back, several where documents disagree.
    claims: Vec<Claim>,
    /// What stood before in the same round.
    before: Vec<String>,
}

/// What one document says of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The words.
    pub says: String,
    /// The document.
    pub from: Document,
}

impl Entry {
    fn of(known: &Known) -> Self {
        Self {
            reference: known.reference.clone(),
            kind: known.kind,
            title: known.title.clone(),
            order: usize::MAX,
            applies: true,
            rounds: BTreeMap::new(),
        }
    }

    /// What stands of a field now, or at the end of a round.
    fn claims(&self, field: &Field, until: usize) -> &[Claim] {
        let rounds = self.rounds.range(..=until).rev();
        rounds.filter_map(|(_, fields)| fields.get(field)).map(|said| said.claims.as_slice()).next().unwrap_or_default()
    }

    /// What lists say of it now.
    fn said_in_lists(&self) -> BTreeMap<Field, String> {
        let fields = self.rounds.values().flat_map(BTreeMap::keys).filter(|field| !field::OWN.contains(field));
        let said = fields.map(|field| (field.clone(), shown::shown(field, self.claims(field, usize::MAX))));
        said.filter(|(_, says)| !says.is_empty()).collect()
    }

    /// Whether people ever said anything of it.
    fn is_touched(&self) -> bool {
        self.rounds.values().any(|fields| !fields.is_empty())
    }
}

impl Record {
    /// From now on these points, questions and tasks apply, and no others. Rows that people
    /// added stay.
    pub fn renew(&mut self, company: &str, known: &[Known]) {
        company.clone_into(&mut self.company);
        for entry in self.entries.values_mut() {
            entry.applies = matches!(entry.kind, Kind::OwnIssue | Kind::OwnQuestion | Kind::Notes);
            entry.order = usize::MAX;
        }
        for (order, one) in known.iter().enumerate() {
            match self.entries.get_mut(&one.id) {
                // What stands in a list stands in the checklist too.
                Some(entry) if one.kind == Kind::Task => {
                    if entry.kind == Kind::Task {
                        entry.title.clone_from(&one.title);
                    }
                    entry.applies = true;
                    entry.order = entry.order.min(order);
                }
                Some(entry) => {
                    let rounds = std::mem::take(&mut entry.rounds);
                    *entry = Entry { rounds, order, ..Entry::of(one) };
                }
                // What stands in the checklist alone is entered when people say something.
                None if one.kind == Kind::Task => {}
                None => drop(self.entries.insert(one.id.clone(), Entry { order, ..Entry::of(one) })),
            }
        }
        // What no list holds any more stays known: an older list may still come back.
    }

    /// The id behind a reference in a list. References that have grown longer or shorter
    /// with the rules are known as long as only one fits.
    fn id_of(&self, reference: &str) -> Option<&str> {
        let reference = reference.trim();
        let named = || self.entries.iter().filter(|(_, entry)| !entry.reference.is_empty());
        if let Some((id, _)) = named().find(|(_, entry)| entry.reference.eq_ignore_ascii_case(reference)) {
            return Some(id);
        }
        let upper = reference.to_ascii_uppercase();
        let fits = |known: &str| upper.len() >= 4 && (known.starts_with(&upper) || upper.starts_with(known));
        let mut fitting = named().filter(|(_, entry)| known_by_hash(entry.kind) && fits(&entry.reference));
        match (fitting.next(), fitting.next()) {
            (Some((id, _)), None) => Some(id),
            _ => None,
        }
    }

    /// The place of the round that is on; rounds begin with the first thing taken in.
    fn last_round(&self) -> usize {
        self.rounds.len().saturating_sub(1)
    }
}

/// Whether the references of such entries are hashes of their ids.
fn known_by_hash(kind: Kind) -> bool {
    matches!(kind, Kind::Issue | Kind::Question)
}
