//! Statuses, redirects and delays that Recruitee does not understand or cannot follow.

use super::{
    Behaviour, Caller, Reply, Says, Service, TESTS, TOKEN, but, fault, is_api, page, right, welcome,
};

pub(super) fn services() -> Vec<Service> {
    [strangers(), customers(), redirects(), slow()].into_iter().flatten().collect()
}

/// Wrong answers to those who have no right token.
fn strangers() -> Vec<Service> {
    vec![
        fault(
            "unknown-token-is-not-found",
            "The token is looked up like a resource, and an unknown one is answered with 404.",
            &["TOKEN-2", "TOKEN-6"],
            "404",
            || but(|asked, caller| stranger(asked.path.as_str(), caller, BOTH, 404)),
        ),
        fault(
            "unknown-token-is-a-bad-request",
            "Validation treats a wrong token as wrong input and answers 400.",
            &["TOKEN-2"],
            "400",
            || but(|asked, caller| stranger(asked.path.as_str(), caller, &["/token"], 400)),
        ),
        fault(
            "unknown-token-breaks-the-service",
            "The library throws on a token it cannot verify, and nobody catches that.",
            &["TOKEN-2"],
            "500",
            || but(|asked, caller| stranger(asked.path.as_str(), caller, &["/token"], 500)),
        ),
        fault(
            "unknown-token-has-a-status-of-its-own",
            "A map server's status for an invalid token was copied into the service.",
            &["TOKEN-2", "TOKEN-6"],
            "498",
            || but(|asked, caller| stranger(asked.path.as_str(), caller, BOTH, 498)),
        ),
        fault(
            "unknown-token-finds-no-content",
            "The query finds no customer, and the framework answers 204 to an empty result.",
            &["TOKEN-2", "TOKEN-6"],
            "",
            || but(|asked, caller| stranger(asked.path.as_str(), caller, BOTH, 204)),
        ),
        fault(
            "unknown-token-breaks-the-list",
            "The list reads the plan of a customer that was not found, and fails.",
            &["TOKEN-6"],
            "500",
            || but(|asked, caller| stranger(asked.path.as_str(), caller, &["/tests"], 500)),
        ),
        fault(
            "strangers-are-led-to-the-log-in",
            "The framework leads whoever is not signed in to its log-in page, which answers 200.",
            &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6"],
            "",
            || {
                but(|asked, caller| match asked.path.as_str() {
                    "/token" | "/tests" if caller != Caller::Known => {
                        Some(Reply::redirect(302, "/login").into())
                    }
                    "/login" => Some(page("en", "Log in", "<form><input type=\"password\"></form>").into()),
                    _ => None,
                })
            },
        ),
        fault(
            "error-for-strangers-inside-a-two-hundred",
            "Every answer is 200 and carries its code in the body.",
            &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6"],
            "",
            || {
                but(|asked, caller| {
                    let body = r#"{"code":401,"error":"Unauthorized"}"#;
                    (is_api(asked) && caller != Caller::Known).then(|| Reply::json(200, body).into())
                })
            },
        ),
        fault(
            "missing-header-is-a-bad-request",
            "The framework requires the header and answers 400 before anyone looks at a token.",
            &["TOKEN-3", "TOKEN-6"],
            "400",
            || {
                but(|asked, caller| {
                    let body = r#"{"error":"Required request header 'Authorization' is not present"}"#;
                    (is_api(asked) && caller == Caller::Nobody).then(|| Reply::json(400, body).into())
                })
            },
        ),
        fault(
            "missing-header-is-invalid-input",
            "FastAPI validates the header as a parameter and answers 422 when it is missing.",
            &["TOKEN-3", "TOKEN-6"],
            "422",
            || {
                but(|asked, caller| {
                    let body = r#"{"detail":[{"type":"missing","loc":["header","authorization"],"msg":"Field required"}]}"#;
                    (is_api(asked) && caller == Caller::Nobody).then(|| Reply::json(422, body).into())
                })
            },
        ),
        fault(
            "missing-header-breaks-the-list",
            "The list reads the header without looking whether there is one.",
            &["TOKEN-6"],
            "500",
            || {
                but(|asked, caller| {
                    (asked.path == "/tests" && caller == Caller::Nobody).then(|| Reply::status(500).into())
                })
            },
        ),
        fault(
            "empty-token-breaks-the-split",
            "The header is cut at the space, and there is no second half.",
            &["TOKEN-4"],
            "500",
            || {
                but(|asked, caller| {
                    (is_api(asked) && caller == Caller::Empty)
                        .then(|| Reply::html(500, "<h1>Oops</h1>").into())
                })
            },
        ),
        fault(
            "other-scheme-is-a-bad-request",
            "A security library cannot decode the pair behind Basic and answers 400.",
            &["TOKEN-5"],
            "400",
            || {
                but(|asked, caller| {
                    (is_api(asked) && caller == Caller::OtherScheme).then(|| Reply::status(400).into())
                })
            },
        ),
    ]
}

/// Wrong answers to the customer.
fn customers() -> Vec<Service> {
    vec![
        fault(
            "validation-breaks-for-the-customer",
            "The database was moved, and validation has not been told.",
            &["TOKEN-1"],
            "500",
            || customer("/token", || Reply::json(500, r#"{"message":"Internal Server Error"}"#).into()),
        ),
        fault(
            "validation-hangs-up-on-the-customer",
            "The process dies on every token it finds, and the connection ends without an answer.",
            &["TOKEN-1"],
            "",
            || customer("/token", || Says::HangUp),
        ),
        fault(
            "list-behind-a-broken-gateway",
            "The gateway cannot reach the service behind it.",
            &["TOKEN-6"],
            "502",
            || customer("/tests", || Reply::html(502, "<center><h1>502 Bad Gateway</h1></center>").into()),
        ),
        fault(
            "list-wants-to-be-paid-for",
            "The account has no credits left, and the list is refused with the documented error.",
            &["TOKEN-6"],
            "",
            || customer("/tests", || Reply::json(402, r#"{"error":"No credits left"}"#).into()),
        ),
        fault(
            "list-is-always-unchanged",
            "A layer answers that nothing has changed, though nobody asked for changes.",
            &["TOKEN-6"],
            "",
            || customer("/tests", || Reply::status(304).header("ETag", "\"a81f\"").into()),
        ),
        fault(
            "validation-by-post-alone",
            "The route was written for POST, and the router refuses GET before it reads a token.",
            &["TOKEN-1", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"],
            "405",
            || {
                but(|asked, _| {
                    (asked.path == "/token").then(|| Reply::status(405).header("Allow", "POST").into())
                })
            },
        ),
        fault(
            "list-by-post-alone",
            "The list takes a filter in its body and so wants POST.",
            &["TOKEN-6"],
            "405",
            || {
                but(|asked, _| {
                    (asked.path == "/tests").then(|| Reply::status(405).header("Allow", "POST").into())
                })
            },
        ),
        fault(
            "token-wanted-under-another-scheme",
            "Django's token authentication wants Token in place of Bearer.",
            &["TOKEN-1", "TOKEN-6"],
            "",
            || {
                but(|asked, _| {
                    let expected = format!("Token {TOKEN}");
                    let is_known = asked.header("authorization") == Some(expected.as_str());
                    let refusal =
                        Reply::json(401, r#"{"detail":"Authentication credentials were not provided."}"#)
                            .header("WWW-Authenticate", "Token");
                    is_api(asked).then(|| if is_known { welcome(asked) } else { refusal.into() })
                })
            },
        ),
        fault(
            "token-wanted-in-another-header",
            "The service reads X-Api-Key and not the Authorization header.",
            &["TOKEN-1", "TOKEN-6"],
            "",
            || {
                but(|asked, _| {
                    let refusal = Reply::json(403, r#"{"message":"Forbidden"}"#);
                    let is_known = asked.header("x-api-key") == Some(TOKEN);
                    is_api(asked).then(|| if is_known { welcome(asked) } else { refusal.into() })
                })
            },
        ),
        fault(
            "front-end-answers-for-the-api",
            "The host serves the single-page application for every path, and the API is not deployed.",
            &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6", "TESTS-1"],
            "",
            || {
                but(|asked, _| {
                    let shell = || {
                        page("en", "Harbour Tests", "<div id=\"app\"></div><script src=\"/app.js\"></script>")
                    };
                    is_api(asked).then(|| shell().into())
                })
            },
        ),
    ]
}

/// Redirects that lead the token astray or nowhere.
fn redirects() -> Vec<Service> {
    vec![
        fault(
            "customer-is-sent-to-another-region",
            "The token is checked, then the customer is led to the host of the region.",
            &["ADDR-6"],
            "",
            || customer("/token", || Reply::redirect(307, "https://eu.harbourtests.io/token").into()),
        ),
        fault(
            "customer-is-sent-to-another-port",
            "The service learns its port from inside the container and puts it into the redirect.",
            &["ADDR-6"],
            "",
            || customer("/token", || Reply::redirect(302, "https://api.harbourtests.io:8443/token").into()),
        ),
        fault(
            "customer-is-sent-on-in-two-steps",
            "The first redirect stays on the host, the second leads to the old platform.",
            &["ADDR-6"],
            "",
            || {
                but(|asked, caller| match (asked.path.as_str(), caller) {
                    ("/token", Caller::Known) => Some(Reply::redirect(302, "/v1/token").into()),
                    ("/v1/token", _) => {
                        Some(Reply::redirect(302, "https://legacy.harbourtests.io/v1/token").into())
                    }
                    _ => None,
                })
            },
        ),
        fault(
            "list-is-kept-in-a-bucket",
            "The list is a file in a bucket, and the service redirects to a signed address.",
            &["ADDR-6"],
            "",
            || customer("/tests", || Reply::redirect(302, SIGNED).into()),
        ),
        fault(
            "list-loses-its-scheme-behind-a-proxy",
            "The framework adds a slash to the path and does not know that it is reached over TLS.",
            &["ADDR-6"],
            "",
            || {
                but(|asked, _| {
                    let to = "http://api.harbourtests.io/tests/";
                    (asked.path == "/tests").then(|| Reply::redirect(301, to).into())
                })
            },
        ),
        fault(
            "whole-host-has-moved",
            "The company was renamed, and every path of the old host leads to the new one.",
            &["ADDR-6", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"],
            "",
            || {
                but(|asked, _| {
                    let to = format!("https://api.anchortests.io{}", asked.path);
                    is_api(asked).then(|| Reply::redirect(308, &to).into())
                })
            },
        ),
        fault(
            "slash-that-two-layers-fight-over",
            "The proxy takes the slash from the end of the path, and the framework puts it back.",
            &["ADDR-6"],
            "redirect",
            || {
                but(|asked, _| match asked.path.as_str() {
                    "/token" => Some(Reply::redirect(301, "/token/").into()),
                    "/token/" => Some(Reply::redirect(301, "/token").into()),
                    _ => None,
                })
            },
        ),
        fault(
            "customer-is-asked-for-a-cookie-for-ever",
            "A bot filter sets a cookie and redirects to the same address until the cookie comes back.",
            &["ADDR-6"],
            "redirect",
            || {
                customer("/token", || {
                    Reply::redirect(302, "/token").header("Set-Cookie", "seen=1; Path=/").into()
                })
            },
        ),
        fault(
            "redirect-to-nowhere",
            "A rule of the gateway redirects and its target was left empty.",
            &["TOKEN-1"],
            "redirect",
            || customer("/token", || Reply::status(302).into()),
        ),
    ]
}

/// Answers that keep the person in Recruitee waiting.
fn slow() -> Vec<Service> {
    vec![
        fault(
            "list-takes-its-time",
            "The list is put together from forty queries while Recruitee's dialog waits.",
            &["ADDR-8"],
            "",
            || customer("/tests", || Reply::json(200, TESTS).after(5_500).into()),
        ),
        fault(
            "validation-takes-its-time",
            "Validation asks the billing system, which is far away.",
            &["ADDR-8"],
            "",
            || customer("/token", || Reply::status(204).after(5_500).into()),
        ),
    ]
}

const BOTH: &[&str] = &["/token", "/tests"];

const SIGNED: &str =
    "https://harbour-lists.s3.eu-central-1.amazonaws.com/customer-4821.json?X-Amz-Expires=300";

/// The status that a well-formed token gets which is not known.
fn stranger(path: &str, caller: Caller, paths: &[&str], status: u16) -> Option<Says> {
    let body = r#"{"error":"No such token"}"#;
    let reply = if status == 204 { Reply::status(204) } else { Reply::json(status, body) };
    (caller == Caller::Unknown && paths.contains(&path)).then(|| reply.into())
}

/// The worked partner's service with another answer to the customer's own token at that path.
fn customer(path: &'static str, says: fn() -> Says) -> Behaviour {
    Box::new(move |asked| match super::caller(asked, TOKEN) {
        Caller::Known if asked.path == path => says(),
        _ => right(asked, TOKEN),
    })
}
