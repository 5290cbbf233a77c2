//! What stands on the button of a save while the server can't be read.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod recruitee;

use bench::Bench;
use desk::{ConnectionField, EnvironmentName, PlanAction, TokenName};
use partner::Field;
use recruitee::{Cut, World};

#[tokio::test]
async fn the_button_names_what_the_connection_lacks_and_leads_to_it() {
    let bench = Bench::new();
    let id = bench.create().await;
    let said = async || {
        let plan = bench.plan(&id).await;
        (plan.action, plan.obstacle, plan.button)
    };
    let lacks = |field, button: &str| (PlanAction::NotConnected, Some(field), button.to_owned());
    assert_eq!(said().await, lacks(ConnectionField::Environment, "Choose RC or the Sandbox"));
    let rc = EnvironmentName::Rc;
    bench.connect(&id, rc, None).await;
    assert_eq!(said().await, lacks(ConnectionField::CompanyId, "Enter the company ID"));
    bench.connect(&id, rc, Some("ten")).await;
    assert_eq!(said().await, lacks(ConnectionField::CompanyId, "Check the company ID"));
    bench.connect(&id, rc, Some("10001")).await;
    assert_eq!(said().await, lacks(ConnectionField::PersonalToken, "Add your personal API token"));
}

#[tokio::test]
async fn without_a_codename_the_button_counts_the_fields_to_fix() {
    let bench = Bench::new();
    let id = bench.create().await;
    bench.connect(&id, EnvironmentName::Sandbox, Some("10001")).await;
    bench.take_token(&id, TokenName::Personal).await;
    let plan = bench.plan(&id).await;
    assert_eq!((plan.action, plan.obstacle), (PlanAction::Incomplete, None));
    assert_eq!(plan.button, format!("Fix {} fields first", plan.problems.len()));
    assert!(plan.problems.iter().any(|problem| problem.field == Field::Codename.into()));
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_tried_again() {
    let world = World::registered().await;
    world.recruitee.cut_for_good("GET", Cut::BeforeHeaders);
    let plan = world.bench.plan(&world.id).await;
    assert_eq!((plan.action, plan.obstacle), (PlanAction::NotReached, None));
    assert_eq!(plan.button, "Try again");
    assert!(plan.footnote.contains("can be read"), "{}", plan.footnote);
}
