//! The Partners API: `…/p/{codename}/c/{company_id}/partner` and the secret.

use crate::api_error::from_answer;
use crate::exchange::{Carried, masked as masked_token, shown_body};
use crate::hints::ResponseMeta;
use crate::request::USER_AGENT;
use crate::retry::Retries;
use crate::underway::Underway;
use crate::{ApiError, Exchange, Network, PartnerPath, Phases, ProbeError};
use redact::{MASK, Marks, Origin, PartnerSecret, Personal, Scrubber, Secret, display_url, mask_fields};
use reqwest::{Client, Method, RequestBuilder, header, redirect};
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;
use std::sync::Arc;
use url::Url;

const REGENERATE: &str = "purpose.secret_regenerate";
/// The header that carries the partner secret.
pub(crate) const SECRET_HEADER: &str = "RT-PARTNER-SECRET";

/// Calls to the Partners API of one environment.
pub struct PartnersApi {
    network: Network,
    http: Client,
}

/// One call, before it is sent.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) purpose: &'static str,
    pub(crate) body: Option<&'a Value>,
}

/// A call with its secrets in place, and what may be shown of them.
pub(crate) struct Prepared {
    request: RequestBuilder,
    scrubber: Scrubber,
    shown_headers: Vec<(String, String)>,
    carried: Vec<Carried>,
}

impl Prepared {
    /// Writes a secret into a header, if it may go there.
    pub(crate) fn with<T: Marks>(
        mut self,
        name: &str,
        scheme: &str,
        secret: &Secret<T>,
        url: &Url,
    ) -> Result<Self, ApiError> {
        let text = secret.text_for(url).map_err(|_| ApiError::Probe(ProbeError::WrongOrigin))?;
        self.request = self.request.header(name, sensitive(&format!("{scheme}{text}"))?);
        self.shown_headers.push((name.to_owned(), masked_token(scheme.trim(), secret).trim().to_owned()));
        self.carried.push(Carried::of(secret, url));
        self.scrubber = self.scrubber.and(secret);
        Ok(self)
    }
}

impl PartnersApi {
    /// Prepares calls through `network`: in the Sandbox with its own authority alone, on RC with the
    /// system's roots and proxy.
    ///
    /// # Errors
    /// [`ProbeError::Tls`] when the roots cannot be used.
    pub fn new(network: &Network) -> Result<Self, ProbeError> {
        let mut builder = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .timeout(network.limits.call);
        if let Some(local) = &network.local {
            let mut roots = RootCertStore::empty();
            roots.add_parsable_certificates([local.authority.clone()]);
            let config =
                ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                    .with_safe_default_protocol_versions()
                    .map_err(|_| ProbeError::Tls(crate::TlsError::Other))?
                    .with_root_certificates(roots)
                    .with_no_client_auth();
            let host = network.api_base.host_str().unwrap_or_default();
            builder = builder.tls_backend_preconfigured(config).no_proxy().resolve(host, local.listens_at);
        }
        let http = builder.build().map_err(|_| ProbeError::Tls(crate::TlsError::Other))?;
        Ok(Self { network: network.clone(), http })
    }

    /// `GET /partner`.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn get(&self, key: &PartnerPath, token: &Secret<Personal>) -> Result<Value, ApiError> {
        let call =
            Call { method: Method::GET, url: self.url(key), purpose: "purpose.partner_get", body: None };
        self.send_read(call, token).await
    }

    /// `POST /partner`: registers it.
    ///
    /// # Errors
    /// See [`ApiError`]; sent once, never again by itself.
    pub async fn create(
        &self,
        key: &PartnerPath,
        token: &Secret<Personal>,
        body: &Value,
    ) -> Result<Value, ApiError> {
        let purpose = "purpose.partner_create";
        self.send_write(Call { method: Method::POST, url: self.url(key), purpose, body: Some(body) }, token)
            .await
    }

    /// `PATCH /partner`: sends only what is in `body`.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn patch(
        &self,
        key: &PartnerPath,
        token: &Secret<Personal>,
        body: &Value,
    ) -> Result<Value, ApiError> {
        let purpose = "purpose.partner_patch";
        self.send_write(Call { method: Method::PATCH, url: self.url(key), purpose, body: Some(body) }, token)
            .await
    }

    /// `DELETE /partner`.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn delete(&self, key: &PartnerPath, token: &Secret<Personal>) -> Result<(), ApiError> {
        let purpose = "purpose.partner_delete";
        let call = Call { method: Method::DELETE, url: self.url(key), purpose, body: None };
        self.send_write(call, token).await.map(drop)
    }

    /// `POST /p/{codename}/partner/regenerate-secret`: the old secret stops working. Documented for
    /// production with the secret in its header; sent in both forms that section could mean.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn regenerate_secret(
        &self,
        codename: &str,
        token: &Secret<Personal>,
        secret: Option<&Secret<PartnerSecret>>,
    ) -> Result<Value, ApiError> {
        let url = self.join(&["p", codename, "partner", "regenerate-secret"]);
        let call = Call { method: Method::POST, url, purpose: REGENERATE, body: None };
        let mut prepared = self.prepare(&call).with("Authorization", "Bearer ", token, &call.url)?;
        if let Some(secret) = secret {
            prepared = prepared.with(SECRET_HEADER, "", secret, &call.url)?;
        }
        self.finish(prepared, &call).await.map_err(unknown_outcome)
    }

    pub(crate) fn join(&self, parts: &[&str]) -> Url {
        let mut url = self.network.api_base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(parts);
        }
        url
    }

    fn url(&self, key: &PartnerPath) -> Url {
        self.join(&["p", &key.codename, "c", &key.company_id, "partner"])
    }

    pub(crate) fn prepare(&self, call: &Call<'_>) -> Prepared {
        let mut request = self.http.request(call.method.clone(), call.url.clone());
        if let Some(body) = call.body {
            request = request.json(body);
        }
        let host = call.url.host_str().unwrap_or_default().to_owned();
        Prepared {
            request,
            scrubber: Scrubber::default(),
            shown_headers: vec![("Host".into(), host)],
            carried: Vec::new(),
        }
    }

    fn with_token(&self, call: &Call<'_>, token: &Secret<Personal>) -> Result<Prepared, ApiError> {
        self.prepare(call).with("Authorization", "Bearer ", token, &call.url)
    }

    async fn send_read(&self, call: Call<'_>, token: &Secret<Personal>) -> Result<Value, ApiError> {
        self.read_patiently(&call, || self.with_token(&call, token)).await
    }

    /// A read is tried twice more when the connection broke.
    pub(crate) async fn read_patiently(
        &self,
        call: &Call<'_>,
        prepared: impl Fn() -> Result<Prepared, ApiError>,
    ) -> Result<Value, ApiError> {
        let mut retries = Retries::new();
        loop {
            let result = self.finish(prepared()?, call).await;
            let reason = match &result {
                Err(ApiError::Probe(error)) => error.transient(),
                _ => None,
            };
            if retries.wait(reason).await.is_none() {
                return result;
            }
        }
    }

    async fn send_write(&self, call: Call<'_>, token: &Secret<Personal>) -> Result<Value, ApiError> {
        match self.finish(self.with_token(&call, token)?, &call).await {
            // Any success is one, whatever stands in its body.
            Err(ApiError::NotUnderstood) => Ok(Value::Null),
            result => result.map_err(unknown_outcome),
        }
    }

    pub(crate) async fn finish(&self, prepared: Prepared, call: &Call<'_>) -> Result<Value, ApiError> {
        let Prepared { request, scrubber, shown_headers, carried } = prepared;
        let exchange = Exchange {
            purpose: call.purpose.to_owned(),
            method: call.method.to_string(),
            url: display_url(&call.url),
            request_headers: shown_headers,
            request_body: call
                .body
                .map(|body| shown_body(body.to_string().as_bytes(), &scrubber))
                .unwrap_or_default(),
            status: None,
            response_headers: Vec::new(),
            response_body: String::new(),
            error: None,
            error_args: Vec::new(),
            duration_ms: 0,
            phases: Phases::default(),
            carried,
            was_sent: false,
            not_followed: None,
            repeated: Vec::new(),
            changed_at: None,
        };
        let mut underway = Underway::new(&self.network, exchange);
        let received = self.receive(request, &mut underway.exchange).await;
        underway.exchange.duration_ms = underway.duration_ms();
        let exchange = &mut underway.exchange;
        let result = match received {
            Ok((status, body, hints)) => {
                let parsed: Result<Value, _> = serde_json::from_slice(&body);
                exchange.response_body = if call.purpose == REGENERATE {
                    // Whatever its shape, it holds the new secret.
                    MASK.to_owned()
                } else {
                    let shown = mask_fields(&String::from_utf8_lossy(&body), "secret");
                    shown_body(shown.as_bytes(), &scrubber)
                };
                match status {
                    200..=299 if body.iter().all(u8::is_ascii_whitespace) => Ok(Value::Null),
                    200..=299 => parsed.map_err(|_| ApiError::NotUnderstood),
                    // Followed, it would carry the token along.
                    300..=399 if hints.leads_to.is_some() => {
                        let to = scrubber.clean(&hints.leads_to.unwrap_or_default());
                        exchange.not_followed = Some(to.clone());
                        Err(ApiError::Redirected { to })
                    }
                    _ => {
                        let clean = scrubber.clean(&String::from_utf8_lossy(&body));
                        Err(from_answer(status, clean.as_bytes(), hints.retry_after))
                    }
                }
            }
            Err(probe_error) => {
                exchange.note_error(&probe_error);
                Err(ApiError::Probe(probe_error))
            }
        };
        underway.end();
        result
    }

    async fn receive(
        &self,
        request: RequestBuilder,
        exchange: &mut Exchange,
    ) -> Result<(u16, Vec<u8>, ResponseMeta), ProbeError> {
        let mut response = match request.send().await {
            Ok(response) => response,
            Err(error) if error.is_connect() => {
                let probe_error = self.name_fault(&error);
                return Err(self.proxy_fault().await.unwrap_or(probe_error));
            }
            Err(error) => return Err(self.name_fault(&error)),
        };
        let status = response.status().as_u16();
        exchange.status = Some(status);
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        if let Some(kind) = header(header::CONTENT_TYPE) {
            exchange.response_headers.push(("content-type".into(), kind.to_owned()));
        }
        let target = header(header::LOCATION).and_then(|text| response.url().join(text).ok());
        let hints = ResponseMeta {
            retry_after: header(header::RETRY_AFTER).and_then(|text| text.parse().ok()),
            leads_to: target.and_then(|url| Origin::of(&url)).map(|origin| origin.to_string()),
        };
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.name_fault(&error))? {
            if body.len() + chunk.len() > self.network.limits.record_bytes {
                return Err(ProbeError::TooLarge(self.network.limits.record_bytes));
            }
            body.extend_from_slice(&chunk);
        }
        Ok((status, body, hints))
    }

    /// What is wrong with the proxy that is the only way out, if something is. Asked where no connection stood: the
    /// library's error does not tell.
    async fn proxy_fault(&self) -> Option<ProbeError> {
        let proxy = self.network.proxy_for(&self.network.api_base)?;
        match crate::connect::through(&self.network, &proxy, &self.network.api_base).await {
            Err(probe_error @ ProbeError::Ours(_)) => Some(probe_error),
            _ => None,
        }
    }

    fn name_fault(&self, error: &reqwest::Error) -> ProbeError {
        if error.is_timeout() {
            return ProbeError::TimedOut(self.network.limits.call.as_secs());
        }
        if !error.is_connect() {
            return ProbeError::Broken;
        }
        let mut cause: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(error);
        while let Some(inner) = cause {
            if inner.downcast_ref::<rustls::Error>().is_some() {
                return ProbeError::Tls(crate::TlsError::Other);
            }
            if let Some(io) = inner.downcast_ref::<std::io::Error>() {
                if io.kind() == std::io::ErrorKind::ConnectionRefused {
                    return ProbeError::Refused;
                }
                // tokio-rustls hands its error over inside an io::Error.
                if io.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>) {
                    return ProbeError::Tls(crate::TlsError::Other);
                }
            }
            cause = inner.source();
        }
        // What remains of connecting is the look-up of a name that is known to exist.
        ProbeError::Offline
    }
}

/// A write that was on its way when the connection ended may have been done. One whose connection never
/// stood was not.
pub(crate) fn unknown_outcome(error: ApiError) -> ApiError {
    match error {
        ApiError::Probe(
            probe_error @ (ProbeError::Broken | ProbeError::TimedOut(_) | ProbeError::TooLarge(_)),
        ) => ApiError::OutcomeUnknown(probe_error),
        // The server failed in the middle of it, or somebody in between gave up waiting.
        ApiError::Status { status: 500..=599, .. } => ApiError::OutcomeUnknown(ProbeError::Broken),
        other => other,
    }
}

fn sensitive(text: &str) -> Result<header::HeaderValue, ApiError> {
    let mut value = header::HeaderValue::from_str(text).map_err(|_| ApiError::Probe(ProbeError::NotHttp))?;
    value.set_sensitive(true);
    Ok(value)
}
