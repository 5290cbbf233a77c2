//! What the customer sees, in Recruitee's words for each kind.

use crate::core::snapshot::PartnerSnapshot;
use crate::wire::PreviewView;
use partner::Kind;
use store::Millis;

/// The words for the kind of a partner; those of an assessment while none is chosen.
pub(crate) fn preview(context: &PartnerSnapshot, seen: Option<TestsSeen>) -> PreviewView {
    let kind = match &context.draft.kind {
        Some(Kind::BackgroundCheck) => "background_check",
        Some(Kind::ReferenceCheck) => "reference_check",
        _ => "assessment",
    };
    let name = context.draft.name.trim();
    let name = if name.is_empty() { text::plain("preview.name") } else { name.to_owned() };
    let word = |key: &str| text::render(&format!("preview.{kind}.{key}"), &[("name", &name)]);
    PreviewView {
        category: word("category"),
        action: word("action"),
        dialog_title: word("dialog_title"),
        list_label: word("list_label"),
        is_documented: kind == "assessment",
        tests_at: seen.as_ref().map(|seen| seen.at),
        tests: seen.map(|seen| seen.names),
    }
}

/// The names of a service's tests, when they were last read.
#[derive(Clone)]
pub(crate) struct TestsSeen {
    pub(crate) at: Millis,
    pub(crate) names: Vec<String>,
}
