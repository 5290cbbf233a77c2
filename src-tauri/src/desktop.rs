//! What the core asks of a desktop: clipboard, browser, dialogs, the window itself.

use desk::Host;
use std::{
    fs,
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
};
use tauri::{AppHandle, Manager, WebviewWindow};
use tauri_plugin_clipboard_manager::ClipboardExt;
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
}

impl Desktop {
    fn window(&self) -> Option<WebviewWindow> {
        self.app.get_webview_window("main")
    }
}

impl Host for Desktop {
    fn copy(&self, text: &str) -> Result<(), String> {
        self.app.clipboard().write_text(text).map_err(|error| error.to_string())
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
    fn write_chosen_file(&self, path: &Path, text: &str) -> std::io::Result<()> {
        fs::write(path, text)
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
