//! A drive without locks, as network drives are: a named error, and what is there can be looked at.

use power_cut::{
    vfs::{Fault, begin, fail_with},
    writing::{number, open, write},
};
use std::fs;
use store::{Store, StoreError};

#[test]
fn a_profile_on_a_drive_without_locks_is_shown_and_not_written() {
    let home = tempfile::tempdir().unwrap();
    let (folder, network) = (home.path().join("here"), home.path().join("network"));
    begin(&network);
    let store = open(&folder);
    for edit in 1..=6 {
        write(&store, edit).unwrap();
    }
    // As the other computer left it: the last edits are in the log beside the file.
    fs::create_dir(&network).unwrap();
    for ending in ["", "-wal"] {
        let name = format!("partner-desk.sqlite{ending}");
        fs::copy(folder.join(&name), network.join(&name)).unwrap();
    }
    fail_with(Some(Fault::NoLocks));
    let error = Store::open(&network, 1).err();
    assert!(matches!(error, Some(StoreError::NoLocks)), "{error:?}");
    assert!(Store::open_read_only(&network).is_err(), "looking needs locks too");
    let read_only = Store::open_read_only_without_locks(&network).unwrap();
    assert_eq!(number(&read_only), 6);
    assert!(matches!(write(&read_only, 7), Err(StoreError::Elsewhere)));
    assert!(matches!(read_only.own(1), Err(StoreError::NoLocks)));
    assert_eq!(number(&read_only), 6, "it goes on looking");
    fail_with(None);
    assert_eq!(read_only.own(1).unwrap(), None);
    write(&read_only, 7).unwrap();
    drop(read_only);
    assert_eq!(number(&open(&network)), 7);
}
