//! Rules that have no exact form as columns.

use rust_decimal::Decimal;

use crate::assess::finding::Outcome;
use crate::logic::conditions::Conditions;
use crate::logic::variables::Meaning;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::NameId;
use crate::value::Cut;

use super::column::{Form, Line};
use super::loader::BEYOND;
use super::plan::Exported;

/// A rule that is not exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The rule.
    pub advice: AdviceId,
    pub(super) why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It compares a name with a number that the columns cannot hold.
    Number(NameId),
    /// It compares amounts that the rules keep in two currencies.
    Currencies(NameId, NameId),
    /// It has more fallbacks than a column has bits.
    Fallbacks,
    /// It pulls against a rule that is not exported.
    Side(AdviceId),
}

impl LeftOut {
    /// Why, in words.
    pub fn why(&self, rulebook: &Rulebook) -> String {
        let name = |id: NameId| format!("`{}`", rulebook.name(id).id);
        match self.why {
            Why::Number(of) => {
                format!("it compares {} with a number of more than 9 places behind the point or 28 before it", name(of))
            }
            Why::Currencies(one, other) => {
                format!("it compares {} with {}, which the rules keep in two currencies", name(one), name(other))
            }
            Why::Fallbacks => "it has more fallbacks than a column has bits".to_owned(),
            Why::Side(side) => {
                let id = rulebook.advice.get(side.0).map_or("another rule", |advice| advice.id.as_str());
                format!("it pulls against `{id}`, which is not exported")
            }
        }
    }
}

/// The outcomes of the highest bit; of the fallbacks there can be many.
pub(super) const MOST_OUTCOMES: u16 = 62;

/// Whether a rule has an exact form as columns.
pub(super) fn fits(conditions: &Conditions<'_>, rule: &Exported) -> Result<(), Why> {
    let (rulebook, variables) = (conditions.rulebook, &conditions.variables);
    // The first of the other outcomes' bits lie below those of the fallbacks.
    let most = usize::from(MOST_OUTCOMES) - super::outcomes::FIRST_FALLBACK;
    if rule.outcomes.iter().any(|outcome| matches!(outcome, Outcome::Fallback(at) if *at >= most)) {
        return Err(Why::Fallbacks);
    }
    for var in rule.roots().flat_map(|root| conditions.diagrams.support(root)) {
        for name in variables.names(var) {
            let form = Form::of(&rulebook.name(name).of.kind);
            if let Cut::Line { points, .. } = &variables.cutting(name).cut
                && !points.iter().all(|point| can_be_held(*point, &form))
            {
                return Err(Why::Number(name));
            }
        }
        if let Some(Meaning::Pair(pair)) = variables.meaning(var)
            && let Some((left, right)) =
                variables.cutting(pair.left).currency.as_ref().zip(variables.cutting(pair.right).currency.as_ref())
            && left != right
        {
            return Err(Why::Currencies(pair.left, pair.right));
        }
    }
    Ok(())
}

fn can_be_held(point: Decimal, form: &Form) -> bool {
    match form {
        Form::Line(Line::Decimal) => point.normalize().scale() <= 9 && point.abs() < BEYOND,
        Form::Line(Line::Milliseconds) => i64::try_from(point).is_ok_and(|point| point < i64::MAX),
        _ => true,
    }
}
