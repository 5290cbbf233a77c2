//! Where a partner is worked on.

use crate::wire::partners::EnvironmentName;
use serde::Deserialize;
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
