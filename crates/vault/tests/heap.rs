//! Dropped secrets are gone from memory: this process looks through all of its own that it may write to.
//! What libraries of the bus and of the network copied is theirs; here the vault's own types are judged.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use partner::Environment;
use redact::{Customer, SecretKind, UnparsedSecret};
use std::{
    fs::{self, File},
    os::unix::fs::FileExt,
    sync::{Arc, Mutex},
};
use vault::{Fault, Forgotten, Kept, Keychain, KeychainLocation, Read, Slot, Vault};

/// A pattern that stands in memory in disguise, so that the search does not find itself.
struct Pattern(Vec<u8>);

const DISGUISE: u8 = 0xa5;

impl Pattern {
    /// Forty characters that no other memory holds.
    fn new(seed: u8) -> Self {
        Self((0..40_u8).map(|at| (b'A' + (at.wrapping_mul(7).wrapping_add(seed)) % 26) ^ DISGUISE).collect())
    }

    fn secret(&self) -> UnparsedSecret {
        UnparsedSecret::new(self.0.iter().map(|byte| char::from(byte ^ DISGUISE)).collect())
    }

    /// How often it stands in this process's memory, from its ninth character on: what an allocator writes
    /// into freed memory takes the beginning.
    fn count(&self) -> usize {
        let needle = &self.0[8..];
        let memory = File::open("/proc/self/mem").unwrap();
        let mut buffer = vec![0; 1 << 20];
        let mut found = 0;
        for line in fs::read_to_string("/proc/self/maps").unwrap().lines() {
            let mut parts = line.split_whitespace();
            let (range, rights) = (parts.next().unwrap(), parts.next().unwrap());
            if !rights.starts_with("rw") {
                continue;
            }
            let (from, to) = range.split_once('-').unwrap();
            let mut at = u64::from_str_radix(from, 16).unwrap();
            let to = u64::from_str_radix(to, 16).unwrap();
            while at < to {
                let length = usize::try_from((to - at).min(buffer.len() as u64)).unwrap();
                let Ok(read) = memory.read_at(&mut buffer[..length], at) else { break };
                // The buffer itself is written in disguise too.
                buffer[..read].iter_mut().for_each(|byte| *byte ^= DISGUISE);
                found += buffer[..read].windows(needle.len()).filter(|window| *window == needle).count();
                buffer[..read].fill(0);
                if read <= needle.len() {
                    break;
                }
                at += (read - needle.len()) as u64;
            }
        }
        found
    }
}

/// Keeps secrets as a keychain does, in types that wipe.
#[derive(Default)]
struct InMemory(Mutex<Option<UnparsedSecret>>);

impl Keychain for InMemory {
    fn get(&self, _: &str, _: &str) -> Result<Option<UnparsedSecret>, Fault> {
        Ok(self.0.lock().unwrap().clone())
    }
    fn set(&self, _: &str, _: &str, secret: &UnparsedSecret) -> Result<(), Fault> {
        *self.0.lock().unwrap() = Some(secret.clone());
        Ok(())
    }
    fn delete(&self, _: &str, _: &str) -> Result<(), Fault> {
        *self.0.lock().unwrap() = None;
        Ok(())
    }
    fn place(&self) -> Result<KeychainLocation, Fault> {
        Ok(KeychainLocation::default())
    }
}

/// One test alone in this file: another one's secrets would be found too.
#[tokio::test]
async fn secrets_that_were_kept_read_changed_and_forgotten_are_in_memory_no_more() {
    let (token, other) = (Pattern::new(3), Pattern::new(11));
    assert_eq!((token.count(), other.count()), (0, 0), "the search does not find itself");
    let slot = Slot::new(SecretKind::Customer, Environment::Rc, "p");
    let vault = Vault::new("test", Arc::new(InMemory::default()));
    {
        let secret = token.secret().parse::<Customer>().unwrap();
        assert!(token.count() > 0, "a living secret is found");
        assert_eq!(vault.keep(&slot, &secret).await, Kept::Keychain);
        let Read::Present(read, _) = vault.read::<Customer>(&slot).await else { panic!("lost") };
        assert!(read.is_same(&secret));
        drop(read.wrong_variants());
    }
    assert!(token.count() > 0, "the keychain holds it");
    let replaced = other.secret().parse::<Customer>().unwrap();
    assert_eq!(vault.keep(&slot, &replaced).await, Kept::Keychain);
    drop(replaced);
    assert_eq!(token.count(), 0, "the one that was replaced is gone");
    assert_eq!(vault.forget(&slot).await, Ok(Forgotten::Everywhere));
    assert_eq!(other.count(), 0, "the one that was forgotten is gone");

    // In memory alone, without a keychain.
    let session = Vault::for_this_session();
    let secret = token.secret().parse::<Customer>().unwrap();
    assert_eq!(session.keep(&slot, &secret).await, Kept::Session(Fault::NotUsed));
    drop(secret);
    assert!(token.count() > 0);
    drop(session);
    // The vault's thread ends when nobody is left who could ask it.
    assert_eq!(token.count(), 0);
}
