//! The core as a whole: its areas, and how they are opened.

use crate::app::App;
use crate::app::notices::open_store;
use crate::app::window_state::WindowState;
use crate::connection::Connection;
use crate::core::Core;
use crate::core::host::Host;
use crate::core::log_queue::LogQueue;
use crate::core::network::Networks;
use crate::core::work::Works;
use crate::logo::Logos;
use crate::partners::Partners;
use crate::preview::Preview;
use crate::promotion::Promotion;
use crate::readiness::Readiness;
use crate::rehearsal::Rehearsals;
use crate::sync::{Below, RecordSync};
use crate::tokens::Tokens;
use crate::watch::{CALLS_AT_A_TIME, Watch};
use crate::wire::Event;
use crate::wire::error::WireError;
use client::TestNetwork;
use parking_lot::Mutex;
use sandbox_api::SandboxServer;
use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicU64},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use store::Millis;
use tokio::sync::{Notify, Semaphore, broadcast};
use vault::Vault;

/// What the core is given by whoever opens it: the edge of everything that cannot be computed.
pub struct Dependencies {
    /// The profile.
    pub folder: PathBuf,
    /// Secrets.
    pub vault: Vault,
    /// The Sandbox, not started.
    pub sandbox: Arc<dyn SandboxServer>,
    /// The desktop.
    pub host: Arc<dyn Host>,
    /// Milliseconds since 1970.
    pub clock: fn() -> Millis,
    /// Where RC is; `None` for the real one. For tests.
    pub rc: Option<TestNetwork>,
    /// How long a copied secret stays on the clipboard.
    pub clipboard_keeps: Duration,
    /// How long to wait before each look after a write whose answer was lost.
    pub outcome_polls: &'static [Duration],
}

/// How long a copied secret stays on the clipboard, for whoever opens the core for real.
pub const CLIPBOARD_KEEPS: Duration = Duration::from_secs(60);

/// The core: one field per area, the highest first. Each uses only those below it.
pub struct Desk {
    /// How the app starts and ends, its window and settings, and what needs several areas at once.
    pub app: Arc<App>,
    /// What is looked at after the promotion.
    pub watch: Arc<Watch>,
    /// The help article, the evidence, the request, and what comes after.
    pub promotion: Arc<Promotion>,
    /// The recruiter's part, played against the partner's own URLs.
    pub rehearsals: Arc<Rehearsals>,
    /// The checks, and the runs that are kept.
    pub readiness: Arc<Readiness>,
    /// Environment and company, and whether the tokens work there.
    pub connection: Arc<Connection>,
    /// The record on the server.
    pub sync: Arc<RecordSync>,
    /// The three tokens of a partner.
    pub tokens: Arc<Tokens>,
    /// The logos, and the files that they are made from.
    pub logos: Arc<Logos>,
    /// The partners on this computer and their drafts.
    pub partners: Arc<Partners>,
}

/// The time of this computer, for whoever opens the core for real.
#[expect(clippy::disallowed_methods, reason = "this is the edge at which time comes in")]
pub fn now() -> Millis {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX))
}

impl Desk {
    /// Opens a profile. Touches the disk, and neither network nor keychain.
    ///
    /// # Errors
    /// When the profile is in use, newer than this app, or cannot be written.
    pub fn open(surroundings: Dependencies) -> Result<Arc<Self>, WireError> {
        let Dependencies { folder, vault, sandbox, host, clock, rc, clipboard_keeps, outcome_polls } =
            surroundings;
        let (store, notices) = open_store(&folder, clock())?;
        let store = Arc::new(store);
        let core = Arc::new(Core {
            logs: LogQueue::new(store.clone(), clock),
            store,
            vault,
            networks: Networks { sandbox, rc },
            host,
            clock,
            events: broadcast::channel(256).0,
            revision: AtomicU64::new(1),
        });
        let works = Arc::new(Works::new(core.events.clone()));
        let preview = Preview::new(core.clone());
        let partners = Partners::new(core.clone(), preview.clone());
        let logos = Arc::new(Logos {
            core: core.clone(),
            partners: partners.clone(),
            works: works.clone(),
            kept: Mutex::default(),
            latest: Mutex::default(),
        });
        let tokens = Tokens::new(core.clone(), partners.clone(), clipboard_keeps);
        let below = Below {
            core: core.clone(),
            partners: partners.clone(),
            tokens: tokens.clone(),
            works: works.clone(),
        };
        let sync = RecordSync::new(below, outcome_polls);
        let connection = Arc::new(Connection {
            core: core.clone(),
            partners: partners.clone(),
            tokens: tokens.clone(),
            sync: sync.clone(),
            works: works.clone(),
        });
        let readiness = Arc::new(Readiness {
            core: core.clone(),
            partners: partners.clone(),
            preview,
            tokens: tokens.clone(),
            sync: sync.clone(),
            works: works.clone(),
            runs: Mutex::default(),
            next_run: AtomicU64::new(0),
        });
        let rehearsals = Arc::new(Rehearsals {
            core: core.clone(),
            readiness: readiness.clone(),
            tokens: tokens.clone(),
            going: Mutex::default(),
            reading: tokio::sync::Mutex::default(),
        });
        let promotion = Arc::new(Promotion { core: core.clone(), rehearsals: rehearsals.clone() });
        let watch = Arc::new(Watch {
            core: core.clone(),
            promotion: promotion.clone(),
            looking: Mutex::default(),
            failed: Mutex::default(),
            gate: Arc::new(Semaphore::new(CALLS_AT_A_TIME)),
            changed: Notify::new(),
        });
        let app = Arc::new(App {
            core,
            partners: partners.clone(),
            tokens: tokens.clone(),
            sync: sync.clone(),
            connection: connection.clone(),
            watch: watch.clone(),
            works,
            window: WindowState { notices: Mutex::new(notices), ..WindowState::default() },
        });
        Ok(Arc::new(Self {
            app,
            watch,
            promotion,
            rehearsals,
            readiness,
            connection,
            sync,
            tokens,
            logos,
            partners,
        }))
    }

    /// What the core tells without being asked.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.app.core.events.subscribe()
    }
}
