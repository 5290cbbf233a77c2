//! The three secrets of a partner as three types, each bound to the origins it is for.

use crate::Origin;
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroize};
use serde::Deserialize;
use std::{fmt, marker::PhantomData};
use url::Url;

/// The longest secret we take, in characters: a JWT of some thousand is common, and a longer header is
/// rejected by most servers. A keychain that holds less says so itself.
const MAX_CHARS: usize = 8 * 1024;

/// A secret of kind `T` and the origins it may be sent to. It has no `Serialize`, its `Debug` shows a
/// mark, and its memory is wiped when it is dropped.
pub struct Secret<T> {
    pub(crate) text: SecretString,
    origins: Vec<Origin>,
    kind: PhantomData<fn() -> T>,
}

/// What is wrong with a text that should be a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretFault {
    /// Nothing but spaces.
    #[error("the secret is empty")]
    Empty,
    /// A line break or another character that no header can carry.
    #[error("the secret holds a line break or a character that cannot be sent")]
    Unsendable,
    /// More than 8,192 characters.
    #[error("the secret is longer than 8,192 characters")]
    TooLong,
}

/// A secret was about to go to an origin it is not for. Carries no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this secret is not for {0}")]
pub struct WrongOrigin(pub String);

impl<T> Secret<T> {
    /// Takes a pasted text: spaces around it are trimmed, and so is the word `Bearer` in front of it, with
    /// which tokens are often handed on.
    ///
    /// # Errors
    /// Says what is wrong without repeating the text.
    pub fn parse(text: &SecretString) -> Result<Self, SecretFault> {
        let trimmed = text.expose_secret().trim();
        let bearer = trimmed.get(..7).filter(|start| start.eq_ignore_ascii_case("bearer "));
        let trimmed = bearer.map_or(trimmed, |start| trimmed[start.len()..].trim_start());
        if trimmed.is_empty() {
            return Err(SecretFault::Empty);
        }
        if trimmed.chars().count() > MAX_CHARS {
            return Err(SecretFault::TooLong);
        }
        // A header value may hold visible ASCII; anything else would be refused or split the request.
        if !trimmed.bytes().all(|byte| (0x21..=0x7e).contains(&byte)) {
            return Err(SecretFault::Unsendable);
        }
        Ok(Self { text: SecretString::from(trimmed), origins: Vec::new(), kind: PhantomData })
    }

    /// Whether it is the same secret as `other`, whatever either is bound to.
    pub fn is_same(&self, other: &Self) -> bool {
        self.text.expose_secret() == other.text.expose_secret()
    }

    /// The same secret, allowed to go to `origins` and nowhere else.
    pub fn bound_to(mut self, origins: impl IntoIterator<Item = Origin>) -> Self {
        self.origins = origins.into_iter().collect();
        self
    }

    /// The text, for the one place that writes the header of a request to `url`.
    ///
    /// # Errors
    /// [`WrongOrigin`] when the secret is not bound to the origin of `url`.
    pub fn text_for(&self, url: &Url) -> Result<&str, WrongOrigin> {
        match Origin::of(url) {
            Some(origin) if self.origins.contains(&origin) => Ok(self.text.expose_secret()),
            Some(origin) => Err(WrongOrigin(origin.to_string())),
            None => Err(WrongOrigin(url.scheme().to_owned())),
        }
    }

    /// The text, for the keychain and the clipboard alone: both are the user's own.
    pub fn expose_secret(&self) -> &str {
        self.text.expose_secret()
    }

    /// Its last four characters, as shown to the user; fewer where the secret is short, so that at
    /// most a third of it is ever seen.
    pub fn last_four(&self) -> String {
        let text = self.text.expose_secret();
        let shown = 4.min(text.len() / 3);
        text[text.len() - shown..].to_owned()
    }

    /// Another text, allowed to go where this one may.
    pub(crate) fn with_text(&self, text: &str) -> Self {
        Self { text: SecretString::from(text), origins: self.origins.clone(), kind: PhantomData }
    }
}

impl<T> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), origins: self.origins.clone(), kind: PhantomData }
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// A secret whose kind is not known yet: on its way in from the user, or kept. Can be read off the wire,
/// never written to it; wiped when dropped.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct UnparsedSecret(SecretString);

impl UnparsedSecret {
    /// For what was read from somewhere else than the wire: clipboard, keychain, command line. The text is
    /// wiped.
    pub fn new(mut text: String) -> Self {
        // A copy of its very length: a longer buffer that is cut to size would leave its old place behind.
        let secret = SecretString::from(text.as_str());
        text.zeroize();
        Self(secret)
    }

    /// For what a keychain gives back, as UTF-8 or, from Windows' own where earlier versions wrote it,
    /// UTF-16. The bytes are wiped. `None` when they are no text.
    pub fn from_bytes(mut bytes: Vec<u8>) -> Option<Self> {
        // A secret is visible ASCII: only UTF-16 has a zero in it.
        let text = if bytes.contains(&0) {
            let units =
                bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair.get(1).copied().unwrap_or(0)]));
            // Of its full length from the start: a buffer that grows leaves its old place behind.
            let mut text = String::with_capacity(bytes.len() * 2);
            let is_text =
                char::decode_utf16(units).try_for_each(|unit| unit.map(|unit| text.push(unit))).is_ok();
            Some(Self::new(text)).filter(|_| is_text)
        } else {
            str::from_utf8(&bytes).ok().map(|text| Self(SecretString::from(text)))
        };
        bytes.zeroize();
        text
    }

    /// Takes the text of a kept secret.
    pub fn of<T>(secret: &Secret<T>) -> Self {
        Self(secret.text.clone())
    }

    /// The text, for the keychain alone.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }

    /// Reads it as a secret of kind `T`.
    ///
    /// # Errors
    /// Says what is wrong without repeating the text.
    pub fn parse<T>(&self) -> Result<Secret<T>, SecretFault> {
        Secret::parse(&self.0)
    }
}

impl fmt::Debug for UnparsedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Customer;

    fn secret(text: &str) -> Secret<Customer> {
        UnparsedSecret::new(text.to_owned()).parse().unwrap()
    }

    #[test]
    fn a_secret_goes_to_the_origin_it_is_bound_to_and_to_no_other() {
        let home = Url::parse("https://api.example.com/a").unwrap();
        let bound = secret("token-abc").bound_to(Origin::of(&home));
        assert_eq!(bound.text_for(&home), Ok("token-abc"));
        for elsewhere in ["https://example.com/", "http://api.example.com/", "https://api.example.com:444/"] {
            assert!(bound.text_for(&Url::parse(elsewhere).unwrap()).is_err(), "{elsewhere}");
        }
        assert!(secret("token-abc").text_for(&home).is_err(), "unbound goes nowhere");
    }

    #[test]
    fn a_secret_shows_a_mark_in_debug_and_four_characters_at_most() {
        let token = secret("abcdefghijklmnop");
        assert_eq!(format!("{token:?}"), "[secret]");
        assert_eq!(token.last_four(), "mnop");
        assert_eq!(secret("abcdef").last_four(), "ef");
    }

    #[test]
    fn a_token_with_a_line_break_is_named_as_that() {
        let fault = UnparsedSecret::new("abc\ndef".into()).parse::<Customer>().unwrap_err();
        assert_eq!(fault, SecretFault::Unsendable);
        assert_eq!(UnparsedSecret::new("  \n".into()).parse::<Customer>().unwrap_err(), SecretFault::Empty);
    }

    #[test]
    fn a_kept_secret_is_read_as_it_is_and_as_earlier_versions_wrote_it_on_windows() {
        let read = |bytes: &[u8]| UnparsedSecret::from_bytes(bytes.to_vec());
        let utf16: Vec<u8> = "token-abc".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&b"token-abc"[..], &utf16] {
            assert_eq!(read(bytes).unwrap().expose_secret(), "token-abc");
        }
        assert!(read(&[0xff, 0xfe]).is_none() && read(&[0x00, 0xd8, 0x61, 0x00]).is_none(), "no text");
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(64))]
        #[test]
        fn a_token_of_up_to_8192_characters_is_taken_whole(text in "[!-~]{1,8192}") {
            let parsed = UnparsedSecret::new(format!("Bearer {text}\n")).parse::<Customer>().unwrap();
            proptest::prop_assert_eq!(parsed.expose_secret(), text.as_str());
            let kept = UnparsedSecret::from_bytes(text.clone().into_bytes()).unwrap();
            proptest::prop_assert!(kept.parse::<Customer>().unwrap().is_same(&parsed));
            let longer = UnparsedSecret::new(format!("{text}{}", "x".repeat(8193 - text.len())));
            proptest::prop_assert_eq!(longer.parse::<Customer>().unwrap_err(), SecretFault::TooLong);
        }
    }

    #[test]
    fn a_token_that_is_handed_on_with_bearer_in_front_is_taken_without_it() {
        for text in ["Bearer abc-123", "  bearer   abc-123\n", "BEARER abc-123"] {
            assert_eq!(secret(text).expose_secret(), "abc-123");
        }
        assert_eq!(secret("Bearer-abc").expose_secret(), "Bearer-abc");
        assert_eq!(
            UnparsedSecret::new("Bearer ".into()).parse::<Customer>().err(),
            None,
            "a word may be a token"
        );
    }
}
