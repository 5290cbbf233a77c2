//! Whether a row of the profile is what this app writes: a page may be whole and what stands on it not.

use crate::{EditSource, edit_rows::logo_hash};
use partner::{Draft, Environment, Field};
use rusqlite::types::Value;
use serde_json::Value as Json;

/// Parts without which a row is worth keeping, and what then stands there.
const REPAIRED: [(&str, &str, Option<&str>); 6] = [
    ("registrations", "last_seen", None),
    ("registrations", "base", None),
    ("writes", "before", Some("null")),
    ("writes", "after", Some("null")),
    ("runs", "exchanges", Some("{}")),
    ("runs", "evidence", Some("null")),
];

/// Takes out the damaged parts that a row can be without; whether there were any.
pub(crate) fn repair(table: &str, names: &[String], row: &mut [Value]) -> bool {
    let mut is_repaired = false;
    for (_, column, instead) in REPAIRED.iter().filter(|(of, ..)| *of == table) {
        let Some(place) = names.iter().position(|name| name == column) else { continue };
        let is_damaged = match &row[place] {
            Value::Text(text) if table == "runs" => serde_json::from_str::<Json>(text).is_err(),
            Value::Text(text) => serde_json::from_str::<Option<Draft>>(text).is_err(),
            Value::Blob(_) => true,
            _ => false,
        };
        if is_damaged {
            row[place] = instead.map_or(Value::Null, |text| Value::Text(text.into()));
            is_repaired = true;
        }
    }
    is_repaired
}

/// Whether the rest of it can be read.
pub(crate) fn is_readable(table: &str, names: &[String], row: &[Value]) -> bool {
    let value = |column: &str| names.iter().position(|name| name == column).and_then(|place| row.get(place));
    let text = |column: &str| match value(column) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let json = |column: &str| serde_json::from_str::<Json>(text(column)).ok();
    let is_json = |columns: &[&str]| columns.iter().all(|column| json(column).is_some());
    let is_somewhere = || Environment::of_key(text("environment")).is_some();
    if row.iter().any(|value| matches!(value, Value::Blob(_))) {
        return false;
    }
    match table {
        "promotion_events" => is_somewhere() && is_json(&["record"]),
        "watches" => is_somewhere() && is_json(&["baseline", "seen", "found"]),
        "article_drafts" => is_json(&["draft"]),
        "edits" => {
            let about = if let Some(Value::Integer(about)) = value("about") { Some(*about) } else { None };
            let fits = |column: &str| {
                let field = Field::from_path(text("field"));
                field
                    .zip(json(column))
                    .is_some_and(|(field, value)| Draft::default().set(field, &value).is_ok())
            };
            fits("before") && fits("after") && EditSource::of(text("origin"), about).is_ok()
        }
        "checkpoints" => serde_json::from_str::<Draft>(text("draft")).is_ok(),
        "logos" => logo_hash(text("source")) == text("hash"),
        "registrations" => is_somewhere(),
        "writes" => {
            is_somewhere() && is_json(&["fields"]) && crate::writes::is_known(text("action"), text("state"))
        }
        "runs" => is_json(&["asked", "verdicts", "exchanges", "evidence"]),
        "activity" => is_json(&["entry"]),
        "token_uses" => is_somewhere() && serde_json::from_str::<Vec<(String, String)>>(text("args")).is_ok(),
        _ => true,
    }
}
