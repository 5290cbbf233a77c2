//! The pages: plain forms, so that they work in any browser; a script only looks for the report.

use crate::recruiter::obstacle::Obstacle;
use crate::recruiter::page;
use crate::recruiter::send::{Candidate, Choice};
use crate::recruiter::state::Recruiter;
use axum::{
    Form, Router,
    extract::{
        Path, State,
        rejection::{FormRejection, PathRejection},
    },
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maud::Markup;
use redact::UnparsedSecret;
use serde::Deserialize;
use std::sync::Arc;

type Shared = State<Arc<Recruiter>>;
type Named = Result<Path<String>, PathRejection>;
type Filled<T> = Result<Form<T>, FormRejection>;

fn unreadable(_: FormRejection) -> Obstacle {
    Obstacle::Body(text::plain("recruiter.error.form"))
}

pub(crate) fn router() -> Router<Arc<Recruiter>> {
    let file = |kind: &'static str, text: &'static str| {
        get(async move || ([(header::CONTENT_TYPE, kind)], text).into_response())
    };
    Router::new()
        .route("/_recruiter", get(home).post(open))
        .route("/_recruiter/dialogs/{id}", get(dialog).post(send))
        .route("/_recruiter/sent/{report_id}", get(sent))
        .route("/_recruiter/page.css", file("text/css; charset=utf-8", include_str!("page.css")))
        .route("/_recruiter/page.js", file("text/javascript; charset=utf-8", include_str!("page.js")))
}

/// What is in the way, as a page.
struct PageObstacle(Obstacle);

impl<E: Into<Obstacle>> From<E> for PageObstacle {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for PageObstacle {
    fn into_response(self) -> Response {
        (self.0.status(), page::obstacle(&self.0.text())).into_response()
    }
}

async fn home(State(recruiter): Shared) -> Result<Markup, PageObstacle> {
    Ok(page::home(&recruiter.codenames()?, &recruiter.all_sent()))
}

#[derive(Deserialize)]
struct OpenForm {
    codename: String,
    #[serde(default)]
    token: String,
}

async fn open(State(recruiter): Shared, form: Filled<OpenForm>) -> Result<Redirect, PageObstacle> {
    let Form(form) = form.map_err(unreadable)?;
    let token = UnparsedSecret::new(form.token);
    let token = Some(token).filter(|token| !token.expose_secret().trim().is_empty());
    let dialog = recruiter.open(Some(&form.codename), token).await?;
    Ok(Redirect::to(&format!("/_recruiter/dialogs/{}", dialog.id)))
}

async fn dialog(State(recruiter): Shared, id: Named) -> Result<Markup, PageObstacle> {
    let Path(id) = id.map_err(|_| Obstacle::Gone)?;
    Ok(page::dialog(&*recruiter.dialog(&id)?))
}

/// A field that the dialog does not have is that of the sample.
#[derive(Deserialize)]
struct SendForm {
    first_name: Option<String>,
    last_name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    test_id: String,
}

async fn send(State(recruiter): Shared, id: Named, form: Filled<SendForm>) -> Result<Redirect, PageObstacle> {
    let (Path(id), Form(form)) = (id.map_err(|_| Obstacle::Gone)?, form.map_err(unreadable)?);
    let dialog = recruiter.dialog(&id)?;
    let SendForm { first_name, last_name, email, phone, test_id } = form;
    let candidate = Candidate { first_name, last_name, email, phone };
    let sent = recruiter.send(dialog, Choice { candidate, test_id: Some(test_id) }).await?;
    Ok(Redirect::to(&format!("/_recruiter/sent/{}", sent.candidate.report_id)))
}

async fn sent(State(recruiter): Shared, report_id: Named) -> Result<Markup, PageObstacle> {
    let Path(report_id) = report_id.map_err(|_| Obstacle::Gone)?;
    let sent = recruiter.sent(&report_id)?;
    Ok(page::sent(&sent, &recruiter.reports_of(&sent).await?))
}
