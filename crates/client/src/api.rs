//! The Partners API: `…/p/{codename}/c/{company_id}/partner` and the secret.

use crate::api_error::from_answer;
use crate::exchange::{masked as masked_token, shown_body};
use crate::request::USER_AGENT;
use crate::{ApiError, Exchange, Network, Phases, Trouble};
use redact::{MASK, PartnerKey as PartnerSecret, Personal, Scrubber, Secret, display_url};
use reqwest::{Client, Method, RequestBuilder, header, redirect};
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use url::Url;

const REGENERATE: &str = "purpose.secret_regenerate";

/// What names a partner on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerKey {
    /// Lowercase letters and dashes.
    pub codename: String,
    /// Digits, as text.
    pub company_id: String,
}

/// Calls to the Partners API of one environment.
pub struct PartnersApi {
    network: Network,
    http: Client,
}

/// One call, before it is sent.
struct Call<'a> {
    method: Method,
    url: Url,
    purpose: &'static str,
    body: Option<&'a Value>,
}

impl PartnersApi {
    /// Prepares calls through `network`: in the Sandbox with its own authority alone, on RC with the
    /// system's roots and proxy.
    ///
    /// # Errors
    /// [`Trouble::Tls`] when the roots cannot be used.
    pub fn new(network: &Network) -> Result<Self, Trouble> {
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
                    .map_err(|_| Trouble::Tls(crate::TlsTrouble::Other))?
                    .with_root_certificates(roots)
                    .with_no_client_auth();
            let host = network.api_base.host_str().unwrap_or_default();
            builder = builder.tls_backend_preconfigured(config).no_proxy().resolve(host, local.listens_at);
        }
        let http = builder.build().map_err(|_| Trouble::Tls(crate::TlsTrouble::Other))?;
        Ok(Self { network: network.clone(), http })
    }

    /// `GET /partner`.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub async fn get(&self, key: &PartnerKey, token: &Secret<Personal>) -> Result<Value, ApiError> {
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
        key: &PartnerKey,
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
        key: &PartnerKey,
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
    pub async fn delete(&self, key: &PartnerKey, token: &Secret<Personal>) -> Result<(), ApiError> {
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
        let request = self.request(&call, token)?;
        let request = match secret {
            Some(secret) => {
                let text = secret.text_for(&call.url).map_err(|wrong| ApiError::Trouble(wrong.into()))?;
                request.header("RT-PARTNER-SECRET", sensitive(text)?)
            }
            None => request,
        };
        self.finish(request, &call, token).await.map_err(unknown_outcome)
    }

    fn join(&self, parts: &[&str]) -> Url {
        let mut url = self.network.api_base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(parts);
        }
        url
    }

    fn url(&self, key: &PartnerKey) -> Url {
        self.join(&["p", &key.codename, "c", &key.company_id, "partner"])
    }

    fn request(&self, call: &Call<'_>, token: &Secret<Personal>) -> Result<RequestBuilder, ApiError> {
        let text = token.text_for(&call.url).map_err(|wrong| ApiError::Trouble(wrong.into()))?;
        let mut request = self
            .http
            .request(call.method.clone(), call.url.clone())
            .header(header::AUTHORIZATION, sensitive(&format!("Bearer {text}"))?);
        if let Some(body) = call.body {
            request = request.json(body);
        }
        Ok(request)
    }

    /// A read is tried twice more when the connection broke.
    async fn send_read(&self, call: Call<'_>, token: &Secret<Personal>) -> Result<Value, ApiError> {
        for pause in [200, 800] {
            match self.finish(self.request(&call, token)?, &call, token).await {
                Err(ApiError::Trouble(trouble)) if trouble.is_passing() => {
                    tokio::time::sleep(Duration::from_millis(pause)).await;
                }
                result => return result,
            }
        }
        self.finish(self.request(&call, token)?, &call, token).await
    }

    async fn send_write(&self, call: Call<'_>, token: &Secret<Personal>) -> Result<Value, ApiError> {
        match self.finish(self.request(&call, token)?, &call, token).await {
            // Any success is one, whatever stands in its body.
            Err(ApiError::NotUnderstood) => Ok(Value::Null),
            result => result.map_err(unknown_outcome),
        }
    }

    async fn finish(
        &self,
        request: RequestBuilder,
        call: &Call<'_>,
        token: &Secret<Personal>,
    ) -> Result<Value, ApiError> {
        let started = Instant::now();
        let scrubber = Scrubber::default().and(token);
        let mut exchange = Exchange {
            purpose: call.purpose.to_owned(),
            method: call.method.to_string(),
            url: display_url(&call.url),
            request_headers: vec![
                ("Host".into(), call.url.host_str().unwrap_or_default().to_owned()),
                ("Authorization".into(), masked_token("Bearer", token)),
            ],
            request_body: call
                .body
                .map(|body| shown_body(format!("{body:#}").as_bytes(), &scrubber))
                .unwrap_or_default(),
            status: None,
            response_headers: Vec::new(),
            response_body: String::new(),
            trouble: None,
            trouble_args: Vec::new(),
            duration_ms: 0,
            phases: Phases::default(),
        };
        let received = self.receive(request, &mut exchange).await;
        exchange.duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let result = match received {
            Ok((status, body, retry_after)) => {
                let parsed: Result<Value, _> = serde_json::from_slice(&body);
                exchange.response_body = match &parsed {
                    // Whatever its shape, it holds the new secret.
                    _ if call.purpose == REGENERATE => MASK.to_owned(),
                    Ok(value) => shown_body(format!("{:#}", masked(value.clone())).as_bytes(), &scrubber),
                    Err(_) => shown_body(&body, &scrubber),
                };
                match status {
                    200..=299 if body.iter().all(u8::is_ascii_whitespace) => Ok(Value::Null),
                    200..=299 => parsed.map_err(|_| ApiError::NotUnderstood),
                    _ => {
                        let clean = scrubber.clean(&String::from_utf8_lossy(&body));
                        Err(from_answer(status, clean.as_bytes(), retry_after))
                    }
                }
            }
            Err(trouble) => {
                exchange.note_trouble(&trouble);
                Err(ApiError::Trouble(trouble))
            }
        };
        self.network.record(exchange);
        result
    }

    async fn receive(
        &self,
        request: RequestBuilder,
        exchange: &mut Exchange,
    ) -> Result<(u16, Vec<u8>, Option<u64>), Trouble> {
        let mut response = request.send().await.map_err(|error| self.name_fault(&error))?;
        let status = response.status().as_u16();
        exchange.status = Some(status);
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        if let Some(kind) = header(header::CONTENT_TYPE) {
            exchange.response_headers.push(("content-type".into(), kind.to_owned()));
        }
        let retry_after = header(header::RETRY_AFTER).and_then(|text| text.parse().ok());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.name_fault(&error))? {
            if body.len() + chunk.len() > self.network.limits.record_bytes {
                return Err(Trouble::TooLarge(self.network.limits.record_bytes));
            }
            body.extend_from_slice(&chunk);
        }
        Ok((status, body, retry_after))
    }

    fn name_fault(&self, error: &reqwest::Error) -> Trouble {
        if error.is_timeout() {
            return Trouble::TimedOut(self.network.limits.call.as_secs());
        }
        if !error.is_connect() {
            return Trouble::Broken;
        }
        let mut cause: Option<&(dyn std::error::Error + 'static)> = std::error::Error::source(error);
        while let Some(inner) = cause {
            if inner.downcast_ref::<rustls::Error>().is_some() {
                return Trouble::Tls(crate::TlsTrouble::Other);
            }
            if let Some(io) = inner.downcast_ref::<std::io::Error>() {
                if io.kind() == std::io::ErrorKind::ConnectionRefused {
                    return Trouble::Refused;
                }
                // tokio-rustls hands its error over inside an io::Error.
                if io.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>) {
                    return Trouble::Tls(crate::TlsTrouble::Other);
                }
            }
            cause = inner.source();
        }
        // What remains of connecting is the look-up of a name that is known to exist.
        Trouble::Offline
    }
}

/// A write that was on its way when the connection ended may have been done. One whose connection never
/// stood was not.
fn unknown_outcome(error: ApiError) -> ApiError {
    match error {
        ApiError::Trouble(trouble @ (Trouble::Broken | Trouble::TimedOut(_) | Trouble::TooLarge(_))) => {
            ApiError::OutcomeUnknown(trouble)
        }
        // Somebody in between gave up waiting.
        ApiError::Status { status: 502 | 504, .. } => ApiError::OutcomeUnknown(Trouble::Broken),
        other => other,
    }
}

fn sensitive(text: &str) -> Result<header::HeaderValue, ApiError> {
    let mut value = header::HeaderValue::from_str(text).map_err(|_| ApiError::Trouble(Trouble::NotHttp))?;
    value.set_sensitive(true);
    Ok(value)
}

/// An answer for showing: the partner secret inside it masked.
fn masked(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        for (name, inner) in fields.iter_mut() {
            if name == "secret" && inner.is_string() {
                *inner = Value::from(MASK);
            } else if inner.is_object() {
                *inner = masked(inner.take());
            }
        }
    }
    value
}
