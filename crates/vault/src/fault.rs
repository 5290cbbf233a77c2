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
    /// It was never set up, or the person closed the question for a password.
    #[error("the keychain was never set up")]
    NotSetUp,
    /// It is locked and could not be opened.
    #[error("the keychain is locked")]
    Locked,
    /// No answer within the limit: it may be asking the person.
    #[error("the keychain does not answer")]
    Waiting,
    /// It did not give back what it had been given.
    #[error("the keychain did not keep what it was given")]
    Forgetful,
    /// The entry is longer than it can hold.
    #[error("the entry is longer than the keychain can hold")]
    TooLong,
    /// Anything else.
    #[error("the keychain failed")]
    Other,
    /// This vault was made without a keychain.
    #[error("no keychain is used")]
    NotUsed,
}

impl Fault {
    /// Names the fault behind an error of a store.
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::NoStorageAccess(cause) | Error::PlatformFailure(cause) => {
                cause.downcast_ref::<ServiceError>().map_or(Self::Other, Self::of_service)
            }
            Error::TooLong(..) => Self::TooLong,
            Error::NoDefaultStore => Self::NoService,
            _ => Self::Other,
        }
    }

    fn of_service(error: &ServiceError) -> Self {
        match error {
            ServiceError::Locked | ServiceError::Prompt => Self::Locked,
            ServiceError::NoResult => Self::NotSetUp,
            // What the library calls unavailable is a bus whose address is missing or leads nowhere.
            ServiceError::Unavailable => Self::NoBus,
            ServiceError::Zbus(error) => Self::of_bus(error),
            ServiceError::ZbusFdo(error) => Self::of_standard(error),
            _ => Self::Other,
        }
    }

    fn of_bus(error: &zbus::Error) -> Self {
        match error {
            zbus::Error::Connection(..)
            | zbus::Error::InputOutput(_)
            | zbus::Error::Address(_)
            | zbus::Error::Handshake(_) => Self::NoBus,
            zbus::Error::FDO(inner) => Self::of_standard(inner),
            zbus::Error::MethodError(name, ..)
                if name.as_str() == "org.freedesktop.DBus.Error.ServiceUnknown"
                    || name.as_str() == "org.freedesktop.DBus.Error.NameHasNoOwner" =>
            {
                Self::NoService
            }
            _ => Self::Other,
        }
    }

    fn of_standard(error: &zbus::fdo::Error) -> Self {
        match error {
            zbus::fdo::Error::ServiceUnknown(_) | zbus::fdo::Error::NameHasNoOwner(_) => Self::NoService,
            zbus::fdo::Error::NoServer(_) | zbus::fdo::Error::Disconnected(_) => Self::NoBus,
            zbus::fdo::Error::ZBus(inner) => Self::of_bus(inner),
            _ => Self::Other,
        }
    }
}
