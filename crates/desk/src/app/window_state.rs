//! What is known of the window between two calls of the page.

use parking_lot::Mutex;
use std::sync::atomic::AtomicBool;

#[derive(Default)]
pub(crate) struct WindowState {
    /// What the person is told at the start.
    pub(crate) notices: Mutex<Vec<String>>,
    /// The text of a file that the app was started with, until the page asks.
    pub(crate) opened_file: Mutex<Option<String>>,
    /// The page has edits that could not be written.
    pub(crate) edits_wait: AtomicBool,
    /// The page was told to ask before the window closes, and has not answered.
    pub(crate) has_asked_to_close: AtomicBool,
    pub(crate) keeps_copies: AtomicBool,
}
