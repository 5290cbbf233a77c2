//! Gathers evidence and has it judged: calls run at the same time, each once, and each verdict is given
//! as soon as its calls are in.

use crate::connection::company::{codename_to_ask, company_id};
use crate::core::snapshot::Context;
use crate::core::verdict_record::{VerdictRecord, call_key};
use crate::desk::{Desk, lock};
use crate::readiness::evidence_names::{answer, reach, trouble};
use crate::readiness::schedule::{Progress, lanes, reach_purpose};
use crate::readiness::view::Exchanges;
use checks::{
    Answer, Call, Evidence, KeptEvidence, Presence, Reach, RemoteSeen, Round, TlsFault, TokenSent, Trouble,
    judge_ready,
};
use client::{
    ApiError, Asking, Bearer, Exchange, Follow, Network, PartnerKey, PartnersApi, Probe, ProbeRequest,
};
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

/// What is told of a run while it lasts.
pub(crate) enum Told<'a> {
    /// A verdict, the exchanges so far, and how many verdicts there are.
    Verdict(&'a VerdictRecord, &'a Exchanges, usize),
    /// The service at this host asked to wait so many seconds, and we do.
    Waiting(&'a str, u64),
}

/// What one call gave.
pub(crate) enum CallResult {
    Remote(RemoteSeen, Option<Box<Remote>>),
    Reach(Reach),
    Answer(Result<Answer, Trouble>),
}

/// The customer token, and wrong ones of the same shape.
struct Tokens {
    good: Secret<Customer>,
    wrong: Vec<Secret<Customer>>,
}

/// All that a call needs, shared by the calls of a run.
#[derive(Clone)]
pub(crate) struct Ways {
    pub(crate) network: Network,
    pub(crate) urls: Arc<BTreeMap<Address, Url>>,
    token: Arc<Result<Tokens, Trouble>>,
    /// Knows every token of the run: a service may echo the one of another call.
    scrubber: Arc<Scrubber>,
    personal: Option<Arc<(PartnersApi, PartnerKey, Secret<Personal>)>>,
    /// Why there is no way to the server.
    no_server: Trouble,
}

/// Which of the wrong tokens is sent.
fn wrong_index(token: TokenSent) -> Option<usize> {
    match token {
        TokenSent::Later => Some(0),
        token => TokenSent::VARIANTS.iter().position(|variant| *variant == token),
    }
}

impl Ways {
    /// Whether the token has no such part that could be wrong.
    pub(crate) fn lacks(&self, token: TokenSent) -> bool {
        let Ok(tokens) = &*self.token else { return false };
        wrong_index(token).is_some_and(|index| index >= tokens.wrong.len())
    }

    /// Where a wrong token differs from the right one.
    fn changed_at(&self, token: TokenSent) -> Option<usize> {
        let tokens = self.token.as_ref().as_ref().ok()?;
        tokens.wrong.get(wrong_index(token)?)?.differs_at(&tokens.good)
    }

    /// Why there is no customer token.
    pub(crate) fn no_token(&self) -> Option<Trouble> {
        self.token.as_ref().as_ref().err().cloned()
    }
}

impl Desk {
    /// Judges a partner. Calls `tell` with each verdict as it comes, and with the exchanges so far.
    pub(crate) async fn gather(
        &self,
        context: &Context,
        network: Network,
        scope: &Scope,
        cancel: &CancellationToken,
        mut tell: impl FnMut(Told<'_>),
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
        let (sender, mut progress) = tokio::sync::mpsc::unbounded_channel();
        // Dropped with this future, and its calls with it.
        let mut running = JoinSet::new();
        for lane in lanes(&ways, scope.round.calls(), &sender) {
            running.spawn(lane.run());
        }
        drop(sender);
        let mut judged = Vec::new();
        loop {
            judge_ready(&evidence, &scope.round, &mut judged);
            for verdict in judged.iter().skip(gathered.verdicts.len()) {
                let record = VerdictRecord::of(verdict, &evidence.subject, self.now())
                    .cleaned(|text| ways.scrubber.clean(text));
                gathered.verdicts.push(record.clone());
                tell(Told::Verdict(&record, &gathered.exchanges, gathered.verdicts.len()));
            }
            let next = tokio::select! {
                biased;
                () = cancel.cancelled() => {
                    gathered.was_cancelled = true;
                    break;
                }
                next = progress.recv() => next,
            };
            match next {
                Some(Progress::Ended(call, result, exchanges)) => {
                    gathered.exchanges.insert(call_key(call), exchanges);
                    note(call, result, &mut evidence, &mut gathered);
                }
                Some(Progress::Waiting { host, seconds }) => tell(Told::Waiting(&host, seconds)),
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
            Read::Present(good, _) => Ok(Tokens { wrong: good.wrong_variants(), good }),
            Read::Absent => Err(Trouble::NoToken),
            Read::Unknown(_) => Err(Trouble::Keychain),
        };
        let personal = self.personal_token(context, &network).await;
        let mut scrubber = Scrubber::default();
        if let Ok(tokens) = &token {
            // A wrong one gives the right one away: they differ in one character.
            scrubber = tokens.wrong.iter().fold(scrubber.and(&tokens.good), Scrubber::and);
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
pub(crate) async fn make(ways: Ways, call: Call) -> (Call, CallResult, Vec<Exchange>) {
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
            Some(url) => reach(Probe::new(&network).reach(url, &reach_purpose(address)).await),
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
    let mut sent = std::mem::take(&mut *lock(&sent));
    if let Call::Validate(token) | Call::Tests(token) = call {
        for exchange in &mut sent {
            exchange.changed_at = ways.changed_at(token);
        }
    }
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
            RemoteSeen::Trouble(crate::readiness::evidence_names::trouble(&trouble))
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
    let tokens = || ways.token.as_ref().as_ref().map_err(Clone::clone);
    let bearer = match sent {
        TokenSent::Good => Bearer::Token(&tokens()?.good),
        TokenSent::Missing => Bearer::Missing,
        TokenSent::Empty => Bearer::Empty,
        TokenSent::OtherScheme => Bearer::OtherScheme(&tokens()?.good),
        TokenSent::Padded => Bearer::Padded(&tokens()?.good),
        wrong => {
            let token = wrong_index(wrong).and_then(|index| tokens().ok()?.wrong.get(index));
            Bearer::Token(token.ok_or_else(|| ways.no_token().unwrap_or(Trouble::NoSuchPart))?)
        }
    };
    // What a wrong token gets is told by the status; of the right one's list every word counts.
    let needs_body = address == Address::Tests && sent == TokenSent::Good;
    let (follow, asking) = (Follow::SameOrigin, Asking::AsRecruitee);
    call(network, &ProbeRequest { url, bearer, follow, asking, needs_body, purpose }).await
}

/// Pages that lead on by themselves are followed so often, as browsers do.
const REFRESHES: usize = 3;

async fn article(urls: &BTreeMap<Address, Url>, network: &Network) -> Result<Answer, Trouble> {
    let mut url = urls.get(&Address::HelpArticle).ok_or(Trouble::NoAddress)?.clone();
    let mut first = true;
    for left in (0..=REFRESHES).rev() {
        let request = ProbeRequest {
            url: &url,
            bearer: Bearer::Missing,
            follow: Follow::Anywhere,
            asking: Asking::AsBrowser,
            needs_body: true,
            purpose: "purpose.article",
        };
        let mut answer = call(network, &request).await?;
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
    Err(Trouble::Redirects)
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
