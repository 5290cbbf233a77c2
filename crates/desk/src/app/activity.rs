//! Every call made, with secrets masked, newest first.

use crate::app::App;
use crate::readiness::exchange_view::exchange_view;
use crate::wire::{ActivityView, Nothing, WireError};
use client::Exchange;

/// Shown at once.
const SHOWN: u32 = 300;

impl App {
    /// The newest calls, with secrets masked.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn activity(&self, _: Nothing) -> Result<Vec<ActivityView>, WireError> {
        self.core.logs.write_first().await;
        let (rows, names) = self.core.read(|store| Ok((store.activity(SHOWN)?, store.names()?))).await?;
        Ok(rows
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
            .collect())
    }
}
