//! Runs, re-checks, cancels, history and reports, against the real Sandbox over HTTPS.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, marks};
use desk::ErrorCode;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    process::Command,
    sync::{Arc, Mutex},
};
use store::Store;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

fn check<'a>(run: &'a Value, id: &str) -> &'a Value {
    let groups = run["groups"].as_array().unwrap();
    let mut checks = groups.iter().flat_map(|group| group["checks"].as_array().unwrap());
    checks.find(|check| check["id"] == id).unwrap()
}

async fn purposes(bench: &Bench) -> Vec<String> {
    let activity = bench.call("activity_list", json!({})).await;
    let entries = activity.as_array().unwrap().iter().rev();
    entries.map(|entry| entry["exchange"]["purpose"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn one_check_is_asked_again_with_what_waited_for_it_and_nothing_else_is_called() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    bench.fault("tests-without-names", true).await;
    let before = bench.call("readiness_run", request.clone()).await;
    assert_eq!(marks(&before, "fail"), ["TESTS-2"]);
    bench.fault("tests-without-names", false).await;
    let calls = purposes(&bench).await.len();
    let after = bench.call("readiness_recheck", json!({ "partner_id": id, "check_id": "TESTS-2" })).await;
    assert_eq!(purposes(&bench).await[calls..], ["List of tests: the right token"]);
    assert_eq!((after["is_ready"].clone(), marks(&after, "fail").len()), (json!(true), 0));
    // What failed is gone from the list to ask again.
    assert_eq!((before["to_recheck"].clone(), after["to_recheck"].clone()), (json!(1), json!(0)));
    let error = bench.refused("readiness_recheck", json!({ "partner_id": id, "check_id": "NONE-1" })).await;
    assert_eq!(error.code, ErrorCode::CommandRequest);
}

#[tokio::test]
async fn advice_that_is_out_of_date_is_a_required_check_again() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    bench.edit(&id, "name", json!("A name that is far too long for the dialog")).await;
    bench.save(&id).await.unwrap();
    assert_eq!(bench.call("readiness_run", request.clone()).await["is_ready"], true, "advice stops nothing");
    bench.edit(&id, "name", json!("Lighthouse")).await;
    bench.save(&id).await.unwrap();
    let run = bench.call("readiness_recheck", json!({ "partner_id": id, "check_id": "REC-6" })).await;
    assert_eq!((marks(&run, "stale"), run["is_ready"].clone()), (vec!["REC-2".to_owned()], json!(false)));
}

#[tokio::test]
async fn what_a_recheck_sees_of_others_makes_them_out_of_date() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.call("readiness_run", json!({ "partner_id": id })).await;
    bench.fault("needs-no-token", true).await;
    // ADDR-8 calls without a token too, and sees that it is let in.
    let run = bench.call("readiness_recheck", json!({ "partner_id": id, "check_id": "ADDR-8" })).await;
    assert_eq!(marks(&run, "stale"), ["TOKEN-3"]);
    assert_eq!(run["is_ready"], false);
}

#[tokio::test]
async fn a_token_that_a_service_echoes_in_any_call_is_on_no_disk_and_in_no_view() {
    let bench = Bench::new();
    let id = bench.example().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let token = "abc/defgh+ijklmn-0123456789";
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).await.unwrap_or(0);
            let request = String::from_utf8_lossy(&buffer[..read]).into_owned();
            let door = request.lines().find(|line| line.to_lowercase().starts_with("authorization"));
            let sent = door.and_then(|line| line.split(' ').nth(2)).unwrap_or("abc/defgh+ijklmn-0123456789");
            let body = format!(
                r#"[{{"id":"{sent}","name":"{}"}},{{"id":"{sent}","name":"x"}}]"#,
                sent.replace('/', "\\/")
            );
            let head = format!("HTTP/1.1 200 OK\r\nX-Echo: {sent}\r\nContent-Length: {}\r\n", body.len());
            let _ = stream.write_all(format!("{head}Connection: close\r\n\r\n{body}").as_bytes()).await;
        }
    });
    for field in ["validate_token", "tests", "help_article"] {
        bench.edit(&id, &format!("urls.{field}"), json!(format!("{at}/{field}"))).await;
    }
    bench.call("token_store", json!({ "partner_id": id, "token": "customer", "value": token })).await;
    let mut seen = bench.call("readiness_run", json!({ "partner_id": id })).await.to_string();
    for check in ["TOKEN-2", "TOKEN-6", "TESTS-3"] {
        let sent = bench.call("check_exchanges", json!({ "partner_id": id, "check_id": check })).await;
        seen.push_str(&sent.to_string());
    }
    seen.push_str(&bench.call("activity_list", json!({})).await.to_string());
    for entry in std::fs::read_dir(bench.folder.path()).unwrap().flatten() {
        seen.push_str(&String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap_or_default()));
    }
    // The middle is what the right and the changed one share with each other and with nothing else.
    for part in ["abc/defgh", "abc\\/defgh", "klmn-012345"] {
        assert!(!seen.contains(part), "{}", &seen[seen.find(part).unwrap().saturating_sub(200)..][..400]);
    }
    assert!(seen.contains("••••"), "the search looks in the right places");
}

#[tokio::test]
async fn what_remains_is_asked_again_and_what_held_is_left_alone() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.fault("tls-expired", true).await;
    let before = bench.call("readiness_run", json!({ "partner_id": id })).await;
    assert_eq!(marks(&before, "fail"), ["ADDR-4"]);
    bench.fault("tls-expired", false).await;
    let calls = purposes(&bench).await.len();
    let after = bench.call("readiness_recheck", json!({ "partner_id": id, "check_id": null })).await;
    assert_eq!(after["is_ready"], true);
    assert!(!purposes(&bench).await[calls..].iter().any(|purpose| purpose == "Read the partner"));
}

#[tokio::test]
async fn cancelling_at_any_point_leaves_the_earlier_verdicts() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    let before = bench.call("readiness_run", request.clone()).await;
    // The run lasts until it is cancelled.
    bench.fault("never-answers", true).await;
    for command in ["readiness_run", "readiness_recheck"] {
        let mut events = bench.desk.events();
        let (desk, request) = (bench.desk.clone(), json!({ "partner_id": id, "check_id": "TOKEN-1" }));
        let running = tokio::spawn(async move { desk.call(command, request).await });
        if command == "readiness_run" {
            events.recv().await.unwrap();
        } else {
            tokio::task::yield_now().await;
        }
        // A press that comes before the run has begun finds nothing to cancel; the next one does.
        while !running.is_finished() {
            bench.call("readiness_cancel", json!({ "partner_id": id })).await;
            tokio::task::yield_now().await;
        }
        let after = running.await.unwrap().unwrap();
        assert_eq!(after["groups"], before["groups"]);
    }
    let history = bench.call("readiness_history", request).await;
    assert_eq!(history["runs"].as_array().unwrap().len(), 1, "a cancelled run is none");
}

#[tokio::test]
async fn it_is_told_since_when_and_why_a_check_is_not_green_any_more() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    bench.call("readiness_run", request.clone()).await;
    bench.fault("accepts-every-token", true).await;
    let run = bench.call("readiness_run", request.clone()).await;
    let theirs = &check(&run, "TOKEN-2")["was_green"];
    assert_eq!(theirs["at"], bench::noon());
    assert_eq!(theirs["because"], "because the service answers otherwise; nothing changed here");
    assert!(run["token_table"]["note"].as_str().unwrap().contains("says yes to everything"));

    bench.fault("accepts-every-token", false).await;
    bench.edit(&id, "urls.help_article", json!("https://harbour.sandbox.partner-desk.invalid/nowhere")).await;
    let run = bench.call("readiness_run", request.clone()).await;
    assert_eq!(check(&run, "HELP-1")["was_green"]["because"], "because you changed: Help article");
    assert_eq!(check(&run, "TOKEN-2")["was_green"], Value::Null, "it is green again");

    let runs = bench.call("readiness_history", request).await["runs"].clone();
    let at = |place: usize| runs[place]["id"].clone();
    let compare = json!({ "partner_id": id, "earlier": at(1), "later": at(0) });
    let rows = bench.call("readiness_compare", compare).await["rows"].clone();
    let row = |id: &str| rows.as_array().unwrap().iter().find(|row| row["check_id"] == id).unwrap().clone();
    assert_eq!(
        (row("TOKEN-2")["before"].clone(), row("TOKEN-2")["after"].clone()),
        (json!("Fails"), json!("Passes"))
    );
    assert_eq!(row("HELP-1")["because"], "because you changed: Help article");
    let same = json!({ "partner_id": id, "earlier": at(0), "later": at(0) });
    assert_eq!(bench.call("readiness_compare", same).await["rows"], json!([]));
}

#[tokio::test]
async fn a_run_of_the_first_rules_is_not_ready_by_those_of_today_and_says_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/tests/fixtures/schema-1.sqlite");
    std::fs::copy(fixture, folder.path().join("partner-desk.sqlite")).unwrap();
    let bench = Bench::on(folder);
    let id = bench.call("partners_list", json!({})).await["partners"][0]["id"].clone();
    let run = bench.call("readiness_view", json!({ "partner_id": id })).await;
    assert_eq!(run["is_ready"], false, "checks that nobody made are never green");
    assert_eq!(check(&run, "ADDR-6")["mark"], "none");
    assert_eq!(check(&run, "TOKEN-6")["mark"], "stale");
    assert_eq!(check(&run, "REC-1")["mark"], "pass", "its rule is the same");
    let news = run["rules_news"].to_string();
    assert!(news.contains("(1 to 3)") && news.contains("URLs don’t redirect"), "{news}");
}

#[tokio::test]
async fn newer_rules_say_which_passed_checks_they_would_judge_differently_before_judging() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    bench.fault("list-accepts-an-empty-token", true).await;
    bench.call("readiness_run", request.clone()).await;
    let calls = purposes(&bench).await.len();
    // The run as the first rules would have kept it: TOKEN-6 did not look at empty tokens then.
    let folder = bench.close();
    {
        let (store, _) = Store::open(folder.path(), 0).unwrap();
        let (partner, sandbox) = (id.as_str(), desk::Environment::Sandbox);
        let mut run = store.read(|profile| profile.latest_run(partner, sandbox)).unwrap().unwrap();
        run.rules = "1".into();
        let verdicts = run.verdicts.as_array_mut().unwrap();
        let verdict = verdicts.iter_mut().find(|verdict| verdict["id"] == "TOKEN-6").unwrap();
        verdict["version"] = json!(1);
        verdict["state"] = json!("pass");
        store.transaction(|profile| profile.add_run(partner, sandbox, &run)).unwrap();
    }
    let bench = Bench::on(folder);
    let run = bench.call("readiness_view", request).await;
    let news: Vec<&str> =
        run["rules_news"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    assert_eq!(news.len(), 2, "{news:?}");
    assert!(news[1].contains("A wrong token does not get the list of tests"), "{news:?}");
    assert_eq!(purposes(&bench).await.len(), calls, "nothing was called");
}

#[tokio::test]
async fn the_saved_report_holds_what_stands_now_and_nothing_stale_as_green() {
    let bench = Bench::new();
    let id = bench.example().await;
    let request = json!({ "partner_id": id });
    assert_eq!(bench.refused("readiness_export", request.clone()).await.code, ErrorCode::ReadinessNone);
    bench.call("readiness_run", request.clone()).await;
    bench.edit(&id, "name", json!("Lighthouse")).await;
    bench.call("readiness_export", request).await;
    let text = std::fs::read_to_string(bench.folder.path().join("harbour-tests.readiness.json")).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&report["format"], &report["ready"]), (&json!("partner-desk-report/1"), &json!(false)));
    let name = report["verdicts"].as_array().unwrap().iter().find(|one| one["id"] == "REC-2").unwrap();
    assert_eq!(name["verdict"], "stale");
    assert!(name["sentence"].as_str().unwrap().contains("has changed"));
}

#[tokio::test]
async fn what_was_sent_is_shown_redacted_printed_and_with_the_fault_marked() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.fault("tests-with-one-id-twice", true).await;
    bench.call("readiness_run", json!({ "partner_id": id })).await;
    let sent = bench.call("check_exchanges", json!({ "partner_id": id, "check_id": "TESTS-3" })).await;
    let exchange = &sent[0];
    assert!(exchange["request"].as_str().unwrap().contains("Authorization: Bearer ••••"));
    assert!(exchange["body_before"].as_str().unwrap().ends_with("\"id\": "), "{exchange}");
    assert_eq!(exchange["body_marked"], "2");
    let phases: Vec<&str> =
        exchange["phases"].as_array().unwrap().iter().map(|phase| phase["label"].as_str().unwrap()).collect();
    assert_eq!(phases, ["Name", "Connect", "TLS", "First byte"]);
    let reached = bench.call("check_exchanges", json!({ "partner_id": id, "check_id": "ADDR-4" })).await;
    assert!(reached.to_string().contains("protocol: TLSv1_3"));
}

/// A service over plain http on loopback, which the Sandbox allows. Answers every call with 200 and
/// keeps what was asked.
async fn recording_service() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let seen = seen.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    let mut buffer = [0; 1024];
                    let read = stream.read(&mut buffer).await.unwrap_or(0);
                    if read == 0 {
                        return;
                    }
                    request.extend_from_slice(&buffer[..read]);
                }
                seen.lock().unwrap().push(String::from_utf8(request).unwrap());
                let _ = stream
                    .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]")
                    .await;
            });
        }
    });
    (at, asked)
}

async fn on_recording_service(bench: &Bench, id: &str) -> Arc<Mutex<Vec<String>>> {
    let (at, asked) = recording_service().await;
    for (field, path) in [
        ("urls.validate_token", "token"),
        ("urls.tests", "tests"),
        ("urls.send_candidate", "send"),
        ("urls.help_article", "help"),
    ] {
        bench.edit(id, field, json!(format!("{at}/{path}"))).await;
    }
    asked
}

#[tokio::test]
async fn a_run_sends_gets_alone_each_once_and_nothing_where_candidates_go() {
    let bench = Bench::new();
    let id = bench.example().await;
    let asked = on_recording_service(&bench, &id).await;
    bench.call("token_store", json!({ "partner_id": id, "token": "customer", "value": "abcdefghij" })).await;
    asked.lock().unwrap().clear();
    bench.call("readiness_run", json!({ "partner_id": id })).await;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for request in asked.lock().unwrap().iter() {
        let line = request.lines().next().unwrap();
        *counts.entry(line.to_owned()).or_default() += 1;
        let names: Vec<String> = request
            .lines()
            .skip(1)
            .filter_map(|line| Some(line.split_once(':')?.0.to_lowercase()))
            .filter(|name| name != "authorization")
            .collect();
        let expect: &[&str] = if line.starts_with("GET /help ") {
            &[
                "host",
                "accept",
                "accept-language",
                "user-agent",
                "accept-encoding",
                "upgrade-insecure-requests",
            ]
        } else {
            &["host", "content-type", "user-agent", "accept-encoding"]
        };
        assert_eq!(names, expect);
    }
    // A token of one short part is wrong in one way, twice; the rest of the truth table is five more.
    let expect = [("GET /help HTTP/1.1", 1), ("GET /tests HTTP/1.1", 7), ("GET /token HTTP/1.1", 7)];
    assert_eq!(counts, expect.map(|(line, count)| (line.to_owned(), count)).into());
}

#[tokio::test]
async fn the_commands_for_the_developer_run_as_they_are_and_ask_the_same() {
    let bench = Bench::new();
    let id = bench.example().await;
    let asked = on_recording_service(&bench, &id).await;
    let token = "abcdefghij-0123456789";
    bench.call("token_store", json!({ "partner_id": id, "token": "customer", "value": token })).await;
    asked.lock().unwrap().clear();
    let run = bench.call("readiness_run", json!({ "partner_id": id })).await;
    let sent = asked.lock().unwrap().clone();
    for failing in ["TOKEN-2", "TOKEN-5", "TOKEN-6"] {
        let text = check(&run, failing)["developer_text"].as_str().unwrap().to_owned();
        assert!(!text.contains(token) && text.contains("$CUSTOMER_TOKEN"), "{text}");
        let commands: Vec<String> =
            text.lines().filter(|line| line.starts_with("curl ")).map(str::to_owned).collect();
        assert!(!commands.is_empty());
        for command in commands {
            asked.lock().unwrap().clear();
            let done = tokio::task::spawn_blocking(move || {
                Command::new("sh").arg("-c").arg(&command).env("CUSTOMER_TOKEN", token).output().unwrap()
            })
            .await
            .unwrap();
            assert!(done.status.success(), "{done:?}");
            let again = asked.lock().unwrap()[0].clone();
            let essence = |request: &str| {
                let mut lines = request.lines();
                let first = lines.next().unwrap().to_owned();
                let mut headers = lines.filter(|line| line.to_lowercase().starts_with("authorization"));
                let value = headers.next().map(|line| line[15..].trim().to_owned());
                // A wrong token is known by where it is wrong.
                let wrong =
                    value.as_deref().and_then(|value| value.strip_prefix("Bearer ")).and_then(|sent| {
                        let differs =
                            sent.bytes().zip(token.bytes()).position(|(sent, right)| sent != right)?;
                        (sent.len() == token.len()).then(|| format!("wrong at {differs}"))
                    });
                (first, wrong.or(value))
            };
            assert!(sent.iter().any(|sent| essence(sent) == essence(&again)), "{again} was never sent");
        }
    }
}
