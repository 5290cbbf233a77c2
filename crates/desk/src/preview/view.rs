//! The labels of every place, for each kind.

use crate::core::snapshot::PartnerSnapshot;
use crate::preview::seen::ServiceSeen;
use crate::wire::{FieldName, PreviewPlace, PreviewView, SendFieldView, TestsSeenView, TokenSeenView};
use partner::{CARD_DESCRIPTION, Draft, Field, Input, Kind, LONG_NAME, Sending};
use serde_json::to_string_pretty;

/// A report as the documentation shows one.
const SAMPLE_REPORT: &str = "bb83dc83-91b2-46a5-8a21-824067f29c68";

/// So many tests are shown in the open list.
const SHOWN_TESTS: usize = 6;
/// No dialog has room for more of a text.
const SHOWN_ERROR: usize = 300;

fn shown_error(text: &str) -> String {
    text.chars().take(SHOWN_ERROR).collect()
}

/// Places whose labels nobody has documented or shown for a kind.
fn approximate(draft: &Draft, sending: &Sending) -> Vec<PreviewPlace> {
    let kind = draft.kind.as_ref();
    // What any other field looks like, and under which key its value goes, is not documented.
    let has_others = draft.inputs.iter().any(|input| sending.value_of(input).is_none());
    let is_approximate = |place: PreviewPlace| match place {
        PreviewPlace::Card | PreviewPlace::Listing | PreviewPlace::Consent => {
            matches!(kind, Some(Kind::Other(_)))
        }
        // How an answer is shown there was never seen.
        PreviewPlace::Token | PreviewPlace::Report => true,
        // Shown for assessments only.
        PreviewPlace::Send if has_others => true,
        PreviewPlace::Menu | PreviewPlace::Send => !matches!(kind, None | Some(Kind::Assessment)),
        // Named in the documentation, and shown for all but reference checks.
        PreviewPlace::Profile => matches!(kind, Some(Kind::ReferenceCheck | Kind::Other(_))),
    };
    PreviewPlace::ALL.iter().copied().filter(|place| is_approximate(*place)).collect()
}

fn too_long(draft: &Draft) -> Vec<FieldName> {
    let held = draft.as_held();
    let texts =
        [(Field::Name, &held.name, LONG_NAME), (Field::Description, &held.description, CARD_DESCRIPTION)];
    let is_long = |text: &str, most: usize| text.chars().count() > most;
    texts.into_iter().filter(|(_, text, most)| is_long(text, *most)).map(|(field, ..)| field.into()).collect()
}

/// The label of a candidate field.
pub(crate) fn input_label(input: &Input) -> String {
    match (&input.as_it_came, input.label_key()) {
        (Some(_), _) if input.kind.is_empty() => text::plain("input.unreadable"),
        (_, Some(key)) => text::plain(&key),
        (_, None) => input.kind.clone(),
    }
}

fn send_field(input: &Input, sending: &Sending) -> SendFieldView {
    SendFieldView {
        label: input_label(input),
        value: sending.value_of(input).unwrap_or_default().to_owned(),
        is_choice: input.is_choice(),
        required: input.required,
    }
}

/// What a customer sees of a draft, with what its service answered.
pub(crate) fn preview(context: &PartnerSnapshot, seen: &ServiceSeen) -> PreviewView {
    let draft = &context.draft;
    let kind = Kind::labels_key(draft.kind.as_ref());
    // The page fills in the name while it is typed: the labels would come a moment later.
    let with_name = |key: &str| text::render(key, &[("name", "{name}")]);
    let word = |key: &str| with_name(&format!("preview.{kind}.{key}"));
    let subject = context.subject();
    let tests = seen.tests(&subject);
    let mut sending = Sending::sample(SAMPLE_REPORT);
    if let Ok(company_id) = context.registration.company_id.trim().parse() {
        sending.company_id = company_id;
    }
    let has_packages = Kind::has_packages(draft.kind.as_ref());
    let sample_item = text::plain(if has_packages { "preview.package" } else { "preview.test" });
    let test = tests.filter(|(_, is_current)| *is_current).and_then(|(tests, _)| tests.value.first());
    (sending.test_id, sending.test_name) = match test {
        Some(test) => (test.id.clone(), test.name.clone()),
        None => ("1".to_owned(), sample_item.clone()),
    };
    PreviewView {
        category: word("category"),
        action: word("action"),
        menu_item: word("menu_item"),
        dialog_title: word("dialog_title"),
        list_label: word("list_label"),
        sample_item,
        approximate: approximate(draft, &sending),
        too_long: too_long(draft),
        fields: draft.inputs.iter().map(|input| send_field(input, &sending)).collect(),
        body: to_string_pretty(&sending.body(&draft.inputs)).unwrap_or_default(),
        standard_error: with_name("preview.standard_error"),
        own_error: tests
            .filter(|(_, is_current)| *is_current)
            .and_then(|(tests, _)| tests.own_error.as_deref().map(shown_error)),
        token: seen.token(&subject).map(|(token, is_current)| TokenSeenView {
            answer: token.value.into(),
            own_error: token.own_error.as_deref().map(shown_error),
            at: token.at,
            is_current,
        }),
        tests: tests.map(|(tests, is_current)| TestsSeenView {
            names: tests.value.iter().map(|test| test.name.clone()).take(SHOWN_TESTS).collect(),
            count: tests.value.len(),
            at: tests.at,
            is_current,
        }),
    }
}
