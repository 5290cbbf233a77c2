//! Files that earlier apps wrote, opened by this one: all that they held is there, and a copy is kept before
//! each step.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Environment;
use redact::Token;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};
use store::{Store, TokenKept, TokenKey};

fn open(folder: &Path) -> Store {
    let (store, moved) = Store::open(folder, 0).unwrap();
    assert_eq!(moved, None);
    store
}

fn put(path: &Path, bytes: &[u8]) {
    fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

fn fixtures() -> Vec<(i64, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let schema = |path: &PathBuf| {
        let name = path.file_stem()?.to_str()?.strip_prefix("schema-")?.parse().ok()?;
        Some((name, path.clone()))
    };
    let mut found: Vec<_> =
        fs::read_dir(folder).unwrap().flatten().filter_map(|entry| schema(&entry.path())).collect();
    found.sort();
    found
}

#[test]
fn every_earlier_schema_has_a_fixture_and_each_opens_with_its_draft_edits_and_undo() {
    let fixtures = fixtures();
    let fresh = tempfile::tempdir().unwrap();
    drop(open(fresh.path()));
    let file = fresh.path().join("partner-desk.sqlite");
    let known: i64 = rusqlite::Connection::open(&file)
        .unwrap()
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(
        fixtures.iter().map(|(schema, _)| *schema).collect::<Vec<_>>(),
        (1..known).collect::<Vec<_>>()
    );
    for (schema, fixture) in fixtures {
        let folder = tempfile::tempdir().unwrap();
        put(&folder.path().join("partner-desk.sqlite"), &fs::read(fixture).unwrap());
        let store = open(folder.path());
        let partner = store.partners().unwrap().remove(0);
        let draft = store.draft(&partner.id).unwrap();
        assert_eq!(draft.codename, "harbour-tests", "schema {schema}");
        let registration = store.registration(&partner.id, Environment::Sandbox).unwrap();
        assert_eq!(registration.base, registration.last_seen, "what was seen is what both had in common");
        while store.steps(&partner.id).unwrap().0.is_some() {
            store.undo(&partner.id, 98).unwrap();
        }
        while store.steps(&partner.id).unwrap().1.is_some() {
            store.redo(&partner.id, 99).unwrap();
        }
        let edits = store.history(&partner.id, None, 100).unwrap();
        assert_eq!(edits.iter().filter(|edit| edit.is_undone).count(), 0);
        for step in 1..known {
            let copy = folder.path().join(format!("partner-desk.schema-{step}.sqlite"));
            assert_eq!(
                copy.exists(),
                step >= schema,
                "a copy before the step from {step}, opened at {schema}"
            );
        }
    }
}

#[test]
fn a_file_of_the_third_schema_keeps_what_was_undone_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_, fixture) = fixtures().into_iter().find(|(schema, _)| *schema == 3).unwrap();
    put(&folder.path().join("partner-desk.sqlite"), &fs::read(fixture).unwrap());
    let store = open(folder.path());
    let id = store.partners().unwrap().remove(0).id;
    let moments = store.history(&id, None, 10).unwrap();
    let paths: Vec<_> = moments.iter().map(|moment| (moment.field.path(), moment.is_undone)).collect();
    assert_eq!(paths, [("urls.tests", true), ("description", false), ("name", false)]);
    assert!(store.redo(&id, 1).unwrap().draft.urls.tests.ends_with("/other"));
}

#[test]
fn a_file_of_the_first_schema_opens_with_all_that_it_held_and_a_copy_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.sqlite");
    put(&folder.path().join("partner-desk.sqlite"), &fs::read(fixture).unwrap());
    // A copy of an earlier upgrade is neither in the way nor lost.
    put(&folder.path().join("partner-desk.schema-1.sqlite"), b"an earlier copy");
    let (store, moved) = Store::open(folder.path(), 0).unwrap();
    assert!(moved.is_none());
    let partner = store.partners().unwrap().remove(0);
    assert_eq!(store.draft(&partner.id).unwrap().codename, "harbour-tests");
    let run = store.latest_run(&partner.id, Environment::Sandbox).unwrap().unwrap();
    assert_eq!(run.rules, "1");
    assert!(run.verdicts.as_array().is_some_and(|verdicts| verdicts.len() == 29));
    assert!(run.asked.is_null() && run.evidence.is_null());
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("partner-desk.schema-1.sqlite"), b"an earlier copy");
    assert!(read("partner-desk.schema-1x.sqlite").starts_with(b"SQLite format 3"));
    drop(store);
    let fresh = tempfile::tempdir().unwrap();
    drop(open(fresh.path()));
    assert!(!fresh.path().join("partner-desk.schema-1.sqlite").exists(), "nothing to copy");
}

#[test]
fn a_file_of_the_second_schema_keeps_its_tokens_known_so_that_all_can_be_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-2.sqlite");
    put(&folder.path().join("partner-desk.sqlite"), &fs::read(fixture).unwrap());
    let (store, moved) = Store::open(folder.path(), 0).unwrap();
    assert!(moved.is_none());
    let partner = store.partners().unwrap().remove(0);
    assert!(store.latest_run(&partner.id, Environment::Sandbox).unwrap().is_some());
    let mut tokens = store.tokens().unwrap();
    tokens.sort_by_key(|key| key.token);
    let of = |token, owner: &str| TokenKey { environment: Environment::Sandbox, token, owner: owner.into() };
    assert_eq!(
        tokens,
        [
            of(Token::Personal, "10001"),
            of(Token::PartnerSecret, &partner.id),
            of(Token::Customer, &partner.id)
        ]
    );
    let note = store.token_note(&tokens[2]).unwrap().unwrap();
    assert_eq!(note.kept, TokenKept::Unknown, "what was not noted is not claimed");
}
