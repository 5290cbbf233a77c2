//! One look at a partner.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::VerdictRecord;
use crate::core::watch_record::{WatchNote, WatchRecord};
use crate::readiness::gather::Scope;
use crate::watch::Watch;
use crate::wire::{ErrorCode, Event, WireError};
use checks::{
    Cause, Evidence, State, WatchFinding, WatchKind, WatchSeen, judge_one, watch_calls, watch_selection,
    watch_tokens,
};
use redact::Scrubber;
use serde_json::json;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// What a look showed, before it is compared with earlier ones.
struct Looked {
    seen: WatchSeen,
    record: WatchRecord,
    /// A service may echo what it was sent.
    scrubber: Arc<Scrubber>,
}

/// Takes a partner off the list of those that are being looked at, however the look ends.
pub(crate) struct Looking<'a> {
    watch: &'a Watch,
    id: String,
}

impl Drop for Looking<'_> {
    fn drop(&mut self) {
        self.watch.looking.lock().remove(&self.id);
        self.watch.core.emit(Event::WatchMoved { partner_id: self.id.clone() });
    }
}

impl Watch {
    /// Begins a look, unless one goes on.
    pub(crate) fn begin(&self, id: &str) -> Option<Looking<'_>> {
        let is_first = self.looking.lock().insert(id.to_owned());
        is_first.then(|| {
            self.core.emit(Event::WatchMoved { partner_id: id.to_owned() });
            Looking { watch: self, id: id.to_owned() }
        })
    }

    /// Looks at a partner, keeps what was found, and tells of what is new.
    pub(crate) async fn look(
        &self,
        looking: Looking<'_>,
        gate: &Arc<Semaphore>,
    ) -> Result<WatchRecord, WireError> {
        let id = looking.id.as_str();
        let context = self.core.context(id).await?;
        let environment = context
            .environment()
            .ok_or_else(|| WireError::plain(ErrorCode::ConnectionNoEnvironment).at("connection"))?;
        let name = context.draft.name.trim().to_owned();
        let looked = self.look_at(as_customers_have_it(context), gate).await?;
        let (id, now) = (id.to_owned(), self.core.now());
        let (before, record) = self
            .core
            .write(move |store| {
                let mut row = store.watch(&id, environment)?;
                let before = WatchRecord::of_json(&row.found);
                let Looked { seen, mut record, scrubber } = looked;
                let read = |value| serde_json::from_value::<WatchSeen>(value).unwrap_or_default();
                let baseline = read(row.baseline).completed(&seen);
                let changes = baseline.changes(&seen);
                record.findings.extend(changes.iter().map(|one| WatchNote::of(one, &scrubber)));
                sort(&mut record);
                row.seen = json!(read(row.seen).renewed(seen));
                row.baseline = json!(baseline);
                row.found = json!(record);
                row.looked_at = Some(now);
                store.set_watch(&id, environment, &row)?;
                Ok((before, record))
            })
            .await?;
        self.tell(name, &record.news(&before)).await;
        Ok(record)
    }

    async fn look_at(&self, context: PartnerSnapshot, gate: &Arc<Semaphore>) -> Result<Looked, WireError> {
        let network = self.core.network(&context).await?;
        let scope =
            Scope { calls: watch_calls(), gate: Some(gate.clone()), ..Scope::of(false, watch_selection()) };
        let readiness = &self.promotion.rehearsals.readiness;
        let gathered = readiness.gather(&context, network, &scope, &CancellationToken::new(), |_| {}).await;
        self.core.logs.write().await;
        let (evidence, scrubber) = *gathered.live.unwrap_or_default();
        let record = record(&gathered.verdicts, &evidence, &scrubber);
        Ok(Looked { seen: WatchSeen::of(&evidence), record, scrubber })
    }

    /// A word on the desktop. That it can't be had is no fault of the look.
    async fn tell(&self, partner: String, news: &[&WatchNote]) {
        let Some(first) = news.first() else { return };
        let body = match news.len() {
            1 => first.sentence(),
            count => {
                let args = [("title", first.title()), ("count", count.to_string())];
                text::render("watch.notice", &args.each_ref().map(|(name, value)| (*name, value.as_str())))
            }
        };
        let told = self.core.spawn_blocking_host(move |host| host.notify(&partner, &body)).await;
        if told.is_err() {
            tracing::warn!("the desktop shows no notifications");
        }
    }
}

/// The record that customers use: changes since are not live.
fn as_customers_have_it(context: PartnerSnapshot) -> PartnerSnapshot {
    let held = context.promotion_facts().promoted().or_else(|| context.registration.last_seen.clone());
    match held {
        Some(draft) => PartnerSnapshot { draft, ..context },
        None => context,
    }
}

fn record(verdicts: &[VerdictRecord], evidence: &Evidence, scrubber: &Scrubber) -> WatchRecord {
    let note = |kind: &str, verdict: &VerdictRecord| WatchNote {
        kind: kind.to_owned(),
        key: verdict.key.clone(),
        args: verdict.args.clone(),
    };
    let mut record = WatchRecord::default();
    for verdict in verdicts {
        match verdict.state() {
            State::Fail => {
                let kind = WatchKind::of_check(&verdict.id);
                record.findings.extend(kind.map(|kind| note(kind.key(), verdict)));
            }
            State::Unknown if verdict.depends_on.is_none() => record.unknown.push(note("", verdict)),
            _ => {}
        }
    }
    record.findings.extend(watch_tokens(evidence).iter().map(|one| WatchNote::of(one, scrubber)));
    let token = judge_one("TOKEN-1", evidence).filter(|verdict| verdict.state == State::Unknown);
    record.unknown.extend(token.filter(|one| !matches!(one.cause, Some(Cause::DependsOn(_)))).map(|one| {
        // The note of a finding of no kind: why the token could not be tried.
        let found = WatchFinding { kind: WatchKind::TokenRejected, sentence: one.sentence };
        WatchNote { kind: String::new(), ..WatchNote::of(&found, scrubber) }
    }));
    let mut told = Vec::new();
    record.unknown.retain(|note| {
        let sentence = note.sentence();
        let is_new = !told.contains(&sentence);
        told.push(sentence);
        is_new
    });
    record.is_blind = !verdicts.iter().any(|verdict| matches!(verdict.state(), State::Pass | State::Fail));
    record
}

/// The gravest first, and each once: one fault fails several checks.
fn sort(record: &mut WatchRecord) {
    let place = |note: &WatchNote| WatchKind::ALL.iter().position(|kind| Some(*kind) == note.kind());
    record.findings.sort_by_key(place);
    record.findings.dedup_by(|one, other| one.key == other.key && one.args == other.args);
}
