//! What the imitation refuses of a partner record. The documentation names the fields and their types;
//! how RC itself refuses is not documented, so the shape of the error is an assumption.

use logo::{Finding, inspect};
use serde_json::{Map, Value, json};

/// `{"errors": {field: [sentence]}}`, or nothing when the record is taken.
pub(crate) fn refuse(record: &Map<String, Value>) -> Option<Value> {
    let mut errors = Map::new();
    let mut add = |field: &str, sentence: &str| {
        errors.insert(field.to_owned(), json!([sentence]));
    };
    match record.get("kind") {
        Some(Value::String(kind))
            if ["assessment", "background_check", "reference_check"].contains(&&**kind) => {}
        None | Some(Value::Null) => add("kind", "is required"),
        Some(_) => add("kind", "is not one of assessment, background_check, reference_check"),
    }
    match record.get("name") {
        Some(Value::String(name)) if !name.trim().is_empty() => {}
        _ => add("name", "is required"),
    }
    for field in ["description", "logo"] {
        if !record.get(field).is_none_or(|value| value.is_string() || value.is_null()) {
            add(field, "must be a text");
        }
    }
    if let Some(Value::String(source)) = record.get("logo")
        && !source.trim().is_empty()
        && let Some(sentence) = inspect(source).findings.iter().find_map(logo_fault)
    {
        add("logo", sentence);
    }
    match record.get("urls") {
        None | Some(Value::Null) => {}
        Some(Value::Object(urls)) => {
            if let Some((key, _)) = urls.iter().find(|(_, value)| !is_address(value)) {
                add(&format!("urls.{key}"), "is not an address");
            }
        }
        Some(_) => add("urls", "must be an object"),
    }
    match record.get("inputs") {
        None | Some(Value::Null) => {}
        Some(Value::Array(inputs)) if inputs.iter().all(|input| input["kind"].is_string()) => {}
        Some(_) => add("inputs", "must be a list of objects with a kind"),
    }
    (!errors.is_empty()).then(|| json!({ "errors": errors }))
}

fn logo_fault(finding: &Finding) -> Option<&'static str> {
    match finding {
        Finding::NotSvg(_) => Some("is not SVG"),
        Finding::ViewBoxMissing => Some("has no viewbox"),
        Finding::NotSquare { .. } => Some("has a viewbox that is not square"),
        Finding::FixedSize => Some("must not have width or height"),
        _ => None,
    }
}

fn is_address(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https")))
}
