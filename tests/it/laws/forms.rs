//! How figures are worked out: made at random, written down, and worked out by themselves.

use std::collections::BTreeSet;

use super::generate::{Generator, Scope};
use super::model::*;
use super::reference::{Completion, Reference};
use super::write::Writer;

/// How a figure is worked out: what keeps thousandths exact.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    Const(Const),
    Name(usize),
    Plus(Box<Form>, Box<Form>),
    Minus(Box<Form>, Box<Form>),
    /// So many times.
    Times(Box<Form>, i64),
    Least(Vec<Form>),
    Greatest(Vec<Form>),
    Sum(Vec<Form>),
}

impl Form {
    /// Calls `visit` for every name in it.
    pub(crate) fn names(&self, visit: &mut dyn FnMut(usize)) {
        match self {
            Self::Const(_) => {}
            Self::Name(name) => visit(*name),
            Self::Plus(left, right) | Self::Minus(left, right) => {
                left.names(visit);
                right.names(visit);
            }
            Self::Times(part, _) => part.names(visit),
            Self::Least(parts) | Self::Greatest(parts) | Self::Sum(parts) => {
                parts.iter().for_each(|part| part.names(visit));
            }
        }
    }
}

impl Generator<'_> {
    /// A figure, where it is to be one and there is something of its kind to make it of.
    pub(super) fn figure(&mut self, of: Type, scope: Scope) -> (Type, Option<Role>) {
        let parts: Vec<usize> = (0..scope.names).filter(|at| self.book.names[*at].of.kind == of.kind).collect();
        let calculates = matches!(of.kind, Kind::Number | Kind::Percent | Kind::Money);
        if !self.figures || !calculates || parts.is_empty() || !self.tape.chance(60) {
            return (of, None);
        }
        let mut arms = Vec::new();
        if self.tape.chance(30) {
            arms.push((self.cond(1, scope), self.form(2, of.kind, &parts)));
        }
        let value = Guarded { arms, otherwise: self.form(2, of.kind, &parts) };
        let endless =
            value.arms.iter().any(|(_, form)| self.may_be_endless(form)) || self.may_be_endless(&value.otherwise);
        (Type { endless, ..of }, Some(Role::Figure(value)))
    }

    fn form(&mut self, depth: usize, kind: Kind, parts: &[usize]) -> Form {
        if depth == 0 {
            return match self.tape.chance(30) {
                true => Form::Const(self.constant(Type { kind, endless: false })),
                false => Form::Name(*self.tape.pick(parts)),
            };
        }
        let part = |generator: &mut Self| Box::new(generator.form(depth - 1, kind, parts));
        match self.tape.below(8) {
            0 | 1 => Form::Name(*self.tape.pick(parts)),
            2 => Form::Plus(part(self), part(self)),
            3 => Form::Minus(part(self), part(self)),
            4 => Form::Times(part(self), *self.tape.pick(&[2, -1, 0, 3])),
            choice => {
                let list = (0..2 + self.tape.below(2)).map(|_| *part(self)).collect();
                match choice {
                    5 => Form::Least(list),
                    6 => Form::Greatest(list),
                    _ => Form::Sum(list),
                }
            }
        }
    }

    fn may_be_endless(&self, form: &Form) -> bool {
        match form {
            Form::Const(_) => false,
            Form::Name(name) => self.book.names[*name].of.endless,
            Form::Plus(left, right) => self.may_be_endless(left) || self.may_be_endless(right),
            Form::Minus(part, _) | Form::Times(part, _) => self.may_be_endless(part),
            Form::Least(parts) => parts.iter().all(|part| self.may_be_endless(part)),
            Form::Greatest(parts) | Form::Sum(parts) => parts.iter().any(|part| self.may_be_endless(part)),
        }
    }
}

impl Writer<'_> {
    pub(super) fn form(&self, form: &Form) -> String {
        let list = |parts: &[Form]| parts.iter().map(|part| self.form(part)).collect::<Vec<_>>().join(", ");
        match form {
            Form::Const(value) => value.text.clone(),
            Form::Name(name) => self.book.names[*name].id.clone(),
            Form::Plus(left, right) => format!("({} + {})", self.form(left), self.form(right)),
            Form::Minus(left, right) => format!("({} - {})", self.form(left), self.form(right)),
            Form::Times(part, factor) => format!("({} * {factor})", self.form(part)),
            Form::Least(parts) => format!("min of [{}]", list(parts)),
            Form::Greatest(parts) => format!("max of [{}]", list(parts)),
            Form::Sum(parts) => format!("sum of [{}]", list(parts)),
        }
    }
}

impl Reference<'_> {
    /// All that a name can be; nothing where there are too many completions.
    pub(crate) fn values(&self, name: usize) -> Option<BTreeSet<Option<Val>>> {
        let mut names = BTreeSet::new();
        self.name_in(name, &mut names);
        self.collect(&names, None, |completion| self.value(name, completion))
    }

    /// The names that a figure is worked out from.
    pub(super) fn behind_figure(&self, declared: &Name, names: &mut BTreeSet<usize>) {
        if let Some(figure) = declared.figure() {
            figure.arms.iter().for_each(|(cond, _)| self.names_in(cond, names));
            for form in figure.arms.iter().map(|(_, form)| form).chain([&figure.otherwise]) {
                form.names(&mut |name| self.name_in(name, names));
            }
        }
    }

    /// What a formula comes to; nothing where a part of it has no value, or `unlimited` is
    /// taken away or multiplied by what is not above zero.
    pub(super) fn worked(&self, form: &Form, completion: &Completion<'_>) -> Option<Val> {
        let both = |one: Val, two: Val| match (one, two) {
            (Val::At(one), Val::At(two)) => Val::At(one + two),
            _ => Val::Endless,
        };
        let all =
            |parts: &[Form]| -> Option<Vec<Val>> { parts.iter().map(|part| self.worked(part, completion)).collect() };
        Some(match form {
            Form::Const(value) => value.val.clone(),
            Form::Name(name) => self.value(*name, completion)?,
            Form::Plus(left, right) => both(self.worked(left, completion)?, self.worked(right, completion)?),
            Form::Minus(left, right) => match (self.worked(left, completion)?, self.worked(right, completion)?) {
                (_, Val::Endless) => return None,
                (Val::At(left), Val::At(right)) => Val::At(left - right),
                (left, _) => left,
            },
            Form::Times(part, factor) => match self.worked(part, completion)? {
                Val::At(at) => Val::At(at * factor),
                _ if *factor > 0 => Val::Endless,
                _ => return None,
            },
            Form::Least(parts) => all(parts)?.into_iter().min()?,
            Form::Greatest(parts) => all(parts)?.into_iter().max()?,
            Form::Sum(parts) => all(parts)?.into_iter().reduce(both)?,
        })
    }
}
