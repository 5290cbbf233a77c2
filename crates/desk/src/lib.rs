//! Use cases, one per intention of the user.
//!
//! The only crate that knows all the others below the window: it takes drafts from `store`, secrets
//! from `vault`, calls through `client`, judges with `checks`, and gives back views. Nothing here knows
//! of a window; what a window must do is asked of a [`Host`].

mod activity;
mod addresses;
pub mod bindings;
mod clipboard;
mod closing;
mod commands;
mod connection;
mod context;
mod desk;
mod error;
mod evidence_names;
mod example;
mod exchange_view;
mod files;
mod history;
mod host;
mod json_lines;
mod keychain_wait;
mod ledger;
mod logo_file;
mod logs;
mod moments;
mod notices;
mod origins;
mod partner_secret;
mod partners;
mod plan;
mod plan_view;
mod preview;
mod put_back;
mod readiness;
mod readings;
mod reference;
mod report;
mod run_view;
mod runner;
mod sandbox;
mod save;
mod schedule;
mod secrets;
mod sending;
mod settings;
mod tasks;
pub mod text;
mod token_table;
mod token_view;
mod urls;
mod verdict_record;
mod wire;
mod work;

pub use commands::{COMMANDS, Command, guarded};
pub use desk::{CLIPBOARD_KEEPS, Desk, Surroundings, now};
pub use error::{FieldError, WireError};
pub use host::{Host, NoHost};
pub use logo_file::{LogoFile, convert_logo};
pub use readiness::CheckRequest;
pub use reference::{check_ids, reference_pages};
pub use report::Report;
pub use sending::LOOKS;
pub use wire::*;

pub use checks::{REHEARSAL, RULES};
pub use client::{Control, Dial, Elsewhere, Limits, LocalRoute, NOBODYS_NAME, Resolve};
pub use logo::MAX_FILE_BYTES as MAX_LOGO_BYTES;
pub use partner::{
    Address, Draft, Environment, FaultKind, FileFault, PartnerFile, PracticePurpose, PracticeServer, decode,
};
pub use redact::{Personal, TypedSecret};
pub use vault::{Fault, Keychain, Place, SystemKeychain, Vault};
