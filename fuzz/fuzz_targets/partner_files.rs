//! `*.partner.json`: any file is read or refused with a place; one that is read, written and read again says the
//! same, but for spaces around what was typed and for URLs in the form of a parser.
#![no_main]

use libfuzzer_sys::fuzz_target;
use partner::{PartnerFile, differing};

fuzz_target!(|text: &str| {
    let Ok(files) = PartnerFile::parse_all(text) else { return };
    let all = PartnerFile::parse_all(&PartnerFile::all_to_text(&files)).expect("what we write can be read");
    assert_eq!(all.len(), files.len());
    let Some(file) = files.first() else { return };
    let written = file.to_text();
    let again = PartnerFile::parse(&written).expect("what we write can be read");
    assert_eq!(differing(&file.draft, &again.draft), []);
    assert_eq!(again.company_id.trim(), file.company_id.trim());
    assert_eq!(again.to_text(), written);
});
