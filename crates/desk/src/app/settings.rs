//! The app itself: start, look, links, erasing everything.

use crate::app::App;
use crate::app::log_files::{self, latest_lines};
use crate::wire::{
    ActivityRequest, Done, ErrorCode, LanguageChoice, LastRoute, LinkRequest, Message, Nothing, Route,
    Settings, StartView, Theme, WireError,
};
use logo::MAX_FILE_BYTES;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::{Snapshot, StoreError};
use text::Language;
use url::Url;

fn read(store: &Snapshot<'_>) -> Result<Settings, StoreError> {
    let kept = store.setting("theme")?.unwrap_or_default();
    let theme = Theme::ALL.iter().copied().find(|theme| theme.key() == kept).unwrap_or(Theme::System);
    let zoom = store.setting("zoom")?.and_then(|zoom| zoom.parse().ok());
    let kept = store.setting("language")?.unwrap_or_default();
    let language = offered().into_iter().find(|language| language.key() == kept);
    Ok(Settings {
        theme,
        zoom: clamped(zoom.unwrap_or(1.0)),
        language: language.unwrap_or(LanguageChoice::System),
    })
}

/// The languages that can be chosen. Those that are made from English are for development.
fn offered() -> Vec<LanguageChoice> {
    let is_offered = |language: &LanguageChoice| match language {
        LanguageChoice::System | LanguageChoice::English => true,
        LanguageChoice::Accented | LanguageChoice::Mirrored => cfg!(debug_assertions),
    };
    LanguageChoice::ALL.iter().copied().filter(is_offered).collect()
}

/// Messages of the core follow the choice. The system's language is English as long as there is no other.
fn speak(language: LanguageChoice) {
    text::speak(match language {
        LanguageChoice::System | LanguageChoice::English => Language::English,
        LanguageChoice::Accented => Language::Accented,
        LanguageChoice::Mirrored => Language::Mirrored,
    });
}

/// Between half and three times the size; a number that is none counts as the usual size.
fn clamped(zoom: f64) -> f64 {
    if zoom.is_finite() { zoom.clamp(0.5, 3.0) } else { 1.0 }
}

impl App {
    /// What the page needs to begin.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn start(&self, _: Nothing) -> Result<StartView, WireError> {
        let (settings, last) = self
            .core
            .read(|store| {
                let last = store
                    .setting("last_route")?
                    .and_then(|text| serde_json::from_str::<LastRoute>(&text).ok());
                // A partner that was removed since is not gone back to.
                let last =
                    last.filter(|last| last.partner_id.as_ref().is_none_or(|id| store.partner(id).is_ok()));
                Ok((read(store)?, last))
            })
            .await?;
        self.core.host.set_zoom(settings.zoom);
        speak(settings.language);
        Ok(StartView {
            version: env!("CARGO_PKG_VERSION").into(),
            notices: self.window.notices.lock().clone(),
            settings,
            languages: offered(),
            folder: self.core.store.folder().display().to_string(),
            max_logo_bytes: MAX_FILE_BYTES,
            last,
            is_read_only: self.core.store.is_read_only(),
            opened_file: self.window.opened_file.lock().take(),
        })
    }

    /// The page has something to show: the window may be seen.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn window_ready(&self, _: Nothing) -> Result<Done, WireError> {
        self.core.host.show_window();
        Ok(Done {})
    }

    /// The page has painted itself after it was shown.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn window_painted(self: &Arc<Self>, _: Nothing) -> Result<Done, WireError> {
        self.core.host.note_painted();
        if !self.window.keeps_copies.swap(true, Ordering::Relaxed) {
            tokio::spawn(self.clone().keep_copies());
            tokio::spawn(self.watch.clone().keep_watching());
        }
        Ok(Done {})
    }

    /// Changes how the app looks.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn set_settings(&self, request: Settings) -> Result<Settings, WireError> {
        let zoom = clamped(request.zoom);
        let (theme, language) = (request.theme.key(), request.language.key());
        let settings = self
            .core
            .write(move |store| {
                store.set_setting("theme", theme)?;
                store.set_setting("zoom", &zoom.to_string())?;
                store.set_setting("language", language)?;
                read(store)
            })
            .await?;
        self.core.host.set_zoom(settings.zoom);
        speak(settings.language);
        Ok(settings)
    }

    /// Notes where the person is, to begin there next time. A new partner that they leave untouched is dropped: it
    /// holds nothing that could be missed.
    ///
    /// # Errors
    /// See [`WireError`].
    pub async fn set_route(&self, request: LastRoute) -> Result<Done, WireError> {
        // Where a window that only looks has been is not for the next one.
        if self.core.store.is_read_only() {
            return Ok(Done {});
        }
        let text =
            serde_json::to_string(&request).map_err(|_| WireError::plain(ErrorCode::CommandRequest))?;
        // On other pages of the app the partner stays in front, and the person comes back to it.
        let is_left = request.partner_id.is_some() || request.route == Route::Partners;
        let to = request.partner_id;
        self.core
            .write(move |store| {
                let before = store.setting("last_route")?;
                store.set_setting("last_route", &text)?;
                let left = before.and_then(|text| serde_json::from_str::<LastRoute>(&text).ok()?.partner_id);
                match left.filter(|left| is_left && to.as_ref() != Some(left)) {
                    Some(left) => store.drop_untouched(&left),
                    None => Ok(()),
                }
            })
            .await?;
        Ok(Done {})
    }

    /// Erases every partner and every token of this profile, in the keychain too. Stops, with nothing of
    /// the data erased, when the keychain cannot be used: tokens would be left that nobody could find.
    pub async fn erase_all(&self, _: Nothing) -> Result<Done, WireError> {
        self.tokens.forget_every_token().await?;
        self.reset_sandbox(Nothing {}).await?;
        self.core.with_file(store::Store::erase).await?;
        let folder = self.core.store.folder().to_owned();
        let emptied = tokio::task::spawn_blocking(move || log_files::empty(&folder)).await;
        // Everything else is gone by now, and a log that was never written is none.
        if let Ok(Err(error)) = emptied
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "the log could not be emptied");
        }
        Ok(Done {})
    }

    /// Opens a link in the system's browser, https only.
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn open_link(&self, request: LinkRequest) -> Result<Done, WireError> {
        let url = Url::parse(&request.url).ok().filter(|url| url.scheme() == "https");
        let url = url.ok_or_else(|| WireError::plain(ErrorCode::LinkNotHttps))?;
        self.core.host.open_link(&url).map_err(|_| {
            // The reason is left out: it repeats the whole link.
            tracing::warn!(host = url.host_str(), "the link did not open");
            WireError::plain(ErrorCode::LinkFailed).retryable()
        })?;
        Ok(Done {})
    }

    /// Shows the data folder in the file manager.
    ///
    /// # Errors
    /// See [`WireError`].
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn open_folder(&self, _: Nothing) -> Result<Done, WireError> {
        self.core.host.open_folder(self.core.store.folder()).map_err(|reason| {
            tracing::warn!(reason, "the folder did not open");
            WireError::plain(ErrorCode::LinkFailed).retryable()
        })?;
        Ok(Done {})
    }

    /// What to put into a report of a problem: versions, the latest failures and the latest lines of the log.
    pub async fn problem_report(&self, _: Nothing) -> Result<Message, WireError> {
        let activity = self.activity(ActivityRequest::default()).await?;
        let lines: Vec<String> = activity
            .calls
            .iter()
            .filter(|entry| entry.exchange.status.is_empty() || entry.exchange.status.starts_with(['4', '5']))
            .take(10)
            .map(|entry| {
                let status =
                    if entry.exchange.status.is_empty() { "no answer" } else { &entry.exchange.status };
                format!("{}: {} ({} ms)", entry.exchange.purpose, status, entry.exchange.duration_ms)
            })
            .collect();
        let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
        let (folder, home) = (self.core.store.folder().to_owned(), self.core.host.home_folder());
        let read = tokio::task::spawn_blocking(move || latest_lines(&folder, home.as_deref())).await;
        let log = match read {
            Ok(Ok(lines)) => lines.join("\n"),
            // The report is no worse for it.
            _ => text::plain("report.problem.no_log"),
        };
        Ok(Message {
            text: text::render(
                "report.problem",
                &[
                    ("version", env!("CARGO_PKG_VERSION")),
                    ("system", &system),
                    ("lines", &lines.join("\n")),
                    ("log", &log),
                ],
            ),
        })
    }
}
