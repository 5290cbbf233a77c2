//! How soon a page of the real window is there: from the press on its link to the frame after its content, for every
//! page, with one partner and with 200, and with scripts compiled and not, by turns in one run. Part of
//! `cargo xtask bench`.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use desk::Desk;
use serde_json::json;
use std::{collections::BTreeMap, process::ExitCode, sync::Arc};
use tests::{Machine, Window, sandbox_desk};

/// Of each page in each window.
const ROUNDS: usize = 12;
/// The median of each page is at most this, in milliseconds: what people take for at once.
const BAR_MS: f64 = 100.0;
const MANY: usize = 200;

/// Opens every page that the sidebar leads to, again and again, and notes how long each took. A page is there when its
/// heading is, something stands below it and a frame was drawn since.
const WALK: &str = r"
const [done] = arguments;
const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
const paces = {};
(async () => {
  const places = [...document.querySelectorAll('.sidebar [data-place]')].map((link) => link.dataset.place);
  for (const place of places.filter((one) => one !== 'partners')) {
    const link = document.querySelector(`.sidebar [data-place='${place}']`);
    if (!link || link.ariaCurrent === 'page') continue;
    const before = document.querySelector('#main h1');
    const began = performance.now();
    link.click();
    const isThere = () => {
      const title = document.querySelector('#main h1');
      const text = document.getElementById('main').innerText;
      return title && title !== before && text.length > title.innerText.length + 20;
    };
    while (!isThere()) {
      if (performance.now() - began > 5000) throw new Error(`${place} is not there`);
      await frame();
    }
    await frame();
    paces[place] = performance.now() - began;
  }
})().then(() => done(paces), (error) => done({ failed: String(error) }));
";

async fn add_partners(desk: &Arc<Desk>, count: usize) {
    for number in 0..count {
        let partner = desk.call("partner_create", json!({})).await.unwrap();
        let id = partner.get("id").unwrap();
        let name = json!({ "partner_id": id, "field": "name", "value": format!("Partner {number}") });
        desk.call("partner_edit", name).await.unwrap();
    }
}

/// The times of each page, in milliseconds, in a window with this many partners.
async fn walk(others: usize, compiled: bool) -> BTreeMap<String, Vec<f64>> {
    let machine = Machine::start();
    machine.set_variable("JSC_useJIT", if compiled { "1" } else { "0" });
    let (desk, _) = sandbox_desk(&machine.profile());
    add_partners(&desk, others).await;
    drop(desk);
    let window = Window::open(&machine).await;
    window.choose("sample partner", "sample").await;
    window.see("[data-testid=run]").await;
    window.check().await;
    let mut all: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let paces = window.client.execute_async(WALK, vec![]).await.unwrap();
        for (place, pace) in paces.as_object().unwrap() {
            all.entry(place.clone())
                .or_default()
                .push(pace.as_f64().unwrap_or_else(|| panic!("{place}: {pace}")));
        }
    }
    window.close().await;
    all
}

/// Lowest, median and highest.
fn spread(mut paces: Vec<f64>) -> [f64; 3] {
    paces.sort_by(f64::total_cmp);
    [paces[0], paces[paces.len() / 2], paces[paces.len() - 1]]
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut is_kept = true;
    for others in [0, MANY] {
        let sides = [("interpreted", walk(others, false).await), ("compiled", walk(others, true).await)];
        for (scripts, paces) in sides {
            let mut worst = (String::new(), 0.0);
            for (place, paces) in paces {
                let [low, median, high] = spread(paces);
                println!(
                    "{others} other partners, scripts {scripts}, {place}: {median:.0} ms ({low:.0} to {high:.0})"
                );
                if median > worst.1 {
                    worst = (place, median);
                }
            }
            let (place, median) = worst;
            // The app runs its scripts interpreted.
            let counts = scripts == "interpreted";
            is_kept &= !counts || median <= BAR_MS;
            println!(
                "slowest with {others} other partners, scripts {scripts}: {place}, {median:.0} ms, at most {BAR_MS}"
            );
        }
    }
    if is_kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
