//! What is written down after the fact: calls, uses of tokens, where tokens were put. That it cannot be written
//! just then changes nothing of what was done, and says nothing of it: it is written later.

use crate::core::usage::{Caller, FORGOTTEN, KEPT, KEPT_FOR_SESSION, LocalUse};
use crate::core::write_outcome::Outcome;
use client::{Exchange, Recorder};
use parking_lot::Mutex;
use redact::SecretKind;
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::{ActivityRow, Logs, Millis, PutIn, Store, StoreError, TokenKept, TokenKey, TokenNote, TokenUse};

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
struct Unwritten {
    logs: Mutex<Logs>,
    /// Of writes to servers, when they could not be noted at once.
    outcomes: Mutex<Vec<Outcome>>,
    /// Held while they are written, so that they stay in their order.
    writing: Mutex<()>,
    /// Somebody tries again and again.
    is_tried_again: AtomicBool,
}

impl Unwritten {
    /// Writes what there is; what cannot be written stays. Blocks.
    fn write(&self, store: &Store) -> bool {
        let _one_at_a_time = self.writing.lock();
        let outcomes = self.outcomes.lock().clone();
        for outcome in outcomes {
            match store.transaction(|transaction| outcome.note(transaction)) {
                // Of a partner that was erased meanwhile nothing is left to be noted.
                Ok(()) | Err(StoreError::NotFound) => {
                    self.outcomes.lock().retain(|one| one.write_id() != outcome.write_id());
                }
                Err(_) => break,
            }
        }
        let has_outcomes = !self.outcomes.lock().is_empty();
        let mut logs = std::mem::take(&mut *self.logs.lock());
        if logs.is_empty() {
            return !has_outcomes;
        }
        let Err(error) = store.transaction(|transaction| transaction.add_to_logs(&logs)) else {
            return !has_outcomes;
        };
        tracing::warn!(%error, "the logs are written later");
        let mut later = self.logs.lock();
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

/// The logs of a profile, and what waits to be written to them.
#[derive(Clone)]
pub(crate) struct LogQueue {
    store: Arc<Store>,
    unwritten: Arc<Unwritten>,
    clock: fn() -> Millis,
}

impl LogQueue {
    pub(crate) fn new(store: Arc<Store>, clock: fn() -> Millis) -> Self {
        Self { store, unwritten: Arc::default(), clock }
    }

    pub(crate) fn add_use(&self, one: TokenUse) {
        self.unwritten.logs.lock().uses.push(one);
    }

    pub(crate) fn add_put_in(&self, put_in: PutIn) {
        self.unwritten.logs.lock().put_in.push(put_in);
    }

    /// Tokens that were put in and are not noted at all yet.
    pub(crate) fn put_in_keys(&self) -> HashSet<TokenKey> {
        self.unwritten.logs.lock().put_in.iter().map(|put_in| put_in.key.clone()).collect()
    }

    pub(crate) fn forget_put_in(&self, key: &TokenKey) {
        self.unwritten.logs.lock().put_in.retain(|put_in| put_in.key != *key);
    }

    pub(crate) fn add_outcome(&self, outcome: Outcome) {
        self.unwritten.outcomes.lock().push(outcome);
    }

    /// Whether it is known what became of a write, though it is not noted yet.
    pub(crate) fn has_settled(&self, write_id: i64) -> bool {
        self.unwritten.outcomes.lock().iter().any(|outcome| outcome.write_id() == write_id)
    }

    /// Notes a use on this computer; on the disk with the next [`LogQueue::write`].
    pub(crate) fn note_here(&self, partner_id: &str, key: &TokenKey, here: LocalUse<'_>) {
        self.note_of_partner(Some(partner_id.to_owned()), key, here);
    }

    fn note_of_partner(&self, partner_id: Option<String>, key: &TokenKey, here: LocalUse<'_>) {
        self.add_use(TokenUse {
            at: (self.clock)(),
            partner_id,
            key: key.clone(),
            destination: here.destination.to_owned(),
            purpose: "use.purpose.here".into(),
            outcome: here.outcome.into(),
            args: vec![("place".into(), here.place.to_owned())],
        });
    }

    pub(crate) fn note_kept_use(&self, partner_id: &str, key: &TokenKey, note: &TokenNote) {
        let here = match note.kept {
            TokenKept::Keychain => LocalUse { destination: &note.place, outcome: KEPT, place: &note.place },
            TokenKept::Session | TokenKept::Unknown => {
                LocalUse { destination: "place.memory", outcome: KEPT_FOR_SESSION, place: "" }
            }
        };
        self.note_here(partner_id, key, here);
    }

    pub(crate) fn note_forgotten_use(&self, key: &TokenKey) {
        // A personal token is a company's, which may have several partners.
        let partner_id = (key.token != SecretKind::Personal).then(|| key.owner.clone());
        self.note_of_partner(
            partner_id,
            key,
            LocalUse { destination: "place.computer", outcome: FORGOTTEN, place: "" },
        );
    }

    /// A recorder that notes each call as activity of a partner, and the tokens that it carried.
    pub(crate) fn recorder(&self, caller: Caller) -> Recorder {
        let unwritten = self.unwritten.clone();
        let clock = self.clock;
        Arc::new(move |mut exchange: Exchange| {
            shorten(&mut exchange.request_body);
            shorten(&mut exchange.response_body);
            let uses = caller.uses(&exchange, clock());
            let mut logs = unwritten.logs.lock();
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
    pub(crate) async fn write(&self) {
        if !self.unwritten.is_tried_again.load(Ordering::Relaxed) {
            self.write_first().await;
        }
    }

    /// The same for somebody who is about to read them.
    pub(crate) async fn write_first(&self) {
        if self.store.is_read_only() {
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
    pub(crate) fn write_now(&self) {
        if !self.store.is_read_only() {
            self.unwritten.write(&self.store);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::ActivityFilter;
    use tokio::time::{Instant, sleep_until};

    #[tokio::test(start_paused = true)]
    async fn what_cannot_be_written_is_tried_again_after_longer_and_longer_pauses_until_it_can() {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Store::open(folder.path(), 0).unwrap();
        let database = rusqlite::Connection::open(folder.path().join("partner-desk.sqlite")).unwrap();
        let rename =
            |from: &str, to: &str| database.execute_batch(&format!("ALTER TABLE {from} RENAME TO {to}"));
        let queue = LogQueue::new(Arc::new(store), || 0);
        let row = ActivityRow { id: 0, at: 0, partner_id: None, environment: None, entry: json!({}) };
        queue.unwritten.logs.lock().activity.push(row);
        rename("activity", "away").unwrap();
        let started = Instant::now();
        let after = |seconds: u64| started + Duration::from_secs(seconds);
        queue.write().await;
        // Tries after 1, 6 and 26 s are in vain.
        sleep_until(after(30)).await;
        rename("away", "activity").unwrap();
        sleep_until(after(85)).await;
        assert!(!queue.unwritten.logs.lock().is_empty(), "nothing is tried between");
        while !queue.unwritten.logs.lock().is_empty() {
            assert!(Instant::now() < after(200), "it is tried once more");
            sleep_until(Instant::now() + Duration::from_millis(100)).await;
        }
        assert!(Instant::now() < after(88), "60 s after the last try: {:?}", started.elapsed());
        assert!(
            queue.store.read(|snapshot| snapshot.activity(&ActivityFilter::default(), 10)).unwrap().1 == 1
        );
    }
}
