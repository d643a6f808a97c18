//! From the table that a warehouse fills to the table of cells.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::logic::variables::{Pair, PairTest};
use crate::rulebook::advice::AdviceId;
use crate::value::{Kind, Relation, day_from_number};

use super::column::{Column, Form, Line};
use super::days::Offset;
use super::dialect::{Dialect, WORD, balanced};
use super::faults::faults;
use super::load::{Bits, listed, literal, state};
use super::plan::Plan;
use super::possible::count;
use super::tables::Tables;
use super::words::word_name;

/// What makes the columns of cells.
pub(super) struct Loader<'p, 'r> {
    pub(super) plan: &'p Plan<'r>,
    pub(super) dialect: Dialect,
    as_of: Date,
    /// The days that move with the day of assessment.
    offsets: Vec<Offset>,
}

impl<'p, 'r> Loader<'p, 'r> {
    pub(super) fn new(plan: &'p Plan<'r>, dialect: Dialect) -> Self {
        let as_of = plan.conditions.circumstances.as_of;
        let mut loader = Self { plan, dialect, as_of, offsets: Vec::new() };
        let mut offsets = Vec::new();
        for column in plan.columns.iter().filter(|column| column.form == Form::Line(Line::Days)) {
            if let crate::value::Cut::Line { points, .. } = &column.cutting.cut {
                offsets.extend(points.iter().filter_map(|point| loader.offset(column, *point)));
            }
        }
        offsets.sort();
        offsets.dedup();
        loader.offsets = offsets;
        loader
    }

    fn offset(&self, column: &Column<'_>, point: Decimal) -> Option<Offset> {
        self.plan.days.moving(column.id, day_from_number(point)?, self.as_of)
    }

    /// Whether a point of a date moves with the day of assessment.
    pub(super) fn moves(&self, column: &Column<'_>, point: Decimal) -> bool {
        self.offset(column, point).is_some()
    }

    /// A point of a line.
    pub(super) fn point(&self, column: &Column<'_>, point: Decimal) -> String {
        let Form::Line(line) = column.form else { return "0".to_owned() };
        let offset = Some(line).filter(|line| *line == Line::Days).and_then(|_| self.offset(column, point));
        match offset.and_then(|offset| self.offsets.iter().position(|known| *known == offset)) {
            Some(at) => format!("d{}", at + 1),
            None => literal(self.dialect, line, point),
        }
    }

    /// The view of what was staged, with the state of each name and the days that move.
    pub(super) fn staged(&self, tables: &Tables<'_, '_>) -> String {
        let mut columns = vec!["s1.*".to_owned()];
        columns.extend(tables.staged_beside());
        for (at, offset) in self.offsets.iter().enumerate() {
            columns.push(format!("{} AS d{}", self.dialect.later("s1.as_of", offset.months, offset.days), at + 1));
        }
        columns.extend(self.plan.columns.iter().map(|column| format!("{} AS {}", self.kind(column), column.kind())));
        columns.push("COUNT(*) OVER (PARTITION BY s1.deal) AS rows_of_deal".to_owned());
        let (from, fence) = (tables.staging_joined(), self.dialect.fence());
        self.dialect.view(&tables.named("staged"), &format!("SELECT\n  {}\nFROM {from}{fence}", columns.join(",\n  ")))
    }

    /// The state of a name, from what was staged.
    fn kind(&self, column: &Column<'_>) -> String {
        let mut arms = String::new();
        if column.has_state() {
            for (word, state) in state_words(column) {
                arms.push_str(&format!(" WHEN {} = {} THEN {state}", column.state(), self.dialect.quoted(word)));
            }
        }
        let given: Vec<String> = column.values().iter().map(|value| format!("{value} IS NOT NULL")).collect();
        arms.push_str(&format!(" WHEN {} THEN {}", given.join(" OR "), state::GIVEN));
        if column.is_term() {
            arms.push_str(&format!(" WHEN draft = 'reviewed' THEN {}", state::SILENT));
        }
        let otherwise = if column.has_standard() { state::STANDARD } else { state::UNKNOWN };
        format!("CASE{arms} ELSE {otherwise} END")
    }

    /// Whether a row is free of mistakes, and its day among those that the views hold for.
    pub(super) fn judged(&self) -> String {
        let wrong: Vec<String> = faults(self).into_iter().map(|fault| format!("({})", fault.holds)).collect();
        format!("CASE WHEN {} THEN FALSE ELSE TRUE END", balanced(" OR ", &wrong))
    }

    /// The first and the last day that the views hold for.
    pub(super) fn stretch(&self) -> (Date, Date) {
        self.plan.days.stretch(self.as_of)
    }

    /// The bits of the rules that have been seen to.
    pub(super) fn ticks(&self) -> Vec<Bits> {
        let words = count(self.plan.ticked.len()).div_ceil(WORD);
        let word = |word: u32| {
            let own = self.plan.ticked.iter().zip(0..).filter(|(_, at): &(_, u32)| at / WORD == word);
            let bits: Vec<String> = own
                .map(|(id, at)| format!("CASE WHEN {} THEN {} ELSE 0 END", self.is_ticked(*id), 1_u64 << (at % WORD)))
                .collect();
            let from = format!("CASE WHEN done IS NULL THEN 0 ELSE {} END", balanced(" + ", &bits));
            Bits { column: word_name("ticks", word), from }
        };
        (0..words).map(word).collect()
    }

    /// Whether a rule is in the list of those that have been seen to, by its id or, where no
    /// other rule has the same, by what stands in it behind the pack.
    pub(super) fn is_ticked(&self, id: AdviceId) -> String {
        let all = &self.plan.rulebook.advice;
        let full = all.get(id.0).map_or("", |advice| advice.id.as_str());
        let short = full.rsplit('/').next().unwrap_or(full);
        let is_short = |other: &str| other.rsplit('/').next() == Some(short);
        let unique = all.iter().filter(|advice| is_short(&advice.id)).count() == 1;
        let named = |id: &str| self.dialect.holds(&listed("done"), &self.dialect.quoted(&format!(",{id},")));
        if unique && short != full { format!("{} OR {}", named(full), named(short)) } else { named(full) }
    }

    /// The bits of a comparison of two names: that it can fail, and that it can hold. Where
    /// one of them has no value of its own, no rule looks at it.
    pub(super) fn pair(&self, pair: Pair) -> String {
        let (Some(left), Some(right)) = (self.plan.column(pair.left), self.plan.column(pair.right)) else {
            return "3".to_owned();
        };
        let (holds, fails) = self.truths(pair.test, left, right);
        let none = format!("({}, {})", state::SILENT, state::STANDARD);
        format!(
            "CASE WHEN {} IN {none} OR {} IN {none} THEN 1 WHEN NOT ({holds}) THEN 1 WHEN {fails} THEN 3 ELSE 2 END",
            left.kind(),
            right.kind()
        )
    }

    /// Whether a comparison of two names can hold, and whether it can fail.
    fn truths(&self, test: PairTest, left: &Column<'_>, right: &Column<'_>) -> (String, String) {
        let (left, right) = (self.ends(left), self.ends(right));
        let reaches = |low: &str, high: &str| format!("COALESCE({low} <= {high}, TRUE)");
        let precedes = |low: &str, high: &str| format!("COALESCE({low} < {high}, TRUE)");
        let equal = || {
            let overlap = match left.shared(&right, self.dialect) {
                Some(shared) => shared,
                None => format!("{} AND {}", reaches(&left.low, &right.high), reaches(&right.low, &left.high)),
            };
            let same = format!("{} = {} AND {} = {}", left.low, left.high, right.low, right.high);
            (overlap, format!("NOT COALESCE({same} AND {} = {}, FALSE)", left.low, right.low))
        };
        match test {
            PairTest::Holds(Relation::AtLeast) => (reaches(&right.low, &left.high), precedes(&left.low, &right.high)),
            PairTest::Holds(Relation::Above) => (precedes(&right.low, &left.high), reaches(&left.low, &right.high)),
            PairTest::Holds(Relation::AtMost) => (reaches(&left.low, &right.high), precedes(&right.low, &left.high)),
            PairTest::Holds(Relation::Below) => (precedes(&left.low, &right.high), reaches(&right.low, &left.high)),
            PairTest::Holds(Relation::Is) => equal(),
            PairTest::Differs => {
                let (same, other) = equal();
                (other, same)
            }
        }
    }

    /// The lowest and the highest value of a name that has one of its own.
    fn ends(&self, column: &Column<'_>) -> Ends {
        let kind = column.kind();
        let by_state = |given: &str, endless: &str| match column.name.of.endless {
            true => {
                format!("CASE {kind} WHEN {} THEN {given} WHEN {} THEN {endless} END", state::GIVEN, state::ENDLESS)
            }
            false => format!("CASE {kind} WHEN {} THEN {given} END", state::GIVEN),
        };
        match &column.form {
            Form::Line(line) => {
                let endless = endless(self.dialect, *line);
                let low = by_state(&self.low_end(column), &endless);
                Ends { low, high: by_state(&column.high(), &endless), bits: None }
            }
            Form::Words(list) => {
                let cells = list.iter().map(|(_, cell)| *cell).max().unwrap_or(0);
                let has = |cell: u32| {
                    let words = list.iter().filter(|(_, own)| *own == cell);
                    let any: Vec<String> = words
                        .map(|(word, _)| {
                            self.dialect.holds(&listed(&column.is()), &self.dialect.quoted(&format!(",{word},")))
                        })
                        .collect();
                    format!(" WHEN {} THEN {cell}", any.join(" OR "))
                };
                let low = format!("CASE{} END", (0..=cells).map(has).collect::<String>());
                let high = format!("CASE{} END", (0..=cells).rev().map(has).collect::<String>());
                let bits = (column.name.of.kind != Kind::Text && cells < WORD).then(|| self.plain_bits(column, list));
                Ends { low: by_state(&low, ""), high: by_state(&high, ""), bits }
            }
            Form::Text | Form::Set(_) => {
                let text = by_state(&format!("TRIM({})", column.is()), "");
                Ends { low: text.clone(), high: text, bits: None }
            }
        }
    }

    /// The bits of a list of words; nothing where the name has no value of its own.
    fn plain_bits(&self, column: &Column<'_>, list: &[(String, u32)]) -> String {
        let bits = self.members(&column.is(), list, 0);
        format!("CASE {} WHEN {} THEN {bits} END", column.kind(), state::GIVEN)
    }
}

/// The ends of what is known of a name; no end is NULL.
struct Ends {
    low: String,
    high: String,
    /// Of words, the bits of those that are possible.
    bits: Option<String>,
}

impl Ends {
    /// Whether two lists of words have one in common.
    fn shared(&self, other: &Self, dialect: Dialect) -> Option<String> {
        let (own, other) = (self.bits.as_ref()?, other.bits.as_ref()?);
        Some(format!("COALESCE({} <> 0, TRUE)", dialect.and(own, other)))
    }
}

/// 10^28: the columns hold one digit more, and the values of rules and profiles have fewer.
pub(super) const BEYOND: Decimal = Decimal::from_parts(0x1000_0000, 0x3E25_0261, 0x204F_CE5E, false, 0);

/// What stands for `unlimited` and `never` beside other values: no value may reach it.
pub(super) fn endless(dialect: Dialect, line: Line) -> String {
    match line {
        Line::Decimal => dialect.number(BEYOND),
        Line::Milliseconds => i64::MAX.to_string(),
        Line::Days => dialect.day(Date::MAX),
    }
}

/// The words for what is no value of a name, each with its state.
pub(super) fn state_words(column: &Column<'_>) -> Vec<(&'static str, u8)> {
    let mut words = Vec::new();
    if column.is_term() {
        words.push(("silent", state::SILENT));
        if column.has_standard() {
            words.push(("standard", state::STANDARD));
        }
    }
    if column.is_figure() {
        words.push(("none", state::SILENT));
    }
    if (column.is_term() || column.is_figure()) && matches!(column.form, Form::Line(_)) {
        // Any value: with neither end, the whole line.
        words.push(("some", state::GIVEN));
    }
    if column.name.of.endless {
        words.push((column.name.of.endless_word(), state::ENDLESS));
    }
    if !words.is_empty() {
        words.push(("unknown", state::UNKNOWN));
    }
    words
}
