//! What a recruiter remembers: dialogs that are open, and candidates that were sent.

use crate::names::{API_BASE, SUFFIX};
use crate::recruiter::dialog::{self, Dialog};
use crate::recruiter::held_partner::Partners;
use crate::recruiter::obstacle::Obstacle;
use crate::recruiter::send::{Choice, send};
use crate::recruiter::sent::Sent;
use crate::recruiter::step::Calls;
use crate::reports::Reports;
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
#[derive(Default)]
pub struct RecruiterOptions {
    /// The customer token of the partners that are not the sample; each request may bring its own.
    pub customer_token: Option<UnparsedSecret>,
}

/// The recruiter of a running Sandbox.
pub(crate) struct Recruiter {
    partners: Partners,
    calls: Calls,
    dialogs: Mutex<VecDeque<Arc<Dialog>>>,
    sent: Mutex<VecDeque<Arc<Sent>>>,
}

fn remember<T>(kept: &Mutex<VecDeque<Arc<T>>>, one: &Arc<T>) {
    let mut kept = kept.lock();
    if kept.len() == REMEMBERED {
        kept.pop_front();
    }
    kept.push_back(one.clone());
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
        let partners = Partners { file: reports.file.clone(), customer_token: options.customer_token };
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
    pub(crate) async fn send(&self, dialog: &Dialog, choice: Choice) -> Result<Arc<Sent>, Obstacle> {
        // Who comes second waits for the first, and sees what came of it.
        let mut before = dialog.sent.lock().await;
        if let Some(sent) = &*before {
            return Ok(sent.clone());
        }
        let sent = Arc::new(send(&self.calls, dialog, choice).await?);
        *before = Some(sent.clone());
        remember(&self.sent, &sent);
        Ok(sent)
    }

    /// What was sent with that report.
    pub(crate) fn sent(&self, report_id: &str) -> Result<Arc<Sent>, Obstacle> {
        self.sent.lock().iter().find(|sent| sent.whom.report_id == report_id).cloned().ok_or(Obstacle::Gone)
    }

    /// The newest first.
    pub(crate) fn all_sent(&self) -> Vec<Arc<Sent>> {
        self.sent.lock().iter().rev().cloned().collect()
    }

    /// The candidate's reports as the Sandbox holds them.
    pub(crate) fn reports_of(&self, sent: &Sent) -> Result<Vec<Value>, StoreError> {
        sent.reports(&self.calls.reports.file)
    }

    /// Waits until the report has ended, but no longer than that.
    pub(crate) async fn wait_for_report(&self, sent: &Sent, wait: Duration) -> Result<(), StoreError> {
        let began = Instant::now();
        while sent.was_accepted && began.elapsed() < wait && !sent.has_ended(self.reports_of(sent)?) {
            tokio::time::sleep(LOOKS_APART).await;
        }
        Ok(())
    }
}
