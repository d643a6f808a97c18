//! What `prove` claims, by where it says it in the text of a generated rulebook.

use std::collections::BTreeMap;

use proviso::diagnostic::{Code, Diagnostic};

/// Where something is claimed: the rule (or risk, or name), and a property of it.
pub(crate) type At = (String, String);

/// What is claimed there, and how often.
pub(crate) type Claims = BTreeMap<At, BTreeMap<&'static str, usize>>;

pub(crate) fn add(claims: &mut Claims, rule: &str, property: &str, claim: &'static str) {
    *claims.entry((rule.to_owned(), property.to_owned())).or_default().entry(claim).or_default() += 1;
}

/// The claims of the findings, by where they stand in the text.
pub(crate) fn found(text: &str, findings: &[Diagnostic]) -> Claims {
    let mut claims = Claims::new();
    for finding in findings {
        let Some(claim) = claim(finding) else { continue };
        let place = finding.place().unwrap();
        let (rule, mut property) = at(text, place.span.start as usize);
        if matches!(finding.code, Code::ExcludingRedlines | Code::SameAdvice) {
            let (other, _) = at(text, finding.labels[1].place.span.start as usize);
            property = other;
        } else if finding.message.contains("rung's `when`") {
            property += " when";
        } else if finding.message.contains("approver") {
            property += " approver";
        }
        add(&mut claims, &rule, &property, claim);
    }
    claims
}

fn claim(finding: &Diagnostic) -> Option<&'static str> {
    let arm = finding.message.contains("condition of the");
    let says = |words: &str| finding.message.contains(words);
    Some(match finding.code {
        Code::AlwaysHolds if says("always done already") => "done already",
        Code::NeverReached if says("conflict") => "never live",
        Code::RungMeetsWalkAway => "meets",
        Code::SameAdvice => "same",
        Code::NeverHolds if arm => "never wins",
        Code::NeverHolds if finding.message.contains(" rung can") => "never reached",
        Code::NeverHolds => "never",
        Code::AlwaysHolds => "always",
        Code::NeverReached => "never reached",
        Code::NeverWins => "never wins",
        Code::DoneRuledOut => "ruled out",
        Code::ExcludingRedlines => "excludes",
        Code::NoRoom => "no room",
        Code::GapOfOneValue => "one value",
        _ => return None,
    })
}

/// The rule and the property that a place in the text belongs to.
fn at(text: &str, offset: usize) -> At {
    let end = text.get(offset..).unwrap().find('\n').map_or(text.len(), |end| offset + end);
    let lines: Vec<&str> = text.get(..end).unwrap().lines().map(str::trim).collect();
    let is_head = |line: &&&str| {
        let words = [
            "redline",
            "mitigation",
            "duty",
            "step",
            "lever",
            "question",
            "conflict",
            "risk",
            "term",
            "parameter",
            "define",
        ];
        words.iter().any(|word| line.starts_with(&format!("{word} ")))
    };
    let head = lines.iter().rev().find(is_head).unwrap();
    let rule = head.split(' ').nth(1).unwrap().to_owned();
    let from = lines.len() - 1 - lines.iter().rev().position(|line| line == head).unwrap();
    let properties = [
        "when",
        "done when",
        "severity",
        "owner",
        "priority",
        "instrument",
        "pitfall",
        "preferred",
        "fallback",
        "walk-away",
        "standard",
        "value",
    ];
    let mut property = String::new();
    let mut fallbacks = 0;
    for line in &lines[from + 1..] {
        if let Some(word) = properties.iter().find(|word| line.starts_with(&format!("{word} "))) {
            property = (*word).to_owned();
            if *word == "fallback" {
                property = format!("fallback {fallbacks}");
                fallbacks += 1;
            }
        }
    }
    (rule, property)
}
