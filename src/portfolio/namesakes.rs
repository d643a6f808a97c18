//! Deals that bear one name.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many of the names are told.
const MOST_TOLD: usize = 5;

/// Which names more than one deal has: a deal that stands twice in a table, or in a table
/// and in a profile, counts twice.
///
/// ```
/// use proviso::portfolio::Namesakes;
/// let mut all = Namesakes::default();
/// ["Alpha", "Beta", "Alpha", "Alpha"].iter().for_each(|name| all.take(name));
/// assert_eq!((all.count(), all.first()), (2, ["Alpha".to_owned()].as_slice()));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Namesakes {
    /// A digest of each name that was seen: eight bytes for a deal, however long its name.
    seen: HashSet<u64>,
    count: u64,
    first: Vec<String>,
}

impl Namesakes {
    /// Takes in the name of a deal.
    pub fn take(&mut self, name: &str) {
        // This digest is the same in each run, so that the same is told each time.
        let mut digest = DefaultHasher::new();
        name.hash(&mut digest);
        if self.seen.insert(digest.finish()) {
            return;
        }
        self.count += 1;
        if self.first.len() < MOST_TOLD && !self.first.iter().any(|known| known == name) {
            self.first.push(name.to_owned());
        }
    }

    /// How many deals have the name of one before them.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The first of these names.
    pub fn first(&self) -> &[String] {
        &self.first
    }
}
