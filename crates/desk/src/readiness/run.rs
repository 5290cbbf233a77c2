//! One press: every check, with progress, cancel, and the run kept.

use crate::core::snapshot::{PartnerSnapshot, codename_to_ask, runs_of};
use crate::core::verdict_record::{VerdictRecord, exchanges, records};
use crate::partners::tasks::meter_so_far;
use crate::readiness::Readiness;
use crate::readiness::gather::{Gathered, RunProgress, Scope};
use crate::readiness::report::{Extent, Report, report};
use crate::readiness::view::{exchange_views, run_view, to_recheck, verdict_view};
use crate::wire::{
    CheckOf, Done, ErrorCode, Event, ExchangeView, PartnerId, RecheckRequest, RunView, WireError,
};
use checks::{CATALOGUE, Call, Check, CheckSelection, Earlier, KeptEvidence, RULES, find};
use client::PartnerPath;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Instant;
use store::RunRow;
use tokio_util::sync::CancellationToken;

/// How each check stands, for a round that asks only some.
fn earlier(verdicts: &[VerdictRecord]) -> BTreeMap<&'static str, Earlier> {
    let judged = verdicts.iter().filter(|verdict| verdict.is_judged());
    judged.filter_map(|verdict| Some((find(&verdict.id)?.id, verdict.earlier()))).collect()
}

/// A run as it is kept: what was asked, over what was known from the run before.
fn merged(context: &PartnerSnapshot, gathered: Gathered, round: &CheckSelection) -> RunRow {
    let is_whole = round.len() == CATALOGUE.len();
    let before = context.run.as_ref().filter(|_| !is_whole);
    let mut verdicts = before.map(records).unwrap_or_default();
    verdicts.retain(|verdict| !round.holds(&verdict.id));
    let asked: Vec<&str> = gathered.verdicts.iter().map(|verdict| verdict.id.as_str()).collect();
    let asked = if is_whole { Value::Null } else { json!(asked) };
    verdicts.extend(gathered.verdicts);
    let mut exchanges = before.map(exchanges).unwrap_or_default();
    exchanges.extend(gathered.exchanges);
    let evidence: Option<KeptEvidence> =
        before.and_then(|run| serde_json::from_value(run.evidence.clone()).ok());
    let evidence = evidence.unwrap_or_default().renewed(gathered.evidence);
    let asked_calls: Vec<String> = round.calls().into_iter().map(Call::key).collect();
    let now = evidence.judge(context.subject());
    for verdict in verdicts.iter_mut().filter(|verdict| !round.holds(&verdict.id)) {
        // A call that others rest on too was answered anew: what it would change is out of date.
        let shares = verdict.calls.iter().any(|call| asked_calls.contains(call));
        let differs = now.iter().any(|again| again.id == verdict.id && again.sentence.key != verdict.key);
        if shares && differs {
            verdict.outdate();
        }
    }
    // Some verdicts are of an older set of rules until all are asked again.
    let rules = before.map_or(RULES, |run| run.rules.as_str()).to_owned();
    RunRow {
        rules,
        asked,
        verdicts: json!(verdicts),
        exchanges: json!(exchanges),
        evidence: json!(evidence),
        ..RunRow::default()
    }
}

/// Takes the run out of the list of running ones, however it ends; a later run's entry stays.
struct Running<'a> {
    readiness: &'a Readiness,
    id: String,
    number: u64,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut runs = self.readiness.runs.lock();
        if runs.get(&self.id).is_some_and(|(number, _)| *number == self.number) {
            runs.remove(&self.id);
        }
    }
}

impl Readiness {
    /// The latest run as it stands now.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn view(&self, request: PartnerId) -> Result<RunView, WireError> {
        let (context, runs) =
            self.core.read_context(&request.partner_id, PartnerSnapshot::read_whole, runs_of).await?;
        let earlier: Vec<Vec<VerdictRecord>> = runs.iter().map(records).collect();
        Ok(run_view(&context, &earlier))
    }

    /// Runs all checks and tells each verdict as it comes. A run that is canceled keeps what it judged and leaves
    /// the earlier verdicts of the rest. Without an environment nothing is called.
    pub async fn run(&self, request: PartnerId) -> Result<RunView, WireError> {
        self.run_alone(&request.partner_id, |_| Scope::all()).await
    }

    /// Asks one check again, or all that did not hold, with those that depend on them; nothing else is
    /// called.
    pub async fn recheck(&self, request: RecheckRequest) -> Result<RunView, WireError> {
        if let Some(id) = &request.check_id
            && !find(id).is_some_and(Check::is_of_run)
        {
            return Err(WireError::plain(ErrorCode::CommandRequest));
        }
        self.run_alone(&request.partner_id, |context| {
            let verdicts = context.verdicts();
            let ids = match &request.check_id {
                Some(id) => vec![id.as_str()],
                None => to_recheck(&verdicts),
            };
            Scope::of(true, CheckSelection::of(&ids, earlier(&verdicts)))
        })
        .await
    }

    async fn run_alone(
        &self,
        id: &str,
        scope: impl FnOnce(&PartnerSnapshot) -> Scope,
    ) -> Result<RunView, WireError> {
        let context = self.core.whole_context(id).await?;
        let cancel = CancellationToken::new();
        let number = self.next_run.fetch_add(1, Ordering::Relaxed);
        {
            let mut runs = self.runs.lock();
            if runs.get(id).is_some_and(|(_, before)| !before.is_cancelled()) {
                return Err(WireError::plain(ErrorCode::ReadinessRunning));
            }
            runs.insert(id.to_owned(), (number, cancel.clone()));
        }
        let _running = Running { readiness: self, id: id.to_owned(), number };
        self.run_checks(context, &cancel, scope).await?;
        self.view(PartnerId { partner_id: id.to_owned() }).await
    }

    async fn run_checks(
        &self,
        context: PartnerSnapshot,
        cancel: &CancellationToken,
        scope: impl FnOnce(&PartnerSnapshot) -> Scope,
    ) -> Result<(), WireError> {
        let id = context.row.id.as_str();
        let scope = scope(&context);
        let environment = context.environment();
        let network = self.core.network(&context).await?;
        let (started_at, clock) = (self.core.now(), Instant::now());
        let (codename, is_own) = codename_to_ask(&context);
        let key = PartnerPath { codename, company_id: context.registration.company_id.trim().to_owned() };
        let reading = environment.map(|environment| self.sync.turns.begin(&context.row.id, environment, key));
        let total = scope.round.len();
        // What is not asked again stands as it stood.
        let mut standing: Vec<VerdictRecord> = context.verdicts();
        standing.retain(|verdict| !scope.round.holds(&verdict.id));
        let gathered = self
            .gather(&context, network, &scope, cancel, |told| match told {
                RunProgress::Verdict(record, exchanges, done) => {
                    standing.push(record.clone());
                    if let Some(verdict) = verdict_view(record, exchanges) {
                        self.core.emit(Event::VerdictReached {
                            partner_id: id.to_owned(),
                            verdict: Box::new(verdict),
                            done,
                            total,
                            meter: meter_so_far(&standing),
                        });
                    }
                }
                RunProgress::Waiting(host, seconds) => self.core.emit(Event::RunWaiting {
                    partner_id: id.to_owned(),
                    text: text::render(
                        "news.service_waits",
                        &[("host", host), ("seconds", &seconds.to_string())],
                    ),
                }),
            })
            .await;
        self.core.logs.write().await;
        let judged: Vec<&str> = gathered.verdicts.iter().map(|verdict| verdict.id.as_str()).collect();
        // What was judged before the person stopped the run is kept; the rest stands as it stood.
        let round = if gathered.was_cancelled { CheckSelection::exactly(&judged) } else { scope.round };
        if round.is_empty() {
            return Ok(());
        }
        self.preview.note(&context, &gathered.evidence).await;
        if let Some(reading) = reading.filter(|_| is_own && (gathered.remote.is_some() || gathered.not_there))
        {
            self.sync.note_seen(&context, &reading, gathered.remote.as_ref()).await?;
        }
        let mut run = merged(&context, gathered, &round);
        run.started_at = started_at;
        run.duration_ms = i64::try_from(clock.elapsed().as_millis()).unwrap_or(i64::MAX);
        let id = id.to_owned();
        self.core.write(move |store| store.add_run(&id, environment, &run)).await
    }

    /// Stops a run; what it has judged is kept, and the earlier verdicts of the rest stay.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn cancel(&self, request: PartnerId) -> Result<Done, WireError> {
        if let Some((_, cancel)) = self.runs.lock().get(&request.partner_id) {
            cancel.cancel();
        }
        Ok(Done {})
    }

    /// What was sent for one check, with secrets masked and the place of the fault marked.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn exchanges(&self, request: CheckOf) -> Result<Vec<ExchangeView>, WireError> {
        Ok(exchange_views(&self.core.whole_context(&request.partner_id).await?, &request.check_id))
    }
}

impl Readiness {
    pub(crate) async fn judge(&self, id: &str, extent: &Extent<'_>) -> Result<Report, WireError> {
        let context = self.core.whole_context(id).await?;
        let round = match extent.only {
            None => CheckSelection::all(),
            Some(ids) => {
                CheckSelection::of(&ids.iter().map(String::as_str).collect::<Vec<_>>(), BTreeMap::new())
            }
        };
        let scope = Scope::of(extent.registration, round);
        self.run_checks(context, &CancellationToken::new(), |_| scope).await?;
        Ok(report(&self.core.whole_context(id).await?, extent))
    }
}
