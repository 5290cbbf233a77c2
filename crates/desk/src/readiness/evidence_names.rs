//! What the client saw, in the words of the checks. The two do not know each other.

use checks::{Answer, OurFault, Range, Reach, Redirect, TlsFault, Trouble};
use client::{ReachSeen, TlsTrouble};
use redact::display_url;
use std::sync::LazyLock;
use std::time::Instant;
use url::Url;

/// Where the clock of [`Answer::came_at_ms`] begins.
static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// An answer to a call that was made to `asked`.
pub(crate) fn answer(seen: client::Answer, asked: &Url) -> Answer {
    let redirect = seen.leads_to.map(|to| Redirect {
        is_http: to.scheme() == "http" && to.host_str() == asked.host_str(),
        to: to.origin().ascii_serialization(),
    });
    Answer {
        status: seen.status,
        content_type: seen.content_type,
        headers: seen.headers,
        body: seen.body,
        is_cut: seen.is_cut,
        body_fault: seen.body_fault.as_ref().map(trouble),
        redirect,
        found_at: seen.found_at.as_ref().map(display_url),
        took_ms: u64::try_from(seen.took.as_millis()).unwrap_or(u64::MAX),
        came_at_ms: u64::try_from(BEGAN.elapsed().as_millis()).unwrap_or(u64::MAX),
    }
}

/// How far an address could be reached.
pub(crate) fn reach(seen: ReachSeen) -> Reach {
    let addresses = seen.addresses.map_err(|reason| trouble(&reason));
    Reach {
        addresses: addresses.map(|found| found.into_iter().map(|(ip, kind)| (ip, range(kind))).collect()),
        handshake: seen.handshake.map(|result| match result {
            Ok(certificate) => Ok(Some(certificate.not_after)),
            Err(reason) => Err(trouble(&reason)),
        }),
    }
}

fn range(kind: client::Range) -> Range {
    match kind {
        client::Range::Public => Range::Public,
        client::Range::Loopback => Range::Loopback,
        client::Range::Private => Range::Private,
        client::Range::LinkLocal => Range::LinkLocal,
        client::Range::Shared => Range::Shared,
        client::Range::Documentation => Range::Documentation,
        client::Range::Multicast => Range::Multicast,
        client::Range::Reserved => Range::Reserved,
    }
}

/// Why there is no answer.
pub(crate) fn trouble(seen: &client::Trouble) -> Trouble {
    use client::Trouble as Seen;
    match seen {
        Seen::Offline => Trouble::Offline,
        Seen::Ours(fault) => Trouble::Ours(ours(fault)),
        Seen::NameNotTold(_) => Trouble::NameNotTold,
        Seen::NameNotFound(_) => Trouble::NameNotFound,
        Seen::NotPublic(_) => Trouble::NotPublic,
        Seen::Proxied => Trouble::Proxied,
        Seen::Refused => Trouble::Refused,
        Seen::Broken => Trouble::Broken,
        Seen::TimedOut(seconds) => Trouble::TimedOut(*seconds),
        Seen::TooLarge(bytes) => Trouble::TooLarge(*bytes),
        Seen::NotHttp => Trouble::NotHttp,
        Seen::NotUnpacked => Trouble::NotUnpacked,
        Seen::Redirects => Trouble::Redirects,
        // No redirect to another origin is followed with a token: what is left is one that the person has
        // not let it go to.
        Seen::WrongOrigin(_) => Trouble::NotAllowed,
        Seen::Tls(fault) => Trouble::Tls(tls(*fault)),
    }
}

fn ours(fault: &client::OurFault) -> OurFault {
    use client::OurFault as Seen;
    match fault {
        Seen::Names => OurFault::Names,
        Seen::NoWayOut => OurFault::NoWayOut,
        Seen::Portal => OurFault::Portal,
        Seen::Intercepted(issuer) => OurFault::Intercepted(issuer.clone()),
        Seen::Clock(ahead) => OurFault::Clock(*ahead),
        Seen::Stalled => OurFault::Stalled,
        Seen::ProxyDown(proxy) => OurFault::ProxyDown(proxy.clone()),
        Seen::ProxyLogIn(proxy) => OurFault::ProxyLogIn(proxy.clone()),
        Seen::ProxyRefused { proxy, status } => OurFault::ProxyRefused(proxy.clone(), *status),
        Seen::Unparsed => OurFault::Unparsed,
    }
}

fn tls(fault: TlsTrouble) -> TlsFault {
    match fault {
        TlsTrouble::Expired => TlsFault::Expired,
        TlsTrouble::ChainExpired => TlsFault::ChainExpired,
        TlsTrouble::NotYetValid => TlsFault::NotYetValid,
        TlsTrouble::WrongName => TlsFault::WrongName,
        TlsTrouble::NoNames => TlsFault::NoNames,
        TlsTrouble::SelfSigned => TlsFault::SelfSigned,
        TlsTrouble::UnknownIssuer => TlsFault::UnknownIssuer,
        TlsTrouble::IncompleteChain => TlsFault::IncompleteChain,
        TlsTrouble::WeakSignature => TlsFault::WeakSignature,
        TlsTrouble::NotForServers => TlsFault::NotForServers,
        TlsTrouble::AuthorityAsServer => TlsFault::AuthorityAsServer,
        TlsTrouble::Unreadable => TlsFault::Unreadable,
        TlsTrouble::OldProtocol => TlsFault::OldProtocol,
        TlsTrouble::NotTls => TlsFault::NotTls,
        TlsTrouble::ClientCertificate => TlsFault::ClientCertificate,
        TlsTrouble::NameNotServed => TlsFault::NameNotServed,
        TlsTrouble::Refused => TlsFault::Refused,
        TlsTrouble::CutOff => TlsFault::CutOff,
        TlsTrouble::Other => TlsFault::Other,
    }
}
