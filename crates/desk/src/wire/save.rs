//! What will change on the server, and what became of it.

use crate::{PartnerView, ProblemView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One value in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ValueView {
    /// `text`, `mono`, `logo` or `none`.
    pub form: String,
    /// In words; for a logo, what it is.
    pub text: String,
    /// SVG source of a logo.
    pub logo: String,
}

/// One field in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanRow {
    /// The field's path.
    pub field: String,
    /// In words.
    pub label: String,
    /// What the server holds.
    pub remote: ValueView,
    /// What the draft holds.
    pub draft: ValueView,
}

/// What a save would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanView {
    /// The partner as it stands.
    pub partner: PartnerView,
    /// `register`, `update`, `nothing` or `not_connected`.
    pub action: String,
    /// Fields that would change.
    pub changes: Vec<PlanRow>,
    /// Fields that are the same on both sides, or all, while nothing is known of the server.
    pub same: Vec<PlanRow>,
    /// What must be mended first.
    pub problems: Vec<ProblemView>,
    /// When the server was read for this plan.
    #[ts(type = "number | null")]
    pub read_at: Option<i64>,
    /// Why the server could not be read.
    pub trouble: Option<String>,
    /// For the button.
    pub button: String,
    /// What it will do, beside the button.
    pub footnote: String,
}

/// After a save.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SaveOutcome {
    /// What is left to do.
    pub plan: PlanView,
    /// What was done.
    pub news: String,
}

/// Asks for a partner to be deleted on the server.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DeleteRequest {
    /// Which partner.
    pub partner_id: String,
    /// Its codename, typed again.
    pub codename: String,
}

/// Text of a file that the person opened.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportRequest {
    /// The whole text.
    pub text: String,
}

/// Names a partner that is on RC already.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportRcRequest {
    /// Its codename.
    pub codename: String,
}

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
    pub findings: Vec<crate::LogoFinding>,
    /// Name, type and size of the file.
    pub facts: String,
    /// For the status bar.
    pub news: String,
}

/// Tries one address.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TryRequest {
    /// Which partner.
    pub partner_id: String,
    /// Its key: `tests`, …
    pub address: String,
}

/// What an address answered.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TryOutcome {
    /// Its key.
    pub address: String,
    /// Whether it does what it should; `None` when that could not be found out.
    pub good: Option<bool>,
    /// In a sentence.
    pub sentence: String,
    /// The partner, whose preview may have changed.
    pub partner: PartnerView,
}

/// Addresses pasted all at once.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PasteRequest {
    /// Which partner.
    pub partner_id: String,
    /// Whatever was on the clipboard.
    pub text: String,
}
