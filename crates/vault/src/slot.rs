//! The names under which secrets are kept: one entry per secret, since some systems limit its length.

use partner::Environment;
use redact::SecretKind;

/// One place for one secret. Personal tokens belong to a company, the other two to a partner.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    token: SecretKind,
    environment: Environment,
    owner: String,
}

impl Slot {
    /// The place of `token` in `environment` for `owner`: a company ID or a partner's id.
    pub fn new(token: SecretKind, environment: Environment, owner: &str) -> Self {
        Self { token, environment, owner: owner.to_owned() }
    }

    /// Whose it is: a company ID or a partner's id.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    pub(crate) fn name(&self) -> String {
        let token = match self.token {
            SecretKind::Personal => "personal token",
            SecretKind::PartnerSecret => "partner secret",
            SecretKind::Customer => "customer token",
        };
        format!("{token}, {}, {}", self.environment.key(), self.owner)
    }
}
