//! Texts that are put in as tokens, and texts in which they come back: what is taken can stand in a header, and
//! nothing of it is left when it is cleaned away.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redact::{Customer, Scrubber, UnparsedSecret};

fuzz_target!(|input: (String, String, String)| {
    let (text, before, after) = input;
    let Ok(token) = UnparsedSecret::new(text).parse::<Customer>() else { return };
    let plain = token.expose_secret().to_owned();
    assert!(!plain.is_empty() && plain.bytes().all(|byte| (0x21..=0x7e).contains(&byte)));
    assert_eq!(format!("{token:?}"), "[secret]");
    let shown = token.last_four();
    assert!(shown.len() <= 4 && shown.len() * 3 <= plain.len() && plain.ends_with(&shown));
    let changed = token.with_middle_changed();
    assert!(!changed.is_same(&token) && changed.expose_secret().len() == plain.len());
    if plain.len() < 6 {
        return;
    }
    let scrubber = Scrubber::default().and(&token);
    let escaped = serde_json::to_string(&plain).unwrap();
    let percent: String = url::form_urlencoded::byte_serialize(plain.as_bytes()).collect();
    for form in [plain.as_str(), &escaped[1..escaped.len() - 1], &percent] {
        let clean = scrubber.clean(&format!("{before}{form}{after}"));
        // What stands around may be a piece of the token and join what is left to a whole one: never in it.
        assert!(!clean.contains(&plain) || before.contains(&plain) || after.contains(&plain) || !plain.is_ascii(), "{clean}");
    }
});
