//! FORM: what only a person can confirm.

use crate::Evidence;
use crate::verdict::Finding;

/// FORM-1 to 3
pub(crate) fn confirmed(id: &str, evidence: &Evidence) -> Finding {
    if evidence.subject.confirmed.contains(id) { Finding::confirmed() } else { Finding::waiting() }
}
