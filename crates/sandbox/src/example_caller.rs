//! Who calls the example partner, and whether it lets them in.

use crate::ids::hash;
use axum::{
    Extension, Json,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use std::sync::Arc;
use store::SandboxFile;

/// The faults that are on while one request is answered.
#[derive(Clone)]
pub(crate) struct Faults(pub(crate) Arc<Vec<String>>);

impl Faults {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|on| on == name)
    }
}

/// The faults of a request.
pub(crate) type On = Extension<Faults>;

/// Who is at the door.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// No Authorization header.
    NoToken,
    /// An empty one.
    EmptyToken,
    /// A token that is known, behind another scheme.
    OtherScheme,
    /// A token that is not known.
    Wrong,
    /// The right token.
    Right,
}

pub(crate) fn caller(file: &SandboxFile, headers: &HeaderMap) -> Caller {
    let Some(value) = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) else {
        return Caller::NoToken;
    };
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    let is_known = file.knows_token(&hash(token.trim()), "customer").unwrap_or(false);
    match (scheme, token.trim()) {
        ("Bearer", "") => Caller::EmptyToken,
        ("Bearer", _) if is_known => Caller::Right,
        (_, _) if is_known => Caller::OtherScheme,
        _ => Caller::Wrong,
    }
}

/// Whether a caller is accepted, by the names that the faults of this URL have.
pub(crate) fn is_accepted(faults: &Faults, caller: Caller, names: [&str; 6]) -> bool {
    let [refuses, changed, none, empty, scheme, all] = names;
    if faults.has(all) || faults.has("accepts-every-token") {
        return true;
    }
    match caller {
        Caller::Right => !faults.has(refuses) && !faults.has("refuses-the-right-token"),
        Caller::Wrong => faults.has(changed),
        Caller::NoToken => faults.has(none),
        Caller::EmptyToken => faults.has(empty),
        Caller::OtherScheme => faults.has(scheme),
    }
}

pub(crate) fn turned_away(faults: &Faults) -> Response {
    let status = if faults.has("answers-403") { StatusCode::FORBIDDEN } else { StatusCode::UNAUTHORIZED };
    (status, Json(json!({ "error": "This token is not known" }))).into_response()
}
