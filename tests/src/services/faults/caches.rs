//! Something in front of the service remembers an answer, or a verdict, and gives it to the next caller.

use super::{
    Asked, Behaviour, Caller, JWT, Reply, Says, Service, TOKEN, but, caller, fault, is_api, right, welcome,
};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

const OLD_LIST: &str = r#"[{"id":7,"name":"Tides and currents"},{"id":9,"name":"Radio procedure"}]"#;

const LIST: &[&str] = &["/tests"];
const TOKEN_ALONE: &[&str] = &["/token"];
const BOTH: &[&str] = &["/token", "/tests"];

pub(super) fn services() -> Vec<Service> {
    vec![
        fault(
            "list-kept-by-cloudfront",
            "The cache policy of the distribution does not hold the Authorization header.",
            &["TOKEN-6"],
            "cache",
            || cache(LIST, 0, cloudfront),
        ),
        fault(
            "list-kept-by-cloudflare",
            "A page rule says Cache Everything for the whole API host.",
            &["TOKEN-6"],
            "cache",
            || cache(LIST, 0, cloudflare),
        ),
        fault(
            "validation-kept-by-varnish",
            "Varnish was told to cache requests with an Authorization header as well.",
            &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"],
            "cache",
            || cache(TOKEN_ALONE, 0, varnish),
        ),
        fault(
            "both-kept-by-nginx",
            "The reverse proxy keeps every answer for some seconds under its path.",
            &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6"],
            "cache",
            || cache(BOTH, 0, nginx),
        ),
        fault(
            "list-kept-by-the-edge-of-vercel",
            "The route sends s-maxage so that the list is fast, and the edge keeps it for all.",
            &["TOKEN-6"],
            "cache",
            || cache(LIST, 0, vercel),
        ),
        fault(
            "list-kept-with-nothing-but-an-age",
            "A company proxy in front of the service adds an Age and no other sign of itself.",
            &["TOKEN-6"],
            "cache",
            || cache(LIST, 0, age),
        ),
        fault(
            "list-kept-with-a-cache-status",
            "A modern edge names itself in Cache-Status as the standard asks.",
            &["TOKEN-6"],
            "cache",
            || cache(LIST, 0, cache_status),
        ),
        fault(
            "list-kept-without-a-word",
            "The framework caches the view in memory under its path, and no header tells.",
            &["TOKEN-6"],
            "",
            || cache(LIST, 0, |reply, _| reply),
        ),
        fault(
            "validation-kept-without-a-word",
            "The result of validation is memoized under the path, in front of the check of the token.",
            &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"],
            "",
            || cache(TOKEN_ALONE, 0, |reply, _| reply),
        ),
        fault(
            "list-kept-after-a-moment",
            "The edge writes to its store in the background, so the first wrong token is still refused.",
            &["TOKEN-6"],
            "cache",
            || cache(LIST, 300, cloudfront),
        ),
        fault(
            "list-kept-since-another-customer-asked",
            "The list was stored half an hour ago for another customer and is served to everyone since.",
            &["TOKEN-6"],
            "cache",
            || {
                but(|asked, _| {
                    let reply = Reply::json(200, OLD_LIST).header("Cache-Control", "public, max-age=86400");
                    let seconds = asked.at.as_secs().saturating_add(1_873).to_string();
                    let kept = || reply.header("Age", &seconds).header("X-Cache", "HIT").into();
                    (asked.path == "/tests").then(kept)
                })
            },
        ),
        fault(
            "one-of-two-edges-keeps-the-list",
            "Calls alternate between two edges, of which one keeps what it has seen.",
            &["TOKEN-6"],
            "cache",
            one_of_two_edges,
        ),
        fault(
            "gateway-keeps-its-first-verdict",
            "The authorizer of the gateway is cached under the route, with the header only required.",
            &["TOKEN-2", "TOKEN-5", "TOKEN-6"],
            "",
            || {
                let has_allowed = AtomicBool::new(false);
                Box::new(move |asked| match (is_api(asked), caller(asked, TOKEN)) {
                    (true, Caller::Known) => {
                        has_allowed.store(true, Ordering::SeqCst);
                        welcome(asked)
                    }
                    (true, Caller::Unknown | Caller::OtherScheme) if has_allowed.load(Ordering::SeqCst) => {
                        welcome(asked)
                    }
                    _ => right(asked, TOKEN),
                })
            },
        ),
        fault(
            "address-remembered-after-one-right-token",
            "After one right token the caller's IP address is let in for five minutes.",
            &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6"],
            "",
            || {
                let has_been_here = AtomicBool::new(false);
                Box::new(move |asked| {
                    let is_known = caller(asked, TOKEN) == Caller::Known;
                    let is_in = has_been_here.fetch_or(is_known, Ordering::SeqCst) || is_known;
                    if is_in && is_api(asked) { welcome(asked) } else { right(asked, TOKEN) }
                })
            },
        ),
        fault(
            "verdict-kept-under-the-first-eight-characters",
            "A right token is remembered in Redis under its first eight characters.",
            &["TOKEN-2", "TOKEN-6"],
            "",
            || remembering(TOKEN, |given| given.get(..8)),
        ),
        Service {
            token: JWT,
            ..fault(
                "verdict-kept-under-the-claims",
                "Once a JWT has been verified, its subject is remembered and later signatures are not read.",
                &["TOKEN-2", "TOKEN-6"],
                "",
                || remembering(JWT, |given| given.rsplit_once('.').map(|(claims, _)| claims)),
            )
        },
        fault(
            "refusal-kept-for-the-right-token",
            "The edge stored a refusal from before the token was made and serves it to the customer.",
            &["TOKEN-1"],
            "",
            || {
                but(|asked, _| {
                    let refusal = || Reply::json(401, r#"{"error":"This token is not known"}"#);
                    let kept = || refusal().header("Age", "412").header("X-Cache", "HIT").into();
                    (asked.path == "/token").then(kept)
                })
            },
        ),
    ]
}

/// The worked partner's service behind a cache that keeps the first good answer of those paths, whoever asks
/// next. `sign` writes on an answer how old it is, or that it is fresh.
fn cache(
    paths: &'static [&'static str],
    filled_after: u64,
    sign: fn(Reply, Option<Duration>) -> Reply,
) -> Behaviour {
    let kept = Mutex::new(HashMap::<String, (Duration, Reply)>::new());
    Box::new(move |asked| {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((since, reply)) = kept.get(&asked.path)
            && let Some(old) = asked.at.checked_sub(*since)
        {
            return sign(reply.clone(), Some(old)).into();
        }
        match right(asked, TOKEN) {
            Says::Reply(reply) if paths.contains(&asked.path.as_str()) => {
                if (200..300).contains(&reply.status) {
                    let since = asked.at.saturating_add(Duration::from_millis(filled_after));
                    kept.entry(asked.path.clone()).or_insert((since, reply.clone()));
                }
                sign(reply, None).into()
            }
            other => other,
        }
    })
}

fn cloudfront(reply: Reply, old: Option<Duration>) -> Reply {
    let reply = reply.header("Via", "1.1 6f1a2b3c4d5e.cloudfront.net (CloudFront)");
    match old {
        Some(_) => age(reply, old).header("X-Cache", "Hit from cloudfront"),
        None => reply.header("X-Cache", "Miss from cloudfront"),
    }
}

fn cloudflare(reply: Reply, old: Option<Duration>) -> Reply {
    let reply = reply.header("Server", "cloudflare").header("CF-Ray", "8f3a1c2d4e5b6a70-AMS");
    match old {
        Some(_) => age(reply, old).header("CF-Cache-Status", "HIT"),
        None => reply.header("CF-Cache-Status", "MISS"),
    }
}

fn varnish(reply: Reply, old: Option<Duration>) -> Reply {
    let numbers = if old.is_some() { "32770 65539" } else { "65538" };
    age(reply, old.or(Some(Duration::ZERO)))
        .header("X-Varnish", numbers)
        .header("Via", "1.1 varnish (Varnish/7.4)")
}

fn nginx(reply: Reply, old: Option<Duration>) -> Reply {
    reply.header("X-Cache-Status", if old.is_some() { "HIT" } else { "MISS" })
}

fn vercel(reply: Reply, old: Option<Duration>) -> Reply {
    let reply = reply.header("Cache-Control", "public, max-age=0, must-revalidate");
    age(reply, old).header("X-Vercel-Cache", if old.is_some() { "HIT" } else { "MISS" })
}

fn cache_status(reply: Reply, old: Option<Duration>) -> Reply {
    reply.header(
        "Cache-Status",
        if old.is_some() { "edge-ams; hit; ttl=298" } else { "edge-ams; fwd=uri-miss" },
    )
}

fn age(reply: Reply, old: Option<Duration>) -> Reply {
    match old {
        Some(old) => reply.header("Age", &old.as_secs().to_string()),
        None => reply,
    }
}

/// Every second call for the list goes to an edge that keeps it.
fn one_of_two_edges() -> Behaviour {
    let calls = AtomicUsize::new(0);
    let keeping = cache(LIST, 0, cloudfront);
    Box::new(move |asked: &Asked| match asked.path.as_str() {
        "/tests" if calls.fetch_add(1, Ordering::SeqCst).is_multiple_of(2) => keeping(asked),
        _ => right(asked, TOKEN),
    })
}

/// Looks a token up once and remembers it under its key; whatever has that key is let in from then on.
fn remembering(token: &'static str, key: fn(&str) -> Option<&str>) -> Behaviour {
    let has_been_seen = AtomicBool::new(false);
    Box::new(move |asked| {
        let given = asked.bearer().map(str::trim).unwrap_or_default();
        has_been_seen.fetch_or(given == token, Ordering::SeqCst);
        let is_remembered = has_been_seen.load(Ordering::SeqCst) && key(given) == key(token);
        if is_remembered && is_api(asked) { welcome(asked) } else { right(asked, token) }
    })
}
