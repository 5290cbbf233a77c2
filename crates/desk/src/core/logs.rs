//! What is written down after the fact: calls, uses of tokens, where tokens were put. That it cannot be written
//! just then changes nothing of what was done, and says nothing of it: it is written later.

use crate::desk::{Desk, lock};
use crate::sync::sending::Outcome;
use crate::tokens::usage::Caller;
use client::{Exchange, Recorder};
use serde_json::json;
use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use store::{ActivityRow, Logs, PutIn, Store, StoreError, TokenKey, TokenUse};

/// How long to wait before each further try; the last is repeated.
const AGAIN: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(5), Duration::from_secs(20), Duration::from_secs(60)];
/// As many as the store keeps of them: the oldest beyond are forgotten.
const CALLS: usize = 2_000;
const USES: usize = 10_000;
/// Bodies in the list of activity are cut at this length, in bytes; a run keeps them whole.
const ACTIVITY_BODY: usize = 16 * 1024;

/// What is yet to be written.
#[derive(Default)]
pub(crate) struct Unwritten {
    logs: Mutex<Logs>,
    /// Of writes to servers, when they could not be noted at once.
    outcomes: Mutex<Vec<Outcome>>,
    /// Held while they are written, so that they stay in their order.
    writing: Mutex<()>,
    /// Somebody tries again and again.
    is_tried_again: AtomicBool,
}

impl Unwritten {
    pub(crate) fn add_use(&self, one: TokenUse) {
        lock(&self.logs).uses.push(one);
    }

    pub(crate) fn add_put_in(&self, put_in: PutIn) {
        lock(&self.logs).put_in.push(put_in);
    }

    /// Tokens that were put in and are not noted at all yet.
    pub(crate) fn put_in_keys(&self) -> HashSet<TokenKey> {
        lock(&self.logs).put_in.iter().map(|put_in| put_in.key.clone()).collect()
    }

    pub(crate) fn forget_put_in(&self, key: &TokenKey) {
        lock(&self.logs).put_in.retain(|put_in| put_in.key != *key);
    }

    pub(crate) fn add_outcome(&self, outcome: Outcome) {
        lock(&self.outcomes).push(outcome);
    }

    /// Whether it is known what became of a write, though it is not noted yet.
    pub(crate) fn has_settled(&self, write_id: i64) -> bool {
        lock(&self.outcomes).iter().any(|outcome| outcome.write_id() == write_id)
    }

    /// Writes what there is; what cannot be written stays. Blocks.
    fn write(&self, store: &Store) -> bool {
        let _one_at_a_time = lock(&self.writing);
        let outcomes = lock(&self.outcomes).clone();
        for outcome in outcomes {
            match outcome.note(store) {
                // Of a partner that was erased meanwhile nothing is left to be noted.
                Ok(()) | Err(StoreError::NotFound) => {
                    lock(&self.outcomes).retain(|one| one.write_id() != outcome.write_id());
                }
                Err(_) => break,
            }
        }
        let has_outcomes = !lock(&self.outcomes).is_empty();
        let mut logs = std::mem::take(&mut *lock(&self.logs));
        let Err(error) = store.add_to_logs(&logs) else { return !has_outcomes };
        tracing::warn!(%error, "the logs are written later");
        let mut later = lock(&self.logs);
        logs.append(std::mem::take(&mut later));
        logs.activity.drain(..logs.activity.len().saturating_sub(CALLS));
        logs.uses.drain(..logs.uses.len().saturating_sub(USES));
        *later = logs;
        false
    }
}

fn shorten(body: &mut String) {
    if let Some((place, _)) = body.char_indices().find(|(place, _)| *place >= ACTIVITY_BODY) {
        body.truncate(place);
        body.push('…');
    }
}

impl Desk {
    /// A recorder that notes each call as activity of a partner, and the tokens that it carried.
    pub(crate) fn recorder(&self, caller: Caller) -> Recorder {
        let unwritten = self.unwritten.clone();
        let clock = self.clock;
        Arc::new(move |mut exchange: Exchange| {
            shorten(&mut exchange.request_body);
            shorten(&mut exchange.response_body);
            let uses = caller.uses(&exchange, clock());
            let mut logs = lock(&unwritten.logs);
            logs.uses.extend(uses);
            logs.activity.push(ActivityRow {
                id: 0,
                at: clock(),
                partner_id: Some(caller.partner_id.clone()),
                environment: caller.environment.map(|environment| environment.key().to_owned()),
                entry: json!(exchange),
            });
        })
    }

    /// Writes the logs when a use case ends. Never fails it, and holds it up once at most: what cannot be written
    /// now is tried again and again.
    pub(crate) async fn write_logs(&self) {
        if !self.unwritten.is_tried_again.load(Ordering::Relaxed) {
            self.write_logs_first().await;
        }
    }

    /// The same for somebody who is about to read them.
    pub(crate) async fn write_logs_first(&self) {
        if self.store.only_looks() {
            return;
        }
        let (store, unwritten) = (self.store.clone(), self.unwritten.clone());
        let written = tokio::task::spawn_blocking(move || unwritten.write(&store)).await;
        if !written.unwrap_or(false) && !self.unwritten.is_tried_again.swap(true, Ordering::Relaxed) {
            let (store, unwritten) = (Arc::downgrade(&self.store), self.unwritten.clone());
            tokio::spawn(async move {
                for pause in AGAIN.into_iter().chain(std::iter::repeat(AGAIN[AGAIN.len() - 1])) {
                    tokio::time::sleep(pause).await;
                    let Some(store) = store.upgrade() else { return };
                    let tried = unwritten.clone();
                    let written = tokio::task::spawn_blocking(move || tried.write(&store)).await;
                    if written.unwrap_or(false) {
                        break;
                    }
                }
                unwritten.is_tried_again.store(false, Ordering::Relaxed);
            });
        }
    }

    /// The last chance before the app ends. Blocks.
    pub fn write_logs_now(&self) {
        if !self.store.only_looks() {
            self.unwritten.write(&self.store);
        }
    }
}
