//! Rust source → the paths in it. Knows just enough of the language not to be misled by
//! comments, texts and groups.

#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// Words and signs of Rust, without comments, texts, characters and lifetimes. A macro's
/// name carries its `!`.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().collect();
    let at = |index: usize| letters.get(index).copied().unwrap_or('\0');
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut tokens = Vec::new();
    let mut index = 0;
    let mut line = 1;
    while index < letters.len() {
        let start = index;
        match at(index) {
            '/' if at(index + 1) == '/' => {
                while index < letters.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            '/' if at(index + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(index), at(index + 1)) {
                        ('/', '*') => (depth, index) = (depth + 1, index + 2),
                        ('*', '/') => (depth, index) = (depth - 1, index + 2),
                        _ => index += 1,
                    }
                    if depth == 0 || index >= letters.len() {
                        break;
                    }
                }
            }
            '"' => index = after_text(&letters, index),
            'r' | 'b' | 'c' if starts_text(&letters, index) => index = after_text(&letters, index),
            '\'' if at(index + 1) == '\\' => {
                index += 3;
                while index < letters.len() && at(index) != '\'' {
                    index += 1;
                }
                index += 1;
            }
            '\'' if at(index + 2) == '\'' => index += 3,
            '\'' => index += 1,
            letter if is_word(letter) => {
                while is_word(at(index)) {
                    index += 1;
                }
                let mut word: String = letters.get(start..index).unwrap().iter().collect();
                if at(index) == '!' && at(index + 1) != '=' {
                    word.push('!');
                    index += 1;
                }
                tokens.push(Token { text: word, line });
            }
            ':' if at(index + 1) == ':' => {
                tokens.push(Token { text: "::".to_owned(), line });
                index += 2;
            }
            letter => {
                if !letter.is_whitespace() {
                    tokens.push(Token { text: letter.to_string(), line });
                }
                index += 1;
            }
        }
        line += letters.get(start..index.min(letters.len())).unwrap().iter().filter(|letter| **letter == '\n').count();
    }
    tokens
}

/// `r"`, `r#"`, `b"`, `br"` and their like.
fn starts_text(letters: &[char], start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|before| letters.get(before)).copied().unwrap_or(' ');
    let rest: String = letters.iter().skip(start).take(8).collect();
    let quote = rest.trim_start_matches(['r', 'b', 'c']).trim_start_matches('#').starts_with('"');
    quote && !(before.is_alphanumeric() || before == '_')
}

fn after_text(letters: &[char], start: usize) -> usize {
    let quote = start + letters.iter().skip(start).position(|letter| *letter == '"').unwrap();
    let head = letters.get(start..quote).unwrap();
    let hashes = head.iter().filter(|letter| **letter == '#').count();
    let raw = head.contains(&'r');
    let mut index = quote + 1;
    while let Some(letter) = letters.get(index) {
        if *letter == '\\' && !raw {
            index += 1;
        } else if *letter == '"'
            && letters.iter().skip(index + 1).take(hashes).filter(|next| **next == '#').count() == hashes
        {
            return index + 1 + hashes;
        }
        index += 1;
    }
    index
}

/// A path as it is used somewhere, groups spread out.
#[derive(Debug)]
pub(crate) struct Used {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
    /// How many modules inside the file it stands in.
    pub(crate) inside: usize,
    pub(crate) in_tests: bool,
}

impl Used {
    /// The top-level module that a path into this crate leads to.
    pub(crate) fn top_level(&self, module: &[String]) -> Option<String> {
        let ups = self.path.iter().take_while(|word| *word == "super").count();
        match self.path.first().map(String::as_str) {
            Some("crate") => self.path.get(1).filter(|word| *word != "*").cloned(),
            // The names of modules inside a file never matter, only how many there are.
            Some("super") if ups <= self.inside => None,
            Some("super") => match module.len().checked_sub(ups - self.inside) {
                Some(0) | None => self.path.get(ups).filter(|word| !matches!(word.as_str(), "*" | "self")).cloned(),
                Some(_) => module.first().cloned(),
            },
            _ => None,
        }
    }
}

/// Every path with a `::` in it, and every macro.
pub(crate) fn paths(tokens: &[Token]) -> Vec<Used> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    // The depth of braces at which each module inside the file began, and whether it is of tests.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    while at < tokens.len() {
        let line = tokens.get(at).map_or(0, |token| token.line);
        match text(at) {
            "mod" if text(at + 2) == "{" => {
                let marked = at >= 7 && (at - 7..at).map(text).collect::<String>() == "#[cfg(test)]";
                let outer = open.last().is_some_and(|(_, tests)| *tests);
                open.push((depth, marked || outer));
                depth += 1;
                at += 3;
            }
            "{" => (depth, at) = (depth + 1, at + 1),
            "}" => {
                depth = depth.saturating_sub(1);
                if open.last().is_some_and(|(began, _)| *began == depth) {
                    open.pop();
                }
                at += 1;
            }
            word if text(at + 1) == "::"
                && word.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') =>
            {
                let mut spread = Vec::new();
                at = spread_path(tokens, at, &mut Vec::new(), &mut spread);
                let in_tests = open.last().is_some_and(|(_, tests)| *tests);
                found.extend(spread.into_iter().map(|path| Used { path, line, inside: open.len(), in_tests }));
            }
            word => {
                if word.ends_with('!') && word.len() > 1 {
                    let path = vec![word.to_owned()];
                    found.push(Used { path, line, inside: open.len(), in_tests: false });
                }
                at += 1;
            }
        }
    }
    found
}

/// Spreads `a::{b, c::d}` into a::b and a::c::d; the place after it.
fn spread_path(tokens: &[Token], mut at: usize, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let kept = before.len();
    loop {
        match text(at) {
            "{" => {
                at += 1;
                while at < tokens.len() && text(at) != "}" {
                    at = if text(at) == "," { at + 1 } else { spread_path(tokens, at, before, found) };
                }
                at += 1;
                break;
            }
            word => {
                before.push(word.to_owned());
                at += 1;
                if text(at) == "::" && text(at + 1) != "<" {
                    at += 1;
                    continue;
                }
                found.push(before.clone());
                // `x as y` renames nothing that matters here.
                if text(at) == "as" {
                    at += 2;
                }
                break;
            }
        }
    }
    before.truncate(kept);
    at
}
