//! One press: every check, with progress, cancel, and the run kept.

use crate::connection::codename_to_ask;
use crate::desk::{Desk, lock};
use crate::run_view::{run_view, sentence, verdict_view};
use crate::runner::{Gathered, Scope};
use crate::tasks::meter_so_far;
use crate::verdict_record::{VerdictRecord, sum};
use crate::{ConfirmRequest, Done, Event, PartnerId, RunView, WireError};
use checks::{CATALOGUE, Level, Outcome, RULES, find};
use partner::PartnerFile;
use redact::{Customer, Personal, TypedSecret};
use serde_json::{Value, json};
use std::{sync::atomic::Ordering, time::Instant};
use store::RunRow;
use tokio_util::sync::CancellationToken;

/// Takes the run out of the list of running ones, however it ends; a later run's entry stays.
struct Running<'a> {
    desk: &'a Desk,
    id: String,
    number: u64,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut runs = lock(&self.desk.runs);
        if runs.get(&self.id).is_some_and(|(number, _)| *number == self.number) {
            runs.remove(&self.id);
        }
    }
}

impl Desk {
    /// The latest run as it stands now.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn readiness_view(&self, request: PartnerId) -> Result<RunView, WireError> {
        Ok(run_view(&self.context(&request.partner_id).await?))
    }

    /// Runs all checks and tells each verdict as it comes. A cancelled run leaves the earlier verdicts.
    pub async fn readiness_run(&self, request: PartnerId) -> Result<RunView, WireError> {
        let id = request.partner_id;
        if self.context(&id).await?.environment().is_none() {
            return Err(WireError::plain("connection.no_environment").at("connection"));
        }
        let cancel = CancellationToken::new();
        let number = self.next_run.fetch_add(1, Ordering::Relaxed);
        {
            let mut runs = lock(&self.runs);
            if runs.get(&id).is_some_and(|(_, before)| !before.is_cancelled()) {
                return Err(WireError::plain("readiness.running"));
            }
            runs.insert(id.clone(), (number, cancel.clone()));
        }
        let _running = Running { desk: self, id: id.clone(), number };
        self.run(&id, Scope { registration: true }, &cancel).await?;
        self.readiness_view(PartnerId { partner_id: id }).await
    }

    async fn run(&self, id: &str, scope: Scope, cancel: &CancellationToken) -> Result<Gathered, WireError> {
        let context = self.context(id).await?;
        let environment = context.environment();
        let network = self.network(id, environment).await?;
        let (started_at, clock) = (self.now(), Instant::now());
        let mut judged = Vec::new();
        let gathered = self
            .gather(&context, network, scope, cancel, |record, exchanges, done| {
                judged.push(record.clone());
                if let Some(verdict) = verdict_view(record, exchanges, started_at) {
                    self.emit(Event::VerdictReached {
                        partner_id: id.to_owned(),
                        verdict: Box::new(verdict),
                        done,
                        total: CATALOGUE.len(),
                        meter: meter_so_far(&judged),
                    });
                }
            })
            .await;
        self.write_activity().await?;
        if gathered.was_cancelled {
            return Ok(gathered);
        }
        if let Some(names) = &gathered.tests {
            self.note_tests(id, names.clone());
        }
        let (codename, is_own) = codename_to_ask(&context);
        if let Some(environment) =
            environment.filter(|_| is_own && (gathered.remote.is_some() || gathered.not_there))
        {
            self.note_seen(&context, environment, &codename, gathered.remote.as_ref()).await?;
        }
        if let Some(environment) = environment {
            let run = RunRow {
                started_at,
                duration_ms: i64::try_from(clock.elapsed().as_millis()).unwrap_or(i64::MAX),
                rules: RULES.into(),
                verdicts: json!(gathered.verdicts),
                exchanges: json!(gathered.exchanges),
            };
            let id = id.to_owned();
            self.with_store(move |store| store.add_run(&id, environment, &run)).await?;
        }
        Ok(gathered)
    }

    /// Stops a run; the earlier verdicts stay.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn readiness_cancel(&self, request: PartnerId) -> Result<Done, WireError> {
        if let Some((_, cancel)) = lock(&self.runs).get(&request.partner_id) {
            cancel.cancel();
        }
        Ok(Done {})
    }

    /// Notes or withdraws a person's word for a manual check.
    pub async fn check_confirm(&self, request: ConfirmRequest) -> Result<RunView, WireError> {
        let is_manual = find(&request.check_id).is_some_and(|check| check.level == Level::Manual);
        if !is_manual {
            return Err(WireError::plain("command.request"));
        }
        let at = request.confirmed.then(|| self.now());
        let id = request.partner_id.clone();
        self.with_store(move |store| store.set_confirmed(&id, &request.check_id, at)).await?;
        self.readiness_view(PartnerId { partner_id: request.partner_id }).await
    }
}

/// A partner to be judged on the command line.
pub struct CheckRequest {
    /// The record.
    pub file: PartnerFile,
    /// Sandbox or RC.
    pub environment: partner::Environment,
    /// Recruitee's key to the partner's addresses.
    pub customer_token: Option<TypedSecret>,
    /// For RC; without it the registration is out of scope.
    pub personal_token: Option<TypedSecret>,
}

/// What the command line says of a partner.
pub struct Report {
    /// The sum.
    pub outcome: Outcome,
    /// Every verdict, as JSON: id, verdict, level, sentence, mended_by, field.
    pub verdicts: Vec<Value>,
    /// Ids that were not judged, with those of the rehearsal.
    pub not_judged: Vec<String>,
}

impl Desk {
    /// Judges a partner from a file, registering it first in the Sandbox.
    ///
    /// # Errors
    /// When it could not be registered or read.
    pub async fn check_file(&self, request: CheckRequest) -> Result<Report, WireError> {
        use partner::Environment::{Rc, Sandbox};
        let environment = request.environment;
        let company_id = request.file.company_id.clone();
        let view = self.import_file(request.file).await?;
        let set = crate::ConnectionRequest {
            partner_id: view.id.clone(),
            environment: environment.into(),
            company_id: (environment == Rc).then_some(company_id),
        };
        self.connection_set(set).await?;
        let context = self.context(&view.id).await?;
        let personal = match environment {
            Sandbox => Some(self.practice_token(partner::PracticePurpose::Personal)?),
            Rc => request.personal_token,
        };
        if let Some(token) = &personal {
            self.keep(&context, crate::TokenName::Personal, &token.parse::<Personal>()?).await?;
        }
        if let Some(token) = &request.customer_token {
            self.keep(&context, crate::TokenName::Customer, &token.parse::<Customer>()?).await?;
        }
        if environment == Sandbox {
            // A record that cannot be registered is judged all the same; REC-6 then says why.
            if let Err(error) = self.save_apply(PartnerId { partner_id: view.id.clone() }).await {
                tracing::info!(code = error.code, "the record was not registered in the Sandbox");
            }
        }
        self.report(&view.id, Scope { registration: personal.is_some() }).await
    }

    /// Judges the worked example.
    ///
    /// # Errors
    /// When the Sandbox does not work.
    pub async fn check_example(&self) -> Result<Report, WireError> {
        let view = self.example_open(crate::Nothing {}).await?;
        self.report(&view.id, Scope { registration: true }).await
    }

    async fn report(&self, id: &str, scope: Scope) -> Result<Report, WireError> {
        let gathered = self.run(id, scope, &CancellationToken::new()).await?;
        let in_order = CATALOGUE
            .iter()
            .filter_map(|check| gathered.verdicts.iter().find(|verdict| verdict.id == check.id));
        let verdicts: Vec<&VerdictRecord> = in_order.collect();
        let mut not_judged: Vec<String> = checks::REHEARSAL.iter().map(|id| (*id).to_owned()).collect();
        if !scope.registration {
            not_judged.extend(["REC-6", "REC-7", "REC-8"].map(str::to_owned));
        }
        Ok(Report {
            outcome: sum(&gathered.verdicts),
            verdicts: verdicts
                .iter()
                .map(|verdict| {
                    json!({
                        "id": verdict.id,
                        "verdict": verdict.state,
                        "level": verdict.level,
                        "sentence": sentence(verdict),
                        "mended_by": verdict.mended_by,
                        "field": verdict.target,
                    })
                })
                .collect(),
            not_judged,
        })
    }
}
