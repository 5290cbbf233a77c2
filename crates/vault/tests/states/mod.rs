//! States of a keychain, each a process of its own under a private bus, since a bus is chosen once per process.
#![allow(dead_code, reason = "each test file takes what it needs")]

use partner::Environment;
use redact::{Customer, Secret, SecretKind, UnparsedSecret};
use std::{path::PathBuf, process::Command, sync::Arc};
use vault::{Fault, Kept, Read, Slot, SystemKeychain, Vault};

pub(crate) fn secret(text: &str) -> Secret<Customer> {
    UnparsedSecret::new(text.to_owned()).parse().unwrap()
}

pub(crate) fn slot() -> Slot {
    Slot::new(SecretKind::Customer, Environment::Sandbox, "harbour")
}

pub(crate) fn system() -> Vault {
    Vault::new("Partner Desk (test)", Arc::new(SystemKeychain::default()))
}

pub(crate) async fn holds(vault: &Vault, expect: &str) -> Kept {
    match vault.read::<Customer>(&slot()).await {
        Read::Present(read, kept) => {
            assert_eq!(read.expose_secret(), expect);
            kept
        }
        other => panic!("{other:?}"),
    }
}

/// Runs the test `inner` of this file again in a shell line that prepares the state.
pub(crate) fn in_state(inner: &str, prepare: &str) {
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

/// In a state in which nothing can be kept: named, kept for this session only, in no place.
pub(crate) async fn names(fault: Fault) {
    let vault = system();
    assert_eq!(vault.keep(&slot(), &secret("token-one-that-is-long")).await, Kept::Session(fault));
    assert_eq!(holds(&vault, "token-one-that-is-long").await, Kept::Session(fault));
    assert!(!vault.has_written(&slot()) && vault.is_remembered(&slot()));
    assert_eq!(vault.try_again().await, Err(fault), "asking again changes nothing while the cause stands");
    assert_eq!(holds(&vault, "token-one-that-is-long").await, Kept::Session(fault));
}

/// The program that behaves oddly.
pub(crate) fn odd_keychain() -> PathBuf {
    let this = std::env::current_exe().unwrap();
    let odd = this.parent().unwrap().parent().unwrap().join("examples/odd_keychain");
    assert!(odd.exists(), "cargo builds the examples of a package with its tests");
    odd
}
