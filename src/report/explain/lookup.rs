//! What a word stands for.

use crate::report::words::Mention;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::{DefineId, NameId};

/// Everything that can be mentioned, each with its id, in the order of the rulebook.
fn all(book: &Rulebook) -> impl Iterator<Item = (Mention, &str)> {
    let rules = book.advice.iter().enumerate().map(|(at, rule)| (Mention::Advice(AdviceId(at)), &*rule.id));
    let risks = book.risks.iter().enumerate().map(|(at, risk)| (Mention::Risk(at), &*risk.id));
    let lists = book.checklists.iter().enumerate().map(|(at, list)| (Mention::Checklist(at), &*list.id));
    let names = book.names.iter().enumerate().map(|(at, name)| (Mention::Name(NameId(at)), &*name.id));
    let defines = book.defines.iter().enumerate().map(|(at, define)| (Mention::Define(DefineId(at)), &*define.id));
    let sources = book.sources.iter().enumerate().map(|(at, source)| (Mention::Source(at), &*source.id));
    let slas = book.slas.iter().enumerate();
    let levels = slas.clone().flat_map(|(sla, one)| {
        one.agreement.levels.iter().enumerate().map(move |(at, level)| (Mention::Level(sla, at), &*level.id))
    });
    let slas = slas.map(|(at, sla)| (Mention::Sla(at), &*sla.agreement.id));
    rules.chain(risks).chain(lists).chain(names).chain(defines).chain(sources).chain(slas).chain(levels)
}

/// All that goes by a word. A qualified id is meant exactly; a short one stands for every
/// rule that ends in it.
pub(super) fn find(book: &Rulebook, word: &str) -> Vec<Mention> {
    let goes_by = |id: &str| id == word || short(id) == Some(word);
    all(book).filter(|(_, id)| goes_by(id)).map(|(mention, _)| mention).collect()
}

/// Every word that stands for something, for advice on a word that does not.
pub fn words_of(book: &Rulebook) -> Vec<String> {
    let mut words: Vec<String> = all(book).map(|(_, id)| id.to_owned()).collect();
    words.extend(all(book).filter_map(|(_, id)| short(id)).map(str::to_owned));
    words.sort();
    words.dedup();
    words
}

/// The id of a rule without its pack.
fn short(id: &str) -> Option<&str> {
    id.split_once('/').map(|(_, short)| short)
}
