//! HELP: the article that customers are led to.

use crate::token::no_answer;
use crate::verdict::Finding;
use crate::{Call, Cause, Evidence};

/// HELP-1
pub(crate) fn opens(_: &str, evidence: &Evidence) -> Finding {
    let answer = match evidence.answer(Call::Article) {
        Ok(answer) => answer,
        Err(trouble) => return no_answer(&trouble),
    };
    let is_page = ["text/html", "application/xhtml"]
        .iter()
        .any(|kind| answer.content_type.to_ascii_lowercase().starts_with(kind));
    match answer.status {
        200 if is_page => Finding::pass(),
        200 => Finding::developers("not_html").with("found", short(&answer.content_type)),
        404 | 410 => Finding::yours("missing").with("status", answer.status),
        401 | 403 => Finding::yours("log_in").with("status", answer.status),
        429 => Finding::unknown(Cause::TooManyRequests),
        status => Finding::developers("status").with("status", status),
    }
}

fn short(text: &str) -> String {
    if text.is_empty() { "nothing".into() } else { text.chars().take(60).collect() }
}
