//! Secrets come from the clipboard and go to it without passing the page; one that was put there is taken
//! off again.

use crate::desk::{Desk, lock};
use crate::tokens::keep::{field, key};
use crate::tokens::usage::{COPIED, Here};
use crate::{Event, Host, PartnerId, Sentence, TokenOutcome, TokenRequest, WireError, text};
use redact::{PartnerKey, Token, TypedSecret};
use std::sync::{Arc, atomic::Ordering};
use vault::Read;

/// A secret that this app has put on the clipboard.
pub(crate) struct Copied {
    number: u64,
    secret: TypedSecret,
}

/// Runs what blocks off the async threads.
async fn on_the_side<R: Send + 'static>(
    host: &Arc<dyn Host>,
    work: impl FnOnce(&dyn Host) -> Result<R, String> + Send + 'static,
) -> Result<R, WireError> {
    let host = host.clone();
    let done = tokio::task::spawn_blocking(move || work(&*host)).await;
    done.unwrap_or_else(|_| Err("the clipboard's thread broke".into())).map_err(|reason| {
        tracing::warn!(reason, "the clipboard refused");
        WireError::plain("clipboard.failed").retryable()
    })
}

impl Desk {
    /// Takes a token from the clipboard and keeps it, as [`Desk::token_store`] does with one that was typed.
    pub async fn token_paste(&self, request: TokenRequest) -> Result<TokenOutcome, WireError> {
        let at = field(request.token.into());
        let pasted = on_the_side(&self.host, |host| host.paste()).await.map_err(|error| error.at(at))?;
        let Some(pasted) = pasted else { return Err(WireError::plain("clipboard.no_text").at(at)) };
        self.store_typed(&request.partner_id, request.token, &pasted).await
    }

    /// Puts a text on the clipboard. No secret comes this way.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn text_copy(&self, request: crate::CopyRequest) -> Result<crate::Done, WireError> {
        on_the_side(&self.host, move |host| host.copy(&request.text)).await?;
        Ok(crate::Done {})
    }

    /// Puts the partner secret on the clipboard for a while.
    pub async fn secret_copy(&self, request: PartnerId) -> Result<Sentence, WireError> {
        let context = self.context(&request.partner_id).await?;
        let secret = match self.read::<PartnerKey>(&context, None).await {
            Read::Present(secret, _) => TypedSecret::of(&secret),
            Read::Absent => return Err(WireError::plain("secret.absent")),
            Read::Unknown(fault) => return Err(fault.into()),
        };
        let copied = secret.clone();
        on_the_side(&self.host, move |host| host.copy_secret(&copied)).await?;
        let number = self.next_copy.fetch_add(1, Ordering::Relaxed);
        *lock(&self.copied) = Some(Copied { number, secret });
        let desk = self.me.clone();
        let keeps = self.clipboard_keeps;
        tokio::spawn(async move {
            tokio::time::sleep(keeps).await;
            let Some(desk) = desk.upgrade() else { return };
            let on_time = desk.clone();
            let cleared = tokio::task::spawn_blocking(move || on_time.take_off_the_clipboard(Some(number)));
            if cleared.await.unwrap_or(false) {
                desk.emit(Event::ClipboardCleared { text: text::plain("news.clipboard_cleared") });
            }
        });
        let key = key(&context, Token::PartnerSecret)?;
        self.note_here(&context, &key, Here { destination: "place.clipboard", outcome: COPIED, place: "" });
        self.write_logs().await;
        let seconds = keeps.as_secs().to_string();
        Ok(Sentence { text: text::render("news.secret_copied", &[("seconds", &seconds)]) })
    }

    /// Empties the clipboard if it still holds the secret that was copied: the one of that number, or the
    /// last one. Says whether it did. Blocks; called when the time is up and when the app ends.
    pub fn take_off_the_clipboard(&self, number: Option<u64>) -> bool {
        let mut last = lock(&self.copied);
        if number.is_some_and(|number| last.as_ref().is_none_or(|copied| copied.number != number)) {
            return false;
        }
        let Some(copied) = last.take() else { return false };
        drop(last);
        // A clipboard may be busy for a moment.
        for _ in 0..3 {
            match self.host.paste() {
                Ok(Some(text)) if text.text_for_safekeeping() == copied.secret.text_for_safekeeping() => {
                    if self.host.clear_clipboard().is_ok() {
                        return true;
                    }
                }
                Ok(_) => return false,
                Err(_) => {}
            }
        }
        // Looked at once more when the app ends.
        lock(&self.copied).get_or_insert(copied);
        false
    }
}
