//! Wrong tokens that look right: of the same shape as the right one, and wrong in one place of one of its parts.
//! A service that only looks at the shape, or only at a part, accepts one of them.

use crate::Secret;
use secrecy::{ExposeSecret, zeroize::Zeroizing};

/// More are no help: each is a call that some services count before they lock the caller out.
const MOST: usize = 5;
/// A shorter part is a version or an abbreviation rather than a part of a secret.
const SHORT: usize = 4;
/// A part of letters alone that is not longer, and not the last, is a prefix such as `sk`, `live` or `bearer`.
const PREFIX: usize = 8;
/// Parts so long are wrong near their ends too, in turn: some services compare only so many characters.
const LONG: usize = 12;

/// A part of a token: where it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    from: usize,
    to: usize,
}

impl Part {
    fn of(self, text: &[u8]) -> &[u8] {
        &text[self.from..self.to]
    }

    fn len(self) -> usize {
        self.to - self.from
    }
}

impl<T> Secret<T> {
    /// Up to five wrong tokens, the most telling first. Each has the length of the right one and differs from it in
    /// one character, which stays a digit, a small letter, a capital or a hexadecimal digit as it was: never a
    /// separator, never the last character (of base64 it may hold bits that nobody reads). There is one for each
    /// part of the token, and more for a part that stands alone; in a JWT it is the signature that is wrong.
    pub fn wrong_variants(&self) -> Vec<Self> {
        let text = self.text.expose_secret().as_bytes();
        let mut variants: Vec<Self> = Vec::new();
        for (place, part) in places(text) {
            let mut bytes = Zeroizing::new(text.to_vec());
            bytes[place] = other(text, part, place);
            // Visible ASCII before and after, see `parse`.
            let changed = str::from_utf8(&bytes).unwrap_or_default();
            variants.push(self.with_text(changed));
        }
        variants
    }
}

impl<T> Secret<T> {
    /// The first place, counted from 0, at which it differs from `other`; `None` where it does not. Says nothing of
    /// what stands there.
    pub fn differs_at(&self, other: &Self) -> Option<usize> {
        let (one, other) = (self.text.expose_secret().as_bytes(), other.text.expose_secret().as_bytes());
        one.iter().zip(other).position(|(one, other)| one != other)
    }
}

/// Where a token is changed, each with the part in which that is.
fn places(text: &[u8]) -> Vec<(usize, Part)> {
    let parts = parts(text);
    let mut places: Vec<(usize, Part)> = Vec::new();
    let mut add = |part: Part, wanted: usize| {
        if let Some(place) = nearest(text, part, wanted)
            && places.len() < MOST
            && places.iter().all(|(known, _)| *known != place)
        {
            places.push((place, part));
        }
    };
    for part in &parts {
        add(*part, part.from + part.len() / 2);
    }
    let longest = parts.iter().copied().max_by_key(|part| part.len());
    if let Some(part) = longest.filter(|part| part.len() >= LONG && parts.len() < 3) {
        add(part, part.to.saturating_sub(2));
        add(part, part.from + 1);
    }
    if places.is_empty() {
        // Few letters and digits among signs, or none.
        let whole = Part { from: 0, to: text.len() };
        let place = nearest(text, whole, text.len() / 2);
        places.push((place.unwrap_or(if text.len() > 2 { text.len() / 2 } else { 0 }), whole));
    }
    places
}

/// The parts of which a token consists, the most telling first: what comes last is most often the secret.
fn parts(text: &[u8]) -> Vec<Part> {
    let whole = Part { from: 0, to: text.len() };
    // Alphabets of base64 hold these, so that they part a token only where nothing else does.
    let is_weak = |byte: u8| b"-_+/=".contains(&byte);
    let mut parts = split(text, |byte| !byte.is_ascii_alphanumeric() && !is_weak(byte));
    if text.starts_with(b"eyJ") && parts.len() >= 3 {
        // The head of a JWT names the rest: `{"` in base64. What signs it stands last.
        return vec![parts[parts.len() - 1]];
    }
    if parts.len() == 1 {
        parts = split(text, |byte| b"-_".contains(&byte));
        if is_uuid(text) {
            // The last and the first hold most of it.
            return [4, 0, 1, 2, 3].map(|at| parts[at]).to_vec();
        }
    }
    let last = parts.last().copied().unwrap_or(whole);
    let mut telling: Vec<Part> = parts
        .iter()
        .copied()
        .filter(|part| *part != last)
        .filter(|part| part.len() >= SHORT)
        .filter(|part| part.len() > PREFIX || !part.of(text).iter().all(u8::is_ascii_alphabetic))
        .collect();
    telling.sort_by_key(|part| std::cmp::Reverse(part.len()));
    if last.len() >= SHORT || telling.is_empty() {
        telling.insert(0, last);
    }
    telling
}

fn split(text: &[u8], is_separator: impl Fn(u8) -> bool) -> Vec<Part> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for at in 0..=text.len() {
        if at == text.len() || is_separator(text[at]) {
            if at > from {
                parts.push(Part { from, to: at });
            }
            from = at + 1;
        }
    }
    parts
}

fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The letter or digit of `part` that is nearest to `wanted`: not the last one of the part where there are more,
/// and never the last one of the token, unless it has no other.
fn nearest(text: &[u8], part: Part, wanted: usize) -> Option<usize> {
    let places = |part: Part| (part.from..part.to).filter(|at| text[*at].is_ascii_alphanumeric());
    let whole = Part { from: 0, to: text.len() };
    let is_only = |part: Part| places(part).count() == 1;
    let (last, last_of_all) = (places(part).next_back()?, places(whole).next_back()?);
    places(part)
        .filter(|at| *at != last || is_only(part))
        .filter(|at| *at != last_of_all || is_only(whole))
        .min_by_key(|at| at.abs_diff(wanted))
}

/// Another character of the same alphabet. One that the part holds elsewhere is of its alphabet for sure.
fn other(text: &[u8], part: Part, place: usize) -> u8 {
    let byte = text[place];
    let class = |byte: u8| (byte.is_ascii_digit(), byte.is_ascii_lowercase(), byte.is_ascii_uppercase());
    let same = |other: &u8| *other != byte && class(*other) == class(byte);
    let elsewhere = part.of(text).iter().copied().find(same);
    let hex = part.of(text).iter().all(u8::is_ascii_hexdigit);
    elsewhere.unwrap_or(match byte {
        b'0'..=b'8' | b'a'..=b'e' | b'A'..=b'E' => byte + 1,
        b'9' => b'0',
        b'f' if hex => b'a',
        b'F' if hex => b'A',
        b'f'..=b'y' | b'F'..=b'Y' => byte + 1,
        b'z' => b'a',
        b'Z' => b'A',
        b'!' => b'.',
        _ => b'!',
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Customer, UnparsedSecret};
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    fn variants(text: &str) -> Vec<String> {
        let token = UnparsedSecret::new(text.to_owned()).parse::<Customer>().unwrap();
        token.wrong_variants().iter().map(|one| one.expose_secret().to_owned()).collect()
    }

    /// Where each variant differs.
    fn differing(text: &str) -> Vec<usize> {
        let differs = |one: &String| {
            let at: Vec<usize> =
                (0..text.len()).filter(|at| one.as_bytes()[*at] != text.as_bytes()[*at]).collect();
            assert_eq!(at.len(), 1, "{text} {one}");
            at[0]
        };
        variants(text).iter().map(differs).collect()
    }

    #[test]
    fn each_part_of_a_token_is_wrong_in_one_variant() {
        for (text, places) in [
            // One for each group of a UUID.
            ("3f2504e0-4f89-41d3-9a0c-0305e82c3301", vec![30, 4, 11, 16, 21]),
            // The secret, then the ID.
            ("cust_481516.s3cr3tPartOfIt", vec![19, 5, 24, 13]),
            // What stands in front says what it is.
            ("sk_live_4eC39HqLyjWDarjtT1zdp7dc", vec![20, 30, 9]),
            ("key-3ax6xnjp29jd6fds4gc373sgvjxteol0", vec![20, 34, 5]),
            // The signature of a JWT.
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P", vec![53, 67, 38]),
            // One part: its middle and its ends.
            ("9f86d081884c7d659a2feaa0c55ad015", vec![16, 30, 1]),
            ("dGhpcyBpcyBhIHRva2Vu", vec![10, 18, 1]),
            ("dGhpcyBpcyBhIHRva2VuIQ==", vec![12, 20, 1]),
            ("abc123", vec![3]),
            ("ab", vec![0]),
            ("a", vec![0]),
            ("****", vec![2]),
        ] {
            assert_eq!(differing(text), places, "{text}");
        }
    }

    #[test]
    fn a_wrong_uuid_is_a_uuid_and_a_wrong_jwt_has_the_same_claims() {
        for text in ["3f2504e0-4f89-41d3-9a0c-0305e82c3301", "FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF"] {
            for variant in variants(text) {
                assert!(is_uuid(variant.as_bytes()), "{variant}");
                // Version and variant (RFC 9562) are as they were.
                assert_eq!((&variant[14..15], &variant[19..20]), (&text[14..15], &text[19..20]));
            }
        }
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";
        let signature = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text.rsplit('.').next().unwrap()).unwrap();
        for variant in variants(jwt) {
            assert_eq!(variant.rsplit_once('.').unwrap().0, jwt.rsplit_once('.').unwrap().0);
            assert_eq!(signature(&variant).len(), signature(jwt).len());
            assert_ne!(signature(&variant), signature(jwt));
        }
    }

    proptest! {
        #[test]
        fn a_wrong_token_keeps_its_shape(
            text in prop_oneof![
                "[!-~]{1,80}",
                "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                "[0-9a-f]{16,64}",
                "[0-9A-F]{16,64}",
                "[A-Z2-7]{16,40}",
                "[0-9]{6,20}",
                "[A-Za-z0-9+/]{21,60}={0,2}",
                "[A-Za-z0-9_-]{20,60}",
                "eyJ[A-Za-z0-9_-]{10,30}[.]eyJ[A-Za-z0-9_-]{10,60}[.][A-Za-z0-9_-]{20,60}",
                "[a-z]{2,5}_[a-z]{4}_[A-Za-z0-9]{16,40}",
                "[a-z0-9]{4,16}[.:|~][A-Za-z0-9]{8,40}",
            ],
        ) {
            let all = variants(&text);
            prop_assert!(!all.is_empty() && all.len() <= MOST);
            let is_hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
            for (at, variant) in differing(&text).into_iter().zip(&all) {
                prop_assert_eq!(variant.len(), text.len());
                let (before, after) = (text.as_bytes()[at], variant.as_bytes()[at]);
                prop_assert_eq!(before.is_ascii_digit(), after.is_ascii_digit());
                prop_assert_eq!(before.is_ascii_lowercase(), after.is_ascii_lowercase());
                prop_assert_eq!(before.is_ascii_uppercase(), after.is_ascii_uppercase());
                let has_letters = text.bytes().any(|byte| byte.is_ascii_alphanumeric());
                prop_assert!(before.is_ascii_alphanumeric() || !has_letters, "a separator of {}", text);
                let last = text.rfind(|c: char| c.is_ascii_alphanumeric());
                prop_assert!(Some(at) != last || text.bytes().filter(u8::is_ascii_alphanumeric).count() == 1);
                prop_assert!(!is_hex(&text) || is_hex(variant));
            }
            let mut distinct = all.clone();
            distinct.sort();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), all.len());
        }
    }
}
