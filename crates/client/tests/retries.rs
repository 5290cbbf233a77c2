//! Connections that break: a read is tried twice more, and told as broken only then.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod hostile_server;

use client::*;
use hostile_server::{asking, authority, elsewhere, http, plain, serve, server_config};
use redact::{Origin, Personal, UnparsedSecret};
use rustls::ServerConfig;
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;
use url::Url;

/// Breaks the first connections off and answers the later ones; counts them all.
async fn breaking(first: usize, tls: Option<ServerConfig>) -> (SocketAddr, Arc<AtomicUsize>) {
    let (behind, _) = serve(http("", b"{}"), tls).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (at, count) = (listener.local_addr().unwrap(), Arc::<AtomicUsize>::default());
    let counted = count.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            if counted.fetch_add(1, Ordering::SeqCst) >= first {
                let mut server = TcpStream::connect(behind).await.unwrap();
                tokio::spawn(async move { drop(copy_bidirectional(&mut stream, &mut server).await) });
            }
        }
    });
    (at, count)
}

/// The same over TLS, but breaks off only when it was asked.
async fn breaking_when_asked(first: usize, tls: ServerConfig) -> (SocketAddr, Arc<AtomicUsize>) {
    let acceptor = TlsAcceptor::from(Arc::new(tls));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (at, count) = (listener.local_addr().unwrap(), Arc::<AtomicUsize>::default());
    let counted = count.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = acceptor.accept(stream).await.unwrap();
            let _ = stream.read(&mut [0; 8192]).await;
            if counted.fetch_add(1, Ordering::SeqCst) >= first {
                stream.write_all(&http("", b"{}")).await.unwrap();
                let _ = stream.shutdown().await;
            }
        }
    });
    (at, count)
}

/// How many of the first connections break off, how many are made, and whether there is an answer in the end.
const CASES: [(usize, usize, bool); 3] = [(0, 1, true), (2, 3, true), (4, 3, false)];
/// The pauses before the second and the third try.
const PAUSES: Duration = Duration::from_secs(1);

#[tokio::test]
async fn a_call_whose_connection_breaks_is_made_twice_more_and_each_repetition_is_noted() {
    for (broken, tries, is_answered) in CASES {
        let (at, count) = breaking(broken, None).await;
        let recorded: Arc<Mutex<Vec<Exchange>>> = Arc::default();
        let noted = recorded.clone();
        let mut network = plain(Arc::new(move |exchange| noted.lock().unwrap().push(exchange)));
        network.limits.call = Duration::from_secs(20);
        let url = Url::parse(&format!("http://{at}/x")).unwrap();
        let started = Instant::now();
        let result = Probe::new(&network).call(&asking(&url)).await;
        assert_eq!((result.is_ok(), count.load(Ordering::SeqCst)), (is_answered, tries), "{result:?}");
        assert_eq!(started.elapsed() >= PAUSES, tries == 3, "{broken}");
        let [exchange] = &recorded.lock().unwrap()[..] else { panic!("one call is noted") };
        assert_eq!(exchange.repeated.len(), tries - 1, "{:?}", exchange.repeated);
    }
}

#[tokio::test]
async fn a_handshake_and_a_read_of_the_api_that_break_off_are_made_twice_more() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    for (broken, tries, is_answered) in CASES {
        let made = authority("test authority");
        let network = |at: SocketAddr| {
            let mut elsewhere = elsewhere(at, &made, "93.184.216.34");
            elsewhere.limits.call = Duration::from_secs(20);
            Network::rc_of_test(&elsewhere, Arc::new(|_| {}))
        };
        let (at, count) = breaking(broken, Some(server_config("api.partner.test", &made, |_| {}))).await;
        let url = Url::parse("https://api.partner.test/x").unwrap();
        let started = Instant::now();
        let reach = Probe::new(&network(at)).reach(&url, "test").await;
        let is_reached = matches!(reach.handshake, Some(Ok(_)));
        assert_eq!((is_reached, count.load(Ordering::SeqCst)), (is_answered, tries), "{reach:?}");
        assert_eq!(started.elapsed() >= PAUSES, tries == 3, "{broken}");

        let config = server_config("rc.test.invalid", &made, |_| {});
        let (at, count) = breaking_when_asked(broken, config).await;
        let network = network(at);
        let api = PartnersApi::new(&network).unwrap();
        let token = UnparsedSecret::new("canary-token-abcd".into()).parse::<Personal>().unwrap();
        let token = token.bound_to(Origin::of(&network.api_base));
        let key = PartnerPath { codename: "harbour".into(), company_id: "7".into() };
        let started = Instant::now();
        let read = api.get(&key, &token).await;
        assert_eq!((read.is_ok(), count.load(Ordering::SeqCst)), (is_answered, tries), "{read:?}");
        assert_eq!(started.elapsed() >= PAUSES, tries == 3, "{broken}");
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_in_its_body_is_asked_for_again_only_where_the_body_is_wanted() {
    for (needs_body, tries) in [(true, 3), (false, 1)] {
        let (at, requests) = serve("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", None).await;
        let mut network = plain(Arc::new(|_| {}));
        network.limits.call = Duration::from_secs(20);
        let url = Url::parse(&format!("http://{at}/x")).unwrap();
        let request = ProbeRequest { needs_body, ..asking(&url) };
        let answer = Probe::new(&network).call(&request).await.unwrap();
        assert_eq!((answer.status, requests.lock().unwrap().len()), (200, tries));
    }
}
