//! A SQLite file of ours: how it is opened, brought to its newest schema, copied and rebuilt. A file that cannot
//! be used is moved aside and never overwritten.

mod connect;
mod copies;
mod kind;
mod names;
mod open;

pub(crate) use connect::{open_read_only, open_read_only_without_locks};
pub(crate) use copies::{conflict_copies, forget_copies, keep_copy};
pub(crate) use kind::{FileKind, Salvaged};
pub(crate) use open::open;
