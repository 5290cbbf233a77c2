//! `run`: from a fresh clone to the window, or to its checklist where there is none to see.

use crate::{
    Outcome,
    packages::{self, BUILD, DRIVE},
    process::{built, run as start},
};

/// Builds and starts the app.
pub(crate) fn run(headless: bool) -> Outcome {
    packages::install(&BUILD, "to build the window")?;
    packages::install_page()?;
    let has_display = cfg!(not(target_os = "linux"))
        || std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some();
    if has_display && !headless {
        return start("cargo", &["run", "--package", "partner-desk"]);
    }
    if !headless {
        println!("There is no display, so Partner Desk checks the sample partner in a hidden window.");
    }
    packages::install(&DRIVE, "to drive the window without a display")?;
    start("cargo", &["build", "--workspace", "--all-targets"])?;
    start(&built("debug", "walk").display().to_string(), &[])
}
