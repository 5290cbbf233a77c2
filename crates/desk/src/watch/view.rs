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

impl Watch {
    /// How a partner is watched, and what was found.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn view(&self, request: PartnerId) -> Result<WatchView, WireError> {
        let (context, row) = self.read_row(&request.partner_id).await?;
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
        self.change_row(&partner_id, move |row| {
            row.every_hours = every.hours();
            if every == WatchInterval::Off {
                // What is not watched any more is not marked either. What was seen stays, to compare with.
                (row.looked_at, row.found) = (None, Value::Null);
            }
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
        self.change_row(&partner_id, move |row| {
            if row.looked_at == Some(looked_at) {
                let mut record = WatchRecord::of_json(&row.found);
                record.findings.retain(|note| !is_change(note));
                row.baseline = row.seen.clone();
                row.found = json!(record);
            }
            // Else a later look found something that the person has not read.
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
