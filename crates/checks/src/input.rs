//! What a check reads.

use partner::Field;

/// Something a check reads. A verdict is stale as soon as one of its inputs has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// A field of the record.
    Field(Field),
    /// Every field of the record.
    Record,
    /// Sandbox or RC.
    Environment,
    /// The company ID.
    CompanyId,
    /// The personal token.
    PersonalToken,
    /// The partner secret.
    PartnerSecret,
    /// The customer token.
    CustomerToken,
    /// What the server held when last read.
    LastSeen,
    /// A person's word for the check.
    Confirmation,
    /// The record that was promoted, the one that was asked for since, and, once there is one, the record.
    Promotion,
}

impl Input {
    /// Its name; a field goes by its path.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Field(field) => field.path(),
            Self::Record => "record",
            Self::Environment => "environment",
            Self::CompanyId => "company_id",
            Self::PersonalToken => "personal_token",
            Self::PartnerSecret => "partner_secret",
            Self::CustomerToken => "customer_token",
            Self::LastSeen => "last_seen",
            Self::Confirmation => "confirmation",
            Self::Promotion => "promotion",
        }
    }
}
