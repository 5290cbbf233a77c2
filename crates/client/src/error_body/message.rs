//! What a body says of an error: a message, and one for each field that it names.

/// What the server says about one field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMessage {
    /// The path of the field: `urls.tests`. How the server spells it does not matter.
    pub field: String,
    /// In the server's words.
    pub message: String,
}

/// What a server says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// By field of the form.
    pub(crate) fields: Vec<FieldMessage>,
    /// All else; texts about fields that the form does not have begin with the server's name of the field.
    pub(crate) message: String,
}

impl Said {
    /// All of it in one text.
    pub(crate) fn in_one(self) -> String {
        let fields = self.fields.iter().map(|one| format!("{}: {}", one.field, one.message));
        glue(&std::iter::once(self.message).chain(fields).collect::<Vec<_>>(), "; ")
    }
}

/// Texts one after the other: sentences with a space between them, else with the separator.
pub(super) fn glue(texts: &[String], separator: &str) -> String {
    let mut whole = String::new();
    for text in texts.iter().filter(|text| !text.is_empty()) {
        if !whole.is_empty() {
            whole.push_str(if whole.ends_with(['.', '!', '?', '…']) { " " } else { separator });
        }
        whole.push_str(text);
    }
    whole
}
