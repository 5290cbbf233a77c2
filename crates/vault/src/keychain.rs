//! The keychain of the system, held as a value: one that was missing at the first try is looked for
//! again at the next.

use crate::Fault;
use keyring_core::api::CredentialStoreApi;
use std::sync::{Arc, Mutex, PoisonError};

/// A place for secrets by service and entry. All calls block.
pub trait Keychain: Send + Sync {
    /// The secret, or `None` when there is none.
    ///
    /// # Errors
    /// When nothing can be said.
    fn get(&self, service: &str, entry: &str) -> Result<Option<String>, Fault>;
    /// Writes or replaces a secret.
    ///
    /// # Errors
    /// When it was not kept.
    fn set(&self, service: &str, entry: &str, secret: &str) -> Result<(), Fault>;
    /// Removes a secret; one that is not there is fine.
    ///
    /// # Errors
    /// When it is still there, or nothing can be said.
    fn delete(&self, service: &str, entry: &str) -> Result<(), Fault>;
    /// The fault that is known to stand, if any.
    fn standing_fault(&self) -> Option<Fault>;
}

type Store = Arc<dyn CredentialStoreApi + Send + Sync>;

/// The Secret Service on Linux. The other systems' stores are one line each in `open_store`; they are
/// not built or tested here.
#[derive(Default)]
pub struct SystemKeychain {
    opened: Mutex<Option<Store>>,
    fault: Mutex<Option<Fault>>,
}

impl SystemKeychain {
    fn store(&self) -> Result<Store, Fault> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = opened.as_ref() {
            return Ok(store.clone());
        }
        let store = open_store().map_err(|error| Fault::of(&error))?;
        *opened = Some(store.clone());
        Ok(store)
    }

    fn with_entry<R>(
        &self,
        service: &str,
        entry: &str,
        work: impl FnOnce(&keyring_core::Entry) -> Result<R, keyring::Error>,
    ) -> Result<R, Fault> {
        let result = self.store().and_then(|store| {
            let entry = store.build(service, entry, None).map_err(|error| Fault::of(&error))?;
            work(&entry).map_err(|error| Fault::of(&error))
        });
        if let Err(fault) = &result
            && matches!(fault, Fault::NoBus | Fault::Other)
        {
            // The connection may be what broke; the next call opens a new one.
            *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = result.as_ref().err().copied();
        result
    }
}

impl Drop for SystemKeychain {
    /// Closing the connection blocks, which an async thread may not do: a thread of its own does it.
    fn drop(&mut self) {
        if let Some(store) = self.opened.lock().unwrap_or_else(PoisonError::into_inner).take() {
            std::thread::spawn(move || drop(store));
        }
    }
}

#[cfg(target_os = "linux")]
fn open_store() -> Result<Store, keyring::Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(not(target_os = "linux"))]
fn open_store() -> Result<Store, keyring::Error> {
    // The first use of `keyring` sets the system's own store as the default one.
    keyring::Entry::new("Partner Desk", "opening")?;
    keyring_core::get_default_store().ok_or(keyring::Error::NoDefaultStore)
}

impl Keychain for SystemKeychain {
    fn get(&self, service: &str, entry: &str) -> Result<Option<String>, Fault> {
        self.with_entry(service, entry, |entry| match entry.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn set(&self, service: &str, entry: &str, secret: &str) -> Result<(), Fault> {
        self.with_entry(service, entry, |entry| entry.set_password(secret))
    }

    fn delete(&self, service: &str, entry: &str) -> Result<(), Fault> {
        self.with_entry(service, entry, |entry| match entry.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
    }

    fn standing_fault(&self) -> Option<Fault> {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// No keychain at all, on purpose.
pub struct NoKeychain;

impl Keychain for NoKeychain {
    fn get(&self, _: &str, _: &str) -> Result<Option<String>, Fault> {
        Err(Fault::NotUsed)
    }

    fn set(&self, _: &str, _: &str, _: &str) -> Result<(), Fault> {
        Err(Fault::NotUsed)
    }

    fn delete(&self, _: &str, _: &str) -> Result<(), Fault> {
        Err(Fault::NotUsed)
    }

    fn standing_fault(&self) -> Option<Fault> {
        Some(Fault::NotUsed)
    }
}
