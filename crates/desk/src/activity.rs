//! Every call made, with secrets masked, newest first.

use crate::desk::Desk;
use crate::exchange_view::exchange_view;
use crate::{ActivityView, Nothing, WireError, text};
use client::Exchange;
use std::collections::HashMap;

/// Shown at once.
const SHOWN: u32 = 300;

impl Desk {
    /// The newest calls, with secrets masked.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn activity_list(&self, _: Nothing) -> Result<Vec<ActivityView>, WireError> {
        self.write_activity().await?;
        let (rows, names) = self
            .with_store(|store| {
                let names: HashMap<String, String> = store
                    .partners()?
                    .into_iter()
                    .map(|row| Ok((row.id.clone(), store.draft(&row.id)?.name)))
                    .collect::<Result<_, store::StoreError>>()?;
                Ok((store.activity(SHOWN)?, names))
            })
            .await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let exchange: Exchange = serde_json::from_value(row.entry).ok()?;
                let token = exchange
                    .request_headers
                    .iter()
                    .any(|(name, value)| name == "Authorization" && value.trim() != "Bearer");
                let is_ours = exchange.purpose.starts_with("purpose.partner")
                    || exchange.purpose.starts_with("purpose.secret");
                let token = match (token, is_ours) {
                    (false, _) => String::new(),
                    (true, true) => text::plain("token.personal"),
                    (true, false) => text::plain("token.customer"),
                };
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
