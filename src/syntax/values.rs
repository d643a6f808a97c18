//! Pairs → texts, literals, levels and types.

use pest::iterators::Pair;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, Source, Span, Spanned};

use super::grammar::Rule;
use super::masked::Masked;
use super::text::read_text;
use super::tree::{Form, Level, Levels, Literal, Text, TypeExpression, TypeForm};

/// Turns pairs into tree, and collects what the grammar accepts and the language does not.
pub(super) struct Builder<'s> {
    pub(super) source: &'s Source,
    /// What the pairs are pairs of.
    pub(super) masked: &'s Masked,
    pub(super) found: Vec<Diagnostic>,
}

impl Builder<'_> {
    /// The span of a pair without the blanks that an absent optional part leaves behind.
    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        self.masked.span(pair.as_span().start(), pair.as_str().trim_end().len())
    }

    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    /// A name, in the form that was meant: what is wrong with it is said here, and
    /// nothing follows from it.
    pub(super) fn name(&mut self, pair: &Pair<'_, Rule>) -> Spanned<String> {
        let span = self.span(pair);
        let written = pair.as_str();
        let plain = plain_name(written);
        if plain == written {
            return Spanned::new(plain, span);
        }
        let found = Diagnostic::error(Code::BadName, format!("`{written}` is not a name"))
            .at(self.place(span), "names use the small letters a to z, digits and single hyphens");
        if plain.starts_with(|first: char| first.is_ascii_lowercase()) {
            self.found.push(found.help(format!("write `{plain}`")));
            return Spanned::new(plain, span);
        }
        self.found.push(found);
        Spanned::new(written.to_owned(), span)
    }

    pub(super) fn text(&mut self, pair: &Pair<'_, Rule>) -> Text {
        let span = self.span(pair);
        read_text(self.source, span, &mut self.found)
    }

    pub(super) fn literal(&mut self, pair: Pair<'_, Rule>) -> Literal {
        let span = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else {
            return Literal { form: Form::Word(String::new()), span };
        };
        let form = match inner.as_rule() {
            // Held against the words that may stand here, which says more than `name` would.
            Rule::name => Form::Word(inner.as_str().to_owned()),
            Rule::text => Form::Text(self.text(&inner)),
            _ => Form::Quantity(inner.as_str().trim_end().to_owned()),
        };
        Literal { form, span }
    }

    /// The text of a duration.
    pub(super) fn duration(&self, pair: &Pair<'_, Rule>) -> Spanned<String> {
        Spanned::new(pair.as_str().trim_end().to_owned(), self.span(pair))
    }

    pub(super) fn levels(&mut self, pair: Pair<'_, Rule>) -> Levels {
        let mut rising = false;
        let mut levels = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::rises => rising = true,
                Rule::level => levels.push(self.level(part)),
                _ => {}
            }
        }
        Levels { levels, rising }
    }

    fn level(&mut self, pair: Pair<'_, Rule>) -> Level {
        let mut name = Spanned::new(String::new(), self.span(&pair));
        let mut title = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = self.name(&part),
                _ => title = Some(self.text(&part)),
            }
        }
        Level { name, title }
    }

    pub(super) fn type_expression(&mut self, pair: Pair<'_, Rule>) -> TypeExpression {
        let span = self.span(&pair);
        let mut form = TypeForm::Number(None);
        let mut open_end = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::open_end => {
                    if let Some(word) = part.into_inner().find(|word| word.as_rule() == Rule::open_word) {
                        open_end = Some(Spanned::new(word.as_str().to_owned(), self.span(&word)));
                    }
                }
                Rule::number_type => {
                    let unit = part.into_inner().find(|inner| inner.as_rule() == Rule::text);
                    form = TypeForm::Number(unit.map(|unit| self.text(&unit)));
                }
                Rule::named_type => {
                    if let Some(name) = part.into_inner().next() {
                        form = TypeForm::Named(self.name(&name));
                    }
                }
                rule => {
                    let list = part
                        .into_inner()
                        .find(|inner| matches!(inner.as_rule(), Rule::rising_levels | Rule::plain_levels));
                    let levels = list.map(|list| self.levels(list).levels).unwrap_or_default();
                    form = match rule {
                        Rule::scale_type => TypeForm::Scale(levels),
                        Rule::one_of_type => TypeForm::OneOf(levels),
                        _ => TypeForm::Set(levels),
                    };
                }
            }
        }
        TypeExpression { form, open_end, span }
    }
}

/// Letters of other languages as names can hold them.
fn plain_letters(found: char) -> &'static str {
    match found {
        'ä' | 'Ä' | 'æ' => "ae",
        'ö' | 'Ö' | 'œ' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'É' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' => "o",
        'ù' | 'ú' | 'û' => "u",
        _ => "",
    }
}

/// The name a person meant: small letters, digits, single hyphens, dots between parts.
pub(super) fn plain_name(written: &str) -> String {
    let mut plain = String::with_capacity(written.len());
    for found in written.chars() {
        match found {
            'a'..='z' | '0'..='9' => plain.push(found),
            'A'..='Z' => plain.push(found.to_ascii_lowercase()),
            found if found.is_alphabetic() => plain.push_str(plain_letters(found)),
            '.' => {
                if plain.ends_with('-') {
                    plain.pop();
                }
                if !plain.is_empty() && !plain.ends_with('.') {
                    plain.push('.');
                }
            }
            _ => {
                if !plain.is_empty() && !plain.ends_with(['-', '.']) {
                    plain.push('-');
                }
            }
        }
    }
    plain.trim_end_matches(['-', '.']).to_owned()
}
