//! Secrets come from the clipboard and go to it without passing the page; one that was put there is taken
//! off again.

use crate::core::snapshot::key;
use crate::core::usage::{COPIED, LocalUse};
use crate::tokens::Tokens;
use crate::tokens::copied::Copied;
use crate::wire::{CopyRequest, Done, ErrorCode, Event, Message, PartnerId, WireError};
use redact::{PartnerSecret, SecretKind, UnparsedSecret};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use vault::Read;

impl Tokens {
    /// Puts a text on the clipboard. No secret comes this way.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn copy_text(&self, request: CopyRequest) -> Result<Done, WireError> {
        self.core.spawn_blocking_host(move |host| host.copy(&request.text)).await?;
        Ok(Done {})
    }

    /// Puts the partner secret on the clipboard for a while.
    pub async fn copy_secret(self: &Arc<Self>, request: PartnerId) -> Result<Message, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        let secret = match self.read::<PartnerSecret>(&context, None).await {
            Read::Present(secret, _) => UnparsedSecret::of(&secret),
            Read::Absent => return Err(WireError::plain(ErrorCode::SecretAbsent)),
            Read::Unknown(fault) => return Err(fault.into()),
        };
        let copied = secret.clone();
        self.core.spawn_blocking_host(move |host| host.copy_secret(&copied)).await?;
        let number = self.next_copy.fetch_add(1, Ordering::Relaxed);
        *self.copied.lock() = Some(Copied { number, secret });
        let tokens = Arc::downgrade(self);
        let keeps = self.clipboard_keeps;
        tokio::spawn(async move {
            tokio::time::sleep(keeps).await;
            let Some(tokens) = tokens.upgrade() else { return };
            let on_time = tokens.clone();
            let cleared = tokio::task::spawn_blocking(move || on_time.take_off_the_clipboard(Some(number)));
            if cleared.await.unwrap_or(false) {
                tokens.core.emit(Event::ClipboardCleared { text: text::plain("news.clipboard_cleared") });
            }
        });
        let key = key(&context, SecretKind::PartnerSecret)?;
        self.core.logs.note_here(
            &context.row.id,
            &key,
            LocalUse { destination: "place.clipboard", outcome: COPIED, place: "" },
        );
        self.core.logs.write().await;
        let seconds = keeps.as_secs().to_string();
        Ok(Message { text: text::render("news.secret_copied", &[("seconds", &seconds)]) })
    }

    /// Empties the clipboard if it still holds the secret that was copied: the one of that number, or the
    /// last one. Says whether it did. Blocks; called when the time is up and when the app ends.
    pub fn take_off_the_clipboard(&self, number: Option<u64>) -> bool {
        let mut last = self.copied.lock();
        if number.is_some_and(|number| last.as_ref().is_none_or(|copied| copied.number != number)) {
            return false;
        }
        let Some(copied) = last.take() else { return false };
        drop(last);
        // A clipboard may be busy for a moment.
        for _ in 0..3 {
            match self.core.host.paste() {
                Ok(Some(text)) if text.expose_secret() == copied.secret.expose_secret() => {
                    if self.core.host.clear_clipboard().is_ok() {
                        return true;
                    }
                }
                Ok(_) => return false,
                Err(_) => {}
            }
        }
        // Looked at once more when the app ends.
        self.copied.lock().get_or_insert(copied);
        false
    }
}
