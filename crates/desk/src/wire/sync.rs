//! What will change on the server, and what became of it.

use crate::wire::draft_history::{PlanRow, ValueView};
use crate::wire::names::{ConnectionField, FieldName, PlanAction, Take};
use crate::wire::partners::{PartnerView, ProblemView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A field that draft and server have both changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConflictRow {
    /// The field's path.
    pub field: FieldName,
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
    pub field: FieldName,
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
    /// What it would do, or why it would do nothing.
    pub action: PlanAction,
    /// The field in which the connection lacks something; only where it does.
    pub obstacle: Option<ConnectionField>,
    /// Names this plan: a save does only what it showed.
    pub plan_hash: String,
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
    pub error: Option<String>,
    /// What became of a write whose answer was lost.
    pub settled: Option<String>,
    /// What the person is asked when a partner that was registered is not found.
    pub missing: Option<String>,
    /// When the last save was sent that can be put back.
    #[ts(type = "number | null")]
    pub revertible_save_at: Option<i64>,
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
    /// Of the plan that was shown.
    pub plan_hash: String,
}

/// Decides a field.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ResolveRequest {
    /// Which partner.
    pub partner_id: String,
    /// The field's path.
    pub field: FieldName,
    /// `mine`, `theirs` or `edit`.
    pub take: Take,
    /// The text to hold instead, for `edit`.
    pub value: Option<String>,
    /// Of the plan that was shown.
    pub plan_hash: String,
}

/// What putting the last save back would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RevertView {
    /// What a save would do, as looking has shown it: it may have brought something into the draft.
    pub plan: PlanView,
    /// Field by field: what the server holds, what it held before, and what was saved where that differs
    /// from both.
    pub rows: Vec<PlanRow>,
    /// Names this plan.
    pub plan_hash: String,
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
