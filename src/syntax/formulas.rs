//! Pairs → the workings of a value.

use pest::iterators::Pair;
use pest::pratt_parser::{Assoc, Op, PrattParser};
use std::sync::LazyLock;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};

use super::grammar::Rule;
use super::sign::{Aspect, Choice, Sign};
use super::tree::{Condition, Form, Formula, Guarded, Literal, PropertyValue, Workings};
use super::values::Builder;

/// `*` and `/` bind closer than `+` and `-`.
static PRECEDENCE: LazyLock<PrattParser<Rule>> =
    LazyLock::new(|| {
        PrattParser::new().op(Op::infix(Rule::plus, Assoc::Left) | Op::infix(Rule::minus, Assoc::Left)).op(Op::infix(
            Rule::times,
            Assoc::Left,
        )
            | Op::infix(Rule::over, Assoc::Left))
    });

/// So many values may stand in the workings of one figure; what is read of it recurses
/// over them.
const MOST_PARTS: usize = 256;

impl Builder<'_> {
    /// What stands after `value`: plain values where nothing is worked out.
    pub(super) fn value_of(&mut self, pair: Pair<'_, Rule>) -> PropertyValue {
        let span = self.span(&pair);
        let parts = pair.clone().into_inner().flatten().filter(|part| part.as_rule() == Rule::literal).count();
        if parts > MOST_PARTS {
            self.found.push(
                Diagnostic::error(Code::NestedTooDeep, format!("more than {MOST_PARTS} values stand in one figure"))
                    .at(self.place(span), "too long to be worked out")
                    .help("give parts of it names of their own, each a `figure`"),
            );
            self.broken = true;
            let otherwise = Literal { form: Form::Word(String::new()), span };
            return PropertyValue::Guarded(Guarded { arms: Vec::new(), otherwise });
        }
        let workings = self.workings(pair);
        match workings.plain() {
            Some(guarded) => PropertyValue::Guarded(guarded),
            None => PropertyValue::Workings(workings),
        }
    }

    fn workings(&mut self, pair: Pair<'_, Rule>) -> Workings {
        let span = self.span(&pair);
        let mut formulas = Vec::new();
        let mut conditions = Vec::new();
        let mut arms = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::formula => formulas.push(self.formula(part)),
                Rule::condition => conditions.push(self.condition(part)),
                Rule::workings_arm => arms.extend(self.workings_arm(part)),
                _ => {}
            }
        }
        let mut formulas = formulas.into_iter();
        let nothing = || Formula::Literal(Literal { form: Form::Word(String::new()), span });
        let first = formulas.next().unwrap_or_else(nothing);
        match (conditions.pop(), formulas.next()) {
            (Some(condition), Some(otherwise)) => {
                arms.insert(0, (condition, first));
                Workings { arms, otherwise }
            }
            _ => Workings { arms, otherwise: first },
        }
    }

    fn workings_arm(&mut self, pair: Pair<'_, Rule>) -> Option<(Condition, Formula)> {
        let mut formula = None;
        let mut condition = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::formula => formula = Some(self.formula(part)),
                Rule::condition => condition = Some(self.condition(part)),
                _ => {}
            }
        }
        Some((condition?, formula?))
    }

    fn formula(&mut self, pair: Pair<'_, Rule>) -> Formula {
        let masked = self.masked;
        let mut built = std::mem::take(&mut self.found);
        let mut inner = Builder { source: self.source, masked, found: Vec::new(), broken: false };
        let mut glued = Vec::new();
        let formula = PRECEDENCE
            .map_primary(|primary| inner.part_of(primary))
            .map_infix(|left, written, right| {
                let at = written.as_span().start();
                let around = |at: Option<usize>| at.and_then(|at| masked.text.as_bytes().get(at)) == Some(&b' ');
                let span = masked.span(at, 1);
                if !around(at.checked_sub(1)) || !around(Some(at + 1)) {
                    glued.push(span);
                }
                let sign = match written.as_rule() {
                    Rule::plus => Sign::Plus,
                    Rule::minus => Sign::Minus,
                    Rule::times => Sign::Times,
                    _ => Sign::Over,
                };
                Formula::Joined { sign: Spanned::new(sign, span), left: Box::new(left), right: Box::new(right) }
            })
            .parse(pair.into_inner());
        self.broken |= inner.broken || !glued.is_empty();
        built.extend(glued.into_iter().map(|span| self.glued(span)));
        built.append(&mut inner.found);
        self.found = built;
        formula
    }

    /// A sign without a space before or after it.
    fn glued(&self, sign: Span) -> Diagnostic {
        let (text, start, end) = (self.source.text(), sign.start as usize, sign.end as usize);
        let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
        let between = is_digit(text.get(..start).and_then(|before| before.chars().next_back()))
            && is_digit(text.get(end..).and_then(|after| after.chars().next()));
        let written = self.source.slice(sign);
        let found = Diagnostic::error(Code::Syntax, format!("`{written}` needs a space on both sides"))
            .at(self.place(sign), "put a space before and after it");
        match written {
            "-" | "/" if between => found.help("if this is a date, write it as year-month-day, such as `2026-11-21`"),
            _ => found.help("without spaces a hyphen is part of a name"),
        }
    }

    fn part_of(&mut self, pair: Pair<'_, Rule>) -> Formula {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::formula_group => {
                let inner = pair.into_inner().find(|inner| inner.as_rule() == Rule::formula);
                let nothing = Formula::Literal(Literal { form: Form::Word(String::new()), span });
                inner.map_or(nothing, |inner| self.formula(inner))
            }
            Rule::among => {
                let mut choice = Spanned::new(Choice::Sum, span);
                let mut parts = Vec::new();
                for part in pair.into_inner() {
                    match part.as_rule() {
                        Rule::choice => {
                            let found = Choice::find(part.as_str()).unwrap_or(Choice::Sum);
                            choice = Spanned::new(found, self.span(&part));
                        }
                        Rule::formula => parts.push(self.formula(part)),
                        _ => {}
                    }
                }
                Formula::Among { choice, parts, span }
            }
            Rule::of_level => {
                let (mut aspect, mut names) = (Aspect::Promise, Vec::new());
                for part in pair.into_inner() {
                    match part.as_rule() {
                        Rule::aspect => aspect = Aspect::find(part.as_str()).unwrap_or(aspect),
                        Rule::literal => names.push(self.literal(part)),
                        _ => {}
                    }
                }
                let nothing = Literal { form: Form::Word(String::new()), span };
                let mut names = names.into_iter();
                Formula::OfLevel { aspect, level: names.next().unwrap_or(nothing), disk: names.next(), span }
            }
            _ => Formula::Literal(self.literal(pair)),
        }
    }
}

impl Workings {
    /// The same as plain values, where nothing is worked out.
    fn plain(&self) -> Option<Guarded> {
        let literal = |formula: &Formula| match formula {
            Formula::Literal(literal) => Some(literal.clone()),
            Formula::Joined { .. } | Formula::Among { .. } | Formula::OfLevel { .. } => None,
        };
        let arms = self.arms.iter().map(|(condition, formula)| Some((condition.clone(), literal(formula)?)));
        Some(Guarded { arms: arms.collect::<Option<_>>()?, otherwise: literal(&self.otherwise)? })
    }

    /// Where nothing says more than values.
    pub fn of(guarded: &Guarded) -> Self {
        let arm = |(condition, literal): &(Condition, Literal)| (condition.clone(), Formula::Literal(literal.clone()));
        Self { arms: guarded.arms.iter().map(arm).collect(), otherwise: Formula::Literal(guarded.otherwise.clone()) }
    }
}

impl Formula {
    /// From its first value to its last.
    pub fn span(&self) -> crate::source::Span {
        match self {
            Self::Literal(literal) => literal.span,
            Self::Joined { left, right, .. } => left.span().to(right.span()),
            Self::Among { span, .. } | Self::OfLevel { span, .. } => *span,
        }
    }
}
