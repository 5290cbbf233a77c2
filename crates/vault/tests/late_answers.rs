//! Answers that come late: what was replaced, forgotten or handed over meanwhile, with a keychain in memory that
//! answers when it is let.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Environment;
use redact::{Customer, Secret, SecretKind, UnparsedSecret};
use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard},
    time::Duration,
};
use vault::{Fault, Forgotten, Kept, Keychain, KeychainLocation, QueueStatus, Read, Slot, Vault};

fn secret(text: &str) -> Secret<Customer> {
    UnparsedSecret::new(text.to_owned()).parse().unwrap()
}

fn slot() -> Slot {
    Slot::new(SecretKind::Customer, Environment::Sandbox, "harbour")
}

async fn holds(vault: &Vault, expect: &str) -> Kept {
    match vault.read::<Customer>(&slot()).await {
        Read::Present(read, kept) => {
            assert_eq!(read.expose_secret(), expect);
            kept
        }
        other => panic!("{other:?}"),
    }
}

/// A keychain in memory that answers when it is let.
#[derive(Default)]
struct Slow {
    kept: Mutex<Option<UnparsedSecret>>,
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Slow {
    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }

    fn kept(&self) -> MutexGuard<'_, Option<UnparsedSecret>> {
        let open = self.opened.wait_while(self.is_open.lock().unwrap(), |open| !*open).unwrap();
        drop(open);
        self.kept.lock().unwrap()
    }
}

impl Keychain for Slow {
    fn get(&self, _: &str, _: &str) -> Result<Option<UnparsedSecret>, Fault> {
        Ok(self.kept().clone())
    }
    fn set(&self, _: &str, _: &str, secret: &UnparsedSecret) -> Result<(), Fault> {
        *self.kept() = Some(secret.clone());
        Ok(())
    }
    fn delete(&self, _: &str, _: &str) -> Result<(), Fault> {
        *self.kept() = None;
        Ok(())
    }
    fn place(&self) -> Result<KeychainLocation, Fault> {
        Ok(KeychainLocation::default())
    }
}

fn impatient(keychain: Arc<Slow>) -> Vault {
    Vault::new("test", keychain).with_patience(Duration::from_millis(20))
}

/// Begins to keep a token that the keychain takes its time for, and stops waiting.
async fn give_up(vault: &Vault, token: &'static str) {
    let mut standing = vault.standing();
    let keeping = {
        let vault = vault.clone();
        tokio::spawn(async move { vault.keep(&slot(), &secret(token)).await })
    };
    standing.wait_for(|standing| standing.is_waiting()).await.unwrap();
    vault.stop_waiting();
    assert_eq!(keeping.await.unwrap(), Kept::Session(Fault::Waiting));
}

async fn late_answers(vault: &Vault, count: u64) {
    vault.standing().wait_for(|standing: &QueueStatus| standing.late_answers >= count).await.unwrap();
}

#[tokio::test]
async fn what_was_forgotten_while_the_keychain_thought_about_it_does_not_stay_in_it() {
    let keychain = Arc::new(Slow::default());
    let vault = impatient(keychain.clone());
    give_up(&vault, "token-one").await;
    assert_eq!(vault.forget(&slot()).await, Ok(Forgotten::Remembered(Fault::Waiting)));
    keychain.open();
    late_answers(&vault, 1).await;
    assert!(matches!(vault.read::<Customer>(&slot()).await, Read::Absent));
}

#[tokio::test]
async fn a_token_that_was_replaced_meanwhile_does_not_come_back_with_a_late_answer() {
    let keychain = Arc::new(Slow::default());
    let vault = impatient(keychain.clone());
    give_up(&vault, "token-one").await;
    assert_eq!(vault.keep(&slot(), &secret("token-two")).await, Kept::Session(Fault::Waiting));
    keychain.open();
    late_answers(&vault, 1).await;
    assert_eq!(holds(&vault, "token-two").await, Kept::Session(Fault::Waiting));
    assert_eq!(vault.try_again().await, Ok(()));
    assert_eq!(holds(&vault, "token-two").await, Kept::Keychain);
}

#[tokio::test]
async fn a_question_that_nobody_waits_for_any_more_is_not_asked_and_the_next_one_is() {
    let keychain = Arc::new(Slow::default());
    let vault = impatient(keychain.clone());
    let (slot, token, soon) = (slot(), secret("token-one"), Duration::from_millis(40));
    let stuck = tokio::time::timeout(soon, vault.read::<Customer>(&slot)).await;
    assert!(stuck.is_err(), "the reader went away");
    let dropped = tokio::time::timeout(soon, vault.keep(&slot, &token)).await;
    assert!(dropped.is_err(), "the writer went away before its turn came");
    keychain.open();
    late_answers(&vault, 1).await;
    assert!(keychain.kept().is_none());
    assert_eq!(vault.try_again().await, Ok(()));
    assert_eq!(holds(&vault, "token-one").await, Kept::Keychain, "and it was not lost");
}

#[tokio::test]
async fn what_is_handed_over_late_neither_replaces_a_newer_token_nor_brings_a_forgotten_one_back() {
    let keychain = Arc::new(Slow::default());
    let vault = impatient(keychain.clone());
    give_up(&vault, "token-one").await;
    // Both wait in the line: the hand-over of the first, and what the person does meanwhile.
    let again = {
        let vault = vault.clone();
        tokio::spawn(async move { vault.try_again().await })
    };
    vault.standing().wait_for(|standing: &QueueStatus| standing.is_waiting()).await.unwrap();
    let newer = {
        let vault = vault.clone();
        tokio::spawn(async move { vault.keep(&slot(), &secret("token-two")).await })
    };
    while !matches!(vault.read::<Customer>(&slot()).await,
        Read::Present(read, _) if read.expose_secret() == "token-two")
    {
        tokio::task::yield_now().await;
    }
    keychain.open();
    let _ = again.await.unwrap();
    assert_eq!(newer.await.unwrap(), Kept::Keychain);
    assert_eq!(holds(&vault, "token-two").await, Kept::Keychain);
    assert_eq!(vault.try_again().await, Ok(()));
    assert_eq!(vault.forget(&slot()).await, Ok(Forgotten::Everywhere));
    assert_eq!(vault.try_again().await, Ok(()));
    assert!(keychain.kept().is_none());
}

/// A keychain that never takes one of the two.
#[derive(Default)]
struct Picky(Slow);

impl Keychain for Picky {
    fn get(&self, service: &str, entry: &str) -> Result<Option<UnparsedSecret>, Fault> {
        self.0.get(service, entry)
    }
    fn set(&self, service: &str, entry: &str, secret: &UnparsedSecret) -> Result<(), Fault> {
        if entry.starts_with("personal") { Err(Fault::TooLong) } else { self.0.set(service, entry, secret) }
    }
    fn delete(&self, service: &str, entry: &str) -> Result<(), Fault> {
        self.0.delete(service, entry)
    }
    fn place(&self) -> Result<KeychainLocation, Fault> {
        self.0.place()
    }
}

#[tokio::test]
async fn a_token_that_is_never_taken_does_not_stand_in_the_way_of_the_others() {
    let keychain = Arc::new(Picky::default());
    let vault = Vault::new("test", keychain.clone()).with_patience(Duration::from_millis(20));
    give_up(&vault, "token-one").await;
    let hopeless = Slot::new(SecretKind::Personal, Environment::Rc, "48213");
    assert_eq!(vault.keep(&hopeless, &secret("too-long")).await, Kept::Session(Fault::Waiting));
    keychain.0.open();
    late_answers(&vault, 1).await;
    assert_eq!(vault.try_again().await, Err(Fault::TooLong));
    assert_eq!(holds(&vault, "token-one").await, Kept::Keychain);
}
