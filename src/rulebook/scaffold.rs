//! Declarations to fill in: what an author must say, as blanks and questions. What the
//! pack has to offer already stands there: its owners, phases, sources, risks and rules.

use crate::syntax::tree::{Declaration, PropertyValue, TypeForm};
use crate::syntax::words::{DeclarationWord as D, PropertyWord};

use super::PackTree;

/// What stands where an author must write something. `check` finds each that is left.
pub const BLANK: &str = "___";

/// What can be made, and the text it is made from.
const KINDS: [(&str, &str); 18] = [
    ("pack", include_str!("../../templates/new/pack.proviso")),
    ("overlay", include_str!("../../templates/new/overlay.proviso")),
    ("source", include_str!("../../templates/new/source.proviso")),
    ("fact", include_str!("../../templates/new/fact.proviso")),
    ("term", include_str!("../../templates/new/term.proviso")),
    ("parameter", include_str!("../../templates/new/parameter.proviso")),
    ("figure", include_str!("../../templates/new/figure.proviso")),
    ("define", include_str!("../../templates/new/define.proviso")),
    ("risk", include_str!("../../templates/new/risk.proviso")),
    ("redline", include_str!("../../templates/new/redline.proviso")),
    ("mitigation", include_str!("../../templates/new/mitigation.proviso")),
    ("question", include_str!("../../templates/new/question.proviso")),
    ("checklist", include_str!("../../templates/new/checklist.proviso")),
    ("duty", include_str!("../../templates/new/duty.proviso")),
    ("sla", include_str!("../../templates/new/sla.proviso")),
    ("lever", include_str!("../../templates/new/lever.proviso")),
    ("conflict", include_str!("../../templates/new/conflict.proviso")),
    ("test", include_str!("../../templates/new/test.proviso")),
];

/// What can be made.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(kind, _)| *kind)
}

/// Why nothing can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotMake {
    /// Nothing is called so.
    UnknownKind,
    /// The packs have nothing of this kind yet, and it is needed.
    Lacks(&'static str),
    /// One of the packs has something of this name.
    Taken,
}

/// A declaration of a kind to fill in, for the packs it will stand among. Of these only
/// what can be read counts, so that one can go on with rules that have blanks.
///
/// ```
/// use proviso::rulebook::scaffold::{CannotMake, scaffold};
/// assert!(scaffold("pack", "acme", &[]).unwrap().contains("pack acme \"___\" {"));
/// assert_eq!(scaffold("risk", "exit", &[]), Err(CannotMake::Lacks("owner")));
/// ```
///
/// # Errors
/// The kind is not known, or the packs lack what it needs.
pub fn scaffold(kind: &str, name: &str, packs: &[PackTree]) -> Result<String, CannotMake> {
    let text = KINDS.iter().find(|(known, _)| *known == kind).map(|(_, text)| *text).ok_or(CannotMake::UnknownKind)?;
    let offers = Offers::new(packs);
    if kind != "overlay" && offers.all.iter().any(|(test, taken)| *test == (kind == "test") && taken == name) {
        return Err(CannotMake::Taken);
    }
    let mut made = text.to_owned();
    let lists = [
        ("OWNERS", &offers.owners),
        ("PHASES", &offers.phases),
        ("SOURCES", &offers.sources),
        ("RISKS", &offers.risks),
    ];
    for (word, all) in lists {
        made = made.replace(word, &all.join(", "));
    }
    let firsts = [
        ("OWNER", "owner", offers.owners.first()),
        ("PHASE", "phase", offers.phases.first()),
        ("SOURCE", "source", offers.sources.first()),
        ("RISK", "risk", offers.risks.first()),
        ("TERM", "term", offers.terms.first()),
        ("RULE", "rule", offers.rules.first().map(|(name, _)| name)),
        ("OTHER", "second rule", offers.rules.get(1).map(|(name, _)| name)),
        ("FACT", "yes-no fact", offers.yes_no.first()),
        ("BASE", "pack", offers.packs.first()),
    ];
    for (word, noun, first) in firsts {
        // In a comment it is an example, which nothing need stand for.
        let needed = made.lines().any(|line| code_of(line).split(' ').any(|written| written == word));
        match first {
            Some(first) => made = made.replace(word, first),
            None if needed => return Err(CannotMake::Lacks(noun)),
            None => {}
        }
    }
    if let Some((_, status)) = offers.rules.first() {
        made = made.replace("STATUS", status);
    }
    Ok(made.replace("NAME", name))
}

fn code_of(line: &str) -> &str {
    line.split_once('#').map_or(line, |(code, _)| code).trim()
}

/// What the packs have.
#[derive(Default)]
struct Offers {
    packs: Vec<String>,
    /// Every name, and whether it is the title of a test.
    all: Vec<(bool, String)>,
    owners: Vec<String>,
    phases: Vec<String>,
    sources: Vec<String>,
    risks: Vec<String>,
    terms: Vec<String>,
    yes_no: Vec<String>,
    /// Each with the status it has where nothing is as it should be.
    rules: Vec<(String, &'static str)>,
}

impl Offers {
    fn new(packs: &[PackTree]) -> Self {
        let mut offers = Self::default();
        let files = packs.iter().flat_map(|pack| &pack.files);
        for declaration in files.flat_map(|file| &file.declarations) {
            offers.add(declaration);
            declaration.children.iter().for_each(|child| offers.add(child));
        }
        offers
    }

    fn add(&mut self, declaration: &Declaration) {
        let name = declaration.name.node.clone();
        if declaration.changes.is_none() && !matches!(declaration.word.node, D::Extend | D::Waive) {
            self.all.push((declaration.word.node == D::Test, name.clone()));
        }
        match declaration.word.node {
            D::Pack => {
                self.packs.push(name);
                for property in &declaration.properties {
                    let PropertyValue::Levels(levels) = &property.value else { continue };
                    let names = levels.levels.iter().map(|level| level.name.node.clone());
                    match property.word.node {
                        PropertyWord::Owners => self.owners.extend(names),
                        PropertyWord::Phases => self.phases.extend(names),
                        _ => {}
                    }
                }
            }
            D::Source => self.sources.push(name),
            D::Risk => self.risks.push(name),
            D::Term => self.terms.push(name),
            D::Fact if is_yes_no(declaration) => self.yes_no.push(name),
            D::Redline => self.rules.push((name, "gap")),
            D::Mitigation | D::Step => self.rules.push((name, "advised")),
            D::Duty => self.rules.push((name, "owed")),
            D::Question => self.rules.push((name, "ask")),
            D::Lever => self.rules.push((name, "available")),
            _ => {}
        }
    }
}

fn is_yes_no(declaration: &Declaration) -> bool {
    declaration.properties.iter().any(|property| match &property.value {
        PropertyValue::Type(written) => matches!(&written.form, TypeForm::Named(name) if name.node == "yes-no"),
        _ => false,
    })
}
