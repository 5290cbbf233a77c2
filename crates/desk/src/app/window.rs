//! What must not be lost when the window closes, and the window that only looks because another one writes.

use crate::app::App;
use crate::app::notices::notice;
use crate::wire::{CloseRequest, Done, EditsWaiting, Event, Nothing, StartView, WireError, WorkRequest};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How often a copy of the profile is kept while it changes.
const COPY_EVERY: Duration = Duration::from_secs(10 * 60);

impl App {
    /// The page has edits that could not be written, or has none any more.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn note_waiting_edits(&self, request: EditsWaiting) -> Result<Done, WireError> {
        self.window.edits_wait.store(request.waiting, Ordering::Relaxed);
        Ok(Done {})
    }

    /// Whether something would be lost, or left in the middle, when the app ended now. The page is told to
    /// ask; a second call while it does is let through, so that a page that does not answer holds nobody.
    pub fn must_ask_before_closing(&self) -> bool {
        let why = if self.window.edits_wait.load(Ordering::Relaxed) {
            "close.edits_wait"
        } else if self.sync.is_busy() {
            "close.writing"
        } else {
            return false;
        };
        if self.window.has_asked_to_close.swap(true, Ordering::Relaxed) {
            return false;
        }
        self.core.emit(Event::CloseAsked { text: text::plain(why) });
        true
    }

    /// The person answered: the app ends, or goes on.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn close_window(&self, request: CloseRequest) -> Result<Done, WireError> {
        if request.close {
            self.core.host.close_window();
        } else {
            self.window.has_asked_to_close.store(false, Ordering::Relaxed);
        }
        Ok(Done {})
    }

    /// Lets this window write, when the other one has let go of the profile.
    ///
    /// # Errors
    /// `store.in_use` while it has not.
    pub async fn take_over(self: &Arc<Self>, _: Nothing) -> Result<StartView, WireError> {
        let now = self.core.now();
        let moved = self.core.with_file(move |store| store.own(now)).await?;
        self.window.notices.lock().extend(moved.map(|moved| notice(&moved)));
        // What the other window left open is found out by this one, which may write now.
        let app = self.clone();
        tokio::spawn(async move { app.finish_writes(Nothing {}).await });
        self.start(Nothing {}).await
    }

    /// Keeps a copy of the profile now and then, for as long as the app runs: what a damaged file is rebuilt
    /// from.
    pub(crate) async fn keep_copies(self: std::sync::Arc<Self>) {
        loop {
            let now = self.core.now();
            if let Err(error) = self.core.with_file(move |store| store.keep_copy(now)).await {
                tracing::warn!(code = error.code.key(), "no copy of the data could be kept");
            }
            tokio::time::sleep(COPY_EVERY).await;
        }
    }

    /// The person stops waiting for a piece of work.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn cancel_work(&self, request: WorkRequest) -> Result<Done, WireError> {
        self.works.cancel(request);
        Ok(Done {})
    }

    /// Holds the text of a partner file that the app was started with, until the page is there to ask.
    pub fn hold_opened_file(&self, text: Option<String>) {
        *self.window.opened_file.lock() = text;
    }

    /// The page is shown a file that another start of the app has named.
    pub fn tell_of_opened_file(&self, text: String) {
        self.core.emit(Event::FileOpened { text });
    }

    /// What has to be done before the process ends. Blocks.
    pub fn end(&self) {
        // A secret does not stay on the clipboard longer than the app that put it there.
        self.tokens.take_off_the_clipboard(None);
        self.core.logs.write_now();
    }
}
