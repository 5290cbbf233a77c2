//! Why a keychain cannot be used, told apart by type: messages are translated and change.

use keyring::Error;
use secret_service::Error as ServiceError;

/// Why a keychain cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No session bus: a bare console, a container.
    #[error("there is no session bus")]
    NoBus,
    /// A bus, but no service on it that keeps secrets.
    #[error("no service keeps secrets on this system")]
    NoService,
    /// It was never set up.
    #[error("the keychain was never set up")]
    NotSetUp,
    /// It shows no collection at all: KeePassXC without an open database that shares a group.
    #[error("nothing is open in the keychain")]
    NothingOpen,
    /// It has several collections and none of them is the default one.
    #[error("the keychain has several collections and no default one")]
    NoDefault,
    /// It is locked and was not opened.
    #[error("the keychain is locked")]
    Locked,
    /// It, or whoever guards the way to it, turned this app away.
    #[error("the keychain refused")]
    Refused,
    /// It did not answer, and the person stopped waiting.
    #[error("the keychain does not answer")]
    Waiting,
    /// It did not give back what it had been given.
    #[error("the keychain did not keep what it was given")]
    Forgetful,
    /// It gave back something else.
    #[error("the keychain gave back something else")]
    Altered,
    /// It keeps things in memory: they would be gone at the next start of the computer.
    #[error("the keychain forgets when the computer is restarted")]
    Ephemeral,
    /// The entry is longer than it can hold.
    #[error("the entry is longer than the keychain can hold")]
    TooLong,
    /// It holds an entry several times over, so nobody can say which is meant.
    #[error("the keychain holds the entry more than once")]
    Ambiguous,
    /// Anything else.
    #[error("the keychain failed")]
    Other,
    /// This vault was made without a keychain.
    #[error("no keychain is used")]
    NotUsed,
}

impl Fault {
    /// Every fault that a person may meet.
    pub const ALL: [Self; 15] = [
        Self::NoBus,
        Self::NoService,
        Self::NotSetUp,
        Self::NothingOpen,
        Self::NoDefault,
        Self::Locked,
        Self::Refused,
        Self::Waiting,
        Self::Forgetful,
        Self::Altered,
        Self::Ephemeral,
        Self::TooLong,
        Self::Ambiguous,
        Self::Other,
        Self::NotUsed,
    ];

    /// Names the fault behind an error of a store.
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::NoStorageAccess(cause) | Error::PlatformFailure(cause) => {
                match cause.downcast_ref::<ServiceError>() {
                    Some(error) => Self::of_service(error),
                    // The other systems' stores say so when they may not look.
                    None if matches!(error, Error::NoStorageAccess(_)) => Self::Refused,
                    None => Self::Other,
                }
            }
            Error::TooLong(..) => Self::TooLong,
            Error::NoDefaultStore => Self::NoService,
            Error::Ambiguous(_) => Self::Ambiguous,
            _ => Self::Other,
        }
    }

    pub(crate) fn of_service(error: &ServiceError) -> Self {
        match error {
            ServiceError::Locked => Self::Locked,
            // A question was closed; whether for opening it, only the keychain can tell.
            ServiceError::Prompt => Self::Refused,
            ServiceError::NoResult => Self::NotSetUp,
            // What the library calls unavailable is a bus whose address is missing or leads nowhere.
            ServiceError::Unavailable => Self::NoBus,
            ServiceError::PromptDisconnected => Self::NoService,
            ServiceError::Zbus(error) => Self::of_bus(error),
            ServiceError::ZbusFdo(error) => Self::of_standard(error),
            _ => Self::Other,
        }
    }

    pub(crate) fn of_bus(error: &zbus::Error) -> Self {
        match error {
            zbus::Error::Connection(..)
            | zbus::Error::InputOutput(_)
            | zbus::Error::Address(_)
            | zbus::Error::Handshake(_) => Self::NoBus,
            zbus::Error::FDO(inner) => Self::of_standard(inner),
            zbus::Error::MethodError(name, ..) => match name.as_str() {
                "org.freedesktop.DBus.Error.ServiceUnknown"
                | "org.freedesktop.DBus.Error.NameHasNoOwner"
                | "org.freedesktop.DBus.Error.NoReply" => Self::NoService,
                "org.freedesktop.DBus.Error.AccessDenied" | "org.freedesktop.DBus.Error.AuthFailed" => {
                    Self::Refused
                }
                "org.freedesktop.DBus.Error.LimitsExceeded" => Self::TooLong,
                "org.freedesktop.Secret.Error.IsLocked" => Self::Locked,
                // It was to be started when it is first called, and could not be.
                name if name.starts_with("org.freedesktop.DBus.Error.Spawn.") => Self::NoService,
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }

    fn of_standard(error: &zbus::fdo::Error) -> Self {
        use zbus::fdo::Error::{
            AccessDenied, AuthFailed, Disconnected, LimitsExceeded, NameHasNoOwner, NoReply, NoServer,
            ServiceUnknown, ZBus,
        };
        match error {
            ServiceUnknown(_) | NameHasNoOwner(_) | NoReply(_) => Self::NoService,
            NoServer(_) | Disconnected(_) => Self::NoBus,
            AccessDenied(_) | AuthFailed(_) => Self::Refused,
            LimitsExceeded(_) => Self::TooLong,
            ZBus(inner) => Self::of_bus(inner),
            _ => Self::Other,
        }
    }
}
