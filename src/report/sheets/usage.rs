//! Who uses a name, in words.

use serde::Serialize;

use crate::report::markdown::Markdown;
use crate::report::words::{Mention, and};
use crate::rulebook::advice::Body;
use crate::rulebook::uses::{Use, UsedIn, User};

use super::Sheets;
use super::ladder::rung_name;

/// Users of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct UseGroup {
    /// What they are: "Redlines", "Parameters".
    pub kind: String,
    /// Each of them.
    pub users: Vec<UseLine>,
}

/// One user.
#[derive(Clone, Debug, Serialize)]
pub struct UseLine {
    /// What it is.
    pub user: Markdown,
    /// As it is written in rules; none of a define, which goes by its id anyway.
    pub id: Option<String>,
    /// The parts that use the name: "when it applies and the preferred position".
    pub parts: String,
}

/// The kinds of user in the order they are told in.
const KINDS: [(&str, &str); 12] = [
    ("risk", "Risks"),
    ("redline", "Redlines"),
    ("mitigation", "Mitigations"),
    ("question", "Questions"),
    ("step", "Steps"),
    ("lever", "Levers"),
    ("conflict", "Conflicts"),
    ("duty", "Duties"),
    ("define", "Defines"),
    ("parameter", "Parameters"),
    ("figure", "Figures"),
    ("term", "Terms"),
];

impl Sheets<'_> {
    /// Uses by the kind of their user.
    pub(super) fn groups(&self, uses: &[Use]) -> Vec<UseGroup> {
        let mut users: Vec<(User, Vec<UsedIn>)> = Vec::new();
        for (user, used_in) in uses {
            match users.iter_mut().find(|(known, _)| known == user) {
                Some((_, parts)) => parts.push(*used_in),
                None => users.push((*user, vec![*used_in])),
            }
        }
        let kind = |user: User| self.words.kind_of(Mention::from(user));
        let group = |(word, title): (&str, &str)| {
            let own = users.iter().filter(|(user, _)| kind(*user) == word);
            let users: Vec<UseLine> = own.map(|(user, parts)| self.use_line(*user, parts)).collect();
            (!users.is_empty()).then(|| UseGroup { kind: title.to_owned(), users })
        };
        KINDS.into_iter().filter_map(group).collect()
    }

    fn use_line(&self, user: User, parts: &[UsedIn]) -> UseLine {
        let words: Vec<String> = parts.iter().map(|part| self.part(user, *part)).collect();
        UseLine { user: self.user(user), id: self.id_beside(user), parts: and(&words) }
    }

    fn id_beside(&self, user: User) -> Option<String> {
        (!matches!(user, User::Define(_))).then(|| self.words.id_of(user.into()).to_owned())
    }

    pub(super) fn user(&self, user: User) -> Markdown {
        self.mention(Mention::from(user))
    }

    /// The same with what it is, where a rule may have the same title.
    pub(super) fn user_and_kind(&self, user: User) -> Markdown {
        match user {
            User::Name(_) => Markdown::trusted(format!("{} ({})", self.user(user), self.words.kind_of(user.into()))),
            _ => self.user(user),
        }
    }

    fn part(&self, user: User, part: UsedIn) -> String {
        let redline = match user {
            User::Advice(id) => self.book().advice.get(id.0).and_then(|rule| match &rule.body {
                Body::Redline(redline) => Some(redline),
                _ => None,
            }),
            _ => None,
        };
        let rung = |at| redline.map_or_else(String::new, |redline| rung_name(redline, at).to_lowercase());
        match part {
            UsedIn::When => "when it applies".to_owned(),
            UsedIn::Rung(at) => rung(at),
            UsedIn::RungWhen(at) => format!("when its {} is open", rung(at)),
            UsedIn::Approver(at) => format!("who agrees to its {}", rung(at)),
            UsedIn::Done => "when it is done".to_owned(),
            UsedIn::Due => "when it is due".to_owned(),
            UsedIn::Answer => "what answers it".to_owned(),
            UsedIn::Severity => "severity".to_owned(),
            UsedIn::Priority => "priority".to_owned(),
            UsedIn::Owner => "owner".to_owned(),
            UsedIn::Instrument => "the document it goes into".to_owned(),
            UsedIn::Pitfall => "when a pitfall holds".to_owned(),
            UsedIn::Text => "its text".to_owned(),
            UsedIn::Value => match user {
                User::Name(id) if self.words.name(id).term().is_some() => "its standard".to_owned(),
                _ => "its value".to_owned(),
            },
            UsedIn::Meaning => "what it stands for".to_owned(),
        }
    }
}
