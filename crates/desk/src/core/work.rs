//! Work that the person waits for, and may stop waiting for. What has not been sent is not done then; of what has
//! been sent nobody knows yet, and the work goes on by itself to find out.

use crate::wire::{ErrorCode, Event, WireError, WorkName, WorkRequest};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

/// What is worked on, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct WorkKey {
    pub(crate) partner_id: String,
    pub(crate) work: WorkName,
    /// Of several URLs that are tried at once.
    pub(crate) url_field: Option<partner::UrlField>,
}

impl WorkKey {
    pub(crate) fn of(partner_id: &str, work: WorkName) -> Self {
        Self { partner_id: partner_id.to_owned(), work, url_field: None }
    }
}

/// What is going on.
pub(crate) struct Works {
    events: broadcast::Sender<Event>,
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
        let mut stage = self.stage.lock();
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
        let mut going = self.works.going.lock();
        if going.get(&self.key).is_some_and(|one| one.number == self.number) {
            going.remove(&self.key);
        }
    }
}

impl Works {
    pub(crate) fn new(events: broadcast::Sender<Event>) -> Self {
        Self { events, going: Mutex::default(), next: AtomicU64::new(0) }
    }

    fn begin(&self, key: &WorkKey) -> (Arc<Going>, Entry<'_>) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let going =
            Arc::new(Going { number, cancel: CancellationToken::new(), stage: Mutex::new(Stage::Before) });
        self.going.lock().insert(key.clone(), going.clone());
        (going, Entry { works: self, key: key.clone(), number })
    }

    /// From here on a save of that partner cannot be taken back: called before a write is sent.
    pub(crate) fn begin_sending(&self, partner_id: &str) -> Result<(), WireError> {
        let key = WorkKey::of(partner_id, WorkName::Save);
        let Some(going) = self.going.lock().get(&key).cloned() else { return Ok(()) };
        let mut stage = going.stage.lock();
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

pub(crate) const CANCELED: ErrorCode = ErrorCode::WorkCanceled;

impl Works {
    /// Does a piece of work that the person may cancel. One that was sent by then goes on, and `told` says what
    /// came of it.
    pub(crate) async fn cancelable<R: Send + 'static>(
        &self,
        key: WorkKey,
        told: fn(&R) -> String,
        work: impl Future<Output = Result<R, WireError>> + Send + 'static,
    ) -> Result<R, WireError> {
        let (going, entry) = self.begin(&key);
        let mut task = tokio::spawn(work.in_current_span());
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
            let events = self.events.clone();
            let tell = async move {
                let text = match task.await {
                    Ok(Ok(done)) => told(&done),
                    Ok(Err(error)) => {
                        tracing::info!(code = error.code.key(), "what went on after it was canceled failed");
                        error.message
                    }
                    Err(_) => return,
                };
                // Nobody listening is fine: the next view holds it all.
                let _ = events.send(Event::WriteSettled { partner_id: key.partner_id, text });
            };
            tokio::spawn(tell.in_current_span());
            let error = WireError::plain(ErrorCode::WorkCanceledAfterSending);
            return Err(WireError { outcome_unknown: true, ..error });
        };
        ended.unwrap_or_else(|_| Err(WireError::plain(ErrorCode::CommandBroke).retryable()))
    }

    /// The person stops waiting for a piece of work.
    pub(crate) fn cancel(&self, request: WorkRequest) {
        let WorkRequest { partner_id, work, url } = request;
        let url_field = url.map(|name| name.0);
        if let Some(going) = self.going.lock().get(&WorkKey { partner_id, work, url_field }) {
            going.cancel.cancel();
        }
    }
}
