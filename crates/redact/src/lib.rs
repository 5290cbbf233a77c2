//! Secrets and addresses as types that cannot leak.
//!
//! Everything above this crate handles tokens only through [`Secret`], which has no `Debug` that
//! shows it, no `Serialize`, and gives its text away for one origin at a time.

mod address;
mod mask_fields;
mod scrub;
mod secret;
mod token;
mod wrong_token;

pub use address::{Origin, display_url};
pub use mask_fields::mask_fields;
pub use scrub::{MASK, Scrubber};
pub use secret::{Secret, SecretFault, UnparsedSecret, WrongOrigin};
pub use token::{Customer, Marks, PartnerSecret, Personal, SecretKind};
