//! In which order calls are made, and how many at a time: the right token first and alone, then at most two calls
//! at a time to one origin, one after it has asked to wait or answered slowly. No service is to be judged by our own
//! rush.

use crate::readiness::calls::{CallContext, CallResult, make, reach_purpose};
use checks::{Answer, Call, NotSent, ProbeError, Reach, TokenSent};
use client::Exchange;
use partner::UrlField;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};
use tracing::Instrument;

/// What becomes of a run while it lasts.
pub(crate) enum Progress {
    /// A call has ended.
    Ended(Call, CallResult, Vec<Exchange>),
    /// The service asked to wait, and we do.
    Waiting {
        /// Of the service.
        host: String,
        /// How long.
        seconds: u64,
    },
}

/// Calls at a time to an origin of which nothing is known that speaks for fewer.
const TOGETHER: usize = 2;
/// An origin that takes longer for an answer is asked one thing at a time.
const SLOW_MS: u64 = 700;
/// Between two calls to an origin that has asked to wait.
const SPACING: Duration = Duration::from_millis(250);
/// A call is made so often again when it is asked to wait.
const REPEATS: u32 = 3;

/// The calls to one origin.
pub(crate) struct Lane {
    call_context: CallContext,
    tell: UnboundedSender<Progress>,
    calls: VecDeque<Call>,
    pace: Pace,
    refusals: Refusals,
    first_wrong: Option<Instant>,
    reached: Option<(Reach, Vec<Exchange>)>,
}

/// How fast an origin is asked.
struct Pace {
    /// Calls at a time.
    together: usize,
    /// Between two calls.
    spacing: Duration,
    /// How much of the waiting that is shown to the person is left.
    patience: Duration,
}

/// Why calls to an origin are not made.
#[derive(Default)]
struct Refusals {
    /// Why nothing more is sent to the whole origin.
    closed: Option<ProbeError>,
    /// Wrong tokens are answered by asking to wait: no more of them are sent.
    is_locked_out: bool,
    /// Timeouts in a row, by endpoint; after two of them nothing more is sent there.
    timed_out: BTreeMap<UrlField, (u32, ProbeError)>,
    /// Endpoints that asked to wait longer than we do: nothing more is sent there.
    asked_to_wait: BTreeMap<UrlField, ProbeError>,
    /// Endpoints that rejected a wrong token.
    rejected: BTreeSet<UrlField>,
}

/// The URL to which a call goes; `None` for Recruitee's own.
pub(crate) fn url_field_of(call: Call) -> Option<UrlField> {
    match call {
        Call::Remote => None,
        Call::Reach(url_field) => Some(url_field),
        Call::Validate(_) => Some(UrlField::ValidateToken),
        Call::Tests(_) => Some(UrlField::Tests),
        Call::Article => Some(UrlField::HelpArticle),
    }
}

fn token_of(call: Call) -> Option<TokenSent> {
    match call {
        Call::Validate(token) | Call::Tests(token) => Some(token),
        Call::Remote | Call::Reach(_) | Call::Article => None,
    }
}

/// When a call's turn is: the connection alone, the right token, then what tells most of a service that soon locks
/// us out, and last what waits for a cache to have learned.
fn turn(call: Call) -> (u8, u8) {
    let turn = match token_of(call) {
        None if matches!(call, Call::Reach(_)) => 0,
        Some(TokenSent::Good) => 1,
        None => 2,
        Some(TokenSent::Changed) => 3,
        Some(TokenSent::Missing) => 4,
        Some(TokenSent::Empty) => 5,
        Some(TokenSent::Part2) => 6,
        Some(TokenSent::Part3) => 7,
        Some(TokenSent::Part4) => 8,
        Some(TokenSent::Part5) => 9,
        Some(TokenSent::OtherScheme) => 10,
        Some(TokenSent::Padded) => 11,
        Some(TokenSent::Later) => 12,
    };
    (turn, u8::from(matches!(call, Call::Tests(_))))
}

/// Whether nothing else goes to the origin while this call is under way.
fn is_alone(call: Call) -> bool {
    turn(call).0 <= 2
}

/// What is in the way of a connection, and so of every call to an origin.
fn is_in_the_way(probe_error: &ProbeError) -> bool {
    matches!(
        probe_error,
        ProbeError::Offline
            | ProbeError::NotPublic(_)
            | ProbeError::NameNotFound(_)
            | ProbeError::NameNotTold(_)
            | ProbeError::Refused
            | ProbeError::TimedOut(_)
            | ProbeError::Tls(_)
            | ProbeError::Ours(_)
    )
}

/// The calls of a run, one lane for each origin.
pub(crate) fn lanes(
    call_context: &CallContext,
    calls: BTreeSet<Call>,
    tell: &UnboundedSender<Progress>,
) -> Vec<Lane> {
    let mut by_origin: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    for call in calls {
        let url = url_field_of(call).and_then(|url_field| call_context.urls.get(&url_field));
        // Recruitee, and what has no URL to be called at all, wait for nobody.
        let origin = match url {
            Some(url) => url.origin().ascii_serialization(),
            None => call.key(),
        };
        by_origin.entry(origin).or_default().push(call);
    }
    let lane = |mut calls: Vec<Call>| {
        calls.sort_by_key(|call| turn(*call));
        Lane {
            call_context: call_context.clone(),
            tell: tell.clone(),
            calls: calls.into(),
            pace: Pace {
                together: TOGETHER,
                spacing: Duration::ZERO,
                patience: call_context.network.limits.waiting,
            },
            refusals: Refusals::default(),
            first_wrong: None,
            reached: None,
        }
    };
    by_origin.into_values().map(lane).collect()
}

impl Lane {
    /// Makes its calls, and tells of each.
    pub(crate) async fn run(mut self) {
        let mut running = JoinSet::new();
        let mut alone = false;
        loop {
            while let Some(call) = self.calls.front().copied() {
                if let Some(result) = self.foregone(call) {
                    self.calls.pop_front();
                    self.tell(call, result, Vec::new());
                    continue;
                }
                let is_free =
                    running.is_empty() || (!alone && !is_alone(call) && running.len() < self.pace.together);
                if !is_free {
                    break;
                }
                self.calls.pop_front();
                if let Call::Reach(url_field) = call
                    && let Some((reach, sent)) = self.reached_again(url_field)
                {
                    self.tell(call, CallResult::Reach(reach), sent);
                    continue;
                }
                alone = is_alone(call);
                self.wait_for_turn(call).await;
                running.spawn(make(self.call_context.clone(), call).in_current_span());
            }
            match running.join_next().await {
                Some(Ok((call, result, sent))) => self.ended(call, result, sent).await,
                // A call cannot fail to end: what goes wrong on the way is a result. The text of a panic is left out:
                // it may hold a token.
                Some(Err(error)) => {
                    tracing::error!(is_panic = error.is_panic(), "a call of a run broke");
                }
                None if self.calls.is_empty() => return,
                None => {}
            }
        }
    }

    fn tell(&self, call: Call, result: CallResult, sent: Vec<Exchange>) {
        // Nobody listens any more once a run is cancelled.
        let _ = self.tell.send(Progress::Ended(call, result, sent));
    }

    /// The result of a call that need not be made.
    fn foregone(&self, call: Call) -> Option<CallResult> {
        let token = token_of(call);
        if token.is_some_and(|token| self.call_context.lacks(token)) {
            return Some(CallResult::Answer(Err(ProbeError::NotSent(NotSent::NoSuchPart))));
        }
        let needs_token = matches!(token, Some(TokenSent::Good));
        if needs_token && let Some(probe_error) = self.call_context.no_token() {
            return Some(CallResult::Answer(Err(probe_error)));
        }
        let of_endpoint = url_field_of(call).and_then(|url_field| {
            let silent = self.refusals.timed_out.get(&url_field).filter(|(count, _)| *count >= 2);
            silent
                .map(|(_, probe_error)| probe_error)
                .or(self.refusals.asked_to_wait.get(&url_field))
                .cloned()
        });
        let is_wrong = token.is_some_and(|token| token != TokenSent::Good);
        let probe_error = match (&self.refusals.closed, of_endpoint) {
            _ if matches!(call, Call::Remote | Call::Reach(_)) => return None,
            (Some(probe_error), _) => probe_error.clone(),
            (None, Some(probe_error)) => probe_error,
            (None, None) if self.refusals.is_locked_out && is_wrong => {
                ProbeError::NotSent(NotSent::LockedOut)
            }
            (None, None) => return None,
        };
        Some(CallResult::Answer(Err(probe_error)))
    }

    /// The name, address and certificate of an origin are looked at once.
    fn reached_again(&self, url_field: UrlField) -> Option<(Reach, Vec<Exchange>)> {
        let (reach, sent) = self.reached.clone()?;
        let renamed = |exchange: Exchange| Exchange { purpose: reach_purpose(url_field), ..exchange };
        Some((reach, sent.into_iter().map(renamed).collect()))
    }

    /// What comes again after a pause waits for it; what comes after a 429 keeps a distance.
    async fn wait_for_turn(&self, call: Call) {
        let url = url_field_of(call).and_then(|url_field| self.call_context.urls.get(&url_field));
        if token_of(call) == Some(TokenSent::Later)
            && let (Some(at), Some(url)) = (self.first_wrong, url)
        {
            sleep_until(at + self.call_context.network.second_look(url)).await;
        }
        if !self.pace.spacing.is_zero() {
            sleep(self.pace.spacing).await;
        }
    }

    /// Takes note of a result, and makes the call again where the service asked for patience.
    async fn ended(&mut self, call: Call, mut result: CallResult, mut sent: Vec<Exchange>) {
        let mut repeats = 0;
        while let Some(pause) = self.pause_for(&result, repeats) {
            self.pace.together = 1;
            self.pace.spacing = SPACING;
            self.pace.patience = self.pace.patience.saturating_sub(pause);
            let url = url_field_of(call).and_then(|url_field| self.call_context.urls.get(&url_field));
            let host = url.and_then(|url| url.host_str()).unwrap_or_default().to_owned();
            let _ = self.tell.send(Progress::Waiting { host, seconds: pause.as_secs().max(1) });
            sleep(pause).await;
            let (_, again, mut more) = make(self.call_context.clone(), call).await;
            repeats += 1;
            for exchange in &mut more {
                exchange.repeated.extend((0..repeats).map(|_| "repeat.asked_to_wait".to_owned()));
            }
            sent.extend(more);
            result = again;
        }
        self.learn(call, &result);
        if let CallResult::Reach(reach) = &result {
            self.reached = Some((reach.clone(), sent.clone()));
        }
        self.tell(call, result, sent);
    }

    /// How long to wait before a call is made again; `None` when it is not.
    fn pause_for(&self, result: &CallResult, repeats: u32) -> Option<Duration> {
        let CallResult::Answer(Ok(answer)) = result else { return None };
        if answer.status != 429 || repeats >= REPEATS {
            return None;
        }
        let asked = retry_after(answer).unwrap_or(Duration::from_secs(1 << repeats));
        (asked <= self.pace.patience).then_some(asked)
    }

    fn learn(&mut self, call: Call, result: &CallResult) {
        if let CallResult::Reach(reach) = result {
            let probe_error = match (&reach.addresses, &reach.handshake) {
                (_, Some(Err(probe_error))) => Some(probe_error),
                (Err(probe_error), None) => Some(probe_error),
                _ => None,
            };
            self.refusals.closed = probe_error.filter(|probe_error| is_in_the_way(probe_error)).cloned();
        }
        let (Some(url_field), CallResult::Answer(answer)) = (url_field_of(call), result) else { return };
        if token_of(call) == Some(TokenSent::Changed) && self.first_wrong.is_none() {
            self.first_wrong = Some(Instant::now());
        }
        match answer {
            Ok(answer) => {
                self.refusals.timed_out.remove(&url_field);
                if answer.took_ms > SLOW_MS {
                    self.pace.together = 1;
                }
                match answer.status {
                    401 | 403 if token_of(call) == Some(TokenSent::Changed) => {
                        self.refusals.rejected.insert(url_field);
                    }
                    423 | 429 if self.refusals.rejected.contains(&url_field) => {
                        self.refusals.is_locked_out = true;
                    }
                    423 | 429 => {
                        let seconds = retry_after(answer).map(|at| at.as_secs());
                        self.refusals
                            .asked_to_wait
                            .insert(url_field, ProbeError::NotSent(NotSent::AskedToWait(seconds)));
                    }
                    _ => {}
                }
            }
            Err(probe_error @ (ProbeError::TimedOut(_) | ProbeError::Ours(_))) => {
                let (count, _) =
                    self.refusals.timed_out.get(&url_field).cloned().unwrap_or((0, probe_error.clone()));
                self.refusals.timed_out.insert(url_field, (count + 1, probe_error.clone()));
                self.pace.together = 1;
            }
            Err(_) => {}
        }
    }
}

/// What the service asks for (RFC 9110, 10.2.3): seconds, or a date beside its own.
fn retry_after(answer: &Answer) -> Option<Duration> {
    let header =
        |name: &str| answer.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim());
    let text = header("retry-after")?;
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = client::http_date(text)?;
    let now = header("date").and_then(client::http_date)?;
    u64::try_from(then - now).ok().map(Duration::from_secs)
}
