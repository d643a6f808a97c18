//! A small, quick hash for tables that nothing ever lists in their order.
//!
//! The keys are node numbers of our own making, and the work of one list is bounded,
//! so the standard hasher's defence against chosen keys would buy nothing.

use std::hash::{BuildHasherDefault, Hasher};

/// 2^64 divided by the golden ratio, odd.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Multiplies and rotates each word into the state.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mixer(u64);

/// Builds [`Mixer`]s for the standard tables.
pub(super) type BuildMixer = BuildHasherDefault<Mixer>;

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    }

    /// The good bits of a product are the high ones; tables look at the low ones.
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
