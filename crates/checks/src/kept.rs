//! Evidence as it is kept with a run, so that a later set of rules can say what it would judge
//! differently without a single call.

use crate::page::decode;
use crate::{Answer, CATALOGUE, Call, Evidence, ProbeError, Reach, Redirect, Subject, Verdict};
use partner::UrlField;
use serde::{Deserialize, Serialize};

/// What the live addresses answered. Nothing of the record, and nothing of Recruitee: a newer rule reads
/// the record as it is, and whether Recruitee still holds it cannot be told from memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptEvidence {
    at: i64,
    reach: Vec<(UrlField, Reach)>,
    answers: Vec<(Call, Result<KeptAnswer, ProbeError>)>,
}

/// A secret is no longer than this.
const TOKEN_BYTES: usize = 4096;

/// A page as text: it is kept in UTF-8, in whatever it came.
fn kept_text(answer: &Answer, length: usize) -> String {
    let body = &answer.body[..length];
    match std::str::from_utf8(body) {
        Ok(text) => text.to_owned(),
        Err(_) if is_page(answer) => decode(body, &answer.content_type).into_owned(),
        Err(_) => String::from_utf8_lossy(body).into_owned(),
    }
}

fn kept_type(answer: &Answer) -> String {
    if is_page(answer) && std::str::from_utf8(&answer.body).is_err() {
        return "text/html; charset=utf-8".into();
    }
    answer.content_type.clone()
}

fn is_page(answer: &Answer) -> bool {
    answer.content_type.to_ascii_lowercase().starts_with("text/html")
}

/// One answer, without secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAnswer {
    status: u16,
    content_type: String,
    #[serde(default)]
    headers: Vec<(String, String)>,
    body: String,
    is_cut: bool,
    #[serde(default)]
    body_fault: Option<ProbeError>,
    redirect: Option<Redirect>,
    found_at: Option<String>,
    took_ms: u64,
    #[serde(default)]
    came_at_ms: u64,
}

impl KeptAnswer {
    /// What is kept of an answer; `clean` takes secrets out of it.
    pub fn of(answer: &Answer, clean: impl Fn(&str) -> String) -> Self {
        let is_whole = !answer.is_cut && answer.body_fault.is_none();
        // Across a cut a secret would leave its beginning.
        let length = answer.body.len() - if is_whole { 0 } else { TOKEN_BYTES.min(answer.body.len()) };
        Self {
            status: answer.status,
            content_type: clean(&kept_type(answer)),
            headers: answer.headers.iter().map(|(name, value)| (name.clone(), clean(value))).collect(),
            body: clean(&kept_text(answer, length)),
            is_cut: answer.is_cut,
            body_fault: answer.body_fault.clone(),
            redirect: answer.redirect.clone(),
            found_at: answer.found_at.as_deref().map(&clean),
            took_ms: answer.took_ms,
            came_at_ms: answer.came_at_ms,
        }
    }

    /// The answer, as checks read it.
    pub fn restore(&self) -> Answer {
        Answer {
            status: self.status,
            content_type: self.content_type.clone(),
            headers: self.headers.clone(),
            body: self.body.clone().into_bytes(),
            is_cut: self.is_cut,
            body_fault: self.body_fault.clone(),
            redirect: self.redirect.clone(),
            found_at: self.found_at.clone(),
            took_ms: self.took_ms,
            came_at_ms: self.came_at_ms,
        }
    }
}

impl KeptEvidence {
    /// What is kept of `evidence`; `clean` takes secrets out of a body.
    pub fn of(evidence: &Evidence, clean: impl Fn(&str) -> String) -> Self {
        Self {
            at: evidence.at,
            reach: evidence.reach.iter().map(|(url_field, reach)| (*url_field, reach.clone())).collect(),
            answers: evidence
                .answers
                .iter()
                .map(|(call, answer)| {
                    (
                        *call,
                        answer.as_ref().map(|answer| KeptAnswer::of(answer, &clean)).map_err(Clone::clone),
                    )
                })
                .collect(),
        }
    }

    /// The same with what a later, smaller round saw in place of what it asked again.
    #[must_use]
    pub fn renewed(mut self, later: Self) -> Self {
        self.reach.retain(|(url_field, _)| !later.reach.iter().any(|(new, _)| new == url_field));
        self.answers.retain(|(call, _)| !later.answers.iter().any(|(new, _)| new == call));
        self.reach.extend(later.reach);
        self.answers.extend(later.answers);
        self
    }

    /// The answer to one call, or why there was none; `None` when the call was not made.
    pub fn answer(&self, call: Call) -> Option<Result<Answer, ProbeError>> {
        let (_, answer) = self.answers.iter().find(|(kept, _)| *kept == call)?;
        Some(answer.as_ref().map(KeptAnswer::restore).map_err(Clone::clone))
    }

    /// Judges what was kept by the rules of today. Checks that need another call, or Recruitee, are left
    /// out.
    pub fn judge(&self, subject: Subject) -> Vec<Verdict> {
        let evidence = Evidence {
            subject,
            at: self.at,
            registration_in_scope: true,
            reach: self.reach.iter().cloned().collect(),
            answers: self
                .answers
                .iter()
                .map(|(call, answer)| (*call, answer.as_ref().map(KeptAnswer::restore).map_err(Clone::clone)))
                .collect(),
            ..Evidence::default()
        };
        CATALOGUE
            .iter()
            .filter(|check| check.calls.iter().all(|call| evidence.holds(*call)))
            .filter(|check| !check.reads_keys())
            .map(|check| check.judge(&evidence, |_| None))
            .collect()
    }
}
