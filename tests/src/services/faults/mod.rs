//! Services of partners with one fault each, in the ways partners really run them.

mod caches;
mod homes;
mod http;
mod leftovers;
mod lists;
mod lost;
mod mixed;
mod names;
mod pages;
mod signin;
mod texts;
mod tokens;
mod urls;

use crate::services::{
    ARTICLE, Asked, Behaviour, Expect, Reply, Says, Service, TESTS, TOKEN, right, unchanged,
};

/// A token of three parts: header, claims and signature.
const JWT: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.\
    eyJzdWIiOiJjdXN0b21lci00ODIxIiwic2NvcGUiOiJyZWNydWl0ZWUiLCJpYXQiOjE3NjcyMjU2MDB9.\
    2lCTbyZ6fH4OjZCHhPLb9Z98JvkGclliQYTeG9p34vE";

/// Every faulty service.
pub(super) fn services() -> Vec<Service> {
    [
        tokens::services(),
        caches::services(),
        signin::services(),
        homes::services(),
        lost::services(),
        pages::services(),
        names::services(),
        urls::services(),
        leftovers::services(),
        lists::services(),
        texts::services(),
        http::services(),
        mixed::services(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A service of the worked partner with a fault in its answers.
fn fault(
    name: &'static str,
    story: &'static str,
    checks: &'static [&'static str],
    says: &'static str,
    start: fn() -> Behaviour,
) -> Service {
    let expect = Expect::Fails { checks, says };
    Service { name, story, token: TOKEN, workers: 0, record: unchanged, start, expect }
}

/// Who calls, as far as the `Authorization` header tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caller {
    /// With the right token.
    Known,
    /// With another one.
    Unknown,
    /// With `Bearer` and nothing behind it.
    Empty,
    /// With another scheme.
    OtherScheme,
    /// Without the header.
    Nobody,
}

fn caller(asked: &Asked, token: &str) -> Caller {
    let value = asked.header("authorization").map(str::trim);
    match (value, asked.bearer().map(str::trim)) {
        (None, _) => Caller::Nobody,
        (Some(value), given) if value.is_empty() || given == Some("") => Caller::Empty,
        (Some(value), None) if value.eq_ignore_ascii_case("bearer") => Caller::Empty,
        (Some(_), None) => Caller::OtherScheme,
        (Some(_), Some(given)) if given == token => Caller::Known,
        (Some(_), Some(_)) => Caller::Unknown,
    }
}

/// The worked partner's service, but for the requests that `differs` answers.
fn but(differs: fn(&Asked, Caller) -> Option<Says>) -> Behaviour {
    Box::new(move |asked| differs(asked, caller(asked, TOKEN)).unwrap_or_else(|| right(asked, TOKEN)))
}

/// The worked partner's service with another answer to a customer who asks for the list of tests.
fn list(reply: fn() -> Reply) -> Behaviour {
    Box::new(move |asked| match (asked.path.as_str(), caller(asked, TOKEN)) {
        ("/tests", Caller::Known) => reply().into(),
        _ => right(asked, TOKEN),
    })
}

/// The worked partner's service with this JSON for the list of tests.
fn json(text: &'static str) -> Behaviour {
    Box::new(move |asked| match (asked.path.as_str(), caller(asked, TOKEN)) {
        ("/tests", Caller::Known) => Reply::json(200, text).into(),
        _ => right(asked, TOKEN),
    })
}

/// What a customer gets whose token is taken for right.
fn welcome(asked: &Asked) -> Says {
    match asked.path.as_str() {
        "/tests" => Reply::json(200, TESTS).into(),
        _ => Reply::status(204).into(),
    }
}

/// What a customer gets whose token is not known.
fn refusal() -> Says {
    Reply::json(401, r#"{"error":"This token is not known"}"#).into()
}

/// Whether it is one of the two addresses that take a token.
fn is_api(asked: &Asked) -> bool {
    matches!(asked.path.as_str(), "/token" | "/tests")
}

/// The worked partner's service with another page at the address of the help article.
fn article(reply: fn() -> Reply) -> Behaviour {
    Box::new(move |asked| match asked.path.as_str() {
        "/help/recruitee" => reply().into(),
        _ => right(asked, TOKEN),
    })
}

/// The worked partner's service whose help article has moved to where only `page` is to be found.
fn moved(status: u16, to: &'static str, page: fn() -> Reply) -> Behaviour {
    Box::new(move |asked| match asked.path.as_str() {
        "/help/recruitee" => Reply::redirect(status, to).into(),
        "/token" | "/tests" => right(asked, TOKEN),
        _ => page().into(),
    })
}

/// A page in that language.
fn page(language: &str, title: &str, body: &str) -> Reply {
    let head = format!("<head><meta charset=\"utf-8\"><title>{title}</title></head>");
    Reply::html(
        200,
        format!("<!doctype html>\n<html lang=\"{language}\">\n{head}\n<body>\n{body}\n</body>\n</html>\n"),
    )
}

/// A menu with those words.
fn menu(words: &[&str]) -> String {
    let entries: String = words.iter().map(|word| format!("<li><a href=\"#\">{word}</a></li>\n")).collect();
    format!("<nav><ul>\n{entries}</ul></nav>")
}

/// The help article with one sentence more at its end.
fn article_with(sentence: &str) -> String {
    ARTICLE.replace("</main>", &format!("<p>{sentence}</p>\n</main>"))
}
