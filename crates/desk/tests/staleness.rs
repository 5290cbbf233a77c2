//! Verdicts that age: whatever is edited, run, re-checked or cancelled, nothing is green on other inputs
//! than it was judged on.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, marks};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
enum Act {
    Edit(usize, u8),
    Run,
    Recheck(usize),
    Cancelled,
    Undo,
    Confirm(bool),
    Token,
}

const EDITABLE: [&str; 7] = [
    "name",
    "description",
    "kind",
    "urls.tests",
    "urls.help_article",
    "urls.validate_token",
    "urls.send_candidate",
];
const ASKABLE: [&str; 5] = ["REC-2", "REC-6", "TESTS-1", "TOKEN-2", "HELP-2"];

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..EDITABLE.len(), 0u8..3).prop_map(|(field, value)| Act::Edit(field, value)),
        2 => Just(Act::Run),
        2 => (0..ASKABLE.len()).prop_map(Act::Recheck),
        1 => Just(Act::Cancelled),
        1 => Just(Act::Undo),
        1 => any::<bool>().prop_map(Act::Confirm),
        1 => Just(Act::Token),
    ]
}

const RECORD: &[&str] = &[
    "kind",
    "name",
    "codename",
    "description",
    "logo",
    "validate_token",
    "tests",
    "send_candidate",
    "help_article",
    "inputs",
];

/// What a check reads, as the page with the checks says: fields of the draft as the page shows it, and the
/// customer token.
fn reads(id: &str) -> &'static [&'static str] {
    match id {
        "REC-1" => &["kind"],
        "REC-2" => &["name"],
        "REC-3" => &["description"],
        "REC-4" | "REC-7" => &["codename"],
        "REC-5" => &["inputs"],
        "REC-6" => RECORD,
        "LOGO-1" | "LOGO-2" | "LOGO-3" | "LOGO-4" | "LOGO-5" | "LOGO-6" | "LOGO-7" => &["logo"],
        "ADDR-1" | "ADDR-2" | "ADDR-3" | "ADDR-4" | "ADDR-5" => {
            &["validate_token", "tests", "send_candidate", "help_article"]
        }
        "ADDR-6" => &["validate_token", "tests", "customer token"],
        "ADDR-7" => &["validate_token", "tests", "send_candidate"],
        "ADDR-8" => &["validate_token", "tests", "help_article", "customer token"],
        "TOKEN-1" | "TOKEN-2" | "TOKEN-3" | "TOKEN-4" | "TOKEN-5" => &["validate_token", "customer token"],
        "TOKEN-6" | "TESTS-1" | "TESTS-2" | "TESTS-3" | "TESTS-4" | "TESTS-5" => &["tests", "customer token"],
        "HELP-1" | "HELP-2" => &["help_article"],
        // The partner secret, which no act here changes, and a person's word.
        "REC-8" | "FORM-1" | "FORM-2" | "FORM-3" => &[],
        new => panic!("what does {new} read?"),
    }
}

/// What each check read when it was last judged green, as the test remembers it.
fn inputs(view: &Value, token: u8, id: &str) -> Vec<String> {
    let value = |field: &str| match field {
        "customer token" => token.to_string(),
        field => view.get(field).unwrap_or_else(|| panic!("the page shows no {field}")).to_string(),
    };
    reads(id).iter().map(|field| value(field)).collect()
}

async fn act_out(bench: &Bench, id: &str, acts: Vec<Act>) {
    let request = json!({ "partner_id": id });
    let (mut tokens, mut last_run) = (0u8, Value::Null);
    let mut judged: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // Something has to be green before it can be wrongly so.
    for act in std::iter::once(Act::Run).chain(acts) {
        match &act {
            Act::Edit(field, value) => {
                let host = "https://harbour.sandbox.partner-desk.invalid";
                let value = match (EDITABLE[*field], value) {
                    ("urls.tests", 0) => format!("{host}/recruitee/tests"),
                    ("urls.help_article", 0) => format!("{host}/help/recruitee"),
                    ("urls.validate_token", 0) => format!("{host}/recruitee/token"),
                    (field, value) if field.starts_with("urls") => format!("{host}/other{value}"),
                    // Long enough to be advice.
                    ("name", 2) => "A name that is far too long for the dialog".into(),
                    ("kind", value) => {
                        ["assessment", "background_check", "reference_check"][usize::from(*value)].to_owned()
                    }
                    (_, value) => format!("Value {value}"),
                };
                bench.edit(id, EDITABLE[*field], json!(value)).await;
            }
            Act::Undo => {
                let _ = bench.desk.call("partner_undo", request.clone()).await;
            }
            Act::Confirm(confirmed) => {
                let confirm = json!({ "partner_id": id, "check_id": "FORM-1", "confirmed": confirmed });
                bench.call("check_confirm", confirm).await;
            }
            Act::Token => {
                // A new one that the service lets in: everything that reads it is out of date.
                bench.call("token_practice", json!({ "partner_id": id, "token": "customer" })).await;
                tokens += 1;
            }
            Act::Cancelled => {
                let desk = bench.desk.clone();
                let running = tokio::spawn({
                    let request = request.clone();
                    async move { desk.call("readiness_run", request).await }
                });
                tokio::task::yield_now().await;
                bench.call("readiness_cancel", request.clone()).await;
                running.await.unwrap().unwrap();
            }
            Act::Run => drop(bench.call("readiness_run", request.clone()).await),
            Act::Recheck(place) => {
                let recheck = json!({ "partner_id": id, "check_id": ASKABLE[*place] });
                bench.call("readiness_recheck", recheck).await;
            }
        }
        let view = bench.call("partner_open", request.clone()).await;
        let run = bench.call("readiness_view", request.clone()).await;
        // Only a run that was kept may have made a check green, and only one that it asked.
        let history = bench.call("readiness_history", request.clone()).await;
        let latest = history["runs"].get(0);
        let latest_id = latest.map_or(Value::Null, |run| run["id"].clone());
        let asked =
            latest.filter(|_| latest_id != last_run).map(|run| run["asked"].as_str().unwrap().to_owned());
        last_run = latest_id;
        for green in marks(&run, "pass") {
            let now = inputs(&view, tokens, &green);
            if asked.as_ref().is_some_and(|ids| ids.is_empty() || ids.split(", ").any(|id| id == green)) {
                judged.insert(green.clone(), now.clone());
            }
            assert_eq!(judged.get(&green), Some(&now), "{green} is green on other inputs, after {act:?}");
        }
        // Ready means that every required check that applies is green.
        let groups = run["groups"].as_array().unwrap();
        let checks = groups.iter().flat_map(|group| group["checks"].as_array().unwrap());
        for check in checks.filter(|_| run["is_ready"] == true) {
            let holds = ["pass", "not_applicable"].iter().any(|mark| check["mark"] == **mark);
            assert!(holds || check["level"] != "must", "ready with {check}, after {act:?}");
        }
    }
}

#[tokio::test]
async fn an_edit_puts_out_of_date_exactly_what_reads_the_field_and_undo_brings_it_back() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    let green = |run: &Value| marks(run, "pass").into_iter().collect::<BTreeSet<String>>();
    let before = green(&bench.call("readiness_run", request.clone()).await);
    assert!(before.len() > 30, "the example is green: {before:?}");
    let other = "https://harbour.sandbox.partner-desk.invalid/other";
    let inputs = bench.call("partner_open", request.clone()).await["inputs"].clone();
    let fewer = json!([inputs[0]["raw"]]);
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"#;
    for (field, shown, value) in [
        ("kind", "kind", json!("background_check")),
        ("name", "name", json!("Another name")),
        ("description", "description", json!("Another text")),
        ("logo", "logo", json!(svg)),
        ("urls.validate_token", "validate_token", json!(other)),
        ("urls.tests", "tests", json!(other)),
        ("urls.send_candidate", "send_candidate", json!(other)),
        ("urls.help_article", "help_article", json!(other)),
        ("inputs", "inputs", fewer),
    ] {
        bench.edit(&id, field, value).await;
        let left = green(&bench.call("readiness_view", request.clone()).await);
        let expected = before.iter().filter(|id| !reads(id).contains(&shown)).cloned().collect();
        assert_eq!(left, expected, "after another {field}");
        bench.call("partner_undo", request.clone()).await;
        assert_eq!(green(&bench.call("readiness_view", request.clone()).await), before, "{field} undone");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_edits_runs_and_cancels_leaves_a_green_verdict_on_other_inputs(
        acts in prop::collection::vec(act(), 4..14)
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let bench = Bench::new();
            let id = bench.example().await;
            act_out(&bench, &id, acts).await;
        });
    }
}
