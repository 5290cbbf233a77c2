//! Damage to what one partner wrote: the others are whole, and it is told what became of that one.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::{Draft, Environment, Field};
use serde_json::json;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};
use store::{EditSource, MovedAside, Store, WriteAction, WriteRow, WriteState};

const PAGE: usize = 4096;

fn open(folder: &Path) -> Store {
    let (store, moved) = Store::open(folder, 0).unwrap();
    assert_eq!(moved, None);
    store
}

fn reopen(folder: &Path) -> (Store, MovedAside) {
    let (store, moved) = Store::open(folder, 7_000).unwrap();
    (store, moved.unwrap())
}

fn named(store: &Store, id: &str, name: &str, at: i64) {
    store
        .transaction(|transaction| {
            transaction.edit(id, &[(Field::Name, json!(name))], EditSource::Imported, at)
        })
        .unwrap();
}

/// Three partners of so many edits; the name of each tells whose it is and which edit wrote it.
fn three(folder: &Path, edits: i64) -> Store {
    let store = open(folder);
    for id in ["anchor", "beacon", "cutter"] {
        store.transaction(|transaction| transaction.add_partner(id, false, 1)).unwrap();
        for at in 1..=edits {
            named(&store, id, &format!("{id} {at:05} {}", "·".repeat(60)), at);
        }
    }
    store
}

fn number(store: &Store, id: &str) -> i64 {
    let name = store.read(|snapshot| snapshot.draft(id)).unwrap().name;
    assert!(name.starts_with(id), "{name}");
    name.split(' ').nth(1).unwrap().parse().unwrap()
}

fn file(folder: &Path) -> PathBuf {
    folder.join("partner-desk.sqlite")
}

/// Changes the bytes of the file; whoever had it open is gone.
fn change(folder: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(file(folder)).unwrap();
    change(&mut bytes);
    fs::File::create(file(folder)).unwrap().write_all(&bytes).unwrap();
}

fn places(bytes: &[u8], text: &str) -> Vec<usize> {
    let places = bytes.windows(text.len()).enumerate().filter(|(_, part)| *part == text.as_bytes());
    places.map(|(place, _)| place).collect()
}

/// Overwrites a text wherever it stands, as a failing disk does; the pages stay whole.
fn spoil_text(folder: &Path, text: &str) {
    change(folder, |bytes| {
        let places = places(bytes, text);
        assert!(!places.is_empty(), "{text} stands nowhere");
        for place in places {
            bytes[place..place + text.len()].fill(0xa5);
        }
    });
}

fn spoil_table(folder: &Path, table: &str) {
    let connection = rusqlite::Connection::open(file(folder)).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: u32 = connection.query_row(sql, [table], |row| row.get(0)).unwrap();
    drop(connection);
    change(folder, |bytes| bytes[(page as usize - 1) * PAGE..page as usize * PAGE].fill(0xa5));
}

#[test]
fn a_partner_whose_edit_is_damaged_is_as_before_it_and_the_others_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    drop(three(folder.path(), 30));
    spoil_text(folder.path(), "beacon 00030");
    let (store, moved) = reopen(folder.path());
    let numbers = ["anchor", "beacon", "cutter"].map(|id| number(&store, id));
    assert_eq!(numbers, [30, 29, 30]);
    assert_eq!((moved.has_all, moved.lost.len(), moved.partly.len()), (false, 0, 1));
    assert!(moved.partly[0].starts_with("beacon 00029"), "{:?}", moved.partly);
    assert!(moved.to.exists() && moved.rebuilt_from.is_none());
    named(&store, "beacon", "beacon 00031", 99);
    drop(store);
    assert_eq!(number(&open(folder.path()), "beacon"), 31, "the rebuilt file is whole");
}

#[test]
fn pages_that_hold_one_partner_cost_no_other_partner_anything() {
    let folder = tempfile::tempdir().unwrap();
    drop(three(folder.path(), 220));
    let mut spoiled = 0;
    change(folder.path(), |bytes| {
        for page in bytes.chunks_mut(PAGE) {
            let has = |id: &str| !places(page, &format!("{id} 00")).is_empty();
            if has("beacon") && !has("anchor") && !has("cutter") {
                page.fill(0xa5);
                spoiled += 1;
            }
        }
    });
    assert!(spoiled > 5, "{spoiled}");
    let (store, moved) = reopen(folder.path());
    assert_eq!((number(&store, "anchor"), number(&store, "cutter")), (220, 220));
    assert_eq!(store.read(|snapshot| snapshot.history("anchor", None, 500)).unwrap().len(), 220);
    assert_eq!(store.read(|snapshot| snapshot.history("cutter", None, 500)).unwrap().len(), 220);
    assert_eq!(moved.lost.len() + moved.partly.len(), 1, "{moved:?}");
    for partner in store.read(|snapshot| snapshot.partners()).unwrap() {
        store.read(|snapshot| snapshot.draft(&partner.id)).unwrap();
    }
}

#[test]
fn a_partner_of_which_nothing_can_be_read_is_named_and_the_others_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = three(folder.path(), 1);
    let known = |store: &Store, id: &str, last_seen: Option<Draft>| {
        let change = |known: &mut store::Registration| {
            known.codename = Some(format!("{id}-code"));
            known.last_seen = last_seen;
        };
        store
            .transaction(|transaction| transaction.change_registration(id, Environment::Rc, change))
            .unwrap();
    };
    known(&store, "beacon", None);
    known(&store, "cutter", Some(Draft { name: "Held by RC".into(), ..Draft::default() }));
    drop(store);
    spoil_text(folder.path(), "beacon 00001");
    spoil_text(folder.path(), "cutter 00001");
    let (store, moved) = reopen(folder.path());
    assert_eq!(number(&store, "anchor"), 1);
    assert_eq!((moved.lost, moved.partly), (vec!["beacon-code".into()], vec!["Held by RC".into()]));
    assert_eq!(store.read(|snapshot| snapshot.all_ids()).unwrap(), ["anchor", "cutter"]);
    assert_eq!(store.read(|snapshot| snapshot.draft("cutter")).unwrap().name, "Held by RC");
    let codename = store.read(|snapshot| snapshot.registration("cutter", Environment::Rc)).unwrap().codename;
    assert_eq!(codename.unwrap(), "cutter-code", "what is registered stays so");
}

#[test]
fn partners_whose_own_rows_are_lost_come_back_from_their_edits() {
    let folder = tempfile::tempdir().unwrap();
    drop(three(folder.path(), 70));
    spoil_table(folder.path(), "partners");
    let (store, moved) = reopen(folder.path());
    assert_eq!(["anchor", "beacon", "cutter"].map(|id| number(&store, id)), [70, 70, 70]);
    assert!(!moved.has_all && moved.lost.is_empty(), "{moved:?}");
}

#[test]
fn a_damaged_copy_and_a_damaged_file_make_up_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = three(folder.path(), 30);
    store.keep_copy(1_000).unwrap();
    named(&store, "anchor", "anchor 00031", 50);
    drop(store);
    // The middle of one history in the file; the end of another in the copy.
    spoil_text(folder.path(), "beacon 00015");
    spoil_text(folder.path(), "beacon 00030");
    let copy = folder.path().join("partner-desk.copy-1.sqlite");
    let mut bytes = fs::read(&copy).unwrap();
    for place in places(&bytes, "cutter 00030") {
        bytes[place..place + 12].fill(0xa5);
    }
    fs::File::create(&copy).unwrap().write_all(&bytes).unwrap();
    let (store, moved) = reopen(folder.path());
    assert_eq!(moved.rebuilt_from, Some(copy));
    assert_eq!(["anchor", "beacon", "cutter"].map(|id| number(&store, id)), [31, 30, 30]);
    assert_eq!((moved.lost.len(), moved.partly.len()), (0, 0), "{moved:?}");
}

#[test]
fn a_damaged_logo_costs_the_logo_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = three(folder.path(), 3);
    let logo = "<svg>the logo of the beacon</svg>";
    store
        .transaction(|transaction| {
            transaction.edit("beacon", &[(Field::Logo, json!(logo))], EditSource::Typed, 9)
        })
        .unwrap();
    drop(store);
    spoil_text(folder.path(), "the logo of the beacon");
    let (store, moved) = reopen(folder.path());
    let draft = store.read(|snapshot| snapshot.draft("beacon")).unwrap();
    assert_eq!((number(&store, "beacon"), draft.logo.as_str()), (3, ""));
    assert_eq!((moved.lost.len(), moved.partly.len()), (0, 1));
}

#[test]
fn a_save_that_is_open_is_still_known_when_the_record_before_it_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let store = three(folder.path(), 3);
    let write = WriteRow {
        id: 0,
        partner_id: "beacon".into(),
        environment: Environment::Rc,
        action: WriteAction::Register,
        codename: "beacon-code".into(),
        company_id: "48213".into(),
        fields: vec![Field::Name],
        before: Some(Draft { name: "before the save".into(), ..Draft::default() }),
        after: None,
        state: WriteState::Open,
        at: 5,
    };
    store.transaction(|transaction| transaction.begin_write(&write)).unwrap();
    drop(store);
    spoil_text(folder.path(), "before the save");
    let (store, _) = reopen(folder.path());
    let open = store.read(|snapshot| snapshot.open_writes()).unwrap();
    assert_eq!((open[0].codename.as_str(), &open[0].before), ("beacon-code", &None));
}

#[test]
fn a_file_in_which_no_partner_can_be_told_stays_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    drop(three(folder.path(), 1));
    for id in ["anchor", "beacon", "cutter"] {
        spoil_text(folder.path(), &format!("{id} 00001"));
    }
    let store = open(folder.path());
    assert_eq!(store.read(|snapshot| snapshot.all_ids()).unwrap().len(), 3);
}

#[test]
fn a_rehearsal_is_not_taken_up_again_from_a_copy_that_does_not_know_what_was_sent_since() {
    let folder = tempfile::tempdir().unwrap();
    let store = three(folder.path(), 3);
    let played = store::RehearsalRow { id: "r".into(), ..store::RehearsalRow::default() };
    store
        .transaction(|change| change.begin_rehearsal("anchor", partner::Environment::Sandbox, &played))
        .unwrap();
    store.keep_copy(1_000).unwrap();
    assert!(store.transaction(|change| change.note_call("r", "candidate", 2)).unwrap());
    drop(store);
    spoil_text(folder.path(), "beacon 00003");
    let (store, moved) = reopen(folder.path());
    assert!(moved.rebuilt_from.is_some());
    let found = |store: &Store| {
        store.read(|snapshot| snapshot.rehearsal("anchor", partner::Environment::Sandbox)).unwrap()
    };
    assert_eq!(found(&store), None);
}
