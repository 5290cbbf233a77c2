//! Calls the partner's live addresses as Recruitee makes them: a bearer token, a JSON content type and
//! nothing else of ours but the name of the app. GET only.

use crate::exchange::{masked_bearer, shown_body, shown_response_headers};
use crate::{Exchange, Network, Range, Trouble, tls::shake_hands};
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use http::{Request, Response, header};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper_util::rt::TokioIo;
use redact::{Customer, Scrubber, Secret, display_url};
use std::{
    io::{ErrorKind, Read},
    net::{IpAddr, SocketAddr},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::{sleep, timeout},
};
use url::Url;

/// How the app names itself.
pub(crate) const USER_AGENT: &str = concat!("PartnerDesk/", env!("CARGO_PKG_VERSION"));
/// A service that sends more header bytes than this is not read on.
const MAX_HEADER_BYTES: usize = 64 * 1024;
/// Pauses before a GET whose connection broke is tried again.
const PAUSES_MS: [u64; 2] = [200, 800];

/// What stands in the Authorization header.
#[derive(Debug, Clone, Copy)]
pub enum Bearer<'a> {
    /// No header at all.
    Missing,
    /// `Bearer` with nothing behind it.
    Empty,
    /// A token; refused unless it is bound to the origin of the call.
    Token(&'a Secret<Customer>),
}

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
}

/// What can be told of an address without asking anything of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachSeen {
    /// Every address that the name has.
    pub addresses: Result<Vec<(IpAddr, Range)>, Trouble>,
    /// `None` over plain http or when no connection was tried.
    pub handshake: Option<Result<(), Trouble>>,
}

/// Calls live addresses through one network.
pub struct Probe<'a> {
    network: &'a Network,
}

struct Received {
    answer: Answer,
    location: Option<String>,
    headers: Vec<(String, String)>,
}

impl<'a> Probe<'a> {
    /// Calls go through `network`.
    pub fn new(network: &'a Network) -> Self {
        Self { network }
    }

    /// Looks the name up, connects and shakes hands; sends no request.
    pub async fn reach(&self, url: &Url) -> ReachSeen {
        let addresses = match timeout(self.network.limits.call, self.network.addresses(url)).await {
            Ok(Ok(addresses)) => addresses,
            Ok(Err(trouble)) => return ReachSeen { addresses: Err(trouble), handshake: None },
            Err(_) => return ReachSeen { addresses: Err(self.timed_out()), handshake: None },
        };
        let handshake = if url.scheme() == "https" && self.check_ranges(&addresses).is_ok() {
            let shaken = timeout(self.network.limits.call, async {
                let stream = self.connect(&addresses).await?;
                shake_hands(stream, url, &self.network.probe_roots).await.map(drop)
            });
            Some(shaken.await.unwrap_or_else(|_| Err(self.timed_out())))
        } else {
            None
        };
        ReachSeen {
            addresses: Ok(addresses.into_iter().map(|(address, range)| (address.ip(), range)).collect()),
            handshake,
        }
    }

    /// Makes the call, follows redirects, tries twice more when the connection broke, and records what
    /// happened.
    ///
    /// # Errors
    /// Why there is no answer. A status of any kind is an answer.
    pub async fn call(&self, request: &ProbeRequest<'_>) -> Result<Answer, Trouble> {
        let started = Instant::now();
        let scrubber = match request.bearer {
            Bearer::Token(token) => Scrubber::default().and(token),
            Bearer::Missing | Bearer::Empty => Scrubber::default(),
        };
        let result = timeout(self.network.limits.call, self.call_patiently(request))
            .await
            .unwrap_or_else(|_| Err(self.timed_out()));
        let mut exchange = Exchange {
            purpose: request.purpose.to_owned(),
            method: "GET".into(),
            url: display_url(request.url),
            request_headers: shown_headers(request),
            request_body: String::new(),
            status: None,
            response_headers: Vec::new(),
            response_body: String::new(),
            trouble: None,
            duration_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        match &result {
            Ok(received) => {
                exchange.status = Some(received.answer.status);
                exchange.response_headers = shown_response_headers(&received.headers, &scrubber);
                exchange.response_body = shown_body(&received.answer.body, &scrubber);
            }
            Err(trouble) => exchange.trouble = Some(trouble.to_string()),
        }
        self.network.record(exchange);
        result.map(|received| received.answer)
    }

    async fn call_patiently(&self, request: &ProbeRequest<'_>) -> Result<Received, Trouble> {
        for pause in PAUSES_MS {
            match self.call_through_redirects(request).await {
                Err(trouble) if trouble.is_passing() => sleep(Duration::from_millis(pause)).await,
                result => return result,
            }
        }
        self.call_through_redirects(request).await
    }

    async fn call_through_redirects(&self, request: &ProbeRequest<'_>) -> Result<Received, Trouble> {
        let mut url = request.url.clone();
        for _ in 0..=self.network.limits.redirects {
            let received = self.call_once(&url, request.bearer).await?;
            let target = match (&received.location, received.answer.status) {
                (Some(location), 301 | 302 | 303 | 307 | 308) => {
                    url.join(location).map_err(|_| Trouble::Redirects)?
                }
                _ => return Ok(received),
            };
            let may_follow = match request.follow {
                Follow::SameOrigin => target.origin() == url.origin(),
                Follow::Anywhere => matches!(target.scheme(), "http" | "https"),
            };
            if !may_follow {
                return Ok(received);
            }
            url = target;
        }
        Err(Trouble::Redirects)
    }

    async fn call_once(&self, url: &Url, bearer: Bearer<'_>) -> Result<Received, Trouble> {
        let request = build(url, bearer)?;
        let addresses = self.network.addresses(url).await?;
        self.check_ranges(&addresses)?;
        let stream = self.connect(&addresses).await?;
        if url.scheme() == "https" {
            let stream = shake_hands(stream, url, &self.network.probe_roots).await?;
            self.send(TokioIo::new(stream), request).await
        } else {
            self.send(TokioIo::new(stream), request).await
        }
    }

    async fn send<S>(&self, stream: TokioIo<S>, request: Request<Empty<Bytes>>) -> Result<Received, Trouble>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
            .max_buf_size(MAX_HEADER_BYTES)
            .handshake(stream)
            .await
            .map_err(|error| name_http_fault(&error))?;
        // The connection drives itself until the answer is read or dropped.
        let driver = tokio::spawn(connection);
        let result = match sender.send_request(request).await {
            Ok(response) => self.receive(response).await,
            Err(error) => Err(name_http_fault(&error)),
        };
        driver.abort();
        result
    }

    async fn receive(&self, response: Response<Incoming>) -> Result<Received, Trouble> {
        let (head, mut incoming) = response.into_parts();
        let text =
            |name| head.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let limit = self.network.limits.body_bytes;
        let mut body = Vec::new();
        while let Some(frame) = incoming.frame().await {
            let frame = frame.map_err(|error| name_http_fault(&error))?;
            let Some(data) = frame.data_ref() else { continue };
            if body.len() + data.len() > limit {
                return Err(Trouble::TooLarge(limit));
            }
            body.extend_from_slice(data);
        }
        let encoding = text(header::CONTENT_ENCODING).unwrap_or_default();
        let body = unpack(body, &encoding, limit)?;
        let headers = head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let content_type = text(header::CONTENT_TYPE).unwrap_or_default();
        let location = text(header::LOCATION);
        Ok(Received {
            answer: Answer { status: head.status.as_u16(), content_type, body },
            location,
            headers,
        })
    }

    /// Connects to the first of the addresses that answers.
    async fn connect(&self, addresses: &[(SocketAddr, Range)]) -> Result<TcpStream, Trouble> {
        let mut last = None;
        for (address, _) in addresses {
            let trouble = match TcpStream::connect(self.network.dial_to.unwrap_or(*address)).await {
                Ok(stream) => return Ok(stream),
                Err(error) => match error.kind() {
                    ErrorKind::ConnectionRefused => Trouble::Refused,
                    ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => Trouble::Offline,
                    ErrorKind::TimedOut => self.timed_out(),
                    _ => Trouble::Broken,
                },
            };
            // A family of addresses that this computer has no way to says nothing about the service.
            last = match (last, trouble) {
                (Some(before), Trouble::Offline) => Some(before),
                (_, trouble) => Some(trouble),
            };
        }
        Err(last.unwrap_or(Trouble::Refused))
    }

    fn check_ranges(&self, addresses: &[(SocketAddr, Range)]) -> Result<(), Trouble> {
        match addresses.iter().find(|(_, range)| !self.network.may_reach(*range)) {
            Some((address, _)) => Err(Trouble::NotPublic(address.ip().to_string())),
            None => Ok(()),
        }
    }

    fn timed_out(&self) -> Trouble {
        Trouble::TimedOut(self.network.limits.call.as_secs())
    }
}

fn build(url: &Url, bearer: Bearer<'_>) -> Result<Request<Empty<Bytes>>, Trouble> {
    let authority = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let mut request = Request::get(target)
        .header(header::HOST, authority)
        .header(header::USER_AGENT, USER_AGENT)
        .header(header::CONTENT_TYPE, "application/json");
    request = match bearer {
        Bearer::Missing => request,
        Bearer::Empty => request.header(header::AUTHORIZATION, "Bearer "),
        Bearer::Token(token) => {
            let mut value = http::HeaderValue::from_str(&format!("Bearer {}", token.text_for(url)?))
                .map_err(|_| Trouble::NotHttp)?;
            value.set_sensitive(true);
            request.header(header::AUTHORIZATION, value)
        }
    };
    request.body(Empty::new()).map_err(|_| Trouble::NotHttp)
}

fn shown_headers(request: &ProbeRequest<'_>) -> Vec<(String, String)> {
    let mut headers = vec![("Host".to_owned(), request.url.host_str().unwrap_or_default().to_owned())];
    match request.bearer {
        Bearer::Missing => {}
        Bearer::Empty => headers.push(("Authorization".into(), "Bearer ".into())),
        Bearer::Token(token) => headers.push(("Authorization".into(), masked_bearer(token))),
    }
    headers.push(("Content-Type".into(), "application/json".into()));
    headers.push(("User-Agent".into(), USER_AGENT.into()));
    headers
}

fn name_http_fault(error: &hyper::Error) -> Trouble {
    if error.is_parse() || error.is_parse_too_large() { Trouble::NotHttp } else { Trouble::Broken }
}

/// Unpacks a body that came packed though we never ask for it. Stops at the limit, so a small body that
/// unpacks to a huge one costs no more than a large one.
fn unpack(body: Vec<u8>, encoding: &str, limit: usize) -> Result<Vec<u8>, Trouble> {
    let mut reader: Box<dyn Read + '_> = match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => return Ok(body),
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(&body[..])),
        "deflate" => Box::new(ZlibDecoder::new(&body[..])),
        _ => return Err(Trouble::NotHttp),
    };
    let mut unpacked = Vec::new();
    let read = reader.by_ref().take(limit as u64 + 1).read_to_end(&mut unpacked);
    if unpacked.len() > limit {
        return Err(Trouble::TooLarge(limit));
    }
    read.map(|_| unpacked).map_err(|_| Trouble::Broken)
}
