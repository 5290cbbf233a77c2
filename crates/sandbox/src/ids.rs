//! New tokens and ids, and the hashes that are kept of them.

use sha2::{Digest, Sha256};

/// Tokens and secrets are kept as hashes: the file opens nothing.
pub(crate) fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

/// 32 letters and digits, as the documentation's sample of a secret.
pub(crate) fn random() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_token_that_an_earlier_version_kept_is_still_accepted() {
        assert_eq!(super::hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
