//! Reading the server before anything is written: what it holds, what that brings into the draft, and what
//! is still to be decided.

use crate::connection::company::company_id;
use crate::core::snapshot::Context;
use crate::core::work::WorkKey;
use crate::desk::Desk;
use crate::sync::readings::Reading;
use crate::sync::sending::JustSent;
use crate::{PartnerId, PlanView, WireError, WorkName, text};
use client::{ApiError, PartnerKey, PartnersApi};
use partner::{Draft, Environment, Field, Remote, merge};
use redact::{Personal, Secret};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::Origin;

/// What the server holds of a partner, as far as that is known.
#[derive(Clone)]
pub(crate) enum Held {
    /// It could not be read.
    NotKnown,
    /// It knows no such partner.
    Nothing,
    /// This.
    Record(Box<Draft>),
}

impl Held {
    /// What a server that was read said.
    pub(crate) fn read(record: Option<Draft>) -> Self {
        record.map_or(Self::Nothing, |record| Self::Record(Box::new(record)))
    }

    pub(crate) fn record(&self) -> Option<&Draft> {
        match self {
            Self::Record(record) => Some(record),
            Self::NotKnown | Self::Nothing => None,
        }
    }
}

/// How often a server is read when newer answers overtake each one.
const READS: usize = 3;

/// What a server was just read to hold.
pub(crate) struct Read {
    pub(crate) reading: Reading,
    /// `None` when it knows no such partner.
    pub(crate) record: Option<Draft>,
}

/// A server that is ready to be written to.
pub(crate) struct Target {
    pub(crate) api: PartnersApi,
    pub(crate) key: PartnerKey,
    pub(crate) token: Secret<Personal>,
}

/// A field that the draft took over from the server, with what it held before.
pub(crate) struct Taken {
    pub(crate) field: Field,
    pub(crate) was: Draft,
}

/// Draft and server, brought together.
pub(crate) struct Looked {
    pub(crate) context: Context,
    pub(crate) held: Held,
    pub(crate) taken: Vec<Taken>,
    /// Fields that both sides have changed.
    pub(crate) conflicts: Vec<Field>,
    /// What became of a write that was open, in a sentence.
    pub(crate) settled: Option<String>,
}

impl Looked {
    /// What is known without asking the server: as it was last seen.
    pub(crate) fn last_seen(context: Context) -> Self {
        let conflicts = conflicts(&context);
        let held = match &context.registration.last_seen {
            None if context.registration.last_seen_at.is_none() => Held::NotKnown,
            seen => Held::read(seen.clone()),
        };
        Self { context, held, taken: Vec::new(), conflicts, settled: None }
    }

    /// Whether the server knows no such partner though it was registered: deleted there, or asked for with
    /// the company ID of another. Nothing is sent before the person has said which.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self.held, Held::Nothing) && self.context.registration.is_missing()
    }

    /// Names what would be sent and what it would be sent over: a save does only what was shown.
    pub(crate) fn mark(&self) -> String {
        let registration = &self.context.registration;
        // Whether the server repeats the key says nothing about the record.
        let held = self.held.record().map(|held| Draft { codename: String::new(), ..held.as_held() });
        mark(&json!([
            self.context.draft.trimmed(),
            held,
            self.context.environment().map(Environment::key),
            registration.company_id.trim(),
        ]))
    }
}

/// A short name for a value.
pub(crate) fn mark(value: &Value) -> String {
    Sha256::digest(value.to_string()).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

/// Fields that are still to be decided, as the server was last seen.
pub(crate) fn conflicts(context: &Context) -> Vec<Field> {
    let Some(seen) = &context.registration.last_seen else { return Vec::new() };
    let base = context.registration.base.clone().unwrap_or_default();
    merge(&base, &context.draft, seen).conflicts.into_iter().map(|conflict| conflict.field).collect()
}

impl Desk {
    /// Reads the server, brings the draft together with what changed there, and shows what a save would
    /// do. Nothing is written to the server.
    pub async fn save_plan(&self, request: PartnerId) -> Result<PlanView, WireError> {
        let (desk, id) = (self.held()?, request.partner_id);
        let key = WorkKey::of(&id, WorkName::Plan);
        let reading = async move { Box::pin(desk.plan(&id)).await };
        let result = self.cancelable(key, |_: &PlanView| String::new(), reading).await;
        self.write_logs().await;
        result
    }

    async fn plan(&self, id: &str) -> Result<PlanView, WireError> {
        // A save that is on its way finds out by itself what became of it.
        let looked = if self.is_writing(id) {
            Err(WireError::plain("save.going_on").retryable())
        } else {
            self.look(id).await
        };
        match looked {
            Ok(looked) => self.plan_view(&looked, None).await,
            Err(error) => {
                let context = self.context(id).await?;
                let looked = Looked {
                    context,
                    held: Held::NotKnown,
                    taken: Vec::new(),
                    conflicts: Vec::new(),
                    settled: None,
                };
                self.plan_view(&looked, Some(error)).await
            }
        }
    }

    /// Reads the server, finds out what became of a write that is open, and merges what only the server
    /// has changed into the draft, as an edit that can be undone.
    pub(crate) async fn look(&self, id: &str) -> Result<Looked, WireError> {
        self.look_after_sending(id, None).await
    }

    /// The same right after a write: what was sent, and is not held all the same, stays a change of the draft.
    pub(crate) async fn look_after_sending(
        &self,
        id: &str,
        sent: Option<&JustSent>,
    ) -> Result<Looked, WireError> {
        let context = self.context(id).await?;
        let environment = context.environment();
        let settled = self.settle_first(&context).await?;
        let read = self.read_remote(id).await?;
        let taken = match &read.record {
            Some(record) => self.bring_together(&read.reading, record, sent).await?,
            None => Vec::new(),
        };
        let context = self.context(id).await?;
        // Somebody chose another environment while this one answered.
        if context.environment() != environment {
            return Err(WireError::plain("save.plan_changed").retryable());
        }
        let conflicts = conflicts(&context);
        Ok(Looked { context, held: Held::read(read.record), taken, conflicts, settled })
    }

    /// Merges a record of the server into the draft as it is now.
    async fn bring_together(
        &self,
        reading: &Reading,
        record: &Draft,
        sent: Option<&JustSent>,
    ) -> Result<Vec<Taken>, WireError> {
        let (reading, turns) = (reading.clone(), self.turns.clone());
        let (record, now) = (record.clone(), self.now());
        let not_held: Vec<(Field, Value)> = sent
            .map(|sent| sent.not_held(&record).map(|field| (field, sent.before.get(field))).collect())
            .unwrap_or_default();
        self.with_store(move |store| {
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
            store.edit_from(id, Origin::Merged, now, |draft| {
                let merged = merge(&base, draft, &record);
                let values = merged.taken.iter().map(|field| (*field, merged.draft.get(*field))).collect();
                outcome = Some((draft.clone(), merged));
                values
            })?;
            let Some((was, merged)) = outcome else { return Ok(Vec::new()) };
            store.change_registration(id, environment, |known| known.base = Some(merged.base))?;
            Ok(merged.taken.into_iter().map(|field| Taken { field, was: was.clone() }).collect())
        })
        .await
    }

    /// What the server holds now, noted as last seen. Read again when it was overtaken by a newer answer.
    pub(crate) async fn read_remote(&self, id: &str) -> Result<Read, WireError> {
        for _ in 0..READS {
            let context = self.context(id).await?;
            let environment =
                context.environment().ok_or_else(|| WireError::plain("connection.no_environment"))?;
            let target = self.target(&context).await?;
            let reading = self.begin_reading(&context, environment, target.key);
            let answer = target.api.get(&reading.key, &target.token).await;
            let remote = match answer {
                Ok(value) => {
                    Some(Remote::parse(value).map_err(|_| WireError::from(ApiError::NotUnderstood))?)
                }
                Err(ApiError::NotFound) => None,
                Err(error) => return Err(error.into()),
            };
            if self.note_seen(&context, &reading, remote.as_ref()).await? {
                return Ok(Read { reading, record: remote.map(|remote| remote.record) });
            }
        }
        Err(WireError::plain("save.plan_changed").retryable())
    }

    pub(crate) async fn target(&self, context: &Context) -> Result<Target, WireError> {
        if context.environment().is_none() {
            return Err(WireError::plain("connection.no_environment"));
        }
        let company_id = company_id(context)?;
        let network = self.network(context).await?;
        let token = self.require_personal_token(context, &network).await?;
        let codename =
            context.registration.codename.as_deref().unwrap_or(context.draft.codename.trim()).to_owned();
        if codename.is_empty() {
            return Err(WireError::plain("codename.needed").at("codename"));
        }
        Ok(Target { api: Self::api(&network)?, key: PartnerKey { codename, company_id }, token })
    }
}

/// The chosen environment's name as a key of the catalogue of texts; empty while none is chosen.
pub(crate) fn environment_key(context: &Context) -> String {
    context.environment().map_or_else(String::new, |environment| format!("environment.{}", environment.key()))
}

/// A sentence with the chosen environment in it.
pub(crate) fn say(context: &Context, key: &str) -> String {
    text::render(key, &[("environment", &environment_key(context))])
}
