//! Files that earlier apps wrote, opened by this one: all that they held is there, and a copy is kept before
//! each step.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::{Environment, Field};
use redact::SecretKind;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};
use store::{
    ActivityFilter, EditSource, PromotionStep, Store, TokenKept, TokenKey, UseFilter, WriteAction, WriteState,
};

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
fn every_schema_has_a_fixture_and_each_opens_with_its_draft_edits_and_undo() {
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
        (1..=known).collect::<Vec<_>>()
    );
    for (schema, fixture) in fixtures {
        let folder = tempfile::tempdir().unwrap();
        put(&folder.path().join("partner-desk.sqlite"), &fs::read(fixture).unwrap());
        let store = open(folder.path());
        let partner = store.read(|snapshot| snapshot.partners()).unwrap().remove(0);
        let draft = store.read(|snapshot| snapshot.draft(&partner.id)).unwrap();
        assert_eq!(draft.codename, "harbour-tests", "schema {schema}");
        let registration =
            store.read(|snapshot| snapshot.registration(&partner.id, Environment::Sandbox)).unwrap();
        assert_eq!(registration.base, registration.last_seen, "what was seen is what both had in common");
        while store.read(|snapshot| snapshot.steps(&partner.id)).unwrap().0.is_some() {
            store.transaction(|transaction| transaction.undo(&partner.id, 98)).unwrap();
        }
        while store.read(|snapshot| snapshot.steps(&partner.id)).unwrap().1.is_some() {
            store.transaction(|transaction| transaction.redo(&partner.id, 99)).unwrap();
        }
        let edits = store.read(|snapshot| snapshot.history(&partner.id, None, 100)).unwrap();
        // From the fourth on, what was undone and edited over stays as a branch.
        let undone = usize::from(schema >= 4) * 2;
        assert_eq!(edits.iter().filter(|edit| edit.is_undone).count(), undone);
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
fn a_file_of_the_fourth_schema_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (_, fixture) = fixtures().into_iter().find(|(schema, _)| *schema == 4).unwrap();
    put(&folder.path().join("partner-desk.sqlite"), &fs::read(fixture).unwrap());
    let store = open(folder.path());
    let sandbox = Environment::Sandbox;
    store
        .read(|profile| {
            let partner = profile.partners()?.remove(0);
            assert!(partner.is_example);
            assert_eq!(partner.environment, Some(sandbox));
            let id = partner.id.as_str();

            let draft = profile.draft(id)?;
            assert_eq!(
                (draft.name.as_str(), draft.description.as_str()),
                ("Harbour Tests", "Tests of the sea")
            );
            assert!(draft.logo.starts_with("<svg"));
            let revisions = profile.history(id, None, 10)?;
            let paths: Vec<_> =
                revisions.iter().map(|revision| (revision.field.path(), revision.is_undone)).collect();
            assert_eq!(
                paths,
                [("urls.tests", false), ("description", false), ("name", true), ("name", true)]
            );
            assert!(revisions.iter().all(|revision| revision.origin == EditSource::Typed));

            let registration = profile.registration(id, sandbox)?;
            assert_eq!(registration.company_id, "10001");
            assert_eq!(registration.codename.as_deref(), Some("harbour-tests"));
            assert_eq!(registration.base.unwrap().description, "Tests of the sea");
            assert_eq!(registration.last_seen.unwrap().description, "Tests of the sea");
            let tokens_at = [
                registration.personal_token_at,
                registration.partner_secret_at,
                registration.customer_token_at,
            ];
            assert!(tokens_at.iter().all(Option::is_some), "{tokens_at:?}");

            let save = profile.last_done_write(id, sandbox)?.unwrap();
            assert_eq!((save.action, save.state), (WriteAction::Update, WriteState::Done));
            assert_eq!(save.fields, [Field::Description]);
            assert_ne!(save.before.unwrap().description, save.after.unwrap().description);
            assert_eq!(profile.open_writes()?, []);

            let run = profile.latest_run(id, Some(sandbox))?.unwrap();
            assert!(run.verdicts.as_array().is_some_and(|verdicts| verdicts.len() > 29));
            assert!(run.exchanges.as_object().is_some_and(|exchanges| !exchanges.is_empty()));
            assert!(run.evidence.get("answers").is_some_and(serde_json::Value::is_array));
            let confirmed: Vec<String> =
                profile.confirmations(id)?.into_iter().map(|confirmation| confirmation.check_id).collect();
            assert_eq!(confirmed, ["FORM-1"]);

            assert_eq!(profile.activity(&ActivityFilter::default(), 100)?.1, 29);
            let (uses, count) = profile.token_uses(&UseFilter::default(), 100)?;
            assert_eq!((uses.len(), count), (26, 26));
            assert_eq!(uses[25].args, [("place".to_owned(), String::new())]);
            let mut tokens = profile.tokens()?;
            tokens.sort_by_key(|key| key.token);
            let kinds: Vec<SecretKind> = tokens.iter().map(|key| key.token).collect();
            assert_eq!(kinds, [SecretKind::Personal, SecretKind::PartnerSecret, SecretKind::Customer]);
            assert_eq!(profile.token_note(&tokens[0])?.unwrap().kept, TokenKept::Session);
            assert_eq!(profile.token_origins(id, sandbox)?, ["https://harbour.sandbox.partner-desk.invalid"]);
            assert_eq!(profile.setting("theme")?.as_deref(), Some("dark"));
            assert_eq!(profile.setting("zoom")?.as_deref(), Some("1.5"));
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_file_of_the_third_schema_keeps_what_was_undone_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_, fixture) = fixtures().into_iter().find(|(schema, _)| *schema == 3).unwrap();
    put(&folder.path().join("partner-desk.sqlite"), &fs::read(fixture).unwrap());
    let store = open(folder.path());
    let id = store.read(|snapshot| snapshot.partners()).unwrap().remove(0).id;
    let revisions = store.read(|snapshot| snapshot.history(&id, None, 10)).unwrap();
    let paths: Vec<_> =
        revisions.iter().map(|revision| (revision.field.path(), revision.is_undone)).collect();
    assert_eq!(paths, [("urls.tests", true), ("description", false), ("name", false)]);
    assert!(
        store
            .transaction(|transaction| transaction.redo(&id, 1))
            .unwrap()
            .draft
            .urls
            .tests
            .ends_with("/other")
    );
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
    let partner = store.read(|snapshot| snapshot.partners()).unwrap().remove(0);
    assert_eq!(store.read(|snapshot| snapshot.draft(&partner.id)).unwrap().codename, "harbour-tests");
    let run =
        store.read(|snapshot| snapshot.latest_run(&partner.id, Some(Environment::Sandbox))).unwrap().unwrap();
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
    let partner = store.read(|snapshot| snapshot.partners()).unwrap().remove(0);
    assert!(
        store
            .read(|snapshot| snapshot.latest_run(&partner.id, Some(Environment::Sandbox)))
            .unwrap()
            .is_some()
    );
    let mut tokens = store.read(|snapshot| snapshot.tokens()).unwrap();
    tokens.sort_by_key(|key| key.token);
    let of = |token, owner: &str| TokenKey { environment: Environment::Sandbox, token, owner: owner.into() };
    assert_eq!(
        tokens,
        [
            of(SecretKind::Personal, "10001"),
            of(SecretKind::PartnerSecret, &partner.id),
            of(SecretKind::Customer, &partner.id)
        ]
    );
    let note = store.read(|snapshot| snapshot.token_note(&tokens[2])).unwrap().unwrap();
    assert_eq!(note.kept, TokenKept::Unknown, "what was not noted is not claimed");
}

#[test]
fn the_way_to_promotion_is_read_from_a_file_of_the_sixth_schema() {
    let folder = tempfile::tempdir().unwrap();
    let (_, fixture) = fixtures().into_iter().find(|(schema, _)| *schema == 6).unwrap();
    put(&folder.path().join("partner-desk.sqlite"), &fs::read(fixture).unwrap());
    open(folder.path())
        .read(|profile| {
            let id = &profile.partners()?.remove(0).id;
            let confirmed = profile.confirmations(id)?;
            let told: Vec<_> =
                confirmed.iter().map(|one| (one.check_id.as_str(), one.person.as_str())).collect();
            assert_eq!(told, [("FORM-1", ""), ("FORM-2", "Ada")]);
            let events = profile.promotion_events(id, Environment::Sandbox)?;
            let steps: Vec<_> = events.iter().map(|event| event.step).collect();
            assert_eq!(steps, [PromotionStep::Pack, PromotionStep::Asked, PromotionStep::Promoted]);
            assert!(profile.article_draft(id)?.is_some());
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_watch_is_read_from_a_file_of_the_seventh_schema() {
    let folder = tempfile::tempdir().unwrap();
    let (_, fixture) = fixtures().into_iter().find(|(schema, _)| *schema == 7).unwrap();
    put(&folder.path().join("partner-desk.sqlite"), &fs::read(fixture).unwrap());
    open(folder.path())
        .read(|profile| {
            let id = &profile.partners()?.remove(0).id;
            let watch = profile.watch(id, Environment::Sandbox)?;
            assert_eq!((watch.every_hours, watch.looked_at), (24, Some(1_795_000_000_000)));
            assert!(watch.baseline.is_object() && watch.found.is_object());
            Ok(())
        })
        .unwrap();
}
