//! The Partners API: `/api/p/{codename}/c/{company_id}/partner` and the secret. The reports stand beside it.

use crate::ids::{hash, random};
use crate::record;
use crate::refusal::{Refusal, object, on_disk, owned, require_secret};
use crate::reports::{self, Reports};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::{SandboxFile, SandboxPartner};

type File = State<Arc<SandboxFile>>;
/// Bodies above this are not read.
const MAX_BODY: usize = 4 * 1024 * 1024;

/// All routes of the imitation.
pub(crate) fn router(reports: Reports) -> Router {
    let file = reports.file.clone();
    Router::new()
        .route(
            "/api/p/{codename}/c/{company_id}/partner",
            get(read).post(create).patch(update).delete(remove),
        )
        .route("/api/p/{codename}/partner/regenerate-secret", post(regenerate))
        .with_state(file)
        .merge(reports::router(reports))
        .fallback(async || Refusal::NotFound)
        .layer(axum::extract::DefaultBodyLimit::max(MAX_BODY))
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

/// Flat, as an assumption; the secret is never in it.
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
    let fields = object(&body).map_err(Refusal::Body)?;
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
    let fields = object(&body).map_err(Refusal::Body)?;
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
