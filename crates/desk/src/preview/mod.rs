//! What a customer sees of a partner: the labels of Recruitee, filled in with the draft and with what the partner's
//! service last answered.

mod seen;
pub(crate) mod view;

use crate::core::Core;
use crate::core::snapshot::PartnerSnapshot;
use crate::wire::PreviewView;
use checks::KeptEvidence;
use parking_lot::Mutex;
use partner::Environment;
use seen::ServiceSeen;
use std::{collections::HashMap, sync::Arc};

pub(crate) struct Preview {
    core: Arc<Core>,
    /// What each service last answered. Read from the latest run when a partner is first shown.
    seen: Mutex<HashMap<(String, Environment), ServiceSeen>>,
}

impl Preview {
    pub(crate) fn new(core: Arc<Core>) -> Arc<Self> {
        Arc::new(Self { core, seen: Mutex::default() })
    }

    /// What a customer sees of a partner as it stands.
    pub(crate) async fn view(&self, context: &PartnerSnapshot) -> PreviewView {
        view::preview(context, &self.seen(context).await)
    }

    /// Takes in what the service answered just now.
    pub(crate) fn note(&self, context: &PartnerSnapshot, evidence: &KeptEvidence) {
        let Some(environment) = context.environment() else { return };
        let seen = ServiceSeen::of(evidence, &context.subject(), self.core.now());
        let mut all = self.seen.lock();
        all.entry((context.row.id.clone(), environment)).or_default().renew(seen);
    }

    async fn seen(&self, context: &PartnerSnapshot) -> ServiceSeen {
        let Some(environment) = context.environment() else { return ServiceSeen::default() };
        let key = (context.row.id.clone(), environment);
        if let Some(seen) = self.seen.lock().get(&key) {
            return seen.clone();
        }
        let id = key.0.clone();
        let run = self.core.read(move |store| store.latest_run(&id, environment)).await.ok().flatten();
        let seen = run.as_ref().map(ServiceSeen::of_run).unwrap_or_default();
        // What came in meanwhile is newer.
        self.seen.lock().entry(key).or_insert(seen).clone()
    }
}
