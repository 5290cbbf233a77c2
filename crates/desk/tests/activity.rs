//! The list of calls, narrowed to what is looked for.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::Bench;
use desk::{ActivityList, ActivityRequest, CallGroup, TokenName, TokenUsageRequest};

async fn list(bench: &Bench, request: ActivityRequest) -> ActivityList {
    bench.desk.app.activity(request).await.unwrap()
}

#[tokio::test]
async fn a_partner_shows_its_own_calls_and_token_uses_alone() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.run(&id).await;
    let other = bench.create().await;
    let of = |id: &str| ActivityRequest { partner_id: Some(id.to_owned()), ..ActivityRequest::default() };
    let all = list(&bench, ActivityRequest::default()).await;
    let own = list(&bench, of(&id)).await;
    assert!(own.count > 0 && own.count == all.count, "{} of {}", own.count, all.count);
    assert_eq!(list(&bench, of(&other)).await.count, 0);
    let uses = |id: &str| TokenUsageRequest { partner_id: Some(id.to_owned()), ..Default::default() };
    assert!(!bench.uses(uses(&id)).await.is_empty());
    assert!(bench.uses(uses(&other)).await.is_empty());
}

#[tokio::test]
async fn calls_are_narrowed_by_token_url_and_answer() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.run(&id).await;
    let all = list(&bench, ActivityRequest::default()).await;
    let mut counted = 0;
    for (group, fits) in [
        (CallGroup::Succeeded, ['2', '3'].as_slice()),
        (CallGroup::Refused, &['4', '5']),
        (CallGroup::Unanswered, &[]),
    ] {
        let found = list(&bench, ActivityRequest { group: Some(group), ..Default::default() }).await;
        let statuses: Vec<&str> = found.calls.iter().map(|call| call.exchange.status.as_str()).collect();
        assert!(statuses.iter().all(|status| status.is_empty() || status.starts_with(fits)), "{statuses:?}");
        counted += found.count;
    }
    assert_eq!(counted, all.count, "each call is in one group");
    let token = ActivityRequest { token: Some(TokenName::Customer), ..Default::default() };
    let carried = list(&bench, token).await;
    assert!(carried.count > 0 && carried.count < all.count);
    assert!(carried.calls.iter().all(|call| call.token == "Customer token"), "{:?}", carried.calls[0].token);
    let url = ActivityRequest { destination: " /TESTS ".into(), ..Default::default() };
    let tests = list(&bench, url).await;
    assert!(tests.count > 0 && tests.count < all.count);
    assert!(tests.calls.iter().all(|call| call.exchange.request.contains("/tests")));
}
