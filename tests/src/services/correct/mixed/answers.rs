//! Answers that are right, each in an unusual way.

use super::{is_known, ready, stored, written};
use crate::services::{ARTICLE, Asked, Reply, Says, Service, TESTS, TOKEN, right};

/// Answers as old and odd servers write them.
pub(super) fn services() -> Vec<Service> {
    vec![
        ready(
            "line-feeds-and-no-reason",
            "A small server of its own: lines end with a line feed alone, the status has no words behind it, \
             and the list is HTTP/1.0 and ends with the connection.",
            || {
                Box::new(|asked: &Asked| match asked.path.as_str() {
                    "/token" if is_known(asked) => {
                        Says::Bytes(b"HTTP/1.1 204\nserver: tinyd/0.9\nconnection: close\n\n".to_vec())
                    }
                    "/tests" if is_known(asked) => {
                        let head = "HTTP/1.0 200 OK\nserver: tinyd/0.9\ncontent-type: application/json\n\n";
                        Says::Bytes(format!("{head}{TESTS}").into_bytes())
                    }
                    _ => right(asked, TOKEN),
                })
            },
        ),
        ready(
            "hints-before-the-answer",
            "The edge sends 103 Early Hints before the article, and an old gateway 100 Continue before the \
             list, though nobody asked for it.",
            || {
                Box::new(|asked: &Asked| match asked.path.as_str() {
                    "/help/recruitee" => {
                        let hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n";
                        written(hints, "text/html; charset=utf-8", ARTICLE)
                    }
                    "/tests" if is_known(asked) => {
                        let carry_on = "HTTP/1.1 100 Continue\r\nVia: 1.1 gate-3\r\n\r\n";
                        written(carry_on, "application/json", TESTS)
                    }
                    _ => right(asked, TOKEN),
                })
            },
        ),
        ready(
            "bodies-of-the-token-check-are-cut",
            "validate_token promises more bytes than it sends, and its refusals are called gzip and are \
             plain. The status is all that is looked at.",
            || {
                Box::new(|asked: &Asked| match asked.path.as_str() {
                    "/token" if is_known(asked) => Says::Bytes(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 70\r\n\
                          Connection: close\r\n\r\n{\"valid\":true,\"message\":\"ok\"}"
                            .to_vec(),
                    ),
                    "/token" => Reply::json(401, r#"{"error":"Unknown token"}"#)
                        .header("Content-Encoding", "gzip")
                        .into(),
                    _ => right(asked, TOKEN),
                })
            },
        ),
        ready(
            "encodings-by-other-names",
            "The list comes with `Content-Encoding: UTF-8`, which names no encoding and which browsers \
             pass over; the article is x-gzip, with a file's name in its head.",
            || {
                Box::new(|asked: &Asked| match asked.path.as_str() {
                    "/tests" if is_known(asked) => {
                        Reply::json(200, TESTS).header("Content-Encoding", "UTF-8").into()
                    }
                    "/help/recruitee" => Reply::html(200, stored("recruitee.html", ARTICLE.as_bytes()))
                        .header("Content-Encoding", "x-gzip")
                        .into(),
                    _ => right(asked, TOKEN),
                })
            },
        ),
    ]
}
