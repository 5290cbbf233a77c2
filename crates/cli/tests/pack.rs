//! The evidence pack on the command line: made, verified, refused.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod process;

use process::{assert_one_sentence, code, complaint, partner_file, put, record, run, text_of};
use serde_json::Value;
use std::{fs, path::Path};
use tempfile::TempDir;

fn made(folder: &Path, to: &str) -> (String, String) {
    let file = partner_file(folder, None);
    let pack = folder.join(to).display().to_string();
    let output = run(&["pack", &file, "-o", &pack, "--env", "sandbox"]);
    assert_eq!(code(&output), Some(0), "{}", complaint(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.lines().next().unwrap().starts_with("Practice"), "{said}");
    (pack, file)
}

#[test]
fn a_pack_is_made_as_a_folder_or_a_zip_and_fits_its_record() {
    let folder = TempDir::new().unwrap();
    for to in ["pack", "pack.zip"] {
        let (pack, file) = made(folder.path(), to);
        let output = run(&["verify", &pack, &file]);
        assert_eq!(code(&output), Some(0), "{to}: {}", complaint(&output));
    }
    let evidence = fs::read(folder.path().join("pack/evidence.json")).unwrap();
    let evidence: Value = serde_json::from_slice(&evidence).unwrap();
    assert_eq!(text_of(&evidence, "format"), "partner-desk-pack/1");
    let page = fs::read_to_string(folder.path().join("pack/index.html")).unwrap();
    assert!(page.contains("Practice"));
    assert!(!folder.path().join("pack/request.txt").exists(), "nothing made for practice can be sent");
}

#[test]
fn a_record_that_changed_since_ends_with_1_and_names_the_fields() {
    let folder = TempDir::new().unwrap();
    let (pack, _) = made(folder.path(), "pack");
    let changed = record(None).replace("Lighthouse\"", "Lantern\"");
    let changed = put(&folder.path().join("changed.partner.json"), changed);
    let output = run(&["verify", &pack, &changed]);
    assert_eq!(code(&output), Some(1), "{}", complaint(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Name"), "{said}");
}

#[test]
fn a_pack_that_was_changed_is_cut_or_is_none_ends_with_65() {
    let folder = TempDir::new().unwrap();
    let (pack, file) = made(folder.path(), "pack");
    let (zip, _) = made(folder.path(), "pack.zip");
    let refused = |pack: &str, part: &str| {
        let output = run(&["verify", pack, &file]);
        assert_eq!(code(&output), Some(65), "{pack}");
        assert_one_sentence(&output, part);
    };
    let page = folder.path().join("pack/index.html");
    let text = fs::read_to_string(&page).unwrap();
    put(&page, text.replace("Practice", "Promoted"));
    refused(&pack, "index.html");
    put(&page, text);
    put(&folder.path().join("pack/note.txt"), "one more");
    refused(&pack, "note.txt");
    let bytes = fs::read(&zip).unwrap();
    refused(&put(&folder.path().join("cut.zip"), &bytes[..bytes.len() / 2]), "zip");
    refused(&put(&folder.path().join("other.zip"), "PK"), "zip");
    refused(&folder.path().join("absent").display().to_string(), "absent");
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let folder = TempDir::new().unwrap();
    let (pack, file) = made(folder.path(), "pack");
    for taken in [pack, file.clone()] {
        let output = run(&["pack", &file, "-o", &taken, "--env", "sandbox"]);
        assert_eq!(code(&output), Some(2), "{taken}");
        assert_one_sentence(&output, "already exists");
    }
}
