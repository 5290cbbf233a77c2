//! A disk that fails in the middle of writing: a named error, nothing lost, and all is well when it works
//! again.

use power_cut::{
    vfs::{Fault, begin, fail_with},
    writing::{number, open, write},
};
use store::StoreError;

#[test]
fn a_disk_that_is_full_protected_broken_or_does_not_sync_costs_no_edit_and_works_again_after() {
    for fault in [Fault::Full, Fault::WriteProtected, Fault::Broken, Fault::NoSync] {
        let folder = tempfile::tempdir().unwrap();
        begin(folder.path());
        let store = open(folder.path());
        for edit in 1..=4 {
            write(&store, edit).unwrap();
        }
        fail_with(Some(fault));
        for _ in 0..3 {
            let error = write(&store, 5).unwrap_err();
            let is_named = match fault {
                Fault::Full => matches!(error, StoreError::Full),
                Fault::WriteProtected => matches!(error, StoreError::ReadOnly),
                Fault::Broken | Fault::NoSync => matches!(error, StoreError::Sqlite(_)),
                Fault::NoLocks => unreachable!("not in the list; see locks.rs"),
            };
            assert!(is_named, "{fault:?}: {error:?}");
            assert_eq!(number(&store), 4, "{fault:?}: what was saved is there, and no part of what was not");
            assert!(store.keep_copy(1).is_err() || fault == Fault::NoSync, "{fault:?}");
        }
        fail_with(None);
        write(&store, 5).unwrap();
        drop(store);
        assert_eq!(number(&open(folder.path())), 5, "{fault:?}");
        let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
        assert!(!names.iter().any(|name| name.file_name().to_string_lossy().contains("damaged")));
    }
}
