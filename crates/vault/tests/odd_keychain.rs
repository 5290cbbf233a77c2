//! The keychain contract against a Secret Service that behaves oddly on purpose (`examples/odd_keychain.rs`).
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod states;

use partner::Environment;
use redact::{Customer, SecretKind};
use states::{holds, in_state, names, odd_keychain, secret, slot, system};
use std::time::Duration;
use vault::{Fault, Forgotten, Kept, Read, Slot};

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
    let other = Slot::new(SecretKind::Personal, Environment::Rc, "48213");
    assert!(matches!(vault.read::<Customer>(&other).await, Read::Unknown(Fault::Waiting)));
    // The person answers the keychain's question after all.
    release();
    standing.wait_for(|standing| standing.late_answers == 1).await.unwrap();
    assert!(vault.has_written(&slot()));
    assert_eq!(holds(&vault, "token-one").await, Kept::Keychain);
    assert_eq!(holds(&system(), "token-one").await, Kept::Keychain);
}
