//! Drives the real window: a display, a bus, a keychain and a driver of its own for each session, so
//! that nothing of the person's own desktop is touched.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a journey that cannot go on has failed")]

mod machine;
mod practice;
mod window;

pub use machine::Machine;
pub use practice::practice;
pub use window::{Key, Window};
