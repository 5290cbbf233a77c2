//! The list of calls: what is asked of it.

use redact::SecretKind;
use serde_json::{Value, json};
use store::{ActivityFilter, ActivityRow, CallOutcome, Logs, Store};

fn call(partner: &str, entry: Value) -> ActivityRow {
    ActivityRow { id: 0, at: 1, partner_id: Some(partner.into()), environment: Some("rc".into()), entry }
}

#[test]
fn calls_are_found_by_partner_token_url_and_outcome_and_counted_beyond_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(folder.path(), 0).unwrap();
    let customer = json!([{ "token": "customer", "to": "https://api.example.org" }]);
    let activity = vec![
        call("acme", json!({ "url": "https://api.example.org/tests", "status": 200, "carried": customer })),
        call("acme", json!({ "url": "https://api.example.org/tests", "status": 401, "carried": [] })),
        call("acme", json!({ "url": "https://api.example.org/send", "status": null, "carried": customer })),
        call("acme", json!({ "url": "https://help.example.org/a_b", "status": 308 })),
        call("harbor", json!({ "url": "https://harbor.example/tests", "status": 500, "carried": [] })),
    ];
    store.transaction(|transaction| transaction.add_to_logs(&Logs { activity, ..Logs::default() })).unwrap();
    let ids = |filter: &ActivityFilter, limit: u32| {
        let (rows, count) = store.read(|snapshot| snapshot.activity(filter, limit)).unwrap();
        (rows.into_iter().map(|row| row.id).collect::<Vec<_>>(), count)
    };
    let all = ActivityFilter::default;
    let found = |filter: ActivityFilter| ids(&filter, 9).0;
    assert_eq!(ids(&all(), 2), (vec![5, 4], 5));
    assert_eq!(found(ActivityFilter { partner_id: Some("acme".into()), ..all() }), [4, 3, 2, 1]);
    assert_eq!(found(ActivityFilter { token: Some(SecretKind::Customer), ..all() }), [3, 1]);
    assert!(found(ActivityFilter { token: Some(SecretKind::Personal), ..all() }).is_empty());
    assert_eq!(found(ActivityFilter { url: "API.example.org/t".into(), ..all() }), [2, 1]);
    assert_eq!(found(ActivityFilter { url: "_".into(), ..all() }), [4], "a letter like any other");
    assert_eq!(found(ActivityFilter { outcome: Some(CallOutcome::Succeeded), ..all() }), [4, 1]);
    assert_eq!(found(ActivityFilter { outcome: Some(CallOutcome::Refused), ..all() }), [5, 2]);
    assert_eq!(found(ActivityFilter { outcome: Some(CallOutcome::Unanswered), ..all() }), [3]);
    let both = ActivityFilter { url: "tests".into(), outcome: Some(CallOutcome::Refused), ..all() };
    assert_eq!(ids(&ActivityFilter { partner_id: Some("acme".into()), ..both }, 9), (vec![2], 1));
}
