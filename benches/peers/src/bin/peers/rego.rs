//! Rego by regorus: a rule with `else` for each decision list, one query for all; by its
//! interpreter, and by its register machine.

use std::fmt::Write as _;

use proviso_peers::made::{Advice, Guard};
use proviso_peers::time::fastest;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Rc, Value};

use crate::spelled::Words;
use crate::{Tried, Work};

const ALL: &str = "data.made.all";

pub fn tried(work: &Work, deals: usize) -> [Tried; 2] {
    let mut engine = Engine::new();
    engine.add_policy("made.rego".to_owned(), policy(work)).expect("a policy");
    let policy = engine.compile_with_entrypoint(&Rc::from(ALL)).expect("a policy");
    let program = Compiler::compile_from_policy(&policy, &[ALL]).expect("a program");
    let input = |row: &Vec<i64>| {
        let facts: serde_json::Map<String, serde_json::Value> =
            row.iter().enumerate().map(|(name, value)| (format!("f{name}"), (*value).into())).collect();
        Value::from(serde_json::Value::Object(facts))
    };
    let inputs: Vec<Value> = work.first(deals).iter().map(input).collect();
    let mut results: Vec<Value> = Vec::with_capacity(inputs.len());

    let interpreted = fastest(|| {
        results.clear();
        results.extend(inputs.iter().map(|input| policy.eval_with_input(input.clone()).expect("ends")));
    });
    let by_interpreter = results.iter().flat_map(ends).collect();

    let mut vm = RegoVM::new();
    vm.load_program(program);
    let run = fastest(|| {
        results.clear();
        results.extend(inputs.iter().map(|input| {
            vm.set_input(input.clone());
            vm.execute().expect("ends")
        }));
    });
    let by_machine = results.iter().flat_map(ends).collect();

    let name = "Rego (regorus)";
    let deals = inputs.len();
    [
        Tried {
            name,
            how: "a compiled policy, interpreted",
            deals,
            seconds: interpreted,
            answers: Some(by_interpreter),
        },
        Tried { name, how: "a program for its register machine", deals, seconds: run, answers: Some(by_machine) },
    ]
}

fn ends(result: &Value) -> Vec<u8> {
    let ends = result.as_array().expect("a list of ends");
    ends.iter().map(|end| u8::try_from(end.as_i64().expect("a number")).expect("a small number")).collect()
}

fn policy(work: &Work) -> String {
    let mut text = String::from("package made\n\nimport rego.v1\n\n");
    let all: Vec<String> = (0..work.book.rules.len()).map(|at| format!("r{at}")).collect();
    let _ = writeln!(text, "all := [{}]\n", all.join(", "));
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
