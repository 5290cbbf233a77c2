//! A window that only looks, because another one has the profile, touches nothing; and the one that takes over
//! finishes what the other left open.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::Bench;
use desk::{ErrorCode, Event, Nothing, Vault};
use partner::Field;
use recruitee::{Cut, World};
use serde_json::json;
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

/// Every file of a profile: its content, and when it was written.
fn files(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    entries
        // SQLite's own index of who reads.
        .filter(|entry| !entry.file_name().to_string_lossy().ends_with("-shm"))
        .map(|entry| {
            let written = entry.metadata().unwrap().modified().unwrap();
            (entry.file_name().to_string_lossy().into_owned(), (fs::read(entry.path()).unwrap(), written))
        })
        .collect()
}

impl World {
    /// Another window over the same profile.
    fn read_only(&self) -> Bench {
        let vault = Vault::new("Partner Desk (test)", self.keychain.clone());
        Bench::read_only(self.bench.folder.path(), vault, self.recruitee.test_network())
    }
}

#[tokio::test]
async fn a_window_that_only_looks_touches_nothing() {
    let world = World::registered().await;
    let folder = world.bench.folder.path();
    // The Sandbox's file is made, and brought up to date, when it is opened for the first time.
    assert!(!folder.join("sandbox.sqlite").exists());
    let before = files(folder);
    let read_only = world.read_only();
    assert!(read_only.desk.app.start(Nothing {}).await.unwrap().is_read_only);
    let asked = json!({ "partner_id": world.id });
    for (command, request) in [
        ("partners_list", json!({})),
        ("partner_open", asked.clone()),
        ("sandbox_view", json!({})),
        ("sandbox_reset", json!({})),
        ("tokens_view", asked.clone()),
        ("token_take_sandbox", json!({ "partner_id": world.id, "token": "personal" })),
        ("save_plan", asked.clone()),
        ("readiness_run", asked.clone()),
        ("readiness_view", asked.clone()),
        ("activity_list", json!({ "partner_id": null, "token": null, "group": null, "destination": "" })),
        ("token_usage", json!({ "partner_id": null, "token": null, "group": null, "destination": "" })),
        ("finish_writes", json!({})),
        ("sample_open", json!({})),
        ("partner_edit", json!({ "partner_id": world.id, "field": "name", "value": "Other" })),
    ] {
        if let Err(error) = read_only.desk.call(command, request).await {
            let is_ours = [ErrorCode::CommandUnknown, ErrorCode::CommandRequest].contains(&error.code);
            assert!(!is_ours, "{command} was not even tried");
        }
        assert!(files(folder) == before, "{command} touched the profile");
    }
    assert_eq!(world.recruitee.carried_out("PATCH"), 0);
}

#[tokio::test]
async fn the_window_that_takes_over_finds_out_what_the_other_left_open() {
    let world = World::registered().await;
    world.bench.edit(&world.id, Field::Name, "Harbour Ltd").await;
    let read_only = world.read_only();
    world.recruitee.cut_for_good("PATCH", Cut::AfterFullSend);
    assert!(world.bench.save(&world.id).await.unwrap_err().outcome_unknown);
    world.recruitee.clear_up();

    let World { bench, recruitee, id, .. } = world;
    let _folder = bench.close();
    let mut events = read_only.desk.events();
    read_only.desk.app.take_over(Nothing {}).await.unwrap();
    let told = tokio::time::timeout(Duration::from_secs(20), events.recv()).await;
    let Event::WriteSettled { text, .. } = told.expect("it finds out").unwrap() else {
        panic!("another event")
    };
    assert!(text.contains("RC has your changes"), "{text}");
    assert_eq!(read_only.open(&id).await.not_known, None);
    assert_eq!(recruitee.carried_out("PATCH"), 1);
}
