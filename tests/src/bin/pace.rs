//! How long a run takes beside what its order makes it wait for, with a service that takes 200 ms for each answer. Part of `cargo xtask bench`; the bar is a ratio within one run.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use desk::SandboxServer;
use serde_json::json;
use std::{collections::BTreeMap, process::ExitCode};
use tests::sandbox_desk;

const RUNS: usize = 9;
/// A run may last at most this many times what its order asks for.
const BAR: f64 = 1.5;
/// Until a wrong token is sent to the example again, in milliseconds.
const SECOND_LOOK_MS: u64 = 200;

#[tokio::main]
async fn main() -> ExitCode {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().unwrap();
    let (desk, sandbox) = sandbox_desk(folder.path());
    let example = desk.call("sample_open", json!({})).await.unwrap();
    sandbox.set_fault("takes-200-ms", true).unwrap();
    let mut ratios = Vec::new();
    for _ in 0..RUNS {
        let run = desk.call("readiness_run", json!({ "partner_id": example["id"] })).await.unwrap();
        assert_eq!(run.pointer("/meter/fail"), Some(&json!(0)));
        let mut calls: BTreeMap<String, u64> = BTreeMap::new();
        for group in run["groups"].as_array().unwrap() {
            for check in group["checks"].as_array().unwrap() {
                let of = json!({ "partner_id": example["id"], "check_id": check["id"] });
                let sent = desk.call("check_exchanges", of).await.unwrap();
                for one in sent.as_array().unwrap() {
                    let purpose = one["purpose"].as_str().unwrap().to_owned();
                    calls.insert(purpose, one["duration_ms"].as_u64().unwrap());
                }
            }
        }
        let longest = longest_chain(&calls);
        let whole = run["duration_ms"].as_u64().unwrap();
        println!("run {whole} ms, longest chain {longest} ms");
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a run")]
        ratios.push(whole as f64 / longest as f64);
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[RUNS / 2];
    println!("run of all checks beside its longest chain and its queue: {median:.2}, bar {BAR}");
    if median <= BAR { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a run of one service has to wait for: what goes alone, one after the other, then the rest two at a time, or,
/// where that is longer, the pause before a wrong token is sent again.
fn longest_chain(calls: &BTreeMap<String, u64>) -> u64 {
    let sum = |is_in: &dyn Fn(&str) -> bool| -> u64 {
        calls.iter().filter(|(purpose, _)| is_in(purpose)).map(|(_, took)| took).sum()
    };
    let is_first = |purpose: &str| purpose.ends_with("right token");
    let is_later = |purpose: &str| purpose.ends_with("later");
    let is_alone = |purpose: &str| is_first(purpose) || purpose == "Open the help article";
    let is_of_token = |purpose: &str| purpose.starts_with("Token check") || purpose.starts_with("Test list");
    let alone = sum(&is_alone);
    assert!(alone >= 600, "three calls go alone, and each takes 200 ms: {calls:?}");
    let queue = sum(&|purpose| is_of_token(purpose) && !is_first(purpose) && !is_later(purpose)) / 2;
    let later = sum(&is_later);
    alone + queue.max(SECOND_LOOK_MS) + later
}
