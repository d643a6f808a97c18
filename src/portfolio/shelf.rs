//! Things that are made one after another and stay where they are.

use std::sync::OnceLock;

/// Keeps what is put on it for as long as it is there itself, so that others can point to
/// it while more is put beside it.
///
/// ```
/// let shelf = proviso::portfolio::Shelf::default();
/// let first = shelf.keep("one".to_owned());
/// let second = shelf.keep("two".to_owned());
/// assert_eq!((first.as_str(), second.as_str()), ("one", "two"));
/// ```
#[derive(Debug)]
pub struct Shelf<T>(OnceLock<Place<T>>);

#[derive(Debug)]
struct Place<T> {
    thing: Option<T>,
    next: Box<Shelf<T>>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Shelf<T> {
    /// Puts something behind all else.
    pub fn keep(&self, thing: T) -> &T {
        let mut in_hand = Some(thing);
        let mut shelf = self;
        loop {
            // A place that is taken leaves in hand what is in hand.
            let place = shelf.0.get_or_init(|| Place { thing: in_hand.take(), next: Box::default() });
            match &place.thing {
                Some(thing) if in_hand.is_none() => return thing,
                _ => shelf = &place.next,
            }
        }
    }

    /// The first thing that is as wanted.
    pub fn find(&self, is_wanted: impl Fn(&T) -> bool) -> Option<&T> {
        let mut shelf = self;
        while let Some(place) = shelf.0.get() {
            if let Some(thing) = place.thing.as_ref().filter(|thing| is_wanted(thing)) {
                return Some(thing);
            }
            shelf = &place.next;
        }
        None
    }
}
