//! What the core asks of whoever shows it: the few things that need a desktop.

use logo_process::LogoProcess;
use redact::UnparsedSecret;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use url::Url;

/// A desktop, a command line or a test. Grows only when a use case needs something new.
pub trait Host: Send + Sync {
    /// Puts a text on the clipboard. May block.
    ///
    /// # Errors
    /// In words for the log.
    fn copy(&self, text: &str) -> Result<(), String>;
    /// The same for a secret, marked as one where the system knows how: histories of the clipboard leave
    /// it out then.
    ///
    /// # Errors
    /// In words for the log.
    fn copy_secret(&self, secret: &UnparsedSecret) -> Result<(), String>;
    /// What is on the clipboard; `None` when that is no text. May block.
    ///
    /// # Errors
    /// In words for the log.
    fn paste(&self) -> Result<Option<UnparsedSecret>, String>;
    /// Empties the clipboard. May block.
    ///
    /// # Errors
    /// In words for the log.
    fn clear_clipboard(&self) -> Result<(), String>;
    /// Opens an https link in the system's browser.
    ///
    /// # Errors
    /// In words for the log.
    fn open_link(&self, url: &Url) -> Result<(), String>;
    /// Shows a folder in the system's file manager.
    ///
    /// # Errors
    /// In words for the log.
    fn open_folder(&self, folder: &Path) -> Result<(), String>;
    /// Asks where to save a file of that name; `None` when the person thought better of it.
    fn choose_save_path<'a>(
        &'a self,
        name: &'a str,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + 'a>>;
    /// Writes a file that the person chose.
    ///
    /// # Errors
    /// Why it could not be written.
    fn write_chosen_file(&self, path: &Path, content: &[u8]) -> std::io::Result<()>;
    /// Tells the person something through the system, whatever they look at. May block.
    ///
    /// # Errors
    /// In words for the log.
    fn notify(&self, title: &str, body: &str) -> Result<(), String>;
    /// Where foreign pictures are worked on.
    fn logo_process(&self) -> LogoProcess {
        LogoProcess::ThisProgram
    }
    /// Shows the window; the page has something to show.
    fn show_window(&self);
    /// The page has painted itself.
    fn note_painted(&self);
    /// Sets the size of the text; 1 is 100 %.
    fn set_zoom(&self, zoom: f64);
    /// Closes the window, and with it the app, whatever is still going on.
    fn close_window(&self);
    /// The person's home folder: its name is left out of reports.
    fn home_folder(&self) -> Option<PathBuf> {
        None
    }
}

/// No desktop at all: for the command line.
pub struct NoHost;

const NOT_HERE: &str = "there is no desktop here";

impl Host for NoHost {
    fn copy(&self, _: &str) -> Result<(), String> {
        Err(NOT_HERE.into())
    }
    fn copy_secret(&self, _: &UnparsedSecret) -> Result<(), String> {
        Err(NOT_HERE.into())
    }
    fn paste(&self) -> Result<Option<UnparsedSecret>, String> {
        Err(NOT_HERE.into())
    }
    fn clear_clipboard(&self) -> Result<(), String> {
        Err(NOT_HERE.into())
    }
    fn open_link(&self, _: &Url) -> Result<(), String> {
        Err(NOT_HERE.into())
    }
    fn open_folder(&self, _: &Path) -> Result<(), String> {
        Err(NOT_HERE.into())
    }
    fn choose_save_path<'a>(
        &'a self,
        _: &'a str,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + 'a>> {
        Box::pin(async { None })
    }
    fn write_chosen_file(&self, _: &Path, _: &[u8]) -> std::io::Result<()> {
        Err(std::io::Error::new(std::io::ErrorKind::Unsupported, NOT_HERE))
    }
    fn notify(&self, _: &str, _: &str) -> Result<(), String> {
        Err(NOT_HERE.into())
    }
    fn show_window(&self) {}
    fn note_painted(&self) {}
    fn set_zoom(&self, _: f64) {}
    fn close_window(&self) {}
}
