//! Watching partners from files, without a window.

use crate::core::watch_record::{WatchNote, WatchRecord};
use crate::watch::Watch;
use crate::wire::{ErrorCode, PartnerId, WatchAccept, WireError};
use partner::Environment;
use serde_json::{Value, json};
use std::sync::Arc;

/// How a look came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchOutcome {
    /// All is as it was.
    Fine,
    /// Something is not.
    Found,
    /// Nothing was found, and something could not be looked at.
    Unknown,
}

impl WatchOutcome {
    const fn key(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Found => "found",
            Self::Unknown => "unknown",
        }
    }
}

/// What a look found, in words and as data.
pub struct WatchReport {
    /// How it came out.
    pub outcome: WatchOutcome,
    /// A sentence for each finding, and for what could not be looked at.
    pub lines: Vec<String>,
    /// `partner-desk-watch/1`.
    pub value: Value,
}

impl WatchReport {
    fn of(record: &WatchRecord, facts: Value) -> Self {
        let outcome = match (&*record.findings, &*record.unknown) {
            ([], []) => WatchOutcome::Fine,
            ([], _) => WatchOutcome::Unknown,
            _ => WatchOutcome::Found,
        };
        let finding = |note: &WatchNote| json!({ "kind": note.kind, "code": note.key, "title": note.title(), "sentence": at_terminal(note) });
        let said = |note: &WatchNote| format!("{}: {}", note.title(), at_terminal(note));
        let not_checked: Vec<String> = record.unknown.iter().map(at_terminal).collect();
        let mut value = facts;
        value["result"] = outcome.key().into();
        value["findings"] = record.findings.iter().map(finding).collect();
        value["not_checked"] = json!(not_checked);
        Self { outcome, lines: record.findings.iter().map(said).chain(not_checked).collect(), value }
    }
}

/// For somebody who has no pages to go to.
fn at_terminal(note: &WatchNote) -> String {
    let key = format!("{}.command_line", note.key);
    if text::has(&key) { WatchNote { key, ..note.clone() }.sentence() } else { note.sentence() }
}

impl Watch {
    /// Looks at several partners and says what was found of each, in their order.
    ///
    /// # Errors
    /// In the place of a partner that could not be looked at.
    pub async fn report(self: &Arc<Self>, ids: Vec<String>) -> Vec<Result<WatchReport, WireError>> {
        let found = self.clone().look_at_all(ids.clone()).await;
        let mut reports = Vec::new();
        for (id, found) in ids.iter().zip(found) {
            // No look ended with nothing to say of it, but for one that broke.
            let found = found.unwrap_or_else(|| Err(WireError::plain(ErrorCode::CommandBroke).retryable()));
            reports.push(match found {
                Ok(record) => self.facts(id).await.map(|facts| WatchReport::of(&record, facts)),
                Err(error) => Err(error),
            });
        }
        reports
    }

    async fn facts(&self, id: &str) -> Result<Value, WireError> {
        let (context, row) = self.read_row(id).await?;
        let at = row.looked_at.map(|at| jiff::Timestamp::from_millisecond(at).map(|at| at.to_string()));
        let at = at.and_then(Result::ok);
        Ok(json!({
            "format": "partner-desk-watch/1",
            "partner": { "name": context.draft.name.trim(), "codename": context.draft.codename.trim() },
            "environment": context.environment().map(Environment::key),
            "checked_at": at,
        }))
    }

    /// What later looks at a partner are compared with, to be kept in a file.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn baseline(&self, id: &str) -> Result<Value, WireError> {
        Ok(self.read_row(id).await?.1.baseline)
    }

    /// Accepts what changed: the same as [`Watch::accept`] for the latest look.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn accept_latest(&self, id: &str) -> Result<(), WireError> {
        let view = self.view(PartnerId { partner_id: id.to_owned() }).await?;
        if let Some(looked_at) = view.looked_at {
            self.accept(WatchAccept { partner_id: id.to_owned(), looked_at }).await?;
        }
        Ok(())
    }

    /// Compares later looks at a partner with what a file kept. What can't be read there says nothing.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn set_baseline(&self, id: &str, baseline: Value) -> Result<(), WireError> {
        self.change_row(id, move |row| row.baseline = baseline).await
    }
}
