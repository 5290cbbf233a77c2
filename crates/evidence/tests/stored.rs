//! Evidence that earlier versions stored with a run.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use evidence::{AddressRange, Certificate, NotSent, OurFault, ProbeError, Reach, Redirect, TlsError};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;

/// Reads `json`, and writes it again in the same words.
fn kept<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &str, is: T) {
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), is, "{json}");
    assert_eq!(serde_json::to_string(&is).unwrap(), json);
}

#[test]
fn reasons_for_no_answer_are_stored_under_the_names_of_the_first_version() {
    let nameless = String::new;
    for (json, is) in [
        (r#""Offline""#, ProbeError::Offline),
        (r#""Cancelled""#, ProbeError::NotSent(NotSent::Cancelled)),
        (r#""NoAddress""#, ProbeError::NotSent(NotSent::NoAddress)),
        (r#""NotPublic""#, ProbeError::NotPublic(nameless())),
        (r#""NoToken""#, ProbeError::NotSent(NotSent::NoToken)),
        (r#""Keychain""#, ProbeError::NotSent(NotSent::Keychain)),
        (r#""NotAllowed""#, ProbeError::WrongOrigin),
        (r#""Proxied""#, ProbeError::Proxied),
        (r#"{"Ours":"Names"}"#, OurFault::Names.into()),
        (r#"{"Ours":"NoWayOut"}"#, OurFault::NoWayOut.into()),
        (r#"{"Ours":"Portal"}"#, OurFault::Portal.into()),
        (r#"{"Ours":{"Intercepted":"Inspection"}}"#, OurFault::Intercepted("Inspection".into()).into()),
        (r#"{"Ours":{"Clock":-86400}}"#, OurFault::Clock(-86_400).into()),
        (r#"{"Ours":"Stalled"}"#, OurFault::Stalled.into()),
        (r#"{"Ours":{"ProxyDown":"proxy:8080"}}"#, OurFault::ProxyDown("proxy:8080".into()).into()),
        (r#"{"Ours":{"ProxyLogIn":"proxy:8080"}}"#, OurFault::ProxyLogIn("proxy:8080".into()).into()),
        (
            r#"{"Ours":{"ProxyRefused":["proxy:8080",503]}}"#,
            OurFault::ProxyRefused("proxy:8080".into(), 503).into(),
        ),
        (r#"{"Ours":"Unparsed"}"#, OurFault::Unparsed.into()),
        (r#""NameNotTold""#, ProbeError::NameNotTold(nameless())),
        (r#""NoSuchPart""#, ProbeError::NotSent(NotSent::NoSuchPart)),
        (r#"{"AskedToWait":30}"#, ProbeError::NotSent(NotSent::AskedToWait(Some(30)))),
        (r#"{"AskedToWait":null}"#, ProbeError::NotSent(NotSent::AskedToWait(None))),
        (r#""LockedOut""#, ProbeError::NotSent(NotSent::LockedOut)),
        (r#""NameNotFound""#, ProbeError::NameNotFound(nameless())),
        (r#""Refused""#, ProbeError::Refused),
        (r#""Broken""#, ProbeError::Broken),
        (r#"{"TimedOut":10}"#, ProbeError::TimedOut(10)),
        (r#"{"Tls":"IncompleteChain"}"#, ProbeError::Tls(TlsError::IncompleteChain)),
        (r#"{"TooLarge":1000000}"#, ProbeError::TooLarge(1_000_000)),
        (r#""NotHttp""#, ProbeError::NotHttp),
        (r#""NotUnpacked""#, ProbeError::NotUnpacked),
        (r#""Redirects""#, ProbeError::Redirects),
    ] {
        kept(json, is);
    }
}

#[test]
fn faults_of_tls_are_stored_under_the_names_of_the_first_version() {
    let all = r#"["Expired","ChainExpired","NotYetValid","WrongName","NoNames","SelfSigned","UnknownIssuer","IncompleteChain","WeakSignature","NotForServers","AuthorityAsServer","Unreadable","OldProtocol","NotTls","ClientCertificate","NameNotServed","Refused","CutOff","Other"]"#;
    kept(all, TlsError::ALL[..19].to_vec());
}

#[test]
fn how_far_a_url_was_reached_is_stored_as_in_the_first_version() {
    use AddressRange::{Documentation, LinkLocal, Loopback, Multicast, Private, Public, Reserved, Shared};

    let ranges =
        r#"["Public","Loopback","Private","LinkLocal","Shared","Documentation","Multicast","Reserved"]"#;
    kept(ranges, [Public, Loopback, Private, LinkLocal, Shared, Documentation, Multicast, Reserved]);
    kept(
        r#"{"addresses":{"Ok":[["93.184.216.34","Public"],["::1","Loopback"]]},"handshake":{"Ok":1802412000}}"#,
        Reach {
            addresses: Ok(vec![
                ("93.184.216.34".parse().unwrap(), Public),
                ("::1".parse().unwrap(), Loopback),
            ]),
            handshake: Some(Ok(Certificate::from(1_802_412_000))),
        },
    );
    kept(
        r#"{"addresses":{"Err":"NameNotFound"},"handshake":{"Err":{"Tls":"Expired"}}}"#,
        Reach {
            addresses: Err(ProbeError::NameNotFound(String::new())),
            handshake: Some(Err(ProbeError::Tls(TlsError::Expired))),
        },
    );
    kept(
        r#"{"addresses":{"Err":"NoAddress"},"handshake":null}"#,
        Reach { addresses: Err(NotSent::NoAddress.into()), handshake: None },
    );
    kept(
        r#"{"to":"https://other.test","is_http":false}"#,
        Redirect { to: "https://other.test".into(), is_http: false },
    );
}
