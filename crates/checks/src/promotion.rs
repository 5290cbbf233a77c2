//! PROM: what changed since the promotion.

use crate::Evidence;
use crate::verdict::Finding;
use partner::differing;

/// PROM-1. Customers see the promoted record until a later one is promoted (Partners API concepts, "Promotion").
pub(crate) fn unchanged(_: &str, evidence: &Evidence) -> Finding {
    let subject = &evidence.subject;
    let Some(promoted) = &subject.promoted else { return Finding::not_applicable() };
    let fields = differing(&subject.draft, promoted);
    if fields.is_empty() {
        return Finding::pass();
    }
    if subject.asked_again.as_ref().is_some_and(|asked| differing(&subject.draft, asked).is_empty()) {
        return Finding::pass_as("asked_again");
    }
    let paths: Vec<&str> = fields.iter().map(|field| field.path()).collect();
    Finding::yours("changed").with("fields", paths.join(",")).with("count", paths.len())
}
