//! Each fault has its sentence.

use evidence::{ProbeError, TlsError};
use std::collections::BTreeSet;

#[test]
fn each_fault_of_tls_has_a_sentence_beside_a_request() {
    for fault in TlsError::ALL {
        let (key, _) = ProbeError::Tls(*fault).key();
        assert_ne!(text::plain(key), key, "text/en.json lacks the sentence for {fault:?}");
        assert_eq!(key.strip_prefix("trouble.tls.").unwrap(), fault.key());
    }
    let keys: BTreeSet<_> = TlsError::ALL.iter().map(|fault| fault.key()).collect();
    assert_eq!(keys.len(), TlsError::ALL.len(), "each has a key of its own");
}
