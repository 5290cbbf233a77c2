//! What RC holds, read leniently, and what is sent to it.
//!
//! The documentation is silent about the answer's wrapper and about merge depth, so the reader takes
//! flat and wrapped bodies, and `urls` and `inputs` are always sent whole.

use crate::{Draft, Field, Input, Kind, UrlField, Urls, default_inputs};
use redact::{PartnerSecret, Secret, UnparsedSecret};
use serde_json::{Map, Value, json};

/// A partner as a server gave it.
#[derive(Debug, Clone)]
pub struct Remote {
    /// The record, with unknown fields in [`Draft::extra`].
    pub record: Draft,
    /// Given at creation, perhaps later too.
    pub secret: Option<Secret<PartnerSecret>>,
    /// `false` until Recruitee opens it to all customers; `None` when the server does not say.
    pub promoted: Option<bool>,
}

/// The answer was no partner record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer holds no partner record")]
pub struct NotUnderstood;

impl Remote {
    /// Reads a partner from an answer: flat or inside `partner`, missing fields as not set.
    ///
    /// # Errors
    /// [`NotUnderstood`] when the answer is no object.
    pub fn parse(mut answer: Value) -> Result<Self, NotUnderstood> {
        if let Some(inner) = answer.get_mut("partner").filter(|inner| inner.is_object()) {
            answer = inner.take();
        }
        let Value::Object(mut fields) = answer else { return Err(NotUnderstood) };
        let mut text = |key: &str| match fields.remove(key) {
            Some(Value::String(text)) => text,
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let (kind, name, codename) = (text("kind"), text("name"), text("codename"));
        let (description, logo, secret) = (text("description"), text("logo"), text("secret"));
        text("company_id");
        let promoted = fields.remove("promoted").and_then(|value| value.as_bool());
        let urls = fields.remove("urls").map(read_urls).unwrap_or_default();
        let inputs = match fields.remove("inputs") {
            Some(Value::Array(list)) => list.into_iter().map(Input::from).collect(),
            _ => default_inputs(),
        };
        let record = Draft {
            kind: (!kind.is_empty()).then(|| Kind::from(kind)),
            name,
            codename,
            description,
            logo,
            urls,
            inputs,
            extra: fields,
        };
        let secret = UnparsedSecret::new(secret).parse().ok();
        Ok(Self { record, secret, promoted })
    }
}

fn read_urls(value: Value) -> Urls {
    let Value::Object(mut fields) = value else { return Urls::default() };
    let mut urls = Urls::default();
    for url_field in UrlField::ALL {
        match fields.remove(url_field.key()) {
            Some(Value::String(text)) => urls.set(url_field, text),
            Some(Value::Null) | None => {}
            Some(other) => drop(urls.unread.insert(url_field.key().to_owned(), other)),
        }
    }
    urls.extra = fields;
    urls
}

/// The fields in which what would be sent of `draft` differs from what the server holds, in the order of the
/// form. The codename is the key and never differs.
pub fn differing(draft: &Draft, remote: &Draft) -> Vec<Field> {
    let (draft, remote) = (draft.trimmed(), remote.as_held());
    Field::ALL
        .into_iter()
        .filter(|&field| field != Field::Codename && draft.get(field) != remote.get(field))
        .collect()
}

fn urls_whole(urls: &Urls) -> Value {
    let mut whole = urls.extra.clone();
    whole.extend(urls.unread.clone());
    for url_field in UrlField::ALL {
        let text = urls.get(url_field);
        if !text.is_empty() {
            whole.insert(url_field.key().to_owned(), json!(text));
        }
    }
    Value::Object(whole)
}

/// The body of `PATCH /partner`: only the fields in `changed`, `urls` and `inputs` whole.
pub fn patch_body(draft: &Draft, changed: &[Field]) -> Value {
    let draft = draft.trimmed();
    let mut body = Map::new();
    for &field in changed {
        match field {
            Field::Url(_) => body.insert("urls".into(), urls_whole(&draft.urls)),
            Field::Codename => None,
            _ => body.insert(field.path().into(), draft.get(field)),
        };
    }
    Value::Object(body)
}

/// The body of `POST /partner`: every field that is filled in.
pub fn create_body(draft: &Draft) -> Value {
    let filled: Vec<Field> = Field::ALL
        .into_iter()
        .filter(|&field| match field {
            Field::Url(url_field) => !draft.urls.get(url_field).trim().is_empty(),
            _ => draft.get(field) != json!("") && !draft.get(field).is_null(),
        })
        .collect();
    patch_body(draft, &filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn harbour() -> Value {
        json!({"codename":"harbour","kind":"assessment","name":"Harbour","description":"Tests","logo":"",
            "urls":{"tests":"https://h.example/t","website":"https://h.example"},
            "inputs":[{"kind":"email","name":"email","required":true,"label":"Mail"}],
            "promoted":false,"secret":"0123456789abcdef0123456789abcdef","tier":"gold"})
    }

    #[test]
    fn flat_and_wrapped_answers_read_the_same() {
        let flat = Remote::parse(harbour()).unwrap();
        let wrapped = Remote::parse(json!({"partner": harbour()})).unwrap();
        assert_eq!(flat.record, wrapped.record);
        assert_eq!(flat.promoted, Some(false));
        assert!(flat.secret.is_some());
        assert!(Remote::parse(json!([])).is_err());
    }

    #[test]
    fn unknown_fields_of_the_server_are_kept_and_sent_only_with_the_addresses_they_belong_to() {
        let remote = Remote::parse(harbour()).unwrap();
        assert_eq!(remote.record.extra, *json!({"tier":"gold"}).as_object().unwrap());
        let mut draft = remote.record.clone();
        draft.urls.tests = "https://h.example/other".into();
        let changed = differing(&draft, &remote.record);
        assert_eq!(changed, [Field::Url(UrlField::Tests)]);
        assert_eq!(
            patch_body(&draft, &changed),
            json!({"urls":{"tests":"https://h.example/other","website":"https://h.example"}})
        );
    }

    #[test]
    fn what_a_server_holds_and_nobody_can_read_goes_back_as_it_was() {
        let unreadable = json!([
            7,
            null,
            "email",
            {"kind":"phone","name":"phone","required":"yes"},
            {"kind":["x"],"required":null,"label":"L"},
            {"kind":"email","name":"email","required":true}
        ]);
        let held =
            json!({"urls":{"tests":["https://a.example"],"validate_token":5,"more":1},"inputs":unreadable});
        let remote = Remote::parse(held.clone()).unwrap();
        // On its way through the data file.
        let kept: Draft = serde_json::from_value(json!(remote.record)).unwrap();
        assert_eq!(kept, remote.record);
        assert_eq!(differing(&kept, &remote.record), []);
        let mut draft = kept;
        draft.urls.set(UrlField::SendCandidate, "https://a.example/send".into());
        draft.inputs.push(Input::of_kind("admin", false));
        let draft = crate::with_unknown_of(&draft, &remote.record);
        let body = patch_body(&draft, &differing(&draft, &remote.record));
        assert_eq!(
            body["urls"],
            json!({"tests":["https://a.example"],"validate_token":5,"more":1,"send_candidate":"https://a.example/send"})
        );
        let sent = body["inputs"].as_array().unwrap();
        assert_eq!(sent[..6], unreadable.as_array().unwrap()[..]);
        assert_eq!(sent[6], json!({"kind":"admin","required":false}));
        // A URL that is typed takes the place of what could not be read.
        let mut typed = draft;
        typed.urls.set(UrlField::Tests, "https://a.example/t".into());
        assert_eq!(
            patch_body(&typed, &[Field::Url(UrlField::Tests)])["urls"]["tests"],
            "https://a.example/t"
        );
    }

    #[test]
    fn creating_sends_every_field_that_is_filled_in() {
        let mut draft = Draft { name: " Harbour ".into(), kind: Some(Kind::Assessment), ..Draft::default() };
        draft.codename = "harbour".into();
        let body = create_body(&draft);
        assert_eq!(body["name"], "Harbour");
        assert_eq!(body["inputs"].as_array().unwrap().len(), 3);
        assert_eq!(body.get("logo"), None);
        assert_eq!(body.get("codename"), None);
        assert_eq!(body.get("urls"), None);
    }

    proptest! {
        #[test]
        fn what_was_sent_and_read_back_does_not_differ(name in "\\PC{1,20}", description in "\\PC{0,40}",
            tests in "https://[a-z]{1,9}\\.example/[a-z]{0,5}", required: bool) {
            let mut draft = Draft { kind: Some(Kind::ReferenceCheck), name, description, ..Draft::default() };
            draft.urls.tests = tests;
            draft.inputs.push(Input::of_kind("admin", required));
            let remote = Remote::parse(create_body(&draft)).unwrap();
            prop_assert_eq!(differing(&draft, &remote.record), Vec::<Field>::new());
        }
    }
}
