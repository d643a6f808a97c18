//! Deals of every kind: redlines on one term each, levers, things to do, conflicts, waivers.

use std::fmt::Write as _;

use crate::laws::tape::Tape;

/// The rungs of every redline, best first, in days; the last is the walk-away.
pub(super) const RUNGS: [u32; 4] = [90, 60, 40, 20];

/// A rule in words.
pub(super) struct Written {
    pub(super) id: String,
    text: String,
}

pub(super) struct Generated {
    pub(super) facts: String,
    pub(super) rules: Vec<Written>,
    pub(super) profile: Vec<(String, String)>,
    pub(super) known: String,
}

impl Generated {
    /// The rules in an order.
    pub(super) fn rules(&self, order: &[usize]) -> String {
        order.iter().fold(self.facts.clone(), |all, at| all + &self.rules[*at].text)
    }

    /// What the profile says, with one term set to another value.
    pub(super) fn profile(&self, set: Option<(&str, &str)>) -> String {
        let mut text = format!("facts: {{ {} }}\ndraft:\n  status: partial\n  terms:\n    spare: 1 days\n", self.known);
        for (term, says) in &self.profile {
            let says = set.filter(|(name, _)| name == term).map_or(says.as_str(), |(_, says)| says);
            writeln!(text, "    {term}: {says}").unwrap();
        }
        text
    }
}

pub(super) fn generated(choices: &[u16]) -> Generated {
    let mut tape = Tape::new(choices);
    let mut facts = String::from("term spare \"Spare\" { type duration   ask \"?\" }\n");
    let mut known = Vec::new();
    for fact in ["f0", "f1", "f2"] {
        writeln!(facts, "fact {fact} \"Fact {fact}\" {{ type yes-no   ask \"?\" }}").unwrap();
        known.extend(
            ["yes", "no", ""].get(tape.below(4)).filter(|says| !says.is_empty()).map(|says| format!("{fact}: {says}")),
        );
    }
    let mut rules: Vec<Written> = Vec::new();
    let mut profile = Vec::new();
    for at in 0..tape.below(3) {
        let done = *tape.pick(&["f0", "f1", "not f2"]);
        rules.push(Written {
            id: format!("m{at}"),
            text: format!("mitigation m{at} \"Do {at}\" {{ risk deal   do \"Do.\"   done when {done}   owner it   phase prepare   from guide }}\n"),
        });
    }
    let (levers, redlines) = (tape.below(4), 1 + tape.below(6));
    let traded: Vec<String> =
        (0..levers).map(|at| format!("l{at}")).chain((0..redlines).map(|at| format!("r{at}"))).collect();
    for at in 0..levers {
        let id = format!("l{at}");
        let when = tape.chance(40).then(|| format!("when {}   ", tape.pick(&["f0", "f1", "f2"])));
        let give = if tape.chance(75) { "give \"More.\"   " } else { "" };
        let weighs = weighs(&mut tape, &id, &traded, &rules);
        let severity = *tape.pick(&["critical", "high", "medium", "low"]);
        let text = format!(
            "lever {id} \"Lever {at}\" {{ {}play \"Play.\"   {give}get \"Better.\"   severity {severity}   from guide\n{weighs}}}\n",
            when.unwrap_or_default()
        );
        rules.push(Written { id, text });
    }
    for at in 0..redlines {
        let id = format!("r{at}");
        writeln!(facts, "term t{at} \"Term {at}\" {{ type duration   better higher   ask \"?\" }}").unwrap();
        let text = redline(&mut tape, at, &traded, &rules);
        rules.push(Written { id, text });
        let says = *tape.pick(&[
            "50 days",
            "10 days",
            "silent",
            "unknown",
            "30 days",
            "70 days",
            "100 days",
            "10 days..50 days",
            "35 days..65 days",
            "80 days..95 days",
        ]);
        profile.push((format!("t{at}"), says.to_owned()));
    }
    for at in 0..tape.below(3) {
        let one = tape.below(traded.len());
        let other = (one + 1 + tape.below(traded.len() - 1)) % traded.len();
        if one != other {
            let between = format!("{} and {}", traded[one], traded[other]);
            rules.push(Written {
                id: format!("c{at}"),
                text: format!(
                    "conflict c{at} \"Conflict {at}\" {{ between {between}   weigh \"Choose.\"   from guide }}\n"
                ),
            });
        }
    }
    Generated { facts, rules, profile, known: known.join(", ") }
}

fn redline(tape: &mut Tape<'_>, at: usize, traded: &[String], before: &[Written]) -> String {
    let mut text =
        format!("redline r{at} \"Redline {at}\" {{\n risk deal   owner legal   phase negotiate   from guide\n");
    if tape.chance(30) {
        writeln!(text, " when {}", tape.pick(&["f0", "not f1", "f2"])).unwrap();
    }
    writeln!(
        text,
        " priority {}",
        tape.pick(&["tradeable", "must-have", "nice-to-have", "must-have when f0, otherwise tradeable"])
    )
    .unwrap();
    writeln!(
        text,
        " severity {}",
        tape.pick(&["medium", "low", "high", "critical", "critical when f1, otherwise low"])
    )
    .unwrap();
    let when = |tape: &mut Tape<'_>| match tape.below(5) {
        0 => "when f0   ",
        1 => "when not f2   ",
        _ => "",
    };
    let [preferred, first, second, leave] = RUNGS;
    writeln!(text, " preferred t{at} at least {preferred} days").unwrap();
    for days in [first, second] {
        if tape.chance(75) {
            let (when, approver) = (when(tape), *tape.pick(&["cfo", "cio"]));
            writeln!(text, " fallback t{at} at least {days} days {{ {when}approver {approver} }}").unwrap();
        }
    }
    if tape.chance(70) {
        let when = when(tape);
        let braces = if when.is_empty() { String::new() } else { format!(" {{ {when} }}") };
        writeln!(text, " walk-away t{at} below {leave} days{braces}").unwrap();
    }
    if tape.chance(50) {
        writeln!(text, " outlook {} \"So it is.\"", tape.pick(&["likely", "possible", "unlikely"])).unwrap();
    }
    writeln!(text, " propose \"More.\"\n{}}}", weighs(tape, &format!("r{at}"), traded, before)).unwrap();
    if tape.chance(15) {
        writeln!(text, "waive r{at} {{ because \"For now.\"   approver cfo   until 2027-12-31 }}").unwrap();
    }
    text
}

/// Cost, value, what it is given for, and what it needs of the rules before it.
fn weighs(tape: &mut Tape<'_>, id: &str, traded: &[String], before: &[Written]) -> String {
    let mut text = String::new();
    for word in ["cost", "value"] {
        if tape.chance(60) {
            writeln!(text, " {word} {}", 1 + tape.below(5)).unwrap();
        }
    }
    if tape.chance(30) {
        let named: Vec<&str> = (0..2).map(|_| tape.pick(traded).as_str()).filter(|other| *other != id).collect();
        if let Some(first) = named.first() {
            let second = named.get(1).filter(|second| second != &first).map(|second| format!(", {second}"));
            writeln!(text, " trades-for {first}{}", second.unwrap_or_default()).unwrap();
        }
    }
    if !before.is_empty() && tape.chance(30) {
        writeln!(text, " requires {}", tape.pick(before).id).unwrap();
    }
    text
}
