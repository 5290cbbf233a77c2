//! The logo: from a file into the draft, by the choices of a person.
#![expect(clippy::disallowed_methods, reason = "files of a test need no care for what was there")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bench::Bench;
use desk::{
    ErrorCode, LogoChange, LogoChangeRequest, LogoOption, LogoOutcome, LogoPlacement, LogoRequest, LogoView,
    PartnerId, WireError, WorkName, WorkRequest,
};
use partner::Field;
use recruitee::World;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Small in the corner of its frame, on nothing.
const SMALL: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="90" viewBox="0 0 90 90"><script>1</script><path fill="#063" d="M10 10h30v20z"/></svg>"##;

fn request(id: &str, name: &str, bytes: &[u8]) -> LogoRequest {
    LogoRequest {
        partner_id: id.to_owned(),
        file_name: name.to_owned(),
        file_bytes: bytes.len() as u64,
        content: BASE64_STANDARD.encode(bytes),
        is_patient: false,
    }
}

fn of(id: &str) -> PartnerId {
    PartnerId { partner_id: id.to_owned() }
}

async fn change(bench: &Bench, id: &str, change: LogoChange) -> Result<LogoOutcome, WireError> {
    bench.desk.logos.change(LogoChangeRequest { partner_id: id.to_owned(), change }).await
}

fn option(option: LogoOption, is_on: bool) -> LogoChange {
    LogoChange::Option { option, is_on }
}

async fn view(bench: &Bench, id: &str) -> LogoView {
    bench.desk.logos.view(of(id)).await.unwrap()
}

async fn logo(bench: &Bench, id: &str) -> String {
    bench.desk.partners.open(of(id)).await.unwrap().logo
}

/// A program in the place of the one that works on pictures: it says that it runs, and goes on for long.
fn slow(folder: &Path) -> (PathBuf, PathBuf) {
    let (program, sign) = (folder.join("slow"), folder.join("slow.runs"));
    std::fs::write(&program, format!("#!/bin/sh\n: > {}\nexec sleep 600\n", sign.display())).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    (program, sign)
}

#[tokio::test]
async fn a_choice_starts_at_the_file_and_undo_leads_back_to_each_logo_with_its_choices() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    let first = bench.desk.logos.set(request(id, "harbour.svg", SMALL.as_bytes())).await.unwrap();
    assert_eq!(first.news, "harbour.svg is now the logo");
    assert_eq!(first.partner.logo, first.view.logo);
    let file = first.view.file.clone().unwrap();
    assert_eq!((file.file_name.as_str(), file.facts.starts_with("SVG, 90 × 90, ")), ("harbour.svg", true));

    let lower = change(bench, id, option(LogoOption::LowercaseViewBox, true)).await.unwrap();
    assert!(lower.partner.logo.contains("viewbox="), "{}", lower.partner.logo);
    let placement = LogoPlacement { padding: None, zoom: 2.0, shift_x: 0.25, shift_y: 0.0 };
    let placed = change(bench, id, LogoChange::Place { placement: placement.clone() }).await.unwrap();
    assert!(placed.partner.logo.contains("viewbox="), "one choice does not take another back");
    assert_eq!(placed.view.placement, placement);
    let plain = change(bench, id, LogoChange::Reset).await.unwrap();
    assert_eq!(plain.partner.logo, first.partner.logo);

    bench.undo(id).await;
    let undone = view(bench, id).await;
    assert_eq!((undone.logo, undone.placement), (placed.partner.logo, placement));
    assert_eq!(undone.file, Some(file), "the file is still known");
    assert!(undone.revision > plain.view.revision);
}

#[tokio::test]
async fn one_press_applies_what_the_findings_offer() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    let set = bench.desk.logos.set(request(id, "harbour.svg", SMALL.as_bytes())).await.unwrap();
    assert!(set.view.can_fix, "{:?}", set.view.findings);
    let fixed = change(bench, id, LogoChange::FixAll).await.unwrap();
    assert!(!fixed.view.can_fix, "{:?}", fixed.view.findings);
    assert_ne!(fixed.partner.logo, set.partner.logo);
    assert!(fixed.view.placement.padding.is_some());
    let again = change(bench, id, LogoChange::FixAll).await.unwrap();
    assert_eq!(again.partner.logo, fixed.partner.logo);
}

#[tokio::test]
async fn a_logo_that_came_from_elsewhere_shows_what_is_wrong_and_one_press_rewrites_it() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    assert_eq!(view(bench, id).await.findings, []);
    bench.edit(id, Field::Logo, SMALL).await;
    let found = view(bench, id).await;
    assert!(found.file.is_none() && found.can_fix);
    assert!(found.findings.iter().any(|finding| finding.title == "A script"), "{:?}", found.findings);
    let fixed = change(bench, id, LogoChange::FixAll).await.unwrap();
    assert!(!fixed.partner.logo.contains("script") && !fixed.view.can_fix);
    bench.edit(id, Field::Logo, "no drawing").await;
    let unreadable = view(bench, id).await;
    assert_eq!(unreadable.findings.len(), 1);
    assert!(!unreadable.can_fix, "there is nothing to make a logo of");
}

#[tokio::test]
async fn a_file_that_is_refused_leaves_the_logo_as_it_is() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    bench.desk.logos.set(request(id, "harbour.svg", SMALL.as_bytes())).await.unwrap();
    let before = logo(bench, id).await;
    let refused = bench.desk.logos.set(request(id, "torn.svg", b"<svg")).await.unwrap_err();
    assert_eq!((refused.code, refused.fields.len()), (ErrorCode::LogoNotXml, 1));
    let large = LogoRequest { file_bytes: 20 * 1024 * 1024 + 1, ..request(id, "large.png", b"") };
    assert_eq!(bench.desk.logos.set(large).await.unwrap_err().code, ErrorCode::LogoTooLarge);
    for color in ["red", "url(x)"] {
        let background = LogoChange::Background { color: Some(color.to_owned()) };
        assert_eq!(change(bench, id, background).await.unwrap_err().code, ErrorCode::CommandRequest);
    }
    assert_eq!(logo(bench, id).await, before);
}

#[tokio::test]
async fn work_on_a_file_can_be_canceled_and_a_later_file_replaces_it() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.clone());
    let before = logo(bench, &id).await;
    let (program, sign) = slow(bench.folder.path());
    #[expect(clippy::async_yields_async, reason = "the work goes on while the test does")]
    let start = async |name: &'static str| {
        *bench.clipboard.logo_program.lock().unwrap() = Some(program.clone());
        let _ = std::fs::remove_file(&sign);
        let (desk, id) = (Arc::clone(&bench.desk), id.clone());
        let work = tokio::spawn(async move {
            let patient = LogoRequest { is_patient: true, ..request(&id, name, SMALL.as_bytes()) };
            desk.logos.set(patient).await
        });
        while !sign.exists() {
            tokio::task::yield_now().await;
        }
        work
    };
    let work = start("canceled.svg").await;
    bench
        .desk
        .app
        .cancel_work(WorkRequest { partner_id: id.clone(), work: WorkName::Logo, url: None })
        .await
        .unwrap();
    assert_eq!(work.await.unwrap().unwrap_err().code, ErrorCode::WorkCanceled);
    assert_eq!(logo(bench, &id).await, before);

    let earlier = start("earlier.svg").await;
    *bench.clipboard.logo_program.lock().unwrap() = None;
    let later = bench.desk.logos.set(request(&id, "later.svg", SMALL.as_bytes())).await.unwrap();
    assert_eq!(earlier.await.unwrap().unwrap_err().code, ErrorCode::WorkCanceled);
    assert_eq!(logo(bench, &id).await, later.partner.logo);
}

#[tokio::test]
async fn a_program_that_ends_without_an_answer_is_a_sentence() {
    let world = World::new().await;
    let (bench, id) = (&world.bench, world.id.as_str());
    for (program, code) in
        [("/bin/false", ErrorCode::LogoProcessEnded), ("/no/such/program", ErrorCode::LogoProcessNotUsable)]
    {
        *bench.clipboard.logo_program.lock().unwrap() = Some(program.into());
        let error = bench.desk.logos.set(request(id, "harbour.svg", SMALL.as_bytes())).await.unwrap_err();
        assert_eq!(error.code, code);
        assert!(error.retryable, "{error:?}");
    }
}
