//! What a pack shows: verdicts, what people confirmed, the rehearsal, the requests. Its texts are sentences, so that
//! whoever reads a pack later needs no catalog.

use crate::names::{Level, State, StepState};
use crate::time::Time;
use serde::{Deserialize, Serialize};

/// What was found by a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// `REC-1` and so on.
    pub id: String,
    /// The rule as a fact, or the fault.
    pub title: String,
    /// The heading it stands under.
    pub group: String,
    /// How it came out.
    pub state: State,
    /// What it is worth.
    pub level: Level,
    /// What was found.
    pub sentence: String,
    /// Why it matters.
    pub why: String,
    /// The part of an answer or of the article that it rests on.
    pub quote: Option<String>,
    /// What was seen, line by line.
    pub seen: Vec<Seen>,
    /// The version of its rule.
    pub rule_version: u32,
    /// Whether the rule, or this version of it, is newer than the last run that the person saw.
    pub is_new_rule: bool,
    /// When it was judged.
    pub checked_at: Option<Time>,
    /// Who confirmed it.
    pub confirmed: Option<Confirmed>,
}

/// Who confirmed a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// Name or role.
    pub by: String,
    /// When.
    pub at: Option<Time>,
}

/// One line of what was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// What was looked at.
    pub what: String,
    /// What it should be.
    pub should: String,
    /// What it was.
    pub was: String,
    /// `None` where it says nothing for or against.
    pub good: Option<bool>,
}

/// A check that this pack has no verdict of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotJudged {
    /// `SEND-1` and so on.
    pub id: String,
    /// The rule as a fact.
    pub title: String,
}

/// What a person confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The check, or another thing to confirm.
    pub id: String,
    /// What was confirmed.
    pub sentence: String,
    /// Name or role.
    pub by: String,
    /// When.
    pub at: Option<Time>,
}

/// A candidate that was sent as Recruitee does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rehearsal {
    /// In their order.
    pub steps: Vec<Step>,
    /// What the service reported, in a sentence.
    pub report: Option<String>,
}

/// A step of the rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What was done.
    pub title: String,
    /// How it came out.
    pub state: StepState,
    /// When.
    pub at: Option<Time>,
    /// What came of it.
    pub sentence: String,
}

/// A request with its answer. Tokens in it are masked before it comes here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Why it was made.
    pub purpose: String,
    /// `GET`, …; `TLS` for a handshake alone.
    pub method: String,
    /// Without the values of its query.
    pub url: String,
    /// As they were sent.
    pub request_headers: Vec<Header>,
    /// Empty for most.
    pub request_body: String,
    /// `None` where there was no answer.
    pub status: Option<u16>,
    /// As they came.
    pub response_headers: Vec<Header>,
    /// As text.
    pub response_body: String,
    /// Why there was no answer.
    pub error: Option<String>,
    /// When it left, where that is known.
    pub started_at: Option<Time>,
    /// From the first look-up to the last byte.
    pub duration_ms: u64,
    /// How long its parts took.
    pub phases: Phases,
}

/// The name and the value of a header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// `Content-Type`, …
    pub name: String,
    /// As it was sent.
    pub value: String,
}

/// How long the parts of a request took, in microseconds. Zero where there was no such part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phases {
    /// Looking the name up.
    pub name_us: u64,
    /// Until the connection stood.
    pub connect_us: u64,
    /// The handshake.
    pub tls_us: u64,
    /// From the request to the head of the answer.
    pub first_byte_us: u64,
}
