//! What a service did with a token, and what that shows of the service: caches, lock-outs, walls.

use crate::no_answer::{asked_to_wait, no_answer};
use crate::robot_wall::robot_wall;
use crate::verdict::Finding;
use crate::{Answer, Call, Cause, Evidence, Message, NotSent, ProbeError, Seen, TokenSent};
use serde_json::Value;

/// Two answers so far apart, in milliseconds, bear different seconds.
const APART_MS: u64 = 1500;

/// What a service did with a token.
pub(crate) enum AuthOutcome<'a> {
    Accepted(&'a Answer),
    /// 401 or 403.
    Rejected(&'a Answer),
    /// Neither 2xx nor 401/403.
    Odd(&'a Answer),
    /// 429 or 423.
    AskedToWait(&'a Answer),
    /// A wall that keeps robots out answered; holds its name.
    Wall(&'static str),
    None(ProbeError),
}

impl<'a> AuthOutcome<'a> {
    /// What an answer shows of it.
    pub(crate) fn of(result: Result<&'a Answer, ProbeError>) -> Self {
        match result {
            Err(error) => Self::None(error),
            Ok(answer) => match (robot_wall(answer), answer.status) {
                (Some(product), _) => Self::Wall(product),
                (None, 200..=299) => Self::Accepted(answer),
                (None, 401 | 403) => Self::Rejected(answer),
                (None, 423 | 429) => Self::AskedToWait(answer),
                (None, _) => Self::Odd(answer),
            },
        }
    }
}

/// The answers of one of the two URLs to all kinds of tokens.
#[derive(Clone, Copy)]
pub(crate) struct Endpoint<'a> {
    evidence: &'a Evidence,
    call: fn(TokenSent) -> Call,
}

impl<'a> Endpoint<'a> {
    /// `validate_token`.
    pub(crate) fn validate(evidence: &'a Evidence) -> Self {
        Self { evidence, call: Call::Validate }
    }

    /// The list of tests.
    pub(crate) fn tests(evidence: &'a Evidence) -> Self {
        Self { evidence, call: Call::Tests }
    }

    pub(crate) fn outcome(self, token: TokenSent) -> AuthOutcome<'a> {
        AuthOutcome::of(self.evidence.answer((self.call)(token)))
    }

    /// The wrong tokens that were to be sent, each with what was done with it.
    pub(crate) fn wrong_tokens(self) -> Vec<(TokenSent, AuthOutcome<'a>)> {
        TokenSent::VARIANTS
            .into_iter()
            .chain([TokenSent::Later])
            .map(|token| (token, self.outcome(token)))
            .filter(|(_, outcome)| {
                !matches!(outcome, AuthOutcome::None(ProbeError::NotSent(NotSent::NoSuchPart)))
            })
            .collect()
    }

    /// Whether the service locks callers out after wrong tokens: the right one was accepted and a wrong one
    /// rejected before it asked to wait. What it does with further wrong tokens is no fault then: none gets in.
    pub(crate) fn locks_out(self) -> bool {
        matches!(self.outcome(TokenSent::Good), AuthOutcome::Accepted(_))
            && matches!(self.outcome(TokenSent::Changed), AuthOutcome::Rejected(_))
    }

    /// Whether nothing but a lock-out was seen of a wrong token.
    pub(crate) fn is_lock_out(self, outcome: &AuthOutcome<'_>) -> bool {
        let waits = matches!(
            outcome,
            AuthOutcome::AskedToWait(_)
                | AuthOutcome::None(ProbeError::NotSent(NotSent::LockedOut | NotSent::AskedToWait(_)))
        );
        waits && self.locks_out()
    }

    /// Whether a cache in front gave the answer to a wrong token: it says so, the answer bears the very time of an
    /// earlier one, or the same token was rejected at one time and got the right one's body at another.
    pub(crate) fn is_from_cache(self, answer: &Answer) -> bool {
        if cache_says_so(answer) {
            return true;
        }
        let AuthOutcome::Accepted(good) = self.outcome(TokenSent::Good) else { return false };
        let is_its_body = !answer.body.is_empty() && answer.body == good.body;
        if let AuthOutcome::Accepted(later) = self.outcome(TokenSent::Later) {
            // Asked seconds after the right token; a web server writes the time of each answer into it.
            let is_its_time = is_apart(good, later)
                && later.header("date").is_some_and(|date| good.header("date") == Some(date));
            let was_rejected = matches!(self.outcome(TokenSent::Changed), AuthOutcome::Rejected(_));
            return is_its_time || (was_rejected && is_its_body);
        }
        let rejected_later = matches!(self.outcome(TokenSent::Later), AuthOutcome::Rejected(_));
        rejected_later
            && is_its_body
            && std::ptr::eq(answer, self.answer(TokenSent::Changed).unwrap_or(answer))
    }

    fn answer(self, token: TokenSent) -> Option<&'a Answer> {
        self.evidence.answer((self.call)(token)).ok()
    }
}

/// Whether so much time lay between two answers that a server has written another second into each. Some keep the
/// second they wrote last for a while.
fn is_apart(earlier: &Answer, later: &Answer) -> bool {
    let asked_at = later.came_at_ms.saturating_sub(later.took_ms);
    asked_at.saturating_sub(earlier.came_at_ms) >= APART_MS
}

/// Whether the headers of an answer say that it came from a cache. Every maker has a header of its own, and each
/// has `cache` in its name and `hit` in its value.
fn cache_says_so(answer: &Answer) -> bool {
    let hit = answer.headers.iter().any(|(name, value)| {
        let value = value.to_ascii_lowercase();
        let mut words = value.split(|c: char| !c.is_ascii_alphanumeric());
        name.contains("cache") && words.any(|word| matches!(word, "hit" | "stale"))
    });
    let age = answer.header("age").and_then(|age| age.parse::<u64>().ok());
    let served_again = answer.header("x-varnish").is_some_and(|ids| ids.split_whitespace().count() > 1);
    let hits = answer.header("x-cache-hits").is_some_and(|hits| {
        hits.split(',').any(|count| count.trim().parse::<u64>().is_ok_and(|count| count > 0))
    });
    hit || age.is_some_and(|age| age > 0) || served_again || hits
}

/// Whether a rejection reads like a lock-out: the token may be right all the same.
pub(crate) fn speaks_of_lock_out(answer: &Answer) -> bool {
    const WORDS: [&str; 9] = [
        "too many",
        "locked out",
        "is locked",
        "temporarily locked",
        "temporarily blocked",
        "been locked",
        "been blocked",
        "try again later",
        "rate limit",
    ];
    if answer.retry_after().is_some() {
        return true;
    }
    let text = String::from_utf8_lossy(&answer.body[..answer.body.len().min(4096)]).to_lowercase();
    WORDS.iter().any(|words| text.contains(words))
}

/// What accepting a wrong token looks like, for those who believe that they do not.
pub(crate) fn looks_like_rejection(answer: &Answer) -> Option<&'static str> {
    let is_page = answer.content_type.to_ascii_lowercase().starts_with("text/html");
    if says_no(&answer.body) {
        Some("error_body")
    } else if answer.found_at.is_some() && is_page {
        Some("log_in_page")
    } else {
        None
    }
}

/// Whether a body says what only the status can say.
pub(crate) fn says_no(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else { return false };
    fields.iter().any(|(name, value)| match name.to_ascii_lowercase().as_str() {
        "error" | "errors" => !matches!(value, Value::Null | Value::Bool(false)) && !is_empty(value),
        "success" | "ok" | "valid" | "authenticated" | "authorized" | "is_valid" | "isvalid" => {
            *value == Value::Bool(false)
        }
        "status" | "code" | "statuscode" | "status_code" => {
            let text = value.as_str().map(str::to_ascii_lowercase).unwrap_or_default();
            matches!(value.as_u64(), Some(400..=599))
                || ["error", "fail", "failed", "unauthorized", "forbidden", "401", "403"]
                    .contains(&text.as_str())
        }
        _ => false,
    })
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A status that the right token should not meet, each with what usually lies behind it.
pub(crate) fn odd(answer: &Answer) -> Finding {
    let variant = match answer.status {
        // Where it leads, and that no token goes there, is said once.
        _ if answer.redirect.is_some() => return Finding::unknown(Cause::DependsOn("ADDR-6")),
        404 | 410 => "not_there",
        405 | 501 => "method",
        400 | 415 | 422 => "asks_for_more",
        500..=599 => "server_error",
        300..=399 => "redirect_nowhere",
        _ => "status",
    };
    Finding::developers(variant).with("status", answer.status)
}

/// The verdict for an outcome that shows neither acceptance nor rejection.
pub(crate) fn undecided(outcome: &AuthOutcome<'_>) -> Finding {
    match outcome {
        AuthOutcome::AskedToWait(answer) if answer.status == 423 => Finding::unknown(Cause::LockedOut),
        AuthOutcome::AskedToWait(answer) => asked_to_wait(answer),
        AuthOutcome::Wall(product) => Finding::unknown(Cause::RobotWall).with("product", product),
        AuthOutcome::None(error) => no_answer(error),
        AuthOutcome::Odd(answer) => Finding::developers("status").with("status", answer.status),
        AuthOutcome::Accepted(_) | AuthOutcome::Rejected(_) => Finding::unknown(Cause::Cancelled),
    }
}

/// One row of the truth table. A row for information says nothing for or against.
pub(crate) fn row(token: TokenSent, outcome: &AuthOutcome<'_>, is_lock_out: bool) -> Seen {
    let wanted = token == TokenSent::Good;
    let judged = token != TokenSent::Padded;
    let (was, status, good) = match outcome {
        _ if is_lock_out => ("seen.locked_out", None, Some(true)),
        AuthOutcome::Accepted(answer) => ("seen.let_in", Some(answer.status), Some(wanted)),
        AuthOutcome::Rejected(answer) => ("seen.turned_away", Some(answer.status), Some(!wanted)),
        AuthOutcome::Odd(answer) => ("seen.status", Some(answer.status), Some(false)),
        AuthOutcome::AskedToWait(answer) => ("seen.status", Some(answer.status), None),
        AuthOutcome::Wall(..) => ("seen.robot_wall", None, None),
        AuthOutcome::None(_) => ("seen.no_answer", None, None),
    };
    let should = match token {
        TokenSent::Good => "seen.should_let_in",
        TokenSent::Padded => "seen.should_either",
        _ => "seen.should_turn_away",
    };
    Seen {
        what: format!("seen.token.{}", token.key()),
        should: should.into(),
        was: Message {
            key: was.into(),
            args: status.map(|s| ("status", s.to_string())).into_iter().collect(),
        },
        good: good.filter(|_| judged),
    }
}
