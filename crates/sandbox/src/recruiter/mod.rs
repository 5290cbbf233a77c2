//! A scripted recruiter: a customer of Recruitee who turns a partner's integration on, opens the send dialog and
//! sends one candidate. Partners drive their own service with it, from a script or from a page in the browser.
//!
//! It judges nothing: it tells what the customer would see. Whom was sent is kept in memory alone.

mod dialog;
mod guard;
mod held_partner;
mod obstacle;
mod page;
mod pages;
mod send;
mod step;
mod told;
mod web;

use crate::example::file;
use crate::names::{API_BASE, SUFFIX};
use crate::reports::Reports;
use crate::wire_faults;
use client::{LocalRoute, Network};
use dialog::Dialog;
use parking_lot::Mutex;
use redact::UnparsedSecret;
use send::Sent;
use std::{collections::VecDeque, net::SocketAddr, sync::Arc};
use store::StoreError;
use url::Url;

pub(crate) use web::router;

/// So many dialogs and candidates are remembered.
const REMEMBERED: usize = 50;

/// What a recruiter needs from whoever starts the Sandbox.
#[derive(Default)]
pub struct RecruiterOptions {
    /// The customer token of the partners that are not the sample; each request may bring its own.
    pub customer_token: Option<UnparsedSecret>,
}

/// The recruiter of a running Sandbox.
pub(crate) struct Recruiter {
    reports: Reports,
    network: Network,
    options: RecruiterOptions,
    dialogs: Mutex<VecDeque<Arc<Dialog>>>,
    sent: Mutex<VecDeque<Arc<Sent>>>,
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
        Self { reports, network, options, dialogs: Mutex::default(), sent: Mutex::default() }
    }

    fn remember<T>(kept: &Mutex<VecDeque<Arc<T>>>, one: &Arc<T>) {
        let mut kept = kept.lock();
        if kept.len() == REMEMBERED {
            kept.pop_front();
        }
        kept.push_back(one.clone());
    }

    /// The codenames that it can play, the sample's among them.
    fn codenames(&self) -> Result<Vec<String>, StoreError> {
        let mut codenames = self.reports.file.codenames()?;
        let sample = file().draft.codename;
        if !codenames.contains(&sample) {
            codenames.push(sample);
        }
        Ok(codenames)
    }
}
