//! What can be said of a point, and in which document.

/// A form of office file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Office {
    /// `.docx`
    Word,
    /// `.xlsx`
    Excel,
}

/// A document of the pack that people write into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    /// The company's own checklist.
    Checklist,
    /// The list of issues, which goes to and fro.
    Issues(Office),
    /// The questions to the other side.
    Questions(Office),
}

impl Document {
    /// All of them, in the order in which they are read.
    pub const ALL: [Self; 5] = [
        Self::Checklist,
        Self::Issues(Office::Word),
        Self::Issues(Office::Excel),
        Self::Questions(Office::Word),
        Self::Questions(Office::Excel),
    ];

    /// Where it stands in the pack.
    pub fn path(self) -> &'static str {
        match self {
            Self::Checklist => "internal/checklist.md",
            Self::Issues(Office::Word) => "counterparty/issues-list.docx",
            Self::Issues(Office::Excel) => "counterparty/issues-list.xlsx",
            Self::Questions(Office::Word) => "counterparty/questions.docx",
            Self::Questions(Office::Excel) => "counterparty/questions.xlsx",
        }
    }

    /// The document at a place in the pack.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.path() == path)
    }

    /// What people call it beside another.
    pub fn label(self) -> &'static str {
        match self {
            Self::Checklist => "Checklist",
            Self::Issues(Office::Word) | Self::Questions(Office::Word) => "Word",
            Self::Issues(Office::Excel) | Self::Questions(Office::Excel) => "Excel",
        }
    }
}

/// Something that people say of a point. What they write into a list both sides may read;
/// what they write into the checklist is their own, and is kept apart from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The status in the list.
    Status,
    /// What the other side answers.
    Response,
    /// Who sees to it, by the list.
    Owner,
    /// By when, by the list.
    Due,
    /// Of a row that people added: what stands in a column of Proviso's.
    Cell(String),
    /// A column that people added, or one of Proviso's own that they wrote into.
    Column(Document, String),
    /// What people did to the box in the checklist.
    Tick,
    /// What became of it.
    Outcome,
    /// What the checklist says of the other side's answer.
    OurResponse,
    /// Who sees to it, by the checklist.
    OurOwner,
    /// By when, by the checklist.
    OurDue,
    /// All else that stands under an item of the checklist.
    Note,
}

/// The fields of a list that Proviso writes back into it.
pub(super) const SHARED: [Field; 4] = [Field::Status, Field::Response, Field::Owner, Field::Due];

/// The fields of an item of the checklist.
pub(super) const OWN: [Field; 6] =
    [Field::Tick, Field::Outcome, Field::OurResponse, Field::OurOwner, Field::OurDue, Field::Note];

impl Field {
    /// By what it is known in a file.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Cell(head) => format!("cell/{head}"),
            Self::Column(document, head) => format!("column/{}/{head}", document.path()),
            plain => Self::PLAIN.iter().find(|(field, _)| field == plain).map_or("", |(_, key)| key).to_owned(),
        }
    }

    const PLAIN: [(Self, &'static str); 10] = [
        (Self::Status, "status"),
        (Self::Response, "response"),
        (Self::Owner, "owner"),
        (Self::Due, "due"),
        (Self::Tick, "tick"),
        (Self::Outcome, "outcome"),
        (Self::OurResponse, "our-response"),
        (Self::OurOwner, "our-owner"),
        (Self::OurDue, "our-due"),
        (Self::Note, "note"),
    ];

    pub(super) fn from_key(key: &str) -> Option<Self> {
        if let Some(head) = key.strip_prefix("cell/") {
            return Some(Self::Cell(head.to_owned()));
        }
        if let Some(rest) = key.strip_prefix("column/") {
            let of = |document: &Document| Some((*document, rest.strip_prefix(document.path())?.strip_prefix('/')?));
            let (document, head) = Document::ALL.iter().find_map(of)?;
            return Some(Self::Column(document, head.to_owned()));
        }
        Self::PLAIN.into_iter().find(|(_, known)| *known == key).map(|(field, _)| field)
    }

    /// What people call it.
    pub fn words(&self) -> String {
        match self {
            Self::Status => "status".to_owned(),
            Self::Response | Self::OurResponse => "response".to_owned(),
            Self::Owner | Self::OurOwner => "owner".to_owned(),
            Self::Due | Self::OurDue => "due".to_owned(),
            Self::Cell(head) | Self::Column(_, head) => format!("“{head}”"),
            Self::Tick => "tick".to_owned(),
            Self::Outcome => "outcome".to_owned(),
            Self::Note => "note".to_owned(),
        }
    }
}
