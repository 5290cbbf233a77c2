//! Looks for secrets in bytes of any origin, in every form in which they may be written down: in clear,
//! base64, percent-encoded, escaped as JSON, UTF-16.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use std::fmt::Write;

/// A place in which a secret was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub place: String,
    /// The beginning of the secret, enough to tell which.
    pub secret: String,
    /// In which form.
    pub form: &'static str,
}

/// Every form of some secrets.
#[derive(Default)]
pub struct Search {
    forms: Vec<(String, &'static str, Vec<u8>)>,
    places: usize,
    hits: Vec<Hit>,
}

impl Search {
    /// Looks for `secrets`.
    pub fn new<S: AsRef<str>>(secrets: &[S]) -> Self {
        let forms = secrets.iter().flat_map(|secret| forms(secret.as_ref())).collect();
        Self { forms, ..Self::default() }
    }

    /// Looks into one place.
    pub fn look(&mut self, place: &str, bytes: &[u8]) {
        self.places += 1;
        for (secret, form, needle) in &self.forms {
            if contains(bytes, needle) {
                let (place, secret) = (place.to_owned(), secret.chars().take(12).collect());
                self.hits.push(Hit { place, secret, form });
            }
        }
    }

    /// How many places were looked into.
    pub fn places(&self) -> usize {
        self.places
    }

    /// What was found.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else { return false };
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte == first) {
        from += at + 1;
        if bytes[from..].starts_with(rest) {
            return true;
        }
    }
    false
}

/// The forms of one secret, without those that are the same as an earlier one.
fn forms(secret: &str) -> Vec<(String, &'static str, Vec<u8>)> {
    let mut all: Vec<(&'static str, Vec<u8>)> = vec![("clear", secret.into())];
    for offset in 0..3 {
        let bytes = [vec![0; offset], secret.as_bytes().to_vec()].concat();
        // The characters at both ends depend on what stands beside the secret.
        let (from, to) = ([0, 2, 3][offset], bytes.len() * 8 / 6);
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            all.push(("base64", engine.encode(&bytes)[from..to].into()));
        }
    }
    let percent = |keep: &str, upper: bool| {
        let mut text = String::new();
        for byte in secret.bytes() {
            if byte.is_ascii_alphanumeric() || keep.as_bytes().contains(&byte) {
                text.push(char::from(byte));
            } else if upper {
                let _ = write!(text, "%{byte:02X}");
            } else {
                let _ = write!(text, "%{byte:02x}");
            }
        }
        text
    };
    // What RFC 3986 leaves alone, what browsers leave alone in components, and what they do in queries.
    for keep in ["-._~", "-._~!'()*", "-._~!'()*$&+,/:;=?@", ""] {
        all.extend([true, false].map(|upper| ("percent", percent(keep, upper).into_bytes())));
    }
    let json = |all: bool, upper: bool| {
        let mut text = String::new();
        for char in secret.chars() {
            match char {
                char if char.is_ascii_alphanumeric() => text.push(char),
                char if all && upper => drop(write!(text, "\\u{:04X}", u32::from(char))),
                char if all => drop(write!(text, "\\u{:04x}", u32::from(char))),
                '"' | '\\' => text.extend(['\\', char]),
                char => text.push(char),
            }
        }
        text
    };
    all.extend([(false, true), (true, true), (true, false)].map(|(a, u)| ("JSON", json(a, u).into_bytes())));
    all.push(("JSON", json(false, true).replace('/', "\\/").into_bytes()));
    // Escaped twice: JSON in JSON.
    all.push(("JSON", json(false, true).replace('\\', "\\\\").replace('"', "\\\"").into_bytes()));
    all.push(("UTF-16", secret.encode_utf16().flat_map(u16::to_le_bytes).collect()));
    all.push(("UTF-16", secret.encode_utf16().flat_map(u16::to_be_bytes).collect()));
    all.push(("HTML", secret.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").into_bytes()));
    let mut found: Vec<(String, &'static str, Vec<u8>)> = Vec::new();
    for (form, needle) in all {
        if !found.iter().any(|(_, _, known)| *known == needle) {
            found.push((secret.to_owned(), form, needle));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANARY: &str = r#"canary+/=&"\<'>%7f3a9c-end"#;

    fn found(bytes: &[u8]) -> Vec<&'static str> {
        let mut search = Search::new(&[CANARY]);
        search.look("here", bytes);
        search.hits().iter().map(|hit| hit.form).collect()
    }

    #[test]
    fn a_secret_is_found_in_every_form_and_wherever_it_stands() {
        let around = |text: &str| format!("before {text} after").into_bytes();
        assert_eq!(found(&around(CANARY)), ["clear"]);
        for before in ["", "x", "xy", "xyz"] {
            let text = STANDARD_NO_PAD.encode(format!("{before}{CANARY}tail"));
            assert_eq!(found(text.as_bytes()), ["base64"], "{before}");
            let text = URL_SAFE_NO_PAD.encode(format!("{before}{CANARY}tail"));
            assert_eq!(found(text.as_bytes()), ["base64"], "{before}");
        }
        let percent = "canary%2B%2F%3D%26%22%5C%3C%27%3E%257f3a9c-end";
        assert_eq!(found(&around(percent)), ["percent"]);
        assert_eq!(found(&around(&percent.to_lowercase())), ["percent"]);
        assert_eq!(found(&around(&serde_json::to_string(CANARY).unwrap())), ["JSON"]);
        let twice = serde_json::to_string(&serde_json::to_string(CANARY).unwrap()).unwrap();
        assert_eq!(found(&around(&twice)), ["JSON"]);
        let wide: Vec<u8> = CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(found(&[&[0, 7, 9][..], &wide].concat()), ["UTF-16"]);
    }

    #[test]
    fn what_is_no_secret_is_not_found() {
        assert!(found(b"canary+/=&").is_empty());
        assert!(found(b"").is_empty());
        assert!(found(CANARY.to_uppercase().as_bytes()).is_empty());
    }
}
