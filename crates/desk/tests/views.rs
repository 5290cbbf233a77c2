//! What the page gets of a partner, of a plan and of a run, whole. `cargo insta review` shows what a change does
//! to them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, of};
use desk::Nothing;
use insta::{assert_json_snapshot, with_settings};
use partner::Field;
use serde::Serialize;
use serde_json::Value;

/// What is another one each time: times, ids, hashes; and a picture, which is long.
const CHANGING: [(&str, &str); 8] = [
    (r"\b1[6-9]\d{11}\b", r#""[time]""#),
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "[id]"),
    (r"\b[0-9a-f]{24,64}\b", "[hash]"),
    (r#""data:image/[^"]*""#, r#""[picture]""#),
    (r#"("(?:duration|took)_ms": )\d+"#, r#"$1"[ms]""#),
    (r"\d+ ms\b", "[ms]"),
    (r"\d+ days left", "[days] left"),
    (r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "[time]"),
];

fn stays(name: &str, view: &impl Serialize) {
    let view: Value = serde_json::to_value(view).unwrap();
    with_settings!({ filters => CHANGING.to_vec(), sort_maps => true }, {
        assert_json_snapshot!(name, view);
    });
}

#[tokio::test]
async fn the_sample_partner_its_plan_and_its_run_are_shown_as_they_were() {
    let bench = Bench::new();
    let id = bench.example().await;
    stays("partner", &bench.open(&id).await);
    bench.edit(&id, Field::Name, "Harbour").await;
    stays("plan", &bench.plan(&id).await);
    bench.fault("tests-without-names", true).await;
    bench.run(&id).await;
    // As it is read again: without the progress of the run.
    stays("run", &bench.desk.readiness.view(of(&id)).await.unwrap());
    stays("list", &bench.desk.partners.list(Nothing {}).await.unwrap());
}
