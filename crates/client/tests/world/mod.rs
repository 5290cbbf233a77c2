//! An internet on loopback: a partner, Recruitee, name servers, and what may stand between them and us.
#![allow(dead_code, reason = "each test file takes what it needs")]

use client::*;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use std::{
    future::Future,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    pin::Pin,
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;
use url::Url;

pub(crate) const HOST: &str = "api.partner.test";
const RC: &str = "rc.recruitee.test";
const PARTNER_IP: &str = "93.184.216.34";
const PARTNER_IP_V6: &str = "2606:2800:220:1::1";
const RC_IP: &str = "93.184.216.99";

pub(crate) struct Authority {
    key: KeyPair,
    params: CertificateParams,
    certificate: CertificateDer<'static>,
}

pub(crate) fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap().der().clone();
    Authority { key, params, certificate }
}

/// A server's certificate for `host`, signed by `by`, changed by `change`.
pub(crate) fn server_config(
    host: &str,
    by: &Authority,
    change: impl FnOnce(&mut CertificateParams),
) -> ServerConfig {
    let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
    change(&mut params);
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &Issuer::new(by.params.clone(), &by.key)).unwrap().der().clone();
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap()
}

type Each = Arc<dyn Fn(&str) -> Vec<u8> + Send + Sync>;

/// Answers each request by what it holds, over TLS; notes what was asked.
pub(crate) async fn serve_each(each: Each, tls: ServerConfig) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let requests: Arc<Mutex<Vec<String>>> = Arc::default();
    let (seen, acceptor) = (requests.clone(), TlsAcceptor::from(Arc::new(tls)));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (seen, acceptor, each) = (seen.clone(), acceptor.clone(), each.clone());
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut buffer = vec![0; 8192];
                let read = stream.read(&mut buffer).await.unwrap_or(0);
                // A handshake alone asks for nothing.
                if read > 0 {
                    let request = String::from_utf8_lossy(&buffer[..read]).into_owned();
                    seen.lock().unwrap().push(request.clone());
                    let _ = stream.write_all(&each(&request)).await;
                    let _ = stream.shutdown().await;
                }
            });
        }
    });
    (at, requests)
}

pub(crate) async fn serve(
    answer: Vec<u8>,
    tls: Option<ServerConfig>,
) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    serve_each(Arc::new(move |_| answer.clone()), tls.unwrap()).await
}

pub(crate) fn http(head: &str, body: &[u8]) -> Vec<u8> {
    let mut all = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{head}\r\n", body.len()).into_bytes();
    all.extend_from_slice(body);
    all
}

/// The same with the time of now, as web servers write it.
pub(crate) fn dated(body: &[u8]) -> Vec<u8> {
    let now = httpdate::fmt_http_date(std::time::UNIX_EPOCH + Duration::from_secs(now()));
    http(&format!("Date: {now}\r\n"), body)
}

fn now() -> u64 {
    rustls::pki_types::UnixTime::now().as_secs()
}

/// A call without a token whose body is wanted.
pub(crate) fn asking(url: &Url) -> ProbeRequest<'_> {
    ProbeRequest {
        url,
        bearer: Bearer::Missing,
        follow: Follow::SameOrigin,
        asking: Asking::AsRecruitee,
        body: None,
        needs_body: true,
        purpose: "test",
    }
}

/// What the name servers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answers {
    Usual,
    PartnerMissing,
    PartnerNotTold,
    NothingFound,
    NothingTold,
    PartnerPrivate,
    PrivatePortal,
    PublicPortal,
    BothFamilies,
    Loopback,
}

impl Resolve for Answers {
    fn resolve<'a>(
        &'a self,
        host: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        let found = |ips: &[&str]| Ok(ips.iter().map(|ip| ip.parse().unwrap()).collect());
        let missing = || Err(io::ErrorKind::NotFound.into());
        let not_told = || Err(io::Error::other("SERVFAIL"));
        let answer = match (*self, host) {
            (Self::NothingFound, _) => missing(),
            (Self::NothingTold, _) => not_told(),
            (Self::PrivatePortal, _) => found(&["10.0.0.1"]),
            (Self::PublicPortal, _) => found(&["93.184.216.1"]),
            (_, NOBODYS_NAME) => missing(),
            (_, RC) => found(&[RC_IP]),
            (Self::PartnerMissing, _) => missing(),
            (Self::PartnerNotTold, _) => not_told(),
            (Self::PartnerPrivate, _) => found(&["10.0.0.7"]),
            (Self::BothFamilies, _) => found(&[PARTNER_IP_V6, PARTNER_IP]),
            (Self::Loopback, _) => found(&["127.0.0.1"]),
            (Self::Usual, _) => found(&[PARTNER_IP]),
        };
        Box::pin(async { answer })
    }
}

/// The whole of it.
pub(crate) struct World {
    pub(crate) answers: Answers,
    pub(crate) authority: Authority,
    /// Where the partner's service is; `None` where nobody listens.
    pub(crate) service: Option<SocketAddr>,
    /// Where Recruitee is.
    pub(crate) control: Option<SocketAddr>,
    /// Whether the partner's certificate reaches us as it is.
    pub(crate) certified: bool,
    /// The same for Recruitee's.
    pub(crate) control_certified: bool,
    pub(crate) clock_ahead_s: i64,
    /// Where addresses of version 6 lead.
    pub(crate) dead_v6: Option<SocketAddr>,
    pub(crate) inspected: [SocketAddr; 2],
}

impl World {
    pub(crate) async fn new(answers: Answers) -> Self {
        Self::with(answers, dated(b"hello")).await
    }

    /// A usual one whose partner answers with these bytes.
    pub(crate) async fn answering(answer: Vec<u8>) -> Self {
        Self::with(Answers::Usual, answer).await
    }

    async fn with(answers: Answers, answer: Vec<u8>) -> Self {
        let (authority, inspection) = (authority("test authority"), authority("Inspection of Example Ltd"));
        let at = async |host: &str, by: &Authority, answer: Vec<u8>| {
            serve(answer, Some(server_config(host, by, |_| {}))).await.0
        };
        let service = at(HOST, &authority, answer.clone()).await;
        let control = at(RC, &authority, dated(b"")).await;
        let inspected = [at(HOST, &inspection, answer).await, at(RC, &inspection, dated(b"")).await];
        Self {
            answers,
            authority,
            service: Some(service),
            control: Some(control),
            certified: true,
            control_certified: true,
            clock_ahead_s: 0,
            dead_v6: None,
            inspected,
        }
    }

    fn elsewhere(&self) -> TestNetwork {
        // The first port of loopback, where nobody listens.
        let nobody: SocketAddr = "127.0.0.1:1".parse().unwrap();
        let service = if self.certified { self.service } else { Some(self.inspected[0]) }.unwrap_or(nobody);
        let control =
            if self.control_certified { self.control } else { Some(self.inspected[1]) }.unwrap_or(nobody);
        let dead = self.dead_v6;
        let is_loopback = self.answers == Answers::Loopback;
        TestNetwork {
            api_base: Url::parse("https://elsewhere.invalid/api/").unwrap(),
            route: LocalRoute {
                suffix: "elsewhere.invalid".into(),
                listens_at: nobody,
                authority: self.authority.certificate.clone(),
                moved_names: None,
            },
            resolver: Arc::new(self.answers),
            dial: Some(Arc::new(move |to| match to.ip() {
                IpAddr::V6(_) => dead.unwrap_or(service),
                IpAddr::V4(_) if is_loopback => to,
                IpAddr::V4(_) => service,
            })),
            proxy: None,
            control: Some(Control { url: Url::parse(&format!("https://{RC}/")).unwrap(), at: Some(control) }),
            clock_ahead_s: self.clock_ahead_s,
            limits: Limits { call: Duration::from_secs(3), ..Limits::default() },
        }
    }

    pub(crate) fn network(&self) -> Network {
        Network::rc_of_test(&self.elsewhere(), Arc::new(|_| {}))
    }

    /// The same behind a proxy, but for hosts below `without`.
    pub(crate) fn behind(&self, proxy: &Url, without: &str) -> Network {
        let proxy = Some((proxy.clone(), without.to_owned()));
        Network::rc_of_test(&TestNetwork { proxy, ..self.elsewhere() }, Arc::new(|_| {}))
    }
}

/// A name server on port 53 of loopback (RFC 1035).
#[derive(Debug, Clone)]
pub(crate) enum NameServer {
    /// Knows these names, and says of others that there are none.
    Knows(Vec<String>, IpAddr),
    /// Knows these, and fails for others (SERVFAIL).
    FailsBut(Vec<String>, IpAddr),
    /// Knows every name.
    KnowsAll(IpAddr),
    /// Answers every question with this code: 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED.
    Says(u8),
    /// Is not there.
    Silent,
}

/// Runs until it is dropped.
pub(crate) struct RunningServer(Arc<AtomicBool>, Option<thread::JoinHandle<()>>);

impl Drop for RunningServer {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
        if let Some(thread) = self.1.take() {
            thread.join().unwrap();
        }
    }
}

impl NameServer {
    pub(crate) fn start(self) -> RunningServer {
        let over = Arc::<AtomicBool>::default();
        if matches!(self, Self::Silent) {
            return RunningServer(over, None);
        }
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 53)).unwrap();
        socket.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        let is_over = over.clone();
        let thread = thread::spawn(move || {
            let mut buffer = [0; 1024];
            while !is_over.load(Ordering::SeqCst) {
                if let Ok((length, from)) = socket.recv_from(&mut buffer) {
                    let _ = socket.send_to(&self.answer(&buffer[..length]), from);
                }
            }
        });
        RunningServer(over, Some(thread))
    }

    /// The question with an answer behind it.
    fn answer(&self, question: &[u8]) -> Vec<u8> {
        let (mut name, mut at) = (Vec::new(), 12);
        while question[at] != 0 {
            let length = usize::from(question[at]);
            name.push(String::from_utf8_lossy(&question[at + 1..=at + length]).into_owned());
            at += length + 1;
        }
        let name = name.join(".").to_ascii_lowercase();
        let is_v4 = question[at + 1..at + 3] == [0, 1];
        let (code, ip) = match self {
            Self::Knows(names, ip) if names.contains(&name) => (0, Some(*ip)),
            Self::FailsBut(names, ip) if names.contains(&name) => (0, Some(*ip)),
            Self::KnowsAll(ip) => (0, Some(*ip)),
            Self::Knows(..) => (3, None),
            Self::FailsBut(..) => (2, None),
            Self::Says(code) => (*code, None),
            Self::Silent => (2, None),
        };
        let ip = ip.filter(|_| is_v4);
        let mut answer = question[..2].to_vec();
        answer.extend([0x81, 0x80 | code, 0, 1, 0, u8::from(ip.is_some()), 0, 0, 0, 0]);
        answer.extend(&question[12..at + 5]);
        if let Some(IpAddr::V4(ip)) = ip {
            answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4]);
            answer.extend(ip.octets());
        }
        answer
    }
}

const INSIDE: &str = "PARTNER_DESK_TEST_IN_OWN_NETWORK";

/// Runs `test` in a network that has loopback alone, where the system asks a name server on port 53 of it. Starts
/// this program anew in there for that.
#[expect(clippy::disallowed_methods, reason = "a test that starts itself hands itself a word")]
pub(crate) fn in_a_network_of_its_own<F: Future<Output = ()>>(name: &str, test: impl FnOnce() -> F) {
    if std::env::var(INSIDE).is_ok() {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let resolv = folder.path().join("resolv.conf");
    let nsswitch = folder.path().join("nsswitch.conf");
    std::fs::write(&resolv, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n").unwrap();
    std::fs::write(&nsswitch, "hosts: dns\n").unwrap();
    let script = format!(
        "ip link set lo up && ip route add default dev lo && mount --bind {} /etc/resolv.conf && \
         mount --bind {} /etc/nsswitch.conf && exec \"$0\" --exact {name} --nocapture",
        resolv.display(),
        nsswitch.display(),
    );
    let exe = std::env::current_exe().unwrap();
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "--net", "sh", "-c", &script])
        .arg(exe)
        .env(INSIDE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{told}{said}");
}
