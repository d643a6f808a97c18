//! Rulebooks as text.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proviso::rulebook::advice::Severity;

use super::model::*;
use super::parts::words;

const DAY: i64 = 86_400_000;

pub(crate) fn day(number: i64) -> Date {
    date(1970, 1, 1).checked_add(number.days()).unwrap()
}

/// What stands before everything else.
pub(crate) const HEADER: &str = r#"pack p "Pack" {
    version   "1"
    vendor    "Vendor"
    owners    legal "Legal", it, finance   approvers cfo, cio, board
    phases    sign "Sign"
    documents oral < amendment < contract
}
source s "Source" { kind advisory   as-of 2026-01-01 }
"#;

/// One text for each declaration, the risk and the checklist with all that is in them.
pub(crate) fn declarations(book: &Book) -> Vec<String> {
    let order: Vec<usize> = (0..book.rulings.len()).collect();
    declarations_in(book, &order)
}

/// The same with the rules in another order.
pub(crate) fn declarations_in(book: &Book, order: &[usize]) -> Vec<String> {
    let writer = Writer { book };
    let mut all: Vec<String> = book.names.iter().map(|name| writer.name(name)).collect();
    all.extend(
        book.defines.iter().enumerate().map(|(at, define)| format!("define d{at} as {}\n", writer.cond(define))),
    );
    all.extend(writer.rulings(order));
    all
}

pub(super) struct Writer<'b> {
    pub(super) book: &'b Book,
}

impl Writer<'_> {
    fn name(&self, name: &Name) -> String {
        let ask = "ask \"What?\"";
        let of = type_of(name.of);
        match &name.role {
            Role::Fact => format!("fact {} \"Fact\" {{ type {of}   {ask} }}\n", name.id),
            Role::Parameter(value) => {
                format!("parameter {} \"Parameter\" {{\n type {of}\n value {}\n}}\n", name.id, self.value(value))
            }
            Role::Figure(value) => {
                let value = self.guarded(value, |form| self.form(form));
                format!("figure {} \"Figure\" {{\n type {of}\n value {value}\n from s\n}}\n", name.id)
            }
            Role::Term { better, standard, silent } => {
                let mut text = format!("term {} \"Term\" {{\n type {of}\n {ask}\n", name.id);
                if let Some(better) = better {
                    text.push_str(&format!(" better {better}\n"));
                }
                if let Some(standard) = standard {
                    text.push_str(&format!(" standard {}\n", self.value(standard)));
                }
                match silent {
                    Silent::Unsaid => {}
                    Silent::Means(value) => text.push_str(&format!(" silent {}\n", value.text)),
                    Silent::Standard => text.push_str(" silent standard\n"),
                }
                text + "}\n"
            }
        }
    }

    fn value(&self, guarded: &Guarded<Const>) -> String {
        self.guarded(guarded, |value| value.text.clone())
    }

    fn guarded<T>(&self, guarded: &Guarded<T>, show: impl Fn(&T) -> String) -> String {
        if guarded.arms.is_empty() {
            return show(&guarded.otherwise);
        }
        let arms: Vec<String> =
            guarded.arms.iter().map(|(cond, value)| format!("{} when {}", show(value), self.cond(cond))).collect();
        format!("{}, otherwise {}", arms.join(", "), show(&guarded.otherwise))
    }

    fn rulings(&self, order: &[usize]) -> Vec<String> {
        let severity = |severity: &Severity| severity.as_str().to_owned();
        let mut steps = String::new();
        let mut others = String::new();
        for ruling in order.iter().map(|at| &self.book.rulings[*at]) {
            let is_step = matches!(ruling.body, Body::Step { .. });
            let text = if is_step { &mut steps } else { &mut others };
            text.push_str(&self.ruling(ruling));
        }
        let mut all = vec![format!(
            "risk area \"Area\" {{\n severity {}\n {}\n phase sign\n from s \"One\"\n{others}}}\n",
            self.guarded(&self.book.severity, severity),
            self.risk_parts().join("\n "),
        )];
        if !steps.is_empty() {
            all.push(format!("checklist steps \"Steps\" {{\n owner legal\n phase sign\n from s \"One\"\n{steps}}}\n"));
        }
        all
    }

    fn part(&self, property: &str, guarded: &Guarded<usize>) -> String {
        format!("{property} {}", self.guarded(guarded, |at| words(property)[*at].to_owned()))
    }

    fn risk_parts(&self) -> Vec<String> {
        let parts = &self.book.parts;
        let mut lines: Vec<String> = parts.all().iter().map(|(word, guarded)| self.part(word, guarded)).collect();
        lines.extend(parts.owner.is_none().then(|| "owner legal".to_owned()));
        let when = parts.pitfall.iter().map(|when| format!(" {{ when {} }}", self.cond(when))).collect::<String>();
        lines.push(format!("pitfall \"Trouble.\"{when}"));
        lines
    }

    fn ruling(&self, ruling: &Ruling) -> String {
        let mut lines: Vec<String> = Vec::new();
        lines.extend(ruling.parts.all().iter().map(|(word, guarded)| self.part(word, guarded)));
        if let Some(when) = &ruling.when {
            lines.push(format!("when {}", self.cond(when)));
        }
        if let Some(severity) = &ruling.severity {
            lines.push(format!("severity {}", self.guarded(severity, |severity| severity.as_str().to_owned())));
        }
        let done =
            |done: &Option<Cond>| done.iter().map(|done| format!("done when {}", self.cond(done))).collect::<Vec<_>>();
        let word = match &ruling.body {
            Body::Redline { preferred, fallbacks, walk_away } => {
                lines.push("propose \"Please.\"".to_owned());
                let words =
                    std::iter::once("preferred").chain(fallbacks.iter().map(|_| "fallback")).chain(["walk-away"]);
                let rungs = std::iter::once(preferred).chain(fallbacks).chain(walk_away);
                let rungs = words.zip(rungs).enumerate();
                lines.extend(rungs.map(|(at, (word, rung))| self.rung(word, rung, ruling.parts.approvers.get(at))));
                "redline"
            }
            Body::Mitigation { done: condition } => {
                lines.push("do \"Do it.\"".to_owned());
                lines.extend(done(condition));
                "mitigation"
            }
            Body::Duty { done: condition } => {
                lines.extend(["by us", "due every 3 months", "do \"Do it.\""].map(str::to_owned));
                lines.extend(done(condition));
                "duty"
            }
            Body::Step { done: condition } => {
                lines.extend(done(condition));
                "step"
            }
            Body::Question { answered_by } => {
                lines.push("to us".to_owned());
                let names: Vec<&str> = answered_by.iter().map(|at| self.book.names[*at].id.as_str()).collect();
                if !names.is_empty() {
                    lines.push(format!("answered by {}", names.join(", ")));
                }
                "question"
            }
            Body::Lever => {
                lines.push("play \"Play it.\"".to_owned());
                "lever"
            }
            Body::Conflict(left, right) => {
                let id = |at: &usize| &self.book.rulings[*at].id;
                lines.push(format!("between {} and {}", id(left), id(right)));
                lines.push("weigh \"Weigh it.\"".to_owned());
                "conflict"
            }
        };
        format!(" {word} {} \"Title\" {{\n  {}\n }}\n", ruling.id, lines.join("\n  "))
    }

    fn rung(&self, word: &str, rung: &Rung, approver: Option<&Option<Guarded<usize>>>) -> String {
        let holds: Vec<String> = rung.holds.iter().map(|cmp| comparison(self.book, cmp)).collect();
        let when = rung.when.iter().map(|when| format!("when {}", self.cond(when)));
        let approver = approver.into_iter().flatten().map(|approver| self.part("approver", approver));
        let inside: Vec<String> = approver.chain(when).collect();
        let inside = if inside.is_empty() { String::new() } else { format!(" {{ {} }}", inside.join("   ")) };
        format!("{word} \"Rung\" {}{inside}", holds.join(" and "))
    }

    fn cond(&self, cond: &Cond) -> String {
        self.cond_in(cond, true)
    }

    /// A condition; with `blocks`, long ones stand in braces, a line each.
    fn cond_in(&self, cond: &Cond, blocks: bool) -> String {
        let inner = |part: &Cond| match part {
            Cond::All(_) | Cond::Any(_) => format!("({})", self.cond_in(part, false)),
            _ => self.cond_in(part, blocks),
        };
        match cond {
            Cond::Cmp(cmp) => comparison(self.book, cmp),
            Cond::Bare(name) => self.book.names[*name].id.clone(),
            Cond::Define(at) => format!("d{at}"),
            Cond::Not(part) => format!("not {}", inner(part)),
            Cond::All(parts) if blocks && parts.len() > 2 => block("all of", parts.iter().map(|part| self.cond(part))),
            Cond::Any(parts) if blocks && parts.len() > 2 => block("any of", parts.iter().map(|part| self.cond(part))),
            Cond::All(parts) => parts.iter().map(inner).collect::<Vec<_>>().join(" and "),
            // `and` binds tighter than `or`: no parentheses needed.
            Cond::Any(parts) => {
                let bare = |part: &Cond| if let Cond::Any(_) = part { inner(part) } else { self.cond_in(part, false) };
                parts.iter().map(bare).collect::<Vec<_>>().join(" or ")
            }
        }
    }
}

fn block(words: &str, lines: impl Iterator<Item = String>) -> String {
    format!("{words} {{\n{}\n}}", lines.collect::<Vec<_>>().join("\n"))
}

/// A comparison as it stands in a rule.
pub(crate) fn comparison(book: &Book, cmp: &Cmp) -> String {
    let left = &book.names[cmp.left];
    let is_date = left.of.kind == Kind::Date;
    let operand = |operand: &Operand| match operand {
        Operand::Const(value) => value.text.clone(),
        Operand::Name(name) => book.names[*name].id.clone(),
    };
    let asks = match &cmp.op {
        Op::Order(relation, right) => {
            let words = match (relation, is_date) {
                (Relation::Is, _) => "is",
                (Relation::IsNot, _) => "is not",
                (Relation::AtLeast, false) => "at least",
                (Relation::AtMost, false) => "at most",
                (Relation::Above, false) => "above",
                (Relation::Below, false) => "below",
                (Relation::AtLeast, true) => "on or after",
                (Relation::AtMost, true) => "on or before",
                (Relation::Above, true) => "after",
                (Relation::Below, true) => "before",
            };
            format!("{words} {}", operand(right))
        }
        Op::OneOf(values, negated) => {
            let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
            format!("is {}one of [{}]", if *negated { "not " } else { "" }, values.join(", "))
        }
        Op::Between(low, high) => format!("between {} and {}", operand(low), operand(high)),
        Op::Within(months, days) => match (months, days) {
            (0, days) => format!("within {days} days"),
            (months, 0) => format!("within {months} months"),
            (months, days) => format!("within {months} months {days} days"),
        },
        Op::HasPassed => "has passed".to_owned(),
        Op::Addressed(addressed) => if *addressed { "is addressed" } else { "is not addressed" }.to_owned(),
        Op::Includes(member) => format!("includes {}", MEMBERS[*member]),
        Op::IncludesOf(quantifier, members) => {
            let words = match quantifier {
                Quantifier::Any => "any",
                Quantifier::All => "all",
                Quantifier::None => "none",
            };
            let members = match members {
                Members::These(these) => list(these),
                Members::Of(name) => book.names[*name].id.clone(),
            };
            format!("includes {words} of {members}")
        }
    };
    let written = cmp.written.map(|least| format!(" in at least {}", DOCUMENTS[least])).unwrap_or_default();
    format!("{} {asks}{written}", left.id)
}

fn type_of(of: Type) -> String {
    let kind = match of.kind {
        Kind::YesNo => "yes-no".to_owned(),
        Kind::Scale => format!("scale {}", SCALE.join(" < ")),
        Kind::OneOf => format!("one of {}", CHOICES.join(", ")),
        Kind::Set => format!("set of {}", MEMBERS.join(", ")),
        Kind::Number => "number".to_owned(),
        Kind::Percent => "percent".to_owned(),
        Kind::Money => "money".to_owned(),
        Kind::Duration => "duration".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Text => "text".to_owned(),
    };
    match (of.endless, of.kind) {
        (false, _) => kind,
        (true, Kind::Date) => format!("{kind} or never"),
        (true, _) => format!("{kind} or unlimited"),
    }
}

pub(super) fn list(members: &BTreeSet<usize>) -> String {
    format!("[{}]", members.iter().map(|at| MEMBERS[*at]).collect::<Vec<_>>().join(", "))
}

/// A value as a profile writes it.
pub(crate) fn value(of: Type, val: &Val, bare: bool) -> String {
    match (val, of.kind) {
        (Val::Flag(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
        (Val::Level(at), Kind::OneOf) => CHOICES[*at].to_owned(),
        (Val::Level(at), _) => SCALE[*at].to_owned(),
        (Val::Members(members), _) => list(members),
        // Where many names are compared, as many texts are looked at.
        (Val::Text(at), _) => TEXTS.get(*at).map_or_else(|| format!("text {at}"), |text| (*text).to_owned()),
        (Val::Endless, Kind::Date) => "never".to_owned(),
        (Val::Endless, _) => "unlimited".to_owned(),
        (Val::At(at), Kind::Date) => day(*at).to_string(),
        (Val::At(at), Kind::Duration) => match (at / DAY, at % DAY) {
            (days, 0) => format!("{days} days"),
            (0, rest) => format!("{rest} ms"),
            (days, rest) => format!("{days} days {rest} ms"),
        },
        (Val::At(at), Kind::Percent) => format!("{}%", thousandths(*at)),
        (Val::At(at), Kind::Money) if !bare && at % 4 == 0 => format!("EUR {}", thousandths(at / 2)),
        (Val::At(at), Kind::Money) if !bare => format!("USD {}", thousandths(*at)),
        (Val::At(at), _) => thousandths(*at),
    }
}

pub(super) fn thousandths(at: i64) -> String {
    let sign = if at < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", at.abs() / 1000, at.abs() % 1000)
}
