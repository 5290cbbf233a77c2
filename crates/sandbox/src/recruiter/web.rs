//! The routes of the recruiter: for scripts, and for people in the browser.

use crate::recruiter::guard::guard;
use crate::recruiter::obstacle::Obstacle;
use crate::recruiter::send::{Candidate, Choice};
use crate::recruiter::state::Recruiter;
use crate::recruiter::{pages, told};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, header},
    middleware,
    routing::{get, post},
};
use redact::UnparsedSecret;
use serde::Deserialize;
use serde_json::Value;
use std::{sync::Arc, time::Duration};

/// Bodies above this are not read: a candidate is small.
const MAX_BODY: usize = 64 * 1024;
/// The longest wait for a report.
const MAX_WAIT_S: u64 = 3600;

/// Everything below `/_recruiter`.
pub(crate) fn router(recruiter: Recruiter) -> Router {
    Router::new()
        .route("/_recruiter/send", post(send))
        .route("/_recruiter/send/{report_id}", get(sent))
        .merge(pages::router())
        .with_state(Arc::new(recruiter))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(guard))
}

/// What a script may say; all of it may be left out.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SendRequest {
    codename: Option<String>,
    /// The customer token.
    token: Option<UnparsedSecret>,
    candidate: Candidate,
    test_id: Option<String>,
    /// Until the report has ended, at most so long.
    wait_seconds: u64,
}

async fn send(
    State(recruiter): State<Arc<Recruiter>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Obstacle> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // A type that pages of other sites may not send unasked.
    if kind.split(';').next().is_none_or(|kind| !kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Obstacle::ContentType);
    }
    let request: SendRequest = match body.as_ref() {
        [] => SendRequest::default(),
        // The reason names a place and never what stands there: it may be a token.
        body => serde_json::from_slice(body).map_err(|error| Obstacle::Body(reason(&error)))?,
    };
    let dialog = recruiter.open(request.codename.as_deref(), request.token).await?;
    if !dialog.is_open() {
        return Ok(Json(told::unsent(&dialog)));
    }
    let sent =
        recruiter.send(&dialog, Choice { candidate: request.candidate, test_id: request.test_id }).await?;
    let wait = Duration::from_secs(request.wait_seconds.min(MAX_WAIT_S));
    recruiter.wait_for_report(&sent, wait).await?;
    Ok(Json(told::sent(&sent, recruiter.reports_of(&sent)?)))
}

/// What is wrong with a body, without a word of it.
fn reason(error: &serde_json::Error) -> String {
    let key = match error.classify() {
        serde_json::error::Category::Data => "recruiter.error.body.member",
        _ => "recruiter.error.body.json",
    };
    let (line, column) = (error.line().to_string(), error.column().to_string());
    text::render(key, &[("line", &line), ("column", &column)])
}

async fn sent(
    State(recruiter): State<Arc<Recruiter>>,
    Path(report_id): Path<String>,
) -> Result<Json<Value>, Obstacle> {
    let sent = recruiter.sent(&report_id)?;
    Ok(Json(told::sent(&sent, recruiter.reports_of(&sent)?)))
}
