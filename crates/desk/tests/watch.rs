//! The watch after the promotion: what is found, when it is told, what is left alone.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{
    Bench, of,
    partner_service::{PartnerService, TOKEN},
};
use desk::{
    AllowRequest, EnvironmentName, ErrorCode, Icon, TokenName, TokenRequest, WatchAccept, WatchInterval,
    WatchRequest, WatchView,
};
use partner::{Field, UrlField};
use sandbox::FAULTS;
use sandbox_api::FaultKind;
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

async fn looked(bench: &Bench, id: &str) -> WatchView {
    bench.desk.watch.look_now(of(id)).await.unwrap()
}

async fn every(bench: &Bench, id: &str, every: WatchInterval) -> WatchView {
    bench.desk.watch.set(WatchRequest { partner_id: id.into(), every }).await.unwrap()
}

fn kinds(view: &WatchView) -> Vec<&'static str> {
    view.findings.iter().map(|finding| finding.kind.0.key()).collect()
}

fn notices(bench: &Bench) -> Vec<String> {
    bench.clipboard.notices.lock().unwrap().clone()
}

async fn mark(bench: &Bench, id: &str) -> String {
    let list = bench.desk.partners.list(desk::Nothing {}).await.unwrap();
    list.partners.into_iter().find(|partner| partner.id == id).unwrap().watch
}

#[tokio::test]
async fn a_service_that_is_as_it_was_has_no_finding_and_no_notice() {
    let bench = Bench::new();
    let id = bench.example().await;
    for _ in 0..2 {
        let view = looked(&bench, &id).await;
        assert_eq!(kinds(&view), [] as [&str; 0], "{view:#?}");
        assert_eq!(view.unknown, [] as [&str; 0]);
        assert!(view.looked_at.is_some() && !view.is_looking && !view.may_accept);
    }
    assert_eq!(notices(&bench), [] as [&str; 0]);
    assert_eq!(mark(&bench, &id).await, "");
}

#[tokio::test]
async fn each_fault_of_a_service_is_found_told_once_and_marked_in_the_list() {
    // A certificate that ends soon needs the clock of this computer: a journey through the window finds it.
    for (fault, kind, icon) in [
        ("tls-expired", "certificate", Icon::Fail),
        ("accepts-a-changed-token", "token_check_lax", Icon::Fail),
        ("needs-no-token", "token_check_lax", Icon::Fail),
        ("refuses-the-right-token", "token_rejected", Icon::Fail),
        ("article-missing", "article_gone", Icon::Fail),
        ("article-soft-404", "article_gone", Icon::Fail),
        ("article-without-the-use", "article_changed", Icon::Advice),
        ("tests-empty", "tests_broken", Icon::Fail),
    ] {
        let bench = Bench::new();
        let id = bench.example().await;
        assert_eq!(kinds(&looked(&bench, &id).await), [] as [&str; 0]);
        bench.fault(fault, true).await;
        for _ in 0..2 {
            let view = looked(&bench, &id).await;
            assert!(kinds(&view).contains(&kind), "{fault}: {view:#?}");
            let finding = view.findings.iter().find(|one| one.kind.0.key() == kind).unwrap();
            assert_eq!(finding.icon, icon, "{fault}");
            assert!(!finding.sentence.contains('{'), "{}", finding.sentence);
        }
        assert_eq!(notices(&bench).len(), 1, "{fault}: told once: {:?}", notices(&bench));
        assert_ne!(mark(&bench, &id).await, "", "{fault}");
        bench.fault(fault, false).await;
        assert_eq!(kinds(&looked(&bench, &id).await), [] as [&str; 0], "{fault} is repaired");
        assert_eq!(mark(&bench, &id).await, "", "{fault}");
    }
}

#[tokio::test]
async fn no_fault_of_a_service_that_a_watch_would_see_is_passed_over_in_silence() {
    const SEEN: [&str; 9] =
        ["TOKEN-1", "TOKEN-3", "TESTS-1", "TESTS-2", "TESTS-3", "TESTS-4", "HELP-1", "HELP-2", "ADDR-6"];
    let bench = Bench::new();
    let id = bench.example().await;
    assert_eq!(kinds(&looked(&bench, &id).await), [] as [&str; 0]);
    let mut tried = 0;
    for fault in FAULTS.iter().filter(|fault| fault.kind == FaultKind::Service) {
        if !fault.fails.iter().chain(fault.unknown).any(|check| SEEN.contains(check)) {
            continue;
        }
        bench.fault(fault.name, true).await;
        let view = looked(&bench, &id).await;
        assert!(!view.findings.is_empty() || !view.unknown.is_empty(), "{}", fault.name);
        let said = view.findings.iter().map(|one| &one.sentence).chain(&view.unknown);
        assert!(
            said.clone().all(|text| !text.contains('{')),
            "{}: {:?}",
            fault.name,
            said.collect::<Vec<_>>()
        );
        bench.fault(fault.name, false).await;
        tried += 1;
    }
    assert!(tried > 40, "{tried} faults were tried");
}

#[tokio::test]
async fn a_service_that_is_down_is_told_when_it_is_still_down_and_a_finding_survives_that() {
    let bench = Bench::new();
    let id = bench.example().await;
    looked(&bench, &id).await;
    bench.fault("needs-no-token", true).await;
    looked(&bench, &id).await;
    assert_eq!(notices(&bench).len(), 1);
    bench.fault("validate-is-not-there", true).await;
    for (count, again) in [(1, "seen once"), (2, "seen twice"), (2, "told once")] {
        let view = looked(&bench, &id).await;
        assert!(kinds(&view).contains(&"unanswered"), "{view:#?}");
        assert_eq!(notices(&bench).len(), count, "{again}: {:?}", notices(&bench));
    }
    bench.fault("validate-is-not-there", false).await;
    looked(&bench, &id).await;
    assert_eq!(notices(&bench).len(), 2, "what stood before is not told again: {:?}", notices(&bench));
}

#[tokio::test]
async fn a_partner_that_is_watched_no_more_has_no_mark() {
    let bench = Bench::new();
    let id = bench.example().await;
    every(&bench, &id, WatchInterval::Day).await;
    bench.fault("needs-no-token", true).await;
    looked(&bench, &id).await;
    assert_ne!(mark(&bench, &id).await, "");
    let off = every(&bench, &id, WatchInterval::Off).await;
    assert_eq!((kinds(&off).len(), off.looked_at), (0, None));
    assert_eq!(mark(&bench, &id).await, "");
}

#[tokio::test]
async fn what_changed_stays_found_until_a_person_accepts_it() {
    let bench = Bench::new();
    let id = bench.example().await;
    looked(&bench, &id).await;
    bench.fault("article-without-the-use", true).await;
    let changed = looked(&bench, &id).await;
    assert!(changed.may_accept);
    let read = |looked_at| WatchAccept { partner_id: id.clone(), looked_at };
    let other = bench.desk.watch.accept(read(1)).await.unwrap();
    assert_eq!(kinds(&other), ["article_changed"], "another look than the person read");
    let accepted = bench.desk.watch.accept(read(changed.looked_at.unwrap())).await.unwrap();
    assert!(accepted.revision > changed.revision);
    assert_eq!(kinds(&accepted), [] as [&str; 0]);
    assert_eq!(kinds(&looked(&bench, &id).await), [] as [&str; 0]);
    bench.fault("article-without-the-use", false).await;
    assert_eq!(kinds(&looked(&bench, &id).await), ["article_changed"], "back is a change too");
}

/// A partner whose URLs are a service of the test's own, as it is kept on this computer alone.
async fn partner_at(bench: &Bench, at: &str) -> String {
    let id = bench.create().await;
    bench.connect(&id, EnvironmentName::Sandbox, None).await;
    for (url, path) in [
        (UrlField::ValidateToken, "token"),
        (UrlField::Tests, "tests"),
        (UrlField::SendCandidate, "send"),
        (UrlField::HelpArticle, "help"),
    ] {
        bench.edit(&id, Field::Url(url), format!("{at}/{path}")).await;
    }
    bench.store_token(&id, TokenName::Customer, TOKEN).await.unwrap();
    let allow = AllowRequest { partner_id: id.clone(), origins: vec![at.to_owned()] };
    bench.desk.tokens.allow_origins(allow).await.unwrap();
    id
}

#[tokio::test]
async fn a_look_calls_the_service_and_sends_it_no_candidate() {
    let (bench, service) = (Bench::new(), PartnerService::start());
    let id = partner_at(&bench, &service.at).await;
    let view = looked(&bench, &id).await;
    assert!(!kinds(&view).contains(&"token_rejected"), "{view:#?}");
    let asked = bench.activity().await;
    let asked = |part: &str| asked.iter().any(|row| row.exchange.request.contains(part));
    let host = service.at.trim_start_matches("http://");
    assert!(asked("/tests") && asked(host) && !asked("/send"));
    assert_eq!(service.posts(), [] as [&str; 0]);
    assert!(!bench.latest_run(&id).await.has_run, "a look is no run");
}

#[tokio::test]
async fn what_is_changed_here_and_not_saved_is_not_what_customers_use() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.edit(&id, Field::Url(UrlField::HelpArticle), "https://nowhere.invalid/help").await;
    let view = looked(&bench, &id).await;
    assert_eq!(kinds(&view), [] as [&str; 0], "{view:#?}");
    assert!(!bench.activity().await.iter().any(|row| row.exchange.request.contains("nowhere")));
}

#[tokio::test]
async fn only_partners_that_are_due_are_looked_at() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.desk.watch.clone().look_due().await.unwrap();
    let view = bench.desk.watch.view(of(&id)).await.unwrap();
    assert_eq!((view.every, view.looked_at, view.next_at), (WatchInterval::Off, None, None));
    let set = every(&bench, &id, WatchInterval::Day).await;
    assert!(set.next_at.is_some(), "due at once");
    bench.desk.watch.clone().look_due().await.unwrap();
    let looked = bench.desk.watch.view(of(&id)).await.unwrap();
    let day = 24 * 60 * 60 * 1000;
    assert_eq!(looked.next_at, looked.looked_at.map(|at| at + day));
    let seen = bench.activity().await.len();
    bench.desk.watch.clone().look_due().await.unwrap();
    assert_eq!(bench.activity().await.len(), seen, "not due: not a call");
}

#[tokio::test]
async fn without_an_environment_there_is_nothing_to_look_at_and_the_view_says_what_is_missing() {
    let bench = Bench::new();
    let id = bench.create().await;
    assert_ne!(bench.desk.watch.view(of(&id)).await.unwrap().obstacle, "");
    let refused = bench.desk.watch.look_now(of(&id)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ConnectionNoEnvironment);
    assert!(!bench.desk.watch.view(of(&id)).await.unwrap().is_looking, "a look that failed has ended");
}

#[tokio::test]
async fn the_service_of_a_partner_without_a_token_is_not_called_lax_or_broken() {
    let bench = Bench::new();
    let id = bench.example().await;
    let forgotten = TokenRequest { partner_id: id.clone(), token: TokenName::Customer };
    bench.desk.tokens.forget(forgotten).await.unwrap();
    let view = looked(&bench, &id).await;
    assert_eq!(kinds(&view), [] as [&str; 0], "{view:#?}");
    assert_eq!(view.unknown.len(), 1, "said once: {:?}", view.unknown);
}

/// A service that counts how many requests it has at once, and answers each a moment later.
fn counting() -> (String, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let (going, most) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let (of_threads, of_all) = (going, most.clone());
    let requests = Arc::<AtomicUsize>::default();
    let count = requests.clone();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (going, most, requests) = (of_threads.clone(), of_all.clone(), requests.clone());
            thread::spawn(move || {
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut line, mut is_right) = (String::new(), false);
                while reader.read_line(&mut line).unwrap_or(0) > 2 {
                    is_right |= line.contains(&format!("Bearer {TOKEN}\r\n"));
                    line.clear();
                }
                if line.is_empty() {
                    return;
                }
                requests.fetch_add(1, Ordering::SeqCst);
                most.fetch_max(going.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                thread::sleep(Duration::from_millis(5));
                going.fetch_sub(1, Ordering::SeqCst);
                let (status, body) =
                    if is_right { (200, r#"[{"id":1,"name":"Knots"}]"#) } else { (401, "{}") };
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                    body.len()
                );
            });
        }
    });
    (at, most, count)
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_partners_are_looked_at_with_at_most_8_calls_at_a_time() {
    let bench = Bench::new();
    let (at, most, requests) = counting();
    let mut ids = Vec::new();
    for _ in 0..50 {
        let id = partner_at(&bench, &at).await;
        every(&bench, &id, WatchInterval::Week).await;
        ids.push(id);
    }
    bench.desk.watch.clone().look_due().await.unwrap();
    for id in &ids {
        assert!(bench.desk.watch.view(of(id)).await.unwrap().looked_at.is_some());
    }
    assert!(requests.load(Ordering::SeqCst) >= 50 * 7, "{requests:?}");
    let most = most.load(Ordering::SeqCst);
    assert!((2..=8).contains(&most), "{most} at a time");
}
