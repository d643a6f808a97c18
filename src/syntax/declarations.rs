//! Pairs → declarations and their properties.

use pest::iterators::Pair;

use crate::source::{Span, Spanned};

use super::grammar::Rule;
use super::mistakes;
use super::tree::{Citation, Declaration, Due, Form, Literal, Property, PropertyValue, Rung, Text, Window};
use super::values::Builder;
use super::words::{DeclarationWord, PropertyWord};

impl Builder<'_> {
    /// One declaration, without those inside it.
    pub(super) fn declaration(&mut self, word: Spanned<DeclarationWord>, pair: Pair<'_, Rule>) -> Declaration {
        let mut name = Spanned::new(String::new(), word.span);
        let mut changes = None;
        let mut title = None;
        let mut properties = Vec::new();
        let shape = pair.as_rule();
        for part in pair.into_inner() {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::name => name = self.name(&part),
                Rule::changed => changes = DeclarationWord::find(part.as_str()).map(|word| Spanned::new(word, span)),
                Rule::text if shape == Rule::retire => {
                    properties.push(unnamed(PropertyWord::Because, PropertyValue::Text(self.text(&part)), span));
                }
                Rule::text => title = Some(self.text(&part)),
                Rule::block => properties = self.block(part, true),
                Rule::condition => {
                    let value = PropertyValue::Condition(self.condition(part));
                    properties.push(unnamed(PropertyWord::As, value, span));
                }
                Rule::any_levels => {
                    let value = PropertyValue::Levels(self.levels(part));
                    properties.push(unnamed(PropertyWord::Levels, value, span));
                }
                _ => {}
            }
        }
        if let (Rule::test, Some(title)) = (shape, &title) {
            name = Spanned::new(self.source.slice(title.span).trim_matches('"').to_owned(), title.span);
        }
        Declaration {
            word,
            name,
            changes,
            title,
            properties,
            children: Vec::new(),
            span: Span::default(),
            sound: !self.broken,
        }
    }

    /// The properties in braces; of a rule, or of a part of one.
    fn block(&mut self, pair: Pair<'_, Rule>, of_rule: bool) -> Vec<Property> {
        let mut properties = Vec::new();
        for line in pair.into_inner().filter(|part| part.as_rule() == Rule::line) {
            for (at, property) in line.into_inner().enumerate() {
                let property = self.property(property, at == 0);
                if of_rule {
                    self.when_after(properties.last(), property.as_ref());
                }
                properties.extend(property);
            }
        }
        properties
    }

    /// `fallback notice at least 60 days when vital` reads as if only the rung depended on
    /// it, and would decide whether the rule applies at all.
    fn when_after(&mut self, before: Option<&Property>, property: Option<&Property>) {
        if let (Some(before), Some(property)) = (before, property)
            && property.word.node == PropertyWord::When
            && !property.begins_line
            && matches!(before.value, PropertyValue::Rung(_) | PropertyValue::Pitfall { .. } | PropertyValue::Text(_))
        {
            let is_text = matches!(before.value, PropertyValue::Text(_));
            let condition = self.source.slice(property.span);
            let found = mistakes::when_after(self.place(property.word.span), before.word.node, condition, is_text);
            self.found.push(found);
        }
    }

    fn property(&mut self, pair: Pair<'_, Rule>, begins_line: bool) -> Option<Property> {
        let span = self.span(&pair);
        let shape = pair.into_inner().next()?;
        let rule = shape.as_rule();
        let mut parts = shape.into_inner();
        let first = parts.next()?;
        let word_span = self.span(&first);
        let spelled: Vec<&str> = first.as_str().split_whitespace().collect();
        let word = PropertyWord::find(&spelled.join(" "))?;
        let value = self.property_value(rule, parts.collect())?;
        Some(Property { word: Spanned::new(word, word_span), value, span, begins_line })
    }

    fn property_value(&mut self, rule: Rule, parts: Vec<Pair<'_, Rule>>) -> Option<PropertyValue> {
        let mut parts = parts.into_iter();
        Some(match rule {
            Rule::text_property => PropertyValue::Text(self.text(&parts.next()?)),
            Rule::name_property => PropertyValue::Name(self.name(&parts.next()?)),
            Rule::literal_property => PropertyValue::Literal(self.literal(parts.next()?)),
            Rule::value_property => self.value_of(parts.next()?),
            Rule::guarded_property => PropertyValue::Guarded(self.guarded(parts.next()?)),
            Rule::condition_property => PropertyValue::Condition(self.condition(parts.next()?)),
            Rule::type_property => PropertyValue::Type(self.type_expression(parts.next()?)),
            Rule::titles_property | Rule::ladder_property => PropertyValue::Levels(self.levels(parts.next()?)),
            Rule::rung_property => PropertyValue::Rung(self.rung(parts)?),
            Rule::pitfall_property => {
                let text = self.text(&parts.next()?);
                PropertyValue::Pitfall { text, block: parts.next().map(|block| self.block(block, false)) }
            }
            Rule::from_property => {
                let citations = parts.filter(|part| part.as_rule() == Rule::citation);
                PropertyValue::Citations(citations.filter_map(|part| self.citation(part)).collect())
            }
            Rule::objection_property => {
                let mut texts = self.texts(parts).into_iter();
                PropertyValue::Objection { says: texts.next()?, reply: texts.next()? }
            }
            Rule::outlook_property => {
                PropertyValue::Outlook { chance: self.name(&parts.next()?), says: self.text(&parts.next()?) }
            }
            Rule::answered_property | Rule::named_property => PropertyValue::Names(self.names(parts)),
            Rule::day_property => {
                let day = parts.next()?;
                PropertyValue::DayOfYear(Spanned::new(day.as_str().to_owned(), self.span(&day)))
            }
            Rule::given_property => PropertyValue::Given(self.given(parts)?),
            Rule::expect_property => PropertyValue::Expect(self.expectation(parts.next()?)?),
            Rule::allow_property => PropertyValue::Allow {
                code: self.name(&parts.next()?),
                because: parts.find(|part| part.as_rule() == Rule::text).map(|text| self.text(&text))?,
            },
            Rule::treat_property => {
                let mut names = self.names(parts).into_iter();
                PropertyValue::Treat { code: names.next()?, level: names.next()? }
            }
            Rule::remove_property => {
                let removed = parts.next()?;
                let words: Vec<&str> = removed.as_str().split_whitespace().collect();
                PropertyValue::Remove(Spanned::new(words.join(" "), self.span(&removed)))
            }
            Rule::due_property => PropertyValue::Due(self.due(parts.next()?)?),
            Rule::claim_property => PropertyValue::Window(self.window(parts.next()?)?),
            Rule::credit_property => {
                let mut parts = parts.filter(|part| part.as_rule() == Rule::percent);
                PropertyValue::Credit { percent: self.quantity(&parts.next()?), below: self.quantity(&parts.next()?) }
            }
            Rule::definition_property => {
                let mut texts = self.texts(parts).into_iter();
                PropertyValue::Definition { of: texts.next()?, says: texts.next()? }
            }
            Rule::clause_property => {
                PropertyValue::Clause { word: self.name(&parts.next()?), says: self.text(&parts.next()?) }
            }
            _ => {
                let mut names = self.names(parts).into_iter();
                PropertyValue::Between(names.next()?, names.next()?)
            }
        })
    }

    fn rung<'i>(&mut self, parts: impl Iterator<Item = Pair<'i, Rule>>) -> Option<Rung> {
        let mut label = None;
        let mut condition = None;
        let mut block = Vec::new();
        for part in parts {
            match part.as_rule() {
                Rule::text => label = Some(self.text(&part)),
                Rule::condition => condition = Some(self.condition(part)),
                _ => block = self.block(part, false),
            }
        }
        Some(Rung { label, condition: condition?, block })
    }

    fn due(&mut self, pair: Pair<'_, Rule>) -> Option<Due> {
        if pair.as_rule() == Rule::window {
            return self.window(pair).map(Due::Within);
        }
        let rule = pair.as_rule();
        let (spans, names) = self.spans_and_names(pair);
        let (mut spans, mut names) = (spans.into_iter(), names.into_iter());
        Some(match rule {
            Rule::due_every => Due::Every(spans.next()?, names.next()),
            Rule::due_on => Due::On(names.next()?),
            Rule::due_before => Due::Before(spans.next()?, names.next()?),
            _ => Due::After(spans.next()?, names.next()?),
        })
    }

    fn window(&mut self, pair: Pair<'_, Rule>) -> Option<Window> {
        let (spans, names) = self.spans_and_names(pair);
        Some(Window { within: spans.into_iter().next(), anchor: names.into_iter().next()? })
    }

    /// The durations and the names in it.
    fn spans_and_names(&mut self, pair: Pair<'_, Rule>) -> (Vec<Spanned<String>>, Vec<Spanned<String>>) {
        let parts: Vec<Pair<'_, Rule>> = pair.into_inner().collect();
        let spans =
            parts.iter().filter(|part| part.as_rule() == Rule::duration).map(|part| self.duration(part)).collect();
        (spans, self.names(parts.into_iter()))
    }

    fn quantity(&self, pair: &Pair<'_, Rule>) -> Literal {
        Literal { form: Form::Quantity(pair.as_str().trim_end().to_owned()), span: self.span(pair) }
    }

    fn citation(&mut self, pair: Pair<'_, Rule>) -> Option<Citation> {
        let mut parts = pair.into_inner();
        let source = self.name(&parts.next()?);
        Some(Citation { source, section: parts.next().map(|part| self.text(&part)) })
    }

    fn names<'i>(&mut self, parts: impl Iterator<Item = Pair<'i, Rule>>) -> Vec<Spanned<String>> {
        parts.filter(|part| part.as_rule() == Rule::name).map(|part| self.name(&part)).collect()
    }

    fn texts<'i>(&mut self, parts: impl Iterator<Item = Pair<'i, Rule>>) -> Vec<Text> {
        parts.filter(|part| part.as_rule() == Rule::text).map(|part| self.text(&part)).collect()
    }
}

fn unnamed(word: PropertyWord, value: PropertyValue, span: Span) -> Property {
    Property { word: Spanned::new(word, span), value, span, begins_line: true }
}

impl Literal {
    /// The text of a word, where it is one.
    pub fn word(&self) -> Option<&str> {
        match &self.form {
            Form::Word(word) => Some(word),
            Form::Text(_) | Form::Quantity(_) => None,
        }
    }
}
