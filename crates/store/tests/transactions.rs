//! What is written together is written whole or not at all, and what is read together is of one moment.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Field;
use serde_json::json;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};
use store::{EditSource, Store, StoreError, Transaction};

/// A profile with one partner.
fn open(folder: &Path) -> Store {
    let store = Store::open(folder, 0).unwrap().0;
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    store
}

fn rename(transaction: &Transaction<'_>, name: &str) -> Result<(), StoreError> {
    transaction.edit("p", &[(Field::Name, json!(name))], EditSource::Typed, 2).map(drop)
}

fn name(store: &Store) -> String {
    store.read(|snapshot| snapshot.draft("p")).unwrap().name
}

#[test]
fn a_transaction_that_fails_half_way_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let failed = store.transaction(|transaction| {
        rename(transaction, "Harbour")?;
        transaction.set_setting("theme", "dark")?;
        transaction.add_partner("q", false, 2)?;
        transaction.set_removed("nobody", Some(2))
    });
    assert!(matches!(failed, Err(StoreError::NotFound)));
    drop(store);
    let (store, _) = Store::open(folder.path(), 0).unwrap();
    assert_eq!(name(&store), "");
    let left = store.read(|snapshot| Ok((snapshot.setting("theme")?, snapshot.all_ids()?))).unwrap();
    assert_eq!(left, (None, vec!["p".to_owned()]));
}

#[test]
fn a_transaction_that_panics_leaves_nothing_and_stands_in_no_ones_way() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        store.transaction(|transaction| -> Result<(), StoreError> {
            rename(transaction, "Harbour")?;
            panic!("half-way")
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(name(&store), "");
    store.transaction(|transaction| rename(transaction, "Lighthouse")).unwrap();
    assert_eq!(name(&store), "Lighthouse");
}

#[test]
fn a_step_that_fails_leaves_nothing_also_when_the_rest_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store
        .transaction(|transaction| {
            let values = [(Field::Name, json!("Harbour")), (Field::Description, json!(["no text"]))];
            assert!(transaction.edit("p", &values, EditSource::Imported, 2).is_err());
            assert_eq!(transaction.draft("p")?.name, "");
            transaction.set_setting("theme", "dark")
        })
        .unwrap();
    let (revisions, theme) =
        store.read(|snapshot| Ok((snapshot.history("p", None, 9)?, snapshot.setting("theme")?))).unwrap();
    assert_eq!((revisions, theme.as_deref()), (vec![], Some("dark")));
}

#[test]
fn a_transaction_sees_what_it_has_written_itself() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let seen = store.transaction(|transaction| {
        rename(transaction, "Harbour")?;
        Ok(transaction.draft("p")?.name)
    });
    assert_eq!(seen.unwrap(), "Harbour");
}

#[test]
fn a_snapshot_does_not_see_what_is_written_after_it_began() {
    let folder = tempfile::tempdir().unwrap();
    let writes = open(folder.path());
    let read_only = Store::open_read_only(folder.path()).unwrap();
    writes.transaction(|transaction| rename(transaction, "before")).unwrap();
    let (first, second) = read_only
        .read(|snapshot| {
            let first = snapshot.draft("p")?.name;
            writes.transaction(|transaction| rename(transaction, "after"))?;
            Ok((first, snapshot.draft("p")?.name))
        })
        .unwrap();
    assert_eq!((first.as_str(), second.as_str()), ("before", "before"));
    assert_eq!((name(&writes).as_str(), name(&read_only).as_str()), ("after", "after"));
}

#[test]
fn a_view_only_window_reads_everything_and_begins_no_transaction() {
    let folder = tempfile::tempdir().unwrap();
    let writes = open(folder.path());
    writes.transaction(|transaction| rename(transaction, "Harbour")).unwrap();
    let read_only = Store::open_read_only(folder.path()).unwrap();
    assert_eq!(name(&read_only), "Harbour");
    let mut has_begun = false;
    let refused = read_only.transaction(|transaction| {
        has_begun = true;
        rename(transaction, "Lighthouse")
    });
    assert!(matches!(refused, Err(StoreError::Elsewhere)) && !has_begun);
    assert_eq!(name(&writes), "Harbour");
}
