//! The interview: what is asked next, what an answer moves, and how the profile reads after
//! it. It knows no terminal and no files; each line that was typed is one turn.

mod command;
pub mod list;
mod mail;
mod moves;
mod page;
mod question;
mod standing;
mod turns;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::assess::finding::OpenFact;
use crate::diagnostic::Diagnostic;
use crate::report::words::counted;
use crate::rulebook::Rulebook;
use crate::rulebook::condition::NameId;
use crate::source::Source;

use mail::Asked;
use page::wrapped;
use standing::Standing;

/// What comes of one turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// What to tell the person, with the next question at its end.
    pub says: String,
    /// How the profile reads now, where the turn has changed it.
    pub text: Option<String>,
    /// Whether the interview is over.
    pub over: bool,
}

/// An interview about one profile. The most decisive question comes first, and each is
/// asked once in a run, unless it is taken back.
pub struct Interview<'r> {
    rulebook: &'r Rulebook,
    as_of: Option<Date>,
    now: State,
    /// As it was before each turn that can be taken back.
    past: Vec<State>,
    /// What was probably meant by an answer that could not be read.
    offer: Option<String>,
    /// Whether questions for others are written down as they come.
    mail_is_kept: bool,
}

/// Where an interview is.
#[derive(Clone)]
struct State {
    standing: Standing,
    topic: Topic,
    /// Names that have had their turn.
    through: BTreeSet<NameId>,
    /// Questions for others.
    asked: Vec<Asked>,
    /// Whether the person says that there is no draft yet.
    no_draft: bool,
    /// Whether terms that rest on a standard are looked through.
    confirming: bool,
    /// The questions put so far.
    count: usize,
}

/// What the person is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Name(NameId),
    /// Whether there is a draft by now.
    Draft,
    /// Nothing is left but what can be confirmed.
    End,
}

impl<'r> Interview<'r> {
    /// Begins with a profile as it stands in its file. The turn holds the first question;
    /// it is over at once where nothing is open.
    ///
    /// # Errors
    /// All mistakes of the profile.
    pub fn begin(
        rulebook: &'r Rulebook,
        source: &Source,
        as_of: Option<Date>,
    ) -> Result<(Self, Turn), Vec<Diagnostic>> {
        let now = State {
            standing: Standing::read(rulebook, source, as_of)?,
            topic: Topic::End,
            through: BTreeSet::new(),
            asked: Vec::new(),
            no_draft: false,
            confirming: false,
            count: 0,
        };
        let mut interview = Self { rulebook, as_of, now, past: Vec::new(), offer: None, mail_is_kept: false };
        let mut says = interview.welcome();
        interview.now.topic = interview.next();
        let over = interview.now.topic == Topic::End && !interview.can_confirm();
        says.push_str(&interview.asks());
        Ok((interview, Turn { says, text: None, over }))
    }

    /// The same where questions for others are written down as they come, and need no end
    /// of the interview.
    #[must_use]
    pub fn keeping_mail(self) -> Self {
        Self { mail_is_kept: true, ..self }
    }

    /// Questions that were left for others, ready to be mailed; nothing where there are
    /// none.
    pub fn mail(&self) -> Option<String> {
        let reader = self.now.standing.reader(self.rulebook);
        (!self.now.asked.is_empty()).then(|| mail::mail(self.rulebook, &reader, &self.now.asked))
    }

    /// The last words, whichever way the interview ended.
    pub fn farewell(&self) -> String {
        let mut text = format!("\n{}\n", moves::tally(self.rulebook, &self.now.standing.assessment));
        let open = self.now.standing.open().len();
        if open > 0 {
            let are = if open == 1 { "is" } else { "are" };
            text.push_str(&format!("{} {are} still without an answer.\n", counted(open, "question")));
        }
        text
    }

    fn welcome(&self) -> String {
        let mut text = wrapped(&format!("{}. {}", self.now.standing.profile.name, self.tally()), 0);
        if !self.now.standing.has_draft() {
            text.push_str(&wrapped(
                "No draft is in hand: the vendor's standard stands in its place where it is known.",
                0,
            ));
        }
        text.push_str(&wrapped(
            "Each answer is written into the file at once. You can also say: don't know, ask finance (or anybody), \
             why, back, list, help, stop.",
            0,
        ));
        text
    }

    fn tally(&self) -> String {
        let tally = moves::tally(self.rulebook, &self.now.standing.assessment);
        match self.left() {
            0 => tally,
            left => format!("{tally} {} left.", counted(left, "question")),
        }
    }

    fn is_term(&self, name: NameId) -> bool {
        self.rulebook.name(name).term().is_some()
    }

    /// What is still to be asked: open and not yet through, terms only while a draft may be
    /// there.
    fn waiting(&self) -> impl Iterator<Item = &OpenFact> {
        let has_draft = self.now.standing.has_draft() || !self.now.no_draft;
        let open = self.now.standing.open().iter();
        open.filter(move |open| !self.now.through.contains(&open.name) && (has_draft || !self.is_term(open.name)))
    }

    /// The terms that rest on a standard and have not had their turn.
    fn to_confirm(&self) -> impl Iterator<Item = NameId> {
        let terms = self.now.standing.assessment.to_confirm.iter().map(|term| term.name);
        terms.filter(|name| !self.now.through.contains(name))
    }

    fn can_confirm(&self) -> bool {
        self.now.standing.has_draft() && !self.now.confirming && self.to_confirm().next().is_some()
    }

    fn left(&self) -> usize {
        let confirmed = if self.now.confirming { self.to_confirm().count() } else { 0 };
        self.waiting().count() + confirmed
    }

    fn next(&self) -> Topic {
        match self.waiting().next() {
            Some(open) if self.is_term(open.name) && !self.now.standing.has_draft() => Topic::Draft,
            Some(open) => Topic::Name(open.name),
            None if self.now.confirming => self.to_confirm().next().map_or(Topic::End, Topic::Name),
            None => Topic::End,
        }
    }

    /// The question, in full.
    fn asks(&self) -> String {
        let reader = self.now.standing.reader(self.rulebook);
        let more = match self.left().saturating_sub(1) {
            0 => "the last".to_owned(),
            more => format!("{more} after it"),
        };
        match self.now.topic {
            Topic::Name(name) => {
                let open = self.now.standing.open().iter().find(|open| open.name == name);
                let owner = reader.answerer(name).map(|owner| format!(" Who knows: {owner}.")).unwrap_or_default();
                let severity = open.map(|open| format!(" Severity: {}.", open.severity)).unwrap_or_default();
                let why = match open {
                    Some(open) => question::settles(&reader, open),
                    None => self.confirmation(name),
                };
                let asked = question::question(self.rulebook, &reader, name, &why);
                format!("\nQuestion {}, {more}.{severity}{owner}\n\n{asked}", self.now.count + 1)
            }
            Topic::Draft => {
                let mut text = String::from("\n");
                text.push_str(&wrapped("Is there a draft on the table by now?", 2));
                text.push('\n');
                text.push_str(&wrapped(
                    "The next questions are about what it says. Your profile says that there is none. \
                     With `yes` it says that a draft has been read in part; with `no` these questions wait.",
                    2,
                ));
                text
            }
            Topic::End if self.can_confirm() => {
                let rest = self.to_confirm().count();
                let mut text = String::from("\n");
                text.push_str(&wrapped(
                    &format!(
                        "No question is left. {} taken from the vendor's standard: `confirm` goes through them, \
                         `stop` ends.",
                        if rest == 1 { "1 term is".to_owned() } else { format!("{rest} terms are") },
                    ),
                    2,
                ));
                text
            }
            Topic::End => "\nNo question is left.\n".to_owned(),
        }
    }

    /// What a term rests on that nobody has looked up.
    fn confirmation(&self, name: NameId) -> String {
        let reader = self.now.standing.reader(self.rulebook);
        let standard = self.rulebook.name(name).term().map(|term| reader.standard_of(term)).unwrap_or_default();
        format!("Taken for granted: {}, {standard}. Answer `same` if the draft says so too.", reader.shown(name))
    }
}
