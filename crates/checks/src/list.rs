//! TESTS: the list that recruiters choose from.

use crate::no_answer::{asked_to_wait, no_answer};
use crate::robot_wall::robot_wall;
use crate::verdict::Finding;
use crate::{Answer, Call, Cause, Evidence, Place, TokenSent};
use serde_json::Value;
use std::collections::BTreeMap;

const CALL: Call = Call::Tests(TokenSent::Good);
/// More are no help to a recruiter who looks for one.
const MANY: usize = 500;
/// Longer names do not fit the dialog.
const LONG_NAME: usize = 80;
/// `serde_json` reads no deeper; neither do the parsers of others.
const DEEP: usize = 127;

/// The answer, or the verdict that stands in its place.
fn answer(evidence: &Evidence) -> Result<&Answer, Finding> {
    let answer = evidence.answer(CALL).map_err(|trouble| {
        let finding = no_answer(&trouble);
        // Without an answer TOKEN-6 fails; the list itself is then not known.
        if finding.cause.is_some() { finding } else { Finding::unknown(Cause::DependsOn("TOKEN-6")) }
    })?;
    match answer.status {
        _ if robot_wall(answer).is_some() => Err(Finding::unknown(Cause::DependsOn("TOKEN-6"))),
        200..=299 => Ok(answer),
        429 => Err(asked_to_wait(answer)),
        _ => Err(Finding::unknown(Cause::DependsOn("TOKEN-6"))),
    }
}

/// The list as JSON, or what is wrong with it.
fn read(evidence: &Evidence) -> Result<Value, Finding> {
    let answer = answer(evidence)?;
    if let Some(trouble) = &answer.body_fault {
        return Err(no_answer(trouble));
    }
    if answer.is_cut {
        return Err(Finding::unknown(Cause::DependsOn("TESTS-5")));
    }
    // A byte order mark is allowed by many writers and refused by many readers; it is no fault of the list.
    let bytes = answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Finding::developers("empty_body"));
    }
    if let Err(fault) = std::str::from_utf8(bytes) {
        return Err(Finding::developers("not_utf8").with("byte", fault.valid_up_to() + 1));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let at = Place::Line(line, column);
        match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'<') => Finding::developers("page").place(CALL, Place::Line(1, 1)),
            _ if error.is_eof() => Finding::developers("cut_off").with("line", line).place(CALL, at),
            _ if depth(bytes) > DEEP => Finding::developers("deep").place(CALL, at),
            _ => Finding::developers("not_json").with("line", line).with("column", column).place(CALL, at),
        }
    })
}

/// How deep brackets are nested outside of texts.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut most, mut in_text, mut escaped) = (0usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                most = most.max(depth);
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// TESTS-1
pub(crate) fn array(_: &str, evidence: &Evidence) -> Finding {
    match read(evidence) {
        Ok(Value::Array(entries)) => Finding::pass().with("count", entries.len()),
        Ok(other) => {
            let variant = match other {
                Value::Null => "null",
                Value::Object(_) => "object",
                Value::String(_) => "text",
                Value::Bool(_) | Value::Number(_) | Value::Array(_) => "value",
            };
            Finding::developers(variant).place(CALL, Place::Pointer(String::new()))
        }
        Err(finding) => finding,
    }
}

/// The entries, for checks that come after TESTS-1.
fn entries(evidence: &Evidence) -> Result<Vec<Value>, Finding> {
    match read(evidence) {
        Ok(Value::Array(entries)) => Ok(entries),
        Err(finding) if finding.cause.is_some() => Err(finding),
        Ok(_) | Err(_) => Err(Finding::unknown(Cause::DependsOn("TESTS-1"))),
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
    for (at, entry) in entries.iter().enumerate() {
        let fault = |variant, inside: &str| {
            let pointer = Place::Pointer(format!("/{at}{inside}"));
            Finding::developers(variant).with("place", at + 1).place(CALL, pointer)
        };
        let Value::Object(fields) = entry else { return fault("not_object", "") };
        match fields.get("id") {
            None => return fault("no_id", ""),
            Some(_) if id(entry).is_none() => return fault("odd_id", "/id"),
            Some(_) => {}
        }
        match fields.get("name") {
            None => return fault("no_name", ""),
            Some(Value::String(name)) if name.trim().is_empty() => return fault("empty_name", "/name"),
            Some(Value::String(_)) => {}
            Some(_) => return fault("odd_name", "/name"),
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
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(text) = id(entry) else { continue };
        if let Some(before) = places.insert(text.clone(), at) {
            let is_same = entries[before].get("id") == entry.get("id");
            let text: String = text.chars().take(40).collect();
            return Finding::developers(if is_same { "twice" } else { "twice_as_text" })
                .with("id", text)
                .with("first", before + 1)
                .with("second", at + 1)
                .place(CALL, Place::Pointer(format!("/{at}/id")));
        }
    }
    Finding::pass()
}

/// TESTS-4
pub(crate) fn not_empty(_: &str, evidence: &Evidence) -> Finding {
    match entries(evidence) {
        Ok(entries) if entries.is_empty() => {
            Finding::developers("empty").place(CALL, Place::Pointer(String::new()))
        }
        Ok(_) => Finding::pass(),
        Err(finding) => finding,
    }
}

/// TESTS-5
pub(crate) fn fits(_: &str, evidence: &Evidence) -> Finding {
    match answer(evidence) {
        Ok(answer) if answer.is_cut => return Finding::developers("large").with("bytes", answer.body.len()),
        Ok(_) => {}
        Err(finding) => return finding,
    }
    let entries = match entries(evidence) {
        Ok(entries) => entries,
        Err(finding) => return finding,
    };
    if entries.len() > MANY {
        return Finding::developers("many").with("count", entries.len());
    }
    for (at, entry) in entries.iter().enumerate() {
        let Some(name) = entry.get("name").and_then(Value::as_str) else { continue };
        let variant = if name.chars().any(char::is_control) {
            "control"
        } else if has_markup(name) {
            "markup"
        } else if name.chars().count() > LONG_NAME {
            "long"
        } else {
            continue;
        };
        return Finding::developers(variant)
            .with("place", at + 1)
            .with("length", name.chars().count())
            .place(CALL, Place::Pointer(format!("/{at}/name")));
    }
    Finding::pass()
}

/// A tag or an entity. A name such as "Sales < 5 years" has neither.
fn has_markup(name: &str) -> bool {
    let has_tag = name.split('<').skip(1).any(|after| {
        after.contains('>') && after.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
    });
    let has_entity = name.split('&').skip(1).any(|after| {
        after.split_once(';').is_some_and(|(entity, _)| {
            let entity = entity.strip_prefix('#').unwrap_or(entity);
            !entity.is_empty() && entity.len() < 9 && entity.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    });
    has_tag || has_entity
}
