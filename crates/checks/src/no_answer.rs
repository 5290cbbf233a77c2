//! What a call that got no answer says. Faults of the service are the developer's; what another check names is
//! left to it; what is in the way on our side is nobody's fault there.

use crate::verdict::Finding;
use crate::{Answer, Cause, NotSent, OurFault, ProbeError, Target};

/// The verdict for a call that got no answer to judge.
pub(crate) fn no_answer(error: &ProbeError) -> Finding {
    match error {
        ProbeError::NotSent(NotSent::NoToken) => Finding::unknown(Cause::NoToken).at(Target::CustomerToken),
        ProbeError::NotSent(NotSent::Keychain) => Finding::unknown(Cause::Keychain).at(Target::CustomerToken),
        ProbeError::WrongOrigin => Finding::unknown(Cause::NotAllowed).at(Target::CustomerToken),
        ProbeError::NotSent(NotSent::NoAddress) => Finding::unknown(Cause::DependsOn("ADDR-1")),
        ProbeError::NotPublic(_) | ProbeError::NameNotFound(_) => {
            Finding::unknown(Cause::DependsOn("ADDR-2"))
        }
        ProbeError::Tls(_) => Finding::unknown(Cause::DependsOn("ADDR-4")),
        ProbeError::Redirects => Finding::unknown(Cause::DependsOn("ADDR-6")),
        ProbeError::Refused => Finding::no_answer("refused"),
        ProbeError::TimedOut(seconds) => Finding::no_answer("timed_out").with("seconds", seconds),
        ProbeError::TooLarge(bytes) => Finding::no_answer("too_large").with("bytes", bytes),
        ProbeError::Broken => Finding::no_answer("broken"),
        ProbeError::NotHttp => Finding::no_answer("not_http"),
        ProbeError::NotUnpacked => Finding::no_answer("not_unpacked"),
        error => not_theirs(error).unwrap_or_else(|| Finding::unknown(Cause::Cancelled)),
    }
}

/// The verdict for what says nothing about the service, if that is what it is.
pub(crate) fn not_theirs(error: &ProbeError) -> Option<Finding> {
    Some(match error {
        ProbeError::Offline => Finding::unknown(Cause::Offline),
        ProbeError::NotSent(NotSent::Cancelled | NotSent::NoSuchPart) => Finding::unknown(Cause::Cancelled),
        ProbeError::NotSent(NotSent::NotConnected) => {
            Finding::unknown(Cause::NotConnected).at(Target::Connection)
        }
        ProbeError::Proxied => Finding::unknown(Cause::Proxied),
        ProbeError::NameNotTold(_) => Finding::unknown(Cause::NameServer),
        ProbeError::NotSent(NotSent::AskedToWait(seconds)) => match seconds {
            Some(seconds) => Finding::unknown(Cause::TooManyRequests).with("seconds", seconds),
            None => Finding::unknown(Cause::TooManyRequests),
        },
        ProbeError::NotSent(NotSent::LockedOut) => Finding::unknown(Cause::LockedOut),
        ProbeError::Ours(fault) => ours(fault),
        _ => return None,
    })
}

fn ours(fault: &OurFault) -> Finding {
    let unknown = |key| Finding::unknown(Cause::Ours(key));
    match fault {
        OurFault::Names => unknown("no_names"),
        OurFault::NoWayOut => unknown("no_way_out"),
        OurFault::Portal => unknown("portal"),
        OurFault::Intercepted(issuer) => unknown("intercepted").with("issuer", issuer),
        OurFault::Clock(ahead) => clock(*ahead),
        OurFault::Stalled => unknown("stalled"),
        OurFault::ProxyDown(proxy) => unknown("proxy_down").with("proxy", proxy),
        OurFault::ProxyLogIn(proxy) => unknown("proxy_log_in").with("proxy", proxy),
        OurFault::ProxyRefused(proxy, 0) => unknown("proxy_refused").with("proxy", proxy),
        OurFault::ProxyRefused(proxy, status) => {
            unknown("proxy_refused_with").with("proxy", proxy).with("status", status)
        }
        OurFault::Unparsed => unknown("unparsed"),
    }
}

/// This computer's clock is off by so many seconds; positive when it is ahead.
pub(crate) fn clock(ahead: i64) -> Finding {
    const HOUR: i64 = 3_600;
    const DAY: i64 = 24 * HOUR;
    let off = ahead.abs();
    let key = match (off < 2 * DAY, ahead > 0) {
        (true, true) => "clock_ahead_hours",
        (true, false) => "clock_behind_hours",
        (false, true) => "clock_ahead_days",
        (false, false) => "clock_behind_days",
    };
    let count = if off < 2 * DAY { off.div_euclid(HOUR).max(1) } else { off.div_euclid(DAY) };
    Finding::unknown(Cause::Ours(key)).with("count", count)
}

/// The service asked to wait (429).
pub(crate) fn asked_to_wait(answer: &Answer) -> Finding {
    let finding = Finding::unknown(Cause::TooManyRequests);
    match answer.retry_after() {
        Some(seconds) => finding.with("seconds", seconds),
        None => finding,
    }
}
