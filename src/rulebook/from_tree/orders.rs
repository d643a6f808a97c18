//! One order out of those that several packs give.

/// What several packs say of the order of entries, each pack of its own.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// The first goes before the second.
    pairs: Vec<(String, String)>,
}

impl Orders {
    /// Takes it that one entry goes before another; false where another pack says that it
    /// goes after it.
    pub(super) fn add(&mut self, before: &str, after: &str) -> bool {
        let fits = before != after && !self.goes_before(after, before);
        if fits {
            self.pairs.push((before.to_owned(), after.to_owned()));
        }
        fits
    }

    fn goes_before(&self, first: &str, last: &str) -> bool {
        let mut seen = vec![first];
        let mut at = 0;
        while let Some(here) = seen.get(at).copied() {
            for (before, after) in &self.pairs {
                if before == here && !seen.contains(&after.as_str()) {
                    seen.push(after);
                }
            }
            at += 1;
        }
        first != last && seen.contains(&last)
    }

    /// The entries in an order that every pack agrees to, close to that in which they come.
    pub(super) fn sort<T>(&self, entries: &mut Vec<T>, id: impl Fn(&T) -> &str) {
        let mut left: Vec<T> = std::mem::take(entries);
        while !left.is_empty() {
            let waits = |entry: &T| {
                self.pairs
                    .iter()
                    .any(|(before, after)| after == id(entry) && left.iter().any(|other| id(other) == before))
            };
            let next = left.iter().position(|entry| !waits(entry)).unwrap_or(0);
            entries.push(left.remove(next));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Orders;

    fn united(chains: &[&[&str]]) -> Vec<String> {
        let mut orders = Orders::default();
        let mut all: Vec<String> = Vec::new();
        for chain in chains {
            for pair in chain.windows(2) {
                assert!(orders.add(pair[0], pair[1]), "{chain:?}");
            }
            all.extend(
                chain
                    .iter()
                    .filter(|id| !all.iter().any(|known| known == *id))
                    .map(|id| (*id).to_owned())
                    .collect::<Vec<_>>(),
            );
        }
        orders.sort(&mut all, |id| id.as_str());
        all
    }

    #[test]
    fn packs_that_agree_give_one_order() {
        assert_eq!(united(&[&["negotiate", "sign"], &["prepare", "sign"]]), ["negotiate", "prepare", "sign"]);
        assert_eq!(united(&[&["a", "c"], &["b", "c"], &["b", "a"]]), ["b", "a", "c"]);
    }

    #[test]
    fn a_circle_is_told() {
        let mut orders = Orders::default();
        assert!(orders.add("a", "b") && orders.add("b", "c"));
        assert!(!orders.add("c", "a"));
        assert!(!orders.add("a", "a"));
    }
}
