//! Faults of sending a candidate and of reporting on it: what a rehearsal must find.

use crate::faults::Fault;
use sandbox_api::FaultKind::{self, Candidate, Unusual};

const fn fault(
    kind: FaultKind,
    name: &'static str,
    sentence: &'static str,
    fails: &'static [&'static str],
) -> Fault {
    Fault { name, kind, sentence, fails, unknown: &[] }
}

/// All of them, in the order in which they are shown. Each is found by the first of its checks.
pub const CANDIDATE_FAULTS: &[Fault] = &[
    fault(Candidate, "send-accepts-a-wrong-token", "check.TOKEN-7.let_in", &["TOKEN-7"]),
    fault(Candidate, "send-needs-no-token", "check.TOKEN-7.missing_let_in", &["TOKEN-7"]),
    fault(Candidate, "send-says-no-with-200", "check.TOKEN-7.error_body", &["TOKEN-7"]),
    fault(Candidate, "send-answers-404-to-wrong-tokens", "check.TOKEN-7.status", &["TOKEN-7"]),
    fault(Candidate, "send-refuses-the-right-token", "check.SEND-1.turned_away", &["SEND-1", "SEND-2"]),
    fault(Candidate, "send-takes-numbers-only", "check.SEND-1.refused", &["SEND-1"]),
    fault(Candidate, "send-answers-200-with-an-error", "check.SEND-1.error_body", &["SEND-1"]),
    fault(Candidate, "send-fails", "check.SEND-1.server_error", &["SEND-1"]),
    fault(Candidate, "send-redirects", "check.SEND-1.redirect", &["SEND-1"]),
    Fault { unknown: &["SEND-1"], ..fault(Candidate, "send-takes-20-s", "check.unknown.lost_answer", &[]) },
    fault(Candidate, "send-ignores-the-test", "check.SEND-2.let_in", &["SEND-2"]),
    fault(Candidate, "send-refuses-with-a-page", "check.SEND-2.page", &["SEND-2"]),
    fault(Candidate, "send-refuses-without-a-text", "check.SEND-2.no_text", &["SEND-2"]),
    fault(Candidate, "send-refuses-at-length", "check.SEND-2.too_long", &["SEND-2"]),
    fault(Candidate, "send-refuses-with-401", "check.SEND-2.turned_away", &["SEND-2"]),
    fault(Candidate, "send-fails-on-unknown-tests", "check.SEND-2.server_error", &["SEND-2"]),
    fault(Candidate, "send-creates-twice", "check.REPORT-1.twice", &["REPORT-1"]),
    Fault { unknown: &["REPORT-1"], ..fault(Candidate, "report-never-comes", "check.REPORT-1.waiting", &[]) },
    fault(Candidate, "report-with-a-wrong-secret", "check.REPORT-1.wrong_secret", &["REPORT-1"]),
    fault(Candidate, "report-under-another-codename", "check.REPORT-1.other_partner", &["REPORT-1"]),
    fault(Candidate, "report-for-the-candidate-id", "check.REPORT-1.unknown_report", &["REPORT-1"]),
    fault(Candidate, "report-with-an-unknown-status", "check.REPORT-1.unknown_status", &["REPORT-1"]),
    fault(Candidate, "report-completed-twice", "check.REPORT-1.changed", &["REPORT-1"]),
    fault(Candidate, "report-canceled-after-completed", "check.REPORT-1.changed", &["REPORT-1"]),
    fault(Candidate, "report-score-a-number", "check.REPORT-2.not_text", &["REPORT-2"]),
    fault(Candidate, "report-score-too-long", "check.REPORT-2.too_long", &["REPORT-2"]),
    fault(Candidate, "report-time-without-a-zone", "check.REPORT-4.no_zone", &["REPORT-4"]),
    fault(Candidate, "report-time-not-in-utc", "check.REPORT-4.not_utc", &["REPORT-4"]),
    fault(Unusual, "report-failed", "", &[]),
    fault(Unusual, "report-in-steps", "", &[]),
    fault(Unusual, "report-sent-again", "", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::FAULTS;

    #[test]
    fn every_fault_of_candidates_has_a_name_of_its_own_and_leads_to_a_check_of_the_rehearsal() {
        for (place, fault) in CANDIDATE_FAULTS.iter().enumerate() {
            for id in fault.fails.iter().chain(fault.unknown) {
                assert!(checks::REHEARSAL.iter().any(|check| check.id == *id), "{}: {id}", fault.name);
            }
            assert_eq!(fault.kind == Unusual, fault.named_by().is_none(), "{}", fault.name);
            let others = FAULTS.iter().chain(&CANDIDATE_FAULTS[..place]);
            assert!(others.into_iter().all(|other| other.name != fault.name), "{}", fault.name);
        }
    }
}
