//! Writes the loops that somebody might write by hand instead of rules: once deal by deal,
//! once column by column.

use std::fmt::Write as _;
use std::{env, fs};

use made::book::{Advice, Book, CONTESTS, Comparison};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut text = String::new();
    for (rules, names) in CONTESTS {
        let book = Book::new(rules, names, false);
        let _ = writeln!(text, "pub mod of_{rules} {{");
        by_deal(&book, &mut text);
        by_column(&book, &mut text);
        text.push_str("}\n");
    }
    let folder = env::var("OUT_DIR").expect("a folder");
    fs::write(format!("{folder}/loops.rs"), text).expect("room for the loops");
}

/// Each deal goes through all rules, and each rule stops at the first guard that holds.
fn by_deal(book: &Book, text: &mut String) {
    let (rules, names) = (book.rules.len(), book.names.len());
    let _ = writeln!(
        text,
        "pub fn by_deal(rows: &[i32], ends: &mut [u8]) {{\nfor (row, ends) in rows.chunks_exact({names}).zip(ends.chunks_exact_mut({rules})) {{\nlet row: &[i32; {names}] = row.try_into().unwrap();\nlet ends: &mut [u8; {rules}] = ends.try_into().unwrap();"
    );
    for (at, rule) in book.rules.iter().enumerate() {
        let (guards, last) = rule.list();
        let _ = write!(text, "ends[{at}] = ");
        for guard in &guards {
            let each = guard.of.iter().map(|one| spelled(one, |name| format!("row[{name}]")));
            let each: Vec<String> = each.collect();
            let not = if guard.holds { "" } else { "!" };
            let _ = write!(
                text,
                "if {not}({}) {{ {} }} else ",
                each.join(if guard.all { " && " } else { " || " }),
                guard.end as u8
            );
        }
        let _ = writeln!(text, "{{ {} }};", last as u8);
    }
    text.push_str("}\n}\n");
}

/// Each rule goes through all deals, without a branch: what comes first is written last.
fn by_column(book: &Book, text: &mut String) {
    for (at, rule) in book.rules.iter().enumerate() {
        let _ = writeln!(text, "fn rule_{at}(columns: &[&[i32]], ends: &mut [u8]) {{\nlet deals = ends.len();");
        for name in names_of(rule) {
            let _ = writeln!(text, "let c{name} = &columns[{name}][..deals];");
        }
        let (guards, last) = rule.list();
        let _ = writeln!(text, "for deal in 0..deals {{\nlet mut end: u8 = {};", last as u8);
        for guard in guards.iter().rev() {
            let each = guard.of.iter().map(|one| spelled(one, |name| format!("c{name}[deal]")));
            let each: Vec<String> = each.map(|one| format!("({one})")).collect();
            let not = if guard.holds { "" } else { "!" };
            let _ = writeln!(
                text,
                "end = if {not}({}) {{ {} }} else {{ end }};",
                each.join(if guard.all { " & " } else { " | " }),
                guard.end as u8
            );
        }
        text.push_str("ends[deal] = end;\n}\n}\n");
    }
    let all: Vec<String> = (0..book.rules.len()).map(|at| format!("rule_{at}")).collect();
    let _ = writeln!(text, "pub const BY_COLUMN: [fn(&[&[i32]], &mut [u8]); {}] = [{}];", all.len(), all.join(", "));
}

fn names_of(rule: &Advice) -> Vec<usize> {
    let (guards, _) = rule.list();
    let mut names: Vec<usize> = guards.iter().flat_map(|guard| guard.of.iter().map(|one| one.name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn spelled(one: &Comparison, name: impl Fn(usize) -> String) -> String {
    format!("{} {} {}", name(one.name), one.test.sign(), one.value)
}
