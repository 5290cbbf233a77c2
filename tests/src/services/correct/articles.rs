//! Articles that open in a browser, and only for a client that asks as a browser does.

use super::{HELP, ready, slowly, with_article};
use crate::services::{ARTICLE, Asked, Behaviour, Reply, Says, Service, TOKEN, right};

pub(super) fn services() -> Vec<Service> {
    let mut all = asked_as_browsers_ask();
    all.extend(by_way_of());
    all
}

/// Articles that look at the request.
fn asked_as_browsers_ask() -> Vec<Service> {
    vec![
        ready(
            "article-for-browsers-by-user-agent",
            "A firewall that lets pass what begins with Mozilla/5.0.",
            || {
                only_if(403, |asked| {
                    asked.header("user-agent").is_some_and(|agent| agent.starts_with("Mozilla/5.0"))
                })
            },
        ),
        ready(
            "article-for-those-who-accept-html",
            "A single address for people and programs, told apart by Accept.",
            || {
                only_if(406, |asked| {
                    asked.header("accept").is_some_and(|accept| accept.contains("text/html"))
                })
            },
        ),
        ready(
            "article-for-those-with-a-language",
            "A rule against robots: a browser always names a language.",
            || {
                only_if(403, |asked| {
                    asked.header("accept-language").is_some_and(|language| !language.is_empty())
                })
            },
        ),
        ready(
            "article-refuses-a-content-type",
            "A framework that tries to parse the body of a GET with a type.",
            || only_if(415, |asked| asked.header("content-type").is_none()),
        ),
        ready(
            "article-in-a-bucket",
            "Static pages on S3, which takes any Authorization for a broken signature.",
            || {
                Box::new(|asked| {
                    let error = "<Error><Code>InvalidArgument</Code><Message>Unsupported Authorization \
                                 Type</Message></Error>";
                    let reply = match asked.header("authorization") {
                        Some(_) => Reply::body(400, "application/xml", error),
                        None => Reply::html(200, ARTICLE).header("x-amz-request-id", "7F3A9C1E22"),
                    };
                    with_article(asked, reply)
                })
            },
        ),
        ready(
            "article-without-own-headers",
            "A firewall that stops requests with headers it does not know.",
            || {
                only_if(400, |asked| {
                    let are_known = |name: &str| {
                        matches!(
                            name,
                            "host"
                                | "user-agent"
                                | "accept"
                                | "accept-language"
                                | "accept-encoding"
                                | "connection"
                                | "upgrade-insecure-requests"
                                | "cookie"
                                | "cache-control"
                                | "pragma"
                                | "dnt"
                                | "te"
                                | "referer"
                                | "priority"
                        ) || name.starts_with("sec-")
                    };
                    asked.headers.iter().all(|(name, _)| are_known(name))
                })
            },
        ),
        ready(
            "article-that-takes-three-seconds",
            "A wiki that makes its pages afresh for each visitor.",
            || Box::new(|asked| slowly(right(asked, TOKEN), if asked.path == HELP { 3000 } else { 0 })),
        ),
        ready(
            "article-marked-as-not-for-search-engines",
            "A help centre that wants no visitors from Google.",
            || {
                let page =
                    ARTICLE.replace("<head>", "<head><meta name=\"robots\" content=\"noindex, nofollow\">");
                let reply = Reply::html(200, page)
                    .header("X-Robots-Tag", "noindex")
                    .header("Cache-Control", "no-store");
                Box::new(move |asked| with_article(asked, reply.clone()))
            },
        ),
    ]
}

/// Articles behind redirects, cookies and a page that leads on.
fn by_way_of() -> Vec<Service> {
    vec![
        ready(
            "seven-redirects-over-three-hosts",
            "A firm that was bought twice and moved its help each time.",
            || {
                led([
                    (HELP, 301, "https://www.harbourtests.io/help/recruitee/"),
                    ("/help/recruitee/", 302, "//www.harbourtests.io/support?topic=recruitee"),
                    ("/support", 303, "https://support.lakeside.com/hc/recruitee"),
                    ("/hc/recruitee", 307, "/hc/en/recruitee"),
                    ("/hc/en/recruitee", 308, "articles/8842"),
                    ("/hc/en/articles/8842", 301, "8842-recruitee"),
                    ("/hc/en/articles/8842-recruitee", 302, "?ref=help#token"),
                ])
            },
        ),
        ready(
            "redirect-by-way-of-http",
            "A short link that knows no https, between two addresses that do.",
            || {
                led([
                    (HELP, 301, "http://www.harbourtests.io/recruitee"),
                    ("/recruitee", 301, "https://www.harbourtests.io/recruitee/"),
                    ("/recruitee/", 302, "https://help.harbourtests.io/articles/recruitee"),
                ])
            },
        ),
        ready(
            "redirect-with-an-umlaut",
            "A content system that writes the new address as people read it.",
            || {
                Box::new(|asked| match asked.path.as_str() {
                    HELP => Reply::redirect(301, "/hilfe/über-recruitee").into(),
                    path if path.eq_ignore_ascii_case("/hilfe/%C3%BCber-recruitee") => as_article(asked),
                    _ => right(asked, TOKEN),
                })
            },
        ),
        ready(
            "redirect-by-language",
            "A help centre that sends each reader to the article in a language of theirs.",
            || {
                Box::new(|asked| match asked.path.as_str() {
                    HELP => {
                        let languages = asked.header("accept-language").unwrap_or("en");
                        let language = ["de", "nl", "fr"].into_iter().find(|one| languages.starts_with(one));
                        let to = format!("/{}/articles/recruitee", language.unwrap_or("en"));
                        Reply::redirect(302, &to).header("Vary", "Accept-Language").into()
                    }
                    path if path.ends_with("/articles/recruitee") => as_article(asked),
                    _ => right(asked, TOKEN),
                })
            },
        ),
        ready(
            "cookie-before-the-article",
            "A site that sets a cookie and sends the reader to the same address again.",
            || {
                Box::new(|asked| {
                    let to_itself = Reply::redirect(302, HELP)
                        .header("Set-Cookie", "visitor=8842; Path=/; Secure; HttpOnly; SameSite=Lax");
                    let says =
                        if has_cookie(asked, "visitor=8842") { as_article(asked) } else { to_itself.into() };
                    with_article(asked, says)
                })
            },
        ),
        ready(
            "guest-session-from-another-host",
            "A help centre that fetches a session for guests from its log-in host.",
            || {
                Box::new(|asked| match asked.path.as_str() {
                    HELP if has_cookie(asked, "guest=yes") => as_article(asked),
                    HELP => Reply::redirect(302, "https://login.harbourtests.io/session?back=help").into(),
                    "/session" => Reply::redirect(302, "https://help.harbourtests.io/help/recruitee")
                        .header("Set-Cookie", "guest=yes; Domain=harbourtests.io; Path=/; Secure")
                        .into(),
                    _ => right(asked, TOKEN),
                })
            },
        ),
        ready(
            "page-that-leads-on-to-the-article",
            "A static host without redirects, which uses a meta refresh.",
            || {
                Box::new(|asked| match asked.path.as_str() {
                    HELP => {
                        let page = "<!doctype html><html lang=en><head><meta \
                                    charset=utf-8><title>Redirecting…</title><meta http-equiv=\"Refresh\" \
                                    content=\"0; URL='/en/articles/recruitee'\"><link rel=canonical \
                                    href=\"/en/articles/recruitee\"></head><body><a \
                                    href=\"/en/articles/recruitee\">Click here if you are not \
                                    redirected.</a>";
                        Reply::html(200, page).into()
                    }
                    "/en/articles/recruitee" => as_article(asked),
                    _ => right(asked, TOKEN),
                })
            },
        ),
    ]
}

/// The right service; its article only if this holds, and else this status.
fn only_if(status: u16, holds: fn(&Asked) -> bool) -> Behaviour {
    Box::new(move |asked| {
        let reply =
            if holds(asked) { Reply::html(200, ARTICLE) } else { Reply::html(status, "<h1>Not so</h1>") };
        with_article(asked, reply)
    })
}

/// The right service; each path here leads on with its status to its target, the last one to the article.
fn led<const STEPS: usize>(steps: [(&'static str, u16, &'static str); STEPS]) -> Behaviour {
    Box::new(move |asked| {
        let is_done = asked.query == "ref=help" || asked.path == "/articles/recruitee";
        match steps.iter().find(|(path, ..)| *path == asked.path) {
            _ if is_done => as_article(asked),
            Some((_, status, to)) => Reply::redirect(*status, to).into(),
            None => right(asked, TOKEN),
        }
    })
}

fn as_article(asked: &Asked) -> Says {
    right(&Asked { path: HELP.into(), ..asked.clone() }, TOKEN)
}

fn has_cookie(asked: &Asked, cookie: &str) -> bool {
    let cookies = asked.headers.iter().filter(|(name, _)| name == "cookie");
    cookies.flat_map(|(_, value)| value.split(';')).any(|one| one.trim() == cookie)
}
