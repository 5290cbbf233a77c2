//! Undo, redo and the moments that can be gone back to, on a real disk.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::{Draft, Field, UrlField};
use proptest::prelude::*;
use serde_json::json;
use std::path::Path;
use store::{EditSource, Store, StoreError};

fn open(folder: &Path) -> Store {
    Store::open(folder, 0).unwrap().0
}

fn type_name(store: &Store, name: &str, now: i64) -> Draft {
    store
        .transaction(|transaction| {
            transaction.edit("p", &[(Field::Name, json!(name))], EditSource::Typed, now)
        })
        .unwrap()
        .draft
}

fn names(store: &Store) -> Vec<(String, bool, bool)> {
    store
        .read(|snapshot| snapshot.history("p", None, 50))
        .unwrap()
        .into_iter()
        .map(|revision| (revision.after.as_str().unwrap().to_owned(), revision.is_undone, revision.is_now))
        .collect()
}

#[test]
fn what_was_undone_and_typed_over_can_still_be_returned_to() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    type_name(&store, "Harbour", 1_000);
    type_name(&store, "Lighthouse", 10_000);
    store.transaction(|transaction| transaction.undo("p", 11_000)).unwrap();
    type_name(&store, "Harbour Ltd", 20_000);
    assert_eq!(
        store.read(|snapshot| snapshot.steps("p")).unwrap().1,
        None,
        "redo follows what was typed last"
    );
    let here = |name: &str, undone, now| (name.to_owned(), undone, now);
    assert_eq!(
        names(&store),
        [here("Harbour Ltd", false, true), here("Lighthouse", true, false), here("Harbour", false, false)]
    );
    drop(store);
    let store = open(folder.path());
    let lost = store.read(|snapshot| snapshot.history("p", None, 50)).unwrap()[1].clone();
    let then = store.read(|snapshot| snapshot.draft_after("p", lost.sequence)).unwrap();
    assert_eq!(then.name, "Lighthouse");
    store
        .transaction(|transaction| {
            transaction.edit(
                "p",
                &[(Field::Name, json!(then.name))],
                EditSource::Returned(lost.sequence),
                30_000,
            )
        })
        .unwrap();
    assert_eq!(store.read(|snapshot| snapshot.draft("p")).unwrap().name, "Lighthouse");
    assert_eq!(
        store.read(|snapshot| snapshot.history("p", None, 1)).unwrap()[0].origin,
        EditSource::Returned(lost.sequence)
    );
    assert_eq!(
        store.transaction(|transaction| transaction.undo("p", 31_000)).unwrap().draft.name,
        "Harbour Ltd",
        "a return can be undone"
    );
    assert_eq!(store.read(|snapshot| snapshot.draft_after("p", 0)).unwrap(), Draft::default());
    assert!(matches!(store.read(|snapshot| snapshot.draft_after("p", 99)), Err(StoreError::NotFound)));
    assert!(matches!(store.read(|snapshot| snapshot.draft_after("nobody", 0)), Err(StoreError::NotFound)));
}

#[test]
fn a_burst_of_typing_is_one_step_and_one_moment_until_letters_are_taken_out() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    for (at, name) in ["H", "Ha", "Har", "Ha", "H", "X", "Xy"].into_iter().enumerate() {
        type_name(&store, name, 1_000 + i64::try_from(at).unwrap() * 500);
    }
    let revisions: Vec<String> = names(&store).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(revisions, ["Xy", "H", "Har"], "each turn can be gone back to: nothing typed is out of reach");
    assert_eq!(
        store.transaction(|transaction| transaction.undo("p", 9_000)).unwrap().draft.name,
        "",
        "and undo takes the burst as one"
    );
    assert_eq!(store.transaction(|transaction| transaction.redo("p", 9_000)).unwrap().draft.name, "Xy");
}

#[test]
fn choices_are_steps_of_their_own_however_fast_they_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    let edit = |field, value, now| {
        store
            .transaction(|transaction| transaction.edit("p", &[(field, value)], EditSource::Typed, now))
            .unwrap()
    };
    edit(Field::Logo, json!("<svg>1</svg>"), 1);
    edit(Field::Logo, json!("<svg>2</svg>"), 2);
    edit(Field::Inputs, json!([]), 3);
    edit(Field::Inputs, json!([{"kind": "email", "name": "email", "required": true}]), 4);
    assert_eq!(store.transaction(|transaction| transaction.undo("p", 5)).unwrap().draft.inputs, []);
    assert_eq!(store.transaction(|transaction| transaction.undo("p", 5)).unwrap().draft.inputs.len(), 3);
    assert_eq!(store.transaction(|transaction| transaction.undo("p", 5)).unwrap().draft.logo, "<svg>1</svg>");
    assert_eq!(store.transaction(|transaction| transaction.redo("p", 5)).unwrap().draft.logo, "<svg>2</svg>");
}

#[test]
fn taking_a_record_over_is_one_step_that_brings_its_unknown_fields_along() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    type_name(&store, "Mine", 1_000);
    let mut record = Draft { name: "Theirs".into(), description: "Tests".into(), ..Draft::default() };
    record.extra.insert("tier".into(), json!("gold"));
    store
        .transaction(|transaction| transaction.take_over("p", &record, EditSource::Imported, 2_000))
        .unwrap();
    type_name(&store, "Theirs Ltd", 9_000);
    let extra = store.read(|snapshot| snapshot.draft("p")).unwrap().extra;
    assert_eq!(extra.get("tier"), Some(&"gold".into()));
    store.transaction(|transaction| transaction.undo("p", 9_000)).unwrap();
    assert_eq!(store.read(|snapshot| snapshot.draft("p")).unwrap(), record);
    let before = store.transaction(|transaction| transaction.undo("p", 9_000)).unwrap().draft;
    assert_eq!((before.name.as_str(), before.description.as_str(), before.extra.len()), ("Mine", "", 0));
    assert_eq!(store.transaction(|transaction| transaction.redo("p", 9_000)).unwrap().draft, record);
}

#[derive(Debug, Clone)]
enum Act {
    Edit(usize, String, i64),
    Undo,
    Redo,
    Return(usize),
    Restart,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (0usize..4, "[a-c]{0,3}", 0i64..5000).prop_map(|(field, text, pause)| Act::Edit(field, text, pause)),
        4 => Just(Act::Undo),
        3 => Just(Act::Redo),
        2 => (0usize..40).prop_map(Act::Return),
        1 => Just(Act::Restart),
    ]
}

const FIELDS: [Field; 4] = [Field::Name, Field::Description, Field::Logo, Field::Url(UrlField::Tests)];

/// The draft that the edits of its own line add up to, from nothing.
fn fold_of_edits(store: &Store) -> Draft {
    let mut line: Vec<_> = store
        .read(|snapshot| snapshot.history("p", None, 1_000))
        .unwrap()
        .into_iter()
        .filter(|revision| !revision.is_undone)
        .collect();
    line.reverse();
    let mut draft = Draft::default();
    for revision in line {
        if revision.field == Field::Logo {
            // In a moment stands a hash; which logo that is, the draft of the moment tells.
            draft.logo = store.read(|snapshot| snapshot.draft_after("p", revision.sequence)).unwrap().logo;
        } else {
            assert_eq!(
                draft.get(revision.field),
                revision.before,
                "each edit begins where the one before ended"
            );
            draft.set(revision.field, &revision.after).unwrap();
        }
    }
    draft
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_mix_of_edits_undo_redo_and_restarts_ends_where_the_model_says(acts in prop::collection::vec(act(), 1..70)) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path());
        store.transaction(|transaction| transaction.add_partner("p", false, 0)).unwrap();
        let mut now = 0;
        // The model: every step's draft, and where we are. A step is known by field and time of its last edit.
        let mut steps = vec![Draft::default()];
        let mut place = 0;
        let mut last: Option<(Field, i64)> = None;
        for act in acts {
            match act {
                Act::Edit(field, text, pause) => {
                    now += pause;
                    let field = FIELDS[field];
                    let mut draft = steps[place].clone();
                    draft.set(field, &json!(text)).unwrap();
                    let edited = store.transaction(|transaction| transaction.edit("p", &[(field, json!(text))], EditSource::Typed, now)).unwrap().draft;
                    prop_assert_eq!(&edited, &draft);
                    if draft == steps[place] { continue; }
                    steps.truncate(place + 1);
                    match last {
                        Some((before, at)) if before == field && now - at <= 2000 && field != Field::Logo => {
                            steps[place] = draft;
                        }
                        _ => { steps.push(draft); place += 1; }
                    }
                    last = Some((field, now));
                }
                Act::Undo => {
                    place = place.saturating_sub(1);
                    store.transaction(|transaction| transaction.undo("p", now)).unwrap();
                    now += 10_000;
                    last = None;
                }
                Act::Redo => {
                    place = (place + 1).min(steps.len() - 1);
                    store.transaction(|transaction| transaction.redo("p", now)).unwrap();
                    now += 10_000;
                    last = None;
                }
                Act::Return(which) => {
                    now += 10_000;
                    let revisions = store.read(|snapshot| snapshot.history("p", None, 1_000)).unwrap();
                    let sequence = revisions.get(which).map_or(0, |revision| revision.sequence);
                    let then = store.read(|snapshot| snapshot.draft_after("p", sequence)).unwrap();
                    let values: Vec<_> = FIELDS.iter().map(|field| (*field, then.get(*field))).collect();
                    store.transaction(|transaction| transaction.edit("p", &values, EditSource::Returned(sequence), now)).unwrap();
                    if then != steps[place] {
                        steps.truncate(place + 1);
                        steps.push(then);
                        place += 1;
                    }
                    last = None;
                }
                Act::Restart => {
                    drop(store);
                    store = open(folder.path());
                }
            }
            prop_assert_eq!(&store.read(|snapshot| snapshot.draft("p")).unwrap(), &steps[place]);
            let (undo, redo) = store.read(|snapshot| snapshot.steps("p")).unwrap();
            prop_assert_eq!((undo.is_some(), redo.is_some()), (place > 0, place + 1 < steps.len()));
        }
        prop_assert_eq!(fold_of_edits(&store), steps[place].clone());
    }
}
