//! One request over a connection that stands, and its answer read as far as the limits allow.

use crate::exchange::Phases;
use crate::unpack::{Limit, unpack};
use crate::{Answer, Network, OurFault, ProbeError};
use http::{Request, Response, header};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::{http1, http2},
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use parking_lot::Mutex;
use std::{
    io::{self, ErrorKind},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    task::JoinHandle,
    time::timeout_at,
};

/// As much as browsers read.
const MAX_HEADER_BYTES: usize = 256 * 1024;
const MAX_HEADERS: usize = 2_000;
/// So many bytes tell whether an answer is HTTP at all.
const SNIFFED_BYTES: usize = 8;
/// What rules read of the headers of an answer, beside those that caches write; others may hold keys.
const KEPT_HEADERS: [&str; 14] = [
    "age",
    "cf-mitigated",
    "date",
    "retry-after",
    "server",
    "via",
    "x-amzn-waf-action",
    "x-cdn",
    "x-datadome",
    "x-iinfo",
    "x-kpsdk-ct",
    "x-sucuri-id",
    "x-varnish",
    "x-vercel-mitigated",
];

fn is_kept(name: &str) -> bool {
    KEPT_HEADERS.contains(&name) || (name.contains("cache") && name != "cache-control")
}

/// An answer with what only this crate reads of it.
pub(crate) struct Received {
    pub(crate) answer: Answer,
    pub(crate) location: Option<String>,
    pub(crate) cookies: Vec<String>,
    pub(crate) headers: Vec<(String, String)>,
}

/// Sends `request` over HTTP/1.1.
pub(crate) async fn over_http1<S>(
    network: &Network,
    stream: S,
    request: Request<Full<Bytes>>,
    until: Instant,
    phases: &mut Phases,
) -> Result<Received, ProbeError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let first = Arc::<Mutex<Vec<u8>>>::default();
    let stream = TokioIo::new(Lenient { stream, first: first.clone() });
    // What curl and browsers read is read.
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(MAX_HEADER_BYTES)
        .max_headers(MAX_HEADERS)
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .handshake(stream)
        .await
        .map_err(|_| ProbeError::Broken)?;
    let _driver = Driver(tokio::spawn(async move { drop(connection.await) }));
    let clock = Instant::now();
    let response = sender.send_request(request).await;
    phases.first_byte_us = crate::dial::micros(clock);
    match response {
        Ok(response) => Ok(receive(network, response, until).await),
        Err(error) if error.is_parse() || error.is_parse_too_large() => {
            let is_http = first.lock().starts_with(b"HTTP/");
            Err(if is_http { OurFault::Unparsed.into() } else { ProbeError::NotHttp })
        }
        Err(_) => Err(ProbeError::Broken),
    }
}

/// Sends `request` over HTTP/2.
pub(crate) async fn over_http2<S>(
    network: &Network,
    stream: S,
    request: Request<Full<Bytes>>,
    until: Instant,
    phases: &mut Phases,
) -> Result<Received, ProbeError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http2::Builder::new(TokioExecutor::new())
        .max_header_list_size(u32::try_from(MAX_HEADER_BYTES).unwrap_or(u32::MAX))
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| ProbeError::Broken)?;
    let _driver = Driver(tokio::spawn(async move { drop(connection.await) }));
    let clock = Instant::now();
    let response = sender.send_request(request).await;
    phases.first_byte_us = crate::dial::micros(clock);
    Ok(receive(network, response.map_err(|_| ProbeError::Broken)?, until).await)
}

/// Reads an answer to its end, or to the limit. Its status stands whatever becomes of its body.
async fn receive(network: &Network, response: Response<Incoming>, until: Instant) -> Received {
    let (head, mut incoming) = response.into_parts();
    let text =
        |name| head.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let limit = network.limits.body_bytes;
    let (mut body, mut is_cut, mut body_fault) = (Vec::new(), false, None);
    let seconds = network.limits.call.as_secs();
    loop {
        let frame = match timeout_at(until.into(), incoming.frame()).await {
            Err(_) => {
                body_fault = Some(ProbeError::TimedOut(seconds));
                break;
            }
            Ok(None) => break,
            Ok(Some(Err(_))) => {
                body_fault = Some(ProbeError::Broken);
                break;
            }
            Ok(Some(Ok(frame))) => frame,
        };
        let Some(data) = frame.data_ref() else { continue };
        let room = limit - body.len();
        is_cut = data.len() > room;
        body.extend_from_slice(&data[..data.len().min(room)]);
        if is_cut {
            break;
        }
    }
    let encoding = text(header::CONTENT_ENCODING).unwrap_or_default();
    if body_fault.is_none() {
        match unpack(body, &encoding, Limit { bytes: limit, is_cut }) {
            Ok((unpacked, cut)) => {
                body = unpacked;
                is_cut |= cut;
            }
            Err(probe_error) => {
                body = Vec::new();
                body_fault = Some(probe_error);
            }
        }
    }
    let headers: Vec<(String, String)> = head
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let kept = headers.iter().filter(|(name, _)| is_kept(name)).cloned().collect();
    let cookies = headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.clone());
    let answer = Answer {
        status: head.status.as_u16(),
        content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
        headers: kept,
        body,
        is_cut,
        body_fault,
        found_at: None,
        redirect: None,
        took_ms: 0,
        came_at_ms: 0,
    };
    Received { answer, location: text(header::LOCATION), cookies: cookies.collect(), headers }
}

/// Drives a connection until the answer is read or dropped, and no longer: also when the call is
/// cancelled.
struct Driver(JoinHandle<()>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A stream whose end counts as its end though TLS was not closed in form, as curl and browsers see it: an
/// answer that breaks off is found by its length. Keeps its first bytes.
struct Lenient<S> {
    stream: S,
    first: Arc<Mutex<Vec<u8>>>,
}

impl<S: AsyncRead + Unpin> AsyncRead for Lenient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        let mut first = self.first.lock();
        let room = SNIFFED_BYTES - first.len();
        first.extend(buffer.filled()[before..].iter().take(room));
        match polled {
            Poll::Ready(Err(error)) if error.kind() == ErrorKind::UnexpectedEof => Poll::Ready(Ok(())),
            polled => polled,
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Lenient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
