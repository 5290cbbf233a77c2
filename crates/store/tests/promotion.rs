//! What is kept of the way to promotion: who confirmed what, what happened, the article that is written here.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Environment;
use serde_json::json;
use store::{Confirmation, PromotionEvent, PromotionStep, Store, WatchRow};

fn opened() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), 0).unwrap();
    store.transaction(|transaction| transaction.add_partner("p", false, 1)).unwrap();
    (folder, store)
}

fn event(step: PromotionStep, at: i64) -> PromotionEvent {
    PromotionEvent {
        at,
        step,
        pack: "abc".into(),
        person: "Ada".into(),
        is_by_rc: false,
        record: json!({ "name": "Harbour" }),
    }
}

#[test]
fn a_confirmation_says_who_gave_it_when_and_for_which_finding() {
    let (_folder, store) = opened();
    let first = Confirmation {
        check_id: "HELP-3".into(),
        at: 5,
        person: "Ada".into(),
        finding: "hash:check.unknown.language".into(),
    };
    let second = Confirmation { at: 6, person: "Grace".into(), ..first.clone() };
    store.transaction(|transaction| transaction.confirm("p", &first)).unwrap();
    store.transaction(|transaction| transaction.confirm("p", &second)).unwrap();
    assert_eq!(store.read(|snapshot| snapshot.confirmations("p")).unwrap(), [second]);
    store.transaction(|transaction| transaction.withdraw("p", "HELP-3")).unwrap();
    assert_eq!(store.read(|snapshot| snapshot.confirmations("p")).unwrap(), []);
}

#[test]
fn what_happened_is_kept_in_its_order_by_environment_and_its_latest_can_be_taken_back() {
    let (_folder, store) = opened();
    let (asked, again) = (event(PromotionStep::Asked, 1), event(PromotionStep::Asked, 3));
    let promoted = event(PromotionStep::Promoted, 2);
    for one in [&asked, &promoted, &again] {
        store.transaction(|transaction| transaction.add_promotion_event("p", Environment::Rc, one)).unwrap();
    }
    let events = |environment| store.read(|snapshot| snapshot.promotion_events("p", environment)).unwrap();
    assert_eq!(events(Environment::Rc), [asked.clone(), promoted.clone(), again]);
    assert_eq!(events(Environment::Sandbox), []);
    store
        .transaction(|transaction| {
            transaction.remove_promotion_event("p", Environment::Rc, PromotionStep::Asked)
        })
        .unwrap();
    assert_eq!(events(Environment::Rc), [asked, promoted]);
}

#[test]
fn the_article_that_is_written_here_is_kept_until_the_next() {
    let (_folder, store) = opened();
    assert_eq!(store.read(|snapshot| snapshot.article_draft("p")).unwrap(), None);
    for text in ["first", "second"] {
        store.transaction(|transaction| transaction.set_article_draft("p", &json!(text), 1)).unwrap();
        assert_eq!(store.read(|snapshot| snapshot.article_draft("p")).unwrap(), Some(json!(text)));
    }
}

#[test]
fn what_rc_said_is_forgotten_alone_or_with_all_that_people_said() {
    let (_folder, store) = opened();
    let by_rc = PromotionEvent { is_by_rc: true, ..event(PromotionStep::Promoted, 2) };
    let asked = event(PromotionStep::Asked, 1);
    for one in [&asked, &by_rc] {
        store.transaction(|transaction| transaction.add_promotion_event("p", Environment::Rc, one)).unwrap();
    }
    let forget = |is_only_of_rc| {
        let forgotten =
            store.transaction(|change| change.forget_promotion("p", Environment::Rc, is_only_of_rc));
        forgotten.unwrap();
        store.read(|snapshot| snapshot.promotion_events("p", Environment::Rc)).unwrap()
    };
    assert_eq!(forget(true), [asked]);
    assert_eq!(forget(false), []);
}

#[test]
fn a_watch_is_kept_by_environment_and_is_replaced_by_the_next() {
    let (_folder, store) = opened();
    let row = WatchRow {
        every_hours: 24,
        looked_at: Some(5),
        baseline: json!({ "a": 1 }),
        seen: json!({ "a": 2 }),
        found: json!([]),
    };
    let kept = |environment| store.read(|snapshot| snapshot.watch("p", environment)).unwrap();
    assert_eq!(kept(Environment::Rc), WatchRow::default());
    store.transaction(|transaction| transaction.set_watch("p", Environment::Rc, &row)).unwrap();
    assert_eq!(kept(Environment::Rc), row);
    assert_eq!(kept(Environment::Sandbox), WatchRow::default());
    let never = WatchRow { every_hours: 0, looked_at: None, ..row };
    store.transaction(|transaction| transaction.set_watch("p", Environment::Rc, &never)).unwrap();
    assert_eq!(kept(Environment::Rc), never);
}
