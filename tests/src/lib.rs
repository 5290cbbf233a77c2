//! Drives the real window: a display, a bus, a keychain and a driver of its own for each session, so
//! that nothing of the person's own desktop is touched.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a journey that cannot go on has failed")]

mod chromium;
mod close_button;
pub mod contract;
mod machine;
mod sandbox_desk;
mod search;
pub mod services;
mod window;

pub use machine::{KeychainState, Machine};
pub use sandbox_desk::sandbox_desk;
pub use search::{Hit, Search};
pub use window::{Key, Window};

use std::sync::{Mutex, MutexGuard, PoisonError};

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Journeys of one program wait for each other: each session has the machine to itself.
pub fn alone() -> MutexGuard<'static, ()> {
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}
