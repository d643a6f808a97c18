//! Questions for others, ready to be mailed.

use std::collections::BTreeMap;

use crate::report::words::{Reader, and, first_few};
use crate::rulebook::Rulebook;
use crate::rulebook::condition::NameId;

use super::page::{sentence, wrapped};
use super::question::{how, so_far};
use crate::profile::choices;

/// A question that somebody else is to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) name: NameId,
    pub(super) whom: String,
    /// The titles of what the answer bears on, when it was put aside.
    pub(super) bears_on: Vec<String>,
}

/// One message for each person: the questions, why they are asked, and how to answer.
pub(super) fn mail(rulebook: &Rulebook, reader: &Reader<'_>, asked: &[Asked]) -> String {
    let mut by_person: BTreeMap<&str, Vec<&Asked>> = BTreeMap::new();
    for one in asked {
        by_person.entry(&one.whom).or_default().push(one);
    }
    let titles: Vec<String> = rulebook.packs.iter().map(|pack| pack.title.clone()).collect();
    let mut text = String::new();
    for (whom, questions) in by_person {
        if !text.is_empty() {
            text.push_str("\n---\n\n");
        }
        let noun = if questions.len() == 1 { "A question" } else { "Questions" };
        text.push_str(&format!("To: {whom}\nSubject: {noun} about {}\n\n", and(&titles)));
        text.push_str(&wrapped(
            "We are preparing a negotiation. Your answers decide the points named below each question. A range \
             or a part of an answer helps too; what nobody knows stays open.",
            0,
        ));
        for (at, one) in questions.into_iter().enumerate() {
            let name = reader.name(one.name);
            let question = wrapped(&reader.question_of(one.name), 3);
            text.push_str(&format!("\n{}. {}", at + 1, question.trim_start()));
            if let Some(known) = so_far(reader, one.name) {
                text.push_str(&wrapped(&sentence(&format!("known so far: {known}")), 3));
            }
            if !one.bears_on.is_empty() {
                text.push_str(&wrapped(&format!("It bears on: {}.", first_few(&one.bears_on, 5)), 3));
            }
            let offered: Vec<String> = choices(&name.of).into_iter().map(|(_, title)| title).collect();
            let how = match name.of.levels() {
                Some(_) => format!("Possible answers: {}.", offered.join("; ")),
                None => how(name).replace('`', ""),
            };
            text.push_str(&wrapped(&how, 3));
        }
    }
    text
}
