//! What the store's library does not tell of the Secret Service: which program it is, which collection is
//! the one to keep things in, whether that one is locked, and whether it outlives the session.
//!
//! GNOME Keyring and KWallet name a default collection. KeePassXC has one for each database that is open and
//! shares a group; it may name none as the default, and a locked one shows nothing of what it holds.

use crate::{Fault, location::KeychainLocation};
use redact::UnparsedSecret;
use secret_service::{EncryptionType, blocking::SecretService};
use std::{collections::HashMap, fs};
use zbus::{
    blocking::{Connection, Proxy},
    zvariant::OwnedObjectPath,
};

const SERVICE: &str = "org.freedesktop.secrets";

/// The collection in which new entries are kept.
pub(crate) struct Collection {
    /// As it names itself, and the program that keeps it.
    pub(crate) place: KeychainLocation,
    /// Nothing can be read or written before it is opened.
    pub(crate) is_locked: bool,
    /// It is locked and lists nothing: that an entry is not found says nothing.
    pub(crate) hides_entries: bool,
    /// The service names it as the one for whoever names none.
    pub(crate) is_default: bool,
    path: OwnedObjectPath,
}

impl Collection {
    /// Kept in memory by the service (`session` in the Secret Service API), so gone at the next login.
    pub(crate) fn is_ephemeral(&self) -> bool {
        is_ephemeral(&self.path)
    }
}

fn fault(error: zbus::Error) -> Fault {
    Fault::of_bus(&error)
}

fn is_ephemeral(path: &OwnedObjectPath) -> bool {
    path.as_str().ends_with("/collection/session")
}

/// Looks at the collection to keep things in: the default one, else the only one. Blocks; asks the person
/// nothing.
pub(crate) fn collection() -> Result<Collection, Fault> {
    let bus = Connection::session().map_err(fault)?;
    let service = Proxy::new(&bus, SERVICE, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service")
        .map_err(fault)?;
    let default = default_path(&service)?;
    let is_default = default.is_some();
    let path = default.map_or_else(|| only_path(&service), Ok)?;
    let collection = Proxy::new(&bus, SERVICE, &path, "org.freedesktop.Secret.Collection").map_err(fault)?;
    let is_locked = collection.get_property("Locked").map_err(fault)?;
    let lists_nothing =
        || collection.get_property::<Vec<OwnedObjectPath>>("Items").unwrap_or_default().is_empty();
    Ok(Collection {
        place: KeychainLocation {
            program: program(&bus).unwrap_or_default(),
            collection: collection.get_property("Label").unwrap_or_default(),
        },
        is_locked,
        hides_entries: is_locked && lists_nothing(),
        is_default,
        path: path.clone(),
    })
}

fn default_path(service: &Proxy<'_>) -> Result<Option<OwnedObjectPath>, Fault> {
    match service.call::<_, _, OwnedObjectPath>("ReadAlias", &"default") {
        Ok(path) => Ok(Some(path).filter(|path| path.as_str() != "/")),
        // How some say that there is none.
        Err(zbus::Error::MethodError(name, ..)) if name.as_str().ends_with("NoSuchObject") => Ok(None),
        Err(error) => Err(fault(error)),
    }
}

/// The collection that can only be meant, since there is no other.
fn only_path(service: &Proxy<'_>) -> Result<OwnedObjectPath, Fault> {
    let all: Vec<OwnedObjectPath> = service.get_property("Collections").map_err(fault)?;
    if all.is_empty() {
        return Err(Fault::NothingOpen);
    }
    let mut lasting = all.into_iter().filter(|path| !is_ephemeral(path));
    match (lasting.next(), lasting.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(Fault::NoDefault),
        (None, _) => Err(Fault::NotSetUp),
    }
}

/// Makes an entry in a collection that is not the default one, with the names that the store's library looks
/// for. Asks the person to unlock it first where it is locked.
pub(crate) fn make_entry(
    collection: &Collection,
    (service, entry): (&str, &str),
    secret: &UnparsedSecret,
) -> Result<(), Fault> {
    let make = || {
        let bus = SecretService::connect(EncryptionType::Dh)?;
        let collection = bus.get_collection_by_path(collection.path.clone())?;
        if collection.is_locked()? {
            collection.unlock()?;
        }
        let names = HashMap::from([("service", service), ("username", entry)]);
        let label = format!("keyring:{entry}@{service}");
        let bytes = secret.expose_secret().as_bytes();
        collection.create_item(&label, names, bytes, true, "application/octet-stream").map(drop)
    };
    make().map_err(|error| Fault::of_service(&error))
}

/// The program that answers, by the name that people know.
fn program(bus: &Connection) -> Option<String> {
    let daemon =
        Proxy::new(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus").ok()?;
    let id: u32 = daemon.call("GetConnectionUnixProcessID", &SERVICE).ok()?;
    let name = fs::read_to_string(format!("/proc/{id}/comm")).ok()?;
    // The system cuts names at fifteen characters.
    Some(match name.trim() {
        "gnome-keyring-d" => "GNOME Keyring".into(),
        "ksecretd" | "kwalletd" | "kwalletd5" | "kwalletd6" => "KWallet".into(),
        "keepassxc" => "KeePassXC".into(),
        other => other.to_owned(),
    })
}
