//! The Partners API as a suite: what the documentation says of it, and what Partner Desk assumes where it is silent.
//!
//! The Sandbox must hold both. Whoever has an account can hold the suite against Recruitee's Release Candidate: what
//! is documented must hold there too, and where an assumption does not, it is told.

mod caller;
mod cases;

pub use caller::Caller;

use desk::{SandboxServer, TokenPurpose, now};
use sandbox::Sandbox;
use serde_json::Value;
use std::{fs, path::Path};

/// Where an expectation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// It stands in Recruitee's documentation.
    Documented,
    /// The documentation does not say, so Partner Desk assumes it.
    Assumed,
}

/// What came of an expectation.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// What is expected.
    pub fact: &'static str,
    /// By whom.
    pub source: Source,
    /// What was seen instead, where it does not hold.
    pub seen_instead: Option<String>,
}

/// An answer of the API.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    /// 0 where there was no answer.
    pub(crate) status: u16,
    /// `null` where it is no JSON.
    pub(crate) body: Value,
}

impl Reply {
    pub(crate) fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    pub(crate) fn is_client_error(&self) -> bool {
        matches!(self.status, 400..=499)
    }

    /// The record in an answer, flat or wrapped.
    pub(crate) fn record(&self) -> &Value {
        self.body.get("partner").unwrap_or(&self.body)
    }
}

/// What was seen so far.
#[derive(Default)]
pub(crate) struct Findings(Vec<Expectation>);

impl Findings {
    pub(crate) fn documented(&mut self, fact: &'static str, holds: bool, reply: &Reply) {
        self.note(Source::Documented, fact, holds, reply);
    }

    pub(crate) fn assumed(&mut self, fact: &'static str, holds: bool, reply: &Reply) {
        self.note(Source::Assumed, fact, holds, reply);
    }

    fn note(&mut self, source: Source, fact: &'static str, holds: bool, reply: &Reply) {
        let seen = || {
            let mut body = reply.body.clone();
            hide_secrets(&mut body);
            let body: String = body.to_string().chars().take(300).collect();
            format!("{} {body}", reply.status)
        };
        self.0.push(Expectation { fact, source, seen_instead: (!holds).then(seen) });
    }
}

/// The secret of the partner that the suite made is not for the terminal, wherever an answer has it.
fn hide_secrets(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if name == "secret" { *member = "…".into() } else { hide_secrets(member) }
            }
        }
        Value::Array(entries) => entries.iter_mut().for_each(hide_secrets),
        _ => {}
    }
}

/// Holds the API to the suite with a partner of its own, which is deleted again.
///
/// # Panics
/// When curl cannot be started.
pub fn hold_to_contract(caller: &Caller) -> Vec<Expectation> {
    let mut findings = Findings::default();
    cases::all(caller, &mut findings);
    findings.0
}

/// A Sandbox with its data in `folder`, and whoever calls it.
///
/// # Panics
/// When it does not start.
#[expect(clippy::disallowed_methods, reason = "curl reads the authority from a file")]
pub async fn sandbox_caller(folder: &Path) -> (Caller, Sandbox) {
    let sandbox = Sandbox::new(folder.to_owned(), 0, now);
    let route = sandbox.start().await.expect("the Sandbox starts");
    let token = sandbox.mint(TokenPurpose::Personal).expect("the Sandbox makes a token");
    let authority = folder.join("authority.pem");
    fs::write(&authority, sandbox.authority_pem().unwrap_or_default()).unwrap();
    let base = format!("https://{}/api", route.listens_at);
    let way = vec![format!("cacert = \"{}\"", authority.display())];
    let token = token.expose_secret().to_owned();
    (Caller { base, company_id: route.company_id, token, way }, sandbox)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_secret_is_not_said_wherever_an_answer_has_it() {
        let (body, mut findings) = (
            json!({ "partner": { "secret": "canary" }, "all": [{ "secret": "canary" }] }),
            Findings::default(),
        );
        findings.documented("a fact", false, &Reply { status: 500, body });
        let said = findings.0[0].seen_instead.clone().unwrap_or_default();
        assert!(said.starts_with("500 ") && !said.contains("canary"), "{said}");
    }
}
