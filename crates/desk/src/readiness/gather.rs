//! Gathers evidence and has it judged: calls run at the same time, each once, and each verdict is given
//! as soon as its calls are in.

use crate::core::snapshot::{PartnerSnapshot, codename_to_ask, company_id};
use crate::core::verdict_record::{Exchanges, VerdictRecord};
use crate::readiness::Readiness;
use crate::readiness::calls::{CallContext, CallResult, TokenVariants, make};
use crate::readiness::schedule::{Progress, lanes};
use crate::wire::WireError;
use checks::{
    Call, CheckSelection, Evidence, KeptEvidence, NotSent, Presence, ProbeError, Reach, RemoteSeen, TlsError,
    TokenSent, judge_ready,
};
use client::{Network, PartnerPath, PartnersApi};
use partner::{Draft, Remote, UrlField, parse_url};
use redact::Scrubber;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;
use url::Url;
use vault::Read;

/// What a run is about.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// `false` without a personal token on the command line: REC-6 to 8 are then not applicable.
    pub(crate) registration: bool,
    /// The checks to judge.
    pub(crate) round: CheckSelection,
    /// The calls to make: those of the checks, and for a watch a few more.
    pub(crate) calls: BTreeSet<Call>,
    /// Calls at a time to all services together; `None` where only one partner is asked.
    pub(crate) gate: Option<Arc<Semaphore>>,
}

impl Scope {
    /// These checks with their calls.
    pub(crate) fn of(registration: bool, round: CheckSelection) -> Self {
        Self { registration, calls: round.calls(), round, gate: None }
    }

    /// No check: calls are made one by one.
    pub(crate) fn none() -> Self {
        Self::of(false, CheckSelection::default())
    }

    /// Every check.
    pub(crate) fn all() -> Self {
        Self::of(true, CheckSelection::all())
    }
}

/// What a run gave.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) verdicts: Vec<VerdictRecord>,
    pub(crate) exchanges: Exchanges,
    /// What the server held, where it said so.
    pub(crate) remote: Option<Remote>,
    pub(crate) was_cancelled: bool,
    /// The server said that it knows no such partner.
    pub(crate) not_there: bool,
    /// What the live addresses answered, without secrets.
    pub(crate) evidence: KeptEvidence,
    /// The same as it came, with what knows its secrets; `None` for what was canceled before it began.
    pub(crate) live: Option<Box<(Evidence, Arc<Scrubber>)>>,
}

/// What one call gave.
pub(crate) struct Tried {
    pub(crate) evidence: Evidence,
    /// What was sent, by call.
    pub(crate) exchanges: Exchanges,
    /// The service may have echoed what it was sent.
    pub(crate) scrubber: Arc<Scrubber>,
}

/// What is told of a run while it lasts.
pub(crate) enum RunProgress<'a> {
    /// A verdict, the exchanges so far, and how many verdicts there are.
    Verdict(&'a VerdictRecord, &'a Exchanges, usize),
    /// The service at this host asked to wait so many seconds, and we do.
    Waiting(&'a str, u64),
}

impl Readiness {
    /// Judges a partner. Calls `tell` with each verdict as it comes, and with the exchanges so far.
    pub(crate) async fn gather(
        &self,
        context: &PartnerSnapshot,
        network: Network,
        scope: &Scope,
        cancel: &CancellationToken,
        mut tell: impl FnMut(RunProgress<'_>),
    ) -> Gathered {
        let mut gathered = Gathered::default();
        // The keychain may take its time; a person who thinks better of it does not wait for it.
        let (call_context, mut evidence) = tokio::select! {
            biased;
            () = cancel.cancelled() => {
                gathered.was_cancelled = true;
                return gathered;
            }
            prepared = self.prepare(context, network, scope) => prepared,
        };
        let (sender, mut progress) = tokio::sync::mpsc::unbounded_channel();
        // Dropped with this future, and its calls with it.
        let mut running = JoinSet::new();
        if context.environment().is_some() {
            for lane in lanes(&call_context, scope.calls.clone(), &sender) {
                running.spawn(lane.run().in_current_span());
            }
        } else {
            for call in &scope.calls {
                note(*call, not_connected(*call), &mut evidence, &mut gathered);
            }
        }
        drop(sender);
        let mut judged = Vec::new();
        loop {
            judge_ready(&evidence, &scope.round, &mut judged);
            for verdict in judged.iter().skip(gathered.verdicts.len()) {
                let record = VerdictRecord::of(verdict, &evidence.subject, self.core.now())
                    .cleaned(|text| call_context.scrubber.clean(text));
                gathered.verdicts.push(record.clone());
                tell(RunProgress::Verdict(&record, &gathered.exchanges, gathered.verdicts.len()));
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
                    gathered.exchanges.insert(call.key(), exchanges);
                    note(call, result, &mut evidence, &mut gathered);
                }
                Some(Progress::Waiting { host, seconds }) => tell(RunProgress::Waiting(&host, seconds)),
                None => break,
            }
        }
        gathered.evidence = KeptEvidence::of(&evidence, |text| call_context.scrubber.clean(text));
        gathered.live = Some(Box::new((evidence, call_context.scrubber)));
        gathered
    }

    pub(crate) async fn prepare(
        &self,
        context: &PartnerSnapshot,
        network: Network,
        scope: &Scope,
    ) -> (CallContext, Evidence) {
        let registration = scope.registration;
        let urls: BTreeMap<UrlField, Url> = UrlField::ALL
            .into_iter()
            .filter_map(|url_field| {
                let text = context.draft.urls.get(url_field);
                Some((url_field, parse_url(text, context.environment()).ok()?))
            })
            .collect();
        let token = match self.tokens.customer_token(context).await {
            Read::Present(good, _) => Ok(TokenVariants { wrong: good.wrong_variants(), good }),
            Read::Absent => Err(ProbeError::NotSent(NotSent::NoToken)),
            Read::Unknown(_) => Err(ProbeError::NotSent(NotSent::Keychain)),
        };
        // Where Recruitee is not asked, its tokens are not read: the keychain may ask the person for each.
        let (personal, secret) = if registration {
            let personal = self.tokens.personal_token(context, &network).await;
            (personal, presence(&self.tokens.partner_secret(context, &network).await))
        } else {
            (Read::Absent, Presence::Absent)
        };
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
            at: self.core.now() / 1000,
            registration_in_scope: registration,
            personal_token: presence(&personal),
            partner_secret: secret,
            ..Evidence::default()
        };
        let (personal, no_server) = match (personal, company_id(context), PartnersApi::new(&network)) {
            _ if !registration || context.environment().is_none() => {
                (None, ProbeError::NotSent(NotSent::NoAddress))
            }
            (Read::Present(secret, _), Ok(company_id), Ok(api)) => {
                let (codename, _) = codename_to_ask(context);
                let key = PartnerPath { codename, company_id };
                (Some(Arc::new((api, key, secret))), ProbeError::NotSent(NotSent::Cancelled))
            }
            (Read::Present(..), Err(_), _) => (None, ProbeError::NotSent(NotSent::NoAddress)),
            (Read::Present(..), Ok(_), Err(_)) => (None, ProbeError::Tls(TlsError::Other)),
            (Read::Absent | Read::Unknown(_), ..) => (None, ProbeError::NotSent(NotSent::NoToken)),
        };
        evidence.subject.environment = context.environment();
        let (urls, token, scrubber) = (Arc::new(urls), Arc::new(token), Arc::new(scrubber));
        let gate = scope.gate.clone();
        (CallContext { network, urls, token, scrubber, personal, no_server, gate }, evidence)
    }
}

fn presence<T>(read: &Read<T>) -> Presence {
    match read {
        Read::Present(..) => Presence::Present,
        Read::Absent => Presence::Absent,
        Read::Unknown(_) => Presence::Unknown,
    }
}

/// What stands in place of a call while no environment is chosen.
fn not_connected(call: Call) -> CallResult {
    let error = ProbeError::NotSent(NotSent::NotConnected);
    match call {
        Call::Remote => CallResult::Remote(RemoteSeen::Unread(error), None),
        Call::Reach(_) => CallResult::Reach(Reach { addresses: Err(error), handshake: None }),
        Call::Validate(_) | Call::Tests(_) | Call::Article => CallResult::Answer(Err(error)),
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
            if let Call::Reach(url_field) = call {
                evidence.reach.insert(url_field, reach);
            }
        }
        CallResult::Answer(answer) => drop(evidence.answers.insert(call, answer)),
    }
}

impl Readiness {
    /// Makes the one call behind an address and gives its result as evidence: for trying it alone.
    pub(crate) async fn try_alone(
        &self,
        context: &PartnerSnapshot,
        url_field: UrlField,
    ) -> Result<Tried, WireError> {
        let calls: &[Call] = match url_field {
            UrlField::ValidateToken => &[Call::Validate(TokenSent::Good)],
            UrlField::Tests => &[Call::Tests(TokenSent::Good)],
            UrlField::HelpArticle => &[Call::Article],
            UrlField::SendCandidate => &[],
        };
        self.try_calls(context, calls).await
    }

    /// Makes a few calls, one after the other, without a run.
    pub(crate) async fn try_calls(
        &self,
        context: &PartnerSnapshot,
        calls: &[Call],
    ) -> Result<Tried, WireError> {
        let network = self.core.network(context).await?;
        let (call_context, mut evidence) = self.prepare(context, network, &Scope::none()).await;
        let mut gathered = Gathered::default();
        for call in calls {
            let (call, result, exchanges) = make(call_context.clone(), *call).await;
            gathered.exchanges.insert(call.key(), exchanges);
            note(call, result, &mut evidence, &mut gathered);
        }
        let scrubber = call_context.scrubber;
        let kept = KeptEvidence::of(&evidence, |text| scrubber.clean(text));
        self.preview.note(context, &kept).await;
        Ok(Tried { evidence, exchanges: gathered.exchanges, scrubber })
    }
}
