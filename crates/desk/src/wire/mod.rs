//! The types that cross the boundary to the page. Domain types never do: these are their twins.
#![expect(missing_docs, reason = "the names say it; what they do not say has a line of its own")]

mod closed_set;
pub(crate) mod error;
mod error_code;
pub(crate) mod keychain_steps;

mod app;
mod confirm;
mod connection;
mod draft_history;
mod event;
mod files;
mod logo;
mod names;
mod partners;
mod preview;
mod promotion;
mod readiness;
mod rehearsal;
mod sync;
mod tokens;
mod watch;

pub use app::*;
pub use confirm::*;
pub use connection::*;
pub use draft_history::*;
pub use error::{FieldError, WireError};
pub use error_code::*;
pub use event::*;
pub use files::*;
pub use logo::*;
pub use names::*;
pub use partners::*;
pub use preview::*;
pub use promotion::*;
pub use readiness::*;
pub use rehearsal::*;
pub use sync::*;
pub use tokens::*;
pub use watch::*;
