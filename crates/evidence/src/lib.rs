//! What a probe can see: the client makes it, the checks judge it.
//!
//! Each kind of fault is declared here once. Its name in JSON is part of what is stored with a run, and
//! stays when a variant is renamed (`serde(rename)`).

mod address_range;
mod answer;
mod local_fault;
mod probe_error;
mod reach;
mod report_update;
mod tls_error;

pub use address_range::AddressRange;
pub use answer::{Answer, Redirect};
pub use local_fault::OurFault;
pub use probe_error::{NotSent, ProbeError};
pub use reach::{Certificate, Reach};
pub use report_update::{ReportRefusal, ReportUpdate};
pub use tls_error::TlsError;
