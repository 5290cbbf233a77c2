//! Bodies that a server may send: any of them is read or refused, an error's words stay short and without control
//! characters, and what is not known survives.
#![no_main]

use client::{ApiError, from_answer};
use libfuzzer_sys::fuzz_target;
use partner::{Field, Remote, create_body, differing, patch_body};

/// What the server says, ready to be shown.
fn is_showable(text: &str) -> bool {
    text.chars().count() <= 50_000 && !text.contains(char::is_control)
}

fuzz_target!(|input: (u16, &[u8])| {
    let (status, body) = input;
    match from_answer(status, body, None) {
        ApiError::Rejected { fields, message, .. } => {
            assert!(is_showable(&message));
            for (at, one) in fields.iter().enumerate() {
                assert!(Field::from_path(&one.field).is_some() || one.field == "company_id");
                assert!(is_showable(&one.message) && !one.message.is_empty());
                assert!(fields[..at].iter().all(|earlier| earlier.field != one.field));
            }
        }
        ApiError::Status { message, .. } => assert!(is_showable(&message)),
        _ => {}
    }
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else { return };
    let Ok(remote) = Remote::parse(value) else { return };
    // A record that was sent back differs in nothing, and one as it came in nothing but URLs to repair.
    let record = &remote.record;
    assert!(differing(record, &record.trimmed()).is_empty());
    assert!(differing(record, record).iter().all(|field| matches!(field, Field::Url(_))));
    let again = Remote::parse(create_body(record)).expect("what we write can be read");
    assert!(differing(record, &again.record).is_empty(), "{record:?}\n{:?}", again.record);
    assert!(patch_body(record, &[]).as_object().is_some_and(serde_json::Map::is_empty));
});
