//! Prepares both sides of the bench: a profile with the sample partner in it, and the core's answers to
//! what the page asks at its start, as JSON.
#![expect(clippy::unwrap_used, reason = "a recording that cannot go on has failed")]

use serde_json::{Map, json};
use std::path::PathBuf;
use tests::sandbox_desk;

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "a file that the bench has named")]
async fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, recorded] = &arguments[..] else { panic!("record FOLDER FILE") };
    let (desk, _) = sandbox_desk(folder);
    let example = desk.call("sample_open", json!({})).await.unwrap();
    let id = json!({ "partner_id": example["id"] });
    desk.call("readiness_run", id.clone()).await.unwrap();
    desk.call("settings_set", json!({ "theme": "light", "zoom": 1.0, "language": "system" })).await.unwrap();
    let mut answers = Map::new();
    for (command, request) in [
        ("app_start", json!({})),
        ("partners_list", json!({})),
        ("partner_open", id.clone()),
        ("readiness_view", id),
        ("window_ready", json!({})),
        ("window_painted", json!({})),
    ] {
        answers.insert(command.into(), desk.call(command, request).await.unwrap());
    }
    std::fs::write(recorded, serde_json::to_string(&answers).unwrap()).unwrap();
}
