//! The keychain contract against the real Secret Service in each of its states, and against one that
//! behaves oddly on purpose (`examples/odd_keychain.rs`). Every state is a process of its own under a private
//! bus, since a bus is chosen once per process.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Environment;
use redact::{Customer, Secret, Token, TypedSecret};
use std::{process::Command, sync::Arc, time::Duration};
use vault::{Fault, Forgotten, Kept, Place, Read, Slot, SystemKeychain, Vault};

fn secret(text: &str) -> Secret<Customer> {
    TypedSecret::new(text.to_owned()).parse().unwrap()
}

fn slot() -> Slot {
    Slot::new(Token::Customer, Environment::Sandbox, "harbour")
}

fn system() -> Vault {
    Vault::new("Partner Desk (test)", Arc::new(SystemKeychain::default()))
}

async fn holds(vault: &Vault, expect: &str) -> Kept {
    match vault.read::<Customer>(&slot()).await {
        Read::Present(read, kept) => {
            assert_eq!(read.text_for_safekeeping(), expect);
            kept
        }
        other => panic!("{other:?}"),
    }
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
    assert_eq!(place, Place { program: "GNOME Keyring".into(), collection: "Login".into() });
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

/// In a state in which nothing can be kept: named, kept for this session only, in no place.
async fn names(fault: Fault) {
    let vault = system();
    assert_eq!(vault.keep(&slot(), &secret("token-one-that-is-long")).await, Kept::Session(fault));
    assert_eq!(holds(&vault, "token-one-that-is-long").await, Kept::Session(fault));
    assert!(!vault.has_written(&slot()) && vault.is_remembered(&slot()));
    assert_eq!(vault.try_again().await, Err(fault), "asking again changes nothing while the cause stands");
    assert_eq!(holds(&vault, "token-one-that-is-long").await, Kept::Session(fault));
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

/// Runs `inner` under a Secret Service that behaves in that way.
fn under_odd(mode: &str, inner: &str) {
    let this = std::env::current_exe().unwrap();
    let odd = this.parent().unwrap().parent().unwrap().join("examples/odd_keychain");
    assert!(odd.exists(), "cargo builds the examples of a package with its tests");
    in_state(inner, &format!("dbus-run-session -- {} {mode} RUN", odd.display()));
}

#[test]
fn the_stand_in_passes_for_a_keychain_while_it_behaves() {
    under_odd("works", "inner_works");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_works() {
    assert_eq!(system().keep(&slot(), &secret("token-one")).await, Kept::Keychain);
    assert_eq!(system().keep(&slot(), &secret("token-two")).await, Kept::Keychain);
    assert_eq!(holds(&system(), "token-two").await, Kept::Keychain);
    assert_eq!(system().place().await.unwrap().collection, "Odd keyring");
    assert_eq!(system().forget(&slot()).await, Ok(Forgotten::Everywhere));
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Absent));
}

#[test]
fn a_keychain_that_refuses_is_told_from_a_locked_one() {
    under_odd("refuses", "inner_refuses");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_refuses() {
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Unknown(Fault::Refused)));
    names(Fault::Refused).await;
}

#[test]
fn a_question_that_the_person_closes_is_a_refusal() {
    under_odd("dismisses", "inner_dismisses");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_dismisses() {
    names(Fault::Refused).await;
}

#[test]
fn a_keychain_that_forgets_what_it_was_given_is_found_out() {
    under_odd("forgets", "inner_forgets");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_forgets() {
    names(Fault::Forgetful).await;
}

#[test]
fn a_keychain_that_cuts_what_it_was_given_is_found_out_and_the_piece_does_not_stay() {
    under_odd("truncates", "inner_truncates");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_truncates() {
    names(Fault::Altered).await;
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Absent), "a piece is no token");
}

#[test]
fn a_keychain_that_forgets_at_the_next_start_is_not_taken_for_one_that_keeps() {
    under_odd("ephemeral", "inner_ephemeral");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_ephemeral() {
    names(Fault::Ephemeral).await;
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Absent), "nothing was given to it");
}

#[test]
fn a_token_that_is_too_long_for_the_keychain_is_named_as_that_and_lives_for_the_session() {
    under_odd("small", "inner_small");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_small() {
    names(Fault::TooLong).await;
    let longest = "x".repeat(8192);
    let vault = system();
    assert_eq!(vault.keep(&slot(), &secret(&longest)).await, Kept::Session(Fault::TooLong));
    assert_eq!(holds(&vault, &longest).await, Kept::Session(Fault::TooLong));
    assert_eq!(vault.keep(&slot(), &secret("short-token")).await, Kept::Keychain);
    assert_eq!(holds(&system(), "short-token").await, Kept::Keychain);
}

#[test]
fn an_entry_that_is_there_twice_is_not_guessed_at() {
    under_odd("doubles", "inner_doubles");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_doubles() {
    assert_eq!(system().keep(&slot(), &secret("token-one")).await, Kept::Session(Fault::Ambiguous));
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Unknown(Fault::Ambiguous)));
}

#[test]
fn an_answer_that_comes_after_the_person_stopped_waiting_still_counts() {
    let folder = tempfile::tempdir().unwrap();
    let release = folder.path().join("release");
    let prepare = format!("ODD_KEYCHAIN_RELEASE={} dbus-run-session -- ODD hangs RUN", release.display());
    let this = std::env::current_exe().unwrap();
    let odd = this.parent().unwrap().parent().unwrap().join("examples/odd_keychain");
    in_state(
        "inner_hangs",
        &format!("export {}", prepare.replacen(' ', "; ", 1).replace("ODD ", &format!("{} ", odd.display()))),
    );
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the test above inside its state"]
#[expect(clippy::disallowed_methods, reason = "the name of a file that the state has given")]
async fn inner_hangs() {
    let vault = system().with_patience(Duration::from_millis(100));
    let mut standing = vault.standing();
    let keeping = {
        let vault = vault.clone();
        tokio::spawn(async move { vault.keep(&slot(), &secret("token-one")).await })
    };
    standing.wait_for(|standing| standing.is_waiting()).await.unwrap();
    vault.stop_waiting();
    assert_eq!(keeping.await.unwrap(), Kept::Session(Fault::Waiting));
    assert!(!standing.borrow_and_update().is_waiting(), "nobody waits any more");
    // Nobody is locked out: the token is there, and what else is asked is answered at once.
    assert_eq!(holds(&vault, "token-one").await, Kept::Session(Fault::Waiting));
    let other = Slot::new(Token::Personal, Environment::Rc, "48213");
    assert!(matches!(vault.read::<Customer>(&other).await, Read::Unknown(Fault::Waiting)));
    // The person answers the keychain's question after all.
    std::fs::File::create(std::env::var("ODD_KEYCHAIN_RELEASE").unwrap()).unwrap();
    standing.wait_for(|standing| standing.late_answers == 1).await.unwrap();
    assert!(vault.has_written(&slot()));
    assert_eq!(holds(&vault, "token-one").await, Kept::Keychain);
    assert_eq!(holds(&system(), "token-one").await, Kept::Keychain);
}
