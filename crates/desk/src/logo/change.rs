//! What a change makes of the choices behind a logo.

use crate::logo::choices::{changed, set};
use crate::logo::findings::option_for;
use crate::logo::kept::Made;
use crate::wire::{LogoChange, WireError};
use logo::Choices;

/// The choices after a change. Fixing all applies what the findings offer.
pub(crate) fn next_choices(made: &Made, change: &LogoChange) -> Result<Choices, WireError> {
    let mut choices = changed(&made.choices, change)?;
    if *change == LogoChange::FixAll {
        for option in made.imported.remaining.iter().filter_map(option_for) {
            set(&mut choices, option, true);
        }
    }
    Ok(choices)
}
