//! The candidate fields: what the recruiter fills in before a candidate is sent.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use std::str::FromStr;

/// One element of `partner.inputs`. Keys that the documentation does not show are kept in `extra`.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// `first_name`, `email`, …; others are kept as they are.
    pub kind: String,
    /// The key under which the value is sent. The documented `admin` has none.
    pub name: Option<String>,
    /// Whether the recruiter must fill it in.
    pub required: bool,
    /// All else.
    pub extra: Map<String, Value>,
    /// The whole element as it came, when some of it could not be read: it goes back so.
    pub as_it_came: Option<Value>,
}

/// An element that can be read.
#[derive(Serialize)]
struct Shape<'i> {
    kind: &'i str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'i str>,
    required: bool,
    #[serde(flatten)]
    extra: &'i Map<String, Value>,
}

impl Serialize for Input {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { kind, name, required, extra, as_it_came } = self;
        if let Some(raw) = as_it_came {
            return raw.serialize(serializer);
        }
        Shape { kind, name: name.as_deref(), required: *required, extra }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Input {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::read)
    }
}

impl From<Value> for Input {
    fn from(raw: Value) -> Self {
        Self::read(raw)
    }
}

impl Input {
    /// Reads an element as far as it can be read.
    fn read(raw: Value) -> Self {
        let (kind, name, extra) = (String::new(), None, Map::new());
        let mut input = Self { kind, name, required: false, extra, as_it_came: None };
        let mut is_read = raw.is_object();
        for (key, value) in raw.as_object().into_iter().flatten() {
            match (key.as_str(), value) {
                ("kind", Value::String(kind)) => input.kind.clone_from(kind),
                ("name", Value::String(name)) => input.name = Some(name.clone()),
                ("name", Value::Null) => {}
                ("required", Value::Bool(required)) => input.required = *required,
                ("kind" | "name" | "required", _) => is_read = false,
                _ => drop(input.extra.insert(key.clone(), value.clone())),
            }
        }
        input.as_it_came = (!is_read).then_some(raw);
        input
    }
}

/// Why a text is no candidate field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFault {
    /// No JSON; where it stops being some, from 1.
    NotJson {
        /// The line.
        line: usize,
        /// The column in it.
        column: usize,
    },
    /// JSON, and no object.
    NotAnObject,
    /// There is no `kind`, or it is empty.
    NoKind,
    /// A documented key with a value of another type.
    WrongType(InputKey),
}

/// A key of a candidate field that the documentation shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKey {
    /// Text.
    Kind,
    /// Text, or left out.
    Name,
    /// `true` or `false`.
    Required,
}

impl InputKey {
    /// As it is written.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Name => "name",
            Self::Required => "required",
        }
    }
}

impl FromStr for Input {
    type Err = InputFault;

    /// Reads a candidate field that somebody wrote by hand. Stricter than reading what a server holds: that must go
    /// back as it came, and this has not been sent yet.
    fn from_str(text: &str) -> Result<Self, InputFault> {
        let raw: Value = serde_json::from_str(text)
            .map_err(|error| InputFault::NotJson { line: error.line(), column: error.column() })?;
        let Some(members) = raw.as_object() else { return Err(InputFault::NotAnObject) };
        let is_wrong = |key: InputKey| match (key, members.get(key.key())) {
            (_, None) | (InputKey::Name, Some(Value::Null)) => false,
            (InputKey::Required, Some(value)) => !value.is_boolean(),
            (InputKey::Kind | InputKey::Name, Some(value)) => !value.is_string(),
        };
        let keys = [InputKey::Kind, InputKey::Name, InputKey::Required];
        if let Some(key) = keys.into_iter().find(|key| is_wrong(*key)) {
            return Err(InputFault::WrongType(key));
        }
        let input = Self::read(raw);
        if input.kind.trim().is_empty() { Err(InputFault::NoKind) } else { Ok(input) }
    }
}

/// The kinds of the documentation (Sending candidates), in its order.
pub const KNOWN_KINDS: [&str; 5] = ["first_name", "last_name", "email", "phone", "admin"];

impl Input {
    /// A field of one of the known kinds, as documented.
    pub fn of_kind(kind: &str, required: bool) -> Self {
        let name = (kind != "admin").then(|| kind.to_owned());
        Self { kind: kind.to_owned(), name, required, extra: Map::new(), as_it_came: None }
    }

    /// The key of the label that Recruitee shows; `None` for a kind that the documentation does not name.
    pub fn label_key(&self) -> Option<String> {
        KNOWN_KINDS.contains(&self.kind.as_str()).then(|| format!("input.{}", self.kind))
    }

    /// Whether the recruiter chooses from a list rather than types (the send dialog of the documentation).
    pub fn is_choice(&self) -> bool {
        matches!(self.kind.as_str(), "email" | "phone" | "admin")
    }
}

/// The three that Recruitee sets by default, "the least that should be used".
pub fn defaults() -> Vec<Input> {
    KNOWN_KINDS.iter().take(3).map(|kind| Input::of_kind(kind, true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_written_by_hand_is_taken_with_all_its_keys_or_refused_with_the_reason() {
        let read = |text: &str| text.parse::<Input>();
        let field = r#"{"kind": "linkedin", "name": "profile", "required": true, "label": "LinkedIn"}"#;
        let taken = read(field).map(|input| serde_json::to_value(&input).unwrap_or_default());
        assert_eq!(taken, serde_json::from_str(field).map_err(|_| InputFault::NoKind));
        assert!(read(r#"{"kind": "admin", "name": null}"#).is_ok());
        for (text, fault) in [
            ("", InputFault::NotJson { line: 1, column: 0 }),
            ("{\"kind\": \"x\",\n}", InputFault::NotJson { line: 2, column: 1 }),
            ("[]", InputFault::NotAnObject),
            ("{}", InputFault::NoKind),
            (r#"{"kind": " "}"#, InputFault::NoKind),
            (r#"{"kind": 7}"#, InputFault::WrongType(InputKey::Kind)),
            (r#"{"kind": "x", "name": 7}"#, InputFault::WrongType(InputKey::Name)),
            (r#"{"kind": "x", "required": "yes"}"#, InputFault::WrongType(InputKey::Required)),
        ] {
            assert_eq!(read(text), Err(fault), "{text}");
        }
    }
}
