//! Numbers in a column, sifted: which of them lie in which cells.

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, i8x64, i16x32, i32x16};

use super::mask::Mask;

/// So many numbers are compared together, a bit for each: a word of a mask.
const BLOCK: usize = 64;

/// A column of whole numbers, in one of the widths in which tables hold them. The least
/// number of a width stands for nothing said.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "each variant is its width")]
pub enum Numbers<'n> {
    I8(&'n [i8]),
    I16(&'n [i16]),
    I32(&'n [i32]),
}

impl Numbers<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::I8(numbers) => numbers.len(),
            Self::I16(numbers) => numbers.len(),
            Self::I32(numbers) => numbers.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a number says nothing; nothing is said beyond the last, too.
    pub fn is_nothing(&self, at: usize) -> bool {
        match self {
            Self::I8(numbers) => numbers.get(at).is_none_or(|number| *number == i8::MIN),
            Self::I16(numbers) => numbers.get(at).is_none_or(|number| *number == i16::MIN),
            Self::I32(numbers) => numbers.get(at).is_none_or(|number| *number == i32::MIN),
        }
    }

    /// The first so many of them.
    #[must_use]
    pub fn first(&self, most: usize) -> Self {
        match self {
            Self::I8(numbers) => Self::I8(numbers.get(..most).unwrap_or(numbers)),
            Self::I16(numbers) => Self::I16(numbers.get(..most).unwrap_or(numbers)),
            Self::I32(numbers) => Self::I32(numbers.get(..most).unwrap_or(numbers)),
        }
    }
}

/// Into which cell a number falls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sieve {
    /// The number above which the first of the cells begins.
    pub least: i32,
    /// The greatest number of each cell, rising.
    pub cells: Vec<(i32, u32)>,
}

/// Adds to each cell the lanes whose numbers fall into it. The lanes that fall into any.
pub(super) fn sift<M: Mask>(numbers: Numbers<'_>, sieve: &Sieve, cells: &mut [M]) -> M {
    // Of the instructions of today's processors the widest that this one has.
    let level = Level::new();
    match numbers {
        Numbers::I8(numbers) => dispatch!(level, simd => into_cells(simd, numbers, sieve, cells)),
        Numbers::I16(numbers) => dispatch!(level, simd => into_cells(simd, numbers, sieve, cells)),
        Numbers::I32(numbers) => dispatch!(level, simd => into_cells(simd, numbers, sieve, cells)),
    }
}

/// A number of some width.
trait Number: Copy + TryFrom<i32> {
    /// The least: says nothing, and is above no step.
    const NOTHING: Self;
    /// The greatest.
    const MOST: Self;
    /// The numbers above a step, a bit for each.
    fn above<S: Simd>(simd: S, block: &[Self; BLOCK], step: Self) -> u64;

    /// A step in this width; the first or the last there is, where it lies beyond.
    #[inline(always)]
    fn step(step: i32) -> Self {
        Self::try_from(step).unwrap_or(if step < 0 { Self::NOTHING } else { Self::MOST })
    }
}

impl Number for i8 {
    const NOTHING: Self = Self::MIN;
    const MOST: Self = Self::MAX;

    #[inline(always)]
    fn above<S: Simd>(simd: S, block: &[Self; BLOCK], step: Self) -> u64 {
        i8x64::from_slice(simd, block).simd_gt(i8x64::splat(simd, step)).to_bitmask()
    }
}

impl Number for i16 {
    const NOTHING: Self = Self::MIN;
    const MOST: Self = Self::MAX;

    #[inline(always)]
    fn above<S: Simd>(simd: S, block: &[Self; BLOCK], step: Self) -> u64 {
        let (low, high) = block.split_at(BLOCK / 2);
        let step = i16x32::splat(simd, step);
        let low = i16x32::from_slice(simd, low).simd_gt(step).to_bitmask();
        let high = i16x32::from_slice(simd, high).simd_gt(step).to_bitmask();
        low | high << 32
    }
}

impl Number for i32 {
    const NOTHING: Self = Self::MIN;
    const MOST: Self = Self::MAX;

    #[inline(always)]
    fn above<S: Simd>(simd: S, block: &[Self; BLOCK], step: Self) -> u64 {
        let (parts, _) = block.as_chunks::<16>();
        let [first, second, third, fourth] = parts else { return 0 };
        let step = i32x16::splat(simd, step);
        let first = i32x16::from_slice(simd, first).simd_gt(step).to_bitmask();
        let second = i32x16::from_slice(simd, second).simd_gt(step).to_bitmask();
        let third = i32x16::from_slice(simd, third).simd_gt(step).to_bitmask();
        let fourth = i32x16::from_slice(simd, fourth).simd_gt(step).to_bitmask();
        first | second << 16 | third << 32 | fourth << 48
    }
}

#[inline(always)]
fn into_cells<S: Simd, M: Mask, N: Number>(simd: S, numbers: &[N], sieve: &Sieve, cells: &mut [M]) -> M {
    let mut told = M::NONE;
    let (blocks, rest) = numbers.as_chunks::<BLOCK>();
    for (at, block) in blocks.iter().enumerate() {
        told.add_word(at, block_into_cells(simd, (at, block), sieve, cells));
    }
    if !rest.is_empty() {
        let mut block = [N::NOTHING; BLOCK];
        block.iter_mut().zip(rest).for_each(|(slot, number)| *slot = *number);
        told.add_word(blocks.len(), block_into_cells(simd, (blocks.len(), &block), sieve, cells));
    }
    told
}

/// One word of all cells; a bit for each number that lies in any.
#[inline(always)]
fn block_into_cells<S: Simd, M: Mask, N: Number>(
    simd: S,
    (at, block): (usize, &[N; BLOCK]),
    sieve: &Sieve,
    cells: &mut [M],
) -> u64 {
    let all = N::above(simd, block, N::step(sieve.least));
    let mut lower = all;
    for (most, cell) in &sieve.cells {
        let upper = if *most == i32::MAX { 0 } else { N::above(simd, block, N::step(*most)) };
        if let Some(cell) = cells.get_mut(*cell as usize) {
            cell.add_word(at, lower & !upper);
        }
        lower = upper;
    }
    all & !lower
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Numbers, Sieve, sift};
    use crate::logic::{Many, Mask};

    fn number() -> impl Strategy<Value = i32> {
        prop_oneof![-3..4, -200..200, any::<i32>(), Just(i32::MIN), Just(i32::MAX)]
    }

    fn hold<M: Mask>(numbers: Numbers<'_>, steps: &[i32], number: impl Fn(usize) -> Option<i32>) {
        let numbers = numbers.first(M::LANES);
        let mut cells = vec![M::NONE; steps.len()];
        let Some((least, others)) = steps.split_first() else { return };
        let sieve = Sieve { least: *least, cells: others.iter().copied().zip(0..).collect() };
        let all = sift(numbers, &sieve, &mut cells);
        for lane in 0..M::LANES {
            let said = number(lane).filter(|_| !numbers.is_nothing(lane));
            let lies = |between: &[i32]| said.is_some_and(|number| between[0] < number && number <= between[1]);
            for (cell, between) in cells.iter().zip(steps.windows(2)) {
                assert_eq!(cell.has(lane), lies(between), "lane {lane} of {numbers:?} in {between:?}");
            }
            assert_eq!(all.has(lane), steps.windows(2).any(lies));
        }
    }

    proptest! {
        #[test]
        fn each_number_lies_where_it_lies(
            wide in prop::collection::vec(number(), 0..Many::LANES),
            mut steps in prop::collection::vec(number(), 0..6),
        ) {
            steps.sort_unstable();
            let narrow: Vec<i8> = wide.iter().map(|number| number.to_le_bytes()[0].cast_signed()).collect();
            let middle: Vec<i16> = wide.iter().map(|number| (number >> 8) as i16).collect();
            let own = |lane: usize| wide.get(lane).copied();
            hold::<bool>(Numbers::I32(&wide), &steps, own);
            hold::<u64>(Numbers::I32(&wide), &steps, own);
            hold::<Many>(Numbers::I32(&wide), &steps, own);
            hold::<Many>(Numbers::I16(&middle), &steps, |lane| middle.get(lane).copied().map(i32::from));
            hold::<Many>(Numbers::I8(&narrow), &steps, |lane| narrow.get(lane).copied().map(i32::from));
        }
    }
}
