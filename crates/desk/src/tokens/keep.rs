//! Tokens: kept by an explicit act, read where they are needed, bound to the origin they are for.

use crate::core::snapshot::Context;
use crate::desk::Desk;
use crate::{WireError, text};
use client::Network;
use redact::{Customer, Marks, Origin, PartnerKey, Personal, Secret, Token};
use std::collections::HashSet;
use store::{PutIn, TokenKept, TokenKey, TokenNote};
use vault::{Fault, Forgotten, Kept, Place, Read, Slot};

/// The field of a page into which a token is put.
pub(crate) fn field(token: Token) -> &'static str {
    match token {
        Token::Personal => "personal_token",
        Token::PartnerSecret => "partner_secret",
        Token::Customer => "customer_token",
    }
}

/// What a token is for. Personal tokens belong to a company; the others to the partner on this computer,
/// whose codename may still change.
pub(crate) fn key(context: &Context, token: Token) -> Result<TokenKey, WireError> {
    let environment = context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
    let owner = match token {
        Token::Personal => context.registration.company_id.trim().to_owned(),
        Token::PartnerSecret | Token::Customer => context.row.id.clone(),
    };
    Ok(TokenKey { environment, token, owner })
}

pub(crate) fn slot(key: &TokenKey) -> Slot {
    Slot::new(key.token, key.environment, &key.owner)
}

/// A place by its true name: `GNOME Keyring, Login`.
pub(crate) fn place_name(place: &Place) -> String {
    if place.collection.is_empty() {
        return place.program.clone();
    }
    text::render("token.place", &[("program", &place.program), ("collection", &place.collection)])
}

impl Desk {
    pub(crate) async fn personal_token(&self, context: &Context, network: &Network) -> Read<Personal> {
        self.read(context, Self::api_origin(network)).await
    }

    pub(crate) async fn partner_secret(&self, context: &Context, network: &Network) -> Read<PartnerKey> {
        self.read(context, Self::api_origin(network)).await
    }

    /// Bound to the origins of the partner's addresses that the person lets it go to.
    pub(crate) async fn customer_token(&self, context: &Context) -> Read<Customer> {
        match self.read(context, None).await {
            Read::Present(secret, kept) => {
                let origins = self.origins_for_use(context).await;
                Read::Present(secret.bound_to(origins), kept)
            }
            other => other,
        }
    }

    /// A token, bound to `origins`.
    pub(crate) async fn read<T: Marks>(
        &self,
        context: &Context,
        origins: impl IntoIterator<Item = Origin>,
    ) -> Read<T> {
        let Ok(key) = key(context, T::TOKEN) else { return Read::Absent };
        match self.vault.read::<T>(&slot(&key)).await {
            Read::Present(secret, kept) => Read::Present(secret.bound_to(origins), kept),
            other => other,
        }
    }

    /// The personal token, or the error that says why a call cannot be made.
    pub(crate) async fn require_personal_token(
        &self,
        context: &Context,
        network: &Network,
    ) -> Result<Secret<Personal>, WireError> {
        match self.personal_token(context, network).await {
            Read::Present(secret, _) => Ok(secret),
            Read::Absent => Err(WireError::plain("connection.no_token").at("personal_token")),
            Read::Unknown(fault) => Err(fault.into()),
        }
    }

    /// Whether that very secret is kept already.
    pub(crate) async fn is_kept<T: Marks>(&self, context: &Context, secret: &Secret<T>) -> bool {
        matches!(self.read::<T>(context, None).await, Read::Present(kept, _) if kept.is_same(secret))
    }

    /// Keeps a secret: in memory, in the keychain, and then notes when and where. No note that fails loses it,
    /// and none stands in its way: a new partner secret is shown once. The customer token may go to the partner's
    /// URLs as they are now; another one asks anew.
    pub(crate) async fn keep<T: Marks>(
        &self,
        context: &Context,
        secret: &Secret<T>,
    ) -> Result<(), WireError> {
        self.must_write()?;
        let key = key(context, T::TOKEN)?;
        let slot = slot(&key);
        // Noted beside it, so that it can be found and forgotten should the app end before the keychain answers.
        let before = async {
            let note =
                TokenNote { kept: TokenKept::Unknown, ..self.note_of(Kept::Session(Fault::Waiting)).await };
            let noted = key.clone();
            if let Err(error) = self.with_store(move |store| store.note_kept(&noted, &note)).await {
                tracing::warn!(code = error.code, "where a token goes is noted later");
            }
        };
        let (kept, ()) = tokio::join!(self.vault.keep(&slot, secret), before);
        let note = self.note_of(kept).await;
        self.note_kept_use(context, &key, &note);
        let origins = match self.context(&context.row.id).await {
            Ok(now) => crate::tokens::origins::of_addresses(&now),
            Err(_) => crate::tokens::origins::of_addresses(context),
        };
        self.unwritten.add_put_in(PutIn { partner_id: context.row.id.clone(), key, note, origins });
        self.write_logs().await;
        Ok(())
    }

    async fn note_of(&self, kept: Kept) -> TokenNote {
        let (kept, place) = match kept {
            Kept::Keychain => (TokenKept::Keychain, self.vault.place().await.unwrap_or_default()),
            Kept::Session(_) => (TokenKept::Session, Place::default()),
        };
        TokenNote {
            kept,
            namespace: self.vault.namespace().to_owned(),
            place: place_name(&place),
            at: self.now(),
        }
    }

    /// Notes that the keychain has taken a token after all.
    pub(crate) async fn note_taken(&self, key: &TokenKey) -> Result<(), WireError> {
        let (key, note) = (key.clone(), self.note_of(Kept::Keychain).await);
        self.with_store(move |store| store.note_kept(&key, &note)).await
    }

    /// Forgets one token, in the keychain too.
    ///
    /// # Errors
    /// The keychain's fault, when it cannot be said that it holds no copy.
    pub(crate) async fn forget(&self, key: TokenKey) -> Result<(), WireError> {
        self.must_write()?;
        let wanted = key.clone();
        let note = self.with_store(move |store| store.token_note(&wanted)).await?;
        let was_here_only = note.as_ref().is_some_and(|note| note.kept == TokenKept::Session);
        // Another build of the app may have put it in, below a name of its own.
        let elsewhere =
            note.map(|note| note.namespace).filter(|name| !name.is_empty() && name != self.vault.namespace());
        let mut forgotten = self.vault.forget(&slot(&key)).await;
        if let (Some(name), Ok(Forgotten::Everywhere)) = (elsewhere, &forgotten) {
            forgotten = self.vault.named(&name).forget(&slot(&key)).await;
        }
        match forgotten {
            Ok(Forgotten::Everywhere) => {}
            // It was never given to a keychain, and there is none.
            Err(Fault::NoBus | Fault::NoService | Fault::NotSetUp) if was_here_only => {}
            Ok(Forgotten::Remembered(fault)) | Err(fault) => return Err(fault.into()),
        }
        self.note_forgotten_use(&key);
        self.unwritten.forget_put_in(&key);
        let now = self.now();
        self.with_store(move |store| store.note_forgotten(&key, now)).await?;
        self.write_logs().await;
        Ok(())
    }

    /// Forgets every token of every partner, on and off the list; drafts stay.
    pub(crate) async fn forget_every_token(&self) -> Result<u32, WireError> {
        let mut failed = None;
        let mut count = 0;
        let mut keys: HashSet<TokenKey> = self.with_store(store::Store::tokens).await?.into_iter().collect();
        keys.extend(self.unwritten.put_in_keys());
        for key in keys {
            match self.forget(key).await {
                Ok(()) => count += 1,
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(count), Err)
    }

    /// A kept token that is the same as the one that is being put in another's place.
    pub(crate) async fn is_mixed_up(&self, context: &Context, token: Token, text: &str) -> Option<Token> {
        async fn same<T: Marks>(desk: &Desk, context: &Context, text: &str) -> bool {
            matches!(desk.read::<T>(context, None).await,
                Read::Present(kept, _) if kept.text_for_safekeeping() == text)
        }
        for other in Token::ALL.into_iter().filter(|other| *other != token) {
            let is_same = match other {
                Token::Personal => same::<Personal>(self, context, text).await,
                Token::PartnerSecret => same::<PartnerKey>(self, context, text).await,
                Token::Customer => same::<Customer>(self, context, text).await,
            };
            if is_same {
                return Some(other);
            }
        }
        None
    }
}
