//! The routes of the recruiter: for scripts, and for people in the browser.

use crate::recruiter::guard::guard;
use crate::recruiter::obstacle::Obstacle;
use crate::recruiter::send::{Candidate, Choice};
use crate::recruiter::state::Recruiter;
use crate::recruiter::{as_json, pages};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{
        DefaultBodyLimit, Path, State,
        rejection::{BytesRejection, PathRejection},
    },
    http::{HeaderMap, header},
    middleware,
    routing::{any, get, post},
};
use redact::UnparsedSecret;
use serde::{Deserialize, Deserializer, de::Error};
use serde_json::{Map, Value};
use std::{sync::Arc, time::Duration};
use text::plain;

/// Bodies above this are not read: a candidate is small.
const MAX_BODY: usize = 64 * 1024;
/// The longest wait for a report.
const MAX_WAIT_S: u64 = 3600;

/// Everything below `/_recruiter`.
pub(crate) fn router(recruiter: Recruiter) -> Router {
    Router::new()
        .route("/_recruiter/send", post(send))
        .route("/_recruiter/send/{report_id}", get(sent))
        .route("/_recruiter/{*rest}", any(async || Obstacle::NoSuchPage))
        .merge(pages::router())
        .method_not_allowed_fallback(async || Obstacle::Method)
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
    #[serde(deserialize_with = "object")]
    candidate: Candidate,
    test_id: Option<String>,
    /// Until the report has ended, at most so long.
    wait_seconds: u64,
}

/// Reads members by their names alone: a list would be read by their order.
fn object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Candidate, D::Error> {
    let members = Map::deserialize(deserializer)?;
    serde_json::from_value(Value::Object(members)).map_err(D::Error::custom)
}

async fn send(
    State(recruiter): State<Arc<Recruiter>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Obstacle> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // A type that pages of other sites may not send unasked.
    if kind.split(';').next().is_none_or(|kind| !kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Obstacle::ContentType);
    }
    let body = body.map_err(|_| Obstacle::TooLarge)?;
    let request: SendRequest = match body.trim_ascii() {
        [] => SendRequest::default(),
        // A list would be read as the values of the members in their order.
        [first, ..] if *first != b'{' => return Err(Obstacle::Body(plain("recruiter.error.body.object"))),
        // The reason names a place and never what stands there: it may be a token.
        body => serde_json::from_slice(body).map_err(|error| Obstacle::Body(reason(&error)))?,
    };
    if request.wait_seconds > MAX_WAIT_S {
        return Err(Obstacle::Body(text::render(
            "recruiter.error.wait",
            &[("most", &MAX_WAIT_S.to_string())],
        )));
    }
    let dialog = recruiter.open(request.codename.as_deref(), request.token).await?;
    if !dialog.is_open() {
        return Ok(Json(as_json::unsent_dialog(&dialog)));
    }
    let choice = Choice { candidate: request.candidate, test_id: request.test_id };
    let sent = recruiter.send(dialog, choice).await?;
    let wait = Duration::from_secs(request.wait_seconds);
    recruiter.wait_for_report(&sent, wait).await?;
    Ok(Json(as_json::sent_candidate(&sent, recruiter.reports_of(&sent).await?)))
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
    report_id: Result<Path<String>, PathRejection>,
) -> Result<Json<Value>, Obstacle> {
    let Path(report_id) = report_id.map_err(|_| Obstacle::Gone)?;
    let sent = recruiter.sent(&report_id)?;
    Ok(Json(as_json::sent_candidate(&sent, recruiter.reports_of(&sent).await?)))
}
