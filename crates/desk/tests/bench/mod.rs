//! The core over a real store, the real Sandbox over HTTPS and a clock that stands where it is put.
#![allow(dead_code, unused_imports, reason = "each test file takes what it needs")]

pub(crate) mod partner_service;
pub(crate) mod rehearsing;
mod use_cases;
mod views;

pub(crate) use use_cases::{all_uses, of};
pub(crate) use views::{check, checks, fields, member, on_the_wire, with_icon};

use desk::{
    Dependencies, Desk, Fault, Host, Keychain, KeychainLocation, LogoProcess, TestNetwork, UnparsedSecret,
    Vault,
};
use sandbox::Sandbox;
use std::{
    collections::HashMap,
    future::Future,
    io::Write,
    path::{Path, PathBuf},
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

/// A clipboard in memory, and whether what is on it is marked as a secret.
#[derive(Default)]
pub(crate) struct Clipboard {
    pub(crate) text: Mutex<Option<String>>,
    pub(crate) is_marked: Mutex<bool>,
    /// What the system told the person.
    pub(crate) notices: Mutex<Vec<String>>,
    /// A program in the place of the one that works on pictures.
    pub(crate) logo_program: Mutex<Option<PathBuf>>,
}

impl Clipboard {
    pub(crate) fn put(&self, text: &str) {
        *self.text.lock().unwrap() = Some(text.to_owned());
        *self.is_marked.lock().unwrap() = false;
    }

    pub(crate) fn text(&self) -> Option<String> {
        self.text.lock().unwrap().clone()
    }
}

/// A desktop on which every file is saved into one folder.
struct SavesInto(PathBuf, Arc<Clipboard>);

impl Host for SavesInto {
    fn copy(&self, text: &str) -> Result<(), String> {
        self.1.put(text);
        Ok(())
    }
    fn copy_secret(&self, secret: &UnparsedSecret) -> Result<(), String> {
        self.1.put(secret.expose_secret());
        *self.1.is_marked.lock().unwrap() = true;
        Ok(())
    }
    fn paste(&self) -> Result<Option<UnparsedSecret>, String> {
        Ok(self.1.text().map(UnparsedSecret::new))
    }
    fn clear_clipboard(&self) -> Result<(), String> {
        *self.1.text.lock().unwrap() = None;
        Ok(())
    }
    fn open_link(&self, _: &url::Url) -> Result<(), String> {
        Ok(())
    }
    fn open_folder(&self, _: &Path) -> Result<(), String> {
        Ok(())
    }
    fn choose_save_path<'a>(
        &'a self,
        name: &'a str,
    ) -> Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + 'a>> {
        Box::pin(async move { Some(self.0.with_file_name(name)) })
    }
    fn write_chosen_file(&self, path: &Path, content: &[u8]) -> std::io::Result<()> {
        std::fs::File::create(path)?.write_all(content)
    }
    fn notify(&self, title: &str, body: &str) -> Result<(), String> {
        self.1.notices.lock().unwrap().push(format!("{title}: {body}"));
        Ok(())
    }
    fn logo_process(&self) -> LogoProcess {
        // A test binary doesn’t work on pictures when it is started again.
        let program = self.1.logo_program.lock().unwrap().clone();
        program.map_or(LogoProcess::Here, LogoProcess::Program)
    }
    fn show_window(&self) {}
    fn note_painted(&self) {}
    fn set_zoom(&self, _: f64) {}
    fn close_window(&self) {}
}

const OUTCOME_POLL_DELAYS: &[Duration] =
    &[Duration::ZERO, Duration::from_millis(50), Duration::from_millis(200)];

pub(crate) fn noon() -> i64 {
    1_795_000_000_000
}

/// A keychain in memory that can be taken away and given back.
#[derive(Default)]
pub(crate) struct InMemory {
    pub(crate) kept: Mutex<HashMap<String, UnparsedSecret>>,
    fault: Mutex<Option<Fault>>,
    asked: AtomicI64,
}

impl InMemory {
    pub(crate) fn fails_with(&self, fault: Option<Fault>) {
        *self.fault.lock().unwrap() = fault;
    }

    /// How often it was asked for anything.
    pub(crate) fn asked(&self) -> i64 {
        self.asked.load(Ordering::Relaxed)
    }

    fn works(&self) -> Result<(), Fault> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.fault.lock().unwrap().map_or(Ok(()), Err)
    }

    pub(crate) fn count(&self) -> usize {
        self.kept.lock().unwrap().len()
    }
}

impl Keychain for InMemory {
    fn get(&self, service: &str, entry: &str) -> Result<Option<UnparsedSecret>, Fault> {
        self.works()?;
        Ok(self.kept.lock().unwrap().get(&format!("{service}/{entry}")).cloned())
    }
    fn set(&self, service: &str, entry: &str, secret: &UnparsedSecret) -> Result<(), Fault> {
        self.works()?;
        self.kept.lock().unwrap().insert(format!("{service}/{entry}"), secret.clone());
        Ok(())
    }
    fn delete(&self, service: &str, entry: &str) -> Result<(), Fault> {
        self.works()?;
        self.kept.lock().unwrap().remove(&format!("{service}/{entry}"));
        Ok(())
    }
    fn place(&self) -> Result<KeychainLocation, Fault> {
        self.works()?;
        Ok(KeychainLocation { program: "Test keyring".into(), collection: "Login".into() })
    }
}

/// A clock that is ten seconds later at each look: no two edits are one burst of typing.
pub(crate) fn ticking() -> i64 {
    static NOW: AtomicI64 = AtomicI64::new(1_795_000_000_000);
    NOW.fetch_add(10_000, Ordering::Relaxed)
}

pub(crate) struct Bench {
    pub(crate) desk: Arc<Desk>,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clipboard: Arc<Clipboard>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self::on(tempfile::tempdir().unwrap())
    }

    /// The core over a folder that may hold something already.
    pub(crate) fn on(folder: tempfile::TempDir) -> Self {
        Self::with(folder, Vault::for_this_session())
    }

    /// The same with a vault of its own; what is copied stays on the clipboard for a moment.
    pub(crate) fn with(folder: tempfile::TempDir, vault: Vault) -> Self {
        Self::start(folder, vault, (None, noon))
    }

    /// The same with something else in the place of RC, and time that goes on.
    pub(crate) fn at(folder: tempfile::TempDir, vault: Vault, rc: TestNetwork) -> Self {
        Self::start(folder, vault, (Some(rc), ticking))
    }

    /// Another core over a folder that somebody else has.
    pub(crate) fn read_only(folder: &Path, vault: Vault, rc: TestNetwork) -> Self {
        Self::over(tempfile::tempdir().unwrap(), folder, vault, (Some(rc), ticking))
    }

    fn start(folder: tempfile::TempDir, vault: Vault, around: (Option<TestNetwork>, fn() -> i64)) -> Self {
        let path = folder.path().to_owned();
        Self::over(folder, &path, vault, around)
    }

    fn over(
        folder: tempfile::TempDir,
        path: &Path,
        vault: Vault,
        (rc, clock): (Option<TestNetwork>, fn() -> i64),
    ) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let clipboard = Arc::<Clipboard>::default();
        let desk = Desk::open(Dependencies {
            folder: path.to_owned(),
            vault,
            sandbox: Arc::new(Sandbox::new(path.to_owned(), 0, noon)),
            host: Arc::new(SavesInto(folder.path().join("saved"), clipboard.clone())),
            clock,
            rc,
            clipboard_keeps: Duration::from_millis(100),
            outcome_polls: OUTCOME_POLL_DELAYS,
        })
        .unwrap();
        Self { desk, folder, clipboard }
    }

    /// Gives the folder back, with nobody using it.
    pub(crate) fn close(self) -> tempfile::TempDir {
        self.folder
    }
}
