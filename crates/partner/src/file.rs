//! `*.partner.json`: a partner record as a file. No secret is ever in it.

use crate::{Draft, Remote, decode};
use serde_json::{Map, Value, json};

/// The value of `format`.
pub const FORMAT: &str = "partner-desk/1";
/// The value of `format` in a file that holds several.
const FORMAT_ALL: &str = "partner-desk-all/1";
/// More than any partner record can need; larger files are not read.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The same for a file that holds several.
const MAX_BYTES_ALL: usize = 64 * 1024 * 1024;

/// A partner record on its way into or out of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerFile {
    /// The record; unknown fields of the server travel in `extra`.
    pub draft: Draft,
    /// The company it was registered for, as text, or empty.
    pub company_id: String,
}

/// Why a file is not taken. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// Neither UTF-8 nor UTF-16.
    #[error("the file is not text in UTF-8 or UTF-16")]
    NotText,
    /// Over 4 MB.
    #[error("the file is larger than 4 MB")]
    TooLarge,
    /// Not JSON; with the place.
    #[error("the file is no JSON: line {line}, column {column}")]
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// JSON of something else.
    #[error("the file does not say that it is a partner file")]
    OtherFormat,
    /// A newer app wrote it.
    #[error("the file was written by a newer Partner Desk: {0}")]
    Newer(String),
    /// A field holds another type than it should.
    #[error("the field `{0}` does not hold what it should")]
    Field(String),
}

impl PartnerFile {
    /// The most bytes that a file with one partner can have: in UTF-16 each letter takes two, the mark too.
    pub const MAX_FILE_BYTES: u64 = 2 * MAX_BYTES as u64 + 2;

    /// Reads the bytes of a file, in UTF-8 or UTF-16.
    ///
    /// # Errors
    /// The first reason why it cannot be read.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FileFault> {
        Self::parse(&decode(bytes).ok_or(FileFault::NotText)?)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// The first reason why it cannot be read.
    pub fn parse(text: &str) -> Result<Self, FileFault> {
        if text.len() > MAX_BYTES {
            return Err(FileFault::TooLarge);
        }
        Self::of(json_of(text)?)
    }

    /// Reads the text of a file that holds one partner or several.
    ///
    /// # Errors
    /// The first reason why any of them cannot be read.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, FileFault> {
        if text.len() > MAX_BYTES_ALL {
            return Err(FileFault::TooLarge);
        }
        let value = json_of(text)?;
        if value.get("format").and_then(Value::as_str) != Some(FORMAT_ALL) {
            return if text.len() > MAX_BYTES {
                Err(FileFault::TooLarge)
            } else {
                Ok(vec![Self::of(value)?])
            };
        }
        match value {
            Value::Object(mut fields) => match fields.remove("partners") {
                Some(Value::Array(partners)) => partners.into_iter().map(Self::of).collect(),
                _ => Err(FileFault::Field("partners".into())),
            },
            _ => Err(FileFault::OtherFormat),
        }
    }

    fn of(value: Value) -> Result<Self, FileFault> {
        let Value::Object(mut fields) = value else { return Err(FileFault::OtherFormat) };
        match fields.remove("format") {
            Some(Value::String(format)) if format == FORMAT => {}
            Some(Value::String(format)) if format.starts_with("partner-desk/") => {
                return Err(FileFault::Newer(format));
            }
            _ => return Err(FileFault::OtherFormat),
        }
        check_types(&fields)?;
        let company_id = match fields.remove("company_id") {
            Some(Value::String(text)) => text,
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let extra = match fields.remove("extra") {
            Some(Value::Object(extra)) => extra,
            _ => Map::new(),
        };
        // Whoever edits the file by hand may put a secret in; it is not carried along.
        fields.remove("secret");
        let mut draft = Remote::parse(Value::Object(fields)).map_err(|_| FileFault::OtherFormat)?.record;
        draft.extra.extend(extra);
        Ok(Self { draft, company_id })
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        format!("{:#}\n", self.to_value())
    }

    /// The text of a file that holds several.
    pub fn all_to_text(files: &[Self]) -> String {
        let partners: Vec<Value> = files.iter().map(Self::to_value).collect();
        format!("{:#}\n", json!({ "format": FORMAT_ALL, "partners": partners }))
    }

    fn to_value(&self) -> Value {
        let draft = self.draft.trimmed();
        json!({
            "format": FORMAT,
            "codename": draft.codename,
            "company_id": self.company_id,
            "kind": draft.kind,
            "name": draft.name,
            "description": draft.description,
            "logo": draft.logo,
            "urls": draft.urls,
            "inputs": draft.inputs,
            "extra": draft.extra,
        })
    }
}

fn json_of(text: &str) -> Result<Value, FileFault> {
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| FileFault::NotJson { line: error.line(), column: error.column() })
}

/// Names the first field whose type is not what the format says, so that nothing is dropped silently.
fn check_types(fields: &Map<String, Value>) -> Result<(), FileFault> {
    let wrong = |key: &str| Err(FileFault::Field(key.to_owned()));
    for key in ["codename", "kind", "name", "description", "logo"] {
        if !fields.get(key).is_none_or(|value| value.is_string() || value.is_null()) {
            return wrong(key);
        }
    }
    let Some(urls) = fields.get("urls") else { return check_inputs(fields) };
    let Value::Object(urls) = urls else { return wrong("urls") };
    for url_field in crate::UrlField::ALL {
        if !urls.get(url_field.key()).is_none_or(Value::is_string) {
            return wrong(&format!("urls.{}", url_field.key()));
        }
    }
    check_inputs(fields)
}

fn check_inputs(fields: &Map<String, Value>) -> Result<(), FileFault> {
    match fields.get("inputs") {
        None => Ok(()),
        Some(inputs) => serde_json::from_value::<Vec<crate::Input>>(inputs.clone())
            .map(drop)
            .map_err(|_| FileFault::Field("inputs".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    #[test]
    fn a_file_reads_back_as_it_was_written_with_unknown_fields() {
        let mut draft =
            Draft { name: "Harbour".into(), kind: Some(Kind::Other("survey".into())), ..Draft::default() };
        draft.codename = "harbour".into();
        draft.urls.extra.insert("website".into(), json!("https://h.example"));
        draft.extra.insert("tier".into(), json!({"level": 3}));
        let file = PartnerFile { draft, company_id: "48213".into() };
        assert_eq!(PartnerFile::parse(&file.to_text()), Ok(file));
    }

    #[test]
    fn a_file_of_several_gives_each_of_them_and_one_of_one_gives_it() {
        let file = |name: &str| PartnerFile {
            draft: Draft { name: name.into(), ..Draft::default() },
            company_id: String::new(),
        };
        let several = [file("Harbour"), file("Lighthouse")];
        assert_eq!(PartnerFile::parse_all(&PartnerFile::all_to_text(&several)), Ok(several.to_vec()));
        assert_eq!(PartnerFile::parse_all(&several[0].to_text()), Ok(vec![several[0].clone()]));
        assert_eq!(PartnerFile::parse(&PartnerFile::all_to_text(&several)), Err(FileFault::OtherFormat));
        let broken = "{\"format\":\"partner-desk-all/1\",\"partners\":4}";
        assert_eq!(PartnerFile::parse_all(broken), Err(FileFault::Field("partners".into())));
    }

    #[test]
    fn a_malformed_file_is_named_with_its_place_or_field() {
        let fault = |text: &str| PartnerFile::parse(text).unwrap_err();
        assert_eq!(fault("{\n \"a\": }"), FileFault::NotJson { line: 2, column: 7 });
        assert_eq!(fault("[]"), FileFault::OtherFormat);
        assert_eq!(fault("{\"format\":\"other\"}"), FileFault::OtherFormat);
        assert_eq!(fault("{\"format\":\"partner-desk/9\"}"), FileFault::Newer("partner-desk/9".into()));
        assert_eq!(fault("{\"format\":\"partner-desk/1\",\"name\":5}"), FileFault::Field("name".into()));
        assert_eq!(
            fault("{\"format\":\"partner-desk/1\",\"urls\":{\"tests\":[]}}"),
            FileFault::Field("urls.tests".into())
        );
        assert_eq!(fault("{\"format\":\"partner-desk/1\",\"inputs\":4}"), FileFault::Field("inputs".into()));
        assert_eq!(fault(&"[".repeat(5_000_000)), FileFault::TooLarge);
        assert!(matches!(fault(&"[".repeat(100_000)), FileFault::NotJson { .. }));
    }

    #[test]
    fn a_file_is_read_from_its_bytes_or_refused_as_no_text() {
        let file = PartnerFile {
            draft: Draft { name: "Café ☕".into(), ..Draft::default() },
            company_id: "7".into(),
        };
        let utf_16: Vec<u8> = file.to_text().encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(PartnerFile::from_bytes(&utf_16), Ok(file));
        assert_eq!(PartnerFile::from_bytes(b"{\"name\":\"caf\xe9\"}"), Err(FileFault::NotText));
        let large = vec![b' '; usize::try_from(PartnerFile::MAX_FILE_BYTES).unwrap()];
        assert_eq!(PartnerFile::from_bytes(&large), Err(FileFault::TooLarge));
    }

    #[test]
    fn a_secret_in_a_file_is_not_carried_along() {
        let text = r#"{"format":"partner-desk/1","name":"H","secret":"0123456789abcdef"}"#;
        let file = PartnerFile::parse(text).unwrap();
        assert!(!file.to_text().contains("0123456789abcdef"));
    }
}
