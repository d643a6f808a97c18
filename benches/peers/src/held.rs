//! Proviso, called as a library: the rules laid out once, deals put into batches, batches
//! judged.

use std::collections::HashMap;
use std::hint::black_box;
use std::rc::Rc;

use proviso::assess::finding::Outcome;
use proviso::assess::wide::{Batch, Column, Rest, Said, Walk, Wide};
use proviso::intake::{Chunks, Rows};
use proviso::logic::variables::Circumstances;
use proviso::logic::{Mask, Numbers};
use proviso::portfolio::{Desk, Row, Shelf};
use proviso::profile::{self, Header, Profile};
use proviso::rulebook::condition::NameId;
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::{intake, syntax};

use made::book::{AS_OF, Book, End};

/// Rules, and what all deals say alike: the day, and a draft that was read in part.
pub struct Ground {
    pub rulebook: Rulebook,
    when: Circumstances,
    header: Header,
    profile: Profile,
}

/// The rules of a text.
pub fn rulebook(text: &str) -> Rulebook {
    let tree = syntax::parse(&Source::new("made.proviso", text)).0;
    let (book, found) = build(&[PackTree { files: vec![tree], hash: String::new() }]);
    book.unwrap_or_else(|| panic!("{:?}", found.first()))
}

impl Ground {
    pub fn new(book: &Book) -> Self {
        let rulebook = rulebook(&book.text());
        let source = Source::new(
            "deal",
            format!("profile: Deal\nas-of: {AS_OF}\npacks: [made]\ndraft: {{ status: partial }}\n"),
        );
        let node = intake::yaml(&source).expect("a profile");
        let mut found = Vec::new();
        let header = profile::header(&source, &node, &mut found);
        let profile = profile::read(&source, &node, &header, &rulebook, None, &mut found);
        let profile = profile.unwrap_or_else(|| panic!("{found:?}"));
        let when = Circumstances { as_of: profile.as_of, rates: profile.rates.clone() };
        Self { rulebook, when, header, profile }
    }

    pub fn loader(&self) -> Loader<'_> {
        let mut wide = Wide::new(&self.rulebook, &self.when).unwrap_or_else(|found| panic!("{found:?}"));
        let rest = wide.rest(&self.profile).unwrap_or_else(|found| panic!("{found:?}"));
        let ids: HashMap<&str, NameId> = self.rulebook.names().map(|(id, name)| (name.id.as_str(), id)).collect();
        Loader { ground: self, wide, rest, ids, known: HashMap::new() }
    }
}

/// Where texts become what is possible, and batches are filled.
pub struct Loader<'g> {
    ground: &'g Ground,
    pub wide: Wide<'g>,
    rest: Rc<Rest>,
    ids: HashMap<&'g str, NameId>,
    known: HashMap<(NameId, String), Rc<Said>>,
}

/// What a deal says of its names.
pub type Deal = Vec<Rc<Said>>;

impl Loader<'_> {
    /// A deal by its words, one for each name of the book; an empty one says nothing.
    pub fn deal(&mut self, book: &Book, words: impl IntoIterator<Item = String>) -> Deal {
        let said = book.names.iter().zip(words).filter(|(_, word)| !word.is_empty());
        said.map(|(name, word)| self.said(&name.id, word)).collect()
    }

    fn said(&mut self, id: &str, word: String) -> Rc<Said> {
        let key = (self.ids[id], word);
        if let Some(said) = self.known.get(&key) {
            return Rc::clone(said);
        }
        let Ground { rulebook, header, .. } = self.ground;
        let source = Source::new("cell", key.1.as_str());
        let node = intake::yaml(&source).expect("a value");
        let reading = profile::reading(&source, &node, header, rulebook, key.0, &mut Vec::new());
        let said = self.wide.said(key.0, &reading.expect("a value of its type")).expect("one currency");
        self.known.insert(key, Rc::clone(&said));
        said
    }

    /// Batches with these deals.
    pub fn batches<M: Mask>(&mut self, deals: &[Deal]) -> Vec<Batch<M>> {
        let mut batches: Vec<Batch<M>> = Vec::with_capacity(deals.len().div_ceil(M::LANES));
        deals.chunks(M::LANES).for_each(|_| batches.push(self.wide.batch()));
        self.fill(&mut batches, deals);
        batches
    }

    /// Puts these deals into batches, for others.
    pub fn fill<M: Mask>(&mut self, batches: &mut [Batch<M>], deals: &[Deal]) {
        for (batch, deals) in batches.iter_mut().zip(deals.chunks(M::LANES)) {
            batch.clear();
            for deal in deals {
                assert!(self.wide.put_row(batch, &self.rest, deal), "a deal that can be reckoned with");
            }
        }
    }

    /// How columns of numbers tell of the names of the book, in its order.
    pub fn columns(&self, book: &Book) -> Vec<Column> {
        let column = |id: &str| self.wide.column(self.ids[id], Some("USD")).expect("a name that numbers tell of");
        book.names.iter().map(|name| column(&name.id)).collect()
    }

    /// Puts the deals of columns into a batch.
    pub fn fill_from<M: Mask>(&self, batch: &mut Batch<M>, columns: &[(&Column, Numbers<'_>)]) {
        assert!(self.wide.fill(batch, &self.rest, columns).is_none(), "values of their names");
    }

    /// What was learned of texts need not be kept.
    pub fn forget(&mut self) {
        self.known.clear();
    }
}

/// Holds all batches against all rules.
pub fn judge<M: Mask>(wide: &Wide<'_>, walk: &mut Walk<M>, batches: &mut [Batch<M>]) {
    for batch in batches {
        black_box(walk.over(wide, batch));
    }
}

/// What every rule comes to for every deal, of which all is known: a byte each, the deals
/// one after another.
pub fn answers<M: Mask>(wide: &Wide<'_>, batches: &mut [Batch<M>], rules: usize) -> Vec<u8> {
    let mut walk = Walk::new(wide);
    let mut answers = Vec::new();
    for batch in batches {
        let first = answers.len();
        answers.resize(first + batch.len() * rules, u8::MAX);
        for (rule, finding) in walk.over(wide, batch).iter().enumerate() {
            for (outcome, mask) in &finding.could_be {
                mask.each(|lane| {
                    let answer = &mut answers[first + lane * rules + rule];
                    assert!(*answer == u8::MAX, "all is known, so all is decided");
                    *answer = end(*outcome) as u8;
                });
            }
        }
    }
    assert!(!answers.contains(&u8::MAX), "every rule comes to something");
    answers
}

fn end(outcome: Outcome) -> End {
    match outcome {
        Outcome::NotApplicable | Outcome::NotNeeded => End::Idle,
        Outcome::WalkAway => End::WalkAway,
        Outcome::Preferred => End::Preferred,
        Outcome::Fallback(0) => End::FirstFallback,
        Outcome::Fallback(_) => End::SecondFallback,
        Outcome::Gap => End::Gap,
        Outcome::InPlace => End::InPlace,
        Outcome::Advised => End::Advised,
        other => panic!("{other:?} is not among what is made up"),
    }
}

/// A table in memory, from its bytes to how each deal stands. How many there were.
pub fn table(ground: &Ground, text: &str, rows: Rows) -> usize {
    let days = Shelf::default();
    let book_of = |_: &Row| Ok(&ground.rulebook);
    let mut desk = Desk::new(&book_of, &days, None, false);
    let parts = Chunks::new("deals".to_owned(), text.as_bytes(), rows);
    let judged = parts.map(|part| {
        let done = desk.table(&part.unwrap_or_else(|found| panic!("{found:?}")), rows);
        assert!(done.rejects.is_empty(), "{:?}", done.rejects);
        black_box(done).standings.len()
    });
    judged.sum()
}
