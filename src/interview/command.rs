//! What somebody typed: an answer, or a wish about the interview.

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// An answer, as it was typed.
    Answer(String),
    /// Not known; the question stays open.
    DontKnow,
    /// Somebody else is to be asked: whoever the rules name, or this one.
    Ask(Option<String>),
    /// Why is this asked?
    Why,
    /// Take the last one back.
    Back,
    /// Which questions are left?
    List,
    /// Look through the terms that rest on the vendor's standard.
    Confirm,
    Help,
    Stop,
    Nothing,
}

const DONT_KNOW: [&str; 18] = [
    "don't know",
    "dont know",
    "do not know",
    "i don't know",
    "i dont know",
    "i do not know",
    "don’t know",
    "i don’t know",
    "dunno",
    "no idea",
    "not known",
    "unknown",
    "not sure",
    "unsure",
    "skip",
    "next",
    "later",
    "tbd",
];

impl Command {
    pub(super) fn parse(line: &str) -> Self {
        let line = line.trim();
        let lower = line.to_lowercase();
        let word = lower.trim_end_matches(['.', '!', '?']).trim_end();
        if DONT_KNOW.contains(&word) {
            return Self::DontKnow;
        }
        match word {
            "" if lower.contains('?') => Self::Help,
            "" if line.is_empty() => Self::Nothing,
            "ask" => Self::Ask(None),
            "why" => Self::Why,
            "back" | "undo" => Self::Back,
            "list" | "left" => Self::List,
            "confirm" => Self::Confirm,
            "help" => Self::Help,
            "stop" | "quit" | "exit" | "q" | "bye" | "end" => Self::Stop,
            _ => match line.split_once(char::is_whitespace) {
                Some((ask, whom)) if ask.eq_ignore_ascii_case("ask") => {
                    let whom = whom.trim().trim_end_matches(['.', '!']);
                    let whom = whom.strip_prefix("the ").unwrap_or(whom);
                    Self::Ask(Some(whom.to_owned()).filter(|whom| !whom.is_empty()))
                }
                _ => Self::Answer(line.to_owned()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    #[test]
    fn wishes_and_answers() {
        let ask = |whom: &str| Command::Ask(Some(whom.to_owned()));
        let answer = |text: &str| Command::Answer(text.to_owned());
        for (line, command) in [
            ("  Don't know. ", Command::DontKnow),
            ("I don’t know", Command::DontKnow),
            ("ask finance", ask("finance")),
            ("Ask the Treasury!", ask("Treasury")),
            ("ask", Command::Ask(None)),
            ("WHY?", Command::Why),
            ("?", Command::Help),
            ("undo", Command::Back),
            ("quit", Command::Stop),
            ("", Command::Nothing),
            ("  ", Command::Nothing),
            ("asked already", answer("asked already")),
            (" 3M..5M ", answer("3M..5M")),
            ("\"why\"", answer("\"why\"")),
        ] {
            assert_eq!(Command::parse(line), command, "{line}");
        }
    }
}
