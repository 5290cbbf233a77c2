//! A Secret Service that behaves oddly on purpose: for tests of what the app does then.
//!
//! `odd_keychain MODE COMMAND…` takes the name on the session's bus, runs the command and ends with it.
//! In the mode `hangs` it answers once the file named by `ODD_KEYCHAIN_RELEASE` is there.
#![expect(clippy::unwrap_used, reason = "a stand-in that cannot go on has failed")]
#![allow(
    missing_docs,
    clippy::used_underscore_binding,
    clippy::unused_self,
    reason = "methods and uses that a macro makes"
)]

mod mode;

use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7};
use hkdf::Hkdf;
use mode::Mode;
use num_bigint::BigUint;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::{
    collections::HashMap,
    path::PathBuf,
    process::ExitCode,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};
use zbus::{
    DBusError, ObjectServer, fdo, interface,
    object_server::SignalEmitter,
    zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Type, Value},
};

const ROOT: &str = "/org/freedesktop/secrets";
const PROMPT: &str = "/org/freedesktop/secrets/prompt/only";

/// Errors of the Secret Service.
#[derive(Debug, DBusError)]
#[zbus(prefix = "org.freedesktop.Secret.Error")]
enum SecretError {
    #[zbus(error)]
    ZBus(zbus::Error),
    NoSuchObject(String),
}

/// A secret as it crosses the bus: session, initial vector, ciphertext, type.
#[derive(Serialize, Deserialize, Type)]
struct Sealed(OwnedObjectPath, Vec<u8>, Vec<u8>, String);

#[derive(Clone)]
struct Item {
    attributes: HashMap<String, String>,
    secret: Vec<u8>,
}

struct State {
    mode: Mode,
    release: PathBuf,
    key: Mutex<[u8; 16]>,
    items: Mutex<HashMap<String, Item>>,
    next: Mutex<u32>,
    is_locked: AtomicBool,
}

type Shared = Arc<State>;

impl State {
    fn collection(&self) -> String {
        let name = if self.mode == Mode::Ephemeral { "session" } else { "login" };
        format!("{ROOT}/collection/{name}")
    }

    /// What stands in the way of every call about entries.
    async fn gate(&self) -> fdo::Result<()> {
        match self.mode {
            Mode::Refuses => Err(fdo::Error::AccessDenied("not for you".into())),
            Mode::Hangs => {
                while !self.release.exists() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn is_locked(&self) -> bool {
        self.is_locked.load(SeqCst)
    }

    fn has_default(&self) -> bool {
        !matches!(
            self.mode,
            Mode::NoAlias | Mode::NoSuchAlias | Mode::Several | Mode::NothingOpen | Mode::Database
        )
    }

    fn seal(&self, secret: &[u8], session: OwnedObjectPath) -> Sealed {
        let (key, iv) = (*self.key.lock().unwrap(), [7; 16]);
        let sealed =
            cbc::Encryptor::<aes::Aes128>::new(&key.into(), &iv.into()).encrypt_padded_vec::<Pkcs7>(secret);
        Sealed(session, iv.to_vec(), sealed, "text/plain".into())
    }

    fn open(&self, sealed: &Sealed) -> Vec<u8> {
        let key = *self.key.lock().unwrap();
        let iv: [u8; 16] = sealed.1.as_slice().try_into().unwrap();
        let mut secret = cbc::Decryptor::<aes::Aes128>::new(&key.into(), &iv.into())
            .decrypt_padded_vec::<Pkcs7>(&sealed.2)
            .unwrap();
        if self.mode == Mode::Truncates {
            secret.truncate(8);
        }
        secret
    }

    fn accept(&self, sealed: &Sealed) -> fdo::Result<Vec<u8>> {
        let secret = self.open(sealed);
        if self.mode == Mode::Small && secret.len() > 16 {
            return Err(fdo::Error::LimitsExceeded("no room".into()));
        }
        Ok(secret)
    }

    fn found(&self, attributes: &HashMap<String, String>) -> Vec<OwnedObjectPath> {
        if self.is_locked() || self.mode == Mode::NothingOpen {
            return Vec::new();
        }
        let fits =
            |item: &Item| attributes.iter().all(|(name, value)| item.attributes.get(name) == Some(value));
        let items = self.items.lock().unwrap();
        let paths =
            items.iter().filter(|(_, item)| fits(item)).map(|(path, _)| path.clone().try_into().unwrap());
        let mut paths: Vec<OwnedObjectPath> = paths.collect();
        if self.mode == Mode::Doubles && paths.len() == 1 {
            paths.push(paths[0].clone());
        }
        paths
    }
}

fn nowhere() -> OwnedObjectPath {
    ObjectPath::from_static_str_unchecked("/").into()
}

struct Service(Shared);

#[interface(name = "org.freedesktop.Secret.Service")]
impl Service {
    fn open_session(
        &self,
        algorithm: String,
        input: OwnedValue,
    ) -> fdo::Result<(OwnedValue, OwnedObjectPath)> {
        if self.0.mode == Mode::Refuses {
            return Err(fdo::Error::AccessDenied("not for you".into()));
        }
        assert_eq!(algorithm, "dh-ietf1024-sha256-aes128-cbc-pkcs7");
        let prime = BigUint::parse_bytes(
            b"FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
              EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
              EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
            16,
        )
        .unwrap();
        // Secrets of a stand-in are no secrets.
        let ours = BigUint::from_bytes_be(&[0x5a; 64]);
        let theirs = BigUint::from_bytes_be(&Vec::<u8>::try_from(input).unwrap());
        let shared = theirs.modpow(&ours, &prime).to_bytes_be();
        let padded = [vec![0; 128 - shared.len()], shared].concat();
        let mut key = [0; 16];
        Hkdf::<Sha256>::new(None, &padded).expand(&[], &mut key).unwrap();
        *self.0.key.lock().unwrap() = key;
        let public = BigUint::from(2u32).modpow(&ours, &prime).to_bytes_be();
        Ok((Value::from(public).try_to_owned().unwrap(), format!("{ROOT}/session/s1").try_into().unwrap()))
    }

    async fn search_items(
        &self,
        attributes: HashMap<String, String>,
    ) -> fdo::Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>)> {
        self.0.gate().await?;
        Ok((self.0.found(&attributes), Vec::new()))
    }

    fn unlock(&self, objects: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        if self.0.is_locked() {
            return (Vec::new(), PROMPT.try_into().unwrap());
        }
        (objects, nowhere())
    }

    fn lock(&self, objects: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        self.0.is_locked.store(true, SeqCst);
        (objects, nowhere())
    }

    fn read_alias(&self, name: String) -> Result<OwnedObjectPath, SecretError> {
        if self.0.mode == Mode::NoSuchAlias {
            return Err(SecretError::NoSuchObject(name));
        }
        let is_one = name == "default" && self.0.has_default();
        Ok(if is_one { self.0.collection().try_into().unwrap() } else { nowhere() })
    }

    #[zbus(property)]
    fn collections(&self) -> Vec<OwnedObjectPath> {
        let other = format!("{ROOT}/collection/other");
        let all = match self.0.mode {
            Mode::NothingOpen => Vec::new(),
            Mode::Several => vec![self.0.collection(), other],
            _ => vec![self.0.collection()],
        };
        all.into_iter().map(|path| path.try_into().unwrap()).collect()
    }
}

struct Collection(Shared);

#[interface(name = "org.freedesktop.Secret.Collection")]
impl Collection {
    async fn create_item(
        &self,
        properties: HashMap<String, OwnedValue>,
        sealed: Sealed,
        replace: bool,
        #[zbus(object_server)] server: &ObjectServer,
    ) -> fdo::Result<(OwnedObjectPath, OwnedObjectPath)> {
        self.0.gate().await?;
        if self.0.is_locked() {
            return Err(fdo::Error::Failed("unlock it first".into()));
        }
        if self.0.mode == Mode::Dismisses {
            return Ok((nowhere(), PROMPT.try_into().unwrap()));
        }
        let secret = self.0.accept(&sealed)?;
        let attributes = properties["org.freedesktop.Secret.Item.Attributes"].try_clone().unwrap();
        let attributes = HashMap::<String, String>::try_from(attributes).unwrap();
        let path = {
            let mut next = self.0.next.lock().unwrap();
            *next += 1;
            format!("{}/{}", self.0.collection(), *next)
        };
        if self.0.mode != Mode::Forgets {
            let mut items = self.0.items.lock().unwrap();
            items.retain(|_, item| !replace || item.attributes != attributes);
            items.insert(path.clone(), Item { attributes, secret });
        }
        server.at(path.clone(), Entry(self.0.clone(), path.clone())).await?;
        Ok((path.try_into().unwrap(), nowhere()))
    }

    #[zbus(property)]
    fn items(&self) -> Vec<OwnedObjectPath> {
        self.0.found(&HashMap::new())
    }

    #[zbus(property)]
    fn label(&self) -> String {
        "Odd keyring".into()
    }

    #[zbus(property)]
    fn locked(&self) -> bool {
        self.0.is_locked()
    }
}

struct Entry(Shared, String);

#[interface(name = "org.freedesktop.Secret.Item")]
impl Entry {
    async fn get_secret(&self, session: OwnedObjectPath) -> fdo::Result<(Sealed,)> {
        self.0.gate().await?;
        if self.0.is_locked() {
            return Err(fdo::Error::UnknownObject("a locked database shows nothing".into()));
        }
        let item = self.0.items.lock().unwrap().get(&self.1).cloned();
        let item = item.ok_or_else(|| fdo::Error::UnknownObject("gone".into()))?;
        Ok((self.0.seal(&item.secret, session),))
    }

    async fn set_secret(&self, sealed: Sealed) -> fdo::Result<()> {
        self.0.gate().await?;
        let secret = self.0.accept(&sealed)?;
        if let Some(item) = self.0.items.lock().unwrap().get_mut(&self.1) {
            item.secret = secret;
        }
        Ok(())
    }

    async fn delete(&self) -> fdo::Result<OwnedObjectPath> {
        self.0.gate().await?;
        self.0.items.lock().unwrap().remove(&self.1);
        Ok(nowhere())
    }

    #[zbus(property)]
    fn locked(&self) -> bool {
        false
    }
}

/// The question to the person.
struct Prompt(Shared);

#[interface(name = "org.freedesktop.Secret.Prompt")]
impl Prompt {
    async fn prompt(
        &self,
        _window: String,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> fdo::Result<()> {
        let agrees = self.0.is_locked() && self.0.release.exists();
        if agrees {
            self.0.is_locked.store(false, SeqCst);
        }
        Self::completed(&emitter, !agrees, Value::from("")).await?;
        Ok(())
    }

    fn dismiss(&self) {}

    #[zbus(signal)]
    async fn completed(emitter: &SignalEmitter<'_>, dismissed: bool, result: Value<'_>) -> zbus::Result<()>;
}

#[tokio::main]
#[expect(clippy::disallowed_methods, reason = "this is the edge of a program of its own")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mode = match arguments[0].as_str() {
        "works" => Mode::Works,
        "hangs" => Mode::Hangs,
        "refuses" => Mode::Refuses,
        "dismisses" => Mode::Dismisses,
        "forgets" => Mode::Forgets,
        "truncates" => Mode::Truncates,
        "ephemeral" => Mode::Ephemeral,
        "small" => Mode::Small,
        "doubles" => Mode::Doubles,
        "no-alias" => Mode::NoAlias,
        "no-such-alias" => Mode::NoSuchAlias,
        "several" => Mode::Several,
        "nothing-open" => Mode::NothingOpen,
        "database" => Mode::Database,
        "default-database" => Mode::DefaultDatabase,
        other => panic!("{other}?"),
    };
    let shared = Arc::new(State {
        mode,
        release: std::env::var("ODD_KEYCHAIN_RELEASE").unwrap_or_else(|_| "/nowhere".into()).into(),
        key: Mutex::default(),
        items: Mutex::default(),
        next: Mutex::default(),
        is_locked: AtomicBool::new(matches!(mode, Mode::Database | Mode::DefaultDatabase)),
    });
    let _bus = zbus::connection::Builder::session()
        .unwrap()
        .serve_at(ROOT, Service(shared.clone()))
        .unwrap()
        .serve_at(shared.collection(), Collection(shared.clone()))
        .unwrap()
        .serve_at(PROMPT, Prompt(shared.clone()))
        .unwrap()
        .name("org.freedesktop.secrets")
        .unwrap()
        .build()
        .await
        .unwrap();
    let status = tokio::process::Command::new(&arguments[1]).args(&arguments[2..]).status().await.unwrap();
    ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1))
}
