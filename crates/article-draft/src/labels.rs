//! What Recruitee writes on its screens for a partner.

use crate::typed::one_line;
use partner::{Draft, Input, Kind, Sending};

/// A field of the dialog that sends a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldLabel {
    /// What it is called.
    pub label: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// What Recruitee fills in for a sample candidate. Empty where the recruiter types or chooses something.
    pub sample: String,
    /// Whether it is chosen from a list.
    pub is_choice: bool,
}

/// Recruitee's labels for a kind, with the partner's name in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Where the partner is in the marketplace.
    pub category: String,
    /// The button on a candidate's profile.
    pub action: String,
    /// The item in a candidate's menu.
    pub menu_item: String,
    /// The title of the dialog that sends a candidate.
    pub dialog_title: String,
    /// The list of tests in it.
    pub list_label: String,
    /// The fields above that list.
    pub fields: Vec<FieldLabel>,
}

fn field(input: &Input) -> Option<FieldLabel> {
    let kind = one_line(&input.kind);
    // A field that can't be read has no name that a customer would know.
    if kind.is_empty() {
        return None;
    }
    let sample = Sending::sample("");
    Some(FieldLabel {
        label: input.label_key().map_or(kind, |key| text::plain(&key)),
        required: input.required,
        sample: sample.value_of(input).unwrap_or_default().to_owned(),
        is_choice: input.is_choice(),
    })
}

impl Labels {
    /// Those of a record.
    pub fn of(record: &Draft) -> Self {
        let kind = Kind::labels_key(record.kind.as_ref());
        let typed = one_line(&record.name);
        let name = if typed.is_empty() { "article.open.product" } else { &typed };
        let word = |key: &str| text::render(&format!("preview.{kind}.{key}"), &[("name", name)]);
        Self {
            category: word("category"),
            action: word("action"),
            menu_item: word("menu_item"),
            dialog_title: word("dialog_title"),
            list_label: word("list_label"),
            fields: record.inputs.iter().filter_map(field).collect(),
        }
    }
}
