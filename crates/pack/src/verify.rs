//! Whether a pack is as it was made, and whether its record is the one that is looked at now.

use crate::archive::Files;
use crate::error::PackError;
use crate::files::{EVIDENCE, MANIFEST, Manifest};
use crate::hash::{sha256, sorted};
use crate::pack::Pack;
use partner::PartnerFile;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How a record fits a pack that is as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// It is the record of the pack.
    Fits,
    /// These fields differ: `name`, `urls.tests`, `extra.tier`.
    Differs(Vec<String>),
}

/// Whether nobody has changed the files, and `record` is the one that they are about.
///
/// The hashes prove that the files belong together. Who made them they can't prove: whoever changes the evidence can
/// make all files anew. Only the content hash in the message, and the record on the server, tell that apart.
///
/// # Errors
/// The pack can't be read, or isn't as it was made.
pub fn verify(files: &Files, record: &Value) -> Result<Fit, PackError> {
    let tampered = |name: &str| PackError::Tampered(name.to_owned());
    let manifest = files.get(MANIFEST).ok_or_else(|| tampered(MANIFEST))?;
    let manifest: Manifest = serde_json::from_slice(manifest).map_err(|_| tampered(MANIFEST))?;
    for name in files.keys().filter(|name| *name != MANIFEST) {
        if !manifest.files.contains_key(name) {
            return Err(tampered(name));
        }
    }
    if !files.contains_key(EVIDENCE) {
        return Err(tampered(EVIDENCE));
    }
    for (name, hash) in &manifest.files {
        if files.get(name).map(|bytes| sha256(bytes)).as_ref() != Some(hash) {
            return Err(tampered(name));
        }
    }
    let pack = Pack::read(files)?;
    let made = pack.files();
    // The evidence first: where it isn't as it was written, all that is made from it may differ. The manifest last:
    // it differs wherever another file does.
    let others = made.keys().chain(files.keys()).map(String::as_str).filter(|name| *name != MANIFEST);
    let names = [EVIDENCE].into_iter().chain(others).chain([MANIFEST]);
    for name in names {
        if made.get(name) == files.get(name) {
            continue;
        }
        // Another version has other words and styles. Its data is written the same way.
        let is_other = pack.app_version != env!("CARGO_PKG_VERSION") && name != EVIDENCE;
        return Err(if is_other { PackError::OtherVersion(pack.app_version) } else { tampered(name) });
    }
    let fields = differing(&pack.record, record);
    Ok(if fields.is_empty() { Fit::Fits } else { Fit::Differs(fields) })
}

/// The paths of the fields in which two records differ. What is empty in one may be left out in the other.
fn differing(one: &Value, other: &Value) -> Vec<String> {
    let (one, other) = (as_written(one), as_written(other));
    let mut paths = Vec::new();
    for name in names(&one, &other) {
        let (one, other) = (one.get(&name), other.get(&name));
        if !is_same(one, other) {
            match (members(one), members(other)) {
                (Some(one), Some(other)) => {
                    let inner = names(&one, &other);
                    let differs = inner.iter().filter(|key| !is_same(one.get(*key), other.get(*key)));
                    paths.extend(differs.map(|key| format!("{name}.{key}")));
                }
                _ => paths.push(name),
            }
        }
    }
    paths
}

/// The record as the app writes it: spaces around texts and unreadable secrets make no difference.
fn as_written(record: &Value) -> Map<String, Value> {
    let file = PartnerFile::parse(&record.to_string()).ok().map(|file| file.to_text());
    let value = file.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_else(|| record.clone());
    match value {
        Value::Object(mut members) => {
            // It says how the record is written, not what is in it.
            members.remove("format");
            members
        }
        // No record at all: it differs as a whole.
        other => Map::from_iter([("record".to_owned(), other)]),
    }
}

fn names(one: &Map<String, Value>, other: &Map<String, Value>) -> BTreeSet<String> {
    one.keys().chain(other.keys()).cloned().collect()
}

/// What has members, or may have: a member that is left out has none.
fn members(value: Option<&Value>) -> Option<Map<String, Value>> {
    match value {
        None | Some(Value::Null) => Some(Map::new()),
        Some(Value::Object(members)) => Some(members.clone()),
        Some(_) => None,
    }
}

fn is_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    let is_empty = |value: Option<&Value>| match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Object(members)) => members.is_empty(),
        Some(Value::Array(values)) => values.is_empty(),
        Some(_) => false,
    };
    (is_empty(one) && is_empty(other)) || one.map(sorted) == other.map(sorted)
}
