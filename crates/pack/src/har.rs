//! The requests as an HTTP Archive (HAR 1.2), which the tools of browsers open.

use crate::evidence::{Header, Request};
use crate::hash::sorted;
use crate::pack::Pack;
use crate::time::Time;
use serde_json::{Value, json};
use url::{Position, Url};

/// The text of `requests.har`.
pub(crate) fn har(pack: &Pack) -> String {
    // An archive demands a moment for each request. Where none is known it is that of the run.
    let run = pack.checked_at.unwrap_or(pack.made_at);
    let archive = json!({
        "log": {
            "version": "1.2",
            "creator": { "name": text::plain("pack.har.creator"), "version": pack.app_version },
            "comment": pack.caveat_lines().join(" "),
            "entries": pack.requests.iter().map(|request| entry(request, run)).collect::<Vec<_>>(),
        }
    });
    format!("{:#}\n", sorted(&archive))
}

fn entry(request: &Request, run: Time) -> Value {
    let timings = Timings::of(request);
    json!({
        "startedDateTime": request.started_at.unwrap_or(run),
        "time": timings.sum(),
        "request": asked(request),
        "response": answered(request),
        "cache": {},
        "timings": timings.told(),
        "comment": request.purpose,
    })
}

fn asked(request: &Request) -> Value {
    let query = request.url.split_once('#').map_or(request.url.as_str(), |(before, _)| before);
    let query = query.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        json!({ "name": name, "value": value })
    });
    let mut asked = json!({
        "method": request.method,
        "url": uri(&request.url),
        // Which version was spoken isn't noted.
        "httpVersion": "",
        "cookies": [],
        "headers": headers(&request.request_headers),
        "queryString": pairs.collect::<Vec<_>>(),
        "headersSize": -1,
        "bodySize": request.request_body.len(),
    });
    if !request.request_body.is_empty()
        && let Value::Object(members) = &mut asked
    {
        let body = json!({ "mimeType": kind(&request.request_headers), "text": request.request_body });
        members.insert("postData".into(), body);
    }
    asked
}

fn answered(request: &Request) -> Value {
    let mut answered = json!({
        "status": request.status.unwrap_or(0),
        "statusText": "",
        "httpVersion": "",
        "cookies": [],
        "headers": headers(&request.response_headers),
        "content": {
            "size": request.response_body.len(),
            "mimeType": kind(&request.response_headers),
            "text": request.response_body,
        },
        "redirectURL": value(&request.response_headers, "location").unwrap_or_default(),
        "headersSize": -1,
        // On its way it may have been compressed.
        "bodySize": -1,
    });
    let error =
        request.error.clone().or_else(|| request.status.is_none().then(|| text::plain("pack.no_answer")));
    if let (Some(error), Value::Object(members)) = (error, &mut answered) {
        members.insert("_error".into(), json!(error));
    }
    answered
}

fn headers(headers: &[Header]) -> Vec<Value> {
    headers.iter().map(|header| json!({ "name": header.name, "value": header.value })).collect()
}

fn value<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    headers.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value.as_str())
}

/// The media type; the general one where none is named.
fn kind(headers: &[Header]) -> &str {
    value(headers, "content-type").unwrap_or("application/octet-stream")
}

/// A text as a URI, whatever is in it: an archive with anything else can't be opened.
fn uri(text: &str) -> String {
    let Some(mut url) = Url::parse(text).ok().filter(|url| ["http", "https"].contains(&url.scheme())) else {
        return format!("about:blank?{}", encoded(text, b""));
    };
    // It is never sent.
    url.set_fragment(None);
    let origin = encoded(&url[..Position::BeforePath], b"[]");
    origin + &encoded(&url[Position::BeforePath..], b"")
}

/// The text with every byte escaped that no URI may hold, save for those of `more`.
fn encoded(text: &str, more: &[u8]) -> String {
    let bytes = text.as_bytes();
    let mut encoded = String::with_capacity(bytes.len());
    for (place, byte) in bytes.iter().enumerate() {
        let is_escape = *byte == b'%'
            && bytes.get(place + 1..place + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        let is_allowed = byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(byte);
        if is_escape || is_allowed || more.contains(byte) {
            encoded.push(char::from(*byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The parts of a request in milliseconds; `None` where there was none, or nobody knows.
struct Timings {
    name: Option<f64>,
    connect: Option<f64>,
    tls: Option<f64>,
    wait: f64,
    receive: f64,
}

#[expect(clippy::cast_precision_loss, reason = "times that no request can take")]
fn millis(micros: u64) -> f64 {
    micros as f64 / 1000.0
}

impl Timings {
    fn of(request: &Request) -> Self {
        let phases = request.phases;
        let part = |micros: u64| (micros > 0).then(|| millis(micros));
        // The format counts the handshake into the connection.
        let connected = phases.connect_us.saturating_add(phases.tls_us);
        let before = phases.name_us.saturating_add(connected);
        let whole = request.duration_ms.saturating_mul(1000);
        let after = whole.saturating_sub(before);
        // Without an answer all that is left was waited; the first byte can't be later than the last.
        let wait = if request.status.is_some() { phases.first_byte_us.min(after) } else { after };
        Self {
            name: part(phases.name_us),
            connect: part(connected),
            tls: part(phases.tls_us),
            wait: millis(wait),
            receive: millis(after - wait),
        }
    }

    /// The format demands the sum of the parts that are known, without the handshake.
    fn sum(&self) -> f64 {
        let sum = self.name.unwrap_or(0.0) + self.connect.unwrap_or(0.0) + self.wait + self.receive;
        (sum * 1000.0).round() / 1000.0
    }

    fn told(&self) -> Value {
        let or_unknown = |part: Option<f64>| part.map_or_else(|| json!(-1), |part| json!(part));
        json!({
            "blocked": -1,
            "dns": or_unknown(self.name),
            "connect": or_unknown(self.connect),
            "ssl": or_unknown(self.tls),
            // Requests are small: they leave at once.
            "send": 0,
            "wait": self.wait,
            "receive": self.receive,
        })
    }
}
