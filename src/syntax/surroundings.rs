//! Advice that depends on the property in which the grammar had to stop, and on the lines
//! around it.

use crate::diagnostic::nearest;
use crate::value::MONTHS;

use super::grammar::Noun;
use super::lines::{is_condition, is_guarded, is_rung, is_word, property};
use super::measures::{self, Advice};
use super::stray::Found;
use super::words::{DeclarationWord as D, PropertyWord as P};

/// Words that begin or go on with a comparison.
const OPERATORS: [&str; 12] =
    ["is", "at", "above", "below", "between", "before", "after", "on", "within", "has", "includes", "least"];

/// Words of the language that people write apart.
const JOINED: [&str; 5] = ["walk-away", "must-have", "not-applicable", "yes-no", "nice-to-have"];

/// What may be written with `type` before anything else.
const TYPES: [&str; 10] =
    ["yes-no", "scale", "one of", "set of", "number", "percent", "money", "duration", "date", "text"];

/// A place, the property that it belongs to, and what follows on its line.
struct Surroundings<'f, 't> {
    found: &'f Found<'t>,
    declaration: D,
    property: Option<P>,
    /// What stands between the property's word and the place.
    value: &'t str,
    /// The word before the place, and where it is.
    previous: (usize, &'t str),
    next: &'t str,
}

/// Advice on a place, where what is around it tells more than what stands there.
pub(super) fn advice(masked: &str, found: &Found<'_>, declaration: D, nouns: &[Noun]) -> Option<Advice> {
    let around = Surroundings::of(found, declaration);
    around
        .forgotten_value(masked)
        .or_else(|| around.head())
        .or_else(|| around.line_before())
        .or_else(|| around.day_of_year())
        .or_else(|| match found.text {
            "," => around.comma(nouns),
            "\"" => around.quote(),
            "[" | "(" => around.bracket(),
            "\n" | "" => around.end(nouns),
            "/" => around.slash(),
            _ => None,
        })
        .or_else(|| around.in_test())
        .or_else(|| around.kind_of_value())
        .or_else(|| measures::quantity(masked, found.at))
        .or_else(|| around.two_words())
}

/// Advice on a word of which nothing else is known.
pub(super) fn advice_on_word(found: &Found<'_>, declaration: D) -> Option<Advice> {
    Surroundings::of(found, declaration).word()
}

impl<'f, 't> Surroundings<'f, 't> {
    fn of(found: &'f Found<'t>, declaration: D) -> Self {
        let (property, value) = property(found.before);
        let next = found.after.split_whitespace().next().unwrap_or_default().trim_matches(',');
        Self { found, declaration, property, value, previous: found.previous(), next }
    }

    fn here(&self, help: impl Into<String>) -> Option<Advice> {
        Some(Advice::new(self.found.at, self.found.text.len(), help))
    }

    /// On the word before the place and the one at it.
    fn both(&self, help: impl Into<String>) -> Option<Advice> {
        let end = self.found.at + self.found.text.len();
        Some(Advice::new(self.previous.0, end - self.previous.0, help))
    }

    fn is(&self, wanted: impl Fn(P) -> bool) -> bool {
        self.property.is_some_and(wanted)
    }

    /// What follows the place on its line.
    fn rest(&self) -> &'t str {
        let line = self.found.after.split('\n').next().unwrap_or_default();
        line.split(['}', '{']).next().unwrap_or_default().trim()
    }

    /// Whether nothing but the end follows.
    fn is_last(&self) -> bool {
        self.rest().is_empty()
    }

    /// `otherwise` and the end of the line: the next property was taken for the value.
    fn forgotten_value(&self, masked: &str) -> Option<Advice> {
        let (at, word) = self.previous;
        P::find(word)?;
        let before = masked.get(..at)?.trim_end();
        let start = before.rfind(|next: char| !is_word(next)).map_or(0, |last| last + 1);
        let joiner = before.get(start..)?;
        matches!(joiner, "otherwise").then(|| Advice {
            lacks: Some("value"),
            ..Advice::new(start, joiner.len(), format!("write a value after it, on the same line: `{joiner} …`"))
        })
    }

    /// The words before the braces of a declaration.
    fn head(&self) -> Option<Advice> {
        if self.found.in_braces() {
            return None;
        }
        let (_, previous) = self.previous;
        match (self.declaration, self.found.text) {
            (D::Waive, text) if D::find(previous).is_some() && self.found.is_word => {
                let help = format!("leave it out: `waive {text} {{ … }}`");
                Some(Advice::new(self.previous.0, previous.len(), help))
            }
            (D::Override | D::Retire | D::Waive, "/") => {
                self.both(format!("leave `{previous}/` out: write `{}`", self.next))
            }
            (D::Retire, "{") => self.here("no braces are needed: the reason follows on the same line, `because \"…\"`"),
            (D::Override, text) if self.found.before.trim_end() == "override" && self.found.is_word => {
                self.here(format!("say what it is: `override redline {text}`"))
            }
            (_, text) if text.starts_with(|first: char| first.is_ascii_digit()) && D::find(previous).is_some() => {
                self.here("a name begins with a letter; digits may follow")
            }
            _ => None,
        }
    }

    /// A line that should be part of the one before.
    fn line_before(&self) -> Option<Advice> {
        let (text, line) = (self.found.text, self.found.before.rsplit('\n').next().unwrap_or_default().trim());
        let above = self.found.before.trim_end().rsplit('\n').next().unwrap_or_default();
        if text == "," && self.next.starts_with("otherwise") && line.starts_with("when ") {
            let above = self.found.before.trim_end().rsplit('\n').nth(1).unwrap_or_default().trim();
            let start = self.found.before.len() - self.found.before.rsplit('\n').next().unwrap_or_default().len();
            let blank = self.found.before.get(start..)?.len() - self.found.before.get(start..)?.trim_start().len();
            return property(above).0.filter(|property| is_guarded(*property)).map(|_| {
                let help = format!("write this at the end of the line above: `{above} when …, otherwise …`");
                Advice::new(start + blank, "when".len(), help)
            });
        }
        if !self.found.begins_line || self.found.before.trim_end().ends_with('{') {
            return None;
        }
        let (above, _) = property(above);
        match text {
            "," if self.next.starts_with("otherwise") => self.here("write the comma at the end of the line above"),
            "otherwise" => self.here("write a comma at the end of the line above"),
            "reply" => self.here("write it on the line of its `objection`, after the text"),
            word if OPERATORS.contains(&word) && above.is_some_and(is_condition) => {
                self.here("write this at the end of the line above")
            }
            word if self.found.is_word
                && P::find(word).is_none()
                && above.is_some_and(is_condition)
                && OPERATORS.contains(&self.next) =>
            {
                self.here(format!("write `and {word} …` or `or {word} …`: a new line begins a new property"))
            }
            _ => None,
        }
    }

    fn day_of_year(&self) -> Option<Advice> {
        let here = self.property == Some(P::YearEnds) && !self.found.begins_line;
        here.then(|| self.here("write the day and the English name of the month, such as `30 June`")).flatten()
    }

    fn comma(&self, nouns: &[Noun]) -> Option<Advice> {
        let (previous, next) = (self.previous.1, self.next);
        if nouns.contains(&Noun::Exactly("and")) && !nouns.contains(&Noun::Exactly("or")) {
            return self.here(format!("write `and`: `between {previous} and {next}`"));
        }
        if next == "otherwise" || next.is_empty() {
            return None;
        }
        let single = matches!(
            self.property?,
            P::Owner | P::Approver | P::Phase | P::Instrument | P::Priority | P::Severity | P::Kind | P::To | P::Risk
        );
        if single && !self.value.contains("when ") {
            let word = self.property?;
            return self.here(format!("`{word}` names one: delete `, {next}`"));
        }
        if self.is(is_rung) && matches!(next, "approver" | "when" | "wording") {
            return self.here(format!("write `{{ {} }}` without the comma", self.rest()));
        }
        let asks = self.is(is_condition) && !next.contains(':') && P::find(next).is_none();
        asks.then(|| self.here("write `and` or `or` instead of the comma")).flatten()
    }

    fn quote(&self) -> Option<Advice> {
        let (at, previous) = self.previous;
        if self.is(is_rung) && !self.value.trim().is_empty() && !self.found.before.ends_with('"') {
            let word = self.property?;
            return self.here(format!("the label stands before the condition: `{word} \"…\" {}`", self.value.trim()));
        }
        if self.property == Some(P::Type)
            && let Some(near) = nearest(previous, TYPES)
        {
            return Some(Advice::new(at, previous.len(), format!("did you mean `{near}`?")));
        }
        None
    }

    fn bracket(&self) -> Option<Advice> {
        let holds = self.is(|property| is_rung(property) || property == P::Pitfall);
        (holds && self.next == "when" || self.is(|property| property == P::Pitfall))
            .then(|| self.here("write `{` and `}` around it"))
            .flatten()
    }

    fn end(&self, nouns: &[Noun]) -> Option<Advice> {
        let (at, previous) = self.previous;
        if nouns == [Noun::Exactly("reply")] {
            return self.here("write `reply` and its text on the same line, after this text");
        }
        let last_arm = self.is(is_guarded) && self.value.contains("when ") && nouns == [Noun::Exactly("when")];
        last_arm.then(|| {
            let help = format!("write `otherwise` before the last value: `, otherwise {previous}`");
            Advice::new(at, previous.len(), help)
        })
    }

    fn slash(&self) -> Option<Advice> {
        let yes_no = self.property == Some(P::Type) && self.previous.1 == "yes" && self.next == "no";
        let end = self.found.at + self.found.text.len() + self.next.len();
        yes_no.then(|| Advice::new(self.previous.0, end - self.previous.0, "write `yes-no`"))
    }

    /// What a test gives: values as in a profile.
    fn in_test(&self) -> Option<Advice> {
        if self.property == Some(P::Expect) && self.found.is_word && self.value.trim() == self.previous.1 {
            return self.here(format!("write `is` before it: `expect {} is {}`", self.previous.1, self.found.text));
        }
        if self.property != Some(P::Given) || !self.value.trim().contains(self.previous.1) {
            return None;
        }
        let value = |skipped: &str| self.rest().strip_prefix(skipped).unwrap_or(self.rest()).trim().to_owned();
        let write = match (self.found.text, self.next) {
            ("at", "least") => format!("is {}..", value("least")),
            ("at", "most") => format!("is ..{}", value("most")),
            ("above" | "after", _) => format!("is {}..", value("")),
            ("below" | "before", _) => format!("is ..{}", value("")),
            ("between", _) => format!("is {}", value("").replacen(" and ", "..", 1)),
            ("=" | ":" | "==", _) => format!("is {}", value("")),
            _ => return None,
        };
        self.here(format!("a test gives values as a profile does: write `{write}`"))
    }

    /// A value that its property does not take.
    fn kind_of_value(&self) -> Option<Advice> {
        let (at, previous) = self.previous;
        let text = self.found.text;
        match self.property? {
            P::Type if text == "no" && self.found.before.ends_with("yes or") => {
                let at = self.found.before.len().checked_sub("yes or".len())?;
                Some(Advice::new(at, self.found.at + text.len() - at, "write `yes-no`"))
            }
            P::Type if self.found.is_word && self.value.trim() == previous => nearest(previous, TYPES)
                .filter(|near| *near != previous)
                .map(|near| Advice::new(at, previous.len(), format!("did you mean `{near}`?"))),
            P::From
                if self.found.is_word
                    && P::find(text).is_none()
                    && !matches!(text, "done" | "answered")
                    && !self.value.contains('"') =>
            {
                let section = format!("{text} {}", self.rest());
                let section = section.split(',').next().unwrap_or_default().trim();
                self.here(format!("put the section in quotes: `from {previous} \"{section}\"`"))
            }
            P::AsOf | P::Until | P::Recheck | P::Standard | P::Value if MONTHS.contains(&previous) => {
                self.both("write dates as year-month-day, such as `2026-11-21`")
            }
            _ => None,
        }
    }

    /// Two words that are told apart by nothing else.
    fn two_words(&self) -> Option<Advice> {
        let (text, (_, previous)) = (self.found.text, self.previous);
        if self.found.begins_line && JOINED.contains(&format!("{text}-{}", self.next).as_str()) {
            let blank = self.found.after.len() - self.found.after.trim_start().len();
            let length = text.len() + blank + self.next.len();
            return Some(Advice::new(self.found.at, length, format!("write `{text}-{}`", self.next)));
        }
        if !self.found.is_word || self.found.begins_line {
            return None;
        }
        let joined = format!("{previous}-{text}");
        if let Some(known) =
            JOINED.into_iter().find(|known| *known == joined || *known == format!("{joined}-{}", self.next))
        {
            return self.both(format!("write `{known}`"));
        }
        if let Some(help) = measures::unit(previous, text, self.found.after) {
            return self.both(help);
        }
        self.either_or().or_else(|| self.if_then())
    }

    fn word(&self) -> Option<Advice> {
        let (text, (_, previous)) = (self.found.text, self.previous);
        let joins = matches!(text, "and" | "or" | "not" | "of" | "in" | "when" | "otherwise" | "answered" | "done");
        if !self.found.is_word || self.found.begins_line || previous.is_empty() || joins || OPERATORS.contains(&text) {
            return None;
        }
        let joined = format!("{previous}-{text}");
        let number = previous.starts_with(|first: char| first.is_ascii_digit());
        let value = self.value.trim();
        if self.is(is_guarded) && value.contains("when ") && self.is_last() {
            return self.here(format!("write a comma and `otherwise` before the last value: `, otherwise {text}`"));
        }
        if number && P::find(text).is_none() && (self.is(is_condition) || self.is(is_guarded) || self.is_define()) {
            return self.here(format!("leave it out: a number stands alone; a length of time is `{previous} days`"));
        }
        let lists = |property| matches!(property, P::Owners | P::Approvers | P::Phases | P::Documents);
        let levels = self.property == Some(P::Type)
            && ["scale ", "one of ", "set of "].iter().any(|word| value.starts_with(word));
        let asks = self.is(is_condition) || self.is(is_guarded) && value.contains("when ") || self.is_define();
        if asks && OPERATORS.contains(&self.next) {
            return self.here(format!("write `and` or `or` before it: `and {text} …`"));
        }
        match self.property {
            Some(property) if lists(property) || levels => {
                self.both(format!("join the words of a name with hyphens: `{joined}`"))
            }
            Some(P::Severity) if !value.contains("when ") => {
                self.both("write one of `critical`, `high`, `medium` and `low`")
            }
            Some(P::Priority) if !value.contains("when ") => {
                self.both("write one of `must-have`, `tradeable` and `nice-to-have`")
            }
            Some(property) if is_guarded(property) && value == previous && P::find(text).is_none() => {
                self.both(format!("join the words of a name with hyphens: `{joined}`"))
            }
            _ if asks && self.found.before.get(..self.previous.0)?.trim_end().ends_with(" is") => {
                self.both(format!("join the words of a value with hyphens: `{joined}`"))
            }
            _ => None,
        }
    }

    /// `if regulated then high otherwise low`.
    fn if_then(&self) -> Option<Advice> {
        if self.previous.1 != "if" {
            return None;
        }
        let line = format!("{} {}", self.found.text, self.rest());
        let (condition, values) = line.split_once(" then ")?;
        let (value, otherwise) =
            ["otherwise", "else"].iter().find_map(|word| values.split_once(&format!(" {word} ")))?;
        let (value, otherwise) = (value.trim_end_matches([',', ' ']), otherwise.trim());
        let rest = self.found.after.split(['\n', '}']).next().unwrap_or_default().trim_end();
        let length = self.found.at + self.found.text.len() + rest.len() - self.previous.0;
        Some(Advice::new(self.previous.0, length, format!("write `{value} when {condition}, otherwise {otherwise}`")))
    }

    fn is_define(&self) -> bool {
        self.declaration == D::Define
    }

    /// `is either mid or high`.
    fn either_or(&self) -> Option<Advice> {
        let (at, previous) = self.previous;
        if previous != "either" {
            return None;
        }
        let other = self.rest().strip_prefix("or ").and_then(|rest| rest.split_whitespace().next());
        let other = other.unwrap_or("…").trim_matches(',');
        let help = format!(
            "write `is one of [{}, {other}]` instead of `is either {} or {other}`",
            self.found.text, self.found.text
        );
        Some(Advice::new(at, previous.len(), help))
    }
}
