//! What is in the way on our side is named as that: names, portals, proxies, clocks, inspection. Each over real
//! sockets on loopback, beside a service with which nothing is wrong.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod world;

use client::*;
use rcgen::{CertificateParams, date_time_ymd};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use url::Url;
use world::{Answers, HOST, World, asking, authority, http, serve, server_config};

fn partner() -> Url {
    Url::parse(&format!("https://{HOST}/x")).unwrap()
}

async fn reach(network: &Network) -> Reach {
    Probe::new(network).reach(&partner(), "test").await
}

async fn call(network: &Network) -> Result<Answer, ProbeError> {
    Probe::new(network).call(&asking(&partner())).await
}

fn ours(fault: OurFault) -> ProbeError {
    ProbeError::Ours(fault)
}

#[tokio::test]
async fn a_name_counts_as_missing_only_where_names_that_exist_are_found() {
    for (answers, expect) in [
        (Answers::Usual, None),
        (Answers::PartnerMissing, Some(ProbeError::NameNotFound(HOST.into()))),
        (Answers::PartnerNotTold, Some(ProbeError::NameNotTold(HOST.into()))),
        (Answers::NothingFound, Some(ours(OurFault::Names))),
        (Answers::NothingTold, Some(ours(OurFault::Names))),
    ] {
        let network = World::new(answers).await.network();
        assert_eq!(reach(&network).await.addresses.err(), expect, "{answers:?}");
        assert_eq!(call(&network).await.err(), expect, "{answers:?}");
    }
}

#[tokio::test]
async fn a_network_that_answers_for_every_name_is_told_from_a_private_address_of_the_partner() {
    for (answers, expect) in [
        (Answers::PartnerPrivate, None),
        (Answers::PrivatePortal, Some(ours(OurFault::Portal))),
        (Answers::PublicPortal, None),
    ] {
        let network = World::new(answers).await.network();
        assert_eq!(reach(&network).await.addresses.err(), expect, "{answers:?}");
    }
    let network = World::new(Answers::PartnerPrivate).await.network();
    assert_eq!(call(&network).await, Err(ProbeError::NotPublic("10.0.0.7".into())));
    // A portal with a certificate of its own, which is not the partner's.
    let world = World { certified: false, ..World::new(Answers::PublicPortal).await };
    assert_eq!(call(&world.network()).await, Err(ours(OurFault::Portal)));
}

#[tokio::test]
async fn nobody_is_blamed_for_a_connection_where_recruitee_cannot_be_reached_either() {
    let world = World { service: None, control: None, ..World::new(Answers::Usual).await };
    assert_eq!(call(&world.network()).await, Err(ours(OurFault::NoWayOut)));
    let world = World { service: None, ..World::new(Answers::Usual).await };
    assert_eq!(call(&world.network()).await, Err(ProbeError::Refused));
}

#[tokio::test]
async fn a_certificate_that_is_replaced_on_the_way_is_told_from_one_that_nobody_trusts() {
    // The partner's own fault: Recruitee's certificate is trusted from here.
    let world = World { certified: false, ..World::new(Answers::Usual).await };
    let handshake = reach(&world.network()).await.handshake.unwrap();
    assert!(matches!(handshake, Err(ProbeError::Tls(_))), "{handshake:?}");
    // The same for both: something in between signs.
    let world = World { certified: false, control_certified: false, ..World::new(Answers::Usual).await };
    let handshake = reach(&world.network()).await.handshake.unwrap();
    assert_eq!(handshake.err(), Some(ours(OurFault::Intercepted("CN=Inspection of Example Ltd".into()))));
    assert!(matches!(call(&world.network()).await, Err(ProbeError::Ours(OurFault::Intercepted(_)))));
}

#[tokio::test]
async fn a_wrong_clock_is_told_from_a_certificate_that_is_out_of_date() {
    const YEAR: i64 = 365 * 86_400;
    // Certificates of the world are good from 1975 on; clocks far behind see them as not yet in force.
    for ahead in [-YEAR * 60, YEAR * 4000] {
        let world = World { clock_ahead_s: ahead, ..World::new(Answers::Usual).await };
        let handshake = reach(&world.network()).await.handshake.unwrap();
        let Err(ProbeError::Ours(OurFault::Clock(off))) = handshake else { panic!("{handshake:?}") };
        assert!((off - ahead).abs() < 5, "{off}");
        assert!(matches!(call(&world.network()).await, Err(ProbeError::Ours(OurFault::Clock(_)))));
    }
    // Recruitee cannot be asked: the service's own clock says the same.
    let world = World { clock_ahead_s: -YEAR * 60, control: None, ..World::new(Answers::Usual).await };
    let handshake = reach(&world.network()).await.handshake.unwrap();
    assert!(matches!(handshake, Err(ProbeError::Ours(OurFault::Clock(_)))), "{handshake:?}");
    // A clock that is right blames the certificate.
    let past = |params: &mut CertificateParams| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    };
    let world = World::new(Answers::Usual).await;
    let service = serve(world::dated(b"hello"), Some(server_config(HOST, &world.authority, past))).await.0;
    let world = World { service: Some(service), ..world };
    let handshake = reach(&world.network()).await.handshake.unwrap();
    assert_eq!(handshake.err(), Some(ProbeError::Tls(TlsError::Expired)));
}

#[tokio::test]
async fn a_dead_address_of_the_newer_kind_costs_next_to_nothing() {
    // Nothing is ever taken from its queue, so a connection neither stands nor is refused.
    let dead = std::net::TcpListener::bind("[::1]:0").unwrap();
    let at = dead.local_addr().unwrap();
    let _full: Vec<std::net::TcpStream> = (0..4096)
        .map_while(|_| std::net::TcpStream::connect_timeout(&at, Duration::from_millis(200)).ok())
        .collect();
    let world = World::new(Answers::BothFamilies).await;
    let network = World { dead_v6: Some(at), ..world }.network();
    let answer = call(&network).await.unwrap();
    assert_eq!(answer.body, b"hello");
    assert!(answer.took_ms < 1_000, "{} ms", answer.took_ms);
    assert_eq!(reach(&network).await.handshake.map(|shaken| shaken.map(drop)), Some(Ok(())));
}

/// A proxy that answers CONNECT with `head`, and leads to `to` where that is a success.
async fn proxy(head: &'static str, to: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 4096];
            let _ = stream.read(&mut buffer).await;
            let _ = stream.write_all(head.as_bytes()).await;
            if head.contains(" 200 ") {
                let mut server = TcpStream::connect(to).await.unwrap();
                tokio::spawn(
                    async move { drop(tokio::io::copy_bidirectional(&mut stream, &mut server).await) },
                );
            }
        }
    });
    at
}

/// A SOCKS 5 proxy (RFC 1928) that leads to `to`, or says that it may not.
async fn socks(allows: bool, to: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut buffer = [0; 512];
                let _ = stream.read(&mut buffer).await;
                let _ = stream.write_all(&[5, 0]).await;
                let _ = stream.read(&mut buffer).await;
                let status = if allows { 0 } else { 2 };
                let _ = stream.write_all(&[5, status, 0, 1, 127, 0, 0, 1, 0, 80]).await;
                if allows {
                    let mut server = TcpStream::connect(to).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut stream, &mut server).await;
                }
            });
        }
    });
    at
}

#[tokio::test]
async fn faults_of_a_proxy_are_told_apart_and_none_is_the_partners() {
    let world = World::new(Answers::Usual).await;
    let to = world.service.unwrap();
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    for (proxy, scheme, expect) in [
        (proxy("HTTP/1.1 200 OK\r\n\r\n", to).await, "http", None),
        (
            proxy("HTTP/1.1 407 Log in\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n", to).await,
            "http",
            Some("log in"),
        ),
        (proxy("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", to).await, "http", Some("403")),
        (proxy("HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", to).await, "http", Some("502")),
        (nobody, "http", Some("down")),
        (socks(true, to).await, "socks5h", None),
        (socks(false, to).await, "socks5", Some("0")),
        (nobody, "socks5h", Some("down")),
    ] {
        let name = proxy.to_string();
        let url = Url::parse(&format!("{scheme}://{proxy}")).unwrap();
        let expect = expect.map(|what| match what {
            "log in" => ours(OurFault::ProxyLogIn(name.clone())),
            "down" => ours(OurFault::ProxyDown(name.clone())),
            status => ours(OurFault::ProxyRefused(name.clone(), status.parse().unwrap())),
        });
        let network = world.behind(&url, "");
        assert_eq!(call(&network).await.err(), expect, "{url}");
        let handshake = reach(&network).await.handshake.unwrap();
        assert_eq!(handshake.err(), expect, "{url}");
        // Hosts that are named as reached without the proxy are.
        assert_eq!(call(&world.behind(&url, "partner.test")).await.err(), None);
    }
}

#[tokio::test]
async fn this_computer_is_never_reached_through_a_proxy() {
    let made = authority("test authority");
    let (at, _) = serve(http("", b"hello"), Some(server_config("localhost", &made, |_| {}))).await;
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let world = World { authority: made, ..World::new(Answers::Loopback).await };
    let mut network = world.behind(&Url::parse(&format!("http://{nobody}")).unwrap(), "");
    network.environment = partner::Environment::Sandbox;
    let url = Url::parse(&format!("https://localhost:{}/x", at.port())).unwrap();
    assert_eq!(Probe::new(&network).call(&asking(&url)).await.map(|answer| answer.status), Ok(200));
}

#[tokio::test]
async fn http_that_browsers_read_is_read_and_what_only_we_do_not_read_is_told() {
    let many = (0..150).map(|at| format!("X-Header-{at}: 1\r\n")).collect::<String>();
    for (name, answer) in [
        ("150 headers", format!("HTTP/1.1 200 OK\r\n{many}Content-Length: 5\r\n\r\nhello")),
        (
            "a space before the colon",
            "HTTP/1.1 200 OK\r\nServer : x\r\nContent-Length: 5\r\n\r\nhello".into(),
        ),
        ("a header over two lines", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 5\r\n\r\nhello".into()),
        ("a header without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 5\r\n\r\nhello".into()),
        ("no reason", "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello".into()),
        ("HTTP/1.0 without a length", "HTTP/1.0 200 OK\r\n\r\nhello".into()),
        (
            "early hints",
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
                .into(),
        ),
        ("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello".into()),
    ] {
        let world = World::answering(answer.into_bytes()).await;
        assert_eq!(call(&world.network()).await.map(|answer| answer.body), Ok(b"hello".to_vec()), "{name}");
    }
    let world = World::answering(b"HTTP/1.1 2x0 OK\r\n\r\n".to_vec()).await;
    assert_eq!(call(&world.network()).await, Err(ours(OurFault::Unparsed)));
    let world = World::answering(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()).await;
    assert_eq!(call(&world.network()).await, Err(ProbeError::NotHttp));
}

#[tokio::test]
async fn an_article_is_asked_for_as_a_browser_does_and_cookies_are_kept_on_the_way() {
    let (made, browser) = (authority("test authority"), Asking::AsBrowser);
    let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: seen=1; Path=/\r\nContent-Length: 0\r\n\r\n";
    let (at, requests) = serve(answer.as_bytes().to_vec(), Some(server_config(HOST, &made, |_| {}))).await;
    let world = World { authority: made, service: Some(at), ..World::new(Answers::Usual).await };
    let url = partner();
    let request = ProbeRequest { asking: browser, follow: Follow::Anywhere, ..asking(&url) };
    Probe::new(&world.network()).call(&request).await.unwrap();
    let sent = requests.lock().unwrap().join("\n").to_ascii_lowercase();
    for line in [
        "user-agent: mozilla/5.0 (compatible; partnerdesk/",
        "accept: text/html",
        "accept-language: en",
        "accept-encoding: gzip, deflate, br, zstd",
    ] {
        assert!(sent.contains(line), "{line} is missing in {sent}");
    }
    assert!(!sent.contains("content-type") && !sent.contains("authorization"), "{sent}");

    // Leads to itself until it sees its cookie.
    let (at, requests) = world::serve_each(Arc::new(|request: &str| {
        if request.to_ascii_lowercase().contains("cookie: seen=1") {
            http("", b"hello")
        } else {
            b"HTTP/1.1 302 Found\r\nLocation: /x\r\nSet-Cookie: seen=1; Path=/\r\nContent-Length: 0\r\n\r\n".to_vec()
        }
    }), server_config(HOST, &world.authority, |_| {})).await;
    let world = World { service: Some(at), ..world };
    let answer = Probe::new(&world.network()).call(&request).await.unwrap();
    assert_eq!((answer.status, answer.body, requests.lock().unwrap().len()), (200, b"hello".to_vec(), 2));
}

#[test]
fn the_systems_own_name_servers_are_told_apart() {
    world::in_a_network_of_its_own("the_systems_own_name_servers_are_told_apart", || async {
        let partner = "partner.test";
        let rc = Url::parse(RC_BASE).unwrap().host_str().unwrap().to_owned();
        let exists: IpAddr = "93.184.216.34".parse().unwrap();
        for (mode, expect) in [
            (world::NameServer::Knows(vec![rc.clone()], exists), ProbeError::NameNotFound(partner.into())),
            (world::NameServer::FailsBut(vec![rc.clone()], exists), ProbeError::NameNotTold(partner.into())),
            (world::NameServer::Says(2), ours(OurFault::Names)),
            (world::NameServer::Says(5), ours(OurFault::Names)),
            (world::NameServer::Says(3), ours(OurFault::Names)),
            (world::NameServer::KnowsAll("10.0.0.1".parse().unwrap()), ours(OurFault::Portal)),
            (world::NameServer::Silent, ours(OurFault::Names)),
        ] {
            let _server = mode.clone().start();
            let network = Network::rc(Url::parse(RC_BASE).unwrap(), Arc::new(|_| {}));
            let url = Url::parse(&format!("https://{partner}/")).unwrap();
            let reach = Probe::new(&network).reach(&url, "test").await;
            assert_eq!(reach.addresses, Err(expect), "{mode:?}");
        }
    });
}
