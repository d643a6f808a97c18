//! The verdict in one honest sentence, what to decide first, and what needs no decision.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::assess::finding::{Finding, KnownBy, Outcome};
use crate::profile::DraftStatus;
use crate::report::words::{Reader, Slots, and, counted, first_few};
use crate::rulebook::advice::{Advice, AdviceId, Body, Priority, Redline, Severity};
use crate::rulebook::condition::NameId;

use super::bargain::capital;
use super::duties::first_day;

/// Where the deal stands.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// In two or three words: "Not ready to sign."
    pub word: String,
    /// The counts, which add up, and what they leave out; a sentence each.
    pub sentences: Vec<String>,
}

/// Something to decide first.
#[derive(Clone, Debug, Serialize)]
pub struct First {
    /// "Notice of material changes: past your walk-away."
    pub title: String,
    /// What the draft says, and what to ask for.
    pub text: String,
}

/// What is as it should be, and what does not matter here.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Settled {
    /// Positions the draft meets.
    pub in_order: Vec<Met>,
    /// Measures and steps that have been taken.
    pub seen_to: Vec<String>,
    /// Questions with their answers, so that nobody takes a no for a yes.
    pub answered: Vec<Answer>,
    /// Positions that do not apply, with what the draft says there all the same.
    pub not_applicable: Vec<String>,
    /// Measures, steps and levers that are not needed or not there.
    pub not_needed: Vec<String>,
}

/// A question that has been answered.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The question.
    pub question: String,
    /// What the profile says.
    pub answer: String,
}

/// A position the draft meets.
#[derive(Clone, Debug, Serialize)]
pub struct Met {
    /// Its title.
    pub title: String,
    /// What the draft says.
    pub says: String,
    /// Where the profile says so.
    pub place: Option<String>,
}

/// How many positions stand how.
#[derive(Default)]
struct Counts {
    walk_away: usize,
    gap: usize,
    fallback: usize,
    preferred: usize,
    open: usize,
    not_applicable: usize,
    questions: usize,
    waived: usize,
}

/// A redline with its finding and its rule.
type Position<'a> = (&'a Finding, &'a Advice, &'a Redline);

impl Reader<'_> {
    fn redlines(&self) -> Vec<Position<'_>> {
        let ranked = self.ranked().into_iter();
        ranked.filter_map(|(finding, rule)| Some((finding, rule, self.redline(rule)?))).collect()
    }

    pub(super) fn verdict(&self) -> Verdict {
        let counts = self.counts();
        let stated = counts.walk_away + counts.gap + counts.fallback + counts.preferred;
        let total = stated + counts.open;
        let mut sentences = Vec::new();
        if total == 0 {
            let sentence = match counts.not_applicable {
                0 => "The rules take no position on the draft.".to_owned(),
                1 => "The one position of these rules does not apply to you.".to_owned(),
                n => format!("None of the {n} positions of these rules applies to you."),
            };
            return Verdict { word: "Nothing to negotiate.".to_owned(), sentences: vec![sentence] };
        }
        match self.profile.draft {
            DraftStatus::None => sentences.push(format!(
                "In its place stands {} standard paper, as far as a source describes it.",
                self.vendors()
            )),
            DraftStatus::Partial => sentences.push("The draft has been read in part only.".to_owned()),
            DraftStatus::Reviewed => {}
        }
        sentences.extend(stood(&counts, total));
        sentences.extend(undecided(&counts, total));
        sentences.extend(match counts.waived {
            0 => None,
            1 => Some(format!("1 of the {total} is waived for now.")),
            n => Some(format!("{n} of the {total} are waived for now.")),
        });
        sentences.extend(match counts.not_applicable {
            0 => None,
            1 => Some("1 more does not apply to you.".to_owned()),
            n => Some(format!("{n} more do not apply to you.")),
        });
        let word = match self.profile.draft {
            DraftStatus::None => "No draft is in hand.",
            _ if counts.walk_away + counts.gap > 0 => "Not ready to sign.",
            _ if counts.open > 0 => "Not decided yet.",
            _ if counts.fallback > 0 => "Acceptable, with fallbacks.",
            _ => "As you want it.",
        };
        Verdict { word: word.to_owned(), sentences }
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let mut questions = BTreeSet::new();
        for (finding, ..) in self.redlines() {
            counts.waived += usize::from(finding.is_waived());
            match finding.decided() {
                Some(Outcome::WalkAway) => counts.walk_away += 1,
                Some(Outcome::Gap) => counts.gap += 1,
                Some(Outcome::Fallback(_)) => counts.fallback += 1,
                Some(Outcome::Preferred) => counts.preferred += 1,
                Some(_) => counts.not_applicable += 1,
                None => {
                    counts.open += 1;
                    questions.extend(finding.waits_for.iter().copied());
                }
            }
        }
        counts.questions = questions.len();
        counts
    }

    /// Waivers that have run out; duties whose day is near; walk-aways, critical gaps and must-haves; then what is not
    /// decided and could be one of them; then the questions that settle most.
    pub(super) fn first(&self) -> Vec<First> {
        const MOST: usize = 6;
        const MOST_DATED: usize = 2;
        const MOST_DECIDED: usize = 4;
        let redlines = self.redlines();
        let pressing = redlines.iter().filter(|(finding, ..)| is_pressing(finding));
        let pressing = pressing.map(|(finding, rule, redline)| self.pressing(finding, rule, redline));
        let dated = self.pressing_duties().into_iter().take(MOST_DATED);
        let mut first: Vec<First> =
            self.run_out().into_iter().chain(dated).chain(pressing.take(MOST_DECIDED)).take(MOST).collect();
        let grave = redlines.iter().filter(|(finding, ..)| is_grave(finding));
        let room = (MOST - first.len()).min(3);
        let grave: Vec<&Position<'_>> = grave.take(room).collect();
        let asked: BTreeSet<NameId> = grave.iter().flat_map(|(finding, ..)| first_asked(finding)).copied().collect();
        first.extend(grave.into_iter().map(|(finding, rule, _)| self.grave(finding, rule)));
        let room = MOST - first.len();
        let questions: Vec<First> = self.decisive_questions(&asked).into_iter().take(room.min(2)).collect();
        first.extend(questions);
        first
    }

    fn grave(&self, finding: &Finding, rule: &Advice) -> First {
        let could_be = match finding.worst() {
            Some(Outcome::WalkAway) => "could be past your walk-away",
            _ => "could fall short",
        };
        let asks: Vec<String> = first_asked(finding).iter().map(|name| self.question_of(*name)).collect();
        First {
            title: format!("{}: not decided, {could_be}, {}.", self.title(rule), at_worst(finding)),
            text: format!("Find out: {}", asks.join(" ")),
        }
    }

    fn pressing(&self, finding: &Finding, rule: &Advice, redline: &Redline) -> First {
        let severity = finding.severity.worst;
        let status = match finding.decided() {
            Some(Outcome::WalkAway) => "past your walk-away".to_owned(),
            _ if severity == Severity::Critical => {
                format!("falls short, {}", at_worst(finding))
            }
            _ => "falls short of a must-have".to_owned(),
        };
        let says = capital(&self.draft_says(redline.subject).sentence);
        let bargain = capital(&self.bargain(finding, redline));
        First { title: format!("{}: {status}.", self.title(rule)), text: format!("{says}. {bargain}.") }
    }

    /// Those that settle most and are not among those asked already.
    fn decisive_questions(&self, asked: &BTreeSet<NameId>) -> Vec<First> {
        // An answer that can only turn out well need not come first.
        let matters = |id: &AdviceId| {
            let finding = self.assessment.findings.get(id.0);
            finding.and_then(Finding::worst).is_some_and(|worst| worst.rank() <= Outcome::Advised.rank())
        };
        let open = self.assessment.open_facts.iter().filter(|open| !asked.contains(&open.name));
        let settling = open.filter(|open| open.settles.iter().any(matters));
        let question = |open: &crate::assess::finding::OpenFact| {
            let settles = counted(open.settles.len(), "point");
            let what = first_few(&self.titles_of(&open.settles), 3);
            let owner = self.answerer(open.name).map_or_else(String::new, |owner| format!(" Owner: {owner}."));
            First {
                title: format!("Find out: {}", self.question_of(open.name)),
                text: format!("The answer alone settles {settles}: {what}.{owner}"),
            }
        };
        settling.map(question).collect()
    }

    pub(super) fn settled(&self) -> Settled {
        let mut settled = Settled::default();
        for (finding, rule) in self.ranked() {
            let title = self.short_title(rule);
            match finding.decided() {
                Some(Outcome::Preferred) => {
                    if let Body::Redline(redline) = &rule.body {
                        let says = self.draft_says(redline.subject);
                        settled.in_order.push(Met { title, says: says.says, place: says.place });
                    }
                }
                Some(Outcome::InPlace) => settled.seen_to.push(title),
                Some(Outcome::Answered) => settled.answered.push(self.answered(rule, title)),
                Some(Outcome::NotApplicable) => settled.not_applicable.push(self.unread(rule, title)),
                Some(Outcome::NotNeeded) => settled.not_needed.push(title),
                _ => {}
            }
        }
        settled
    }
}

impl Reader<'_> {
    fn answered(&self, rule: &Advice, question: String) -> Answer {
        let answers: Vec<String> = match &rule.body {
            Body::Question { answered_by, .. } => answered_by.iter().map(|name| self.shown(*name)).collect(),
            _ => Vec::new(),
        };
        Answer { question, answer: answers.join("; ") }
    }

    /// A position that does not apply, with what the draft says there all the same.
    fn unread(&self, rule: &Advice, title: String) -> String {
        let Some(redline) = self.redline(rule) else { return title };
        match self.known(redline.subject).map(|known| &known.by) {
            Some(KnownBy::Profile) => format!("{title} (the draft: {})", self.draft_says(redline.subject).says),
            _ => title,
        }
    }

    /// Duties of weight whose day has passed or comes within weeks, the next first.
    fn pressing_duties(&self) -> Vec<First> {
        const SOON: i32 = 45;
        let mut duties: Vec<(Date, First)> = Vec::new();
        for (finding, rule) in self.due(Outcome::Owed) {
            let Body::Duty { due, does, .. } = &rule.body else { continue };
            let Some(day) = first_day(finding) else { continue };
            let left = self.profile.as_of.until(day).map_or(i32::MAX, |span| span.get_days());
            let weighs = finding.severity.worst >= Severity::High && finding.decided() == Some(Outcome::Owed);
            if weighs && left <= SOON && !finding.is_waived() {
                let title = format!("{}: {}.", self.title(rule), self.due_date(finding, due));
                duties.push((day, First { title, text: self.plain(does, Slots::default()) }));
            }
        }
        duties.sort_by_key(|(day, _)| *day);
        duties.into_iter().map(|(_, first)| first).collect()
    }
}

/// Of what an open finding waits for, what is asked first.
fn first_asked(finding: &Finding) -> &[NameId] {
    finding.waits_for.get(..2).unwrap_or(&finding.waits_for)
}

/// "critical", "critical at worst".
fn at_worst(finding: &Finding) -> String {
    let worst = finding.severity.worst;
    if finding.severity.could_be.len() > 1 { format!("{worst} at worst") } else { worst.to_string() }
}

fn is_pressing(finding: &Finding) -> bool {
    match finding.decided().filter(|_| !finding.is_waived()) {
        Some(Outcome::WalkAway) => true,
        Some(Outcome::Gap) => {
            let must_have = finding.priority.as_ref().is_some_and(|priority| priority.could_be == [Priority::MustHave]);
            finding.severity.worst == Severity::Critical || must_have
        }
        _ => false,
    }
}

/// Open, and perhaps as bad as what is pressing.
fn is_grave(finding: &Finding) -> bool {
    let must_have = finding.priority.as_ref().is_some_and(|priority| priority.worst == Priority::MustHave);
    finding.decided().is_none()
        && !finding.is_waived()
        && finding.worst().is_some_and(|worst| worst.rank() <= Outcome::Gap.rank())
        && (finding.severity.worst == Severity::Critical || must_have)
}

/// "Of 24 positions, 1 is past your walk-away and 5 fall short."
fn stood(counts: &Counts, total: usize) -> Option<String> {
    let are = |n: usize| if n == 1 { "is" } else { "are" };
    let parts: Vec<String> = [
        (counts.walk_away, format!("{} past your walk-away", are(counts.walk_away))),
        (counts.gap, if counts.gap == 1 { "falls short" } else { "fall short" }.to_owned()),
        (counts.fallback, format!("{} acceptable as a fallback", are(counts.fallback))),
        (
            counts.preferred,
            format!("{} as you want {}", are(counts.preferred), if counts.preferred == 1 { "it" } else { "them" }),
        ),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, words)| format!("{n} {words}"))
    .collect();
    let of = counted(total, "position");
    (!parts.is_empty()).then(|| format!("Of {of}, {}.", and(&parts)))
}

/// "4 cannot be decided until 3 questions are answered."
fn undecided(counts: &Counts, total: usize) -> Option<String> {
    let who = match counts.open {
        0 => return None,
        open if open == total && total > 1 => format!("None of the {total} positions"),
        open => open.to_string(),
    };
    let can = if counts.open == total && total > 1 { "can" } else { "cannot" };
    Some(match counts.questions {
        0 => format!("{who} {can} be decided yet."),
        1 => format!("{who} {can} be decided until 1 question is answered."),
        n => format!("{who} {can} be decided until {n} questions are answered."),
    })
}
