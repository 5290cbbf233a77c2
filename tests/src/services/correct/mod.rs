//! Services with which nothing is wrong, though a hasty checker would find fault with each of them; and
//! services of which a part cannot be told, because a wall for robots or a limit stands before it.

mod addresses;
mod answers;
mod articles;
mod encodings;
mod languages;
mod limits;
mod lists;
mod mixed;
mod names;
mod pages;
mod tokens;
mod walls;
mod wire;

use crate::services::{Asked, Behaviour, Expect, Reply, Says, Service, TOKEN, right, unchanged};

/// Every one of them.
pub(super) fn services() -> Vec<Service> {
    let mut all = tokens::services();
    all.extend(limits::services());
    all.extend(answers::services());
    all.extend(lists::services());
    all.extend(encodings::services());
    all.extend(wire::services());
    all.extend(names::services());
    all.extend(addresses::services());
    all.extend(articles::services());
    all.extend(pages::services());
    all.extend(languages::services());
    all.extend(walls::services());
    all.extend(mixed::services());
    all
}

/// Where the help article of the worked partner is.
const HELP: &str = "/help/recruitee";

/// A service of the worked partner with which nothing is wrong.
fn ready(name: &'static str, story: &'static str, start: fn() -> Behaviour) -> Service {
    Service { name, story, token: TOKEN, workers: 0, record: unchanged, start, expect: Expect::Ready }
}

/// Whether a call brings the right token.
fn is_known(asked: &Asked) -> bool {
    asked.bearer().map(str::trim) == Some(TOKEN)
}

/// The right service, but this is what `/token` answers to the right token.
fn with_welcome(asked: &Asked, welcome: impl Into<Says>) -> Says {
    if asked.path == "/token" && is_known(asked) { welcome.into() } else { right(asked, TOKEN) }
}

/// The right service, but this is what it answers to every token that is not the right one.
fn with_refusal(asked: &Asked, refusal: impl Into<Says>) -> Says {
    if asked.path == HELP || is_known(asked) { right(asked, TOKEN) } else { refusal.into() }
}

/// The right service, but this is its list of tests.
fn with_list(asked: &Asked, list: impl Into<Says>) -> Says {
    if asked.path == "/tests" && is_known(asked) { list.into() } else { right(asked, TOKEN) }
}

/// The right service, but this is its article.
fn with_article(asked: &Asked, article: impl Into<Says>) -> Says {
    if asked.path == HELP { article.into() } else { right(asked, TOKEN) }
}

/// The right service, whose API answers only what `refuses` lets pass; the article stays as it is.
fn guarded(asked: &Asked, refuses: bool, refusal: impl Into<Says>) -> Says {
    if asked.path != HELP && refuses { refusal.into() } else { right(asked, TOKEN) }
}

/// Working so long on what it would say anyway.
fn slowly(says: Says, millis: u64) -> Says {
    match says {
        Says::Reply(reply) => reply.after(millis).into(),
        other => other,
    }
}

/// These lines, an empty one and this body, as they stand.
fn raw(lines: &[&str], body: &[u8]) -> Says {
    let mut bytes = lines.join("\r\n").into_bytes();
    bytes.extend_from_slice(b"\r\n\r\n");
    bytes.extend_from_slice(body);
    Says::Bytes(bytes)
}

/// The list of tests with these names, as they stand between quotation marks, and ids from 1.
fn list_of(names: &[&str]) -> Reply {
    let entries: Vec<String> =
        names.iter().zip(1..).map(|(name, id)| format!(r#"{{"id":{id},"name":"{name}"}}"#)).collect();
    Reply::json(200, format!("[{}]", entries.join(",")))
}
