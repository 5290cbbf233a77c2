//! The attack bench: inputs, answers, names and proxies that try to make the app send a token to the wrong
//! place. The whole core runs against three servers on loopback: RC, the partner's own, and one that stands
//! for everybody else and writes down every byte. Closes with a line of counts; fails when a token left.
#![expect(clippy::print_stdout, reason = "this program is for reading")]
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

mod attack_world;

use attack_world::{CUSTOMER, Names, PERSONAL, SECRET, World};
use serde_json::{Value, json};
use std::process::{Command, ExitCode};

/// What an attack changes before everything is pressed.
enum Attack {
    /// The address of the list of tests.
    UrlField(&'static str),
    /// Where the partner's own service leads to: a whole answer.
    Answer(&'static str),
    /// The same for the second of two answers; the first leads to `/hop` on the same host.
    AfterHops(usize, &'static str),
    /// Where RC leads to.
    ApiAnswer(&'static str),
    /// Where names lead.
    Dns(Names),
    /// The only way out.
    Proxy,
    /// A text in the place of a token.
    Token(&'static str),
    /// Steps of the person's own.
    Steps(&'static [Step]),
}

/// One step: a command and its request, in which `ID` stands for the partner.
type Step = (&'static str, &'static str);

const EVIL: &str = "https://evil.example";

fn attacks() -> Vec<(&'static str, Attack)> {
    use Attack::{AfterHops, Answer, ApiAnswer, Dns, Proxy, Steps, Token, UrlField};
    let mut all = vec![
        // User info.
        ("the own host as a user name", UrlField("https://home.example@evil.example/tests")),
        ("the own host with a password", UrlField("https://home.example:443@evil.example/tests")),
        ("an at sign in disguise", UrlField("https://home.example%40evil.example/tests")),
        ("a backslash before the own host", UrlField("https://evil.example\\@home.example/tests")),
        ("a backslash inside the host", UrlField("https://home.example\\.evil.example/tests")),
        ("the own host behind a hash", UrlField("https://evil.example#@home.example/tests")),
        ("the own host in a query", UrlField("https://evil.example?@home.example/tests")),
        ("two at signs", UrlField("https://home.example@home.example@evil.example/tests")),
        // Look-alikes.
        ("the own host as a beginning", UrlField("https://home.example.evil.example/tests")),
        ("the own host as an ending", UrlField("https://evilhome.example/tests")),
        ("a Cyrillic o", UrlField("https://hоme.example/tests")),
        ("a Greek a in the ending", UrlField("https://home.exαmple/tests")),
        ("its own punycode", UrlField("https://xn--hme-fmc.example/tests")),
        ("an ideographic full stop", UrlField("https://home.example。evil.example/tests")),
        ("a right-to-left mark", UrlField("https://\u{202e}elpmaxe.emoh/tests")),
        ("a dot at the end", UrlField("https://home.example./tests")),
        ("another port", UrlField("https://home.example:8443/tests")),
        ("an address in place of a name", UrlField("https://203.0.114.9/tests")),
        ("an address as one number", UrlField("https://3405804041/tests")),
        // Schemes.
        ("plain http", UrlField("http://home.example/tests")),
        ("plain http in capitals", UrlField("HTTP://home.example/tests")),
        ("ftp", UrlField("ftp://home.example/tests")),
        ("a websocket", UrlField("wss://home.example/tests")),
        ("a script", UrlField("javascript:fetch('https://evil.example')")),
        ("a file", UrlField("file://home.example/tests")),
        ("one slash", UrlField("https:/evil.example/tests")),
        ("no scheme", UrlField("//evil.example/tests")),
        ("three slashes", UrlField("https:///evil.example/tests")),
        // Header injection.
        ("a second host header", UrlField("https://home.example/tests\r\nHost: evil.example")),
        ("a line break in the host", UrlField("https://home.example\r\n.evil.example/tests")),
        ("a tabulator in the host", UrlField("https://home.example\t.evil.example/tests")),
        ("a token with a header behind it", Token("canary-token\r\nHost: evil.example")),
        ("a token with a bare line feed", Token("canary-token\nX-To: https://evil.example")),
        ("a token with a zero byte", Token("canary-token\0evil")),
        // Redirects of the partner's service.
        ("a permanent redirect", Answer("301 Moved\r\nLocation: https://evil.example/")),
        ("a temporary redirect", Answer("302 Found\r\nLocation: https://evil.example/")),
        ("a redirect to see", Answer("303 See Other\r\nLocation: https://evil.example/")),
        ("a redirect that keeps the method", Answer("307 Temporary\r\nLocation: https://evil.example/")),
        ("a permanent one that keeps it", Answer("308 Permanent\r\nLocation: https://evil.example/")),
        ("a redirect without a scheme", Answer("302 Found\r\nLocation: //evil.example/")),
        ("a redirect with backslashes", Answer("302 Found\r\nLocation: \\\\evil.example/")),
        ("a redirect with a user name", Answer("302 Found\r\nLocation: https://home.example@evil.example/")),
        ("a redirect to plain http", Answer("302 Found\r\nLocation: http://home.example/")),
        ("a redirect to another port", Answer("302 Found\r\nLocation: https://home.example:8443/")),
        ("a redirect to a look-alike", Answer("302 Found\r\nLocation: https://home.example.evil.example/")),
        ("two places to go", Answer("302 Found\r\nLocation: /hop\r\nLocation: https://evil.example/")),
        ("a refresh", Answer("200 OK\r\nRefresh: 0; url=https://evil.example/")),
        ("another service", Answer("200 OK\r\nAlt-Svc: h2=\"evil.example:443\"; ma=86400")),
        (
            "a challenge from elsewhere",
            Answer("401 No\r\nWWW-Authenticate: Bearer realm=\"https://evil.example\""),
        ),
        ("a proxy that asks for it", Answer("407 No\r\nProxy-Authenticate: Basic realm=\"evil\"")),
        ("use a proxy", Answer("305 Use Proxy\r\nLocation: https://evil.example/")),
        ("one hop at home, then away", AfterHops(1, "302 Found\r\nLocation: https://evil.example/")),
        ("four hops at home, then away", AfterHops(4, "307 Found\r\nLocation: https://evil.example/")),
        // Redirects of RC, which carry the personal token or the partner secret.
        ("RC leads elsewhere", ApiAnswer("302 Found\r\nLocation: https://evil.example/api")),
        (
            "RC leads elsewhere and keeps the method",
            ApiAnswer("307 Found\r\nLocation: https://evil.example/api"),
        ),
        ("RC leads to plain http", ApiAnswer("308 Found\r\nLocation: http://rc.test.invalid/api")),
        ("RC leads to the partner", ApiAnswer("302 Found\r\nLocation: https://home.example/api")),
        // Names.
        ("the own name moves to a stranger", Dns(Names::MovedToStranger)),
        ("the own name moves into the house", Dns(Names::Private)),
        ("the own name moves to this computer", Dns(Names::Loopback)),
        ("the own name moves to the cloud's own service", Dns(Names::Metadata)),
        ("one public and one private address", Dns(Names::Mixed)),
        ("another answer at each question", Dns(Names::Flipping)),
        ("an address of the house in IPv6 clothes", Dns(Names::Mapped)),
        // The way out.
        ("a proxy that reads along", Proxy),
        // Ways by which an address comes in that is not typed.
    ];
    all.push((
        "addresses pasted all at once",
        Steps(&[("urls_paste", r#"{"partner_id":"ID","text":"tests: https://evil.example/t\nvalidate_token: https://evil.example/v"}"#)]),
    ));
    all.push((
        "undo to an address from before the token",
        Steps(&[
            ("partner_edit", r#"{"partner_id":"ID","field":"urls.tests","value":"https://evil.example/t"}"#),
            ("partner_edit", r#"{"partner_id":"ID","field":"name","value":"Other"}"#),
            ("partner_edit", r#"{"partner_id":"ID","field":"urls.tests","value":"https://home.example/t"}"#),
            ("partner_undo", r#"{"partner_id":"ID"}"#),
        ]),
    ));
    all.push((
        "a yes that was meant for another address",
        Steps(&[
            ("partner_edit", r#"{"partner_id":"ID","field":"urls.tests","value":"https://evil.example/t"}"#),
            ("origins_allow", r#"{"partner_id":"ID","origins":["https://third.example"]}"#),
        ]),
    ));
    all.push((
        "a company ID with a way out of its path",
        Steps(&[(
            "connection_set",
            r#"{"partner_id":"ID","environment":"rc","company_id":"1/../../@evil.example"}"#,
        )]),
    ));
    all.push((
        "a codename with a way out of its path",
        Steps(&[("partner_edit", r#"{"partner_id":"ID","field":"codename","value":"..//@evil.example/"}"#)]),
    ));
    all
}

/// Everything that sends a token, and everything that could.
const PRESSED: [Step; 13] = [
    ("token_verify", r#"{"partner_id":"ID"}"#),
    ("url_try", r#"{"partner_id":"ID","url":"tests"}"#),
    ("url_try", r#"{"partner_id":"ID","url":"validate_token"}"#),
    ("url_try", r#"{"partner_id":"ID","url":"send_candidate"}"#),
    ("url_try", r#"{"partner_id":"ID","url":"help_article"}"#),
    ("readiness_run", r#"{"partner_id":"ID"}"#),
    ("readiness_recheck", r#"{"partner_id":"ID","check_id":null}"#),
    ("save_plan", r#"{"partner_id":"ID"}"#),
    ("save_apply", r#"{"partner_id":"ID","plan_hash":"PLAN"}"#),
    ("revert_plan", r#"{"partner_id":"ID"}"#),
    ("secret_verify", r#"{"partner_id":"ID"}"#),
    ("secret_regenerate", r#"{"partner_id":"ID"}"#),
    ("remote_delete", r#"{"partner_id":"ID","codename":"home-tests"}"#),
];

async fn press(world: &World, id: &str, steps: &[Step]) {
    for (command, request) in steps {
        let plan = match *command {
            "save_apply" => world.desk.call("save_plan", json!({ "partner_id": id })).await.ok(),
            _ => None,
        };
        let plan = plan.and_then(|plan| plan["plan_hash"].as_str().map(str::to_owned)).unwrap_or_default();
        let request: Value = serde_json::from_str(&request.replace("ID", id).replace("PLAN", &plan)).unwrap();
        // Most of it is refused, and should be.
        let _ = world.desk.call(command, request).await;
    }
}

async fn attempt(attack: &Attack) -> Vec<String> {
    let names = if let Attack::Dns(names) = attack { *names } else { Names::Honest };
    let world = World::new(matches!(attack, Attack::Proxy)).await;
    let id = world.partner().await;
    match attack {
        Attack::UrlField(text) => {
            for field in ["urls.tests", "urls.validate_token", "urls.send_candidate", "urls.help_article"] {
                let _ = world
                    .desk
                    .call("partner_edit", json!({ "partner_id": id, "field": field, "value": text }))
                    .await;
            }
        }
        Attack::Answer(answer) => world.home.answers(0, answer),
        Attack::AfterHops(hops, answer) => world.home.answers(*hops, answer),
        Attack::ApiAnswer(answer) => world.api.answers(0, answer),
        Attack::Dns(_) => world.names(names),
        Attack::Proxy => {}
        Attack::Token(text) => {
            let request = json!({ "partner_id": id, "token": "customer", "value": text });
            assert!(world.desk.call("token_store", request).await.is_err(), "{text:?} is no token");
        }
        Attack::Steps(steps) => press(&world, &id, steps).await,
    }
    press(&world, &id, &PRESSED).await;
    world.strays()
}

/// What must be seen, or the bench would not see a token that leaves.
async fn controls() -> u32 {
    let world = World::new(false).await;
    let id = world.partner().await;
    press(&world, &id, &PRESSED).await;
    assert!(world.strays().is_empty(), "an honest world");
    assert!(world.home.has_seen(CUSTOMER), "the customer token reaches the partner");
    assert!(world.api.has_seen(PERSONAL) && world.api.has_seen(SECRET), "RC gets the other two");

    // Let go there by the person, it goes, and the bench sees it.
    let world = World::new(false).await;
    let id = world.partner().await;
    let edit = json!({ "partner_id": id, "field": "urls.tests", "value": format!("{EVIL}/t") });
    world.desk.call("partner_edit", edit).await.unwrap();
    world.desk.call("origins_allow", json!({ "partner_id": id, "origins": [EVIL] })).await.unwrap();
    press(&world, &id, &PRESSED).await;
    assert!(!world.strays().is_empty(), "a token that leaves is seen");
    2
}

/// In a process of its own whose environment names a proxy: variables are read once.
fn with_variables() -> (u32, Vec<String>) {
    let mut count = 0;
    let mut strays = Vec::new();
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let output = Command::new(std::env::current_exe().unwrap()).arg(variable).output().unwrap();
        count += 1;
        if !output.status.success() {
            strays.push(format!("{variable}: {}", String::from_utf8_lossy(&output.stdout)));
        }
    }
    (count, strays)
}

#[tokio::main]
async fn main() -> ExitCode {
    let _ = rustls::crypto::ring::default_provider().install_default();
    if let Some(variable) = std::env::args().nth(1) {
        return attack_world::behind_variable(&variable).await;
    }
    let controls = controls().await;
    let mut strays = Vec::new();
    let all = attacks();
    for (name, attack) in &all {
        strays.extend(attempt(attack).await.into_iter().map(|stray| format!("{name}: {stray}")));
    }
    let (proxies, found) = with_variables();
    strays.extend(found);
    for stray in &strays {
        println!("{stray}");
    }
    let count = all.len() + proxies as usize;
    println!("attacks {count}, tokens that left {}, controls {controls}", strays.len());
    if strays.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
