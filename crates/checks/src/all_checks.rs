//! The checks of runs and of rehearsals together.

use crate::catalogue::{CATALOGUE, Check};
use crate::rehearsal_checks::REHEARSAL;

/// The check of that id, of a run or of a rehearsal.
pub fn find(id: &str) -> Option<&'static Check> {
    CATALOGUE.iter().chain(REHEARSAL).find(|check| check.id == id)
}
