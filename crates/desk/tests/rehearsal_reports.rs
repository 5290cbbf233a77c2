//! Reports of a rehearsal: awaited, sent by hand and by a developer, and what is found of those that a service sends.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::{
    Bench, InMemory, of,
    partner_service::PartnerService,
    rehearsing::{icon, read, send, start, until, with_service},
};
use desk::{ErrorCode, Icon, RehearsalStage, RehearsalView, ReportStatus, ReportText, Vault};
use sandbox::CANDIDATE_FAULTS;
use std::sync::Arc;
use tokio::task::JoinSet;

#[tokio::test]
async fn a_report_is_awaited_over_a_restart_and_can_be_sent_by_hand() {
    let (service, keychain) = (PartnerService::start(), Arc::<InMemory>::default());
    let vault = || Vault::new("Partner Desk (test)", keychain.clone());
    let bench = Bench::with(tempfile::tempdir().unwrap(), vault());
    let id = with_service(&bench, &service).await;
    let started = start(&bench, &id).await;
    let sent = send(&bench, &started).await;
    assert_eq!(sent.stage, RehearsalStage::Waiting);
    let Bench { desk, folder, .. } = bench;
    drop(desk);

    let bench = Bench::with(folder, vault());
    assert_eq!(read(&bench, &id).await.stage, RehearsalStage::Waiting);
    let report = |status, properties: &str| ReportText {
        partner_id: id.clone(),
        rehearsal_id: sent.rehearsal_id.clone(),
        status,
        score: "12/15".into(),
        subtitle: "Fast".into(),
        properties: properties.into(),
    };
    let refused = bench.desk.rehearsals.report(report(ReportStatus::Completed, "{\n?")).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::RehearsalProperties);
    assert!(refused.message.contains("line 2, column 1"), "{}", refused.message);
    let ended = bench.desk.rehearsals.report(report(ReportStatus::Completed, "{\"a\": 1}")).await.unwrap();
    assert_eq!(ended.stage, RehearsalStage::Ended);
    let shown = ended.report.clone().unwrap();
    assert_eq!((shown.score.as_str(), shown.subtitle.as_str()), ("12/15", "Fast"));
    for check in ["REPORT-1", "REPORT-2", "REPORT-4"] {
        assert_eq!(icon(&ended, check), Icon::None, "what a person sends says nothing of the service");
    }
    let changed = bench.desk.rehearsals.report(report(ReportStatus::Canceled, "")).await.unwrap();
    assert_eq!(icon(&changed, "REPORT-1"), Icon::None, "nor does a second one");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_commands_for_a_developer_run_as_they_are() {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.fault("report-never-comes", true).await;
    let started = start(&bench, &id).await;
    let sent = send(&bench, &started).await;
    let handover = sent.handover.unwrap();
    bench.desk.rehearsals.copy_commands(of(&id)).await.unwrap();
    assert_eq!(bench.clipboard.text().as_ref(), Some(&handover.commands));
    bench.desk.tokens.copy_secret(of(&id)).await.unwrap();
    let secret = bench.clipboard.text().unwrap();
    assert!(!handover.commands.contains(&secret), "the secret goes another way");
    let folder = bench.folder.path().join("developer");
    std::fs::create_dir_all(&folder).unwrap();
    let ran = std::process::Command::new("bash")
        .args(["-c", &handover.commands])
        .current_dir(&folder)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn();
    let mut ran = ran.unwrap();
    std::io::Write::write_all(ran.stdin.as_mut().unwrap(), format!("{secret}\n").as_bytes()).unwrap();
    let said = tokio::task::block_in_place(|| ran.wait_with_output().unwrap());
    let told = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(
        told.starts_with("HTTP/") && told.contains(" 200"),
        "{told}{}",
        String::from_utf8_lossy(&said.stderr)
    );
    let ended = read(&bench, &id).await;
    assert_eq!(ended.stage, RehearsalStage::Ended);
    assert_eq!(ended.report.unwrap().score, "76%");
}

/// Plays the sample partner with one fault; what the check that should find it says, by the code of its sentence.
async fn played_with(fault: &str, check: Option<&str>) -> Vec<(String, Icon, String)> {
    let bench = Bench::new();
    let id = bench.example().await;
    bench.fault(fault, true).await;
    let started = start(&bench, &id).await;
    let mut sent = send(&bench, &started).await;
    if sent.stage == RehearsalStage::SendAgain {
        sent = send(&bench, &sent).await;
    }
    let is_told = |view: &RehearsalView| match check {
        None => view.stage == RehearsalStage::Ended,
        Some(check) => matches!(icon(view, check), Icon::Fail | Icon::Advice | Icon::Unknown),
    };
    if fault != "report-never-comes" && !is_told(&sent) {
        sent = until(&bench, &id, is_told).await;
    }
    sent.verdicts.iter().map(|verdict| (verdict.id.clone(), verdict.icon, verdict.sentence.clone())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_sending_and_reporting_is_found_by_its_check_and_unusual_services_pass() {
    let mut playing = JoinSet::new();
    for fault in CANDIDATE_FAULTS {
        playing.spawn(async move { (fault, played_with(fault.name, fault.named_by()).await) });
    }
    let mut sentences: Vec<String> = Vec::new();
    for (fault, verdicts) in playing.join_all().await {
        let red: Vec<&str> = verdicts
            .iter()
            .filter(|(_, icon, _)| matches!(icon, Icon::Fail | Icon::Advice))
            .map(|(id, ..)| id.as_str())
            .collect();
        let waits = fault.sentence.ends_with(".waiting");
        assert_eq!(red, fault.fails, "{}: {verdicts:#?}", fault.name);
        let unknown: Vec<&str> = verdicts
            .iter()
            .filter(|(_, icon, _)| *icon == Icon::Unknown)
            .map(|(id, ..)| id.as_str())
            .collect();
        // What is awaited is not unknown yet.
        assert_eq!(unknown, if waits { &[][..] } else { fault.unknown }, "{}", fault.name);
        let Some(check) = fault.named_by() else { continue };
        let (_, _, sentence) = verdicts.iter().find(|(id, ..)| id == check).unwrap();
        assert!(is_said_by(sentence, fault.sentence), "{}: {sentence}", fault.name);
        assert!(!sentences.contains(sentence), "two faults are told alike: {sentence}");
        sentences.push(sentence.clone());
    }
    assert!(sentences.len() >= 15);
}

/// Whether a sentence is the one of that key, whatever was filled in.
fn is_said_by(sentence: &str, key: &str) -> bool {
    let name = text::message_name(key);
    let message = text::written().into_iter().find(|message| message.name == name).unwrap();
    let template = &message.texts[0];
    let mut rest = sentence;
    let parts = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    parts.into_iter().all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}
