//! TOKEN-7 and SEND: what `send_candidate` does with a candidate.

use crate::auth_outcome::{AuthOutcome, looks_like_rejection, row, says_no, undecided};
use crate::customer_view::own_error;
use crate::no_answer::no_answer;
use crate::rehearsal::{Rehearsal, Sent};
use crate::verdict::Finding;
use crate::{Answer, Cause, NotSent, ProbeError, Target, TokenSent};

/// Longer texts do not fit the line of the send dialog. Ours.
pub const LONG_ERROR: usize = 120;

/// TOKEN-7: a wrong token and none at all must be rejected. The gravest fault is named.
pub(crate) fn rejects_wrong_tokens(rehearsal: &Rehearsal) -> Finding {
    if let Some(error) = rehearsal.never_left(Sent::WrongToken).or(rehearsal.never_left(Sent::NoToken)) {
        return no_answer(error);
    }
    if rehearsal.answer(Sent::WrongToken).is_none() {
        return Finding::waiting();
    }
    let tokens = [(Sent::WrongToken, TokenSent::Changed), (Sent::NoToken, TokenSent::Missing)];
    let mut outcomes: Vec<(TokenSent, AuthOutcome<'_>)> = tokens
        .map(|(sent, token)| (token, AuthOutcome::of(rehearsal.answer_or_unsent(sent))))
        .into_iter()
        .collect();
    // A token so short that no part of it can be wrong: what happens to a missing one is all there is to see.
    outcomes.retain(|(_, outcome)| {
        !matches!(outcome, AuthOutcome::None(ProbeError::NotSent(NotSent::NoSuchPart)))
    });
    let seen = outcomes.iter().map(|(token, outcome)| row(*token, outcome, false)).collect();
    let accepted = outcomes.iter().find_map(|(token, outcome)| match outcome {
        AuthOutcome::Accepted(answer) => Some((*token, *answer)),
        _ => None,
    });
    let finding = if let Some((token, answer)) = accepted {
        let variant = match (looks_like_rejection(answer), token) {
            (Some(variant), _) => variant,
            (None, TokenSent::Missing) => "missing_let_in",
            (None, _) => "let_in",
        };
        Finding::developers(variant).with("status", answer.status)
    } else {
        let open = outcomes.iter().map(|(_, outcome)| outcome);
        match open.into_iter().find(|outcome| !matches!(outcome, AuthOutcome::Rejected(_))) {
            None => Finding::pass(),
            Some(AuthOutcome::Odd(answer)) if answer.redirect.is_some() => {
                Finding::developers("redirect").with("status", answer.status)
            }
            Some(AuthOutcome::None(error)) => lost(error),
            Some(other) => undecided(other),
        }
    };
    finding.seeing(seen)
}

/// SEND-1: the documented body gets 2xx.
pub(crate) fn takes_the_candidate(rehearsal: &Rehearsal) -> Finding {
    match rehearsal.answer(Sent::Candidate) {
        None => unsent(rehearsal, Sent::Candidate),
        Some(Err(error)) => lost(&error),
        Some(Ok(answer)) => match AuthOutcome::of(Ok(answer)) {
            AuthOutcome::Accepted(answer) if says_no(&answer.body) => {
                Finding::developers("error_body").with("status", answer.status)
            }
            AuthOutcome::Accepted(_) => Finding::pass(),
            AuthOutcome::Rejected(answer) => {
                Finding::developers("turned_away").with("status", answer.status).at(Target::CustomerToken)
            }
            AuthOutcome::Odd(answer) => match own_error(answer) {
                Some(text) => Finding::developers("refused").with("status", answer.status).with("text", text),
                None => odd(answer),
            },
            other => undecided(&other),
        },
    }
}

/// SEND-2: an unknown test is refused with a sentence for the recruiter.
pub(crate) fn explains_a_refusal(rehearsal: &Rehearsal) -> Finding {
    match rehearsal.answer(Sent::UnknownTest) {
        None => unsent(rehearsal, Sent::UnknownTest),
        Some(Err(error)) => lost(&error),
        Some(Ok(answer)) => match AuthOutcome::of(Ok(answer)) {
            AuthOutcome::Accepted(answer) if says_no(&answer.body) => {
                Finding::developers("error_body").with("status", answer.status)
            }
            AuthOutcome::Accepted(answer) => Finding::developers("let_in").with("status", answer.status),
            AuthOutcome::Rejected(answer) => Finding::developers("turned_away").with("status", answer.status),
            AuthOutcome::Odd(answer) if matches!(answer.status, 400..=499) => explanation(answer),
            AuthOutcome::Odd(answer) => odd(answer),
            other => undecided(&other),
        },
    }
}

fn explanation(answer: &Answer) -> Finding {
    let status = answer.status;
    let Some(text) = own_error(answer) else {
        let is_page = answer.content_type.to_ascii_lowercase().starts_with("text/html");
        return Finding::developers(if is_page { "page" } else { "no_text" }).with("status", status);
    };
    let length = text.chars().count();
    if length > LONG_ERROR {
        return Finding::developers("too_long").with("count", length).with("most", LONG_ERROR);
    }
    if text.contains('<') && text.contains('>') {
        return Finding::developers("markup").with("text", text);
    }
    Finding::pass().with("text", text)
}

/// One that is still to be sent, or never left.
fn unsent(rehearsal: &Rehearsal, sent: Sent) -> Finding {
    rehearsal.never_left(sent).map_or_else(Finding::waiting, no_answer)
}

/// A candidate whose answer is lost may have arrived: nobody is blamed, and it is not sent again.
fn lost(error: &ProbeError) -> Finding {
    match error {
        ProbeError::Broken | ProbeError::TimedOut(_) | ProbeError::NotHttp => {
            Finding::unknown(Cause::LostAnswer)
        }
        error => no_answer(error),
    }
}

fn odd(answer: &Answer) -> Finding {
    let variant = match answer.status {
        _ if answer.redirect.is_some() => "redirect",
        404 | 410 => "not_there",
        405 | 501 => "method",
        400 | 415 | 422 => "body",
        500..=599 => "server_error",
        _ => "status",
    };
    Finding::developers(variant).with("status", answer.status)
}
