//! The ledger of tokens: each use with time, destination, purpose and outcome. Never a token.

use crate::core::usage::{
    ANSWERED, COPIED, FORGOTTEN, KEPT, KEPT_FOR_SESSION, NO_ANSWER, NOT_FOLLOWED, NOT_SENT, TURNED_AWAY,
    WITHHELD, outcome_in_words,
};
use crate::tokens::Tokens;
use crate::wire::{
    ErrorCode, Message, TokenName, TokenUsageRequest, TokenUsageView, TokenUseGroup, TokenUseView, WireError,
};
use std::collections::HashMap;
use store::{TokenUse, UseFilter};

/// Shown at once.
const SHOWN: u32 = 300;
/// More than the ledger ever holds.
const ALL: u32 = 1_000_000;

impl TokenUseGroup {
    fn outcomes(self) -> &'static [&'static str] {
        match self {
            Self::Sent => &[ANSWERED, TURNED_AWAY, NO_ANSWER],
            Self::HeldBack => &[WITHHELD, NOT_FOLLOWED, NOT_SENT],
            Self::Here => &[KEPT, KEPT_FOR_SESSION, COPIED, FORGOTTEN],
        }
    }

    fn of(outcome: &str) -> Self {
        let groups = [Self::Sent, Self::HeldBack, Self::Here];
        groups.into_iter().find(|group| group.outcomes().contains(&outcome)).unwrap_or(Self::Here)
    }
}

impl Tokens {
    /// Uses of tokens, newest first.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn usage(&self, request: TokenUsageRequest) -> Result<TokenUsageView, WireError> {
        self.ledger(&request, SHOWN).await
    }

    /// Saves the uses that fit as a table (CSV) where the person chooses. Gives the news, or nothing when
    /// they thought better of it.
    pub async fn export_usage(&self, request: TokenUsageRequest) -> Result<Message, WireError> {
        let ledger = self.ledger(&request, ALL).await?;
        let table = table(&ledger).map_err(|error| {
            tracing::error!(%error, "the ledger could not be written as a table");
            WireError::plain(ErrorCode::CommandRequest)
        })?;
        self.core.save_as("token-uses.csv", &table).await
    }

    async fn ledger(&self, request: &TokenUsageRequest, limit: u32) -> Result<TokenUsageView, WireError> {
        self.core.logs.write_first().await;
        let filter = UseFilter {
            partner_id: request.partner_id.clone(),
            token: request.token.map(TokenName::into),
            destination: request.destination.trim().to_owned(),
            outcomes: request.group.map(TokenUseGroup::outcomes).unwrap_or_default().to_vec(),
        };
        let (rows, count, names) = self
            .core
            .read(move |store| {
                let (rows, count) = store.token_uses(&filter, limit)?;
                Ok((rows, count, store.names()?))
            })
            .await?;
        Ok(TokenUsageView { uses: rows.into_iter().map(|row| view(row, &names)).collect(), count })
    }
}

fn view(row: TokenUse, names: &HashMap<String, String>) -> TokenUseView {
    TokenUseView {
        at: row.at,
        partner: row.partner_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        environment: text::plain(&format!("environment.{}", row.key.environment.key())),
        token: text::plain(&format!("token.{}", row.key.token.key())),
        destination: text::plain(&row.destination),
        purpose: text::plain(&row.purpose),
        group: TokenUseGroup::of(&row.outcome),
        outcome: outcome_in_words(&row.outcome, &row.args),
    }
}

fn table(ledger: &TokenUsageView) -> Result<String, Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = ["time", "partner", "environment", "token", "destination", "purpose", "outcome"];
    writer.write_record(columns.map(|name| text::plain(&format!("ledger.column.{name}"))))?;
    for one in &ledger.uses {
        let time = jiff::Timestamp::from_millisecond(one.at)?.to_string();
        let cells =
            [&time, &one.partner, &one.environment, &one.token, &one.destination, &one.purpose, &one.outcome];
        writer.write_record(cells.map(|cell| harmless(cell)))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// A cell that no spreadsheet takes for a formula (a partner may be named `=1+1`).
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::usage::LEFT;

    #[test]
    fn every_outcome_belongs_to_one_group_and_has_a_sentence() {
        let groups = [TokenUseGroup::Sent, TokenUseGroup::HeldBack, TokenUseGroup::Here];
        for outcome in groups.iter().flat_map(|group| group.outcomes()) {
            assert_eq!(groups.iter().filter(|group| group.outcomes().contains(outcome)).count(), 1);
            assert!(text::has(outcome), "{outcome}");
        }
        assert!(LEFT.iter().all(|outcome| text::has(outcome)));
    }

    #[test]
    fn a_table_holds_no_formula_and_quotes_what_has_commas() {
        let one = TokenUseView {
            at: 0,
            partner: "=1+1".into(),
            environment: "RC".into(),
            token: "Customer token".into(),
            destination: "https://a.example".into(),
            purpose: "Try, once".into(),
            outcome: "@home \"quoted\"".into(),
            group: TokenUseGroup::Sent,
        };
        let text = table(&TokenUsageView { uses: vec![one], count: 1 }).unwrap();
        assert_eq!(
            text.lines().nth(1).unwrap(),
            r#"1970-01-01T00:00:00Z,'=1+1,RC,Customer token,https://a.example,"Try, once","'@home ""quoted""""#
        );
    }
}
