//! Every text of a declaration, wherever it stands.

use super::tree::{Declaration, Level, Property, PropertyValue, Text, TypeForm};

impl Declaration {
    /// Calls `visit` for every text of the declaration, its title first; not for those of
    /// the declarations inside it.
    pub fn texts<'t>(&'t self, visit: &mut impl FnMut(&'t Text)) {
        self.title.iter().for_each(&mut *visit);
        self.properties.iter().for_each(|property| property.texts(visit));
    }
}

impl Property {
    fn texts<'t>(&'t self, visit: &mut impl FnMut(&'t Text)) {
        let titles = |levels: &'t [Level], visit: &mut dyn FnMut(&'t Text)| {
            levels.iter().flat_map(|level| &level.title).for_each(visit)
        };
        match &self.value {
            PropertyValue::Text(text) | PropertyValue::Allow { because: text, .. } => visit(text),
            PropertyValue::Outlook { says, .. } | PropertyValue::Clause { says, .. } => visit(says),
            PropertyValue::Definition { of, says } => [of, says].into_iter().for_each(visit),
            PropertyValue::Objection { says, reply } => [says, reply].into_iter().for_each(visit),
            PropertyValue::Pitfall { text, block } => {
                visit(text);
                block.iter().flatten().for_each(|property| property.texts(visit));
            }
            PropertyValue::Rung(rung) => {
                rung.label.iter().for_each(&mut *visit);
                rung.block.iter().for_each(|property| property.texts(visit));
            }
            PropertyValue::Citations(citations) => {
                citations.iter().flat_map(|citation| &citation.section).for_each(visit);
            }
            PropertyValue::Levels(levels) => titles(&levels.levels, visit),
            PropertyValue::Type(written) => match &written.form {
                TypeForm::Scale(levels) | TypeForm::OneOf(levels) | TypeForm::Set(levels) => titles(levels, visit),
                TypeForm::Number(unit) => unit.iter().for_each(visit),
                TypeForm::Named(_) => {}
            },
            PropertyValue::Name(_)
            | PropertyValue::Names(_)
            | PropertyValue::Literal(_)
            | PropertyValue::Guarded(_)
            | PropertyValue::Workings(_)
            | PropertyValue::Condition(_)
            | PropertyValue::Between(..)
            | PropertyValue::Given(_)
            | PropertyValue::Expect(_)
            | PropertyValue::Treat { .. }
            | PropertyValue::Remove(_)
            | PropertyValue::Due(_)
            | PropertyValue::Window(_)
            | PropertyValue::DayOfYear(_)
            | PropertyValue::Credit { .. } => {}
        }
    }
}
