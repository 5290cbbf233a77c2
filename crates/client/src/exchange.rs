//! What was sent and what came back, with every secret masked: for the person, the developer and the
//! list of activity.

use redact::{MASK, Scrubber, Secret};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Bodies are kept up to this length, in bytes, for showing.
const SHOWN_BYTES: usize = 16 * 1024;

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
    /// As text, scrubbed, cut at 16 KB.
    pub response_body: String,
    /// Why there was no answer, for the developer.
    pub trouble: Option<String>,
    /// From the first look-up to the last byte.
    pub duration_ms: u64,
}

/// Told of every call once it has ended.
pub type Recorder = Arc<dyn Fn(Exchange) + Send + Sync>;

/// `Bearer ••••m4Qx`: how an Authorization header is shown.
pub(crate) fn masked_bearer<T>(secret: &Secret<T>) -> String {
    format!("Bearer {MASK}{}", secret.last_four())
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
