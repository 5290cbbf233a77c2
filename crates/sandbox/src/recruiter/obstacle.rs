//! Why a recruiter cannot play, in words for whoever asked.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use partner::UrlField;
use redact::SecretFault;
use serde_json::json;
use store::StoreError;
use text::{plain, render};

/// What is in the way, before anything is called.
pub(crate) enum Obstacle {
    /// The body is not what is taken.
    Body(String),
    /// The body is not sent as JSON.
    ContentType,
    /// The body is longer than any that is taken.
    TooLarge,
    /// There is nothing at that path.
    NoSuchPage,
    /// There is, with another method.
    Method,
    /// A website of somebody else asks.
    ForeignPage,
    /// The Sandbox does not hold that partner; those it holds.
    UnknownPartner(String, Vec<String>),
    /// It holds several, and none was named.
    SeveralPartners(Vec<String>),
    /// No customer token was given.
    NoToken,
    Token(SecretFault),
    /// The partner has no such URL, or one that cannot be called.
    Url(UrlField),
    /// The list has no test of that id; those it has.
    UnknownTest(String, Vec<String>),
    /// The dialog, or what was sent, is not remembered.
    Gone,
    Store(StoreError),
}

impl From<StoreError> for Obstacle {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Obstacle {
    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Body(_) => StatusCode::BAD_REQUEST,
            Self::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::ForeignPage => StatusCode::FORBIDDEN,
            Self::UnknownPartner(..) | Self::Gone | Self::NoSuchPage => StatusCode::NOT_FOUND,
            Self::SeveralPartners(_) => StatusCode::CONFLICT,
            Self::NoToken | Self::Token(_) | Self::Url(_) | Self::UnknownTest(..) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The sentence.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Body(reason) => render("recruiter.error.body", &[("reason", reason)]),
            Self::ContentType => plain("recruiter.error.content_type"),
            Self::TooLarge => plain("recruiter.error.too_large"),
            Self::NoSuchPage => plain("recruiter.error.no_page"),
            Self::Method => plain("recruiter.error.method"),
            Self::ForeignPage => plain("recruiter.error.foreign_page"),
            Self::UnknownPartner(name, known) => {
                render("recruiter.error.partner", &[("codename", name), ("codenames", &known.join(", "))])
            }
            Self::SeveralPartners(known) => {
                render("recruiter.error.several", &[("codenames", &known.join(", "))])
            }
            Self::NoToken => plain("recruiter.error.no_token"),
            Self::Token(fault) => render("recruiter.error.token", &[("reason", &fault.to_string())]),
            Self::Url(url_field) => {
                render("recruiter.error.url", &[("url", &format!("field.urls.{}", url_field.key()))])
            }
            Self::UnknownTest(id, known) => {
                render("recruiter.error.test", &[("id", id), ("ids", &known.join(", "))])
            }
            Self::Gone => plain("recruiter.error.gone"),
            Self::Store(error) => render("recruiter.error.store", &[("reason", &error.to_string())]),
        }
    }
}

impl IntoResponse for Obstacle {
    fn into_response(self) -> Response {
        (self.status(), Json(json!({ "error": self.text() }))).into_response()
    }
}
