//! Tokens: kept by an explicit act, read where they are needed, bound to the origin they are for.

use crate::core::network::api_origin;
use crate::core::origins::of_urls;
use crate::core::snapshot::{PartnerSnapshot, key};
use crate::tokens::Tokens;
use crate::wire::{ErrorCode, WireError};
use client::Network;
use redact::{Customer, Marks, Origin, PartnerSecret, Personal, Secret, SecretKind, UnparsedSecret};
use sandbox_api::TokenPurpose;
use store::{PutIn, TokenKept, TokenKey, TokenNote};
use vault::{Fault, Kept, KeychainLocation, Read, Slot};

/// The field of a page into which a token is put.
pub(crate) fn field(token: SecretKind) -> &'static str {
    match token {
        SecretKind::Personal => "personal_token",
        SecretKind::PartnerSecret => "partner_secret",
        SecretKind::Customer => "customer_token",
    }
}

pub(crate) fn slot(key: &TokenKey) -> Slot {
    Slot::new(key.token, key.environment, &key.owner)
}

/// A place by its true name: `GNOME Keyring, Login`.
pub(crate) fn place_name(place: &KeychainLocation) -> String {
    if place.collection.is_empty() {
        return place.program.clone();
    }
    text::render("token.place", &[("program", &place.program), ("collection", &place.collection)])
}

impl Tokens {
    pub(crate) async fn personal_token(
        &self,
        context: &PartnerSnapshot,
        network: &Network,
    ) -> Read<Personal> {
        self.read(context, api_origin(network)).await
    }

    pub(crate) async fn partner_secret(
        &self,
        context: &PartnerSnapshot,
        network: &Network,
    ) -> Read<PartnerSecret> {
        self.read(context, api_origin(network)).await
    }

    /// Bound to the origins of the partner's addresses that the person lets it go to.
    pub(crate) async fn customer_token(&self, context: &PartnerSnapshot) -> Read<Customer> {
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
        context: &PartnerSnapshot,
        origins: impl IntoIterator<Item = Origin>,
    ) -> Read<T> {
        let Ok(key) = key(context, T::TOKEN) else { return Read::Absent };
        match self.core.vault.read::<T>(&slot(&key)).await {
            Read::Present(secret, kept) => Read::Present(secret.bound_to(origins), kept),
            other => other,
        }
    }

    /// The personal token, or the error that says why a call cannot be made.
    pub(crate) async fn require_personal_token(
        &self,
        context: &PartnerSnapshot,
        network: &Network,
    ) -> Result<Secret<Personal>, WireError> {
        match self.personal_token(context, network).await {
            Read::Present(secret, _) => Ok(secret),
            Read::Absent => Err(WireError::plain(ErrorCode::ConnectionNoToken).at("personal_token")),
            Read::Unknown(fault) => Err(fault.into()),
        }
    }

    /// Whether that very secret is kept already.
    pub(crate) async fn is_kept<T: Marks>(&self, context: &PartnerSnapshot, secret: &Secret<T>) -> bool {
        matches!(self.read::<T>(context, None).await, Read::Present(kept, _) if kept.is_same(secret))
    }

    /// Keeps a secret: in memory, in the keychain, and then notes when and where. No note that fails loses it,
    /// and none stands in its way: a new partner secret is shown once. The customer token may go to the partner's
    /// URLs as they are now; another one asks anew.
    pub(crate) async fn keep<T: Marks>(
        &self,
        context: &PartnerSnapshot,
        secret: &Secret<T>,
    ) -> Result<(), WireError> {
        self.core.must_write()?;
        let key = key(context, T::TOKEN)?;
        let slot = slot(&key);
        // Noted beside it, so that it can be found and forgotten should the app end before the keychain answers.
        let before = async {
            let note =
                TokenNote { kept: TokenKept::Unknown, ..self.note_of(Kept::Session(Fault::Waiting)).await };
            let noted = key.clone();
            if let Err(error) = self.core.write(move |store| store.note_kept(&noted, &note)).await {
                tracing::warn!(code = error.code.key(), "where a token goes is noted later");
            }
        };
        let (kept, ()) = tokio::join!(self.core.vault.keep(&slot, secret), before);
        let note = self.note_of(kept).await;
        self.core.logs.note_kept_use(&context.row.id, &key, &note);
        let origins = match self.core.context(&context.row.id).await {
            Ok(now) => of_urls(&now),
            Err(_) => of_urls(context),
        };
        self.core.logs.add_put_in(PutIn { partner_id: context.row.id.clone(), key, note, origins });
        self.core.logs.write().await;
        Ok(())
    }

    async fn note_of(&self, kept: Kept) -> TokenNote {
        let (kept, place) = match kept {
            Kept::Keychain => (TokenKept::Keychain, self.core.vault.place().await.unwrap_or_default()),
            Kept::Session(_) => (TokenKept::Session, KeychainLocation::default()),
        };
        TokenNote {
            kept,
            namespace: self.core.vault.namespace().to_owned(),
            place: place_name(&place),
            at: self.core.now(),
        }
    }

    /// Notes that the keychain has taken a token after all.
    pub(crate) async fn note_taken(&self, key: &TokenKey) -> Result<(), WireError> {
        let (key, note) = (key.clone(), self.note_of(Kept::Keychain).await);
        self.core.write(move |store| store.note_kept(&key, &note)).await
    }

    /// A kept token that is the same as the one that is being put in another's place.
    pub(crate) async fn is_mixed_up(
        &self,
        context: &PartnerSnapshot,
        token: SecretKind,
        text: &str,
    ) -> Option<SecretKind> {
        async fn same<T: Marks>(tokens: &Tokens, context: &PartnerSnapshot, text: &str) -> bool {
            matches!(tokens.read::<T>(context, None).await,
                Read::Present(kept, _) if kept.expose_secret() == text)
        }
        for other in SecretKind::ALL.into_iter().filter(|other| *other != token) {
            let is_same = match other {
                SecretKind::Personal => same::<Personal>(self, context, text).await,
                SecretKind::PartnerSecret => same::<PartnerSecret>(self, context, text).await,
                SecretKind::Customer => same::<Customer>(self, context, text).await,
            };
            if is_same {
                return Some(other);
            }
        }
        None
    }

    pub(crate) async fn sandbox_token(&self, purpose: TokenPurpose) -> Result<UnparsedSecret, WireError> {
        self.core.must_write()?;
        let sandbox = self.core.networks.sandbox.clone();
        let minted = tokio::task::spawn_blocking(move || sandbox.mint(purpose)).await;
        minted.unwrap_or_else(|_| Err("the thread ended".into())).map_err(|reason| {
            tracing::error!(reason, "the Sandbox gave no token");
            WireError::plain(ErrorCode::SandboxFailed)
        })
    }
}
