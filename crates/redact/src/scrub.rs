//! Takes known secrets out of foreign text before it is shown, stored or logged.

use crate::Secret;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroizing};

/// What stands where a secret stood.
pub const MASK: &str = "••••";

/// Knows the secrets of one exchange and removes them from what came back: services do echo tokens.
#[derive(Default)]
pub struct Scrubber {
    known: Vec<SecretString>,
}

impl Scrubber {
    /// Adds a secret to look for. Very short ones are left out: they would eat ordinary words.
    pub fn and<T>(mut self, secret: &Secret<T>) -> Self {
        if secret.expose_secret().len() >= 6 {
            self.known.push(SecretString::from(secret.expose_secret()));
        }
        self
    }

    /// Adds a text about a person. Very short ones are left out: they would eat ordinary words.
    #[must_use]
    pub fn and_personal(mut self, text: &str) -> Self {
        if text.chars().count() >= 3 {
            self.known.push(SecretString::from(text));
        }
        self
    }

    /// `text` with each known secret replaced by [`MASK`]: in clear, percent-encoded, as writers of JSON and
    /// HTML escape it, and inside of base64.
    pub fn clean(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for secret in &self.known {
            let plain = secret.expose_secret();
            // PHP escapes the slash, .NET all but letters and digits, with digits of either case.
            let unicode = |upper: bool| escaped(plain, upper);
            let mut forms = vec![plain.to_owned(), quoted(plain), quoted(plain).replace('/', "\\/")];
            // Hosts are written in small letters.
            forms.extend([unicode(true), unicode(false), html(plain), plain.to_ascii_lowercase()]);
            for keep in ["*-._", "-._~", "-._~!'()*"] {
                forms.extend([percent(plain, keep, true), percent(plain, keep, false)]);
            }
            forms.extend((0..3).flat_map(|offset| base64_forms(plain, offset)));
            for form in forms.into_iter().map(Zeroizing::new) {
                if clean.contains(form.as_str()) {
                    clean = clean.replace(form.as_str(), MASK);
                }
            }
        }
        clean
    }
}

/// What base64 makes of a text that stands `offset` bytes behind a multiple of three: the characters that do
/// not depend on what stands around it.
fn base64_forms(plain: &str, offset: usize) -> [String; 2] {
    let bytes = Zeroizing::new([&[0; 2][..offset], plain.as_bytes()].concat());
    let (from, to) = ((offset * 8).div_ceil(6), bytes.len() * 8 / 6);
    [STANDARD_NO_PAD.encode(&*bytes), URL_SAFE_NO_PAD.encode(&*bytes)].map(|text| text[from..to].to_owned())
}

/// As JSON writers must write it.
fn quoted(plain: &str) -> String {
    plain.replace('\\', "\\\\").replace('"', "\\\"")
}

fn html(plain: &str) -> String {
    let plain = plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    plain.replace('"', "&quot;").replace('\'', "&#39;")
}

/// Each byte as `%XX`, but for letters, digits and those in `keep`: forms, paths and browsers differ there.
fn percent(plain: &str, keep: &str, upper: bool) -> String {
    plain
        .bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || keep.as_bytes().contains(&byte) => {
                char::from(byte).to_string()
            }
            byte if upper => format!("%{byte:02X}"),
            byte => format!("%{byte:02x}"),
        })
        .collect()
}

/// All but letters, digits and what no writer escapes as `\uXXXX`.
fn escaped(plain: &str, upper: bool) -> String {
    plain
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || "-_.~:=,;!?/ ".contains(c) => c.to_string(),
            c if upper => format!("\\u{:04X}", u32::from(c)),
            c => format!("\\u{:04x}", u32::from(c)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Customer, UnparsedSecret};

    #[test]
    fn an_echoed_token_is_masked_in_clear_and_percent_encoded() {
        let token = UnparsedSecret::new("s3cr/t+token".into()).parse::<Customer>().unwrap();
        let scrubber = Scrubber::default().and(&token);
        assert_eq!(scrubber.clean("you sent s3cr/t+token, or s3cr%2Ft%2Btoken"), "you sent ••••, or ••••");
        assert_eq!(
            scrubber.clean(r#"{"a":"s3cr\/t+token","b":"s3cr/t\u002Btoken"}"#),
            r#"{"a":"••••","b":"••••"}"#
        );
        assert_eq!(scrubber.clean("s3cr%2ft%2btoken"), MASK);
    }

    #[test]
    fn an_echoed_token_with_signs_in_it_is_masked_as_writers_escape_it() {
        let token = UnparsedSecret::new(r#"a"b\c<d>&'e~f*g"#.into()).parse::<Customer>().unwrap();
        let scrubber = Scrubber::default().and(&token);
        for echo in [
            r#"a\"b\\c<d>&'e~f*g"#,
            "a&quot;b\\c&lt;d&gt;&amp;&#39;e~f*g",
            "a%22b%5Cc%3Cd%3E%26%27e~f%2Ag",
            "a%22b%5Cc%3Cd%3E%26%27e%7Ef*g",
            "a%22b%5cc%3cd%3e%26'e~f*g",
        ] {
            assert_eq!(scrubber.clean(echo), MASK, "{echo}");
        }
    }

    #[test]
    fn an_echoed_token_is_masked_inside_of_base64_wherever_it_stands() {
        let token = UnparsedSecret::new("s3cr/t+token?>~".into()).parse::<Customer>().unwrap();
        let scrubber = Scrubber::default().and(&token);
        for around in ["", "a", "ab", "abc", "user:"] {
            let text = format!("{around}s3cr/t+token?>~{around}");
            for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                let clean = scrubber.clean(&engine.encode(&text));
                // What is left stands for what stands around it, with the bits that the two share.
                let left = clean.replace(MASK, "").len();
                assert!(clean.contains(MASK) && left <= (8 * around.len()).div_ceil(3) + 4, "{clean}");
            }
        }
    }
}
