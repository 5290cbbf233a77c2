//! `history_pace SHORT LONG`: from an edit to *Saved*, and opening a partner, with a short and with a long
//! history, by turns in one run. Fails when the long one costs more than it may.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]

use desk::Desk;
use serde_json::{Value, json};
use std::{
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};
use tests::sandbox_desk;

const ROUNDS: usize = 300;
/// At most this many times what it costs with a short history.
const EDIT_BAR: f64 = 1.2;
const OPEN_BAR: f64 = 1.5;

async fn timed(desk: &Arc<Desk>, command: &str, request: Value) -> Duration {
    let started = Instant::now();
    desk.call(command, request).await.unwrap();
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1_000.0
}

#[tokio::main]
async fn main() -> ExitCode {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    let [short, long] = &folders[..] else { panic!("history_pace SHORT LONG") };
    let desks = [short, long].map(|folder| sandbox_desk(Path::new(folder)).0);
    let (mut edits, mut opens) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for round in 0..ROUNDS {
        for side in [0, 1] {
            // By turns two fields, so that each is an edit of its own.
            let field = ["description", "urls.tests"][round % 2];
            let edit =
                json!({ "partner_id": "p", "field": field, "value": format!("https://{round}.example") });
            edits[side].push(timed(&desks[side], "partner_edit", edit).await);
            opens[side].push(timed(&desks[side], "partner_open", json!({ "partner_id": "p" })).await);
        }
    }
    let mut is_kept = true;
    for (what, [short, long], bar) in
        [("an edit until it is saved", edits, EDIT_BAR), ("opening a partner", opens, OPEN_BAR)]
    {
        let (short, long) = (median(short), median(long));
        let ratio = long / short;
        is_kept &= ratio <= bar;
        println!(
            "{what}: {long:.2} ms with the long history beside {short:.2} ms: {ratio:.2} times, at most {bar} is {}",
            if ratio <= bar { "kept" } else { "MISSED" }
        );
    }
    if is_kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
