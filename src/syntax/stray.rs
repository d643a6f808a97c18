//! What stands where the grammar had to stop, and habits from other languages and from
//! prose, each with its cure.

use crate::value::MONTHS;

use super::grammar::Noun;
use super::phrases;
use super::words::PropertyWord;

/// The word or sign at a place, with what is around it.
pub(super) struct Found<'t> {
    pub(super) at: usize,
    pub(super) text: &'t str,
    pub(super) before: &'t str,
    pub(super) after: &'t str,
    pub(super) is_word: bool,
    pub(super) begins_line: bool,
}

impl<'t> Found<'t> {
    pub(super) fn at(masked: &'t str, at: usize) -> Self {
        let rest = masked.get(at..).unwrap_or_default();
        let at = at + rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        let rest = masked.get(at..).unwrap_or_default();
        let word = rest.find(|next| !is_word_char(next)).unwrap_or(rest.len());
        let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
        let is_operator = |next| matches!(next, '=' | '<' | '>' | '!' | '&' | '|' | '/');
        let operator = rest.find(|next| !is_operator(next)).unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(length.max(operator)).unwrap_or((rest, ""));
        let before = masked.get(..at).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let begins_line = line.trim().is_empty() || line.trim_end().ends_with('{');
        let is_word = text.starts_with(char::is_alphabetic);
        Self { at, text, before: before.trim_end_matches([' ', '\t', '\r']), after, is_word, begins_line }
    }

    pub(super) fn shown(&self) -> String {
        match self.text {
            "" => "the end of the declaration".to_owned(),
            "\n" => "the end of the line".to_owned(),
            text => format!("`{text}`"),
        }
    }

    /// Whether the declaration's `{` stands before it.
    pub(super) fn in_braces(&self) -> bool {
        self.before.contains('{')
    }

    /// The last word before it, and where that begins.
    pub(super) fn previous(&self) -> (usize, &'t str) {
        let start = self
            .before
            .rfind(|last| !is_word_char(last))
            .map_or(0, |at| at + self.before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        (start, self.before.get(start..).unwrap_or_default())
    }

    /// The comparison that was meant, if it begins here or with the words before.
    fn comparison(&self, text_before: &str) -> Option<String> {
        let blank = if text_before.is_empty() { "" } else { " " };
        phrases::comparison(&format!("{text_before}{blank}{}{}", self.text, self.after))
    }

    fn next(&self) -> &'t str {
        self.after.trim_start_matches([' ', '\t'])
    }
}

fn is_word_char(next: char) -> bool {
    next.is_alphanumeric() || matches!(next, '-' | '_' | '.' | '%')
}

const NUMBERS: &str = "write decimals with a point, and thousands with `_`, `k`, `M` or `B`";
const DATES: &str = "write dates as year-month-day, such as `2026-11-21`";
const CURRENCY: &str = "write the currency's code in capitals before the amount: `USD 500k`, `EUR 2M`";
const NO_ARITHMETIC: &str =
    "only a figure calculates: declare `figure NAME \"Title\" { … value … }` and write its name here";

/// Advice on the word before: the grammar took it for a name or a level, and stopped
/// after it.
pub(super) fn advice_before(found: &Found<'_>) -> Option<(usize, usize, String)> {
    let (at, word) = found.previous();
    let whole = |advice: &str| Some((at, word.len(), advice.to_owned()));
    match word {
        // `is more than 5`: `more` was taken for a value.
        _ if found.before.get(..at).is_some_and(|before| before.trim_end().ends_with(" is"))
            && found.comparison(word).is_some() =>
        {
            found.comparison(word).and_then(|meant| whole(&format!("write `{meant}`, without `is`")))
        }
        _ if word.len() > 1 && word.ends_with('-') && found.before.contains(" value ") => {
            whole("to subtract, put a space on both sides of `-`")
        }
        // `value a + from guide`: the next property was taken for a name.
        _ if PropertyWord::find(word).is_some()
            && found.before.get(..at).is_some_and(|before| before.trim_end().ends_with(['+', '*', '/'])) =>
        {
            whole("a value must follow the sign before it")
        }
        "else" => whole("write `otherwise`"),
        "if" => whole("leave out `if`"),
        "NOT" => whole("write `not`, in small letters"),
        "equal" if found.text == "to" => whole("`is` alone means that: write `is`"),
        "any" if found.text == "of" => whole("write `is one of [..]`"),
        "must" if found.text == "have" => whole("write `must-have`"),
        "in" if found.text == "[" => whole("write `is one of [..]`"),
        _ if is_digits(found.text) && word.len() == 3 && word.chars().all(|c| c.is_ascii_lowercase()) => {
            whole(CURRENCY)
        }
        _ => None,
    }
}

/// Advice on what was found.
pub(super) fn advice(found: &Found<'_>, nouns: &[Noun]) -> Option<String> {
    let (_, previous) = found.previous();
    let compares = nouns.contains(&Noun::Operator);
    let expects = |sign| nouns.contains(&Noun::Exactly(sign));
    let expects_text = nouns.iter().any(|noun| matches!(noun, Noun::Kind(kind) if kind.starts_with("a text")));
    let expects_condition = nouns.contains(&Noun::Kind("a condition")) || expects("(");
    if (compares || expects("least"))
        && let Some(meant) = found.comparison("")
    {
        return Some(format!("write `{meant}`"));
    }
    if let Some(advice) = phrases::duration(previous, found.text, found.after) {
        return Some(advice.to_owned());
    }
    let advice = match found.text {
        "when" | "and" | "or" | "not" | "otherwise" | "is" | "in" | "on" | "of" | "at" | "above" | "below"
        | "between" | "before" | "after" | "within" | "has" | "includes"
            if nouns == [Noun::Kind("a name")] =>
        {
            return Some(format!("choose another name: `{}` is a word of the language", found.text));
        }
        "=" | "==" if compares => "write `is` for equality",
        "=" | "==" => "no `=` is needed: the value follows the word",
        "!=" | "<>" => "write `is not`",
        ">=" | "=>" => "write `at least`",
        "<=" | "=<" => "write `at most`",
        ">" | "<" if expects(",") => "put commas between them: they have no order",
        ">" if expects("<") => "write the levels from lowest to highest, with `<` between them",
        ">" => "write `above`",
        "<" => "write `below`",
        "&&" | "&" => "write `and`",
        "||" | "|" => "write `or`",
        "!" => "write `not`",
        "+" | "*" | "-" => NO_ARITHMETIC,
        "/" if found.after.starts_with(' ') => NO_ARITHMETIC,
        "AND" | "OR" | "NOT" | "IS" | "WHEN" | "OTHERWISE" => {
            return Some(format!("write `{}`, in small letters", found.text.to_lowercase()));
        }
        "'" => "put texts in double quotes",
        "\"" if nouns == [Noun::Kind("a name")] && previous == "from" => {
            "name the source without quotes, as it is declared; its section follows in quotes: `from guide \"Section\"`"
        }
        "\"" if nouns == [Noun::Kind("a name")] && found.before.ends_with(',') => {
            "write the name of the source before each section: `from guide \"One\", guide \"Two\"`"
        }
        "\"" if nouns == [Noun::Kind("a name")] => "write the name without quotes",
        "\"" if found.begins_line => "the title stands before the `{`, and each other text after its property word",
        ":" => "no colon is needed: the value follows the word",
        ";" => "no semicolon is needed: a property ends with its line",
        "," if previous.ends_with(|c: char| c.is_ascii_digit())
            && found.after.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            NUMBERS
        }
        "," if expects("<") => "put `<` between them, from the lowest to the highest or from the first to the last",
        "," if expects("and") && previous.chars().all(|c| c.is_ascii_digit()) => return None,
        "," => "no comma is needed between properties",
        "//" => "a comment begins with `#`",
        "/" if is_digits(previous) => DATES,
        "€" | "$" | "£" => CURRENCY,
        "%" => "write the number and the sign together: `99.9%`",
        "(" | "[" if matches!(previous, "min" | "max" | "sum") => {
            return Some(format!("put the values in square brackets after `of`: `{previous} of [a, b]`"));
        }
        ")" => "there is no `(` for it: delete it",
        "(" if expects("{") => "put the properties in `{` and `}`",
        "[" if expects("{") => "put the properties in `{` and `}`",
        "(" if expects("[") => "put the list in square brackets: `[a, b]`",
        "[" if previous == "includes" => {
            "write `includes any of [..]`, `includes all of [..]` or `includes none of [..]`"
        }
        "[" if previous == "of" => "leave out the brackets",
        "at" | "above" | "below" | "between" | "before" | "after" if previous == "is" => "leave out `is`",
        "at" | "above" | "below" | "between" if expects_condition => {
            "say of what: write the name first, `users above 5`"
        }
        "otherwise" if expects(",") => "put a comma before `otherwise`",
        "if" => "write `when`",
        "unless" => "write `when not`, or `and not` inside a condition",
        "else" => "write `, otherwise`",
        "done" | "answered" => return None,
        "equals" | "equal" if compares => "write `is`",
        "contains" | "include" | "contain" | "including" if compares => "write `includes`",
        "more" | "greater" | "over" | "exceeds" | "larger" if compares => "write `above`, or `at least`",
        "less" | "under" | "fewer" | "smaller" if compares => "write `below`, or `at most`",
        "isn" | "doesn" | "aren" => "write `is not`, or `not` before the name",
        "does" if compares => "write `not` before the name: `not NAME includes …`",
        "not" if compares && found.next().starts_with("in ") => "write `is not one of [..]`",
        "not" if compares => "write `is not`, or put `not` before the name",
        "percent" | "per" => "write the number and the sign together: `99.9%`",
        "million" | "billion" | "thousand" | "mn" | "bn" | "mio" => {
            "write thousands as `500k`, millions as `5M`, billions as `1B`"
        }
        "quarter" | "quarters" => "count in months: a quarter is `3 months`",
        _ if is_code(found.text) && is_number(previous) => CURRENCY,
        text if MONTHS.contains(&text) => DATES,
        text if is_digits(previous) && (text.starts_with('.') || text.starts_with('-')) && is_digits(text) => DATES,
        text if is_number(text) && text.ends_with('m') => {
            "write thousands as `500k`, millions as `5M`, billions as `1B`"
        }
        text if is_number(text) && text.ends_with(char::is_alphabetic) => {
            "write the unit as a word of its own: `30 days`"
        }
        text if is_number(text) && compares => {
            return Some(format!("say how it compares: `at least {text} …`, `at most {text} …` or `is {text} …`"));
        }
        "must" | "shall" | "should" | "needs" if compares => {
            "leave it out: a comparison says what must be, such as `at least 5` or `is yes`"
        }
        "of" if compares => "leave out `of`",
        text if is_number(text) && expects_condition => "write the name first, then the comparison: `users above 5`",
        _ if found.is_word && found.before.ends_with('"') && found.after.starts_with('"') => {
            "write a quote inside a text as `\\\"`"
        }
        _ if found.is_word && expects("[") => "put the list in square brackets: `[a, b]`",
        text if found.is_word && expects("{") && expects_text && !text.contains(char::is_uppercase) => {
            return Some(format!(
                "put the title in \"quotes\"; join the words of a name with hyphens: `{previous}-{text}`"
            ));
        }
        _ if found.is_word && expects_text => "put the text in \"quotes\"",
        _ => return None,
    };
    Some(advice.to_owned())
}

fn is_digits(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn is_code(text: &str) -> bool {
    text.len() == 3 && text.chars().all(|c| c.is_ascii_uppercase())
}
