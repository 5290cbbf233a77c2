//! TOKEN: only the right customer token may be let in.

use crate::verdict::Finding;
use crate::{Answer, Call, Cause, Evidence, Seen, Sentence, Target, TokenSent, Trouble};
use serde_json::Value;

/// What a service did with a token.
enum Door<'a> {
    LetIn(&'a Answer),
    TurnedAway(u16),
    /// Neither 2xx nor 401/403.
    Odd(&'a Answer),
    TooManyRequests,
    None(Trouble),
}

fn door(answer: Result<&Answer, Trouble>) -> Door<'_> {
    match answer {
        Err(trouble) => Door::None(trouble),
        Ok(answer) => match answer.status {
            200..=299 => Door::LetIn(answer),
            401 | 403 => Door::TurnedAway(answer.status),
            429 => Door::TooManyRequests,
            _ => Door::Odd(answer),
        },
    }
}

/// The verdict for a call that got no answer to judge. Faults of the network are the developer's;
/// faults that another check names are left to it.
pub(crate) fn no_answer(trouble: &Trouble) -> Finding {
    match trouble {
        Trouble::Offline => Finding::unknown(Cause::Offline),
        Trouble::Cancelled => Finding::unknown(Cause::Cancelled),
        Trouble::NoToken => Finding::unknown(Cause::NoToken).at(Target::CustomerToken),
        Trouble::Keychain => Finding::unknown(Cause::Keychain).at(Target::CustomerToken),
        Trouble::NotAllowed => Finding::unknown(Cause::NotAllowed).at(Target::CustomerToken),
        Trouble::Proxied => Finding::unknown(Cause::Proxied),
        Trouble::NoAddress => Finding::unknown(Cause::DependsOn("ADDR-1")),
        Trouble::NotPublic | Trouble::NameNotFound => Finding::unknown(Cause::DependsOn("ADDR-2")),
        Trouble::Tls(_) => Finding::unknown(Cause::DependsOn("ADDR-4")),
        Trouble::Redirects => Finding::unknown(Cause::DependsOn("ADDR-6")),
        Trouble::Refused => Finding::no_answer("refused"),
        Trouble::TimedOut(seconds) => Finding::no_answer("timed_out").with("seconds", seconds),
        Trouble::TooLarge(bytes) => Finding::no_answer("too_large").with("bytes", bytes),
        Trouble::Broken => Finding::no_answer("broken"),
        Trouble::NotHttp => Finding::no_answer("not_http"),
        Trouble::NotUnpacked => Finding::no_answer("not_unpacked"),
    }
}

/// A status that the right token should not meet, each with what usually lies behind it.
fn odd(answer: &Answer) -> Finding {
    let variant = match answer.status {
        // Where it leads, and that no token goes there, is said once.
        _ if answer.redirect.is_some() => return Finding::unknown(Cause::DependsOn("ADDR-6")),
        404 | 410 => "not_there",
        405 | 501 => "method",
        400 | 415 | 422 => "asks_for_more",
        500..=599 => "server_error",
        _ => "status",
    };
    Finding::developers(variant).with("status", answer.status)
}

/// One row of the truth table. A row for information says nothing for or against.
fn row(token: TokenSent, door: &Door<'_>) -> Seen {
    let wanted = token == TokenSent::Good;
    let judged = token != TokenSent::Padded;
    let (was, status, good) = match door {
        Door::LetIn(answer) => ("seen.let_in", Some(answer.status), Some(wanted)),
        Door::TurnedAway(status) => ("seen.turned_away", Some(*status), Some(!wanted)),
        Door::Odd(answer) => ("seen.status", Some(answer.status), Some(false)),
        Door::TooManyRequests => ("seen.status", Some(429), None),
        Door::None(_) => ("seen.no_answer", None, None),
    };
    let should = match token {
        TokenSent::Good => "seen.should_let_in",
        TokenSent::Padded => "seen.should_either",
        _ => "seen.should_turn_away",
    };
    Seen {
        what: format!("seen.token.{}", token.key()),
        should: should.into(),
        was: Sentence {
            key: was.into(),
            args: status.map(|s| ("status", s.to_string())).into_iter().collect(),
        },
        good: good.filter(|_| judged),
    }
}

/// TOKEN-1. What is done with a token that has a space behind it is shown beside it.
pub(crate) fn good(_: &str, evidence: &Evidence) -> Finding {
    let [door, padded] =
        [TokenSent::Good, TokenSent::Padded].map(|token| door(evidence.answer(Call::Validate(token))));
    let seen = vec![row(TokenSent::Good, &door), row(TokenSent::Padded, &padded)];
    match &door {
        Door::LetIn(_) => Finding::pass(),
        Door::TurnedAway(status) => Finding::developers("turned_away").with("status", status),
        Door::Odd(answer) => odd(answer),
        Door::TooManyRequests => Finding::unknown(Cause::TooManyRequests),
        Door::None(trouble) => no_answer(trouble),
    }
    .seeing(seen)
}

/// What letting a wrong token in looks like, for those who believe that they do not.
fn let_in(answer: &Answer) -> Option<&'static str> {
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
fn says_no(body: &[u8]) -> bool {
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else { return false };
    fields.iter().any(|(name, value)| match name.to_ascii_lowercase().as_str() {
        "error" | "errors" => !value.is_null() && *value != Value::Bool(false),
        "success" | "ok" | "valid" | "authenticated" => *value == Value::Bool(false),
        _ => false,
    })
}

/// TOKEN-2 to 4: a wrong token must be turned away.
fn wrong(evidence: &Evidence, token: TokenSent) -> Finding {
    let doors = [TokenSent::Changed, TokenSent::Missing, TokenSent::Empty]
        .map(|token| door(evidence.answer(Call::Validate(token))));
    let says_yes = doors.iter().all(|door| matches!(door, Door::LetIn(_)));
    let door = door(evidence.answer(Call::Validate(token)));
    let seen = vec![row(token, &door)];
    match &door {
        Door::TurnedAway(_) => Finding::pass(),
        Door::LetIn(answer) => {
            let variant = let_in(answer).unwrap_or(if says_yes { "says_yes" } else { "let_in" });
            Finding::developers(variant).with("status", answer.status)
        }
        Door::Odd(answer) if answer.redirect.is_some() => {
            Finding::developers("redirect").with("status", answer.status)
        }
        Door::Odd(answer) => Finding::developers("status").with("status", answer.status),
        Door::TooManyRequests => Finding::unknown(Cause::TooManyRequests),
        Door::None(trouble) => no_answer(trouble),
    }
    .seeing(seen)
}

/// TOKEN-2
pub(crate) fn changed(_: &str, evidence: &Evidence) -> Finding {
    wrong(evidence, TokenSent::Changed)
}

/// TOKEN-3
pub(crate) fn missing(_: &str, evidence: &Evidence) -> Finding {
    wrong(evidence, TokenSent::Missing)
}

/// TOKEN-4
pub(crate) fn empty(_: &str, evidence: &Evidence) -> Finding {
    wrong(evidence, TokenSent::Empty)
}

/// TOKEN-5
pub(crate) fn other_scheme(_: &str, evidence: &Evidence) -> Finding {
    let door = door(evidence.answer(Call::Validate(TokenSent::OtherScheme)));
    let seen = vec![row(TokenSent::OtherScheme, &door)];
    match &door {
        Door::TurnedAway(_) => Finding::pass(),
        Door::LetIn(answer) => Finding::developers("let_in").with("status", answer.status),
        Door::Odd(answer) => Finding::developers("status").with("status", answer.status),
        Door::TooManyRequests => Finding::unknown(Cause::TooManyRequests),
        Door::None(trouble) => no_answer(trouble),
    }
    .seeing(seen)
}

/// TOKEN-6: the list of tests keeps the same rules. The gravest fault is named: a wrong token let in,
/// then the right one turned away, then anything odd. What an empty token and another scheme get is
/// advice: Recruitee's documentation does not speak of them here.
pub(crate) fn list(_: &str, evidence: &Evidence) -> Finding {
    let doors = TokenSent::ALL.map(|token| (token, door(evidence.answer(Call::Tests(token)))));
    let seen = doors.iter().map(|(token, door)| list_row(*token, door)).collect();
    let is_let_in = |token: TokenSent| doors.iter().any(|(t, d)| *t == token && matches!(d, Door::LetIn(_)));
    let judged =
        |token: TokenSent| matches!(token, TokenSent::Good | TokenSent::Changed | TokenSent::Missing);
    let graveness = |(token, door): &&(TokenSent, Door<'_>)| match (token, door) {
        (TokenSent::Changed, Door::LetIn(_)) => 0,
        (TokenSent::Missing, Door::LetIn(_)) => 1,
        (TokenSent::Good, Door::TurnedAway(_)) => 2,
        (_, Door::LetIn(_) | Door::TurnedAway(_)) => 9,
        (_, Door::Odd(_)) => 3,
        (_, Door::None(_)) => 4,
        (_, Door::TooManyRequests) => 5,
    };
    let says_yes = [TokenSent::Changed, TokenSent::Missing, TokenSent::Empty].into_iter().all(is_let_in);
    let gravest = doors.iter().filter(|(token, _)| judged(*token)).min_by_key(graveness);
    let finding = match gravest {
        Some((token, Door::LetIn(_))) if *token != TokenSent::Good && says_yes => {
            Finding::developers("says_yes")
        }
        Some((TokenSent::Changed, Door::LetIn(_))) => Finding::developers("changed_let_in"),
        Some((TokenSent::Missing, Door::LetIn(_))) => Finding::developers("missing_let_in"),
        Some((TokenSent::Good, Door::TurnedAway(status))) => {
            Finding::developers("turned_away").with("status", status)
        }
        Some((TokenSent::Good, Door::Odd(answer))) => odd(answer),
        Some((_, Door::Odd(answer))) => Finding::developers("wrong_status").with("status", answer.status),
        Some((_, Door::None(trouble))) => no_answer(trouble),
        Some((_, Door::TooManyRequests)) => Finding::unknown(Cause::TooManyRequests),
        _ if is_let_in(TokenSent::Empty) => Finding::developers("empty_let_in").advice_only(),
        _ if is_let_in(TokenSent::OtherScheme) => Finding::developers("other_scheme_let_in").advice_only(),
        _ => Finding::pass(),
    };
    finding.seeing(seen)
}

/// A row of the list's own table: what was let in says how many tests it got.
fn list_row(token: TokenSent, door: &Door<'_>) -> Seen {
    let mut seen = row(token, door);
    if let Door::LetIn(answer) = door
        && let Ok(Value::Array(entries)) = serde_json::from_slice(&answer.body)
    {
        seen.was =
            Sentence { key: "seen.let_in_tests".into(), args: vec![("count", entries.len().to_string())] };
    }
    seen
}
