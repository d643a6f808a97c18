//! Figures: values that are worked out from others.

use crate::source::Place;
use crate::syntax::sign::{Aspect, Choice, Sign};
use crate::value::{Kind, Value};

use super::Rulebook;
use super::advice::Text;
use super::condition::{Condition, DefineId, Guarded, NameId};
use super::vocabulary::{Citation, Role};

/// What is special about a figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// When documents show it.
    pub when: Condition,
    /// How it is worked out.
    pub value: Guarded<Formula>,
    /// What documents say with it.
    pub show: Option<Text>,
    /// What it rests on.
    pub citations: Vec<Citation>,
}

/// How a value is worked out. Every part has a kind, and the kinds fit one another.
#[derive(Clone, Debug)]
pub enum Formula {
    /// A constant.
    Value(Value, Kind),
    /// What a name is.
    Name(NameId, Kind),
    /// `a + b`.
    Joined {
        /// The sign.
        sign: Sign,
        /// Before and after it.
        sides: Box<(Formula, Formula)>,
        /// What comes of it.
        of: Kind,
        /// Where it was written.
        place: Place,
    },
    /// `promise of LEVEL on DISK`.
    OfLevel {
        /// What is read off it.
        aspect: Aspect,
        /// Its title.
        level: String,
        /// That of the kind of resource.
        disk: Option<String>,
        /// What it says.
        value: Value,
        /// What kind of value that is.
        of: Kind,
    },
    /// `min of [a, b]`.
    Among {
        /// What is made of the list.
        choice: Choice,
        /// The list.
        parts: Vec<Formula>,
        /// What comes of it.
        of: Kind,
        /// Where it was written.
        place: Place,
    },
}

impl Formula {
    /// What kind of value comes of it.
    pub fn kind(&self) -> &Kind {
        match self {
            Self::Value(_, of) | Self::Name(_, of) => of,
            Self::Joined { of, .. } | Self::Among { of, .. } | Self::OfLevel { of, .. } => of,
        }
    }

    /// Calls `visit` for every name in it, in the order in which they stand there.
    pub fn names(&self, visit: &mut impl FnMut(NameId)) {
        match self {
            Self::Value(..) | Self::OfLevel { .. } => {}
            Self::Name(name, _) => visit(*name),
            Self::Joined { sides, .. } => {
                sides.0.names(visit);
                sides.1.names(visit);
            }
            Self::Among { parts, .. } => parts.iter().for_each(|part| part.names(visit)),
        }
    }
}

impl Figure {
    /// Every name that its value is made of, each once.
    pub fn names(&self) -> Vec<NameId> {
        let mut names = Vec::new();
        for formula in self.value.values() {
            formula.names(&mut |name| {
                if !names.contains(&name) {
                    names.push(name);
                }
            });
        }
        names
    }
}

impl Rulebook {
    /// Everything that the value of a figure may rest on, by whatever detour: the names in
    /// its formulas and in the conditions that choose among them, and what is behind those.
    pub fn behind(&self, figure: NameId) -> Vec<NameId> {
        let mut names: Vec<NameId> = vec![figure];
        let mut defines: Vec<DefineId> = Vec::new();
        let mut at = 0;
        while let Some(name) = names.get(at).copied() {
            at += 1;
            let mut found = Vec::new();
            let mut conditions: Vec<&Condition> = Vec::new();
            match &self.name(name).role {
                Role::Figure(figure) => {
                    found.extend(figure.names());
                    figure.value.conditions(&mut |condition| conditions.push(condition));
                }
                Role::Fact => {}
                Role::Term(_) | Role::Parameter(_) => {
                    self.name(name).cited().into_iter().for_each(|cited| {
                        cited.value.conditions(&mut |condition| conditions.push(condition));
                    });
                }
            }
            while let Some(condition) = conditions.pop() {
                condition.comparisons(&mut |comparison| {
                    found.push(comparison.left);
                    found.extend(comparison.right_names());
                });
                condition.defines(&mut |define| {
                    if !defines.contains(&define) {
                        defines.push(define);
                        conditions.extend(self.defines.get(define.0).map(|define| &define.condition));
                    }
                });
            }
            for name in found {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.remove(0);
        names
    }

    /// The figures, each with its name.
    pub fn figures(&self) -> impl Iterator<Item = (NameId, &Figure)> {
        self.names().filter_map(|(id, name)| Some((id, name.figure()?)))
    }
}
