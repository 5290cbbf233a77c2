//! What people say of checks that no program can judge.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person's word for a check.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConfirmRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which check.
    pub check_id: String,
    /// Given or withdrawn.
    pub confirmed: bool,
}

/// A person's word for a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConfirmedView {
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// As they call themselves; may be empty.
    pub person: String,
}
