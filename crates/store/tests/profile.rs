//! The profile on a real disk: edits and undo over restarts, damaged, foreign and newer files.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::{Draft, Environment, Field};
use redact::SecretKind;
use serde_json::json;
use std::{fs, path::Path};
use store::{
    EditSource, Logs, PutIn, Registration, RunRow, Store, StoreError, TokenKept, TokenKey, TokenNote,
    TokenUse, UseFilter,
};

fn open(folder: &Path) -> Store {
    let (store, moved) = Store::open(folder, 0).unwrap();
    assert_eq!(moved, None);
    store
}

fn type_name(store: &Store, name: &str, now: i64) -> Draft {
    store
        .transaction(|transaction| {
            transaction.edit("p", &[(Field::Name, json!(name))], EditSource::Typed, now)
        })
        .unwrap()
        .draft
}

#[test]
fn a_draft_is_there_after_a_restart_with_undo_and_redo() {
    let folder = tempfile::tempdir().unwrap();
    {
        let store = open(folder.path());
        store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
        type_name(&store, "H", 1000);
        type_name(&store, "Ha", 1500);
        type_name(&store, "Harbour", 9000);
        store
            .transaction(|transaction| {
                transaction.edit("p", &[(Field::Logo, json!("<svg/>"))], EditSource::Repaired, 9100)
            })
            .unwrap();
    }
    let store = open(folder.path());
    assert_eq!(store.read(|snapshot| snapshot.draft("p")).unwrap().logo, "<svg/>");
    assert_eq!(store.transaction(|transaction| transaction.undo("p", 1)).unwrap().draft.logo, "");
    assert_eq!(
        store.transaction(|transaction| transaction.undo("p", 1)).unwrap().draft.name,
        "Ha",
        "a burst of typing is one step"
    );
    assert_eq!(store.transaction(|transaction| transaction.undo("p", 1)).unwrap().draft.name, "");
    assert_eq!(
        store.transaction(|transaction| transaction.undo("p", 1)).unwrap().draft.name,
        "",
        "nothing left to undo"
    );
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.transaction(|transaction| transaction.redo("p", 1)).unwrap().draft.name, "Ha");
    assert_eq!(store.read(|snapshot| snapshot.steps("p")).unwrap().1.unwrap().field, Some(Field::Name));
    type_name(&store, "Harbor", 20_000);
    assert_eq!(
        store.read(|snapshot| snapshot.steps("p")).unwrap().1,
        None,
        "redo follows what was typed last"
    );
}

#[test]
fn removing_a_partner_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    type_name(&store, "Harbour", 1);
    store.transaction(|transaction| transaction.set_removed("p", Some(5))).unwrap();
    assert!(store.read(|snapshot| snapshot.partners()).unwrap().is_empty());
    assert!(matches!(store.read(|snapshot| snapshot.partner("p")), Err(StoreError::NotFound)));
    store.transaction(|transaction| transaction.set_removed("p", None)).unwrap();
    assert_eq!(store.read(|snapshot| snapshot.draft("p")).unwrap().name, "Harbour");
}

#[test]
fn what_the_server_held_survives_with_its_unknown_fields() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    let mut seen = Draft::default();
    seen.extra.insert("tier".into(), json!({"a": [1, 2]}));
    seen.urls.extra.insert("website".into(), json!("https://h.example"));
    let registration = Registration {
        company_id: "12".into(),
        codename: Some("harbour".into()),
        last_seen: Some(seen),
        promoted: Some(false),
        ..Registration::default()
    };
    let kept = registration.clone();
    store
        .transaction(|transaction| {
            transaction.change_registration("p", Environment::Rc, |known| *known = kept)
        })
        .unwrap();
    assert_eq!(store.read(|snapshot| snapshot.registration("p", Environment::Rc)).unwrap(), registration);
    assert_eq!(
        store.read(|snapshot| snapshot.registration("p", Environment::Sandbox)).unwrap(),
        Registration::default()
    );
}

#[test]
fn a_second_process_on_one_profile_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let _first = open(folder.path());
    assert!(matches!(Store::open(folder.path(), 0), Err(StoreError::InUse)));
}

#[test]
fn a_damaged_or_foreign_file_is_moved_aside_and_kept_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("partner-desk.sqlite");
    let rubbish = b"this was never a database, but somebody may want it back".repeat(50);
    put(&file, &rubbish);
    let (store, moved) = Store::open(folder.path(), 1_700_000_000_000).unwrap();
    assert_eq!(fs::read(moved.unwrap().to).unwrap(), rubbish);
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    drop(store);

    fs::remove_file(&file).unwrap();
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{ending}", file.display()));
    }
    let foreign = rusqlite::Connection::open(&file).unwrap();
    foreign.execute_batch("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup');").unwrap();
    drop(foreign);
    let (_, moved) = Store::open(folder.path(), 1_700_000_000_000).unwrap();
    let kept = rusqlite::Connection::open(moved.unwrap().to).unwrap();
    let name: String = kept.query_row("SELECT name FROM recipes", [], |row| row.get(0)).unwrap();
    assert_eq!(name, "soup");
}

#[test]
fn a_file_of_a_newer_app_is_not_opened_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let file = folder.path().join("partner-desk.sqlite");
    rusqlite::Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&file).unwrap();
    assert!(matches!(Store::open(folder.path(), 0), Err(StoreError::Newer { found: 99, known: 7 })));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_file_of_a_newer_app_that_ended_without_a_word_is_left_as_it_is_with_what_lies_beside_it() {
    let (killed, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = open(killed.path());
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    let newer = rusqlite::Connection::open(killed.path().join("partner-desk.sqlite")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    let names = ["partner-desk.sqlite", "partner-desk.sqlite-wal"];
    let read = |folder: &Path| names.map(|name| fs::read(folder.join(name)).unwrap());
    for name in names {
        put(&folder.path().join(name), &fs::read(killed.path().join(name)).unwrap());
    }
    let before = read(folder.path());
    assert!(!before[1].is_empty(), "not all of it has reached the file itself");
    assert!(matches!(Store::open(folder.path(), 0), Err(StoreError::Newer { .. })));
    assert!(read(folder.path()) == before);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("file");
    put(&taken, b"x");
    assert!(matches!(Store::open(&taken, 0), Err(StoreError::Folder { .. })));
}

fn put(path: &Path, bytes: &[u8]) {
    use std::io::Write;
    fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

fn used(at: i64, token: SecretKind, destination: &str, outcome: &str) -> TokenUse {
    TokenUse {
        at,
        partner_id: Some("p".into()),
        key: TokenKey { environment: Environment::Rc, token, owner: "p".into() },
        destination: destination.into(),
        purpose: "purpose.validate_good".into(),
        outcome: outcome.into(),
        args: vec![("status".into(), "200".into())],
    }
}

#[test]
fn the_ledger_gives_what_fits_newest_first_with_the_whole_count_and_forgets_the_oldest() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let uses: Vec<TokenUse> =
        (0..10_050).map(|at| used(at, SecretKind::Customer, "https://api.example.org", "use.sent")).collect();
    let log = |uses: &[TokenUse]| {
        store
            .transaction(|transaction| {
                transaction.add_to_logs(&Logs { uses: uses.to_vec(), ..Logs::default() })
            })
            .unwrap();
    };
    log(&uses);
    let secret = used(20_000, SecretKind::PartnerSecret, "place.clipboard", "use.copied");
    log(std::slice::from_ref(&secret));

    let (rows, count) = store.read(|snapshot| snapshot.token_uses(&UseFilter::default(), 2)).unwrap();
    assert_eq!((rows.len(), count), (2, 10_000));
    assert_eq!(rows[0], secret);
    assert_eq!(rows[1], uses[10_049]);
    let asked = |filter: UseFilter| store.read(|snapshot| snapshot.token_uses(&filter, 5)).unwrap().1;
    assert_eq!(asked(UseFilter { token: Some(SecretKind::PartnerSecret), ..UseFilter::default() }), 1);
    assert_eq!(asked(UseFilter { destination: "API.example".into(), ..UseFilter::default() }), 9_999);
    assert_eq!(asked(UseFilter { destination: "100%_".into(), ..UseFilter::default() }), 0);
    assert_eq!(asked(UseFilter { outcomes: vec!["use.copied", "use.kept"], ..UseFilter::default() }), 1);
    assert_eq!(store.read(|snapshot| snapshot.last_use(&secret.key, &["use.copied"])).unwrap(), Some(20_000));
    assert_eq!(store.read(|snapshot| snapshot.last_use(&secret.key, &["use.sent"])).unwrap(), None);
}

#[test]
fn origins_are_noted_once_per_partner_and_environment() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    let origin = |text: &str| redact::Origin::of(&url::Url::parse(text).unwrap()).unwrap();
    let both = [origin("https://b.example/x"), origin("https://a.example")];
    store.transaction(|transaction| transaction.allow_origins("p", Environment::Rc, &both[..1], 5)).unwrap();
    store.transaction(|transaction| transaction.allow_origins("p", Environment::Rc, &both, 6)).unwrap();
    let known = |environment| store.read(|snapshot| snapshot.token_origins("p", environment)).unwrap();
    assert_eq!(known(Environment::Rc), ["https://b.example", "https://a.example"]);
    assert!(known(Environment::Sandbox).is_empty());
    // Another token is another matter: it may go where the URLs are now, but not where the one before it was
    // held back from.
    let put_in = PutIn {
        partner_id: "p".into(),
        key: TokenKey { environment: Environment::Rc, token: SecretKind::Customer, owner: "p".into() },
        note: TokenNote { kept: TokenKept::Keychain, namespace: "n".into(), place: String::new(), at: 7 },
        origins: vec![origin("https://a.example"), origin("https://c.example")],
    };
    store
        .transaction(|transaction| {
            transaction.add_to_logs(&Logs { put_in: vec![put_in.clone()], ..Logs::default() })
        })
        .unwrap();
    assert_eq!(known(Environment::Rc), ["https://a.example"]);
    assert_eq!(
        store.read(|snapshot| snapshot.registration("p", Environment::Rc)).unwrap().customer_token_at,
        Some(7)
    );
    // Of a partner that is gone nothing is noted but where its token is.
    let gone = PutIn {
        partner_id: "gone".into(),
        key: TokenKey { owner: "gone".into(), ..put_in.key.clone() },
        ..put_in
    };
    store
        .transaction(|transaction| {
            transaction.add_to_logs(&Logs { put_in: vec![gone.clone()], ..Logs::default() })
        })
        .unwrap();
    assert_eq!(store.read(|snapshot| snapshot.token_note(&gone.key)).unwrap(), Some(gone.note));
}

#[test]
fn fifty_runs_are_kept_and_what_was_sent_for_the_last_five() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    for at in 0..60 {
        let run = RunRow {
            started_at: at,
            rules: "2".into(),
            asked: json!(["TOKEN-2"]),
            verdicts: json!([at]),
            exchanges: json!({ "call": at }),
            evidence: json!({ "at": at }),
            ..RunRow::default()
        };
        store.transaction(|transaction| transaction.add_run("p", Some(Environment::Rc), &run)).unwrap();
    }
    let runs = store.read(|snapshot| snapshot.runs("p", Some(Environment::Rc))).unwrap();
    assert_eq!(runs.iter().map(|run| run.started_at).collect::<Vec<_>>(), (10..60).rev().collect::<Vec<_>>());
    let latest = store.read(|snapshot| snapshot.latest_run("p", Some(Environment::Rc))).unwrap().unwrap();
    assert_eq!((latest.exchanges, latest.evidence), (json!({ "call": 59 }), json!({ "at": 59 })));
    assert!(store.read(|snapshot| snapshot.latest_run("p", Some(Environment::Sandbox))).unwrap().is_none());
    let kept: i64 = rusqlite::Connection::open(folder.path().join("partner-desk.sqlite"))
        .unwrap()
        .query_row("SELECT count(*) FROM runs WHERE exchanges != '{}'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 5);
}
