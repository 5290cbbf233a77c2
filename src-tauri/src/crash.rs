//! What is left behind when a part of the app breaks: no memory on the disk, no text that nobody has checked.

use std::{backtrace::Backtrace, panic};

/// Stands where a text would stand that was put together while the app ran.
const NOT_SHOWN: &str = "(its text is not shown: it may hold what was typed or pasted)";

/// From now on a panic says where it happened and, if its text was written into the program, what; a text
/// that was put together at run time may hold anything, a token too, and is left out.
pub(crate) fn keep_texts_back() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let said = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or(NOT_SHOWN);
        // Empty unless asked for by `RUST_BACKTRACE`; names of functions only.
        let trace = Backtrace::capture();
        tracing::error!(place, %trace, "a part of Partner Desk broke: {said}");
    }));
}

/// From now on the system writes no core file of this process and those it starts: their memory holds tokens.
#[cfg(unix)]
pub(crate) fn write_no_core() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::warn!(%error, "core files cannot be switched off");
    }
}

#[cfg(not(unix))]
pub(crate) fn write_no_core() {}
