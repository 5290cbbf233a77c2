//! A partner that is on RC already comes onto this computer, or nothing does.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::of;
use desk::{ErrorCode, ImportRcRequest, Nothing, PartnerView, UnparsedSecret, WireError};
use recruitee::{COMPANY, World};
use serde_json::Value;

const TOKEN: &str = "personal-token";

/// A Recruitee that holds a partner, and a desk with nothing on it.
async fn elsewhere() -> World {
    let world = World::registered().await;
    world.bench.desk.app.erase_all(Nothing {}).await.unwrap();
    world.keychain.kept.lock().unwrap().clear();
    world
}

async fn import(
    world: &World,
    codename: &str,
    company: &str,
    token: Option<&str>,
) -> Result<PartnerView, WireError> {
    let request = ImportRcRequest {
        codename: codename.to_owned(),
        company_id: company.to_owned(),
        token: token.map(|token| UnparsedSecret::new(token.to_owned())),
    };
    world.bench.desk.connection.import_rc(request).await
}

async fn count(world: &World) -> usize {
    world.bench.desk.partners.list(Nothing {}).await.unwrap().partners.len()
}

fn is_kept(world: &World, token: &str) -> bool {
    world.keychain.kept.lock().unwrap().values().any(|kept| kept.expose_secret() == token)
}

#[tokio::test]
async fn a_partner_is_read_from_rc_and_its_token_is_kept() {
    let world = elsewhere().await;
    let view = import(&world, " harbour ", COMPANY, Some(TOKEN)).await.unwrap();
    assert_eq!((view.name.as_str(), view.description.as_str()), ("Harbour", "Tests"));
    assert!(view.locked_since.is_some(), "it is registered");
    assert_eq!(view.differs, Some(Vec::new()));
    assert!(is_kept(&world, TOKEN));
    assert_eq!(count(&world).await, 1);
    // The next one of this company needs no token.
    world.bench.desk.partners.remove(of(&view.id)).await.unwrap();
    assert_eq!(import(&world, "harbour", COMPANY, None).await.unwrap().name, "Harbour");
}

#[tokio::test]
async fn what_rc_does_not_have_leaves_nothing_behind() {
    let world = elsewhere().await;
    world.recruitee.refuse("GET", 404, Value::Null);
    let refused = import(&world, "no-such", COMPANY, Some(TOKEN)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ImportNotThere);
    assert!(refused.message.contains("no-such") && refused.message.contains(COMPANY), "{refused}");
    assert_eq!(refused.fields[0].field, "codename");
    assert_eq!(count(&world).await, 0);
    assert!(!is_kept(&world, TOKEN));
}

#[tokio::test]
async fn what_is_missing_is_asked_for_at_its_field() {
    let world = elsewhere().await;
    for (codename, company, token, code, field) in [
        ("", COMPANY, Some(TOKEN), ErrorCode::ImportNoCodename, "codename"),
        ("Harbour 2", COMPANY, Some(TOKEN), ErrorCode::ImportCodenameCharacters, "codename"),
        ("harbour", "", Some(TOKEN), ErrorCode::CompanyIdMissing, "company_id"),
        ("harbour", "ten", Some(TOKEN), ErrorCode::CompanyIdNotANumber, "company_id"),
        ("harbour", COMPANY, None, ErrorCode::ConnectionNoToken, "personal_token"),
    ] {
        let refused = import(&world, codename, company, token).await.unwrap_err();
        assert_eq!((refused.code, refused.fields[0].field.as_str()), (code, field));
        assert_eq!(count(&world).await, 0);
    }
}

#[tokio::test]
async fn a_rejected_token_does_not_replace_the_one_that_is_kept() {
    let world = World::registered().await;
    world.recruitee.refuse("GET", 401, Value::Null);
    let refused = import(&world, "harbour", COMPANY, Some("another-token")).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ApiTurnedAway);
    assert!(is_kept(&world, TOKEN) && !is_kept(&world, "another-token"));
    assert_eq!(count(&world).await, 1);
}
