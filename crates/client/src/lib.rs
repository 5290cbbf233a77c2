//! HTTP under one policy, the only crate that speaks it.
//!
//! [`PartnersApi`] talks to Recruitee or its imitation; [`Probe`] calls the partner's live addresses
//! as Recruitee would. Both go through a [`Network`], which fixes whom a call may reach, how long it
//! may take and who is told of it. Secrets are handed over per call and go to their origin only.

mod api;
mod api_error;
mod connect;
mod control;
mod control_seen;
mod dial;
mod error_body;
mod exchange;
mod hints;
mod http;
mod network;
mod partner_path;
mod probe;
mod ranges;
mod reports;
mod request;
mod retry;
mod secret_tried;
mod stall;
mod tls;
mod underway;
mod unpack;

pub use api::PartnersApi;
pub use api_error::{ApiError, from_answer};
pub use control::NOBODYS_NAME;
pub use control_seen::Control;
pub use dial::date as http_date;
pub use error_body::FieldMessage;
pub use evidence::{AddressRange, Answer, Certificate, OurFault, ProbeError, Reach, TlsError};
pub use exchange::{Carried, Exchange, HANDSHAKE, Phases, Recorder};
pub use network::{Dial, Limits, LocalRoute, Names, Network, RC_BASE, Resolve, SystemResolver, TestNetwork};
pub use partner_path::PartnerPath;
pub use probe::{Follow, Probe, ProbeRequest};
pub use ranges::range_of;
pub use request::{Asking, Bearer};
pub use secret_tried::SecretTried;
