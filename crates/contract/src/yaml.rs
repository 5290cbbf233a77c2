//! JSON as YAML in blocks, its keys in the order in which people read them.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

/// These come first, in this order; all others follow by the alphabet.
const FIRST: &[&str] = &[
    "openapi",
    "id",
    "info",
    "level",
    "title",
    "name",
    "in",
    "scheme",
    "version",
    "summary",
    "operationId",
    "$ref",
    "type",
    "description",
    "format",
    "pattern",
    "license",
    "url",
    "servers",
    "tags",
    "webhooks",
    "validate_token",
    "tests",
    "send_candidate",
    "paths",
    "security",
    "parameters",
    "requestBody",
    "responses",
    "first_name",
    "last_name",
    "email",
    "phone",
    "admin",
    "candidate_id",
    "company_id",
    "report_id",
    "test_id",
    "test_name",
    "status",
    "score",
    "required",
    "schema",
];
/// These come last, in this order.
const LAST: &[&str] =
    &["items", "properties", "example", "examples", "externalDocs", "x-checks", "components"];

/// A value whose keys are written in that order.
struct Ordered<'v>(&'v Value);

fn rank(key: &str) -> usize {
    let place = |list: &[&str]| list.iter().position(|known| *known == key);
    let last = || place(LAST).map(|place| FIRST.len() + 1 + place);
    place(FIRST).or_else(last).unwrap_or(FIRST.len())
}

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(members) => {
                let mut sorted: Vec<_> = members.iter().collect();
                sorted.sort_by_key(|(key, _)| (rank(key), key.as_str()));
                let mut map = serializer.serialize_map(Some(sorted.len()))?;
                for (key, value) in sorted {
                    map.serialize_entry(key, &Self(value))?;
                }
                map.end()
            }
            Value::Array(values) => {
                let mut seq = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    seq.serialize_element(&Self(value))?;
                }
                seq.end()
            }
            plain => plain.serialize(serializer),
        }
    }
}

/// The text of a value.
pub(crate) fn written(value: &Value) -> String {
    // Fails for options alone that can't be: the tests read the text back.
    serde_saphyr::to_string(&Ordered(value)).unwrap_or_default()
}
