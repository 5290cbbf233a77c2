//! Environments and tokens. A stored token never crosses: present, last four, where kept, since.

use crate::{EnvironmentName, PartnerView};
use redact::TypedSecret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Chooses where to work and for which company.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConnectionRequest {
    /// Which partner.
    pub partner_id: String,
    /// Where.
    pub environment: EnvironmentName,
    /// As typed; `None` leaves it.
    pub company_id: Option<String>,
}

/// Which of the three secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenName {
    /// You, to Recruitee.
    Personal,
    /// Your developer, to Recruitee.
    PartnerSecret,
    /// Recruitee, to your addresses.
    Customer,
}

/// A token on its way in. It can be read off the wire and not be written to it.
#[derive(Debug, Deserialize, TS)]
pub struct TokenStoreRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which token.
    pub token: TokenName,
    /// What was typed or pasted.
    #[ts(type = "string")]
    pub value: TypedSecret,
}

/// Names a token of a partner.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TokenRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which token.
    pub token: TokenName,
}

/// Whether a token is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenState {
    /// It is.
    Present,
    /// It is not.
    Absent,
    /// The keychain did not say.
    Unknown,
}

/// All that may be shown of a token.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TokenView {
    /// Which.
    pub token: TokenName,
    /// Whether it is there.
    pub state: TokenState,
    /// Its last four characters.
    pub last_four: String,
    /// Where it is kept, in words.
    pub kept: String,
    /// Whether it is gone when the app is closed.
    pub is_session_only: bool,
    /// Why it is not in the keychain, and what to do.
    pub notice: Option<String>,
    /// Milliseconds since 1970.
    #[ts(type = "number | null")]
    pub since: Option<i64>,
}

/// The three tokens of a partner.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TokensView {
    /// Personal API token.
    pub personal: TokenView,
    /// Partner secret.
    pub partner_secret: TokenView,
    /// Customer token.
    pub customer: TokenView,
}

/// What became of a token.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TokenOutcome {
    /// The partner, whose tasks may have changed.
    pub partner: PartnerView,
    /// All three.
    pub tokens: TokensView,
    /// Whether it works; `None` when that is not known or was not asked.
    pub works: Option<bool>,
    /// In a sentence; may be empty.
    pub sentence: String,
}
