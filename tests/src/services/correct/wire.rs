//! HTTP as it is met in the wild: what curl and browsers read without a word.

use super::{HELP, is_known, raw, ready, with_article, with_list, with_refusal};
use crate::services::{ARTICLE, Behaviour, Reply, Says, Service, TESTS, TOKEN, right};
use std::time::Duration;

pub(super) fn services() -> Vec<Service> {
    let mut all = lines();
    all.extend(bodies());
    all
}

/// Status lines and header lines.
fn lines() -> Vec<Service> {
    vec![
        ready(
            "hundred-and-fifty-header-lines",
            "A portal in which each module adds a header and a cookie.",
            || {
                let many = (1..=150).fold(Reply::json(200, TESTS), |reply, at| {
                    reply.header(&format!("X-Module-{at}"), "loaded; version=1")
                });
                Box::new(move |asked| with_list(asked, many.clone()))
            },
        ),
        ready("header-of-twenty-kilobytes", "A content security policy that grew with each tool.", || {
            let sources: String = (0..600).map(|at| format!(" https://cdn-{at}.harbourtests.io")).collect();
            let page = Reply::html(200, ARTICLE)
                .header("Content-Security-Policy", &format!("script-src 'self'{sources}"));
            Box::new(move |asked| with_article(asked, page.clone()))
        }),
        ready("space-before-the-colon", "A CGI script that lines its headers up.", || {
            list_under(&["HTTP/1.1 200 OK", "Server       : harbour", "Content-Type : application/json"])
        }),
        ready(
            "space-within-a-header-name",
            "A rule for a proxy with a slip of the keyboard in a name.",
            || list_under(&["HTTP/1.1 200 OK", "Content-Type: application/json", "X-Frame Options: DENY"]),
        ),
        ready("header-over-two-lines", "A mail programmer's web server, which folds long headers.", || {
            list_under(&[
                "HTTP/1.1 200 OK",
                "Content-Type: application/json;\r\n charset=utf-8",
                "Link: <https://api.harbourtests.io/tests>;\r\n\trel=\"self\"",
            ])
        }),
        ready("umlauts-in-a-header", "A server that is named in German, in the encoding of its day.", || {
            let mut bytes = b"HTTP/1.1 200 Gr\xfc\xdfe\r\nServer: Pr\xfcfdienst\r\n".to_vec();
            bytes.extend(
                format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n", TESTS.len()).bytes(),
            );
            bytes.extend(TESTS.bytes());
            Box::new(move |asked| with_list(asked, Says::Bytes(bytes.clone())))
        }),
        ready(
            "no-reason-after-the-status",
            "Servers that leave the reason out, one with the space and one without.",
            || {
                Box::new(|asked| {
                    if asked.path == HELP || (asked.path == "/tests" && is_known(asked)) {
                        return right(asked, TOKEN);
                    }
                    let line = if is_known(asked) { "HTTP/1.1 200 " } else { "HTTP/1.1 401" };
                    raw(&[line, "Content-Length: 0", "Connection: close"], b"")
                })
            },
        ),
        ready("reason-that-says-otherwise", "A server with a reason of its own for every answer.", || {
            list_under(&["HTTP/1.1 200 Error", "Content-Type: application/json"])
        }),
        ready(
            "line-ends-of-one-character",
            "A shell script behind inetd, which writes no carriage return.",
            || {
                let text = format!(
                    "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: {}\n\n{TESTS}",
                    TESTS.len()
                );
                Box::new(move |asked| with_list(asked, Says::Bytes(text.clone().into_bytes())))
            },
        ),
        ready(
            "early-hints-before-the-article",
            "A server that names its style sheets before the page is done.",
            || {
                let hints = "HTTP/1.1 103 Early Hints\r\nLink: </main.css>; rel=preload; as=style\r\n\r\n";
                let text = format!(
                    "{hints}{hints}HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\
                     Content-Length: {}\r\nConnection: close\r\n\r\n{ARTICLE}",
                    ARTICLE.len()
                );
                Box::new(move |asked| with_article(asked, Says::Bytes(text.clone().into_bytes())))
            },
        ),
        ready("continue-before-the-refusal", "An old proxy that says Continue to every call.", || {
            let lines = [
                "HTTP/1.1 100 Continue",
                "",
                "HTTP/1.1 401 Unauthorized",
                "Content-Length: 0",
                "Connection: close",
            ];
            Box::new(move |asked| with_refusal(asked, raw(&lines, b"")))
        }),
        ready(
            "upgrade-offered-with-each-answer",
            "Apache with HTTP/2 switched on for plain connections.",
            || {
                list_under(&[
                    "HTTP/1.1 200 OK",
                    "Upgrade: h2,h2c",
                    "Connection: Upgrade, close",
                    "Content-Type: application/json",
                ])
            },
        ),
    ]
}

/// Lengths, chunks and ends.
fn bodies() -> Vec<Service> {
    vec![
        ready(
            "chunks-of-odd-sizes-with-trailers",
            "A framework that streams each entry, and a checksum behind.",
            || {
                let head = [
                    "HTTP/1.1 200 OK",
                    "Content-Type: application/json",
                    "Transfer-Encoding: Chunked",
                    "Trailer: ETag",
                ];
                let (first, rest) = TESTS.split_at(1);
                let (second, third) = rest.split_at(13);
                let body = format!(
                    "1\r\n{first}\r\n0000000D;part=2;last=\"no\"\r\n{second}\r\n{:x}  \r\n{third}\r\n0\r\n\
                     ETag: \"7\"\r\n\r\n",
                    third.len()
                );
                Box::new(move |asked| with_list(asked, raw(&head, body.as_bytes())))
            },
        ),
        ready(
            "old-http-without-a-length",
            "A small server that closes the connection behind the list.",
            || {
                let head = ["HTTP/1.0 200 OK", "Content-Type: application/json"];
                Box::new(move |asked| with_list(asked, raw(&head, TESTS.as_bytes())))
            },
        ),
        ready("length-beside-chunks", "A proxy that chunks the body and leaves the length in.", || {
            let head = [
                "HTTP/1.1 200 OK",
                "Content-Type: application/json",
                "Content-Length: 11",
                "Transfer-Encoding: chunked",
            ];
            let body = format!("{:x}\r\n{TESTS}\r\n0\r\n\r\n", TESTS.len());
            Box::new(move |asked| with_list(asked, raw(&head, body.as_bytes())))
        }),
        ready(
            "length-given-twice",
            "A handler and its server, which both set the length, to the same number.",
            || {
                let length = format!("content-length: {}", TESTS.len());
                list_under(&["HTTP/1.1 200 OK", "Content-Type: application/json", &length])
            },
        ),
        ready("bytes-behind-the-body", "A script whose last line end is not counted.", || {
            let length = format!("Content-Length: {}", TESTS.len());
            let head = ["HTTP/1.1 200 OK", "Content-Type: application/json", &length, "Connection: close"];
            let answer = raw(&head, format!("{TESTS}\r\n\r\n").as_bytes());
            Box::new(move |asked| with_list(asked, answer.clone()))
        }),
        ready("article-in-pieces-over-three-seconds", "A page that is made while it is sent.", || {
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n";
            let third = ARTICLE.len() / 3;
            let mut pieces = vec![(Duration::from_millis(100), head.as_bytes().to_vec())];
            pieces.extend(
                ARTICLE.as_bytes().chunks(third).map(|piece| (Duration::from_millis(800), piece.to_vec())),
            );
            Box::new(move |asked| with_article(asked, Says::Pieces(pieces.clone())))
        }),
    ]
}

/// The list of tests under these lines, with its length.
fn list_under(lines: &[&str]) -> Behaviour {
    let length = format!("Content-Length: {}", TESTS.len());
    let answer = raw(&[lines, &[&length]].concat(), TESTS.as_bytes());
    Box::new(move |asked| with_list(asked, answer.clone()))
}
