//! TESTS: the list that recruiters choose from.

use crate::json_list::{self, Fields, Kind, kind, number, text, value};
use crate::list_body::{BYTE_ORDER_MARK, error_message, json, not_a_list, text_of};
use crate::names::{NameFault, judge_name};
use crate::no_answer::{asked_to_wait, no_answer};
use crate::robot_wall::robot_wall;
use crate::verdict::Finding;
use crate::{Answer, BodyLocation, Call, Cause, Evidence, TokenSent};
use std::collections::BTreeMap;

const CALL: Call = Call::Tests(TokenSent::Good);
/// More are no help to a recruiter who looks for one.
const MANY: usize = 500;
/// Longer names do not fit the dialog.
const LONG_NAME: usize = 80;

/// The answer, or the verdict that stands in its place.
fn answer(evidence: &Evidence) -> Result<&Answer, Finding> {
    let answer = evidence.answer(CALL).map_err(|error| {
        let finding = no_answer(&error);
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

/// The answer as JSON, or what is wrong with it.
fn read(evidence: &Evidence) -> Result<&str, Finding> {
    let answer = answer(evidence)?;
    if let Some(error) = &answer.body_fault {
        return Err(no_answer(error));
    }
    if answer.is_cut {
        return Err(Finding::unknown(Cause::DependsOn("TESTS-5")));
    }
    text_of(&answer.body).and_then(json)
}

/// How many entries a list has, if it is one.
pub(crate) fn count_entries(body: &[u8]) -> Option<usize> {
    let value = text_of(body).and_then(json).ok()?;
    json_list::entries(value).map(|entries| entries.len())
}

/// TESTS-1
pub(crate) fn array(_: &str, evidence: &Evidence) -> Finding {
    match read(evidence) {
        Ok(value) => match json_list::entries(value) {
            // Readers may leave it out, and writers must not send it (RFC 8259, 8.1): many readers break on it.
            Some(_) if answer(evidence).is_ok_and(|answer| answer.body.starts_with(BYTE_ORDER_MARK)) => {
                Finding::developers("byte_order_mark").advice_only().place(CALL, BodyLocation::Line(1, 1))
            }
            Some(entries) => Finding::pass().with("count", entries.len()),
            None => not_a_list(value),
        },
        Err(finding) => finding,
    }
}

/// The entries, for checks that come after TESTS-1.
fn entries(evidence: &Evidence) -> Result<Vec<&str>, Finding> {
    match read(evidence).map(json_list::entries) {
        Ok(Some(entries)) => Ok(entries),
        Err(finding) if finding.cause.is_some() => Err(finding),
        Ok(None) | Err(_) => Err(Finding::unknown(Cause::DependsOn("TESTS-1"))),
    }
}

/// The id as text, as Recruitee sends it back: "2" and 2 are one id, 2.0 is another.
pub(crate) fn id(fields: &Fields<'_>) -> Option<String> {
    let raw = fields.get("id")?;
    match kind(raw) {
        Kind::Text => text(raw).filter(|id| !is_blank(id)),
        Kind::Number => Some(number(raw)),
        _ => None,
    }
}

/// Whether a text has nothing that can be read.
fn is_blank(text: &str) -> bool {
    matches!(judge_name(text), Some(NameFault::Empty | NameFault::Unreadable))
}

/// TESTS-2
pub(crate) fn id_and_name(_: &str, evidence: &Evidence) -> Finding {
    let entries = match entries(evidence) {
        Ok(entries) => entries,
        Err(finding) => return finding,
    };
    for (at, entry) in entries.iter().enumerate() {
        let fault = |variant, inside: &str| {
            let pointer = BodyLocation::Pointer(format!("/{at}{inside}"));
            Finding::developers(variant).with("place", at + 1).place(CALL, pointer)
        };
        let Some(fields) = Fields::of(entry) else { return fault("not_object", "") };
        let (id, name) = (fields.get("id"), fields.get("name"));
        if id.is_none()
            && name.is_none()
            && let Some(message) = error_message(&fields)
        {
            return fault("error_entry", "").with("text", message);
        }
        match id.map(|id| (kind(id), text(id))) {
            None => return fault("no_id", ""),
            Some((Kind::Text, Some(id))) if is_blank(&id) => return fault("empty_id", "/id"),
            Some((Kind::Text | Kind::Number, _)) => {}
            Some(_) => return fault("odd_id", "/id"),
        }
        match name.map(text) {
            None => return fault("no_name", ""),
            Some(None) => return fault("odd_name", "/name"),
            Some(Some(name)) => match judge_name(&name) {
                Some(NameFault::Empty) => return fault("empty_name", "/name"),
                Some(NameFault::Unreadable) => return fault("unreadable_name", "/name"),
                _ => {}
            },
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
    // By what Recruitee sends back, and, for numbers, by their value: 2 and 2.0 are one to any service.
    let mut places: BTreeMap<String, (usize, Kind)> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let fields = Fields::of(entry).unwrap_or_default();
        let (Some(text), Some(raw)) = (id(&fields), fields.get("id")) else { continue };
        let written = kind(raw);
        let as_text = places.insert(format!("as text {text}"), (at, written));
        let value = (written == Kind::Number).then(|| format!("as number {}", value(raw)));
        let as_number = value.and_then(|value| places.insert(value, (at, written)));
        if let Some((before, written_before)) = as_text.or(as_number) {
            let text: String = text.chars().take(40).collect();
            return Finding::developers(if written == written_before { "twice" } else { "twice_as_text" })
                .with("id", text)
                .with("first", before + 1)
                .with("second", at + 1)
                .place(CALL, BodyLocation::Pointer(format!("/{at}/id")));
        }
    }
    Finding::pass()
}

/// TESTS-4
pub(crate) fn not_empty(_: &str, evidence: &Evidence) -> Finding {
    match entries(evidence) {
        Ok(entries) if entries.is_empty() => {
            Finding::developers("empty").place(CALL, BodyLocation::Pointer(String::new()))
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
        let Some(name) = Fields::of(entry).and_then(|fields| fields.get("name").and_then(text)) else {
            continue;
        };
        let length = name.trim().chars().count();
        let variant = match judge_name(&name) {
            // TESTS-2 names them.
            Some(NameFault::Empty | NameFault::Unreadable) => continue,
            Some(NameFault::Deceptive) => "deceptive",
            Some(NameFault::Control) => "control",
            Some(NameFault::Markup) => "markup",
            None if length > LONG_NAME => "long",
            None => continue,
        };
        return Finding::developers(variant)
            .with("place", at + 1)
            .with("length", length)
            .place(CALL, BodyLocation::Pointer(format!("/{at}/name")));
    }
    Finding::pass()
}
