//! Which variables a rulebook has, and in which order.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::rulebook::Rulebook;
use crate::rulebook::condition::{Ask, Comparison, Members, NameId, Operand};
use crate::rulebook::vocabulary::{Name, Role, Silence};
use crate::value::money::MissingRate;
use crate::value::{Cut, Key, Kind, Rates, Relation, Value};

use super::Var;

pub use super::meaning::{Meaning, Pair, PairTest};

/// The cells of a set's state.
pub const GIVEN: u32 = 0;
/// The draft does not address the set.
pub const UNADDRESSED: u32 = 1;
/// The vendor's standard.
pub const STANDARD: u32 = 2;

/// Of a name, how it is cut, and its variables.
#[derive(Clone, Debug)]
pub struct Cutting {
    /// The cells of its values.
    pub cut: Cut,
    /// What it is cut at, as the rules write it.
    pub constants: Vec<Value>,
    /// The currency its amounts are compared in.
    pub currency: Option<String>,
    /// Its variable; for a set, the one of its state.
    pub var: Var,
    /// One for each member of a set.
    pub members: Vec<Var>,
    /// The document it stands in, where a rule asks.
    pub document: Option<Var>,
}

impl Cutting {
    /// The cell for silence of a term that is no set, and of a figure.
    pub fn silent_cell(&self) -> u32 {
        self.cut.cells()
    }

    /// The cell for the vendor's standard of a term that is no set.
    pub fn standard_cell(&self) -> u32 {
        self.cut.cells() + 1
    }
}

/// When, and at which rates, a rulebook is held against profiles.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// The day everything is judged by.
    pub as_of: Date,
    /// The rates between currencies.
    pub rates: Rates,
}

impl Circumstances {
    /// The order of a value among those a name is compared with.
    ///
    /// # Errors
    /// An amount in another currency, and no rate.
    pub fn key(&self, value: &Value, currency: Option<&str>) -> Result<Option<Key>, MissingRate> {
        match (value, currency) {
            (Value::Money(money), Some(currency)) => {
                Ok(Some(Key::At(self.rates.convert(money, currency)?.normalize())))
            }
            (Value::Money(money), None) => Ok(Some(Key::At(money.amount))),
            (value, _) => Ok(value.key()),
        }
    }

    /// So much after the day of assessment; the last day there is where that is beyond.
    pub fn after(&self, duration: crate::value::Duration) -> Value {
        let span = jiff::Span::new()
            .try_months(duration.months)
            .and_then(|span| span.try_days(duration.days))
            .and_then(|span| self.as_of.checked_add(span));
        Value::Date(span.unwrap_or(Date::MAX))
    }
}

/// The variables of a rulebook.
#[derive(Clone, Debug)]
pub struct Variables {
    meanings: Vec<Meaning>,
    cuttings: Vec<Cutting>,
    pairs: BTreeMap<Pair, Var>,
    /// How many cells each has.
    cells: Vec<u32>,
}

impl Variables {
    /// Finds what the names of a rulebook are compared with, and cuts them there.
    ///
    /// # Errors
    /// Amounts of one name are compared in two currencies, and no rate is known.
    pub fn new(rulebook: &Rulebook, circumstances: &Circumstances) -> Result<Self, Vec<MissingRate>> {
        let mut gathered = Gathered::new(rulebook);
        rulebook.conditions(&mut |condition| {
            condition.comparisons(&mut |comparison| gathered.comparison(rulebook, circumstances, comparison));
        });
        let mut missing = Vec::new();
        let mut cuttings: Vec<Cutting> = rulebook
            .names
            .iter()
            .zip(gathered.constants)
            .map(|(name, constants)| cutting(name, &constants, circumstances, &mut missing))
            .collect();
        if !missing.is_empty() {
            missing.sort();
            missing.dedup();
            return Err(missing);
        }
        let ordered = order(rulebook, &gathered.documents, &gathered.pairs);
        let mut meanings = Vec::with_capacity(ordered.len());
        let mut cells = Vec::with_capacity(ordered.len());
        let mut pairs = BTreeMap::new();
        for (at, meaning) in ordered.into_iter().enumerate() {
            let var = Var(u32::try_from(at).unwrap_or(u32::MAX));
            cells.push(place(rulebook, &mut cuttings, &mut pairs, meaning, var));
            meanings.push(meaning);
        }
        Ok(Self { meanings, cuttings, pairs, cells })
    }

    /// What a variable tells.
    pub fn meaning(&self, var: Var) -> Option<Meaning> {
        self.meanings.get(var.0 as usize).copied()
    }

    /// All variables with what they tell, in their order.
    pub fn meanings(&self) -> impl Iterator<Item = (Var, Meaning)> + '_ {
        self.meanings.iter().enumerate().map(|(at, meaning)| (Var(u32::try_from(at).unwrap_or(u32::MAX)), *meaning))
    }

    /// How a name is cut.
    #[expect(clippy::indexing_slicing, reason = "every name of the rulebook has a cutting")]
    pub fn cutting(&self, name: NameId) -> &Cutting {
        &self.cuttings[name.0]
    }

    /// The variable of a comparison of two names.
    pub fn pair(&self, pair: Pair) -> Option<Var> {
        self.pairs.get(&pair).copied()
    }

    /// The comparison of two names that a variable tells of.
    pub fn pair_of(&self, var: Var) -> Option<Pair> {
        match self.meaning(var) {
            Some(Meaning::Pair(pair)) => Some(pair),
            _ => None,
        }
    }

    /// All comparisons of two names, with their variables.
    pub fn pairs(&self) -> impl Iterator<Item = (Pair, Var)> + '_ {
        self.pairs.iter().map(|(pair, var)| (*pair, *var))
    }

    /// The number of cells of each variable.
    pub fn cells(&self) -> &[u32] {
        &self.cells
    }

    /// The names a variable tells something about.
    pub fn names(&self, var: Var) -> Vec<NameId> {
        match self.meaning(var) {
            Some(Meaning::Pair(pair)) => vec![pair.left, pair.right],
            meaning => meaning.and_then(Meaning::name).into_iter().collect(),
        }
    }

    /// The variables that tell of one name alone.
    pub fn of(&self, name: NameId) -> impl Iterator<Item = Var> + '_ {
        let Cutting { var, members, document, .. } = self.cutting(name);
        std::iter::once(*var).chain(members.iter().copied()).chain(*document)
    }
}

/// What the comparisons of a rulebook need of each name.
struct Gathered {
    constants: Vec<Vec<Value>>,
    documents: Vec<bool>,
    pairs: Vec<Pair>,
}

impl Gathered {
    fn new(rulebook: &Rulebook) -> Self {
        let count = rulebook.names.len();
        Self { constants: vec![Vec::new(); count], documents: vec![false; count], pairs: Vec::new() }
    }

    fn comparison(&mut self, rulebook: &Rulebook, circumstances: &Circumstances, comparison: &Comparison) {
        let left = comparison.left;
        if comparison.written_in.is_some()
            && let Some(document) = self.documents.get_mut(left.0)
        {
            *document = true;
        }
        match &comparison.ask {
            Ask::Order(relation, operand) => self.operand(rulebook, left, Some(*relation), operand),
            Ask::IsNot(operand) => self.operand(rulebook, left, None, operand),
            Ask::Between(low, high) => {
                self.operand(rulebook, left, Some(Relation::AtLeast), low);
                self.operand(rulebook, left, Some(Relation::AtMost), high);
            }
            Ask::OneOf { values, .. } => self.add(left, values.iter().cloned()),
            Ask::Within(duration) => {
                self.add(left, [Value::Date(circumstances.as_of), circumstances.after(*duration)]);
            }
            Ask::HasPassed => self.add(left, [Value::Date(circumstances.as_of)]),
            Ask::Addressed(_) | Ask::Includes(_, Members::These(_) | Members::Of(_)) => {}
        }
    }

    fn add(&mut self, name: NameId, values: impl IntoIterator<Item = Value>) {
        if let Some(constants) = self.constants.get_mut(name.0) {
            constants.extend(values);
        }
    }

    fn operand(&mut self, rulebook: &Rulebook, left: NameId, relation: Option<Relation>, operand: &Operand) {
        let right = match operand {
            Operand::Value(value) => return self.add(left, [value.clone()]),
            Operand::Name(right) => *right,
        };
        match (&rulebook.name(left).role, &rulebook.name(right).role) {
            (_, Role::Parameter(cited)) => self.add(left, cited.value.values().cloned()),
            (Role::Parameter(cited), _) => self.add(right, cited.value.values().cloned()),
            _ => {
                self.add(left, own_values(rulebook.name(right)).cloned());
                self.add(right, own_values(rulebook.name(left)).cloned());
                let test = relation.map_or(PairTest::Differs, PairTest::Holds);
                self.pairs.push(Pair { left, test, right });
            }
        }
    }
}

/// The values that the rules give a name: its parameter or standard, and what silence
/// means.
fn own_values(name: &Name) -> impl Iterator<Item = &Value> {
    let silent = name.term().and_then(|term| match &term.silence {
        Silence::Means(value) => Some(value),
        Silence::Nothing | Silence::Standard => None,
    });
    name.cited().into_iter().flat_map(|cited| cited.value.values()).chain(silent)
}

/// Cuts a name at its constants. Amounts are brought to the currency of the first.
fn cutting(name: &Name, constants: &[Value], circumstances: &Circumstances, missing: &mut Vec<MissingRate>) -> Cutting {
    let currency = constants.iter().find_map(|value| match value {
        Value::Money(money) => Some(money.currency.clone()),
        _ => None,
    });
    let mut keys = Vec::new();
    let mut texts = Vec::new();
    for value in constants {
        match (value, circumstances.key(value, currency.as_deref())) {
            (Value::Text(text), _) if !texts.contains(text) => texts.push(text.clone()),
            (_, Ok(key)) => keys.extend(key),
            (_, Err(rate)) => missing.push(rate),
        }
    }
    if currency.is_some() {
        // Its own amounts must be comparable with the constants too.
        missing.extend(own_values(name).filter_map(|value| circumstances.key(value, currency.as_deref()).err()));
    }
    let nowhere = Var(0);
    let mut cut = Cut::new(&name.of, keys, texts);
    if let (Cut::Line { floor, .. }, Some(_)) = (&mut cut, name.figure()) {
        // What is left over may be less than nothing.
        *floor = None;
    }
    Cutting { cut, constants: constants.to_vec(), currency, var: nowhere, members: Vec::new(), document: None }
}

/// Names in the order of their declaration. Members of sets over one list stand side by
/// side, since sets are compared member by member; a comparison of two names follows the
/// later of them.
fn order(rulebook: &Rulebook, documents: &[bool], pairs: &[Pair]) -> Vec<Meaning> {
    let mut keyed: Vec<((usize, usize, usize), Meaning)> = Vec::new();
    for (id, name) in rulebook.names() {
        match &name.of.kind {
            Kind::Set(levels) => {
                let group =
                    rulebook.names().find(|(_, other)| other.of.kind == name.of.kind).map_or(id.0, |(id, _)| id.0);
                keyed.push(((group, 0, id.0), Meaning::State(id)));
                for member in 0..levels.levels.len() {
                    keyed.push(((group, member + 1, id.0), Meaning::Member(id, member)));
                }
            }
            _ => keyed.push(((id.0, 0, 0), Meaning::Name(id))),
        }
        if documents.get(id.0) == Some(&true) {
            keyed.push(((id.0, usize::MAX - 1, id.0), Meaning::Document(id)));
        }
    }
    for pair in pairs {
        keyed.push(((pair.left.0.max(pair.right.0), usize::MAX, pair.left.0), Meaning::Pair(*pair)));
    }
    keyed.sort_by_key(|(key, meaning)| {
        let pair = match meaning {
            Meaning::Pair(pair) => Some(*pair),
            _ => None,
        };
        (*key, pair)
    });
    let mut meanings: Vec<Meaning> = keyed.into_iter().map(|(_, meaning)| meaning).collect();
    meanings.dedup();
    meanings
}

/// Gives a variable to what it tells; its number of cells.
fn place(
    rulebook: &Rulebook,
    cuttings: &mut [Cutting],
    pairs: &mut BTreeMap<Pair, Var>,
    meaning: Meaning,
    var: Var,
) -> u32 {
    let mut set = |name: NameId, change: &dyn Fn(&mut Cutting)| {
        if let Some(cutting) = cuttings.get_mut(name.0) {
            change(cutting);
            return cutting.cut.cells();
        }
        1
    };
    match meaning {
        Meaning::Name(name) => {
            let values = set(name, &|cutting| cutting.var = var);
            let term = rulebook.name(name).term();
            let figure = rulebook.name(name).figure();
            values + term.map_or(0, |term| 1 + u32::from(term.standard.is_some())) + u32::from(figure.is_some())
        }
        Meaning::State(name) => {
            set(name, &|cutting| cutting.var = var);
            3
        }
        Meaning::Member(name, _) => {
            set(name, &|cutting| cutting.members.push(var));
            2
        }
        Meaning::Document(name) => {
            set(name, &|cutting| cutting.document = Some(var));
            u32::try_from(rulebook.documents.len()).unwrap_or(u32::MAX).max(1)
        }
        Meaning::Pair(pair) => {
            pairs.insert(pair, var);
            2
        }
    }
}
