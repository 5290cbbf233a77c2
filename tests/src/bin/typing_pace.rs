//! How soon the preview shows a keystroke in the real window: from the event to the first frame in which every
//! label has it, 200 keys of two fields. Part of `cargo xtask bench`.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::process::ExitCode;
use tests::{Machine, Window};

const KEYS: usize = 200;
/// The 95th percentile is at most this, in milliseconds: what people take for at once.
const BAR_MS: f64 = 100.0;

/// Notes the time of each key, and the frame after which the preview has what the field holds.
const WATCH: &str = r#"
window.__paces = [];
document.addEventListener('input', (event) => {
  const began = event.timeStamp;
  const text = event.target.value.trim();
  const wanted = event.target.id === 'field-name' ? `Send ${text} test` : text;
  const look = () => {
    if (event.target.value.trim() !== text) return;
    const shown = document.querySelector('[data-testid=preview]').textContent;
    if (!shown.includes(wanted)) return void requestAnimationFrame(look);
    window.__paces.push(performance.now() - began);
  };
  requestAnimationFrame(look);
}, true);
"#;

#[tokio::main]
async fn main() -> ExitCode {
    let machine = Machine::start();
    let window = Window::open(&machine).await;
    window.see("[data-testid=open-example]").await;
    window.enter("[data-testid=open-example]").await;
    window.see("[data-testid=run]").await;
    window.go("Details").await;
    window.client.execute(WATCH, vec![]).await.unwrap();
    for (field, begin, shown) in [("name", "Name", "Send Name test"), ("description", "Text", "Text")] {
        window.fill(field, begin).await;
        window.read("[data-testid=preview]", shown).await;
        for number in 0..KEYS / 2 {
            let count = window.value("window.__paces.length").await.as_u64().unwrap();
            // No spaces: the preview shows a name without those at its end.
            window.type_keys(if number % 7 == 6 { "-" } else { "e" }).await;
            window.until(&format!("window.__paces.length > {count}")).await;
        }
    }
    let paces = window.value("window.__paces").await;
    let mut paces: Vec<f64> =
        paces.as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect();
    window.close().await;
    paces.sort_by(f64::total_cmp);
    let at = |part: usize| paces[paces.len() * part / 100];
    println!(
        "a keystroke is in the preview after {:.0} ms (median), {:.0} ms (95th percentile of {}), at most {BAR_MS}",
        at(50),
        at(95),
        paces.len()
    );
    if at(95) <= BAR_MS { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
