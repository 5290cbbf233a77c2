//! Draft and server, brought together.

use crate::core::snapshot::PartnerSnapshot;
use crate::sync::readings::Reading;
use partner::{Draft, Environment, Field, merge};
use serde_json::{Value, json};
use sha2::Digest;
use sha2::Sha256;

/// What the server holds of a partner, as far as that is known.
#[derive(Clone)]
pub(crate) enum RemoteState {
    /// It could not be read.
    NotKnown,
    /// It knows no such partner.
    Nothing,
    /// This.
    Record(Box<Draft>),
}

impl RemoteState {
    /// What a server that was read said.
    pub(crate) fn read(record: Option<Draft>) -> Self {
        record.map_or(Self::Nothing, |record| Self::Record(Box::new(record)))
    }

    pub(crate) fn record(&self) -> Option<&Draft> {
        match self {
            Self::Record(record) => Some(record),
            Self::NotKnown | Self::Nothing => None,
        }
    }
}

/// How often a server is read when newer answers overtake each one.
pub(crate) const READS: usize = 3;

/// What a server was just read to hold.
pub(crate) struct Read {
    pub(crate) reading: Reading,
    /// `None` when it knows no such partner.
    pub(crate) record: Option<Draft>,
}

/// A field that the draft took over from the server, with what it held before.
pub(crate) struct Taken {
    pub(crate) field: Field,
    pub(crate) was: Draft,
}

/// Draft and server, brought together.
pub(crate) struct ServerSnapshot {
    pub(crate) context: PartnerSnapshot,
    pub(crate) held: RemoteState,
    pub(crate) taken: Vec<Taken>,
    /// Fields that both sides have changed.
    pub(crate) conflicts: Vec<Field>,
    /// What became of a write that was open, in a sentence.
    pub(crate) settled: Option<String>,
}

impl ServerSnapshot {
    /// What is known without asking the server: as it was last seen.
    pub(crate) fn last_seen(context: PartnerSnapshot) -> Self {
        let conflicts = conflicts(&context);
        let held = match &context.registration.last_seen {
            None if context.registration.last_seen_at.is_none() => RemoteState::NotKnown,
            seen => RemoteState::read(seen.clone()),
        };
        Self { context, held, taken: Vec::new(), conflicts, settled: None }
    }

    /// Whether the server knows no such partner though it was registered: deleted there, or asked for with
    /// the company ID of another. Nothing is sent before the person has said which.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self.held, RemoteState::Nothing) && self.context.registration.is_missing()
    }

    /// Names what would be sent and what it would be sent over: a save does only what was shown.
    pub(crate) fn plan_hash(&self) -> String {
        let registration = &self.context.registration;
        // Whether the server repeats the key says nothing about the record.
        let held = self.held.record().map(|held| Draft { codename: String::new(), ..held.as_held() });
        plan_hash(&json!([
            self.context.draft.trimmed(),
            held,
            self.context.environment().map(Environment::key),
            registration.company_id.trim(),
        ]))
    }
}

/// A short name for a value.
pub(crate) fn plan_hash(value: &Value) -> String {
    hex::encode(&Sha256::digest(value.to_string())[..12])
}

/// Fields that are still to be decided, as the server was last seen.
pub(crate) fn conflicts(context: &PartnerSnapshot) -> Vec<Field> {
    let Some(seen) = &context.registration.last_seen else { return Vec::new() };
    let base = context.registration.base.clone().unwrap_or_default();
    merge(&base, &context.draft, seen).conflicts.into_iter().map(|conflict| conflict.field).collect()
}
