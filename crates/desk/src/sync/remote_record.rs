//! What the server holds of a partner, noted as it was last seen.

use crate::core::snapshot::PartnerSnapshot;
use crate::partners::urls::repair_urls;
use crate::sync::RecordSync;
use crate::sync::readings::Reading;
use crate::sync::state::READS;
use crate::sync::state::Read;
use crate::wire::{ErrorCode, WireError};
use client::ApiError;
use partner::{Draft, Environment, PartnerFile, Remote, differing};
use store::{EditSource, Millis, PromotionEvent, PromotionStep, StoreError, Transaction, WatchRow};

impl RecordSync {
    /// Notes what the server holds of a partner, or that it holds nothing; says whether that is news. It is none
    /// when a newer answer came before, when a write was settled meanwhile, or when the partner is connected
    /// otherwise by now. A blank draft with just a codename takes the record over: that is how an import from RC
    /// ends. Of a partner that was registered and is not found what is known stays: the company ID may be mistyped.
    pub(crate) async fn note_seen(
        &self,
        context: &PartnerSnapshot,
        reading: &Reading,
        remote: Option<&Remote>,
    ) -> Result<bool, WireError> {
        let (reading, turns, now) = (reading.clone(), self.turns.clone(), self.core.now());
        let seen = remote.map(|remote| (remote.record.clone(), remote.promoted));
        let is_news = self
            .core
            .write(move |store| {
                let (id, environment) = (reading.partner_id(), reading.environment());
                let known = store.registration(id, environment)?;
                // As it is now: the person may have typed while the server answered.
                let mut draft = store.draft(id)?;
                let codename = &reading.key.codename;
                let is_same = known.company_id.trim() == reading.key.company_id
                    && known.codename.as_deref().unwrap_or(draft.codename.trim()) == codename;
                if !is_same || !turns.is_newest(&reading) {
                    return Ok(false);
                }
                let is_blank = Draft { codename: String::new(), ..draft.clone() } == Draft::default();
                if let Some((record, _)) = seen.as_ref().filter(|_| is_blank) {
                    let record = Draft { codename: codename.clone(), ..record.clone() };
                    store.take_over(id, &record, EditSource::Imported, now)?;
                    repair_urls(store, id, now)?;
                    draft = store.draft(id)?;
                }
                let is_not_promoted = seen.as_ref().is_some_and(|(_, promoted)| *promoted == Some(false));
                let promoted = seen.as_ref().filter(|(_, promoted)| *promoted == Some(true));
                let promoted =
                    promoted.map(|(record, _)| Draft { codename: codename.clone(), ..record.clone() });
                let mut is_news = false;
                store.change_registration(id, environment, |registration| {
                    // Here, where no write can come between.
                    is_news = turns.take(&reading);
                    if !is_news {
                        return;
                    }
                    registration.last_seen_at = Some(now);
                    if let Some((record, promoted)) = seen {
                        registration.verified_at = Some(now);
                        if registration.base.is_none() && (is_blank || differing(&draft, &record).is_empty())
                        {
                            registration.base = Some(record.clone());
                        }
                        registration.last_seen = Some(Draft { codename: codename.clone(), ..record });
                        registration.codename.get_or_insert_with(|| codename.clone());
                        registration.registered_at.get_or_insert(now);
                        registration.promoted = promoted;
                    } else {
                        registration.last_seen = None;
                        registration.verified_at = registration.codename.is_none().then_some(now);
                    }
                })?;
                if let Some(record) = promoted.filter(|_| is_news) {
                    note_promoted(store, &reading, (record, now))?;
                } else if is_news && is_not_promoted {
                    store.forget_promotion(id, environment, true)?;
                }
                Ok(is_news)
            })
            .await?;
        if let Some(secret) = remote.and_then(|remote| remote.secret.as_ref())
            && !self.tokens.is_kept(context, secret).await
        {
            self.tokens.keep(context, secret).await?;
        }
        Ok(is_news)
    }

    /// Forgets what was known of a partner on a server; draft and tokens stay.
    pub(crate) async fn drop_registration(
        &self,
        id: &str,
        environment: Environment,
    ) -> Result<(), WireError> {
        let (id, turns) = (id.to_owned(), self.turns.clone());
        turns.note_write(&id, environment);
        self.core
            .write(move |store| {
                // What was asked, promoted and watched was about this registration.
                store.forget_promotion(&id, environment, false)?;
                store.set_watch(&id, environment, &WatchRow::default())?;
                store.change_registration(&id, environment, store::Registration::forget)
            })
            .await
    }

    /// What the server holds now, noted as last seen. Read again when it was overtaken by a newer answer.
    pub(crate) async fn read_remote(&self, id: &str) -> Result<Read, WireError> {
        for _ in 0..READS {
            let context = self.core.context(id).await?;
            let environment =
                context.environment().ok_or_else(|| WireError::plain(ErrorCode::ConnectionNoEnvironment))?;
            let target = self.target(&context).await?;
            let reading = self.turns.begin(&context.row.id, environment, target.key);
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
        Err(WireError::plain(ErrorCode::SavePlanChanged).retryable())
    }
}

/// Notes that RC says so for the first time, with the record that it holds then. A later promotion can't be seen: RC
/// says the same before and after it.
fn note_promoted(
    store: &Transaction<'_>,
    reading: &Reading,
    (record, now): (Draft, Millis),
) -> Result<(), StoreError> {
    let (id, environment) = (reading.partner_id(), reading.environment());
    let known = store.promotion_events(id, environment)?;
    if known.iter().any(|event| event.step == PromotionStep::Promoted) {
        return Ok(());
    }
    let file = PartnerFile { draft: record, company_id: reading.key.company_id.clone() };
    let record = serde_json::from_str(&file.to_text())?;
    let event = PromotionEvent {
        at: now,
        step: PromotionStep::Promoted,
        pack: String::new(),
        person: String::new(),
        is_by_rc: true,
        record,
    };
    store.add_promotion_event(id, environment, &event)
}
