//! What must not be lost when the window closes, and the window that only looks because another one writes.

use crate::app::notices::notice;
use crate::desk::{Desk, lock};
use crate::{Done, EditsWaiting, Event, Nothing, StartView, WireError, text};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often a copy of the profile is kept while it changes.
const COPY_EVERY: Duration = Duration::from_secs(10 * 60);

impl Desk {
    /// The page has edits that could not be written, or has none any more.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn edits_waiting(&self, request: EditsWaiting) -> Result<Done, WireError> {
        self.edits_wait.store(request.waiting, Ordering::Relaxed);
        Ok(Done {})
    }

    /// Whether something would be lost, or left in the middle, when the app ended now. The page is told to
    /// ask; a second call while it does is let through, so that a page that does not answer holds nobody.
    pub fn must_ask_before_closing(&self) -> bool {
        let why = if self.edits_wait.load(Ordering::Relaxed) {
            "close.edits_wait"
        } else if !lock(&self.writing).is_empty() {
            "close.writing"
        } else {
            return false;
        };
        if self.has_asked_to_close.swap(true, Ordering::Relaxed) {
            return false;
        }
        self.emit(Event::CloseAsked { text: text::plain(why) });
        true
    }

    /// The person answered: the app ends, or goes on.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn window_close(&self, request: crate::CloseRequest) -> Result<Done, WireError> {
        if request.close {
            self.host.close_window();
        } else {
            self.has_asked_to_close.store(false, Ordering::Relaxed);
        }
        Ok(Done {})
    }

    /// Lets this window write, when the other one has let go of the profile.
    ///
    /// # Errors
    /// `store.in_use` while it has not.
    pub async fn window_own(&self, _: Nothing) -> Result<StartView, WireError> {
        let now = self.now();
        let moved = self.with_store(move |store| store.own(now)).await?;
        lock(&self.notices).extend(moved.map(|moved| notice(&moved)));
        // What the other window left open is found out by this one, which may write now.
        if let Some(desk) = self.me.upgrade() {
            tokio::spawn(async move { desk.finish_writes(Nothing {}).await });
        }
        self.app_start(Nothing {}).await
    }

    /// Keeps a copy of the profile now and then, for as long as the app runs: what a damaged file is rebuilt
    /// from.
    pub(crate) async fn keep_copies(self: std::sync::Arc<Self>) {
        loop {
            let now = self.now();
            if let Err(error) = self.with_store(move |store| store.keep_copy(now)).await {
                tracing::warn!(code = error.code, "no copy of the data could be kept");
            }
            tokio::time::sleep(COPY_EVERY).await;
        }
    }
}
