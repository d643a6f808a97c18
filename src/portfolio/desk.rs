//! Parts of tables, one after another → how their deals stand.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use jiff::civil::Date;

use crate::assess::wide::{Rest, Said};
use crate::diagnostic::Diagnostic;
use crate::intake::{self, Cell, Data, Entry, Node, Rows, Sheet, Written};
use crate::logic::variables::Circumstances;
use crate::profile::{DraftStatus, Header, Profile, is_key, term_names};
use crate::rulebook::Rulebook;
use crate::rulebook::condition::NameId;
use crate::source::{Source, Span, Spanned};

use super::rows::{Read, Reject, Row, sheet};
use super::setting::Setting;
use super::shelf::Shelf;
use super::standing::Standing;
use super::tally::Tally;

/// So many settings, and so many different heads of rows, are kept from part to part.
const MOST_SETTINGS: usize = 24;
const MOST_HEADS: usize = 256;

/// The rules that a row asks for.
pub type BookOf<'b, 's> = &'b dyn Fn(&Row) -> Result<&'s Rulebook, Vec<Diagnostic>>;

/// What came of a part.
#[derive(Default)]
pub struct Done<'s> {
    /// In the order of the input, each with its rules.
    pub standings: Vec<(&'s Rulebook, Standing)>,
    /// What was left out.
    pub rejects: Vec<Reject>,
    /// What is judged as it was read, and may be meant otherwise.
    pub odd: Vec<Diagnostic>,
    /// What is found most often.
    pub tally: Tally,
}

/// Where deals are judged, part after part. What many of them say alike is worked out once:
/// what stands before the names (day, packs, rates, how much of the draft was read), and
/// each text that is said of a name. A row in which anything is out of the ordinary is read
/// as a profile of its own, which knows what is wrong with it.
pub struct Desk<'b, 's, 'd> {
    book_of: BookOf<'b, 's>,
    days: &'d Shelf<Circumstances>,
    as_of: Option<Date>,
    briefly: bool,
    settings: Vec<(&'s Rulebook, Setting<'d>)>,
    heads: HashMap<String, Option<Head>>,
    judged: Vec<(u32, &'s Rulebook, Standing)>,
    rejects: Vec<(u32, Reject)>,
    odd: Vec<Diagnostic>,
}

/// What rows say before their names.
struct Head {
    setting: usize,
    readings: usize,
    header: Header,
    /// What is left of a row without terms, and of one with some.
    rests: [Option<Rc<Rest>>; 2],
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    /// The name of the company.
    Profile,
    /// Something that stands before the names.
    Head,
    /// The reader's own.
    Own,
    /// A block that may hold names.
    Block,
    /// A name, or what should be one.
    Name,
}

/// A part of a table.
struct Part<'p> {
    sheet: &'p Sheet,
    columns: Vec<Column>,
    /// Whether two columns have one name.
    twice: bool,
    /// By setting, the name of each column.
    names: Vec<Option<Vec<Option<NameId>>>>,
    /// By column, the row that was last seen to have it.
    seen: Vec<usize>,
    key: String,
    said: Vec<Rc<Said>>,
}

impl<'b, 's: 'd, 'd> Desk<'b, 's, 'd> {
    /// A desk for deals whose rules `book_of` knows. `as_of`, where given, wins over what
    /// rows say. `briefly` is whether findings are wanted rule by rule.
    pub fn new(book_of: BookOf<'b, 's>, days: &'d Shelf<Circumstances>, as_of: Option<Date>, briefly: bool) -> Self {
        Self {
            book_of,
            days,
            as_of,
            briefly,
            settings: Vec::new(),
            heads: HashMap::new(),
            judged: Vec::new(),
            rejects: Vec::new(),
            odd: Vec::new(),
        }
    }

    /// Profiles in files of their own.
    pub fn profiles(&mut self, sources: &[Source]) -> Done<'s> {
        for (at, source) in (0..).zip(sources) {
            match Row::whole(source) {
                Ok(row) => self.row(at, &row),
                Err(reject) => self.rejects.push((at, reject)),
            }
        }
        self.done()
    }

    /// The rows of a part of a table.
    pub fn table(&mut self, source: &Source, rows: Rows) -> Done<'s> {
        let mut rejects = Vec::new();
        let (sheet, others) = sheet(source, rows, &mut rejects);
        self.rejects.extend(rejects.into_iter().map(|reject| (reject.place.span.start, reject)));
        for span in others {
            self.line(source, span);
        }
        let mut part = Part::new(&sheet);
        for (at, row) in sheet.rows.iter().enumerate() {
            if self.quick(&mut part, at, row).is_none() {
                match rows {
                    Rows::Csv => self.row(row.span.start, &Row::block(source, sheet.node(&row.cells, row.span))),
                    Rows::Lines => self.line(source, row.span),
                }
            }
        }
        self.done()
    }

    fn line(&mut self, source: &Source, span: Span) {
        match Row::line(source, span) {
            Ok(row) => self.row(span.start, &row),
            Err(reject) => self.rejects.push((span.start, reject)),
        }
    }

    /// A row by itself.
    fn row(&mut self, at: u32, row: &Row) {
        let judged = (self.book_of)(row).map_err(|found| row.rejected(found)).and_then(|book| {
            let Read { profile, odd, .. } = row.read(book, &term_names(book), self.as_of)?;
            self.odd.extend(odd);
            let setting = self.setting(book, &profile).map_err(|found| row.rejected(found))?;
            let put = self.settings.get_mut(setting).map_or(Ok(()), |(_, setting)| setting.put(at, &profile));
            put.map_err(|found| row.rejected(found))?;
            self.judge_if_full(setting);
            Ok(())
        });
        if let Err(reject) = judged {
            self.rejects.push((at, reject));
        }
    }

    /// A row of which all is known already, or can be worked out text by text. Nothing
    /// where it must be read by itself.
    fn quick(&mut self, part: &mut Part<'_>, at: usize, row: &intake::Row) -> Option<()> {
        let name = part.begin(at, row)?;
        if !self.heads.contains_key(&part.key) {
            let head = self.head(part, row);
            self.heads.insert(part.key.clone(), head);
        }
        let head = self.heads.get(&part.key)?.as_ref()?;
        let (_, setting) = self.settings.get_mut(head.setting)?;
        let Part { sheet, columns, names, said, .. } = part;
        let names = names_of(names, head.setting, sheet, setting);
        let mut terms = false;
        said.clear();
        for cell in &row.cells {
            match columns.get(cell.column as usize)? {
                Column::Profile | Column::Head | Column::Own => {}
                Column::Block => return None,
                Column::Name => {
                    let id = (*names.get(cell.column as usize)?)?;
                    terms |= setting.is_term(id);
                    said.push(setting.said(head.readings, &head.header, id, (sheet, cell))?);
                }
            }
        }
        let [without, with] = &head.rests;
        let rest = if terms { with } else { without };
        setting.put_row(row.span.start, name, rest.as_ref()?, said).then_some(())?;
        let setting = head.setting;
        self.judge_if_full(setting);
        Some(())
    }

    /// What a row says before its names. Nothing where that is out of the ordinary.
    fn head(&mut self, part: &Part<'_>, row: &intake::Row) -> Option<Head> {
        let sheet = part.sheet;
        let is_head =
            |cell: &&Cell| matches!(part.columns.get(cell.column as usize), Some(Column::Profile | Column::Head));
        let node = sheet.node(row.cells.iter().filter(is_head), row.span);
        let draft = node.get("draft").map(|draft| matches!(draft.data, Data::Scalar { .. }));
        if draft == Some(false) {
            return None;
        }
        let whole = Row::block(&sheet.source, node.clone());
        let book = (self.book_of)(&whole).ok()?;
        let terms = term_names(book);
        let Read { header, profile, odd } = whole.read(book, &terms, self.as_of).ok()?;
        if !odd.is_empty() {
            return None;
        }
        // A row with terms and no word on the draft has one that was read in part.
        let in_part = match draft {
            Some(_) => None,
            None => Some(Row::block(&sheet.source, in_part(node)).profile(book, &terms, self.as_of).ok()?),
        };
        let at = self.setting(book, &profile).ok()?;
        let (_, setting) = self.settings.get_mut(at)?;
        let without = setting.rest(&profile);
        let with = match &in_part {
            Some(in_part) => setting.rest(in_part),
            None => without.clone().filter(|_| profile.draft != DraftStatus::None),
        };
        let readings = setting.readings(header.currency.as_deref(), sheet.written);
        Some(Head { setting: at, readings, header, rests: [without, with] })
    }

    /// The place of the setting of a profile.
    fn setting(&mut self, book: &'s Rulebook, profile: &Profile) -> Result<usize, Vec<Diagnostic>> {
        if let Some(at) = self.settings.iter().position(|(_, setting)| setting.is_of(book, profile)) {
            return Ok(at);
        }
        let when = Circumstances { as_of: profile.as_of, rates: profile.rates.clone() };
        self.settings.push((book, Setting::new(book, self.days.keep(when))?));
        Ok(self.settings.len() - 1)
    }

    fn judge_if_full(&mut self, setting: usize) {
        if let Some((book, setting)) = self.settings.get_mut(setting).filter(|(_, setting)| setting.is_full()) {
            self.judged.extend(setting.judged(self.briefly).into_iter().map(|(at, standing)| (at, *book, standing)));
        }
    }

    /// What came of the part, in order.
    fn done(&mut self) -> Done<'s> {
        let mut tally = Tally::default();
        for (book, setting) in &mut self.settings {
            self.judged.extend(setting.judged(self.briefly).into_iter().map(|(at, standing)| (at, *book, standing)));
            tally.add(&setting.tally());
        }
        if self.settings.len() > MOST_SETTINGS || self.heads.len() > MOST_HEADS {
            self.heads.clear();
            self.settings.clear();
        }
        self.judged.sort_by_key(|(at, ..)| *at);
        self.rejects.sort_by_key(|(at, _)| *at);
        tally.deals = self.judged.len() as u64;
        Done {
            standings: self.judged.drain(..).map(|(_, book, standing)| (book, standing)).collect(),
            rejects: self.rejects.drain(..).map(|(_, reject)| reject).collect(),
            odd: std::mem::take(&mut self.odd),
            tally,
        }
    }
}

impl<'p> Part<'p> {
    fn new(sheet: &'p Sheet) -> Self {
        let column = |name: &str| match name {
            "profile" => Column::Profile,
            "facts" | "notes" => Column::Block,
            name if name.starts_with('#') => Column::Own,
            name if is_key(name) => Column::Head,
            _ => Column::Name,
        };
        let names: BTreeSet<&str> = sheet.columns.iter().map(|column| column.node.as_str()).collect();
        Self {
            sheet,
            columns: sheet.columns.iter().map(|name| column(&name.node)).collect(),
            twice: names.len() < sheet.columns.len(),
            names: Vec::new(),
            seen: vec![usize::MAX; sheet.columns.len()],
            key: String::new(),
            said: Vec::new(),
        }
    }

    /// The name of a deal; and notes what its row says before its names. Nothing where it
    /// says something twice.
    fn begin<'r>(&mut self, at: usize, row: &'r intake::Row) -> Option<&'r str>
    where
        'p: 'r,
    {
        if self.twice {
            return None;
        }
        self.key.clear();
        self.key.push(if self.sheet.written == Written::Json { 'j' } else { 'p' });
        let mut name = None;
        for cell in &row.cells {
            let column = cell.column as usize;
            if std::mem::replace(self.seen.get_mut(column)?, at) == at {
                return None;
            }
            match self.columns.get(column)? {
                Column::Profile => name = self.sheet.plain(cell),
                Column::Head => {
                    self.key.extend(["\u{1}", &self.sheet.columns.get(column)?.node, "\u{2}"]);
                    self.key.push_str(self.sheet.text(cell));
                }
                Column::Own | Column::Block | Column::Name => {}
            }
        }
        name.filter(|name| !name.is_empty())
    }
}

/// What the columns of a table are called in a setting.
fn names_of<'n>(
    known: &'n mut Vec<Option<Vec<Option<NameId>>>>,
    at: usize,
    sheet: &Sheet,
    setting: &Setting<'_>,
) -> &'n [Option<NameId>] {
    if known.len() <= at {
        known.resize(at + 1, None);
    }
    let names = || sheet.columns.iter().map(|column| setting.name(&column.node)).collect();
    known.get_mut(at).map_or(&[], |known| known.get_or_insert_with(names))
}

/// The same row, with a draft that was read in part.
fn in_part(mut row: Node) -> Node {
    let span = row.span;
    let status = Node { data: Data::Scalar { text: "partial".to_owned(), quoted: false }, span };
    if let Data::Map(entries) = &mut row.data {
        entries.push(Entry { key: Spanned::new("draft".to_owned(), span), value: status });
    }
    row
}
