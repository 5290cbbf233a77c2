//! Drafts, edits, runs and activity in one SQLite file: the only crate that touches the profile.
//!
//! Each call is one transaction, synced before it returns, so that "Saved" can be said truly. Calls
//! block for a few milliseconds: not for an async thread. No secret is ever written here.

mod activity;
mod copies;
mod drafts;
mod edit_rows;
mod error;
mod found_rows;
mod history;
mod logs;
mod open;
mod partners;
mod readable_rows;
mod registrations;
mod runs;
mod salvage;
mod sandbox_file;
mod schema;
mod settings;
mod token_uses;
mod tokens;
mod writes;

pub use activity::ActivityRow;
pub use drafts::{Edited, Origin, Step};
pub use error::{MovedAside, StoreError};
pub use history::Moment;
pub use logs::Logs;
pub use open::Store;
pub use partners::PartnerRow;
pub use registrations::Registration;
pub use runs::RunRow;
pub use sandbox_file::{Authority, SandboxFile, SandboxPartner, SandboxReport};
pub use token_uses::{TokenUse, UseFilter};
pub use tokens::{PutIn, TokenKept, TokenKey, TokenNote};
pub use writes::{WriteAction, WriteRow, WriteState};

/// Milliseconds since 1970, UTC. Comes in through the edge.
pub type Millis = i64;
