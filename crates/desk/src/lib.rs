//! Use cases, one per intention of the user.
//!
//! The only crate that knows all the others below the window: it takes drafts from `store`, secrets
//! from `vault`, calls through `client`, judges with `checks`, and gives back views. Nothing here knows
//! of a window; what a window must do is asked of a [`Host`].

mod app;
pub mod bindings;
mod commands;
mod connection;
mod core;
mod desk;
mod logo;
mod partners;
mod preview;
mod promotion;
mod readiness;
mod rehearsal;
mod sync;
mod tokens;
mod watch;
mod wire;

pub use crate::core::host::{Host, NoHost};
pub use app::article::{ArticleReport, ArticleSource};
pub use app::command_line::{CheckRequest, PartnerSource};
pub use app::log_files::{LOG_FOLDER, LOG_PREFIX, LOG_SUFFIX};
pub use commands::{COMMANDS, Command, guarded};
pub use desk::{CLIPBOARD_KEEPS, Dependencies, Desk, now};
pub use logo::convert::{LogoFile, LogoNote, LogoRefusal, convert_logo};
pub use promotion::verified::{PackFit, PackReport, unzip_pack, verify_pack, zip_pack};
pub use readiness::reference::{check_ids, reference_pages};
pub use readiness::report::Report;
pub use rehearsal::command_line::{RehearsalReport, SendOptions};
pub use rehearsal::contract_files::contract_file;
pub use sync::sending::OUTCOME_POLL_DELAYS;
pub use watch::command_line::{WatchOutcome, WatchReport};
pub use wire::*;

pub use ::logo::MAX_FILE_BYTES as MAX_LOGO_BYTES;
pub use ::logo_process::{LogoProcess, ProcessFault, serve_if_asked};
pub use checks::{REHEARSAL, RULES};
pub use client::{Control, Dial, Limits, LocalRoute, NOBODYS_NAME, Resolve, TestNetwork};
pub use partner::{Draft, Environment, FileFault, PartnerFile, UrlField, decode};
pub use redact::{PartnerSecret, Personal, Secret, UnparsedSecret};
pub use sandbox_api::{FaultKind, FaultSwitch, SandboxServer, TokenPurpose};
pub use vault::{Fault, Keychain, KeychainLocation, SystemKeychain, Vault};
