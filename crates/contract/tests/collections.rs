//! The Hurl file and the Postman collection hold the calls that the app makes, no token, and nothing that a name or a URL
//! could turn into something else.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod hurl_file;

use checks::{Call, Sent, TokenSent};
use contract::{Calls, hurl, postman};
use hurl_file::{Entry, read};
use partner::{Input, UrlField, default_inputs};
use postman_collection::PostmanCollection;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use url::Url;

fn calls() -> Calls {
    let url = |path: &str| Url::parse(&format!("https://api.acme.example/{path}")).unwrap();
    Calls {
        partner_name: "Acme Tests".into(),
        urls: BTreeMap::from([
            (UrlField::ValidateToken, url("token")),
            (UrlField::Tests, url("tests?kind=all")),
            (UrlField::SendCandidate, url("candidates")),
            (UrlField::HelpArticle, url("help")),
        ]),
        inputs: default_inputs(),
        codename: "acme-tests".into(),
        company_id: "12345".into(),
        reports_base: "https://integrations.rc.recruitee.dev/api".into(),
        candidate_id: None,
        note: None,
    }
}

fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not there"))
}

/// The calls of a collection, in their order.
fn items(collection: &Value) -> Vec<Value> {
    let folders = at(collection, "/item").as_array().unwrap();
    folders.iter().flat_map(|folder| at(folder, "/item").as_array().unwrap().clone()).collect()
}

/// A script of a call as text; empty where it has none of that kind.
fn script(item: &Value, listen: &str) -> String {
    let events = at(item, "/event").as_array().unwrap();
    let event = events.iter().find(|event| at(event, "/listen") == listen);
    let lines = event.map(|event| at(event, "/script/exec").as_array().unwrap().clone()).unwrap_or_default();
    lines.iter().map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

/// Whether it is a collection of v2.1.0 with no member that Postman doesn't know.
fn is_collection(collection: &Value) {
    fn without_null(value: Value) -> Value {
        match value {
            Value::Object(members) => {
                let given = members.into_iter().filter(|(_, value)| !value.is_null());
                given.map(|(name, value)| (name, without_null(value))).collect()
            }
            Value::Array(values) => values.into_iter().map(without_null).collect(),
            plain => plain,
        }
    }
    let read: PostmanCollection = postman_collection::from_str(&collection.to_string()).unwrap();
    assert!(matches!(read, PostmanCollection::V2_1_0(_)));
    assert_eq!(without_null(serde_json::to_value(read).unwrap()), *collection);
}

/// The calls of a run and a rehearsal by their names in the app, each with what is sent as its token.
fn expected_names() -> Vec<String> {
    // There is one variable for wrong tokens, and only the three URLs are called.
    let has_call = |token: &TokenSent| !TokenSent::VARIANTS[1..].contains(token);
    let tokens = || TokenSent::ALL.into_iter().filter(has_call);
    let of_run = tokens().map(Call::Validate).chain(tokens().map(Call::Tests));
    let mut names: Vec<String> =
        of_run.map(|call| text::plain(&format!("purpose.{}", call.key().replace('.', "_")))).collect();
    names.push(text::plain("purpose.reports_get"));
    names.extend(Sent::ALL.map(|sent| text::plain(&format!("purpose.send_{}", sent.key()))));
    names.push(text::plain("purpose.report_patch"));
    names
}

#[test]
fn the_hurl_file_is_what_it_was() {
    insta::assert_snapshot!(hurl(&calls()));
}

#[test]
fn the_collection_is_what_it_was() {
    insta::assert_json_snapshot!(postman(&calls()));
}

#[test]
fn both_hold_the_calls_of_the_app_by_name_and_what_creates_something_comes_last() {
    let names = expected_names();
    let entries = read(&hurl(&calls())).unwrap();
    assert_eq!(entries.len(), names.len());
    for (entry, name) in entries.iter().zip(&names) {
        assert!(entry.comments.contains(name), "{name}: {:?}", entry.comments);
    }
    let collection = postman(&calls());
    is_collection(&collection);
    let items = items(&collection);
    assert_eq!(items.iter().map(|item| at(item, "/name").as_str().unwrap()).collect::<Vec<_>>(), names);
    let sends = entries.iter().position(|entry| entry.method != "GET").unwrap();
    assert!(entries[sends..].iter().all(|entry| entry.method != "GET"));
    let marks = ["SENDS A CANDIDATE", "CREATES", "CHANGES"];
    let marked =
        |entry: &Entry| entry.comments.iter().any(|line| marks.iter().any(|mark| line.starts_with(mark)));
    assert!(entries[sends..].iter().all(marked));
}

#[test]
fn both_send_the_same_and_each_answer_is_looked_at() {
    let entries = read(&hurl(&calls())).unwrap();
    let as_hurl = |text: &str| text.replace("{{$guid}}", "<newUuid>").replace("{{", "<").replace("}}", ">");
    for (entry, item) in entries.iter().zip(items(&postman(&calls()))) {
        let text = |pointer: &str| at(&item, pointer).as_str().unwrap().to_owned();
        assert_eq!((&entry.method, &entry.url), (&text("/request/method"), &as_hurl(&text("/request/url"))));
        let headers: Vec<(String, String)> = at(&item, "/request/header")
            .as_array()
            .unwrap()
            .iter()
            .map(|header| {
                (
                    at(header, "/key").as_str().unwrap().to_owned(),
                    as_hurl(at(header, "/value").as_str().unwrap()),
                )
            })
            .collect();
        assert_eq!(entry.headers, headers);
        let body =
            item.pointer("/request/body/raw").map(|raw| raw.as_str().unwrap().replace("$guid", "newUuid"));
        assert_eq!(entry.body, body.map(|raw| serde_json::from_str::<Value>(&raw).unwrap()));
        let script = script(&item, "test");
        let is_padded = entry.headers.iter().any(|(_, value)| value.ends_with("> "));
        assert_eq!((entry.asserts.is_empty(), script.contains("pm.expect")), (is_padded, !is_padded));
    }
}

#[test]
fn tokens_are_variables_and_each_kind_is_sent_as_the_app_sends_it() {
    let entries = read(&hurl(&calls())).unwrap();
    let sent = |path: &str| -> Vec<Option<String>> {
        let own = entries.iter().filter(|entry| entry.url.ends_with(path));
        let header = |entry: &Entry| entry.headers.iter().find(|(name, _)| name == "Authorization").cloned();
        own.map(|entry| header(entry).map(|(_, value)| value)).collect()
    };
    let kinds = [
        Some("Bearer <customer_token>"),
        Some("Bearer <wrong_token>"),
        Some("Bearer <wrong_token>"),
        None,
        Some("Bearer "),
        Some("Basic <customer_token>"),
        Some("Bearer <customer_token> "),
    ];
    let kinds = kinds.map(|kind| kind.map(str::to_owned));
    assert_eq!((&sent("/token")[..], &sent("/tests?kind=all")[..]), (&kinds[..], &kinds[..]));
    let [good, wrong, _, none, ..] = kinds;
    assert_eq!(sent("/candidates"), [wrong, none, good.clone(), good]);
    for entry in entries.iter().filter(|entry| entry.url.contains("recruitee")) {
        assert!(
            entry.headers.contains(&("RT-PARTNER-SECRET".into(), "<partner_secret>".into())),
            "{entry:?}"
        );
    }
}

#[test]
fn a_candidate_is_the_body_that_recruitee_sends_about_a_test_of_the_list() {
    let candidate = |calls: &Calls| {
        let entries = read(&hurl(calls)).unwrap();
        let posted = entries.into_iter().filter(|entry| entry.method == "POST");
        posted.map(|entry| entry.body.unwrap()).collect::<Vec<_>>()
    };
    let bodies = candidate(&calls());
    let sample = partner::Sending {
        company_id: 12345,
        test_id: "{{test_id}}".into(),
        test_name: "{{test_name}}".into(),
        ..partner::Sending::sample("{{report_id}}")
    };
    let whole = serde_json::to_value(sample.body(&default_inputs())).unwrap();
    assert_eq!(bodies.last(), Some(&whole));
    assert_eq!(at(&bodies[2], "/test_id"), "999999937");
    for body in &bodies[..3] {
        assert_eq!(at(body, "/report_id"), "{{newUuid}}");
    }
    let known = Calls { candidate_id: Some("77".into()), ..calls() };
    assert_eq!(at(candidate(&known).last().unwrap(), "/candidate_id"), &json!(77));
    let urls: Vec<String> = read(&hurl(&known)).unwrap().into_iter().map(|entry| entry.url).collect();
    assert!(urls.iter().any(|url| url.ends_with("/p/acme-tests/c/12345/candidates/77/reports")), "{urls:?}");
}

#[test]
fn the_report_that_is_changed_is_that_of_the_candidate_that_the_file_sends() {
    let known = Calls { candidate_id: Some("77".into()), ..calls() };
    let (file, collection) = (hurl(&known), postman(&known));
    let entries = read(&file).unwrap();
    assert!(entries.last().unwrap().url.ends_with("/p/acme-tests/reports/<report_id>"));
    let candidate = entries.iter().rfind(|entry| entry.method == "POST").unwrap();
    assert_eq!(at(candidate.body.as_ref().unwrap(), "/report_id"), "{{report_id}}");
    let items = items(&collection);
    let url = at(items.last().unwrap(), "/request/url").as_str().unwrap();
    assert!(url.ends_with("/p/acme-tests/reports/{{report_id}}"), "{url}");
}

#[test]
fn the_hurl_file_skips_calls_with_an_effect_unless_told_otherwise() {
    let file = hurl(&calls());
    for entry in read(&file).unwrap() {
        let is_skipped = entry.options.iter().any(|option| option == "skip: {{skip_effects}}");
        assert_eq!(is_skipped, entry.method != "GET", "{entry:?}");
    }
    let commands: Vec<&str> = file.lines().filter(|line| line.starts_with("#   hurl ")).collect();
    assert_eq!(commands.len(), 2);
    assert!(
        commands.iter().all(|command| command.contains(" --variable skip_effects=true ")),
        "{commands:?}"
    );
    let goes_on = commands.iter().filter(|command| command.contains("--continue-on-error"));
    assert!(goes_on.into_iter().all(|command| command.contains("--to-entry 15 ")), "{commands:?}");
}

#[test]
fn no_command_in_the_hurl_file_has_a_secret_on_its_line() {
    let file = hurl(&calls());
    for command in file.lines().filter(|line| line.starts_with("#   hurl ")) {
        assert!(command.contains(" --secrets-file secrets.env "), "{command}");
        assert!(!command.contains("token") && !command.contains("partner_secret"), "{command}");
    }
}

#[test]
fn the_collection_sends_a_call_with_an_effect_only_when_allowed_and_after_the_expected_answer() {
    let collection = postman(&calls());
    let variables = at(&collection, "/variable").as_array().unwrap();
    for switch in ["allow_effects", "may_continue"] {
        let variable = variables.iter().find(|variable| at(variable, "/key") == switch).unwrap();
        assert_eq!(at(variable, "/value"), "", "{switch}");
    }
    assert!(at(&collection, "/info/description").as_str().unwrap().contains("`allow_effects`"));
    let (effects, reads): (Vec<Value>, Vec<Value>) =
        items(&collection).into_iter().partition(|item| at(item, "/request/method") != "GET");
    for item in &reads {
        assert_eq!(script(item, "prerequest"), "");
        assert!(!script(item, "test").contains("may_continue"));
    }
    assert_eq!(effects.len(), 5);
    for (place, item) in effects.iter().enumerate() {
        let (before, after) = (script(item, "prerequest"), script(item, "test"));
        assert!(before.contains("pm.variables.get('allow_effects')"), "{before}");
        assert!(before.contains("if (!isAllowed || !mayContinue"), "{before}");
        assert!(before.contains("pm.execution.skipRequest()"), "{before}");
        // Only the first has none before it. All clear what the one before set.
        assert_eq!(before.contains("const mayContinue = true"), place == 0, "{before}");
        assert!(before.contains("pm.collectionVariables.set('may_continue', '')"), "{before}");
        let asks_for_report = item.to_string().contains("{{report_id}}");
        assert_eq!(before.contains("!isFilledIn"), asks_for_report, "{before}");
        // Within the test and after its last expectation, so that any other answer doesn't get there.
        let (set, end) = (after.find("set('may_continue', 'true')").unwrap(), after.find("\n});").unwrap());
        assert!(after.rfind("pm.expect").unwrap() < set && set < end, "{after}");
        assert!(after.find("setNextRequest(null)").unwrap() > end, "{after}");
    }
}

#[test]
fn a_note_stands_in_both_on_one_line() {
    let note = "Trust it with --cacert.\nGET https://evil.example\r\n\u{2028}HTTP 200";
    let calls = Calls { note: Some(note.into()), ..calls() };
    let file = hurl(&calls);
    assert!(file.lines().nth(1).unwrap().starts_with("# Trust it with --cacert. GET https://evil.example"));
    assert_eq!(read(&file).unwrap().len(), expected_names().len());
    let collection = postman(&calls);
    let description = at(&collection, "/info/description").as_str().unwrap();
    let last = description.lines().next_back().unwrap();
    assert!(last.starts_with("Trust it with --cacert. GET") && last.ends_with("HTTP 200"), "{description}");
}

#[test]
fn what_is_not_known_is_left_out() {
    let nothing = Calls::default();
    assert_eq!(read(&hurl(&nothing)).unwrap().len(), 0);
    assert_eq!(items(&postman(&nothing)), [Value::Null; 0]);
    is_collection(&postman(&nothing));
    let mut no_list = calls();
    no_list.urls.remove(&UrlField::Tests);
    let head = hurl(&no_list);
    assert!(head.contains("#   test_id: ") && !hurl(&calls()).contains("#   test_id: "), "{head}");
}

#[test]
fn a_password_in_a_url_is_not_written() {
    let url = Url::parse("https://user:hunter2@api.acme.example/token#part").unwrap();
    let calls = Calls { urls: BTreeMap::from([(UrlField::ValidateToken, url)]), ..calls() };
    assert_eq!(read(&hurl(&calls)).unwrap()[0].url, "https://api.acme.example/token");
    for text in [hurl(&calls), postman(&calls).to_string()] {
        assert!(!text.contains("hunter2") && !text.contains("#part"), "{text}");
    }
}

/// Text that tries to be something else in a Hurl file, in JSON, in a URL or in a script.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "'",
        "`",
        "\\",
        "\n",
        "\r\n",
        "\t",
        " ",
        "#",
        "{{",
        "}}",
        "{",
        "}",
        "{{customer_token}}",
        "{{$guid}}",
        "\\u{7b}",
        "\nGET https://evil.example",
        "HTTP 200",
        "[Asserts]",
        "```",
        "$",
        "%7B",
        "\u{2028}",
        "\u{0}",
        "</script>",
        "é",
        "日",
        "🦀",
        "a",
        "/",
        "?",
        "&",
    ]);
    prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn hostile_names_and_urls_stay_what_they_are(
        name in hostile(), path in hostile(), query in hostile(), codename in hostile(), company in hostile(),
        field in hostile(), note in hostile(), candidate_id in proptest::option::of(hostile()),
    ) {
        let mut calls = calls();
        for url in calls.urls.values_mut() {
            url.set_path(&path);
            url.set_query(Some(&query));
        }
        let expect = calls.urls[&UrlField::Tests].to_string();
        calls.partner_name = name.clone();
        calls.note = Some(note);
        calls.codename = format!("c{codename}");
        calls.company_id = format!("1{company}");
        calls.candidate_id = candidate_id;
        calls.inputs = vec![Input::from(json!({ "kind": "email", "name": format!("x{field}"), "required": true }))];

        let entries = read(&hurl(&calls)).map_err(TestCaseError::fail)?;
        prop_assert_eq!(entries.len(), expected_names().len());
        for entry in entries.iter().filter(|entry| !entry.url.contains("recruitee")) {
            prop_assert_eq!(&entry.url, &expect);
        }
        let body = entries.iter().find_map(|entry| entry.body.clone()).unwrap();
        let members = body.as_object().unwrap();
        prop_assert!(members.contains_key(format!("x{field}").trim()), "{:?}", members);

        let collection = postman(&calls);
        is_collection(&collection);
        let items = items(&collection);
        prop_assert_eq!(items.len(), entries.len());
        for item in &items {
            // Where Postman fills in, there are only variables of ours.
            let sent = [at(item, "/request/url").to_string(), at(item, "/request/header").to_string(),
                item.pointer("/request/body/raw").unwrap_or(&Value::Null).to_string()].concat();
            for variable in sent.split("{{").skip(1).map(|part| part.split("}}").next().unwrap()) {
                prop_assert!(
                    ["customer_token", "wrong_token", "partner_secret", "test_id", "test_name", "candidate_id",
                        "report_id", "$guid"].contains(&variable),
                    "{}", sent
                );
            }
        }
        prop_assert!(serde_json::to_string(&collection).is_ok());
    }
}
