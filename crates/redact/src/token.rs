//! The three kinds of secret, by name: for whoever keeps them, notes their use or speaks of them.

/// Which of a partner's three secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// A person's key to the Partners API (`Authorization: Bearer`).
    Personal,
    /// The developer's key to the reports (`RT-PARTNER-SECRET`).
    PartnerSecret,
    /// Recruitee's key to the partner's own addresses.
    Customer,
}

impl SecretKind {
    /// All three, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Personal, Self::PartnerSecret, Self::Customer];

    /// The name used in the database and in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::PartnerSecret => "partner_secret",
            Self::Customer => "customer",
        }
    }

    /// The kind of that name.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|token| token.key() == key)
    }
}

/// Marks the Personal API token: a person's key to the Partners API.
#[derive(Debug)]
pub enum Personal {}
/// Marks the partner secret: the developer's key to the reports.
#[derive(Debug)]
pub enum PartnerSecret {}
/// Marks the customer token: Recruitee's key to the partner's own addresses.
#[derive(Debug)]
pub enum Customer {}

/// A type that marks a secret of one kind, so that none can end up in another's place.
pub trait Marks {
    /// The kind that it marks.
    const TOKEN: SecretKind;
}

impl Marks for Personal {
    const TOKEN: SecretKind = SecretKind::Personal;
}
impl Marks for PartnerSecret {
    const TOKEN: SecretKind = SecretKind::PartnerSecret;
}
impl Marks for Customer {
    const TOKEN: SecretKind = SecretKind::Customer;
}
