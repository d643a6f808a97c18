//! Masks: one bit for each profile that is looked at.

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

impl Mask for bool {
    const LANES: usize = 1;
    const NONE: Self = false;
    const ALL: Self = true;

    fn lane(at: usize) -> Self {
        at == 0
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

    fn lane(at: usize) -> Self {
        u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0)
    }

    fn and(self, other: Self) -> Self {
        self & other
    }

    fn or(self, other: Self) -> Self {
        self | other
    }

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

impl Mask for [u64; 4] {
    const LANES: usize = 256;
    const NONE: Self = [0; 4];
    const ALL: Self = [u64::MAX; 4];

    fn lane(at: usize) -> Self {
        let mut word = at / 64;
        [0; 4].map(|_: u64| {
            let here = if word == 0 { u64::lane(at % 64) } else { 0 };
            word = word.wrapping_sub(1);
            here
        })
    }

    fn and(self, other: Self) -> Self {
        pairwise(self, other, u64::and)
    }

    fn or(self, other: Self) -> Self {
        pairwise(self, other, u64::or)
    }

    fn without(self, other: Self) -> Self {
        pairwise(self, other, u64::without)
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

fn pairwise([a, b, c, d]: [u64; 4], [e, f, g, h]: [u64; 4], join: impl Fn(u64, u64) -> u64) -> [u64; 4] {
    [join(a, e), join(b, f), join(c, g), join(d, h)]
}

#[cfg(test)]
mod tests {
    use super::Mask;

    fn lanes_are_distinct<M: Mask>() {
        let mut all = M::NONE;
        for at in 0..M::LANES {
            let lane = M::lane(at);
            assert!(lane.has(at) && !all.has(at));
            assert!(lane.without(lane).is_none());
            all = all.or(lane);
        }
        assert!(all == M::ALL);
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
    }
}
