//! Pack headers, and the owners, approvers, phases and documents they name.

use crate::source::{Place, Spanned};
use crate::syntax::tree::{Levels, PropertyValue, Text};
use crate::syntax::words::{DeclarationWord, PropertyWord};

use super::super::mistakes;
use super::super::vocabulary::{Pack, Titled};
use super::super::year_end::YearEnd;
use super::fields::Fields;
use super::texts::plain;
use super::{Builder, Found, PackTree};

/// A list that packs share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Roll {
    Owners,
    Approvers,
    Phases,
    Documents,
}

impl Roll {
    fn word(self) -> PropertyWord {
        match self {
            Self::Owners => PropertyWord::Owners,
            Self::Approvers => PropertyWord::Approvers,
            Self::Phases => PropertyWord::Phases,
            Self::Documents => PropertyWord::Documents,
        }
    }

    /// One entry, as people call it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Owners => "owner",
            Self::Approvers => "approver",
            Self::Phases => "phase",
            Self::Documents => "document",
        }
    }

    fn is_ordered(self) -> bool {
        matches!(self, Self::Phases | Self::Documents)
    }
}

impl Builder {
    pub(super) fn packs(&mut self, trees: &[PackTree], declarations: &[Found<'_>]) {
        let headers: Vec<Found<'_>> =
            declarations.iter().filter(|found| found.declaration.word.node == DeclarationWord::Pack).copied().collect();
        for (pack, tree) in trees.iter().enumerate() {
            let mut own = headers.iter().filter(|header| header.pack == pack);
            let Some(header) = own.next() else {
                let name = tree.files.first().map(|file| file.source.name()).unwrap_or_default();
                self.report(mistakes::no_header(name));
                self.scope.headless = true;
                self.book.packs.push(broken_pack(String::new()));
                continue;
            };
            for second in own {
                self.report(mistakes::second_header(second.place(), header.place()));
            }
            self.header(*header, &tree.hash);
        }
        for (roll, orders) in std::mem::take(&mut self.orders) {
            orders.sort(self.roll_mut(roll), |entry| entry.id.as_str());
        }
        // One negotiates with the vendor of the pack that is extended.
        for pack in 0..self.book.packs.len() {
            let extends = self.book.packs.get(pack).map(|pack| pack.extends.clone()).unwrap_or_default();
            let vendor = extends.iter().find_map(|base| self.book.packs.get(*base).map(|base| base.vendor.clone()));
            if let (Some(pack), Some(vendor)) = (self.book.packs.get_mut(pack), vendor)
                && pack.vendor.is_empty()
            {
                pack.vendor = vendor;
            }
        }
    }

    fn header(&mut self, found: Found<'_>, hash: &str) {
        let id = found.name().to_owned();
        if self.book.packs.iter().any(|pack| pack.id == id) {
            self.report(mistakes::duplicate_pack(found.place(), &id));
        }
        if !found.declaration.sound {
            self.scope.headless = true;
            self.book.packs.push(broken_pack(id));
            return;
        }
        self.no_children(found);
        let extended = found.overlays.extended(found.pack);
        let inherited: &[PropertyWord] = if found.overlays.extends(found.pack) { &INHERITED } else { &[] };
        let fields = self.fields(found, inherited);
        for roll in [Roll::Owners, Roll::Approvers, Roll::Phases, Roll::Documents] {
            if let Some(PropertyValue::Levels(levels)) = fields.get(roll.word()) {
                self.unite(found, roll, levels);
            }
        }
        let year_end = self.year_end(&fields);
        let text = |word| fields.text(word).map(plain).unwrap_or_default();
        self.book.packs.push(Pack {
            extends: extended.to_vec(),
            title: found.declaration.title.as_ref().map_or_else(|| id.clone(), plain),
            id,
            version: text(PropertyWord::Version),
            vendor: text(PropertyWord::Vendor),
            year_end,
            hash: hash.to_owned(),
            place: Some(found.place()),
        });
    }

    /// The end of the vendor's fiscal year, where it is given.
    fn year_end(&mut self, fields: &Fields<'_>) -> Option<YearEnd> {
        let Some(PropertyValue::DayOfYear(day)) = fields.get(PropertyWord::YearEnds) else { return None };
        let read = YearEnd::read(&day.node);
        if read.is_none() {
            let place = fields.home(PropertyWord::YearEnds).at(day.span);
            self.report(mistakes::no_day_of_year(place));
        }
        read
    }

    /// Adds a pack's list to what other packs have said: entries unite by id, a new one
    /// takes its place after the one before it.
    fn unite(&mut self, found: Found<'_>, roll: Roll, levels: &Levels) {
        let mut after: Option<usize> = None;
        let mut before: Option<&str> = None;
        for level in &levels.levels {
            let title = level.title.as_ref().map(plain);
            let place = found.at(level.name.span);
            if let Some(before) = before.replace(&level.name.node).filter(|_| roll.is_ordered())
                && !self.orders.entry(roll).or_default().add(before, &level.name.node)
            {
                self.report(mistakes::two_orders(place.clone(), roll.noun(), &level.name.node));
            }
            let list = self.roll_mut(roll);
            let at = list.iter().position(|known| known.id == level.name.node);
            match at {
                Some(at) => {
                    let known = list.get(at).map(|known| known.title.clone()).unwrap_or_default();
                    if let Some(title) = title {
                        // One pack may name it without a title that another gives.
                        if self.untitled.remove(&(roll, level.name.node.clone())) {
                            if let Some(entry) = self.roll_mut(roll).get_mut(at) {
                                entry.title = title;
                            }
                        } else if title != known {
                            self.report(mistakes::two_titles(place.clone(), roll.noun(), &level.name.node, &known));
                        }
                    }
                    after = Some(at);
                }
                None => {
                    let at = after.map_or(list.len(), |after| after + 1);
                    let at = if roll.is_ordered() { at } else { list.len() };
                    let is_untitled = title.is_none();
                    let title = title.unwrap_or_else(|| titled(&level.name.node));
                    list.insert(at, Titled { id: level.name.node.clone(), title });
                    if is_untitled {
                        self.untitled.insert((roll, level.name.node.clone()));
                    }
                    after = Some(at);
                }
            }
        }
    }

    fn roll_mut(&mut self, roll: Roll) -> &mut Vec<Titled> {
        match roll {
            Roll::Owners => &mut self.book.owners,
            Roll::Approvers => &mut self.book.approvers,
            Roll::Phases => &mut self.book.phases,
            Roll::Documents => &mut self.book.documents,
        }
    }

    pub(super) fn roll(&self, roll: Roll) -> &[Titled] {
        match roll {
            Roll::Owners => &self.book.owners,
            Roll::Approvers => &self.book.approvers,
            Roll::Phases => &self.book.phases,
            Roll::Documents => &self.book.documents,
        }
    }

    /// The place of a name in one of the lists; says so where there is none.
    pub(super) fn lookup(&mut self, roll: Roll, name: &Spanned<String>, place: Place) -> Option<usize> {
        let list = self.roll(roll);
        let at = list.iter().position(|known| known.id == name.node);
        // Where a head is missing or broken, what it would have named is not known.
        if at.is_none() && !self.scope.headless {
            let near = self.nearest(&name.node, list.iter().map(|known| known.id.as_str()));
            let all: Vec<String> = list.iter().map(|known| format!("`{}`", known.id)).collect();
            self.report(mistakes::unknown_entry(place, roll.noun(), near.as_deref(), &all));
        }
        at
    }
}

/// What a pack that extends another need not say again.
const INHERITED: [PropertyWord; 4] =
    [PropertyWord::Vendor, PropertyWord::Owners, PropertyWord::Phases, PropertyWord::Documents];

fn broken_pack(id: String) -> Pack {
    Pack {
        extends: Vec::new(),
        title: id.clone(),
        id,
        version: String::new(),
        vendor: String::new(),
        year_end: None,
        hash: String::new(),
        place: None,
    }
}

/// `side-letter` as people read it: Side letter.
pub(super) fn titled(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The title of a declaration; its name in words where none was given.
pub(super) fn title_of(title: Option<&Text>, name: &str) -> String {
    title.map_or_else(|| titled(name.rsplit('.').next().unwrap_or(name)), plain)
}
