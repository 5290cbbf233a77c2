//! Unusual answers of a right API, and an API that is strict about how it is asked.

use super::{guarded, is_known, raw, ready, with_list, with_refusal, with_welcome};
use crate::services::{Reply, Says, Service, TESTS, TOKEN, right};
use std::sync::Mutex;
use std::time::Duration;

pub(super) fn services() -> Vec<Service> {
    let mut all = welcomes();
    all.extend(refusals());
    all.extend(caches());
    all.extend(strict());
    all
}

/// What `/token` says to the right token.
fn welcomes() -> Vec<Service> {
    vec![
        ready("valid-true", "A service whose answer is for people to read, too.", || {
            Box::new(|asked| with_welcome(asked, Reply::json(200, r#"{"valid":true}"#)))
        }),
        ready("accepted-and-queued", "A service that puts the new customer in a queue.", || {
            Box::new(|asked| with_welcome(asked, Reply::json(202, r#"{"status":"queued"}"#)))
        }),
        ready("error-is-null", "A framework that wraps every answer in the same envelope.", || {
            let body =
                r#"{"data":{"company":"Example"},"error":null,"errors":[],"message":"No errors","code":0}"#;
            Box::new(move |asked| with_welcome(asked, Reply::json(200, body)))
        }),
        ready("welcome-says-gzip-and-is-empty", "A proxy that marks every answer as compressed.", || {
            Box::new(|asked| with_welcome(asked, Reply::status(200).header("Content-Encoding", "gzip")))
        }),
        ready(
            "welcome-of-two-megabytes",
            "A service that answers with the whole account, pictures of its people included.",
            || {
                let body = format!(r#"{{"name":"Example","picture":"{}"}}"#, "A".repeat(2_000_000));
                Box::new(move |asked| with_welcome(asked, Reply::json(200, body.as_str())))
            },
        ),
        ready(
            "welcome-shorter-than-its-length",
            "A server that counts characters in place of bytes, and closes the connection before it is done.",
            || {
                let lines = ["HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Length: 90"];
                Box::new(move |asked| with_welcome(asked, raw(&lines, br#"{"company":"Example"}"#)))
            },
        ),
        ready(
            "welcome-of-no-content-with-a-body",
            "A handler that sends a text with 204 all the same.",
            || {
                let lines = ["HTTP/1.1 204 No Content", "Content-Type: text/plain", "Connection: close"];
                Box::new(move |asked| with_welcome(asked, raw(&lines, b"OK\n")))
            },
        ),
        ready("welcome-as-a-page", "A page in HTML that says the token is fine.", || {
            Box::new(|asked| {
                with_welcome(asked, Reply::html(200, "<h1>Token accepted</h1><a href=/login>Log in</a>"))
            })
        }),
    ]
}

/// What is said to other tokens.
fn refusals() -> Vec<Service> {
    vec![
        ready(
            "refusal-says-gzip-and-is-not",
            "A proxy that marks its own error pages as compressed.",
            || {
                let refusal =
                    Reply::json(401, r#"{"error":"Unknown token"}"#).header("Content-Encoding", "gzip");
                Box::new(move |asked| with_refusal(asked, refusal.clone()))
            },
        ),
        ready(
            "refusal-cut-off",
            "A server that resets the connection in the middle of a long error page.",
            || {
                let lines = ["HTTP/1.1 401 Unauthorized", "Content-Type: text/html", "Content-Length: 5000"];
                Box::new(move |asked| with_refusal(asked, raw(&lines, b"<html><body><h1>Unauth")))
            },
        ),
        ready(
            "refusal-that-never-ends",
            "A worker that dies after the first chunk, behind a proxy that waits.",
            || Box::new(|asked| with_refusal(asked, dripping())),
        ),
        ready(
            "refusal-as-a-page-with-basic",
            "A directory that Apache protects, with its own error page.",
            || {
                let page = "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<title>401 \
                            Unauthorized</title>\n<h1>Unauthorized</h1>\n<p>This server could not verify \
                            that you are authorized.</p>";
                let refusal =
                    Reply::html(401, page).header("WWW-Authenticate", "Basic realm=\"Harbour Tests\"");
                Box::new(move |asked| with_refusal(asked, refusal.clone()))
            },
        ),
        ready(
            "refusals-all-forbidden",
            "An authorizer of Amazon's API Gateway, which denies with 403.",
            || {
                let refusal =
                    Reply::json(403, r#"{"Message":"User is not authorized to access this resource"}"#)
                        .header("x-amzn-ErrorType", "AccessDeniedException");
                Box::new(move |asked| with_refusal(asked, refusal.clone()))
            },
        ),
        ready(
            "missing-unauthorized-and-wrong-forbidden",
            "Spring Security, which tells nobody from somebody unknown.",
            || {
                Box::new(|asked| {
                    let is_missing = asked.bearer().is_none_or(|given| given.trim().is_empty());
                    with_refusal(asked, Reply::status(if is_missing { 401 } else { 403 }))
                })
            },
        ),
        ready("refusal-with-a-place-to-log-in", "A 401 that names a page to log in, for browsers.", || {
            let refusal = Reply::html(401, "<meta http-equiv=\"refresh\" content=\"0;url=/login\">")
                .header("Location", "https://app.harbourtests.io/login");
            Box::new(move |asked| with_refusal(asked, refusal.clone()))
        }),
    ]
}

/// Caches that do what they should.
fn caches() -> Vec<Service> {
    vec![
        ready(
            "list-from-a-cache-for-each-token",
            "A CDN that keeps lists apart by the Authorization header.",
            || {
                let list = Reply::json(200, TESTS)
                    .header("Vary", "Authorization")
                    .header("Cache-Control", "private, max-age=300")
                    .header("Age", "112")
                    .header("X-Cache", "HIT");
                Box::new(move |asked| with_list(asked, list.clone()))
            },
        ),
        ready("refusals-from-a-cache", "A CDN that keeps errors for a minute, for each token.", || {
            let seen: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());
            Box::new(move |asked| {
                let key = (asked.path.clone(), asked.header("authorization").unwrap_or_default().to_owned());
                let mut seen = seen.lock().unwrap();
                let is_hit = seen.contains(&key);
                if !is_hit {
                    seen.push(key);
                }
                let (age, hit) =
                    if is_hit { ("7", "Hit from cloudfront") } else { ("0", "Error from cloudfront") };
                let refusal = Reply::json(401, r#"{"message":"Unauthorized"}"#);
                with_refusal(
                    asked,
                    refusal.header("Age", age).header("X-Cache", hit).header("Vary", "Authorization"),
                )
            })
        }),
    ]
}

/// Services that answer only to a call as Recruitee makes it.
fn strict() -> Vec<Service> {
    vec![
        ready(
            "session-cookie-after-the-right-token",
            "A framework that also starts a session for a browser.",
            || {
                Box::new(|asked| {
                    let has_session =
                        asked.header("cookie").is_some_and(|cookies| cookies.contains("session=8842"));
                    match asked.path.as_str() {
                        "/token" if is_known(asked) || has_session => Reply::json(200, "{}")
                            .header("Set-Cookie", "session=8842; Path=/; HttpOnly; Secure")
                            .into(),
                        "/tests" if has_session => Reply::json(200, TESTS).into(),
                        _ => right(asked, TOKEN),
                    }
                })
            },
        ),
        ready(
            "log-in-page-for-browsers-alone",
            "Laravel: who accepts HTML is sent to the log-in page.",
            || {
                Box::new(|asked| {
                    let is_browser =
                        asked.header("accept").is_some_and(|accept| accept.contains("text/html"));
                    let to_login = Reply::redirect(302, "https://app.harbourtests.io/login");
                    guarded(asked, is_browser && !is_known(asked), to_login)
                })
            },
        ),
        ready(
            "json-asked-for-as-json",
            "A framework that wants Content-Type: application/json even on GET.",
            || {
                Box::new(|asked| {
                    let is_json =
                        asked.header("content-type").is_some_and(|kind| kind.starts_with("application/json"));
                    guarded(asked, !is_json, Reply::json(415, r#"{"error":"Unsupported media type"}"#))
                })
            },
        ),
        ready(
            "no-user-agent-no-answer",
            "A firewall rule against callers that do not say who they are.",
            || {
                Box::new(|asked| {
                    let is_named = asked.header("user-agent").is_some_and(|agent| agent.trim().len() > 3);
                    guarded(asked, !is_named, Reply::html(400, "<h1>Bad Request</h1>"))
                })
            },
        ),
        ready(
            "body-on-get-refused",
            "A front end such as Google's, which takes a GET with a length for broken.",
            || {
                Box::new(|asked| {
                    let has_body = asked.header("content-length").is_some()
                        || asked.header("transfer-encoding").is_some();
                    guarded(asked, has_body, Reply::html(400, "<h1>Error 400 (Bad Request)</h1>"))
                })
            },
        ),
        ready(
            "unknown-parameters-refused",
            "A gateway that checks each call against a description of the API.",
            || {
                Box::new(|asked| {
                    guarded(
                        asked,
                        !asked.query.is_empty(),
                        Reply::json(400, r#"{"error":"Unknown parameter"}"#),
                    )
                })
            },
        ),
        ready("get-alone", "A router that knows one method for each path.", || {
            Box::new(|asked| {
                let refusal = Reply::json(405, r#"{"error":"Method not allowed"}"#).header("Allow", "GET");
                if asked.method == "GET" { right(asked, TOKEN) } else { refusal.into() }
            })
        }),
    ]
}

/// A refusal of which a byte comes each second, for a quarter of a minute, and never the end.
fn dripping() -> Says {
    let head =
        "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let mut pieces = vec![(Duration::ZERO, format!("{head}1\r\n{{\r\n").into_bytes())];
    pieces.extend((0..15).map(|_| (Duration::from_secs(1), b"1\r\n \r\n".to_vec())));
    Says::Pieces(pieces)
}
