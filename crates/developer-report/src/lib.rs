//! What failed, as the developer of a partner's service is told: as text for a message, and as a page that is opened
//! in a browser and printed.
//!
//! A function of its input: no disk, no network, no clock. Nothing here judges: the caller hands over what was found,
//! with secrets taken out.

mod fault;
mod page;
mod report;

pub use fault::{Fault, Seen};
pub use report::DeveloperReport;
