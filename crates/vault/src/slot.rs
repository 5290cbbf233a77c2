//! The names under which secrets are kept: one entry per secret, since some systems limit its length.

use partner::Environment;

/// Which of the three secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotKind {
    /// A person's token for the Partners API.
    PersonalToken,
    /// The partner's own secret for reports.
    PartnerSecret,
    /// The partner's token for a customer.
    CustomerToken,
}

/// One place for one secret. Personal tokens belong to a company, the other two to a partner.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    kind: SlotKind,
    environment: Environment,
    owner: String,
}

impl Slot {
    /// The place of `kind` in `environment` for `owner`: a company ID or a partner's id.
    pub fn new(kind: SlotKind, environment: Environment, owner: &str) -> Self {
        Self { kind, environment, owner: owner.to_owned() }
    }

    pub(crate) fn name(&self) -> String {
        let kind = match self.kind {
            SlotKind::PersonalToken => "personal token",
            SlotKind::PartnerSecret => "partner secret",
            SlotKind::CustomerToken => "customer token",
        };
        format!("{kind}, {}, {}", self.environment.key(), self.owner)
    }
}
