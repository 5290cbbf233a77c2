//! What the core asks of a desktop: clipboard, browser, dialogs, the window itself.

use arboard::Clipboard;
use desk::{Host, UnparsedSecret};
use parking_lot::Mutex;
use std::{
    fs,
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
};
use tauri::{AppHandle, Manager, WebviewWindow};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use url::Url;

/// The desktop that the window stands on.
pub(crate) struct Desktop {
    pub(crate) app: AppHandle,
    /// A file to write when the page has painted itself: for measuring.
    pub(crate) beacon: Option<PathBuf>,
    /// A folder to save to without asking: tests cannot press buttons in the system's dialogs.
    pub(crate) save_to: Option<PathBuf>,
    /// Breaks on purpose with a secret in hand: so that builds for development can be seen to keep it back.
    pub(crate) breaks: bool,
    /// Held for as long as the app runs: on X11 the owner of a text hands it out.
    pub(crate) clipboard: Mutex<Option<Clipboard>>,
}

impl Desktop {
    fn window(&self) -> Option<WebviewWindow> {
        self.app.get_webview_window("main")
    }

    /// The clipboard is opened at its first use, and again when it could not be.
    fn with_clipboard<R>(
        &self,
        work: impl FnOnce(&mut Clipboard) -> Result<R, arboard::Error>,
    ) -> Result<R, String> {
        let mut opened = self.clipboard.lock();
        let clipboard = match &mut *opened {
            Some(clipboard) => clipboard,
            none => none.insert(Clipboard::new().map_err(|error| error.to_string())?),
        };
        work(clipboard).map_err(|error| error.to_string())
    }
}

/// Tells histories of the clipboard to leave it out: KDE's hint, macOS' concealed type, Windows' exclusions.
fn marked_as_secret(set: arboard::Set<'_>) -> arboard::Set<'_> {
    #[cfg(target_os = "macos")]
    use arboard::SetExtApple as _;
    #[cfg(target_os = "linux")]
    use arboard::SetExtLinux as _;
    #[cfg(windows)]
    use arboard::SetExtWindows as _;
    #[cfg(windows)]
    let set = set.exclude_from_cloud().exclude_from_monitoring();
    set.exclude_from_history()
}

impl Host for Desktop {
    fn copy(&self, text: &str) -> Result<(), String> {
        self.with_clipboard(|clipboard| clipboard.set_text(text))
    }

    fn copy_secret(&self, secret: &UnparsedSecret) -> Result<(), String> {
        let text = secret.expose_secret();
        assert!(!self.breaks, "asked to break with {text}");
        self.with_clipboard(|clipboard| marked_as_secret(clipboard.set()).text(text))
    }

    fn paste(&self) -> Result<Option<UnparsedSecret>, String> {
        self.with_clipboard(|clipboard| match clipboard.get_text() {
            Ok(text) => Ok(Some(UnparsedSecret::new(text))),
            Err(arboard::Error::ContentNotAvailable) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn clear_clipboard(&self) -> Result<(), String> {
        self.with_clipboard(Clipboard::clear)
    }

    fn open_link(&self, url: &Url) -> Result<(), String> {
        self.app.opener().open_url(url.as_str(), None::<&str>).map_err(|error| error.to_string())
    }

    fn open_folder(&self, folder: &Path) -> Result<(), String> {
        self.app.opener().open_path(folder.to_string_lossy(), None::<&str>).map_err(|error| error.to_string())
    }

    fn choose_save_path<'a>(
        &'a self,
        name: &'a str,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + 'a>> {
        Box::pin(async move {
            if let Some(folder) = &self.save_to {
                return Some(folder.join(name));
            }
            let (tell, told) = tokio::sync::oneshot::channel();
            self.app.dialog().file().set_file_name(name).save_file(move |path| {
                let _ = tell.send(path);
            });
            told.await.ok().flatten()?.into_path().ok()
        })
    }

    #[expect(clippy::disallowed_methods, reason = "a file that the person chose is written at the edge")]
    fn write_chosen_file(&self, path: &Path, content: &[u8]) -> std::io::Result<()> {
        fs::write(path, content)
    }

    fn notify(&self, title: &str, body: &str) -> Result<(), String> {
        // Linux desktops read the body as markup (Desktop Notifications Specification), and it may quote a service.
        let body = if cfg!(target_os = "linux") {
            body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
        } else {
            body.to_owned()
        };
        // Tauri's plugin for this would put a script into the page that asks for leave before first paint.
        let mut notification = notify_rust::Notification::new();
        notification.appname("Partner Desk").summary(title).body(&body);
        #[cfg(windows)]
        notification.app_id(&self.app.config().identifier);
        #[cfg(target_os = "macos")]
        // It fails where it was set before, with the same.
        let _ = notify_rust::set_application(&self.app.config().identifier);
        notification.show().map(drop).map_err(|error| error.to_string())
    }

    fn close_window(&self) {
        if let Some(window) = self.window() {
            let _ = window.destroy();
        }
    }

    fn home_folder(&self) -> Option<PathBuf> {
        self.app.path().home_dir().ok()
    }

    fn show_window(&self) {
        if let Some(window) = self.window() {
            let _ = window.show();
            let _ = window.set_focus();
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the beacon is a file that whoever measures has named")]
    fn note_painted(&self) {
        if let Some(beacon) = &self.beacon {
            let _ = fs::write(beacon, "painted");
        }
    }

    fn set_zoom(&self, zoom: f64) {
        if let Some(window) = self.window() {
            let _ = window.set_zoom(zoom);
        }
    }
}
