//! What the core needs of a Sandbox. It is a crate of its own so that the core, which uses one, and the Sandbox,
//! which is one, do not depend on each other.

use evidence::ReportUpdate;
use partner::PartnerFile;
use redact::UnparsedSecret;
use std::{future::Future, net::SocketAddr, pin::Pin};

/// The way to a running Sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxRoute {
    /// Where its Partners API begins; a name that only our dialer knows.
    pub api_base: String,
    /// Every name below this one leads there.
    pub suffix: String,
    /// Where it listens, on loopback.
    pub listens_at: SocketAddr,
    /// Its certificate authority, DER.
    pub authority: Vec<u8>,
    /// The company that its tokens belong to.
    pub company_id: String,
}

/// What a token of the Sandbox is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenPurpose {
    /// The Sandbox's Partners API.
    Personal,
    /// The example partner's own addresses.
    Customer,
}

/// What is faulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// What the service answers, and to whom.
    Service,
    /// The certificate or the handshake.
    Tls,
    /// The name, the way there, or the connection.
    Network,
    /// Nothing: the service is unusual, and right.
    Unusual,
    /// What the service does with a candidate, and what it reports.
    Candidate,
    /// Recruitee's side of a save, or the way there.
    Recruitee,
}

impl FaultKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Service, Self::Candidate, Self::Tls, Self::Network, Self::Unusual, Self::Recruitee];

    /// Its name in keys of the catalogue of texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Tls => "tls",
            Self::Network => "network",
            Self::Unusual => "unusual",
            Self::Candidate => "candidate",
            Self::Recruitee => "recruitee",
        }
    }
}

/// A fault of the example partner, or of Recruitee, that can be switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultSwitch {
    /// Its name.
    pub name: &'static str,
    /// What is faulty.
    pub kind: FaultKind,
    /// Checks that must fail while it is on.
    pub fails: &'static [&'static str],
    /// Checks that cannot be judged while it is on.
    pub unknown: &'static [&'static str],
    /// Whether it is on.
    pub is_on: bool,
}

/// A failure, in words for the log: the Sandbox has no faults that the person could mend otherwise
/// than by starting it again.
pub type SandboxFailure = String;

/// A Sandbox that can be started on demand.
pub trait SandboxServer: Send + Sync {
    /// Starts it, or gives the way to the one that runs.
    fn start<'a>(&'a self)
    -> Pin<Box<dyn Future<Output = Result<SandboxRoute, SandboxFailure>> + Send + 'a>>;
    /// A fresh token that it lets in from now on.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn mint(&self, purpose: TokenPurpose) -> Result<UnparsedSecret, SandboxFailure>;
    /// The sample partner.
    fn example(&self) -> PartnerFile;
    /// Where a host below its name is for now, when a fault moves it; `None` for the usual place, nothing
    /// when there is no such name.
    fn whereabouts(&self, host: &str) -> Option<Vec<SocketAddr>>;
    /// Makes the report of a candidate that is about to be sent, and gives its ID.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn add_report(&self, codename: &str, candidate_id: &str) -> Result<String, SandboxFailure>;
    /// What a partner's service sent to the Sandbox about a report, and since it was made about reports that there
    /// are not; the oldest first.
    ///
    /// # Errors
    /// When its file cannot be read.
    fn report_updates(&self, codename: &str, report_id: &str) -> Result<Vec<ReportUpdate>, SandboxFailure>;
    /// Forgets a candidate's reports, with all that was sent about them.
    ///
    /// # Errors
    /// When its file cannot be written.
    fn forget_reports(&self, codename: &str, candidate_id: &str) -> Result<(), SandboxFailure>;
    /// The way to it, once it was started.
    fn route(&self) -> Option<SandboxRoute>;
    /// The certificate of its authority as PEM, for callers from outside; `None` before it was started.
    fn authority_pem(&self) -> Option<String>;
    /// Whether it runs.
    fn is_running(&self) -> bool;
    /// How many partners it holds.
    ///
    /// # Errors
    /// When its file cannot be read.
    fn count_partners(&self) -> Result<u32, SandboxFailure>;
    /// Its faults.
    ///
    /// # Errors
    /// When its file cannot be read.
    fn faults(&self) -> Result<Vec<FaultSwitch>, SandboxFailure>;
    /// Switches a fault on or off.
    ///
    /// # Errors
    /// When there is no such fault or its file cannot be written.
    fn set_fault(&self, name: &str, on: bool) -> Result<(), SandboxFailure>;
    /// Forgets every partner and switches every fault off.
    ///
    /// # Errors
    /// When its file cannot be written.
    fn reset(&self) -> Result<(), SandboxFailure>;
}
