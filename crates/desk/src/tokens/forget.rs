//! Tokens taken off this computer, in the keychain too.

use crate::core::snapshot::key;
use crate::tokens::Tokens;
use crate::tokens::keep::slot;
use crate::tokens::verified::Verified;
use crate::wire::{Message, Nothing, TokenOutcome, TokenRequest, WireError};
use std::collections::HashSet;
use store::{TokenKept, TokenKey};
use vault::{Fault, Forgotten};

impl Tokens {
    /// Forgets a token, in the keychain too.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn forget(&self, request: TokenRequest) -> Result<TokenOutcome, WireError> {
        let context = self.core.context(&request.partner_id).await?;
        let key = key(&context, request.token.into())?;
        self.forget_key(key).await?;
        self.token_outcome(&request.partner_id, Verified::nothing()).await
    }

    /// Forgets every token of every partner; drafts stay.
    ///
    /// # Errors
    /// The keychain's fault, when it cannot be said that nothing is left in it.
    pub async fn forget_all(&self, _: Nothing) -> Result<Message, WireError> {
        let count = self.forget_every_token().await?;
        Ok(Message { text: text::counted("news.tokens_forgotten", count as usize) })
    }

    /// Forgets one token, in the keychain too.
    ///
    /// # Errors
    /// The keychain's fault, when it cannot be said that it holds no copy.
    pub(crate) async fn forget_key(&self, key: TokenKey) -> Result<(), WireError> {
        self.core.must_write()?;
        let wanted = key.clone();
        let note = self.core.read(move |store| store.token_note(&wanted)).await?;
        let was_here_only = note.as_ref().is_some_and(|note| note.kept == TokenKept::Session);
        // Another build of the app may have put it in, below a name of its own.
        let elsewhere = note
            .map(|note| note.namespace)
            .filter(|name| !name.is_empty() && name != self.core.vault.namespace());
        let mut forgotten = self.core.vault.forget(&slot(&key)).await;
        if let (Some(name), Ok(Forgotten::Everywhere)) = (elsewhere, &forgotten) {
            forgotten = self.core.vault.named(&name).forget(&slot(&key)).await;
        }
        match forgotten {
            Ok(Forgotten::Everywhere) => {}
            // It was never given to a keychain, and there is none.
            Err(Fault::NoBus | Fault::NoService | Fault::NotSetUp) if was_here_only => {}
            Ok(Forgotten::Remembered(fault)) | Err(fault) => return Err(fault.into()),
        }
        self.core.logs.note_forgotten_use(&key);
        self.core.logs.forget_put_in(&key);
        let now = self.core.now();
        self.core.write(move |store| store.note_forgotten(&key, now)).await?;
        self.core.logs.write().await;
        Ok(())
    }

    /// Forgets every token of every partner, on and off the list; drafts stay.
    pub(crate) async fn forget_every_token(&self) -> Result<u32, WireError> {
        let mut failed = None;
        let mut count = 0;
        let mut keys: HashSet<TokenKey> = self.core.read(|store| store.tokens()).await?.into_iter().collect();
        keys.extend(self.core.logs.put_in_keys());
        for key in keys {
            match self.forget_key(key).await {
                Ok(()) => count += 1,
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(count), Err)
    }
}
