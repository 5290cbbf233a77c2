//! Verdicts that age: whatever is edited, run, re-checked or cancelled, nothing is green on other inputs
//! than it was judged on.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, checks, member, of, with_icon};
use desk::{ConfirmRequest, Icon, LevelName, PartnerView, RunView, TokenName, UrlField};
use partner::Field;
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

const EDITABLE: [Field; 7] = [
    Field::Name,
    Field::Description,
    Field::Kind,
    Field::Url(UrlField::Tests),
    Field::Url(UrlField::HelpArticle),
    Field::Url(UrlField::ValidateToken),
    Field::Url(UrlField::SendCandidate),
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
        "HELP-3" | "HELP-4" | "HELP-5" | "HELP-6" => &["help_article", "name"],
        // The partner secret and the promotion, which no act here changes, and a person's word.
        "REC-8" | "PROM-1" | "FORM-1" | "FORM-2" | "FORM-3" => &[],
        new => panic!("what does {new} read?"),
    }
}

/// What each check read when it was last judged green, as the test remembers it.
fn inputs(view: &PartnerView, token: u8, id: &str) -> Vec<String> {
    let view = serde_json::to_value(view).unwrap();
    let value = |field: &str| match field {
        "customer token" => token.to_string(),
        field => member(&view, field).to_string(),
    };
    reads(id).iter().map(|field| value(field)).collect()
}

async fn act_out(bench: &Bench, id: &str, acts: Vec<Act>) {
    let (mut tokens, mut last_run) = (0u8, None);
    let mut judged: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // Something has to be green before it can be wrongly so.
    for act in std::iter::once(Act::Run).chain(acts) {
        match &act {
            Act::Edit(field, value) => {
                let host = "https://harbour.sandbox.partner-desk.invalid";
                let value = match (EDITABLE[*field], value) {
                    (Field::Url(UrlField::Tests), 0) => format!("{host}/recruitee/tests"),
                    (Field::Url(UrlField::HelpArticle), 0) => format!("{host}/help/recruitee"),
                    (Field::Url(UrlField::ValidateToken), 0) => format!("{host}/recruitee/token"),
                    (Field::Url(_), value) => format!("{host}/other{value}"),
                    // Long enough to be advice.
                    (Field::Name, 2) => "A name that is far too long for the dialog".into(),
                    (Field::Kind, value) => {
                        ["assessment", "background_check", "reference_check"][usize::from(*value)].to_owned()
                    }
                    (_, value) => format!("Value {value}"),
                };
                bench.edit(id, EDITABLE[*field], value).await;
            }
            Act::Undo => {
                let _ = bench.desk.partners.undo(of(id)).await;
            }
            Act::Confirm(confirmed) => {
                let request = ConfirmRequest {
                    partner_id: id.to_owned(),
                    check_id: "FORM-1".to_owned(),
                    confirmed: *confirmed,
                };
                bench.desk.readiness.confirm(request).await.unwrap();
            }
            Act::Token => {
                // A new one that the service lets in: everything that reads it is out of date.
                bench.take_token(id, TokenName::Customer).await;
                tokens += 1;
            }
            Act::Cancelled => {
                let (readiness, request) = (bench.desk.readiness.clone(), of(id));
                let running = tokio::spawn(async move { readiness.run(request).await });
                tokio::task::yield_now().await;
                bench.desk.readiness.cancel(of(id)).await.unwrap();
                running.await.unwrap().unwrap();
            }
            Act::Run => drop(bench.run(id).await),
            Act::Recheck(place) => drop(bench.recheck(id, Some(ASKABLE[*place])).await),
        }
        let view = bench.open(id).await;
        let run = bench.latest_run(id).await;
        // Only a run that was kept may have made a check green, and only one that it asked.
        let runs = bench.runs(id).await;
        let latest_id = runs.first().map(|run| run.id);
        let asked = runs.first().filter(|_| latest_id != last_run).map(|run| run.asked.clone());
        last_run = latest_id;
        for green in with_icon(&run, Icon::Pass) {
            let now = inputs(&view, tokens, green);
            if asked.as_ref().is_some_and(|ids| ids.is_empty() || ids.split(", ").any(|id| id == green)) {
                judged.insert(green.to_owned(), now.clone());
            }
            assert_eq!(judged.get(green), Some(&now), "{green} is green on other inputs, after {act:?}");
        }
        // Ready means that every required check that applies is green.
        for check in checks(&run).filter(|_| run.is_ready) {
            let holds = [Icon::Pass, Icon::NotApplicable].contains(&check.icon);
            let is_required = check.level == LevelName(::checks::Level::Must);
            assert!(holds || !is_required, "ready with {check:?}, after {act:?}");
        }
    }
}

#[tokio::test]
async fn an_edit_puts_out_of_date_exactly_what_reads_the_field_and_undo_brings_it_back() {
    let bench = Bench::new();
    let id = bench.example().await;
    let green = |run: &RunView| -> BTreeSet<String> {
        with_icon(run, Icon::Pass).into_iter().map(str::to_owned).collect()
    };
    let before = green(&bench.run(&id).await);
    assert!(before.len() > 30, "the example is green: {before:?}");
    let other = "https://harbour.sandbox.partner-desk.invalid/other";
    let inputs = bench.open(&id).await.inputs;
    assert!(inputs.len() > 1, "there is one to leave out");
    let fewer = json!([inputs[0].raw]);
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"#;
    for (field, shown, value) in [
        (Field::Kind, "kind", json!("background_check")),
        (Field::Name, "name", json!("For another host name")),
        (Field::Description, "description", json!("Another text")),
        (Field::Logo, "logo", json!(svg)),
        (Field::Url(UrlField::ValidateToken), "validate_token", json!(other)),
        (Field::Url(UrlField::Tests), "tests", json!(other)),
        (Field::Url(UrlField::SendCandidate), "send_candidate", json!(other)),
        (Field::Url(UrlField::HelpArticle), "help_article", json!(other)),
        (Field::Inputs, "inputs", fewer),
    ] {
        bench.edit(&id, field, value).await;
        let left = green(&bench.latest_run(&id).await);
        let expected = before.iter().filter(|id| !reads(id).contains(&shown)).cloned().collect();
        assert_eq!(left, expected, "after another {shown}");
        bench.undo(&id).await;
        assert_eq!(green(&bench.latest_run(&id).await), before, "{shown} undone");
    }
}

#[test]
#[should_panic(expected = "there is no naem in")]
fn a_key_that_is_not_there_is_not_read_as_null() {
    assert_eq!(member(&json!({ "name": "Harbour" }), "naem"), &Value::Null);
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
