//! The core over a Sandbox of its own, without a window: for benches.

use desk::{Dependencies, Desk, NoHost, Vault, now};
use sandbox::Sandbox;
use std::{path::Path, sync::Arc};

/// Opens the core in an empty folder, with tokens for this session alone.
///
/// # Panics
/// When the folder cannot be written.
pub fn sandbox_desk(folder: &Path) -> (Arc<Desk>, Arc<Sandbox>) {
    let sandbox = Arc::new(Sandbox::new(folder.to_owned(), 0, now));
    let desk = Desk::open(Dependencies {
        folder: folder.to_owned(),
        vault: Vault::for_this_session(),
        sandbox: sandbox.clone(),
        host: Arc::new(NoHost),
        clock: now,
        rc: None,
        clipboard_keeps: desk::CLIPBOARD_KEEPS,
        outcome_polls: desk::OUTCOME_POLL_DELAYS,
    });
    (desk.expect("an empty folder can be opened"), sandbox)
}
