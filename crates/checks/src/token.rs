//! TOKEN: only the right customer token may be let in.

use crate::verdict::Finding;
use crate::{Answer, Call, Cause, Evidence, Seen, Sentence, Target, TokenSent, Trouble};

/// What a service did with a token.
enum Door {
    LetIn(u16),
    TurnedAway(u16),
    /// Neither 2xx nor 401/403.
    Odd(u16),
    TooManyRequests,
    None(Trouble),
}

fn door(answer: Result<&Answer, Trouble>) -> Door {
    match answer {
        Err(trouble) => Door::None(trouble),
        Ok(answer) => match answer.status {
            200..=299 => Door::LetIn(answer.status),
            401 | 403 => Door::TurnedAway(answer.status),
            429 => Door::TooManyRequests,
            status => Door::Odd(status),
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
        Trouble::NoAddress => Finding::unknown(Cause::DependsOn("ADDR-1")),
        Trouble::NotPublic | Trouble::NameNotFound => Finding::unknown(Cause::DependsOn("ADDR-2")),
        Trouble::Tls(_) => Finding::unknown(Cause::DependsOn("ADDR-4")),
        Trouble::Refused => Finding::developers("refused"),
        Trouble::TimedOut(seconds) => Finding::developers("timed_out").with("seconds", seconds),
        Trouble::TooLarge(bytes) => Finding::developers("too_large").with("bytes", bytes),
        Trouble::Broken | Trouble::NotHttp | Trouble::Redirects => Finding::developers("broken"),
    }
}

fn row(token: TokenSent, door: &Door) -> Seen {
    let wanted = token == TokenSent::Good;
    let what = match token {
        TokenSent::Good => "seen.token.good",
        TokenSent::Changed => "seen.token.changed",
        TokenSent::Missing => "seen.token.missing",
        TokenSent::Empty => "seen.token.empty",
    };
    let (was, status, good) = match door {
        Door::LetIn(status) => ("seen.let_in", Some(*status), Some(wanted)),
        Door::TurnedAway(status) => ("seen.turned_away", Some(*status), Some(!wanted)),
        Door::Odd(status) => ("seen.status", Some(*status), Some(false)),
        Door::TooManyRequests => ("seen.status", Some(429), None),
        Door::None(_) => ("seen.no_answer", None, None),
    };
    Seen {
        what: what.into(),
        should: if wanted { "seen.should_let_in" } else { "seen.should_turn_away" }.into(),
        was: Sentence {
            key: was.into(),
            args: status.map(|s| ("status", s.to_string())).into_iter().collect(),
        },
        good,
    }
}

/// TOKEN-1
pub(crate) fn good(_: &str, evidence: &Evidence) -> Finding {
    let door = door(evidence.answer(Call::Validate(TokenSent::Good)));
    let seen = vec![row(TokenSent::Good, &door)];
    match &door {
        Door::LetIn(_) => Finding::pass(),
        Door::TurnedAway(status) => Finding::developers("turned_away").with("status", status),
        Door::Odd(status) => Finding::developers("status").with("status", status),
        Door::TooManyRequests => Finding::unknown(Cause::TooManyRequests),
        Door::None(trouble) => no_answer(trouble),
    }
    .seeing(seen)
}

/// TOKEN-2 to 4: a wrong token must be turned away.
fn wrong(evidence: &Evidence, token: TokenSent) -> Finding {
    let door = door(evidence.answer(Call::Validate(token)));
    let seen = vec![row(token, &door)];
    match &door {
        Door::TurnedAway(_) => Finding::pass(),
        Door::LetIn(status) => Finding::developers("let_in").with("status", status),
        Door::Odd(status) => Finding::developers("status").with("status", status),
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

/// TOKEN-6: the list of tests keeps the same rules. The gravest fault is named: a wrong token let in,
/// then the right one turned away, then anything odd.
pub(crate) fn list(_: &str, evidence: &Evidence) -> Finding {
    let doors = [TokenSent::Good, TokenSent::Changed, TokenSent::Missing]
        .map(|token| (token, door(evidence.answer(Call::Tests(token)))));
    let seen = doors.iter().map(|(token, door)| row(*token, door)).collect();
    let graveness = |(token, door): &(TokenSent, Door)| match (token, door) {
        (TokenSent::Good, Door::LetIn(_))
        | (TokenSent::Changed | TokenSent::Missing, Door::TurnedAway(_)) => 9,
        (TokenSent::Changed, Door::LetIn(_)) => 0,
        (_, Door::LetIn(_)) => 1,
        (_, Door::TurnedAway(_)) => 2,
        (_, Door::Odd(_)) => 3,
        (_, Door::None(_)) => 4,
        (_, Door::TooManyRequests) => 5,
    };
    let finding = match doors.iter().min_by_key(|pair| graveness(pair)) {
        Some((TokenSent::Changed, Door::LetIn(_))) => Finding::developers("changed_let_in"),
        Some((TokenSent::Missing | TokenSent::Empty, Door::LetIn(_))) => {
            Finding::developers("missing_let_in")
        }
        Some((TokenSent::Good, Door::TurnedAway(status))) => {
            Finding::developers("turned_away").with("status", status)
        }
        Some((_, Door::Odd(status))) => Finding::developers("status").with("status", status),
        Some((_, Door::None(trouble))) => no_answer(trouble),
        Some((_, Door::TooManyRequests)) => Finding::unknown(Cause::TooManyRequests),
        _ => Finding::pass(),
    };
    finding.seeing(seen)
}
