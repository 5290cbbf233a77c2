//! A profile that is written to as a person does: typing, choosing, undoing; each edit with a number that
//! tells how far it came.

use partner::{Draft, Field, UrlField};
use serde_json::json;
use std::{path::Path, thread, time::Duration};
use store::{EditSource, Store, StoreError};

/// The partner that is written.
pub const ID: &str = "p";

/// Opens the profile, with the partner in it.
///
/// # Errors
/// The store's.
///
/// # Panics
/// When its file was found damaged.
pub fn begin(folder: &Path) -> Result<Store, StoreError> {
    let (store, moved) = Store::open(folder, 1)?;
    assert_eq!(moved, None, "the file was found damaged");
    if store.read(|snapshot| snapshot.partner(ID)).is_err() {
        store.transaction(|transaction| transaction.add_partner(ID, false, 1))?;
    }
    Ok(store)
}

/// The same where it must work. A test that starts processes beside this one copies what is open here into each,
/// the lock of the profile too, until the process runs its own program: that is waited for.
///
/// # Panics
/// When it does not.
pub fn open(folder: &Path) -> Store {
    for _ in 0..500 {
        match begin(folder) {
            Err(StoreError::InUse) => thread::sleep(Duration::from_millis(10)),
            opened => return opened.unwrap(),
        }
    }
    panic!("the profile stays in use");
}

/// The number of the last edit that the draft holds.
///
/// # Panics
/// When the draft cannot be read, or is in part of one edit and in part of another.
pub fn number(store: &Store) -> u64 {
    let draft = store.read(|snapshot| snapshot.draft(ID)).unwrap();
    let number = draft.name.parse().unwrap_or(0);
    assert_eq!(draft, expected(number, &draft), "the draft is whole");
    number
}

/// What a draft holds after edit `number`. The description is of the latest paste.
fn expected(number: u64, draft: &Draft) -> Draft {
    let pasted = number - number % 5;
    let mut expected = draft.clone();
    if pasted > 0 {
        expected.description = format!("pasted {pasted} {}", "x".repeat(200));
        expected.urls.set(UrlField::Tests, format!("https://example.org/{pasted}"));
        expected.logo = format!("<svg>{pasted}</svg>");
    }
    expected.name = if number == 0 { String::new() } else { number.to_string() };
    expected
}

/// Writes edit `number`; on the disk when this returns. Every fifth is a paste into several fields, every
/// seventh is followed by an edit that is undone.
///
/// # Errors
/// The store's.
pub fn write(store: &Store, number: u64) -> Result<(), store::StoreError> {
    let at = i64::try_from(number).unwrap_or_default() * 700;
    let name = (Field::Name, json!(number.to_string()));
    if number.is_multiple_of(5) {
        let values = [
            name,
            (Field::Description, json!(format!("pasted {number} {}", "x".repeat(200)))),
            (Field::Url(UrlField::Tests), json!(format!("https://example.org/{number}"))),
            (Field::Logo, json!(format!("<svg>{number}</svg>"))),
        ];
        store.transaction(|transaction| transaction.edit(ID, &values, EditSource::Imported, at))?;
    } else {
        store.transaction(|transaction| transaction.edit(ID, &[name], EditSource::Typed, at))?;
    }
    if number.is_multiple_of(7) {
        let kind = (Field::Kind, json!(format!("kind_{number}")));
        store.transaction(|transaction| transaction.edit(ID, &[kind], EditSource::Typed, at))?;
        store.transaction(|transaction| transaction.undo(ID, at))?;
    }
    if number.is_multiple_of(40) {
        store.keep_copy(at)?;
    }
    Ok(())
}
