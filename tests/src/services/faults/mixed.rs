//! Faults of all kinds, as public bug reports describe them.

mod refusals;

use crate::services::{
    ARTICLE, Asked, Behaviour, Expect, Reply, Says, Service, TESTS, TOKEN, right, unchanged,
};
use desk::UrlField;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{sync::Mutex, time::Duration};

/// A tenant, a long secret and a check part, 106 characters.
const LONG: &str = "org-4512-3b7e0c55d1f94a8e6c2b90fd17a4e38852c6fb0d9e71a3468fd02c5b7e914a60-\
                    77c1e9b204d8f3a65e10b9c4d2f8a731";

/// Eight characters that name the key, thirty-two that are the secret.
const KEY: &str = "c41f09b7.5e8a1d3f7b26409c8d15e3a7f2b04c69";

/// As payment services write theirs.
const PREFIXED: &str = "htk_live_4eC39HqLyjWDarjtT1zdp7dcQ2";

/// Nothing but digits.
const DIGITS: &str = "904417263558120947716302885941637205518846239071";

/// All of them.
pub(super) fn services() -> Vec<Service> {
    let groups =
        [comparisons(), memories(), headers(), refusals::services(), lists(), articles(), addresses()];
    groups.into_iter().flatten().collect()
}

/// A service of the worked partner, with the worked token.
fn plain(name: &'static str, story: &'static str, start: fn() -> Behaviour, expect: Expect) -> Service {
    service(name, story, TOKEN, start, expect)
}

/// A service of the worked partner.
fn service(
    name: &'static str,
    story: &'static str,
    token: &'static str,
    start: fn() -> Behaviour,
    expect: Expect,
) -> Service {
    Service { name, story, token, workers: 0, record: unchanged, start, expect }
}

/// Exactly these.
fn fails(checks: &'static [&'static str], says: &'static str) -> Expect {
    Expect::Fails { checks, says }
}

/// The token that was sent; empty for none.
fn sent(asked: &Asked) -> &str {
    asked.bearer().unwrap_or_default().trim()
}

/// The worked service, with another opinion on who is let in.
fn gate(asked: &Asked, is_known: bool) -> Says {
    match asked.path.as_str() {
        "/help/recruitee" => Reply::html(200, ARTICLE).into(),
        "/token" if is_known => Reply::status(204).into(),
        "/tests" if is_known => Reply::json(200, TESTS).into(),
        "/token" | "/tests" => Reply::json(401, r#"{"error":"Unknown token"}"#).into(),
        _ => Reply::html(404, "<h1>Not found</h1>").into(),
    }
}

/// The worked service, with another list for those who are let in.
fn list(asked: &Asked, body: &str) -> Says {
    let is_list = asked.path == "/tests" && sent(asked) == TOKEN;
    if is_list { Reply::json(200, body).into() } else { right(asked, TOKEN) }
}

/// The worked service, with another page in place of the article.
fn page(asked: &Asked, html: &str) -> Says {
    if asked.path == "/help/recruitee" { Reply::html(200, html).into() } else { right(asked, TOKEN) }
}

/// Tokens that are compared in part.
fn comparisons() -> Vec<Service> {
    vec![
        service(
            "hash-of-the-first-bytes",
            "The token is kept as a bcrypt hash. bcrypt reads 72 bytes and drops the rest without a word, so \
             the last part of a long token can be anything.",
            LONG,
            || {
                Box::new(|asked: &Asked| {
                    let sent = sent(asked);
                    gate(asked, sent.len() >= 72 && sent.as_bytes()[..72] == LONG.as_bytes()[..72])
                })
            },
            fails(&["TOKEN-2", "TOKEN-6"], ""),
        ),
        service(
            "prefix-and-length-are-enough",
            "The gateway has a pattern for the API key and takes whatever fits it; the look-up that should \
             follow was left for later.",
            PREFIXED,
            || {
                Box::new(|asked: &Asked| {
                    let sent = sent(asked);
                    let is_like_it = sent.strip_prefix("htk_live_").is_some_and(|secret| {
                        sent.len() == PREFIXED.len() && secret.chars().all(|c| c.is_ascii_alphanumeric())
                    });
                    gate(asked, is_like_it)
                })
            },
            fails(&["TOKEN-2", "TOKEN-6"], ""),
        ),
        service(
            "digits-compared-as-numbers",
            "A script language compares two texts of digits as floating-point numbers, so only about the \
             first seventeen digits count. The list compares them as texts.",
            DIGITS,
            || {
                Box::new(|asked: &Asked| {
                    let sent = sent(asked);
                    let is_number = !sent.is_empty() && sent.bytes().all(|c| c.is_ascii_digit());
                    let is_equal = is_number && sent.parse::<f64>() == DIGITS.parse();
                    gate(asked, if asked.path == "/token" { is_equal } else { sent == DIGITS })
                })
            },
            fails(&["TOKEN-2"], ""),
        ),
        service(
            "key-name-is-never-compared",
            "A token is a key's name and its secret. The list looks for the secret alone, so any name before \
             it opens it.",
            KEY,
            || {
                Box::new(|asked: &Asked| {
                    let sent = sent(asked);
                    let opens = sent.split_once('.').map(|it| it.1) == KEY.split_once('.').map(|it| it.1);
                    gate(asked, sent == KEY || (asked.path == "/tests" && opens))
                })
            },
            fails(&["TOKEN-6"], ""),
        ),
    ]
}

/// Services that remember too much.
fn memories() -> Vec<Service> {
    vec![
        plain(
            "caller-is-remembered-by-address",
            "To spare the database, an address that has shown a good token is let in for the next ten \
             minutes, whatever it shows.",
            || {
                let is_trusted = AtomicBool::new(false);
                Box::new(move |asked: &Asked| {
                    if sent(asked) == TOKEN {
                        is_trusted.store(true, Ordering::SeqCst);
                    }
                    gate(asked, is_trusted.load(Ordering::SeqCst))
                })
            },
            fails(&["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6"], ""),
        ),
        plain(
            "edge-is-filled-a-second-later",
            "The edge copies answers to its store in the background. About a second after the first customer \
             has read the list, everybody with any Authorization header gets that list.",
            || {
                let filled = Mutex::new(None::<Duration>);
                Box::new(move |asked: &Asked| {
                    if asked.path != "/tests" {
                        return right(asked, TOKEN);
                    }
                    let mut filled = filled.lock().unwrap();
                    if sent(asked) == TOKEN && filled.is_none() {
                        *filled = Some(asked.at + Duration::from_millis(1200));
                        return Reply::json(200, TESTS).header("X-Cache", "MISS").into();
                    }
                    let age = filled.and_then(|since| asked.at.checked_sub(since));
                    match age {
                        Some(age) if asked.header("authorization").is_some() => Reply::json(200, TESTS)
                            .header("X-Cache", "HIT")
                            .header("Age", &(age.as_secs() + 1).to_string())
                            .into(),
                        _ => right(asked, TOKEN),
                    }
                })
            },
            fails(&["TOKEN-6"], "cache"),
        ),
    ]
}

/// Services that misread the header.
fn headers() -> Vec<Service> {
    vec![
        plain(
            "no-header-is-the-demo-account",
            "Whoever comes without a header is shown the demo account, so that the try-out page works.",
            || {
                Box::new(|asked: &Asked| match (asked.path.as_str(), asked.header("authorization")) {
                    ("/token", None) => Reply::json(200, r#"{"account":"demo"}"#).into(),
                    _ => right(asked, TOKEN),
                })
            },
            fails(&["TOKEN-3"], ""),
        ),
        plain(
            "empty-token-finds-the-blank-row",
            "The first user was imported without a token, so an empty token finds that row.",
            || {
                Box::new(|asked: &Asked| {
                    let is_blank = asked.header("authorization").is_some_and(|it| it.trim() == "Bearer");
                    gate(asked, is_blank || sent(asked) == TOKEN)
                })
            },
            fails(&["TOKEN-4", "TOKEN-6"], ""),
        ),
        plain(
            "last-word-of-the-header",
            "The middleware splits the header at its spaces and takes the last word; the scheme is never \
             looked at.",
            || {
                Box::new(|asked: &Asked| {
                    let value = asked.header("authorization").unwrap_or_default();
                    gate(asked, value.split_whitespace().next_back() == Some(TOKEN))
                })
            },
            fails(&["TOKEN-5", "TOKEN-6"], ""),
        ),
        plain(
            "web-server-drops-the-header",
            "A web server hands requests to a script by CGI and leaves the Authorization header out, so \
             nobody is ever let in.",
            || Box::new(|asked: &Asked| gate(asked, false)),
            fails(&["TOKEN-1", "TOKEN-6"], ""),
        ),
    ]
}

/// Lists that are none, or that name nothing.
fn lists() -> Vec<Service> {
    vec![
        plain(
            "filtered-array-becomes-an-object",
            "Drafts are filtered out of an array, its keys are no longer in a row, and the encoder writes an \
             object.",
            || Box::new(|asked: &Asked| list(asked, FILTERED)),
            fails(&["TESTS-1"], ""),
        ),
        plain(
            "average-is-not-a-number",
            "Nobody has taken the second test yet; its average is 0 / 0, which the encoder writes as NaN.",
            || Box::new(|asked: &Asked| list(asked, AVERAGES)),
            fails(&["TESTS-1"], ""),
        ),
        plain(
            "ids-as-the-database-exports-them",
            "The list is the database's own export, in which an ID is an object.",
            || Box::new(|asked: &Asked| list(asked, EXPORTED)),
            fails(&["TESTS-2"], ""),
        ),
        plain(
            "name-of-hangul-fillers",
            "Somebody wanted an entry without a name; the form insisted on one and got two characters that \
             count as letters and show nothing.",
            || Box::new(|asked: &Asked| list(asked, FILLED)),
            fails(&["TESTS-2"], ""),
        ),
        plain(
            "names-padded-with-nul",
            "An old table holds names in a field of twenty characters; what is left over is filled with NUL \
             and sent along.",
            || Box::new(|asked: &Asked| list(asked, PADDED)),
            fails(&["TESTS-5"], ""),
        ),
    ]
}

/// Pages that are no article.
fn articles() -> Vec<Service> {
    vec![
        plain(
            "post-with-a-password",
            "The article is a blog post that was given a password while it was being written. The blog \
             answers 200 and asks for it.",
            || Box::new(|asked: &Asked| page(asked, LOCKED)),
            fails(&["HELP-2"], ""),
        ),
        plain(
            "article-that-moved-says-so-kindly",
            "The article was archived. The help centre answers 200 with a friendly page, in Polish.",
            || Box::new(|asked: &Asked| page(asked, MOVED)),
            fails(&["HELP-2"], ""),
        ),
        plain(
            "help-centre-is-drawn-by-scripts",
            "The help centre is an application: without scripts there is a box that loads, and an error box \
             that is hidden.",
            || Box::new(|asked: &Asked| page(asked, SHELL)),
            fails(&["HELP-2"], ""),
        ),
    ]
}

/// URLs that were not meant to stay.
fn addresses() -> Vec<Service> {
    vec![
        Service {
            record: |draft| {
                draft
                    .urls
                    .set(UrlField::SendCandidate, "https://k3x9w2vd-5080.euw.devtunnels.ms/send".into());
            },
            ..plain(
                "developer-tunnel-left-in-send",
                "Candidates would be sent to a developer's laptop, through the tunnel of a code editor.",
                || Box::new(|asked: &Asked| right(asked, TOKEN)),
                fails(&["ADDR-3"], ""),
            )
        },
        Service {
            record: |draft| {
                draft
                    .urls
                    .set(UrlField::Tests, "https://api.harbourtests.io/v1/YOUR_ACCOUNT_ID/tests".into());
            },
            ..plain(
                "blank-of-the-manual-left-in-the-path",
                "The URL was copied out of a manual and its blank was never filled in. The service does not \
                 look at that part.",
                || {
                    Box::new(|asked: &Asked| {
                        let path = asked.path.replace("/v1/YOUR_ACCOUNT_ID/", "/");
                        right(&Asked { path, ..asked.clone() }, TOKEN)
                    })
                },
                fails(&["ADDR-3"], ""),
            )
        },
    ]
}

/// A list whose keys are not in a row.
const FILTERED: &str = r#"{"0":{"id":4,"name":"Knots"},"2":{"id":9,"name":"Tides and currents"}}"#;

/// A list with what JSON does not know.
const AVERAGES: &str = r#"[{"id": 4, "name": "Knots", "average": 71.5},
 {"id": 9, "name": "Tides", "average": NaN}]"#;

/// A list with objects in place of IDs.
const EXPORTED: &str = r#"[{"id":{"$oid":"64b7f9c2a1e4d83b5c0f9a11"},"name":"Knots"},
{"id":{"$oid":"64b7f9c2a1e4d83b5c0f9a12"},"name":"Tides"}]"#;

/// A list with a name that shows nothing.
const FILLED: &str = "[{\"id\":4,\"name\":\"Knots\"},{\"id\":9,\"name\":\"\u{3164}\u{3164}\"}]";

/// A list with what is left over of twenty characters.
const PADDED: &str = r#"[{"id":4,"name":"Knots and lines\u0000\u0000\u0000\u0000\u0000"},
{"id":9,"name":"Tides and currents\u0000\u0000"}]"#;

/// What a blog shows in place of a post with a password.
const LOCKED: &str = r#"<!doctype html><html lang="de"><head><meta charset="utf-8">
<title>Geschützt: Harbour Tests und Recruitee – Harbour Tests</title></head><body>
<article><h1>Geschützt: Harbour Tests und Recruitee</h1>
<form action="/wp-login.php?action=postpass" method="post" class="post-password-form">
<p>Dieser Inhalt ist passwortgeschützt. Um ihn anzusehen, gib bitte dein Passwort unten ein:</p>
<p><label>Passwort: <input name="post_password" type="password" size="20"></label>
<input type="submit" name="Submit" value="Absenden"></p></form></article>
<footer>© Harbour Tests · <a href="/kontakt">Kontakt</a> · Impressum · Datenschutz</footer></body></html>"#;

/// What a help centre says of an article that is gone.
const MOVED: &str = r#"<!doctype html><html lang="pl"><head><meta charset="utf-8">
<title>Centrum pomocy Harbour Tests</title></head><body>
<header><a href="/pl">Centrum pomocy</a> <input type="search" placeholder="Szukaj artykułów"></header>
<main><h1>Ojej, nic tu nie ma!</h1>
<p>Nie możemy znaleźć strony, której szukasz. Artykuł mógł zostać przeniesiony lub usunięty.</p>
<p><a href="/pl">Wróć do strony głównej</a> albo skorzystaj z wyszukiwarki.</p></main>
<footer>© Harbour Tests</footer></body></html>"#;

/// What a help centre is before its scripts have run.
const SHELL: &str = r#"<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>Help</title>
<script src="/s/sfsites/auraFW/javascript/aura_prod.js"></script></head><body class="loading">
<div class="auraMsgBox auraLoadingBox" id="auraLoadingBox"><div class="logo"></div><span>Loading</span></div>
<div id="auraErrorMask" style="display:none"><div class="auraErrorBox" id="auraError"><span>
<a class="close" id="dismissError">×</a> Sorry to interrupt</span><div id="auraErrorMessage">CSS Error</div>
<div class="auraErrorFooter"><a href="?">Refresh</a></div></div></div>
<script>window.Aura = {initConfig: {app: "siteforce:communityApp"}};</script></body></html>"#;

/// How a graph service says no.
const UNAUTHENTICATED: &str = r#"{"errors":[{"message":"Not signed in",
"extensions":{"code":"UNAUTHENTICATED"}}],"data":null}"#;

/// Where people sign in.
const SIGN_IN: &str = "<!doctype html><title>Harbour Tests</title><h1>Sign in</h1><form method=post>\
<input name=email type=email><input name=password type=password><button>Sign in</button></form>";
