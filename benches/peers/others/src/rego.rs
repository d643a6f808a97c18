//! Rego by regorus: a rule with `else` for each decision list, one query for all; by its
//! interpreter, and by its register machine.

use std::fmt::Write as _;

use made::book::{Advice, Guard};
use made::time::fastest;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{CompiledPolicy, Engine, Rc, Value};

use crate::{Tried, Work};
use made::spelled::Words;

const ALL: &str = "data.made.all";

/// The whole policy, compiled, and what it is asked with.
fn prepared(work: &Work) -> (CompiledPolicy, Vec<Value>) {
    let mut engine = Engine::new();
    engine.add_policy("made.rego".to_owned(), policy(work)).expect("a policy");
    let policy = engine.compile_with_entrypoint(&Rc::from(ALL)).expect("a policy");
    let input = |row: &Vec<i64>| {
        let facts: serde_json::Map<String, serde_json::Value> =
            row.iter().enumerate().map(|(name, value)| (format!("f{name}"), (*value).into())).collect();
        Value::from(serde_json::Value::Object(facts))
    };
    (policy, work.rows.iter().map(input).collect())
}

/// By its interpreter.
pub fn interpreted(work: &Work) -> Tried {
    let (policy, inputs) = prepared(work);
    measured(&inputs, |input| policy.eval_with_input(input).expect("ends"))
}

/// By its register machine, which serves again and again.
pub fn by_machine(work: &Work) -> Tried {
    let (policy, inputs) = prepared(work);
    let mut machine = RegoVM::new();
    machine.load_program(Compiler::compile_from_policy(&policy, &[ALL]).expect("a program"));
    measured(&inputs, |input| {
        machine.set_input(input);
        machine.execute().expect("ends")
    })
}

fn measured(inputs: &[Value], mut ask: impl FnMut(Value) -> Value) -> Tried {
    let mut results: Vec<Value> = Vec::with_capacity(inputs.len());
    let seconds = fastest(|| {
        results.clear();
        results.extend(inputs.iter().map(|input| ask(input.clone())));
    });
    Tried { seconds, answers: results.iter().flat_map(ends).collect() }
}

fn ends(result: &Value) -> Vec<u8> {
    let some = result.as_array().expect("lists of ends").iter();
    let ends = some.flat_map(|some| some.as_array().expect("a list of ends").iter());
    ends.map(|end| u8::try_from(end.as_i64().expect("a number")).expect("a small number")).collect()
}

fn policy(work: &Work) -> String {
    let mut text = String::from("package made\n\nimport rego.v1\n\n");
    // A line of a policy holds so many signs, and a list so many members, and no more.
    let rules: Vec<String> = (0..work.book.rules.len()).map(|at| format!("r{at}")).collect();
    let some = rules.chunks(100).enumerate();
    let some: Vec<String> = some.map(|(at, some)| format!("some{at} := [\n{}\n]\n", some.join(",\n"))).collect();
    let all: Vec<String> = (0..some.len()).map(|at| format!("some{at}")).collect();
    let _ = writeln!(text, "{}\nall := [{}]\n", some.concat(), all.join(", "));
    for (at, rule) in work.book.rules.iter().enumerate() {
        declare(at, rule, &mut text);
    }
    text
}

fn declare(at: usize, rule: &Advice, text: &mut String) {
    let words = Words { and: "; ", or: "", not: "", name: "input.f" };
    let (guards, last) = rule.list();
    let body = |guard: &Guard<'_>| -> Vec<String> { guard.of.iter().map(|one| words.comparison(one)).collect() };
    let _ = write!(text, "r{at}");
    for (nth, guard) in guards.iter().enumerate() {
        let head = if nth == 0 { "" } else { " else" };
        let holds = if guard.holds { body(guard).join("; ") } else { format!("not w{at}") };
        let _ = write!(text, "{head} := {} if {{ {holds} }}", guard.end as u8);
    }
    let _ = writeln!(text, " else := {}", last as u8);
    for guard in guards.iter().filter(|guard| !guard.holds) {
        let bodies = if guard.all { vec![body(guard).join("; ")] } else { body(guard) };
        for body in bodies {
            let _ = writeln!(text, "w{at} if {{ {body} }}");
        }
    }
    text.push('\n');
}
