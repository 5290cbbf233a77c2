//! What a recruiter remembers: dialogs that are open, and candidates that were sent.

use crate::names::{API_BASE, SUFFIX};
use crate::recruiter::dialog::{self, Dialog};
use crate::recruiter::held_partner::Partners;
use crate::recruiter::obstacle::Obstacle;
use crate::recruiter::send::{Choice, send};
use crate::recruiter::sent::SentCandidate;
use crate::recruiter::step::Calls;
use crate::reports::{Reports, shown};
use crate::wire_faults;
use client::{LocalRoute, Network};
use parking_lot::Mutex;
use redact::UnparsedSecret;
use serde_json::Value;
use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use store::StoreError;
use url::Url;

/// So many dialogs and candidates are remembered.
const REMEMBERED: usize = 50;
/// Between two looks for a report.
const LOOKS_APART: Duration = Duration::from_millis(200);

/// What a recruiter needs from whoever starts the Sandbox.
#[derive(Clone, Default)]
pub struct RecruiterOptions {
    /// The partner that is played where none is named.
    pub codename: Option<String>,
    /// Its customer token; each request may bring its own. It is sent to no other partner.
    pub customer_token: Option<UnparsedSecret>,
}

/// The recruiter of a running Sandbox.
pub(crate) struct Recruiter {
    partners: Partners,
    calls: Calls,
    dialogs: Mutex<VecDeque<Arc<Dialog>>>,
    sent: Mutex<VecDeque<Arc<SentCandidate>>>,
}

fn remember<T>(kept: &Mutex<VecDeque<Arc<T>>>, one: &Arc<T>) {
    let mut kept = kept.lock();
    if kept.len() == REMEMBERED {
        kept.pop_front();
    }
    kept.push_back(one.clone());
}

/// Reads off the async threads: each read may wait for a write.
async fn read<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(StoreError::Unexpected("the thread of a read ended".into())))
}

impl Recruiter {
    /// One that reaches the Sandbox's own names at `listens_at`.
    pub(crate) fn new(
        reports: Reports,
        listens_at: SocketAddr,
        authority: Vec<u8>,
        options: RecruiterOptions,
    ) -> Self {
        let held = reports.file.clone();
        let moved = move |host: &str| wire_faults::whereabouts(host, &held, listens_at);
        let route = LocalRoute {
            suffix: SUFFIX.into(),
            listens_at,
            authority: authority.into(),
            moved_names: Some(Arc::new(moved)),
        };
        #[expect(clippy::expect_used, reason = "a constant that a test reads")]
        let base = Url::parse(API_BASE).expect("the base of the Sandbox is a URL");
        let network = Network::sandbox(base, route, Arc::new(|_| {}));
        let RecruiterOptions { codename, customer_token } = options;
        let partners = Partners::new(reports.file.clone(), codename, customer_token);
        let calls = Calls { network, reports };
        Self { partners, calls, dialogs: Mutex::default(), sent: Mutex::default() }
    }

    /// The codenames that it can play, the sample's among them.
    pub(crate) fn codenames(&self) -> Result<Vec<String>, StoreError> {
        self.partners.codenames()
    }

    /// Turns the integration of a partner on and opens the dialog, as far as its service lets it.
    pub(crate) async fn open(
        &self,
        codename: Option<&str>,
        token: Option<UnparsedSecret>,
    ) -> Result<Arc<Dialog>, Obstacle> {
        let held = self.partners.hold(codename, token).await?;
        let dialog = Arc::new(dialog::open(&self.calls, held).await?);
        remember(&self.dialogs, &dialog);
        Ok(dialog)
    }

    /// A dialog that was opened.
    pub(crate) fn dialog(&self, id: &str) -> Result<Arc<Dialog>, Obstacle> {
        self.dialogs.lock().iter().find(|dialog| dialog.id == id).cloned().ok_or(Obstacle::Gone)
    }

    /// Sends one candidate from a dialog: once, however often it is asked to.
    pub(crate) async fn send(
        self: &Arc<Self>,
        dialog: Arc<Dialog>,
        choice: Choice,
    ) -> Result<Arc<SentCandidate>, Obstacle> {
        let own = self.clone();
        // A task of its own: a browser that is closed meanwhile must not make the dialog forget that it was sent.
        let sending = tokio::spawn(async move {
            // Who comes second waits for the first, and sees what came of it.
            let mut before = dialog.sent.lock().await;
            if let Some(sent) = &*before {
                return Ok(sent.clone());
            }
            let sent = Arc::new(send(&own.calls, &dialog, choice).await?);
            *before = Some(sent.clone());
            remember(&own.sent, &sent);
            Ok(sent)
        });
        sending.await.unwrap_or(Err(Obstacle::Gone))
    }

    /// What was sent with that report.
    pub(crate) fn sent(&self, report_id: &str) -> Result<Arc<SentCandidate>, Obstacle> {
        self.sent
            .lock()
            .iter()
            .find(|sent| sent.candidate.report_id == report_id)
            .cloned()
            .ok_or(Obstacle::Gone)
    }

    /// The newest first.
    pub(crate) fn all_sent(&self) -> Vec<Arc<SentCandidate>> {
        self.sent.lock().iter().rev().cloned().collect()
    }

    /// The candidate's reports as the Sandbox holds them.
    pub(crate) async fn reports_of(&self, sent: &Arc<SentCandidate>) -> Result<Vec<Value>, StoreError> {
        let (file, sent) = (self.calls.reports.file.clone(), sent.clone());
        read(move || sent.reports(&file)).await
    }

    /// Waits until the report has ended, but no longer than that.
    pub(crate) async fn wait_for_report(
        &self,
        sent: &Arc<SentCandidate>,
        wait: Duration,
    ) -> Result<(), StoreError> {
        let began = Instant::now();
        while sent.was_accepted && began.elapsed() < wait {
            let (file, id) = (self.calls.reports.file.clone(), sent.candidate.report_id.clone());
            let report = read(move || file.report(&id)).await?;
            if sent.has_ended(report.iter().map(shown).collect()) {
                break;
            }
            tokio::time::sleep(LOOKS_APART).await;
        }
        Ok(())
    }
}
