//! The calls as files for developers.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{code, complaint, list_of, member, partner_file, run, text_of};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

fn written(arguments: &[&str]) -> String {
    let output = run(&[&["contract"], arguments].concat());
    assert_eq!(code(&output), Some(0), "{}", complaint(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_contract_is_the_same_for_all_partners_and_that_of_the_docs() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/contract/openapi.yaml");
    assert_eq!(written(&["--format", "openapi"]).trim_end(), fs::read_to_string(docs).unwrap().trim_end());
}

#[test]
fn the_calls_are_those_of_the_partner_in_the_file() {
    let folder = TempDir::new().unwrap();
    let file = partner_file(folder.path(), Some(4433));
    let hurl = written(&[&file, "--format", "hurl"]);
    assert!(hurl.contains("GET https://127.0.0.1:4433/check"), "{hurl}");
    assert!(hurl.contains("p/lighthouse/c/48213/candidates/"), "{hurl}");
    let collection: Value = serde_json::from_str(&written(&[&file, "--format", "postman"])).unwrap();
    assert!(text_of(member(&collection, "info"), "name").contains("Lighthouse"));
    assert!(!list_of(&collection, "item").is_empty());
    assert!(collection.to_string().contains("https://127.0.0.1:4433/tests"), "{collection}");
}

#[test]
fn the_calls_of_nobody_are_not_written() {
    assert_eq!(code(&run(&["contract", "--format", "hurl"])), Some(64));
    assert_eq!(code(&run(&["contract"])), Some(64));
    assert_eq!(code(&run(&["contract", "/no/such/file", "--format", "postman"])), Some(65));
}
