//! From process to window. Nothing here touches network or keychain.

use crate::commands::{Opened, handler};
use crate::desktop::Desktop;
use desk::{Desk, Event, Host, Surroundings, SystemKeychain, Vault, now};
use sandbox::Sandbox;
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tauri::{
    App, AppHandle, Emitter, Manager, WebviewWindowBuilder,
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

/// Sets the engine's variables. Must be the first line of the process.
pub(crate) fn prepare_engine() {
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
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| bring_to_front(app, &arguments)))
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(state).build())
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(handler())
        .setup(|app| Ok(set_up(app)?))
        .run(tauri::generate_context!())
}

fn set_up(app: &mut App) -> tauri::Result<()> {
    let handle = app.handle().clone();
    let desktop = Arc::new(Desktop {
        app: handle.clone(),
        beacon: std::env::var_os("PARTNER_DESK_BEACON").map(PathBuf::from),
        save_to: std::env::var_os("PARTNER_DESK_SAVE_TO").map(PathBuf::from),
    });
    let (profile, folder) = profile(app)?;
    let opened = Desk::open(Surroundings {
        folder: folder.clone(),
        vault: Vault::new(&profile, Arc::new(SystemKeychain::default())),
        sandbox: Arc::new(Sandbox::new(folder, 0, now)),
        host: desktop.clone(),
        clock: now,
        rc: None,
    });
    if let Ok(desk) = &opened {
        forward_events(&handle, desk);
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
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
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
fn bring_to_front(app: &AppHandle, arguments: &[String]) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
    let named = arguments.iter().skip(1).find(|argument| argument.ends_with(".partner.json"));
    let text = named.and_then(|path| read_partner_file(Path::new(path)));
    if let (Some(text), Ok(desk)) = (text, &app.state::<Opened>().0) {
        desk.emit(Event::FileOpened { text });
    }
}

/// At most what a partner file may hold; the core judges what is in it.
fn read_partner_file(path: &Path) -> Option<String> {
    let mut text = String::new();
    fs::File::open(path).ok()?.take(5 * 1024 * 1024).read_to_string(&mut text).ok()?;
    Some(text)
}
