//! Comparisons → boolean diagrams, in all states a name can be in: given, not addressed,
//! the vendor's standard.

use crate::rulebook::condition::{Ask, Comparison, Guarded, Members, NameId, Operand, Quantifier};
use crate::rulebook::vocabulary::{Role, Silence};
use crate::value::{CellSet, Kind, Relation, Value};

use super::conditions::{Built, Conditions};
use super::variables::{GIVEN, Pair, PairTest, STANDARD, UNADDRESSED};
use super::{FALSE, NodeId, TRUE};

/// A question about the value of one name.
struct Predicate<'p> {
    /// The cells whose values answer yes.
    cells: CellSet,
    /// The answer for a constant.
    holds: &'p dyn Fn(&Value) -> bool,
}

impl Conditions<'_> {
    /// The diagram of a comparison.
    ///
    /// # Errors
    /// Too entangled.
    pub fn comparison(&mut self, comparison: &Comparison) -> Built {
        let left = comparison.left;
        let holds = match &comparison.ask {
            Ask::Order(relation, operand) => self.order(left, Some(*relation), operand)?,
            Ask::IsNot(operand) => self.order(left, None, operand)?,
            Ask::Between(low, high) => {
                let low = self.order(left, Some(Relation::AtLeast), low)?;
                let high = self.order(left, Some(Relation::AtMost), high)?;
                self.diagrams.and(low, high)?
            }
            Ask::OneOf { values, negated } => self.one_of(left, values, *negated)?,
            Ask::Within(duration) => {
                let (from, to) = (Value::Date(self.circumstances.as_of), self.circumstances.after(*duration));
                let from = self.against(left, Some(Relation::AtLeast), &from)?;
                let to = self.against(left, Some(Relation::AtMost), &to)?;
                self.diagrams.and(from, to)?
            }
            Ask::HasPassed => {
                let today = Value::Date(self.circumstances.as_of);
                self.against(left, Some(Relation::Below), &today)?
            }
            Ask::Addressed(addressed) => {
                let is = self.addressed(left)?;
                if *addressed { is } else { self.diagrams.not(is)? }
            }
            Ask::Includes(quantifier, members) => self.includes(left, *quantifier, members)?,
        };
        match comparison.written_in {
            Some(document) => self.written_in(left, document, holds),
            None => Ok(holds),
        }
    }

    /// A relation (nothing for `is not`) to a constant or a name.
    fn order(&mut self, left: NameId, relation: Option<Relation>, operand: &Operand) -> Built {
        let right = match operand {
            Operand::Value(value) => return self.against(left, relation, value),
            Operand::Name(right) => *right,
        };
        let rulebook = self.rulebook;
        if let Role::Parameter(cited) = &rulebook.name(right).role {
            return self.each_arm(right, &cited.value, |conditions, value| conditions.against(left, relation, value));
        }
        if let Role::Parameter(cited) = &rulebook.name(left).role {
            let mirrored = relation.map(Relation::mirrored);
            return self.each_arm(left, &cited.value, |conditions, value| conditions.against(right, mirrored, value));
        }
        let test = relation.map_or(PairTest::Differs, PairTest::Holds);
        let given = match self.variables.pair(Pair { left, test, right }) {
            Some(var) => self.diagrams.test(var, &CellSet::single(1))?,
            None => FALSE,
        };
        // What silence means and what the standard is are constants: only two values that
        // a profile gives need a node of their own.
        let node = self.states(right, given, |conditions, value| conditions.against(left, relation, value))?;
        let mirrored = relation.map(Relation::mirrored);
        self.states(left, node, |conditions, value| conditions.against(right, mirrored, value))
    }

    /// `given` where a term has a value of its own; where it is silent or takes the
    /// standard, what `build` makes of the value that it then has.
    fn states(&mut self, name: NameId, given: NodeId, build: impl Fn(&mut Self, &Value) -> Built) -> Built {
        let rulebook = self.rulebook;
        if rulebook.name(name).figure().is_some() {
            let some = self.addressed(name)?;
            return self.diagrams.and(some, given);
        }
        let Some(term) = rulebook.name(name).term() else { return Ok(given) };
        let standard = match &term.standard {
            Some(cited) => self.each_arm(name, &cited.value, &build)?,
            None => FALSE,
        };
        let silent = match &term.silence {
            Silence::Nothing => FALSE,
            Silence::Means(value) => build(self, value)?,
            Silence::Standard => standard,
        };
        let cutting = self.variables.cutting(name);
        let (var, values) = (cutting.var, CellSet::full(cutting.cut.cells()));
        let mut arms = vec![(values, given), (CellSet::single(cutting.silent_cell()), silent)];
        if term.standard.is_some() {
            arms.push((CellSet::single(cutting.standard_cell()), standard));
        }
        self.diagrams.branch(var, arms)
    }

    /// What `build` makes of the value that a name's arms choose.
    fn each_arm(
        &mut self,
        name: NameId,
        guarded: &Guarded<Value>,
        build: impl Fn(&mut Self, &Value) -> Built,
    ) -> Built {
        let guards = self.guards.get(name.0).cloned().unwrap_or_default();
        let mut node = build(self, &guarded.otherwise)?;
        for ((_, value), guard) in guarded.arms.iter().zip(guards).rev() {
            let then = build(self, value)?;
            node = self.diagrams.ite(guard, then, node)?;
        }
        Ok(node)
    }

    /// A relation (nothing for `is not`) to a constant.
    fn against(&mut self, left: NameId, relation: Option<Relation>, right: &Value) -> Built {
        let cutting = self.variables.cutting(left);
        let currency = cutting.currency.clone();
        let key = |value: &Value| self.circumstances.key(value, currency.as_deref()).ok().flatten();
        let asked = relation.unwrap_or(Relation::Is);
        let right_key = key(right);
        let cells = match (right, right_key) {
            (Value::Text(text), _) => cutting.cut.text_cell(text),
            (_, Some(key)) => cutting.cut.satisfying(asked, key),
            (_, None) => CellSet::empty(),
        };
        let cells = if relation.is_none() { cells.complement(cutting.cut.cells()) } else { cells };
        let holds = |value: &Value| match (value, right) {
            (Value::Text(value), Value::Text(right)) => (value == right) == relation.is_some(),
            _ => match (key(value), right_key) {
                (Some(left), Some(right)) => asked.holds(left, right) == relation.is_some(),
                _ => false,
            },
        };
        self.predicate(left, &Predicate { cells, holds: &holds })
    }

    fn one_of(&mut self, left: NameId, values: &[Value], negated: bool) -> Built {
        let each: Vec<NodeId> =
            values.iter().map(|value| self.against(left, Some(Relation::Is), value)).collect::<Result<_, _>>()?;
        let any = self.diagrams.any(&each)?;
        if !negated {
            return Ok(any);
        }
        let none = self.diagrams.not(any)?;
        let answers = self.answers(left)?;
        self.diagrams.and(answers, none)
    }

    /// Where a name has a value to compare: everywhere but in silence that means nothing.
    fn answers(&mut self, name: NameId) -> Built {
        let declared = self.rulebook.name(name);
        let silent = declared.term().is_some_and(|term| matches!(term.silence, Silence::Nothing));
        if silent || declared.figure().is_some() { self.addressed(name) } else { Ok(TRUE) }
    }

    fn addressed(&mut self, name: NameId) -> Built {
        let cutting = self.variables.cutting(name);
        let (var, silent) = match self.rulebook.name(name).of.kind {
            Kind::Set(_) => (cutting.var, UNADDRESSED),
            _ => (cutting.var, cutting.silent_cell()),
        };
        let declared = self.rulebook.name(name);
        if declared.term().is_none() && declared.figure().is_none() {
            return Ok(TRUE);
        }
        let cells = CellSet::single(silent).complement(self.diagrams.cells(var));
        self.diagrams.test(var, &cells)
    }

    /// A question about a name that is no set, in all states the name can be in.
    fn predicate(&mut self, name: NameId, predicate: &Predicate<'_>) -> Built {
        let rulebook = self.rulebook;
        let declared = rulebook.name(name);
        if let Role::Parameter(cited) = &declared.role {
            return self.each_arm(name, &cited.value, |_, value| Ok(boolean((predicate.holds)(value))));
        }
        let cutting = self.variables.cutting(name);
        let (var, values) = (cutting.var, cutting.cut.cells());
        let (silent_cell, standard_cell) = (cutting.silent_cell(), cutting.standard_cell());
        // Of a figure too: where it comes to nothing, no comparison holds.
        let Some(term) = declared.term() else { return self.diagrams.test(var, &predicate.cells) };
        let standard = match &term.standard {
            Some(cited) => self.each_arm(name, &cited.value, |_, value| Ok(boolean((predicate.holds)(value))))?,
            None => FALSE,
        };
        let silent = match &term.silence {
            Silence::Nothing => FALSE,
            Silence::Means(value) => boolean((predicate.holds)(value)),
            Silence::Standard => standard,
        };
        let mut arms = vec![
            (predicate.cells.clone(), TRUE),
            (predicate.cells.complement(values), FALSE),
            (CellSet::single(silent_cell), silent),
        ];
        if term.standard.is_some() {
            arms.push((CellSet::single(standard_cell), standard));
        }
        arms.retain(|(cells, _)| !cells.is_empty());
        self.diagrams.branch(var, arms)
    }

    fn includes(&mut self, left: NameId, quantifier: Quantifier, members: &Members) -> Built {
        let mut nodes = Vec::new();
        match members {
            Members::These(members) => {
                for member in members {
                    let is = self.member(left, *member)?;
                    nodes.push(if quantifier == Quantifier::None { self.diagrams.not(is)? } else { is });
                }
            }
            Members::Of(right) => {
                let count = self.rulebook.name(*right).of.levels().map_or(0, |levels| levels.levels.len());
                for member in 0..count {
                    let (is, wanted) = (self.member(left, member)?, self.member(*right, member)?);
                    nodes.push(match quantifier {
                        Quantifier::Any => self.diagrams.and(is, wanted)?,
                        Quantifier::All => {
                            let unwanted = self.diagrams.not(wanted)?;
                            self.diagrams.or(is, unwanted)?
                        }
                        Quantifier::None => {
                            let both = self.diagrams.and(is, wanted)?;
                            self.diagrams.not(both)?
                        }
                    });
                }
                nodes.push(self.answers(*right)?);
            }
        }
        let answers = self.answers(left)?;
        if quantifier == Quantifier::Any {
            let right = match members {
                Members::Of(_) => nodes.pop().unwrap_or(TRUE),
                Members::These(_) => TRUE,
            };
            let any = self.diagrams.any(&nodes)?;
            return self.diagrams.all(&[any, right, answers]);
        }
        nodes.push(answers);
        self.diagrams.all(&nodes)
    }

    /// Whether a member is in a set, in all states the set can be in.
    fn member(&mut self, name: NameId, member: usize) -> Built {
        let rulebook = self.rulebook;
        let declared = rulebook.name(name);
        let has = |value: &Value| matches!(value, Value::Members(members) if members.contains(&member));
        if let Role::Parameter(cited) = &declared.role {
            return self.each_arm(name, &cited.value, |_, value| Ok(boolean(has(value))));
        }
        let cutting = self.variables.cutting(name);
        let Some(var) = cutting.members.get(member).copied() else { return Ok(FALSE) };
        let state = cutting.var;
        let given = self.diagrams.test(var, &CellSet::single(1))?;
        let Some(term) = declared.term() else { return Ok(given) };
        let standard = match &term.standard {
            Some(cited) => self.each_arm(name, &cited.value, |_, value| Ok(boolean(has(value))))?,
            None => FALSE,
        };
        let silent = match &term.silence {
            Silence::Nothing => FALSE,
            Silence::Means(value) => boolean(has(value)),
            Silence::Standard => standard,
        };
        self.diagrams.branch(
            state,
            vec![
                (CellSet::single(GIVEN), given),
                (CellSet::single(UNADDRESSED), silent),
                (CellSet::single(STANDARD), standard),
            ],
        )
    }

    /// A comparison that holds and is written down at least in a document. What the draft
    /// does not address stands nowhere; the vendor's standard stands in its contract.
    fn written_in(&mut self, name: NameId, least: usize, holds: NodeId) -> Built {
        let cutting = self.variables.cutting(name);
        let Some(document) = cutting.document else { return Ok(holds) };
        let var = cutting.var;
        let (silent, standard) = match self.rulebook.name(name).of.kind {
            Kind::Set(_) => (UNADDRESSED, STANDARD),
            _ => (cutting.silent_cell(), cutting.standard_cell()),
        };
        let documents = self.diagrams.cells(document);
        let least = u32::try_from(least).unwrap_or(u32::MAX);
        let stands = self.diagrams.test(document, &CellSet::run(least..documents))?;
        let all = self.diagrams.cells(var);
        let elsewhere = CellSet::from_runs([silent..silent + 1, standard..standard + 1]);
        let mut arms = vec![(elsewhere.complement(all), stands), (CellSet::single(silent), FALSE)];
        if standard < all {
            arms.push((CellSet::single(standard), TRUE));
        }
        arms.retain(|(cells, _)| !cells.is_empty());
        let stands = self.diagrams.branch(var, arms)?;
        self.diagrams.and(holds, stands)
    }
}

fn boolean(holds: bool) -> NodeId {
    if holds { TRUE } else { FALSE }
}
