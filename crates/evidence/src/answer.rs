use crate::ProbeError;
use serde::{Deserialize, Serialize};

/// An answer as it came, cut at the limit for bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The `Content-Type`, as sent.
    pub content_type: String,
    /// Headers of caches, robot walls and clocks; names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// Why the body could not be read to its end. The status stands all the same.
    pub body_fault: Option<ProbeError>,
    /// There was more of it than the limit.
    pub is_cut: bool,
    /// Where a redirect leads that was not followed, since it leaves the origin.
    pub redirect: Option<Redirect>,
    /// Where it was found in the end, when redirects were followed.
    pub found_at: Option<String>,
    /// From the look-up to the last byte.
    pub took_ms: u64,
    /// When the last byte came, in milliseconds of a clock that only runs on; says something beside another one.
    pub came_at_ms: u64,
}

impl Answer {
    /// A page that was not fetched, as if it had been: its beginning tells that it is one.
    pub fn saved_page(body: Vec<u8>) -> Self {
        Self {
            status: 200,
            content_type: String::new(),
            headers: Vec::new(),
            body,
            body_fault: None,
            is_cut: false,
            redirect: None,
            found_at: None,
            took_ms: 0,
            came_at_ms: 0,
        }
    }

    /// A header's value; `name` in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim())
    }

    /// The seconds after which the service wants to be asked again.
    pub fn retry_after(&self) -> Option<u64> {
        self.header("retry-after")?.parse().ok()
    }
}

/// A redirect that leads to another origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redirect {
    /// Its origin, as it can be shown.
    pub to: String,
    /// The same host, but over plain http.
    pub is_http: bool,
}
