//! Fields and their values in words, side by side.

use crate::wire::{PlanRow, ValueForm, ValueView};
use partner::{Draft, Field, Kind};

pub(crate) fn field_label(field: Field) -> String {
    text::plain(&format!("field.{}", field.path()))
}

pub(crate) fn kind_label(kind: Option<&Kind>) -> String {
    match kind {
        None => String::new(),
        Some(kind) if kind.is_documented() => text::plain(&format!("kind.{}", kind.as_str())),
        Some(kind) => kind.as_str().to_owned(),
    }
}

/// One field: what the server holds, what it is to become, and `base`, what it was before, where it is
/// neither.
pub(crate) fn plan_row(field: Field, held: Option<&Draft>, draft: &Draft, base: Option<&Draft>) -> PlanRow {
    let is_neither = |base: &&Draft| {
        let seen = base.as_held().get(field);
        seen != draft.get(field) && held.is_some_and(|held| held.as_held().get(field) != seen)
    };
    PlanRow {
        field: field.into(),
        label: field_label(field),
        remote: held.map_or_else(none, |held| value_view(held, field)),
        draft: value_view(draft, field),
        seen: base.filter(is_neither).map(|base| value_view(base, field)),
    }
}

pub(crate) fn none() -> ValueView {
    ValueView { form: ValueForm::Nothing, text: text::plain("save.not_provided"), logo: String::new() }
}

/// The value of a field in words.
pub(crate) fn value_view(record: &Draft, field: Field) -> ValueView {
    let shown = |form: ValueForm, text: &str| match text.trim() {
        "" => none(),
        text => ValueView { form, text: text.to_owned(), logo: String::new() },
    };
    match field {
        Field::Kind => shown(ValueForm::Text, &kind_label(record.kind.as_ref())),
        Field::Name => shown(ValueForm::Text, &record.name),
        Field::Codename => shown(ValueForm::Mono, &record.codename),
        Field::Description => shown(ValueForm::Text, &record.description),
        Field::Url(address) => shown(ValueForm::Mono, record.urls.get(address)),
        Field::Logo if record.logo.trim().is_empty() => {
            ValueView { text: text::plain("save.no_logo"), ..none() }
        }
        Field::Logo => ValueView {
            form: ValueForm::Logo,
            text: text::size(record.logo.len()),
            logo: record.logo.clone(),
        },
        Field::Inputs => {
            let names: Vec<String> = record
                .inputs
                .iter()
                .map(|input| {
                    let key = format!("input.{}", input.kind);
                    let label = if text::has(&key) { text::plain(&key) } else { input.kind.clone() };
                    if input.required { label } else { text::render("input.optional", &[("label", &label)]) }
                })
                .collect();
            shown(ValueForm::Text, &names.join(", "))
        }
    }
}
