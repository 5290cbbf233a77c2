//! TOKEN: only the right customer token may be accepted.

use crate::auth_outcome::{
    AuthOutcome, Endpoint, looks_like_rejection, odd, row, speaks_of_lock_out, undecided,
};
use crate::list::count_entries;
use crate::verdict::Finding;
use crate::{Cause, Evidence, Message, Seen, TokenSent};

/// TOKEN-1. What is done with a token that has a space behind it is shown beside it.
pub(crate) fn good(_: &str, evidence: &Evidence) -> Finding {
    let endpoint = Endpoint::validate(evidence);
    let (good, padded) = (endpoint.outcome(TokenSent::Good), endpoint.outcome(TokenSent::Padded));
    let seen = vec![
        row(TokenSent::Good, &good, false),
        row(TokenSent::Padded, &padded, endpoint.is_lock_out(&padded)),
    ];
    match &good {
        AuthOutcome::Accepted(answer) => match looks_like_rejection(answer) {
            Some("error_body") => Finding::developers("error_body").with("status", answer.status),
            _ => Finding::pass(),
        },
        AuthOutcome::Rejected(answer) if speaks_of_lock_out(answer) => Finding::unknown(Cause::LockedOut),
        AuthOutcome::Rejected(answer) => Finding::developers("turned_away").with("status", answer.status),
        AuthOutcome::Odd(answer) => odd(answer),
        other => undecided(other),
    }
    .seeing(seen)
}

/// Whether every kind of wrong token is accepted: then the service does not look at the token.
fn says_yes(endpoint: Endpoint<'_>) -> bool {
    [TokenSent::Changed, TokenSent::Missing, TokenSent::Empty]
        .into_iter()
        .all(|token| matches!(endpoint.outcome(token), AuthOutcome::Accepted(_)))
}

/// The verdict on wrong tokens of the right shape; `None` when every one was rejected.
fn wrong_tokens(endpoint: Endpoint<'_>) -> Option<Finding> {
    let tokens = endpoint.wrong_tokens();
    let accepted: Vec<&crate::Answer> = tokens
        .iter()
        .filter_map(|(_, outcome)| match outcome {
            AuthOutcome::Accepted(answer) => Some(*answer),
            _ => None,
        })
        .collect();
    if let Some(answer) = accepted.first() {
        let looks_like = looks_like_rejection(answer);
        let is_some = accepted.len() < tokens.iter().filter(|(token, _)| *token != TokenSent::Later).count();
        let variant = match looks_like {
            _ if accepted.iter().any(|answer| endpoint.is_from_cache(answer)) => "cached",
            Some(variant) => variant,
            None if says_yes(endpoint) => "says_yes",
            None if is_some => "part",
            None => "let_in",
        };
        return Some(
            Finding::developers(variant)
                .with("status", answer.status)
                .with("accepted", accepted.len())
                .with("sent", tokens.len()),
        );
    }
    let undecided_ones = tokens
        .iter()
        .map(|(_, outcome)| outcome)
        .filter(|outcome| !matches!(outcome, AuthOutcome::Rejected(_)))
        .filter(|outcome| !endpoint.is_lock_out(outcome));
    // A fault of the service before what says nothing about it.
    let gravest = undecided_ones.min_by_key(|outcome| match outcome {
        AuthOutcome::Odd(_) => 0,
        AuthOutcome::None(_) => 1,
        _ => 2,
    })?;
    Some(match gravest {
        AuthOutcome::Odd(answer) if answer.redirect.is_some() => {
            Finding::developers("redirect").with("status", answer.status)
        }
        other => undecided(other),
    })
}

/// TOKEN-2: wrong tokens of the same shape must be rejected, each of them.
pub(crate) fn changed(_: &str, evidence: &Evidence) -> Finding {
    let endpoint = Endpoint::validate(evidence);
    let tokens = endpoint.wrong_tokens();
    let seen =
        tokens.iter().map(|(token, outcome)| row(*token, outcome, endpoint.is_lock_out(outcome))).collect();
    let locked_out = tokens.iter().filter(|(_, outcome)| endpoint.is_lock_out(outcome)).count();
    let finding = wrong_tokens(endpoint).unwrap_or_else(|| match locked_out {
        0 => Finding::pass(),
        locked => Finding::pass_as("pass_locked_out").with("rejected", tokens.len() - locked),
    });
    finding.with("sent", tokens.len()).seeing(seen)
}

/// TOKEN-3 and 4: a call without a token, or with an empty one, must be rejected.
fn no_token(evidence: &Evidence, token: TokenSent) -> Finding {
    let endpoint = Endpoint::validate(evidence);
    let outcome = endpoint.outcome(token);
    let is_lock_out = endpoint.is_lock_out(&outcome);
    let seen = vec![row(token, &outcome, is_lock_out)];
    match &outcome {
        _ if is_lock_out => Finding::pass_as("pass_locked_out"),
        AuthOutcome::Rejected(_) => Finding::pass(),
        AuthOutcome::Accepted(answer) => {
            let variant = match looks_like_rejection(answer) {
                _ if endpoint.is_from_cache(answer) => "cached",
                Some(variant) => variant,
                None if says_yes(endpoint) => "says_yes",
                None => "let_in",
            };
            Finding::developers(variant).with("status", answer.status)
        }
        AuthOutcome::Odd(answer) if answer.redirect.is_some() => {
            Finding::developers("redirect").with("status", answer.status)
        }
        other => undecided(other),
    }
    .seeing(seen)
}

/// TOKEN-3
pub(crate) fn missing(_: &str, evidence: &Evidence) -> Finding {
    no_token(evidence, TokenSent::Missing)
}

/// TOKEN-4
pub(crate) fn empty(_: &str, evidence: &Evidence) -> Finding {
    no_token(evidence, TokenSent::Empty)
}

/// TOKEN-5
pub(crate) fn other_scheme(_: &str, evidence: &Evidence) -> Finding {
    let endpoint = Endpoint::validate(evidence);
    let outcome = endpoint.outcome(TokenSent::OtherScheme);
    let is_lock_out = matches!(
        outcome,
        AuthOutcome::AskedToWait(_)
            | AuthOutcome::None(crate::ProbeError::NotSent(crate::NotSent::LockedOut))
    ) && matches!(endpoint.outcome(TokenSent::Good), AuthOutcome::Accepted(_));
    let seen = vec![row(TokenSent::OtherScheme, &outcome, is_lock_out)];
    match &outcome {
        _ if is_lock_out => Finding::pass_as("pass_locked_out"),
        AuthOutcome::Rejected(_) => Finding::pass(),
        AuthOutcome::Accepted(answer) => Finding::developers("let_in").with("status", answer.status),
        other => undecided(other),
    }
    .seeing(seen)
}

/// TOKEN-6: the list of tests keeps the same rules. The gravest fault is named: a wrong token accepted, then the
/// right one rejected, then anything odd. What an empty token and another scheme get is advice: Recruitee's
/// documentation does not speak of them here.
pub(crate) fn list(_: &str, evidence: &Evidence) -> Finding {
    let endpoint = Endpoint::tests(evidence);
    let seen = TokenSent::ALL
        .into_iter()
        .map(|token| (token, endpoint.outcome(token)))
        .filter(|(_, outcome)| {
            !matches!(outcome, AuthOutcome::None(crate::ProbeError::NotSent(crate::NotSent::NoSuchPart)))
        })
        .map(|(token, outcome)| list_row(token, &outcome, endpoint.is_lock_out(&outcome)))
        .collect();
    list_finding(endpoint).seeing(seen)
}

fn list_finding(endpoint: Endpoint<'_>) -> Finding {
    let (good, missing) = (endpoint.outcome(TokenSent::Good), endpoint.outcome(TokenSent::Missing));
    let accepts = |token: TokenSent| matches!(endpoint.outcome(token), AuthOutcome::Accepted(_));
    let wrong = wrong_tokens(endpoint);
    if let Some(finding) = wrong.as_ref().filter(|_| endpoint.wrong_tokens().iter().any(|(t, _)| accepts(*t)))
    {
        let variant = match finding.variant {
            "let_in" => "changed_let_in",
            variant => variant,
        };
        return Finding { args: finding.args.clone(), ..Finding::developers(variant) };
    }
    if let AuthOutcome::Accepted(answer) = &missing {
        let cached = endpoint.is_from_cache(answer);
        let variant = match looks_like_rejection(answer) {
            _ if cached => "cached",
            Some("error_body") => "error_body",
            _ => "missing_let_in",
        };
        return Finding::developers(variant).with("status", answer.status);
    }
    match &good {
        AuthOutcome::Accepted(_) => {}
        AuthOutcome::Rejected(answer) if speaks_of_lock_out(answer) => {
            return Finding::unknown(Cause::LockedOut);
        }
        AuthOutcome::Rejected(answer) => {
            return Finding::developers("turned_away").with("status", answer.status);
        }
        AuthOutcome::Odd(answer) => return odd(answer),
        other => return undecided(other),
    }
    let wrong_status = |status: u16| Finding::developers("wrong_status").with("status", status);
    if let Some(finding) = wrong {
        let status = finding.args.iter().find(|(name, _)| *name == "status");
        return match (finding.variant, status) {
            ("status" | "redirect", Some((_, status))) => {
                Finding::developers("wrong_status").with("status", status)
            }
            _ => finding,
        };
    }
    match &missing {
        outcome if endpoint.is_lock_out(outcome) => {}
        AuthOutcome::Rejected(_) => {}
        AuthOutcome::Odd(answer) => return wrong_status(answer.status),
        other => return undecided(other),
    }
    match () {
        () if accepts(TokenSent::Empty) => Finding::developers("empty_let_in").advice_only(),
        () if accepts(TokenSent::OtherScheme) => Finding::developers("other_scheme_let_in").advice_only(),
        () => Finding::pass(),
    }
}

/// A row of the list's own table: what was accepted says how many tests it got.
fn list_row(token: TokenSent, outcome: &AuthOutcome<'_>, is_lock_out: bool) -> Seen {
    let mut seen = row(token, outcome, is_lock_out);
    let count = match outcome {
        AuthOutcome::Accepted(answer) => count_entries(&answer.body),
        _ => None,
    };
    if let Some(count) = count {
        seen.was = Message { key: "seen.let_in_tests".into(), args: vec![("count", count.to_string())] };
    }
    seen
}
