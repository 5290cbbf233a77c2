//! For tests alone: what is left of a profile when the power goes or the process is killed.
//!
//! [`vfs`] stands between SQLite and the disk and notes every write and every sync; [`image`] makes from
//! those notes the files that a power cut at any of them leaves; [`writing`] is a profile being written to,
//! with what it was told to be saved; [`cuts`] and [`kills`] look whether any of that is ever lost.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

pub mod cuts;
pub mod image;
pub mod kills;
pub mod vfs;
pub mod writing;
