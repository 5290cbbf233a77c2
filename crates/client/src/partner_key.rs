/// What names a partner on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerKey {
    /// Lowercase letters and dashes.
    pub codename: String,
    /// Digits, as text.
    pub company_id: String,
}
