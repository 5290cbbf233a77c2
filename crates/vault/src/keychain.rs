//! The keychain of the system, held as a value: one that was missing at the first try is looked for
//! again at the next.

use crate::Fault;
use crate::location::KeychainLocation;
use keyring_core::api::CredentialStoreApi;
use parking_lot::{Mutex, MutexGuard};
use redact::UnparsedSecret;
use std::sync::Arc;

/// A place for secrets by service and entry. All calls block.
pub trait Keychain: Send + Sync {
    /// The secret, or `None` when there is none.
    ///
    /// # Errors
    /// When nothing can be said.
    fn get(&self, service: &str, entry: &str) -> Result<Option<UnparsedSecret>, Fault>;
    /// Writes or replaces a secret.
    ///
    /// # Errors
    /// When it was not kept.
    fn set(&self, service: &str, entry: &str, secret: &UnparsedSecret) -> Result<(), Fault>;
    /// Removes a secret; one that is not there is fine.
    ///
    /// # Errors
    /// When it is still there, or nothing can be said.
    fn delete(&self, service: &str, entry: &str) -> Result<(), Fault>;
    /// Where it keeps them.
    ///
    /// # Errors
    /// When it cannot be used.
    fn place(&self) -> Result<KeychainLocation, Fault>;
}

type Store = Arc<dyn CredentialStoreApi + Send + Sync>;

/// The Secret Service on Linux. The other systems' stores are one line each in `open_store`; they are
/// not built or tested here.
#[derive(Default)]
pub struct SystemKeychain {
    opened: Mutex<Option<Store>>,
}

impl SystemKeychain {
    /// The store, and whether it was opened before.
    fn store(&self) -> Result<(Store, bool), Fault> {
        let mut opened = self.opened();
        if let Some(store) = opened.as_ref() {
            return Ok((store.clone(), true));
        }
        let store = open_store().map_err(|error| Fault::of(&error))?;
        *opened = Some(store.clone());
        Ok((store, false))
    }

    fn opened(&self) -> MutexGuard<'_, Option<Store>> {
        self.opened.lock()
    }

    fn with_entry<R>(
        &self,
        service: &str,
        entry: &str,
        work: impl Fn(&keyring_core::Entry) -> Result<R, keyring::Error>,
    ) -> Result<R, Fault> {
        loop {
            let (store, was_open) = self.store()?;
            let entry = store.build(service, entry, None).map_err(|error| Fault::of(&error))?;
            match work(&entry).map_err(|error| Fault::of(&error)) {
                // The connection may be what broke: the keychain was started anew. A new one tells.
                Err(fault @ (Fault::NoBus | Fault::NoService | Fault::Other)) => {
                    *self.opened() = None;
                    if !was_open {
                        return Err(or_locked(fault));
                    }
                }
                result => return result.map_err(or_locked),
            }
        }
    }
}

impl Drop for SystemKeychain {
    /// Closing the connection blocks, which an async thread may not do: a thread of its own does it.
    fn drop(&mut self) {
        if let Some(store) = self.opened().take() {
            std::thread::spawn(move || drop(store));
        }
    }
}

#[cfg(target_os = "linux")]
fn open_store() -> Result<Store, keyring::Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// A question was closed or could not be asked: for opening the keychain, or for letting this app in.
#[cfg(target_os = "linux")]
fn or_locked(fault: Fault) -> Fault {
    let is_locked = || crate::secret_service::collection().is_ok_and(|collection| collection.is_locked);
    if matches!(fault, Fault::Refused | Fault::Other) && is_locked() { Fault::Locked } else { fault }
}

/// Whether it can be said of an entry that was not found that there is none.
#[cfg(target_os = "linux")]
fn is_absent() -> Result<(), Fault> {
    match crate::secret_service::collection() {
        Ok(collection) if collection.hides_entries => Err(Fault::Locked),
        Err(Fault::NothingOpen) => Err(Fault::NothingOpen),
        _ => Ok(()),
    }
}

/// The collection to keep things in, unless it is one that forgets by tomorrow: that must not be taken for a
/// place that keeps.
#[cfg(target_os = "linux")]
fn lasting_collection() -> Result<crate::secret_service::Collection, Fault> {
    let collection = crate::secret_service::collection()?;
    if collection.is_ephemeral() { Err(Fault::Ephemeral) } else { Ok(collection) }
}

#[cfg(target_os = "linux")]
fn lasting_place() -> Result<KeychainLocation, Fault> {
    Ok(lasting_collection()?.place)
}

#[cfg(not(target_os = "linux"))]
fn open_store() -> Result<Store, keyring::Error> {
    // The first use of `keyring` sets the system's own store as the default one.
    keyring::Entry::new("Partner Desk", "opening")?;
    keyring_core::get_default_store().ok_or(keyring::Error::NoDefaultStore)
}

#[cfg(not(target_os = "linux"))]
fn or_locked(fault: Fault) -> Fault {
    fault
}

#[cfg(not(target_os = "linux"))]
fn is_absent() -> Result<(), Fault> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn lasting_place() -> Result<KeychainLocation, Fault> {
    let program = if cfg!(windows) { "Credential Manager" } else { "Keychain" };
    Ok(KeychainLocation { program: program.into(), collection: String::new() })
}

impl Keychain for SystemKeychain {
    fn get(&self, service: &str, entry: &str) -> Result<Option<UnparsedSecret>, Fault> {
        let found = self.with_entry(service, entry, |entry| match entry.get_secret() {
            Ok(bytes) => Ok(Some(UnparsedSecret::from_bytes(bytes))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })?;
        match found {
            // What is no text was not written by this app.
            Some(secret) => secret.ok_or(Fault::Altered).map(Some),
            None => is_absent().map(|()| None),
        }
    }

    fn set(&self, service: &str, entry: &str, secret: &UnparsedSecret) -> Result<(), Fault> {
        #[cfg(target_os = "linux")]
        {
            let collection = lasting_collection()?;
            let is_there = || {
                self.with_entry(service, entry, |entry| match entry.get_credential() {
                    Ok(_) => Ok(true),
                    Err(keyring::Error::NoEntry) => Ok(false),
                    Err(error) => Err(error),
                })
            };
            // The store's library makes new entries in the default collection alone.
            if !collection.is_default && !is_there()? {
                let made = crate::secret_service::make_entry(&collection, (service, entry), secret);
                return made.map_err(or_locked);
            }
        }
        // As bytes: Windows' store would make UTF-16 of a text, and hold half as much.
        self.with_entry(service, entry, |entry| entry.set_secret(secret.expose_secret().as_bytes()))
    }

    fn delete(&self, service: &str, entry: &str) -> Result<(), Fault> {
        let was_there = self.with_entry(service, entry, |entry| match entry.delete_credential() {
            Ok(()) => Ok(true),
            Err(keyring::Error::NoEntry) => Ok(false),
            // Every copy goes, so that the entry can be used again.
            Err(keyring::Error::Ambiguous(copies)) => {
                copies.iter().try_for_each(keyring_core::Entry::delete_credential).map(|()| true)
            }
            Err(error) => Err(error),
        })?;
        if was_there { Ok(()) } else { is_absent() }
    }

    fn place(&self) -> Result<KeychainLocation, Fault> {
        lasting_place()
    }
}

/// No keychain at all, on purpose.
pub struct NoKeychain;

impl Keychain for NoKeychain {
    fn get(&self, _: &str, _: &str) -> Result<Option<UnparsedSecret>, Fault> {
        Err(Fault::NotUsed)
    }

    fn set(&self, _: &str, _: &str, _: &UnparsedSecret) -> Result<(), Fault> {
        Err(Fault::NotUsed)
    }

    fn delete(&self, _: &str, _: &str) -> Result<(), Fault> {
        Err(Fault::NotUsed)
    }

    fn place(&self) -> Result<KeychainLocation, Fault> {
        Err(Fault::NotUsed)
    }
}
