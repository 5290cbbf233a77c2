//! A write to the server: what it is to do, and what became of it.

use parking_lot::Mutex;
use partner::{Draft, Field};
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;
use store::{WriteAction, WriteRow, WriteState};

/// What became of a write that was sent.
pub(crate) enum Sent {
    /// An answer came: it was done.
    Answered(Value),
    /// None came, and looking showed what became of it.
    ResolvedOutcome(ResolvedOutcome),
}

impl Sent {
    /// Whether the server has it, and the news: `answered` when an answer came.
    pub(crate) fn told(self, answered: String) -> (bool, String) {
        match self {
            Self::Answered(_) => (true, answered),
            Self::ResolvedOutcome(found) => (found.state == WriteState::Done, found.sentence),
        }
    }
}

/// Fields that were just sent: what the server held of them before, and what it is to hold.
pub(crate) struct JustSent {
    pub(crate) fields: Vec<Field>,
    pub(crate) before: Draft,
    pub(crate) after: Draft,
}

impl JustSent {
    /// Fields of which the server still holds what it held before, whatever it has answered.
    pub(crate) fn not_held<'a>(&'a self, held: &'a Draft) -> impl Iterator<Item = Field> + 'a {
        let same = |a: &Draft, b: &Draft, field: Field| a.as_held().get(field) == b.as_held().get(field);
        self.fields
            .iter()
            .copied()
            .filter(move |&field| same(held, &self.before, field) && !same(held, &self.after, field))
    }
}

/// What became of a write of which no answer is known.
pub(crate) struct ResolvedOutcome {
    pub(crate) state: WriteState,
    pub(crate) sentence: String,
}

/// What a write is, before it is noted.
pub(crate) struct Intent {
    pub(crate) action: WriteAction,
    pub(crate) fields: Vec<Field>,
    pub(crate) before: Option<Draft>,
    pub(crate) after: Option<Draft>,
}

/// Marks a partner as being written for as long as it lives.
pub(crate) struct Writing {
    pub(crate) all: Arc<Mutex<HashSet<String>>>,
    pub(crate) id: String,
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.all.lock().remove(&self.id);
    }
}

/// What is said of a write once it is known what became of it.
pub(crate) fn sentence_of(write: &WriteRow, state: WriteState) -> String {
    let action = match write.action {
        WriteAction::Register => "register",
        WriteAction::Update => "update",
        WriteAction::Delete => "delete",
        WriteAction::Regenerate => "regenerate",
    };
    let outcome = if state == WriteState::Done { "done" } else { "not_done" };
    let environment = format!("environment.{}", write.environment.key());
    text::render(&format!("write.{action}.{outcome}"), &[("environment", &environment)])
}

/// What the server's record says of a write.
pub(crate) fn became_of(write: &WriteRow, held: Option<&Draft>) -> WriteState {
    let is_done = match (write.action, held) {
        (WriteAction::Register, held) => held.is_some(),
        (WriteAction::Delete, held) => held.is_none(),
        // A secret cannot be seen: it is tried.
        (WriteAction::Update, None) | (WriteAction::Regenerate, _) => false,
        (WriteAction::Update, Some(held)) => {
            let [before, after] =
                [&write.before, &write.after].map(|record| record.clone().unwrap_or_default().as_held());
            let held = held.as_held();
            // One is enough: another may have been changed by others since, or be kept in another form.
            write.fields.iter().any(|field| {
                let held = held.get(*field);
                held == after.get(*field) && held != before.get(*field)
            })
        }
    };
    if is_done { WriteState::Done } else { WriteState::NotDone }
}
