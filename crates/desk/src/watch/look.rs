//! One look at a partner.

use crate::core::snapshot::PartnerSnapshot;
use crate::core::verdict_record::VerdictRecord;
use crate::core::watch_record::{WatchNote, WatchRecord};
use crate::readiness::gather::Scope;
use crate::watch::Watch;
use crate::wire::{ErrorCode, Event, WireError};
use checks::{
    Evidence, Message, State, WatchKind, WatchSeen, find, watch_answers, watch_calls, watch_selection,
};
use redact::Scrubber;
use serde_json::json;
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

/// A keychain that asks and is not answered would hold a look for good.
const LONGEST_LOOK: Duration = Duration::from_secs(5 * 60);

/// What a look showed, before it is compared with earlier ones.
struct Looked {
    seen: WatchSeen,
    record: WatchRecord,
    /// What an earlier look may have found and this one could not judge.
    open: BTreeSet<WatchKind>,
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
    pub(crate) async fn look(&self, looking: Looking<'_>) -> Result<WatchRecord, WireError> {
        let result = match tokio::time::timeout(LONGEST_LOOK, self.look_and_keep(&looking.id)).await {
            Ok(result) => result,
            Err(_) => Err(WireError::plain(ErrorCode::WatchTimedOut).retryable()),
        };
        let mut failed = self.failed.lock();
        match &result {
            Ok(_) => drop(failed.remove(&looking.id)),
            Err(_) => drop(failed.insert(looking.id.clone(), self.core.now())),
        }
        drop(failed);
        result
    }

    async fn look_and_keep(&self, id: &str) -> Result<WatchRecord, WireError> {
        // Not after the service was called for nothing.
        self.core.must_write()?;
        let (context, begun) = self.read_row(id).await?;
        let environment = context
            .environment()
            .ok_or_else(|| WireError::plain(ErrorCode::ConnectionNoEnvironment).at("connection"))?;
        let (name, codename) = (context.draft.name.trim().to_owned(), context.registration.codename.clone());
        let looked = self.look_at(as_customers_have_it(context)).await?;
        let (id, now) = (id.to_owned(), self.core.now());
        let (news, record) = self
            .core
            .write(move |store| {
                let mut row = store.watch(&id, environment)?;
                let before = WatchRecord::of_json(&row.found);
                let is_ended = begun.every_hours > 0 && row.every_hours == 0;
                let is_other = store.registration(&id, environment)?.codename != codename;
                if is_ended || is_other || row.looked_at != begun.looked_at {
                    // It was ended meanwhile, or is about another registration.
                    return Ok((Vec::new(), before));
                }
                let Looked { seen, mut record, open, scrubber } = looked;
                let read = |value| serde_json::from_value::<WatchSeen>(value).unwrap_or_default();
                let baseline = read(row.baseline).completed(&seen);
                let changes = baseline.changes(&seen);
                record.findings.extend(changes.iter().map(|one| WatchNote::found(one, &scrubber)));
                record.carry_over(&before, &open);
                record.sort();
                let news = record.tell(&before);
                row.seen = json!(read(row.seen).renewed(seen));
                row.baseline = json!(baseline);
                row.found = json!(record);
                row.looked_at = Some(now);
                store.set_watch(&id, environment, &row)?;
                Ok((news, record))
            })
            .await?;
        self.tell(name, &news).await;
        Ok(record)
    }

    async fn look_at(&self, context: PartnerSnapshot) -> Result<Looked, WireError> {
        let network = self.core.network(&context).await?;
        let scope = Scope {
            calls: watch_calls(),
            gate: Some(self.gate.clone()),
            ..Scope::of(false, watch_selection())
        };
        let readiness = &self.promotion.rehearsals.readiness;
        let gathered = readiness.gather(&context, network, &scope, &CancellationToken::new(), |_| {}).await;
        self.core.logs.write().await;
        let (evidence, scrubber) = *gathered.live.unwrap_or_default();
        let seen = WatchSeen::of(&evidence, |text| scrubber.clean(text));
        let (record, open) = judged(&gathered.verdicts, (&evidence, &seen), &scrubber);
        Ok(Looked { seen, record, open, scrubber })
    }

    /// A word on the desktop. That it can't be had is no fault of the look.
    async fn tell(&self, partner: String, news: &[WatchNote]) {
        let Some(first) = news.first() else { return };
        let body = match news.len() {
            1 => first.sentence(),
            count => {
                let args = [("title", first.title()), ("count", (count - 1).to_string())];
                text::render("watch.notice", &args.each_ref().map(|(name, value)| (*name, value.as_str())))
            }
        };
        let host = self.core.host.clone();
        let told = tokio::task::spawn_blocking(move || host.notify(&partner, &body)).await;
        if !matches!(told, Ok(Ok(()))) {
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

/// What the checks and the answers show, and what they leave open.
fn judged(
    verdicts: &[VerdictRecord],
    (evidence, seen): (&Evidence, &WatchSeen),
    scrubber: &Scrubber,
) -> (WatchRecord, BTreeSet<WatchKind>) {
    let answers = watch_answers(evidence);
    let mut record = WatchRecord::default();
    let mut open = answers.open;
    for verdict in verdicts {
        let note = WatchNote { kind: String::new(), key: verdict.key.clone(), args: verdict.args.clone() };
        let Some(kind) = WatchKind::of_check(&verdict.id, &verdict.key) else { continue };
        match verdict.state() {
            State::Fail => record.findings.push(WatchNote { kind: kind.key().into(), ..note }),
            State::Unknown => {
                open.insert(kind);
                // What waits for a check that is judged here is said there.
                let is_said = verdict
                    .depends_on
                    .as_deref()
                    .is_some_and(|id| verdicts.iter().any(|other| other.id == id) || is_of_answers(id));
                if !is_said {
                    record.unknown.push(match &verdict.depends_on {
                        Some(id) => depends_on(id, scrubber),
                        None => note,
                    });
                }
            }
            _ => {}
        }
    }
    if !seen.has_article() && open.contains(&WatchKind::ArticleGone) {
        open.insert(WatchKind::ArticleChanged);
    }
    if !seen.has_tests() {
        open.insert(WatchKind::TestsChanged);
    }
    record.findings.extend(answers.findings.iter().map(|one| WatchNote::found(one, scrubber)));
    record.unknown.extend(answers.unknown.iter().map(|one| WatchNote::of(None, one, scrubber)));
    let mut said = Vec::new();
    record.unknown.retain(|note| {
        let sentence = note.sentence();
        let is_new = !said.contains(&sentence);
        said.push(sentence);
        is_new
    });
    (record, open)
}

/// Checks whose findings are among what the answers to tokens show.
fn is_of_answers(id: &str) -> bool {
    ["TOKEN-1", "TOKEN-6", "ADDR-6"].contains(&id)
}

/// A check that no watch judges stands in the way: a URL that is missing, or a list that is too long.
fn depends_on(id: &str, scrubber: &Scrubber) -> WatchNote {
    let check = find(id).map_or_else(|| id.to_owned(), |check| format!("check.{}.title", check.id));
    WatchNote::of(
        None,
        &Message { key: "check.unknown.depends_on".into(), args: vec![("check", check)] },
        scrubber,
    )
}
