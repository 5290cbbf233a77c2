//! Calls the partner's live addresses as Recruitee makes them: a bearer token, a JSON content type and
//! nothing else of ours but the name of the app. GET only.

use crate::dial::{Connected, dial, knock, look_up, micros};
use crate::exchange::{Carried, HANDSHAKE, Phases, shown_body, shown_cut_body, shown_response_headers};
use crate::request::{build, for_http2, shown_headers};
use crate::unpack::{Limit, unpack};
use crate::{Bearer, Certificate, Exchange, Network, Range, TlsTrouble, Trouble};
use http::{Request, Response, header};
use http_body_util::{BodyExt, Empty};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::{http1, http2},
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use redact::{Scrubber, display_url};
use std::{
    net::IpAddr,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    task::JoinHandle,
    time::{sleep, timeout},
};
use url::Url;

/// A service that sends more header bytes than this is not read on.
const MAX_HEADER_BYTES: usize = 64 * 1024;
/// Pauses before a GET whose connection broke is tried again.
const PAUSES_MS: [u64; 2] = [200, 800];

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
    /// Why: a key of the catalogue of texts.
    pub purpose: &'a str,
}

/// An answer, its body unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The `Content-Type`, or empty.
    pub content_type: String,
    /// Unpacked, at most the limit.
    pub body: Vec<u8>,
    /// The body went on beyond the limit and was not read further.
    pub is_cut: bool,
    /// Where it was found, when redirects were followed.
    pub found_at: Option<Url>,
    /// Where a redirect leads that was not followed.
    pub leads_to: Option<Url>,
    /// From the look-up to the last byte, all redirects included, of the try that was answered.
    pub took: Duration,
}

/// What can be told of an address without asking anything of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachSeen {
    /// Every address that the name has.
    pub addresses: Result<Vec<(IpAddr, Range)>, Trouble>,
    /// `None` over plain http or when no connection was tried.
    pub handshake: Option<Result<Certificate, Trouble>>,
}

/// Calls live addresses through one network.
pub struct Probe<'a> {
    network: &'a Network,
    has_sent: AtomicBool,
}

struct Received {
    answer: Answer,
    location: Option<String>,
    headers: Vec<(String, String)>,
}

impl<'a> Probe<'a> {
    /// Calls go through `network`.
    pub fn new(network: &'a Network) -> Self {
        Self { network, has_sent: AtomicBool::new(false) }
    }

    /// Looks the name up, connects and shakes hands; sends no request. Tries again as a call does, and
    /// records what happened.
    pub async fn reach(&self, url: &Url, purpose: &str) -> ReachSeen {
        let clock = Instant::now();
        let mut phases = Phases::default();
        let seen = self.reach_patiently(url, &mut phases).await;
        let mut exchange = Exchange {
            purpose: purpose.to_owned(),
            method: HANDSHAKE.into(),
            url: display_url(url),
            request_headers: Vec::new(),
            request_body: String::new(),
            status: None,
            response_headers: Vec::new(),
            response_body: String::new(),
            trouble: None,
            trouble_args: Vec::new(),
            duration_ms: micros(clock) / 1000,
            phases,
            carried: Vec::new(),
            was_sent: false,
            not_followed: None,
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
        let troubles =
            [seen.addresses.as_ref().err(), seen.handshake.as_ref().and_then(|h| h.as_ref().err())];
        if let Some(trouble) = troubles.into_iter().flatten().last() {
            exchange.note_trouble(trouble);
        }
        self.network.record(exchange);
        seen
    }

    async fn reach_patiently(&self, url: &Url, phases: &mut Phases) -> ReachSeen {
        let limit = self.network.limits.call;
        let clock = Instant::now();
        let addresses = timeout(limit, look_up(self.network, url)).await;
        let addresses = addresses.unwrap_or_else(|_| Err(self.timed_out()));
        phases.name_us = micros(clock);
        let may_knock = match &addresses {
            Ok(addresses) => addresses.iter().all(|(_, range)| self.network.may_reach(*range)),
            Err(trouble) => *trouble == Trouble::Proxied,
        };
        if url.scheme() != "https" || !may_knock {
            return ReachSeen { addresses, handshake: None };
        }
        let patiently = async {
            for pause in PAUSES_MS {
                match knock(self.network, url, phases).await {
                    Err(trouble) if trouble.is_passing() => sleep(Duration::from_millis(pause)).await,
                    result => return result,
                }
            }
            knock(self.network, url, phases).await
        };
        let shaken = timeout(limit, patiently).await.unwrap_or_else(|_| Err(self.timed_out()));
        ReachSeen { addresses, handshake: shaken.transpose() }
    }

    /// Makes the call, follows redirects, tries twice more when the connection broke, and records what
    /// happened.
    ///
    /// # Errors
    /// Why there is no answer. A status of any kind is an answer.
    pub async fn call(&self, request: &ProbeRequest<'_>) -> Result<Answer, Trouble> {
        let started = Instant::now();
        let mut phases = Phases::default();
        let scrubber = match request.bearer.token() {
            Some(token) => Scrubber::default().and(token),
            None => Scrubber::default(),
        };
        let result = timeout(self.network.limits.call, self.call_patiently(request, &mut phases))
            .await
            .unwrap_or_else(|_| Err(self.timed_out()));
        let mut exchange = Exchange {
            purpose: request.purpose.to_owned(),
            method: "GET".into(),
            url: display_url(request.url),
            request_headers: shown_headers(request.url, request.bearer),
            request_body: String::new(),
            status: None,
            response_headers: Vec::new(),
            response_body: String::new(),
            trouble: None,
            trouble_args: Vec::new(),
            duration_ms: micros(started) / 1000,
            phases,
            carried: request
                .bearer
                .token()
                .map(|token| Carried::of(token, request.url))
                .into_iter()
                .collect(),
            was_sent: self.has_sent.load(Ordering::Relaxed),
            not_followed: None,
        };
        match &result {
            Ok(received) => {
                exchange.status = Some(received.answer.status);
                exchange.not_followed = received
                    .answer
                    .leads_to
                    .as_ref()
                    .map(|url| scrubber.clean(&url.origin().ascii_serialization()));
                exchange.response_headers = shown_response_headers(&received.headers, &scrubber);
                let body = &received.answer.body;
                exchange.response_body = if received.answer.is_cut {
                    shown_cut_body(body, &scrubber)
                } else {
                    shown_body(body, &scrubber)
                };
            }
            Err(trouble) => exchange.note_trouble(trouble),
        }
        self.network.record(exchange);
        result.map(|received| received.answer)
    }

    async fn call_patiently(
        &self,
        request: &ProbeRequest<'_>,
        phases: &mut Phases,
    ) -> Result<Received, Trouble> {
        for pause in PAUSES_MS {
            match self.call_through_redirects(request, phases).await {
                Err(trouble) if trouble.is_passing() => sleep(Duration::from_millis(pause)).await,
                result => return result,
            }
        }
        self.call_through_redirects(request, phases).await
    }

    async fn call_through_redirects(
        &self,
        request: &ProbeRequest<'_>,
        phases: &mut Phases,
    ) -> Result<Received, Trouble> {
        let started = Instant::now();
        let mut url = request.url.clone();
        for hop in 0..=self.network.limits.redirects {
            let mut received = self.call_once(&url, request.bearer, phases).await?;
            let is_redirect = matches!(received.answer.status, 301 | 302 | 303 | 307 | 308);
            // One that names no place that can be read leads nowhere: then it is the answer.
            let target = received
                .location
                .as_ref()
                .filter(|_| is_redirect)
                .and_then(|location| url.join(location).ok())
                .filter(|target| matches!(target.scheme(), "http" | "https"));
            let may_follow = target.as_ref().is_some_and(|target| match request.follow {
                Follow::SameOrigin => target.origin() == url.origin(),
                Follow::Anywhere => true,
            });
            match target {
                Some(target) if may_follow => url = target,
                leads_to => {
                    received.answer.leads_to = leads_to;
                    received.answer.found_at = (hop > 0).then_some(url);
                    received.answer.took = started.elapsed();
                    return Ok(received);
                }
            }
        }
        Err(Trouble::Redirects)
    }

    async fn call_once(
        &self,
        url: &Url,
        bearer: Bearer<'_>,
        phases: &mut Phases,
    ) -> Result<Received, Trouble> {
        // Made before anything is dialled: a token that is not for this origin stops here.
        let request = build(url, bearer)?;
        match dial(self.network, url, phases).await? {
            Connected::Plain(stream) => self.over_http1(TokioIo::new(stream), request, phases).await,
            Connected::Safe(shaken) => {
                let stream = TokioIo::new(shaken.stream);
                let received = if shaken.is_http2 {
                    self.over_http2(stream, for_http2(request, url)?, phases).await
                } else {
                    self.over_http1(stream, request, phases).await
                };
                match received {
                    // TLS 1.3 refuses a caller without a certificate only after the handshake.
                    Err(Trouble::Broken) if shaken.asked_for_ours => {
                        Err(Trouble::Tls(TlsTrouble::ClientCertificate))
                    }
                    received => received,
                }
            }
        }
    }

    async fn over_http1<S>(
        &self,
        stream: TokioIo<S>,
        request: Request<Empty<Bytes>>,
        phases: &mut Phases,
    ) -> Result<Received, Trouble>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (mut sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_HEADER_BYTES)
            .handshake(stream)
            .await
            .map_err(|error| name_http_fault(&error))?;
        let _driver = Driver(tokio::spawn(async move { drop(connection.await) }));
        self.exchange(sender.send_request(request), phases).await
    }

    async fn over_http2<S>(
        &self,
        stream: TokioIo<S>,
        request: Request<Empty<Bytes>>,
        phases: &mut Phases,
    ) -> Result<Received, Trouble>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (mut sender, connection) = http2::Builder::new(TokioExecutor::new())
            .max_header_list_size(u32::try_from(MAX_HEADER_BYTES).unwrap_or(u32::MAX))
            .handshake(stream)
            .await
            .map_err(|error| name_http_fault(&error))?;
        let _driver = Driver(tokio::spawn(async move { drop(connection.await) }));
        self.exchange(sender.send_request(request), phases).await
    }

    async fn exchange(
        &self,
        sent: impl Future<Output = hyper::Result<Response<Incoming>>>,
        phases: &mut Phases,
    ) -> Result<Received, Trouble> {
        let clock = Instant::now();
        self.has_sent.store(true, Ordering::Relaxed);
        let response = sent.await;
        phases.first_byte_us = micros(clock);
        self.receive(response.map_err(|error| name_http_fault(&error))?).await
    }

    async fn receive(&self, response: Response<Incoming>) -> Result<Received, Trouble> {
        let (head, mut incoming) = response.into_parts();
        let text =
            |name| head.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let limit = self.network.limits.body_bytes;
        let (mut body, mut is_cut) = (Vec::new(), false);
        while let Some(frame) = incoming.frame().await {
            let frame = frame.map_err(|error| name_http_fault(&error))?;
            let Some(data) = frame.data_ref() else { continue };
            let room = limit - body.len();
            is_cut = data.len() > room;
            body.extend_from_slice(&data[..data.len().min(room)]);
            if is_cut {
                break;
            }
        }
        let encoding = text(header::CONTENT_ENCODING).unwrap_or_default();
        let (body, unpacked_cut) = unpack(body, &encoding, Limit { bytes: limit, is_cut })?;
        let headers = head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let content_type = text(header::CONTENT_TYPE).unwrap_or_default();
        let location = text(header::LOCATION);
        let answer = Answer {
            status: head.status.as_u16(),
            content_type,
            body,
            is_cut: is_cut || unpacked_cut,
            found_at: None,
            leads_to: None,
            took: Duration::ZERO,
        };
        Ok(Received { answer, location, headers })
    }

    fn timed_out(&self) -> Trouble {
        Trouble::TimedOut(self.network.limits.call.as_secs())
    }
}

/// Drives a connection until the answer is read or dropped, and no longer: also when the call is
/// cancelled.
struct Driver(JoinHandle<()>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn name_http_fault(error: &hyper::Error) -> Trouble {
    if error.is_parse() || error.is_parse_too_large() { Trouble::NotHttp } else { Trouble::Broken }
}
