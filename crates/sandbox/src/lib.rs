//! Recruitee in a box: an imitation of the Partners API and an example partner, over HTTPS on loopback.
//!
//! It works offline, keeps its records over restarts, and can be made to misbehave. What the
//! documentation leaves open is answered leniently here; each such answer is an assumption.

mod api;
mod api_faults;
mod authority;
mod candidate_faults;
mod error;
mod example;
mod example_article;
mod example_caller;
mod example_candidates;
mod faults;
mod ids;
mod list_of_tests;
mod listener;
mod names;
mod record;
mod recruiter;
mod refusal;
mod reports;
mod server;
mod wire_faults;

pub use candidate_faults::CANDIDATE_FAULTS;
pub use faults::{FAULTS, Fault};
pub use names::{API_BASE, COMPANY_ID, SUFFIX};
pub use recruiter::RecruiterOptions;
pub use server::Sandbox;
