//! Reading the server before anything is written: what it holds, what that brings into the draft, and what
//! is still to be decided.

use crate::core::work::WorkKey;
use crate::sync::RecordSync;
use crate::sync::readings::Reading;
use crate::sync::state::{RemoteState, ServerSnapshot, Taken, conflicts};
use crate::sync::writes::JustSent;
use crate::wire::{ErrorCode, PartnerId, PlanView, WireError, WorkName};
use partner::{Draft, Field, merge};
use serde_json::Value;
use std::sync::Arc;
use store::EditSource;

impl RecordSync {
    /// Reads the server, brings the draft together with what changed there, and shows what a save would
    /// do. Nothing is written to the server.
    pub async fn plan(self: &Arc<Self>, request: PartnerId) -> Result<PlanView, WireError> {
        let (sync, id) = (self.clone(), request.partner_id);
        let key = WorkKey::of(&id, WorkName::Plan);
        let reading = async move { Box::pin(sync.read_plan(&id)).await };
        let result = self.works.cancelable(key, |_: &PlanView| String::new(), reading).await;
        self.core.logs.write().await;
        result
    }

    async fn read_plan(&self, id: &str) -> Result<PlanView, WireError> {
        // A save that is on its way finds out by itself what became of it.
        let server = if self.is_writing(id) {
            Err(WireError::plain(ErrorCode::SaveGoingOn).retryable())
        } else {
            self.look(id).await
        };
        match server {
            Ok(server) => self.plan_view(&server, None).await,
            Err(error) => {
                let context = self.core.context(id).await?;
                let server = ServerSnapshot {
                    context,
                    held: RemoteState::NotKnown,
                    taken: Vec::new(),
                    conflicts: Vec::new(),
                    settled: None,
                };
                self.plan_view(&server, Some(error)).await
            }
        }
    }

    /// Reads the server, finds out what became of a write that is open, and merges what only the server
    /// has changed into the draft, as an edit that can be undone.
    pub(crate) async fn look(&self, id: &str) -> Result<ServerSnapshot, WireError> {
        self.read_after_sending(id, None).await
    }

    /// The same right after a write: what was sent, and is not held all the same, stays a change of the draft.
    pub(crate) async fn read_after_sending(
        &self,
        id: &str,
        sent: Option<&JustSent>,
    ) -> Result<ServerSnapshot, WireError> {
        let context = self.core.context(id).await?;
        let environment = context.environment();
        let settled = self.settle_first(&context).await?;
        let read = self.read_remote(id).await?;
        let taken = match &read.record {
            Some(record) => self.bring_together(&read.reading, record, sent).await?,
            None => Vec::new(),
        };
        let context = self.core.context(id).await?;
        // Somebody chose another environment while this one answered.
        if context.environment() != environment {
            return Err(WireError::plain(ErrorCode::SavePlanChanged).retryable());
        }
        let conflicts = conflicts(&context);
        Ok(ServerSnapshot { context, held: RemoteState::read(read.record), taken, conflicts, settled })
    }

    /// Merges a record of the server into the draft as it is now.
    async fn bring_together(
        &self,
        reading: &Reading,
        record: &Draft,
        sent: Option<&JustSent>,
    ) -> Result<Vec<Taken>, WireError> {
        let (reading, turns) = (reading.clone(), self.turns.clone());
        let (record, now) = (record.clone(), self.core.now());
        let not_held: Vec<(Field, Value)> = sent
            .map(|sent| sent.not_held(&record).map(|field| (field, sent.before.get(field))).collect())
            .unwrap_or_default();
        self.core
            .write(move |store| {
                let (id, environment) = (reading.partner_id(), reading.environment());
                // What is newer than this record is merged by whoever read it.
                if store.partner(id)?.environment != Some(environment) || !turns.is_newest(&reading) {
                    return Ok(Vec::new());
                }
                let mut base = store.registration(id, environment)?.base.unwrap_or_default();
                for (field, before) in not_held {
                    // What a server held fits a draft.
                    let _ = base.set(field, &before);
                }
                let mut outcome = None;
                // On the draft of this very moment: the person may be typing.
                store.edit_from(id, EditSource::Merged, now, |draft| {
                    let merged = merge(&base, draft, &record);
                    let values =
                        merged.taken.iter().map(|field| (*field, merged.draft.get(*field))).collect();
                    outcome = Some((draft.clone(), merged));
                    values
                })?;
                let Some((was, merged)) = outcome else { return Ok(Vec::new()) };
                store.change_registration(id, environment, |known| known.base = Some(merged.base))?;
                Ok(merged.taken.into_iter().map(|field| Taken { field, was: was.clone() }).collect())
            })
            .await
    }
}
