//! The types that cross the boundary to the page. Domain types never do: these are their twins.

mod connection;
mod partner;
mod readiness;
mod save;
mod shell;

pub use connection::*;
pub use partner::*;
pub use readiness::*;
pub use save::*;
pub use shell::*;
