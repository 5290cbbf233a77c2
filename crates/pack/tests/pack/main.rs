//! The evidence pack from the outside: its files, and what becomes of those that somebody changed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod archive;
mod caveats;
mod hashes;
mod page;
mod requests;
mod samples;
mod schema;
mod verify;
