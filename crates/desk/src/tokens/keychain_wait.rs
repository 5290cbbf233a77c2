//! A keychain that makes somebody wait: the page is told, the person can stop waiting, and a late answer is
//! made known.

use crate::tokens::Tokens;
use crate::wire::{Done, Event, Nothing, PartnerId, TokensView, WireError};
use std::sync::Arc;

impl Tokens {
    /// Tells whoever listens how it stands with the keychain, for as long as the app runs.
    pub async fn watch_keychain(self: Arc<Self>) {
        let mut standing = self.core.vault.standing();
        let mut before = *standing.borrow_and_update();
        while standing.changed().await.is_ok() {
            let now = *standing.borrow_and_update();
            if now.is_waiting() != before.is_waiting() {
                self.core.emit(Event::KeychainWaiting { is_waiting: now.is_waiting() });
            }
            if now.late_answers != before.late_answers {
                // It answers again: it gets what was kept in memory meanwhile.
                let tokens = self.clone();
                tokio::spawn(async move {
                    let handed_over = tokens.core.vault.try_again().await;
                    tracing::debug!(?handed_over, "the keychain has answered late");
                    tokens.core.emit(Event::TokensChanged {});
                });
            }
            before = now;
        }
    }

    /// The person stops waiting for the keychain.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn stop_waiting(&self, _: Nothing) -> Result<Done, WireError> {
        self.core.vault.stop_waiting();
        Ok(Done {})
    }

    /// Asks a keychain again that could not be used, hands over what this session remembers, and looks.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn try_again(&self, request: PartnerId) -> Result<TokensView, WireError> {
        // What still stands in the way is in the view.
        if let Err(fault) = self.core.vault.try_again().await {
            tracing::warn!(%fault, "the keychain still cannot be used");
        }
        self.view(request).await
    }
}
