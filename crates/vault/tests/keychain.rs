//! The keychain contract against the real Secret Service in each of its states.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod states;

use partner::Environment;
use redact::{Customer, SecretKind};
use states::{holds, in_state, names, odd_keychain, secret, slot, system};
use std::{
    io::{BufRead, BufReader},
    process::Command,
    sync::Arc,
};
use vault::{Fault, Forgotten, Kept, KeychainLocation, Read, Slot, SystemKeychain, Vault};

const UNLOCKED: &str = r#"dbus-run-session -- bash -c 'printf "pw\n" | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null; RUN'"#;

#[test]
fn an_unlocked_keychain_keeps_a_secret_of_any_length_for_the_next_process_and_forgets_it_when_told() {
    in_state("inner_unlocked", UNLOCKED);
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_unlocked() {
    let vault = system();
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Absent));
    assert_eq!(vault.keep(&slot(), &secret("token-one")).await, Kept::Keychain);
    assert_eq!(vault.keep(&slot(), &secret("token-two")).await, Kept::Keychain);
    assert!(vault.has_written(&slot()) && !vault.is_remembered(&slot()));
    let place = vault.place().await.unwrap();
    assert_eq!(place, KeychainLocation { program: "GNOME Keyring".into(), collection: "Login".into() });
    let fresh = system();
    assert_eq!(holds(&fresh, "token-two").await, Kept::Keychain);
    let other = Vault::new("Partner Desk (another profile)", Arc::new(SystemKeychain::default()));
    assert!(matches!(other.read::<Customer>(&slot()).await, Read::Absent), "profiles share nothing");
    let longest: String = ('!'..='~').cycle().take(8192).collect();
    assert_eq!(fresh.keep(&slot(), &secret(&longest)).await, Kept::Keychain);
    assert_eq!(holds(&system(), &longest).await, Kept::Keychain);
    assert_eq!(fresh.forget(&slot()).await, Ok(Forgotten::Everywhere));
    assert_eq!(fresh.forget(&slot()).await, Ok(Forgotten::Everywhere));
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Absent));
}

#[test]
fn without_a_bus_the_secret_lives_for_the_session() {
    in_state("inner_no_bus", "RUN");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_no_bus() {
    names(Fault::NoBus).await;
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Unknown(Fault::NoBus)));
}

/// Runs `inner` on a bus that knows no service and starts none.
fn on_an_empty_bus(inner: &str) {
    let config = r#"<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
        <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("bus.conf");
    std::fs::File::create(&file)
        .and_then(|mut f| std::io::Write::write_all(&mut f, config.as_bytes()))
        .unwrap();
    in_state(inner, &format!("dbus-run-session --config-file={} -- RUN", file.display()));
}

#[test]
fn a_bus_without_a_secret_service_is_told_from_no_bus() {
    on_an_empty_bus("inner_no_service");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_no_service() {
    names(Fault::NoService).await;
}

#[test]
fn a_keychain_that_is_started_after_the_app_is_used_and_gets_what_it_missed() {
    on_an_empty_bus("inner_late");
}

/// A keychain that runs until its input ends.
fn start_keychain() -> std::process::Child {
    let mut child = Command::new(odd_keychain())
        .args(["works", "bash", "-c", "echo ready; cat"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut ready = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut ready).unwrap();
    assert_eq!(ready, "ready\n");
    child
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_late() {
    let vault = system();
    let other = Slot::new(SecretKind::Personal, Environment::Rc, "48213");
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Unknown(Fault::NoService)));
    assert_eq!(vault.keep(&slot(), &secret("token-one")).await, Kept::Session(Fault::NoService));
    let mut service = start_keychain();
    assert!(matches!(vault.read::<Customer>(&other).await, Read::Absent));
    assert_eq!(holds(&vault, "token-one").await, Kept::Keychain, "handed over without a press");
    assert!(vault.has_written(&slot()) && !vault.is_remembered(&slot()));
    assert_eq!(holds(&system(), "token-one").await, Kept::Keychain);
    // It ends, and another one is started.
    drop(service.stdin.take());
    service.wait().unwrap();
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Unknown(Fault::NoService)));
    let mut service = start_keychain();
    assert_eq!(vault.keep(&other, &secret("token-two")).await, Kept::Keychain);
    drop(service.stdin.take());
    service.wait().unwrap();
}

#[test]
fn a_keychain_that_was_never_set_up_is_named_as_that() {
    in_state("inner_not_set_up", "dbus-run-session -- RUN");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_not_set_up() {
    names(Fault::NotSetUp).await;
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
    assert_eq!(system().keep(&slot(), &secret("token-one")).await, Kept::Keychain);
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_locked() {
    let vault = system();
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Unknown(Fault::Locked)));
    assert_eq!(vault.forget(&slot()).await, Err(Fault::Locked), "nothing is deleted on unknown");
    names(Fault::Locked).await;
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Unknown(Fault::Locked)));
}

#[test]
fn what_was_kept_while_the_keychain_was_locked_is_handed_over_once_it_is_open() {
    // Locked at first; the test itself opens it.
    let fill = format!("{} --exact --ignored fill", std::env::current_exe().unwrap().display());
    let locked =
        "dbus-run-session -- bash -c 'gnome-keyring-daemon --start --components=secrets >/dev/null; RUN'";
    in_state("inner_opened", &format!("{}; {locked}", UNLOCKED.replace("RUN", &fill)));
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_opened() {
    let vault = system();
    assert_eq!(vault.keep(&slot(), &secret("token-two")).await, Kept::Session(Fault::Locked));
    let opened = Command::new("bash")
        .args(["-c", "printf 'pw\\n' | gnome-keyring-daemon --replace --unlock --components=secrets --daemonize >/dev/null"])
        .status()
        .unwrap();
    assert!(opened.success());
    assert_eq!(vault.try_again().await, Ok(()));
    assert_eq!(holds(&system(), "token-two").await, Kept::Keychain);
}
