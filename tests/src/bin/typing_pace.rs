//! How soon the preview shows a keystroke in the real window: from the event to the first frame in which every label
//! has it, beside a plain field of a page without a preview, in one run. Part of `cargo xtask bench`.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::process::ExitCode;
use tests::{Machine, Window};

const KEYS: usize = 100;
/// The 95th percentile is at most this, in milliseconds: what people take for at once.
const BAR_MS: f64 = 100.0;

/// Notes the time from each key to the first frame after which the page shows what the field holds.
const WATCH: &str = r"
window.paces = [];
document.addEventListener('input', (event) => {
  const began = event.timeStamp;
  const text = event.target.value.trim();
  const wanted = event.target.id === 'field-name' ? `Send ${text} test` : text;
  const look = () => {
    if (event.target.value.trim() !== text) return;
    const preview = document.querySelector('[data-testid=preview]');
    if (preview && !preview.textContent.includes(wanted)) return void requestAnimationFrame(look);
    window.paces.push(performance.now() - began);
  };
  requestAnimationFrame(look);
}, true);
";

/// Types into the field that has the focus. The 95th percentile, in milliseconds.
async fn pace(window: &Window) -> f64 {
    window.client.execute("window.paces = []", vec![]).await.unwrap();
    for number in 0..KEYS {
        let typed = window.value("window.paces.length").await.as_u64().unwrap();
        // No spaces: the preview shows a name without those at its end.
        window.type_keys(if number % 7 == 6 { "-" } else { "e" }).await;
        window.until(&format!("window.paces.length > {typed}")).await;
    }
    let paces = window.value("window.paces").await;
    let mut paces: Vec<f64> =
        paces.as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect();
    paces.sort_by(f64::total_cmp);
    paces[paces.len() * 95 / 100]
}

#[tokio::main]
async fn main() -> ExitCode {
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    window.client.execute(WATCH, vec![]).await.unwrap();
    window.go("Sandbox").await;
    window.tab_to("[data-testid=find-fault]").await;
    let plain = pace(&window).await;
    let mut in_preview = Vec::new();
    for (field, begin) in [("name", "Name"), ("description", "Text")] {
        window.go("Details").await;
        window.fill(field, begin).await;
        in_preview.push(pace(&window).await);
    }
    window.close().await;
    let slowest = in_preview.into_iter().fold(0.0, f64::max);
    println!(
        "a keystroke is in the preview after {slowest:.0} ms, in a plain field after {plain:.0} ms (95th percentiles), \
         at most {BAR_MS}"
    );
    if slowest <= BAR_MS { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
