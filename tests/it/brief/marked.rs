//! Generated packs and profiles in which every internal field holds a mark that stands
//! nowhere else.

use std::fmt::Write as _;

use proptest::prelude::*;

/// What is drawn for one rule.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// What the draft says: a level, silence, another paper, or nothing.
    pub(super) draft: u8,
    /// Whether the preferred rung needs what a parameter says.
    pub(super) by_parameter: bool,
    /// Whether the redline has a clause of its own.
    pub(super) wording: bool,
    /// Whether the rule applies for certain, by a fact.
    pub(super) known: bool,
    /// Whether the standard of the vendor is told.
    pub(super) standard: bool,
}

pub(super) fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let one = (0..6_u8, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let one = one.prop_map(|(draft, by_parameter, wording, known, standard)| Drawn {
        draft,
        by_parameter,
        wording,
        known,
        standard,
    });
    proptest::collection::vec(one, 1..5)
}

/// A pack, a profile that goes with it, and the marks in them.
pub(super) struct Marked {
    pub(super) rules: String,
    pub(super) profile: String,
    pub(super) marks: usize,
}

/// Words that hold a mark.
struct Marks(usize);

impl Marks {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("zq{:04}k", self.0)
    }
}

/// The `n`th mark.
pub(super) fn mark(n: usize) -> String {
    format!("zq{n:04}k")
}

pub(super) fn marked(rules: &[Drawn]) -> Marked {
    let mut marks = Marks(0);
    let mut m = || marks.next();
    let mut pack = format!(
        "pack deal \"The deal\" {{\n    version \"1\"\n    vendor \"Acme\"\n    owners own-{} \"Owner {}\"\n    \
         approvers boss-{} \"Boss {}\"\n    phases prepare-{} \"Phase {}\" < sign \"Sign\"\n    \
         documents mail \"Mail\" < contract \"Contract\"\n}}\n",
        m(),
        m(),
        m(),
        m(),
        m(),
        m(),
    );
    let owner = between(&pack, "owners ", " \"");
    let boss = between(&pack, "approvers ", " \"");
    let phase = between(&pack, "phases ", " \"");
    let house = format!("house-{}", m());
    let _ = writeln!(pack, "source {house} \"House {}\" {{ kind internal   as-of 2026-01-01   recheck 30 days }}", m());
    let guide = format!("guide-{}", m());
    let _ = writeln!(pack, "source {guide} \"Guide {}\" {{ kind advisory   as-of 2026-01-01 }}", m());
    let _ = writeln!(pack, "source paper \"Their paper\" {{ kind vendor   as-of 2026-01-01 }}");
    let mut facts = String::new();
    let mut terms = String::new();
    let mut notes = String::new();
    for (n, drawn) in rules.iter().enumerate() {
        let fact = format!("fact{n}.{}", m());
        let (low, high) = (format!("low-{}", m()), format!("high-{}", m()));
        let _ = writeln!(
            pack,
            "fact {fact} \"Fact {}\" {{ type scale {low} \"Low {}\" < {high} \"High {}\"   ask \"What {}?\" }}",
            m(),
            m(),
            m(),
            m(),
        );
        let motto = format!("motto{n}.{}", m());
        let _ = writeln!(pack, "fact {motto} \"Motto {}\" {{ type text   ask \"Which {}?\" }}", m(), m());
        let floor = format!("floor{n}.{}", m());
        let _ = writeln!(
            pack,
            "parameter {floor} \"Floor {}\" {{ type duration   value 77 days   from {house} \"S {}\" }}",
            m(),
            m()
        );
        let target = format!("target{n}.{}", m());
        let _ = writeln!(
            pack,
            "parameter {target} \"Target {}\" {{ type duration   value 365 days   from {house} \"S {}\" }}",
            m(),
            m()
        );
        let standard = if drawn.standard { "   standard 14 days from paper \"Standard\"" } else { "" };
        let _ = writeln!(
            pack,
            "term term{n}.notice \"Notice {n}\" {{ type duration   better higher{standard}   ask \"Long {}?\" }}",
            m(),
        );
        let preferred = if drawn.by_parameter { target.clone() } else { "180 days".to_owned() };
        let wording = match drawn.wording {
            true => format!("wording \"At least {{{{ preferred }}}}, {{{{ {motto} }}}} agreed, {{{{ {floor} }}}}.\""),
            false => String::new(),
        };
        let redline = format!("redline{n}-{}", m());
        let _ = write!(
            pack,
            "risk risk{n}-{} \"Terms {n} can move\" {{\n    severity high when {fact} is {high}, otherwise medium\n    \
             owner {owner}   phase {phase}   from {house} \"Section {}\", {guide} \"Part {}\", paper \"Terms\"\n    \
             pitfall \"Work {}.\"\n    \
             redline {redline} \"Redline {}\" {{\n        when {fact} at least {low}\n        \
             priority must-have when {fact} is {high}, otherwise tradeable\n        \
             preferred \"Best {}\" term{n}.notice at least {preferred}\n        \
             fallback \"Fallback {}\" term{n}.notice at least {floor} {{ approver {boss}   wording \"Less {}.\" }}\n        \
             walk-away \"Leave {}\" term{n}.notice below 21 days\n        \
             propose \"At least {{{{ preferred }}}}, {{{{ draft }}}} said, {{{{ {motto} }}}}, {{{{ fallback }}}}, {{{{ walk-away }}}}.\"\n        \
             {wording}\n        rationale \"Because {}.\"\n        objection \"No {}.\" reply \"Yes {}.\"\n        \
             outlook possible \"Perhaps {}.\"\n    }}\n    \
             mitigation measure{n}-{} \"Measure {}\" {{ do \"Do {}.\" }}\n    \
             question ours{n}-{} \"We ask {}?\" {{ to us }}\n    \
             question theirs{n}-{} \"May it move {n}?\" {{ to vendor }}\n}}\n",
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
        );
        let _ = writeln!(
            pack,
            "lever lever{n}-{} \"Lever {}\" {{ play \"Play {}.\"   give \"Give {}.\"   get \"Get {}.\"   owner {owner}   from {guide} \"L {}\" }}",
            m(),
            m(),
            m(),
            m(),
            m(),
            m(),
        );
        let _ = writeln!(
            pack,
            "duty duty{n}-{} \"Duty {}\" {{ do \"Owe {}.\"   by us   due every 3 months   owner {owner}   phase {phase}   from {house} \"D {}\" }}",
            m(),
            m(),
            m(),
            m(),
        );
        let _ = writeln!(facts, "  {motto}: said {}", m());
        if drawn.known {
            let _ = writeln!(facts, "  {fact}: {high}");
        }
        let _ = writeln!(notes, "  {motto}: remark {}", m());
        let said = match drawn.draft {
            0 => format!("    term{n}.notice: 14 days\n"),
            1 => format!("    term{n}.notice: 90 days\n"),
            2 => format!("    term{n}.notice: silent\n"),
            3 => format!("    term{n}.notice: {{ by-reference: annex {} }}\n", m()),
            4 => format!("    term{n}.notice: 30 days..100 days\n"),
            _ => String::new(),
        };
        terms.push_str(&said);
    }
    let terms = if terms.is_empty() { "    {}\n".to_owned() } else { terms };
    let profile = format!(
        "profile: Northwind\nas-of: 2026-11-21\npacks: [deal]\nfacts:\n{facts}draft:\n  status: partial\n  terms:\n{terms}notes:\n{notes}"
    );
    Marked { rules: pack, profile, marks: marks.0 }
}

fn between(text: &str, before: &str, after: &str) -> String {
    text.split(before).nth(1).unwrap().split(after).next().unwrap().to_owned()
}
