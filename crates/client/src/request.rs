//! The request that a probe sends: what Recruitee sends, and nothing else of ours but the name of the app.

use crate::ProbeError;
use crate::exchange::masked;
use crate::unpack::ACCEPTED;
use http::{HeaderName, Method, Request, header};
use http_body_util::Full;
use hyper::body::Bytes;
use redact::{Customer, Secret};
use url::Url;

/// How the app names itself.
pub(crate) const USER_AGENT: &str = concat!("PartnerDesk/", env!("CARGO_PKG_VERSION"));
/// The same as browsers do it: some sites show an article to nobody else.
const BROWSER_USER_AGENT: &str =
    concat!("Mozilla/5.0 (compatible; PartnerDesk/", env!("CARGO_PKG_VERSION"), ")");

/// In whose manner is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// As Recruitee's servers ask: a JSON content type, though there is no body.
    AsRecruitee,
    /// As a customer's browser opens a page.
    AsBrowser,
}

impl Asking {
    /// What is sent beside the host and the token.
    fn headers(self) -> Vec<(HeaderName, &'static str)> {
        match self {
            Self::AsRecruitee => vec![
                (header::CONTENT_TYPE, "application/json"),
                (header::USER_AGENT, USER_AGENT),
                (header::ACCEPT_ENCODING, ACCEPTED),
            ],
            Self::AsBrowser => vec![
                (header::ACCEPT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
                (header::ACCEPT_LANGUAGE, "en-US,en;q=0.9,nl;q=0.8,de;q=0.7,fr;q=0.6,pl;q=0.5,es;q=0.4"),
                (header::USER_AGENT, BROWSER_USER_AGENT),
                (header::ACCEPT_ENCODING, ACCEPTED),
                (header::UPGRADE_INSECURE_REQUESTS, "1"),
            ],
        }
    }
}

/// What stands in the Authorization header. A token is refused unless it is bound to the origin of the
/// call.
#[derive(Debug, Clone, Copy)]
pub enum Bearer<'a> {
    /// No header at all.
    Missing,
    /// `Bearer` with nothing behind it.
    Empty,
    /// As Recruitee sends it.
    Token(&'a Secret<Customer>),
    /// With a space behind it.
    Padded(&'a Secret<Customer>),
    /// Behind `Basic` in place of `Bearer`.
    OtherScheme(&'a Secret<Customer>),
}

impl<'a> Bearer<'a> {
    pub(crate) fn token(self) -> Option<&'a Secret<Customer>> {
        match self {
            Self::Missing | Self::Empty => None,
            Self::Token(token) | Self::Padded(token) | Self::OtherScheme(token) => Some(token),
        }
    }

    /// The header's value, with `text` in place of the token.
    fn around(self, text: &str) -> Option<String> {
        match self {
            Self::Missing => None,
            Self::Empty => Some("Bearer ".into()),
            Self::Token(_) => Some(format!("Bearer {text}")),
            Self::Padded(_) => Some(format!("Bearer {text} ")),
            Self::OtherScheme(_) => Some(format!("Basic {text}")),
        }
    }
}

/// What is built of a request: all but where a redirect has led it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Content<'a> {
    pub(crate) bearer: Bearer<'a>,
    pub(crate) asking: Asking,
    /// JSON to post; none for a GET.
    pub(crate) body: Option<&'a str>,
}

impl Content<'_> {
    pub(crate) fn method(self) -> Method {
        if self.body.is_some() { Method::POST } else { Method::GET }
    }
}

pub(crate) fn build(url: &Url, content: Content<'_>) -> Result<Request<Full<Bytes>>, ProbeError> {
    let Content { bearer, asking, body } = content;
    let authority = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let mut request = Request::builder().method(content.method()).uri(target).header(header::HOST, authority);
    for (name, value) in asking.headers() {
        request = request.header(name, value);
    }
    let text = bearer
        .token()
        .map(|token| token.text_for(url))
        .transpose()
        .map_err(|_| ProbeError::WrongOrigin)?
        .unwrap_or_default();
    if let Some(value) = bearer.around(text) {
        let mut value = http::HeaderValue::from_str(&value).map_err(|_| ProbeError::NotHttp)?;
        value.set_sensitive(true);
        request = request.header(header::AUTHORIZATION, value);
    }
    let body = body.map_or_else(Full::default, |text| Full::new(Bytes::copy_from_slice(text.as_bytes())));
    request.body(body).map_err(|_| ProbeError::NotHttp)
}

/// The same request as HTTP/2 wants it: the host stands in the address.
pub(crate) fn for_http2(
    mut request: Request<Full<Bytes>>,
    url: &Url,
) -> Result<Request<Full<Bytes>>, ProbeError> {
    let mut whole = url.clone();
    whole.set_fragment(None);
    *request.uri_mut() = whole.as_str().parse().map_err(|_| ProbeError::NotHttp)?;
    request.headers_mut().remove(header::HOST);
    // A value that ends with a space is malformed there (RFC 9113, 8.2.1).
    if let Some(value) = request.headers_mut().get_mut(header::AUTHORIZATION)
        && let Ok(mut trimmed) = http::HeaderValue::from_bytes(value.as_bytes().trim_ascii_end())
    {
        trimmed.set_sensitive(true);
        *value = trimmed;
    }
    Ok(request)
}

pub(crate) fn shown_headers(url: &Url, bearer: Bearer<'_>, asking: Asking) -> Vec<(String, String)> {
    let mut headers = vec![("Host".to_owned(), url.host_str().unwrap_or_default().to_owned())];
    let token = bearer.token();
    let shown = match bearer {
        Bearer::OtherScheme(token) => Some(masked("Basic", token)),
        Bearer::Padded(token) => Some(format!("{} ", masked("Bearer", token))),
        _ => token.map(|token| masked("Bearer", token)).or_else(|| bearer.around("")),
    };
    headers.extend(shown.map(|value| ("Authorization".to_owned(), value)));
    headers.extend(asking.headers().into_iter().map(|(name, value)| (written(&name), value.to_owned())));
    headers
}

/// `content-type` as people write it: `Content-Type`.
fn written(name: &HeaderName) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    name.as_str().split('-').map(part).collect::<Vec<_>>().join("-")
}
