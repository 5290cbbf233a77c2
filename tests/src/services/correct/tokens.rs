//! Tokens of many shapes, and services that look at the shape first.

use super::ready;
use crate::services::{Asked, Reply, Says, Service, right};

const UUID: &str = "3f2b8c1e-94d7-4e0a-b6f5-7c2d19a80e64";
const ZERO_UUID: &str = "00000000-0000-0000-0000-000000000000";
const HEX: &str = "d41f0b7a9c3e58d2";
const DIGITS: &str = "4820175936640218";
const SIX_DIGITS: &str = "482913";
const ID_AND_SECRET: &str = "884213.q7XkP2mVd9RtL4sYw6Zn";
const BASE64: &str = "7DFoL95WGReVL/eKeore/w==";
const BASE32: &str = "1EFMP07AAGFBH6BV7NPMTPH1D5";
const SIGNS: &str = "Hb~2.x_Y-9+q/R7=";
const JWT: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.\
                   eyJpc3MiOiJoYXJib3VydGVzdHMuaW8iLCJzdWIiOiJjdXN0b21lci04ODQyIiwiaWF0IjoxNzY0NTQ3MjAwfQ.\
                   Vr6iZPww6BW7g-wCVTay0Ua91XaTadauMiwKOP3Ey7Y";

const LETTERS_AND_DIGITS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

const LONG_BYTES: [u8; 1200] = {
    let mut bytes = [b'a'; 1200];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = LETTERS_AND_DIGITS[(at * 7 + at / 62 * 11) % LETTERS_AND_DIGITS.len()];
        at += 1;
    }
    bytes
};

const LONG: &str = match std::str::from_utf8(&LONG_BYTES) {
    Ok(token) => token,
    Err(_) => "",
};

pub(super) fn services() -> Vec<Service> {
    vec![
        Service {
            token: UUID,
            ..ready(
                "uuid-parsed-before-the-look-up",
                "A framework whose route takes a UUID: what is none gets 400, an unknown one 401.",
                || Box::new(|asked| parsed(asked, UUID, is_uuid)),
            )
        },
        Service {
            token: UUID,
            ..ready(
                "uuid-in-any-case",
                "A column of type uuid in PostgreSQL, which takes capitals for small letters.",
                || {
                    Box::new(|asked| {
                        compared(asked, UUID, |given| Some(given.to_ascii_lowercase().into_bytes()))
                    })
                },
            )
        },
        Service {
            token: ZERO_UUID,
            ..ready(
                "uuid-of-zeros-for-the-demo-account",
                "A demo account that was seeded with the nil UUID, in a service that still asks for a UUID.",
                || Box::new(|asked| parsed(asked, ZERO_UUID, is_uuid)),
            )
        },
        Service {
            token: HEX,
            ..ready(
                "hex-decoded-before-the-look-up",
                "Keys kept as bytes: what is not hexadecimal gets 400, and capitals count as small letters.",
                || Box::new(|asked| compared(asked, HEX, from_hex)),
            )
        },
        Service {
            token: DIGITS,
            ..ready(
                "digits-alone",
                "A customer number in a decimal column: anything but digits gets 400.",
                || {
                    Box::new(|asked| {
                        parsed(asked, DIGITS, |given| given.bytes().all(|byte| byte.is_ascii_digit()))
                    })
                },
            )
        },
        Service {
            token: SIX_DIGITS,
            ..ready("six-digits", "A pairing code of six digits, valid until it is replaced.", || {
                Box::new(|asked| {
                    parsed(asked, SIX_DIGITS, |given| {
                        given.len() == 6 && given.bytes().all(|byte| byte.is_ascii_digit())
                    })
                })
            })
        },
        Service {
            token: ID_AND_SECRET,
            ..ready(
                "id-and-secret",
                "A key id and a secret with a dot between: without both parts it is 400.",
                || Box::new(|asked| parsed(asked, ID_AND_SECRET, is_id_and_secret)),
            )
        },
        Service {
            token: BASE64,
            ..ready(
                "base-sixty-four-decoded-leniently",
                "Sixteen bytes as base64: the decoder ignores the spare bits of the last character.",
                || Box::new(|asked| compared(asked, BASE64, from_base64)),
            )
        },
        Service {
            token: JWT,
            ..ready(
                "jwt-with-a-verified-signature",
                "A signed token: claims that are no JSON get 400, a wrong signature gets 401.",
                || Box::new(|asked| compared(asked, JWT, from_jwt)),
            )
        },
        Service {
            token: BASE32,
            ..ready(
                "base-thirty-two-as-crockford-reads-it",
                "A licence key to be read out on the phone: O is zero, I and L are one, in any case.",
                || Box::new(|asked| compared(asked, BASE32, from_crockford)),
            )
        },
        Service {
            token: SIGNS,
            ..ready(
                "every-sign-that-a-bearer-token-may-hold",
                "A generator that draws from the whole alphabet of RFC 6750.",
                || Box::new(|asked| right(asked, SIGNS)),
            )
        },
        Service {
            token: "7Q2k",
            ..ready("four-characters", "A tool for a few dozen customers, with short keys.", || {
                Box::new(|asked| right(asked, "7Q2k"))
            })
        },
        Service {
            token: "aaaaaaaaaaaaaaaa",
            ..ready("one-letter-sixteen-times", "A test account whose key somebody typed by hand.", || {
                Box::new(|asked| right(asked, "aaaaaaaaaaaaaaaa"))
            })
        },
        Service {
            token: LONG,
            ..ready(
                "twelve-hundred-characters",
                "An encrypted token that carries the customer's rights.",
                || Box::new(|asked| right(asked, LONG)),
            )
        },
    ]
}

/// Answers 400 to what cannot be a token at all, as a parser does that stands before the look-up.
fn parsed(asked: &Asked, token: &str, is_token: fn(&str) -> bool) -> Says {
    match asked.bearer().map(str::trim) {
        Some(given) if !given.is_empty() && !is_token(given) => malformed(),
        _ => right(asked, token),
    }
}

/// Compares what the tokens mean, not how they are written; 400 to what means nothing.
fn compared(asked: &Asked, token: &str, meaning: fn(&str) -> Option<Vec<u8>>) -> Says {
    match asked.bearer().map(str::trim) {
        Some(given) if !given.is_empty() => match meaning(given) {
            None => malformed(),
            Some(meant) if meaning(token).is_some_and(|ours| ours == meant) => right(asked, given),
            Some(_) => right(asked, token),
        },
        _ => right(asked, token),
    }
}

fn malformed() -> Says {
    Reply::json(400, r#"{"error":"This is not a token"}"#).into()
}

fn is_uuid(given: &str) -> bool {
    let dashes: Vec<usize> = given.match_indices('-').map(|(at, _)| at).collect();
    given.len() == 36
        && dashes == [8, 13, 18, 23]
        && given.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn is_id_and_secret(given: &str) -> bool {
    given.split_once('.').is_some_and(|(id, secret)| {
        id.len() == 6
            && id.bytes().all(|byte| byte.is_ascii_digit())
            && secret.len() == 20
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn from_hex(given: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = given.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
    digits.filter(|digits| digits.len() % 2 == 0)
}

/// Padded or not, of either alphabet; spare bits at the end are dropped.
fn from_base64(given: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for character in given.trim_end_matches('=').bytes() {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

/// Head and claims must be JSON; the signature counts by its bytes.
fn from_jwt(given: &str) -> Option<Vec<u8>> {
    let (signed, signature) = given.rsplit_once('.')?;
    let (head, claims) = signed.split_once('.')?;
    for part in [head, claims] {
        let text = String::from_utf8(from_base64(part)?).ok()?;
        if !(text.starts_with('{') && text.ends_with('}')) {
            return None;
        }
    }
    let mut meant = signed.as_bytes().to_vec();
    meant.extend(from_base64(signature)?);
    Some(meant)
}

fn from_crockford(given: &str) -> Option<Vec<u8>> {
    let plain = given.to_ascii_uppercase().replace('O', "0").replace(['I', 'L'], "1");
    plain.is_ascii().then(|| plain.into_bytes())
}
