//! The calls of a run, each made once, with what it sent kept apart from the others.

use checks::{Answer, Call, NotSent, ProbeError, Reach, RemoteSeen, TokenSent};
use client::{
    ApiError, Asking, Bearer, Exchange, Follow, Network, PartnerPath, PartnersApi, Probe, ProbeRequest,
};
use parking_lot::Mutex;
use partner::{Remote, UrlField};
use redact::{Customer, Personal, Scrubber, Secret};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Semaphore;
use url::Url;

/// What one call gave.
pub(crate) enum CallResult {
    Remote(RemoteSeen, Option<Box<Remote>>),
    Reach(Reach),
    Answer(Result<Answer, ProbeError>),
}

/// The customer token, and wrong ones of the same shape.
pub(crate) struct TokenVariants {
    pub(crate) good: Secret<Customer>,
    pub(crate) wrong: Vec<Secret<Customer>>,
}

/// All that a call needs, shared by the calls of a run.
#[derive(Clone)]
pub(crate) struct CallContext {
    pub(crate) network: Network,
    pub(crate) urls: Arc<BTreeMap<UrlField, Url>>,
    pub(crate) token: Arc<Result<TokenVariants, ProbeError>>,
    /// Knows every token of the run: a service may echo the one of another call.
    pub(crate) scrubber: Arc<Scrubber>,
    pub(crate) personal: Option<Arc<(PartnersApi, PartnerPath, Secret<Personal>)>>,
    /// Why there is no way to the server.
    pub(crate) no_server: ProbeError,
    /// Calls at a time, where several partners are asked at once.
    pub(crate) gate: Option<Arc<Semaphore>>,
}

/// Which of the wrong tokens is sent.
fn wrong_index(token: TokenSent) -> Option<usize> {
    match token {
        TokenSent::Later => Some(0),
        token => TokenSent::VARIANTS.iter().position(|variant| *variant == token),
    }
}

impl CallContext {
    /// Whether the token has no such part that could be wrong.
    pub(crate) fn lacks(&self, token: TokenSent) -> bool {
        let Ok(tokens) = &*self.token else { return false };
        wrong_index(token).is_some_and(|index| index >= tokens.wrong.len())
    }

    /// Where a wrong token differs from the right one.
    pub(crate) fn changed_at(&self, token: TokenSent) -> Option<usize> {
        let tokens = self.token.as_ref().as_ref().ok()?;
        tokens.wrong.get(wrong_index(token)?)?.differs_at(&tokens.good)
    }

    /// Why there is no customer token.
    pub(crate) fn no_token(&self) -> Option<ProbeError> {
        self.token.as_ref().as_ref().err().cloned()
    }
}

/// The purpose of a look at an address, as a key of the catalogue of texts.
pub(crate) fn reach_purpose(url_field: UrlField) -> String {
    format!("purpose.reach_{}", url_field.key())
}

/// Makes one call and keeps what it sent apart from the others.
pub(crate) async fn make(call_context: CallContext, call: Call) -> (Call, CallResult, Vec<Exchange>) {
    // Held until the call has ended. A gate is never closed.
    let _passed = match &call_context.gate {
        Some(gate) => gate.acquire().await.ok(),
        None => None,
    };
    let sent: Arc<Mutex<Vec<Exchange>>> = Arc::default();
    let network = {
        let (sent, to_activity, scrubber) =
            (sent.clone(), call_context.network.clone(), call_context.scrubber.clone());
        call_context.network.recording_to(Arc::new(move |exchange: Exchange| {
            let exchange = exchange.cleaned(&scrubber);
            sent.lock().push(exchange.clone());
            to_activity.record(exchange);
        }))
    };
    let result = match call {
        Call::Remote => remote(&call_context, &network).await,
        Call::Reach(url_field) => CallResult::Reach(match call_context.urls.get(&url_field) {
            Some(url) => Probe::new(&network).reach(url, &reach_purpose(url_field)).await,
            None => Reach { addresses: Err(ProbeError::NotSent(NotSent::NoAddress)), handshake: None },
        }),
        Call::Validate(token) => {
            let purpose = format!("purpose.validate_{}", token.key());
            CallResult::Answer(
                with_token(&call_context, &network, UrlField::ValidateToken, token, &purpose).await,
            )
        }
        Call::Tests(token) => {
            let purpose = format!("purpose.tests_{}", token.key());
            CallResult::Answer(with_token(&call_context, &network, UrlField::Tests, token, &purpose).await)
        }
        Call::Article => CallResult::Answer(article(&call_context.urls, &network).await),
    };
    let mut sent = std::mem::take(&mut *sent.lock());
    if let Call::Validate(token) | Call::Tests(token) = call {
        for exchange in &mut sent {
            exchange.changed_at = call_context.changed_at(token);
        }
    }
    (call, result, sent)
}

async fn remote(call_context: &CallContext, network: &Network) -> CallResult {
    let Some(personal) = &call_context.personal else {
        return CallResult::Remote(RemoteSeen::Unread(call_context.no_server.clone()), None);
    };
    let (_, key, token) = &**personal;
    let answer = match PartnersApi::new(network) {
        Ok(api) => api.get(key, token).await,
        Err(error) => Err(ApiError::Probe(error)),
    };
    let seen = match answer {
        Ok(value) => match Remote::parse(value) {
            Ok(remote) => {
                return CallResult::Remote(
                    RemoteSeen::Record(Box::new(remote.record.clone())),
                    Some(Box::new(remote)),
                );
            }
            Err(_) => RemoteSeen::OtherStatus(200),
        },
        Err(ApiError::NotFound) => RemoteSeen::NotRegistered,
        Err(ApiError::TurnedAway) => RemoteSeen::TurnedAway,
        Err(ApiError::TooManyRequests(_)) => RemoteSeen::TooManyRequests,
        Err(ApiError::Conflict) => RemoteSeen::OtherStatus(409),
        Err(ApiError::NotUnderstood) => RemoteSeen::OtherStatus(200),
        Err(ApiError::Rejected { status, .. } | ApiError::Status { status, .. }) => {
            RemoteSeen::OtherStatus(status)
        }
        Err(ApiError::Redirected { .. }) => RemoteSeen::OtherStatus(302),
        Err(ApiError::Probe(error) | ApiError::OutcomeUnknown(error)) => RemoteSeen::Unread(error),
    };
    CallResult::Remote(seen, None)
}

async fn with_token(
    call_context: &CallContext,
    network: &Network,
    url_field: UrlField,
    sent: TokenSent,
    purpose: &str,
) -> Result<Answer, ProbeError> {
    let url = call_context.urls.get(&url_field).ok_or(ProbeError::NotSent(NotSent::NoAddress))?;
    let tokens = || call_context.token.as_ref().as_ref().map_err(Clone::clone);
    let bearer =
        match sent {
            TokenSent::Good => Bearer::Token(&tokens()?.good),
            TokenSent::Missing => Bearer::Missing,
            TokenSent::Empty => Bearer::Empty,
            TokenSent::OtherScheme => Bearer::OtherScheme(&tokens()?.good),
            TokenSent::Padded => Bearer::Padded(&tokens()?.good),
            wrong => {
                let token = wrong_index(wrong).and_then(|index| tokens().ok()?.wrong.get(index));
                Bearer::Token(token.ok_or_else(|| {
                    call_context.no_token().unwrap_or(ProbeError::NotSent(NotSent::NoSuchPart))
                })?)
            }
        };
    // What a wrong token gets is told by the status; of the right one's list every word counts.
    let needs_body = url_field == UrlField::Tests && sent == TokenSent::Good;
    let (follow, asking) = (Follow::SameOrigin, Asking::AsRecruitee);
    let request = ProbeRequest { url, bearer, follow, asking, body: None, needs_body, purpose };
    Probe::new(network).call(&request).await
}

/// Pages that lead on by themselves are followed so often, as browsers do.
const REFRESHES: usize = 3;

async fn article(urls: &BTreeMap<UrlField, Url>, network: &Network) -> Result<Answer, ProbeError> {
    let mut url = urls.get(&UrlField::HelpArticle).ok_or(ProbeError::NotSent(NotSent::NoAddress))?.clone();
    let mut first = true;
    for left in (0..=REFRESHES).rev() {
        let request = ProbeRequest {
            url: &url,
            bearer: Bearer::Missing,
            follow: Follow::Anywhere,
            asking: Asking::AsBrowser,
            body: None,
            needs_body: true,
            purpose: "purpose.article",
        };
        let mut answer = Probe::new(network).call(&request).await?;
        let found = answer.found_at.as_deref().and_then(|found| Url::parse(found).ok());
        match checks::refresh_target(
            &answer.body,
            &answer.content_type,
            &found.unwrap_or_else(|| url.clone()),
        ) {
            Some(target) if left > 0 && target != url => (url, first) = (target, false),
            _ => {
                if !first && answer.found_at.is_none() {
                    answer.found_at = Some(redact::display_url(&url));
                }
                return Ok(answer);
            }
        }
    }
    Err(ProbeError::Redirects)
}
