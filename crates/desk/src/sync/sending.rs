//! A write on its way to the server: noted before it is sent, looked after when no answer comes, and never
//! sent a second time by itself.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::write_outcome::Outcome;
use crate::sync::RecordSync;
use crate::sync::target::Target;
use crate::sync::writes::became_of;
use crate::sync::writes::{Intent, ResolvedOutcome, Sent, Writing, sentence_of};
use crate::wire::{ErrorCode, Event, WireError};
use client::{ApiError, PartnerPath};
use partner::Remote;
use serde_json::Value;
use std::time::Duration;
use store::{WriteAction, WriteRow, WriteState};

/// How long to wait before each look after a write whose answer was lost: it may still be on its way when
/// the first look is taken.
pub const OUTCOME_POLL_DELAYS: &[Duration] =
    &[Duration::ZERO, Duration::from_secs(1), Duration::from_secs(3)];

impl RecordSync {
    pub(crate) fn is_writing(&self, id: &str) -> bool {
        self.writing.lock().contains(id)
    }

    /// Begins to write a partner; another write of it has to wait.
    pub(crate) fn begin_writing(&self, id: &str) -> Result<Writing, WireError> {
        if self.writing.lock().insert(id.to_owned()) {
            Ok(Writing { all: self.writing.clone(), id: id.to_owned() })
        } else {
            Err(WireError::plain(ErrorCode::SaveGoingOn).retryable())
        }
    }

    /// Finds out what became of a write that is open, before another one is sent.
    pub(crate) async fn settle_first(&self, context: &PartnerSnapshot) -> Result<Option<String>, WireError> {
        match &context.open_write {
            Some(write) => Ok(Some(Box::pin(self.resolve_outcome(write)).await?.sentence)),
            None => Ok(None),
        }
    }

    /// Notes a write, sends it, and notes what came of it.
    ///
    /// # Errors
    /// The server's refusal, when it is certain that nothing was done; `outcome_unknown` when nobody knows.
    pub(crate) async fn send(
        &self,
        id: &str,
        target: &Target,
        intent: Intent,
        body: &Value,
    ) -> Result<Sent, WireError> {
        let context = self.core.context(id).await?;
        self.works.begin_sending(id)?;
        let write = self.note_write(&context, &target.key, intent).await?;
        let (api, key, token) = (&target.api, &target.key, &target.token);
        let result = match write.action {
            WriteAction::Register => api.create(key, token, body).await,
            WriteAction::Update => api.patch(key, token, body).await,
            WriteAction::Delete => api.delete(key, token).await.map(|()| Value::Null),
            WriteAction::Regenerate => return Err(WireError::plain(ErrorCode::CommandBroke)),
        };
        match result {
            Ok(answer) => {
                self.note_outcome(&write, WriteState::Done).await;
                Ok(Sent::Answered(answer))
            }
            // What is not there needs no deleting.
            Err(ApiError::NotFound) if write.action == WriteAction::Delete => {
                self.note_outcome(&write, WriteState::Done).await;
                Ok(Sent::Answered(Value::Null))
            }
            Err(ApiError::OutcomeUnknown(probe_error)) => {
                tracing::warn!(%probe_error, "no answer came to a write");
                self.poll_outcome(target, &write).await.map(Sent::ResolvedOutcome)
            }
            // Some answer so after they have carried it out.
            Err(redirected @ ApiError::Redirected { .. }) => match self.poll_outcome(target, &write).await {
                Ok(found) if found.state == WriteState::Done => Ok(Sent::ResolvedOutcome(found)),
                Ok(_) => Err(redirected.into()),
                Err(_) => Err(WireError { outcome_unknown: true, ..redirected.into() }),
            },
            Err(error) => {
                self.note_outcome(&write, WriteState::NotDone).await;
                Err(error.into())
            }
        }
    }

    /// Notes a write that is about to be sent.
    pub(crate) async fn note_write(
        &self,
        context: &PartnerSnapshot,
        key: &PartnerPath,
        intent: Intent,
    ) -> Result<WriteRow, WireError> {
        let environment =
            context.environment().ok_or_else(|| WireError::plain(ErrorCode::ConnectionNoEnvironment))?;
        let mut write = WriteRow {
            id: 0,
            partner_id: context.row.id.clone(),
            environment,
            action: intent.action,
            codename: key.codename.clone(),
            company_id: key.company_id.clone(),
            fields: intent.fields,
            before: intent.before,
            after: intent.after,
            state: WriteState::Open,
            at: self.core.now(),
        };
        let noted = write.clone();
        write.id = self.core.write(move |store| store.begin_write(&noted)).await?;
        self.turns.note_write(&write.partner_id, environment);
        Ok(write)
    }

    /// Notes what became of a write. Should that fail, it is known all the same, and noted with the next logs;
    /// should the app end before, it is found out once more.
    pub(crate) async fn note_outcome(&self, write: &WriteRow, state: WriteState) {
        self.turns.note_write(&write.partner_id, write.environment);
        let outcome = Outcome { write: write.clone(), state, at: self.core.now() };
        let noted = outcome.clone();
        if let Err(error) = self.core.write(move |store| noted.note(store)).await {
            tracing::warn!(code = error.code.key(), "the outcome of a write is noted later");
            self.core.logs.add_outcome(outcome);
            self.core.logs.write().await;
        }
    }

    /// Finds out what became of a write that nobody has an answer to, with the keys of its own environment.
    /// Tells whoever listens: whoever asked may be elsewhere by then.
    pub(crate) async fn resolve_outcome(&self, write: &WriteRow) -> Result<ResolvedOutcome, WireError> {
        let mut context = self.core.context(&write.partner_id).await?;
        // As it was connected when it was written, with the token of that company.
        context.registration.company_id.clone_from(&write.company_id);
        context.registration.codename = Some(write.codename.clone());
        let target = self.target(&context).await?;
        let found = self.poll_outcome(&target, write).await?;
        self.tell_outcome(write, &found);
        Ok(found)
    }

    /// Tells whoever listens what became of a write.
    pub(crate) fn tell_outcome(&self, write: &WriteRow, found: &ResolvedOutcome) {
        let (partner_id, text) = (write.partner_id.clone(), found.sentence.clone());
        self.core.emit(Event::WriteSettled { partner_id, text });
    }

    /// Looks at the server until it shows that the write was done, or, after the last look, that it was not.
    async fn poll_outcome(&self, target: &Target, write: &WriteRow) -> Result<ResolvedOutcome, WireError> {
        let mut last = None;
        for pause in self.outcome_polls {
            tokio::time::sleep(*pause).await;
            let answer = target.api.get(&target.key, &target.token).await;
            let held = match answer.map(Remote::parse) {
                Ok(Ok(remote)) => Some(remote.record),
                Err(ApiError::NotFound) => None,
                nothing => {
                    // What was seen before it may have been too early.
                    last = None;
                    let code = nothing.err().map(|error| WireError::from(error).code.key());
                    tracing::info!(code, "a look after a write brought nothing");
                    continue;
                }
            };
            let state = became_of(write, held.as_ref());
            last = Some(state);
            if state == WriteState::Done {
                break;
            }
        }
        let Some(state) = last else {
            return Err(WireError {
                outcome_unknown: true,
                ..WireError::plain(ErrorCode::ApiOutcomeUnknown)
            });
        };
        self.note_outcome(write, state).await;
        Ok(ResolvedOutcome { state, sentence: sentence_of(write, state) })
    }
}
