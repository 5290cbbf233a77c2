//! How long a run takes beside the longest thing it has to wait for: a service that takes 200 ms for each
//! answer. Part of `cargo xtask bench`; the bar is a ratio within one run.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use desk::PracticeServer;
use serde_json::json;
use std::process::ExitCode;
use tests::practice;

const RUNS: usize = 9;
/// A run may last at most this many times its longest dependent chain.
const BAR: f64 = 1.5;

#[tokio::main]
async fn main() -> ExitCode {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().unwrap();
    let (desk, sandbox) = practice(folder.path());
    let example = desk.call("example_open", json!({})).await.unwrap();
    sandbox.set_fault("takes-200-ms", true).unwrap();
    let mut ratios = Vec::new();
    for _ in 0..RUNS {
        let run = desk.call("readiness_run", json!({ "partner_id": example["id"] })).await.unwrap();
        assert_eq!(run["is_ready"], true);
        // Every call waits for nothing but itself: the longest of them is the longest chain.
        let mut longest = 0;
        for group in run["groups"].as_array().unwrap() {
            for check in group["checks"].as_array().unwrap() {
                let of = json!({ "partner_id": example["id"], "check_id": check["id"] });
                let sent = desk.call("check_exchanges", of).await.unwrap();
                let took = sent.as_array().unwrap().iter().map(|one| one["duration_ms"].as_u64().unwrap());
                longest = longest.max(took.max().unwrap_or_default());
            }
        }
        let whole = run["duration_ms"].as_u64().unwrap();
        println!("run {whole} ms, longest chain {longest} ms");
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a run")]
        ratios.push(whole as f64 / longest as f64);
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[RUNS / 2];
    println!("run of all checks beside its longest chain: {median:.2}, bar {BAR}");
    if median <= BAR { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
