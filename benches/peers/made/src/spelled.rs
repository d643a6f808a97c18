//! Decision lists in languages that look alike.

use crate::book::{Advice, Comparison, Guard};

/// The words of a language.
pub struct Words {
    pub and: &'static str,
    pub or: &'static str,
    pub not: &'static str,
    /// Stands before the number of a name.
    pub name: &'static str,
}

impl Words {
    /// One choice after another: `guard ? end : guard ? end : last`.
    pub fn choices(&self, rule: &Advice) -> String {
        let (guards, last) = rule.list();
        let last = (last as u8).to_string();
        guards.iter().rev().fold(last, |rest, guard| format!("({} ? {} : {rest})", self.guard(guard), guard.end as u8))
    }

    /// A condition for each end but the last, which none of the others fulfils.
    pub fn apart(&self, rule: &Advice) -> Vec<(String, u8)> {
        let (guards, _) = rule.list();
        let mut before = String::new();
        let mut apart = Vec::new();
        for guard in &guards {
            let here = self.guard(guard);
            apart.push((format!("{before}{here}"), guard.end as u8));
            before += &format!("{}({here}){}", self.not, self.and);
        }
        apart
    }

    pub fn guard(&self, guard: &Guard<'_>) -> String {
        let each: Vec<String> = guard.of.iter().map(|one| self.comparison(one)).collect();
        let joined = each.join(if guard.all { self.and } else { self.or });
        if guard.holds { format!("({joined})") } else { format!("{}({joined})", self.not) }
    }

    pub fn comparison(&self, one: &Comparison) -> String {
        format!("{}{} {} {}", self.name, one.name, one.test.sign(), one.value)
    }
}
