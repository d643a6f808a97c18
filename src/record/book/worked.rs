//! A checklist → what people did to each item, for its other forms.

use crate::record::kept;
use crate::record::line;
use crate::record::stamp::Fresh;

use super::checklist::{read_item, title};
use super::field::Field;
use super::written::Row;
use crate::source::Source;

/// What people did to a checklist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worked {
    /// Every item that stands in it, in its order.
    pub items: Vec<WorkedItem>,
    /// What stands under no item, a text for each block.
    pub notes: Vec<String>,
}

/// What people did to an item. A text is empty where they said nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is what stands under the item by its name")]
pub struct WorkedItem {
    pub id: String,
    pub title: String,
    pub done: bool,
    pub outcome: String,
    pub response: String,
    pub owner: String,
    pub due: String,
    pub notes: String,
}

impl Worked {
    /// From the text of a checklist.
    ///
    /// ```
    /// use proviso::record::{Form, Worked, renewed};
    /// let fresh = "# Checklist: Deal\n<!-- proviso checklist 1 -->\n\n- [ ] **Ask.** Legal <!-- p/ask -->\n";
    /// let text = renewed(Form::Checklist, fresh, None)?.replace("[ ]", "[x]") + "  - owner: Anna\n  - by phone\n";
    /// let worked = Worked::read(&text);
    /// let ask = &worked.items[0];
    /// assert_eq!((ask.id.as_str(), ask.done, ask.owner.as_str(), ask.notes.as_str()), ("p/ask", true, "Anna", "by phone"));
    /// # Ok::<(), proviso::record::Refusal>(())
    /// ```
    pub fn read(text: &str) -> Self {
        let text = line::plain_ends(text);
        let source = Source::new("checklist.md", text.as_str());
        let kept = kept::read(&text, &Fresh::read(""));
        let item = |item: &kept::KeptItem| {
            // What is no outcome has been told when the checklist was read back.
            let row = read_item(item, &source, &mut Vec::new());
            let said = |field: Field| said(&row, &field);
            WorkedItem {
                id: item.id.clone(),
                title: title(&item.body),
                done: item.is_ticked(item.by_proviso),
                outcome: said(Field::Outcome),
                response: said(Field::OurResponse),
                owner: said(Field::OurOwner),
                due: said(Field::OurDue),
                notes: said(Field::Note),
            }
        };
        let notes = kept.elsewhere.iter().map(|block| block.join("\n"));
        Self { items: kept.items.iter().map(item).collect(), notes: notes.collect() }
    }

    /// What people did to the item with an id.
    pub fn item(&self, id: &str) -> Option<&WorkedItem> {
        self.items.iter().find(|item| item.id == id)
    }
}

fn said(row: &Row, field: &Field) -> String {
    row.fields.get(field).cloned().unwrap_or_default()
}
