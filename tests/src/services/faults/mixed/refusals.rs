//! Faults in how a service refuses.

use super::{SIGN_IN, UNAUTHENTICATED, fails, plain, sent};
use crate::services::{Asked, Reply, Service, TOKEN, right};

/// Services that say no in a way that is no no.
pub(super) fn services() -> Vec<Service> {
    vec![
        plain(
            "sign-in-page-in-place-of-a-refusal",
            "A web framework sends callers that it does not know to its sign-in page, unless they ask for \
             JSON by name.",
            || {
                Box::new(|asked: &Asked| match asked.path.as_str() {
                    "/token" if sent(asked) != TOKEN => Reply::redirect(302, "/login").into(),
                    "/login" => Reply::html(200, SIGN_IN).into(),
                    _ => right(asked, TOKEN),
                })
            },
            fails(&["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"], ""),
        ),
        plain(
            "unknown-user-crashes-the-handler",
            "The look-up finds no user, and the next line reads the ID of nothing.",
            || {
                Box::new(|asked: &Asked| {
                    let is_other = !["", TOKEN].contains(&sent(asked));
                    if is_other && (asked.path == "/token" || asked.path == "/tests") {
                        let trace = "TypeError: Cannot read properties of null (reading 'id')";
                        return Reply::body(500, "text/plain", trace).into();
                    }
                    right(asked, TOKEN)
                })
            },
            fails(&["TOKEN-2", "TOKEN-6"], ""),
        ),
        plain(
            "graph-answer-hides-the-refusal",
            "validate_token is a query of a graph service, which answers 200 to all and puts the \
             refusal into the body.",
            || {
                Box::new(|asked: &Asked| match asked.path.as_str() {
                    "/token" if sent(asked) == TOKEN => {
                        Reply::json(200, r#"{"data":{"viewer":{"id":"u_19"}}}"#).into()
                    }
                    "/token" => Reply::json(200, UNAUTHENTICATED).into(),
                    _ => right(asked, TOKEN),
                })
            },
            fails(&["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"], "error"),
        ),
        plain(
            "slash-is-added-over-plain-http",
            "The framework wants a slash at the end and redirects. Behind the TLS proxy it believes that it \
             was called by http, and says so in Location.",
            || {
                Box::new(|asked: &Asked| match asked.path.as_str() {
                    "/tests" => Reply::redirect(301, "http://api.harbourtests.io/tests/").into(),
                    _ => right(asked, TOKEN),
                })
            },
            fails(&["ADDR-6"], ""),
        ),
    ]
}
