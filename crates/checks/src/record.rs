//! REC: the record, its registration and the keys to it.

use crate::names::{NameFault, judge_name};
use crate::no_answer::not_theirs;
use crate::verdict::Finding;
use crate::{Cause, Evidence, NotSent, Presence, ProbeError, RemoteSeen, Target};
use partner::{CodenameFault, LONG_NAME, differing, has_duplicates, is_placeholder, judge_codename};

/// REC-1
pub(crate) fn kind(_: &str, evidence: &Evidence) -> Finding {
    match &evidence.subject.draft.kind {
        None => Finding::yours("missing"),
        Some(kind) if kind.is_documented() => Finding::pass(),
        Some(kind) => Finding::yours("unknown_kind").with("kind", kind.as_str()),
    }
}

/// REC-2, with the length as advice: "Send {name} test" has to fit.
pub(crate) fn name(_: &str, evidence: &Evidence) -> Finding {
    let name = evidence.subject.draft.name.trim();
    let length = name.chars().count();
    match judge_name(name) {
        Some(NameFault::Empty) => Finding::yours("missing"),
        Some(NameFault::Unreadable) => Finding::yours("unreadable"),
        Some(NameFault::Deceptive) => Finding::yours("deceptive"),
        Some(NameFault::Control) => Finding::yours("control"),
        Some(NameFault::Markup) => Finding::yours("markup"),
        None if length > LONG_NAME => Finding::yours("long").with("length", length).advice_only(),
        None => Finding::pass().with("name", name),
    }
}

/// REC-3
pub(crate) fn description(_: &str, evidence: &Evidence) -> Finding {
    let description = evidence.subject.draft.description.trim();
    let is_blank = matches!(judge_name(description), Some(NameFault::Empty | NameFault::Unreadable));
    if description.is_empty() || is_blank {
        Finding::yours("missing")
    } else if is_placeholder(description) {
        Finding::yours("placeholder")
    } else {
        Finding::pass()
    }
}

/// REC-4, with odd dashes as advice.
pub(crate) fn codename(_: &str, evidence: &Evidence) -> Finding {
    let codename = evidence.subject.draft.codename.trim();
    match judge_codename(codename) {
        None => Finding::pass().with("codename", codename),
        Some(CodenameFault::Missing) => Finding::yours("missing"),
        Some(CodenameFault::Characters) => Finding::yours("characters").with("codename", codename),
        Some(CodenameFault::OddDash) => Finding::yours("dash").with("codename", codename).advice_only(),
    }
}

/// REC-5
pub(crate) fn inputs(_: &str, evidence: &Evidence) -> Finding {
    let draft = &evidence.subject.draft;
    let has = |kind: &str| draft.inputs.iter().any(|input| input.kind == kind);
    if !["first_name", "last_name", "email"].into_iter().all(has) {
        Finding::yours("missing_default")
    } else if has_duplicates(draft) {
        Finding::yours("alike")
    } else {
        Finding::pass()
    }
}

/// REC-7. A 404 counts as an answer while nothing is registered: the documentation names no other way
/// to try a token.
pub(crate) fn connection(_: &str, evidence: &Evidence) -> Finding {
    if !evidence.registration_in_scope {
        return Finding::not_applicable();
    }
    if evidence.subject.environment.is_none() {
        return Finding::yours("no_environment");
    }
    match evidence.personal_token {
        Presence::Absent => return Finding::yours("no_token"),
        Presence::Unknown => return Finding::unknown(Cause::Keychain),
        Presence::Present => {}
    }
    match &evidence.remote {
        Some(RemoteSeen::Record(_) | RemoteSeen::NotRegistered) => Finding::pass(),
        Some(RemoteSeen::TurnedAway) => Finding::yours("turned_away"),
        Some(RemoteSeen::TooManyRequests) => Finding::unknown(Cause::TooManyRequests),
        Some(RemoteSeen::OtherStatus(status)) => Finding::yours("status").with("status", status),
        None => Finding::unknown(Cause::Cancelled),
        Some(RemoteSeen::Unread(ProbeError::NotSent(NotSent::NoAddress))) => Finding::yours("no_company"),
        Some(RemoteSeen::Unread(error)) => not_theirs(error).unwrap_or_else(|| Finding::yours("no_answer")),
    }
}

/// REC-6
pub(crate) fn saved(_: &str, evidence: &Evidence) -> Finding {
    match &evidence.remote {
        _ if !evidence.registration_in_scope => Finding::not_applicable(),
        Some(RemoteSeen::Record(record)) => {
            let fields = differing(&evidence.subject.draft, record);
            if fields.is_empty() {
                return Finding::pass();
            }
            // The names of the fields are texts; the edge that renders the sentence puts them in.
            let paths: Vec<&str> = fields.iter().map(|field| field.path()).collect();
            Finding::yours("differs").with("fields", paths.join(",")).with("count", paths.len())
        }
        Some(RemoteSeen::NotRegistered) => Finding::yours("not_registered"),
        _ => Finding::unknown(Cause::DependsOn("REC-7")),
    }
}

/// REC-8
pub(crate) fn partner_secret(_: &str, evidence: &Evidence) -> Finding {
    match evidence.partner_secret {
        _ if !evidence.registration_in_scope => Finding::not_applicable(),
        // Which secret is meant is not known before the server is.
        _ if evidence.subject.environment.is_none() => {
            Finding::unknown(Cause::NotConnected).at(Target::Connection)
        }
        Presence::Present => Finding::pass(),
        Presence::Absent => Finding::yours("missing"),
        Presence::Unknown => Finding::unknown(Cause::Keychain),
    }
}
