//! What was typed → the next state of the interview, and what to say.

use crate::diagnostic::Diagnostic;
use crate::intake::Edit;
use crate::profile::{NoAnswer, answer, line, put, put_status};
use crate::report::words::or;
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::{Name, Titled};
use crate::value::Kind;

use super::command::Command;
use super::mail::Asked;
use super::page::{complaint, sentence, wrapped};
use super::{Interview, Topic, Turn, moves, question};

const HELP: &str = "  Write an answer in plain words, or:
    don't know      leave it open and go on
    ask finance     put it on a list for them; `ask Jo Miller` for anybody
    why             what waits for the answer, and what it can come to
    back            take the last answer back
    list            the questions that are left
    confirm         look through what is taken from the vendor's standard
    stop            end; all answers are in the file
  A range is two values with two points between: 3M..5M. `3M..` is that or more, `..5M` that
  or less. Quotes take a word as an answer that means something here: \"why\".
";

impl Interview<'_> {
    /// One line that was typed.
    pub fn turn(&mut self, line: &str) -> Turn {
        let offer = self.offer.take();
        match self.meant(line, offer.clone()) {
            // What is said a second time is meant.
            Command::Answer(said) => self.answered(&said, offer.as_ref() == Some(&said)),
            Command::DontKnow => self.put_aside("It stays open."),
            Command::Ask(whom) => self.ask(whom),
            Command::Why => self.why(),
            Command::Back => self.back(),
            Command::List => self.list(),
            Command::Confirm => self.confirm(),
            Command::Help => said(HELP.to_owned()),
            Command::Stop => Turn { over: true, ..Turn::default() },
            Command::Nothing => said(wrapped("Write an answer, `don't know`, `help` or `stop`.", 2)),
        }
    }

    /// A line as a wish, unless it is one of the answers; `yes` takes what was offered.
    fn meant(&self, line: &str, offer: Option<String>) -> Command {
        let written = line.trim();
        if let Topic::Name(name) = self.now.topic {
            let levels = self.rulebook.name(name).of.levels();
            if levels.is_some_and(|levels| levels.find(written).is_some()) {
                return Command::Answer(written.to_owned());
            }
        }
        match offer {
            Some(offer) if matches!(written.to_lowercase().as_str(), "y" | "yes") => Command::Answer(offer),
            _ => Command::parse(line),
        }
    }

    fn answered(&mut self, said_text: &str, is_sure: bool) -> Turn {
        match self.now.topic {
            Topic::Name(name) => self.answer(name, said_text, is_sure),
            Topic::Draft => self.draft(said_text),
            Topic::End => said(wrapped("No question is left: `confirm`, `back` or `stop`.", 2)),
        }
    }

    fn answer(&mut self, id: NameId, said_text: &str, is_sure: bool) -> Turn {
        let name = self.rulebook.name(id);
        let same = self.now.confirming && said_text.eq_ignore_ascii_case("same");
        let said_text = match self.now.standing.assessment.known.get(id.0) {
            Some(known) if same => known.possible.canonical(&name.of),
            _ => said_text.to_owned(),
        };
        let answer = match answer(self.rulebook, &self.now.standing.header, id, &said_text) {
            Ok(answer) => answer,
            Err(wrong) => {
                return said(self.not_understood(id, &wrong));
            }
        };
        if !is_sure && let Some(doubt) = doubt(name, &said_text, self.now.standing.header.currency.as_deref()) {
            self.offer = Some(said_text);
            return said(wrapped(&doubt, 2) + &self.offered());
        }
        let shown = format!("{}: {}", name.id, answer.written);
        let Some(edit) = put(&self.now.standing.source, &self.now.standing.node, name, &answer.written) else {
            let (line, section) = line(name, &answer.written);
            self.past.push(self.now.clone());
            self.now.through.insert(id);
            let why = format!(
                "The file is written in a way that cannot be changed here without touching more than this. Add the \
                 line by hand, under {section}:"
            );
            let says = format!("{}\n    {line}\n", wrapped(&why, 2));
            return self.go_on(says, None);
        };
        self.write(&edit, &shown, Some(id))
    }

    /// What is wrong with an answer, and what would be one.
    fn not_understood(&mut self, id: NameId, wrong: &NoAnswer) -> String {
        let name = self.rulebook.name(id);
        if name.of.levels().is_some() {
            // The choices are told as they were offered, with numbers.
            let near = |found: &Diagnostic| {
                let near = found.help.iter().find_map(|help| help.strip_prefix("did you mean `")?.split_once("`?"));
                near.map(|(near, _)| near.to_owned())
            };
            self.offer = wrong.found.iter().find_map(near);
            let said: String = wrong.found.iter().map(|found| wrapped(&sentence(&found.message), 2)).collect();
            return format!("{said}{}{}", self.offered(), question::expected(name));
        }
        self.offer.clone_from(&wrong.meant);
        let mut text = complaint(&wrong.found);
        if text.is_empty() {
            text = wrapped(&question::how(name), 2);
        }
        format!("{text}{}", self.offered())
    }

    fn offered(&self) -> String {
        let offer = self.offer.iter().map(|offer| wrapped(&format!("With `yes` you answer `{offer}`."), 2));
        offer.collect()
    }

    /// Whether there is a draft.
    fn draft(&mut self, said_text: &str) -> Turn {
        match said_text.to_lowercase().trim_end_matches(['.', '!']) {
            "y" | "yes" => match put_status(&self.now.standing.source, &self.now.standing.node, "partial") {
                Some(edit) => self.write(&edit, "status: partial", None),
                None => said(wrapped("Write `status: partial` under `draft:` in the file, then ask again.", 2)),
            },
            "n" | "no" => self.put_aside("The questions about the draft wait until there is one."),
            _ => said(wrapped("Answer `yes` or `no`.", 2)),
        }
    }

    /// Makes an edit, where the profile can be read and assessed after it.
    fn write(&mut self, edit: &Edit, shown: &str, through: Option<NameId>) -> Turn {
        let after = match self.now.standing.edited(self.rulebook, edit, self.as_of) {
            Ok(after) => after,
            Err(found) => return said(self.refused(&found)),
        };
        self.past.push(self.now.clone());
        self.now.through.extend(through);
        let before = std::mem::replace(&mut self.now.standing, after);
        let mut says = wrapped(&format!("Written: {shown}"), 2);
        if through.is_some() {
            for moved in moves::moves(self.rulebook, &before, &self.now.standing) {
                says.push_str(&wrapped(&moved, 2));
            }
        }
        says.push_str(&wrapped(&self.tally(), 2));
        let text = self.now.standing.source.text().to_owned();
        self.go_on(says, Some(text))
    }

    fn refused(&self, found: &[Diagnostic]) -> String {
        format!("{}{}", complaint(found), wrapped("The answer is not written.", 2))
    }

    /// The question stays open, and the next one comes.
    fn put_aside(&mut self, why: &str) -> Turn {
        if self.now.topic == Topic::End {
            return said(wrapped("No question is left: `confirm`, `back` or `stop`.", 2));
        }
        self.past.push(self.now.clone());
        match self.now.topic {
            Topic::Name(name) => {
                self.now.through.insert(name);
            }
            Topic::Draft | Topic::End => self.now.no_draft = true,
        }
        self.go_on(wrapped(why, 2), None)
    }

    fn ask(&mut self, whom: Option<String>) -> Turn {
        let Topic::Name(name) = self.now.topic else {
            return said(wrapped("There is no question here to put to anybody.", 2));
        };
        let reader = self.now.standing.reader(self.rulebook);
        let known = |whom: &String| {
            let owners = self.rulebook.owners.iter();
            let is_it = |owner: &&Titled| owner.id.eq_ignore_ascii_case(whom) || owner.title.eq_ignore_ascii_case(whom);
            owners.clone().find(is_it).map(|owner| owner.title.clone())
        };
        let whom = whom.map(|whom| known(&whom).unwrap_or(whom)).or_else(|| reader.answerer(name));
        let Some(whom) = whom else {
            let owners: Vec<String> = self.rulebook.owners.iter().map(|owner| format!("`ask {}`", owner.id)).collect();
            return said(wrapped(&format!("Whom? {}, or anybody by name.", or(&owners)), 2));
        };
        let open = self.now.standing.open().iter().find(|open| open.name == name);
        let bears_on = open.map(|open| reader.hangs_on(open)).unwrap_or_default();
        self.past.push(self.now.clone());
        self.now.through.insert(name);
        self.now.asked.push(Asked { name, whom: whom.clone(), bears_on });
        let kept = if self.mail_is_kept { "" } else { " `stop` shows it as a mail; Ctrl-C would lose it." };
        self.go_on(wrapped(&format!("Noted for {}{kept}", sentence_end(&whom)), 2), None)
    }

    fn why(&self) -> Turn {
        let reader = self.now.standing.reader(self.rulebook);
        said(match self.now.topic {
            Topic::Name(name) => question::why(&reader, name),
            Topic::Draft => wrapped("What a draft says can only be asked where there is one.", 2),
            Topic::End => wrapped("No question is left.", 2),
        })
    }

    fn list(&self) -> Turn {
        let reader = self.now.standing.reader(self.rulebook);
        const MOST: usize = 15;
        let mut text = String::new();
        for open in self.waiting().take(MOST) {
            let owner = reader.answerer(open.name).map(|owner| format!(" ({owner})")).unwrap_or_default();
            text.push_str(&wrapped(&format!("- {}{owner}", reader.question_of(open.name)), 2));
        }
        let more = self.waiting().count().saturating_sub(MOST);
        if more > 0 {
            text.push_str(&wrapped(&format!("And {more} more, which decide less."), 2));
        }
        said(if text.is_empty() { wrapped("No question is left.", 2) } else { text })
    }

    fn confirm(&mut self) -> Turn {
        if !self.now.standing.has_draft() {
            return said(wrapped("There is no draft yet in which they could be confirmed.", 2));
        }
        if self.to_confirm().next().is_none() {
            return said(wrapped("Nothing is taken from the vendor's standard.", 2));
        }
        self.past.push(self.now.clone());
        self.now.confirming = true;
        let later = match self.waiting().next() {
            Some(_) => wrapped("They come after the open questions.", 2),
            None => String::new(),
        };
        if let Topic::Name(_) = self.now.topic {
            // The question that stands is asked again.
            self.now.count = self.now.count.saturating_sub(1);
        }
        self.go_on(later, None)
    }

    fn back(&mut self) -> Turn {
        let Some(past) = self.past.pop() else {
            return said(wrapped("This is where we began.", 2));
        };
        let changed = past.standing.source.text() != self.now.standing.source.text();
        let text = changed.then(|| past.standing.source.text().to_owned());
        self.now = past;
        let says = if changed { "The last answer is taken out of the file." } else { "One question back." };
        Turn { says: format!("{}{}", wrapped(says, 2), self.asks()), text, over: false }
    }

    /// The next question after what is to be said first.
    fn go_on(&mut self, mut says: String, text: Option<String>) -> Turn {
        if matches!(self.now.topic, Topic::Name(_)) {
            self.now.count += 1;
        }
        self.now.topic = self.next();
        says.push_str(&self.asks());
        let over = self.now.topic == Topic::End && !self.can_confirm();
        Turn { says, text, over }
    }
}

/// With a full stop, whatever it begins with.
fn sentence_end(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

/// Whether an amount is perhaps the place of a choice, or thousands: a small number without
/// any unit, where the question is about money.
fn doubt(name: &Name, said: &str, currency: Option<&str>) -> Option<String> {
    const SMALL: u32 = 1000;
    let parts = said.split(" or ").flat_map(|part| part.split("..")).flat_map(|part| part.split(" to "));
    let mut parts = parts.map(str::trim).filter(|part| !part.is_empty()).peekable();
    parts.peek()?;
    let is_small = |part: &str| part.parse::<u32>().is_ok_and(|number| number > 0 && number < SMALL);
    let is_money = name.of.kind == Kind::Money;
    (is_money && parts.all(is_small)).then(|| {
        let unit = currency.map(|currency| format!(", in {currency}")).unwrap_or_default();
        format!("Did you mean {said}{unit}? An amount counts in full: `1k` is a thousand, `1M` a million.")
    })
}

fn said(says: String) -> Turn {
    Turn { says, ..Turn::default() }
}
