//! One listener on loopback for both hosts, told apart by the name that was asked for.

use crate::api_faults::{API_FAULTS, ApiFaults};
use crate::authority::Leaf;
use crate::{API_BASE, COMPANY_ID, EXAMPLE_HOST, FAULTS, SUFFIX, api, authority, example, wire_faults};
use axum::{Router, body::Body, http::Request};
use base64::{Engine, prelude::BASE64_STANDARD};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
    service::TowerToHyperService,
};
use partner::{FaultKind, FaultSwitch, PartnerFile, PracticePurpose, PracticeRoute, PracticeServer};
use redact::TypedSecret;
use rustls::{ServerConfig, server::Acceptor};
use sha2::{Digest, Sha256};
use std::{
    future::Future,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    pin::Pin,
    sync::{Arc, OnceLock},
};
use store::{Authority, Millis, SandboxFile, StoreError};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Mutex,
    task::JoinHandle,
};
use tokio_rustls::{LazyConfigAcceptor, StartHandshake};
use tower_service::Service;

/// What is answered to a call.
pub(crate) type Answer = axum::response::Response;

/// Why the Sandbox does not start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error("its file: {0}")]
    Store(#[from] StoreError),
    #[error("its certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("its key: {0}")]
    Key(String),
    #[error("its TLS: {0}")]
    Tls(#[from] rustls::Error),
    #[error("its port: {0}")]
    Port(#[from] std::io::Error),
}

/// The Sandbox of one profile. Nothing runs and nothing is read before the first use.
pub struct Sandbox {
    folder: PathBuf,
    port: u16,
    clock: fn() -> store::Millis,
    file: Arc<OnceLock<Arc<SandboxFile>>>,
    running: Mutex<Option<Running>>,
    route: OnceLock<PracticeRoute>,
}

struct Running {
    listener: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

impl Sandbox {
    /// A Sandbox that keeps its data in `folder` and listens on `port` of loopback, any free one for 0.
    pub fn new(folder: PathBuf, port: u16, clock: fn() -> store::Millis) -> Self {
        Self { folder, port, clock, file: Arc::default(), running: Mutex::default(), route: OnceLock::new() }
    }

    /// The authority's certificate as PEM, once it runs.
    pub fn authority_pem(&self) -> Option<String> {
        let route = self.route.get()?;
        Some(pem(&route.authority))
    }

    fn file(&self) -> Result<Arc<SandboxFile>, StoreError> {
        open(&self.file, &self.folder, self.clock)
    }

    async fn start_once(&self) -> Result<PracticeRoute, StartError> {
        let mut running = self.running.lock().await;
        if let Some(route) = self.route.get() {
            return Ok(route.clone());
        }
        let (kept, folder, clock) = (self.file.clone(), self.folder.clone(), self.clock);
        let opened = tokio::task::spawn_blocking(move || {
            let file = open(&kept, &folder, clock)?;
            let authority: Authority = authority::authority(&file)?;
            Ok::<_, StartError>((file, authority))
        });
        // The text of a panic is left out: the reason is logged, and nobody knows what it holds.
        let (file, authority) = opened.await.map_err(|_| std::io::Error::other("its thread broke"))??;
        let config = authority::server_config(&authority, Leaf::Good)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let route = PracticeRoute {
            api_base: API_BASE.into(),
            suffix: SUFFIX.into(),
            listens_at: listener.local_addr()?,
            authority: authority.certificate.clone(),
            company_id: COMPANY_ID.into(),
        };
        let hosts = Hosts {
            api: api::router(file.clone()),
            faults: ApiFaults::new(file.clone()),
            example: example::router(file.clone()),
        };
        let hall = Arc::new(Hall { config, hosts, file, authority, clock: self.clock });
        *running = Some(Running { listener: tokio::spawn(listen(listener, hall)) });
        Ok(self.route.get_or_init(|| route).clone())
    }
}

/// Opens the file at the first use. Blocks.
fn open(
    file: &OnceLock<Arc<SandboxFile>>,
    folder: &Path,
    clock: fn() -> Millis,
) -> Result<Arc<SandboxFile>, StoreError> {
    if let Some(file) = file.get() {
        return Ok(file.clone());
    }
    let (opened, moved) = SandboxFile::open(folder, clock())?;
    if let Some(moved) = moved {
        tracing::warn!(to = %moved.to.display(), "the Sandbox's file could not be used and was moved aside");
    }
    Ok(file.get_or_init(|| Arc::new(opened)).clone())
}

impl PracticeServer for Sandbox {
    fn start<'a>(&'a self) -> Pin<Box<dyn Future<Output = Result<PracticeRoute, String>> + Send + 'a>> {
        Box::pin(async { self.start_once().await.map_err(|error| error.to_string()) })
    }

    fn mint(&self, purpose: PracticePurpose) -> Result<TypedSecret, String> {
        let token = random();
        let name = match purpose {
            PracticePurpose::Personal => "personal",
            PracticePurpose::Customer => "customer",
        };
        let kept = self.file().and_then(|file| file.add_token(&hash(&token), name));
        kept.map(|()| TypedSecret::new(token)).map_err(|error| error.to_string())
    }

    fn example(&self) -> PartnerFile {
        example::file()
    }

    fn whereabouts(&self, host: &str) -> Option<Vec<SocketAddr>> {
        if host != EXAMPLE_HOST {
            return None;
        }
        let (on, route) = (self.file().ok()?.faults().ok()?, self.route.get()?);
        wire_faults::whereabouts(&|name| on.iter().any(|fault| fault == name), route.listens_at)
    }

    fn is_running(&self) -> bool {
        self.route.get().is_some()
    }

    fn count_partners(&self) -> Result<u32, String> {
        self.file().and_then(|file| file.count_partners()).map_err(|error| error.to_string())
    }

    fn faults(&self) -> Result<Vec<FaultSwitch>, String> {
        let on = self.file().and_then(|file| file.faults()).map_err(|error| error.to_string())?;
        let is_on = |name: &str| on.iter().any(|on| on == name);
        let of_partners = FAULTS.iter().map(|fault| FaultSwitch {
            name: fault.name,
            kind: fault.kind,
            fails: fault.fails,
            unknown: fault.unknown,
            is_on: is_on(fault.name),
        });
        let of_recruitee = API_FAULTS.into_iter().map(|name| FaultSwitch {
            name,
            kind: FaultKind::Recruitee,
            fails: &[],
            unknown: &[],
            is_on: is_on(name),
        });
        Ok(of_partners.chain(of_recruitee).collect())
    }

    fn set_fault(&self, name: &str, on: bool) -> Result<(), String> {
        if !FAULTS.iter().any(|fault| fault.name == name) && !API_FAULTS.contains(&name) {
            return Err(format!("there is no fault called {name}"));
        }
        self.file().and_then(|file| file.set_fault(name, on)).map_err(|error| error.to_string())
    }

    fn reset(&self) -> Result<(), String> {
        self.file().and_then(|file| file.reset()).map_err(|error| error.to_string())
    }
}

#[derive(Clone)]
struct Hosts {
    api: Router,
    faults: ApiFaults,
    example: Router,
}

/// All that a connection needs.
struct Hall {
    config: Arc<ServerConfig>,
    hosts: Hosts,
    file: Arc<SandboxFile>,
    authority: Authority,
    clock: fn() -> store::Millis,
}

async fn listen(listener: TcpListener, hall: Arc<Hall>) {
    loop {
        match listener.accept().await {
            Ok((stream, from)) => {
                tokio::spawn(serve(stream, from, hall.clone()));
            }
            // Out of file handles, say: the next one may fare better.
            Err(error) => {
                tracing::warn!(%error, "the Sandbox could not take a connection");
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, from: SocketAddr, hall: Arc<Hall>) {
    // The name that is asked for decides who answers: only the example partner is ever faulty.
    let Ok(hello) = LazyConfigAcceptor::new(Acceptor::default(), stream).await else {
        tracing::debug!(%from, "what came to the Sandbox was no handshake");
        return;
    };
    let is_example = hello.client_hello().server_name() == Some(EXAMPLE_HOST);
    let faults = if is_example { hall.file.faults().unwrap_or_default() } else { Vec::new() };
    let has = |name: &str| faults.iter().any(|fault| fault == name);
    let config = match wire_faults::handshake(&has, &hall.authority, (hall.clock)()) {
        Some(Ok(config)) => config,
        Some(Err(error)) => {
            tracing::error!(%error, "a faulty certificate could not be made");
            return;
        }
        None => hall.config.clone(),
    };
    let StartHandshake { accepted, io, .. } = hello;
    let Some(io) = wire_faults::instead_of_handshake(&has, io).await else { return };
    let Ok(stream) = StartHandshake::from_parts(accepted, io).into_stream(config).await else {
        tracing::debug!(%from, "a handshake with the Sandbox did not succeed");
        return;
    };
    let Some(stream) = wire_faults::instead_of_http(&has, stream).await else { return };
    let service = TowerToHyperService::new(HostSwitch(hall.hosts.clone()));
    let served =
        auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection to the Sandbox ended early");
    }
}

/// Hands a request to the example partner or to the imitation, by its host.
#[derive(Clone)]
struct HostSwitch(Hosts);

impl<B> Service<Request<B>> for HostSwitch
where
    B: axum::body::HttpBody<Data = axum::body::Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Answer;
    type Error = std::io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Answer, std::io::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // HTTP/2 has the host in the address.
        let named = request.headers().get("host").and_then(|value| value.to_str().ok());
        let host = named.or(request.uri().host()).unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        let is_example = host == EXAMPLE_HOST;
        let request = request.map(Body::new);
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let router = if is_example { &mut self.0.example } else { &mut self.0.api };
        let carry_out = router.call(request);
        let carry_out = async { carry_out.await.unwrap_or_else(|never| match never {}) };
        let faults = self.0.faults.clone();
        Box::pin(async move {
            if is_example { Ok(carry_out.await) } else { faults.around(&method, &path, carry_out).await }
        })
    }
}

/// Tokens and secrets are kept as hashes: the file opens nothing.
pub(crate) fn hash(token: &str) -> String {
    Sha256::digest(token).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 32 letters and digits, as the documentation's sample of a secret.
pub(crate) fn random() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

fn pem(der: &[u8]) -> String {
    let encoded = BASE64_STANDARD.encode(der);
    let lines: Vec<String> =
        encoded.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}
