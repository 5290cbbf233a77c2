//! The logo on its way in, and what is wrong with it.

use crate::wire::partners::{LogoFinding, PartnerView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A picture that was dropped or chosen.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LogoRequest {
    /// Which partner.
    pub partner_id: String,
    /// As on the disk.
    pub file_name: String,
    /// Of the whole file; `content` may be cut at the limit.
    #[ts(type = "number")]
    pub file_bytes: u64,
    /// Base64.
    pub content: String,
}

/// What became of a picture.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LogoOutcome {
    /// With the new logo.
    pub partner: PartnerView,
    /// What was wrong with the file and is mended, or cannot be.
    pub findings: Vec<LogoFinding>,
    /// Name, type and size of the file.
    pub facts: String,
    /// For the status bar.
    pub news: String,
}
