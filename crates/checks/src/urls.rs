//! ADDR: whether Recruitee can call the partner's addresses, and safely.

use crate::leftovers::{host_of, leftover};
use crate::no_answer::not_theirs;
use crate::robot_wall::robot_wall;
use crate::verdict::Finding;
use crate::{
    AddressRange, Answer, Call, Cause, Evidence, Message, NotSent, ProbeError, Reach, Seen, Target, TokenSent,
};
use partner::{Environment, Repair, UrlFault, UrlField, parse_url, read_url, suggest_url};
use std::time::UNIX_EPOCH;
use url::Url;

fn parsed(evidence: &Evidence, url_field: UrlField) -> Result<Url, UrlFault> {
    parse_url(evidence.subject.draft.urls.get(url_field), evidence.subject.environment)
}

/// Plain http passes on loopback in the Sandbox, where nothing is left to judge.
fn is_plain_loopback(evidence: &Evidence, url_field: UrlField) -> bool {
    parsed(evidence, url_field).is_ok_and(|url| url.scheme() == "http")
}

pub(crate) fn label(url_field: UrlField) -> String {
    format!("address.{}", url_field.key())
}

fn seen(url_field: UrlField, should: &str, was: &str, good: Option<bool>) -> Seen {
    Seen {
        what: label(url_field),
        should: should.into(),
        was: Message { key: was.into(), args: Vec::new() },
        good,
    }
}

/// Judges each address but those on loopback without encryption, of which nothing is to be told.
pub(crate) fn each(
    evidence: &Evidence,
    should: &'static str,
    judge: impl Fn(UrlField) -> Option<Result<Message, Finding>>,
) -> Finding {
    each_but(should, |url_field| is_plain_loopback(evidence, url_field), judge)
}

/// Judges each address and takes the first fault; "not applicable" when there is none to judge.
fn each_but(
    should: &'static str,
    is_left_out: impl Fn(UrlField) -> bool,
    judge: impl Fn(UrlField) -> Option<Result<Message, Finding>>,
) -> Finding {
    let mut rows = Vec::new();
    let mut first: Option<Finding> = None;
    let mut judged = false;
    for url_field in UrlField::ALL {
        if is_left_out(url_field) {
            rows.push(seen(url_field, should, "seen.plain_loopback", None));
            continue;
        }
        let Some(result) = judge(url_field) else { continue };
        judged = true;
        match result {
            Ok(was) => rows.push(Seen { was, ..seen(url_field, should, "", Some(true)) }),
            Err(finding) => {
                let known_bad = finding.cause.is_none();
                let was = Message { key: format!("seen.{}", finding.variant), args: finding.args.clone() };
                rows.push(Seen { was, ..seen(url_field, should, "", known_bad.then_some(false)) });
                // A known fault wins over something that could not be looked at.
                if first.as_ref().is_none_or(|before| before.cause.is_some() && known_bad) {
                    // What has a target of its own, such as the connection, is the same for each URL.
                    let target = finding.target.unwrap_or(Target::url(url_field));
                    first = Some(finding.with("address", label(url_field)).at(target));
                }
            }
        }
    }
    let finding = match first {
        Some(finding) => finding,
        None if judged => Finding::pass(),
        None => Finding::not_applicable(),
    };
    finding.seeing(rows)
}

/// The addresses that Recruitee's servers call.
const API: [UrlField; 3] = [UrlField::ValidateToken, UrlField::Tests, UrlField::SendCandidate];
/// Endings of names that mean something inside one network only (RFC 6762, RFC 8375, RFC 2606, ICANN's
/// list of name collisions).
const LOCAL_NAMES: [&str; 9] =
    ["local", "internal", "intranet", "lan", "corp", "home", "private", "home.arpa", "test"];
/// A slower answer is one that people notice.
const SLOW_MS: u64 = 5_000;

pub(crate) fn fine(key: &str) -> Message {
    Message { key: key.into(), args: Vec::new() }
}

/// ADDR-1. A URL that has to be repaired fails, and is called as it would be repaired.
pub(crate) fn well_formed(_: &str, evidence: &Evidence) -> Finding {
    each(evidence, "seen.should_be_https", |url_field| {
        let text = evidence.subject.draft.urls.get(url_field);
        let fault = match parsed(evidence, url_field) {
            Err(UrlFault::Missing) => "missing",
            Err(UrlFault::NotAUrl) => "not_an_address",
            Err(UrlFault::Space) => "space",
            Err(UrlFault::Doubled) => "doubled",
            Err(UrlFault::Http) => "http",
            Err(UrlFault::UserInfo) => "user_info",
            Err(UrlFault::Fragment) => "fragment",
            Ok(_) => match read_url(text).ok().and_then(|typed| typed.repairs.first().copied()) {
                None => return Some(Ok(fine("seen.https"))),
                Some(Repair::Invisible) => "invisible",
                Some(Repair::Backslashes) => "backslashes",
                Some(Repair::Slashes) => "slashes",
                Some(Repair::Host) => "spelling",
            },
        };
        let finding = Finding::yours(fault);
        Some(Err(match fault {
            "doubled" | "invisible" | "backslashes" | "slashes" | "spelling" => {
                finding.with("url", suggest_url(text).map(String::from).unwrap_or_default())
            }
            _ => finding,
        }))
    })
}

/// ADDR-2. Loopback is fine in the Sandbox alone. A name that only one network knows is told by its
/// ending, wherever it leads from here.
pub(crate) fn public(_: &str, evidence: &Evidence) -> Finding {
    let sandbox = evidence.subject.environment == Some(Environment::Sandbox);
    each(evidence, "seen.should_be_public", |url_field| {
        if let Some(finding) = parsed(evidence, url_field).ok().and_then(|url| local_name(&url)) {
            return Some(Err(finding));
        }
        let addresses = match evidence.reach.get(&url_field) {
            Some(Reach { addresses: Ok(addresses), .. }) => addresses,
            Some(Reach { addresses: Err(error), .. }) => return Some(Err(no_reach(error))),
            None => return Some(Err(Finding::unknown(Cause::Cancelled))),
        };
        let is_open = |range: AddressRange| {
            range == AddressRange::Public || (sandbox && range == AddressRange::Loopback)
        };
        let closed = addresses.iter().find(|(_, range)| !is_open(*range));
        Some(match closed {
            // One good answer among several hides the bad one: Recruitee takes now this one, now that.
            Some((ip, _)) if addresses.iter().any(|(_, range)| is_open(*range)) => {
                Err(Finding::developers("mixed").with("ip", ip))
            }
            Some((ip, range)) => Err(Finding::developers(not_public(*range)).with("ip", ip)),
            None => {
                let ips: Vec<String> = addresses.iter().map(|(ip, _)| ip.to_string()).collect();
                Ok(Message { key: "seen.addresses".into(), args: vec![("ips", ips.join(", "))] })
            }
        })
    })
}

fn not_public(range: AddressRange) -> &'static str {
    match range {
        AddressRange::Loopback => "loopback",
        AddressRange::Private => "private",
        AddressRange::LinkLocal => "link_local",
        AddressRange::Shared => "shared",
        AddressRange::Documentation => "documentation",
        AddressRange::Multicast => "multicast",
        AddressRange::Reserved | AddressRange::Public => "reserved",
    }
}

fn local_name(url: &Url) -> Option<Finding> {
    let url::Host::Domain(host) = url.host()? else { return None };
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if host == "localhost" {
        return None;
    }
    if !host.contains('.') {
        return Some(Finding::developers("single_label").with("host", host));
    }
    let is_local =
        LOCAL_NAMES.iter().any(|ending| host.strip_suffix(ending).is_some_and(|front| front.ends_with('.')));
    is_local.then(|| Finding::developers("local_name").with("host", host))
}

/// What a failed look-up or connection says about ADDR-2.
fn no_reach(error: &ProbeError) -> Finding {
    not_theirs(error).unwrap_or_else(|| match error {
        ProbeError::NotSent(NotSent::NoAddress) => Finding::unknown(Cause::DependsOn("ADDR-1")),
        ProbeError::TimedOut(seconds) => Finding::developers("timed_out").with("seconds", seconds),
        _ => Finding::developers("name_not_found"),
    })
}

/// ADDR-3
pub(crate) fn no_leftover(_: &str, evidence: &Evidence) -> Finding {
    each(evidence, "seen.should_be_yours", |url_field| {
        let text = evidence.subject.draft.urls.get(url_field);
        if let Some(finding) = leftover(url_field, text) {
            return Some(Err(finding));
        }
        let host = host_of(&read_url(text).ok()?.url);
        Some(Ok(Message { key: "seen.host".into(), args: vec![("host", host)] }))
    })
}

/// What an address answered to the right token, or, where there is none to send, to a call without one.
fn answered(evidence: &Evidence, url_field: UrlField) -> Option<Result<&Answer, ProbeError>> {
    let call = match url_field {
        UrlField::ValidateToken => Call::Validate,
        UrlField::Tests => Call::Tests,
        UrlField::HelpArticle => return Some(evidence.answer(Call::Article)),
        UrlField::SendCandidate => return None,
    };
    Some(match evidence.answer(call(TokenSent::Good)) {
        Err(ProbeError::NotSent(NotSent::NoToken | NotSent::Keychain) | ProbeError::WrongOrigin) => {
            evidence.answer(call(TokenSent::Missing))
        }
        answer => answer,
    })
}

/// The verdict on a matter of the answer when there is none: another check has named the reason.
fn unanswered(evidence: &Evidence, url_field: UrlField, error: &ProbeError) -> Finding {
    let plain = is_plain_loopback(evidence, url_field);
    not_theirs(error).unwrap_or_else(|| match error {
        ProbeError::NotSent(NotSent::NoAddress) => Finding::unknown(Cause::DependsOn("ADDR-1")),
        ProbeError::NotPublic(_) | ProbeError::NameNotFound(_) => {
            Finding::unknown(Cause::DependsOn("ADDR-2"))
        }
        // Where ADDR-4 judges nothing, it names nothing.
        ProbeError::Tls(_) | ProbeError::Refused if !plain => Finding::unknown(Cause::DependsOn("ADDR-4")),
        _ => Finding::unknown(Cause::DependsOn(match url_field {
            UrlField::Tests => "TOKEN-6",
            UrlField::HelpArticle => "HELP-1",
            UrlField::ValidateToken | UrlField::SendCandidate => "TOKEN-1",
        })),
    })
}

/// By how many seconds this computer's clock is ahead of those of the services that answered; 0 where none said.
/// The middle one counts: a service's own clock may be wrong.
pub(crate) fn clock_ahead(evidence: &Evidence) -> i64 {
    let mut ahead: Vec<i64> = evidence
        .answers
        .values()
        .filter_map(|answer| answer.as_ref().ok()?.header("date"))
        .filter_map(|date| httpdate::parse_http_date(date).ok()?.duration_since(UNIX_EPOCH).ok())
        .filter_map(|since| Some(evidence.at - i64::try_from(since.as_secs()).ok()?))
        .collect();
    ahead.sort_unstable();
    ahead.get(ahead.len() / 2).copied().unwrap_or(0)
}

/// ADDR-6. The help article may lead anywhere: no token goes there.
pub(crate) fn no_redirect(_: &str, evidence: &Evidence) -> Finding {
    // On loopback too: what leads elsewhere there would else stop other checks for no reason that is told.
    each_but(
        "seen.should_stay",
        |_| false,
        |url_field| {
            if url_field == UrlField::HelpArticle {
                return None;
            }
            Some(match answered(evidence, url_field)? {
                Ok(Answer { redirect: Some(redirect), .. }) => {
                    Err(if redirect.is_http && !is_plain_loopback(evidence, url_field) {
                        Finding::developers("to_http")
                    } else {
                        Finding::developers("other_origin").with("to", &redirect.to)
                    })
                }
                Ok(_) => Ok(fine("seen.stays")),
                Err(ProbeError::Redirects) => Err(Finding::developers("loop")),
                Err(error) => Err(unanswered(evidence, url_field, &error)),
            })
        },
    )
}

/// What is called when a URL is: its parser's form without what no server sees, or the text where it is none.
fn called(text: &str) -> String {
    let Ok(typed) = read_url(text) else { return text.trim().to_owned() };
    let mut url = typed.url;
    url.set_fragment(None);
    if url.query() == Some("") {
        url.set_query(None);
    }
    url.as_str().trim_end_matches('/').to_owned()
}

/// ADDR-7. Judged on what the addresses say, not on where they lead. Two of three can be the same; that all of
/// them differ is known only when all are there.
pub(crate) fn differ(_: &str, evidence: &Evidence) -> Finding {
    let texts = API.map(|url_field| called(evidence.subject.draft.urls.get(url_field)));
    for (place, url_field) in API.iter().enumerate() {
        let twin = (0..place).find(|before| !texts[place].is_empty() && texts[*before] == texts[place]);
        if let Some(twin) = twin {
            return Finding::yours("same")
                .with("first", label(API[twin]))
                .with("second", label(*url_field))
                .at(Target::url(*url_field));
        }
    }
    if texts.iter().any(String::is_empty) {
        Finding::unknown(Cause::DependsOn("ADDR-1"))
    } else {
        Finding::pass()
    }
}

/// ADDR-8
pub(crate) fn quick(_: &str, evidence: &Evidence) -> Finding {
    each_but(
        "seen.should_be_quick",
        |_| false,
        |url_field| {
            let answered = answered(evidence, url_field)?;
            // How quick a wall is says nothing of what is behind it.
            if answered.as_ref().is_ok_and(|answer| robot_wall(answer).is_some()) {
                return None;
            }
            Some(match answered {
                Ok(Answer { body_fault: Some(ProbeError::TimedOut(seconds)), .. }) => {
                    Err(Finding::developers("timed_out").with("seconds", seconds))
                }
                Ok(answer) if answer.took_ms > SLOW_MS => {
                    Err(Finding::developers("slow").with("seconds", answer.took_ms.div_ceil(1000)))
                }
                Ok(answer) => {
                    Ok(Message { key: "seen.took".into(), args: vec![("ms", answer.took_ms.to_string())] })
                }
                Err(ProbeError::TimedOut(seconds)) => {
                    Err(Finding::developers("timed_out").with("seconds", seconds))
                }
                Err(error) => Err(unanswered(evidence, url_field, &error)),
            })
        },
    )
}
