//! When duties are due.

use crate::source::Spanned;
use crate::syntax::tree::{Due as Written, PropertyValue, Window};
use crate::syntax::words::PropertyWord;
use crate::value::{Duration, Kind, read_duration};

use super::super::condition::NameId;
use super::super::due::{Anchor, Due};
use super::super::mistakes::{self, due as wrong};
use super::fields::Fields;
use super::scope::Word;
use super::{Builder, Found};

impl Builder {
    pub(super) fn due(&mut self, fields: &Fields<'_>) -> Option<Due> {
        let Some(PropertyValue::Due(written)) = fields.get(PropertyWord::Due) else { return None };
        let found = fields.home(PropertyWord::Due);
        match written {
            Written::Before(span, name) => {
                let (span, name) = (self.days(found, span), self.date(found, name));
                Some(Due::Before(span?, name?))
            }
            Written::After(span, name) => {
                let (span, name) = (self.days(found, span), self.date(found, name));
                Some(Due::After(span?, name?))
            }
            Written::On(name) => self.date(found, name).map(Due::On),
            Written::Every(span, name) => {
                let read = self.days(found, span);
                let name = name.as_ref().map(|name| self.date(found, name));
                if read.is_some_and(|read| read.months == 0 && read.days == 0) {
                    self.report(wrong::comes_back_at_once(found.at(span.span)));
                    return None;
                }
                Some(Due::Every(read?, name.map_or(Some(None), |name| name.map(Some))?))
            }
            Written::Within(Window { within, anchor }) => {
                let span = within.as_ref().and_then(|span| self.days(found, span));
                let event = Anchor::EVENTS.iter().find(|(word, _)| *word == anchor.node).map(|(_, event)| *event);
                let anchor = event.or_else(|| self.date(found, anchor).map(Anchor::Name));
                Some(Due::Within(span?, anchor?))
            }
        }
    }

    /// A length of whole days.
    pub(super) fn days(&mut self, found: Found<'_>, written: &Spanned<String>) -> Option<Duration> {
        let place = found.at(written.span);
        match read_duration(&written.node) {
            Ok(span) if span.millis != 0 => {
                self.report(mistakes::part_of_a_day(place));
                None
            }
            Ok(span) => Some(span),
            Err(misread) => {
                self.report(mistakes::misread(place, misread));
                None
            }
        }
    }

    /// A date by its name.
    fn date(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<NameId> {
        let place = found.at(name.span);
        match self.scope.vocabulary.get(&name.node).map(|(word, _)| *word) {
            Some(Word::Name(id)) if self.book.name(id).of.kind == Kind::Date => Some(id),
            Some(Word::Name(id)) => {
                let of = self.book.name(id).of.clone();
                self.report(wrong::not_a_date(place, &name.node, &of));
                None
            }
            Some(Word::Broken) => None,
            Some(Word::Define(_)) => {
                self.report(wrong::define_is_no_date(place, &name.node));
                None
            }
            None => {
                let near = self.near_name(&name.node);
                self.report(mistakes::unknown_name(place, &name.node, near.as_deref()));
                None
            }
        }
    }
}
