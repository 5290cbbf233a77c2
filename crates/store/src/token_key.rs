//! Which token is meant.

use partner::Environment;
use redact::SecretKind;

/// One token that was put in, by what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TokenKey {
    /// Where it is used.
    pub environment: Environment,
    /// Which of the three.
    pub token: SecretKind,
    /// A company ID for personal tokens, else a partner's id.
    pub owner: String,
}
