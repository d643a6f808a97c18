//! The grammar, and the noun a person would use for each of its rules. With
//! `declarations.rs`, `conditions.rs` and `values.rs` the only place that knows pest.

use pest::Parser as _;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

#[derive(pest_derive::Parser)]
#[grammar = "grammar/lexical.pest"]
#[grammar = "grammar/conditions.pest"]
#[grammar = "grammar/figures.pest"]
#[grammar = "grammar/declarations.pest"]
struct Language;

/// Where a text leaves the grammar, and what could have stood there.
#[derive(Debug)]
pub(super) struct Stray {
    pub(super) at: usize,
    pub(super) expected: Vec<Rule>,
}

/// Parses one declaration as it is masked (`super::masked`).
pub(super) fn parse(masked: &str) -> Result<Pair<'_, Rule>, Stray> {
    let stray = |at| Stray { at, expected: Vec::new() };
    match Language::parse(Rule::declaration, masked) {
        Ok(mut pairs) => pairs.next().and_then(|pair| pair.into_inner().next()).ok_or_else(|| stray(0)),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
            match error.variant {
                ErrorVariant::ParsingError { positives, .. } => Err(Stray { at, expected: positives }),
                ErrorVariant::CustomError { .. } => Err(stray(at)),
            }
        }
    }
}

/// How a rule is named in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Noun {
    /// A sign or word as it is written.
    Exactly(&'static str),
    /// A kind of thing.
    Kind(&'static str),
    /// What may follow a finished property.
    NextProperty,
    /// One of the comparison words.
    Operator,
    /// Nothing a person could have left out.
    Silent,
}

/// The noun of each rule: without a wildcard, so that a new rule must be given one.
pub(super) fn noun(rule: Rule) -> Noun {
    use Noun::{Exactly, Kind, NextProperty, Operator, Silent};
    match rule {
        Rule::EOI | Rule::WHITESPACE | Rule::name_char | Rule::word_end | Rule::reserved | Rule::digits => Silent,
        Rule::declaration | Rule::braced | Rule::braced_word => Kind("a declaration"),
        Rule::line_end | Rule::property | Rule::line => NextProperty,
        Rule::open | Rule::block => Exactly("{"),
        Rule::close => Exactly("}"),
        Rule::open_list | Rule::list => Exactly("["),
        Rule::close_list => Exactly("]"),
        Rule::open_group | Rule::group => Exactly("("),
        Rule::close_group => Exactly(")"),
        Rule::comma => Exactly(","),
        Rule::rises => Exactly("<"),
        Rule::name | Rule::named_type => Kind("a name"),
        Rule::text => Kind("a text in \"quotes\""),
        Rule::number => Kind("a number"),
        Rule::percent => Kind("a percentage such as `99.9%`"),
        Rule::day_of_year => Kind("a day and its month such as `30 June`"),
        Rule::date => Kind("a date such as `2026-11-21`"),
        Rule::currency | Rule::money => Kind("an amount such as `USD 500k`"),
        Rule::unit => Kind("a unit of time such as `days`"),
        Rule::business_days | Rule::duration => Kind("a duration such as `30 days`"),
        Rule::literal => Kind("a value"),
        Rule::guarded | Rule::guarded_arm => Kind("a value"),
        Rule::workings | Rule::workings_arm | Rule::formula | Rule::formula_group | Rule::among => Kind("a value"),
        Rule::part_of | Rule::choice | Rule::of_level | Rule::aspect => Kind("a value"),
        Rule::sign | Rule::plus | Rule::minus | Rule::times | Rule::over => Silent,
        Rule::and => Exactly("and"),
        Rule::or => Exactly("or"),
        Rule::not => Silent,
        Rule::when => Exactly("when"),
        Rule::otherwise => Exactly("otherwise"),
        Rule::condition | Rule::primary | Rule::comparison | Rule::lines_of => Kind("a condition"),
        Rule::all_of | Rule::any_of => Kind("a condition"),
        Rule::operator
        | Rule::operation
        | Rule::is_not_one_of
        | Rule::is_one_of
        | Rule::is_not_addressed
        | Rule::is_addressed
        | Rule::is_not
        | Rule::is_value
        | Rule::at_least
        | Rule::at_most
        | Rule::above_value
        | Rule::below_value
        | Rule::between_values
        | Rule::on_or_before
        | Rule::on_or_after
        | Rule::before_value
        | Rule::after_value
        | Rule::within_span
        | Rule::has_passed
        | Rule::includes_any
        | Rule::includes_all
        | Rule::includes_none
        | Rule::includes_value => Operator,
        Rule::written | Rule::r#in => Silent,
        Rule::members => Kind("a list in [brackets]"),
        Rule::is | Rule::at | Rule::above | Rule::below | Rule::between | Rule::on | Rule::before => Operator,
        Rule::after | Rule::within | Rule::has | Rule::includes => Operator,
        Rule::least => Exactly("least"),
        Rule::most => Exactly("most"),
        Rule::passed => Exactly("passed"),
        Rule::addressed => Exactly("addressed"),
        Rule::one => Exactly("one of"),
        Rule::of => Exactly("of"),
        Rule::all => Exactly("all of"),
        Rule::any => Exactly("any of"),
        Rule::none => Exactly("none of"),
        Rule::type_expression | Rule::scale_type | Rule::one_of_type | Rule::set_type | Rule::number_type => {
            Kind("a type")
        }
        Rule::scale | Rule::set | Rule::number_word => Kind("a type"),
        Rule::open_end => Silent,
        Rule::open_word => Kind("`unlimited` or `never`"),
        Rule::level | Rule::rising_levels | Rule::plain_levels | Rule::any_levels => Kind("a name"),
        Rule::define | Rule::define_word | Rule::test | Rule::test_word => Kind("a declaration"),
        Rule::extend | Rule::extend_word | Rule::change | Rule::change_word => Kind("a declaration"),
        Rule::retire | Rule::retire_word => Kind("a declaration"),
        Rule::changed => Kind("the word of what is changed, such as `redline`"),
        Rule::values | Rule::values_word => Kind("a declaration"),
        Rule::r#as => Exactly("as"),
        Rule::text_property
        | Rule::name_property
        | Rule::literal_property
        | Rule::guarded_property
        | Rule::value_property
        | Rule::condition_property
        | Rule::rung_property
        | Rule::pitfall_property
        | Rule::type_property
        | Rule::from_property
        | Rule::objection_property
        | Rule::outlook_property
        | Rule::titles_property
        | Rule::ladder_property
        | Rule::answered_property
        | Rule::between_property
        | Rule::named_property
        | Rule::day_property
        | Rule::given_property
        | Rule::expect_property
        | Rule::allow_property
        | Rule::treat_property
        | Rule::remove_property
        | Rule::due_property
        | Rule::claim_property
        | Rule::credit_property
        | Rule::definition_property
        | Rule::clause_property => NextProperty,
        Rule::text_word
        | Rule::name_word
        | Rule::literal_word
        | Rule::guarded_word
        | Rule::value_word
        | Rule::condition_word
        | Rule::done
        | Rule::rung_word
        | Rule::pitfall
        | Rule::type_word
        | Rule::from
        | Rule::objection
        | Rule::outlook
        | Rule::titles_word
        | Rule::ladder_word
        | Rule::named_word
        | Rule::day_word
        | Rule::answered_by
        | Rule::given
        | Rule::expect
        | Rule::allow
        | Rule::treat
        | Rule::remove
        | Rule::due
        | Rule::claim
        | Rule::credit
        | Rule::definition
        | Rule::clause
        | Rule::contents => NextProperty,
        Rule::due_every | Rule::due_on | Rule::due_before | Rule::due_after => {
            Kind("a time such as `90 days before NAME` or `every 3 months`")
        }
        Rule::window | Rule::claim_by => Kind("a window such as `within 2 months after billing-month`"),
        Rule::every => Exactly("every"),
        Rule::ahead => Exactly("before"),
        Rule::since => Exactly("after"),
        Rule::on_day => Exactly("on"),
        Rule::up_to => Exactly("within"),
        Rule::beneath => Exactly("below"),
        Rule::by => Exactly("by"),
        Rule::citation => Kind("the name of a source"),
        Rule::reply => Exactly("reply"),
        Rule::because => Exactly("because"),
        Rule::given_as_of => Exactly("as-of"),
        Rule::given_draft => Exactly("draft"),
        Rule::given_done => Silent,
        Rule::given_value | Rule::given_group => Kind("a value as in a profile"),
        Rule::nothing => Exactly("nothing in"),
        Rule::expect_nothing | Rule::expect_due | Rule::expect_figure | Rule::expect_part | Rule::expect_status => {
            Kind("the name of a rule")
        }
        Rule::figure_word => Silent,
        Rule::undecided => Kind("a status such as `gap` or `open`"),
        Rule::removed => Kind("the word of a property"),
    }
}
