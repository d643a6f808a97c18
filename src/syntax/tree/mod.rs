//! What was written: a tree that follows the text, with a span on every node. Names are
//! not resolved and types are not checked here.

mod condition;

use serde::{Deserialize, Serialize};

use crate::source::{Source, Span, Spanned};

use super::sign::{Aspect, Choice, Sign};
use super::words::{DeclarationWord, PropertyWord};

pub use condition::{Comparison, Condition, Members, Operation};

/// One rule file as written. Every declaration in it has a name; those marked as not
/// sound had a syntax error, and hold only what could be read of them.
#[derive(Clone, Debug)]
pub struct File {
    /// The text it was read from.
    pub source: Source,
    /// Its declarations, in order.
    pub declarations: Vec<Declaration>,
}

/// `WORD NAME "Title" { … }`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Declaration {
    /// The first word.
    pub word: Spanned<DeclarationWord>,
    /// The name; of a test, its title.
    pub name: Spanned<String>,
    /// What kind of declaration it changes: for `override` and `retire`.
    pub changes: Option<Spanned<DeclarationWord>>,
    /// The title: for a step, what is to be done.
    pub title: Option<Text>,
    /// The properties, in order.
    pub properties: Vec<Property>,
    /// The declarations inside it, in order.
    pub children: Vec<Declaration>,
    /// All of it.
    pub span: Span,
    /// False where a syntax error was reported: nothing else should be said about it.
    pub sound: bool,
}

impl Declaration {
    /// It, and all declarations inside it, however deep.
    pub fn with_inner(&self) -> Vec<&Self> {
        let mut all = vec![self];
        all.extend(self.children.iter().flat_map(Self::with_inner));
        all
    }
}

/// `WORD …`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Property {
    /// The first word.
    pub word: Spanned<PropertyWord>,
    /// What follows it.
    pub value: PropertyValue,
    /// From the word to the end of the value.
    pub span: Span,
    /// Whether it begins its line. A `from` that follows a `standard` or a `value` on
    /// their line cites that value, not the declaration.
    pub begins_line: bool,
}

/// What follows the word of a property.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is named for what it holds")]
pub enum PropertyValue {
    Text(Text),
    Name(Spanned<String>),
    Names(Vec<Spanned<String>>),
    Literal(Literal),
    Guarded(Guarded),
    Workings(Workings),
    Condition(Condition),
    Rung(Rung),
    Pitfall { text: Text, block: Option<Vec<Property>> },
    Type(TypeExpression),
    Levels(Levels),
    Citations(Vec<Citation>),
    Objection { says: Text, reply: Text },
    Outlook { chance: Spanned<String>, says: Text },
    Between(Spanned<String>, Spanned<String>),
    Given(Given),
    Expect(Expectation),
    Allow { code: Spanned<String>, because: Text },
    Treat { code: Spanned<String>, level: Spanned<String> },
    Remove(Spanned<String>),
    Due(Due),
    Window(Window),
    Credit { percent: Literal, below: Literal },
    Definition { of: Text, says: Text },
    Clause { word: Spanned<String>, says: Text },
    DayOfYear(Spanned<String>),
}

/// When something is due.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Due {
    /// `DURATION before NAME`.
    Before(Spanned<String>, Spanned<String>),
    /// `DURATION after NAME`.
    After(Spanned<String>, Spanned<String>),
    /// `on NAME`.
    On(Spanned<String>),
    /// `every DURATION`, or `every DURATION after NAME`.
    Every(Spanned<String>, Option<Spanned<String>>),
    /// `within DURATION after NAME`.
    Within(Window),
}

/// `within DURATION after ANCHOR`, or `by ANCHOR`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Window {
    /// How long; nothing for `by`.
    pub within: Option<Spanned<String>>,
    /// What it is counted from.
    pub anchor: Spanned<String>,
}

/// `given NAME is …`: what a test assumes. The value is read as in a profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Given {
    /// What it is about.
    pub what: GivenWhat,
    /// As written, to the end of the line.
    pub value: Spanned<String>,
}

/// What a test can assume something of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum GivenWhat {
    /// `as-of`: the day of assessment.
    AsOf,
    /// `draft`: whether there is one, and whether it has been read.
    Draft,
    /// `done`: what has been seen to.
    Done,
    /// `draft NAME`: what the draft says.
    Term(Spanned<String>),
    /// A fact.
    Fact(Spanned<String>),
}

/// What a test expects.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Expectation {
    /// `NAME is STATUS`, and for a fallback which.
    Status {
        /// The rule.
        of: Spanned<String>,
        /// Its status.
        status: Spanned<String>,
        /// Which fallback, as written.
        rung: Option<Spanned<String>>,
    },
    /// `NAME is open on FACT, …`.
    Open {
        /// The rule.
        of: Spanned<String>,
        /// What it waits for.
        on: Vec<Spanned<String>>,
    },
    /// `PART of NAME is VALUE`.
    Part {
        /// `severity`, `priority`, …
        part: Spanned<String>,
        /// The rule.
        of: Spanned<String>,
        /// The value.
        is: Spanned<String>,
    },
    /// `due of NAME is DAY`.
    Due {
        /// The duty.
        of: Spanned<String>,
        /// The day, as written to the end of the line.
        is: Spanned<String>,
    },
    /// `figure NAME is VALUE`.
    Figure {
        /// The figure.
        of: Spanned<String>,
        /// The value, as written to the end of the line.
        is: Spanned<String>,
    },
    /// `nothing in RISK`.
    Nothing {
        /// The risk.
        within: Spanned<String>,
    },
}

/// A Markdown text with holes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Text {
    /// Words and holes in turn.
    pub parts: Vec<Part>,
    /// With the quotes.
    pub span: Span,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// As it stands.
    Words(String),
    /// `{{ name }}`.
    Hole(Spanned<String>),
}

/// A value as written; what it means depends on the type of what it is compared with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Literal {
    /// What kind of thing was written.
    pub form: Form,
    /// Where.
    pub span: Span,
}

/// The kinds of literal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Form {
    /// A bare or dotted word: a level, a name, `yes`, `no`, `unlimited`, `never`.
    Word(String),
    /// A text in quotes.
    Text(Text),
    /// A number, percentage, amount, duration or date, as written.
    Quantity(String),
}

/// `VALUE` or `VALUE when CONDITION, …, otherwise VALUE`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Guarded {
    /// The arms with a condition, in order.
    pub arms: Vec<(Condition, Literal)>,
    /// The value where no condition holds.
    pub otherwise: Literal,
}

/// `FORMULA` or `FORMULA when CONDITION, …, otherwise FORMULA`, where something is worked out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Workings {
    /// The arms with a condition, in order.
    pub arms: Vec<(Condition, Formula)>,
    /// The formula where no condition holds.
    pub otherwise: Formula,
}

/// How a value is worked out, as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Formula {
    /// A value or a name.
    Literal(Literal),
    /// `a + b`.
    Joined {
        /// The sign.
        sign: Spanned<Sign>,
        /// Before it.
        left: Box<Formula>,
        /// After it.
        right: Box<Formula>,
    },
    /// `promise of LEVEL on DISK`.
    OfLevel {
        /// What is read off it.
        aspect: Aspect,
        /// The service level.
        level: Literal,
        /// The kind of resource, where those have tables of their own.
        disk: Option<Literal>,
        /// All of it.
        span: Span,
    },
    /// `min of [a, b]`.
    Among {
        /// What is made of the list.
        choice: Spanned<Choice>,
        /// The list.
        parts: Vec<Formula>,
        /// All of it.
        span: Span,
    },
}

/// `preferred "Label" CONDITION { … }`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rung {
    /// The label.
    pub label: Option<Text>,
    /// What the draft must say.
    pub condition: Condition,
    /// `when`, `approver`, `wording`.
    pub block: Vec<Property>,
}

/// A type as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TypeExpression {
    /// Its kind.
    pub form: TypeForm,
    /// `or unlimited`, `or never`.
    pub open_end: Option<Spanned<String>>,
    /// All of it.
    pub span: Span,
}

/// The kinds of type expression.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum TypeForm {
    /// `scale a < b`.
    Scale(Vec<Level>),
    /// `one of a, b`.
    OneOf(Vec<Level>),
    /// `set of a, b`, or `set of LIST` with one name.
    Set(Vec<Level>),
    /// `number "unit"`.
    Number(Option<Text>),
    /// A built-in type, or a `values` list.
    Named(Spanned<String>),
}

/// Levels, and whether they rise.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Levels {
    /// In order.
    pub levels: Vec<Level>,
    /// Written with `<`.
    pub rising: bool,
}

/// A level with its title.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Level {
    /// Its name.
    pub name: Spanned<String>,
    /// What people read.
    pub title: Option<Text>,
}

/// `SOURCE "section"`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Citation {
    /// The source.
    pub source: Spanned<String>,
    /// The section.
    pub section: Option<Text>,
}
