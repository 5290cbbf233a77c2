//! Recruitee in a box: an imitation of the Partners API and an example partner, over HTTPS on loopback.
//!
//! It works offline, keeps its records over restarts, and can be made to misbehave. What the
//! documentation leaves open is answered leniently here; each such answer is an assumption.

mod api;
mod api_faults;
mod authority;
mod example;
mod faults;
mod list_of_tests;
mod record;
mod server;
mod wire_faults;

pub use faults::{FAULTS, Fault};
pub use server::Sandbox;

/// Names below this one are known to our own dialer only; `.invalid` is reserved and never resolves.
pub const SUFFIX: &str = "sandbox.partner-desk.invalid";
/// Where the Sandbox's Partners API begins.
pub const API_BASE: &str = "https://api.sandbox.partner-desk.invalid/api/";
/// The example partner's own host.
pub(crate) const EXAMPLE_HOST: &str = "harbour.sandbox.partner-desk.invalid";
/// The company to which the Sandbox's tokens belong.
pub const COMPANY_ID: &str = "10001";
