//! The watch after the promotion.

use crate::wire::Icon;
use crate::wire::closed_set::{closed_set, domain_set};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

closed_set! {
    /// How often a partner is looked at.
    WatchInterval {
        Off = "off",
        SixHours = "six_hours",
        Day = "day",
        Week = "week",
    }
}

domain_set! {
    /// What a watch finds.
    WatchKindName of checks::WatchKind, by checks::WatchKind::key
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WatchFindingView {
    /// What.
    pub kind: WatchKindName,
    /// In a few words.
    pub title: String,
    /// What was seen.
    pub sentence: String,
    /// How it is shown.
    pub icon: Icon,
}

/// How a partner is watched, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WatchView {
    /// Later views have a higher one.
    #[ts(type = "number")]
    pub revision: u64,
    /// Which partner.
    pub partner_id: String,
    /// How often it is looked at.
    pub every: WatchInterval,
    /// When it was last looked at, in milliseconds since 1970.
    #[ts(type = "number | null")]
    pub looked_at: Option<i64>,
    /// When it is looked at next.
    #[ts(type = "number | null")]
    pub next_at: Option<i64>,
    /// The gravest first.
    pub findings: Vec<WatchFindingView>,
    /// What could not be looked at, and why.
    pub unknown: Vec<String>,
    /// It is being looked at.
    pub is_looking: bool,
    /// Something changed that a person may accept as it is now.
    pub may_accept: bool,
    /// Why it can't be watched now; empty where it can.
    pub obstacle: String,
    /// The URLs that are watched belong to a partner in the Sandbox.
    pub is_practice: bool,
}

/// Sets how often a partner is looked at.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WatchRequest {
    /// Which partner.
    pub partner_id: String,
    /// How often.
    pub every: WatchInterval,
}

/// Accepts what changed, as the person read it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WatchAccept {
    /// Which partner.
    pub partner_id: String,
    /// When the look was made that the person read.
    #[ts(type = "number")]
    pub looked_at: i64,
}
