//! The contract in `docs/contract` is made from the declarations. A stale one fails here; `cargo xtask bindings` writes
//! it anew.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{fs, path::Path};

#[expect(clippy::disallowed_methods, reason = "a file of the repository, written when asked for")]
fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn the_contract_of_the_repository_is_that_of_the_declarations() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/contract/openapi.yaml");
    let expect = contract::openapi_yaml();
    if std::env::var_os("PARTNER_DESK_WRITE_BINDINGS").is_some() {
        put(&path, &expect);
        return;
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expect, "{} is out of date: run `cargo xtask bindings`", path.display());
}
