//! The names by which the Sandbox is reached.

/// Names below this one are known to our own dialer only; `.invalid` is reserved and never resolves.
pub const SUFFIX: &str = "sandbox.partner-desk.invalid";
/// Where the Sandbox's Partners API begins.
pub const API_BASE: &str = "https://api.sandbox.partner-desk.invalid/api/";
/// The example partner's own host.
pub(crate) const EXAMPLE_HOST: &str = "harbour.sandbox.partner-desk.invalid";
/// The company to which the Sandbox's tokens belong.
pub const COMPANY_ID: &str = "10001";
