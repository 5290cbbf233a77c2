//! Which checks judge a call, from what they declare.

use checks::{CATALOGUE, Call, Check, REHEARSAL, RehearsalPart};
use partner::UrlField;

/// The checks that need a call of a run.
pub(crate) fn call(call: Call) -> Vec<&'static Check> {
    CATALOGUE.iter().filter(|check| check.calls.contains(&call)).collect()
}

/// The checks that need a part of a rehearsal.
pub(crate) fn part(part: RehearsalPart) -> Vec<&'static Check> {
    REHEARSAL.iter().filter(|check| check.parts.contains(&part)).collect()
}

/// The checks that need any call to one of the partner's URLs.
pub(crate) fn url(url_field: UrlField) -> Vec<&'static Check> {
    let by_run =
        CATALOGUE.iter().filter(|check| check.calls.iter().any(|call| call.url_field() == Some(url_field)));
    let posts = |check: &&Check| check.parts.iter().any(|part| matches!(part, RehearsalPart::Sent(_)));
    let by_rehearsal = REHEARSAL.iter().filter(|check| url_field == UrlField::SendCandidate && posts(check));
    by_run.chain(by_rehearsal).collect()
}
