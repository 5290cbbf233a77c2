//! What the page is told without asking.

use crate::wire::partners::Meter;
use crate::wire::readiness::VerdictView;
use serde::Serialize;
use ts_rs::TS;

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
    /// A rehearsal went a step further.
    RehearsalMoved {
        /// Which partner.
        partner_id: String,
    },
    /// A look at a partner began or ended, or what it found was accepted.
    WatchMoved {
        /// Which partner.
        partner_id: String,
    },
    /// A service asked to wait, and the run does.
    RunWaiting {
        /// Which partner.
        partner_id: String,
        /// For whom and how long, in a sentence.
        text: String,
    },
    /// A file was opened with the app, or the app was started again.
    FileOpened {
        /// Its text.
        text: String,
    },
    /// The keychain makes somebody wait, or does so no more.
    KeychainWaiting {
        /// Whether it does.
        is_waiting: bool,
    },
    /// The keychain has answered after the person stopped waiting: what is shown of tokens may be old.
    TokensChanged {},
    /// It is known what became of a write that was open, or still not known.
    WriteSettled {
        /// Which partner.
        partner_id: String,
        /// In a sentence.
        text: String,
    },
    /// The window is to be closed while something would be lost: the person is to be asked.
    CloseAsked {
        /// What would be lost, in a sentence.
        text: String,
    },
    /// A secret that was copied is on the clipboard no more.
    ClipboardCleared {
        /// In a sentence.
        text: String,
    },
}
