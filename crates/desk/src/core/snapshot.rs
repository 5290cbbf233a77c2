//! A partner with all that is known of it on this computer, read at once: what views are made from.

use crate::core::verdict_record::VerdictRecord;
use crate::desk::Desk;
use crate::readiness::history::records;
use crate::{EnvironmentName, WireError};
use checks::{CATALOGUE, Check, State, Subject};
use partner::{Draft, Environment, Field, differing};
use serde_json::Value;
use std::sync::atomic::Ordering;
use store::{Millis, PartnerRow, Registration, RunRow, Step, Store, StoreError, WriteAction, WriteRow};

/// One partner, as the store has it.
pub(crate) struct Context {
    pub(crate) row: PartnerRow,
    pub(crate) draft: Draft,
    /// In the chosen environment; empty while none is chosen.
    pub(crate) registration: Registration,
    pub(crate) confirmed: Vec<String>,
    pub(crate) run: Option<RunRow>,
    pub(crate) undo: Option<Step>,
    pub(crate) redo: Option<Step>,
    /// Fields that the last step repaired, with what they held before.
    pub(crate) repaired: Vec<(Field, Value)>,
    /// A write in the chosen environment of which nobody knows what became of it.
    pub(crate) open_write: Option<WriteRow>,
    /// Told apart from what was read earlier: a page keeps the one that was read last.
    pub(crate) revision: u64,
}

impl Context {
    /// All but what was sent and answered in the latest run: that may be long, and few views show it.
    pub(crate) fn read(store: &Store, id: &str) -> Result<Self, StoreError> {
        Self::read_with(store, id, Store::latest_verdicts)
    }

    /// The same with what was sent and answered.
    pub(crate) fn read_whole(store: &Store, id: &str) -> Result<Self, StoreError> {
        Self::read_with(store, id, Store::latest_run)
    }

    fn read_with(
        store: &Store,
        id: &str,
        latest: fn(&Store, &str, Environment) -> Result<Option<RunRow>, StoreError>,
    ) -> Result<Self, StoreError> {
        let row = store.partner(id)?;
        let (registration, run) = match row.environment {
            Some(environment) => (store.registration(id, environment)?, latest(store, id, environment)?),
            None => (Registration::default(), None),
        };
        let (undo, redo) = store.steps(id)?;
        let open_write = store
            .open_writes()?
            .into_iter()
            // A new secret that nobody knows of stands in the way of nothing.
            .find(|write| {
                write.partner_id == id
                    && Some(write.environment) == row.environment
                    && write.action != WriteAction::Regenerate
            });
        Ok(Self {
            draft: locked_draft(store, id, &registration)?,
            confirmed: store.confirmations(id)?,
            repaired: store.last_repair(id)?,
            row,
            registration,
            run,
            undo,
            redo,
            open_write,
            revision: 0,
        })
    }

    pub(crate) fn environment(&self) -> Option<Environment> {
        self.row.environment
    }

    /// What the checks read of it.
    pub(crate) fn subject(&self) -> Subject {
        let mark = |at: Option<Millis>| at.map(|at| at.to_string());
        Subject {
            draft: self.draft.clone(),
            environment: self.environment(),
            company_id: self.registration.company_id.trim().to_owned(),
            personal_token_mark: mark(self.registration.personal_token_at),
            partner_secret_mark: mark(self.registration.partner_secret_at),
            customer_token_mark: mark(self.registration.customer_token_at),
            last_seen: self.registration.last_seen.clone(),
            confirmed: self.confirmed.iter().cloned().collect(),
        }
    }

    /// Fields in which the draft differs from what the server was last seen to hold.
    pub(crate) fn differs(&self) -> Option<Vec<Field>> {
        self.registration.last_seen.as_ref().map(|seen| differing(&self.draft, seen))
    }

    /// The verdicts of the latest run as they stand now: what an input of has changed is out of date, and
    /// a person's word counts at once.
    pub(crate) fn verdicts(&self) -> Vec<VerdictRecord> {
        let Some(run) = &self.run else { return Vec::new() };
        let subject = self.subject();
        let kept = records(run);
        CATALOGUE.iter().map(|check| standing(check, &kept, &subject)).collect()
    }
}

/// A check as it stands: its kept verdict, out of date when anything it reads, or its rule, has changed;
/// open when it was never judged.
fn standing(check: &Check, kept: &[VerdictRecord], subject: &Subject) -> VerdictRecord {
    let found = kept.iter().find(|verdict| verdict.id == check.id).cloned();
    let mut verdict = found.unwrap_or_else(|| VerdictRecord::unjudged(check));
    if check.level == checks::Level::Manual {
        verdict.confirm(subject.confirmed.contains(check.id));
    } else if verdict.is_judged()
        && (verdict.version != check.version || verdict.inputs_hash != check.inputs_hash(subject))
    {
        verdict.state = VerdictRecord::key(State::Stale);
        // What was advice then may be a fault now.
        check.level.key().clone_into(&mut verdict.level);
    }
    verdict
}

/// The draft; undo may go back behind the registration, the key does not.
fn locked_draft(store: &Store, id: &str, registration: &Registration) -> Result<Draft, StoreError> {
    let mut draft = store.draft(id)?;
    if let Some(codename) = &registration.codename {
        draft.codename.clone_from(codename);
    }
    Ok(draft)
}

impl Desk {
    pub(crate) async fn context(&self, id: &str) -> Result<Context, WireError> {
        self.read_context(id, Context::read).await
    }

    /// With what was sent and answered in the latest run.
    pub(crate) async fn whole_context(&self, id: &str) -> Result<Context, WireError> {
        self.read_context(id, Context::read_whole).await
    }

    async fn read_context(
        &self,
        id: &str,
        read: fn(&Store, &str) -> Result<Context, StoreError>,
    ) -> Result<Context, WireError> {
        let (id, unwritten) = (id.to_owned(), self.unwritten.clone());
        // Before it is read: what has a higher one was not read earlier.
        let revision = self.revision.fetch_add(1, Ordering::Relaxed);
        self.with_store(move |store| {
            let mut context = read(store, &id)?;
            context.open_write = context.open_write.filter(|write| !unwritten.has_settled(write.id));
            context.revision = revision;
            Ok(context)
        })
        .await
    }
}

impl From<Environment> for EnvironmentName {
    fn from(environment: Environment) -> Self {
        match environment {
            Environment::Sandbox => Self::Sandbox,
            Environment::Rc => Self::Rc,
        }
    }
}

impl From<EnvironmentName> for Environment {
    fn from(name: EnvironmentName) -> Self {
        match name {
            EnvironmentName::Sandbox => Self::Sandbox,
            EnvironmentName::Rc => Self::Rc,
        }
    }
}
