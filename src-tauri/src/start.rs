//! From process to window. Nothing here touches network or keychain.

use crate::commands::{Opened, handler};
use crate::desktop::Desktop;
use crate::logging::{self, LogFiles};
use crate::{opened_file, placing};
use desk::{Dependencies, Desk, Host, SystemKeychain, Vault, now};
use sandbox::Sandbox;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tauri::{
    App, AppHandle, Emitter, Manager, RunEvent, Url, WebviewWindowBuilder, WindowEvent,
    menu::{Menu, PredefinedMenuItem, Submenu},
    webview::{Color, NewWindowResponse},
};
use tauri_plugin_window_state::StateFlags;
use tokio::sync::broadcast::error::RecvError;

/// What the engine is told on Linux, each only when nobody has told it otherwise, so that `=0` and the like
/// work. The faster renderer leaves windows blank on some graphics drivers and doubles the time to first
/// paint without one. The page computes next to nothing: without compiled scripts it paints as soon, takes
/// ten megabytes less, and its process never writes code that it may run.
const ENGINE: [(&str, &str); 2] = [("WEBKIT_DISABLE_DMABUF_RENDERER", "1"), ("JSC_useJIT", "0")];

/// With these the engine lets other programs drive and look into the page. Tests do; a release lets nobody.
const ENTRY_POINTS: [&str; 4] = [
    "TAURI_AUTOMATION",
    "TAURI_WEBVIEW_AUTOMATION",
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
];

/// Sets the engine's variables. Must be the first line of the process.
pub(crate) fn prepare_engine() {
    if cfg!(not(debug_assertions)) {
        for name in ENTRY_POINTS {
            #[expect(unsafe_code, reason = "the first line of the process: there is no other thread yet")]
            // SAFETY: no other thread reads or writes the environment at this point.
            unsafe {
                std::env::remove_var(name);
            }
        }
    }
    if cfg!(target_os = "linux") {
        for (name, value) in ENGINE.into_iter().filter(|(name, _)| std::env::var_os(name).is_none()) {
            #[expect(unsafe_code, reason = "the first line of the process: there is no other thread yet")]
            // SAFETY: no other thread reads or writes the environment at this point.
            unsafe {
                std::env::set_var(name, value);
            }
        }
    }
}

/// Runs the app until its window is closed.
pub(crate) fn run() -> tauri::Result<()> {
    let state = StateFlags::all() & !StateFlags::VISIBLE & !StateFlags::DECORATIONS;
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            bring_to_front(app, &arguments, Path::new(&folder));
        }))
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(state).build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .on_window_event(|window, event| {
            // A screen may be gone since the last time, or since a moment ago. Where a window is, X11 tells only
            // once it is shown.
            if let WindowEvent::Focused(true) = event {
                placing::keep_on_screen(window);
            }
            // What would be lost is asked about first.
            if let WindowEvent::CloseRequested { api, .. } = event
                && let Some(Opened(Ok(desk))) = window.try_state::<Opened>().as_deref()
                && desk.app.must_ask_before_closing()
            {
                api.prevent_close();
            }
        })
        .invoke_handler(handler())
        .setup(|app| Ok(set_up(app)?))
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if !matches!(event, RunEvent::Exit) {
                return;
            }
            if let Some(Opened(Ok(desk))) = app.try_state::<Opened>().as_deref() {
                desk.app.end();
            }
            if let Some(files) = app.try_state::<LogFiles>() {
                files.finish();
            }
        });
    Ok(())
}

fn set_up(app: &mut App) -> tauri::Result<()> {
    let handle = app.handle().clone();
    let desktop = Arc::new(Desktop {
        app: handle.clone(),
        beacon: std::env::var_os("PARTNER_DESK_BEACON").map(PathBuf::from),
        save_to: std::env::var_os("PARTNER_DESK_SAVE_TO").map(PathBuf::from),
        breaks: cfg!(debug_assertions) && std::env::var_os("PARTNER_DESK_BREAK").is_some(),
        clipboard: parking_lot::Mutex::default(),
    });
    let (profile, folder) = profile(app)?;
    app.manage(logging::write_files(&folder));
    let opened = Desk::open(Dependencies {
        folder: folder.clone(),
        vault: Vault::new(&namespace(&profile), Arc::new(SystemKeychain::default())),
        sandbox: Arc::new(Sandbox::new(folder, 0, now)),
        host: desktop.clone(),
        clock: now,
        rc: None,
        clipboard_keeps: desk::CLIPBOARD_KEEPS,
        outcome_polls: desk::OUTCOME_POLL_DELAYS,
    });
    if let Ok(desk) = &opened {
        forward_events(&handle, desk);
        tauri::async_runtime::spawn(desk.tokens.clone().watch_keychain());
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let folder = std::env::current_dir().unwrap_or_default();
        desk.app.hold_opened_file(opened_file::named_by(&arguments, &folder));
    }
    app.manage(Opened(opened));
    open_window(app)?;
    // A page that never tells that it is ready is shown all the same.
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(Duration::from_secs(3)).await;
        desktop.show_window();
    });
    Ok(())
}

/// The name below which the keychain keeps the profile's tokens: what is tried out in a build for development
/// never reads or replaces those of a release.
fn namespace(profile: &str) -> String {
    let build = if cfg!(debug_assertions) { " development" } else { "" };
    format!("Partner Desk{build} ({profile})")
}

/// Whether an address is the page itself, which is all that the window ever shows.
fn is_the_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // How Windows serves it.
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// The profile's name and folder: `PARTNER_DESK_PROFILE`, else the one that everybody has.
fn profile(app: &App) -> tauri::Result<(String, PathBuf)> {
    let named = std::env::var_os("PARTNER_DESK_PROFILE").map(|name| name.to_string_lossy().into_owned());
    let is_name = |name: &String| {
        !name.is_empty()
            && name.len() <= 40
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let profile = named.filter(is_name).unwrap_or_else(|| "default".into());
    let folder = app.path().app_data_dir()?.join("profiles").join(&profile);
    Ok((profile, folder))
}

fn open_window(app: &mut App) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first().cloned() else { return Ok(()) };
    let menu = edit_menu(app.handle())?;
    WebviewWindowBuilder::from_config(app.handle(), &config)?
        .menu(menu)
        .background_color(Color(24, 24, 28, 255))
        // The page is the app's own; links go to the browser by a command.
        .on_navigation(is_the_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()
        .map(drop)
}

/// Cut, copy and paste for every text: macOS has them only where a menu offers them.
fn edit_menu(app: &AppHandle) -> tauri::Result<Menu<tauri::Wry>> {
    if cfg!(not(target_os = "macos")) {
        return Menu::new(app);
    }
    let cut = PredefinedMenuItem::cut(app, None)?;
    let copy = PredefinedMenuItem::copy(app, None)?;
    let paste = PredefinedMenuItem::paste(app, None)?;
    let all = PredefinedMenuItem::select_all(app, None)?;
    Menu::with_items(app, &[&Submenu::with_items(app, "Edit", true, &[&cut, &copy, &paste, &all])?])
}

fn forward_events(app: &AppHandle, desk: &Arc<Desk>) {
    let (app, mut events) = (app.clone(), desk.events());
    tauri::async_runtime::spawn(async move {
        loop {
            match events.recv().await {
                Ok(event) => {
                    let _ = app.emit("desk", event);
                }
                // The page asks for the whole view when a run ends; a lost step does no harm.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
}

/// The app was started again: show the window that is there, and open a partner file that was named.
fn bring_to_front(app: &AppHandle, arguments: &[String], folder: &Path) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
    let text = opened_file::named_by(arguments.get(1..).unwrap_or_default(), folder);
    if let (Some(text), Ok(desk)) = (text, &app.state::<Opened>().0) {
        desk.app.tell_of_opened_file(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_but_to_the_page() {
        let is_page = |text: &str| is_the_page(&Url::parse(text).unwrap());
        assert!(is_page("tauri://localhost/") && is_page("tauri://localhost/index.html"));
        for elsewhere in [
            "https://example.com/",
            "tauri://example.com/",
            "http://tauri.localhost.example.com/",
            "http://tauri.localhost/",
            "file:///etc/passwd",
            "data:text/html,<p>",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!is_page(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn builds_and_profiles_keep_their_tokens_apart() {
        assert_eq!(namespace("default"), "Partner Desk development (default)");
        assert_ne!(namespace("default"), namespace("other"));
    }
}
