//! ADDR-4 and ADDR-5: whether certificates are valid, and for how long.

use crate::no_answer::{self, not_theirs};
use crate::urls::{clock_ahead, each, fine, label};
use crate::verdict::Finding;
use crate::{Cause, Certificate, Evidence, Message, NotSent, ProbeError, Reach, Target, TlsError};
use partner::UrlField;

/// A certificate that ends sooner is one to renew now.
const SOON_DAYS: i64 = 14;
/// A clock that is off by more makes days left a guess.
const CLOCK_TOLERANCE_S: i64 = 86_400;

/// The handshake with one address, or the verdict that stands in its place.
fn handshake(evidence: &Evidence, url_field: UrlField) -> Result<&Result<Certificate, ProbeError>, Finding> {
    match evidence.reach.get(&url_field) {
        // A proxy hides where a name leads, and still lets the certificate be seen.
        Some(Reach { handshake: Some(handshake), .. }) => Ok(handshake),
        Some(Reach { addresses: Err(ProbeError::NotSent(NotSent::NoAddress)), .. }) => {
            Err(Finding::unknown(Cause::DependsOn("ADDR-1")))
        }
        Some(Reach { addresses: Err(error), .. }) => {
            Err(not_theirs(error).unwrap_or_else(|| Finding::unknown(Cause::DependsOn("ADDR-2"))))
        }
        Some(_) => Err(Finding::unknown(Cause::DependsOn("ADDR-2"))),
        None => Err(Finding::unknown(Cause::Cancelled)),
    }
}

/// ADDR-4
pub(crate) fn certificates(_: &str, evidence: &Evidence) -> Finding {
    each(evidence, "seen.should_have_certificate", |url_field| {
        Some(match handshake(evidence, url_field) {
            Err(finding) => Err(finding),
            Ok(Ok(_)) => Ok(fine("seen.certificate_good")),
            Ok(Err(error)) => Err(not_theirs(error).unwrap_or_else(|| match error {
                ProbeError::Tls(fault) => Finding::developers(certificate_fault(*fault)),
                ProbeError::TimedOut(seconds) => Finding::developers("timed_out").with("seconds", seconds),
                ProbeError::Refused => Finding::developers("refused"),
                ProbeError::NotPublic(_) | ProbeError::NameNotFound(_) => {
                    Finding::unknown(Cause::DependsOn("ADDR-2"))
                }
                _ => Finding::developers("broken"),
            })),
        })
    })
}

/// The variant of ADDR-4's sentence. Two names are taken there: a refused connection, and what is left over of
/// all checks.
fn certificate_fault(fault: TlsError) -> &'static str {
    match fault {
        TlsError::Refused => "handshake_refused",
        TlsError::Other => "tls_other",
        fault => fault.key(),
    }
}

/// The days until the first certificate ends, and at which URL.
fn first_to_end(evidence: &Evidence) -> Option<(i64, UrlField)> {
    let days = |url_field| match handshake(evidence, url_field) {
        Ok(Ok(certificate)) => Some((days_left(certificate, evidence), url_field)),
        _ => None,
    };
    UrlField::ALL.into_iter().filter_map(days).min()
}

fn days_left(certificate: &Certificate, evidence: &Evidence) -> i64 {
    (certificate.not_after - evidence.at).max(0) / 86_400
}

/// ADDR-5
pub(crate) fn lasting(_: &str, evidence: &Evidence) -> Finding {
    let finding = each(evidence, "seen.should_last", |url_field| {
        Some(match handshake(evidence, url_field) {
            Err(finding) => Err(finding),
            Ok(Ok(_)) if clock_ahead(evidence).abs() > CLOCK_TOLERANCE_S => {
                Err(no_answer::clock(clock_ahead(evidence)))
            }
            Ok(Ok(certificate)) => {
                let days = days_left(certificate, evidence);
                let left = |key: &str| Message { key: key.into(), args: vec![("days", days.to_string())] };
                if days < SOON_DAYS {
                    Err(Finding::developers("soon").with("days", days))
                } else {
                    Ok(left("seen.days_left"))
                }
            }
            Ok(Err(error)) => {
                Err(not_theirs(error).unwrap_or_else(|| Finding::unknown(Cause::DependsOn("ADDR-4"))))
            }
        })
    });
    // Of several that end soon, the one to renew first is the one to name.
    match first_to_end(evidence).filter(|_| finding.variant == "soon") {
        Some((days, url_field)) => Finding { args: Vec::new(), ..finding }
            .with("days", days)
            .with("address", label(url_field))
            .at(Target::url(url_field)),
        None => finding,
    }
}
