//! The keychain contract against the real Secret Service in each of its states, and against one that
//! behaves oddly on purpose (`examples/odd_keychain.rs`). Every state is a process of its own under a private
//! bus, since a bus is chosen once per process.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Environment;
use redact::{Customer, Secret, Token, TypedSecret};
use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::Command,
    sync::Arc,
    time::Duration,
};
use vault::{Fault, Forgotten, Kept, KeychainLocation, Read, Slot, SystemKeychain, Vault};

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
    let other = Slot::new(Token::Personal, Environment::Rc, "48213");
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

fn odd_keychain() -> PathBuf {
    let this = std::env::current_exe().unwrap();
    let odd = this.parent().unwrap().parent().unwrap().join("examples/odd_keychain");
    assert!(odd.exists(), "cargo builds the examples of a package with its tests");
    odd
}

/// Runs `inner` under a Secret Service that behaves in that way. What it waits for is the file `release` in the
/// home of that state.
fn under_odd(mode: &str, inner: &str) {
    let run = format!("dbus-run-session -- {} {mode} RUN", odd_keychain().display());
    in_state(inner, &format!("export ODD_KEYCHAIN_RELEASE=$HOME/release; {run}"));
}

/// The person does what the keychain waits for.
#[expect(clippy::disallowed_methods, reason = "the name of a file that the state has given")]
fn release() {
    std::fs::File::create(std::env::var("ODD_KEYCHAIN_RELEASE").unwrap()).unwrap();
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
fn without_a_default_collection_the_only_one_is_used_and_named() {
    for mode in ["no-alias", "no-such-alias"] {
        under_odd(mode, "inner_works");
    }
}

#[test]
fn with_several_collections_and_no_default_one_nobody_guesses() {
    under_odd("several", "inner_several");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_several() {
    names(Fault::NoDefault).await;
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Absent), "nothing was given to either");
}

#[test]
fn a_keychain_with_nothing_open_is_told_from_one_that_was_never_set_up() {
    under_odd("nothing-open", "inner_nothing_open");
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
async fn inner_nothing_open() {
    names(Fault::NothingOpen).await;
    // What is closed may hold it.
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Unknown(Fault::NothingOpen)));
    assert_eq!(system().forget(&slot()).await, Err(Fault::NothingOpen));
}

#[test]
fn a_database_that_is_locked_later_is_told_as_locked_and_keeps_what_it_held() {
    for mode in ["database", "default-database"] {
        under_odd(mode, "inner_database");
    }
}

#[tokio::test]
#[ignore = "run by the test above inside its state"]
#[expect(clippy::disallowed_methods, reason = "the name of a file that the state has given")]
async fn inner_database() {
    // Locked from the start, and the person closes the question.
    names(Fault::Locked).await;
    let vault = system();
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Unknown(Fault::Locked)));
    assert_eq!(vault.keep(&slot(), &secret("token-one")).await, Kept::Session(Fault::Locked));
    // Unlocked when a token is kept.
    release();
    assert_eq!(vault.try_again().await, Ok(()));
    assert_eq!(holds(&vault, "token-one").await, Kept::Keychain);
    assert_eq!(vault.place().await.unwrap().collection, "Odd keyring");
    // Locked again while the app runs: it lists nothing now, and holds it all the same.
    std::fs::remove_file(std::env::var("ODD_KEYCHAIN_RELEASE").unwrap()).unwrap();
    lock().await;
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Unknown(Fault::Locked)));
    assert_eq!(vault.forget(&slot()).await, Err(Fault::Locked), "nothing is deleted on unknown");
    assert_eq!(vault.keep(&slot(), &secret("token-two")).await, Kept::Session(Fault::Locked));
    assert_eq!(holds(&vault, "token-two").await, Kept::Session(Fault::Locked));
    release();
    assert_eq!(vault.try_again().await, Ok(()));
    assert_eq!(holds(&system(), "token-two").await, Kept::Keychain);
    assert_eq!(vault.forget(&slot()).await, Ok(Forgotten::Everywhere));
    assert!(matches!(system().read::<Customer>(&slot()).await, Read::Absent), "and no older one is left");
}

/// Locks the keychain as its own window does.
async fn lock() {
    let (service, root) = ("org.freedesktop.secrets", "/org/freedesktop/secrets");
    let all = vec![zbus::zvariant::ObjectPath::from_static_str_unchecked(
        "/org/freedesktop/secrets/collection/login",
    )];
    let bus = zbus::Connection::session().await.unwrap();
    bus.call_method(Some(service), root, Some("org.freedesktop.Secret.Service"), "Lock", &(all,))
        .await
        .unwrap();
}

#[test]
fn an_answer_that_comes_after_the_person_stopped_waiting_still_counts() {
    under_odd("hangs", "inner_hangs");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the test above inside its state"]
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
    release();
    standing.wait_for(|standing| standing.late_answers == 1).await.unwrap();
    assert!(vault.has_written(&slot()));
    assert_eq!(holds(&vault, "token-one").await, Kept::Keychain);
    assert_eq!(holds(&system(), "token-one").await, Kept::Keychain);
}
