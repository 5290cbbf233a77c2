//! Every call made, with secrets masked, newest first.

use crate::app::App;
use crate::readiness::exchange_view::exchange_view;
use crate::wire::{ActivityList, ActivityRequest, ActivityView, CallGroup, TokenName, WireError};
use client::Exchange;
use store::{ActivityFilter, CallOutcome};

/// Shown at once.
const SHOWN: u32 = 300;

impl App {
    /// The newest calls that fit, with secrets masked.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn activity(&self, request: ActivityRequest) -> Result<ActivityList, WireError> {
        self.core.logs.write_first().await;
        let filter = ActivityFilter {
            partner_id: request.partner_id,
            token: request.token.map(TokenName::into),
            url: request.destination.trim().to_owned(),
            outcome: request.group.map(CallGroup::into),
        };
        let read = self.core.read(move |store| Ok((store.activity(&filter, SHOWN)?, store.names()?)));
        let ((rows, count), names) = read.await?;
        let calls = rows
            .into_iter()
            .filter_map(|row| {
                let exchange: Exchange = serde_json::from_value(row.entry).ok()?;
                let tokens = exchange.carried.iter().map(|one| text::plain(&format!("token.{}", one.token)));
                let token = tokens.collect::<Vec<_>>().join(", ");
                Some(ActivityView {
                    id: row.id,
                    at: row.at,
                    partner: row.partner_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                    environment: row
                        .environment
                        .map(|name| text::plain(&format!("environment.{name}")))
                        .unwrap_or_default(),
                    exchange: exchange_view(&exchange, None),
                    token,
                })
            })
            .collect();
        Ok(ActivityList { calls, count })
    }
}

impl From<CallGroup> for CallOutcome {
    fn from(group: CallGroup) -> Self {
        match group {
            CallGroup::Succeeded => Self::Succeeded,
            CallGroup::Refused => Self::Refused,
            CallGroup::Unanswered => Self::Unanswered,
        }
    }
}
