//! A computer in a box: home, display, bus and keychain that last as long as this value.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A private computer. The app can be started on it again and again; what it kept is still there.
pub struct Machine {
    home: tempfile::TempDir,
    display: String,
    screen: Child,
}

/// A process with all that it started; ended when dropped.
pub(crate) struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        let _ = Command::new("kill")
            .args(["-9", "--", &format!("-{}", self.0.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.0.wait();
    }
}

impl Machine {
    /// Starts a display; bus and keychain come with each session.
    pub fn start() -> Self {
        let mut screen = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb (apt: xvfb)");
        let mut number = String::new();
        BufReader::new(screen.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { home: tempfile::tempdir().unwrap(), display: format!(":{}", number.trim()), screen }
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Writes a file into the home folder and gives its path.
    #[expect(clippy::disallowed_methods, reason = "files of a test's own home")]
    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.home().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Starts a driver whose sessions run on this computer; gives its port.
    pub(crate) fn driver(&self) -> (Group, u16) {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let home = self.home();
        let session = format!(
            "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1; \
             exec WebKitWebDriver --host=127.0.0.1 --port={port}"
        );
        let child = Command::new("dbus-run-session")
            .args(["--", "bash", "-c", &session])
            .env("DISPLAY", &self.display)
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("NO_AT_BRIDGE", "1")
            // The driver's pictures never come with the faster renderer.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
            .env("PARTNER_DESK_SAVE_TO", home)
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("WAYLAND_DISPLAY")
            .process_group(0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-run-session (apt: dbus)");
        (Group(child), port)
    }

    /// Ends the app as a crash would, without a word.
    pub fn kill_app(&self) {
        let home = format!("HOME={}", self.home().display());
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let is_app =
                fs::read_to_string(entry.path().join("comm")).is_ok_and(|name| name.trim() == "partner-desk");
            let is_ours = fs::read(entry.path().join("environ"))
                .is_ok_and(|all| all.split(|byte| *byte == 0).any(|one| one == home.as_bytes()));
            if is_app && is_ours {
                let pid = entry.file_name();
                Command::new("kill").arg("-9").arg(pid).status().unwrap();
            }
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.screen.kill();
        let _ = self.screen.wait();
    }
}

/// The app, as built for development.
pub(crate) fn app() -> PathBuf {
    std::env::var_os("PARTNER_DESK_BIN").map_or_else(
        || {
            // This very program stands in the folder of what was built, or one below it.
            let here = std::env::current_exe().unwrap();
            let folder = here.parent().unwrap();
            let folder = if folder.ends_with("deps") { folder.parent().unwrap() } else { folder };
            folder.join("partner-desk")
        },
        PathBuf::from,
    )
}
