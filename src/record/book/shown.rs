//! The record as documents show it.

use std::collections::{BTreeMap, BTreeSet};

use super::day::due_shown;
use super::field::{Field, SHARED};
use super::words::OPEN;
use super::written::is_usual;
use super::{Claim, Entry, Kind, Record, Round};

/// What stands of a field: the words, or what each document says where they differ:
/// "Word: Agreed / Excel: Refused".
pub(super) fn shown(field: &Field, claims: &[Claim]) -> String {
    let says = |claim: &Claim| match field {
        Field::Due | Field::OurDue => due_shown(&claim.says),
        _ => claim.says.clone(),
    };
    match claims {
        [] => String::new(),
        [one] => one.says.clone(),
        several => {
            let said: Vec<String> =
                several.iter().map(|claim| format!("{}: {}", claim.from.label(), says(claim))).collect();
            said.join(" / ")
        }
    }
}

/// What both sides wrote of a point in a list: all that goes back into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListCells {
    /// What the other side answers.
    pub response: String,
    /// One of the list's statuses, or what people wrote in its place.
    pub status: String,
    /// Who sees to it.
    pub owner: String,
    /// By when: a day as year-month-day, or words.
    pub due: String,
}

impl Default for ListCells {
    fn default() -> Self {
        Self { response: String::new(), status: OPEN.to_owned(), owner: String::new(), due: String::new() }
    }
}

/// A row that people added to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandRow {
    /// By which it is known from then on.
    pub reference: String,
    /// What stands in the columns of Proviso's, by their heads.
    pub cells: BTreeMap<String, String>,
    /// What stands in the columns to fill in.
    pub list: ListCells,
}

/// What goes back into the lists for the other side. It holds nothing that was not written
/// into one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// By the reference of the point or question.
    pub cells: BTreeMap<String, ListCells>,
    /// Rows that people added to the list of issues.
    pub own_issues: Vec<HandRow>,
    /// Rows that people added to the questions.
    pub own_questions: Vec<HandRow>,
}

/// A field of which documents say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is about.
    pub title: String,
    /// By which lists know it.
    pub reference: String,
    /// What of it.
    pub field: Field,
    /// What each says.
    pub claims: Vec<Claim>,
    /// Whether it stands in a list that the other side gets.
    pub in_list: bool,
}

/// Where a point, a question or a task stands, now or at the end of a round.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'r> {
    id: &'r str,
    entry: &'r Entry,
    /// The place of the last round that counts.
    until: usize,
}

impl<'r> Matter<'r> {
    /// By which rules know it.
    pub fn id(&self) -> &'r str {
        self.id
    }

    /// By which lists know it; empty where it stands in none.
    pub fn reference(&self) -> &'r str {
        &self.entry.reference
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.entry.kind
    }

    /// What people call it.
    pub fn title(&self) -> &'r str {
        &self.entry.title
    }

    /// Why nothing is left to do about it; empty where something is.
    pub fn settled(&self) -> &'r str {
        &self.entry.settled
    }

    /// Whether it stood in a document that was written last.
    pub fn applies(&self) -> bool {
        self.entry.applies
    }

    /// What stands of a field; empty where nobody said anything.
    pub fn said(&self, field: &Field) -> String {
        shown(field, self.entry.claims(field, self.until))
    }

    /// Whether documents say different things of a field.
    pub fn is_disputed(&self, field: &Field) -> bool {
        self.entry.claims(field, self.until).len() > 1
    }

    /// What both sides wrote into the list.
    pub fn list(&self) -> ListCells {
        let status = self.said(&Field::Status);
        ListCells {
            response: self.said(&Field::Response),
            status: if status.is_empty() { OPEN.to_owned() } else { status },
            owner: self.said(&Field::Owner),
            due: self.said(&Field::Due),
        }
    }

    /// Whether anything goes back into a list.
    pub fn is_said_in_list(&self) -> bool {
        SHARED.iter().any(|field| !self.said(field).is_empty())
    }

    /// What stands in columns of their own, or in those of Proviso's that people wrote into.
    pub fn columns(&self) -> Vec<(Field, String)> {
        let fields: BTreeSet<&Field> = self.entry.rounds.values().flat_map(BTreeMap::keys).collect();
        let columns = fields.into_iter().filter(|field| matches!(field, Field::Column(..) | Field::Cell(_)));
        columns.map(|field| (field.clone(), self.said(field))).filter(|(_, says)| !says.is_empty()).collect()
    }

    /// What stood in this round before it was written over.
    pub fn before(&self) -> Vec<(Field, String)> {
        let said = self.entry.rounds.get(&self.until).into_iter().flatten();
        said.flat_map(|(field, said)| said.before.iter().map(|before| (field.clone(), before.clone()))).collect()
    }
}

impl Record {
    /// What people said something of, as it stands now, in the order of the documents.
    pub fn standing(&self) -> Vec<Matter<'_>> {
        self.ordered().filter(|matter| matter.entry.is_touched()).collect()
    }

    /// The points that are talked about, as they stand now, in the order of the list: what is
    /// settled among them where people said something of it.
    pub fn points(&self) -> Vec<Matter<'_>> {
        let is_point = |matter: &Matter<'_>| match matter.kind() {
            Kind::Issue => matter.applies() && (matter.settled().is_empty() || matter.entry.is_touched()),
            Kind::OwnIssue => true,
            _ => false,
        };
        self.ordered().filter(is_point).collect()
    }

    /// The round in which a field was last said, with its place.
    pub fn round_of(&self, matter: &Matter<'_>, field: &Field) -> Option<(usize, &Round)> {
        let rounds = matter.entry.rounds.range(..=matter.until).rev();
        let (at, _) = rounds.into_iter().find(|(_, fields)| fields.contains_key(field))?;
        Some((*at, self.rounds.get(*at)?))
    }

    /// The rounds in which something was said, the first first, each with what people said
    /// something of and how that stood at its end.
    pub fn by_round(&self) -> Vec<(&Round, Vec<Matter<'_>>)> {
        let rounds = self.rounds.iter().enumerate().map(|(at, round)| {
            let said = self.ordered().filter(|matter| matter.entry.rounds.contains_key(&at));
            (round, said.map(|matter| Matter { until: at, ..matter }).collect::<Vec<_>>())
        });
        rounds.filter(|(_, said)| !said.is_empty()).collect()
    }

    fn ordered(&self) -> impl Iterator<Item = Matter<'_>> {
        let until = self.last_round();
        let mut all: Vec<Matter<'_>> = self.entries.iter().map(|(id, entry)| Matter { id, entry, until }).collect();
        all.sort_by_key(|matter| (matter.entry.order, matter.id));
        all.into_iter()
    }

    /// Where documents say different things of one field.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let mut found = Vec::new();
        for matter in self.ordered() {
            let fields: BTreeSet<&Field> = matter.entry.rounds.values().flat_map(BTreeMap::keys).collect();
            for field in fields {
                let claims = matter.entry.claims(field, matter.until);
                if claims.len() > 1 {
                    found.push(Conflict {
                        title: matter.entry.title.clone(),
                        reference: matter.entry.reference.clone(),
                        field: field.clone(),
                        claims: claims.to_vec(),
                        in_list: matter.applies() && matter.kind() != Kind::Task && SHARED.contains(field),
                    });
                }
            }
        }
        found
    }

    /// What goes back into the lists for the other side.
    pub fn lists(&self) -> Lists {
        let mut lists = Lists::default();
        for matter in self.ordered() {
            let row =
                || HandRow { reference: matter.reference().to_owned(), cells: matter.cells(), list: matter.list() };
            match matter.kind() {
                Kind::Issue | Kind::Question => {
                    lists.cells.insert(matter.reference().to_owned(), matter.list());
                }
                Kind::OwnIssue => lists.own_issues.push(row()),
                Kind::OwnQuestion => lists.own_questions.push(row()),
                Kind::Task | Kind::Notes => {}
            }
        }
        lists
    }
}

impl Matter<'_> {
    /// What stands in the columns of Proviso's, in a row that people added.
    fn cells(&self) -> BTreeMap<String, String> {
        let head = |(field, says): (Field, String)| match field {
            Field::Cell(head) if is_usual(&head) => Some((head, says)),
            _ => None,
        };
        self.columns().into_iter().filter_map(head).collect()
    }
}
