//! The types that cross the boundary to the page. Domain types never do: these are their twins.

pub(crate) mod error;
pub(crate) mod keychain_steps;

mod app;
mod connection;
mod draft_history;
mod event;
mod files;
mod logo;
mod partners;
mod readiness;
mod sync;
mod tokens;

pub use app::*;
pub use connection::*;
pub use draft_history::*;
pub use error::{FieldError, WireError};
pub use event::*;
pub use files::*;
pub use logo::*;
pub use partners::*;
pub use readiness::*;
pub use sync::*;
pub use tokens::*;
