//! What goes between the two processes: one line of JSON before the picture, one document of JSON as the answer.

use crate::limits::Limits;
use logo::{Choices, Imported, LogoFault};
use serde::{Deserialize, Serialize};

/// The argument that asks a program to work on a picture. No person types it.
pub(crate) const ARGUMENT: &str = "--work-on-logo";

/// The line before the bytes of the picture.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) choices: Choices,
    pub(crate) limits: Limits,
}

/// What came of it.
pub(crate) type Answer = Result<Imported, LogoFault>;
