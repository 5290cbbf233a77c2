//! The rehearsal against real services: what is sent, how often, and what is said of it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::{
    Bench, InMemory, of,
    partner_service::{Does, PartnerService},
    rehearsing::{consent, icon, send, start, state, until, view, with_service},
};
use desk::{
    AllowRequest, CandidateText, ErrorCode, Icon, RehearsalSend, RehearsalStage, RehearsalStep, StepState,
    Vault, WireError,
};
use partner::{Field, UrlField};
use recruitee::World;
use std::sync::Arc;

const ALL: [&str; 4] = ["wrong token", "no token", "unknown test", "candidate"];

#[tokio::test]
async fn the_sample_partner_is_played_to_the_badge() {
    let bench = Bench::new();
    let id = bench.example().await;
    let before = view(&bench, &id).await;
    assert_eq!((before.stage, before.started_at), (RehearsalStage::Ready, None));
    let started = start(&bench, &id).await;
    assert_eq!(started.stage, RehearsalStage::Choose);
    assert_eq!(started.tests.len(), 5);
    assert_eq!(started.candidate.email, "sample.candidate@example.com");
    let sent = send(&bench, &started).await;
    assert_eq!(sent.stage, RehearsalStage::Waiting, "{sent:#?}");
    assert!(sent.poll_ms.is_some());
    let ended = until(&bench, &id, |view| view.stage == RehearsalStage::Ended).await;
    for step in &ended.steps {
        assert_eq!(step.state, StepState::Passed, "{step:#?}");
    }
    assert_eq!(ended.report.as_ref().map(|report| report.score.as_str()), Some("76%"));
    assert_eq!(ended.updates.len(), 1);
    for verdict in &ended.verdicts {
        let expected = if verdict.id == "REPORT-3" { Icon::NotApplicable } else { Icon::Pass };
        assert_eq!(verdict.icon, expected, "{}: {}", verdict.id, verdict.sentence);
    }
}

#[tokio::test]
async fn two_presses_at_once_send_each_candidate_once() {
    let (bench, service) = (Bench::new(), PartnerService::start());
    let id = with_service(&bench, &service).await;
    let started = start(&bench, &id).await;
    let press = || bench.desk.rehearsals.send(consent(&started));
    let (first, second) = tokio::join!(press(), press());
    let refused = [first, second].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert_eq!(refused.iter().map(|error| error.code).collect::<Vec<_>>(), [ErrorCode::RehearsalGoing]);
    assert_eq!(service.posts(), ALL);
    // A third press, after all of it, sends nothing more.
    send(&bench, &started).await;
    assert_eq!(service.posts(), ALL);
}

#[tokio::test]
async fn a_service_that_accepts_a_wrong_token_gets_nothing_more() {
    for (set, posts) in [
        (PartnerService::to_wrong_tokens as fn(&PartnerService, Does), &ALL[..1]),
        (PartnerService::to_no_token, &ALL[..2]),
    ] {
        let (bench, service) = (Bench::new(), PartnerService::start());
        let id = with_service(&bench, &service).await;
        set(&service, Does::Answers(201));
        let started = start(&bench, &id).await;
        let sent = send(&bench, &started).await;
        assert_eq!((sent.stage, icon(&sent, "TOKEN-7")), (RehearsalStage::Ended, Icon::Fail));
        assert_eq!(state(&sent, RehearsalStep::Candidate), StepState::Skipped);
        send(&bench, &started).await;
        assert_eq!(service.posts(), posts, "nothing follows, whoever presses");
    }
}

#[tokio::test]
async fn after_an_unknown_test_was_accepted_the_person_is_asked_again_before_the_candidate_goes() {
    let (bench, service) = (Bench::new(), PartnerService::start());
    let id = with_service(&bench, &service).await;
    service.to_unknown_tests(Does::Answers(201));
    let started = start(&bench, &id).await;
    let sent = send(&bench, &started).await;
    assert_eq!((sent.stage, icon(&sent, "SEND-2")), (RehearsalStage::SendAgain, Icon::Advice));
    assert_eq!(service.posts(), ALL[..3], "at most one is accepted per press");
    let again = send(&bench, &sent).await;
    assert_eq!((again.stage, icon(&again, "SEND-1")), (RehearsalStage::Waiting, Icon::Pass));
    assert_eq!(service.posts(), ALL);
}

#[tokio::test]
async fn a_candidate_whose_answer_is_lost_is_not_sent_again_and_nobody_is_blamed() {
    for (set, posts, check) in [
        (PartnerService::to_wrong_tokens as fn(&PartnerService, Does), &ALL[..1], "TOKEN-7"),
        (PartnerService::to_unknown_tests, &ALL[..3], "SEND-2"),
        (PartnerService::to_candidates, &ALL[..], "SEND-1"),
    ] {
        let (bench, service) = (Bench::new(), PartnerService::start());
        let id = with_service(&bench, &service).await;
        set(&service, Does::Loses);
        let started = start(&bench, &id).await;
        let sent = send(&bench, &started).await;
        assert_eq!(service.posts(), posts);
        assert_eq!(icon(&sent, check), Icon::Unknown, "{sent:#?}");
        send(&bench, &started).await;
        let count = service.posts().iter().filter(|post| **post == posts[posts.len() - 1]).count();
        assert_eq!(count, 1, "{check}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_ends_while_a_candidate_is_on_its_way_does_not_send_it_again() {
    for (number, set, step) in [
        (1, PartnerService::to_wrong_tokens as fn(&PartnerService, Does), RehearsalStep::WrongToken),
        (2, PartnerService::to_no_token, RehearsalStep::NoToken),
        (3, PartnerService::to_unknown_tests, RehearsalStep::UnknownTest),
        (4, PartnerService::to_candidates, RehearsalStep::Candidate),
    ] {
        let (service, keychain) = (PartnerService::start(), Arc::<InMemory>::default());
        let vault = || Vault::new("Partner Desk (test)", keychain.clone());
        let bench = Bench::with(tempfile::tempdir().unwrap(), vault());
        let id = with_service(&bench, &service).await;
        set(&service, Does::Holds);
        let started = start(&bench, &id).await;
        let (rehearsals, request) = (bench.desk.rehearsals.clone(), consent(&started));
        let pressed = tokio::spawn(async move { rehearsals.send(request).await });
        tokio::task::block_in_place(|| service.wait_for(number));
        pressed.abort();
        assert!(pressed.await.unwrap_err().is_cancelled());
        let Bench { desk, folder, .. } = bench;
        drop(desk);

        let bench = Bench::with(folder, vault());
        let after = view(&bench, &id).await;
        assert_eq!(state(&after, step), StepState::Unknown, "nobody knows what became of it");
        assert!(after.steps.iter().any(|one| one.step == step && !one.sentence.is_empty()));
        service.to_candidates(Does::Answers(201));
        send(&bench, &after).await;
        let posts = service.posts();
        assert_eq!(posts.iter().filter(|post| **post == ALL[number - 1]).count(), 1, "{posts:?}");
        // What came before it was not repeated either, and after a lost wrong token nothing follows.
        assert_eq!(posts, ALL[..if number == 3 { 4 } else { number }]);
    }
}

#[tokio::test]
async fn a_window_that_only_looks_sends_nothing() {
    let (service, world) = (PartnerService::start(), World::new().await);
    let bench = &world.bench;
    let id = with_service(bench, &service).await;
    let started = start(bench, &id).await;
    let vault = Vault::new("Partner Desk (test)", world.keychain.clone());
    let other = Bench::read_only(bench.folder.path(), vault, world.recruitee.test_network());
    let looks = view(&other, &id).await;
    assert_eq!((looks.stage, looks.tests.len()), (RehearsalStage::Choose, 2));
    let refused = other.desk.rehearsals.send(consent(&started)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::StoreElsewhere);
    assert!(service.posts().is_empty());
}

#[tokio::test]
async fn what_the_person_did_not_agree_to_is_not_sent() {
    let (bench, service) = (Bench::new(), PartnerService::start());
    let id = with_service(&bench, &service).await;
    let started = start(&bench, &id).await;
    let refused = async |change: fn(&mut RehearsalSend)| -> WireError {
        let mut request = consent(&started);
        change(&mut request);
        bench.desk.rehearsals.send(request).await.unwrap_err()
    };
    let code = async |change| refused(change).await.code;
    assert_eq!(code(|request| request.url.push('x')).await, ErrorCode::RehearsalOutOfDate);
    assert_eq!(code(|request| request.test_id = "9".into()).await, ErrorCode::RehearsalNoTest);
    assert_eq!(code(|request| request.candidate.email = "zoe".into()).await, ErrorCode::RehearsalEmail);
    assert_eq!(code(|request| request.candidate.first_name = " ".into()).await, ErrorCode::RehearsalName);
    assert_eq!(code(|request| request.rehearsal_id.clear()).await, ErrorCode::RehearsalNotStarted);
    bench.edit(&id, Field::Url(UrlField::SendCandidate), format!("{}/elsewhere", service.at)).await;
    assert!(view(&bench, &id).await.is_out_of_date);
    assert_eq!(code(|_| ()).await, ErrorCode::RehearsalOutOfDate);
    assert!(service.posts().is_empty());
    bench.edit(&id, Field::Url(UrlField::SendCandidate), started.url.clone()).await;
    assert!(!view(&bench, &id).await.is_out_of_date);
}

#[tokio::test]
async fn a_person_is_in_the_last_post_alone_and_leaves_with_the_rehearsal() {
    let (bench, service) = (Bench::new(), PartnerService::start());
    let id = with_service(&bench, &service).await;
    let started = start(&bench, &id).await;
    let person = CandidateText {
        first_name: "Zoë".into(),
        last_name: "Harbourmaster".into(),
        email: "zoe@harbour.example".into(),
        phone: "+31 6 1234".into(),
    };
    let request = RehearsalSend { candidate: person.clone(), ..consent(&started) };
    let sent = bench.desk.rehearsals.send(request).await.unwrap();
    let bodies = service.bodies();
    let holds = |text: &str| text.contains("zoe@harbour.example") || text.contains("Harbourmaster");
    assert_eq!(bodies.iter().map(|body| holds(body)).collect::<Vec<_>>(), [false, false, false, true]);
    assert_eq!(sent.candidate, person, "whoever plays it sees whom they sent");
    let shown = serde_json::to_string(&sent.steps).unwrap();
    assert!(holds(&shown), "and what was sent");
    let elsewhere = serde_json::to_string(&(bench.activity().await, &sent.verdicts)).unwrap();
    assert!(elsewhere.contains("send") && !holds(&elsewhere), "{elsewhere}");

    let gone = bench.desk.rehearsals.forget(of(&id)).await.unwrap();
    assert_eq!((gone.stage, gone.candidate), (RehearsalStage::Ready, started.candidate));
    assert!(gone.steps.iter().all(|step| step.exchanges.is_empty()));
}

#[tokio::test]
async fn nobody_is_blamed_for_a_candidate_that_never_left_and_it_can_be_sent_later() {
    let (bench, service) = (Bench::new(), PartnerService::start());
    let id = with_service(&bench, &service).await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let elsewhere = format!("http://{closed}");
    bench.edit(&id, Field::Url(UrlField::SendCandidate), format!("{elsewhere}/send")).await;
    let blocked = bench.desk.rehearsals.start(of(&id)).await.unwrap_err();
    assert_eq!(blocked.code, ErrorCode::RehearsalBlocked, "the token may not go there yet");
    let allow = AllowRequest { partner_id: id.clone(), origins: vec![elsewhere] };
    bench.desk.tokens.allow_origins(allow).await.unwrap();
    let started = start(&bench, &id).await;
    let sent = send(&bench, &started).await;
    assert_eq!(sent.stage, RehearsalStage::Choose, "{sent:#?}");
    assert_eq!(state(&sent, RehearsalStep::WrongToken), StepState::Unknown);
    let again = send(&bench, &sent).await;
    assert_eq!(again.stage, RehearsalStage::Choose, "the same once more, as nothing went out");
}
