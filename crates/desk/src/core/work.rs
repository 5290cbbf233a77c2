//! Work that the person waits for, and may stop waiting for. What has not been sent is not done then; of what has
//! been sent nobody knows yet, and the work goes on by itself to find out.

use crate::desk::{Desk, lock};
use crate::{Done, Event, WireError, WorkName, WorkRequest};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio_util::sync::CancellationToken;

/// What is worked on, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct WorkKey {
    pub(crate) partner_id: String,
    pub(crate) work: WorkName,
    /// Of several URLs that are tried at once.
    pub(crate) address: Option<String>,
}

impl WorkKey {
    pub(crate) fn of(partner_id: &str, work: WorkName) -> Self {
        Self { partner_id: partner_id.to_owned(), work, address: None }
    }
}

/// What is going on.
#[derive(Default)]
pub(crate) struct Works {
    going: Mutex<HashMap<WorkKey, Arc<Going>>>,
    next: AtomicU64,
}

struct Going {
    number: u64,
    cancel: CancellationToken,
    stage: Mutex<Stage>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing was sent that changes anything.
    Before,
    Sent,
    Canceled,
}

impl Going {
    /// Cancels what has not been sent; says whether it could.
    fn stop(&self) -> bool {
        let mut stage = lock(&self.stage);
        if *stage == Stage::Before {
            *stage = Stage::Canceled;
        }
        *stage == Stage::Canceled
    }
}

/// Ends the entry of a piece of work, but not that of a later one.
struct Entry<'a> {
    works: &'a Works,
    key: WorkKey,
    number: u64,
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        let mut going = lock(&self.works.going);
        if going.get(&self.key).is_some_and(|one| one.number == self.number) {
            going.remove(&self.key);
        }
    }
}

impl Works {
    fn begin(&self, key: &WorkKey) -> (Arc<Going>, Entry<'_>) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let going =
            Arc::new(Going { number, cancel: CancellationToken::new(), stage: Mutex::new(Stage::Before) });
        lock(&self.going).insert(key.clone(), going.clone());
        (going, Entry { works: self, key: key.clone(), number })
    }

    /// From here on a save of that partner cannot be taken back: called before a write is sent.
    pub(crate) fn begin_sending(&self, partner_id: &str) -> Result<(), WireError> {
        let key = WorkKey::of(partner_id, WorkName::Save);
        let Some(going) = lock(&self.going).get(&key).cloned() else { return Ok(()) };
        let mut stage = lock(&going.stage);
        if *stage == Stage::Canceled {
            return Err(canceled());
        }
        *stage = Stage::Sent;
        Ok(())
    }
}

/// The person stopped waiting, and nothing was sent.
fn canceled() -> WireError {
    WireError::plain(CANCELED).retryable()
}

pub(crate) const CANCELED: &str = "work.canceled";

impl Desk {
    /// Does a piece of work that the person may cancel. One that was sent by then goes on, and `told` says what
    /// came of it.
    pub(crate) async fn cancelable<R: Send + 'static>(
        &self,
        key: WorkKey,
        told: fn(&R) -> String,
        work: impl Future<Output = Result<R, WireError>> + Send + 'static,
    ) -> Result<R, WireError> {
        let (going, entry) = self.works.begin(&key);
        let mut task = tokio::spawn(work);
        let ended = tokio::select! {
            biased;
            ended = &mut task => Some(ended),
            () = going.cancel.cancelled() => {
                if going.stop() {
                    task.abort();
                    // It may have come to its end meanwhile.
                    match (&mut task).await {
                        Err(error) if error.is_cancelled() => return Err(canceled()),
                        ended => Some(ended),
                    }
                } else {
                    None
                }
            }
        };
        drop(entry);
        let Some(ended) = ended else {
            let desk = self.me.clone();
            tokio::spawn(async move {
                let text = match task.await {
                    Ok(Ok(done)) => told(&done),
                    Ok(Err(error)) => error.message,
                    Err(_) => return,
                };
                if let Some(desk) = desk.upgrade() {
                    desk.emit(Event::WriteSettled { partner_id: key.partner_id, text });
                }
            });
            let error = WireError::plain("work.canceled_after_sending");
            return Err(WireError { outcome_unknown: true, ..error });
        };
        ended.unwrap_or_else(|_| Err(WireError::plain("command.broke").retryable()))
    }

    /// The person stops waiting for a piece of work.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn work_cancel(&self, request: WorkRequest) -> Result<Done, WireError> {
        let WorkRequest { partner_id, work, address } = request;
        if let Some(going) = lock(&self.works.going).get(&WorkKey { partner_id, work, address }) {
            going.cancel.cancel();
        }
        Ok(Done {})
    }

    /// The core as a task that outlives a command holds it.
    pub(crate) fn held(&self) -> Result<Arc<Self>, WireError> {
        self.me.upgrade().ok_or_else(|| WireError::plain("command.broke"))
    }
}
