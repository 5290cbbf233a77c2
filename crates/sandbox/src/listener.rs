//! One listener on loopback for both hosts, told apart by the name that was asked for.

use crate::api_faults::ApiFaults;
use crate::authority::{self, Leaf};
use crate::error::StartError;
use crate::names::EXAMPLE_HOST;
use crate::recruiter::{self, Recruiter};
use crate::reports::Reports;
use crate::{api, example, wire_faults};
use axum::{Router, body::Body, http::Request, response::Response};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
    service::TowerToHyperService,
};
use rustls::{ServerConfig, server::Acceptor};
use std::{future::Future, net::SocketAddr, pin::Pin, sync::Arc};
use store::{Authority, Millis, SandboxFile};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{LazyConfigAcceptor, StartHandshake};
use tower_service::Service;

/// Who answers, by the host that is asked for.
#[derive(Clone)]
struct Hosts {
    api: Router,
    faults: ApiFaults,
    example: Router,
}

/// All that a connection needs.
pub(crate) struct ServerState {
    config: Arc<ServerConfig>,
    hosts: Hosts,
    file: Arc<SandboxFile>,
    authority: Authority,
    clock: fn() -> Millis,
}

impl ServerState {
    pub(crate) fn new(
        reports: Reports,
        authority: Authority,
        recruiter: Option<Recruiter>,
    ) -> Result<Self, StartError> {
        let config = authority::server_config(&authority, Leaf::Good)?;
        let (file, clock) = (reports.file.clone(), reports.clock);
        let api = api::router(reports.clone());
        let hosts = Hosts {
            api: match recruiter {
                Some(recruiter) => api.merge(recruiter::router(recruiter)),
                None => api,
            },
            faults: ApiFaults::new(file.clone()),
            example: example::router(reports),
        };
        Ok(Self { config, hosts, file, authority, clock })
    }
}

/// Takes connections for as long as it is not aborted.
pub(crate) async fn listen(listener: TcpListener, state: Arc<ServerState>) {
    loop {
        match listener.accept().await {
            Ok((stream, from)) => {
                tokio::spawn(serve(stream, from, state.clone()));
            }
            // Out of file handles, say: the next one may fare better.
            Err(error) => {
                tracing::warn!(%error, "the Sandbox could not take a connection");
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, from: SocketAddr, state: Arc<ServerState>) {
    // The name that is asked for decides who answers: only the example partner is ever faulty.
    let Ok(hello) = LazyConfigAcceptor::new(Acceptor::default(), stream).await else {
        tracing::debug!(%from, "what came to the Sandbox was no handshake");
        return;
    };
    let is_example = hello.client_hello().server_name() == Some(EXAMPLE_HOST);
    let faults = if is_example { state.file.faults().unwrap_or_default() } else { Vec::new() };
    let has = |name: &str| faults.iter().any(|fault| fault == name);
    let config = match wire_faults::handshake(&has, &state.authority, (state.clock)()) {
        Some(Ok(config)) => config,
        Some(Err(error)) => {
            tracing::error!(%error, "a faulty certificate could not be made");
            return;
        }
        None => state.config.clone(),
    };
    let StartHandshake { accepted, io, .. } = hello;
    let Some(io) = wire_faults::instead_of_handshake(&has, io).await else { return };
    let Ok(stream) = StartHandshake::from_parts(accepted, io).into_stream(config).await else {
        tracing::debug!(%from, "a handshake with the Sandbox did not succeed");
        return;
    };
    let Some(stream) = wire_faults::instead_of_http(&has, stream).await else { return };
    let service = TowerToHyperService::new(HostSwitch(state.hosts.clone()));
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
    type Response = Response;
    type Error = std::io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, std::io::Error>> + Send>>;

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
            let is_faulty = !is_example && path.starts_with("/api/");
            if is_faulty { faults.around(&method, &path, carry_out).await } else { Ok(carry_out.await) }
        })
    }
}
