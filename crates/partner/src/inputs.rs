//! The candidate fields: what the recruiter fills in before a candidate is sent.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One element of `partner.inputs`. Keys that the documentation does not show are kept in `extra`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// `first_name`, `email`, …; others are kept as they are.
    #[serde(default)]
    pub kind: String,
    /// The key under which the value is sent. The documented `admin` has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the recruiter must fill it in.
    #[serde(default)]
    pub required: bool,
    /// All else.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The kinds of the documentation (Sending candidates), in its order.
pub const KNOWN_KINDS: [&str; 5] = ["first_name", "last_name", "email", "phone", "admin"];

impl Input {
    /// A field of one of the known kinds, as documented.
    pub fn of_kind(kind: &str, required: bool) -> Self {
        let name = (kind != "admin").then(|| kind.to_owned());
        Self { kind: kind.to_owned(), name, required, extra: Map::new() }
    }
}

/// The three that Recruitee sets by default, "the least that should be used".
pub fn defaults() -> Vec<Input> {
    KNOWN_KINDS.iter().take(3).map(|kind| Input::of_kind(kind, true)).collect()
}
