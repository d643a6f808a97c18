//! Pairs → what tests assume and expect.

use pest::iterators::Pair;

use crate::source::Spanned;

use super::grammar::Rule;
use super::tree::{Expectation, Given, GivenWhat};
use super::values::Builder;

impl Builder<'_> {
    pub(super) fn given<'i>(&mut self, parts: impl Iterator<Item = Pair<'i, Rule>>) -> Option<Given> {
        let mut what = None;
        for part in parts {
            match part.as_rule() {
                Rule::given_as_of => what = Some(GivenWhat::AsOf),
                Rule::given_draft => what = Some(GivenWhat::Draft),
                Rule::given_done => what = Some(GivenWhat::Done),
                Rule::name => {
                    let name = self.name(&part);
                    what = Some(match what {
                        Some(GivenWhat::Draft) => GivenWhat::Term(name),
                        _ => GivenWhat::Fact(name),
                    });
                }
                Rule::given_value => {
                    let span = self.span(&part);
                    return Some(Given { what: what?, value: Spanned::new(self.source.slice(span).to_owned(), span) });
                }
                _ => {}
            }
        }
        None
    }

    pub(super) fn expectation(&mut self, pair: Pair<'_, Rule>) -> Option<Expectation> {
        let rule = pair.as_rule();
        let mut names = Vec::new();
        let mut rung = None;
        let mut open = false;
        let mut value = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => names.push(self.name(&part)),
                Rule::number => rung = Some(Spanned::new(part.as_str().trim_end().to_owned(), self.span(&part))),
                Rule::undecided => open = true,
                Rule::given_value => {
                    let span = self.span(&part);
                    value = Some(Spanned::new(self.source.slice(span).to_owned(), span));
                }
                _ => {}
            }
        }
        let mut names = names.into_iter();
        let first = names.next()?;
        Some(match rule {
            Rule::expect_nothing => Expectation::Nothing { within: first },
            Rule::expect_due => Expectation::Due { of: first, is: value? },
            Rule::expect_figure => Expectation::Figure { of: first, is: value? },
            Rule::expect_part => Expectation::Part { part: first, of: names.next()?, is: names.next()? },
            _ if open => Expectation::Open { of: first, on: names.collect() },
            _ => Expectation::Status { of: first, status: names.next()?, rung },
        })
    }
}
