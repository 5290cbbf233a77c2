//! Runs, re-checks, cancels, history and reports, against the real Sandbox over HTTPS.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{Bench, check, member, of, on_the_wire, with_icon};
use desk::{CompareRequest, ErrorCode, Icon, Nothing, RecheckRequest, TokenName, TryRequest, UrlField};
use partner::Field;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    process::Command,
    sync::{Arc, Mutex},
};
use store::Store;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// The earliest first.
async fn purposes(bench: &Bench) -> Vec<String> {
    bench.activity().await.into_iter().rev().map(|entry| entry.exchange.purpose).collect()
}

async fn store_customer(bench: &Bench, id: &str, value: &str) {
    bench.store_token(id, TokenName::Customer, value).await.unwrap();
}

#[tokio::test]
async fn one_check_is_asked_again_with_what_waited_for_it_and_nothing_else_is_called() {
    let bench = Bench::new();
    let id = bench.rehearsed_example().await;
    bench.fault("tests-without-names", true).await;
    let before = bench.run(&id).await;
    assert_eq!(with_icon(&before, Icon::Fail), ["TESTS-2"]);
    bench.fault("tests-without-names", false).await;
    let calls = purposes(&bench).await.len();
    let after = bench.recheck(&id, Some("TESTS-2")).await;
    assert_eq!(purposes(&bench).await[calls..], ["Test list: right token"]);
    assert_eq!((after.is_ready, with_icon(&after, Icon::Fail).len()), (true, 0));
    // What failed is gone from the list to ask again.
    assert_eq!((before.to_recheck, after.to_recheck), (1, 0));
    // There is no such check, and the other one is played.
    for unknown in ["NONE-1", "SEND-1"] {
        let request = RecheckRequest { partner_id: id.clone(), check_id: Some(unknown.to_owned()) };
        let error = bench.desk.readiness.recheck(request).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::CommandRequest);
    }
}

#[tokio::test]
async fn advice_that_is_out_of_date_is_a_required_check_again() {
    let bench = Bench::new();
    let id = bench.rehearsed_example().await;
    bench.edit(&id, Field::Name, "A name that is far too long for the dialog").await;
    bench.save(&id).await.unwrap();
    assert!(bench.run(&id).await.is_ready, "advice stops nothing");
    bench.edit(&id, Field::Name, "Lighthouse").await;
    bench.save(&id).await.unwrap();
    let run = bench.recheck(&id, Some("REC-6")).await;
    let stale = ["REC-2", "HELP-3", "HELP-4", "HELP-5", "HELP-6"];
    assert_eq!((with_icon(&run, Icon::Stale), run.is_ready), (stale.to_vec(), false));
}

#[tokio::test]
async fn what_a_recheck_sees_of_others_makes_them_out_of_date() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.run(&id).await;
    bench.fault("needs-no-token", true).await;
    // ADDR-8 calls without a token too, and sees that it is let in.
    let run = bench.recheck(&id, Some("ADDR-8")).await;
    assert_eq!(with_icon(&run, Icon::Stale), ["TOKEN-3"]);
    assert!(!run.is_ready);
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
    for address in [UrlField::ValidateToken, UrlField::Tests, UrlField::HelpArticle] {
        bench.edit(&id, Field::Url(address), format!("{at}/{}", address.key())).await;
    }
    store_customer(&bench, &id, token).await;
    let mut seen = on_the_wire(&bench.run(&id).await);
    for check in ["TOKEN-2", "TOKEN-6", "TESTS-3"] {
        seen.push_str(&on_the_wire(&bench.exchanges(&id, check).await));
    }
    seen.push_str(&on_the_wire(&bench.activity().await));
    // The preview shows the tests by name.
    seen.push_str(&on_the_wire(&bench.open(&id).await));
    let request = TryRequest { partner_id: id.clone(), url: UrlField::Tests.into() };
    seen.push_str(&on_the_wire(&bench.desk.readiness.try_url(request).await.unwrap()));
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
    let id = bench.rehearsed_example().await;
    bench.fault("tls-expired", true).await;
    assert_eq!(with_icon(&bench.run(&id).await, Icon::Fail), ["ADDR-4"]);
    bench.fault("tls-expired", false).await;
    let calls = purposes(&bench).await.len();
    assert!(bench.recheck(&id, None).await.is_ready);
    assert!(!purposes(&bench).await[calls..].iter().any(|purpose| purpose == "Read the partner"));
}

#[tokio::test]
async fn cancelling_at_any_point_leaves_the_earlier_verdicts() {
    let bench = Bench::new();
    let id = bench.example().await;
    let before = bench.run(&id).await;
    // The run lasts until it is cancelled.
    bench.fault("never-answers", true).await;
    for is_recheck in [false, true] {
        let mut events = bench.desk.events();
        let (readiness, whole) = (bench.desk.readiness.clone(), of(&id));
        let one = RecheckRequest { partner_id: id.clone(), check_id: Some("TOKEN-1".to_owned()) };
        let running = tokio::spawn(async move {
            if is_recheck { readiness.recheck(one).await } else { readiness.run(whole).await }
        });
        if is_recheck {
            tokio::task::yield_now().await;
        } else {
            events.recv().await.unwrap();
        }
        // A press that comes before the run has begun finds nothing to cancel; the next one does.
        while !running.is_finished() {
            bench.desk.readiness.cancel(of(&id)).await.unwrap();
            tokio::task::yield_now().await;
        }
        let after = running.await.unwrap().unwrap();
        assert_eq!(after.groups, before.groups);
    }
}

#[tokio::test]
async fn it_is_told_since_when_and_why_a_check_is_not_green_any_more() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.run(&id).await;
    bench.fault("accepts-every-token", true).await;
    let run = bench.run(&id).await;
    let theirs = check(&run, "TOKEN-2").was_green.as_ref().unwrap();
    assert_eq!(theirs.at, bench::noon());
    assert_eq!(theirs.because, "Your service’s response changed, not your draft.");
    assert!(run.token_table.unwrap().note.contains("accepts every request"));

    bench.fault("accepts-every-token", false).await;
    let nowhere = "https://harbour.sandbox.partner-desk.invalid/nowhere";
    bench.edit(&id, Field::Url(UrlField::HelpArticle), nowhere).await;
    let run = bench.run(&id).await;
    let ours = check(&run, "HELP-1").was_green.as_ref().unwrap();
    assert_eq!(ours.because, "You changed Help article URL.");
    assert_eq!(check(&run, "TOKEN-2").was_green, None, "it is green again");

    let runs = bench.runs(&id).await;
    let compare = async |earlier: usize, later: usize| {
        let request =
            CompareRequest { partner_id: id.clone(), earlier: runs[earlier].id, later: runs[later].id };
        bench.desk.readiness.compare(request).await.unwrap().rows
    };
    let rows = compare(1, 0).await;
    let row = |id: &str| rows.iter().find(|row| row.check_id == id).unwrap();
    assert_eq!((row("TOKEN-2").before.as_str(), row("TOKEN-2").after.as_str()), ("Failed", "Passed"));
    assert_eq!(row("HELP-1").because, "You changed Help article URL.");
    assert_eq!(compare(0, 0).await, []);
}

#[tokio::test]
async fn a_run_of_the_first_rules_is_not_ready_by_those_of_today_and_says_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/tests/fixtures/schema-1.sqlite");
    std::fs::copy(fixture, folder.path().join("partner-desk.sqlite")).unwrap();
    let bench = Bench::on(folder);
    let partners = bench.desk.partners.list(Nothing {}).await.unwrap().partners;
    let run = bench.latest_run(&partners[0].id).await;
    assert!(!run.is_ready, "checks that nobody made are never green");
    assert_eq!(check(&run, "ADDR-6").icon, Icon::None);
    assert_eq!(check(&run, "TOKEN-6").icon, Icon::Stale);
    assert_eq!(check(&run, "REC-1").icon, Icon::Pass, "its rule is the same");
    let news = run.rules_news.join("\n");
    assert!(news.contains("(from 1 to 6)") && news.contains("URLs don’t redirect"), "{news}");
}

#[tokio::test]
async fn newer_rules_say_which_passed_checks_they_would_judge_differently_before_judging() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.fault("list-accepts-an-empty-token", true).await;
    bench.run(&id).await;
    let calls = purposes(&bench).await.len();
    // The run as the first rules would have kept it: TOKEN-6 did not look at empty tokens then.
    let folder = bench.close();
    {
        let (store, _) = Store::open(folder.path(), 0).unwrap();
        let (partner, sandbox) = (id.as_str(), Some(desk::Environment::Sandbox));
        let mut run = store.read(|profile| profile.latest_run(partner, sandbox)).unwrap().unwrap();
        run.rules = "1".into();
        let verdicts = run.verdicts.as_array_mut().unwrap();
        let verdict = verdicts.iter_mut().find(|verdict| member(verdict, "id") == "TOKEN-6").unwrap();
        let verdict = verdict.as_object_mut().unwrap();
        for (key, value) in [("version", json!(1)), ("state", json!("pass"))] {
            assert!(verdict.insert(key.into(), value).is_some(), "a kept verdict has a {key}");
        }
        store.transaction(|profile| profile.add_run(partner, sandbox, &run)).unwrap();
    }
    let bench = Bench::on(folder);
    let news = bench.latest_run(&id).await.rules_news;
    assert_eq!(news.len(), 2, "{news:?}");
    assert!(news[1].contains("The test list is returned only for the right token"), "{news:?}");
    assert_eq!(purposes(&bench).await.len(), calls, "nothing was called");
}

#[tokio::test]
async fn the_saved_report_holds_what_stands_now_and_nothing_stale_as_green() {
    let bench = Bench::new();
    let id = bench.example().await;
    let export = async || bench.desk.readiness.export(of(&id)).await;
    assert_eq!(export().await.unwrap_err().code, ErrorCode::ReadinessNone);
    bench.run(&id).await;
    bench.edit(&id, Field::Name, "Lighthouse").await;
    export().await.unwrap();
    let text = std::fs::read_to_string(bench.folder.path().join("harbour-tests.readiness.json")).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(member(&report, "format"), "partner-desk-report/1");
    assert_eq!(member(&report, "ready"), false);
    let verdicts = member(&report, "verdicts").as_array().unwrap();
    let name = verdicts.iter().find(|one| member(one, "id") == "REC-2").unwrap();
    assert_eq!(member(name, "verdict"), "stale");
    assert!(member(name, "sentence").as_str().unwrap().contains("has changed"));
}

#[tokio::test]
async fn what_was_sent_is_shown_redacted_printed_and_with_the_fault_marked() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.fault("tests-with-one-id-twice", true).await;
    bench.run(&id).await;
    let sent = bench.exchanges(&id, "TESTS-3").await;
    let exchange = &sent[0];
    assert!(exchange.request.contains("Authorization: Bearer ••••"));
    assert!(exchange.body_before.ends_with("\"id\": "), "{exchange:?}");
    assert_eq!(exchange.body_marked, "2");
    let phases: Vec<&str> = exchange.phases.iter().map(|phase| phase.label.as_str()).collect();
    assert_eq!(phases, ["DNS lookup", "Connect", "TLS", "First byte"]);
    let reached = bench.exchanges(&id, "ADDR-4").await;
    assert!(on_the_wire(&reached).contains("protocol: TLSv1_3"));
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
    for (address, path) in [
        (UrlField::ValidateToken, "token"),
        (UrlField::Tests, "tests"),
        (UrlField::SendCandidate, "send"),
        (UrlField::HelpArticle, "help"),
    ] {
        bench.edit(id, Field::Url(address), format!("{at}/{path}")).await;
    }
    asked
}

#[tokio::test]
async fn a_run_sends_gets_alone_each_once_and_nothing_where_candidates_go() {
    let bench = Bench::new();
    let id = bench.example().await;
    let asked = on_recording_service(&bench, &id).await;
    store_customer(&bench, &id, "abcdefghij").await;
    asked.lock().unwrap().clear();
    bench.run(&id).await;
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
    store_customer(&bench, &id, token).await;
    asked.lock().unwrap().clear();
    let run = bench.run(&id).await;
    let sent = asked.lock().unwrap().clone();
    for failing in ["TOKEN-2", "TOKEN-5", "TOKEN-6"] {
        let text = &check(&run, failing).developer_text;
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
