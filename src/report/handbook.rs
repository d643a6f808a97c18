//! A rulebook as a handbook: what a lawyer reads who reviews the rules.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId};
use crate::rulebook::condition::{DefineId, NameId};
use crate::rulebook::uses::Uses;
use crate::rulebook::vocabulary::{Name, Role, Titled};

use super::markdown::tidy;
use super::sheets::{ChecklistSheet, DefineSheet, NameSheet, RiskSheet, RuleSheet, Sheets, SlaSheet, SourceSheet};
use super::templates::{HANDBOOK, Templates, given};
use super::view::HouseChange;
use super::words::{Links, Words};

/// All that rules say, in the order of the rules.
#[derive(Clone, Debug, Serialize)]
pub struct Handbook {
    /// The titles of the packs, joined.
    pub title: String,
    /// Whom one negotiates with.
    pub vendor: String,
    /// The packs.
    pub packs: Vec<HandbookPack>,
    /// The version of Proviso.
    pub proviso: String,
    /// Who sees to things.
    pub owners: Vec<String>,
    /// Who must agree to a fallback.
    pub approvers: Vec<String>,
    /// The phases of a deal, first to last.
    pub phases: Vec<String>,
    /// The documents a promise can stand in, weakest to strongest.
    pub documents: Vec<String>,
    /// The risks, with what is asked for, done and asked about each.
    pub risks: Vec<Chapter<RiskSheet>>,
    /// Questions that belong to no risk.
    pub questions: Vec<RuleSheet>,
    /// The checklists with their steps.
    pub checklists: Vec<Chapter<ChecklistSheet>>,
    /// What can be used.
    pub levers: Vec<RuleSheet>,
    /// What is owed after signature.
    pub duties: Vec<RuleSheet>,
    /// Service level agreements with their levels.
    pub slas: Vec<SlaSheet>,
    /// What pulls apart.
    pub conflicts: Vec<RuleSheet>,
    /// The figures that the house chose.
    pub parameters: Vec<NameSheet>,
    /// The figures that are worked out.
    pub figures: Vec<NameSheet>,
    /// Conditions with names.
    pub defines: Vec<DefineSheet>,
    /// What is true of a company.
    pub facts: Vec<NameSheet>,
    /// What a draft says.
    pub terms: Vec<NameSheet>,
    /// All names by their titles, for the index.
    pub index: Vec<NameSheet>,
    /// The sources, with what cites them.
    pub sources: Vec<SourceSheet>,
    /// What house packs change.
    pub changes: Vec<HouseChange>,
}

/// A pack in a handbook.
#[derive(Clone, Debug, Serialize)]
pub struct HandbookPack {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Whom one negotiates with.
    pub vendor: String,
    /// SHA-256 of its files.
    pub hash: String,
    /// The packs it changes.
    pub extends: Vec<String>,
}

/// A part of the handbook with its rules.
#[derive(Clone, Debug, Serialize)]
pub struct Chapter<T> {
    /// What it is about.
    #[serde(flatten)]
    pub about: T,
    /// What is bargained over.
    pub redlines: Vec<RuleSheet>,
    /// What one can do by oneself.
    pub mitigations: Vec<RuleSheet>,
    /// What to ask.
    pub questions: Vec<RuleSheet>,
    /// What to do, step by step.
    pub steps: Vec<RuleSheet>,
}

/// Puts a rulebook into words.
pub fn handbook(book: &Rulebook, proviso: &str) -> Handbook {
    let uses = Uses::of(book);
    let sheets = Sheets { words: Words::of(book), uses: &uses, links: Links::Anchors };
    let names = |of: fn(&Role) -> bool| -> Vec<NameSheet> {
        let own = book.names().filter(|(_, name)| of(&name.role));
        own.map(|(id, _)| sheets.name(id)).collect()
    };
    let risks = (0..book.risks.len())
        .filter_map(|at| Some(chapter(&sheets, sheets.risk(at)?, |rule: &Advice| rule.risk == Some(at))));
    let checklists = (0..book.checklists.len()).filter_map(|at| {
        Some(chapter(&sheets, sheets.checklist(at)?, |rule: &Advice| rule.risk.is_none() && rule.checklist == Some(at)))
    });
    let defines = (0..book.defines.len()).filter_map(|at| sheets.define(DefineId(at)));
    let titles = |of: &[Titled]| of.iter().map(|titled| titled.title.clone()).collect();
    Handbook {
        title: book.packs.iter().map(|pack| pack.title.as_str()).collect::<Vec<_>>().join("; "),
        vendor: sheets.words.vendor(),
        packs: packs(book),
        proviso: proviso.to_owned(),
        owners: titles(&book.owners),
        approvers: titles(&book.approvers),
        phases: titles(&book.phases),
        documents: titles(&book.documents),
        risks: risks.collect(),
        questions: rules(&sheets, "question", &|rule| rule.risk.is_none() && rule.checklist.is_none()),
        checklists: checklists.collect(),
        levers: rules(&sheets, "lever", &|_| true),
        duties: rules(&sheets, "duty", &|_| true),
        slas: (0..book.slas.len()).filter_map(|at| sheets.sla(at)).collect(),
        conflicts: rules(&sheets, "conflict", &|_| true),
        parameters: names(|role| matches!(role, Role::Parameter(_))),
        figures: names(|role| matches!(role, Role::Figure(_))),
        defines: defines.collect(),
        facts: names(|role| matches!(role, Role::Fact)),
        terms: names(|role| matches!(role, Role::Term(_))),
        index: index(book, &sheets),
        sources: (0..book.sources.len()).filter_map(|at| sheets.source(at)).collect(),
        changes: sheets.words.house_changes(),
    }
}

/// A handbook in Markdown, with one line end at its end.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn handbook_page(handbook: &Handbook, templates: &Templates) -> Result<String, Diagnostic> {
    templates.render(HANDBOOK, &given(handbook)).map(|text| tidy(&text))
}

fn packs(book: &Rulebook) -> Vec<HandbookPack> {
    let extended = |at: &usize| book.packs.get(*at).map(|pack| pack.title.clone());
    book.packs
        .iter()
        .map(|pack| HandbookPack {
            id: pack.id.clone(),
            title: pack.title.clone(),
            version: pack.version.clone(),
            vendor: pack.vendor.clone(),
            hash: format!("sha256:{}", pack.hash),
            extends: pack.extends.iter().filter_map(extended).collect(),
        })
        .collect()
}

fn chapter<T>(sheets: &Sheets<'_>, about: T, own: impl Fn(&Advice) -> bool) -> Chapter<T> {
    let of = |kind| rules(sheets, kind, &own);
    Chapter {
        about,
        redlines: of("redline"),
        mitigations: of("mitigation"),
        questions: of("question"),
        steps: of("step"),
    }
}

/// The rules of a kind, in the order of the rulebook.
fn rules(sheets: &Sheets<'_>, kind: &str, own: &dyn Fn(&Advice) -> bool) -> Vec<RuleSheet> {
    let all = sheets.book().advice.iter().enumerate();
    let own = all.filter(|(_, rule)| rule.body.kind() == kind && own(rule));
    own.filter_map(|(at, _)| sheets.rule(AdviceId(at))).collect()
}

/// All names by their titles.
fn index(book: &Rulebook, sheets: &Sheets<'_>) -> Vec<NameSheet> {
    let mut names: Vec<(NameId, &Name)> = book.names().collect();
    names.sort_by_cached_key(|(_, name)| (name.title.to_lowercase(), &name.id));
    names.into_iter().map(|(id, _)| sheets.name(id)).collect()
}
