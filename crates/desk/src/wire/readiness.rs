//! Runs and verdicts.

use crate::wire::confirm::ConfirmedView;
use crate::wire::names::{FixedByName, GroupName, LevelName, Tally, TargetName, UrlName};
use crate::wire::partners::{Meter, Page, PartnerView};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks some checks again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecheckRequest {
    /// Which partner.
    pub partner_id: String,
    /// Which check; all that did not hold when left out.
    pub check_id: Option<String>,
}

/// One check of a partner.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CheckOf {
    /// Which partner.
    pub partner_id: String,
    /// Which check.
    pub check_id: String,
}

/// One check.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CheckId {
    /// `REC-1` and so on.
    pub check_id: String,
}

/// Two runs to be compared.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CompareRequest {
    /// Which partner.
    pub partner_id: String,
    /// The run to compare with.
    #[ts(type = "number")]
    pub earlier: i64,
    /// The run to compare.
    #[ts(type = "number")]
    pub later: i64,
}

/// Where Fix goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TargetView {
    /// The page.
    pub page: Page,
    /// The field on it.
    pub field: TargetName,
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
    /// Status and headers as they came, or why nothing came.
    pub response: String,
    /// The body up to the fault, or all of it; pretty-printed.
    pub body_before: String,
    /// The faulty part.
    pub body_marked: String,
    /// What comes after it.
    pub body_after: String,
    /// `200`, or empty.
    pub status: String,
    /// From the first look-up to the last byte.
    #[ts(type = "number")]
    pub duration_ms: u64,
    /// How long its parts took.
    pub phases: Vec<PhaseView>,
    /// How often it was sent and why again, in a sentence; empty where once was enough.
    pub repeated: String,
}

/// A part of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PhaseView {
    /// Which.
    pub label: String,
    /// How long it took, with its unit.
    pub took: String,
}

/// A cell of the truth table of tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TokenCell {
    /// What was done.
    pub was: String,
    /// `None` where it says nothing for or against.
    pub good: Option<bool>,
}

/// A row of the truth table of tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TokenRow {
    /// What was sent.
    pub what: String,
    /// What should be done with it.
    pub should: String,
    /// What validate_token did.
    pub validate: TokenCell,
    /// What the list of tests did.
    pub tests: TokenCell,
}

/// What was done with each kind of token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TokenTable {
    /// In the order in which they are shown.
    pub rows: Vec<TokenRow>,
    /// What the whole of it says; may be empty.
    pub note: String,
}

/// When a check was last green, and why it is not any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EarlierView {
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// In a sentence.
    pub because: String,
}

/// One run in the list of runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RunSummary {
    /// Rises with time.
    #[ts(type = "number")]
    pub id: i64,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub started_at: i64,
    /// How long it took.
    #[ts(type = "number")]
    pub duration_ms: i64,
    /// The verdict in one sentence.
    pub headline: String,
    /// How the headline is shown.
    pub icon: Icon,
    /// The checks that were asked; empty for all.
    pub asked: String,
    /// The set of rules.
    pub rules: String,
}

/// The runs that are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HistoryView {
    /// The latest first.
    pub runs: Vec<RunSummary>,
}

/// A check that came out differently in two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ComparisonRow {
    /// `REC-1` and so on.
    pub check_id: String,
    /// What holds, or what does not.
    pub title: String,
    /// Its state in the earlier run.
    pub before: String,
    /// How that is shown.
    pub before_icon: Icon,
    /// Its state in the later run.
    pub after: String,
    /// How that is shown.
    pub after_icon: Icon,
    /// Why, in a sentence.
    pub because: String,
}

/// What changed between two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ComparisonView {
    /// The checks that came out differently.
    pub rows: Vec<ComparisonRow>,
    /// How many did not.
    pub same: usize,
}

/// One version of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VersionView {
    /// From 1.
    pub version: u32,
    /// What it changed.
    pub text: String,
}

/// The reference page of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReferenceView {
    /// `REC-1` and so on.
    pub id: String,
    /// What holds.
    pub title: String,
    /// Required, Advice or To confirm.
    pub level_label: String,
    /// Documented by Recruitee, or our own rule.
    pub basis: String,
    /// The page of the documentation.
    pub basis_link: Option<String>,
    /// What is looked at, and how.
    pub means: String,
    /// Why it matters.
    pub why: String,
    /// An example that passes.
    pub passes: String,
    /// One that fails.
    pub example_fails: String,
    /// The latest first.
    pub versions: Vec<VersionView>,
}

/// How a verdict is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Icon {
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
#[expect(clippy::struct_excessive_bools, reason = "each says another thing of a check")]
pub struct VerdictView {
    /// `REC-1` and so on.
    pub id: String,
    /// Of the group it stands in.
    pub group: GroupName,
    /// What holds, or what does not.
    pub title: String,
    /// Its state in a word.
    pub word: String,
    /// How it is shown.
    pub icon: Icon,
    /// Where it counts.
    pub tally: Tally,
    /// `must`, `should` or `manual`.
    pub level: LevelName,
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
    pub fixed_by: String,
    /// `you`, `developer`, `recruitee` or `nobody`.
    pub fixed_by_key: FixedByName,
    /// What was seen.
    pub seen: Vec<SeenView>,
    /// Where Fix goes.
    pub target: TargetView,
    /// Whether it can be shown what was sent for it.
    pub has_exchanges: bool,
    /// Whether it can be asked again; else the rehearsal answers it.
    pub is_of_run: bool,
    /// When it was last green, for a check that fails.
    pub was_green: Option<EarlierView>,
    /// What to hand to a developer; empty when there is nothing to hand over.
    pub developer_text: String,
    /// Earlier runs were judged without it, or by an earlier version of its rule.
    pub is_new_rule: bool,
    /// Whether a person may say that it holds, or take that back.
    pub may_confirm: bool,
    /// Who says so.
    pub confirmed: Option<ConfirmedView>,
}

/// A heading with its checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GroupView {
    /// Stable.
    pub id: GroupName,
    /// In words.
    pub title: String,
    /// In the order of the catalogue.
    pub checks: Vec<VerdictView>,
}

/// The latest run, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RunView {
    /// Higher than that of each view that was read earlier since the app began.
    #[ts(type = "number")]
    pub revision: u64,
    /// Which partner.
    pub partner_id: String,
    /// Whether there was a run at all.
    pub has_run: bool,
    /// Whether the partner is ready.
    pub is_ready: bool,
    /// The verdict in one sentence.
    pub headline: String,
    /// How the headline is shown.
    pub icon: Icon,
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
    /// Required checks that don't apply, and so aren't in the meter; empty when all do.
    pub left_out: String,
    /// Failing advice.
    pub advice: usize,
    /// Manual checks to confirm.
    pub to_confirm: usize,
    /// How many checks *Check again what failed* asks again.
    pub to_recheck: usize,
    /// How many failed that the developer of the service fixes.
    pub for_developer: usize,
    /// What a newer set of rules says of this run, line by line.
    pub rules_news: Vec<String>,
    /// What was done with each kind of token.
    pub token_table: Option<TokenTable>,
    /// All checks.
    pub groups: Vec<GroupView>,
}

/// Tries one address.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TryRequest {
    /// Which partner.
    pub partner_id: String,
    /// Its key: `tests`, …
    pub url: UrlName,
}

/// What an address answered.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TryOutcome {
    /// Its key.
    pub url: UrlName,
    /// Whether it does what it should; `None` when that could not be found out.
    pub good: Option<bool>,
    /// In a sentence.
    pub sentence: String,
    /// The partner, whose preview may have changed.
    pub partner: PartnerView,
}
