//! The Sandbox as the core uses it: started at its first use, with tokens, faults and an example.

use crate::api_faults::API_FAULTS;
use crate::candidate_faults::CANDIDATE_FAULTS;
use crate::error::StartError;
use crate::faults::FAULTS;
use crate::ids::{hash, random};
use crate::listener::{ServerState, listen};
use crate::names::{API_BASE, COMPANY_ID, SUFFIX};
use crate::recruiter::{Recruiter, RecruiterOptions};
use crate::reports::{Reports, new_report};
use crate::{authority, example, record, wire_faults};
use base64::{Engine, prelude::BASE64_STANDARD};
use evidence::{ReportRefusal, ReportUpdate};
use partner::PartnerFile;
use redact::{PartnerSecret, Secret, UnparsedSecret};
use sandbox_api::{FaultKind, FaultSwitch, SandboxFailure, SandboxRoute, SandboxServer, TokenPurpose};
use std::{
    future::Future,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    pin::Pin,
    sync::{Arc, OnceLock},
};
use store::{Authority, Millis, SandboxFile, SandboxPartner, SandboxUpdate, StoreError};
use tokio::{net::TcpListener, sync::Mutex, task::JoinHandle};

/// The Sandbox of one profile. Nothing runs and nothing is read before the first use.
pub struct Sandbox {
    folder: PathBuf,
    port: u16,
    clock: fn() -> Millis,
    file: Arc<OnceLock<Arc<SandboxFile>>>,
    running: Mutex<Option<Running>>,
    route: OnceLock<SandboxRoute>,
    recruiter: Option<RecruiterOptions>,
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
    pub fn new(folder: PathBuf, port: u16, clock: fn() -> Millis) -> Self {
        Self {
            folder,
            port,
            clock,
            file: Arc::default(),
            running: Mutex::default(),
            route: OnceLock::new(),
            recruiter: None,
        }
    }

    /// The Sandbox that another process serves at `listens_at` with its data in `folder`.
    ///
    /// # Errors
    /// When its data cannot be read, or no Sandbox was ever started with it.
    pub fn attached(
        folder: PathBuf,
        listens_at: SocketAddr,
        clock: fn() -> Millis,
    ) -> Result<Self, SandboxFailure> {
        let sandbox = Self::new(folder, listens_at.port(), clock);
        let authority =
            sandbox.file().and_then(|file| file.authority()).map_err(|error| error.to_string())?;
        let certificate = authority.ok_or("it was never started")?.certificate;
        // Set before anybody else has it: nothing is served here.
        let _ = sandbox.route.set(route(listens_at, certificate));
        Ok(sandbox)
    }

    /// Registers a partner under a secret that is known beforehand, or a new one; in place of the record that it
    /// had. Gives the secret.
    ///
    /// # Errors
    /// What the Partners API would not take of the record, or that it cannot be kept.
    pub fn register(
        &self,
        file: &PartnerFile,
        secret: Option<Secret<PartnerSecret>>,
    ) -> Result<UnparsedSecret, SandboxFailure> {
        let mut record = partner::create_body(&file.draft);
        if let Some(errors) = record.as_object().and_then(record::refuse) {
            return Err(errors["errors"].to_string());
        }
        record["promoted"] = false.into();
        let secret =
            secret.map_or_else(|| UnparsedSecret::new(random()), |secret| UnparsedSecret::of(&secret));
        let partner = SandboxPartner {
            codename: file.draft.codename.trim().to_owned(),
            company_id: COMPANY_ID.into(),
            record,
            secret_hash: hash(secret.expose_secret()),
        };
        self.file().and_then(|file| file.set_partner(&partner)).map_err(|error| error.to_string())?;
        Ok(secret)
    }

    /// The same with a recruiter below `/_recruiter`: for a Sandbox that is a server of its own.
    #[must_use]
    pub fn with_recruiter(mut self, options: RecruiterOptions) -> Self {
        self.recruiter = Some(options);
        self
    }

    fn file(&self) -> Result<Arc<SandboxFile>, StoreError> {
        open(&self.file, &self.folder, self.clock)
    }

    async fn start_once(&self) -> Result<SandboxRoute, StartError> {
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
        let certificate = authority.certificate.clone();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let listens_at = listener.local_addr()?;
        let reports = Reports::new(file, self.clock);
        let recruiter = self.recruiter.clone().map(|options| {
            Recruiter::new(reports.clone(), listens_at, authority.certificate.clone(), options)
        });
        let state = Arc::new(ServerState::new(reports, authority, recruiter)?);
        let route = route(listens_at, certificate);
        *running = Some(Running { listener: tokio::spawn(listen(listener, state)) });
        Ok(self.route.get_or_init(|| route).clone())
    }
}

fn route(listens_at: SocketAddr, authority: Vec<u8>) -> SandboxRoute {
    SandboxRoute {
        api_base: API_BASE.into(),
        suffix: SUFFIX.into(),
        listens_at,
        authority,
        company_id: COMPANY_ID.into(),
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

impl SandboxServer for Sandbox {
    fn start<'a>(
        &'a self,
    ) -> Pin<Box<dyn Future<Output = Result<SandboxRoute, SandboxFailure>> + Send + 'a>> {
        Box::pin(async { self.start_once().await.map_err(|error| error.to_string()) })
    }

    fn mint(&self, purpose: TokenPurpose) -> Result<UnparsedSecret, SandboxFailure> {
        let token = random();
        let name = match purpose {
            TokenPurpose::Personal => "personal",
            TokenPurpose::Customer => "customer",
        };
        let kept = self.file().and_then(|file| file.add_token(&hash(&token), name));
        kept.map(|()| UnparsedSecret::new(token)).map_err(|error| error.to_string())
    }

    fn example(&self) -> PartnerFile {
        example::file()
    }

    fn whereabouts(&self, host: &str) -> Option<Vec<SocketAddr>> {
        wire_faults::whereabouts(host, &*self.file().ok()?, self.route.get()?.listens_at)
    }

    fn add_report(&self, codename: &str, candidate_id: &str) -> Result<String, SandboxFailure> {
        let report = new_report(codename, candidate_id, serde_json::Map::new());
        let kept = self.file().and_then(|file| {
            file.forget_stray_updates(codename)?;
            file.set_report(&report)
        });
        kept.map(|()| report.id).map_err(|error| error.to_string())
    }

    fn report_updates(&self, codename: &str, report_id: &str) -> Result<Vec<ReportUpdate>, SandboxFailure> {
        let kept = self.file().and_then(|file| file.updates(codename, report_id));
        let update = |kept: SandboxUpdate| ReportUpdate {
            at: kept.at,
            status: kept.status,
            refusal: ReportRefusal::ALL.into_iter().find(|why| Some(why.key()) == kept.refusal.as_deref()),
            fields: kept.fields,
        };
        kept.map(|kept| kept.into_iter().map(update).collect()).map_err(|error| error.to_string())
    }

    fn forget_reports(&self, codename: &str, candidate_id: &str) -> Result<(), SandboxFailure> {
        self.file()
            .and_then(|file| file.forget_reports(codename, candidate_id))
            .map_err(|error| error.to_string())
    }

    fn route(&self) -> Option<SandboxRoute> {
        self.route.get().cloned()
    }

    fn authority_pem(&self) -> Option<String> {
        let route = self.route.get()?;
        Some(pem(&route.authority))
    }

    fn is_running(&self) -> bool {
        self.route.get().is_some()
    }

    fn count_partners(&self) -> Result<u32, SandboxFailure> {
        self.file().and_then(|file| file.count_partners()).map_err(|error| error.to_string())
    }

    fn faults(&self) -> Result<Vec<FaultSwitch>, SandboxFailure> {
        let on = self.file().and_then(|file| file.faults()).map_err(|error| error.to_string())?;
        let is_on = |name: &str| on.iter().any(|on| on == name);
        let of_partners = FAULTS.iter().chain(CANDIDATE_FAULTS).map(|fault| FaultSwitch {
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

    fn set_fault(&self, name: &str, on: bool) -> Result<(), SandboxFailure> {
        if !FAULTS.iter().chain(CANDIDATE_FAULTS).any(|fault| fault.name == name)
            && !API_FAULTS.contains(&name)
        {
            return Err(format!("there is no fault called {name}"));
        }
        self.file().and_then(|file| file.set_fault(name, on)).map_err(|error| error.to_string())
    }

    fn reset(&self) -> Result<(), SandboxFailure> {
        self.file().and_then(|file| file.reset()).map_err(|error| error.to_string())
    }
}

fn pem(der: &[u8]) -> String {
    let encoded = BASE64_STANDARD.encode(der);
    let lines: Vec<String> =
        encoded.as_bytes().chunks(64).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}
