//! Tokens. A stored one never crosses: present, last four, where kept, since, last used.

use crate::wire::error_code::ErrorCode;
use crate::wire::partners::PartnerView;
use redact::{SecretKind, UnparsedSecret};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

impl From<TokenName> for SecretKind {
    fn from(name: TokenName) -> Self {
        match name {
            TokenName::Personal => Self::Personal,
            TokenName::PartnerSecret => Self::PartnerSecret,
            TokenName::Customer => Self::Customer,
        }
    }
}

impl From<SecretKind> for TokenName {
    fn from(token: SecretKind) -> Self {
        match token {
            SecretKind::Personal => Self::Personal,
            SecretKind::PartnerSecret => Self::PartnerSecret,
            SecretKind::Customer => Self::Customer,
        }
    }
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
    pub value: UnparsedSecret,
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
    /// Where it is kept, by the true name of the place.
    pub kept: String,
    /// Whether it is gone when the app is closed.
    pub is_session_only: bool,
    /// What the person should know of this one: it is not where it was put, or older than the last one.
    pub note: Option<String>,
    /// Why none can be put in yet.
    pub blocked: Option<String>,
    /// Milliseconds since 1970.
    #[ts(type = "number | null")]
    pub since: Option<i64>,
    /// When it was last sent or copied, in milliseconds since 1970.
    #[ts(type = "number | null")]
    pub last_used: Option<i64>,
}

/// Why the keychain cannot be used: said once, however many tokens it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeychainNotice {
    /// `keychain.reason`.
    pub code: ErrorCode,
    /// What is wrong.
    pub sentence: String,
    /// What that means for the tokens.
    pub consequence: String,
    /// What to do, on this system, one after another.
    pub steps: Vec<String>,
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
    /// Why the keychain cannot be used, one entry per cause.
    pub notices: Vec<KeychainNotice>,
}

/// Lets the customer token go to places that the person has read.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AllowRequest {
    /// Which partner.
    pub partner_id: String,
    /// As in [`OriginView::origin`].
    pub origins: Vec<String>,
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

/// What to show of the ledger.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct TokenUsageRequest {
    /// Uses for this partner alone.
    pub partner_id: Option<String>,
    /// Uses of this token alone.
    pub token: Option<TokenName>,
    /// Uses whose destination holds this text.
    pub destination: String,
    /// Uses of this group alone.
    pub group: Option<TokenUseGroup>,
}

/// What can be asked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenUseGroup {
    /// It left this computer.
    Sent,
    /// It was held back.
    HeldBack,
    /// It was kept, copied or forgotten here.
    Here,
}

/// One use of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TokenUseView {
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// The partner's name; may be empty.
    pub partner: String,
    /// Sandbox or RC.
    pub environment: String,
    /// Which token, in words.
    pub token: String,
    /// Where to.
    pub destination: String,
    /// What for.
    pub purpose: String,
    /// What came of it.
    pub outcome: String,
    /// Which group it belongs to.
    pub group: TokenUseGroup,
}

/// The ledger of tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TokenUsageView {
    /// The newest that fit, newest first.
    pub uses: Vec<TokenUseView>,
    /// How many fit in all.
    pub count: u32,
}
