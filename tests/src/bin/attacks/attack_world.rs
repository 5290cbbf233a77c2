//! Three servers on loopback, the names that lead to them, and a core that knows no other network.

use desk::{Dependencies, Desk, Dial, Limits, LocalRoute, NoHost, Resolve, TestNetwork, Vault, now};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use sandbox::Sandbox;
use serde_json::{Value, json};
use std::{
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    process::{Command, ExitCode},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};
use tests::Search;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use url::Url;

/// The three tokens. Their signs make each form of them differ from the others.
pub(crate) const PERSONAL: &str = r#"canary-personal-+/=&"<'>%-5b1e"#;
pub(crate) const SECRET: &str = r#"canary-secret-+/=&"<'>%-77c0"#;
pub(crate) const CUSTOMER: &str = r#"canary-customer-+/=&"<'>%-e942"#;
/// The company for which the personal token was made.
pub(crate) const COMPANY: &str = "48213";

/// The partner's own host; everything else belongs to strangers.
const HOME: &str = "home.example";
const API: &str = "rc.test.invalid";
const HOME_IP: &str = "93.184.216.34";
const STRANGER_IP: &str = "8.8.4.4";

/// Where the partner's name leads. Every other name leads to the stranger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// To the partner.
    Honest,
    /// To a stranger, who has no certificate for the name.
    MovedToStranger,
    /// Into the network of the house.
    Private,
    /// To this computer.
    Loopback,
    /// To where clouds keep the keys of their machines.
    Metadata,
    /// To the partner and into the house.
    Mixed,
    /// To the partner and to a stranger, in turn.
    Flipping,
    /// Into the house, written as IPv6.
    Mapped,
}

struct Resolver {
    names: Mutex<Names>,
    asked: AtomicUsize,
}

impl Resolve for Resolver {
    fn resolve<'a>(
        &'a self,
        host: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        let turn = self.asked.fetch_add(1, SeqCst);
        let found: &[&str] = match *self.names.lock().unwrap() {
            _ if host != HOME => &[STRANGER_IP],
            Names::Honest => &[HOME_IP],
            Names::MovedToStranger => &[STRANGER_IP],
            Names::Private => &["10.0.0.7"],
            Names::Loopback => &["127.0.0.1"],
            Names::Metadata => &["169.254.169.254"],
            Names::Mixed => &[HOME_IP, "192.168.1.7"],
            Names::Flipping => [&[HOME_IP], &[STRANGER_IP]][turn % 2],
            Names::Mapped => &["::ffff:10.0.0.7"],
        };
        let found = found.iter().map(|ip| ip.parse().unwrap()).collect();
        Box::pin(async move { Ok(found) })
    }
}

struct Authority {
    params: CertificateParams,
    key: KeyPair,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self { params, key: KeyPair::generate().unwrap() }
    }

    fn certificate(&self) -> CertificateDer<'static> {
        self.params.self_signed(&self.key).unwrap().der().clone()
    }

    fn certify(&self, host: &str) -> Arc<CertifiedKey> {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &Issuer::new(self.params.clone(), &self.key)).unwrap();
        let der = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let signing = rustls::crypto::ring::sign::any_supported_type(&der).unwrap();
        Arc::new(CertifiedKey::new(vec![certificate.der().clone()], signing))
    }
}

/// Gives every name a certificate that is trusted, but for names that belong to somebody else.
struct Certificates {
    trusted: Arc<Authority>,
    other: Authority,
    own: &'static [&'static str],
}

impl std::fmt::Debug for Certificates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("certificates")
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let host = hello.server_name().unwrap_or("nobody.example");
        let is_taken = [HOME, API].contains(&host) && !self.own.contains(&host);
        Some(if is_taken { self.other.certify(host) } else { self.trusted.certify(host) })
    }
}

/// A server that writes down every byte that reaches it, over TLS or not.
pub(crate) struct Server {
    at: SocketAddr,
    seen: Arc<Mutex<Vec<u8>>>,
    answer: Arc<Mutex<(usize, String)>>,
}

impl Server {
    async fn start(certificates: Certificates, answer: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(certificates));
        let server = Self {
            at: listener.local_addr().unwrap(),
            seen: Arc::default(),
            answer: Arc::new(Mutex::new((0, answer.to_owned()))),
        };
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let (seen, answer) = (server.seen.clone(), server.answer.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (seen, answer, acceptor) = (seen.clone(), answer.clone(), acceptor.clone());
                // No one waits here for ever.
                tokio::spawn(timeout(Duration::from_secs(10), serve(stream, acceptor, seen, answer)));
            }
        });
        server
    }

    /// Answers like this from now on, after so many hops on the same host.
    pub(crate) fn answers(&self, hops: usize, answer: &str) {
        *self.answer.lock().unwrap() = (hops, answer.to_owned());
    }

    /// Whether a token has reached it.
    pub(crate) fn has_seen(&self, token: &str) -> bool {
        let mut search = Search::new(&[token]);
        search.look("seen", &self.seen.lock().unwrap());
        !search.hits().is_empty()
    }
}

async fn serve(
    mut stream: TcpStream,
    acceptor: TlsAcceptor,
    seen: Arc<Mutex<Vec<u8>>>,
    answer: Arc<Mutex<(usize, String)>>,
) {
    let mut first = [0];
    if stream.peek(&mut first).await.is_err() {
        return;
    }
    if first[0] == 0x16 {
        if let Ok(stream) = acceptor.accept(stream).await {
            exchange(stream, &seen, &answer).await;
        }
        return;
    }
    // A proxy is asked for a tunnel first.
    let mut start = [0; 7];
    if stream.peek(&mut start).await.is_ok_and(|read| start[..read] == *b"CONNECT") {
        let mut head = vec![0; 4096];
        let read = stream.read(&mut head).await.unwrap_or(0);
        seen.lock().unwrap().extend(&head[..read]);
        let _ = stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await;
        if let Ok(stream) = acceptor.accept(stream).await {
            exchange(stream, &seen, &answer).await;
        }
        return;
    }
    exchange(stream, &seen, &answer).await;
}

async fn exchange(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    seen: &Mutex<Vec<u8>>,
    answer: &Mutex<(usize, String)>,
) {
    let mut buffer = vec![0; 64 * 1024];
    let read = stream.read(&mut buffer).await.unwrap_or(0);
    seen.lock().unwrap().extend(&buffer[..read]);
    let path = String::from_utf8_lossy(&buffer[..read]).into_owned();
    let hop = path.split("/hop").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or(0);
    let (hops, head) = answer.lock().unwrap().clone();
    let head = if hop < hops { format!("302 Found\r\nLocation: /hop{}", hop + 1) } else { head };
    let (head, body) = head.split_once("\r\n\r\n").unwrap_or((&head, "[{\"name\":\"Knots\",\"id\":1}]"));
    let text = format!(
        "HTTP/1.1 {head}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(text.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// The whole of it.
pub(crate) struct World {
    pub(crate) desk: Arc<Desk>,
    pub(crate) api: Server,
    pub(crate) home: Server,
    stranger: Server,
    resolver: Arc<Resolver>,
    _folder: tempfile::TempDir,
}

fn open(folder: &tempfile::TempDir, rc: Option<TestNetwork>) -> Arc<Desk> {
    Desk::open(Dependencies {
        folder: folder.path().to_owned(),
        vault: Vault::for_this_session(),
        sandbox: Arc::new(Sandbox::new(folder.path().to_owned(), 0, now)),
        host: Arc::new(NoHost),
        clock: now,
        rc,
        clipboard_keeps: desk::CLIPBOARD_KEEPS,
        outcome_polls: desk::OUTCOME_POLL_DELAYS,
    })
    .unwrap()
}

impl World {
    /// A fresh one; behind a proxy that belongs to the stranger, if wanted.
    pub(crate) async fn new(behind_proxy: bool) -> Self {
        let trusted = Arc::new(Authority::new());
        let certificates = |own| Certificates { trusted: trusted.clone(), other: Authority::new(), own };
        let record = format!(
            "200 OK\r\n\r\n{}",
            json!({ "kind": "assessment", "name": "Home", "secret": SECRET, "promoted": false,
                    "urls": { "tests": "https://home.example/tests" } })
        );
        let api = Server::start(certificates(&[API]), &record).await;
        let home = Server::start(certificates(&[HOME]), "200 OK").await;
        let stranger = Server::start(certificates(&[]), "200 OK").await;
        let resolver = Arc::new(Resolver { names: Mutex::new(Names::Honest), asked: AtomicUsize::new(0) });
        let (to_home, to_stranger) = (home.at, stranger.at);
        let home_ip: IpAddr = HOME_IP.parse().unwrap();
        // The partner's own port alone is theirs.
        let dial: Arc<Dial> =
            Arc::new(
                move |address: SocketAddr| {
                    if address.ip() == home_ip && address.port() == 443 { to_home } else { to_stranger }
                },
            );
        let rc = TestNetwork {
            api_base: Url::parse(&format!("https://{API}/api/")).unwrap(),
            route: LocalRoute {
                suffix: API.into(),
                listens_at: api.at,
                authority: trusted.certificate(),
                moved_names: None,
            },
            resolver: resolver.clone(),
            dial: Some(dial),
            proxy: behind_proxy
                .then(|| (Url::parse(&format!("http://{to_stranger}")).unwrap(), String::new())),
            control: None,
            clock_ahead_s: 0,
            limits: Limits {
                call: Duration::from_secs(3),
                waiting: Duration::ZERO,
                second_look: Duration::from_millis(50),
                ..Limits::default()
            },
        };
        let folder = tempfile::tempdir().unwrap();
        Self { desk: open(&folder, Some(rc)), api, home, stranger, resolver, _folder: folder }
    }

    /// Where names lead from now on.
    pub(crate) fn names(&self, names: Names) {
        *self.resolver.names.lock().unwrap() = names;
    }

    /// A partner with all its tokens, which have been where they belong.
    pub(crate) async fn partner(&self) -> String {
        let id = new_partner(&self.desk).await;
        for token in [("partner_secret", SECRET), ("customer", CUSTOMER), ("personal", PERSONAL)] {
            store(&self.desk, &id, token).await;
        }
        self.desk.call("readiness_run", json!({ "partner_id": id })).await.unwrap();
        id
    }

    /// Tokens that are where they do not belong.
    pub(crate) fn strays(&self) -> Vec<String> {
        let mut strays = Vec::new();
        for (name, server, tokens) in [
            ("a stranger", &self.stranger, &[PERSONAL, SECRET, CUSTOMER][..]),
            ("the partner", &self.home, &[PERSONAL, SECRET]),
            ("RC", &self.api, &[CUSTOMER]),
        ] {
            let mut search = Search::new(tokens);
            search.look(name, &server.seen.lock().unwrap());
            strays.extend(
                search.hits().iter().map(|hit| format!("{} reached {name} ({})", hit.secret, hit.form)),
            );
        }
        strays
    }
}

async fn new_partner(desk: &Desk) -> String {
    let call = async |name: &str, request: Value| desk.call(name, request).await.unwrap();
    let id = call("partner_create", json!({})).await["id"].as_str().unwrap().to_owned();
    call("connection_set", json!({ "partner_id": id, "environment": "rc", "company_id": COMPANY })).await;
    for (field, value) in [
        ("kind", "assessment"),
        ("name", "Home"),
        ("codename", "home-tests"),
        ("urls.tests", "https://home.example/tests"),
        ("urls.validate_token", "https://home.example/token"),
        ("urls.send_candidate", "https://home.example/send"),
        ("urls.help_article", "https://home.example/help"),
    ] {
        call("partner_edit", json!({ "partner_id": id, "field": field, "value": value })).await;
    }
    id
}

async fn store(desk: &Desk, id: &str, (token, value): (&str, &str)) {
    let request = json!({ "partner_id": id, "token": token, "value": value });
    let stored = desk.call("token_store", request).await;
    assert!(stored.is_ok(), "{token}: {stored:?}");
}

/// The real network of RC with one variable that names a stranger as proxy. Everything goes to that proxy,
/// so nothing leaves this computer.
pub(crate) async fn behind_variable(variable: &str) -> ExitCode {
    let value = std::env::var_os("ATTACK_PROXY");
    let certificates =
        Certificates { trusted: Arc::new(Authority::new()), other: Authority::new(), own: &[] };
    if value.is_none() {
        // This process holds the proxy, and the next one has the variable.
        let stranger = Server::start(certificates, "200 OK").await;
        let proxy = format!("http://user:pw@{}", stranger.at);
        let exe = std::env::current_exe().unwrap();
        let name = variable.to_owned();
        let inner = tokio::task::spawn_blocking(move || {
            Command::new(exe).arg(&name).env(&name, &proxy).env("ATTACK_PROXY", "1").status().unwrap()
        });
        let was_asked = inner.await.unwrap().success() && !stranger.seen.lock().unwrap().is_empty();
        let found = [PERSONAL, SECRET, CUSTOMER].iter().any(|token| stranger.has_seen(token));
        return if was_asked && !found { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let folder = tempfile::tempdir().unwrap();
    let desk = open(&folder, None);
    let id = new_partner(&desk).await;
    for token in [("partner_secret", SECRET), ("customer", CUSTOMER), ("personal", PERSONAL)] {
        store(&desk, &id, token).await;
    }
    for command in ["token_verify", "readiness_run"] {
        let _ = desk.call(command, json!({ "partner_id": id })).await;
    }
    ExitCode::SUCCESS
}
