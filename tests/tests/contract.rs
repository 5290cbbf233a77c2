//! The Sandbox holds what the documentation says of the Partners API, and what is assumed where it is silent.

use tests::contract::{Source, hold_to_contract, sandbox_caller};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sandbox_holds_its_own_contract() {
    let folder = tempfile::tempdir().expect("a folder");
    let (caller, _sandbox) = sandbox_caller(folder.path()).await;
    let told = tokio::task::spawn_blocking(move || hold_to_contract(&caller)).await.expect("the suite ends");
    let differing: Vec<_> = told.iter().filter(|one| one.seen_instead.is_some()).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    let documented = told.iter().filter(|one| one.source == Source::Documented).count();
    assert!(
        documented >= 15 && told.len() >= 45,
        "the whole suite was held against it: {documented}, {}",
        told.len()
    );
}
