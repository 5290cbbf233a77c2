//! What the store's library does not tell of the Secret Service: which program it is, which collection is
//! the one to keep things in, whether that one is locked, and whether it outlives the session.

use crate::{Fault, keychain::Place};
use std::fs;
use zbus::{
    blocking::{Connection, Proxy},
    zvariant::OwnedObjectPath,
};

const SERVICE: &str = "org.freedesktop.secrets";

/// The collection in which new entries are kept.
pub(crate) struct Collection {
    /// As it names itself, and the program that keeps it.
    pub(crate) place: Place,
    /// Nothing can be read or written before it is opened.
    pub(crate) is_locked: bool,
    /// Kept in memory by the service (`session` in the Secret Service API), so gone at the next login.
    pub(crate) is_ephemeral: bool,
}

/// Looks at the default collection. Blocks; asks the person nothing.
pub(crate) fn default_collection() -> Result<Collection, Fault> {
    let fault = |error: zbus::Error| Fault::of_bus(&error);
    let bus = Connection::session().map_err(fault)?;
    let service = Proxy::new(&bus, SERVICE, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service")
        .map_err(fault)?;
    let path: OwnedObjectPath = service.call("ReadAlias", &"default").map_err(fault)?;
    if path.as_str() == "/" {
        return Err(Fault::NotSetUp);
    }
    let is_ephemeral = path.as_str().ends_with("/collection/session");
    let collection = Proxy::new(&bus, SERVICE, &path, "org.freedesktop.Secret.Collection").map_err(fault)?;
    let is_locked = collection.get_property("Locked").map_err(fault)?;
    let name = collection.get_property("Label").unwrap_or_default();
    Ok(Collection {
        place: Place { program: program(&bus).unwrap_or_default(), collection: name },
        is_locked,
        is_ephemeral,
    })
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
