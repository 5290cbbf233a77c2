//! Where a profile may lie: in a folder that is synced, on a disk that is full.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Field;
use serde_json::json;
use std::{
    fs::{self, File},
    io::Write,
    path::Path,
};
use store::{EditSource, Store, StoreError};

fn named(store: &Store, name: &str, at: i64) -> Result<(), StoreError> {
    store
        .transaction(|transaction| {
            transaction.edit("p", &[(Field::Name, json!(name))], EditSource::Imported, at)
        })
        .map(drop)
}

fn filled(folder: &Path) -> Store {
    let store = Store::open(folder, 0).unwrap().0;
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    named(&store, "before", 2).unwrap();
    store
}

#[test]
fn a_conflict_copy_of_a_sync_program_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    store.keep_copy(1_000).unwrap();
    assert_eq!(store.conflict_copies(), <[String; 0]>::default(), "our own copies are none");
    for own in ["schema-3", "schema-3x", "damaged-5", "copying", "copying-schema-3", "rebuilding"] {
        File::create(folder.path().join(format!("partner-desk.{own}.sqlite"))).unwrap();
    }
    assert_eq!(store.conflict_copies(), <[String; 0]>::default());
    let mut names = [
        "partner-desk (conflicted copy 2026-11-25 101112).sqlite",
        "partner-desk (Jane's conflicted copy 2026-11-25).sqlite",
        "partner-desk (1).sqlite",
        "partner-desk 2.sqlite",
        "partner-desk-LAPTOP-7F3.sqlite",
        "partner-desk.sync-conflict-20261125-101112-ABCDEFG.sqlite",
        "partner-desk.copy-1.sync-conflict-20261125-101112-ABCDEFG.sqlite",
    ];
    for name in names {
        File::create(folder.path().join(name)).unwrap().write_all(b"theirs").unwrap();
    }
    names.sort_unstable();
    assert_eq!(store.conflict_copies(), names);
    drop(store);
    // Neither is it taken for a copy of ours when the file is lost, nor is an empty one.
    fs::remove_file(folder.path().join("partner-desk.sqlite")).unwrap();
    let (store, moved) = Store::open(folder.path(), 1).unwrap();
    assert!(moved.unwrap().rebuilt_from.unwrap().ends_with("partner-desk.copy-1.sqlite"));
    assert_eq!(store.read(|snapshot| snapshot.draft("p")).unwrap().name, "before");
    for name in names {
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), b"theirs", "{name}");
    }
}

#[cfg(target_os = "linux")]
mod full_disk {
    use super::*;
    use std::process::Command;

    #[test]
    fn on_a_full_disk_the_profile_is_shown_and_can_be_written_once_there_is_room() {
        let disk = tempfile::tempdir().unwrap();
        let line = format!(
            "mount -t tmpfs -o size=4m tmpfs {disk} && FULL_DISK={disk} {test} --exact --ignored --nocapture full_disk::inner",
            disk = disk.path().display(),
            test = std::env::current_exe().unwrap().display(),
        );
        let output = Command::new("unshare")
            .args(["--map-root-user", "--mount", "bash", "-c", &line])
            .output()
            .unwrap();
        let text =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && text.contains("1 passed"), "{text}");
    }

    /// Takes all the room that is left.
    fn fill(path: &Path) {
        let mut file = File::create(path).unwrap();
        for size in [65_536, 4_096, 1] {
            while file.write_all(&vec![b'x'; size]).is_ok() {}
        }
    }

    #[test]
    #[ignore = "run by the test above on a small disk"]
    #[expect(clippy::disallowed_methods, reason = "the name of a folder that the test above has given")]
    fn inner() {
        let disk = std::path::PathBuf::from(std::env::var("FULL_DISK").unwrap());
        let (folder, filler) = (disk.join("profile"), disk.join("filler"));
        drop(filled(&folder));
        // What was written last is in the log beside the file, as after a crash.
        let store = Store::open(&folder, 3).unwrap().0;
        named(&store, "last", 4).unwrap();
        let crashed = disk.join("crashed");
        fs::create_dir(&crashed).unwrap();
        for ending in ["", "-wal"] {
            let name = format!("partner-desk.sqlite{ending}");
            fs::copy(folder.join(&name), crashed.join(&name)).unwrap();
        }
        drop(store);
        fill(&filler);
        let listed = |folder: &Path| {
            let mut files: Vec<_> = fs::read_dir(folder).unwrap().flatten().collect();
            files.sort_by_key(fs::DirEntry::file_name);
            let whole = |entry: fs::DirEntry| (entry.file_name(), fs::read(entry.path()).unwrap());
            files
                .into_iter()
                .map(whole)
                .filter(|(name, _)| name != "lock" && !name.to_string_lossy().ends_with("-shm"))
                .collect::<Vec<_>>()
        };
        let before = listed(&crashed);
        let error = Store::open(&crashed, 5).err();
        assert!(matches!(error, Some(StoreError::Full)), "{error:?}");
        let read_only = Store::open_read_only_without_locks(&crashed).unwrap();
        assert_eq!(read_only.read(|snapshot| snapshot.draft("p")).unwrap().name, "last");
        assert!(matches!(named(&read_only, "no", 6), Err(StoreError::Elsewhere)));
        assert!(matches!(read_only.own(6), Err(StoreError::Full)));
        assert!(listed(&crashed) == before, "nothing was changed");
        // A first start finds no room either, and says so.
        let error = Store::open(&disk.join("new"), 5).err();
        assert!(matches!(error, Some(StoreError::Full)), "{error:?}");
        fs::remove_file(&filler).unwrap();
        assert_eq!(read_only.own(7).unwrap(), None);
        named(&read_only, "after", 8).unwrap();
        drop(read_only);
        assert_eq!(
            Store::open(&crashed, 9).unwrap().0.read(|snapshot| snapshot.draft("p")).unwrap().name,
            "after"
        );
    }
}
