//! Nobody can change a file of a pack without it being seen.

use crate::samples::{all, open, practice, ready, record, text};
use pack::{EVIDENCE, Files, Fit, MANIFEST, PAGE, Pack, PackError, record_hash, verify};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The files with a manifest that fits what they now are, as somebody would make it who changed them.
fn with_new_manifest(mut files: Files) -> Files {
    let mut manifest: Value = serde_json::from_str(&text(&files, MANIFEST)).unwrap();
    files.remove(MANIFEST);
    let hashes: serde_json::Map<String, Value> =
        files.iter().map(|(name, bytes)| (name.clone(), json!(hex::encode(Sha256::digest(bytes))))).collect();
    *manifest.pointer_mut("/files").unwrap() = Value::Object(hashes);
    files.insert(MANIFEST.into(), format!("{manifest:#}\n").into_bytes());
    files
}

fn replaced(files: &Files, name: &str, [from, to]: [&str; 2]) -> Files {
    let mut files = files.clone();
    let changed = text(&files, name).replacen(from, to, 1);
    assert_ne!(changed, text(&files, name), "{from} is in {name}");
    files.insert(name.into(), changed.into_bytes());
    files
}

#[test]
fn a_pack_as_it_was_made_fits_its_record() {
    for pack in all() {
        assert_eq!(verify(&pack.files(), &pack.record), Ok(Fit::Fits));
        assert_eq!(Pack::read(&pack.files()), Ok(pack));
    }
}

#[test]
fn formatting_and_what_is_empty_make_no_difference_to_a_record() {
    let mut other = record();
    let members = other.as_object_mut().unwrap();
    members.insert("name".into(), json!("  Harbour Tests "));
    members.insert("secret".into(), json!("0123456789abcdef"));
    assert_eq!(verify(&ready().files(), &other), Ok(Fit::Fits));
}

#[test]
fn a_record_that_differs_is_told_by_its_fields() {
    let files = ready().files();
    for (pointer, value, path) in [
        ("/name", json!("Harbor Tests"), "name"),
        ("/codename", json!("harbor"), "codename"),
        ("/company_id", json!("7"), "company_id"),
        ("/kind", json!("background_check"), "kind"),
        ("/description", json!(""), "description"),
        ("/logo", json!("<svg/>"), "logo"),
        ("/urls/tests", json!("https://api.harbour.example/other"), "urls.tests"),
        ("/urls/website", json!("https://other.example"), "urls.website"),
        ("/inputs/0/required", json!(false), "inputs"),
        ("/extra/tier", json!(4), "extra.tier"),
    ] {
        let mut other = record();
        *other.pointer_mut(pointer).unwrap() = value;
        assert_eq!(verify(&files, &other), Ok(Fit::Differs(vec![path.into()])), "{pointer}");
    }
    let mut other = record();
    other.as_object_mut().unwrap().remove("urls");
    let urls = ["help_article", "send_candidate", "tests", "validate_token", "website"];
    let urls = urls.map(|name| format!("urls.{name}")).to_vec();
    assert_eq!(verify(&files, &other), Ok(Fit::Differs(urls)));
    for nothing in [json!(null), json!([]), json!("x"), json!({})] {
        assert!(matches!(verify(&files, &nothing), Ok(Fit::Differs(_))), "{nothing}");
    }
}

#[test]
fn a_file_that_was_changed_is_named() {
    for pack in [ready(), practice(), open()] {
        let files = pack.files();
        for name in files.keys() {
            let mut changed = files.clone();
            changed.get_mut(name).unwrap().push(b' ');
            assert_eq!(verify(&changed, &pack.record), Err(PackError::Tampered(name.clone())));
        }
    }
}

#[test]
fn a_file_that_was_changed_with_its_hash_is_named_too() {
    for pack in [ready(), practice()] {
        let files = pack.files();
        for name in files.keys().filter(|name| *name != MANIFEST) {
            let mut changed = files.clone();
            changed.get_mut(name).unwrap().push(b' ');
            let changed = with_new_manifest(changed);
            assert_eq!(verify(&changed, &pack.record), Err(PackError::Tampered(name.clone())));
        }
    }
    let nicer = replaced(&open().files(), PAGE, ["Not ready: 1 check failed", "Ready"]);
    let found = verify(&with_new_manifest(nicer), &record());
    assert_eq!(found, Err(PackError::Tampered(PAGE.into())));
}

#[test]
fn evidence_that_was_changed_needs_every_file_anew_and_another_content_hash() {
    let files = open().files();
    for change in [["\"is_ready\": false", "\"is_ready\": true"], ["Not ready: 1 check failed", "Ready"]] {
        let changed = with_new_manifest(replaced(&files, EVIDENCE, change));
        assert!(matches!(verify(&changed, &record()), Err(PackError::Tampered(_))), "{change:?}");
    }
    // A result that is made nicer shows in every file.
    let changed =
        with_new_manifest(replaced(&files, EVIDENCE, ["\"state\": \"fail\"", "\"state\": \"pass\""]));
    assert!(matches!(verify(&changed, &record()), Err(PackError::Tampered(_))));
}

#[test]
fn evidence_that_contradicts_itself_is_not_read_though_every_file_is_made_anew() {
    let changes: [fn(&mut Pack); 5] = [
        |pack| pack.is_ready = true,
        |pack| pack.caveats.clear(),
        |pack| pack.record_hash = record_hash(&json!({})),
        |pack| pack.environment = partner::Environment::Sandbox,
        |pack| pack.checked_at = None,
    ];
    for change in changes {
        let mut pack = open();
        change(&mut pack);
        assert_eq!(verify(&pack.files(), &record()), Err(PackError::Tampered(EVIDENCE.into())));
    }
}

#[test]
fn a_file_too_many_or_too_few_is_named() {
    let files = ready().files();
    for name in files.keys() {
        let mut less = files.clone();
        less.remove(name);
        assert_eq!(verify(&less, &record()), Err(PackError::Tampered(name.clone())));
        if name != MANIFEST && name != EVIDENCE {
            let found = verify(&with_new_manifest(less), &record());
            assert!(matches!(found, Err(PackError::Tampered(_))), "{name}: {found:?}");
        }
    }
    let mut more = files;
    more.insert("notes.txt".into(), b"approved".to_vec());
    let expect = Err(PackError::Tampered("notes.txt".into()));
    assert_eq!(verify(&more, &record()), expect);
    assert!(matches!(verify(&with_new_manifest(more), &record()), Err(PackError::Tampered(_))));
    assert_eq!(verify(&Files::new(), &record()), Err(PackError::Tampered(MANIFEST.into())));
}

#[test]
fn practice_cannot_be_turned_into_a_request() {
    let pack = practice();
    let mut files =
        replaced(&pack.files(), EVIDENCE, ["\"environment\": \"sandbox\"", "\"environment\": \"rc\""]);
    files.insert(pack::MESSAGE.into(), text(&ready().files(), pack::MESSAGE).into_bytes());
    assert!(matches!(verify(&with_new_manifest(files), &record()), Err(PackError::Tampered(_))));
}

#[test]
fn a_page_of_another_version_is_told_from_one_that_was_changed() {
    let pack = Pack { app_version: "99.0.0".into(), ..ready() };
    assert_eq!(verify(&pack.files(), &record()), Ok(Fit::Fits), "as long as it would be the same");
    let other = with_new_manifest(replaced(&pack.files(), PAGE, ["Evidence pack", "Pack of evidence"]));
    assert_eq!(verify(&other, &record()), Err(PackError::OtherVersion("99.0.0".into())));
    // Evidence is written the same way by all.
    let other = with_new_manifest(replaced(&pack.files(), EVIDENCE, ["  \"rules\"", "\"rules\""]));
    assert_eq!(verify(&other, &record()), Err(PackError::Tampered(EVIDENCE.into())));
}

#[test]
fn evidence_with_a_member_twice_or_nested_without_end_is_not_read() {
    let files = ready().files();
    let twice = replaced(&files, EVIDENCE, ["\"is_ready\": true", "\"is_ready\": true, \"is_ready\": false"]);
    assert_eq!(verify(&with_new_manifest(twice), &record()), Err(PackError::Unreadable));
    for evidence in ["[".repeat(100_000), "{\"record\":".repeat(100_000), String::new(), "\u{feff}{}".into()]
    {
        let mut files = files.clone();
        files.insert(EVIDENCE.into(), evidence.into_bytes());
        assert_eq!(verify(&with_new_manifest(files), &record()), Err(PackError::Unreadable));
    }
}

#[test]
fn every_error_says_what_to_do_in_a_sentence_of_the_catalog() {
    for error in [
        PackError::NotAZip,
        PackError::TooMany,
        PackError::TooLarge,
        PackError::Name("a/b".into()),
        PackError::Duplicate,
        PackError::Unreadable,
        PackError::Newer("partner-desk-pack/9".into()),
        PackError::Tampered("index.html".into()),
        PackError::OtherVersion("2.0.0".into()),
    ] {
        assert!(text::has(error.key()), "{error:?}");
        assert!(error.to_string().ends_with('.') && !error.to_string().contains("what"), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn a_pack_never_fits_once_a_byte_of_it_was_changed(file in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(), flip in 1..=255_u8, is_practice: bool, is_hidden: bool) {
        static MADE: LazyLock<[(Pack, Files); 2]> =
            LazyLock::new(|| [ready(), practice()].map(|pack| (pack.clone(), pack.files())));
        let (pack, mut files) = MADE[usize::from(is_practice)].clone();
        let name = file.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let bytes = files.get_mut(&name).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        if is_hidden && name != MANIFEST {
            files = with_new_manifest(files);
        }
        prop_assert!(verify(&files, &pack.record).is_err(), "{} at {}", name, place);
    }
}
