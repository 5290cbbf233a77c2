//! A scripted recruiter: a customer of Recruitee who turns a partner's integration on, opens the send dialog and
//! sends one candidate. Partners drive their own service with it, from a script or from a page in the browser.
//!
//! It judges nothing: it tells what the customer would see. Candidates are kept in memory alone.

mod as_json;
mod dialog;
mod guard;
mod held_partner;
mod obstacle;
mod page;
mod pages;
mod send;
mod sent;
mod state;
mod step;

mod web;

pub(crate) use state::Recruiter;
pub use state::RecruiterOptions;
pub(crate) use web::router;
