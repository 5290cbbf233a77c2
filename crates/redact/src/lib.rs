//! Secrets and addresses as types that cannot leak.
//!
//! Everything above this crate handles tokens only through [`Secret`], which has no `Debug` that
//! shows it, no `Serialize`, and gives its text away for one origin at a time.

mod address;
mod scrub;
mod secret;

pub use address::{Origin, display_url};
pub use scrub::{MASK, Scrubber};
pub use secret::{
    Customer, PartnerKey, Personal, Secret, SecretFault, TypedSecret, TypedSecretText, WrongOrigin,
};
