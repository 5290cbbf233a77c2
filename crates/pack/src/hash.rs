//! Hashes that don't depend on how something is written.

use crate::pack::Pack;
use crate::time::Time;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// SHA-256 of bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The same value with the keys of its objects in order, whatever order a map of `serde_json` keeps.
pub(crate) fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            Value::Object(
                members.into_iter().map(|(name, value)| (name.clone(), sorted(value))).collect::<Map<_, _>>(),
            )
        }
        Value::Array(values) => Value::Array(values.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

/// The hash of a record. Neither the order of its keys nor its formatting matters.
pub fn record_hash(record: &Value) -> String {
    sha256(sorted(record).to_string().as_bytes())
}

/// The hash of all that a pack holds, save for times: two packs of the same inputs have the same.
pub fn content_hash(pack: &Pack) -> String {
    let mut timeless = pack.clone();
    timeless.made_at = Time::NEVER;
    // Whether it was checked counts, when doesn't.
    let blank = |at: &mut Option<Time>| *at = at.map(|_| Time::NEVER);
    blank(&mut timeless.checked_at);
    for verdict in &mut timeless.verdicts {
        blank(&mut verdict.checked_at);
        if let Some(confirmed) = &mut verdict.confirmed {
            blank(&mut confirmed.at);
        }
    }
    timeless.confirmations.iter_mut().for_each(|one| blank(&mut one.at));
    timeless.rehearsal.iter_mut().flat_map(|one| &mut one.steps).for_each(|step| blank(&mut step.at));
    for request in &mut timeless.requests {
        blank(&mut request.started_at);
        request.duration_ms = 0;
        request.phases = crate::evidence::Phases::default();
    }
    sha256(sorted(&json!(timeless)).to_string().as_bytes())
}
