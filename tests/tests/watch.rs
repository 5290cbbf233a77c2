//! After the promotion, by keyboard in the real window: what changed here, and what the watch finds out there.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use desk::{ConnectionRequest, EnvironmentName, ImportRequest, PromotionSayRequest, PromotionWord};
use std::fs;
use tests::{Machine, Window, alone, sandbox_desk};

const PARTNER: &str = r#"{"format":"partner-desk/1","codename":"lighthouse","company_id":"48213","kind":"assessment",
    "name":"Lighthouse","description":"Keeps the light.","logo":"","urls":{},"inputs":[]}"#;

/// A profile with a partner that RC holds and that was promoted. No test reaches RC, so what RC said stands there
/// already.
async fn promoted(machine: &Machine) {
    fs::create_dir_all(machine.profile()).unwrap();
    let (desk, _) = sandbox_desk(&machine.profile());
    let import = ImportRequest { text: PARTNER.into(), bytes: None };
    let id = desk.partners.import(import).await.unwrap().id;
    let rc = ConnectionRequest {
        partner_id: id.clone(),
        environment: EnvironmentName::Rc,
        company_id: Some("48213".into()),
    };
    desk.connection.set(rc).await.unwrap();
    let record = desk::PartnerFile::parse(PARTNER).unwrap().draft;
    let changed = rusqlite::Connection::open(machine.profile().join("partner-desk.sqlite"))
        .unwrap()
        .execute(
            "UPDATE registrations SET codename = 'lighthouse', registered_at = 1, last_seen = ?1, base = ?1,
             last_seen_at = 1",
            [serde_json::to_string(&record).unwrap()],
        )
        .unwrap();
    assert_eq!(changed, 1);
    let said = PromotionSayRequest { partner_id: id, word: PromotionWord::Promoted, said: true };
    desk.promotion.say(said).await.unwrap();
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn a_promoted_partner_that_is_changed_says_what_changed_since() {
    let _alone = alone();
    let machine = Machine::start();
    promoted(&machine).await;
    let window = Window::open(&machine).await;
    window.read("[data-testid=partner-row]", "Promoted").await;
    window.enter("[data-testid=partner-row]").await;
    window.go("Details").await;
    window.fill("description", "Keeps the light on.").await;
    window.saved().await;
    window.go("Promotion").await;
    window.read("[data-testid=promotion]", "Changed since promotion").await;
    window.read("[data-testid=promotion]", "Description").await;
    assert_eq!(window.accessibility_faults().await, [] as [&str; 0]);
    window.close().await;
}

#[expect(clippy::await_holding_lock, reason = "one session at a time is what the lock is for")]
#[tokio::test]
async fn the_watch_finds_a_certificate_that_ends_marks_the_partner_and_tells_the_desktop() {
    let _alone = alone();
    let machine = Machine::start();
    let window = Window::open_sample(&machine).await;
    machine.hear_notices();
    window.toggle_fault("tls-ends-soon").await;
    window.go("Promotion").await;
    window.tab_to("[id=field-watch-every]").await;
    window.type_keys("e").await;
    window.until("document.querySelector('[id=field-watch-every]').value === 'six_hours'").await;
    window.read("[data-testid=watch]", "A certificate expires soon").await;
    window.read("[data-testid=watch-mark]", "A certificate expires soon").await;
    let told = machine.notices("certificate expires").await;
    assert!(told.contains("member=Notify") && told.contains("Harbour Tests"), "{told}");
    assert_eq!(window.accessibility_faults().await, [] as [&str; 0]);
    // The service renews it.
    window.toggle_fault("tls-ends-soon").await;
    window.go("Promotion").await;
    window.enter("[id=field-watch-look]").await;
    window.read("[data-testid=watch-status]", "No problems found").await;
    window.until("document.querySelector('[data-testid=watch-mark]') === null").await;
    window.close().await;
}
