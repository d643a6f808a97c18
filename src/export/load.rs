//! What a deal says, as bits of the cells that it leaves possible.

use rust_decimal::Decimal;

use crate::logic::variables::{GIVEN, STANDARD, UNADDRESSED};
use crate::value::{CellSet, Cut};

use super::column::{Column, Form, Line};
use super::dialect::{Dialect, balanced};
use super::loader::Loader;
use super::possible::{count, documents, must, open, set_state};
use super::words::{bits, word_name, words};

/// In which state a name is: the values of the column [`Column::kind`].
pub(super) mod state {
    pub(in crate::export) const GIVEN: u8 = 0;
    /// The draft does not address it; a figure comes to nothing.
    pub(in crate::export) const SILENT: u8 = 1;
    pub(in crate::export) const STANDARD: u8 = 2;
    pub(in crate::export) const UNKNOWN: u8 = 3;
    /// `unlimited`, `never`.
    pub(in crate::export) const ENDLESS: u8 = 4;
}

/// A column of bits, and how it is worked out.
pub(super) struct Bits {
    pub(super) column: String,
    pub(super) from: String,
}

/// A list of words as one text in which each stands between commas.
pub(super) fn listed(column: &str) -> String {
    format!("(',' || REPLACE({column}, ' ', '') || ',')")
}

impl Loader<'_, '_> {
    /// All columns of bits of a name.
    pub(super) fn bits(&self, column: &Column<'_>) -> Vec<Bits> {
        let mut all = match &column.form {
            Form::Set(members) => self.set(column, members),
            _ => self.cells(column),
        };
        if column.documented {
            all.extend(self.documents(column));
        }
        if column.answers {
            all.push(Bits { column: open(&column.code), from: self.open(column) });
        }
        all
    }

    fn cells(&self, column: &Column<'_>) -> Vec<Bits> {
        let cut = &column.cutting.cut;
        let silent = CellSet::single(column.cutting.silent_cell());
        let or_silent = if column.is_term() || column.is_figure() { silent.clone() } else { CellSet::empty() };
        let standard = CellSet::single(column.cutting.standard_cell());
        let endless = CellSet::single(cut.cells().saturating_sub(1));
        let word = |word: u32| {
            let unknown = match self.inhabited(column, word) {
                inhabited if or_silent.is_empty() => inhabited,
                inhabited => self.dialect.or(&[inhabited, bits(&or_silent, word).to_string()]),
            };
            let given = match &column.form {
                Form::Line(_) => self.line(column, word),
                Form::Words(list) => self.words(&column.is(), list, word),
                Form::Text | Form::Set(_) => self.text(column, cut, word),
            };
            let mut arms = vec![(state::GIVEN, given)];
            if column.is_term() || column.is_figure() {
                arms.push((state::SILENT, bits(&silent, word).to_string()));
            }
            if column.has_standard() {
                arms.push((state::STANDARD, bits(&standard, word).to_string()));
            }
            if column.name.of.endless {
                arms.push((state::ENDLESS, bits(&endless, word).to_string()));
            }
            Bits { column: word_name(&column.code, word), from: by_state(column, &arms, &unknown) }
        };
        (0..words(column.cells)).map(word).collect()
    }

    /// The cells that hold a value. Between two days that move apart with the day of
    /// assessment there may be one or none.
    fn inhabited(&self, column: &Column<'_>, word: u32) -> String {
        let mut fast = column.cutting.cut.inhabited();
        let mut moving = Vec::new();
        if let (Form::Line(Line::Days), Cut::Line { points, .. }) = (&column.form, &column.cutting.cut) {
            for (at, pair) in points.windows(2).enumerate() {
                let [low, high] = pair else { continue };
                if self.moves(column, *low) || self.moves(column, *high) {
                    let between = CellSet::single(2 * count(at) + 2);
                    fast = fast.intersection(&between.complement(column.cells));
                    let bit = bits(&between, word);
                    if bit != 0 {
                        let next = self.dialect.later(&self.point(column, *low), 0, 1);
                        moving.push(format!("CASE WHEN {next} < {} THEN {bit} ELSE 0 END", self.point(column, *high)));
                    }
                }
            }
        }
        moving.insert(0, bits(&fast, word).to_string());
        self.dialect.or(&moving)
    }

    /// The cells from a lowest to a highest value.
    fn line(&self, column: &Column<'_>, word: u32) -> String {
        let Cut::Line { points, .. } = &column.cutting.cut else { return "0".to_owned() };
        let cells = column.cutting.cut.cells();
        let (low, high) = (column.low(), column.high());
        let (mut from, mut to) = (String::new(), String::new());
        let run = |first: u32, end: u32| bits(&CellSet::run(first..end), word);
        for (at, point) in points.iter().enumerate() {
            let (cell, point) = (2 * count(at) + 1, self.point(column, *point));
            from.insert_str(
                0,
                &format!(
                    " WHEN {low} > {point} THEN {} WHEN {low} = {point} THEN {}",
                    run(cell + 1, cells),
                    run(cell, cells)
                ),
            );
            to.push_str(&format!(
                " WHEN {high} < {point} THEN {} WHEN {high} = {point} THEN {}",
                run(0, cell),
                run(0, cell + 1)
            ));
        }
        // Whatever lies below the end is no end itself.
        let highest = 2 * count(points.len()) + 1;
        to.push_str(&format!(" WHEN {high} IS NOT NULL THEN {}", run(0, highest)));
        let from = match from.as_str() {
            "" => run(0, cells).to_string(),
            from => format!("CASE{from} ELSE {} END", run(0, cells)),
        };
        let to = format!("CASE{to} ELSE {} END", run(0, cells));
        let stretch = self.dialect.and(&from, &to);
        self.dialect.and(&stretch, &self.inhabited(column, word))
    }

    /// The cells of the words in a list; most often it is one word.
    fn words(&self, column: &str, list: &[(String, u32)], word: u32) -> String {
        let bit = |cell: u32| bits(&CellSet::single(cell), word);
        let one: String = list
            .iter()
            .map(|(text, cell)| format!(" WHEN {} THEN {}", self.dialect.quoted(text), bit(*cell)))
            .collect();
        let mut cells: Vec<u32> = list.iter().map(|(_, cell)| *cell).filter(|cell| bit(*cell) != 0).collect();
        cells.sort_unstable();
        cells.dedup();
        let several: Vec<String> = cells
            .iter()
            .map(|cell| {
                let any: Vec<String> = list
                    .iter()
                    .filter(|(_, own)| own == cell)
                    .map(|(text, _)| self.dialect.holds(&listed(column), &self.dialect.quoted(&format!(",{text},"))))
                    .collect();
                format!("CASE WHEN {} THEN {} ELSE 0 END", any.join(" OR "), bit(*cell))
            })
            .collect();
        format!("CASE {column}{one} ELSE {} END", balanced(" + ", &several))
    }

    fn text(&self, column: &Column<'_>, cut: &Cut, word: u32) -> String {
        let Cut::Texts(texts) = cut else { return "0".to_owned() };
        let bit = |at: usize| bits(&CellSet::single(count(at)), word);
        if texts.is_empty() {
            return bit(0).to_string();
        }
        let arms: String = texts
            .iter()
            .enumerate()
            .map(|(at, text)| format!(" WHEN {} THEN {}", self.dialect.quoted(text), bit(at)))
            .collect();
        format!("CASE TRIM({}){arms} ELSE {} END", column.is(), bit(texts.len()))
    }

    fn set(&self, column: &Column<'_>, members: &[String]) -> Vec<Bits> {
        let mut columns = Vec::new();
        let list: Vec<(String, u32)> = members.iter().cloned().zip(0..).collect();
        let all = CellSet::full(count(members.len()));
        for word in 0..words(count(members.len())) {
            let all = bits(&all, word).to_string();
            let (has, may) = (self.members(&column.has(), &list, word), self.members(&column.may_have(), &list, word));
            let may = format!("CASE WHEN {} = '*' THEN {all} ELSE {may} END", column.may_have());
            let may = self.dialect.or(&[has.clone(), may]);
            let given = |from: &str, otherwise: &str| by_state(column, &[(state::GIVEN, from.to_owned())], otherwise);
            columns.push(Bits { column: word_name(&column.code, word), from: given(&may, &all) });
            columns.push(Bits { column: word_name(&must(&column.code), word), from: given(&has, "0") });
        }
        if column.is_term() {
            let bit = |cells: CellSet| bits(&cells, 0).to_string();
            let mut arms =
                vec![(state::GIVEN, bit(CellSet::single(GIVEN))), (state::SILENT, bit(CellSet::single(UNADDRESSED)))];
            if column.has_standard() {
                arms.push((state::STANDARD, bit(CellSet::single(STANDARD))));
            }
            let unknown = bit(CellSet::run(GIVEN..UNADDRESSED + 1));
            columns.push(Bits { column: set_state(&column.code), from: by_state(column, &arms, &unknown) });
        }
        columns
    }

    /// The bits of the members in a list; none where there is no list.
    pub(super) fn members(&self, column: &str, list: &[(String, u32)], word: u32) -> String {
        format!("CASE WHEN {column} IS NULL THEN 0 ELSE {} END", self.words(column, list, word))
    }

    fn documents(&self, column: &Column<'_>) -> Vec<Bits> {
        let all = &self.plan.rulebook.documents;
        let list: Vec<(String, u32)> = all.iter().map(|document| document.id.clone()).zip(0..).collect();
        let last = CellSet::single(count(all.len()).saturating_sub(1));
        let word = |word: u32| {
            let (last, every) = (bits(&last, word), bits(&CellSet::full(count(all.len())), word));
            let said: String = list
                .iter()
                .map(|(id, at)| format!(" WHEN {} THEN {}", self.dialect.quoted(id), bits(&CellSet::single(*at), word)))
                .collect();
            let said = format!("CASE {}{said} ELSE {every} END", column.written_in());
            let said = format!("CASE WHEN {} IS NOT NULL THEN {said}", column.written_in());
            let unsaid = format!("WHEN {} = {} THEN {every} ELSE {last} END", column.kind(), state::UNKNOWN);
            Bits { column: word_name(&documents(&column.code), word), from: format!("{said} {unsaid}") }
        };
        (0..words(count(all.len()))).map(word).collect()
    }

    /// Whether more than one value is left; silence and a standard count as known.
    fn open(&self, column: &Column<'_>) -> String {
        let several = match &column.form {
            Form::Line(_) => {
                let one = format!("{} = {}", self.low_end(column), column.high());
                format!("CASE WHEN {one} THEN 0 ELSE 1 END")
            }
            Form::Words(_) => format!("CASE WHEN {} THEN 1 ELSE 0 END", self.dialect.holds(&column.is(), "','")),
            Form::Text => "0".to_owned(),
            Form::Set(members) => {
                let list: Vec<(String, u32)> = members.iter().cloned().zip(0..).collect();
                let differ = (0..words(count(members.len()))).map(|word| {
                    let (has, may) =
                        (self.members(&column.has(), &list, word), self.members(&column.may_have(), &list, word));
                    let all = bits(&CellSet::full(count(members.len())), word);
                    let may = format!("CASE WHEN {} = '*' THEN {all} ELSE {may} END", column.may_have());
                    format!("{} <> {has}", self.dialect.or(&[has.clone(), may]))
                });
                format!("CASE WHEN {} THEN 1 ELSE 0 END", differ.collect::<Vec<_>>().join(" OR "))
            }
        };
        format!("CASE {} WHEN {} THEN {several} WHEN {} THEN 1 ELSE 0 END", column.kind(), state::GIVEN, state::UNKNOWN)
    }

    /// The lowest value: an open end with nothing below the highest is that one.
    pub(super) fn low_end(&self, column: &Column<'_>) -> String {
        match column.floor() {
            Some(floor) if floor == Decimal::ZERO => {
                format!("CASE WHEN {} IS NULL AND {} = 0 THEN 0 ELSE {} END", column.low(), column.high(), column.low())
            }
            _ => column.low(),
        }
    }
}

/// What holds in each state, and otherwise.
fn by_state(column: &Column<'_>, arms: &[(u8, String)], otherwise: &str) -> String {
    let arms: String = arms.iter().map(|(state, value)| format!(" WHEN {state} THEN {value}")).collect();
    format!("CASE {}{arms} ELSE {otherwise} END", column.kind())
}

/// A number as a literal of the type that its column has.
pub(super) fn literal(dialect: Dialect, line: Line, point: Decimal) -> String {
    match line {
        Line::Decimal => dialect.number(point),
        Line::Milliseconds => point.trunc().to_string(),
        Line::Days => crate::value::day_from_number(point).map_or_else(|| "NULL".to_owned(), |day| dialect.day(day)),
    }
}
