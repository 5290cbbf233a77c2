//! The core itself: what it holds, how it is opened, and the small things that every use case needs.

use crate::app::notices::open_store;
use crate::core::logs::Unwritten;
use crate::core::snapshot::Context;
use crate::core::work::Works;
use crate::sync::readings::Turns;
use crate::tokens::clipboard::Copied;
use crate::tokens::usage::Caller;
use crate::{Event, Host, WireError};
use client::{Elsewhere, LocalRoute, Network, PartnersApi, RC_BASE};
use partner::{Environment, PracticeServer};
use redact::Origin;
use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicU64},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use store::{Millis, Store, StoreError};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use url::Url;
use vault::Vault;

/// What the core is given by whoever opens it: the edge of everything that cannot be computed.
pub struct Surroundings {
    /// The profile.
    pub folder: PathBuf,
    /// Secrets.
    pub vault: Vault,
    /// The Sandbox, not started.
    pub sandbox: Arc<dyn PracticeServer>,
    /// The desktop.
    pub host: Arc<dyn Host>,
    /// Milliseconds since 1970.
    pub clock: fn() -> Millis,
    /// Where RC is; `None` for the real one. For tests.
    pub rc: Option<Elsewhere>,
    /// How long a copied secret stays on the clipboard.
    pub clipboard_keeps: Duration,
    /// How long to wait before each look after a write whose answer was lost.
    pub looks: &'static [Duration],
}

/// How long a copied secret stays on the clipboard, for whoever opens the core for real.
pub const CLIPBOARD_KEEPS: Duration = Duration::from_secs(60);

/// The core.
pub struct Desk {
    pub(crate) store: Arc<Store>,
    pub(crate) vault: Vault,
    pub(crate) sandbox: Arc<dyn PracticeServer>,
    pub(crate) host: Arc<dyn Host>,
    pub(crate) clock: fn() -> Millis,
    pub(crate) notices: Mutex<Vec<String>>,
    /// Runs that go on, by partner, each with its number.
    pub(crate) runs: Mutex<HashMap<String, (u64, CancellationToken)>>,
    pub(crate) next_run: AtomicU64,
    pub(crate) tests_seen: Mutex<HashMap<String, TestsSeen>>,
    /// The secret that was last put on the clipboard, until it is taken off.
    pub(crate) copied: Mutex<Option<Copied>>,
    pub(crate) next_copy: AtomicU64,
    pub(crate) clipboard_keeps: Duration,
    /// The text of a file that the app was started with, until the page asks.
    pub(crate) opened_file: Mutex<Option<String>>,
    pub(crate) unwritten: Arc<Unwritten>,
    pub(crate) turns: Arc<Turns>,
    pub(crate) works: Works,
    /// Rises with each view that is read.
    pub(crate) revision: AtomicU64,
    /// Partners that are being written to a server.
    pub(crate) writing: Mutex<HashSet<String>>,
    pub(crate) looks: &'static [Duration],
    /// The page has edits that could not be written.
    pub(crate) edits_wait: AtomicBool,
    /// The page was told to ask before the window closes, and has not answered.
    pub(crate) has_asked_to_close: AtomicBool,
    pub(crate) keeps_copies: AtomicBool,
    /// For work that goes on after a command has ended.
    pub(crate) me: Weak<Self>,
    rc: Option<Elsewhere>,
    events: broadcast::Sender<Event>,
}

/// The names of a service's tests, when they were last read.
#[derive(Clone)]
pub(crate) struct TestsSeen {
    pub(crate) at: Millis,
    pub(crate) names: Vec<String>,
}

/// The time of this computer, for whoever opens the core for real.
#[expect(clippy::disallowed_methods, reason = "this is the edge at which time comes in")]
pub fn now() -> Millis {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX))
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn rc_base() -> Url {
    #[expect(clippy::expect_used, reason = "a constant, and every check on RC reads it")]
    Url::parse(RC_BASE).expect("the address of RC is an address")
}

impl Desk {
    /// Opens a profile. Touches the disk, and neither network nor keychain.
    ///
    /// # Errors
    /// When the profile is in use, newer than this app, or cannot be written.
    pub fn open(surroundings: Surroundings) -> Result<Arc<Self>, WireError> {
        let Surroundings { folder, vault, sandbox, host, clock, rc, clipboard_keeps, looks } = surroundings;
        let (store, notices) = open_store(&folder, clock())?;
        let notices = Mutex::new(notices);
        Ok(Arc::new_cyclic(|me| Self {
            store: Arc::new(store),
            vault,
            sandbox,
            host,
            clock,
            notices,
            runs: Mutex::default(),
            next_run: AtomicU64::new(0),
            tests_seen: Mutex::default(),
            copied: Mutex::default(),
            next_copy: AtomicU64::new(0),
            opened_file: Mutex::default(),
            clipboard_keeps,
            unwritten: Arc::default(),
            turns: Arc::default(),
            works: Works::default(),
            revision: AtomicU64::new(1),
            writing: Mutex::default(),
            looks,
            edits_wait: AtomicBool::new(false),
            has_asked_to_close: AtomicBool::new(false),
            keeps_copies: AtomicBool::new(false),
            me: me.clone(),
            rc,
            events: broadcast::channel(256).0,
        }))
    }

    /// What the core tells without being asked.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Tells whoever listens.
    pub fn emit(&self, event: Event) {
        // Nobody listening is fine: the next view holds it all.
        let _ = self.events.send(event);
    }

    /// Holds the text of a partner file that the app was started with, until the page is there to ask.
    pub fn hold_opened_file(&self, text: Option<String>) {
        *lock(&self.opened_file) = text;
    }

    /// Nothing outside the store is touched by a window that only looks: not the keychain, not the Sandbox.
    pub(crate) fn must_write(&self) -> Result<(), WireError> {
        if self.store.only_looks() { Err(StoreError::Elsewhere.into()) } else { Ok(()) }
    }

    pub(crate) fn now(&self) -> Millis {
        (self.clock)()
    }

    /// Runs a piece of work with the store off the async threads: each write waits for the disk.
    pub(crate) async fn with_store<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, WireError> {
        let store = self.store.clone();
        match tokio::task::spawn_blocking(move || work(&store)).await {
            Ok(result) => Ok(result?),
            Err(_) => Err(WireError::plain("store.failed").retryable()),
        }
    }

    /// The network of an environment; RC's rules hold while none is chosen. Starts the Sandbox when that
    /// is where it leads.
    pub(crate) async fn network(&self, context: &Context) -> Result<Network, WireError> {
        self.must_write()?;
        let recorder = self.recorder(Caller::of(context));
        if context.environment() == Some(Environment::Sandbox) {
            let route = self.sandbox.start().await.map_err(|reason| {
                tracing::error!(reason, "the Sandbox did not start");
                WireError::plain("sandbox.not_started").retryable()
            })?;
            let base = Url::parse(&route.api_base).map_err(|_| WireError::plain("sandbox.not_started"))?;
            let local = LocalRoute {
                suffix: route.suffix,
                listens_at: route.listens_at,
                authority: route.authority.into(),
                elsewhere: Some({
                    let sandbox = self.sandbox.clone();
                    Arc::new(move |host: &str| sandbox.whereabouts(host))
                }),
            };
            return Ok(Network::sandbox(base, local, recorder));
        }
        Ok(match &self.rc {
            Some(elsewhere) => Network::rc_elsewhere(elsewhere, recorder),
            None => Network::rc(rc_base(), recorder),
        })
    }

    pub(crate) fn api(network: &Network) -> Result<PartnersApi, WireError> {
        Ok(PartnersApi::new(network)?)
    }

    /// The origin that personal tokens and partner secrets of an environment are for.
    pub(crate) fn api_origin(network: &Network) -> Option<Origin> {
        Origin::of(&network.api_base)
    }
}
