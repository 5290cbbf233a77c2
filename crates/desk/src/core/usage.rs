//! Uses of tokens as they are noted: which token went where, what for, and what came of it. Never a token.

use crate::core::snapshot::PartnerSnapshot;
use client::Exchange;
use partner::Environment;
use redact::SecretKind;
use store::{Millis, TokenKey, TokenUse};

pub(crate) const ANSWERED: &str = "use.answered";
pub(crate) const TURNED_AWAY: &str = "use.turned_away";
pub(crate) const NO_ANSWER: &str = "use.no_answer";
pub(crate) const WITHHELD: &str = "use.withheld";
pub(crate) const NOT_FOLLOWED: &str = "use.not_followed";
pub(crate) const NOT_SENT: &str = "use.not_sent";
pub(crate) const KEPT: &str = "use.kept";
pub(crate) const KEPT_FOR_SESSION: &str = "use.kept_for_session";
pub(crate) const FORGOTTEN: &str = "use.forgotten";
pub(crate) const COPIED: &str = "use.copied";

/// Outcomes by which a token has left the app.
pub(crate) const LEFT: [&str; 4] = [ANSWERED, TURNED_AWAY, NO_ANSWER, COPIED];

/// Before the name of what is filled in in the reason.
const REASON: &str = "reason.";

/// What came of a use, in words. Reasons of the first versions are sentences, and stay as they are.
pub(crate) fn outcome_in_words(outcome: &str, args: &[(String, String)]) -> String {
    let of_reason: Vec<(&str, &str)> =
        args.iter().filter_map(|(name, value)| Some((name.strip_prefix(REASON)?, value.as_str()))).collect();
    let told: Vec<(&str, String)> = args
        .iter()
        .map(|(name, value)| match name.as_str() {
            "reason" => ("reason", text::render(value, &of_reason)),
            name => (name, value.clone()),
        })
        .collect();
    let args: Vec<(&str, &str)> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
    text::render(outcome, &args)
}

/// Whose tokens a call may carry.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) partner_id: String,
    pub(crate) company_id: String,
    pub(crate) environment: Option<Environment>,
}

impl Caller {
    pub(crate) fn of(context: &PartnerSnapshot) -> Self {
        Self {
            partner_id: context.row.id.clone(),
            company_id: context.registration.company_id.trim().to_owned(),
            environment: context.environment(),
        }
    }

    fn key(&self, token: SecretKind) -> Option<TokenKey> {
        let owner = if token == SecretKind::Personal { &self.company_id } else { &self.partner_id };
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
    let reason = exchange.error.as_deref().unwrap_or_default();
    if reason == "trouble.wrong_origin" {
        return (WITHHELD, Vec::new());
    }
    // The connection never stood, so nothing went over it. A server that insists on a certificate of ours may
    // say so after the request.
    let before = ["offline", "name_not_found", "not_public", "proxied", "refused"];
    let never_stood = reason.strip_prefix("trouble.").is_some_and(|rest| {
        before.contains(&rest) || (rest.starts_with("tls.") && rest != "tls.client_certificate")
    });
    let mut args = vec![("reason".to_owned(), reason.to_owned())];
    args.extend(exchange.error_args.iter().map(|(name, value)| (format!("{REASON}{name}"), value.clone())));
    // An earlier try may have got further than the last one.
    (if never_stood && !exchange.was_sent { NOT_SENT } else { NO_ANSWER }, args)
}

/// A use on this computer.
pub(crate) struct LocalUse<'a> {
    /// A place by its own name, or a key of the catalogue of texts.
    pub(crate) destination: &'a str,
    pub(crate) outcome: &'static str,
    /// What is to be filled in as the place.
    pub(crate) place: &'a str,
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
        let args = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let now = args(&[("reason", "trouble.timed_out"), ("reason.seconds", "10")]);
        let sentence = text::render("trouble.timed_out", &[("seconds", "10")]);
        let told = text::render(NO_ANSWER, &[("reason", &sentence)]);
        assert_eq!(outcome_in_words(NO_ANSWER, &now), told);
        assert_eq!(
            outcome_in_words(NO_ANSWER, &args(&[("reason", &sentence)])),
            told,
            "of the first versions"
        );
        let redirected = used(json!({ "status": 302, "not_followed": "https://b.example" }));
        assert_eq!(redirected[0], ("https://b.example".to_owned(), NOT_FOLLOWED.to_owned()));
        assert_eq!(redirected[1..], home(ANSWERED));
    }
}
