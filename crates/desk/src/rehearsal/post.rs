//! One candidate, posted once.

use crate::readiness::calls::CallContext;
use crate::rehearsal::progress::masked;
use crate::wire::CandidateText;
use checks::{KeptAnswer, NotSent, ProbeError, Sent};
use client::{Asking, Bearer, Exchange, Follow, Probe, ProbeRequest};
use parking_lot::Mutex;
use partner::UrlField;
use std::sync::Arc;

/// What came of a post: the answer, and what was sent for it.
pub(crate) type Posted = (Result<KeptAnswer, ProbeError>, Vec<Exchange>);

/// Posts a body with the token that belongs to `sent`. The logs get what was sent without the person in it.
pub(crate) async fn post(
    call_context: &CallContext,
    sent: Sent,
    body: &str,
    candidate: &CandidateText,
) -> Posted {
    let recorded: Arc<Mutex<Vec<Exchange>>> = Arc::default();
    let network = {
        let (recorded, logs) = (recorded.clone(), call_context.network.clone());
        let (scrubber, candidate) = (call_context.scrubber.clone(), candidate.clone());
        call_context.network.recording_to(Arc::new(move |exchange: Exchange| {
            let exchange = exchange.cleaned(&scrubber);
            recorded.lock().push(exchange.clone());
            logs.record(masked(exchange, &candidate));
        }))
    };
    let answer = ask(call_context, &Probe::new(&network), sent, body).await;
    let mut exchanges = std::mem::take(&mut *recorded.lock());
    if sent == Sent::WrongToken {
        for exchange in &mut exchanges {
            exchange.changed_at = call_context.changed_at(checks::TokenSent::Changed);
        }
    }
    (answer.map(|answer| KeptAnswer::of(&answer, |text| call_context.scrubber.clean(text))), exchanges)
}

async fn ask(
    call_context: &CallContext,
    probe: &Probe<'_>,
    sent: Sent,
    body: &str,
) -> Result<checks::Answer, ProbeError> {
    let no_url = || ProbeError::NotSent(NotSent::NoAddress);
    let url = call_context.urls.get(&UrlField::SendCandidate).ok_or_else(no_url)?;
    let tokens = call_context.token.as_ref().as_ref().map_err(Clone::clone)?;
    let wrong = || tokens.wrong.first().ok_or(ProbeError::NotSent(NotSent::NoSuchPart));
    let request = ProbeRequest {
        url,
        bearer: match sent {
            Sent::WrongToken => Bearer::Token(wrong()?),
            Sent::NoToken => Bearer::Missing,
            Sent::UnknownTest | Sent::Candidate => Bearer::Token(&tokens.good),
        },
        follow: Follow::SameOrigin,
        asking: Asking::AsRecruitee,
        body: Some(body),
        needs_body: true,
        purpose: match sent {
            Sent::WrongToken => "purpose.send_wrong_token",
            Sent::NoToken => "purpose.send_no_token",
            Sent::UnknownTest => "purpose.send_unknown_test",
            Sent::Candidate => "purpose.send_candidate",
        },
    };
    probe.call(&request).await
}
