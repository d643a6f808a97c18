//! Generated packs and profiles in which every internal field holds a mark that stands
//! nowhere else.

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
    /// Whether the draft has what is asked for in the next round.
    pub(super) met: bool,
}

pub(super) fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let one = (0..6_u8, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let one = one.prop_map(|(draft, by_parameter, wording, known, standard, met)| Drawn {
        draft,
        by_parameter,
        wording,
        known,
        standard,
        met,
    });
    proptest::collection::vec(one, 1..5)
}

/// A pack, a profile that goes with it, and the marks in them.
pub(super) struct Marked {
    pub(super) rules: String,
    pub(super) profile: String,
    /// The profile of the next round.
    pub(super) later: String,
    marks: Marks,
}

/// How many marks were given out.
struct Marks(usize);

impl Marks {
    /// The text with a mark of its own in the place of each `@`.
    fn put_into(&mut self, text: &str) -> String {
        let (first, rest) = text.split_once('@').map_or((text, None), |(first, rest)| (first, Some(rest)));
        let mut filled = first.to_owned();
        for part in rest.into_iter().flat_map(|rest| rest.split('@')) {
            self.0 += 1;
            filled.push_str(&mark(self.0));
            filled.push_str(part);
        }
        filled
    }
}

/// The `n`th mark.
fn mark(n: usize) -> String {
    format!("zq{n:04}k")
}

impl Marked {
    pub(super) fn marks(&self) -> impl Iterator<Item = String> + use<> {
        (1..=self.marks.0).map(mark)
    }

    /// A checklist in which somebody has ticked, noted and said all that can be said under
    /// an item.
    pub(super) fn worked_in(&mut self, checklist: &str) -> String {
        let mut lines = Vec::new();
        for (n, line) in checklist.lines().enumerate() {
            lines.push(line.replace("- [ ]", "- [x]"));
            if line.starts_with("- [ ]") {
                let outcome = OUTCOMES[n % OUTCOMES.len()];
                lines.push(self.marks.put_into(&format!(
                    "  - note @\n  - outcome: {outcome}\n  - owner: @\n  - due: week of @\n  - response: @"
                )));
            }
        }
        lines.push(self.marks.put_into("\n@, which belongs to no item."));
        lines.join("\n") + "\n"
    }
}

const OUTCOMES: [&str; 4] = ["conceded to fallback 1", "waived by @, until 31 March 2027", "refused", "won"];

pub(super) fn marked(rules: &[Drawn]) -> Marked {
    let mut marks = Marks(0);
    let mut pack = marks.put_into(PACK);
    let [owner, boss, phase] = ["owners ", "approvers ", "phases "].map(|before| between(&pack, before, " \""));
    let house = marks.put_into("house-@");
    let guide = marks.put_into("guide-@");
    pack.push_str(&marks.put_into(&format!(
        "source {house} \"House @\" {{ kind internal   as-of 2026-01-01   recheck 30 days }}\n\
         source {guide} \"Guide @\" {{ kind advisory   as-of 2026-01-01 }}\n\
         source paper \"Their paper\" {{ kind vendor   as-of 2026-01-01 }}\n"
    )));
    let mut facts = String::new();
    let (mut terms, mut later) = (String::new(), String::new());
    let mut notes = String::new();
    for (n, drawn) in rules.iter().enumerate() {
        let names = ["fact{n}.@", "low-@", "high-@", "motto{n}.@", "floor{n}.@", "target{n}.@"];
        let [fact, low, high, motto, floor, target] =
            names.map(|name| marks.put_into(&name.replace("{n}", &n.to_string())));
        let standard = if drawn.standard { "   standard 14 days from paper \"Standard\"" } else { "" };
        let preferred = if drawn.by_parameter { target.clone() } else { "180 days".to_owned() };
        let wording = match drawn.wording {
            true => format!("wording \"At least {{{{ preferred }}}}, {{{{ {motto} }}}} agreed, {{{{ {floor} }}}}.\""),
            false => String::new(),
        };
        pack.push_str(&marks.put_into(&format!(
            r#"fact {fact} "Fact @" {{ type scale {low} "Low @" < {high} "High @"   ask "What @?" }}
fact {motto} "Motto @" {{ type text   ask "Which @?" }}
parameter {floor} "Floor @" {{ type duration   value 77 days   from {house} "S @" }}
parameter {target} "Target @" {{ type duration   value 365 days   from {house} "S @" }}
term term{n}.notice "Notice {n}" {{ type duration   better higher{standard}   ask "Long @?" }}
risk risk{n}-@ "Terms {n} can move @" {{
    topic "Topic {n}"
    severity high when {fact} is {high}, otherwise medium
    owner {owner}   phase {phase}   from {house} "Section @", {guide} "Part @", paper "Terms"
    pitfall "Work @."
    redline redline{n}-@ "Redline @" {{
        when {fact} at least {low}
        priority must-have when {fact} is {high}, otherwise tradeable
        cost 2   value 4
        preferred "Best @" term{n}.notice at least {preferred}
        fallback "Fallback @" term{n}.notice at least {floor} {{ approver {boss}   wording "Less @." }}
        walk-away "Leave @" term{n}.notice below 21 days
        propose "At least {{{{ preferred }}}}, {{{{ draft }}}} said, {{{{ {motto} }}}}, {{{{ fallback }}}}, {{{{ walk-away }}}}."
        {wording}
        rationale "Because @."
        objection "No @." reply "Yes @."
        outlook possible "Perhaps @."
    }}
    mitigation measure{n}-@ "Measure @" {{ do "Do @." }}
    question ours{n}-@ "We ask @?" {{ to us }}
    question theirs{n}-@ "May it move {n}?" {{ to vendor }}
}}
lever lever{n}-@ "Lever @" {{ play "Play @."   give "Give @."   get "Get @."   cost 1   owner {owner}   from {guide} "L @" }}
duty duty{n}-@ "Duty @" {{ do "Owe @."   by us   due every 3 months   owner {owner}   phase {phase}   from {house} "D @" }}
"#
        )));
        facts.push_str(&marks.put_into(&format!("  {motto}: said @\n")));
        if drawn.known {
            facts.push_str(&format!("  {fact}: {high}\n"));
        }
        notes.push_str(&marks.put_into(&format!("  {motto}: remark @\n")));
        let said = match drawn.draft {
            0 => "14 days",
            1 => "90 days",
            2 => "silent",
            3 => "{ by-reference: annex @ }",
            4 => "30 days..100 days",
            _ => "",
        };
        let line = if said.is_empty() { String::new() } else { format!("    term{n}.notice: {said}\n") };
        let line = marks.put_into(&line);
        terms.push_str(&line);
        later.push_str(&if drawn.met { format!("    term{n}.notice: 400 days\n") } else { line });
    }
    let profile = |terms: String| {
        let terms = if terms.is_empty() { "    {}\n".to_owned() } else { terms };
        format!(
            "profile: Northwind\nas-of: 2026-11-21\npacks: [deal]\nfacts:\n{facts}draft:\n  status: partial\n  terms:\n{terms}notes:\n{notes}"
        )
    };
    Marked { rules: pack, profile: profile(terms), later: profile(later), marks }
}

const PACK: &str = r#"pack deal "The deal" {
    version "1"
    vendor "Acme"
    owners own-@ "Owner @"
    approvers boss-@ "Boss @"
    phases prepare-@ "Phase @" < sign "Sign"
    documents mail "Mail" < contract "Contract"
}
"#;

fn between(text: &str, before: &str, after: &str) -> String {
    text.split(before).nth(1).unwrap().split(after).next().unwrap().to_owned()
}
