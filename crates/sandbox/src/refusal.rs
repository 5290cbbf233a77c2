//! Who is let in, and what is answered to those who are not.

use crate::ids::hash;
use axum::{
    Json,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use store::{SandboxFile, SandboxPartner, StoreError};

/// An answer that is no success.
pub(crate) enum Refusal {
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

impl Refusal {
    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotAllowed(_) => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Taken => StatusCode::CONFLICT,
            Self::Body(_) => StatusCode::BAD_REQUEST,
            Self::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = match self {
            Self::NotAllowed(why) | Self::Body(why) => json!({ "error": why }),
            Self::NotFound => json!({ "error": "There is no such partner" }),
            Self::Taken => json!({ "error": "This codename is taken" }),
            Self::Fields(errors) => errors,
            Self::Store(error) => {
                tracing::error!(%error, "the Sandbox's file failed");
                json!({ "error": "The Sandbox cannot use its file" })
            }
        };
        (status, Json(body)).into_response()
    }
}

pub(crate) fn secret_hash(headers: &HeaderMap) -> String {
    hash(headers.get("rt-partner-secret").and_then(|value| value.to_str().ok()).unwrap_or_default())
}

pub(crate) fn require_secret(file: &SandboxFile, headers: &HeaderMap, codename: &str) -> Result<(), Refusal> {
    require_secret_hash(file, &secret_hash(headers), codename)
}

pub(crate) fn require_secret_hash(file: &SandboxFile, hash: &str, codename: &str) -> Result<(), Refusal> {
    let partner = file.partner(codename)?.ok_or(Refusal::NotFound)?;
    if hash == partner.secret_hash { Ok(()) } else { Err(Refusal::NotAllowed("The partner secret is wrong")) }
}

pub(crate) fn object(body: &Bytes) -> Result<Map<String, Value>, &'static str> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err("Send a JSON object"),
        Err(_) => Err("The body is not JSON"),
    }
}

pub(crate) fn owned(file: &SandboxFile, codename: &str, company_id: &str) -> Result<SandboxPartner, Refusal> {
    // A partner is visible to its own company only.
    file.partner(codename)?.filter(|partner| partner.company_id == company_id).ok_or(Refusal::NotFound)
}

/// Writes off the async threads: each write waits for the disk.
pub(crate) async fn on_disk(
    file: Arc<SandboxFile>,
    write: impl FnOnce(&SandboxFile) -> Result<(), StoreError> + Send + 'static,
) -> Result<(), StoreError> {
    let written = tokio::task::spawn_blocking(move || write(&file)).await;
    written.unwrap_or_else(|_| Err(StoreError::Unexpected("the thread of a write ended".into())))
}
