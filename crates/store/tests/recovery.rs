//! Damaged files, copies, and a profile that another process has.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::{Environment, Field};
use serde_json::json;
use std::{fs, io::Write, path::Path};
use store::{Confirmation, EditSource, Store, StoreError, WriteAction, WriteRow, WriteState};

const FILE: &str = "partner-desk.sqlite";

fn open(folder: &Path) -> Store {
    Store::open(folder, 0).unwrap().0
}

fn put(path: &Path, bytes: &[u8]) {
    fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

/// A profile with so many edits; closed.
fn filled(folder: &Path, edits: i64) {
    let store = open(folder);
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    for at in 0..edits {
        edit(&store, at);
    }
}

fn edit(store: &Store, at: i64) {
    store
        .transaction(|transaction| {
            transaction.edit("p", &[(Field::Name, json!(format!("{at:0200}")))], EditSource::Imported, at)
        })
        .unwrap();
}

fn spoil(file: &Path, from: usize, length: usize) {
    let mut bytes = fs::read(file).unwrap();
    bytes[from..from + length].fill(0xa5);
    put(file, &bytes);
}

/// Damages an index: every row can still be read.
fn spoil_index(folder: &Path) {
    let file = folder.join(FILE);
    let connection = rusqlite::Connection::open(&file).unwrap();
    let page: u32 = connection
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'edits_by_step'", [], |row| row.get(0))
        .unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(connection);
    spoil(&file, (page as usize - 1) * 4096 + 100, 3_900);
}

#[test]
fn a_damaged_file_is_rebuilt_from_the_newest_whole_copy_with_what_can_still_be_read() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 200);
    {
        let store = open(folder.path());
        assert!(store.keep_copy(1_700_000_000_000).unwrap());
        assert!(!store.keep_copy(1_700_000_001_000).unwrap(), "nothing changed since");
        edit(&store, 200);
        assert!(store.keep_copy(1_700_000_002_000).unwrap());
        for at in 201..400 {
            edit(&store, at);
        }
    }
    let file = folder.path().join(FILE);
    let middle = fs::metadata(&file).unwrap().len() / 2;
    spoil(&file, usize::try_from(middle).unwrap() - 8_000, 16_000);
    // The newest copy is damaged as well: the one before it is taken.
    spoil(&folder.path().join("partner-desk.copy-1700000002.sqlite"), 20_000, 8_000);
    let (store, moved) = Store::open(folder.path(), 5_000).unwrap();
    let moved = moved.unwrap();
    assert!(moved.to.ends_with("partner-desk.damaged-5.sqlite"));
    assert!(moved.rebuilt_from.unwrap().ends_with("partner-desk.copy-1700000000.sqlite"));
    let name = store.read(|snapshot| snapshot.draft("p")).unwrap().name;
    assert!(name.parse::<i64>().unwrap() >= 199, "{name}");
    edit(&store, 999);
    drop(store);
    assert_eq!(
        open(folder.path()).read(|snapshot| snapshot.draft("p")).unwrap().name.trim_start_matches('0'),
        "999"
    );
}

#[test]
fn what_was_written_since_the_copy_is_added_where_the_damage_left_it_readable() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 20);
    let store = open(folder.path());
    store.keep_copy(1_000).unwrap();
    edit(&store, 500);
    store.transaction(|transaction| transaction.add_partner("q", false, 1)).unwrap();
    store
        .transaction(|transaction| {
            transaction.change_registration("q", Environment::Rc, |known| known.company_id = "48213".into())
        })
        .unwrap();
    drop(store);
    spoil_index(folder.path());
    let (store, moved) = Store::open(folder.path(), 1).unwrap();
    assert!(moved.unwrap().has_all);
    assert_eq!(store.read(|snapshot| snapshot.draft("p")).unwrap().name.trim_start_matches('0'), "500");
    assert_eq!(
        store.read(|snapshot| snapshot.registration("q", Environment::Rc)).unwrap().company_id,
        "48213"
    );
}

#[test]
fn without_a_copy_a_damaged_file_gives_what_can_be_read_and_nothing_is_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 400);
    let file = folder.path().join(FILE);
    let middle = usize::try_from(fs::metadata(&file).unwrap().len()).unwrap() / 2;
    spoil(&file, middle - 8_000, 16_000);
    let before = fs::read(&file).unwrap();
    let (store, moved) = Store::open(folder.path(), 1).unwrap();
    let moved = moved.unwrap();
    assert_eq!((moved.rebuilt_from, fs::read(&moved.to).unwrap() == before), (None, true));
    for partner in store.read(|snapshot| snapshot.partners()).unwrap() {
        store.read(|snapshot| snapshot.draft(&partner.id)).unwrap();
    }
}

#[test]
fn three_copies_are_kept_and_erasing_takes_them_along() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1);
    let store = open(folder.path());
    for at in 1..=5 {
        edit(&store, at);
        store.keep_copy(at * 1_000).unwrap();
    }
    let copies = || {
        let names = fs::read_dir(folder.path()).unwrap().flatten();
        names.filter(|entry| entry.file_name().to_string_lossy().contains(".copy-")).count()
    };
    assert_eq!(copies(), 3);
    store.erase().unwrap();
    assert_eq!(copies(), 0);
}

#[test]
fn a_second_process_looks_while_the_first_writes_and_takes_over_when_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1);
    let first = open(folder.path());
    assert!(matches!(Store::open(folder.path(), 0), Err(StoreError::InUse)));
    let second = Store::open_read_only(folder.path()).unwrap();
    edit(&first, 7);
    assert!(second.is_read_only());
    assert_eq!(second.read(|snapshot| snapshot.draft("p")).unwrap().name.trim_start_matches('0'), "7");
    let refused = second
        .transaction(|transaction| transaction.edit("p", &[(Field::Name, json!("x"))], EditSource::Typed, 1));
    assert!(matches!(refused, Err(StoreError::Elsewhere)));
    assert!(matches!(second.own(1), Err(StoreError::InUse)));
    drop(first);
    assert_eq!(second.own(1).unwrap(), None);
    edit(&second, 8);
    assert!(!second.is_read_only());
    assert!(matches!(Store::open(folder.path(), 0), Err(StoreError::InUse)));
}

#[test]
fn writes_are_noted_before_they_are_sent_and_open_ones_are_found_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1);
    let mut write = WriteRow {
        id: 0,
        partner_id: "p".into(),
        environment: Environment::Rc,
        action: WriteAction::Update,
        codename: "harbour".into(),
        company_id: "48213".into(),
        fields: vec![Field::Name, Field::Inputs],
        before: Some(partner::Draft::default()),
        after: None,
        state: WriteState::Open,
        at: 5,
    };
    write.id = open(folder.path()).transaction(|transaction| transaction.begin_write(&write)).unwrap();
    let store = open(folder.path());
    assert_eq!(store.read(|snapshot| snapshot.open_writes()).unwrap(), [write.clone()]);
    assert_eq!(store.read(|snapshot| snapshot.last_done_write("p", Environment::Rc)).unwrap(), None);
    store.transaction(|transaction| transaction.settle_write(write.id, WriteState::Done, 6)).unwrap();
    assert_eq!(store.read(|snapshot| snapshot.open_writes()).unwrap(), []);
    assert_eq!(
        store.read(|snapshot| snapshot.last_done_write("p", Environment::Rc)).unwrap().unwrap().fields,
        write.fields
    );
    assert_eq!(store.read(|snapshot| snapshot.last_done_write("p", Environment::Sandbox)).unwrap(), None);
}

#[test]
fn a_file_that_is_gone_or_empty_comes_back_from_its_copy() {
    for bytes in [None, Some(&b""[..])] {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path(), 3);
        open(folder.path()).keep_copy(1_000).unwrap();
        let file = folder.path().join(FILE);
        fs::remove_file(&file).unwrap();
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", file.display()));
        }
        if let Some(bytes) = bytes {
            put(&file, bytes);
        }
        let (store, moved) = Store::open(folder.path(), 1).unwrap();
        assert!(moved.unwrap().rebuilt_from.is_some());
        assert_eq!(store.read(|snapshot| snapshot.draft("p")).unwrap().name.trim_start_matches('0'), "2");
    }
}

#[test]
fn a_rebuild_that_was_cut_short_is_done_again_with_what_it_had_moved_aside() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 3);
    let store = open(folder.path());
    store.keep_copy(1_000).unwrap();
    edit(&store, 500);
    drop(store);
    // The file was moved aside, and the rebuilt one never took its name.
    let file = folder.path().join(FILE);
    fs::rename(&file, folder.path().join("partner-desk.damaged-7.sqlite")).unwrap();
    put(&folder.path().join("partner-desk.rebuilding.sqlite"), b"half of it");
    let (store, moved) = Store::open(folder.path(), 9_000).unwrap();
    assert!(moved.unwrap().to.ends_with("partner-desk.damaged-7.sqlite"));
    assert_eq!(store.read(|snapshot| snapshot.draft("p")).unwrap().name.trim_start_matches('0'), "500");
}

#[test]
fn what_was_forgotten_since_the_copy_stays_forgotten_in_the_rebuilt_file() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 200);
    let store = open(folder.path());
    store
        .transaction(|transaction| {
            transaction
                .confirm("p", &Confirmation { check_id: "FORM-2".into(), at: 1, ..Confirmation::default() })
        })
        .unwrap();
    store.keep_copy(1_000).unwrap();
    store.transaction(|transaction| transaction.withdraw("p", "FORM-2")).unwrap();
    drop(store);
    spoil_index(folder.path());
    let (store, moved) = Store::open(folder.path(), 1).unwrap();
    assert!(moved.unwrap().rebuilt_from.is_some());
    assert!(store.read(|snapshot| snapshot.confirmations("p")).unwrap().is_empty());
}
