//! Pairs → conditions, guarded values.

use pest::iterators::Pair;
use pest::pratt_parser::{Assoc, Op, PrattParser};
use std::sync::LazyLock;

use crate::source::Spanned;

use super::grammar::Rule;
use super::tree::{Comparison, Condition, Form, Guarded, Literal, Members, Operation};
use super::values::Builder;

/// `not` binds closest, then `and`, then `or`.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    PrattParser::new()
        .op(Op::infix(Rule::or, Assoc::Left))
        .op(Op::infix(Rule::and, Assoc::Left))
        .op(Op::prefix(Rule::not))
});

impl Builder<'_> {
    pub(super) fn condition(&mut self, pair: Pair<'_, Rule>) -> Condition {
        let masked = self.masked;
        let mut built = std::mem::take(&mut self.found);
        let mut inner = Builder { source: self.source, masked, found: Vec::new(), broken: false };
        let condition = PRECEDENCE
            .map_primary(|primary| inner.primary(primary))
            .map_prefix(|not, operand| {
                let span = masked.span(not.as_span().start(), 3).to(operand.span());
                Condition::Not(Box::new(operand), span)
            })
            .map_infix(|left, operator, right| join(left, operator.as_rule() == Rule::and, right))
            .parse(pair.into_inner());
        self.broken |= inner.broken;
        built.append(&mut inner.found);
        self.found = built;
        condition
    }

    fn primary(&mut self, pair: Pair<'_, Rule>) -> Condition {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        match rule {
            Rule::comparison => Condition::Comparison(self.comparison(pair)),
            Rule::group => {
                let inner = self.inner_conditions(pair).into_iter().next();
                Condition::Group(Box::new(inner.unwrap_or(Condition::All(Vec::new(), span))), span)
            }
            Rule::all_of => Condition::Group(Box::new(Condition::All(self.inner_conditions(pair), span)), span),
            _ => Condition::Group(Box::new(Condition::Any(self.inner_conditions(pair), span)), span),
        }
    }

    fn inner_conditions(&mut self, pair: Pair<'_, Rule>) -> Vec<Condition> {
        pair.into_inner()
            .filter(|inner| inner.as_rule() == Rule::condition)
            .map(|inner| self.condition(inner))
            .collect()
    }

    fn comparison(&mut self, pair: Pair<'_, Rule>) -> Comparison {
        let span = self.span(&pair);
        let mut name = Spanned::new(String::new(), span);
        let mut operation = None;
        let mut written_in = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = self.name(&part),
                Rule::operation => operation = part.into_inner().next().and_then(|inner| self.operation(inner)),
                _ => {
                    let document = part.into_inner().find(|inner| inner.as_rule() == Rule::name);
                    written_in = document.map(|document| self.name(&document));
                }
            }
        }
        Comparison { name, operation, written_in, span }
    }

    fn operation(&mut self, pair: Pair<'_, Rule>) -> Option<Operation> {
        let rule = pair.as_rule();
        let mut literals = Vec::new();
        let mut list = None;
        let mut members = None;
        let mut word = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::literal => literals.push(self.literal(part)),
                Rule::list => list = Some(self.list(part)),
                Rule::members => members = self.members(part),
                Rule::duration => word = Some(self.duration(&part)),
                Rule::name => word = Some(self.name(&part)),
                _ => {}
            }
        }
        let mut literals = literals.into_iter();
        let operation = match rule {
            Rule::is_value => Operation::Is(literals.next()?),
            Rule::is_not => Operation::IsNot(literals.next()?),
            Rule::is_one_of => Operation::IsOneOf(list?),
            Rule::is_not_one_of => Operation::IsNotOneOf(list?),
            Rule::is_addressed => Operation::IsAddressed,
            Rule::is_not_addressed => Operation::IsNotAddressed,
            Rule::at_least => Operation::AtLeast(literals.next()?),
            Rule::at_most => Operation::AtMost(literals.next()?),
            Rule::above_value => Operation::Above(literals.next()?),
            Rule::below_value => Operation::Below(literals.next()?),
            Rule::between_values => Operation::Between(literals.next()?, literals.next()?),
            Rule::before_value => Operation::Before(literals.next()?),
            Rule::after_value => Operation::After(literals.next()?),
            Rule::on_or_before => Operation::OnOrBefore(literals.next()?),
            Rule::on_or_after => Operation::OnOrAfter(literals.next()?),
            Rule::within_span => Operation::Within(word?),
            Rule::has_passed => Operation::HasPassed,
            Rule::includes_value => Operation::Includes(word?),
            Rule::includes_any => Operation::IncludesAny(members?),
            Rule::includes_all => Operation::IncludesAll(members?),
            _ => Operation::IncludesNone(members?),
        };
        Some(operation)
    }

    fn list(&mut self, pair: Pair<'_, Rule>) -> Vec<Literal> {
        pair.into_inner().filter(|part| part.as_rule() == Rule::literal).map(|part| self.literal(part)).collect()
    }

    fn members(&mut self, pair: Pair<'_, Rule>) -> Option<Members> {
        let inner = pair.into_inner().next()?;
        Some(match inner.as_rule() {
            Rule::list => Members::List(self.list(inner)),
            _ => Members::Name(self.name(&inner)),
        })
    }

    pub(super) fn guarded(&mut self, pair: Pair<'_, Rule>) -> Guarded {
        let span = self.span(&pair);
        let mut literals = Vec::new();
        let mut conditions = Vec::new();
        let mut arms = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::literal => literals.push(self.literal(part)),
                Rule::condition => conditions.push(self.condition(part)),
                Rule::guarded_arm => arms.extend(self.arm(part)),
                _ => {}
            }
        }
        let mut literals = literals.into_iter();
        let first = literals.next().unwrap_or(Literal { form: Form::Word(String::new()), span });
        match (conditions.pop(), literals.next()) {
            (Some(condition), Some(otherwise)) => {
                arms.insert(0, (condition, first));
                Guarded { arms, otherwise }
            }
            _ => Guarded { arms, otherwise: first },
        }
    }

    fn arm(&mut self, pair: Pair<'_, Rule>) -> Option<(Condition, Literal)> {
        let mut literal = None;
        let mut condition = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::literal => literal = Some(self.literal(part)),
                Rule::condition => condition = Some(self.condition(part)),
                _ => {}
            }
        }
        Some((condition?, literal?))
    }
}

/// Chains of one operator become one list; parentheses keep theirs apart.
fn join(left: Condition, and: bool, right: Condition) -> Condition {
    let span = left.span().to(right.span());
    let mut operands = match (left, and) {
        (Condition::All(operands, _), true) | (Condition::Any(operands, _), false) => operands,
        (left, _) => vec![left],
    };
    operands.push(right);
    if and { Condition::All(operands, span) } else { Condition::Any(operands, span) }
}
