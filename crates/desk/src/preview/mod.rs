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
    /// What each service last answered. Read from the latest run when a partner is first shown; where another window
    /// does the runs, each time.
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
    pub(crate) async fn note(&self, context: &PartnerSnapshot, evidence: &KeptEvidence) {
        let Some(environment) = context.environment() else { return };
        let before = self.seen(context).await;
        let newer = ServiceSeen::of(evidence, &context.subject(), self.core.now());
        let mut all = self.seen.lock();
        all.entry((context.row.id.clone(), environment)).or_insert(before).renew(newer);
    }

    async fn seen(&self, context: &PartnerSnapshot) -> ServiceSeen {
        let Some(environment) = context.environment() else { return ServiceSeen::default() };
        let key = (context.row.id.clone(), environment);
        if let Some(seen) = self.seen.lock().get(&key) {
            return seen.clone();
        }
        let id = key.0.clone();
        // A preview that cannot read what was seen shows that nothing was, and looks again next time.
        let Ok(run) = self.core.read(move |store| store.latest_run(&id, Some(environment))).await else {
            return ServiceSeen::default();
        };
        let seen = run.as_ref().map(ServiceSeen::of_run).unwrap_or_default();
        if self.core.store.is_read_only() {
            return seen;
        }
        // What came in meanwhile is newer.
        self.seen.lock().entry(key).or_insert(seen).clone()
    }
}
