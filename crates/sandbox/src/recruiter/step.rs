//! One thing that a recruiter does, with what Recruitee sent for it and what the person reads then.

use crate::recruiter::held_partner::HeldPartner;
use crate::reports::Reports;
use checks::{Answer, ProbeError, TokenAnswer, own_error};
use client::{Asking, Bearer, Exchange, Follow, Network, Probe, ProbeRequest};
use parking_lot::Mutex;
use redact::Scrubber;
use std::sync::Arc;
use text::render;
use url::Url;

/// What was done.
#[derive(Clone)]
pub(crate) struct Step {
    /// `enable`, `tests`, `send`.
    pub(crate) id: &'static str,
    /// Whether the customer can go on.
    pub(crate) is_done: bool,
    /// What happened, and what the person reads.
    pub(crate) sentence: String,
    pub(crate) exchanges: Vec<Exchange>,
}

/// A call of one of the partner's URLs.
pub(crate) struct PartnerCall<'a> {
    pub(crate) url: &'a Url,
    /// JSON to post.
    pub(crate) body: Option<&'a str>,
    /// A key of the catalogue of texts.
    pub(crate) purpose: &'a str,
}

/// What came of a call, with what was sent for it.
pub(crate) type Called = (Result<Answer, ProbeError>, Vec<Exchange>);

/// The way to the partners, and where Recruitee keeps their reports.
pub(crate) struct Calls {
    pub(crate) network: Network,
    pub(crate) reports: Reports,
}

impl Calls {
    /// Calls the partner as Recruitee does.
    pub(crate) async fn call(&self, held: &HeldPartner, call: PartnerCall<'_>) -> Called {
        let recorded: Arc<Mutex<Vec<Exchange>>> = Arc::default();
        let scrubber = Scrubber::default().and(&held.token);
        let network = {
            let recorded = recorded.clone();
            self.network.recording_to(Arc::new(move |exchange: Exchange| {
                recorded.lock().push(exchange.cleaned(&scrubber));
            }))
        };
        let request = ProbeRequest {
            url: call.url,
            bearer: Bearer::Token(&held.token),
            follow: Follow::SameOrigin,
            asking: Asking::AsRecruitee,
            body: call.body,
            needs_body: true,
            purpose: call.purpose,
        };
        let answer = Probe::new(&network).call(&request).await;
        let exchanges = std::mem::take(&mut *recorded.lock());
        (answer, exchanges)
    }
}

/// What the person reads when a call did not succeed: the sentences of `key`, by what came of it.
pub(crate) fn not_done(key: &str, held: &HeldPartner, answer: &Result<Answer, ProbeError>) -> String {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            let (reason, args) = error.key();
            let args: Vec<(&str, &str)> =
                args.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            return render("recruiter.no_answer", &[("reason", &render(reason, &args))]);
        }
    };
    let status = answer.status.to_string();
    if TokenAnswer::of(answer.status) == TokenAnswer::Rejected {
        return render(&format!("{key}.rejected"), &[("status", &status)]);
    }
    let standard = || render("preview.standard_error", &[("name", &held.record.name)]);
    let text = own_error(answer).unwrap_or_else(standard);
    // A service may name the token in its text.
    let text = Scrubber::default().and(&held.token).clean(&text);
    render(&format!("{key}.failed"), &[("status", &status), ("text", &text)])
}
