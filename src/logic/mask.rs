//! Masks: one bit for each profile that is looked at.

use std::array::from_fn;

/// A set of lanes, one for each profile. One `bool` is one profile, a `u64` is sixty-four,
/// and the same walk serves both.
///
/// ```
/// use proviso::logic::Mask;
/// let some = u64::lane(0).or(u64::lane(63));
/// assert!(some.has(63) && !some.has(62));
/// assert!(some.without(u64::ALL).is_none());
/// assert_eq!(<[u64; 4]>::LANES, 256);
/// ```
pub trait Mask: Copy + Eq {
    /// How many lanes there are.
    const LANES: usize;
    /// No lane.
    const NONE: Self;
    /// Every lane.
    const ALL: Self;

    /// One lane, counted from 0; none from [`Mask::LANES`] on.
    fn lane(at: usize) -> Self;
    /// So many lanes, from the first; all from [`Mask::LANES`] on.
    fn first(lanes: usize) -> Self;
    /// Adds a lane, counted as for [`Mask::lane`].
    fn add(&mut self, at: usize);
    /// Adds 64 lanes at once, a bit of `bits` for each: those of one word of the mask,
    /// counted from 0.
    fn add_word(&mut self, at: usize, bits: u64);
    /// The lanes of both.
    #[must_use]
    fn and(self, other: Self) -> Self;
    /// The lanes of either.
    #[must_use]
    fn or(self, other: Self) -> Self;
    /// The lanes that are not in the other.
    #[must_use]
    fn without(self, other: Self) -> Self;

    /// How many lanes are in the set.
    fn count(self) -> u32;

    /// The lanes in the set, from the lowest.
    fn each(self, told: impl FnMut(usize));

    /// Whether no lane is left.
    fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether a lane is in the set.
    fn has(self, at: usize) -> bool {
        !self.and(Self::lane(at)).is_none()
    }
}

/// The width of choice where there are many profiles: the steps of a walk cost little beside
/// the words of its masks, and the masks of many rules still lie near the processor
/// (measured: `docs/performance.md`).
pub type Many = [u64; 16];

impl Mask for bool {
    const LANES: usize = 1;
    const NONE: Self = false;
    const ALL: Self = true;

    fn lane(at: usize) -> Self {
        at == 0
    }

    fn first(lanes: usize) -> Self {
        lanes > 0
    }

    fn add(&mut self, at: usize) {
        *self |= at == 0;
    }

    fn add_word(&mut self, at: usize, bits: u64) {
        *self |= at == 0 && bits & 1 == 1;
    }

    fn and(self, other: Self) -> Self {
        self && other
    }

    fn or(self, other: Self) -> Self {
        self || other
    }

    fn without(self, other: Self) -> Self {
        self && !other
    }

    fn count(self) -> u32 {
        u32::from(self)
    }

    fn each(self, mut told: impl FnMut(usize)) {
        if self {
            told(0);
        }
    }
}

impl Mask for u64 {
    const LANES: usize = 64;
    const NONE: Self = 0;
    const ALL: Self = Self::MAX;

    #[inline]
    fn lane(at: usize) -> Self {
        u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0)
    }

    #[inline]
    fn first(lanes: usize) -> Self {
        // Of `n` lanes the lowest is bit 0, so that `2^n - 1` holds them all.
        Self::lane(lanes).wrapping_sub(1)
    }

    #[inline]
    fn add(&mut self, at: usize) {
        *self |= Self::lane(at);
    }

    #[inline]
    fn add_word(&mut self, at: usize, bits: u64) {
        *self |= if at == 0 { bits } else { 0 };
    }

    #[inline]
    fn and(self, other: Self) -> Self {
        self & other
    }

    #[inline]
    fn or(self, other: Self) -> Self {
        self | other
    }

    #[inline]
    fn without(self, other: Self) -> Self {
        self & !other
    }

    fn count(self) -> u32 {
        self.count_ones()
    }

    fn each(mut self, mut told: impl FnMut(usize)) {
        while self != 0 {
            told(self.trailing_zeros() as usize);
            self &= self - 1;
        }
    }
}

impl<const WORDS: usize> Mask for [u64; WORDS] {
    const LANES: usize = 64 * WORDS;
    const NONE: Self = [0; WORDS];
    const ALL: Self = [u64::MAX; WORDS];

    #[inline]
    fn lane(at: usize) -> Self {
        from_fn(|word| if word == at / 64 { u64::lane(at % 64) } else { 0 })
    }

    #[inline]
    fn first(lanes: usize) -> Self {
        from_fn(|word| u64::first(lanes.saturating_sub(word * 64)))
    }

    /// Only the word of the lane is touched: filling columns does little else.
    #[inline]
    fn add(&mut self, at: usize) {
        if let Some(word) = self.get_mut(at / 64) {
            word.add(at % 64);
        }
    }

    #[inline]
    fn add_word(&mut self, at: usize, bits: u64) {
        if let Some(word) = self.get_mut(at) {
            *word |= bits;
        }
    }

    #[inline]
    fn and(self, other: Self) -> Self {
        pairwise(self, other, u64::and)
    }

    #[inline]
    fn or(self, other: Self) -> Self {
        pairwise(self, other, u64::or)
    }

    #[inline]
    fn without(self, other: Self) -> Self {
        pairwise(self, other, u64::without)
    }

    /// All words at once: comparing them one by one is far slower.
    #[inline]
    fn is_none(self) -> bool {
        self.into_iter().fold(0, u64::or) == 0
    }

    fn count(self) -> u32 {
        self.iter().map(|word| word.count_ones()).sum()
    }

    fn each(self, mut told: impl FnMut(usize)) {
        for (at, word) in self.into_iter().enumerate() {
            word.each(|lane| told(at * 64 + lane));
        }
    }
}

#[inline]
fn pairwise<const WORDS: usize>(
    one: [u64; WORDS],
    other: [u64; WORDS],
    join: impl Fn(u64, u64) -> u64,
) -> [u64; WORDS] {
    let mut pairs = one;
    for (word, other) in pairs.iter_mut().zip(&other) {
        *word = join(*word, *other);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{Many, Mask};

    fn lanes_are_distinct<M: Mask>() {
        let mut all = M::NONE;
        for at in 0..M::LANES {
            let lane = M::lane(at);
            assert!(lane.has(at) && !all.has(at));
            assert!(M::first(at) == all);
            assert!(lane.without(lane).is_none());
            let mut added = all;
            added.add(at);
            all = all.or(lane);
            assert!(added == all);
        }
        assert!(all == M::ALL && M::first(M::LANES) == all && M::first(M::LANES + 1) == all);
        assert!(M::lane(M::LANES).is_none());
        let mut told = Vec::new();
        all.without(M::lane(1)).each(|lane| told.push(lane));
        assert!(told.iter().copied().eq((0..M::LANES).filter(|lane| *lane != 1)));
    }

    #[test]
    fn every_width_has_its_lanes() {
        lanes_are_distinct::<bool>();
        lanes_are_distinct::<u64>();
        lanes_are_distinct::<[u64; 4]>();
        lanes_are_distinct::<Many>();
    }
}
