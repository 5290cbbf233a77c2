//! Takes known secrets out of foreign text before it is shown, stored or logged.

use crate::Secret;
use secrecy::{ExposeSecret, SecretString};

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
        if secret.text_for_safekeeping().len() >= 6 {
            self.known.push(SecretString::from(secret.text_for_safekeeping()));
        }
        self
    }

    /// `text` with each known secret replaced by [`MASK`]: in clear, percent-encoded, and as JSON writers
    /// escape it.
    pub fn clean(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for secret in &self.known {
            let plain = secret.expose_secret();
            let percent: String = url::form_urlencoded::byte_serialize(plain.as_bytes()).collect();
            // PHP escapes the slash, .NET all but letters and digits, with digits of either case.
            let unicode = |upper: bool| escaped(plain, upper);
            for form in [plain.to_owned(), percent, plain.replace('/', "\\/"), unicode(true), unicode(false)]
            {
                if clean.contains(&form) {
                    clean = clean.replace(&form, MASK);
                }
            }
        }
        clean
    }
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
    use crate::{Customer, TypedSecret};

    #[test]
    fn an_echoed_token_is_masked_in_clear_and_percent_encoded() {
        let token = TypedSecret::new("s3cr/t+token".into()).parse::<Customer>().unwrap();
        let scrubber = Scrubber::default().and(&token);
        assert_eq!(scrubber.clean("you sent s3cr/t+token, or s3cr%2Ft%2Btoken"), "you sent ••••, or ••••");
        assert_eq!(
            scrubber.clean(r#"{"a":"s3cr\/t+token","b":"s3cr/t\u002Btoken"}"#),
            r#"{"a":"••••","b":"••••"}"#
        );
    }
}
