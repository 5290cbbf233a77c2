//! A write on its way to the server: noted before it is sent, looked after when no answer comes, and never
//! sent a second time by itself.

use crate::core::snapshot::Context;
use crate::desk::{Desk, lock};
use crate::sync::plan::Target;
use crate::{Event, Nothing, WireError, text};
use client::{ApiError, PartnerKey};
use partner::{Draft, Field, Remote};
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use store::{Millis, Store, StoreError, WriteAction, WriteRow, WriteState};

/// How long to wait before each look after a write whose answer was lost: it may still be on its way when
/// the first look is taken.
pub const LOOKS: &[Duration] = &[Duration::ZERO, Duration::from_secs(1), Duration::from_secs(3)];

/// What became of a write that was sent.
pub(crate) enum Sent {
    /// An answer came: it was done.
    Answered(Value),
    /// None came, and looking showed what became of it.
    FoundOut(FoundOut),
}

impl Sent {
    /// Whether the server has it, and the news: `answered` when an answer came.
    pub(crate) fn told(self, answered: String) -> (bool, String) {
        match self {
            Self::Answered(_) => (true, answered),
            Self::FoundOut(found) => (found.state == WriteState::Done, found.sentence),
        }
    }
}

/// Fields that were just sent: what the server held of them before, and what it is to hold.
pub(crate) struct JustSent {
    pub(crate) fields: Vec<Field>,
    pub(crate) before: Draft,
    pub(crate) after: Draft,
}

impl JustSent {
    /// Fields of which the server still holds what it held before, whatever it has answered.
    pub(crate) fn not_held<'a>(&'a self, held: &'a Draft) -> impl Iterator<Item = Field> + 'a {
        let same = |a: &Draft, b: &Draft, field: Field| a.as_held().get(field) == b.as_held().get(field);
        self.fields
            .iter()
            .copied()
            .filter(move |&field| same(held, &self.before, field) && !same(held, &self.after, field))
    }
}

/// What became of a write of which no answer is known.
pub(crate) struct FoundOut {
    pub(crate) state: WriteState,
    pub(crate) sentence: String,
}

/// What became of a write, to be noted.
#[derive(Clone)]
pub(crate) struct Outcome {
    write: WriteRow,
    state: WriteState,
    at: Millis,
}

impl Outcome {
    /// Of which write, by its number.
    pub(crate) fn write_id(&self) -> i64 {
        self.write.id
    }

    pub(crate) fn note(&self, store: &Store) -> Result<(), StoreError> {
        let Self { write, state, at } = self;
        if *state == WriteState::Done && write.action != WriteAction::Regenerate {
            store.change_registration(&write.partner_id, write.environment, |known| {
                if write.action == WriteAction::Delete {
                    return known.forget();
                }
                // What was sent is what both sides hold now.
                known.base = in_common(known.base.take(), write);
                if write.action == WriteAction::Register {
                    known.codename = Some(write.codename.clone());
                    known.registered_at.get_or_insert(*at);
                    known.last_seen.clone_from(&write.after);
                }
            })?;
        }
        store.settle_write(write.id, *state, *at)
    }
}

/// What a write is, before it is noted.
pub(crate) struct Intent {
    pub(crate) action: WriteAction,
    pub(crate) fields: Vec<Field>,
    pub(crate) before: Option<Draft>,
    pub(crate) after: Option<Draft>,
}

/// Marks a partner as being written for as long as it lives.
pub(crate) struct Writing {
    desk: Arc<Desk>,
    id: String,
}

impl Drop for Writing {
    fn drop(&mut self) {
        lock(&self.desk.writing).remove(&self.id);
    }
}

impl Desk {
    pub(crate) fn is_writing(&self, id: &str) -> bool {
        lock(&self.writing).contains(id)
    }

    /// Begins to write a partner; another write of it has to wait.
    pub(crate) fn begin_writing(&self, id: &str) -> Result<Writing, WireError> {
        let desk = self.me.upgrade().ok_or_else(|| WireError::plain("command.broke"))?;
        if lock(&self.writing).insert(id.to_owned()) {
            Ok(Writing { desk, id: id.to_owned() })
        } else {
            Err(WireError::plain("save.going_on").retryable())
        }
    }

    /// Finds out what became of a write that is open, before another one is sent.
    pub(crate) async fn settle_first(&self, context: &Context) -> Result<Option<String>, WireError> {
        match &context.open_write {
            Some(write) => Ok(Some(Box::pin(self.find_out(write)).await?.sentence)),
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
        let context = self.context(id).await?;
        self.works.begin_sending(id)?;
        let write = self.note_write(&context, &target.key, intent).await?;
        let (api, key, token) = (&target.api, &target.key, &target.token);
        let result = match write.action {
            WriteAction::Register => api.create(key, token, body).await,
            WriteAction::Update => api.patch(key, token, body).await,
            WriteAction::Delete => api.delete(key, token).await.map(|()| Value::Null),
            WriteAction::Regenerate => return Err(WireError::plain("command.broke")),
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
            Err(ApiError::OutcomeUnknown(trouble)) => {
                tracing::warn!(%trouble, "no answer came to a write");
                self.look_after(target, &write).await.map(Sent::FoundOut)
            }
            // Some answer so after they have carried it out.
            Err(redirected @ ApiError::Redirected { .. }) => match self.look_after(target, &write).await {
                Ok(found) if found.state == WriteState::Done => Ok(Sent::FoundOut(found)),
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
        context: &Context,
        key: &PartnerKey,
        intent: Intent,
    ) -> Result<WriteRow, WireError> {
        let environment =
            context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
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
            at: self.now(),
        };
        let noted = write.clone();
        write.id = self.with_store(move |store| store.begin_write(&noted)).await?;
        self.turns.note_write(&write.partner_id, environment);
        Ok(write)
    }

    /// Notes what became of a write. Should that fail, it is known all the same, and noted with the next logs;
    /// should the app end before, it is found out once more.
    pub(crate) async fn note_outcome(&self, write: &WriteRow, state: WriteState) {
        self.turns.note_write(&write.partner_id, write.environment);
        let outcome = Outcome { write: write.clone(), state, at: self.now() };
        let noted = outcome.clone();
        if let Err(error) = self.with_store(move |store| noted.note(store)).await {
            tracing::warn!(code = error.code, "the outcome of a write is noted later");
            self.unwritten.add_outcome(outcome);
            self.write_logs().await;
        }
    }

    /// Finds out what became of a write that nobody has an answer to, with the keys of its own environment.
    /// Tells whoever listens: whoever asked may be elsewhere by then.
    pub(crate) async fn find_out(&self, write: &WriteRow) -> Result<FoundOut, WireError> {
        let found = self.find_out_quietly(write).await?;
        let (partner_id, text) = (write.partner_id.clone(), found.sentence.clone());
        self.emit(Event::WriteSettled { partner_id, text });
        Ok(found)
    }

    async fn find_out_quietly(&self, write: &WriteRow) -> Result<FoundOut, WireError> {
        if write.action == WriteAction::Regenerate {
            return self.find_out_secret(write).await;
        }
        let mut context = self.context(&write.partner_id).await?;
        // As it was connected when it was written, with the token of that company.
        context.registration.company_id.clone_from(&write.company_id);
        context.registration.codename = Some(write.codename.clone());
        let target = self.target(&context).await?;
        self.look_after(&target, write).await
    }

    /// Looks at the server until it shows that the write was done, or, after the last look, that it was not.
    async fn look_after(&self, target: &Target, write: &WriteRow) -> Result<FoundOut, WireError> {
        let mut last = None;
        for pause in self.looks {
            tokio::time::sleep(*pause).await;
            let answer = target.api.get(&target.key, &target.token).await;
            let held = match answer.map(Remote::parse) {
                Ok(Ok(remote)) => Some(remote.record),
                Err(ApiError::NotFound) => None,
                nothing => {
                    // What was seen before it may have been too early.
                    last = None;
                    tracing::info!(error = ?nothing.err(), "a look after a write brought nothing");
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
            return Err(WireError { outcome_unknown: true, ..WireError::plain("api.outcome_unknown") });
        };
        self.note_outcome(write, state).await;
        Ok(FoundOut { state, sentence: sentence_of(write, state) })
    }

    /// Finds out what became of the writes that were open when the app ended, those of an environment that is
    /// not chosen now left aside. Tells whoever listens.
    pub async fn finish_writes(&self, _: Nothing) -> Result<crate::Done, WireError> {
        let open = self.with_store(store::Store::open_writes).await?;
        for write in open {
            let Ok(context) = self.context(&write.partner_id).await else { continue };
            // One of an environment that is not chosen now waits until it is.
            if context.environment() != Some(write.environment) {
                continue;
            }
            let Ok(_writing) = self.begin_writing(&write.partner_id) else { continue };
            match self.find_out(&write).await {
                Ok(_) => {
                    if let Err(error) = self.read_remote(&write.partner_id).await {
                        tracing::info!(code = error.code, "the server could not be read once more");
                    }
                }
                Err(error) => {
                    self.emit(Event::WriteSettled { partner_id: write.partner_id, text: error.message });
                }
            }
        }
        self.write_logs().await;
        Ok(crate::Done {})
    }
}

/// What both sides have in common once a write is done. Of fields that were not sent it is what it was: some
/// may still have to be decided.
fn in_common(base: Option<Draft>, write: &WriteRow) -> Option<Draft> {
    let (WriteAction::Update, Some(mut base)) = (write.action, base) else { return write.after.clone() };
    let after = write.after.as_ref()?;
    for &field in &write.fields {
        // What a draft held fits a draft.
        let _ = base.set(field, &after.get(field));
        if matches!(field, Field::Url(_)) {
            base.urls.extra.clone_from(&after.urls.extra);
        }
    }
    Some(base)
}

/// What the server's record says of a write.
fn became_of(write: &WriteRow, held: Option<&Draft>) -> WriteState {
    let is_done = match (write.action, held) {
        (WriteAction::Register, held) => held.is_some(),
        (WriteAction::Delete, held) => held.is_none(),
        // A secret cannot be seen: it is tried.
        (WriteAction::Update, None) | (WriteAction::Regenerate, _) => false,
        (WriteAction::Update, Some(held)) => {
            let [before, after] =
                [&write.before, &write.after].map(|record| record.clone().unwrap_or_default().as_held());
            let held = held.as_held();
            // One is enough: another may have been changed by others since, or be kept in another form.
            write.fields.iter().any(|field| {
                let held = held.get(*field);
                held == after.get(*field) && held != before.get(*field)
            })
        }
    };
    if is_done { WriteState::Done } else { WriteState::NotDone }
}

/// What is said of a write once it is known what became of it.
pub(crate) fn sentence_of(write: &WriteRow, state: WriteState) -> String {
    let action = match write.action {
        WriteAction::Register => "register",
        WriteAction::Update => "update",
        WriteAction::Delete => "delete",
        WriteAction::Regenerate => "regenerate",
    };
    let outcome = if state == WriteState::Done { "done" } else { "not_done" };
    let environment = format!("environment.{}", write.environment.key());
    text::render(&format!("write.{action}.{outcome}"), &[("environment", &environment)])
}
