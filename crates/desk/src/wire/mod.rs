//! The types that cross the boundary to the page. Domain types never do: these are their twins.

pub(crate) mod error;

mod app;
mod connection;
mod partners;
mod readiness;
mod sync;

pub use app::*;
pub use connection::*;
pub use partners::*;
pub use readiness::*;
pub use sync::*;
