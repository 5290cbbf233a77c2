//! Probes and API calls against servers that misbehave, over real sockets and real TLS on loopback.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod hostile_server;

use client::*;
use hostile_server::{asking, authority, elsewhere, get, http, plain, rc, serve, server_config};
use partner::Environment;
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use redact::{Customer, Origin, Personal, Secret, UnparsedSecret};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

#[tokio::test]
async fn an_answer_is_read_whole_and_a_packed_one_unpacked_though_none_was_asked_for() {
    assert_eq!(get(http("", b"hello")).await.unwrap().body, b"hello");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    io::Write::write_all(&mut packed, b"[1,2]").unwrap();
    let answer = get(http("Content-Encoding: gzip\r\n", &packed.finish().unwrap())).await.unwrap();
    assert_eq!(answer.body, b"[1,2]");
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n".to_vec();
    assert_eq!(get(chunked).await.unwrap().body, b"abc");
}

#[tokio::test]
async fn hostile_answers_end_in_a_named_trouble_and_cost_no_more_than_the_limit() {
    let long = get(http("", &vec![b'x'; 200_000])).await.unwrap();
    assert!(long.is_cut && long.body.len() == 100_000);
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    io::Write::write_all(&mut bomb, &vec![0; 100_000_000]).unwrap();
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 100_000);
    let unpacked = get(http("Content-Encoding: gzip\r\n", &bomb)).await.unwrap();
    assert!(unpacked.is_cut && unpacked.body.len() == 100_000);
    for encoding in ["gzip", "br", "zstd", "deflate"] {
        let answer = get(http(&format!("Content-Encoding: {encoding}\r\n"), b"not packed")).await.unwrap();
        assert_eq!((answer.status, answer.body_fault), (200, Some(ProbeError::NotUnpacked)), "{encoding}");
    }
    assert!(!get(http("", &vec![b'x'; 100_000])).await.unwrap().is_cut);
    assert_eq!(get(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()).await, Err(ProbeError::NotHttp));
    let flood = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X: y\r\n".repeat(50_000));
    assert_eq!(get(flood).await, Err(ProbeError::Ours(OurFault::Unparsed)));
    let short = get(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort".to_vec()).await.unwrap();
    assert_eq!((short.status, short.body_fault), (200, Some(ProbeError::Broken)));
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_and_one_that_is_not_there_named() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}/x", silent.local_addr().unwrap())).unwrap();
    let request = asking(&url);
    let network = plain(Arc::new(|_| {}));
    assert_eq!(Probe::new(&network).call(&request).await, Err(ProbeError::TimedOut(1)));
    drop(silent);
    assert_eq!(Probe::new(&network).call(&request).await, Err(ProbeError::Refused));
}

#[tokio::test]
async fn a_server_that_drips_is_given_up_in_time_and_one_that_never_ends_is_cut() {
    let drip = |piece: &'static [u8], pause: Duration| async move {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let _ = stream.read(&mut [0; 4096]).await;
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
                    while stream.write_all(piece).await.is_ok() {
                        tokio::time::sleep(pause).await;
                    }
                });
            }
        });
        Url::parse(&format!("http://{at}/x")).unwrap()
    };
    let network = plain(Arc::new(|_| {}));
    let url = drip(b"x", Duration::from_millis(20)).await;
    let request = asking(&url);
    let answer = Probe::new(&network).call(&request).await.unwrap();
    assert_eq!((answer.status, answer.body_fault), (200, Some(ProbeError::TimedOut(1))));
    let url = drip(&[b'x'; 8192], Duration::ZERO).await;
    let answer = Probe::new(&network).call(&ProbeRequest { url: &url, ..request }).await.unwrap();
    assert!(answer.is_cut && answer.body.len() == 100_000);
}

#[tokio::test]
async fn a_dead_address_of_a_name_leaves_time_for_the_next() {
    struct Two;
    impl Resolve for Two {
        fn resolve<'a>(
            &'a self,
            _: &'a str,
        ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
            // Nobody listens at the first.
            Box::pin(async { Ok(vec!["127.254.254.254".parse().unwrap(), "127.0.0.1".parse().unwrap()]) })
        }
    }
    let (at, _) = serve(http("", b"hello"), None).await;
    let made = authority("test authority");
    let mut elsewhere = elsewhere(at, &made, "127.0.0.1");
    elsewhere.resolver = Arc::new(Two);
    elsewhere.dial = None;
    let mut network = Network::rc_of_test(&elsewhere, Arc::new(|_| {}));
    network.environment = Environment::Sandbox;
    let url = Url::parse(&format!("http://two.test:{}/x", at.port())).unwrap();
    let request = asking(&url);
    assert_eq!(Probe::new(&network).call(&request).await.unwrap().body, b"hello");
}

#[tokio::test]
async fn the_parts_of_a_call_are_timed() {
    let made = authority("test authority");
    let (at, _) = serve(http("", b"{}"), Some(server_config("api.partner.test", &made, |_| {}))).await;
    let recorded: Arc<Mutex<Vec<Exchange>>> = Arc::default();
    let network = rc(at, &made).recording_to({
        let recorded = recorded.clone();
        Arc::new(move |exchange| recorded.lock().unwrap().push(exchange))
    });
    let url = Url::parse("https://api.partner.test/x").unwrap();
    let request = asking(&url);
    let answer = Probe::new(&network).call(&request).await.unwrap();
    Probe::new(&network).reach(&url, "test").await;
    let recorded = recorded.lock().unwrap();
    let [call, reach] = &recorded[..] else { panic!("{recorded:?}") };
    for exchange in [call, reach] {
        assert!(exchange.phases.connect_us > 0 && exchange.phases.tls_us > 0, "{:?}", exchange.phases);
    }
    assert!(call.phases.first_byte_us > 0 && reach.phases.first_byte_us == 0);
    assert!(answer.took_ms <= call.duration_ms);
    assert_eq!((&*reach.method, reach.status), (HANDSHAKE, None));
    assert!(reach.response_headers.iter().any(|(name, value)| name == "protocol" && value == "TLSv1_3"));
}

#[tokio::test]
async fn behind_a_proxy_calls_go_through_a_tunnel_and_names_are_left_to_it() {
    let made = authority("test authority");
    let (at, _) = serve(http("", b"hello"), Some(server_config("api.partner.test", &made, |_| {}))).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = listener.local_addr().unwrap();
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).await.unwrap();
            seen.lock().unwrap().push(String::from_utf8_lossy(&buffer[..read]).into_owned());
            let mut server = tokio::net::TcpStream::connect(at).await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
            tokio::spawn(async move { drop(tokio::io::copy_bidirectional(&mut stream, &mut server).await) });
        }
    });
    let mut elsewhere = elsewhere(at, &made, "10.0.0.7");
    elsewhere.dial = None;
    elsewhere.proxy = Some((Url::parse(&format!("http://{proxy}")).unwrap(), String::new()));
    let network = Network::rc_of_test(&elsewhere, Arc::new(|_| {}));
    let url = Url::parse("https://api.partner.test/x").unwrap();
    let request = asking(&url);
    assert_eq!(Probe::new(&network).call(&request).await.unwrap().body, b"hello");
    let reach = Probe::new(&network).reach(&url, "test").await;
    assert_eq!(reach.addresses, Err(ProbeError::Proxied));
    assert!(reach.handshake.unwrap().is_ok());
    assert!(asked.lock().unwrap().iter().all(|asked| asked.starts_with("CONNECT api.partner.test:443")));
    // An address in place of a name is judged all the same: a proxy is no way into a private network.
    let private = Url::parse("https://10.0.0.7/x").unwrap();
    let refused = Probe::new(&network).call(&ProbeRequest { url: &private, ..request }).await;
    assert_eq!(refused, Err(ProbeError::NotPublic("10.0.0.7".into())));
}

fn token<T>(url: &Url) -> Secret<T> {
    UnparsedSecret::new("canary-token-abcd".into()).parse::<T>().unwrap().bound_to(Origin::of(url))
}

#[tokio::test]
async fn a_token_goes_to_its_origin_only_and_is_masked_in_what_is_recorded() {
    let (other, stolen) = serve(http("", b"{}"), None).await;
    let (at, _) = serve(
        format!("HTTP/1.1 302 Found\r\nLocation: http://{other}/steal\r\nContent-Length: 17\r\n\r\ncanary-token-abcd"),
        None,
    )
    .await;
    let url = Url::parse(&format!("http://{at}/x?key=hidden")).unwrap();
    let secret = token::<Customer>(&url);
    let recorded: Arc<Mutex<Vec<Exchange>>> = Arc::default();
    let network = plain({
        let recorded = recorded.clone();
        Arc::new(move |exchange| recorded.lock().unwrap().push(exchange))
    });
    let request = ProbeRequest { bearer: Bearer::Token(&secret), ..asking(&url) };
    let answer = Probe::new(&network).call(&request).await.unwrap();
    assert_eq!((answer.status, answer.redirect.unwrap().to), (302, format!("http://{other}")));
    assert!(stolen.lock().unwrap().is_empty(), "the redirect was not followed");
    let elsewhere = Url::parse(&format!("http://{other}/x")).unwrap();
    let request = ProbeRequest { url: &elsewhere, ..request };
    assert!(matches!(Probe::new(&network).call(&request).await, Err(ProbeError::WrongOrigin)));
    assert!(stolen.lock().unwrap().is_empty(), "nothing was sent");
    let text = format!("{:?}", recorded.lock().unwrap());
    assert!(!text.contains("canary-token") && !text.contains("hidden"), "{text}");
    assert!(text.contains("Bearer ••••abcd"));
}

#[tokio::test]
async fn on_rc_an_address_that_is_not_public_gets_no_call() {
    let made = authority("test authority");
    let (at, requests) = serve(http("", b""), Some(server_config("api.partner.test", &made, |_| {}))).await;
    let url = Url::parse("https://api.partner.test/x").unwrap();
    let network = Network::rc_of_test(&elsewhere(at, &made, "10.0.0.7"), Arc::new(|_| {}));
    let request = asking(&url);
    assert_eq!(Probe::new(&network).call(&request).await, Err(ProbeError::NotPublic("10.0.0.7".into())));
    let reach = Probe::new(&network).reach(&url, "test").await;
    assert_eq!(reach.addresses, Ok(vec![("10.0.0.7".parse().unwrap(), AddressRange::Private)]));
    assert_eq!(reach.handshake, None);
    assert!(requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn each_fault_of_a_certificate_is_told_from_the_others_and_a_good_one_passes() {
    let (made, foreign) = (authority("test authority"), authority("somebody else"));
    let host = "api.partner.test";
    let url = Url::parse("https://api.partner.test/x").unwrap();
    let past = |params: &mut CertificateParams| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    };
    let future = |params: &mut CertificateParams| params.not_before = date_time_ymd(2090, 1, 1);
    let cases: [(ServerConfig, Result<(), ProbeError>); 5] = [
        (server_config(host, &made, |_| {}), Ok(())),
        (server_config(host, &made, past), Err(ProbeError::Tls(TlsError::Expired))),
        (server_config(host, &made, future), Err(ProbeError::Tls(TlsError::NotYetValid))),
        (server_config("other.test", &made, |_| {}), Err(ProbeError::Tls(TlsError::WrongName))),
        (server_config(host, &foreign, |_| {}), Err(ProbeError::Tls(TlsError::IncompleteChain))),
    ];
    for (config, expect) in cases {
        let (at, _) = serve(http("", b""), Some(config)).await;
        let reach = Probe::new(&rc(at, &made)).reach(&url, "test").await;
        assert_eq!(reach.handshake.map(|shaken| shaken.map(drop)), Some(expect));
        assert_eq!(reach.addresses, Ok(vec![("93.184.216.34".parse().unwrap(), AddressRange::Public)]));
    }
    // Signed by itself: nothing is missing, but nobody vouches for it.
    let key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(vec![host.to_owned()]).unwrap().self_signed(&key).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    let (at, _) = serve(http("", b""), Some(config)).await;
    let reach = Probe::new(&rc(at, &made)).reach(&url, "test").await;
    assert_eq!(reach.handshake, Some(Err(ProbeError::Tls(TlsError::SelfSigned))));
    // A server that answers a handshake with an alert that it knows no such version.
    let (at, _) = serve(vec![0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46], None).await;
    let reach = Probe::new(&rc(at, &made)).reach(&url, "test").await;
    assert_eq!(reach.handshake, Some(Err(ProbeError::Tls(TlsError::OldProtocol))));
}

async fn api_call(
    answer: Vec<u8>,
) -> (Result<serde_json::Value, ApiError>, Result<serde_json::Value, ApiError>, usize) {
    let made = authority("test authority");
    let (at, requests) = serve(answer, Some(server_config("rc.test.invalid", &made, |_| {}))).await;
    let network = rc(at, &made);
    let api = PartnersApi::new(&network).unwrap();
    let token = token::<Personal>(&network.api_base);
    let key = PartnerPath { codename: "harbour".into(), company_id: "7".into() };
    let read = api.get(&key, &token).await;
    let before = requests.lock().unwrap().len();
    let written = api.create(&key, &token, &serde_json::json!({"name": "x"})).await;
    let posts = requests.lock().unwrap().len() - before;
    (read, written, posts)
}

#[tokio::test]
async fn the_api_takes_any_success_and_names_every_failure() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (read, written, _) = api_call(http("", b"{\"name\":\"x\"}")).await;
    assert_eq!(read.unwrap().get("name"), Some(&"x".into()));
    assert!(written.is_ok());
    let (read, ..) = api_call(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()).await;
    assert_eq!(read, Ok(serde_json::Value::Null));
    let (read, ..) = api_call(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".to_vec()).await;
    assert_eq!(read, Err(ApiError::TurnedAway));
    let (read, ..) = api_call(http("", b"<html>")).await;
    assert_eq!(read, Err(ApiError::NotUnderstood));
    let (read, written, _) = api_call(http("", &vec![b'x'; 200_000])).await;
    assert_eq!(read, Err(ApiError::Probe(ProbeError::TooLarge(100_000))));
    assert_eq!(written, Err(ApiError::OutcomeUnknown(ProbeError::TooLarge(100_000))));
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_is_not_known_and_never_sent_twice() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (read, written, posts) =
        api_call(b"HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{".to_vec()).await;
    assert!(matches!(read, Err(ApiError::Probe(ProbeError::Broken))), "{read:?}");
    assert!(matches!(written, Err(ApiError::OutcomeUnknown(_))), "{written:?}");
    assert_eq!(posts, 1);
}
