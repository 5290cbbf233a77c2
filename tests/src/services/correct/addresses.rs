//! Addresses that look odd and are right.

use super::ready;
use crate::services::{Asked, Behaviour, Reply, Says, Service, TOKEN, right};
use desk::{Draft, UrlField};

pub(super) fn services() -> Vec<Service> {
    let mut all = paths();
    all.extend(hosts());
    all
}

/// Paths, queries and redirects.
fn paths() -> Vec<Service> {
    vec![
        ready(
            "redirect-within-the-origin",
            "An API that moved to a version of its own, on the same host.",
            || {
                Box::new(|asked| match asked.path.as_str() {
                    "/token" => Reply::redirect(308, "/v2/token/").into(),
                    "/tests" => Reply::redirect(307, "https://api.harbourtests.io/v2/tests?page=all").into(),
                    "/v2/token/" => as_path(asked, "/token"),
                    "/v2/tests" if asked.query == "page=all" => as_path(asked, "/tests"),
                    _ => right(asked, TOKEN),
                })
            },
        ),
        Service {
            record: |draft| {
                set(
                    draft,
                    UrlField::ValidateToken,
                    "https://api.harbourtests.io/recruitee?do=validate&v=1.0",
                );
                set(
                    draft,
                    UrlField::Tests,
                    "https://api.harbourtests.io/recruitee?do=list&v=1.0&sort=name%20asc",
                );
                set(draft, UrlField::SendCandidate, "https://api.harbourtests.io/recruitee?do=send&v=1.0");
            },
            ..ready("queries-tell-the-urls-apart", "One script that looks at its parameters.", || {
                Box::new(|asked| match (asked.path.as_str(), asked.query.as_str()) {
                    ("/recruitee", "do=validate&v=1.0") => as_path(asked, "/token"),
                    ("/recruitee", "do=list&v=1.0&sort=name%20asc") => as_path(asked, "/tests"),
                    _ => right(asked, TOKEN),
                })
            })
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://api.harbourtests.io/v1/tokens:validate");
                set(draft, UrlField::Tests, "https://api.harbourtests.io/v1/tests:list");
                set(draft, UrlField::SendCandidate, "https://api.harbourtests.io/v1/candidates:send");
            },
            ..ready("colons-in-paths", "An API in Google's style, with verbs behind a colon.", || {
                moved("/v1/tokens:validate", "/v1/tests:list", "/help/recruitee")
            })
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://api.harbourtests.io/caf%C3%A9/token%2Fcheck");
                set(draft, UrlField::Tests, "https://api.harbourtests.io/caf%c3%a9/tests;v=1,2@now");
                set(draft, UrlField::SendCandidate, "https://api.harbourtests.io/caf%C3%A9/send(2)!");
            },
            ..ready("percent-encoded-paths", "A router for which an encoded slash is no slash.", || {
                moved("/caf%C3%A9/token%2Fcheck", "/caf%c3%a9/tests;v=1,2@now", "/help/recruitee")
            })
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://api.harbourtests.io//token/");
                set(draft, UrlField::Tests, "https://api.harbourtests.io//tests/");
                set(draft, UrlField::SendCandidate, "https://api.harbourtests.io//send/");
            },
            ..ready(
                "two-slashes-and-one-at-the-end",
                "A base address with a slash, and paths with one, too.",
                || moved("//token/", "//tests/", "/help/recruitee"),
            )
        },
        Service {
            record: |draft| {
                set(draft, UrlField::HelpArticle, "https://help.harbourtests.io/de/hilfe/recruitee");
            },
            ..ready("article-under-de", "A help centre in which each language has its folder.", || {
                moved("/token", "/tests", "/de/hilfe/recruitee")
            })
        },
        Service {
            record: |draft| {
                set(draft, UrlField::HelpArticle, "https://harbourtests.io/login/recruitee-404/example");
            },
            ..ready("article-under-words-of-warning", "An article among others on logging in.", || {
                moved("/token", "/tests", "/login/recruitee-404/example")
            })
        },
        Service {
            record: |draft| set(draft, UrlField::HelpArticle, "https://www.harbourtests.io/?p=8842&lang=en"),
            ..ready(
                "article-at-the-root-with-a-query",
                "A blog that never switched its permalinks on.",
                || {
                    Box::new(|asked| match (asked.path.as_str(), asked.query.as_str()) {
                        ("/", "p=8842&lang=en") => as_path(asked, "/help/recruitee"),
                        _ => right(asked, TOKEN),
                    })
                },
            )
        },
    ]
}

/// Hosts and ports.
fn hosts() -> Vec<Service> {
    vec![
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://auth.harbourtests.io/recruitee");
                set(draft, UrlField::Tests, "https://catalog.harbour-tests.eu/recruitee");
                set(draft, UrlField::SendCandidate, "https://orders.harbourtests.app/recruitee");
            },
            ..ready(
                "each-address-on-a-host-of-its-own",
                "Small services, each with a domain and the same path.",
                || {
                    Box::new(|asked| match (asked.host.as_str(), asked.path.as_str()) {
                        ("auth.harbourtests.io", "/recruitee") => as_path(asked, "/token"),
                        ("catalog.harbour-tests.eu", "/recruitee") => as_path(asked, "/tests"),
                        (_, "/help/recruitee") => right(asked, TOKEN),
                        _ => Reply::status(404).into(),
                    })
                },
            )
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://api.exampleworks.com/token");
                set(draft, UrlField::Tests, "https://ngrokology.io/tests");
                set(draft, UrlField::SendCandidate, "https://hooks.pipedreamers.eu/webhook.site/send");
                set(draft, UrlField::HelpArticle, "https://www.localtunnelbau.de/help/recruitee");
            },
            ..ready(
                "hosts-that-only-sound-like-tunnels",
                "Firms whose names hold a word of a well-known tool.",
                right_one,
            )
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://localhost.harbourtests.io/token");
                set(draft, UrlField::Tests, "https://internal.10.harbourtests.io/tests");
                set(draft, UrlField::SendCandidate, "https://127-0-0-1.harbourtests.io/send");
            },
            ..ready(
                "hosts-that-only-sound-private",
                "Names of an old network, which are public today.",
                right_one,
            )
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://api.harbourtests.io:443/token");
                set(draft, UrlField::Tests, "https://api.harbourtests.io:443/tests");
                set(draft, UrlField::SendCandidate, "https://api.harbourtests.io:443/send");
            },
            ..ready("usual-port-written-out", "An address copied from a configuration file.", right_one)
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://api.harbourtests.io:8443/token");
                set(draft, UrlField::Tests, "https://api.harbourtests.io:8443/tests");
                set(draft, UrlField::SendCandidate, "https://api.harbourtests.io:8443/send");
            },
            ..ready("port-of-its-own", "Tomcat, without a proxy before it.", right_one)
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://api.harbourtests.io./token");
                set(draft, UrlField::Tests, "https://api.harbourtests.io./tests");
                set(draft, UrlField::SendCandidate, "https://api.harbourtests.io./send");
            },
            ..ready("dot-behind-the-host", "An administrator who writes names as name servers do.", right_one)
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "HTTPS://API.HarbourTests.IO/token");
                set(draft, UrlField::Tests, "HTTPS://API.HarbourTests.IO/tests");
                set(draft, UrlField::SendCandidate, "HTTPS://API.HarbourTests.IO/send");
            },
            ..ready("scheme-and-host-in-capitals", "An address from a brochure.", right_one)
        },
        Service {
            record: |draft| set(draft, UrlField::HelpArticle, "https://hilfe.hafenprüfung.de/help/recruitee"),
            ..ready("host-with-an-umlaut", "A German firm, with its address as people read it.", || {
                Box::new(|asked| {
                    let is_ours =
                        asked.path != "/help/recruitee" || asked.host == "hilfe.xn--hafenprfung-zhb.de";
                    if is_ours { right(asked, TOKEN) } else { Reply::status(421).into() }
                })
            })
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://xn--80apbtili5ewb.com/token");
                set(draft, UrlField::Tests, "https://xn--80apbtili5ewb.com/tests");
                set(draft, UrlField::SendCandidate, "https://xn--80apbtili5ewb.com/send");
            },
            ..ready(
                "host-in-punycode",
                "A firm with a Cyrillic name, and its address as name servers read it.",
                right_one,
            )
        },
        Service {
            record: |draft| {
                set(draft, UrlField::ValidateToken, "https://eu_api.harbourtests.io/token");
                set(draft, UrlField::Tests, "https://eu_api.harbourtests.io/tests");
                set(draft, UrlField::SendCandidate, "https://eu_api.harbourtests.io/send");
            },
            ..ready(
                "host-with-an-underscore",
                "A name under a wildcard, which no rule of domains forbids.",
                right_one,
            )
        },
    ]
}

fn set(draft: &mut Draft, address: UrlField, url: &str) {
    draft.urls.set(address, url.into());
}

fn right_one() -> Behaviour {
    Box::new(|asked| right(asked, TOKEN))
}

/// What the right service says at another path.
fn as_path(asked: &Asked, path: &str) -> Says {
    right(&Asked { path: path.into(), ..asked.clone() }, TOKEN)
}

/// The right service with its two calls and its article at these paths, and nothing at any other.
fn moved(token: &'static str, tests: &'static str, help: &'static str) -> Behaviour {
    Box::new(move |asked| {
        let places = [(token, "/token"), (tests, "/tests"), (help, "/help/recruitee")];
        let place = places.iter().find(|(path, _)| *path == asked.path);
        place.map_or_else(|| Reply::status(404).into(), |(_, path)| as_path(asked, path))
    })
}
