//! A rehearsal is kept whole, its calls are noted once, and nothing of it stays when it is replaced or forgotten.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Environment::{Rc, Sandbox};
use serde_json::json;
use store::{RehearsalCall, RehearsalRow, Store};

fn row(id: &str) -> RehearsalRow {
    RehearsalRow {
        id: id.into(),
        started_at: 5,
        progress: json!({ "candidate": "Zoë" }),
        verdicts: json!([]),
        calls: Vec::new(),
    }
}

fn with_partner() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), 0).unwrap();
    store.transaction(|change| change.add_partner("p", false, 1)).unwrap();
    store.transaction(|change| change.begin_rehearsal("p", Sandbox, &row("first"))).unwrap();
    (folder, store)
}

#[test]
fn a_call_is_noted_once_and_only_for_the_latest_rehearsal() {
    let (_folder, store) = with_partner();
    let note = |id: &'static str, name: &'static str| {
        store.transaction(|change| change.note_call(id, name, 6)).unwrap()
    };
    assert!(note("first", "candidate"));
    assert!(!note("first", "candidate"), "it may be on its way");
    store.transaction(|change| change.forget_call("first", "candidate")).unwrap();
    assert!(note("first", "candidate"), "it never left");
    store.transaction(|change| change.begin_rehearsal("p", Sandbox, &row("second"))).unwrap();
    assert!(!note("first", "no_token"), "another rehearsal took its place");
    let late = store.transaction(|change| change.set_rehearsal("first", &json!(1), &json!(2))).unwrap();
    assert!(!late);
    let kept = store.read(|snapshot| snapshot.rehearsal("p", Sandbox)).unwrap().unwrap();
    assert_eq!(kept, row("second"), "nothing of the first is left in it");
}

#[test]
fn what_came_of_its_calls_is_kept_with_it_and_leaves_with_it() {
    let (_folder, store) = with_partner();
    let call = RehearsalCall {
        name: "candidate".into(),
        at: 6,
        answer: json!({ "Ok": 201 }),
        exchanges: json!(["sent"]),
    };
    store
        .transaction(|change| {
            change.note_call("first", "candidate", 6)?;
            change.note_call("first", "no_token", 7)?;
            change.end_call("first", &call)
        })
        .unwrap();
    let calls = store.read(|snapshot| snapshot.rehearsal("p", Sandbox)).unwrap().unwrap().calls;
    assert_eq!(calls.first(), Some(&call));
    assert_eq!(calls.get(1).map(|call| call.answer.is_null()), Some(true), "on its way");
    assert_eq!(store.read(|snapshot| snapshot.rehearsal("p", Rc)).unwrap(), None);
    store.transaction(|change| change.forget_rehearsal("p", Sandbox)).unwrap();
    assert_eq!(store.read(|snapshot| snapshot.rehearsal("p", Sandbox)).unwrap(), None);
    let noted = store.transaction(|change| change.note_call("first", "no_token", 8)).unwrap();
    assert!(!noted);
}
