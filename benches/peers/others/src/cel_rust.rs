//! The Common Expression Language in Rust: a program for each rule.

use std::sync::Arc;

use cel::{Context, Env, Value};
use made::time::fastest;

use crate::{Tried, Work};
use made::spelled::Words;

pub fn tried(work: &Work) -> Tried {
    let words = Words { and: " && ", or: " || ", not: "!", name: "f" };
    let env = Arc::new(Env::stdlib());
    let rules: Vec<_> =
        work.book.rules.iter().map(|rule| env.compile(&words.choices(rule)).expect("a program")).collect();
    let context = |row: &Vec<i64>| {
        let mut context = Context::with_env(Arc::clone(&env));
        for (name, value) in row.iter().enumerate() {
            context.add_variable_from_value(format!("f{name}"), *value);
        }
        context
    };
    let contexts: Vec<Context<'_, '_>> = work.rows.iter().map(context).collect();
    let mut results: Vec<Value> = Vec::with_capacity(contexts.len() * rules.len());
    let seconds = fastest(|| {
        results.clear();
        for context in &contexts {
            results.extend(rules.iter().map(|rule| rule.execute(context).expect("an end")));
        }
    });
    let end = |result: &Value| match result {
        Value::Int(end) => u8::try_from(*end).expect("a small number"),
        other => panic!("{other:?}"),
    };
    Tried { seconds, answers: results.iter().map(end).collect() }
}
