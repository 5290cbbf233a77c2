//! Gathers evidence and has it judged: calls run at the same time, each once, and each verdict is given
//! as soon as its calls are in.

use crate::connection::{codename_to_ask, company_id};
use crate::context::Context;
use crate::desk::{Desk, lock};
use crate::evidence_names::{answer, reach, trouble};
use crate::run_view::Exchanges;
use crate::verdict_record::{VerdictRecord, call_key};
use checks::{
    Answer, Call, Evidence, KeptEvidence, Presence, Reach, RemoteSeen, Round, TlsFault, TokenSent, Trouble,
    judge_ready,
};
use client::{ApiError, Bearer, Exchange, Follow, Network, PartnerKey, PartnersApi, Probe, ProbeRequest};
use partner::{Address, Draft, Remote, judge_address};
use redact::{Customer, Personal, Scrubber, Secret};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use url::Url;
use vault::Read;

/// What a run is about.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// `false` without a personal token on the command line: REC-6 to 8 are then not applicable.
    pub(crate) registration: bool,
    /// The checks to judge.
    pub(crate) round: Round,
}

impl Scope {
    /// Every check.
    pub(crate) fn all() -> Self {
        Self { registration: true, round: Round::all() }
    }
}

/// What a run gave.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) verdicts: Vec<VerdictRecord>,
    pub(crate) exchanges: Exchanges,
    /// Names of the tests, where the service gave a list.
    pub(crate) tests: Option<Vec<String>>,
    /// What the server held, where it said so.
    pub(crate) remote: Option<Remote>,
    pub(crate) was_cancelled: bool,
    /// The server said that it knows no such partner.
    pub(crate) not_there: bool,
    /// What the live addresses answered, without secrets.
    pub(crate) evidence: KeptEvidence,
}

/// What one call gave.
enum CallResult {
    Remote(RemoteSeen, Option<Box<Remote>>),
    Reach(Reach),
    Answer(Result<Answer, Trouble>),
}

/// All that a call needs, shared by the calls of a run.
#[derive(Clone)]
struct Ways {
    network: Network,
    urls: Arc<BTreeMap<Address, Url>>,
    token: Arc<Result<Secret<Customer>, Trouble>>,
    /// Knows every token of the run: a service may echo the one of another call.
    scrubber: Arc<Scrubber>,
    personal: Option<Arc<(PartnersApi, PartnerKey, Secret<Personal>)>>,
    /// Why there is no way to the server.
    no_server: Trouble,
}

impl Desk {
    /// Judges a partner. Calls `tell` with each verdict as it comes, and with the exchanges so far.
    pub(crate) async fn gather(
        &self,
        context: &Context,
        network: Network,
        scope: &Scope,
        cancel: &CancellationToken,
        mut tell: impl FnMut(&VerdictRecord, &Exchanges, usize),
    ) -> Gathered {
        let mut gathered = Gathered::default();
        // The keychain may take its time; a person who thinks better of it does not wait for it.
        let (ways, mut evidence) = tokio::select! {
            biased;
            () = cancel.cancelled() => {
                gathered.was_cancelled = true;
                return gathered;
            }
            prepared = self.prepare(context, network, scope.registration) => prepared,
        };
        let mut running = JoinSet::new();
        for call in scope.round.calls() {
            running.spawn(make(ways.clone(), call));
        }
        let mut judged = Vec::new();
        loop {
            judge_ready(&evidence, &scope.round, &mut judged);
            for verdict in judged.iter().skip(gathered.verdicts.len()) {
                let record = VerdictRecord::of(verdict, &evidence.subject, self.now())
                    .cleaned(|text| ways.scrubber.clean(text));
                gathered.verdicts.push(record.clone());
                tell(&record, &gathered.exchanges, gathered.verdicts.len());
            }
            let next = tokio::select! {
                biased;
                () = cancel.cancelled() => {
                    gathered.was_cancelled = true;
                    break;
                }
                next = running.join_next() => next,
            };
            match next {
                Some(Ok((call, result, exchanges))) => {
                    gathered.exchanges.insert(call_key(call), exchanges);
                    note(call, result, &mut evidence, &mut gathered);
                }
                // A call cannot fail to end: what goes wrong on the way is a result.
                Some(Err(error)) => tracing::error!(%error, "a call of a run broke"),
                None => break,
            }
        }
        gathered.evidence = KeptEvidence::of(&evidence, |text| ways.scrubber.clean(text));
        gathered
    }

    async fn prepare(&self, context: &Context, network: Network, registration: bool) -> (Ways, Evidence) {
        let urls: BTreeMap<Address, Url> = Address::ALL
            .into_iter()
            .filter_map(|address| {
                let text = context.draft.urls.get(address);
                Some((address, judge_address(text, context.environment()).ok()?))
            })
            .collect();
        let token = match self.customer_token(context).await {
            Read::Present(secret, _) => Ok(secret),
            Read::Absent => Err(Trouble::NoToken),
            Read::Unknown(_) => Err(Trouble::Keychain),
        };
        let personal = self.personal_token(context, &network).await;
        let mut scrubber = Scrubber::default();
        if let Ok(token) = &token {
            // The changed one gives the right one away: they differ in one character.
            scrubber = scrubber.and(token).and(&token.with_middle_changed());
        }
        if let Read::Present(token, _) = &personal {
            scrubber = scrubber.and(token);
        }
        let mut evidence = Evidence {
            subject: context.subject(),
            at: self.now() / 1000,
            registration_in_scope: registration,
            personal_token: presence(&personal),
            partner_secret: presence(&self.partner_secret(context, &network).await),
            ..Evidence::default()
        };
        let (personal, no_server) = match (personal, company_id(context), Self::api(&network)) {
            _ if !registration || context.environment().is_none() => (None, Trouble::NoAddress),
            (Read::Present(secret, _), Ok(company_id), Ok(api)) => {
                let (codename, _) = codename_to_ask(context);
                let key = PartnerKey { codename, company_id };
                (Some(Arc::new((api, key, secret))), Trouble::Cancelled)
            }
            (Read::Present(..), Err(_), _) => (None, Trouble::NoAddress),
            (Read::Present(..), Ok(_), Err(_)) => (None, Trouble::Tls(TlsFault::Other)),
            (Read::Absent | Read::Unknown(_), ..) => (None, Trouble::NoToken),
        };
        evidence.subject.environment = context.environment();
        let (urls, token, scrubber) = (Arc::new(urls), Arc::new(token), Arc::new(scrubber));
        (Ways { network, urls, token, scrubber, personal, no_server }, evidence)
    }
}

fn presence<T>(read: &Read<T>) -> Presence {
    match read {
        Read::Present(..) => Presence::Present,
        Read::Absent => Presence::Absent,
        Read::Unknown(_) => Presence::Unknown,
    }
}

fn note(call: Call, result: CallResult, evidence: &mut Evidence, gathered: &mut Gathered) {
    match result {
        CallResult::Remote(seen, remote) => {
            if let RemoteSeen::Record(record) = &seen {
                // The key is not part of what can differ, and not every server repeats it.
                let codename = evidence.subject.draft.codename.trim().to_owned();
                evidence.subject.last_seen = Some(Draft { codename, ..(**record).clone() });
            }
            gathered.not_there = matches!(seen, RemoteSeen::NotRegistered);
            evidence.remote = Some(seen);
            gathered.remote = remote.map(|remote| *remote);
        }
        CallResult::Reach(reach) => {
            if let Call::Reach(address) = call {
                evidence.reach.insert(address, reach);
            }
        }
        CallResult::Answer(answer) => {
            if let (Call::Tests(TokenSent::Good), Ok(answer)) = (call, &answer) {
                gathered.tests = test_names(answer);
            }
            evidence.answers.insert(call, answer);
        }
    }
}

/// The names in a list of tests, for the preview.
pub(crate) fn test_names(answer: &Answer) -> Option<Vec<String>> {
    let list: Vec<serde_json::Value> = serde_json::from_slice(&answer.body).ok()?;
    Some(list.iter().filter_map(|entry| Some(entry.get("name")?.as_str()?.to_owned())).take(500).collect())
}

/// Makes one call and keeps what it sent apart from the others.
async fn make(ways: Ways, call: Call) -> (Call, CallResult, Vec<Exchange>) {
    let sent: Arc<Mutex<Vec<Exchange>>> = Arc::default();
    let network = {
        let (sent, to_activity, scrubber) = (sent.clone(), ways.network.clone(), ways.scrubber.clone());
        ways.network.recording_to(Arc::new(move |exchange: Exchange| {
            let exchange = exchange.cleaned(&scrubber);
            lock(&sent).push(exchange.clone());
            to_activity.record(exchange);
        }))
    };
    let result = match call {
        Call::Remote => remote(&ways, &network).await,
        Call::Reach(address) => CallResult::Reach(match ways.urls.get(&address) {
            Some(url) => {
                let purpose = format!("purpose.reach_{}", address.key());
                reach(Probe::new(&network).reach(url, &purpose).await)
            }
            None => Reach { addresses: Err(Trouble::NoAddress), handshake: None },
        }),
        Call::Validate(token) => {
            let purpose = format!("purpose.validate_{}", token.key());
            CallResult::Answer(with_token(&ways, &network, Address::ValidateToken, token, &purpose).await)
        }
        Call::Tests(token) => {
            let purpose = format!("purpose.tests_{}", token.key());
            CallResult::Answer(with_token(&ways, &network, Address::Tests, token, &purpose).await)
        }
        Call::Article => CallResult::Answer(article(&ways.urls, &network).await),
    };
    let sent = std::mem::take(&mut *lock(&sent));
    (call, result, sent)
}

async fn remote(ways: &Ways, network: &Network) -> CallResult {
    let Some(personal) = &ways.personal else {
        return CallResult::Remote(RemoteSeen::Trouble(ways.no_server.clone()), None);
    };
    let (_, key, token) = &**personal;
    let answer = match PartnersApi::new(network) {
        Ok(api) => api.get(key, token).await,
        Err(trouble) => Err(ApiError::Trouble(trouble)),
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
        Err(ApiError::Trouble(trouble) | ApiError::OutcomeUnknown(trouble)) => {
            RemoteSeen::Trouble(crate::evidence_names::trouble(&trouble))
        }
    };
    CallResult::Remote(seen, None)
}

async fn with_token(
    ways: &Ways,
    network: &Network,
    address: Address,
    sent: TokenSent,
    purpose: &str,
) -> Result<Answer, Trouble> {
    let url = ways.urls.get(&address).ok_or(Trouble::NoAddress)?;
    let kept = || ways.token.as_ref().as_ref().map_err(Clone::clone);
    let changed;
    let bearer = match sent {
        TokenSent::Good => Bearer::Token(kept()?),
        TokenSent::Changed => {
            changed = kept()?.with_middle_changed();
            Bearer::Token(&changed)
        }
        TokenSent::Missing => Bearer::Missing,
        TokenSent::Empty => Bearer::Empty,
        TokenSent::OtherScheme => Bearer::OtherScheme(kept()?),
        TokenSent::Padded => Bearer::Padded(kept()?),
    };
    call(network, &ProbeRequest { url, bearer, follow: Follow::SameOrigin, purpose }).await
}

async fn article(urls: &BTreeMap<Address, Url>, network: &Network) -> Result<Answer, Trouble> {
    let url = urls.get(&Address::HelpArticle).ok_or(Trouble::NoAddress)?;
    let purpose = "purpose.article";
    call(network, &ProbeRequest { url, bearer: Bearer::Missing, follow: Follow::Anywhere, purpose }).await
}

async fn call(network: &Network, request: &ProbeRequest<'_>) -> Result<Answer, Trouble> {
    let answered = Probe::new(network).call(request).await.map_err(|reason| trouble(&reason))?;
    Ok(answer(answered, request.url))
}

impl Desk {
    /// Makes the one call behind an address and gives its result as evidence: for trying it alone.
    pub(crate) async fn try_alone(
        &self,
        context: &Context,
        address: Address,
    ) -> Result<Evidence, crate::WireError> {
        let network = self.network(context).await?;
        let (ways, mut evidence) = self.prepare(context, network, false).await;
        let calls: &[Call] = match address {
            Address::ValidateToken => &[Call::Validate(TokenSent::Good)],
            Address::Tests => &[Call::Tests(TokenSent::Good)],
            Address::HelpArticle => &[Call::Article],
            Address::SendCandidate => &[],
        };
        let mut gathered = Gathered::default();
        for call in calls {
            let (call, result, _) = make(ways.clone(), *call).await;
            note(call, result, &mut evidence, &mut gathered);
        }
        if let Some(names) = gathered.tests {
            self.note_tests(&context.row.id, names);
        }
        Ok(evidence)
    }

    pub(crate) fn note_tests(&self, id: &str, names: Vec<String>) {
        let seen = crate::desk::TestsSeen { at: self.now(), names };
        lock(&self.tests_seen).insert(id.to_owned(), seen);
    }
}
