//! The candidate fields: what the recruiter fills in before a candidate is sent.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

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

/// The kinds of the documentation (Sending candidates), in its order.
pub const KNOWN_KINDS: [&str; 5] = ["first_name", "last_name", "email", "phone", "admin"];

impl Input {
    /// A field of one of the known kinds, as documented.
    pub fn of_kind(kind: &str, required: bool) -> Self {
        let name = (kind != "admin").then(|| kind.to_owned());
        Self { kind: kind.to_owned(), name, required, extra: Map::new(), as_it_came: None }
    }
}

/// The three that Recruitee sets by default, "the least that should be used".
pub fn defaults() -> Vec<Input> {
    KNOWN_KINDS.iter().take(3).map(|kind| Input::of_kind(kind, true)).collect()
}
