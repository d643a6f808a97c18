//! The evaluator of the GoRules ZEN engine: an expression for each rule, compiled to
//! bytecode. The graph of nodes that the engine runs around it is left out, in its favour.

use made::time::fastest;
use serde_json::{Map, Value};
use zen_expression::scope::Scope;
use zen_expression::vm::VM;
use zen_expression::{Variable, compile_expression};

use crate::{Tried, Work};
use made::spelled::Words;

pub fn tried(work: &Work) -> Tried {
    let words = Words { and: " and ", or: " or ", not: "not ", name: "f" };
    let rules: Vec<_> =
        work.book.rules.iter().map(|rule| compile_expression(&words.choices(rule)).expect("an expression")).collect();
    let scope = |row: &Vec<i64>| {
        let facts: Map<String, Value> =
            row.iter().enumerate().map(|(name, value)| (format!("f{name}"), (*value).into())).collect();
        Scope::new(Variable::from(Value::Object(facts)))
    };
    let scopes: Vec<Scope> = work.rows.iter().map(scope).collect();
    let mut vm = VM::new();
    let mut results: Vec<Variable> = Vec::with_capacity(scopes.len() * rules.len());
    let seconds = fastest(|| {
        results.clear();
        for scope in &scopes {
            results.extend(rules.iter().map(|rule| rule.evaluate_with_scope(scope, &mut vm).expect("an end")));
        }
    });
    let end = |result: &Variable| match result {
        Variable::Number(end) => end.to_string().parse().expect("a small number"),
        other => panic!("{other:?}"),
    };
    Tried { seconds, answers: results.iter().map(end).collect() }
}
