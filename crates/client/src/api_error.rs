//! The ways in which a call to the Partners API can fail, told apart by what is to be done.

use crate::ProbeError;
use crate::error_body::{self, FieldMessage, Said};

/// A call that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// 401 or 403.
    #[error("the token was turned away")]
    TurnedAway,
    /// 404.
    #[error("there is no such partner")]
    NotFound,
    /// 409.
    #[error("the codename is taken")]
    Conflict,
    /// 400 or 422, with what the server says of each field.
    #[error("the record was rejected")]
    Rejected {
        /// The status.
        status: u16,
        /// By field, each field once.
        fields: Vec<FieldMessage>,
        /// All else it says. Empty when it says nothing.
        message: String,
    },
    /// 429, with the seconds it asks to wait.
    #[error("too many requests")]
    TooManyRequests(Option<u64>),
    /// A redirect: it is not followed, since the token would go along.
    #[error("the answer leads to {to}")]
    Redirected {
        /// The origin that it leads to.
        to: String,
    },
    /// Any other status.
    #[error("status {status}")]
    Status {
        /// The status.
        status: u16,
        /// What the server says.
        message: String,
    },
    /// A success that is not JSON or no record.
    #[error("the answer was not understood")]
    NotUnderstood,
    /// No answer; for a write it is certain that nothing was done.
    #[error("{0}")]
    Probe(ProbeError),
    /// A write was sent and no answer came: nobody knows whether it was done.
    #[error("no answer came, so the outcome is not known ({0})")]
    OutcomeUnknown(ProbeError),
}

/// Reads an error from a status and a body of unknown shape.
pub fn from_answer(status: u16, body: &[u8], retry_after: Option<u64>) -> ApiError {
    match status {
        401 | 403 => ApiError::TurnedAway,
        404 => ApiError::NotFound,
        409 => ApiError::Conflict,
        400 | 422 => {
            let Said { fields, message } = error_body::read(body);
            ApiError::Rejected { status, fields, message }
        }
        429 => ApiError::TooManyRequests(retry_after),
        _ => ApiError::Status { status, message: error_body::read(body).in_one() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_decides_what_is_to_be_done_and_the_body_says_why() {
        let body = br#"{"message":"No good","errors":{"name":["is odd"]}}"#;
        let named = FieldMessage { field: "name".into(), message: "is odd".into() };
        for status in [400, 422] {
            let rejected =
                ApiError::Rejected { status, fields: vec![named.clone()], message: "No good".into() };
            assert_eq!(from_answer(status, body, None), rejected);
        }
        let message = "No good; name: is odd".into();
        assert_eq!(from_answer(413, body, None), ApiError::Status { status: 413, message });
        assert_eq!(from_answer(502, b"", None), ApiError::Status { status: 502, message: String::new() });
        assert_eq!(from_answer(401, body, None), ApiError::TurnedAway);
        assert_eq!(from_answer(404, body, None), ApiError::NotFound);
        assert_eq!(from_answer(409, body, None), ApiError::Conflict);
        assert_eq!(from_answer(429, body, Some(30)), ApiError::TooManyRequests(Some(30)));
    }
}
