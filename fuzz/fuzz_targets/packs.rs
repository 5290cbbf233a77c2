//! Evidence packs: any bytes are read or refused, and what is read fits only its own record.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pack::{Fit, Pack, unzip, verify};

fuzz_target!(|bytes: &[u8]| {
    let Ok(files) = unzip(bytes) else { return };
    if let Ok(pack) = Pack::read(&files) {
        let other = serde_json::json!({ "name": format!("not {:?}", pack.record.get("name")) });
        assert_ne!(verify(&files, &other), Ok(Fit::Fits));
    }
});
