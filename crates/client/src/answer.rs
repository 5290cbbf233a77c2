use evidence::{ProbeError, Redirect};
use redact::display_url;
use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};
use url::Url;

/// Where the clock of [`evidence::Answer::came_at_ms`] begins.
static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// An answer, its body unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The `Content-Type`, or empty.
    pub content_type: String,
    /// Those that rules read: of caches, robot walls and clocks. Names in small letters.
    pub headers: Vec<(String, String)>,
    /// Unpacked, at most the limit.
    pub body: Vec<u8>,
    /// The body went on beyond the limit and was not read further.
    pub is_cut: bool,
    /// Why the body could not be read to its end.
    pub body_fault: Option<ProbeError>,
    /// Where it was found, when redirects were followed.
    pub found_at: Option<Url>,
    /// Where a redirect leads that was not followed.
    pub leads_to: Option<Url>,
    /// From the look-up to the last byte, all redirects included, of the try that was answered.
    pub took: Duration,
}

impl Answer {
    /// What checks judge of the answer to a call to `asked`: origins and durations in place of URLs and clocks.
    pub fn into_evidence(self, asked: &Url) -> evidence::Answer {
        let redirect = self.leads_to.map(|to| Redirect {
            is_http: to.scheme() == "http" && to.host_str() == asked.host_str(),
            to: to.origin().ascii_serialization(),
        });
        evidence::Answer {
            status: self.status,
            content_type: self.content_type,
            headers: self.headers,
            body: self.body,
            is_cut: self.is_cut,
            body_fault: self.body_fault,
            redirect,
            found_at: self.found_at.as_ref().map(display_url),
            took_ms: u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX),
            came_at_ms: u64::try_from(BEGAN.elapsed().as_millis()).unwrap_or(u64::MAX),
        }
    }
}
