//! TESTS: the list that recruiters choose from.

use crate::token::no_answer;
use crate::verdict::Finding;
use crate::{Call, Cause, Evidence, TokenSent};
use serde_json::Value;
use std::collections::BTreeMap;

/// The list as JSON, or the verdict that stands in its place.
fn read(evidence: &Evidence) -> Result<Value, Finding> {
    let answer = evidence.answer(Call::Tests(TokenSent::Good)).map_err(|trouble| {
        let finding = no_answer(&trouble);
        // Without an answer TOKEN-6 fails; the list itself is then not known.
        if finding.cause.is_some() { finding } else { Finding::unknown(Cause::DependsOn("TOKEN-6")) }
    })?;
    if !(200..=299).contains(&answer.status) {
        return Err(Finding::unknown(match answer.status {
            429 => Cause::TooManyRequests,
            _ => Cause::DependsOn("TOKEN-6"),
        }));
    }
    // A byte order mark is allowed by many writers and refused by many readers; it is no fault of the list.
    let bytes = answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body);
    serde_json::from_slice(bytes).map_err(|error| {
        if answer.body.iter().all(u8::is_ascii_whitespace) {
            Finding::developers("empty_body")
        } else {
            Finding::developers("not_json").with("line", error.line()).with("column", error.column())
        }
    })
}

fn entries(evidence: &Evidence) -> Result<Vec<Value>, Finding> {
    match read(evidence)? {
        Value::Array(entries) => Ok(entries),
        other => Err(Finding::developers("not_array").with("found", shape(&other))),
    }
}

fn shape(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// TESTS-1
pub(crate) fn array(_: &str, evidence: &Evidence) -> Finding {
    match entries(evidence) {
        Ok(entries) => Finding::pass().with("count", entries.len()),
        Err(finding) => finding,
    }
}

/// The id as text: "2" and 2 are one id, since Recruitee sends it back as text.
fn id(entry: &Value) -> Option<String> {
    match entry.get("id")? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// TESTS-2
pub(crate) fn id_and_name(_: &str, evidence: &Evidence) -> Finding {
    let entries = match entries(evidence) {
        Ok(entries) => entries,
        Err(finding) => return finding,
    };
    let has_name = |entry: &Value| entry["name"].as_str().is_some_and(|name| !name.trim().is_empty());
    for (place, entry) in entries.iter().enumerate() {
        if id(entry).is_none() {
            return Finding::developers("no_id").with("place", place + 1);
        }
        if !has_name(entry) {
            return Finding::developers("no_name").with("place", place + 1);
        }
    }
    Finding::pass().with("count", entries.len())
}

/// TESTS-3
pub(crate) fn ids_differ(_: &str, evidence: &Evidence) -> Finding {
    let entries = match entries(evidence) {
        Ok(entries) => entries,
        Err(finding) => return finding,
    };
    let mut places = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        let Some(id) = id(entry) else { continue };
        if let Some(before) = places.insert(id.clone(), place) {
            let id: String = id.chars().take(40).collect();
            return Finding::developers("twice")
                .with("id", id)
                .with("first", before + 1)
                .with("second", place + 1);
        }
    }
    Finding::pass()
}

/// TESTS-4
pub(crate) fn not_empty(_: &str, evidence: &Evidence) -> Finding {
    match entries(evidence) {
        Ok(entries) if entries.is_empty() => Finding::developers("empty"),
        Ok(_) => Finding::pass(),
        Err(finding) => finding,
    }
}
