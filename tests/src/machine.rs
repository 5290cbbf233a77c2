//! A computer in a box: home, display, bus and keychain that last as long as this value.

use crate::close_button;
use std::{
    cell::{Cell, RefCell},
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The folder in the home into which all that the app and its engine print goes.
pub(crate) const OUTPUT: &str = "output";

/// How the keychain of a computer behaves, from the next session on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeychainState {
    /// Unlocked, as after logging in.
    Open,
    /// Locked, with nobody there who could be asked for the password.
    Locked,
    /// A stand-in that answers once [`Machine::release_keychain`] lets it.
    Hanging,
    /// There is no bus at all.
    Missing,
}

/// A private computer. The app can be started on it again and again; what it kept is still there.
pub struct Machine {
    home: tempfile::TempDir,
    display: String,
    screen: Child,
    keychain: Cell<KeychainState>,
    variables: RefCell<Vec<(String, String)>>,
}

/// A process with all that it started; ended when dropped.
pub(crate) struct Group(pub(crate) Child);

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
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(OUTPUT)).unwrap();
        let display = format!(":{}", number.trim());
        let keychain = Cell::new(KeychainState::Open);
        Self { home, display, screen, keychain, variables: RefCell::default() }
    }

    /// Changes how the keychain behaves in the sessions to come.
    pub fn set_keychain(&self, state: KeychainState) {
        self.keychain.set(state);
    }

    /// Sets a variable of the sessions to come.
    pub fn set_variable(&self, name: &str, value: &str) {
        self.variables.borrow_mut().push((name.to_owned(), value.to_owned()));
    }

    /// Lets the stand-in for a keychain answer.
    pub fn release_keychain(&self) {
        self.put("release", b"");
    }

    /// Puts the real keychain that is locked in the place of one that is not.
    pub fn unlock_keychain(&self) {
        self.in_session(
            "printf 'pw\\n' | gnome-keyring-daemon --replace --unlock --components=secrets --daemonize",
        );
    }

    /// Every secret that the keychain of this session holds for the app.
    pub fn secrets(&self) -> Vec<String> {
        // One by one, by the name of the entry: a search for all of them shows the first one's secret only.
        let found = self.in_session(
            "service='Partner Desk development (default)'; \
             secret-tool search --all service \"$service\" 2>&1 | sed -n 's/^attribute.username = //p' | \
             while read -r name; do printf 'secret = '; secret-tool lookup service \"$service\" username \"$name\"; echo; done",
        );
        found.lines().filter_map(|line| line.strip_prefix("secret = ").map(str::to_owned)).collect()
    }

    /// Runs a shell line on the bus of the session that runs, with its display; gives what it printed.
    pub fn in_session(&self, line: &str) -> String {
        let bus = fs::read_to_string(self.home().join("bus")).expect("a session has begun");
        let output = Command::new("bash")
            .args(["-c", line])
            .env("DBUS_SESSION_BUS_ADDRESS", bus)
            .env("DISPLAY", &self.display)
            .env("HOME", self.home())
            .env("XDG_RUNTIME_DIR", self.home())
            .env("XDG_DATA_HOME", self.home().join("data"))
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Listens from now on to what programs of this session tell the person.
    pub fn hear_notices(&self) {
        self.in_session(
            "dbus-monitor --session \"interface='org.freedesktop.Notifications'\" > \"$HOME/notices\" 2>&1 &",
        );
    }

    /// Waits until the person was told something, and gives all that was.
    ///
    /// # Panics
    /// When nothing was after half a minute.
    pub async fn notices(&self, part: &str) -> String {
        let mut told = String::new();
        for _ in 0..600 {
            told = fs::read_to_string(self.home().join("notices")).unwrap_or_default();
            if told.contains(part) {
                return told;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no notification tells of {part}: {told}");
    }

    /// Puts a text on the clipboard, as another program would.
    pub fn copy(&self, text: &str) {
        let mut xclip = Command::new("xclip")
            .args(["-selection", "clipboard", "-in"])
            .env("DISPLAY", &self.display)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("xclip (apt: xclip)");
        xclip.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        assert!(xclip.wait().unwrap().success());
    }

    /// What is on the clipboard, in one of the kinds in which it is offered; empty when nothing is.
    pub fn clipboard(&self, kind: &str) -> String {
        // An owner that does not answer any more would be waited for for ever.
        let output = Command::new("timeout")
            .args(["5", "xclip", "-selection", "clipboard", "-out", "-target", kind])
            .env("DISPLAY", &self.display)
            .stderr(Stdio::null())
            .output()
            .expect("xclip (apt: xclip)");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The folder in which the app keeps its data.
    pub fn profile(&self) -> PathBuf {
        self.home().join("data/app.partnerdesk.PartnerDesk/profiles/default")
    }

    /// The app's log files, one a day, the newest last.
    pub fn log_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.profile().join(desk::LOG_FOLDER)).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.sort();
        files
    }

    /// What the app has written into its log.
    pub fn log(&self) -> String {
        self.log_files().iter().map(|path| fs::read_to_string(path).unwrap()).collect()
    }

    /// Waits until each of these stands in the log: the app writes it on a thread of its own.
    pub async fn wait_until_log_tells(&self, told: &[&str]) {
        let deadline = Instant::now() + Duration::from_secs(10);
        let missing = || {
            let log = self.log();
            told.iter().filter(|told| !log.contains(**told)).copied().collect::<Vec<_>>()
        };
        while !missing().is_empty() {
            assert!(Instant::now() < deadline, "the log does not tell: {:?}\n{}", missing(), self.log());
            tokio::task::yield_now().await;
        }
    }

    /// Waits until no window has the data any more: its process ends a moment after it.
    pub async fn wait_until_free(&self) {
        let lock = File::open(self.profile().join("lock")).unwrap();
        while lock.try_lock().is_err() {
            tokio::task::yield_now().await;
        }
        lock.unlock().unwrap();
    }

    /// Waits until the app has written a file whose name begins so.
    ///
    /// # Panics
    /// When there is none after half a minute.
    pub async fn wait_for_file(&self, begins: &str) {
        for _ in 0..600 {
            let names = fs::read_dir(self.profile()).unwrap().flatten();
            if names.into_iter().any(|name| name.file_name().to_string_lossy().starts_with(begins)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no file begins with {begins}");
    }

    /// Waits until nothing of the app runs any more.
    ///
    /// # Panics
    /// When something does after half a minute.
    pub async fn wait_until_ended(&self) {
        for _ in 0..600 {
            if self.processes().is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the app does not end");
    }

    /// Spoils the middle of a file, as a failing disk does.
    pub fn spoil(&self, path: &Path) {
        let mut bytes = fs::read(path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle - 8_000..middle + 8_000].fill(0xa5);
        File::create(path).unwrap().write_all(&bytes).unwrap();
    }

    /// Presses the button with which windows are closed.
    pub fn ask_to_close(&self) {
        close_button::press(&self.display);
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
        let driver = format!("env DISPLAY={} WebKitWebDriver --host=127.0.0.1 --port={port}", self.display);
        // Without a display the keychain has nobody to ask, and says at once that it is locked.
        let session = match self.keychain.get() {
            KeychainState::Open => format!(
                "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1; exec {driver}"
            ),
            KeychainState::Locked => {
                format!("gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec {driver}")
            }
            KeychainState::Hanging => format!("exec {} hangs {driver}", odd_keychain().display()),
            KeychainState::Missing => format!("unset DBUS_SESSION_BUS_ADDRESS; exec {driver}"),
        };
        let session = format!("printf %s \"$DBUS_SESSION_BUS_ADDRESS\" > \"$HOME/bus\"; {session}");
        let into = |name: &str| {
            let path = home.join(OUTPUT).join(name);
            File::options().create(true).append(true).open(path).unwrap()
        };
        let child = Command::new("dbus-run-session")
            .args(["--", "bash", "-c", &session])
            .env_remove("DISPLAY")
            .env("ODD_KEYCHAIN_RELEASE", home.join("release"))
            .envs(self.variables.borrow().iter().map(|(name, value)| (name, value)))
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
            .stdout(into("stdout"))
            .stderr(into("stderr"))
            .spawn()
            .expect("dbus-run-session (apt: dbus)");
        (Group(child), port)
    }

    /// Ends the app as a crash would, without a word.
    pub fn kill_app(&self) {
        self.signal_app("-9");
    }

    /// Lets the app crash in the way in which systems write its memory to the disk.
    pub fn crash_app(&self) {
        self.signal_app("-SEGV");
    }

    /// The ids of the app's processes and of those that it started.
    pub fn processes(&self) -> Vec<u32> {
        let home = format!("HOME={}", self.home().display());
        let ids = fs::read_dir("/proc")
            .unwrap()
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let is_ours = |id: &u32| {
            fs::read(format!("/proc/{id}/environ"))
                .is_ok_and(|all| all.split(|byte| *byte == 0).any(|one| one == home.as_bytes()))
        };
        ids.filter(is_ours).collect()
    }

    fn signal_app(&self, signal: &str) {
        let home = format!("HOME={}", self.home().display());
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let is_app =
                fs::read_to_string(entry.path().join("comm")).is_ok_and(|name| name.trim() == "partner-desk");
            let is_ours = fs::read(entry.path().join("environ"))
                .is_ok_and(|all| all.split(|byte| *byte == 0).any(|one| one == home.as_bytes()));
            if is_app && is_ours {
                let pid = entry.file_name();
                Command::new("kill").arg(signal).arg(pid).status().unwrap();
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

/// The folder of what was built for development: this very program stands in it, or one below it.
fn built() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().unwrap();
    if folder.ends_with("deps") { folder.parent().unwrap().to_owned() } else { folder.to_owned() }
}

/// The app, as built for development.
pub(crate) fn app() -> PathBuf {
    std::env::var_os("PARTNER_DESK_BIN").map_or_else(|| built().join("partner-desk"), PathBuf::from)
}

/// The stand-in for a keychain: an example of `vault`.
fn odd_keychain() -> PathBuf {
    built().join("examples/odd_keychain")
}
