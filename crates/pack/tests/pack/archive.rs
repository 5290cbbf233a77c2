//! A pack travels as one file, and what comes from others is read within limits.

use crate::samples::{all, hostile, ready};
use pack::{Files, Fit, PackError, unzip, verify, zip};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A zip file of others: names and bytes as they choose.
fn made(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same bytes with each `from` replaced: names can be changed to what no writer takes.
fn with_bytes(bytes: &[u8], [from, to]: [&[u8]; 2]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> = bytes
        .windows(from.len())
        .enumerate()
        .filter(|(_, part)| *part == from)
        .map(|(place, _)| place)
        .collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn a_pack_comes_out_of_a_zip_file_as_it_went_in() {
    for pack in all() {
        let files = unzip(&zip(&pack.files(), "harbour").unwrap()).unwrap();
        assert_eq!(files, pack.files());
        assert_eq!(verify(&files, &pack.record), Ok(Fit::Fits));
    }
    assert_eq!(unzip(&zip(&Files::new(), "").unwrap()), Ok(Files::new()));
}

#[test]
fn the_same_files_give_the_same_zip_file_without_a_trace_of_when_and_where() {
    let bytes = zip(&ready().files(), "harbour").unwrap();
    assert_eq!(bytes, zip(&ready().files(), "harbour").unwrap());
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(archive.comment(), b"harbour");
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        names.push(file.name().unwrap().into_owned());
        let at = file.last_modified().unwrap();
        assert_eq!((at.year(), at.month(), at.day(), at.hour()), (1980, 1, 1, 0));
        assert_eq!(file.compression(), CompressionMethod::Deflated);
        assert_eq!(file.unix_mode(), Some(0o100_644));
    }
    assert!(names.is_sorted() && names.len() == 7);
}

#[test]
fn names_with_folders_or_that_leave_the_folder_are_rejected() {
    for name in ["a/b.txt", "../x", "..", "/etc/passwd", "a\\b", "C:x", "folder/", "x\u{202e}y", "a b", "ä"]
    {
        assert!(matches!(unzip(&made(&[(name, b"x")])), Err(PackError::Name(_))), "{name:?}");
    }
    let long = "n".repeat(65);
    assert_eq!(unzip(&made(&[(&long, b"x")])), Err(PackError::Name(long)));
    let with_nul = with_bytes(&made(&[("nameQ", b"x")]), [b"nameQ", b"name\0"]);
    assert!(unzip(&with_nul).is_err());
    assert!(unzip(&made(&[("a..b", b"x")])).is_err());
}

#[test]
fn two_files_of_one_name_are_rejected() {
    let bytes = with_bytes(&made(&[("first", b"1"), ("other", b"2")]), [b"other", b"first"]);
    assert_eq!(unzip(&bytes), Err(PackError::Duplicate));
}

#[test]
fn more_files_or_bytes_than_a_pack_has_are_rejected() {
    let names: Vec<String> = (0..33).map(|number| format!("file{number}")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"x".as_slice())).collect();
    assert_eq!(unzip(&made(&entries)), Err(PackError::TooMany));
    assert_eq!(unzip(&made(&entries[..32])).unwrap().len(), 32);
    // 65 MB of zeros are 64 kB in the file.
    let half = vec![0; 65 * 512 * 1024];
    let bomb = made(&[("a", &half), ("b", &half)]);
    assert!(bomb.len() < 256 * 1024);
    assert_eq!(unzip(&bomb), Err(PackError::TooLarge));
    assert!(unzip(&made(&[("a", &half)])).is_ok());
    // Nor is one written that nobody could read.
    let files = Files::from([("a".into(), half.clone()), ("b".into(), half)]);
    assert_eq!(zip(&files, ""), Err(PackError::TooLarge));
    let files: Files = names.into_iter().map(|name| (name, Vec::new())).collect();
    assert_eq!(zip(&files, ""), Err(PackError::TooMany));
}

#[test]
fn what_is_no_zip_file_or_is_cut_is_rejected() {
    let whole = zip(&hostile().files(), "x").unwrap();
    for bytes in
        [&b""[..], b"PK", b"PK\x05\x06", b"%PDF-1.7", &whole[..whole.len() / 2], &whole[..whole.len() - 9]]
    {
        assert_eq!(unzip(bytes), Err(PackError::NotAZip));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        let _ = unzip(&bytes);
        // With the marks of a zip file before and after.
        let framed = [&b"PK\x03\x04"[..], &bytes, b"PK\x01\x02", &bytes, b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &bytes].concat();
        let _ = unzip(&framed);
    }

    #[test]
    fn a_zip_file_with_changed_bytes_never_holds_another_pack_that_fits(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 1..=255_u8), 1..4)) {
        let files = ready().files();
        let mut bytes = zip(&files, "").unwrap();
        for (place, flip) in changes {
            let place = place.index(bytes.len());
            bytes[place] ^= flip;
        }
        // Times, rights and the like may change unseen; files may not.
        if let Ok(read) = unzip(&bytes) {
            prop_assert!(read == files || verify(&read, &ready().record).is_err());
        }
    }
}
