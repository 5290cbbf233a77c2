//! What every area stands on: the profile, the tokens, the way to the servers, the desktop, the clock, and a
//! partner as it is known on this computer.

pub(crate) mod host;
pub(crate) mod log_queue;
pub(crate) mod network;
pub(crate) mod origins;
pub(crate) mod promotion_stage;
pub(crate) mod snapshot;
pub(crate) mod usage;
pub(crate) mod verdict_record;
pub(crate) mod watch_record;
pub(crate) mod work;
pub(crate) mod write_outcome;

use crate::wire::{ErrorCode, Event, Message, WireError};
use client::Network;
use host::Host;
use log_queue::LogQueue;
use network::Networks;
use snapshot::PartnerSnapshot;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use store::{Millis, Snapshot, Store, StoreError, Transaction};
use tokio::sync::broadcast;
use usage::Caller;
use vault::Vault;

/// The setting for what the person in front of the app calls themselves, in confirmations and evidence.
pub(crate) const PERSON: &str = "person";

/// The base of all areas. It knows of none of them.
pub(crate) struct Core {
    pub(crate) store: Arc<Store>,
    pub(crate) vault: Vault,
    pub(crate) networks: Networks,
    pub(crate) host: Arc<dyn Host>,
    /// Milliseconds since 1970.
    pub(crate) clock: fn() -> Millis,
    pub(crate) logs: LogQueue,
    pub(crate) events: broadcast::Sender<Event>,
    /// Rises with each view that is read.
    pub(crate) revision: AtomicU64,
}

impl Core {
    /// Tells whoever listens.
    pub(crate) fn emit(&self, event: Event) {
        // Nobody listening is fine: the next view holds it all.
        let _ = self.events.send(event);
    }

    /// Nothing outside the store is touched by a window that only looks: not the keychain, not the Sandbox.
    pub(crate) fn must_write(&self) -> Result<(), WireError> {
        if self.store.is_read_only() { Err(StoreError::Elsewhere.into()) } else { Ok(()) }
    }

    pub(crate) fn now(&self) -> Millis {
        (self.clock)()
    }

    /// Writes everything that `work` does to the profile, or nothing of it.
    pub(crate) async fn write<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, WireError> {
        self.with_file(move |store| store.transaction(work)).await
    }

    /// Reads from the profile as it stands at one moment, in a window that only looks too.
    pub(crate) async fn read<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Snapshot<'_>) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, WireError> {
        self.with_file(move |store| store.read(work)).await
    }

    /// Runs a piece of work with the profile's file off the async threads: each write waits for the disk.
    pub(crate) async fn with_file<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, WireError> {
        let store = self.store.clone();
        match tokio::task::spawn_blocking(move || work(&store)).await {
            Ok(result) => Ok(result?),
            Err(_) => Err(WireError::plain(ErrorCode::StoreFailed).retryable()),
        }
    }

    /// The network of a partner's environment, which notes each call in the logs.
    pub(crate) async fn network(&self, context: &PartnerSnapshot) -> Result<Network, WireError> {
        self.must_write()?;
        self.networks.open(context.environment(), self.logs.recorder(Caller::of(context))).await
    }

    /// A partner as it is known here, without what was sent and answered in the latest run: that may be long, and
    /// few views show it.
    pub(crate) async fn context(&self, id: &str) -> Result<PartnerSnapshot, WireError> {
        Ok(self.read_context(id, PartnerSnapshot::read, |_, _| Ok(())).await?.0)
    }

    /// The same with what was sent and answered in the latest run.
    pub(crate) async fn whole_context(&self, id: &str) -> Result<PartnerSnapshot, WireError> {
        Ok(self.read_context(id, PartnerSnapshot::read_whole, |_, _| Ok(())).await?.0)
    }

    /// A partner with more that is read from the same snapshot.
    pub(crate) async fn read_context<R: Send + 'static>(
        &self,
        id: &str,
        read: fn(&Snapshot<'_>, &str) -> Result<PartnerSnapshot, StoreError>,
        more: impl FnOnce(&Snapshot<'_>, &PartnerSnapshot) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<(PartnerSnapshot, R), WireError> {
        let (id, logs) = (id.to_owned(), self.logs.clone());
        // Before it is read: what has a higher one was not read earlier.
        let revision = self.revision.fetch_add(1, Ordering::Relaxed);
        self.read(move |store| {
            let mut context = read(store, &id)?;
            context.open_write = context.open_write.filter(|write| !logs.has_settled(write.id));
            context.revision = revision;
            let more = more(store, &context)?;
            Ok((context, more))
        })
        .await
    }

    /// Writes a text where the person chooses, `name` being the suggestion. Gives the news, or nothing when
    /// they thought better of it.
    pub(crate) async fn save_as(&self, name: &str, content: &str) -> Result<Message, WireError> {
        self.save_bytes_as(name, content.as_bytes().to_vec()).await
    }

    /// The same with any file.
    pub(crate) async fn save_bytes_as(&self, name: &str, content: Vec<u8>) -> Result<Message, WireError> {
        let Some(path) = self.host.choose_save_path(name).await else {
            return Ok(Message { text: String::new() });
        };
        let (host, to) = (self.host.clone(), path.clone());
        let written = tokio::task::spawn_blocking(move || host.write_chosen_file(&to, &content)).await;
        written.unwrap_or_else(|broke| Err(std::io::Error::other(broke))).map_err(|error| {
            WireError::new(
                ErrorCode::FileNotWritten,
                &[("path", &path.display().to_string()), ("reason", &error.kind().to_string())],
            )
            .retryable()
        })?;
        Ok(Message { text: text::render("news.exported", &[("path", &path.display().to_string())]) })
    }

    /// Asks the desktop for something that blocks, off the async threads.
    pub(crate) async fn spawn_blocking_host<R: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Host) -> Result<R, String> + Send + 'static,
    ) -> Result<R, WireError> {
        let host = self.host.clone();
        let done = tokio::task::spawn_blocking(move || work(&*host)).await;
        done.unwrap_or_else(|_| Err("the clipboard's thread broke".into())).map_err(|reason| {
            tracing::warn!(reason, "the clipboard refused");
            WireError::plain(ErrorCode::ClipboardFailed).retryable()
        })
    }
}
