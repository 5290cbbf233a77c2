//! The ways in which a call to the Partners API can fail, told apart by what is to be done.

use crate::Trouble;
use serde_json::{Map, Value};

/// A message of the server about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMessage {
    /// As the server names it.
    pub field: String,
    /// In the server's words.
    pub message: String,
}

/// A call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// 401 or 403.
    #[error("the token was turned away")]
    TurnedAway,
    /// 404.
    #[error("there is no such partner")]
    NotFound,
    /// 409.
    #[error("the codename is taken")]
    Conflict,
    /// 400 or 422, with what the server says of each field.
    #[error("the record was refused")]
    Rejected {
        /// Per field, where it says so.
        fields: Vec<FieldMessage>,
        /// All else it says.
        message: String,
    },
    /// 429, with the seconds it asks to wait.
    #[error("too many requests")]
    TooManyRequests(Option<u64>),
    /// A redirect: it is not followed, since the token would go along.
    #[error("the answer leads to {to}")]
    Redirected {
        /// The origin that it leads to.
        to: String,
    },
    /// Any other status.
    #[error("status {status}")]
    Status {
        /// The status.
        status: u16,
        /// What the server says.
        message: String,
    },
    /// A success that is not JSON or no record.
    #[error("the answer was not understood")]
    NotUnderstood,
    /// No answer; for a write it is certain that nothing was done.
    #[error("{0}")]
    Trouble(Trouble),
    /// A write was sent and no answer came: nobody knows whether it was done.
    #[error("no answer came, so the outcome is not known ({0})")]
    OutcomeUnknown(Trouble),
}

/// Reads an error from a status and a body of unknown shape: `error`, `errors` and `message` are
/// looked for, since the documentation shows no error of Recruitee's own.
pub fn from_answer(status: u16, body: &[u8], retry_after: Option<u64>) -> ApiError {
    let value: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
    match status {
        401 | 403 => ApiError::TurnedAway,
        404 => ApiError::NotFound,
        409 => ApiError::Conflict,
        400 | 422 => ApiError::Rejected { fields: field_messages(&value), message: message(&value, body) },
        429 => ApiError::TooManyRequests(retry_after),
        _ => ApiError::Status { status, message: message(&value, body) },
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.chars().take(300).collect(),
        Value::Array(list) => {
            list.iter().map(words).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Value::Object(fields) => fields.get("message").map(words).unwrap_or_default(),
        _ => String::new(),
    }
}

fn message(value: &Value, body: &[u8]) -> String {
    let found = ["error", "message", "errors"]
        .iter()
        .find_map(|key| value.get(key).map(words).filter(|text| !text.is_empty()));
    found.unwrap_or_else(|| {
        let raw = if value.is_null() { String::from_utf8_lossy(body).into_owned() } else { String::new() };
        raw.chars().filter(|c| !c.is_control()).take(300).collect()
    })
}

/// Messages by field, those of fields within fields with both names.
fn named(fields: &Map<String, Value>, within: &str) -> Vec<FieldMessage> {
    let mut found = Vec::new();
    for (field, value) in fields {
        let field = if within.is_empty() { field.clone() } else { format!("{within}.{field}") };
        match value {
            Value::Object(inner) if !inner.contains_key("message") && !within.contains('.') => {
                found.extend(named(inner, &field));
            }
            value => match words(value) {
                message if message.is_empty() => {}
                message => found.push(FieldMessage { field, message }),
            },
        }
    }
    found
}

/// `{"errors": {"name": ["is too long"]}}`, the same in depth (`{"urls": {"tests": ["is odd"]}}`), or `{"errors": [{"field": "name", "message": "…"}]}`.
fn field_messages(value: &Value) -> Vec<FieldMessage> {
    match value.get("errors").or_else(|| value.get("error")) {
        Some(Value::Object(fields)) => named(fields, ""),
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(|entry| {
                let field = entry.get("field")?.as_str()?.to_owned();
                Some(FieldMessage { field, message: words(entry.get("message")?) })
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_read_in_every_shape_that_is_likely() {
        let fields = |body: &str| match from_answer(422, body.as_bytes(), None) {
            ApiError::Rejected { fields, message } => (fields.len(), message),
            other => panic!("{other:?}"),
        };
        assert_eq!(fields(r#"{"errors":{"name":["is too long","is odd"]}}"#).0, 1);
        assert_eq!(fields(r#"{"errors":[{"field":"kind","message":"no"}]}"#).0, 1);
        assert_eq!(fields(r#"{"errors":{"urls":{"tests":["no"],"website":"no"}}}"#).0, 2);
        assert_eq!(fields(r#"{"error":"No good"}"#), (0, "No good".into()));
        assert_eq!(fields(r#"{"message":"No good"}"#), (0, "No good".into()));
        assert_eq!(fields("<html>\n500"), (0, "<html>500".into()));
        assert_eq!(from_answer(401, b"", None), ApiError::TurnedAway);
        assert_eq!(from_answer(429, b"", Some(30)), ApiError::TooManyRequests(Some(30)));
    }
}
