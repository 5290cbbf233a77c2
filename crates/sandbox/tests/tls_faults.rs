//! Each fault of TLS that a probe can see can be switched on in the example partner. That it is told then, the
//! fault bench sees.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use checks::{Evidence, ProbeError, Reach, TlsError, judge_one};
use partner::{Environment, UrlField};
use sandbox::FAULTS;

/// Faults that nothing simulates, with the reason.
const NOT_SIMULATED: &[(TlsError, &str)] =
    &[(TlsError::Other, "what rustls may say beyond the faults that are told apart")];

/// The sentence by which ADDR-4 tells the fault.
fn sentence(fault: TlsError) -> String {
    let mut evidence = Evidence::default();
    evidence.subject.environment = Some(Environment::Rc);
    for url_field in UrlField::ALL {
        evidence
            .subject
            .draft
            .urls
            .set(url_field, format!("https://api.harbour.partner/{}", url_field.key()));
        let handshake = Some(Err(ProbeError::Tls(fault)));
        evidence.reach.insert(url_field, Reach { addresses: Ok(Vec::new()), handshake });
    }
    judge_one("ADDR-4", &evidence).unwrap().sentence.key
}

#[test]
fn each_fault_of_tls_is_simulated_or_says_why_not() {
    for fault in TlsError::ALL {
        let told_by = sentence(*fault);
        let is_simulated = FAULTS.iter().any(|simulated| simulated.sentence == told_by);
        let reason = NOT_SIMULATED.iter().find(|(other, _)| other == fault);
        assert!(
            is_simulated != reason.is_some(),
            "{fault:?} ({told_by}) is simulated by a fault of the example partner, or stands in NOT_SIMULATED"
        );
    }
}
