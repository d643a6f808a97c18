//! Rules and values as Proviso's language writes them.

use std::fmt::{self, Write as _};

use super::{Advice, Body, Book, Comparison, Condition, Kind, LEVELS, Name, Test};

const HEAD: &str = "\
pack made \"Made up\" {
    version   \"1\"
    vendor    \"Vendor\"
    owners    legal \"Legal\"
    approvers cio \"CIO\"
    phases    prepare < sign
    documents e-mail < contract
}

source guide \"Guide\" { kind advisory   as-of 2026-01-01 }

";

impl Test {
    fn words(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

impl Kind {
    /// A value as Proviso writes it.
    pub fn written(self, value: i64) -> Written {
        Written(self, value)
    }

    fn declared(self) -> String {
        match self {
            Self::YesNo => "yes-no".to_owned(),
            Self::Level => format!("scale {}", LEVELS.join(" < ")),
            Self::Dollars => "money".to_owned(),
            Self::Days => "duration".to_owned(),
        }
    }
}

/// A value and how it is written.
#[derive(Clone, Copy)]
pub struct Written(Kind, i64);

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0, self.1) {
            (Kind::YesNo, value) => f.write_str(if value == 0 { "no" } else { "yes" }),
            (Kind::Level, value) => f.write_str(LEVELS[value as usize]),
            (Kind::Dollars, value) => write!(f, "USD {value}"),
            (Kind::Days, value) => write!(f, "{value} days"),
        }
    }
}

impl Book {
    /// The rules as a pack called `made`.
    pub fn text(&self) -> String {
        let mut text = String::from(HEAD);
        for Name { id, kind, is_term } in &self.names {
            let (word, better) = match (*is_term, *kind) {
                (false, _) => ("fact", ""),
                (true, Kind::Dollars) => ("term", "   better lower"),
                (true, Kind::YesNo) => ("term", "   better yes"),
                (true, _) => ("term", "   better higher"),
            };
            let _ = writeln!(
                text,
                "{word} {id} \"What is called {id}\" {{ type {}{better}   ask \"What is {id}?\" }}",
                kind.declared()
            );
        }
        for (risk, rules) in self.rules.chunks(10).enumerate() {
            let severity = ["medium", "low", "high"][risk % 3];
            let _ = writeln!(
                text,
                "\nrisk risk-{risk} \"Risk {risk}\" {{\n    severity {severity}\n    owner legal   phase sign   from guide \"Part {risk}\"\n    pitfall \"What goes wrong in part {risk} costs more than it saves.\""
            );
            for (at, rule) in rules.iter().enumerate() {
                self.declare(rule, risk * 10 + at, severity, &mut text);
            }
            text.push_str("}\n");
        }
        text
    }

    fn declare(&self, rule: &Advice, at: usize, otherwise: &str, text: &mut String) {
        let when = self.condition(&rule.when);
        let severity = rule.severe.map_or(String::new(), |severe| {
            let (when, high) = (self.spelled(&severe), if otherwise == "high" { "critical" } else { "high" });
            format!("        severity  {high} when {when}, otherwise {otherwise}\n")
        });
        match &rule.body {
            Body::Mitigation { done } => {
                let _ = write!(
                    text,
                    "\n    mitigation measure-{at} \"Measure {at}\" {{\n        when      {when}\n{severity}        done when {}\n        do        \"See to what part {at} of the guide asks for.\"\n    }}\n",
                    self.spelled(done)
                );
            }
            Body::Redline { walk_away, preferred, fallbacks } => {
                let _ = write!(
                    text,
                    "\n    redline position-{at} \"Position {at}\" {{\n        when      {when}\n{severity}        preferred \"Best\" {}\n",
                    self.spelled(preferred)
                );
                for (accepts, when) in fallbacks {
                    let when = when.map_or(String::new(), |when| format!("when {}   ", self.spelled(&when)));
                    let _ =
                        writeln!(text, "        fallback  \"Less\" {} {{ {when}approver cio }}", self.spelled(accepts));
                }
                let _ = write!(
                    text,
                    "        walk-away \"Out\"  {}\n        propose   \"What part {at} of the guide asks for.\"\n    }}\n",
                    self.spelled(walk_away)
                );
            }
        }
    }

    fn condition(&self, condition: &Condition) -> String {
        let each: Vec<String> = condition.of.iter().map(|comparison| self.spelled(comparison)).collect();
        each.join(if condition.all { " and " } else { " or " })
    }

    fn spelled(&self, comparison: &Comparison) -> String {
        let Name { id, kind, .. } = &self.names[comparison.name];
        format!("{id} {} {}", comparison.test.words(), kind.written(comparison.value))
    }
}
