//! What deals say, and how rows of tables say it.

use std::fmt::Write as _;

use super::chance::Chance;
use super::making::DAYS;
use super::{AS_OF, Book, Kind, LEVELS, Name};

impl Book {
    /// What a deal says, in which everything is known and the draft addresses every term.
    pub fn known(&self, deal: usize) -> Vec<i64> {
        let mut chance = Chance::new(deal as u64 + 1);
        self.names.iter().map(|name| value(name.kind, &mut chance)).collect()
    }

    /// What a deal says in words: a tenth is not known, some is known in part, and some
    /// terms the draft does not address.
    pub fn said(&self, deal: usize) -> Vec<String> {
        let mut chance = Chance::new(deal as u64 + 1);
        let say = |name: &Name| {
            let (first, second) = (value(name.kind, &mut chance), value(name.kind, &mut chance));
            let (low, high) = (first.min(second), first.max(second));
            let kind = name.kind;
            match chance.below(100) {
                0..10 => String::new(),
                10..15 if low == high || kind == Kind::YesNo => String::new(),
                10..15 if kind == Kind::Level => format!("[{}, {}]", kind.written(low), kind.written(high)),
                10..15 => format!("{}..{}", kind.written(low), kind.written(high)),
                15..20 if name.is_term => "silent".to_owned(),
                _ => kind.written(first).to_string(),
            }
        };
        self.names.iter().map(say).collect()
    }

    /// The names of the columns of a table of deals.
    pub fn csv_head(&self) -> String {
        let ids = self.names.iter().map(|name| name.id.as_str());
        ["profile", "as-of", "packs"].into_iter().chain(ids).collect::<Vec<_>>().join(",") + "\n"
    }

    /// A deal as a row of that table.
    pub fn csv_row(&self, deal: usize, said: &[String], line: &mut String) {
        let _ = write!(line, "Deal {deal},{AS_OF},made");
        for said in said {
            let quote = if said.contains(',') { "\"" } else { "" };
            let _ = write!(line, ",{quote}{said}{quote}");
        }
        line.push('\n');
    }

    /// A deal as a line of JSON, which leaves out what is not known.
    pub fn json_row(&self, deal: usize, said: &[String], line: &mut String) {
        let _ = write!(line, "{{\"profile\":\"Deal {deal}\",\"as-of\":\"{AS_OF}\",\"packs\":[\"made\"]");
        for (name, said) in self.names.iter().zip(said).filter(|(_, said)| !said.is_empty()) {
            match said.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
                Some(list) => {
                    let _ = write!(line, ",\"{}\":[\"{}\"]", name.id, list.replace(", ", "\",\""));
                }
                None => {
                    let _ = write!(line, ",\"{}\":\"{said}\"", name.id);
                }
            }
        }
        line.push_str("}\n");
    }
}

/// Amounts hardly ever come again; days mostly are those that everybody writes.
fn value(kind: Kind, chance: &mut Chance) -> i64 {
    match kind {
        Kind::YesNo => chance.below(2) as i64,
        Kind::Level => chance.below(LEVELS.len()) as i64,
        Kind::Dollars => {
            let unit = *chance.pick(&[100, 1_000, 10_000]);
            unit * (10 + chance.below(990) as i64)
        }
        Kind::Days if chance.percent(80) => *chance.pick(&DAYS),
        Kind::Days => 1 + chance.below(400) as i64,
    }
}
