//! The Partners API: `/api/p/{codename}/c/{company_id}/partner`, the secret, and the reports.

use crate::ids::{hash, random};
use crate::record;
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, patch, post},
};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::{SandboxFile, SandboxPartner, SandboxReport, StoreError};

type File = State<Arc<SandboxFile>>;
/// Bodies above this are not read.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// An answer that is no success.
enum Refusal {
    NotAllowed(&'static str),
    NotFound,
    Taken,
    Body(&'static str),
    Fields(Value),
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, body) = match self {
            Self::NotAllowed(why) => (StatusCode::UNAUTHORIZED, json!({ "error": why })),
            Self::NotFound => (StatusCode::NOT_FOUND, json!({ "error": "There is no such partner" })),
            Self::Taken => (StatusCode::CONFLICT, json!({ "error": "This codename is taken" })),
            Self::Body(why) => (StatusCode::BAD_REQUEST, json!({ "error": why })),
            Self::Fields(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
            Self::Store(error) => {
                tracing::error!(%error, "the Sandbox's file failed");
                (StatusCode::INTERNAL_SERVER_ERROR, json!({ "error": "The Sandbox cannot use its file" }))
            }
        };
        (status, Json(body)).into_response()
    }
}

/// All routes of the imitation.
pub(crate) fn router(file: Arc<SandboxFile>) -> Router {
    Router::new()
        .route(
            "/api/p/{codename}/c/{company_id}/partner",
            get(read).post(create).patch(update).delete(remove),
        )
        .route("/api/p/{codename}/partner/regenerate-secret", post(regenerate))
        .route("/api/p/{codename}/reports", post(create_report))
        .route("/api/p/{codename}/reports/{report_id}", patch(update_report).delete(delete_report))
        .route(
            "/api/p/{codename}/c/{company_id}/candidates/{candidate_id}/reports",
            get(read_reports).post(create_report_of),
        )
        .fallback(async || Refusal::NotFound)
        .layer(axum::extract::DefaultBodyLimit::max(MAX_BODY))
        .with_state(file)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get("authorization")?.to_str().ok()?.strip_prefix("Bearer ")
}

fn require_token(file: &SandboxFile, headers: &HeaderMap) -> Result<(), Refusal> {
    let token = bearer(headers).ok_or(Refusal::NotAllowed("Send a personal API token"))?;
    if file.knows_token(&hash(token), "personal")? {
        Ok(())
    } else {
        Err(Refusal::NotAllowed("This personal API token is not known"))
    }
}

fn require_secret(file: &SandboxFile, headers: &HeaderMap, codename: &str) -> Result<(), Refusal> {
    let partner = file.partner(codename)?.ok_or(Refusal::NotFound)?;
    let secret = headers.get("rt-partner-secret").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if hash(secret) == partner.secret_hash {
        Ok(())
    } else {
        Err(Refusal::NotAllowed("The partner secret is wrong"))
    }
}

fn object(body: &Bytes) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Refusal::Body("Send a JSON object")),
        Err(_) => Err(Refusal::Body("The body is not JSON")),
    }
}

fn owned(file: &SandboxFile, codename: &str, company_id: &str) -> Result<SandboxPartner, Refusal> {
    // A partner is visible to its own company only.
    file.partner(codename)?.filter(|partner| partner.company_id == company_id).ok_or(Refusal::NotFound)
}

/// Flat, as an assumption; the secret is never in it.
/// Writes off the async threads: each write waits for the disk.
async fn on_disk(
    file: Arc<SandboxFile>,
    write: impl FnOnce(&SandboxFile) -> Result<(), StoreError> + Send + 'static,
) -> Result<(), Refusal> {
    let written = tokio::task::spawn_blocking(move || write(&file)).await;
    Ok(written.unwrap_or_else(|_| Err(StoreError::Unexpected("the thread of a write ended".into())))?)
}

fn shown(partner: &SandboxPartner) -> Value {
    let mut fields = partner.record.as_object().cloned().unwrap_or_default();
    fields.insert("codename".into(), json!(partner.codename));
    fields.insert("company_id".into(), json!(partner.company_id.parse::<u64>().unwrap_or_default()));
    Value::Object(fields)
}

async fn read(
    State(file): File,
    Path((codename, company_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    require_token(&file, &headers)?;
    Ok(Json(shown(&owned(&file, &codename, &company_id)?)))
}

async fn create(
    State(file): File,
    Path((codename, company_id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    require_token(&file, &headers)?;
    let fields = object(&body)?;
    if let Some(existing) = file.partner(&codename)? {
        // The documentation shows a POST that changes `inputs` of an existing partner: the owner's POST
        // counts as an update. A full record on a taken codename is a mistake.
        let is_update = existing.company_id == company_id && !fields.contains_key("kind");
        return if is_update {
            change(file, existing, fields).await.map(IntoResponse::into_response)
        } else {
            Err(Refusal::Taken)
        };
    }
    let fault = match partner::judge_codename(&codename) {
        Some(partner::CodenameFault::Characters | partner::CodenameFault::Missing) => {
            Some(json!({ "errors": { "codename": ["may hold lowercase letters and dashes only"] } }))
        }
        _ if company_id.is_empty() || !company_id.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(json!({ "errors": { "company_id": ["must be a number"] } }))
        }
        _ => record::refuse(&fields),
    };
    if let Some(errors) = fault {
        return Err(Refusal::Fields(errors));
    }
    let secret = random();
    let mut record = fields;
    record.insert("promoted".into(), json!(false));
    let partner =
        SandboxPartner { codename, company_id, record: Value::Object(record), secret_hash: hash(&secret) };
    let mut answer = shown(&partner);
    on_disk(file, move |file| file.set_partner(&partner)).await?;
    answer["secret"] = json!(secret);
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

async fn update(
    State(file): File,
    Path((codename, company_id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    require_token(&file, &headers)?;
    let fields = object(&body)?;
    let partner = owned(&file, &codename, &company_id)?;
    change(file, partner, fields).await
}

async fn change(
    file: Arc<SandboxFile>,
    mut partner: SandboxPartner,
    fields: Map<String, Value>,
) -> Result<Json<Value>, Refusal> {
    let mut record = partner.record.as_object().cloned().unwrap_or_default();
    record.extend(
        fields.into_iter().filter(|(key, _)| !["promoted", "secret", "codename"].contains(&key.as_str())),
    );
    if let Some(errors) = record::refuse(&record) {
        return Err(Refusal::Fields(errors));
    }
    partner.record = Value::Object(record);
    let answer = shown(&partner);
    on_disk(file, move |file| file.set_partner(&partner)).await?;
    Ok(Json(answer))
}

async fn remove(
    State(file): File,
    Path((codename, company_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    require_token(&file, &headers)?;
    owned(&file, &codename, &company_id)?;
    on_disk(file, move |file| file.delete_partner(&codename)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the secret or a personal token: which of them RC asks for is not documented.
async fn regenerate(
    State(file): File,
    Path(codename): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    require_secret(&file, &headers, &codename).or_else(|_| require_token(&file, &headers))?;
    let mut partner = file.partner(&codename)?.ok_or(Refusal::NotFound)?;
    let secret = random();
    partner.secret_hash = hash(&secret);
    on_disk(file, move |file| file.set_partner(&partner)).await?;
    Ok(Json(json!({ "secret": secret })))
}

async fn add_report(
    file: Arc<SandboxFile>,
    codename: String,
    candidate_id: String,
    fields: Map<String, Value>,
) -> Result<Response, Refusal> {
    let mut report = Map::from_iter([("status".to_owned(), json!("sent"))]);
    report.extend(fields);
    let report = SandboxReport {
        id: uuid::Uuid::new_v4().to_string(),
        codename,
        candidate_id,
        fields: Value::Object(report),
    };
    let answer = shown_report(&report);
    on_disk(file, move |file| file.set_report(&report)).await?;
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

fn shown_report(report: &SandboxReport) -> Value {
    let mut fields = report.fields.as_object().cloned().unwrap_or_default();
    fields.insert("id".into(), json!(report.id));
    fields.insert("candidate_id".into(), json!(report.candidate_id));
    Value::Object(fields)
}

async fn create_report(
    State(file): File,
    Path(codename): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    require_secret(&file, &headers, &codename)?;
    let fields = object(&body)?;
    let candidate_id = match fields.get("candidate_id") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => return Err(Refusal::Fields(json!({ "errors": { "candidate_id": ["is required"] } }))),
    };
    add_report(file, codename, candidate_id, fields).await
}

async fn create_report_of(
    State(file): File,
    Path((codename, company_id, candidate_id)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    require_secret(&file, &headers, &codename)?;
    owned(&file, &codename, &company_id)?;
    add_report(file, codename, candidate_id, object(&body)?).await
}

async fn read_reports(
    State(file): File,
    Path((codename, company_id, candidate_id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    require_secret(&file, &headers, &codename)?;
    owned(&file, &codename, &company_id)?;
    let reports: Vec<Value> = file
        .reports(&codename)?
        .iter()
        .filter(|report| report.candidate_id == candidate_id)
        .map(shown_report)
        .collect();
    Ok(Json(json!(reports)))
}

fn report(file: &SandboxFile, codename: &str, id: &str) -> Result<SandboxReport, Refusal> {
    file.reports(codename)?.into_iter().find(|report| report.id == id).ok_or(Refusal::NotFound)
}

async fn update_report(
    State(file): File,
    Path((codename, report_id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    require_secret(&file, &headers, &codename)?;
    let mut report = report(&file, &codename, &report_id)?;
    let fields = object(&body)?;
    let known = ["sent", "completed", "failed", "canceled"];
    if !fields.get("status").is_none_or(|status| status.as_str().is_some_and(|text| known.contains(&text))) {
        return Err(Refusal::Fields(
            json!({ "errors": { "status": ["is not one of sent, completed, failed, canceled"] } }),
        ));
    }
    if !fields.get("score").is_none_or(Value::is_string) {
        return Err(Refusal::Fields(json!({ "errors": { "score": ["must be a text"] } })));
    }
    if let Value::Object(kept) = &mut report.fields {
        kept.extend(fields);
    }
    let answer = shown_report(&report);
    on_disk(file, move |file| file.set_report(&report)).await?;
    Ok(Json(answer))
}

async fn delete_report(
    State(file): File,
    Path((codename, report_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    require_secret(&file, &headers, &codename)?;
    report(&file, &codename, &report_id)?;
    on_disk(file, move |file| file.delete_report(&report_id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
