//! Tokens: kept by an explicit act, shown as their last four, bound to the origin they are for.

use crate::context::Context;
use crate::desk::Desk;
use crate::error::fault_code;
use crate::{PartnerId, Sentence, TokenName, TokenState, TokenView, TokensView, WireError, text};
use client::Network;
use partner::{Address, judge_address};
use redact::{Customer, Origin, PartnerKey, Personal, Secret};
use store::TokenKind;
use vault::{Kept, Read, Slot, SlotKind};

impl TokenName {
    pub(crate) fn kind(self) -> TokenKind {
        match self {
            Self::Personal => TokenKind::Personal,
            Self::PartnerSecret => TokenKind::PartnerSecret,
            Self::Customer => TokenKind::Customer,
        }
    }
}

/// The place of a token. Personal tokens belong to a company; the others to the partner on this
/// computer, whose codename may still change.
pub(crate) fn slot(context: &Context, token: TokenName) -> Result<Slot, WireError> {
    let environment = context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
    Ok(match token {
        TokenName::Personal => {
            Slot::new(SlotKind::PersonalToken, environment, context.registration.company_id.trim())
        }
        TokenName::PartnerSecret => Slot::new(SlotKind::PartnerSecret, environment, &context.row.id),
        TokenName::Customer => Slot::new(SlotKind::CustomerToken, environment, &context.row.id),
    })
}

/// The origins that the customer token may go to: those of the three addresses that Recruitee calls.
pub(crate) fn customer_origins(context: &Context) -> Vec<Origin> {
    [Address::ValidateToken, Address::Tests, Address::SendCandidate]
        .into_iter()
        .filter_map(|address| judge_address(context.draft.urls.get(address), context.environment()).ok())
        .filter_map(|url| Origin::of(&url))
        .collect()
}

impl Desk {
    pub(crate) async fn personal_token(&self, context: &Context, network: &Network) -> Read<Personal> {
        self.read(context, TokenName::Personal, Self::api_origin(network)).await
    }

    pub(crate) async fn partner_secret(&self, context: &Context, network: &Network) -> Read<PartnerKey> {
        self.read(context, TokenName::PartnerSecret, Self::api_origin(network)).await
    }

    pub(crate) async fn customer_token(&self, context: &Context) -> Read<Customer> {
        self.read(context, TokenName::Customer, customer_origins(context)).await
    }

    async fn read<T>(
        &self,
        context: &Context,
        token: TokenName,
        origins: impl IntoIterator<Item = Origin>,
    ) -> Read<T> {
        let Ok(slot) = slot(context, token) else { return Read::Absent };
        match self.vault.read::<T>(&slot).await {
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

    /// Whether that very partner secret is kept already.
    pub(crate) async fn is_kept(&self, context: &Context, secret: &Secret<PartnerKey>) -> bool {
        match self.read::<PartnerKey>(context, TokenName::PartnerSecret, None).await {
            Read::Present(kept, _) => kept.text_for_safekeeping() == secret.text_for_safekeeping(),
            Read::Absent | Read::Unknown(_) => false,
        }
    }

    /// Keeps a secret and notes when.
    pub(crate) async fn keep<T>(
        &self,
        context: &Context,
        token: TokenName,
        secret: &Secret<T>,
    ) -> Result<Kept, WireError> {
        let environment =
            context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
        let kept = self.vault.keep(&slot(context, token)?, secret).await;
        let (id, now) = (context.row.id.clone(), self.now());
        self.with_store(move |store| store.note_token(&id, environment, token.kind(), now)).await?;
        Ok(kept)
    }

    /// What may be shown of the three tokens. Reads the keychain.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn tokens_view(&self, request: PartnerId) -> Result<TokensView, WireError> {
        let context = self.context(&request.partner_id).await?;
        self.tokens_of(&context).await
    }

    pub(crate) async fn tokens_of(&self, context: &Context) -> Result<TokensView, WireError> {
        let registration = &context.registration;
        let (personal, partner_secret, customer) = tokio::join!(
            self.read::<Personal>(context, TokenName::Personal, None),
            self.read::<PartnerKey>(context, TokenName::PartnerSecret, None),
            self.read::<Customer>(context, TokenName::Customer, None),
        );
        Ok(TokensView {
            personal: token_view(TokenName::Personal, &personal, registration.personal_token_at),
            partner_secret: token_view(
                TokenName::PartnerSecret,
                &partner_secret,
                registration.partner_secret_at,
            ),
            customer: token_view(TokenName::Customer, &customer, registration.customer_token_at),
        })
    }

    /// Puts the partner secret on the clipboard, without its ever passing the page.
    pub async fn secret_copy(&self, request: PartnerId) -> Result<Sentence, WireError> {
        let context = self.context(&request.partner_id).await?;
        match self.read::<PartnerKey>(&context, TokenName::PartnerSecret, None).await {
            Read::Present(secret, _) => {
                self.host.copy(secret.text_for_safekeeping()).map_err(|reason| {
                    tracing::warn!(reason, "the clipboard refused");
                    WireError::plain("clipboard.failed").retryable()
                })?;
                Ok(Sentence { text: text::plain("news.secret_copied") })
            }
            Read::Absent => Err(WireError::plain("secret.absent")),
            Read::Unknown(fault) => Err(fault.into()),
        }
    }
}

fn token_view<T>(token: TokenName, read: &Read<T>, since: Option<i64>) -> TokenView {
    let blank = TokenView {
        token,
        state: TokenState::Absent,
        last_four: String::new(),
        kept: String::new(),
        is_session_only: false,
        notice: None,
        since: None,
    };
    match read {
        Read::Absent => blank,
        Read::Unknown(fault) => TokenView {
            state: TokenState::Unknown,
            notice: Some(text::plain(&format!("error.{}", fault_code(*fault)))),
            ..blank
        },
        Read::Present(secret, kept) => {
            let (place, notice) = match kept {
                Kept::Keychain => ("token.in_keychain", None),
                Kept::Session(fault) => {
                    ("token.this_session", Some(format!("token.session.{}", fault_code(*fault))))
                }
            };
            TokenView {
                state: TokenState::Present,
                last_four: secret.last_four(),
                kept: text::plain(place),
                is_session_only: notice.is_some(),
                notice: notice.map(|key| text::plain(&key)),
                since,
                ..blank
            }
        }
    }
}
