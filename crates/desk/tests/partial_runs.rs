//! Runs that judge less than everything: stopped halfway, or without a connection.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, check, of};
use desk::{EnvironmentName, Icon, Page};
use partner::Field;

#[tokio::test]
async fn a_canceled_run_keeps_what_it_judged_and_leaves_the_earlier_verdicts_of_the_rest() {
    let bench = Bench::new();
    let id = bench.example().await;
    let before = bench.run(&id).await;
    assert_eq!(check(&before, "REC-3").icon, Icon::Pass);
    bench.edit(&id, Field::Description, "").await;
    // The run lasts until it is canceled.
    bench.fault("never-answers", true).await;
    let mut events = bench.desk.events();
    let (readiness, request) = (bench.desk.readiness.clone(), of(&id));
    let running = tokio::spawn(async move { readiness.run(request).await });
    events.recv().await.unwrap();
    while !running.is_finished() {
        bench.desk.readiness.cancel(of(&id)).await.unwrap();
        tokio::task::yield_now().await;
    }
    let after = running.await.unwrap().unwrap();
    assert_eq!(check(&after, "REC-3").icon, Icon::Advice, "judged before the run was stopped");
    assert_eq!(check(&after, "TOKEN-1"), check(&before, "TOKEN-1"), "not asked again");
    assert!(!after.is_ready);
    let runs = bench.runs(&id).await;
    assert_eq!(runs.len(), 2);
    let asked: Vec<&str> = runs[0].asked.split(", ").collect();
    assert!(asked.contains(&"REC-3") && !asked.contains(&"TOKEN-1"), "{asked:?}");
}

#[tokio::test]
async fn the_first_run_may_be_canceled_and_what_was_not_judged_stays_open() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.fault("never-answers", true).await;
    let mut events = bench.desk.events();
    let (readiness, request) = (bench.desk.readiness.clone(), of(&id));
    let running = tokio::spawn(async move { readiness.run(request).await });
    events.recv().await.unwrap();
    while !running.is_finished() {
        bench.desk.readiness.cancel(of(&id)).await.unwrap();
        tokio::task::yield_now().await;
    }
    let run = running.await.unwrap().unwrap();
    assert_eq!(check(&run, "REC-2").icon, Icon::Pass);
    assert_eq!(check(&run, "TOKEN-1").icon, Icon::None);
    assert!(!run.is_ready);
}

#[tokio::test]
async fn without_a_connection_the_record_is_judged_and_nothing_is_called() {
    let bench = Bench::new();
    let id = bench.create().await;
    bench.edit(&id, Field::Name, "Harbour Tests").await;
    let run = bench.run(&id).await;
    assert_eq!(check(&run, "REC-2").icon, Icon::Pass);
    assert_eq!(check(&run, "LOGO-1").icon, Icon::Advice);
    for id in ["TOKEN-1", "TESTS-1", "ADDR-2", "ADDR-4", "HELP-1", "REC-8"] {
        let verdict = check(&run, id);
        assert_eq!((verdict.icon, verdict.target.page), (Icon::Unknown, Page::Connection), "{verdict:?}");
        assert!(verdict.sentence.contains("Choose RC or the Sandbox"), "{}", verdict.sentence);
    }
    assert!(bench.activity().await.is_empty(), "nothing is called");
    assert_eq!(bench.runs(&id).await.len(), 1);
    bench.connect(&id, EnvironmentName::Sandbox, None).await;
    assert!(!bench.latest_run(&id).await.has_run, "another environment has runs of its own");
}
