//! The edits of a draft, and what differs between two moments of it.

use crate::wire::names::{FieldName, ValueForm};
use crate::wire::partners::PartnerView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One value in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ValueView {
    /// `text`, `mono`, `logo` or `none`.
    pub form: ValueForm,
    /// In words; for a logo, what it is.
    pub text: String,
    /// SVG source of a logo.
    pub logo: String,
}

/// One field in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanRow {
    /// The field's path.
    pub field: FieldName,
    /// In words.
    pub label: String,
    /// What the server holds.
    pub remote: ValueView,
    /// What the draft holds.
    pub draft: ValueView,
    /// What both had in common before (for a put-back: what was saved), where it differs from both.
    pub seen: Option<ValueView>,
}

/// Asks for moments of a draft.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DraftHistoryRequest {
    /// Which partner.
    pub partner_id: String,
    /// Those before this one; the latest when `null`.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
}

/// One moment of a draft: the edit that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RevisionView {
    /// Names it; rises with time.
    #[ts(type = "number")]
    pub sequence: i64,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// The field, in words.
    pub field: String,
    /// What it held, cut when long.
    pub before: String,
    /// What it held then, cut when long.
    pub after: String,
    /// Who or what made it: typed, imported, merged, repaired, returned to.
    pub how: String,
    /// Whether it was undone.
    pub is_undone: bool,
    /// Whether the draft stands here.
    pub is_now: bool,
}

/// Moments of a draft, the latest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DraftHistoryView {
    /// The moments.
    pub revisions: Vec<RevisionView>,
    /// Whether there are earlier ones.
    pub has_more: bool,
    /// When the partner was made.
    #[ts(type = "number")]
    pub began_at: i64,
}

/// Names a moment of a draft; 0 is its beginning.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RevisionRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which moment.
    #[ts(type = "number")]
    pub sequence: i64,
}

/// A partner after undo, redo or a return to an earlier moment.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UndoOutcome {
    /// As it is now.
    pub partner: PartnerView,
    /// For the status bar.
    pub news: String,
}
