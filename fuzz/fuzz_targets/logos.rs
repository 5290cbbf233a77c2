//! Any file as a logo: nothing panics, and what is accepted has nothing active in it and is written the same
//! when it is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(imported) = logo::import(bytes)
        && imported.method == logo::Method::Svg
    {
        let findings = logo::inspect(&imported.svg).findings;
        assert!(findings.iter().all(logo::Finding::is_advice), "{findings:?}");
        let again = logo::import(imported.svg.as_bytes()).map(|again| again.svg);
        assert_eq!(again.as_ref(), Ok(&imported.svg));
    }
});
