//! The core, and a Recruitee that does as it is told.

use super::{COMPANY, Recruitee};
use crate::bench::{Bench, InMemory};
use desk::{EnvironmentName, PartnerView, TokenName, Vault};
use partner::Field;
use serde_json::Value;
use std::sync::Arc;

/// The core beside it, with a keychain in memory, and one partner.
pub(crate) struct World {
    pub(crate) bench: Bench,
    pub(crate) recruitee: Recruitee,
    pub(crate) keychain: Arc<InMemory>,
    pub(crate) id: String,
}

impl World {
    /// A partner that is ready to be registered.
    pub(crate) async fn new() -> Self {
        let recruitee = Recruitee::start();
        let keychain = Arc::<InMemory>::default();
        let bench = open(tempfile::tempdir().unwrap(), &keychain, &recruitee);
        let id = bench.create().await;
        bench.connect(&id, EnvironmentName::Rc, Some(COMPANY)).await;
        bench.store_token(&id, TokenName::Personal, "personal-token").await.unwrap();
        for (field, value) in [
            (Field::Kind, "assessment"),
            (Field::Name, "Harbour"),
            (Field::Codename, "harbour"),
            (Field::Description, "Tests"),
        ] {
            bench.edit(&id, field, value).await;
        }
        Self { bench, recruitee, keychain, id }
    }

    /// One that is registered.
    pub(crate) async fn registered() -> Self {
        let world = Self::new().await;
        assert!(world.bench.save(&world.id).await.unwrap().is_saved);
        world
    }

    /// The app ends without a word and is started again.
    pub(crate) fn restart(self) -> Self {
        let Self { bench, recruitee, keychain, id } = self;
        let bench = open(bench.close(), &keychain, &recruitee);
        Self { bench, recruitee, keychain, id }
    }

    /// The next update fails, and is carried out all the same once it was looked after.
    pub(crate) fn updates_late(&self, key: &'static str, value: Value) {
        let held = self.recruitee.held.clone();
        self.recruitee.refuse("PATCH", 503, Value::Null);
        self.recruitee.before_answering("PATCH", move || {
            let late = held.clone();
            let carry_out =
                move || drop(late.lock().unwrap().record.as_mut().unwrap().insert(key.into(), value));
            held.lock().unwrap().before_answering = Some(("GET".into(), Box::new(carry_out)));
        });
    }

    /// The partner as its pages show it.
    pub(crate) async fn view(&self) -> PartnerView {
        self.bench.open(&self.id).await
    }
}

fn open(folder: tempfile::TempDir, keychain: &Arc<InMemory>, recruitee: &Recruitee) -> Bench {
    Bench::at(folder, Vault::new("Partner Desk (test)", keychain.clone()), recruitee.test_network())
}
