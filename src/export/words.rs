//! Cells as bits of columns.

use crate::value::CellSet;

use super::dialect::WORD;

/// How many columns tell so many cells apart.
pub(super) fn words(cells: u32) -> u32 {
    cells.div_ceil(WORD).max(1)
}

/// The name of the column with the bits of one word: the first has none of its own.
pub(super) fn word_name(code: &str, word: u32) -> String {
    if word == 0 { code.to_owned() } else { format!("{code}_w{}", word + 1) }
}

/// The bits of cells in one word.
pub(super) fn bits(cells: &CellSet, word: u32) -> u64 {
    let first = word * WORD;
    let own = cells.iter().filter(|cell| (first..first + WORD).contains(cell));
    own.fold(0, |bits, cell| bits | 1 << (cell - first))
}

#[cfg(test)]
mod tests {
    use super::{bits, word_name, words};
    use crate::value::CellSet;

    #[test]
    fn each_cell_has_one_bit() {
        let cells: CellSet = [0, 61, 62, 130].into_iter().collect();
        assert_eq!((0..3).map(|word| bits(&cells, word)).collect::<Vec<_>>(), [1 | 1 << 61, 1, 1 << 6]);
        assert_eq!((words(1), words(62), words(63)), (1, 1, 2));
        assert_eq!((word_name("f1", 0), word_name("f1", 1)), ("f1".to_owned(), "f1_w2".to_owned()));
    }
}
