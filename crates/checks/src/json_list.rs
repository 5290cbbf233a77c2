//! JSON as its writer meant it: numbers as written, the last of two equal keys, texts as they are.
//!
//! A parser that turns numbers into floats makes one of two large ids, and refuses exponents that others
//! read. So values are kept as the text they were, and only what is asked for is read.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
    Text,
    Number,
    Bool,
    Null,
}

/// What a value is, by its first character.
pub(crate) fn kind(raw: &str) -> Kind {
    match raw.trim_start().bytes().next() {
        Some(b'{') => Kind::Object,
        Some(b'[') => Kind::Array,
        Some(b'"') => Kind::Text,
        Some(b't' | b'f') => Kind::Bool,
        Some(b'n') => Kind::Null,
        _ => Kind::Number,
    }
}

/// A text as it reads; half a pair of surrogates, which JSON can write and nobody can show, as U+FFFD.
pub(crate) fn text(raw: &str) -> Option<String> {
    struct Text;
    impl Visitor<'_> for Text {
        type Value = String;
        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a text")
        }
        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<String, E> {
            Ok(String::from_utf8_lossy(bytes).into_owned())
        }
    }
    if kind(raw) != Kind::Text {
        return None;
    }
    serde_json::Deserializer::from_str(raw).deserialize_bytes(Text).ok()
}

/// The entries of an array, each as it is written.
pub(crate) fn entries(raw: &str) -> Option<Vec<&str>> {
    let entries: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
    Some(entries.into_iter().map(RawValue::get).collect())
}

/// The fields of an object, each value as it is written.
#[derive(Debug, Default)]
pub(crate) struct Fields<'j>(Vec<(String, &'j str)>);

impl<'j> Fields<'j> {
    /// Reads an object.
    pub(crate) fn of(raw: &'j str) -> Option<Self> {
        if kind(raw) != Kind::Object {
            return None;
        }
        serde_json::Deserializer::from_str(raw).deserialize_map(FieldsVisitor).ok()
    }

    /// The value of a key. Of two that are equal the last counts, as for most parsers.
    pub(crate) fn get(&self, key: &str) -> Option<&'j str> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, value)| *value)
    }

    /// The value of a key however it is capitalized.
    pub(crate) fn get_in_any_case(&self, key: &str) -> Option<&'j str> {
        self.0.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| *value)
    }

    /// Names and values, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'j str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }
}

struct FieldsVisitor;

impl<'j> Visitor<'j> for FieldsVisitor {
    type Value = Fields<'j>;
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }
    fn visit_map<M: MapAccess<'j>>(self, mut map: M) -> Result<Fields<'j>, M::Error> {
        let mut fields = Fields::default();
        while let Some(name) = map.next_key_seed(Name)? {
            fields.0.push((name, map.next_value::<&RawValue>()?.get()));
        }
        Ok(fields)
    }
}

/// A key, read as bytes: a key that is no Unicode is none of ours, and no fault of the list.
struct Name;

impl<'j> DeserializeSeed<'j> for Name {
    type Value = String;
    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<String, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = String;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a key")
            }
            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<String, E> {
                Ok(String::from_utf8_lossy(bytes).into_owned())
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
                Ok(text.to_owned())
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// A number by its value, however it is written: `100`, `100.0` and `1e2` are one.
pub(crate) fn value(written: &str) -> String {
    let lower = written.trim().to_ascii_lowercase();
    let (mantissa, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let Ok(exponent) = exponent.parse::<i64>() else { return lower };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{part}");
    let digits = all.trim_end_matches('0');
    let dropped = all.len() - digits.len();
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return "0".into();
    }
    let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    let power = exponent.saturating_add(count(dropped)).saturating_sub(count(part.len()));
    format!("{sign}{digits}e{power}")
}

/// A number as Ruby writes it, which is how Recruitee sends an id back: `2` as "2", `2.0` and `2.00` as "2.0",
/// `1e2` as "100.0". Digits beyond those of a float are kept, so that ids that differ stay different.
pub(crate) fn number(written: &str) -> String {
    let written = written.trim();
    if written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return if written == "-0" { "0".into() } else { written.to_owned() };
    }
    let lower = written.to_ascii_lowercase();
    let (mantissa, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let Ok(exponent) = exponent.parse::<i64>() else { return lower };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{part}");
    let digits = all.trim_start_matches('0');
    let leading = all.len() - digits.len();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return format!("{sign}0.0");
    }
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
    // 0.digits times ten to the power of this.
    let point =
        exponent.saturating_add(length(whole)).saturating_sub(i64::try_from(leading).unwrap_or(i64::MAX));
    match usize::try_from(point) {
        Ok(point @ 1..=16) if point >= digits.len() => {
            format!("{sign}{digits}{}.0", "0".repeat(point - digits.len()))
        }
        Ok(point @ 1..=16) => format!("{sign}{}.{}", &digits[..point], &digits[point..]),
        _ if (-3..=0).contains(&point) => {
            format!("{sign}0.{}{digits}", "0".repeat(usize::try_from(-point).unwrap_or_default()))
        }
        _ => {
            let rest = if digits.len() > 1 { &digits[1..] } else { "0" };
            let power = point.saturating_sub(1);
            let sign_of_power = if power < 0 { '-' } else { '+' };
            format!("{sign}{}.{rest}e{sign_of_power}{:02}", &digits[..1], power.unsigned_abs())
        }
    }
}

/// How deep brackets are nested outside of texts.
pub(crate) fn depth(json: &[u8]) -> usize {
    let (mut depth, mut most, mut in_text, mut escaped) = (0usize, 0, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                most = most.max(depth);
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// The value at the beginning of a text, and what stands behind it.
pub(crate) fn first_value(text: &str) -> Option<(&str, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let value = values.next()?.ok()?;
    let end = values.byte_offset();
    Some((value.get(), text.get(end..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_as_ruby_writes_them() {
        for (written, text) in [
            ("2", "2"),
            ("-0", "0"),
            ("98765432109876543210", "98765432109876543210"),
            ("1.0", "1.0"),
            ("1.00", "1.0"),
            ("10e-1", "1.0"),
            ("1e2", "100.0"),
            ("1E+2", "100.0"),
            ("1.50", "1.5"),
            ("0.001", "0.001"),
            ("0.0001", "0.0001"),
            ("0.00001", "1.0e-05"),
            ("1e15", "1000000000000000.0"),
            ("1e16", "1.0e+16"),
            ("1e400", "1.0e+400"),
            ("-2.5e-7", "-2.5e-07"),
            ("0e9", "0.0"),
            ("-0.0", "-0.0"),
            ("9007199254740993.5", "9007199254740993.5"),
        ] {
            assert_eq!(number(written), text, "{written}");
        }
        assert_ne!(number("1e999999999999999999999"), number("1e999999999999999999998"));
    }

    #[test]
    fn of_equal_keys_the_last_counts_and_what_is_no_unicode_is_passed_over() {
        let fields = Fields::of(r#"{"id":1,"\ud800":2,"\u0069d": 3 ,"deep":{"a":[1e400]}}"#);
        assert_eq!(fields.as_ref().and_then(|fields| fields.get("id")), Some("3"));
        assert_eq!(fields.as_ref().and_then(|fields| fields.get("deep")), Some(r#"{"a":[1e400]}"#));
        assert_eq!(text(r#""a\ud83d""#).map(|text| text.contains('\u{fffd}')), Some(true));
        assert!(Fields::of("[1]").is_none() && text("1").is_none());
    }

    proptest! {
        #[test]
        fn integers_and_short_decimals_are_the_numbers_they_were(integer in any::<i64>(), hundredths in 0i32..100_000) {
            prop_assert_eq!(number(&integer.to_string()), integer.to_string());
            let decimal = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            prop_assert_eq!(number(&decimal).parse::<f64>(), decimal.parse::<f64>());
        }

        #[test]
        fn nothing_makes_the_reader_panic(json in "[\\[\\]{}\",:0-9eE.+\\\\a-f -]{0,80}") {
            let _ = (kind(&json), text(&json), entries(&json), Fields::of(&json), depth(json.as_bytes()), first_value(&json));
            number(&json);
        }
    }
}
