//! The record as a table, and what the pack is about.

use crate::caveat::field_label;
use crate::hash::sorted;
use crate::message::{checked, company, environment, kind, or_none};
use crate::pack::Pack;
use maud::{Markup, html};
use partner::{Field, KNOWN_INPUT_KINDS};
use serde_json::{Map, Value};
use text::{plain, shown};

/// The section with the record.
pub(crate) fn record(pack: &Pack) -> Markup {
    html! {
        section {
            h2 { (plain("pack.section.record")) }
            table.facts {
                tbody {
                    (row("pack.label.environment", &environment(pack)))
                    (row("pack.label.company", &company(pack)))
                    @for field in Field::ALL {
                        @if let Some(value) = value(pack, field) {
                            tr { th scope="row" { (field_label(field.path())) } td dir="auto" { (value) } }
                        }
                    }
                    @for (path, value) in unknown(pack) {
                        tr { th scope="row" { (shown(&path)) } td dir="auto" { (shown(&value)) } }
                    }
                    (row("pack.label.checked", &checked(pack)))
                    (row("pack.label.made", &pack.made_at.shown()))
                    (row("pack.label.rules", &or_none(&pack.rules)))
                    tr { th scope="row" { (plain("pack.label.record_hash")) } td.hash { (shown(&pack.record_hash)) } }
                }
            }
        }
    }
}

fn row(key: &str, value: &str) -> Markup {
    html! { tr { th scope="row" { (plain(key)) } td { (value) } } }
}

/// A field in words; `None` for one that has a section of its own.
fn value(pack: &Pack, field: Field) -> Option<String> {
    match field {
        Field::Logo => None,
        Field::Kind => Some(kind(pack)),
        Field::Inputs => Some(inputs(pack)),
        Field::Description => {
            let text = pack.text_of("/description").trim();
            Some(if text.is_empty() { plain("pack.none") } else { shown(text) })
        }
        _ => Some(or_none(pack.text_of(&format!("/{}", field.path().replace('.', "/"))))),
    }
}

fn inputs(pack: &Pack) -> String {
    let inputs = pack.record.get("inputs").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let told = inputs.iter().map(|input| {
        let kind = input.get("kind").and_then(Value::as_str).unwrap_or_default();
        let label = if KNOWN_INPUT_KINDS.contains(&kind) {
            plain(&format!("input.{kind}"))
        } else if kind.is_empty() {
            shown(&sorted(input).to_string())
        } else {
            shown(kind)
        };
        let is_required = input.get("required").and_then(Value::as_bool).unwrap_or_default();
        if is_required { format!("{label} ({})", plain("pack.required")) } else { label }
    });
    or_none(&told.collect::<Vec<_>>().join(", "))
}

/// What the record holds beside the fields that this app knows: a reviewer sees all of it.
fn unknown(pack: &Pack) -> Vec<(String, String)> {
    let members = |pointer: &str| -> Map<String, Value> {
        pack.record.pointer(pointer).and_then(Value::as_object).cloned().unwrap_or_default()
    };
    let is_known = |path: &str| {
        ["format", "company_id", "urls", "extra"].contains(&path)
            || Field::ALL.into_iter().any(|field| field.path() == path)
    };
    let outer = members("").into_iter().map(|(name, value)| (name.clone(), name, value));
    let urls = members("/urls").into_iter().map(|(name, value)| (format!("urls.{name}"), name, value));
    let extra = members("/extra").into_iter().map(|(name, value)| (format!("extra.{name}"), name, value));
    let mut found: Vec<(String, String)> = outer
        .chain(urls)
        .chain(extra)
        .filter(|(path, _, _)| !is_known(path))
        .map(|(path, _, value)| {
            (path, value.as_str().map_or_else(|| sorted(&value).to_string(), str::to_owned))
        })
        .collect();
    found.sort();
    found
}
