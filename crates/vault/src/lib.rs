//! Three tokens in the system keychain, or for this session only. Nothing is ever written elsewhere.
//!
//! A read gives present, absent or *unknown*; on unknown nothing is deleted and nothing overwritten.
//! The keychain is opened at the first use, never at start, and each call has a time limit.

mod fault;
mod keychain;
mod slot;

pub use fault::Fault;
pub use keychain::{Keychain, NoKeychain, SystemKeychain};
pub use slot::{Slot, SlotKind};

use redact::{Secret, TypedSecret};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Where a secret is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In the system keychain.
    Keychain,
    /// In memory, until the app is closed; with the reason.
    Session(Fault),
}

/// What reading a secret gave.
#[derive(Debug)]
pub enum Read<T> {
    /// The secret, bound to nothing yet.
    Present(Secret<T>, Kept),
    /// Looked for and not there.
    Absent,
    /// The keychain did not say.
    Unknown(Fault),
}

/// Keeps secrets for one profile.
#[derive(Clone)]
pub struct Vault {
    namespace: String,
    keychain: Arc<dyn Keychain>,
    session: Arc<Mutex<HashMap<String, TypedText>>>,
    limit: Duration,
}

/// A secret in memory: wiped when dropped, no `Debug`.
type TypedText = redact::TypedSecretText;

impl Vault {
    /// Secrets of the profile `namespace`, in `keychain` where it can be used.
    pub fn new(namespace: &str, keychain: Arc<dyn Keychain>) -> Self {
        Self {
            namespace: format!("Partner Desk ({namespace})"),
            keychain,
            session: Arc::default(),
            limit: Duration::from_secs(3),
        }
    }

    /// The same with another time limit per call: for tests.
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// A vault without a keychain: for the command line and for tests.
    pub fn for_this_session() -> Self {
        Self::new("session", Arc::new(NoKeychain))
    }

    /// Reads a secret.
    pub async fn read<T>(&self, slot: &Slot) -> Read<T> {
        let name = slot.name();
        let remembered = self.session().get(&name).map(TypedText::typed);
        if let Some(Ok(secret)) = remembered.map(|text| text.parse()) {
            let reason = self.keychain.standing_fault().unwrap_or(Fault::Other);
            return Read::Present(secret, Kept::Session(reason));
        }
        let (keychain, namespace) = (self.keychain.clone(), self.namespace.clone());
        match self.within_limit(move || keychain.get(&namespace, &name)).await {
            Ok(None) | Err(Fault::NotUsed) => Read::Absent,
            // What is kept was written by this app; anything else in its place is not ours to judge.
            Ok(Some(text)) => match TypedSecret::new(text).parse() {
                Ok(secret) => Read::Present(secret, Kept::Keychain),
                Err(_) => Read::Unknown(Fault::Other),
            },
            Err(fault) => Read::Unknown(fault),
        }
    }

    /// Keeps a secret: in the keychain, or, where that cannot be used, for this session only. What was
    /// kept under the same slot is replaced.
    pub async fn keep<T>(&self, slot: &Slot, secret: &Secret<T>) -> Kept {
        let name = slot.name();
        let text = TypedText::of(secret);
        let (keychain, namespace, entry) = (self.keychain.clone(), self.namespace.clone(), name.clone());
        let written = {
            let text = text.clone();
            self.within_limit(move || {
                keychain.set(&namespace, &entry, text.expose())?;
                // A keychain that cuts or forgets what it was given is found out at once.
                match keychain.get(&namespace, &entry)? {
                    Some(read) if read == text.expose() => Ok(()),
                    _ => Err(Fault::Forgetful),
                }
            })
            .await
        };
        match written {
            Ok(()) => {
                self.session().remove(&name);
                Kept::Keychain
            }
            Err(fault) => {
                self.session().insert(name, text);
                Kept::Session(fault)
            }
        }
    }

    /// Forgets a secret everywhere.
    ///
    /// # Errors
    /// When the keychain cannot be used: what it holds is then still there.
    pub async fn forget(&self, slot: &Slot) -> Result<(), Fault> {
        let name = slot.name();
        let was_remembered = self.session().remove(&name).is_some();
        let (keychain, namespace) = (self.keychain.clone(), self.namespace.clone());
        match self.within_limit(move || keychain.delete(&namespace, &name)).await {
            // There is no keychain that could hold another copy.
            Err(Fault::NoBus | Fault::NoService | Fault::NotSetUp) if was_remembered => Ok(()),
            Err(Fault::NotUsed) => Ok(()),
            result => result,
        }
    }

    fn session(&self) -> std::sync::MutexGuard<'_, HashMap<String, TypedText>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keychains block, and a prompt that nobody answers blocks for ever.
    async fn within_limit<R: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<R, Fault> + Send + 'static,
    ) -> Result<R, Fault> {
        match tokio::time::timeout(self.limit, tokio::task::spawn_blocking(work)).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Fault::Other),
            Err(_) => Err(Fault::Waiting),
        }
    }
}
