//! The list of tasks, and what is offered on the way.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;

use bench::Bench;
use desk::{EnvironmentName, Nothing, Page, TaskGroup};
use partner::{Field, UrlField};

#[tokio::test]
async fn tasks_come_in_the_one_order_with_each_part_in_one_piece() {
    let bench = Bench::new();
    let id = bench.create().await;
    let view = bench.open(&id).await;
    let pages: Vec<Page> = view.tasks.iter().map(|task| task.page).collect();
    assert!(pages.is_sorted() && pages.first() == Some(&Page::Details), "{pages:?}");
    assert!(pages.len() == 10 && pages.last() == Some(&Page::Promotion), "{pages:?}");
    let mut groups: Vec<TaskGroup> = view.tasks.iter().map(|task| task.group).collect();
    groups.dedup();
    assert_eq!(groups, [TaskGroup::SetUp, TaskGroup::Prove, TaskGroup::GoLive]);
}

#[tokio::test]
async fn the_list_of_partners_names_the_first_task_in_that_order() {
    let bench = Bench::new();
    let id = bench.create().await;
    let note = async || bench.desk.partners.list(Nothing {}).await.unwrap().partners[0].note.clone();
    assert_eq!(note().await, "Next: Details");
    bench.edit(&id, Field::Kind, "assessment").await;
    bench.edit(&id, Field::Name, "Harbor Tests").await;
    bench.edit(&id, Field::Codename, "harbor-tests").await;
    bench.edit(&id, Field::Description, "Tests for the harbor.").await;
    assert_eq!(note().await, "Next: Logo");
}

#[tokio::test]
async fn the_sample_token_is_offered_where_a_url_leads_to_the_sample_service() {
    let bench = Bench::new();
    let sample = bench.example().await;
    let sample = bench.open(&sample).await;
    assert!(sample.takes_sample_token);
    let id = bench.create().await;
    bench.connect(&id, EnvironmentName::Sandbox, None).await;
    assert!(!bench.open(&id).await.takes_sample_token, "no URL yet");
    bench.edit(&id, Field::Url(UrlField::ValidateToken), "https://api.example.org/token").await;
    assert!(!bench.open(&id).await.takes_sample_token, "another service");
    bench.edit(&id, Field::Url(UrlField::Tests), sample.tests.as_str()).await;
    assert!(bench.open(&id).await.takes_sample_token);
}
