/// What names a partner on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerPath {
    /// Lowercase letters and dashes.
    pub codename: String,
    /// Digits, as text.
    pub company_id: String,
}
