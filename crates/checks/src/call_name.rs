//! The names of calls, as they are stored with a run.

use crate::evidence::{Call, TokenSent};
use partner::UrlField;

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
}
