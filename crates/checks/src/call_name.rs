//! The names of calls, as they are stored with a run.

use crate::evidence::{Call, TokenSent};
use partner::UrlField;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::collections::BTreeMap;

impl Call {
    /// Every call that a check can need.
    pub fn all() -> impl Iterator<Item = Self> {
        let with_token =
            TokenSent::ALL.into_iter().flat_map(|token| [Self::Validate(token), Self::Tests(token)]);
        let reach = UrlField::ALL.into_iter().map(Self::Reach);
        [Self::Remote, Self::Article].into_iter().chain(reach).chain(with_token)
    }

    /// `validate.good`, `reach.tests`, `article`.
    pub fn key(self) -> String {
        match self {
            Self::Remote => "remote".into(),
            Self::Article => "article".into(),
            Self::Reach(url_field) => format!("reach.{}", url_field.key()),
            Self::Validate(token) => format!("validate.{}", token.key()),
            Self::Tests(token) => format!("tests.{}", token.key()),
        }
    }

    /// The call of a stored name; `Validate(Good)` is how the first versions wrote it.
    pub fn from_key(name: &str) -> Option<Self> {
        Self::all().find(|call| call.key() == name || first_name(&call.key()) == name)
    }
}

impl Serialize for Call {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.key())
    }
}

/// A call as it stands in a run: today by its name, in the first versions as `{"Validate":"Good"}`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Key(String),
    Map(BTreeMap<String, String>),
}

impl<'de> Deserialize<'de> for Call {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = match Stored::deserialize(deserializer)? {
            Stored::Key(name) => Self::from_key(&name),
            Stored::Map(map) => map.iter().find_map(|(kind, of)| {
                let by_key = || Self::from_key(&format!("{}.{of}", kind.to_ascii_lowercase()));
                Self::from_key(&format!("{kind}({of})")).or_else(by_key)
            }),
        };
        found.ok_or_else(|| D::Error::custom("an unknown call"))
    }
}

/// `validate.other_scheme` as `Validate(OtherScheme)`.
fn first_name(key: &str) -> String {
    let camel = |text: &str| -> String {
        let words = text.split('_').filter_map(|word| Some((word.chars().next()?, &word[1..])));
        words.map(|(first, rest)| format!("{}{rest}", first.to_ascii_uppercase())).collect()
    };
    match key.split_once('.') {
        Some((kind, of)) => format!("{}({})", camel(kind), camel(of)),
        None => camel(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_is_found_by_its_name_and_by_its_first_one() {
        assert_eq!(Call::all().count(), 28);
        for call in Call::all() {
            assert_eq!(Call::from_key(&call.key()), Some(call));
        }
        let first = [
            ("Remote", Call::Remote),
            ("Article", Call::Article),
            ("Reach(ValidateToken)", Call::Reach(UrlField::ValidateToken)),
            ("Validate(Good)", Call::Validate(TokenSent::Good)),
            ("Validate(Part2)", Call::Validate(TokenSent::Part2)),
            ("Tests(OtherScheme)", Call::Tests(TokenSent::OtherScheme)),
        ];
        for (name, call) in first {
            assert_eq!(Call::from_key(name), Some(call), "{name}");
        }
        assert_eq!(Call::from_key("validate"), None);
    }

    #[test]
    fn a_call_is_stored_by_its_name_and_read_as_the_first_versions_stored_it() {
        for call in Call::all() {
            let json = serde_json::to_string(&call).unwrap();
            assert_eq!(json, format!("{:?}", call.key()));
            assert_eq!(serde_json::from_str::<Call>(&json).unwrap(), call);
        }
        for (json, call) in [
            (r#""Article""#, Call::Article),
            (r#"{"Reach":"validate_token"}"#, Call::Reach(UrlField::ValidateToken)),
            (r#"{"Validate":"Good"}"#, Call::Validate(TokenSent::Good)),
            (r#"{"Tests":"OtherScheme"}"#, Call::Tests(TokenSent::OtherScheme)),
        ] {
            assert_eq!(serde_json::from_str::<Call>(json).unwrap(), call, "{json}");
        }
        assert!(serde_json::from_str::<Call>(r#"{"Tests":"Nothing"}"#).is_err());
    }
}
