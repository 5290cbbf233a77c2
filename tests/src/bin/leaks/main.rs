//! The canary test: known tokens go through every command, every mood of the keychain, every export, a forced
//! panic and a crash of the real window; then everything that is left is searched for them, in every form in
//! which they may be written down. Closes with a line of counts; fails when one was found.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod listened;

use base64::{Engine, engine::general_purpose::STANDARD};
use listened::{LISTEN, Listened, PASTED, TOKENS, TYPED, look_into};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};
use tests::{KeychainState, Machine, Search};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// Typed into a field by its keys.
const BY_KEYS: &str = "canary-by-keys-7f3a9c";
/// A service that gives back what it was sent, in as many forms as it can.
async fn echo() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut buffer = vec![0; 16 * 1024];
                let read = stream.read(&mut buffer).await.unwrap_or(0);
                let request = String::from_utf8_lossy(&buffer[..read]).into_owned();
                let line = request.lines().find(|line| line.to_lowercase().starts_with("authorization:"));
                let token = line.and_then(|line| line.split_whitespace().last()).unwrap_or_default();
                let percent: String = token.bytes().map(|byte| format!("%{byte:02X}")).collect();
                let body = json!({ "sent": request, "again": json!(token).to_string(), "percent": percent,
                                   "base64": STANDARD.encode(format!("user:{token}")), "raw": token });
                let text = body.to_string();
                let status = if request.contains("/away") { "302 Found" } else { "400 Bad" };
                let answer = format!(
                    "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nX-Echo: {token}\r\nSet-Cookie: t={token}\r\n\
                     Location: https://elsewhere.example/?t={percent}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
                    text.len()
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    at
}

/// Everything that the example can do, with the tokens that the Sandbox made and the keychain holds.
async fn with_the_example(listened: &mut Listened<'_>, id: &str) -> Vec<String> {
    let of = json!({ "partner_id": id });
    let mut secrets = listened.machine.secrets();
    assert_eq!(secrets.len(), 3, "the keychain holds the example's three tokens");
    for name in
        ["app_start", "window_ready", "window_painted", "partners_list", "sandbox_view", "problem_report"]
    {
        listened.call(name, json!({})).await;
    }
    for name in [
        "partner_open",
        "tokens_view",
        "token_verify",
        "secret_verify",
        "revert_plan",
        "readiness_view",
        "readiness_run",
        "readiness_history",
        "developer_request",
        "partner_undo",
        "partner_redo",
        "partner_export",
        "readiness_export",
        "developer_text",
        "developer_report",
        "keychain_try_again",
        "readiness_cancel",
    ] {
        listened.call(name, of.clone()).await;
    }
    let edit = json!({ "partner_id": id, "field": "description", "value": "Tests of the sea" });
    listened.call("partner_edit", edit).await;
    let left = json!({ "partner_id": id, "field": "urls.tests", "text": "https:/api.example.com" });
    listened.call("url_normalize", left).await;
    listened.call("input_check", json!({ "text": "{\"kind\": \"linkedin\"}" })).await;
    for name in ["save_apply", "revert_apply"] {
        let plan = listened.call("save_plan", of.clone()).await["plan_hash"].clone();
        listened.call(name, json!({ "partner_id": id, "plan_hash": plan })).await;
    }
    let plan = listened.call("save_plan", of.clone()).await["plan_hash"].clone();
    let decide = json!({ "partner_id": id, "field": "description", "take": "theirs", "plan_hash": plan });
    listened.call("conflict_resolve", decide).await;
    listened.call("draft_history", json!({ "partner_id": id, "before": null })).await;
    for name in ["draft_revision", "draft_return"] {
        listened.call(name, json!({ "partner_id": id, "sequence": 0 })).await;
    }
    listened.call("partner_undo", of.clone()).await;
    for name in ["finish_writes", "export_all", "window_take_over"] {
        listened.call(name, json!({})).await;
    }
    listened.call("edits_waiting", json!({ "waiting": false })).await;
    listened.call("window_close", json!({ "close": false })).await;
    listened.call("sandbox_set_fault", json!({ "name": "accepts-every-token", "on": true })).await;
    listened.call("readiness_recheck", json!({ "partner_id": id, "check_id": null })).await;
    let history = listened.call("readiness_history", of.clone()).await;
    let runs: Vec<i64> =
        history["runs"].as_array().unwrap().iter().filter_map(|run| run["id"].as_i64()).collect();
    let request = json!({ "partner_id": id, "earlier": runs.last(), "later": runs.first() });
    listened.call("readiness_compare", request).await;
    listened.call("check_exchanges", json!({ "partner_id": id, "check_id": "TOKEN-6" })).await;
    listened.call("check_reference", json!({ "check_id": "TOKEN-6" })).await;
    let confirm = json!({ "partner_id": id, "check_id": "FORM-1", "confirmed": true });
    listened.call("check_confirm", confirm).await;
    let played = listened.call("rehearsal_start", of.clone()).await;
    let send = json!({
        "partner_id": id, "rehearsal_id": played["rehearsal_id"], "url": played["url"],
        "candidate": played["candidate"], "test_id": "1",
    });
    listened.call("rehearsal_send", send).await;
    listened.call("rehearsal_read", json!({ "partner_id": id, "candidate_id": null })).await;
    let report = json!({
        "partner_id": id, "rehearsal_id": played["rehearsal_id"], "status": "completed", "score": "76%",
        "subtitle": "", "properties": "",
    });
    listened.call("rehearsal_report", report).await;
    for format in ["openapi", "hurl", "postman"] {
        listened.call("contract_save", json!({ "partner_id": id, "format": format })).await;
    }
    let facts = json!({ "token_place": "Settings", "token_name": "", "contact": "", "result_time": "" });
    listened.call("article_facts", json!({ "partner_id": id, "facts": facts })).await;
    let section = json!({ "partner_id": id, "key": "token", "heading": "Your token", "body": "Copy it." });
    listened.call("article_section", section).await;
    listened.call("article_reset", json!({ "partner_id": id, "key": "token" })).await;
    listened.call("person_set", json!({ "partner_id": id, "name": "Ada" })).await;
    for said in [true, false] {
        listened.call("promotion_say", json!({ "partner_id": id, "word": "asked", "said": said })).await;
    }
    for name in [
        "article_view",
        "article_save",
        "article_copy",
        "promotion_view",
        "pack_save",
        "message_copy",
        "message_send",
        "go_live_copy",
        "watch_view",
        "watch_look",
    ] {
        listened.call(name, of.clone()).await;
    }
    listened.call("watch_accept", json!({ "partner_id": id, "looked_at": 1 })).await;
    for every in ["day", "off"] {
        listened.call("watch_set", json!({ "partner_id": id, "every": every })).await;
    }
    for name in ["rehearsal_view", "rehearsal_copy", "rehearsal_stop", "rehearsal_forget"] {
        listened.call(name, of.clone()).await;
    }
    for address in ["validate_token", "tests", "help_article", "send_candidate"] {
        listened.call("url_try", json!({ "partner_id": id, "url": address })).await;
    }
    let logo = json!({ "partner_id": id, "file_name": "x.svg", "file_bytes": 3, "content": "PHN2", "is_patient": false });
    listened.call("logo_set", logo).await;
    listened.call("logo_view", of.clone()).await;
    let change = json!({ "kind": "option", "option": "center", "is_on": true });
    listened.call("logo_change", json!({ "partner_id": id, "change": change })).await;
    listened.call("logo_copy", of.clone()).await;
    listened.call("secret_regenerate", of.clone()).await;
    secrets.extend(listened.machine.secrets());
    listened.call("secret_copy", of.clone()).await;
    for command in ["token_usage", "token_usage_export", "activity_list"] {
        listened.call(command, every()).await;
    }
    secrets
}

/// Asks for every call, or for every use of a token.
fn every() -> Value {
    json!({ "partner_id": null, "token": null, "group": null, "destination": "" })
}

/// The canaries, rightly and wrongly, sent to a service that echoes them.
async fn with_canaries(listened: &mut Listened<'_>, echo: SocketAddr) {
    let id = listened.partner().await;
    let of = json!({ "partner_id": id });
    listened.put_in(&id).await;
    let text = format!(
        "validate_token: http://{echo}/token\ntests: http://{echo}/away\nsend_candidate: http://{echo}/send\nhelp_article: http://{echo}/help"
    );
    listened.call("urls_paste", json!({ "partner_id": id, "text": text })).await;
    let origin = format!("http://{echo}");
    listened.call("origins_allow", json!({ "partner_id": id, "origins": [origin] })).await;
    let heard = listened.window.value("window.heard.join('\\n')").await;
    let kept = heard
        .as_str()
        .unwrap()
        .lines()
        .any(|line| line.starts_with("< ") && line.contains("\"last_four\":\"c3c3\""));
    assert!(kept, "the last four are heard, so answers are");
    for address in ["validate_token", "tests"] {
        listened.call("url_try", json!({ "partner_id": id, "url": address })).await;
    }
    for name in [
        "readiness_run",
        "token_verify",
        "save_plan",
        "partner_export",
        "readiness_export",
        "developer_text",
        "developer_report",
        "partner_duplicate",
    ] {
        listened.call(name, of.clone()).await;
    }
    for check in ["TOKEN-1", "TESTS-1", "TOKEN-6"] {
        listened.call("check_exchanges", json!({ "partner_id": id, "check_id": check })).await;
    }
    listened.call("token_take_sandbox", json!({ "partner_id": id, "token": "personal" })).await;
    for token in TOKENS {
        listened.call("token_remove", json!({ "partner_id": id, "token": token })).await;
    }
    listened.call("partner_import", json!({ "text": "{\"format\": \"partner-desk/1\", \"name\": " })).await;
    let import = json!({ "codename": "no/such", "company_id": "1", "token": TYPED[0] });
    listened.call("partner_import_rc", import).await;
    listened.call("remote_delete", json!({ "partner_id": id, "codename": "nothing" })).await;
    listened.call("registration_remove", of.clone()).await;
    listened.call("work_cancel", json!({ "partner_id": id, "work": "plan", "url": null })).await;
    listened.call("text_copy", json!({ "text": "a text without a secret" })).await;
    listened.call("link_open", json!({ "url": "http://example.com" })).await;
    listened.call("settings_set", json!({ "theme": "dark", "zoom": 1.0, "language": "system" })).await;
    listened.call("route_set", json!({ "partner_id": id, "route": "connection" })).await;
    listened.call("keychain_stop_waiting", json!({})).await;
    listened.call("partner_remove", of.clone()).await;
    listened.call("partner_restore", of).await;
    listened.call("activity_list", every()).await;
    listened.call("problem_report", json!({})).await;
}

/// By a person's own hands: typed into the field, and pasted into it.
async fn by_hand(listened: &mut Listened<'_>) {
    let window = &listened.window;
    window.client.execute("window.isOld = true; location.reload()", vec![]).await.unwrap();
    window.until("window.isOld === undefined && document.querySelector('#main h1') !== null").await;
    let heard = window.client.execute_async(LISTEN, vec![]).await.unwrap();
    assert_eq!(heard, json!(true));
    window.go("Partners").await;
    window.enter("[data-testid=new-partner]").await;
    window.go("Connection").await;
    window.tab_to("input[name=environment]").await;
    window.press(tests::Key::Space).await;
    window.tab_to("input[id=field-personal_token]").await;
    window.type_keys(BY_KEYS).await;
    window.press(tests::Key::Enter).await;
    window.see("[data-testid=kept-field-personal_token]").await;
    listened.machine.copy(PASTED[0]);
    window.enter("[data-testid=replace-field-personal_token]").await;
    window.control("v").await;
    window.until("document.querySelector('[data-testid=kept-field-personal_token]') !== null").await;
}

#[tokio::main]
async fn main() -> ExitCode {
    let machine = Machine::start();
    let echo = echo().await;
    let canaries: Vec<&str> = [&TYPED[..], &PASTED, &[BY_KEYS]].concat();
    let (mut search, mut called) = (Search::new(&canaries), BTreeSet::new());

    // With a keychain that works.
    let mut listened = Listened::open(&machine, &mut search, &mut called).await;
    let example = listened.id_of("sample_open").await;
    let secrets = with_the_example(&mut listened, &example).await;
    with_canaries(&mut listened, echo).await;
    listened.look("an open keychain").await;
    by_hand(&mut listened).await;
    // The clipboard is let go of in time; looked at as another program does.
    listened.call("secret_copy", json!({ "partner_id": example })).await;
    let copied_at = Instant::now();
    assert!(secrets.contains(&machine.clipboard("UTF8_STRING")), "the secret is on the clipboard");
    while secrets.contains(&machine.clipboard("UTF8_STRING")) {
        assert!(copied_at.elapsed() < Duration::from_secs(90), "the secret stays on the clipboard");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    listened.close("by hand").await;

    // In the other moods of the keychain.
    for state in [KeychainState::Locked, KeychainState::Missing, KeychainState::Hanging] {
        machine.set_keychain(state);
        let mut listened = Listened::open(&machine, &mut search, &mut called).await;
        let id = listened.partner().await;
        if state == KeychainState::Hanging {
            // Let answer late: everything that was asked meanwhile is handed over then.
            machine.release_keychain();
        }
        listened.put_in(&id).await;
        listened.call("tokens_view", json!({ "partner_id": id })).await;
        listened.call("keychain_try_again", json!({ "partner_id": id })).await;
        listened.call("tokens_remove_all", json!({})).await;
        listened.call("erase_all", json!({})).await;
        listened.close(&format!("keychain {state:?}")).await;
    }

    // A panic with a secret in its text, then a crash with secrets in memory.
    machine.set_keychain(KeychainState::Open);
    machine.set_variable("PARTNER_DESK_BREAK", "1");
    machine.set_variable("RUST_BACKTRACE", "1");
    let mut listened = Listened::open(&machine, &mut search, &mut called).await;
    let id = listened.partner().await;
    listened
        .call("token_store", json!({ "partner_id": id, "token": "partner_secret", "value": TYPED[1] }))
        .await;
    let broken = listened.call("secret_copy", json!({ "partner_id": id })).await;
    assert_eq!(broken["error"]["code"], "clipboard.failed", "{broken}");
    // The log is searched while it has lines: erasing everything empties it too.
    let told = ["Partner Desk starts", "request_id=", "Partner Desk broke"];
    machine.wait_until_log_tells(&told).await;
    listened.look("a panic").await;
    for name in ["sandbox_reset", "tokens_remove_all", "folder_open", "erase_all"] {
        listened.call(name, json!({})).await;
    }
    let id = listened.partner().await;
    listened
        .call("token_store", json!({ "partner_id": id, "token": "partner_secret", "value": TYPED[1] }))
        .await;
    listened.look("erased after a panic").await;
    let said = fs::read_to_string(machine.home().join("output/stderr")).unwrap();
    assert!(
        said.contains("a part of Partner Desk broke") && said.contains("its text is not shown"),
        "{said}"
    );
    machine.crash_app();
    drop(listened);
    look_into(machine.home(), "after a crash", &mut search);
    let here = std::env::current_dir().unwrap();
    let cores = |folder: &Path| -> Vec<PathBuf> {
        let files = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
        files
            .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("core")))
            .collect()
    };
    assert!(
        cores(&here).is_empty() && cores(machine.home()).is_empty(),
        "a crash leaves no memory on the disk"
    );

    // Tokens that the Sandbox made, in all that is left on the disk.
    let mut made = Search::new(&secrets);
    let packs = look_into(machine.home(), "tokens of the example", &mut made);
    assert!(packs > 0, "an evidence pack was saved, and looked into");

    let missing: Vec<&str> =
        desk::COMMANDS.iter().map(|command| command.name).filter(|name| !called.contains(*name)).collect();
    assert!(missing.is_empty(), "commands that no token went through: {missing:?}");
    let logs = [vec![machine.home().join("output/stderr")], machine.log_files()].concat();
    let planted: usize = logs.iter().map(|log| plant(&machine, log)).sum();
    for hit in search.hits().iter().chain(made.hits()) {
        println!("{} stands in {} ({})", hit.secret, hit.place, hit.form);
    }
    let hits = search.hits().len() + made.hits().len();
    println!("commands {}, canaries planted in logs {}, found {planted}", called.len(), 4 * logs.len());
    println!("places {}, hits {hits}", search.places() + made.places());
    if hits == 0 && planted == 4 * logs.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes a canary into a log of the app on purpose, in four forms, and counts those that the search finds.
#[expect(clippy::disallowed_methods, reason = "the log of a test's own machine")]
fn plant(machine: &Machine, log: &Path) -> usize {
    let clean = fs::read(log).unwrap();
    let canary = TYPED[0];
    let forms = [
        format!("WARN token={canary}"),
        format!("WARN request={}", json!({ "token": canary })),
        format!("WARN authorization=Basic {}", STANDARD.encode(format!("user:{canary}"))),
        format!(
            "WARN url=https://a.example/?t={}",
            url::form_urlencoded::byte_serialize(canary.as_bytes()).collect::<String>()
        ),
    ];
    let found = forms.iter().filter(|line| {
        let mut file = fs::File::create(log).unwrap();
        file.write_all(&clean).unwrap();
        writeln!(file, "{line}").unwrap();
        let mut search = Search::new(&[canary]);
        look_into(machine.home(), "planted", &mut search);
        search.hits().len() == 1
    });
    let count = found.count();
    fs::write(log, clean).unwrap();
    count
}
