//! The example partner, Harbour Tests: its record, and the service behind its four addresses.

use crate::server::hash;
use crate::{COMPANY_ID, EXAMPLE_HOST};
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use partner::{Address, Draft, Kind, PartnerFile};
use serde_json::{Value, json};
use std::sync::Arc;
use store::SandboxFile;

const LOGO: &str = include_str!("harbour.svg");
const ARTICLE: &str = include_str!("harbour.html");

/// The worked example as a file.
pub(crate) fn file() -> PartnerFile {
    let mut draft = Draft {
        kind: Some(Kind::Assessment),
        name: "Harbour Tests".into(),
        codename: "harbour-tests".into(),
        description: "Short tests of what a job on the water asks for, from knots to navigation. \
                      Results are on the candidate’s profile the same day."
            .into(),
        logo: LOGO.trim().into(),
        ..Draft::default()
    };
    for (address, path) in [
        (Address::ValidateToken, "recruitee/token"),
        (Address::Tests, "recruitee/tests"),
        (Address::SendCandidate, "recruitee/send"),
        (Address::HelpArticle, "help/recruitee"),
    ] {
        draft.urls.set(address, format!("https://{EXAMPLE_HOST}/{path}"));
    }
    PartnerFile { draft, company_id: COMPANY_ID.into() }
}

/// The service.
pub(crate) fn router(file: Arc<SandboxFile>) -> Router {
    Router::new()
        .route("/recruitee/token", get(validate))
        .route("/recruitee/tests", get(tests))
        .route("/recruitee/send", post(send))
        .route("/help/recruitee", get(article))
        .with_state(file)
}

type File = State<Arc<SandboxFile>>;

fn has(file: &SandboxFile, fault: &str) -> bool {
    file.faults().is_ok_and(|faults| faults.iter().any(|name| name == fault))
}

/// Lets the caller in, or gives the answer that turns it away.
fn turned_away(file: &SandboxFile, headers: &HeaderMap) -> Option<Response> {
    if has(file, "answers-500") {
        return Some((StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong").into_response());
    }
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
        .unwrap_or_default();
    let known = file.knows_token(&hash(token), "customer").unwrap_or(false);
    let let_in = (known && !has(file, "refuses-the-right-token")) || has(file, "accepts-every-token");
    (!let_in).then(|| {
        (StatusCode::UNAUTHORIZED, Json(json!({ "error": "This token is not known" }))).into_response()
    })
}

async fn validate(State(file): File, headers: HeaderMap) -> Response {
    turned_away(&file, &headers).unwrap_or_else(|| StatusCode::NO_CONTENT.into_response())
}

async fn tests(State(file): File, headers: HeaderMap) -> Response {
    if let Some(answer) = turned_away(&file, &headers) {
        return answer;
    }
    let mut list = json!([
        { "id": 1, "name": "Knots and lines" },
        { "id": 2, "name": "Navigation, 20 minutes" },
        { "id": 3, "name": "Radio procedure" },
        { "id": 4, "name": "Safety on deck" },
        { "id": 5, "name": "Weather and tides" }
    ]);
    if has(&file, "tests-with-one-id-twice") {
        list[3]["id"] = json!("2");
    }
    if has(&file, "tests-without-names")
        && let Some(entry) = list[2].as_object_mut()
    {
        entry.remove("name");
    }
    if has(&file, "tests-empty") {
        list = json!([]);
    }
    if has(&file, "tests-not-a-list") {
        list = json!({ "tests": list });
    }
    Json(list).into_response()
}

async fn send(State(file): File, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(answer) = turned_away(&file, &headers) {
        return answer;
    }
    let candidate: Value = serde_json::from_slice(&body).unwrap_or_default();
    let known = candidate["test_id"].as_str().is_some_and(|id| ["1", "2", "3", "4", "5"].contains(&id));
    if known {
        (StatusCode::CREATED, Json(json!({}))).into_response()
    } else {
        (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": "This test is no longer offered" })))
            .into_response()
    }
}

async fn article(State(file): File) -> Response {
    if has(&file, "article-missing") {
        return (StatusCode::NOT_FOUND, Html("<h1>Not found</h1>")).into_response();
    }
    if has(&file, "article-behind-a-log-in") {
        return (StatusCode::FORBIDDEN, Html("<h1>Log in to read on</h1>")).into_response();
    }
    Html(ARTICLE).into_response()
}
