//! ADDR: whether Recruitee can call the partner's addresses, and safely.

use crate::verdict::Finding;
use crate::{Cause, Evidence, Range, Reach, Seen, Sentence, Target, TlsFault, Trouble};
use partner::{Address, AddressFault, Environment, judge_address};
use url::Url;

/// Hosts that people leave in: the documentation's own stand-ins, request bins, tunnels, reserved
/// example names. A host counts when it is one of these or lies below it.
const LEFTOVERS: [&str; 24] = [
    "pipedream.net",
    "webhook.site",
    "requestbin.com",
    "requestbin.net",
    "requestcatcher.com",
    "beeceptor.com",
    "mockbin.org",
    "mockbin.io",
    "hookbin.com",
    "ngrok.io",
    "ngrok.app",
    "ngrok-free.app",
    "ngrok.dev",
    "ngrok-free.dev",
    "loca.lt",
    "localtunnel.me",
    "trycloudflare.com",
    "serveo.net",
    "localhost.run",
    "lhr.life",
    "example.com",
    "example.org",
    "example.net",
    "example",
];

fn parsed(evidence: &Evidence, address: Address) -> Result<Url, AddressFault> {
    judge_address(evidence.subject.draft.urls.get(address), evidence.subject.environment)
}

/// Plain http passes on loopback in the Sandbox, where nothing is left to judge.
fn is_plain_loopback(evidence: &Evidence, address: Address) -> bool {
    parsed(evidence, address).is_ok_and(|url| url.scheme() == "http")
}

fn label(address: Address) -> String {
    format!("address.{}", address.key())
}

fn seen(address: Address, should: &str, was: &str, good: Option<bool>) -> Seen {
    Seen {
        what: label(address),
        should: should.into(),
        was: Sentence { key: was.into(), args: Vec::new() },
        good,
    }
}

/// Judges each address and takes the first fault; "not applicable" when there is none to judge.
fn each(
    evidence: &Evidence,
    should: &'static str,
    judge: impl Fn(Address) -> Option<Result<Sentence, Finding>>,
) -> Finding {
    let mut rows = Vec::new();
    let mut first: Option<Finding> = None;
    let mut judged = false;
    for address in Address::ALL {
        if is_plain_loopback(evidence, address) {
            rows.push(seen(address, should, "seen.plain_loopback", None));
            continue;
        }
        let Some(result) = judge(address) else { continue };
        judged = true;
        match result {
            Ok(was) => rows.push(Seen { was, ..seen(address, should, "", Some(true)) }),
            Err(finding) => {
                let known_bad = finding.cause.is_none();
                let was = Sentence { key: format!("seen.{}", finding.variant), args: finding.args.clone() };
                rows.push(Seen { was, ..seen(address, should, "", known_bad.then_some(false)) });
                // A known fault wins over something that could not be looked at.
                if first.as_ref().is_none_or(|before| before.cause.is_some() && known_bad) {
                    let finding = finding.with("address", label(address)).at(Target::address(address));
                    first = Some(finding);
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

fn fine(key: &str) -> Sentence {
    Sentence { key: key.into(), args: Vec::new() }
}

/// ADDR-1
pub(crate) fn well_formed(_: &str, evidence: &Evidence) -> Finding {
    each(evidence, "seen.should_be_https", |address| {
        Some(parsed(evidence, address).map(|_| fine("seen.https")).map_err(|fault| match fault {
            AddressFault::Missing => Finding::yours("missing"),
            AddressFault::NotAnAddress => Finding::yours("not_an_address"),
            AddressFault::Http => Finding::yours("http"),
            AddressFault::UserInfo => Finding::yours("user_info"),
            AddressFault::Fragment => Finding::yours("fragment"),
        }))
    })
}

/// ADDR-2. Loopback is fine in the Sandbox alone.
pub(crate) fn public(_: &str, evidence: &Evidence) -> Finding {
    let sandbox = evidence.subject.environment == Some(Environment::Sandbox);
    each(evidence, "seen.should_be_public", |address| {
        let addresses = match evidence.reach.get(&address) {
            Some(Reach { addresses: Ok(addresses), .. }) => addresses,
            Some(Reach { addresses: Err(trouble), .. }) => return Some(Err(no_reach(trouble))),
            None => return Some(Err(Finding::unknown(Cause::Cancelled))),
        };
        let closed = addresses
            .iter()
            .find(|(_, range)| *range != Range::Public && !(sandbox && *range == Range::Loopback));
        Some(if let Some((ip, _)) = closed {
            Err(Finding::developers("not_public").with("ip", ip))
        } else {
            let ips: Vec<String> = addresses.iter().map(|(ip, _)| ip.to_string()).collect();
            Ok(Sentence { key: "seen.addresses".into(), args: vec![("ips", ips.join(", "))] })
        })
    })
}

/// What a failed look-up or connection says about ADDR-2.
fn no_reach(trouble: &Trouble) -> Finding {
    match trouble {
        Trouble::Offline => Finding::unknown(Cause::Offline),
        Trouble::Cancelled => Finding::unknown(Cause::Cancelled),
        Trouble::NoAddress => Finding::unknown(Cause::DependsOn("ADDR-1")),
        _ => Finding::developers("name_not_found"),
    }
}

/// ADDR-3
pub(crate) fn no_leftover(_: &str, evidence: &Evidence) -> Finding {
    each(evidence, "seen.should_be_yours", |address| {
        let url = match parsed(evidence, address) {
            Ok(url) => url,
            Err(AddressFault::Missing | AddressFault::NotAnAddress) => return None,
            Err(_) => Url::parse(evidence.subject.draft.urls.get(address).trim()).ok()?,
        };
        let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
        let is_leftover = LEFTOVERS.iter().any(|leftover| {
            host == *leftover || host.strip_suffix(leftover).is_some_and(|front| front.ends_with('.'))
        });
        Some(if is_leftover {
            Err(Finding::developers("leftover").with("host", &host))
        } else {
            Ok(Sentence { key: "seen.host".into(), args: vec![("host", host)] })
        })
    })
}

/// ADDR-4
pub(crate) fn certificates(_: &str, evidence: &Evidence) -> Finding {
    each(evidence, "seen.should_have_certificate", |address| {
        let handshake = match evidence.reach.get(&address) {
            Some(Reach { addresses: Err(Trouble::NoAddress), .. }) => {
                return Some(Err(Finding::unknown(Cause::DependsOn("ADDR-1"))));
            }
            Some(Reach { addresses: Err(Trouble::Offline), .. }) => {
                return Some(Err(Finding::unknown(Cause::Offline)));
            }
            Some(Reach { addresses: Err(_), .. } | Reach { handshake: None, .. }) => {
                return Some(Err(Finding::unknown(Cause::DependsOn("ADDR-2"))));
            }
            Some(Reach { handshake: Some(handshake), .. }) => handshake,
            None => return Some(Err(Finding::unknown(Cause::Cancelled))),
        };
        Some(match handshake {
            Ok(()) => Ok(fine("seen.certificate_good")),
            Err(Trouble::Tls(fault)) => Err(Finding::developers(match fault {
                TlsFault::Expired => "expired",
                TlsFault::NotYetValid => "not_yet_valid",
                TlsFault::WrongName => "wrong_name",
                TlsFault::UnknownIssuer => "unknown_issuer",
                TlsFault::IncompleteChain => "incomplete_chain",
                TlsFault::OldProtocol => "old_protocol",
                TlsFault::Other => "tls_other",
            })),
            Err(Trouble::Offline) => Err(Finding::unknown(Cause::Offline)),
            Err(Trouble::Cancelled) => Err(Finding::unknown(Cause::Cancelled)),
            Err(Trouble::TimedOut(seconds)) => Err(Finding::developers("timed_out").with("seconds", seconds)),
            Err(Trouble::Refused) => Err(Finding::developers("refused")),
            Err(_) => Err(Finding::developers("broken")),
        })
    })
}
