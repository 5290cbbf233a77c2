//! The example partner, Harbour Tests: its record, and the service behind its four addresses.

use crate::example_article::{article, front_page};
use crate::example_caller::{Faults, On, caller, is_accepted, turned_away};
use crate::example_candidates;
use crate::list_of_tests;
use crate::names::{COMPANY_ID, EXAMPLE_HOST};
use crate::reports::Reports;
use axum::{
    Extension, Json, Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{self, HeaderMap, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use partner::{Draft, Kind, PartnerFile, UrlField};
use serde_json::json;
use std::{
    collections::VecDeque,
    convert::Infallible,
    io::Write,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use store::SandboxFile;

const LOGO: &str = include_str!("harbour.svg");

/// The sample partner as a file.
pub(crate) fn file() -> PartnerFile {
    let mut draft = Draft {
        kind: Some(Kind::Assessment),
        name: "Harbour Tests".into(),
        codename: "harbour-tests".into(),
        description: "Short tests of the skills that a job on the water needs, from knots to navigation. \
                      Results are on the candidate’s profile the same day."
            .into(),
        logo: LOGO.trim().into(),
        ..Draft::default()
    };
    for (url_field, path) in [
        (UrlField::ValidateToken, "recruitee/token"),
        (UrlField::Tests, "recruitee/tests"),
        (UrlField::SendCandidate, "recruitee/send"),
        (UrlField::HelpArticle, "help/recruitee"),
    ] {
        draft.urls.set(url_field, format!("https://{EXAMPLE_HOST}/{path}"));
    }
    PartnerFile { draft, company_id: COMPANY_ID.into() }
}

/// The service.
pub(crate) fn router(reports: Reports) -> Router {
    let file = reports.file.clone();
    Router::new()
        .route("/recruitee/token", get(validate))
        .route("/recruitee/tests", get(tests))
        .route("/recruitee/send", post(example_candidates::send).with_state(reports))
        .route("/log-in", get(log_in))
        .route("/help/recruitee", get(article))
        .route("/", get(front_page))
        .layer(middleware::from_fn_with_state(file.clone(), misbehave))
        .with_state(file)
}

type File = State<Arc<SandboxFile>>;

/// Longer than people wait for an answer without noticing.
const SLOW: Duration = Duration::from_millis(5_400);

/// Faults of the whole service rather than of one of its addresses.
async fn misbehave(State(file): File, mut request: Request, next: Next) -> Response {
    let faults = Faults(Arc::new(file.faults().unwrap_or_default()));
    let path = request.uri().path().to_owned();
    let is_api = path.starts_with("/recruitee/");
    let moved = request.uri().query().is_some_and(|query| query.contains("moved"));
    if faults.has("answers-slowly") && is_api {
        tokio::time::sleep(SLOW).await;
    }
    if faults.has("takes-200-ms") {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let elsewhere = [
        ("redirects-elsewhere", "https://login.harbour.example/token".to_owned()),
        ("redirects-to-http", format!("http://{EXAMPLE_HOST}{path}")),
        ("redirects-in-a-loop", path.clone()),
        ("redirects-within", format!("{path}?moved")),
    ];
    for (fault, to) in elsewhere {
        if is_api && !moved && faults.has(fault) {
            return Redirect::temporary(&to).into_response();
        }
    }
    if is_api && faults.has("answers-500") {
        return (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong").into_response();
    }
    if is_api && faults.has("answers-429") {
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "60")]).into_response();
    }
    request.extensions_mut().insert(faults.clone());
    let answer = next.run(request).await;
    if faults.has("gzip") {
        packed(answer).await
    } else if faults.has("chunked") {
        in_pieces(answer).await
    } else {
        answer
    }
}

async fn body_of(answer: Response) -> (http::response::Parts, Bytes) {
    let (head, body) = answer.into_parts();
    // Bodies of our own making: they end and are small.
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    (head, body)
}

async fn packed(answer: Response) -> Response {
    let (mut head, body) = body_of(answer).await;
    if body.is_empty() {
        return Response::from_parts(head, Body::empty());
    }
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let packed = packer.write_all(&body).and_then(|()| packer.finish()).unwrap_or_default();
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    Response::from_parts(head, Body::from(packed))
}

async fn in_pieces(answer: Response) -> Response {
    let (mut head, body) = body_of(answer).await;
    head.headers.remove(header::CONTENT_LENGTH);
    let pieces: VecDeque<Bytes> = body.chunks(7).map(Bytes::copy_from_slice).collect();
    Response::from_parts(head, Body::new(Pieces(pieces)))
}

/// A body whose length nobody knows beforehand.
struct Pieces(VecDeque<Bytes>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(http_body::Frame::data(piece))))
    }
}

async fn validate(State(file): File, Extension(faults): On, headers: HeaderMap) -> Response {
    for (fault, status) in [
        ("wants-another-method", StatusCode::METHOD_NOT_ALLOWED),
        ("validate-is-not-there", StatusCode::NOT_FOUND),
        ("asks-for-more", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        if faults.has(fault) {
            return status.into_response();
        }
    }
    let names = [
        "refuses-the-right-token",
        "accepts-a-changed-token",
        "needs-no-token",
        "accepts-an-empty-token",
        "ignores-the-scheme",
        "accepts-every-token",
    ];
    if is_accepted(&faults, caller(&file, &headers), names) {
        return if faults.has("answers-200-with-a-page") {
            Html("<h1>Welcome</h1>").into_response()
        } else {
            StatusCode::NO_CONTENT.into_response()
        };
    }
    if faults.has("says-no-with-200") {
        return Json(json!({ "error": "This token is not known" })).into_response();
    }
    if faults.has("shows-a-log-in-page") {
        return Redirect::to("/log-in").into_response();
    }
    if faults.has("sends-wrong-tokens-elsewhere") {
        return Redirect::to("https://login.harbour.example/").into_response();
    }
    if faults.has("answers-404-to-wrong-tokens") {
        return StatusCode::NOT_FOUND.into_response();
    }
    turned_away(&faults)
}

async fn tests(State(file): File, Extension(faults): On, headers: HeaderMap) -> Response {
    let names = [
        "list-refuses-the-right-token",
        "list-accepts-a-changed-token",
        "list-needs-no-token",
        "list-accepts-an-empty-token",
        "list-ignores-the-scheme",
        "list-says-yes",
    ];
    if !is_accepted(&faults, caller(&file, &headers), names) {
        return turned_away(&faults);
    }
    let body = list_of_tests::body(&|fault| faults.has(fault));
    let kind = if faults.has("plain-text-type") { "text/plain; charset=utf-8" } else { "application/json" };
    ([(header::CONTENT_TYPE, kind)], body).into_response()
}

async fn log_in() -> Html<&'static str> {
    Html("<title>Log in</title><h1>Log in</h1><form><input name=email><input type=password></form>")
}
