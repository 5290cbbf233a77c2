//! The ledger of tokens: each use with time, destination, purpose and outcome. Never a token.

use crate::core::snapshot::Context;
use crate::desk::Desk;
use crate::{LedgerRequest, LedgerView, Sentence, TokenName, UseGroup, UseView, WireError, text};
use client::Exchange;
use partner::Environment;
use redact::Token;
use std::collections::HashMap;
use store::{Millis, TokenKept, TokenKey, TokenNote, TokenUse, UseFilter};

const ANSWERED: &str = "use.answered";
const TURNED_AWAY: &str = "use.turned_away";
const NO_ANSWER: &str = "use.no_answer";
const WITHHELD: &str = "use.withheld";
const NOT_FOLLOWED: &str = "use.not_followed";
const NOT_SENT: &str = "use.not_sent";
const KEPT: &str = "use.kept";
const KEPT_FOR_SESSION: &str = "use.kept_for_session";
const FORGOTTEN: &str = "use.forgotten";
pub(crate) const COPIED: &str = "use.copied";

/// Outcomes by which a token has left the app.
pub(crate) const LEFT: [&str; 4] = [ANSWERED, TURNED_AWAY, NO_ANSWER, COPIED];

/// Shown at once.
const SHOWN: u32 = 300;
/// More than the ledger ever holds.
const ALL: u32 = 1_000_000;

impl UseGroup {
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

/// Whose tokens a call may carry.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) partner_id: String,
    pub(crate) company_id: String,
    pub(crate) environment: Option<Environment>,
}

impl Caller {
    pub(crate) fn of(context: &Context) -> Self {
        Self {
            partner_id: context.row.id.clone(),
            company_id: context.registration.company_id.trim().to_owned(),
            environment: context.environment(),
        }
    }

    fn key(&self, token: Token) -> Option<TokenKey> {
        let owner = if token == Token::Personal { &self.company_id } else { &self.partner_id };
        Some(TokenKey { environment: self.environment?, token, owner: owner.clone() })
    }

    /// The uses of tokens in one call.
    pub(crate) fn uses(&self, exchange: &Exchange, at: Millis) -> Vec<TokenUse> {
        let mut uses = Vec::new();
        for carried in &exchange.carried {
            let Some(key) = carried.token().and_then(|token| self.key(token)) else { continue };
            let (outcome, args) = outcome(exchange);
            let sent = TokenUse {
                at,
                partner_id: Some(self.partner_id.clone()),
                key,
                destination: carried.to.clone(),
                purpose: exchange.purpose.clone(),
                outcome: outcome.into(),
                args,
            };
            if let Some(to) = &exchange.not_followed {
                uses.push(TokenUse {
                    destination: to.clone(),
                    outcome: NOT_FOLLOWED.into(),
                    args: vec![("from".into(), carried.to.clone())],
                    ..sent.clone()
                });
            }
            uses.push(sent);
        }
        uses
    }
}

/// What became of a token that a call was to carry.
fn outcome(exchange: &Exchange) -> (&'static str, Vec<(String, String)>) {
    if let Some(status) = exchange.status {
        let kind = if matches!(status, 401 | 403) { TURNED_AWAY } else { ANSWERED };
        return (kind, vec![("status".into(), status.to_string())]);
    }
    let reason = exchange.trouble.as_deref().unwrap_or_default();
    if reason == "trouble.wrong_origin" {
        return (WITHHELD, Vec::new());
    }
    // The connection never stood, so nothing went over it. A server that insists on a certificate of ours may
    // say so after the request.
    let before = ["offline", "name_not_found", "not_public", "proxied", "refused"];
    let never_stood = reason.strip_prefix("trouble.").is_some_and(|rest| {
        before.contains(&rest) || (rest.starts_with("tls.") && rest != "tls.client_certificate")
    });
    let said: Vec<(&str, &str)> =
        exchange.trouble_args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let args = vec![("reason".to_owned(), text::render(reason, &said))];
    // An earlier try may have got further than the last one.
    (if never_stood && !exchange.was_sent { NOT_SENT } else { NO_ANSWER }, args)
}

/// A use on this computer.
pub(crate) struct Here<'a> {
    /// A place by its own name, or a key of the catalogue of texts.
    pub(crate) destination: &'a str,
    pub(crate) outcome: &'static str,
    /// What is to be filled in as the place.
    pub(crate) place: &'a str,
}

impl Desk {
    /// Notes a use on this computer; on the disk with the next [`Desk::write_logs`].
    pub(crate) fn note_here(&self, context: &Context, key: &TokenKey, here: Here<'_>) {
        self.note_of_partner(Some(context.row.id.clone()), key, here);
    }

    fn note_of_partner(&self, partner_id: Option<String>, key: &TokenKey, here: Here<'_>) {
        self.unwritten.add_use(TokenUse {
            at: self.now(),
            partner_id,
            key: key.clone(),
            destination: here.destination.to_owned(),
            purpose: "use.purpose.here".into(),
            outcome: here.outcome.into(),
            args: vec![("place".into(), here.place.to_owned())],
        });
    }

    pub(crate) fn note_kept_use(&self, context: &Context, key: &TokenKey, note: &TokenNote) {
        let here = match note.kept {
            TokenKept::Keychain => Here { destination: &note.place, outcome: KEPT, place: &note.place },
            TokenKept::Session | TokenKept::Unknown => {
                Here { destination: "place.memory", outcome: KEPT_FOR_SESSION, place: "" }
            }
        };
        self.note_here(context, key, here);
    }

    pub(crate) fn note_forgotten_use(&self, key: &TokenKey) {
        // A personal token is a company's, which may have several partners.
        let partner_id = (key.token != Token::Personal).then(|| key.owner.clone());
        self.note_of_partner(
            partner_id,
            key,
            Here { destination: "place.computer", outcome: FORGOTTEN, place: "" },
        );
    }

    /// Uses of tokens, newest first.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn ledger_list(&self, request: LedgerRequest) -> Result<LedgerView, WireError> {
        self.ledger(&request, SHOWN).await
    }

    /// Saves the uses that fit as a table (CSV) where the person chooses. Gives the news, or nothing when
    /// they thought better of it.
    pub async fn ledger_export(&self, request: LedgerRequest) -> Result<Sentence, WireError> {
        let ledger = self.ledger(&request, ALL).await?;
        let table = table(&ledger).map_err(|error| {
            tracing::error!(%error, "the ledger could not be written as a table");
            WireError::plain("command.request")
        })?;
        self.save_as("token-uses.csv", &table).await
    }

    async fn ledger(&self, request: &LedgerRequest, limit: u32) -> Result<LedgerView, WireError> {
        self.write_logs_first().await;
        let filter = UseFilter {
            token: request.token.map(TokenName::into),
            destination: request.destination.trim().to_owned(),
            outcomes: request.group.map(UseGroup::outcomes).unwrap_or_default().to_vec(),
        };
        let (rows, count, names) = self
            .with_store(move |store| {
                let (rows, count) = store.token_uses(&filter, limit)?;
                Ok((rows, count, store.names()?))
            })
            .await?;
        Ok(LedgerView { uses: rows.into_iter().map(|row| view(row, &names)).collect(), count })
    }
}

fn view(row: TokenUse, names: &HashMap<String, String>) -> UseView {
    let args: Vec<(&str, &str)> =
        row.args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    UseView {
        at: row.at,
        partner: row.partner_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        environment: text::plain(&format!("environment.{}", row.key.environment.key())),
        token: text::plain(&format!("token.{}", row.key.token.key())),
        destination: text::plain(&row.destination),
        purpose: text::plain(&row.purpose),
        group: UseGroup::of(&row.outcome),
        outcome: text::render(&row.outcome, &args),
    }
}

fn table(ledger: &LedgerView) -> Result<String, Box<dyn std::error::Error>> {
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
    use serde_json::json;

    fn used(changes: serde_json::Value) -> Vec<(String, String)> {
        let mut exchange = json!({
            "purpose": "purpose.validate_good", "method": "GET", "url": "https://a.example/", "request_headers": [],
            "request_body": "", "status": null, "response_headers": [], "response_body": "", "trouble": null,
            "duration_ms": 1, "carried": [{ "token": "customer", "to": "https://a.example" }]
        });
        exchange.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        let caller =
            Caller { partner_id: "p".into(), company_id: "1".into(), environment: Some(Environment::Rc) };
        caller
            .uses(&serde_json::from_value(exchange).unwrap(), 7)
            .into_iter()
            .map(|one| (one.destination, one.outcome))
            .collect()
    }

    #[test]
    fn what_became_of_a_token_is_told_apart() {
        let home = |outcome: &str| vec![("https://a.example".to_owned(), outcome.to_owned())];
        assert_eq!(used(json!({ "status": 200 })), home(ANSWERED));
        assert_eq!(used(json!({ "status": 403 })), home(TURNED_AWAY));
        for reason in
            ["trouble.refused", "trouble.tls.expired", "trouble.name_not_found", "trouble.not_public"]
        {
            assert_eq!(used(json!({ "trouble": reason })), home(NOT_SENT), "{reason}");
        }
        for reason in
            ["trouble.broken", "trouble.timed_out", "trouble.tls.client_certificate", "trouble.not_http"]
        {
            assert_eq!(used(json!({ "trouble": reason })), home(NO_ANSWER), "{reason}");
        }
        assert_eq!(used(json!({ "trouble": "trouble.wrong_origin" })), home(WITHHELD));
        assert_eq!(used(json!({ "trouble": "trouble.refused", "was_sent": true })), home(NO_ANSWER));
        assert_eq!(used(json!({ "status": 200, "carried": [] })), []);
        let redirected = used(json!({ "status": 302, "not_followed": "https://b.example" }));
        assert_eq!(redirected[0], ("https://b.example".to_owned(), NOT_FOLLOWED.to_owned()));
        assert_eq!(redirected[1..], home(ANSWERED));
    }

    #[test]
    fn every_outcome_belongs_to_one_group_and_has_a_sentence() {
        let groups = [UseGroup::Sent, UseGroup::HeldBack, UseGroup::Here];
        for outcome in groups.iter().flat_map(|group| group.outcomes()) {
            assert_eq!(groups.iter().filter(|group| group.outcomes().contains(outcome)).count(), 1);
            assert!(text::has(outcome), "{outcome}");
        }
        assert!(LEFT.iter().all(|outcome| text::has(outcome)));
    }

    #[test]
    fn a_table_holds_no_formula_and_quotes_what_has_commas() {
        let one = UseView {
            at: 0,
            partner: "=1+1".into(),
            environment: "RC".into(),
            token: "Customer token".into(),
            destination: "https://a.example".into(),
            purpose: "Try, once".into(),
            outcome: "@home \"quoted\"".into(),
            group: UseGroup::Sent,
        };
        let text = table(&LedgerView { uses: vec![one], count: 1 }).unwrap();
        assert_eq!(
            text.lines().nth(1).unwrap(),
            r#"1970-01-01T00:00:00Z,'=1+1,RC,Customer token,https://a.example,"Try, once","'@home ""quoted""""#
        );
    }
}
