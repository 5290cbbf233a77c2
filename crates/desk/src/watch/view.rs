//! The watch as the page shows it.

use crate::core::watch_record::{WatchNote, WatchRecord};
use crate::watch::Watch;
use crate::watch::schedule::next_at;
use crate::wire::{
    Event, Icon, PartnerId, WatchAccept, WatchFindingView, WatchInterval, WatchRequest, WatchView, WireError,
};
use checks::WatchKind;
use partner::Environment;
use serde_json::{Value, json};
use store::WatchRow;

impl Watch {
    /// How a partner is watched, and what was found.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn view(&self, request: PartnerId) -> Result<WatchView, WireError> {
        let read = crate::core::snapshot::PartnerSnapshot::read;
        let (context, row) = self
            .core
            .read_context(&request.partner_id, read, |store, context| {
                context.environment().map_or_else(
                    || Ok(WatchRow::default()),
                    |environment| store.watch(&context.row.id, environment),
                )
            })
            .await?;
        let record = WatchRecord::of_json(&row.found);
        let obstacle = match context.environment() {
            None => text::plain("watch.obstacle.environment"),
            Some(_) => String::new(),
        };
        Ok(WatchView {
            revision: context.revision,
            every: WatchInterval::of_hours(row.every_hours),
            looked_at: row.looked_at,
            next_at: next_at(&row, self.core.now()),
            findings: record.findings.iter().filter_map(finding).collect(),
            unknown: record.unknown.iter().map(WatchNote::sentence).collect(),
            is_looking: self.looking.lock().contains(&request.partner_id),
            may_accept: record.findings.iter().any(is_change),
            obstacle,
            is_practice: context.environment() == Some(Environment::Sandbox),
            partner_id: request.partner_id,
        })
    }

    /// Sets how often a partner is looked at.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn set(&self, request: WatchRequest) -> Result<WatchView, WireError> {
        let WatchRequest { partner_id, every } = request;
        let id = partner_id.clone();
        self.core
            .write(move |store| {
                let Some(environment) = store.partner(&id)?.environment else { return Ok(()) };
                let mut row = WatchRow { every_hours: every.hours(), ..store.watch(&id, environment)? };
                if every == WatchInterval::Off {
                    // What is not watched any more is not marked either. What was seen stays, to compare with.
                    row = WatchRow { looked_at: None, found: Value::Null, ..row };
                }
                store.set_watch(&id, environment, &row)
            })
            .await?;
        self.failed.lock().remove(&partner_id);
        self.changed.notify_one();
        self.core.emit(Event::WatchMoved { partner_id: partner_id.clone() });
        self.view(PartnerId { partner_id }).await
    }

    /// Looks at a partner now.
    ///
    /// # Errors
    /// When it has no environment, or its tokens can't be used.
    pub async fn look_now(&self, request: PartnerId) -> Result<WatchView, WireError> {
        if let Some(looking) = self.begin(&request.partner_id) {
            self.look(looking).await?;
        }
        self.view(request).await
    }

    /// A person accepts what changed: later looks are compared with what was seen last.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn accept(&self, request: WatchAccept) -> Result<WatchView, WireError> {
        let WatchAccept { partner_id, looked_at } = request;
        let id = partner_id.clone();
        self.core
            .write(move |store| {
                let Some(environment) = store.partner(&id)?.environment else { return Ok(()) };
                let mut row = store.watch(&id, environment)?;
                if row.looked_at != Some(looked_at) {
                    // A later look found something that the person has not read.
                    return Ok(());
                }
                let mut record = WatchRecord::of_json(&row.found);
                record.findings.retain(|note| !is_change(note));
                row.baseline = row.seen.clone();
                row.found = json!(record);
                store.set_watch(&id, environment, &row)
            })
            .await?;
        self.core.emit(Event::WatchMoved { partner_id: partner_id.clone() });
        self.view(PartnerId { partner_id }).await
    }
}

fn is_change(note: &WatchNote) -> bool {
    note.kind().is_some_and(WatchKind::is_change)
}

fn finding(note: &WatchNote) -> Option<WatchFindingView> {
    let kind = note.kind()?;
    let icon = match kind {
        WatchKind::CertificateEnds | WatchKind::TestsChanged | WatchKind::ArticleChanged => Icon::Advice,
        _ => Icon::Fail,
    };
    Some(WatchFindingView { kind: kind.into(), title: note.title(), sentence: note.sentence(), icon })
}
