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
    let cut = bytes.len() > SHOWN_BYTES;
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN_BYTES)]);
    let mut shown = scrubber.clean(&text.replace('\0', "\u{fffd}"));
    if cut {
        shown.push('…');
    }
    shown
}
