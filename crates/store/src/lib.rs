//! Drafts, edits, runs and activity in one SQLite file: the only crate that touches the profile.
//!
//! What is read together is read by [`Store::read`], what is written together by [`Store::transaction`], which
//! is synced before it returns, so that "Saved" can be said truly. Both block for a few milliseconds: not for an
//! async thread. No secret is ever written here.

mod activity;
mod conditions;
mod confirmations;
mod drafts;
mod edit_rows;
mod error;
mod file;
mod found_rows;
mod history;
mod logs;
mod partners;
mod profile;
mod promotion;
mod readable_rows;
mod registrations;
mod rehearsals;
mod runs;
mod salvage;
mod sandbox_file;
mod schema;
mod settings;
mod time;
mod token_key;
mod token_uses;
mod tokens;
mod transaction;
mod watches;
mod writes;

pub use activity::{ActivityFilter, ActivityRow, CallOutcome};
pub use confirmations::Confirmation;
pub use drafts::{EditSource, Edited, Step};
pub use error::{MovedAside, StoreError};
pub use history::Revision;
pub use logs::Logs;
pub use partners::PartnerRow;
pub use profile::Store;
pub use promotion::{PromotionEvent, PromotionStep};
pub use registrations::Registration;
pub use rehearsals::{RehearsalCall, RehearsalRow};
pub use runs::RunRow;
pub use sandbox_file::{Authority, SandboxFile, SandboxPartner, SandboxReport, SandboxUpdate};
pub use time::Millis;
pub use token_key::TokenKey;
pub use token_uses::{TokenUse, UseFilter};
pub use tokens::{PutIn, TokenKept, TokenNote};
pub use transaction::{Snapshot, Transaction};
pub use watches::WatchRow;
pub use writes::{WriteAction, WriteRow, WriteState};
