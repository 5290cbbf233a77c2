//! An internet of one service: every name that can exist leads to it, over https with a certificate that is
//! trusted, and over plain http.

use super::service::{Asked, Behaviour, Reply, Says, Service};
use desk::{Control, Limits, LocalRoute, NOBODYS_NAME, Resolve, TestNetwork};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    future::Future,
    io::{self, ErrorKind},
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinHandle,
    time::sleep,
};
use tokio_rustls::TlsAcceptor;
use url::Url;

/// Recruitee's host in this internet.
const RC: &str = "rc.test.invalid";
const SERVICE_IP: &str = "93.184.216.34";
const RC_IP: &str = "93.184.216.99";
/// Longer than any caller waits.
const FOREVER: Duration = Duration::from_secs(60);
/// More than a request of ours holds.
const MAX_REQUEST: usize = 64 * 1024;

/// One authority for all services, since keys take their time.
struct Authority {
    params: CertificateParams,
    key: KeyPair,
    certificate: CertificateDer<'static>,
}

fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(|| {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap().der().clone();
        Authority { params, key, certificate }
    })
}

/// Most services have the same few hosts, and keys take their time.
static MADE: Mutex<BTreeMap<String, Arc<CertifiedKey>>> = Mutex::new(BTreeMap::new());

#[derive(Debug)]
struct EveryName;

impl ResolvesServerCert for EveryName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let host = hello.server_name().unwrap_or("nobody.test").trim_end_matches('.').to_owned();
        if let Some(made) = MADE.lock().unwrap().get(&host) {
            return Some(made.clone());
        }
        let key = KeyPair::generate().ok()?;
        let params = CertificateParams::new(vec![host.clone()]).ok()?;
        let made = authority();
        let certificate = params.signed_by(&key, &Issuer::new(made.params.clone(), &made.key)).ok()?;
        let der = PrivateKeyDer::try_from(key.serialize_der()).ok()?;
        let signing = rustls::crypto::ring::sign::any_supported_type(&der).ok()?;
        let certified = Arc::new(CertifiedKey::new(vec![certificate.der().clone()], signing));
        MADE.lock().unwrap().insert(host, certified.clone());
        Some(certified)
    }
}

/// Names that can exist, exist.
struct Names;

impl Resolve for Names {
    fn resolve<'a>(
        &'a self,
        host: &'a str,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        Box::pin(async move {
            match host {
                NOBODYS_NAME => Err(ErrorKind::NotFound.into()),
                RC => Ok(vec![RC_IP.parse().unwrap()]),
                _ => Ok(vec![SERVICE_IP.parse().unwrap()]),
            }
        })
    }
}

/// An internet in which one service runs, until it is dropped.
pub struct Internet {
    at: SocketAddr,
    listening: JoinHandle<()>,
}

impl Drop for Internet {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

struct Running {
    behaviour: Behaviour,
    workers: Option<Semaphore>,
    started: Instant,
    count: AtomicUsize,
}

impl Internet {
    /// Starts the service afresh.
    ///
    /// # Panics
    /// When loopback cannot be listened on.
    pub async fn of(service: &Service) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(EveryName));
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let running = Arc::new(Running {
            behaviour: (service.start)(),
            workers: (service.workers > 0).then(|| Semaphore::new(service.workers)),
            started: Instant::now(),
            count: AtomicUsize::new(0),
        });
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, acceptor.clone(), running.clone()));
            }
        });
        Self { at, listening }
    }

    /// The way to it, for the core.
    ///
    /// # Panics
    /// Never: its own address is one.
    pub fn elsewhere(&self) -> TestNetwork {
        let (at, rc) = (self.at, Url::parse(&format!("https://{RC}/api/")).unwrap());
        TestNetwork {
            api_base: rc.clone(),
            route: LocalRoute {
                suffix: RC.into(),
                listens_at: at,
                authority: authority().certificate.clone(),
                moved_names: None,
            },
            resolver: Arc::new(Names),
            dial: Some(Arc::new(move |_| at)),
            proxy: None,
            control: Some(Control { url: rc, at: Some(at) }),
            clock_ahead_s: 0,
            limits: Limits::default(),
        }
    }
}

async fn serve(stream: TcpStream, acceptor: TlsAcceptor, running: Arc<Running>) {
    let mut first = [0];
    if stream.peek(&mut first).await.is_err() {
        return;
    }
    if first[0] == 0x16 {
        if let Ok(stream) = acceptor.accept(stream).await {
            answer(stream, &running).await;
        }
    } else {
        answer(stream, &running).await;
    }
}

async fn answer<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, running: &Running) {
    let Some(head) = request_head(&mut stream).await else { return };
    let number = running.count.fetch_add(1, Ordering::SeqCst) + 1;
    let Some(asked) = read_head(&head, running.started.elapsed(), number) else { return };
    let _worker = match &running.workers {
        Some(workers) => workers.acquire().await.ok(),
        None => None,
    };
    match (running.behaviour)(&asked) {
        Says::Reply(reply) => {
            sleep(reply.after).await;
            let _ = stream.write_all(&written(&reply)).await;
        }
        Says::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Says::Pieces(pieces) => {
            for (pause, piece) in pieces {
                sleep(pause).await;
                if stream.write_all(&piece).await.is_err() {
                    return;
                }
                let _ = stream.flush().await;
            }
        }
        Says::Nothing => {
            let _ = tokio::time::timeout(FOREVER, stream.read(&mut [0; 1])).await;
            return;
        }
        Says::HangUp => {}
    }
    let _ = stream.flush().await;
    let _ = stream.shutdown().await;
}

async fn request_head<S: AsyncRead + Unpin>(stream: &mut S) -> Option<String> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") {
        let read = stream.read(&mut buffer).await.ok().filter(|read| *read > 0)?;
        bytes.extend(&buffer[..read]);
        if bytes.len() > MAX_REQUEST {
            return None;
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn read_head(head: &str, at: Duration, number: usize) -> Option<Asked> {
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        // Not trimmed behind: a token may be followed by a space.
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim_start().to_owned()))
        .collect();
    let host = headers.iter().find(|(name, _)| name == "host").map(|(_, value)| value.as_str());
    let host = host.unwrap_or_default().split(':').next().unwrap_or_default().to_owned();
    Some(Asked { method, path: path.to_owned(), query: query.to_owned(), host, headers, at, number })
}

fn written(reply: &Reply) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} Status\r\n", reply.status);
    for (name, value) in &reply.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let has_no_body = matches!(reply.status, 204 | 304);
    if !has_no_body {
        let _ = write!(head, "Content-Length: {}\r\n", reply.body.len());
    }
    head.push_str("Connection: close\r\n\r\n");
    let mut bytes = head.into_bytes();
    if !has_no_body {
        bytes.extend(&reply.body);
    }
    bytes
}
