//! Records the core's answers to everything that the page reads, in six situations, as JSON: what
//! `npm run screens` shows.
#![expect(clippy::unwrap_used, reason = "a recording that cannot go on has failed")]

use desk::{Desk, now};
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use tests::sandbox_desk;

/// Read without naming a partner.
const OF_THE_APP: [&str; 6] =
    ["app_start", "window_ready", "window_painted", "finish_writes", "partners_list", "sandbox_view"];
/// Read of one partner.
const OF_A_PARTNER: [&str; 11] = [
    "partner_open",
    "readiness_view",
    "readiness_history",
    "logo_view",
    "tokens_view",
    "save_plan",
    "revert_plan",
    "article_view",
    "promotion_view",
    "watch_view",
    "rehearsal_view",
];

/// Answers by command. What the core refuses has none.
type Answers = Map<String, Value>;

async fn ask(desk: &Desk, answers: &mut Answers, command: &str, request: Value) -> Value {
    let Ok(mut answer) = desk.call(command, request).await else { return Value::Null };
    // Where the recording was made is not shown.
    if let Some(folder) = answer.get_mut("folder") {
        *folder = json!("/home/ada/.local/share/partner-desk");
    }
    answers.insert(command.into(), answer.clone());
    answer
}

/// Situations in their order; an answer that is the same as in the one before is left out.
#[derive(Default)]
struct Situations {
    before: Answers,
    all: Vec<Value>,
}

impl Situations {
    async fn add(&mut self, name: &str, desk: &Desk, id: Option<&str>) {
        let answers = situation(desk, id).await;
        let new: Answers = answers
            .iter()
            .filter(|(command, answer)| self.before.get(*command) != Some(*answer))
            .map(|(command, answer)| (command.clone(), answer.clone()))
            .collect();
        self.all.push(json!({ "name": name, "answers": new }));
        self.before.extend(answers);
    }
}

/// All that can be read now.
async fn situation(desk: &Desk, id: Option<&str>) -> Answers {
    let mut answers = Map::new();
    for command in OF_THE_APP {
        ask(desk, &mut answers, command, json!({})).await;
    }
    let all = json!({ "partner_id": null, "token": null, "destination": "", "group": null });
    for command in ["activity_list", "token_usage"] {
        ask(desk, &mut answers, command, all.clone()).await;
    }
    ask(desk, &mut answers, "route_set", json!({ "partner_id": null, "route": "partners" })).await;
    let Some(id) = id else { return answers };
    for command in OF_A_PARTNER {
        ask(desk, &mut answers, command, json!({ "partner_id": id })).await;
    }
    let history = json!({ "partner_id": id, "before": null });
    let history = ask(desk, &mut answers, "draft_history", history).await;
    let revision = json!({ "partner_id": id, "sequence": history["revisions"][0]["sequence"] });
    ask(desk, &mut answers, "draft_revision", revision).await;
    ask(desk, &mut answers, "input_check", json!({ "text": "{\"kind\": \"linkedin\"}" })).await;
    let check = json!({ "partner_id": id, "check_id": "TOKEN-6" });
    ask(desk, &mut answers, "check_exchanges", check).await;
    ask(desk, &mut answers, "check_reference", json!({ "check_id": "TOKEN-6" })).await;
    let runs = answers["readiness_history"]["runs"].as_array().unwrap().clone();
    if let [later, .., earlier] = &runs[..] {
        let compare = json!({ "partner_id": id, "earlier": earlier["id"], "later": later["id"] });
        ask(desk, &mut answers, "readiness_compare", compare).await;
    }
    answers
}

/// What a person has begun, with faults in it.
async fn draft(desk: &Desk) -> String {
    let made = desk.call("partner_create", json!({})).await.unwrap();
    let id = made["id"].as_str().unwrap().to_owned();
    let sandbox = json!({ "partner_id": id, "environment": "sandbox", "company_id": null });
    desk.call("connection_set", sandbox).await.unwrap();
    for (field, value) in [
        ("name", json!("Harbour")),
        ("codename", json!("Harbour Tests")),
        ("urls.tests", json!("http://harbour.example/tests")),
        ("urls.validate_token", json!("https://harbour.example/token")),
    ] {
        let edit = json!({ "partner_id": id, "field": field, "value": value });
        desk.call("partner_edit", edit).await.unwrap();
    }
    id
}

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "a file that the caller has named")]
async fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, recorded] = &arguments[..] else { panic!("record_screens FOLDER FILE") };
    let (desk, _) = sandbox_desk(folder);
    let mut situations = Situations::default();
    situations.add("empty", &desk, None).await;

    let sample = desk.call("sample_open", json!({})).await.unwrap();
    let id = sample["id"].as_str().unwrap().to_owned();
    let of = json!({ "partner_id": id });
    desk.call("readiness_run", of.clone()).await.unwrap();
    situations.add("ready", &desk, Some(&id)).await;

    for fault in ["accepts-every-token", "tests-not-a-list"] {
        desk.call("sandbox_set_fault", json!({ "name": fault, "on": true })).await.unwrap();
    }
    let edit = json!({ "partner_id": id, "field": "description", "value": "Tests of the sea" });
    desk.call("partner_edit", edit).await.unwrap();
    desk.call("readiness_run", of.clone()).await.unwrap();
    situations.add("faults", &desk, Some(&id)).await;

    for fault in ["accepts-every-token", "tests-not-a-list"] {
        desk.call("sandbox_set_fault", json!({ "name": fault, "on": false })).await.unwrap();
    }
    let played = desk.call("rehearsal_start", of.clone()).await.unwrap();
    situations.add("started", &desk, Some(&id)).await;

    let send = json!({
        "partner_id": id, "rehearsal_id": played["rehearsal_id"], "url": played["url"],
        "candidate": played["candidate"], "test_id": "1",
    });
    desk.call("rehearsal_send", send).await.unwrap();
    let report = json!({
        "partner_id": id, "rehearsal_id": played["rehearsal_id"], "status": "completed", "score": "76%",
        "subtitle": "", "properties": "",
    });
    desk.call("rehearsal_report", report).await.unwrap();
    let confirm = json!({ "partner_id": id, "check_id": "FORM-1", "confirmed": true });
    desk.call("check_confirm", confirm).await.unwrap();
    situations.add("played", &desk, Some(&id)).await;

    let draft = draft(&desk).await;
    situations.add("draft", &desk, Some(&draft)).await;
    std::fs::write(
        recorded,
        serde_json::to_string(&json!({ "at": now(), "situations": situations.all })).unwrap(),
    )
    .unwrap();
}
