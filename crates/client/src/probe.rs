//! Calls the partner's live addresses: those of the API as Recruitee does, with a bearer token and a JSON content
//! type, the article as a browser does. What is posted is sent once.

use crate::dial::{Connected, dial, look_up, micros, probe_tls};
use crate::exchange::{Carried, HANDSHAKE, Phases, shown_body, shown_cut_body, shown_response_headers};
use crate::http::{Received, over_http1, over_http2};
use crate::request::{Content, build, for_http2, shown_headers};
use crate::retry::Retries;
use crate::stall::watched;
use crate::tls::Alpn;
use crate::underway::Underway;
use crate::{Asking, Bearer, Exchange, Network};
use cookie_store::CookieStore;
use evidence::{Answer, OurFault, ProbeError, Reach, Redirect, TlsError};
use redact::{Scrubber, display_url};
use std::{
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::time::timeout;
use url::Url;

/// So much longer than a body may take, a whole call may: then it is the body that is named.
const SETTLING: Duration = Duration::from_millis(200);
/// Where the clock of [`Answer::came_at_ms`] begins.
static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Which redirects are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// Within the origin. One that leads elsewhere is the answer: no token goes there.
    SameOrigin,
    /// Anywhere. Only for calls without a token.
    Anywhere,
}

/// One call to make.
#[derive(Debug, Clone)]
pub struct ProbeRequest<'a> {
    /// Where to.
    pub url: &'a Url,
    /// With which token.
    pub bearer: Bearer<'a>,
    /// How far.
    pub follow: Follow,
    /// In whose manner.
    pub asking: Asking,
    /// JSON to post. A request with one is sent once: not again, and not to where a redirect leads.
    pub body: Option<&'a str>,
    /// Whether the body is wanted, or the status decides alone.
    pub needs_body: bool,
    /// Why: a key of the catalogue of texts.
    pub purpose: &'a str,
}

impl<'a> ProbeRequest<'a> {
    fn content(&self) -> Content<'a> {
        Content { bearer: self.bearer, asking: self.asking, body: self.body }
    }
}

/// Calls live addresses through one network.
pub struct Probe<'a> {
    network: &'a Network,
    has_sent: AtomicBool,
    /// HTTP/2 was offered and spoken badly: the next try does without, as other callers do from the start.
    needs_http1: AtomicBool,
}

/// What becomes of a call while it is made.
struct Attempt {
    until: Instant,
    phases: Phases,
    repeated: Vec<String>,
    cookies: CookieStore,
}

impl<'a> Probe<'a> {
    /// Calls go through `network`.
    pub fn new(network: &'a Network) -> Self {
        Self { network, has_sent: AtomicBool::new(false), needs_http1: AtomicBool::new(false) }
    }

    /// Looks the name up, connects and shakes hands; sends no request. Tries again as a call does, and
    /// records what happened.
    pub async fn reach(&self, url: &Url, purpose: &str) -> Reach {
        let clock = Instant::now();
        let (mut phases, mut repeated) = (Phases::default(), Vec::new());
        let seen = self.reach_watched(url, &mut phases, &mut repeated).await;
        let mut exchange = Exchange {
            purpose: purpose.to_owned(),
            method: HANDSHAKE.into(),
            url: display_url(url),
            request_headers: Vec::new(),
            request_body: String::new(),
            status: None,
            response_headers: Vec::new(),
            response_body: String::new(),
            error: None,
            error_args: Vec::new(),
            duration_ms: micros(clock) / 1000,
            phases,
            carried: Vec::new(),
            was_sent: false,
            not_followed: None,
            repeated,
            changed_at: None,
        };
        let mut note = |name: &str, value: String| exchange.response_headers.push((name.to_owned(), value));
        if let Ok(addresses) = &seen.addresses {
            let ips: Vec<String> = addresses.iter().map(|(ip, _)| ip.to_string()).collect();
            note("address", ips.join(", "));
        }
        if let Some(Ok(certificate)) = &seen.handshake {
            note("protocol", certificate.protocol.clone());
            note("subject", certificate.subject.clone());
            note("issuer", certificate.issuer.clone());
        }
        let errors = [seen.addresses.as_ref().err(), seen.handshake.as_ref().and_then(|h| h.as_ref().err())];
        if let Some(error) = errors.into_iter().flatten().last() {
            exchange.note_error(error);
        }
        self.network.record(exchange);
        seen
    }

    /// What stood still in the middle is done once more.
    async fn reach_watched(&self, url: &Url, phases: &mut Phases, repeated: &mut Vec<String>) -> Reach {
        for _ in 0..2 {
            let (seen, stood_still) = watched(self.reach_patiently(url, phases, repeated)).await;
            let is_good = seen.addresses.is_ok() && !matches!(seen.handshake, Some(Err(_)));
            if !stood_still || is_good {
                return self.explain_reach(seen, url).await;
            }
            repeated.push("repeat.stalled".into());
        }
        Reach { addresses: Err(OurFault::Stalled.into()), handshake: None }
    }

    /// Names what is in the way on our side, where that is what it was.
    async fn explain_reach(&self, mut seen: Reach, url: &Url) -> Reach {
        let closed = seen.addresses.as_ref().ok().and_then(|found| {
            found.iter().find(|(_, range)| !self.network.may_reach(*range)).map(|(ip, _)| ip.to_string())
        });
        if let Some(ip) = closed {
            let error = ProbeError::NotPublic(ip);
            let explained = self.network.explained(error.clone(), url).await;
            if explained != error {
                seen.addresses = Err(explained);
            }
        }
        if let Err(error) = seen.addresses {
            seen.addresses = Err(self.network.explained(error, url).await);
        }
        if let Some(Err(error)) = seen.handshake {
            seen.handshake = Some(Err(self.network.explained(error, url).await));
        }
        seen
    }

    async fn reach_patiently(&self, url: &Url, phases: &mut Phases, repeated: &mut Vec<String>) -> Reach {
        let limit = self.network.limits.call;
        let clock = Instant::now();
        let addresses = timeout(limit, look_up(self.network, url)).await;
        let addresses = addresses.unwrap_or_else(|_| Err(self.timed_out()));
        phases.name_us = micros(clock);
        let may_probe_tls = match &addresses {
            Ok(addresses) => addresses.iter().all(|(_, range)| self.network.may_reach(*range)),
            Err(error) => *error == ProbeError::Proxied,
        };
        if url.scheme() != "https" || !may_probe_tls {
            return Reach { addresses, handshake: None };
        }
        let probing = async {
            let mut retries = Retries::new();
            loop {
                let result = probe_tls(self.network, url, phases).await;
                let reason = result.as_ref().err().and_then(ProbeError::transient);
                let Some(reason) = retries.wait(reason).await else { return result };
                repeated.push(reason.to_owned());
            }
        };
        let shaken = timeout(limit, probing).await.unwrap_or_else(|_| Err(self.timed_out()));
        Reach { addresses, handshake: shaken.transpose() }
    }

    /// Makes the call, follows redirects, tries twice more when the connection broke, and records what
    /// happened.
    ///
    /// # Errors
    /// Why there is no answer. A status of any kind is an answer, whatever became of its body.
    pub async fn call(&self, request: &ProbeRequest<'_>) -> Result<Answer, ProbeError> {
        let started = Instant::now();
        let scrubber = match request.bearer.token() {
            Some(token) => Scrubber::default().and(token),
            None => Scrubber::default(),
        };
        let mut attempt = Attempt {
            until: started,
            phases: Phases::default(),
            repeated: Vec::new(),
            cookies: CookieStore::default(),
        };
        let exchange = Exchange {
            purpose: request.purpose.to_owned(),
            method: request.content().method().to_string(),
            url: display_url(request.url),
            request_headers: shown_headers(request.url, request.bearer, request.asking),
            request_body: request.body.unwrap_or_default().to_owned(),
            status: None,
            response_headers: Vec::new(),
            response_body: String::new(),
            error: None,
            error_args: Vec::new(),
            duration_ms: 0,
            phases: Phases::default(),
            carried: request
                .bearer
                .token()
                .map(|token| Carried::of(token, request.url))
                .into_iter()
                .collect(),
            was_sent: false,
            not_followed: None,
            repeated: Vec::new(),
            changed_at: None,
        };
        let mut underway = Underway::new(self.network, exchange);
        let result = match self.call_watched(request, &mut attempt).await {
            Err(error) => Err(self.network.explained(error, request.url).await),
            result => result,
        };
        let exchange = &mut underway.exchange;
        exchange.duration_ms = micros(started) / 1000;
        exchange.phases = attempt.phases;
        exchange.was_sent = self.has_sent.load(Ordering::Relaxed);
        exchange.repeated = attempt.repeated;
        match &result {
            Ok(received) => {
                exchange.status = Some(received.answer.status);
                exchange.not_followed =
                    received.answer.redirect.as_ref().map(|redirect| scrubber.clean(&redirect.to));
                exchange.response_headers = shown_response_headers(&received.headers, &scrubber);
                let body = &received.answer.body;
                let is_whole = !received.answer.is_cut && received.answer.body_fault.is_none();
                exchange.response_body =
                    if is_whole { shown_body(body, &scrubber) } else { shown_cut_body(body, &scrubber) };
                if let Some(error) = &received.answer.body_fault {
                    exchange.note_error(error);
                }
            }
            Err(error) => exchange.note_error(error),
        }
        underway.end();
        result.map(|received| received.answer)
    }

    /// What stood still in the middle is asked once more: whatever came of it may be our own doing.
    async fn call_watched(
        &self,
        request: &ProbeRequest<'_>,
        attempt: &mut Attempt,
    ) -> Result<Received, ProbeError> {
        for _ in 0..if request.body.is_some() { 1 } else { 2 } {
            attempt.until = Instant::now() + self.network.limits.call;
            let patience = self.network.limits.call + SETTLING;
            let call = Box::pin(self.call_patiently(request, attempt));
            let (result, stood_still) = watched(timeout(patience, call)).await;
            // What was posted is not asked for again, so an answer to it counts, however late it is.
            if !stood_still || (request.body.is_some() && matches!(result, Ok(Ok(_)))) {
                return result.unwrap_or_else(|_| Err(self.timed_out()));
            }
            if request.body.is_none() {
                attempt.repeated.push("repeat.stalled".into());
            }
        }
        Err(OurFault::Stalled.into())
    }

    async fn call_patiently(
        &self,
        request: &ProbeRequest<'_>,
        attempt: &mut Attempt,
    ) -> Result<Received, ProbeError> {
        let mut retries = Retries::new();
        loop {
            let result = self.call_through_redirects(request, attempt).await;
            let error = match &result {
                Err(error) => Some(error),
                Ok(received) => received.answer.body_fault.as_ref().filter(|_| request.needs_body),
            };
            let reason = error.and_then(ProbeError::transient);
            let Some(reason) = retries.wait(reason.filter(|_| request.body.is_none())).await else {
                return result;
            };
            attempt.repeated.push(reason.to_owned());
        }
    }

    async fn call_through_redirects(
        &self,
        request: &ProbeRequest<'_>,
        attempt: &mut Attempt,
    ) -> Result<Received, ProbeError> {
        let started = Instant::now();
        let mut url = request.url.clone();
        let most = match request.follow {
            Follow::SameOrigin => self.network.limits.redirects,
            Follow::Anywhere => self.network.limits.article_redirects,
        };
        for hop in 0..=most {
            let mut received = self.call_once(&url, request, attempt).await?;
            let is_redirect = matches!(received.answer.status, 301 | 302 | 303 | 307 | 308);
            // One that names no place that can be read leads nowhere: then it is the answer.
            let target = received
                .location
                .as_ref()
                .filter(|_| is_redirect)
                .and_then(|location| url.join(location).ok())
                .filter(|target| matches!(target.scheme(), "http" | "https"));
            let may_follow = target.as_ref().is_some_and(|target| match request.follow {
                _ if request.body.is_some() => false,
                Follow::SameOrigin => target.origin() == url.origin(),
                Follow::Anywhere => true,
            });
            match target {
                Some(target) if may_follow => url = target,
                leads_to => {
                    received.answer.redirect = leads_to.map(|to| Redirect {
                        is_http: to.scheme() == "http" && to.host_str() == request.url.host_str(),
                        to: to.origin().ascii_serialization(),
                    });
                    received.answer.found_at = (hop > 0).then(|| display_url(&url));
                    received.answer.took_ms = micros(started) / 1000;
                    received.answer.came_at_ms = micros(*BEGAN) / 1000;
                    return Ok(received);
                }
            }
        }
        Err(ProbeError::Redirects)
    }

    async fn call_once(
        &self,
        url: &Url,
        request: &ProbeRequest<'_>,
        attempt: &mut Attempt,
    ) -> Result<Received, ProbeError> {
        // Made before anything is dialled: a token that is not for this origin stops here.
        let mut message = build(url, request.content())?;
        // Sites that look for a cookie first lead to themselves until they see it.
        let cookies: Vec<String> =
            attempt.cookies.get_request_values(url).map(|(name, value)| format!("{name}={value}")).collect();
        if let Ok(value) = http::HeaderValue::from_str(&cookies.join("; "))
            && !cookies.is_empty()
        {
            message.headers_mut().insert(http::header::COOKIE, value);
        }
        let alpn = if self.needs_http1.load(Ordering::Relaxed) { Alpn::Http1 } else { Alpn::Any };
        let connected = dial(self.network, url, alpn, &mut attempt.phases).await?;
        self.has_sent.store(true, Ordering::Relaxed);
        let (until, phases) = (attempt.until, &mut attempt.phases);
        let received = match connected {
            Connected::Plain(stream) => over_http1(self.network, stream, message, until, phases).await,
            Connected::Safe(shaken) if shaken.is_http2 => {
                let message = for_http2(message, url)?;
                let received = over_http2(self.network, shaken.stream, message, until, phases).await;
                self.needs_http1.store(received.is_err(), Ordering::Relaxed);
                received
            }
            Connected::Safe(shaken) => {
                let asked_for_ours = shaken.asked_for_ours;
                match over_http1(self.network, shaken.stream, message, until, phases).await {
                    // TLS 1.3 refuses a caller without a certificate only after the handshake.
                    Err(ProbeError::Broken) if asked_for_ours => {
                        Err(ProbeError::Tls(TlsError::ClientCertificate))
                    }
                    received => received,
                }
            }
        }?;
        if request.asking == Asking::AsBrowser {
            for cookie in &received.cookies {
                // One that cannot be read is not kept, as in browsers.
                let _ = attempt.cookies.parse(cookie, url);
            }
        }
        Ok(received)
    }

    fn timed_out(&self) -> ProbeError {
        ProbeError::TimedOut(self.network.limits.call.as_secs())
    }
}
