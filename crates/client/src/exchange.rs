//! What was sent and what came back, with every secret masked: for the person, the developer and the
//! list of activity.

use crate::ProbeError;
use redact::{MASK, Marks, Origin, Scrubber, Secret, SecretKind};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// Bodies are kept up to this length, in bytes, for showing.
const SHOWN_BYTES: usize = 1024 * 1024;

/// How long the parts of a call took, in microseconds since each began. Zero where there was no such
/// part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phases {
    /// Looking the name up.
    pub name_us: u64,
    /// Until the connection stood.
    pub connect_us: u64,
    /// The handshake.
    pub tls_us: u64,
    /// From the request to the head of the answer.
    pub first_byte_us: u64,
}

/// One call, redacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// Why it was made: a key of the catalogue of texts.
    pub purpose: String,
    /// `GET`, …
    pub method: String,
    /// Without user info and without the values of its query.
    pub url: String,
    /// Names and values as sent; tokens masked to their last four characters.
    pub request_headers: Vec<(String, String)>,
    /// Empty for most calls.
    pub request_body: String,
    /// `None` when there was no answer.
    pub status: Option<u16>,
    /// As they came, scrubbed.
    pub response_headers: Vec<(String, String)>,
    /// As text, scrubbed, cut at 1 MB.
    pub response_body: String,
    /// Why there was no answer: a key of the catalogue of texts.
    #[serde(rename = "trouble")]
    pub error: Option<String>,
    /// What is to be filled in there.
    #[serde(default, rename = "trouble_args")]
    pub error_args: Vec<(String, String)>,
    /// From the first look-up to the last byte, with the pauses before further tries.
    pub duration_ms: u64,
    /// Of the last try.
    #[serde(default)]
    pub phases: Phases,
    /// The secrets that the request carried, or was to carry.
    #[serde(default)]
    pub carried: Vec<Carried>,
    /// A request went out in one of the tries, whatever came of the last one.
    #[serde(default)]
    pub was_sent: bool,
    /// The origin that a redirect led to, where it was not followed.
    #[serde(default)]
    pub not_followed: Option<String>,
    /// Why it was made again, once for each time that it was: keys of the catalogue of texts.
    #[serde(default)]
    pub repeated: Vec<String>,
    /// The place at which a wrong token differs from the right one, counted from 0.
    #[serde(default)]
    pub changed_at: Option<usize>,
}

/// A secret on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Which, by [`SecretKind::key`].
    pub token: String,
    /// The origin of the call.
    pub to: String,
}

impl Carried {
    pub(crate) fn of<T: Marks>(_: &Secret<T>, url: &url::Url) -> Self {
        let to = Origin::of(url).map_or_else(|| url.scheme().to_owned(), |origin| origin.to_string());
        Self { token: T::TOKEN.key().to_owned(), to }
    }

    /// Which secret it is; `None` for one that this version does not know.
    pub fn token(&self) -> Option<SecretKind> {
        SecretKind::of_key(&self.token)
    }
}

/// The method of an exchange in which nothing was asked: a handshake alone.
pub const HANDSHAKE: &str = "TLS";

impl Exchange {
    /// The same without what `scrubber` knows: a service may echo the token of another call.
    #[must_use]
    pub fn cleaned(mut self, scrubber: &Scrubber) -> Self {
        self.url = scrubber.clean(&self.url);
        self.response_body = scrubber.clean(&self.response_body);
        for (_, value) in self.response_headers.iter_mut().chain(&mut self.error_args) {
            *value = scrubber.clean(value);
        }
        self
    }

    /// The call as programs read it in results of the command line and of the Sandbox.
    pub fn told(&self) -> Value {
        let headers = |headers: &[(String, String)]| {
            headers.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>()
        };
        json!({
            "method": self.method,
            "url": self.url,
            "request_headers": headers(&self.request_headers),
            "request_body": self.request_body,
            "status": self.status,
            "response_headers": headers(&self.response_headers),
            "response_body": self.response_body,
            "duration_ms": self.duration_ms,
        })
    }

    pub(crate) fn note_error(&mut self, error: &ProbeError) {
        let (key, args) = error.key();
        self.error = Some(key.to_owned());
        self.error_args = args;
    }
}

/// Told of every call once it has ended.
pub type Recorder = Arc<dyn Fn(Exchange) + Send + Sync>;

/// `Bearer ••••m4Qx`: how an Authorization header is shown.
pub(crate) fn masked<T>(scheme: &str, secret: &Secret<T>) -> String {
    format!("{scheme} {MASK}{}", secret.last_four())
}

/// A token is no longer than this: what may be the beginning of one across a cut is not shown.
const TOKEN_BYTES: usize = 4096;

/// A foreign body that was cut while it was read, as text that can be shown.
pub(crate) fn shown_cut_body(bytes: &[u8], scrubber: &Scrubber) -> String {
    shown_body(&bytes[..bytes.len().saturating_sub(TOKEN_BYTES)], scrubber)
}

/// A foreign body as text that can be shown.
pub(crate) fn shown_body(bytes: &[u8], scrubber: &Scrubber) -> String {
    // Cleaned before it is cut: a token across the cut would leave its beginning.
    let clean = scrubber.clean(&String::from_utf8_lossy(bytes)).replace('\0', "\u{fffd}");
    match clean.char_indices().find(|(place, _)| *place >= SHOWN_BYTES) {
        Some((place, _)) => format!("{}…", &clean[..place]),
        None => clean,
    }
}

/// Foreign headers as they can be shown: those that carry keys of their own are masked whole.
pub(crate) fn shown_response_headers(
    headers: &[(String, String)],
    scrubber: &Scrubber,
) -> Vec<(String, String)> {
    const KEYS: [&str; 4] = ["set-cookie", "cookie", "authorization", "proxy-authorization"];
    let shown = |(name, value): &(String, String)| {
        let is_key = KEYS.contains(&name.to_ascii_lowercase().as_str());
        (name.clone(), if is_key { MASK.to_owned() } else { scrubber.clean(value) })
    };
    headers.iter().map(shown).collect()
}
