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
    /// What both had in common before (for a put-back: what was saved), where it differs from both.
    pub seen: Option<ValueView>,
}

/// A field that draft and server have both changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConflictRow {
    /// The field's path.
    pub field: String,
    /// In words.
    pub label: String,
    /// What the draft holds.
    pub mine: ValueView,
    /// What the server holds.
    pub theirs: ValueView,
    /// What both held before; `None` when they never met.
    pub seen: Option<ValueView>,
    /// The draft's text, where it can be edited in place.
    pub text: Option<String>,
}

/// A field that the draft has just taken over from the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TakenRow {
    /// The field's path.
    pub field: String,
    /// In words.
    pub label: String,
    /// What the draft held.
    pub was: ValueView,
    /// What it holds now.
    pub now: ValueView,
}

/// What a save would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanView {
    /// The partner as it stands.
    pub partner: PartnerView,
    /// `register`, `update`, `nothing`, `decide`, `missing`, `unknown` or `not_connected`.
    pub action: String,
    /// Names this plan: a save does only what it showed.
    pub mark: String,
    /// Fields that would change.
    pub changes: Vec<PlanRow>,
    /// Fields that both sides have changed, to be decided one by one.
    pub conflicts: Vec<ConflictRow>,
    /// Fields that the draft has taken over just now.
    pub taken: Vec<TakenRow>,
    /// Fields that are the same on both sides, or all, while nothing is known of the server.
    pub same: Vec<PlanRow>,
    /// What must be mended first.
    pub problems: Vec<ProblemView>,
    /// When the server was read for this plan.
    #[ts(type = "number | null")]
    pub read_at: Option<i64>,
    /// Why the server could not be read.
    pub trouble: Option<String>,
    /// What became of a write whose answer was lost.
    pub settled: Option<String>,
    /// What the person is asked when a partner that was registered is not found.
    pub missing: Option<String>,
    /// When the last save was sent that can be put back.
    #[ts(type = "number | null")]
    pub put_back_at: Option<i64>,
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
    /// Whether the server has it.
    pub is_saved: bool,
}

/// Saves what a plan has shown.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveRequest {
    /// Which partner.
    pub partner_id: String,
    /// The plan, by its mark.
    pub plan: String,
}

/// Decides a field.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ResolveRequest {
    /// Which partner.
    pub partner_id: String,
    /// The field's path.
    pub field: String,
    /// `mine`, `theirs` or `edit`.
    pub take: String,
    /// The text to hold instead, for `edit`.
    pub value: Option<String>,
    /// The plan that was shown, by its mark.
    pub plan: String,
}

/// What putting the last save back would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PutBackView {
    /// What a save would do, as looking has shown it: it may have brought something into the draft.
    pub plan: PlanView,
    /// Field by field: what the server holds, what it held before, and what was saved where that differs
    /// from both.
    pub rows: Vec<PlanRow>,
    /// Names this plan.
    pub mark: String,
    /// For the button.
    pub button: String,
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
    /// The whole text; empty where the bytes are given.
    pub text: String,
    /// The whole file as base64, when nobody has read it as text yet.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub bytes: Option<String>,
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

/// What the person waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkName {
    /// Reading what the server holds.
    Plan,
    /// Writing to the server.
    Save,
    /// Trying a token or the partner secret.
    Verify,
    /// Trying a URL.
    Try,
}

/// Stops waiting for it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WorkRequest {
    /// Which partner.
    pub partner_id: String,
    /// For what.
    pub work: WorkName,
    /// The key of the URL that is tried; none for other work.
    pub address: Option<String>,
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

/// A URL field that was left, or pasted into.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UrlRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which field, by its path.
    pub field: String,
    /// What it holds: another text is left alone.
    pub text: String,
}

/// Addresses pasted all at once.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PasteRequest {
    /// Which partner.
    pub partner_id: String,
    /// Whatever was on the clipboard.
    pub text: String,
}
