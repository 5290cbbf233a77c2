//! Runs and verdicts.

use crate::{Meter, Page};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A person's word for a manual check.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConfirmRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which check.
    pub check_id: String,
    /// Given or withdrawn.
    pub confirmed: bool,
}

/// Where Fix goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TargetView {
    /// The page.
    pub page: Page,
    /// The field on it.
    pub field: String,
    /// In words.
    pub label: String,
}

/// One line of what was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SeenView {
    /// What was looked at.
    pub what: String,
    /// What should be.
    pub should: String,
    /// What was.
    pub was: String,
    /// `None` where it says nothing for or against.
    pub good: Option<bool>,
}

/// One call, redacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ExchangeView {
    /// Why it was made.
    pub purpose: String,
    /// Method, address, headers and body, as sent.
    pub request: String,
    /// Status, headers and body, as they came, or why nothing came.
    pub response: String,
    /// `200`, or empty.
    pub status: String,
    /// From the first look-up to the last byte.
    #[ts(type = "number")]
    pub duration_ms: u64,
}

/// How a verdict is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Green.
    Pass,
    /// Red.
    Fail,
    /// Amber.
    Advice,
    /// Slate: could not be checked.
    Unknown,
    /// Something it depends on has changed.
    Stale,
    /// Waits for a person.
    Confirm,
    /// A person has confirmed it.
    Confirmed,
    /// Does not apply.
    NotApplicable,
    /// Not checked yet.
    None,
}

/// One check with its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VerdictView {
    /// `REC-1` and so on.
    pub id: String,
    /// Of the group it stands in.
    pub group: String,
    /// What holds, or what does not.
    pub title: String,
    /// Its state in a word.
    pub word: String,
    /// How it is shown.
    pub mark: Mark,
    /// `must`, `should` or `manual`.
    pub level: String,
    /// Required, Advice or To confirm.
    pub level_label: String,
    /// Documented by Recruitee, or our own rule.
    pub basis: String,
    /// The page of the documentation.
    pub basis_link: Option<String>,
    /// What was found.
    pub sentence: String,
    /// Why it matters.
    pub why: String,
    /// In a sentence; empty when there is nothing to mend.
    pub mended_by: String,
    /// `you`, `developer`, `recruitee` or `nobody`.
    pub mended_by_key: String,
    /// What was seen.
    pub seen: Vec<SeenView>,
    /// Where Fix goes.
    pub target: TargetView,
    /// What was sent for it.
    pub exchanges: Vec<ExchangeView>,
    /// What to hand to a developer; empty when there is nothing to hand over.
    pub developer_text: String,
}

/// A heading with its checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GroupView {
    /// Stable.
    pub id: String,
    /// In words.
    pub title: String,
    /// In the order of the catalogue.
    pub checks: Vec<VerdictView>,
}

/// The latest run, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RunView {
    /// Which partner.
    pub partner_id: String,
    /// Whether there was a run at all.
    pub has_run: bool,
    /// Whether the partner is ready.
    pub is_ready: bool,
    /// The verdict in one sentence.
    pub headline: String,
    /// How the headline is shown.
    pub mark: Mark,
    /// Milliseconds since 1970.
    #[ts(type = "number | null")]
    pub started_at: Option<i64>,
    /// How long it took.
    #[ts(type = "number")]
    pub duration_ms: i64,
    /// Labels of what has changed since.
    pub changed_since: Vec<String>,
    /// The required checks.
    pub meter: Meter,
    /// Failing advice.
    pub advice: usize,
    /// Manual checks to confirm.
    pub to_confirm: usize,
    /// All checks.
    pub groups: Vec<GroupView>,
}

/// What the core tells without being asked.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A check has its verdict.
    VerdictReached {
        /// Which partner.
        partner_id: String,
        /// The verdict.
        verdict: Box<VerdictView>,
        /// Checks judged so far.
        done: usize,
        /// Of how many.
        total: usize,
        /// The required checks so far.
        meter: Meter,
    },
    /// A file was opened with the app, or the app was started again.
    FileOpened {
        /// Its text.
        text: String,
    },
}
