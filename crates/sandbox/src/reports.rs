//! The reports of candidates, which a partner's service writes with its secret.
//!
//! What a service sends is noted with its answer, so that its people see what it does wrong. What Recruitee takes of
//! a report beyond its status is not documented: anything is taken, and the checks say what they make of it.

use crate::refusal::{Refusal, object, on_disk, owned, require_secret, require_secret_hash, secret_hash};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, patch, post},
};
use evidence::ReportRefusal;
use parking_lot::Mutex;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::{Millis, SandboxFile, SandboxReport, SandboxUpdate, StoreError};

pub(crate) const STATUSES: [&str; 4] = ["sent", "completed", "failed", "canceled"];

/// What the reports are kept in.
#[derive(Clone)]
pub(crate) struct Reports {
    pub(crate) file: Arc<SandboxFile>,
    pub(crate) clock: fn() -> Millis,
    /// Held while a report is changed.
    pub(crate) writing: Arc<Mutex<()>>,
}

impl Reports {
    pub(crate) fn new(file: Arc<SandboxFile>, clock: fn() -> Millis) -> Self {
        Self { file, clock, writing: Arc::default() }
    }
}

pub(crate) fn router(reports: Reports) -> Router {
    Router::new()
        .route("/api/p/{codename}/reports", post(create))
        .route("/api/p/{codename}/reports/{report_id}", patch(update).delete(remove))
        .route(
            "/api/p/{codename}/c/{company_id}/candidates/{candidate_id}/reports",
            get(read).post(create_for),
        )
        .with_state(reports)
}

/// A report of a candidate that is about to be sent.
pub(crate) fn new_report(codename: &str, candidate_id: &str, fields: Map<String, Value>) -> SandboxReport {
    let mut report = Map::from_iter([("status".to_owned(), json!("sent"))]);
    report.extend(fields);
    SandboxReport {
        id: uuid::Uuid::new_v4().to_string(),
        codename: codename.to_owned(),
        candidate_id: candidate_id.to_owned(),
        fields: Value::Object(report),
    }
}

/// How a report stands in an answer. Flat, as an assumption.
pub(crate) fn shown(report: &SandboxReport) -> Value {
    let mut fields = report.fields.as_object().cloned().unwrap_or_default();
    fields.insert("id".into(), json!(report.id));
    fields.insert("candidate_id".into(), json!(report.candidate_id));
    Value::Object(fields)
}

impl Reports {
    async fn add(&self, report: SandboxReport) -> Result<Response, Refusal> {
        let answer = shown(&report);
        on_disk(self.file.clone(), move |file| file.set_report(&report)).await?;
        Ok((StatusCode::CREATED, Json(answer)).into_response())
    }

    /// Takes what a service sends about a report, or says why it does not. Noted either way, but for faults of ours.
    pub(crate) async fn take(&self, sent: Sent) -> Result<Value, Refusal> {
        let reports = self.clone();
        let taken = tokio::task::spawn_blocking(move || reports.take_now(sent)).await;
        taken.unwrap_or_else(|_| Err(StoreError::Unexpected("the thread of a write ended".into()).into()))
    }

    /// One at a time: of two that come together, none undoes the other.
    fn take_now(&self, sent: Sent) -> Result<Value, Refusal> {
        let _alone = self.writing.lock();
        let judged = self.judge(&sent);
        let (status, refusal) = match &judged {
            Ok(_) => (StatusCode::OK, None),
            Err((refusal, Some(why))) => (refusal.status(), Some(*why)),
            Err((_, None)) => return judged.map(|report| shown(&report)).map_err(|(refusal, _)| refusal),
        };
        if let Ok(report) = &judged {
            if report.candidate_id.is_empty() {
                // Of a candidate that was forgotten: nothing of it is kept.
                return Ok(shown(report));
            }
            self.file.set_report(report)?;
        }
        self.file.add_update(&SandboxUpdate {
            codename: sent.codename,
            report_id: sent.report_id,
            at: (self.clock)(),
            status: status.as_u16(),
            refusal: refusal.map(|why| why.key().to_owned()),
            fields: sent.body.ok().map_or(Value::Null, Value::Object),
        })?;
        judged.map(|report| shown(&report)).map_err(|(refusal, _)| refusal)
    }

    fn judge(&self, sent: &Sent) -> Result<SandboxReport, (Refusal, Option<ReportRefusal>)> {
        let failed = |error| (Refusal::from(error), None);
        let found = self.file.report(&sent.report_id).map_err(failed)?;
        if let Some(report) = &found
            && report.codename != sent.codename
        {
            return Err((Refusal::NotFound, Some(ReportRefusal::OtherPartner)));
        }
        if let Err(refusal) = require_secret_hash(&self.file, &sent.secret_hash, &sent.codename) {
            let why = matches!(refusal, Refusal::NotAllowed(_)).then_some(ReportRefusal::WrongSecret);
            return Err((refusal, why));
        }
        let Some(mut report) = found else {
            return Err((Refusal::NotFound, Some(ReportRefusal::UnknownReport)));
        };
        let fields = match &sent.body {
            Ok(fields) => fields.clone(),
            Err(why) => return Err((Refusal::Body(why), Some(ReportRefusal::NotAnObject))),
        };
        let is_known = |status: &Value| status.as_str().is_some_and(|text| STATUSES.contains(&text));
        if !fields.get("status").is_none_or(is_known) {
            let errors =
                json!({ "errors": { "status": [format!("is not one of {}", STATUSES.join(", "))] } });
            return Err((Refusal::Fields(errors), Some(ReportRefusal::UnknownStatus)));
        }
        if let Value::Object(kept) = &mut report.fields {
            kept.extend(fields);
        }
        Ok(report)
    }
}

/// What a service sends about a report.
pub(crate) struct Sent {
    pub(crate) codename: String,
    pub(crate) report_id: String,
    /// Of the partner secret that came with it.
    pub(crate) secret_hash: String,
    /// The members, or why there are none.
    pub(crate) body: Result<Map<String, Value>, &'static str>,
}

async fn create(
    State(reports): State<Reports>,
    Path(codename): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    require_secret(&reports.file, &headers, &codename)?;
    let fields = object(&body).map_err(Refusal::Body)?;
    let candidate_id = match fields.get("candidate_id") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => return Err(Refusal::Fields(json!({ "errors": { "candidate_id": ["is required"] } }))),
    };
    reports.add(new_report(&codename, &candidate_id, fields)).await
}

async fn create_for(
    State(reports): State<Reports>,
    Path((codename, company_id, candidate_id)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    require_secret(&reports.file, &headers, &codename)?;
    owned(&reports.file, &codename, &company_id)?;
    let fields = object(&body).map_err(Refusal::Body)?;
    reports.add(new_report(&codename, &candidate_id, fields)).await
}

async fn read(
    State(reports): State<Reports>,
    Path((codename, company_id, candidate_id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    require_secret(&reports.file, &headers, &codename)?;
    owned(&reports.file, &codename, &company_id)?;
    let all = reports.file.reports(&codename)?;
    let of_candidate = all.iter().filter(|report| report.candidate_id == candidate_id);
    Ok(Json(of_candidate.map(shown).collect()))
}

async fn update(
    State(reports): State<Reports>,
    Path((codename, report_id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let secret_hash = secret_hash(&headers);
    reports.take(Sent { codename, report_id, secret_hash, body: object(&body) }).await.map(Json)
}

async fn remove(
    State(reports): State<Reports>,
    Path((codename, report_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    require_secret(&reports.file, &headers, &codename)?;
    let is_own = reports.file.report(&report_id)?.is_some_and(|report| report.codename == codename);
    if !is_own {
        return Err(Refusal::NotFound);
    }
    on_disk(reports.file, move |file| file.delete_report(&report_id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
