//! A `WHERE` of the conditions that are asked for, with their values.

use rusqlite::ToSql;

#[derive(Default)]
pub(crate) struct Conditions {
    parts: Vec<String>,
    values: Vec<String>,
}

impl Conditions {
    /// Adds a condition; each `?` of it stands for one of the values.
    pub(crate) fn add(&mut self, part: impl Into<String>, values: impl IntoIterator<Item = String>) {
        self.parts.push(part.into());
        self.values.extend(values);
    }

    /// Adds a condition where there is a value for it.
    pub(crate) fn add_some(&mut self, part: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.add(part, [value.into()]);
        }
    }

    /// Empty without a condition.
    pub(crate) fn clause(&self) -> String {
        if self.parts.is_empty() { String::new() } else { format!("WHERE {}", self.parts.join(" AND ")) }
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &dyn ToSql> {
        self.values.iter().map(|value| value as &dyn ToSql)
    }
}
