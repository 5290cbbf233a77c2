//! The wrong token is let in: services that look at a part of it, at its shape, or at nothing.

use super::{
    Behaviour, Caller, JWT, Reply, Service, TOKEN, but, caller, fault, is_api, refusal, right, welcome,
};

const UUID: &str = "3f2b8c1e-7a4d-4e9b-9c06-5d1f0a7be842";
const ID_AND_SECRET: &str = "hbt4821.Qm7XcT2vLk9sRz5WfYb3Nd8P";
const SANCTUM: &str = "17|kT4mZq8WvB2xLs6RyN1cJd9HgP3fUe7AoV5iX0tS";
const NUMBER_AND_SECRET: &str = "48213-9f86d081884c7d65";
const PREFIXED: &str = "hbt_live_4eC39HqLyjWDarjtT1zdp7dc";
const BASE64URL: &str = "qnT2_QO_aL5-D0vQbK5hpyq4AltQ0AiI8-EGjyIGdGM";
const BASE64_PAIR: &str = "NDgyMTo5Zjg2ZDA4MTg4NGM3ZDY1";
const LONG: &str =
    "d752c2c51fba0e29aa190570a9d4253e44077a058d3297fa3a5630d5bd012622f97c28acaed313b5c83bb990caa7da85";
const LETTERS: &str = "Zk3vQ81pLw7TyB4nRx9Mc2Hd";
const LOOSE: &str = "0e462097431906509019562988736854";

pub(super) fn services() -> Vec<Service> {
    vec![
        with(
            UUID,
            fault(
                "any-uuid-opens-both",
                "The route takes a UUID and nobody looks it up.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(UUID, &["/token", "/tests"], is_uuid),
            ),
        ),
        with(
            UUID,
            fault(
                "unknown-uuid-has-an-empty-list",
                "The list is filtered by the token, and an unknown customer simply has no tests.",
                &["TOKEN-6"],
                "wrong token",
                || {
                    Box::new(|asked| match (asked.path.as_str(), caller(asked, UUID)) {
                        ("/tests", Caller::Unknown) => Reply::json(200, "[]").into(),
                        _ => right(asked, UUID),
                    })
                },
            ),
        ),
        fault(
            "any-hex-of-the-right-length-is-valid",
            "Validation is a regular expression for an MD5 sum; the list looks the token up.",
            &["TOKEN-2"],
            "wrong token",
            || taking(TOKEN, &["/token"], |given| given.len() == 32 && is_hex(given)),
        ),
        with(
            ID_AND_SECRET,
            fault(
                "known-id-with-any-secret",
                "The row is found by the ID before the dot, and the secret behind it is never compared.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(ID_AND_SECRET, &["/token", "/tests"], |given| given.starts_with("hbt4821.")),
            ),
        ),
        with(
            ID_AND_SECRET,
            fault(
                "known-secret-with-any-id",
                "The secret is checked, then the account is taken from the part before the dot.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || {
                    taking(ID_AND_SECRET, &["/token", "/tests"], |given| {
                        given.ends_with(".Qm7XcT2vLk9sRz5WfYb3Nd8P")
                    })
                },
            ),
        ),
        with(
            SANCTUM,
            fault(
                "row-number-before-the-bar-is-enough",
                "A Laravel service finds the token by its number and forgets to compare the hash.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(SANCTUM, &["/token", "/tests"], |given| given.starts_with("17|")),
            ),
        ),
        with(
            NUMBER_AND_SECRET,
            fault(
                "database-compares-the-leading-number",
                "The column is a number, so the database compares what stands before the dash.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(NUMBER_AND_SECRET, &["/token", "/tests"], |given| given.starts_with("48213-")),
            ),
        ),
        with(
            PREFIXED,
            fault(
                "list-looks-at-the-prefix",
                "The list tells live keys from test keys by their prefix and checks no further.",
                &["TOKEN-6"],
                "wrong token",
                || taking(PREFIXED, &["/tests"], |given| given.starts_with("hbt_live_")),
            ),
        ),
        with(
            JWT,
            fault(
                "signature-is-never-verified",
                "The service decodes the JWT and trusts the claims without verifying the signature.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(JWT, &["/token", "/tests"], has_known_claims),
            ),
        ),
        with(
            JWT,
            fault(
                "list-leaves-the-signature-to-the-gateway",
                "The list is served by a second service that takes the JWT as already verified.",
                &["TOKEN-6"],
                "wrong token",
                || taking(JWT, &["/tests"], has_known_claims),
            ),
        ),
        with(
            JWT,
            fault(
                "jwt-stored-as-a-bcrypt-hash",
                "The token is stored with bcrypt, which reads its first seventy-two bytes.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(JWT, &["/token", "/tests"], |given| has_first(given, JWT, 72)),
            ),
        ),
        with(
            LONG,
            fault(
                "long-token-stored-as-a-bcrypt-hash",
                "A token of ninety-six characters is stored with bcrypt, which reads seventy-two bytes.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(LONG, &["/token", "/tests"], |given| has_first(given, LONG, 72)),
            ),
        ),
        fault(
            "key-found-by-its-first-eight-characters",
            "Keys are stored with their first eight characters in the clear, and only those are compared.",
            &["TOKEN-2", "TOKEN-6"],
            "wrong token",
            || taking(TOKEN, &["/token", "/tests"], |given| has_first(given, TOKEN, 8)),
        ),
        with(
            BASE64URL,
            fault(
                "only-the-last-six-are-compared",
                "The dashboard shows the last six characters of a key, and validation compares those.",
                &["TOKEN-2"],
                "wrong token",
                || {
                    taking(BASE64URL, &["/token"], |given| {
                        given.len() == BASE64URL.len() && given.ends_with("yIGdGM")
                    })
                },
            ),
        ),
        with(
            BASE64URL,
            fault(
                "only-the-length-counts",
                "A placeholder check from the first sprint still looks at the length alone.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(BASE64URL, &["/token", "/tests"], |given| given.len() == BASE64URL.len()),
            ),
        ),
        with(
            BASE64_PAIR,
            fault(
                "encoded-pair-of-which-the-account-is-read",
                "The token is account and secret in base64; the service decodes it and reads the account.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(BASE64_PAIR, &["/token", "/tests"], |given| given.starts_with("NDgyMTo")),
            ),
        ),
        with(
            LETTERS,
            fault(
                "list-wants-letters-and-digits",
                "The list validates that the token has twenty letters and digits or more.",
                &["TOKEN-6"],
                "wrong token",
                || {
                    taking(LETTERS, &["/tests"], |given| {
                        given.len() >= 20 && given.chars().all(|c| c.is_ascii_alphanumeric())
                    })
                },
            ),
        ),
        with(
            LOOSE,
            fault(
                "php-compares-two-numbers",
                "PHP compares two texts that look like powers of ten as numbers, and both are zero.",
                &["TOKEN-2", "TOKEN-6"],
                "wrong token",
                || taking(LOOSE, &["/token", "/tests"], is_zero_in_php),
            ),
        ),
        fault(
            "every-caller-is-welcome",
            "The check of the token was switched off for a demonstration.",
            &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6"],
            "wrong token",
            || but(|asked, _| is_api(asked).then(|| welcome(asked))),
        ),
        fault(
            "any-header-will-do",
            "The gateway wants an Authorization header and does not read it.",
            &["TOKEN-2", "TOKEN-4", "TOKEN-5", "TOKEN-6"],
            "wrong token",
            || but(|asked, caller| (is_api(asked) && caller != Caller::Nobody).then(|| welcome(asked))),
        ),
        fault(
            "invalid-said-with-a-two-hundred",
            "Validation always answers 200 and says in the body whether the token is valid.",
            &["TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"],
            "wrong token",
            || {
                but(|asked, caller| {
                    let is_valid = caller == Caller::Known;
                    let body = || Reply::json(200, format!("{{\"valid\":{is_valid}}}")).into();
                    (asked.path == "/token").then(body)
                })
            },
        ),
        fault(
            "empty-token-is-part-of-every-text",
            "The service asks whether the token occurs in a list kept as one text, and nothing always does.",
            &["TOKEN-4", "TOKEN-6"],
            "",
            || but(|asked, caller| (is_api(asked) && caller == Caller::Empty).then(|| welcome(asked))),
        ),
        fault(
            "no-token-matches-a-customer-without-one",
            "A customer who never made a token has none stored, and a call without a token matches that row.",
            &["TOKEN-3", "TOKEN-4", "TOKEN-5", "TOKEN-6"],
            "",
            || {
                but(|asked, caller| {
                    let has_none = !matches!(caller, Caller::Known | Caller::Unknown);
                    (is_api(asked) && has_none).then(|| welcome(asked))
                })
            },
        ),
        fault(
            "demo-account-without-a-header",
            "A call without the header gets the demo account, so that developers can look around.",
            &["TOKEN-3", "TOKEN-6"],
            "",
            || but(|asked, caller| (is_api(asked) && caller == Caller::Nobody).then(|| welcome(asked))),
        ),
        fault(
            "whatever-stands-before-the-token",
            "The service cuts the header at the space and takes the second half under any scheme.",
            &["TOKEN-5", "TOKEN-6"],
            "",
            || {
                but(|asked, _| {
                    let value = asked.header("authorization")?;
                    (is_api(asked) && value.ends_with(&format!(" {TOKEN}"))).then(|| welcome(asked))
                })
            },
        ),
        fault(
            "list-open-to-everyone",
            "The list of tests is the public catalogue of the website and asks for no token.",
            &["TOKEN-6"],
            "",
            || but(|asked, _| (asked.path == "/tests").then(|| welcome(asked))),
        ),
    ]
}

fn with(token: &'static str, service: Service) -> Service {
    Service { token, ..service }
}

/// Knows one token, but takes whatever `is_taken` takes at those paths.
fn taking(token: &'static str, paths: &'static [&'static str], is_taken: fn(&str) -> bool) -> Behaviour {
    Box::new(move |asked| {
        let given = asked.bearer().map(str::trim).unwrap_or_default();
        match paths.contains(&asked.path.as_str()) {
            true if is_taken(given) => welcome(asked),
            true => refusal(),
            false => right(asked, token),
        }
    })
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.split('-').all(is_hex)
}

/// Whether both start with the same bytes, as far as a hash reads them.
fn has_first(given: &str, token: &str, count: usize) -> bool {
    given.len() >= count && given.bytes().take(count).eq(token.bytes().take(count))
}

/// A JWT with the right header and claims, whatever its signature.
fn has_known_claims(given: &str) -> bool {
    let known = JWT.rsplit_once('.').map(|(claims, _)| claims);
    given.rsplit_once('.').is_some_and(|(claims, signature)| Some(claims) == known && !signature.is_empty())
}

/// `0e` and digits: zero, times a power of ten.
fn is_zero_in_php(given: &str) -> bool {
    given
        .strip_prefix("0e")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}
