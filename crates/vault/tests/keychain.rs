//! The keychain contract against the real Secret Service in each of its states. Every state is a
//! process of its own under a private bus, since a bus is chosen once per process.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Environment;
use redact::{Customer, Secret, TypedSecret};
use std::{process::Command, sync::Arc, time::Duration};
use vault::{Fault, Kept, Keychain, Read, Slot, SlotKind, SystemKeychain, Vault};

fn secret(text: &str) -> Secret<Customer> {
    TypedSecret::new(text.to_owned()).parse().unwrap()
}

fn slot() -> Slot {
    Slot::new(SlotKind::CustomerToken, Environment::Sandbox, "harbour")
}

/// Runs the test `inner` of this file again in a shell line that prepares the state.
fn in_state(inner: &str, prepare: &str) {
    let this = std::env::current_exe().unwrap();
    let home = tempfile::tempdir().unwrap();
    let run = format!("{} --exact --ignored --nocapture {inner}", this.display());
    let output = Command::new("bash")
        .args(["-c", &prepare.replace("RUN", &run)])
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("XDG_RUNTIME_DIR", home.path())
        .env("XDG_DATA_HOME", home.path())
        .env("HOME", home.path())
        .output()
        .unwrap();
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

const UNLOCKED: &str = r#"dbus-run-session -- bash -c 'printf "pw\n" | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null; RUN'"#;

#[test]
fn an_unlocked_keychain_keeps_a_secret_for_the_next_process_and_forgets_it_when_told() {
    in_state("inner_unlocked", UNLOCKED);
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_unlocked() {
    let vault = Vault::new("test", Arc::new(SystemKeychain::default()));
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Absent));
    assert_eq!(vault.keep(&slot(), &secret("token-one")).await, Kept::Keychain);
    assert_eq!(vault.keep(&slot(), &secret("token-two")).await, Kept::Keychain);
    let fresh = Vault::new("test", Arc::new(SystemKeychain::default()));
    let Read::Present(read, Kept::Keychain) = fresh.read::<Customer>(&slot()).await else {
        panic!("not there")
    };
    assert_eq!(read.text_for_safekeeping(), "token-two");
    let other = Vault::new("another profile", Arc::new(SystemKeychain::default()));
    assert!(matches!(other.read::<Customer>(&slot()).await, Read::Absent), "profiles share nothing");
    fresh.forget(&slot()).await.unwrap();
    fresh.forget(&slot()).await.unwrap();
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Absent));
}

/// In a state in which nothing can be kept: named, unknown when read, kept for this session only.
async fn names(fault: Fault) {
    let vault = Vault::new("test", Arc::new(SystemKeychain::default()));
    let kept = vault.keep(&slot(), &secret("token-one")).await;
    assert_eq!(kept, Kept::Session(fault));
    let Read::Present(read, Kept::Session(_)) = vault.read::<Customer>(&slot()).await else { panic!("lost") };
    assert_eq!(read.text_for_safekeeping(), "token-one");
}

#[test]
fn without_a_bus_the_secret_lives_for_the_session() {
    in_state("inner_no_bus", "RUN");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_no_bus() {
    names(Fault::NoBus).await;
    let fresh = Vault::new("test", Arc::new(SystemKeychain::default()));
    assert!(matches!(fresh.read::<Customer>(&slot()).await, Read::Unknown(Fault::NoBus)));
}

#[test]
fn a_bus_without_a_secret_service_is_told_from_no_bus() {
    let config = r#"<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
        <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("bus.conf");
    std::fs::File::create(&file)
        .and_then(|mut f| std::io::Write::write_all(&mut f, config.as_bytes()))
        .unwrap();
    in_state("inner_no_service", &format!("dbus-run-session --config-file={} -- RUN", file.display()));
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_no_service() {
    names(Fault::NoService).await;
}

#[test]
fn a_keychain_that_was_never_set_up_is_named_as_that() {
    in_state("inner_not_set_up", "dbus-run-session -- RUN");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_not_set_up() {
    let kept =
        Vault::new("test", Arc::new(SystemKeychain::default())).keep(&slot(), &secret("token-one")).await;
    assert_eq!(kept, Kept::Session(Fault::NotSetUp));
}

#[test]
fn a_locked_keychain_is_unknown_and_nothing_in_it_is_lost() {
    // Filled once with one daemon, then served locked by another.
    let fill = format!("{} --exact --ignored fill", std::env::current_exe().unwrap().display());
    let locked =
        "dbus-run-session -- bash -c 'gnome-keyring-daemon --start --components=secrets >/dev/null; RUN'";
    in_state("inner_locked", &format!("{}; {locked}", UNLOCKED.replace("RUN", &fill)));
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn fill() {
    let vault = Vault::new("test", Arc::new(SystemKeychain::default()));
    assert_eq!(vault.keep(&slot(), &secret("token-one")).await, Kept::Keychain);
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_locked() {
    let vault = Vault::new("test", Arc::new(SystemKeychain::default()));
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Unknown(Fault::Locked)));
    assert_eq!(vault.keep(&slot(), &secret("token-two")).await, Kept::Session(Fault::Locked));
}

/// A keychain that asks the person and waits.
struct Hanging;

impl Keychain for Hanging {
    fn get(&self, _: &str, _: &str) -> Result<Option<String>, Fault> {
        std::thread::park_timeout(Duration::from_secs(20));
        Ok(None)
    }
    fn set(&self, _: &str, _: &str, _: &str) -> Result<(), Fault> {
        self.get("", "").map(drop)
    }
    fn delete(&self, _: &str, _: &str) -> Result<(), Fault> {
        self.get("", "").map(drop)
    }
    fn standing_fault(&self) -> Option<Fault> {
        None
    }
}

#[test]
fn a_keychain_that_does_not_answer_is_given_up_after_the_limit() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let vault = Vault::new("test", Arc::new(Hanging)).with_limit(Duration::from_millis(50));
    runtime.block_on(async {
        assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Unknown(Fault::Waiting)));
        assert_eq!(vault.forget(&slot()).await, Err(Fault::Waiting));
    });
    runtime.shutdown_background();
}

/// A keychain that cuts what it is given.
struct Cutting(std::sync::Mutex<String>);

impl Keychain for Cutting {
    fn get(&self, _: &str, _: &str) -> Result<Option<String>, Fault> {
        Ok(Some(self.0.lock().unwrap().clone()))
    }
    fn set(&self, _: &str, _: &str, secret: &str) -> Result<(), Fault> {
        *self.0.lock().unwrap() = secret.chars().take(4).collect();
        Ok(())
    }
    fn delete(&self, _: &str, _: &str) -> Result<(), Fault> {
        Ok(())
    }
    fn standing_fault(&self) -> Option<Fault> {
        None
    }
}

#[tokio::test]
async fn a_keychain_that_cuts_what_it_is_given_is_found_out_and_the_secret_is_not_lost() {
    let vault = Vault::new("test", Arc::new(Cutting(std::sync::Mutex::default())));
    assert_eq!(vault.keep(&slot(), &secret("token-one")).await, Kept::Session(Fault::Forgetful));
    let Read::Present(read, _) = vault.read::<Customer>(&slot()).await else { panic!("lost") };
    assert_eq!(read.text_for_safekeeping(), "token-one");
}
