//! What a customer would see of an answer: whether the token is taken, the tests to choose from, the text of an
//! error. By the documentation's Concepts, Sending candidates and Error handling.

use crate::Answer;
use crate::json_list::{Fields, entries, text};
use crate::list::id;
use crate::list_body::{json, text_of};

/// What Recruitee makes of the answer to a customer token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenAnswer {
    /// 2xx.
    Accepted,
    /// 401 or 403: the token is wrong.
    Rejected,
    /// Anything else: an error of the service.
    Failed,
}

impl TokenAnswer {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Accepted, Self::Rejected, Self::Failed];

    /// What it makes of `status`.
    pub const fn of(status: u16) -> Self {
        match status {
            200..=299 => Self::Accepted,
            401 | 403 => Self::Rejected,
            _ => Self::Failed,
        }
    }

    /// The written name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
        }
    }
}

/// A test that a recruiter can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestEntry {
    /// As Recruitee sends it back: as text.
    pub id: String,
    /// What the recruiter reads.
    pub name: String,
}

/// The tests that a recruiter can choose from; `None` where the answer is no list. Entries without an id or a name
/// are left out.
pub fn tests_in(answer: &Answer) -> Option<Vec<TestEntry>> {
    if !matches!(answer.status, 200..=299) || answer.is_cut || answer.body_fault.is_some() {
        return None;
    }
    let list = entries(text_of(&answer.body).and_then(json).ok()?)?;
    let entry = |raw: &&str| {
        let fields = Fields::of(raw)?;
        Some(TestEntry { id: id(&fields)?, name: fields.get("name").and_then(text)? })
    };
    Some(list.iter().filter_map(entry).collect())
}

/// The text of its own that a service gives with an error: `{"error": "…"}` with a status from 400, but for 401 and
/// 403, which are about the token.
pub fn own_error(answer: &Answer) -> Option<String> {
    if !matches!(answer.status, 400..=499) || matches!(answer.status, 401 | 403) {
        return None;
    }
    let value = text_of(&answer.body).and_then(json).ok()?;
    let fields = Fields::of(value)?;
    fields.get("error").and_then(text).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            content_type: "application/json".into(),
            headers: Vec::new(),
            body: body.into(),
            body_fault: None,
            is_cut: false,
            redirect: None,
            found_at: None,
            took_ms: 1,
            came_at_ms: 1,
        }
    }

    #[test]
    fn a_test_has_its_id_as_the_text_that_recruitee_sends_back() {
        let list = r#"[{"id": 2, "name": "Ruby"}, {"id": "b", "name": "Go"}, {"name": "no id"}, 7]"#;
        let entry = |id: &str, name: &str| TestEntry { id: id.into(), name: name.into() };
        assert_eq!(tests_in(&answer(200, list)), Some(vec![entry("2", "Ruby"), entry("b", "Go")]));
        assert_eq!(tests_in(&answer(200, r#"{"tests": []}"#)), None);
        assert_eq!(tests_in(&answer(401, list)), None);
    }

    #[test]
    fn only_an_error_of_the_service_itself_brings_its_own_text() {
        let own = |status, body| own_error(&answer(status, body));
        assert_eq!(own(402, r#"{"error": "No credits left"}"#), Some("No credits left".into()));
        for (status, body) in [
            (401, r#"{"error": "Who are you?"}"#),
            (403, r#"{"error": "Not you"}"#),
            (500, r#"{"error": "Broken"}"#),
            (200, r#"{"error": "Fine"}"#),
            (402, r#"{"error": {"message": "nested"}}"#),
            (402, r#"{"error": "  "}"#),
            (402, r#"{"message": "another key"}"#),
            (402, "<html>"),
        ] {
            assert_eq!(own(status, body), None, "{status} {body}");
        }
    }
}
