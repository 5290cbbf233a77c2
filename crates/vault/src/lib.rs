//! Three tokens in the system keychain, or for this session only. Nothing is ever written elsewhere.
//!
//! A read gives present, absent or *unknown*; on unknown nothing is deleted and nothing overwritten.
//! The keychain is opened at the first use, never at start. One that does not answer is waited for until
//! the person has enough of it; an answer that comes after that still counts.

mod fault;
mod keychain;
mod location;
mod queue;
#[cfg(target_os = "linux")]
mod secret_service;
mod slot;

pub use fault::Fault;
pub use keychain::{Keychain, NoKeychain, SystemKeychain};
pub use location::KeychainLocation;
pub use queue::QueueStatus;
pub use slot::Slot;

use parking_lot::{Mutex, MutexGuard};
use queue::Queue;
use redact::{Secret, UnparsedSecret};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use tokio::sync::watch;

/// After this time without an answer the person is told that the keychain is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

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

/// What was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgotten {
    /// Nothing is left of it.
    Everywhere,
    /// What this session remembered. Whether the keychain holds another is not known.
    Remembered(Fault),
}

/// Keeps secrets for one profile.
#[derive(Clone)]
pub struct Vault {
    namespace: String,
    keychain: Arc<dyn Keychain>,
    queue: Arc<Queue>,
    session: Arc<Mutex<Session>>,
}

/// What this process knows beside the keychain.
#[derive(Default)]
struct Session {
    /// Secrets that are in no keychain, by the name of their slot.
    remembered: HashMap<String, Remembered>,
    /// Slots that this process has written to the keychain.
    written: HashSet<String>,
    next: u64,
    place: Option<KeychainLocation>,
}

struct Remembered {
    secret: UnparsedSecret,
    /// Told from what was put in its place while the keychain was asked.
    number: u64,
    reason: Fault,
}

impl Vault {
    /// Secrets below the name `namespace`, in `keychain` where it can be used.
    pub fn new(namespace: &str, keychain: Arc<dyn Keychain>) -> Self {
        Self {
            namespace: namespace.to_owned(),
            keychain,
            queue: Arc::new(Queue::new(PATIENCE)),
            session: Arc::default(),
        }
    }

    /// The same with another patience: for tests.
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.queue = Arc::new(Queue::new(patience));
        self
    }

    /// A vault without a keychain: for the command line and for tests.
    pub fn for_this_session() -> Self {
        Self::new("Partner Desk (session)", Arc::new(NoKeychain))
    }

    /// The name below which this vault keeps its secrets: builds and profiles have their own.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The same vault, looking below another name.
    pub fn named(&self, namespace: &str) -> Self {
        Self { namespace: namespace.to_owned(), ..self.clone() }
    }

    /// Tells when the keychain makes somebody wait, and when it answers late.
    pub fn standing(&self) -> watch::Receiver<QueueStatus> {
        self.queue.standing()
    }

    /// The person stops waiting for the keychain.
    pub fn stop_waiting(&self) {
        self.queue.cancel();
    }

    /// Reads a secret.
    pub async fn read<T>(&self, slot: &Slot) -> Read<T> {
        let name = slot.name();
        let remembered =
            self.session().remembered.get(&name).map(|one| (one.secret.clone(), one.number, one.reason));
        if let Some((secret, number, reason)) = remembered {
            let parsed = secret.parse();
            let kept = match reason {
                // One that was started after this app gets what it missed.
                Fault::NoBus | Fault::NoService => self.hand_over(name, secret, number).await,
                reason => Err(reason),
            };
            return match (parsed, kept) {
                (Ok(secret), Ok(())) => Read::Present(secret, Kept::Keychain),
                (Ok(secret), Err(reason)) => Read::Present(secret, Kept::Session(reason)),
                (Err(_), _) => Read::Unknown(Fault::Other),
            };
        }
        let (keychain, namespace) = (self.keychain.clone(), self.namespace.clone());
        match self.queue.ask(move || keychain.get(&namespace, &name)).await {
            Ok(None) | Err(Fault::NotUsed) => Read::Absent,
            // What is kept was written by this app; anything else in its place is not ours to judge.
            Ok(Some(text)) => match text.parse() {
                Ok(secret) => Read::Present(secret, Kept::Keychain),
                Err(_) => Read::Unknown(Fault::Altered),
            },
            Err(fault) => Read::Unknown(fault),
        }
    }

    /// Keeps a secret: in the keychain, or, where that cannot be used, for this session only. What was
    /// kept under the same slot is replaced.
    pub async fn keep<T>(&self, slot: &Slot, secret: &Secret<T>) -> Kept {
        let (name, secret) = (slot.name(), UnparsedSecret::of(secret));
        // In memory first: whatever becomes of the question, and of whoever asked it, nothing is lost.
        let number = self.remember(&name, secret.clone());
        match self.hand_over(name, secret, number).await {
            Ok(()) => Kept::Keychain,
            Err(fault) => Kept::Session(fault),
        }
    }

    /// Gives the keychain what is remembered under that number, unless it was replaced or forgotten by the time
    /// its turn comes.
    async fn hand_over(&self, name: String, secret: UnparsedSecret, number: u64) -> Result<(), Fault> {
        let (keychain, namespace) = (self.keychain.clone(), self.namespace.clone());
        let (session, entry) = (self.session.clone(), name.clone());
        let written = self.queue.ask(move || {
            let latest = |session: &Session| session.remembered.get(&entry).map(|one| one.number);
            if latest(&lock(&session)) != Some(number) {
                return Err(Fault::Waiting);
            }
            write(&*keychain, &namespace, &entry, &secret)?;
            let mut session = lock(&session);
            match latest(&session) {
                // It was forgotten while the keychain thought about it.
                None => {
                    drop(session);
                    return keychain.delete(&namespace, &entry).and(Err(Fault::Waiting));
                }
                Some(latest) if latest == number => drop(session.remembered.remove(&entry)),
                // Another one that was put in meanwhile stays in memory until its own turn comes.
                Some(_) => {}
            }
            session.written.insert(entry);
            Ok(())
        });
        let written = written.await;
        if let (Err(fault), Some(one)) = (written, self.session().remembered.get_mut(&name))
            && one.number == number
        {
            one.reason = fault;
        }
        written
    }

    fn remember(&self, name: &str, secret: UnparsedSecret) -> u64 {
        let mut session = self.session();
        session.next += 1;
        let number = session.next;
        session.remembered.insert(name.to_owned(), Remembered { secret, number, reason: Fault::Waiting });
        number
    }

    /// Whether this process has put a secret of that slot into the keychain, late answers included.
    pub fn has_written(&self, slot: &Slot) -> bool {
        self.session().written.contains(&slot.name())
    }

    /// Whether a secret of that slot is in memory alone.
    pub fn is_remembered(&self, slot: &Slot) -> bool {
        self.session().remembered.contains_key(&slot.name())
    }

    /// Asks a keychain again that could not be used before, and gives it what this session remembers.
    ///
    /// # Errors
    /// The first fault that stands. What could not be handed over is still remembered.
    pub async fn try_again(&self) -> Result<(), Fault> {
        self.queue.wait_again();
        let waiting: Vec<(String, UnparsedSecret, u64)> = {
            let session = self.session();
            let all = session.remembered.iter();
            all.map(|(name, one)| (name.clone(), one.secret.clone(), one.number)).collect()
        };
        let mut first = Ok(());
        for (name, secret, number) in waiting {
            // One that is never taken must not stand in the way of the others; one that is not answered does.
            let handed = self.hand_over(name, secret, number).await;
            first = first.and(handed);
            if handed == Err(Fault::Waiting) {
                break;
            }
        }
        first?;
        // Another keychain may have taken the place of the one that was there.
        self.session().place = None;
        self.place().await.map(drop)
    }

    /// Where the keychain keeps things, by its true name.
    ///
    /// # Errors
    /// When it cannot be used.
    pub async fn place(&self) -> Result<KeychainLocation, Fault> {
        if let Some(place) = self.session().place.clone() {
            return Ok(place);
        }
        let keychain = self.keychain.clone();
        let place = self.queue.ask(move || keychain.place()).await?;
        self.session().place = Some(place.clone());
        Ok(place)
    }

    /// Forgets a secret.
    ///
    /// # Errors
    /// When the keychain cannot be used and nothing was remembered either: what it holds is then still there.
    pub async fn forget(&self, slot: &Slot) -> Result<Forgotten, Fault> {
        let name = slot.name();
        let (keychain, namespace, entry) = (self.keychain.clone(), self.namespace.clone(), name.clone());
        let number = self.session().remembered.get(&name).map(|one| one.number);
        let deleted = self.queue.ask(move || keychain.delete(&namespace, &entry)).await;
        let was_remembered = {
            let mut session = self.session();
            // What was put in while the keychain was asked is another matter.
            let is_same = number.is_some() && session.remembered.get(&name).map(|one| one.number) == number;
            if is_same {
                session.remembered.remove(&name);
            }
            is_same
        };
        match deleted {
            // There is no keychain that could hold another copy.
            Ok(()) | Err(Fault::NotUsed) => Ok(Forgotten::Everywhere),
            Err(Fault::NoBus | Fault::NoService | Fault::NotSetUp) if was_remembered => {
                Ok(Forgotten::Everywhere)
            }
            Err(fault) if was_remembered => Ok(Forgotten::Remembered(fault)),
            Err(fault) => Err(fault),
        }
    }

    fn session(&self) -> MutexGuard<'_, Session> {
        lock(&self.session)
    }
}

fn lock(session: &Mutex<Session>) -> MutexGuard<'_, Session> {
    session.lock()
}

/// Writes and reads back: a keychain that forgets or alters what it was given is found out at once, and
/// what it made of the secret does not stay in the secret's place.
fn write(
    keychain: &dyn Keychain,
    namespace: &str,
    entry: &str,
    secret: &UnparsedSecret,
) -> Result<(), Fault> {
    keychain.set(namespace, entry, secret)?;
    match keychain.get(namespace, entry)? {
        Some(read) if read.expose_secret() == secret.expose_secret() => Ok(()),
        None => Err(Fault::Forgetful),
        Some(_) => {
            keychain.delete(namespace, entry)?;
            Err(Fault::Altered)
        }
    }
}
