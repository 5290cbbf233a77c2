//! What a partner's service is asked, what it says, and what is right to say of it.

use desk::Draft;
use std::time::{Duration, UNIX_EPOCH};

/// One request that reached a service.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `GET`, …
    pub method: String,
    /// Without the query.
    pub path: String,
    /// Without the question mark; empty for none.
    pub query: String,
    /// The host that was asked for, without a port.
    pub host: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    /// Since the service started.
    pub at: Duration,
    /// Counted from 1, over all paths.
    pub number: usize,
}

impl Asked {
    /// A header's value; names are in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// What stands behind `Bearer `, as it came; `None` without the header or with another scheme.
    pub fn bearer(&self) -> Option<&str> {
        let value = self.header("authorization")?;
        value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("bearer ")).map(|_| &value[7..])
    }
}

/// What a service does with a request.
#[derive(Debug, Clone)]
pub enum Says {
    /// An answer as a web server writes it.
    Reply(Reply),
    /// These bytes in place of an answer, then the end of the connection.
    Bytes(Vec<u8>),
    /// Pieces, each after a pause, then the end of the connection.
    Pieces(Vec<(Duration, Vec<u8>)>),
    /// Nothing, and the connection stays open.
    Nothing,
    /// Nothing, and the connection ends.
    HangUp,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// As they are written. `Content-Length` and `Connection` are added.
    pub headers: Vec<(String, String)>,
    /// As it is sent.
    pub body: Vec<u8>,
    /// How long the service works on it.
    pub after: Duration,
}

impl Reply {
    /// Nothing but a status.
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), after: Duration::ZERO }
    }

    /// A body of that type.
    pub fn body(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..Self::status(status) }.header("Content-Type", kind)
    }

    /// A JSON body.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::body(status, "application/json", body)
    }

    /// A page.
    pub fn html(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::body(status, "text/html; charset=utf-8", body)
    }

    /// A redirect with that status.
    pub fn redirect(status: u16, to: &str) -> Self {
        Self::status(status).header("Location", to)
    }

    /// With one header more.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// After so many milliseconds of work.
    #[must_use]
    pub fn after(mut self, millis: u64) -> Self {
        self.after = Duration::from_millis(millis);
        self
    }
}

impl From<Reply> for Says {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

/// How a service answers. What it remembers is its own: a counter, a cache, a list of callers.
pub type Behaviour = Box<dyn Fn(&Asked) -> Says + Send + Sync>;

/// What is right to say of a service.
#[derive(Debug, Clone, Copy)]
pub enum Expect {
    /// Nothing is wrong with it: no check fails, not even as a recommendation, and none is left open.
    Ready,
    /// Exactly these checks fail, and the sentence of the first holds `says`, whatever its case. Checks that
    /// could not be told because of them may be open.
    Fails {
        /// Ids.
        checks: &'static [&'static str],
        /// A part of the sentence, such as `cache` or `bearer`.
        says: &'static str,
    },
    /// Exactly these checks could not be made, for a reason that is not the service's; none fails. The sentence
    /// of the first holds `says`, whatever its case.
    NotChecked {
        /// Ids.
        checks: &'static [&'static str],
        /// A part of the sentence.
        says: &'static str,
    },
}

/// One service of one partner.
pub struct Service {
    /// Letters and dashes; a fact, such as `list-behind-a-cache-without-vary`.
    pub name: &'static str,
    /// Where such a service is met.
    pub story: &'static str,
    /// The customer token that is right.
    pub token: &'static str,
    /// How many requests it works on at the same time; the others wait for their turn. 0 for any number.
    pub workers: usize,
    /// Changes the record of the worked partner: name, description and URLs.
    pub record: fn(&mut Draft),
    /// Starts it afresh.
    pub start: fn() -> Behaviour,
    /// What is right to say of it.
    pub expect: Expect,
}

/// A token as many services hand them out.
pub const TOKEN: &str = "9f86d081884c7d659a2feaa0c55ad015";

/// The list of tests of the worked partner.
pub const TESTS: &str = r#"[{"id":1,"name":"Knots and lines"},{"id":2,"name":"Navigation, 20 minutes"}]"#;

/// The help article of the worked partner.
pub const ARTICLE: &str = include_str!("../../../crates/sandbox/src/harbour.html");

/// The time in so many seconds, as HTTP writes it.
pub fn http_date(ahead_s: u64) -> String {
    let now = rustls::pki_types::UnixTime::now().as_secs();
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(now + ahead_s))
}

/// A record that is left as it is.
pub fn unchanged(_: &mut Draft) {}

/// The right service of the worked partner: `/token`, `/tests` and `/help/recruitee` on any host, for the
/// token that is given. Start with it and change what is to differ.
pub fn right(asked: &Asked, token: &str) -> Says {
    let is_known = asked.bearer().map(str::trim) == Some(token);
    match asked.path.as_str() {
        "/help/recruitee" => Reply::html(200, ARTICLE).into(),
        "/token" if is_known => Reply::status(204).into(),
        "/tests" if is_known => Reply::json(200, TESTS).into(),
        "/token" | "/tests" => Reply::json(401, r#"{"error":"This token is not known"}"#).into(),
        _ => Reply::html(404, "<h1>Not found</h1>").into(),
    }
}
